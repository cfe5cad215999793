"""Exports of another register become public versions; again changes nothing; a newer one only what changed."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from waarborg.adapters.content_files.organisations import load_organisations
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Assessed, BrokenFile, Record, Refusal, assess, read
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.actions import load_list
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions, queries, workplace
from waarborg.apps.publications.models import Entry, Version, WorkingCopy
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import Query
from waarborg.apps.publications.taking_over import Outcome, Source, take_over

pytestmark = pytest.mark.django_db


def items(path: Path) -> Iterator[Assessed | Refusal]:
    return (
        assess(item, load_standard()) if isinstance(item, Record) else item for item in read(path).records
    )


def run(path: Path, *, dry_run: bool = False) -> list[Outcome]:
    export = read(path)
    source = Source(export.source_name, export.source_url or "")
    return list(take_over(items(path), source=source, by="system", at=NOW, dry_run=dry_run))


def statuses(outcomes: list[Outcome]) -> dict[str, int]:
    return dict(Counter(outcome.status.value for outcome in outcomes))


def write_export(folder: Path, *records: dict[str, Any]) -> Path:
    """A file in the reduced shape of the national register, with the fields that matter."""
    whole = {
        "doel": "Doel.",
        "geregistreerd": "2026-01-01",
        "impactassessment": "Onbekend",
        "juridische_basis": "",
        "organisatie": "Gemeente Utrecht",
        "status": "in_gebruik",
        "toegevoegd": "2026-01-02",
    }
    rows = [
        whole | record | {"url": f"https://algoritmes.overheid.nl/nl/algoritme/{record['id']}"}
        for record in records
    ]
    path = folder / "export.json"
    path.write_text(
        json.dumps(
            {
                "algoritmes": rows,
                "count": len(rows),
                "fetched_at": "2026-08-08T06:20:11Z",
                "source_url": "https://algoritmes.overheid.nl/api/algoritme/NLD",
            }
        ),
        encoding="utf-8",
    )
    return path


def test_a_record_becomes_a_public_version_marked_with_its_source(tmp_path: Path) -> None:
    load_list(records=load_organisations(), by="system", at=NOW)
    outcomes = run(write_export(tmp_path, {"id": "11111118", "title": "Parkeercontrole"}))
    assert statuses(outcomes) == {"accepted": 1}
    public = queries.get_public_entry("11111118")
    assert (public.number, public.is_taken_over, public.registered_on) == (1, True, date(2026, 1, 1))
    assert public.organisation.code == "gm0344"
    assert public.source_url == "https://algoritmes.overheid.nl/nl/algoritme/11111118"
    assert public.values["name"] == "Parkeercontrole"
    assert public.values["status"] == "In gebruik"
    assert {finding.field for finding in public.findings} >= {"contact_email", "publication_category"}


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    path = write_export(tmp_path, {"id": "11111118", "title": "Een"}, {"id": "11111126", "title": "Twee"})
    run(path)
    before = Event.objects.count()
    assert statuses(run(path)) == {"unchanged": 2}
    assert (Version.objects.count(), Event.objects.count()) == (2, before)


def test_a_newer_export_makes_versions_only_of_what_changed(tmp_path: Path) -> None:
    run(write_export(tmp_path, {"id": "11111118", "title": "Een"}, {"id": "11111126", "title": "Twee"}))
    newer = write_export(
        tmp_path,
        {"id": "11111118", "title": "Een"},
        {"id": "11111126", "title": "Twee, maar beter", "geregistreerd": "2026-06-01"},
        {"id": "11111134", "title": "Drie"},
    )
    assert statuses(run(newer)) == {"unchanged": 1, "accepted": 2}
    assert queries.get_public_entry("11111126").number == 2
    assert queries.get_public_entry("11111126", 1).values["name"] == "Twee"


def test_an_older_export_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    run(write_export(tmp_path, {"id": "11111118", "title": "Nieuw", "geregistreerd": "2026-06-01"}))
    outcomes = run(write_export(tmp_path, {"id": "11111118", "title": "Oud", "geregistreerd": "2024-06-01"}))
    assert statuses(outcomes) == {"unchanged": 1}
    assert outcomes[0].note is not None
    assert queries.get_public_entry("11111118").values["name"] == "Nieuw"


def test_one_broken_record_does_not_stop_the_others(tmp_path: Path) -> None:
    outcomes = run(
        write_export(tmp_path, {"id": "11111118", "title": ""}, {"id": "11111126", "title": "Twee"})
    )
    assert statuses(outcomes) == {"refused": 1, "accepted": 1}
    assert list(Entry.objects.values_list("public_id", flat=True)) == ["11111126"]


def test_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    path = write_export(tmp_path, {"id": "11111118", "title": "Een"})
    path.write_text(path.read_text()[:-20], encoding="utf-8")
    with pytest.raises(BrokenFile):
        run(path)
    assert not Entry.objects.exists()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tmp_path: Path) -> None:
    path = write_export(tmp_path, {"id": "11111118", "title": "Een"})
    assert statuses(run(path, dry_run=True)) == {"accepted": 1}
    assert not Entry.objects.exists()
    assert not Event.objects.filter(action="publications.take_over").exists()


def test_a_body_on_no_list_is_added_once(tmp_path: Path) -> None:
    path = write_export(
        tmp_path,
        {"id": "11111118", "title": "Een", "organisatie": "Stichting Onbekend"},
        {"id": "11111126", "title": "Twee", "organisatie": "stichting onbekend"},
    )
    run(path)
    assert Organisation.objects.filter(code__startswith="x-").count() == 1


def test_an_id_of_another_register_is_not_overwritten(tmp_path: Path) -> None:
    run(write_export(tmp_path, {"id": "11111118", "title": "Een"}))
    Entry.objects.update(source="Register van Elders", source_url="https://register.elders.example/")
    outcomes = run(write_export(tmp_path, {"id": "11111118", "title": "Ander"}))
    assert statuses(outcomes) == {"refused": 1}
    assert queries.get_public_entry("11111118").values["name"] == "Een"


def adopted(tmp_path: Path, person: Person, **record: Any) -> Entry:
    run(write_export(tmp_path, {"id": "11111118", "title": "Een", "organisatie": "Voorbeeldstad", **record}))
    entry = workplace.get_entry("11111118")
    actions.adopt(entry=entry, by=person, at=NOW)
    return workplace.get_entry("11111118")


def test_an_adopted_entry_becomes_a_dossier_and_stays_public_as_taken_over(
    tmp_path: Path, person_with_role: Callable[..., Person]
) -> None:
    entry = adopted(tmp_path, person_with_role("editor"))
    assert entry.algorithm is not None
    assert entry.state == "draft"
    public = queries.get_public_entry("11111118")
    assert (public.is_taken_over, public.values["name"]) == (True, "Een")


def test_an_import_leaves_an_adopted_entry_alone(
    tmp_path: Path, person_with_role: Callable[..., Person]
) -> None:
    adopted(tmp_path, person_with_role("editor"))
    newer = {
        "id": "11111118",
        "title": "Nieuwer",
        "geregistreerd": "2026-09-01",
        "organisatie": "Voorbeeldstad",
    }
    outcomes = run(write_export(tmp_path, newer))
    assert statuses(outcomes) == {"unchanged": 1}
    assert queries.get_public_entry("11111118").values["name"] == "Een"


def test_the_own_version_of_an_adopted_entry_passes_the_gate_and_loses_the_mark(
    tmp_path: Path, person_with_role: Callable[..., Person], organisation: Organisation
) -> None:
    editor, approver = person_with_role("editor"), person_with_role("approver")
    entry = adopted(tmp_path, editor)
    with pytest.raises(actions.GateClosed):
        actions.submit(entry=entry, by=editor, at=NOW)
    missing = {
        "description_short": "Kort.",
        "contact_email": "a@voorbeeldstad.example",
        "publication_category": "Overige algoritmes",
    }
    page = workplace.get_page(entry, editor)
    actions.save(entry=entry, values=missing, base=page.base, by=editor, at=NOW)
    actions.submit(entry=entry, by=editor, at=NOW)
    actions.approve(entry=entry, by=approver, at=NOW)
    actions.publish(entry=entry, by=approver, at=NOW)
    public = queries.get_public_entry("11111118")
    assert (public.number, public.is_taken_over, public.source) == (2, False, "")


def test_nobody_else_adopts_an_entry(
    tmp_path: Path, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    from waarborg.apps.organisations.rights import NotAllowed

    with pytest.raises(NotAllowed):
        adopted(tmp_path, person_with_role("editor", other_organisation))
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize(
    ("file", "count"), [("nl-2026-08-08-reduced.json", 1530), ("nl-2023-06-19-full.json", 130)]
)
def test_every_record_of_the_real_exports_is_accounted_for_and_found(
    shared_data: Path, file: str, count: int
) -> None:
    load_list(records=load_organisations(), by="system", at=NOW)
    outcomes = run(shared_data / "register" / file)
    assert len(outcomes) == count
    assert statuses(outcomes) == {"accepted": count}
    assert get_index().find(Query()).total == count
    assert verify_chains().broken == ()
    assert statuses(run(shared_data / "register" / file)) == {"unchanged": count}
    # Each entry is found by the words of its own title.
    index = get_index()
    for outcome in outcomes[:: max(1, count // 60)]:
        assert isinstance(outcome.item, Assessed)
        found = index.find(Query(words=outcome.item.record.title, size=100))
        assert found.total >= 1, outcome.item.record.title


def test_the_columns_of_the_official_export_are_taken_over(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "register" / "export-headers" / "algoritmeregister_v100_entry.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    row |= {
        "algorithm_id": "11111118",
        "name": "Uit CSV",
        "organization": "Gemeente Utrecht",
        "org_id": "gm0344",
    }
    target = tmp_path / "official.csv"
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(row), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerow(row)
    assert statuses(run(target)) == {"accepted": 1}
    public = queries.get_public_entry("11111118")
    assert public.values["begin_date"] == "2024-01"

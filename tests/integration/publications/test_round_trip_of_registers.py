"""A register that is exported and imported into an empty one is the same register."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.integration.public.register import COMPLETE, publish_version, withdraw
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, assess
from waarborg.adapters.exchange.own_parquet import read_any
from waarborg.apps.audit import queries as audit
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications import exporting, verifying
from waarborg.apps.publications.exporting import FORMATS, Register, Selection
from waarborg.apps.publications.models import Entry, SearchDocument, Version
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.taking_over import Outcome, Source, Status, take_over

SITE = Register("Register van Voorbeeldstad", "https://register.example")
LATER = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
#: Kept by every format that holds history; the moment itself is that of the import, the day is that of publication.
KEPT = ("number", "values", "values_en", "leftover", "reason", "texts_at")


@pytest.fixture
def register(db: None) -> None:
    """Two organisations, of which one is on no list; versions, English, leftovers, a withdrawal."""
    town = Organisation.objects.create(
        code="gm9999",
        tooi_uri="https://identifier.overheid.nl/tooi/id/gemeente/gm9999",
        name="Gemeente Voorbeeldstad",
        kind="gemeente",
    )
    service = Organisation.objects.create(code="x-1", name="Dienst Voorbeeld", kind="agentschap")
    publish_version(town, "x-een", COMPLETE, reason="Eerste")
    second = COMPLETE | {"goal": "<p>Anders.</p><ul><li>= 1</li></ul>"}
    publish_version(town, "x-een", second, values_en={"goal": "<p>Other.</p>"}, reason="Beter", at=LATER)
    publish_version(
        service,
        "x-twee",
        COMPLETE | {"name": "Tweede", "organization": "Dienst Voorbeeld"},
        source="Ander register",
        registered_on=date(2024, 2, 3),
        leftover={"iama": "Nee"},
    )
    withdraw(publish_version(town, "x-weg", COMPLETE), at=LATER, reason="Gestopt")


def write(path: Path, name: str, *, with_history: bool) -> Path:
    selection = Selection(with_history=with_history, site=SITE.url)
    file = path / f"register.{FORMATS[name].ending}"
    file.write_bytes(b"".join(exporting.stream(FORMATS[name], selection, SITE, at=NOW)))
    return file


def empty() -> None:
    """Take everything away that the register was made of, but the organisation that is on the official list."""
    get_index().remove(list(Entry.objects.values_list("pk", flat=True)))
    SearchDocument.objects.all().delete()
    Entry.objects.update(live=None)
    Version.objects.all().delete()
    Entry.objects.all().delete()
    Organisation.objects.filter(tooi_uri=None).delete()


def bring_in(file: Path) -> list[Outcome]:
    export, standard = read_any(file), load_standard()
    items = [assess(one, standard) if isinstance(one, Record) else one for one in export.records]
    source = Source(name=export.source_name, url=export.source_url or "")
    return list(take_over(items, source=source, by="system", at=NOW))


def describe(*, with_history: bool) -> dict[str, Any]:
    """Every public version, by entry and number, with the day on which it counts."""
    rows = Version.objects.filter(entry__live__isnull=False).select_related(
        "entry__organisation", "entry__live"
    )
    return {
        f"{row.entry.public_id}/{row.number}": {
            **{key: getattr(row, key) for key in KEPT},
            "day": row.registered_on or row.published_at.date(),
            "organisation": (row.entry.organisation.name, row.entry.organisation.kind),
            "is_live": row.entry.live == row,
        }
        for row in rows.order_by("pk")
        if with_history or row.entry.live == row
    }


@pytest.mark.parametrize("with_history", [True, False])
@pytest.mark.parametrize("name", ["json", "jsonl", "parquet"])
def test_an_own_export_gives_the_same_register(
    register: None, tmp_path: Path, name: str, with_history: bool
) -> None:
    before = describe(with_history=with_history)
    file = write(tmp_path, name, with_history=with_history)
    empty()
    outcomes = bring_in(file)
    assert {outcome.status for outcome in outcomes} == {Status.ACCEPTED}
    assert describe(with_history=True) == before
    assert Entry.objects.get(public_id="x-een").source == "Register van Voorbeeldstad"
    assert verifying.find_changed_versions() == []
    assert audit.verify_chains().broken == ()
    assert {outcome.status for outcome in bring_in(file)} == {Status.UNCHANGED}


def test_an_export_of_what_came_in_has_the_same_texts(register: None, tmp_path: Path) -> None:
    first = write(tmp_path, "jsonl", with_history=True).read_text("utf-8")
    empty()
    bring_in(tmp_path / "register.jsonl")
    again = write(tmp_path, "jsonl", with_history=True).read_text("utf-8")
    assert again.count('"earlier"') == first.count('"earlier"') == 1
    assert "Gestopt" in first
    assert "Gestopt" not in again  # a withdrawn entry is said in the file, and is not taken over


def test_a_newer_export_brings_only_the_newer_versions(register: None, tmp_path: Path) -> None:
    older = write(tmp_path, "json", with_history=False)
    empty()
    bring_in(older)
    publish_version(
        Organisation.objects.get(code="gm9999"), "x-drie", COMPLETE | {"name": "Derde"}, source="Elders"
    )
    numbers = Version.objects.filter(entry__public_id="x-een").values_list("number", flat=True)
    assert list(numbers) == [2]


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_a_table_gives_the_same_entries_without_history(register: None, tmp_path: Path, name: str) -> None:
    before = describe(with_history=False)
    file = write(tmp_path, name, with_history=False)
    empty()
    assert {outcome.status for outcome in bring_in(file)} == {Status.ACCEPTED}
    after = describe(with_history=True)
    assert {key.split("/")[0] for key in after} == {"x-een", "x-twee"}
    entry = after["x-een/1" if name == "csv" else "x-een/2"]
    assert entry["values"]["goal"] == "<p>Anders.<br>= 1</p>"
    assert entry["values"]["category"] == COMPLETE["category"]
    if name == "xlsx":
        assert entry["values_en"] == {"goal": "<p>Other.</p>"}
        assert after["x-twee/1"]["leftover"] == {"iama": "Nee"}
        assert entry["day"] == before["x-een/2"]["day"]

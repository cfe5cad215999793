"""Bringing in a file as drafts: seen first, written when confirmed, never public by itself."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.integration.imports.conftest import TABLE, Importer, entry, lines, outcomes
from waarborg.adapters.exchange import BrokenFile
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions as publications
from waarborg.apps.publications.importing import actions, keeping, queries, tasks
from waarborg.apps.publications.importing.actions import ImportRefused
from waarborg.apps.publications.models import ColumnMapping, Entry, ImportFile, WorkingCopy
from waarborg.core.publication.workflow import State

pytestmark = pytest.mark.django_db


def values(name: str) -> dict[str, object]:
    return facts.current_values(Algorithm.objects.get(name=name))


# --- new dossiers ----------------------------------------------------------------------------------------
def test_nothing_is_written_before_somebody_confirms(importer: Importer) -> None:
    file = importer.compare(TABLE)
    assert (file.state, outcomes(file)) == ("ready", ["new", "new"])
    assert not Algorithm.objects.exists()
    assert not Entry.objects.exists()


def test_confirmed_records_become_dossiers_with_drafts(importer: Importer) -> None:
    file = importer.write(importer.compare(TABLE, Kenmerk="source_id"))
    assert (file.state, file.counts["results"]) == ("done", {"written": 2})
    assert values("Zoekhulp")["goal"] == "<p>Vinden.</p>"
    entries = list(Entry.objects.order_by("id"))
    assert [one.state for one in entries] == [State.DRAFT, State.DRAFT]
    assert all(one.live is None and one.public_id.startswith("wb-") for one in entries)
    assert verify_chains().broken == ()


def test_every_fact_names_the_file_it_came_from(importer: Importer) -> None:
    importer.write(importer.compare(TABLE))
    origins = Fact.objects.order_by().values_list("origin", "origin_detail").distinct()
    assert list(origins) == [("import", "lijst.csv")]


def test_the_same_file_again_changes_nothing(importer: Importer) -> None:
    importer.write(importer.compare(TABLE))
    again = importer.compare(TABLE)
    assert outcomes(again) == ["unchanged", "unchanged"]
    with pytest.raises(ImportRefused):
        actions.confirm(file=again, new=True, changed=True, by=importer.person, at=NOW)


def test_an_assessment_that_the_file_claims_is_left_out_and_said(importer: Importer) -> None:
    claimed = [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}]
    file = importer.write(importer.compare([entry(impacttoetsen_grouping=claimed)]))
    assert "impacttoetsen_grouping" not in values("Zoekhulp")
    assert "DPIA" in lines(file)[0].notes[0]["nl"]


def test_a_value_that_does_not_fit_waits_as_text_that_is_not_saved(importer: Importer) -> None:
    importer.write(importer.compare([entry(begin_date="2024-13")]))
    assert WorkingCopy.objects.get().values == {"begin_date": "2024-13"}


def test_english_texts_come_along(importer: Importer) -> None:
    versions = [
        entry(lars="12345678", language="NLD", goal="Vinden."),
        entry(lars="12345678", language="ENG", goal="Finding.", name="Search help"),
    ]
    file = importer.bring_in(json.dumps({"algoritme_versions": versions}), name="site.json")
    tasks.go(file, at=NOW)
    importer.write(file)
    assert values("Zoekhulp")["goal_en"] == "<p>Finding.</p>"
    assert Algorithm.objects.get().public_id == "12345678"


# --- dossiers that are here ------------------------------------------------------------------------------
@pytest.fixture
def known(importer: Importer) -> Entry:
    """A dossier that came from an earlier file."""
    importer.write(importer.compare([entry(lars="12345678", source_id="77", goal="Vinden.", risks="Geen.")]))
    return Entry.objects.select_related("algorithm").get()


def test_a_dossier_is_found_by_its_id_and_only_what_differs_is_shown(
    importer: Importer, known: Entry
) -> None:
    file = importer.compare([entry(lars="12345678", goal="Beter vinden.", risks="")])
    (line,) = lines(file)
    assert (line.outcome, line.entry) == ("changed", known)
    assert line.differences == {"goal": ["<p>Vinden.</p>", "<p>Beter vinden.</p>"]}


def test_a_dossier_is_found_by_the_id_of_the_own_administration(importer: Importer, known: Entry) -> None:
    (line,) = lines(importer.compare([entry(name="Andere naam", source_id="77")]))
    assert (line.entry, set(line.differences)) == (known, {"name"})


def test_what_the_file_leaves_empty_stays(importer: Importer, known: Entry) -> None:
    importer.write(importer.compare([entry(lars="12345678", goal="Beter vinden.", risks="")]))
    assert values("Zoekhulp")["goal"] == "<p>Beter vinden.</p>"
    assert values("Zoekhulp")["risks"] == "<p>Geen.</p>"


def test_changes_are_only_written_when_they_are_chosen(importer: Importer, known: Entry) -> None:
    file = importer.compare([entry(lars="12345678", goal="Beter vinden."), entry(name="Nieuw")])
    importer.write(file, changed=False)
    assert [line.result for line in lines(file)] == ["left", "written"]
    assert values("Zoekhulp")["goal"] == "<p>Vinden.</p>"


def test_what_somebody_changed_since_the_comparison_is_not_overwritten(
    importer: Importer, known: Entry
) -> None:
    file = importer.compare([entry(lars="12345678", goal="Uit het bestand.", risks="Ook uit het bestand.")])
    assert known.algorithm is not None
    base = facts.newest_fact_id(known.algorithm)
    publications.save(
        entry=known, values={"goal": "<p>Van een collega.</p>"}, base=base, by=importer.person, at=NOW
    )
    importer.write(file)
    assert values("Zoekhulp")["goal"] == "<p>Van een collega.</p>"
    assert values("Zoekhulp")["risks"] == "<p>Ook uit het bestand.</p>"
    assert "gewijzigd" in lines(file)[0].notes[-1]["nl"]


def test_typed_text_of_the_importer_is_not_lost(importer: Importer, known: Entry) -> None:
    file = importer.compare([entry(lars="12345678", goal="Beter vinden.")])
    publications.save_working_copy(entry=known, values={"risks": "half"}, base=0, by=importer.person, at=NOW)
    importer.write(file)
    assert WorkingCopy.objects.get().values == {"risks": "half"}


def test_a_public_text_stays_public_and_gets_a_new_draft(
    importer: Importer, known: Entry, person_with_role: Callable[..., Person]
) -> None:
    approver = person_with_role("approver")
    whole = {
        "description_short": "Kort.",
        "status": "In gebruik",
        "contact_email": "a@voorbeeldstad.example",
        "publication_category": "Overige algoritmes",
    }
    publications.save(entry=known, values=whole, base=10**6, by=importer.person, at=NOW)
    publications.submit(entry=known, by=importer.person, at=NOW)
    fixed = importer.compare([entry(lars="12345678", goal="Beter.")])
    assert (outcomes(fixed), lines(fixed)[0].errors[0]["field"]) == (["refused"], "id")
    publications.approve(entry=known, by=approver, at=NOW)
    publications.publish(entry=known, by=approver, at=NOW)
    importer.write(importer.compare([entry(lars="12345678", goal="Beter.")]))
    known.refresh_from_db()
    assert (known.state, known.live is not None) == (State.DRAFT, True)
    assert known.live is not None
    assert known.live.values["goal"] == "<p>Vinden.</p>"


# --- records that are refused ----------------------------------------------------------------------------
def test_records_of_another_organisation_are_refused(
    importer: Importer, other_organisation: Organisation
) -> None:
    file = importer.compare(
        [entry(organization="Gemeente Elders"), entry(organization="Een onbekend lichaam")]
    )
    assert outcomes(file) == ["refused", "refused"]
    assert [line.errors[0]["field"] for line in lines(file)] == ["organization"] * 2


def test_an_id_of_another_organisation_is_refused(
    importer: Importer, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    elsewhere = Importer(other_organisation, person_with_role("editor", other_organisation))
    elsewhere.write(elsewhere.compare([entry(lars="12345678", organization="Gemeente Elders")]))
    (line,) = lines(importer.compare([entry(lars="12345678")]))
    assert (line.outcome, line.entry) == ("refused", None)


def test_two_records_about_one_dossier_are_told_apart(importer: Importer, known: Entry) -> None:
    file = importer.compare([entry(lars="12345678", goal="Een."), entry(name="Ander", source_id="77")])
    assert outcomes(file) == ["changed", "refused"]


@pytest.mark.parametrize("identity", ["1", "a" * 40, "10000000"])
def test_an_id_of_no_register_becomes_one_of_our_own_kind_that_is_found_again(
    identity: str, importer: Importer
) -> None:
    importer.write(importer.compare([entry(lars=identity)]))
    assert Entry.objects.get().public_id.startswith("wb-")
    assert outcomes(importer.compare([entry(lars=identity, name="Andere naam")])) == ["changed"]


def test_an_entry_that_was_taken_over_is_adopted_first(importer: Importer, platform: Importer) -> None:
    platform.write(platform.compare([entry(lars="12345678")]))
    (line,) = lines(importer.compare([entry(lars="12345678")]))
    assert line.outcome == "refused"
    assert "eigen beheer" in line.errors[0]["remedy"]["nl"]


# --- files that are refused ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04kapot", b'[{"name": 1', b"\x00" * 500, b'[{"a": NaN}]']
)
def test_of_a_file_that_cannot_be_used_nothing_is_kept(content: bytes, importer: Importer) -> None:
    before = Event.objects.count()
    with pytest.raises(BrokenFile):
        importer.bring_in(content)
    assert not ImportFile.objects.exists()
    assert Event.objects.count() == before
    assert not keeping.folder().exists() or not any(keeping.folder().iterdir())


def test_a_file_that_is_too_large_is_refused(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MAX_BYTES", 10)
    with pytest.raises(BrokenFile, match="larger"):
        importer.bring_in(TABLE)


def test_a_file_that_was_changed_on_disk_is_not_written(importer: Importer) -> None:
    file = importer.compare(TABLE)
    keeping.path_of(file.stored).write_text("Naam\nIets anders\n")
    importer.write(file)
    assert (file.state, Algorithm.objects.count()) == ("broken", 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\tmp\\lijst.csv", "lijst.csv"),
        ("", "bestand"),
        ("...", "bestand"),
        ("a\x00b\n.csv", "a_b_.csv"),
    ],
)
def test_the_name_of_a_file_cannot_lead_elsewhere(name: str, kept: str) -> None:
    assert keeping.make_safe(name) == kept


# --- columns ---------------------------------------------------------------------------------------------
def test_a_naming_of_columns_can_be_kept_and_used_again(importer: Importer) -> None:
    file = importer.bring_in(TABLE)
    mapping = {"Naam": "name", "Doel": "goal", "Kenmerk": "source_id", "Status": ""}
    actions.name_columns(file=file, mapping=mapping, by=importer.person, at=NOW, keep_as=" Onze lijst ")
    (kept,) = queries.list_mappings(ColumnMapping.objects.get().organisation)
    assert (kept.name, kept.columns) == (
        "Onze lijst",
        {"Naam": "name", "Doel": "goal", "Kenmerk": "source_id"},
    )


@pytest.mark.parametrize(
    "mapping",
    [
        {"Naam": ""},
        {"Naam": "name", "Doel": "name"},
        {"Naam": "name", "Weg": "goal"},
        {"Naam": "name", "Doel": "x"},
    ],
)
def test_a_naming_that_cannot_be_is_refused(mapping: dict[str, str], importer: Importer) -> None:
    file = importer.bring_in(TABLE)
    with pytest.raises(ImportRefused):
        actions.name_columns(file=file, mapping=mapping, by=importer.person, at=NOW)
    file.refresh_from_db()
    assert file.state == "mapping"


def test_columns_can_be_named_otherwise_before_anything_is_written(importer: Importer) -> None:
    file = importer.compare(TABLE)
    actions.name_columns(file=file, mapping={"Doel": "name"}, by=importer.person, at=NOW)
    tasks.go(file, at=NOW)
    assert [line.title for line in lines(file)] == ["Vinden.", "Zien."]

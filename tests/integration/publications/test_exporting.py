"""The public register as files: what goes in, what never does, and what comes out the same."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from tests.conftest import NOW
from tests.integration.public.register import COMPLETE, add_town, publish_version, withdraw
from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.adapters.exchange.own_format import load_schema
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions, exporting
from waarborg.apps.publications.exporting import FORMATS, Register, Selection
from waarborg.apps.publications.models import Entry

SITE = Register("Register van Voorbeeldstad", "https://register.example")
LATER = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def town(db: None) -> Organisation:
    return add_town()


@pytest.fixture
def register(town: Organisation) -> list[Entry]:
    """Three entries: one with two versions, one taken over, one withdrawn."""
    first = publish_version(town, "wb-een", COMPLETE, values_en={"name": "Allowance"}, reason="Eerste")
    publish_version(town, "wb-een", COMPLETE | {"goal": "<p>Anders.</p>"}, reason="Beter", at=LATER)
    other = publish_version(
        town,
        "11111118",
        {"name": "Overgenomen", "organization": "Gemeente Voorbeeldstad"},
        source="Algoritmeregister",
        registered_on=date(2025, 2, 3),
        leftover={"iama": "Nee"},
    )
    gone = publish_version(town, "wb-weg", COMPLETE | {"goal": "<p>Geheim geworden.</p>"})
    withdraw(gone, at=LATER, reason="Gestopt")
    return [first, other, gone]


def export(name: str, **selection: Any) -> bytes:
    selected = Selection(**{"site": SITE.url, **selection})
    return b"".join(exporting.stream(FORMATS[name], selected, SITE, at=NOW))


def export_json(**selection: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export("json", **selection))
    return found


@pytest.mark.parametrize("with_history", [False, True])
def test_the_own_format_follows_its_schema(register: list[Entry], with_history: bool) -> None:
    validator = Draft202012Validator(load_schema())
    made = export_json(with_history=with_history)
    validator.validate(made)
    for line in export("jsonl", with_history=with_history).splitlines():
        validator.validate({**made, "entries": [json.loads(line)]})


def test_a_current_export_has_the_public_version_of_each_entry(register: list[Entry]) -> None:
    first, other = export_json()["entries"]
    assert (first["id"], first["number"], first["reason"]) == ("wb-een", 2, "Beter")
    assert first["values"] == COMPLETE | {"goal": "<p>Anders.</p>"}
    assert first["values_en"] == {}
    assert first["organisation"] == {
        "code": "vb0001",
        "name": "Gemeente Voorbeeldstad",
        "kind": "gemeente",
        "tooi": None,
    }
    assert "earlier" not in first
    assert other["taken_over_from"] == {"name": "Algoritmeregister", "url": ""}
    assert (other["registered_on"], other["leftover"]) == ("2025-02-03", {"iama": "Nee"})
    assert first["page"] == "https://register.example/nl/algoritme/wb-een"


def test_history_has_earlier_versions_and_says_when_and_why_an_entry_was_withdrawn(
    register: list[Entry],
) -> None:
    first, _, gone = export_json(with_history=True)["entries"]
    (earlier,) = first["earlier"]
    assert (earlier["number"], earlier["values"]["goal"]) == (1, "<p>Mensen krijgen sneller geld.</p>")
    assert earlier["values_en"] == {"name": "Allowance"}
    assert gone == {
        "id": "wb-weg",
        "organisation": first["organisation"],
        "withdrawn": {"at": "2026-05-01T09:00:00+00:00", "reason": "Gestopt"},
    }


# Spreadsheet and Parquet are compressed; the round trip looks inside these.
READABLE = [one.name for one in FORMATS.values() if one.has_history and one.name not in ("xlsx", "parquet")]


@pytest.mark.parametrize("name", READABLE)
def test_the_text_of_a_withdrawn_entry_never_leaves(register: list[Entry], name: str) -> None:
    for with_history in (False, True):
        assert b"Geheim geworden" not in export(name, with_history=with_history)


def test_an_organisation_or_some_ids_can_be_chosen(register: list[Entry], town: Organisation) -> None:
    elsewhere = Organisation.objects.create(code="elders", name="Gemeente Elders", kind="gemeente")
    publish_version(elsewhere, "wb-elders", COMPLETE)
    assert [one["id"] for one in export_json(organisations=("elders",))["entries"]] == ["wb-elders"]
    chosen = export_json(ids=("wb-elders", "wb-een", "nergens"))["entries"]
    assert [one["id"] for one in chosen] == ["wb-een", "wb-elders"]
    assert [one["id"] for one in export_json(keys=[register[1].pk])["entries"]] == ["11111118"]
    assert exporting.find_missing(("wb-een", "nergens", "wb-weg")) == ["nergens", "wb-weg"]


def test_working_texts_never_leave(desk: Desk) -> None:
    desk.write(**WHOLE, goal="<p>Openbaar.</p>")
    assert export_json()["entries"] == []
    desk.publish()
    desk.write(goal="<p>Nog in de maak.</p>")
    for name in ("json", "jsonl", "jsonld", "csv"):
        written = export(name, **({"with_history": True} if FORMATS[name].has_history else {}))
        assert b"Openbaar." in written
        assert b"Nog in de maak" not in written


def test_a_redacted_value_is_in_no_version_of_an_export(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    desk.write(**WHOLE, goal="<p>Bel Voorbeeldpersoon.</p>")
    desk.publish()
    desk.write(goal="<p>Bel de gemeente.</p>")
    desk.publish()
    before = exporting.read_mark()
    fact = Fact.objects.get(key="goal", value="<p>Bel Voorbeeldpersoon.</p>")
    actions.redact(fact=fact, by=person_with_role("privacy_officer"), at=desk.tick(), reason="Een naam")
    assert exporting.read_mark().key != before.key
    written = export("json", with_history=True)
    assert b"Bel Voorbeeldpersoon" not in written
    (entry,) = json.loads(written)["entries"]
    assert entry["earlier"][0]["redacted"] == ["goal"]


def test_formats_of_the_register_leave_out_what_the_standard_does_not_have(register: list[Entry]) -> None:
    assert b"Gemeentesecretaris" not in export("csv")
    assert b"Gemeentesecretaris" in export("json")


def test_the_same_statements_are_asked_for_three_entries_as_for_thirty(
    register: list[Entry], town: Organisation
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            export("json", with_history=True)
        return len(captured)

    before = count()
    for number in range(30):
        publish_version(town, f"wb-nog-{number}", COMPLETE)
    assert count() == before


def test_batches_follow_each_other_without_gaps(town: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    from waarborg.apps.publications.exporting import selecting

    monkeypatch.setattr(selecting, "BATCH", 2)
    wanted = [publish_version(town, f"wb-{number}", COMPLETE).public_id for number in range(5)]
    assert [one["id"] for one in export_json()["entries"]] == wanted
    assert [one["id"] for one in export_json(ids=tuple(wanted))["entries"]] == wanted


def test_entries_are_read_while_the_file_is_written(
    town: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first pieces leave before the last batch is read, so memory does not grow with the register."""
    from waarborg.apps.publications.exporting import selecting

    monkeypatch.setattr(selecting, "BATCH", 1)
    for number in range(3):
        publish_version(town, f"wb-{number}", COMPLETE)
    pieces: Iterator[bytes] = exporting.stream(FORMATS["jsonl"], Selection(), SITE, at=NOW)
    assert b"wb-0" in next(pieces)
    Entry.objects.filter(public_id="wb-2").update(live=None)
    assert b"wb-2" not in b"".join(pieces)


def test_the_mark_changes_with_what_is_published_and_withdrawn(desk: Desk) -> None:
    desk.write(**WHOLE)
    marks = [exporting.read_mark().key]
    desk.publish()
    marks.append(exporting.read_mark().key)
    assert exporting.read_mark().key == marks[-1]
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Gestopt")
    marks.append(exporting.read_mark().key)
    assert len(set(marks)) == 3

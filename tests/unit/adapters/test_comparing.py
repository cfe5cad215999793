"""What differs between two exports, whatever their formats."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.adapters.test_writing import HEAD, list_entry
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import BrokenFile
from waarborg.adapters.exchange.comparing import EntryDifference, Tally, What, compare_exports
from waarborg.adapters.exchange.own_parquet import read_any
from waarborg.adapters.exchange.writing import FORMATS, Body, Listed

READABLE = ("json", "jsonl", "csv", "xlsx", "parquet")
RICH: dict[str, Any] = {
    "goal": "<p>Tellen.</p><ul><li>Snel</li></ul>",
    "status": "In gebruik",
    "category": ["Verkeer"],
    "lawful_basis_grouping": [{"title": "Wegenverkeerswet", "link": "https://wetten.example/1"}],
    "impacttoetsen_grouping": [
        {
            "title": "Data Protection Impact Assessment (DPIA)",
            "link": "",
            "date": "2026-01-01",
            "signatory": "Directeur",
        }
    ],
}


def compare(
    folder: Path, old: tuple[str, list[Listed]], new: tuple[str, list[Listed]]
) -> tuple[Tally, dict[str, EntryDifference]]:
    paths = []
    for place, (name, entries) in enumerate((old, new)):
        path = folder / f"{place}.{FORMATS[name].ending}"
        path.write_bytes(b"".join(FORMATS[name].stream(entries, HEAD)))
        paths.append(path)
    tally = Tally()
    found = compare_exports(read_any(paths[0]), read_any(paths[1]), standard=load_standard(), tally=tally)
    return tally, {one.id: one for one in found}


@pytest.mark.parametrize("old", READABLE)
@pytest.mark.parametrize("new", READABLE)
def test_the_same_register_in_two_formats_does_not_differ(tmp_path: Path, old: str, new: str) -> None:
    entries = [
        list_entry(**RICH, values_en={"goal": "<p>Counting.</p>"}),
        list_entry(identity="x-twee", goal="= 1"),
    ]
    tally, found = compare(tmp_path, (old, entries), (new, entries))
    assert found == {}
    assert tally == Tally(unchanged=2)


def test_each_entry_is_added_removed_changed_or_the_same(tmp_path: Path) -> None:
    same, old, gone = list_entry(identity="x-gelijk"), list_entry(**RICH), list_entry(identity="x-weg")
    changed = RICH | {"goal": "<p>Tellen en raden.</p>", "status": "Buiten gebruik"}
    new, fresh = (
        list_entry(**changed, values_en={"goal": "<p>Guessing.</p>"}),
        list_entry(identity="x-nieuw"),
    )
    tally, found = compare(tmp_path, ("json", [same, old, gone]), ("parquet", [fresh, new, same]))
    assert tally == Tally(added=1, removed=1, changed=1, unchanged=1)
    assert {one.id: one.what for one in found.values()} == {
        "x-nieuw": What.ADDED,
        "x-een": What.CHANGED,
        "x-weg": What.REMOVED,
    }
    fields = found["x-een"].fields
    assert [field.field for field in fields] == ["status", "goal", "goal@en"]
    assert (fields[1].old_text, fields[1].new_text) == ("Tellen.\nSnel", "Tellen en raden.")


def test_what_a_format_cannot_hold_is_no_difference(tmp_path: Path) -> None:
    """CSV has no English and no date and signatory of an assessment: what is not there was not removed."""
    entry = list_entry(**RICH, values_en={"goal": "<p>Counting.</p>"})
    tally, _ = compare(tmp_path, ("json", [entry]), ("csv", [entry]))
    assert tally == Tally(unchanged=1)
    other = list_entry(
        **RICH | {"impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)"}]}
    )
    tally, found = compare(tmp_path, ("json", [entry]), ("json", [other]))
    assert tally == Tally(changed=1)
    assert [field.field for field in found["x-een"].fields] == ["goal@en", "impacttoetsen_grouping"]


def test_another_organisation_is_a_change(tmp_path: Path) -> None:
    entry = list_entry()
    moved = Listed(
        id=entry.id,
        page=entry.page,
        organisation=Body(code="gm8888", name="Gemeente Elders"),
        edition=entry.edition,
    )
    tally, found = compare(tmp_path, ("json", [entry]), ("json", [moved]))
    assert tally == Tally(changed=1)
    assert found["x-een"].old_organisation == "Gemeente Voorbeeldstad"
    assert found["x-een"].organisation == "Gemeente Elders"


def test_a_withdrawn_entry_is_gone_from_the_newer_export(tmp_path: Path) -> None:
    entry = list_entry()
    gone = Listed(
        id="x-een", page="", organisation=entry.organisation, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
    tally, found = compare(tmp_path, ("json", [entry]), ("json", [gone, list_entry(identity="x-twee")]))
    assert tally == Tally(added=1, removed=1)
    assert found["x-een"].what is What.REMOVED


def test_a_record_that_is_no_entry_is_named(tmp_path: Path) -> None:
    good, nameless = list_entry(), list_entry(identity="x-leeg", name=" ")
    tally, found = compare(tmp_path, ("json", [good]), ("json", [good, nameless]))
    assert tally == Tally(unchanged=1, refused=1)
    assert found["x-leeg"].refusal is not None


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" + b"\x00" * 100 + b"PAR1"])
def test_a_broken_parquet_file_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(content)
    with pytest.raises(BrokenFile, match=r"broken\.parquet"):
        read_any(path)


def test_a_parquet_file_of_another_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"id": ["1"]}), path)
    with pytest.raises(BrokenFile, match="no export of Waarborg"):
        read_any(path)

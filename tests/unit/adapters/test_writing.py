"""Files that the register is written to: what each cell holds, and what does not fit."""

import csv
import io
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, read
from waarborg.adapters.exchange.guarding import guard, unguard
from waarborg.adapters.exchange.own_format import TOO_LONG
from waarborg.adapters.exchange.writing import FORMATS, Body, Edition, Head, Listed, TooManyRows
from waarborg.adapters.exchange.writing.official_csv import COLUMNS

HEAD = Head(
    register_name="Register van Voorbeeldstad",
    register_url="https://register.example",
    made_at=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
    standard="1.0",
)
NAMED = {"name": "Parkeerdruk", "organization": "Gemeente Voorbeeldstad", "standard_version": "1.0"}


def list_entry(*, identity: str = "x-een", values_en: Any = None, **values: Any) -> Listed:
    return Listed(
        id=identity,
        page=f"https://register.example/nl/algoritme/{identity}",
        organisation=Body(code="gm9999", name="Gemeente Voorbeeldstad", kind="gemeente"),
        edition=Edition(
            number=1,
            standard="1.0",
            published_at=datetime(2026, 10, 1, tzinfo=UTC),
            values=NAMED | values,
            values_en=values_en or {},
            leftover={},
        ),
    )


def write(name: str, *entries: Listed) -> bytes:
    return b"".join(FORMATS[name].stream(entries, HEAD))


def read_csv(*entries: Listed) -> list[dict[str, str]]:
    text = write("csv", *entries).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def open_book(*entries: Listed) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write("xlsx", *entries)))


# --- CSV -------------------------------------------------------------------------------------------------
def test_the_csv_has_the_header_of_the_national_register(shared_data: Path) -> None:
    header = shared_data / "register" / "export-headers" / "algoritmeregister_v100_entry.csv"
    with header.open(encoding="utf-8", newline="") as opened:
        assert (*next(csv.reader(opened)), "algorithm_id", "org_id") == COLUMNS


def test_the_csv_is_quoted_and_marked_as_that_of_the_register_is() -> None:
    written = write("csv", list_entry())
    assert written.startswith(b'\xef\xbb\xbf"name","organization",')
    assert written.endswith(b'"x-een","gm9999"\r\n')


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (
            [
                {"title": "Wet", "link": "https://a.example"},
                {"title": "Besluit", "link": "https://b.example"},
            ],
            "1: Wet, https://a.example. 2: Besluit, https://b.example",
        ),
        ([{"title": "Participatiewet, art. 36"}], "1: Participatiewet, art. 36"),
        # In the official notation this would be read as two rows.
        ([{"title": "Wet. 2: Besluit"}], '[{"title": "Wet. 2: Besluit"}]'),
    ],
)
def test_rows_are_written_as_the_register_does_unless_that_would_be_read_otherwise(
    rows: list[dict[str, str]], cell: str
) -> None:
    (row,) = read_csv(list_entry(lawful_basis_grouping=rows))
    assert row["lawful_basis_grouping"] == cell


def test_markup_is_written_as_its_lines() -> None:
    (row,) = read_csv(
        list_entry(goal="<p>Een &amp; twee</p><ul><li>drie</li></ul>", risks="<p>&lt;b&gt; is een tag</p>")
    )
    assert row["goal"] == "Een & twee\ndrie"
    assert row["risks"] == "&lt;b&gt; is een tag"


@pytest.mark.parametrize("cell", ["=1+1", "+31 6", "-", "@x", "\t=1", "'=1", "''-", "\uff1d1"])
def test_a_cell_that_looks_like_a_formula_is_guarded_and_read_as_it_was(cell: str, tmp_path: Path) -> None:
    assert guard(cell) == f"'{cell}"
    assert unguard(guard(cell)) == cell
    path = tmp_path / "register.csv"
    path.write_bytes(write("csv", list_entry(name=f"{cell}a")))
    (record,) = read(path).records
    assert isinstance(record, Record)
    assert record.values["name"] == f"{cell}a"


@pytest.mark.parametrize("cell", ["a=1", "'s-Hertogenbosch", "", "'", "1-2"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guard(cell) == cell == unguard(cell)


def test_an_apostrophe_in_a_file_of_another_stays(tmp_path: Path) -> None:
    """A file with a bare formula was not guarded, so an apostrophe in it is part of the text."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerow(NAMED | {"goal": "- een", "risks": "'-twee"})
    path = tmp_path / "other.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    (record,) = read(path).records
    assert isinstance(record, Record)
    assert (record.values["goal"], record.values["risks"]) == ("- een", "'-twee")


# --- XLSX ------------------------------------------------------------------------------------------------
def test_every_cell_of_a_spreadsheet_is_text() -> None:
    book = open_book(
        list_entry(name="=1+1", provider="#N/A", goal="<p>=CMD|'/C calc'!A0</p>", source_id="007")
    )
    kinds = {cell.data_type for row in book["entries"].iter_rows(min_row=2) for cell in row if cell.value}
    assert kinds == {"s"}
    cells = dict(zip(*book["entries"].iter_rows(values_only=True), strict=True))
    assert (cells["name"], cells["provider"], cells["source_id"]) == ("=1+1", "#N/A", "007")
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(write("xlsx", list_entry(name="=1")))).read(
        "xl/worksheets/sheet1.xml"
    )


def test_a_text_that_does_not_fit_is_named_and_never_cut() -> None:
    fits, too_long = "a" * 32_767, "b" * 32_768
    book = open_book(list_entry(goal=fits, risks=too_long, proportionality="_x0041_" * 4000))
    cells = dict(zip(*book["entries"].iter_rows(values_only=True), strict=True))
    assert cells["goal"] == fits
    assert cells["risks"].startswith(TOO_LONG)
    assert "32768" in cells["risks"]
    # The code of an underscore takes place too.
    assert cells["proportionality"].startswith(TOO_LONG)
    listed = list(book["texts that do not fit"].iter_rows(min_row=2, values_only=True))
    assert [row[2:4] for row in listed] == [("proportionality", "52000"), ("risks", "32768")]


def test_a_spreadsheet_explains_its_columns() -> None:
    book = open_book(list_entry())
    names = [cell.value for cell in next(book["entries"].iter_rows(max_row=1))]
    explained = {row[0] for row in book["explanation"].iter_rows(values_only=True)}
    assert set(names) <= explained
    assert {"register", "licence", "made_at"} <= explained


def test_more_entries_than_a_sheet_has_rows_are_refused_and_leave_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from waarborg.adapters.exchange.writing import spreadsheet

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 1)
    with pytest.raises(TooManyRows, match="JSON Lines"):
        write("xlsx", list_entry(), list_entry(identity="x-twee"))
    assert list(tmp_path.iterdir()) == []


# --- Parquet ---------------------------------------------------------------------------------------------
def test_parquet_has_typed_columns_in_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    from waarborg.adapters.exchange.writing import columnar

    monkeypatch.setattr(columnar, "ROWS_PER_GROUP", 2)
    entries = [
        list_entry(
            identity=f"x-{number}",
            category=["Verkeer", "Werk"],
            lawful_basis_grouping=[{"title": "Wet", "link": "https://a.example"}],
        )
        for number in range(5)
    ]
    file = pq.ParquetFile(io.BytesIO(write("parquet", *entries)))
    assert file.num_row_groups == 3
    assert file.schema_arrow.field("category").type == pa.list_(pa.string())
    assert file.schema_arrow.field("published_at").type == pa.timestamp("us", tz="UTC")
    table = file.read()
    assert table.num_rows == 5
    assert table["lawful_basis_grouping"][0].as_py() == [{"title": "Wet", "link": "https://a.example"}]
    assert json.loads(file.schema_arrow.metadata[b"waarborg"])["register"]["name"] == HEAD.register_name


def test_parquet_has_a_column_for_every_field_of_the_standard() -> None:
    table = pq.read_table(io.BytesIO(write("parquet", list_entry())))
    assert {field.key for field in load_standard().fields} <= set(table.column_names)


# --- all of them -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_register_is_a_whole_file(name: str) -> None:
    written = write(name)
    if name in ("json", "jsonld"):
        assert json.loads(written)
    elif name == "jsonl":
        assert written == b""
    elif name == "csv":
        assert written.count(b"\r\n") == 1
    elif name == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(written))["entries"].max_row == 1
    else:
        assert pq.read_table(io.BytesIO(written)).num_rows == 0


def test_half_a_character_breaks_no_file() -> None:
    broken = list_entry(goal="half \ud83d", risks="\ud83d")
    for name in FORMATS:
        if name != "parquet":
            assert write(name, broken)

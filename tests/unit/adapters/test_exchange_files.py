"""Whole files: which format they have, and why they are refused. Every fault names file and remedy."""

import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import BrokenFile, Export, Record, Refusal, csv_rows, read

COLUMNS = [field.key for field in load_standard().fields if field.key not in ("lars", "publication_dt")]


def write_csv(folder: Path, *rows: dict[str, str], columns: list[str] | None = None, **how: Any) -> Path:
    """Write an official export; `how` has `delimiter`, `encoding` and `end`."""
    columns = columns or COLUMNS
    delimiter = how.get("delimiter", ",")
    cells = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    text = "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells)
    path = folder / "iets.dat"
    path.write_bytes((text + how.get("end", "\r\n")).encode(how.get("encoding", "utf-8-sig")))
    return path


def row(**values: str) -> dict[str, str]:
    return {
        "name": "Zoekhulp",
        "organization": "Gemeente Voorbeeldstad",
        "standard_version": "1.0.0",
    } | values


def broken(path: Path) -> BrokenFile:
    with pytest.raises(BrokenFile) as caught:
        read(path)
    fault = caught.value.fault
    assert fault.file == path.name
    assert fault.message.nl
    assert fault.remedy.en
    return caught.value


def records(export: Export) -> list[Record | Refusal]:
    return list(export.records)


# --- formats ---------------------------------------------------------------------------------------------
def test_the_official_csv_is_known_by_its_columns(tmp_path: Path) -> None:
    export = read(write_csv(tmp_path, row()))
    assert (export.format, export.count) == ("official-csv", 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_delimiter_and_byte_order_mark_make_no_difference(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, row(goal="één, twee; drie\tvier"), delimiter=delimiter, encoding=encoding)
    (record,) = records(read(path))
    assert isinstance(record, Record)
    assert record.values["goal"] == "één, twee; drie\tvier"


def test_columns_may_stand_in_any_order_and_others_beside_them(tmp_path: Path) -> None:
    columns = ["org_id", *reversed(COLUMNS), "algorithm_id", "publication_dt", "extra"]
    path = write_csv(
        tmp_path,
        row(algorithm_id="12345678", org_id="gm0000", publication_dt="2025-03-04 10:00:00", extra="iets"),
        columns=columns,
    )
    (record,) = records(read(path))
    assert isinstance(record, Record)
    assert (record.id, record.organisation_code, str(record.registered_on)) == (
        "12345678",
        "gm0000",
        "2025-03-04",
    )
    assert record.url == "https://algoritmes.overheid.nl/nl/algoritme/12345678"
    assert record.values["extra"] == "iets"
    assert "org_id" not in record.values


def test_cells_may_hold_line_ends_quotes_and_formulas(tmp_path: Path) -> None:
    values = row(goal='=HYPERLINK("https://x.example")\r\n"twee"', risks="-1+1", provider="@SUM(A1)")
    (record,) = records(read(write_csv(tmp_path, values)))
    assert isinstance(record, Record)
    assert {key: record.values[key] for key in values} == values


def test_versions_may_be_mixed_in_one_file(tmp_path: Path) -> None:
    rows = [
        row(name=f"v{version}", standard_version=version)
        for version in ("0.1.0", "0.2.3", "0.3.1", "0.4.0", "1.0.0", "")
    ]
    found = records(read(write_csv(tmp_path, *rows)))
    assert [record.version for record in found if isinstance(record, Record)] == [
        "0.1.0", "0.2.3", "0.3.1", "0.4.0", "1.0.0", "1.0"
    ]  # fmt: skip


def test_a_column_without_a_name_is_called_after_its_place(tmp_path: Path) -> None:
    path = write_csv(tmp_path, row(), columns=[*COLUMNS, ""])
    (record,) = records(read(path))
    assert isinstance(record, Record)
    assert f"column_{len(COLUMNS) + 1}" in record.values


def test_records_can_be_walked_through_twice(tmp_path: Path) -> None:
    export = read(write_csv(tmp_path, row(), row(name="Tweede")))
    assert records(export) == records(export)


# --- broken files ----------------------------------------------------------------------------------------
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "not there" in broken(tmp_path / "weg.csv").message.en


def test_a_folder(tmp_path: Path) -> None:
    assert "folder" in broken(tmp_path).message.en


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\n"])
def test_an_empty_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "leeg.csv"
    path.write_bytes(content)
    assert broken(path).message.en == "The file is empty."


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"PK\x03\x04\x14\x00", "spreadsheet"), (b"%PDF-1.7", "PDF"), (b"\x1f\x8b\x08", "compressed"),
     (b"\xd0\xcf\x11\xe0\xa1", "old spreadsheet"), (b"<!DOCTYPE html><html>", "web page"),
     (b"naam;organisatie\r\na;b", "no export"), (b"zomaar tekst", "no export")],
)  # fmt: skip
def test_a_file_of_another_kind(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "iets.csv"
    path.write_bytes(content)
    assert what in broken(path).message.en


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_wide_encoding(encoding: str, tmp_path: Path) -> None:
    fault = broken(write_csv(tmp_path, row(), encoding=encoding))
    assert "UTF-16" in fault.message.en
    assert "UTF-8" in fault.remedy.en


def test_latin_1_names_the_line(tmp_path: Path) -> None:
    fault = broken(write_csv(tmp_path, row(), row(name="Financiën"), encoding="latin-1"))
    assert fault.fault.line == 3
    assert "UTF-8" in fault.remedy.nl


def test_latin_1_in_json_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes('[\n{"name": "Financiën", "organization": "x"}]'.encode("latin-1"))
    assert broken(path).fault.line == 2


def test_missing_columns_are_named(tmp_path: Path) -> None:
    fault = broken(
        write_csv(tmp_path, row(), columns=[name for name in COLUMNS if name not in ("goal", "risks")])
    )
    assert fault.message.en == "These columns are missing: goal, risks."
    assert fault.field == "goal"


def test_the_columns_of_one_older_version_are_enough(tmp_path: Path) -> None:
    source = load_standard().find_source("0.3.1")
    assert source is not None
    columns = [rule.key for rule in source.fields if rule.key not in ("lars", "publication_dt")]
    assert read(write_csv(tmp_path, row(standard_version="0.3.1"), columns=columns)).count == 1


def test_a_double_column_is_named(tmp_path: Path) -> None:
    fault = broken(write_csv(tmp_path, row(), columns=[*COLUMNS, "Goal "]))
    assert fault.message.en == "These columns are there twice: goal."


def test_a_header_without_records(tmp_path: Path) -> None:
    assert "no records" in broken(write_csv(tmp_path)).message.en


def test_a_quote_that_is_never_closed_names_the_record(tmp_path: Path) -> None:
    fault = broken(write_csv(tmp_path, row(), end='\r\n"open, en verder\r\n'))
    assert fault.row == 2
    assert "quotation mark" in fault.message.en


def write_lines(folder: Path, *names: str, end: str = "\n") -> Path:
    """Write a row for each text, which stands in the column `name` exactly as it is given."""
    columns = [
        "name",
        "organization",
        *(key for key in COLUMNS if key not in ("name", "organization")),
        "lars",
    ]
    rest = "," * (len(columns) - 2)
    lines = [f"{name},Gemeente Voorbeeldstad{rest}{place}" for place, name in enumerate(names, start=1)]
    path = folder / "kapot.csv"
    path.write_bytes((end.join([",".join(columns), *lines]) + end).encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_one_row_with_a_stray_quote_does_not_stop_the_others(end: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path, "Eerste", '"Kapot" rest', '"Derde\nmet een regel"', "Vierde", end=end)
    export = read(path)
    first, bad, third, fourth = records(export)
    assert export.count == 4
    assert [one.position for one in (first, bad, third, fourth)] == [1, 2, 3, 4]
    assert isinstance(bad, Refusal)
    assert (bad.id, bad.title) == ("2", "Kapot rest")
    (fault,) = bad.errors
    assert (fault.file, fault.row, fault.line, fault.field) == ("kapot.csv", 2, 3, "name")
    assert "dubbel" in fault.remedy.nl
    assert "Double" in fault.remedy.en
    assert isinstance(third, Record)
    assert isinstance(fourth, Record)
    assert records(export) == [first, bad, third, fourth]


def test_a_stray_quote_on_a_later_line_of_a_row_names_both_lines(tmp_path: Path) -> None:
    _, bad, last = records(read(write_lines(tmp_path, "Eerste", '"a\nb" c', "Derde")))
    assert isinstance(bad, Refusal)
    assert isinstance(last, Record)
    assert (bad.errors[0].row, bad.errors[0].line) == (2, 4)
    assert "begins on line 3" in bad.errors[0].message.en


def test_a_file_of_bad_rows_alone_is_read_and_each_is_refused(tmp_path: Path) -> None:
    found = records(read(write_lines(tmp_path, '"a" b', '"c" d')))
    assert [type(one) for one in found] == [Refusal, Refusal]


def test_a_header_with_a_stray_quote_breaks_the_file(tmp_path: Path) -> None:
    path = write_lines(tmp_path, "Eerste")
    path.write_bytes(path.read_bytes().replace(b"goal", b'"goal" x', 1))
    assert "header" in broken(path).message.en


def test_no_fault_quotes_the_words_of_a_program(tmp_path: Path) -> None:
    open_quote = broken(write_lines(tmp_path, "Eerste", '"open'))
    assert (open_quote.row, open_quote.fault.line) == (2, 3)
    assert "unexpected" not in open_quote.message.nl + open_quote.message.en
    path = tmp_path / "x.json"
    path.write_text('[{"name": , "organization": "b"}]', encoding="utf-8")
    assert "Expecting" not in str(broken(path).fault) + broken(path).message.nl


def test_a_cell_past_every_bound_breaks_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MAX_FIELD", 1000)
    assert broken(write_csv(tmp_path, row(goal="x" * 2000))).row == 1


def test_json_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"name": "a", "organization": "b"}, {"name": "c', encoding="utf-8")
    assert "ends too early" in broken(path).message.en


def test_json_with_a_fault_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[\n{"name": "a",\n"organization" "b"}\n]', encoding="utf-8")
    fault = broken(path)
    assert fault.fault.line == 3
    assert "not right here" in fault.message.en


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000])
def test_json_that_is_nested_absurdly_deep(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    assert "too deeply" in broken(path).message.en


@pytest.mark.parametrize("number", ["9" * 5000, "NaN", "-Infinity"])
def test_json_with_a_number_that_is_none(number: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(f'[{{"name": "a", "organization": "b", "x": {number}}}]', encoding="utf-8")
    assert "unreadable number" in broken(path).message.en


def test_json_with_a_null_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'[{"name": "a\x00", "organization": "b"}]')
    assert "not valid JSON" in broken(path).message.en


def test_json_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from waarborg.adapters.exchange import reading

    monkeypatch.setattr(reading, "MAX_JSON_BYTES", 10)
    path = tmp_path / "x.json"
    path.write_text('[{"name": "a", "organization": "b"}]', encoding="utf-8")
    assert "10 bytes" in broken(path).message.en


@pytest.mark.parametrize(
    "document",
    [[], {}, [1, 2], [[]], {"algoritmes": []}, {"algoritmes": {}}, {"algoritme_versions": "x"}, [{"name": "a"}],
     {"iets": [{"name": "a", "organization": "b"}]}],
)  # fmt: skip
def test_json_of_another_shape(document: object, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    broken(path)


def test_a_file_whose_name_is_no_text_can_be_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile) as caught:
        read(tmp_path / "x\udcff.csv")
    caught.value.fault.file.encode("utf-8")

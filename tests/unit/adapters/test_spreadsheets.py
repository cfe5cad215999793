"""Spreadsheets of registers, and spreadsheets that were made to do harm."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.unit.adapters.xlsx_files import MAIN, make_sheet, write_xlsx
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import BrokenFile, Record, Refusal, assess, read, spreadsheet_parts
from waarborg.adapters.exchange.spreadsheets import Spreadsheet

STANDARD = load_standard()
FIELDS = [field for field in STANDARD.fields if field.key not in ("lars", "publication_dt")]
COLUMNS = [field.key for field in FIELDS]
VALUES = {
    "name": "Zoekhulp",
    "organization": "Gemeente Voorbeeldstad",
    "standard_version": "1.0",
    "goal": "Vinden.",
}


def table(*rows: dict[str, str], columns: list[str] | None = None) -> list[list[str]]:
    columns = columns or COLUMNS
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


def broken(path: Path) -> BrokenFile:
    with pytest.raises(BrokenFile) as caught:
        list(read(path).records)
    assert caught.value.file == path.name
    assert caught.value.remedy.nl
    return caught.value


def rows_of(path: Path) -> list[list[str]]:
    book = Spreadsheet(path)
    return [row.cells for row in book.read_rows(book.sheets[0])]


# --- shapes ----------------------------------------------------------------------------------------------
def test_a_row_per_entry_with_keys_above_the_columns(tmp_path: Path) -> None:
    export = read(write_xlsx(tmp_path / "x.xlsx", {"Blad1": table(VALUES, VALUES | {"name": "Tweede"})}))
    assert (export.format, export.count) == ("xlsx", 2)
    first, second = export.records
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.title, first.values["goal"], second.title) == ("Zoekhulp", "Vinden.", "Tweede")
    assert list(export.records) == [first, second]


def test_dutch_labels_above_the_columns(tmp_path: Path) -> None:
    labels = {field.label.nl: VALUES.get(field.key, "") for field in FIELDS}
    export = read(write_xlsx(tmp_path / "x.xlsx", {"Blad1": table(labels, columns=list(labels))}))
    (record,) = export.records
    assert isinstance(record, Record)
    assert {key: value for key, value in record.values.items() if value} == VALUES


def test_a_column_per_entry_with_dutch_labels_in_the_first_column(tmp_path: Path) -> None:
    def on_its_side(*entries: dict[str, str]) -> list[list[str]]:
        fields = [(field.label.nl, field.key) for field in FIELDS] + [("Algoritme-ID", "lars")]
        return [[label, *(entry.get(key, "") for entry in entries)] for label, key in fields]

    old = {**VALUES, "standard_version": "", "name": "Oud", "lars": "23456789"}
    sheets = {
        "1.0.0": on_its_side(VALUES | {"lars": "12345678"}, VALUES | {"name": "B"}),
        "v0_4": on_its_side(old),
    }
    export = read(write_xlsx(tmp_path / "x.xlsx", sheets))
    assert (export.format, export.count) == ("official-xlsx", 3)
    records = [record for record in export.records if isinstance(record, Record)]
    assert [(record.title, record.version, record.position) for record in records] == [
        ("Zoekhulp", "1.0", 1),
        ("B", "1.0", 2),
        ("Oud", "0.4", 3),
    ]
    assert (records[0].id, records[2].id) == ("12345678", "23456789")


def test_a_label_that_stands_there_twice_loses_nothing(tmp_path: Path) -> None:
    rows = [
        ["Naam", "A"],
        ["Organisatienaam", "B"],
        ["Wettelijke basis", "Wet een"],
        ["Wettelijke basis", "Wet twee"],
    ]
    (record,) = read(write_xlsx(tmp_path / "x.xlsx", {"1.0": rows})).records
    assert isinstance(record, Record)
    assert record.values["lawful_basis"] == "Wet een"
    assert record.values["lawful_basis_2"] == "Wet twee"


def test_sheets_without_entries_are_left_aside(tmp_path: Path) -> None:
    sheets = {"Uitleg": [["Dit is een toelichting"]], "Gegevens": table(VALUES)}
    assert read(write_xlsx(tmp_path / "x.xlsx", sheets)).count == 1


def test_what_a_spreadsheet_program_writes_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    values = VALUES | {"begin_date": datetime.date(2024, 3, 1), "source_id": 1234, "website": None}
    sheet.append([values.get(column) for column in COLUMNS])
    book.save(tmp_path / "x.xlsx")
    (record,) = read(tmp_path / "x.xlsx").records
    assert isinstance(record, Record)
    assert record.values["source_id"] == "1234"
    assert assess(record, STANDARD).converted.values["begin_date"] == "2024-03"


def test_cells_of_every_kind(tmp_path: Path) -> None:
    cells = ['<c t="b"><v>1</v></c>', "<c><v>1.50</v></c>", "<c><v>12.0</v></c>", '<c t="str"><v>x_x000D_y</v></c>',
             '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>klank</t></rPh></is></c>', '<c r="H1"><v>7</v></c>']  # fmt: skip
    path = write_xlsx(tmp_path / "x.xlsx", {"a": [cells]})
    assert rows_of(path) == [["ja", "1.5", "12", "x\ry", "ab", "", "", "7"]]


# --- records that are refused ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "what"),
    [("<c><f>1+1</f><v>2</v></c>", "formula"), ('<c t="str"><f>HYPERLINK("https://x.example")</f><v>x</v></c>', "formula"),
     ('<c t="e"><v>#REF!</v></c>', "error"), ("<c><v>1E999</v></c>", "error"), ("<c><v>NaN</v></c>", "error")],
)  # fmt: skip
def test_a_cell_that_holds_no_value_refuses_its_record_and_no_other(
    cell: str, what: str, tmp_path: Path
) -> None:
    rows = table(VALUES | {"goal": cell}, VALUES | {"name": "Goed"})
    bad, good = read(write_xlsx(tmp_path / "x.xlsx", {"Blad1": rows})).records
    assert isinstance(bad, Refusal)
    assert isinstance(good, Record)
    assert (bad.errors[0].field, bad.errors[0].row, bad.errors[0].line) == ("goal", 1, 2)
    assert what in bad.errors[0].message.en
    assert bad.title == "Zoekhulp"


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    (record,) = read(write_xlsx(tmp_path / "x.xlsx", {"a": table(VALUES | {"goal": "=1+1"})})).records
    assert isinstance(record, Record)
    assert record.values["goal"] == "=1+1"


def test_a_value_past_the_last_column_is_not_lost(tmp_path: Path) -> None:
    rows = table(VALUES)
    rows[1].append("verdwaald")
    (record,) = read(write_xlsx(tmp_path / "x.xlsx", {"a": rows})).records
    assert isinstance(record, Record)
    assert record.values[f"column_{len(COLUMNS) + 1}"] == "verdwaald"


# --- files that are refused ------------------------------------------------------------------------------
def test_missing_columns_are_named(tmp_path: Path) -> None:
    columns = [column for column in COLUMNS if column != "goal"]
    assert broken(write_xlsx(tmp_path / "x.xlsx", {"a": table(VALUES, columns=columns)})).field == "goal"


def test_a_table_of_somebodys_own_says_where_it_can_be_brought_in(tmp_path: Path) -> None:
    fault = broken(write_xlsx(tmp_path / "x.xlsx", {"a": [["Systeem", "Doel"], ["x", "y"]]}))
    assert "workplace" in fault.remedy.en


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = write_xlsx(tmp_path / "x.xlsx", {"a": make_sheet([["x" * 20_000_000]])})
    assert bomb.stat().st_size < 100_000
    assert "unpacked" in broken(bomb).message.en
    monkeypatch.setattr(spreadsheet_parts, "MAX_RATIO", 10**6)
    monkeypatch.setattr(spreadsheet_parts, "MAX_UNPACKED", 1_000_000)
    assert "unpacked" in broken(bomb).message.en


def test_a_cell_without_end_breaks_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_parts, "MAX_CELL", 1000)
    assert (
        "1000 characters"
        in broken(write_xlsx(tmp_path / "x.xlsx", {"a": table(VALUES | {"goal": "x" * 2000})})).message.en
    )


def test_too_many_shared_texts_break_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_parts, "MAX_SHARED", 1000)
    shared = f'<sst xmlns="{MAIN}">{"<si><t>abc</t></si>" * 50}</sst>'
    assert (
        "texts"
        in broken(
            write_xlsx(tmp_path / "x.xlsx", {"a": [["x"]]}, {"xl/sharedStrings.xml": shared})
        ).message.en
    )


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + make_sheet([["&b;"]])
    assert "entities" in broken(write_xlsx(tmp_path / "x.xlsx", {"a": laughs})).message.en


def test_an_external_entity_is_refused_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("geheim")
    evil = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/geheim.txt">]>' + make_sheet([["&a;"]])
    assert "entities" in broken(write_xlsx(tmp_path / "x.xlsx", {"a": evil})).message.en


def test_external_links_are_never_followed(tmp_path: Path) -> None:
    extra = {
        "xl/externalLinks/externalLink1.xml": '<externalLink xmlns="x"/>',
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="x" TargetMode="External" Target="https://x.example"/></Relationships>',
    }
    assert read(write_xlsx(tmp_path / "x.xlsx", {"a": table(VALUES)}, extra)).count == 1


@pytest.mark.parametrize("length", [30, 200, 600, -30])
def test_a_file_that_is_cut_off(length: int, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", {"a": table(VALUES)})
    path.write_bytes(path.read_bytes()[:length])
    assert "damaged" in broken(path).message.en


@pytest.mark.parametrize(
    "sheet",
    ["<worksheet>", "geen xml", '<worksheet><sheetData><row><c t="s"><v>9</v></c></row></sheetData></worksheet>',
     '<worksheet><sheetData><row><c t="s"><v>-1</v></c></row></sheetData></worksheet>', "<x>" * 100_000,
     '<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>'],
)  # fmt: skip
def test_a_sheet_that_is_damaged(sheet: str, tmp_path: Path) -> None:
    assert "damaged" in broken(write_xlsx(tmp_path / "x.xlsx", {"a": sheet})).message.en


def test_a_row_number_without_end_is_refused_at_once(tmp_path: Path) -> None:
    sheet = '<worksheet><sheetData><row r="99999999999999"><c><v>1</v></c></row></sheetData></worksheet>'
    assert "rows" in broken(write_xlsx(tmp_path / "x.xlsx", {"a": sheet})).message.en


def test_a_table_that_is_too_wide(tmp_path: Path) -> None:
    rows = table(VALUES, columns=[*COLUMNS, *(f"k{place}" for place in range(1000))])
    assert "at most 1000" in broken(write_xlsx(tmp_path / "x.xlsx", {"a": rows})).message.en


@pytest.mark.parametrize(
    ("names", "what"),
    [(["word/document.xml"], "Word"), (["mimetype", "content.xml"], "LibreOffice"), (["a.txt"], "zip file")],
)
def test_another_kind_of_package_is_named(names: list[str], what: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "x")
    assert what in broken(path).message.en

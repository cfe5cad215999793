"""The tables of a report as a spreadsheet: one sheet for each, and nothing in it is ever calculated."""

import dataclasses
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from tests.unit.adapters.report_samples import ADDRESS, HOSTILE, SMALL
from waarborg.adapters.documents.report import Document, Section, Table, Words, link
from waarborg.adapters.documents.spreadsheet import LONGEST_CELL, write_spreadsheet


def open_book(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_spreadsheet(document)))


def with_tables(*tables: Table) -> Document:
    return dataclasses.replace(SMALL, sections=[Section("Plan", tables)])


def put(*words: Words) -> list[Any]:
    """The cells of a column in which each of the words stands."""
    sheet = open_book(with_tables(Table("T", ["a"], [[one] for one in words]))).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


def read(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_there_is_a_sheet_for_each_table_and_one_that_explains() -> None:
    book = open_book(SMALL)
    assert book.sheetnames == ["Wat geldt, en vanaf wanneer", "Wie wat doet", "Over dit bestand"]
    assert read(book.worksheets[0]) == [
        ["Code", "Verplichting"],
        ["aia-05", "Menselijk toezicht"],
        ["awb-01", "Motiveren"],
    ]
    assert read(book.worksheets[2]) == [
        ["Titel", "Classificatie van de Zoekhulp"],
        [None, "Rapport over één algoritme"],
        ["Gemaakt op", "27 november 2026"],
        ["Organisatie", "Gemeente Voorbeeldstad"],
        ["Beschrijving", "in het register"],
        ["Werkblad ‘Wat geldt, en vanaf wanneer’", "Wat geldt, en vanaf wanneer"],
        ["Werkblad ‘Wie wat doet’", "Wie wat doet"],
    ]


def test_headers_stay_in_view_and_can_be_filtered_on() -> None:
    first, second, _ = open_book(SMALL).worksheets
    assert (first.freeze_panes, first.auto_filter.ref, first.print_title_rows) == ("B2", "A1:B3", "$1:$1")
    assert (second.freeze_panes, second.auto_filter.ref) == ("A2", "A1:B2")
    assert [cell.font.bold for cell in first[1]] == [True, True]
    assert [cell.font.bold for cell in first[2]] == [True, False]


def test_it_has_a_language_a_title_and_a_day() -> None:
    about = open_book(SMALL).properties
    assert (about.title, about.language) == ("Classificatie van de Zoekhulp", "nl-NL")
    assert about.created.isoformat() == about.modified.isoformat() == "2026-11-27T00:00:00"
    assert open_book(dataclasses.replace(SMALL, language="en")).sheetnames[-1] == "About this file"


def test_a_report_without_tables_has_the_sheet_that_explains() -> None:
    assert open_book(dataclasses.replace(SMALL, sections=())).sheetnames == ["Over dit bestand"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("https://x.example","klik")',
        "+31 70 123",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "#REF!",
        "#N/A",
    ],
)
def test_a_text_that_could_be_calculated_stays_text(text: str) -> None:
    (cell,) = put(text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is (text != "#REF!" and text != "#N/A")
    with zipfile.ZipFile(io.BytesIO(write_spreadsheet(with_tables(Table("T", ["a"], [[text]]))))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "text", [item for item in HOSTILE if "_x0041_" not in item] + ["שלום", "Klaar 😀", "2026", "1e5"]
)
def test_any_text_comes_out_as_it_was_typed(text: str) -> None:
    (cell,) = put(text)
    assert (cell.value, cell.data_type) == (text, "s")


def test_what_looks_like_the_code_of_a_character_is_no_such_code() -> None:
    """Spreadsheet programs read `_x005F_` as an underscore (ECMA-376); openpyxl shows what is in the file."""
    (cell,) = put("a_x0041_")
    assert cell.value == "a_x005F_x0041_"


def test_a_text_that_is_too_long_says_that_it_was_cut_off() -> None:
    fits, long = put("x" * LONGEST_CELL, "y" * 40_000)
    assert fits.value == "x" * LONGEST_CELL
    assert len(long.value) == LONGEST_CELL
    assert long.value.endswith("y […] (afgebroken: deze tekst telt 40000 tekens, meer dan in een cel passen)")


def test_a_link_is_the_link_of_its_cell_and_more_are_written_out() -> None:
    other = "https://wetten.example/BWBR1"
    one, two = put(["Zie ", link("hier", ADDRESS)], [link("hier", ADDRESS), " en ", link("daar", other)])
    assert (one.value, one.hyperlink.target) == ("Zie hier", ADDRESS)
    assert (two.value, two.hyperlink) == (f"hier ({ADDRESS}) en daar ({other})", None)


def test_titles_of_sheets_are_such_that_excel_takes_them() -> None:
    captions = ["Wat [nu]: geldt?", "wat NU geldt", "'Aanhaling'", "History", "///", "L" * 40, "L" * 41]
    names = open_book(with_tables(*(Table(one, ["a"], [["1"]]) for one in captions))).sheetnames
    assert names[:-1] == [
        "Wat nu geldt",
        "wat NU geldt 2",
        "Aanhaling",
        "History 2",
        "Werkblad 5",
        "L" * 30 + "…",
        "L" * 28 + "… 2",
    ]


def test_the_same_report_is_the_same_file() -> None:
    first = write_spreadsheet(SMALL)
    assert write_spreadsheet(SMALL) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {(2026, 11, 27, 0, 0, 0)}

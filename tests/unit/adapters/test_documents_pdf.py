"""Reports as PDF: what a screen reader needs is in it, and no text of anybody is taken for a command."""

import dataclasses
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.adapters.pdf_files import read_pdf, squeeze
from tests.unit.adapters.report_samples import ADDRESS, HOSTILE, SMALL, TIMES, say_everywhere
from waarborg.adapters.documents.glyphs import describe, find_missing, is_rare
from waarborg.adapters.documents.pdf import write_pdf
from waarborg.adapters.documents.report import BulletList, Document, Note, Paragraph, Section, Table, bold
from waarborg.adapters.documents.row_headers import mark_row_headers


def show(text: str) -> str:
    """The text of a report with one paragraph, as other programs find it."""
    document = Document(
        title="T", language="nl", made_on=date(2026, 1, 1), sections=[Section("K", [Paragraph(text)])]
    )
    page = "".join(piece for page in read_pdf(write_pdf(document)).pages for piece in page)
    found = re.search(r"T1 januari 2026K(.*)T · 1 januari 2026Pagina 1 van 1", page, re.DOTALL)
    assert found is not None, page
    return found[1]


# --- accessible -------------------------------------------------------------------------------------------
def test_it_says_that_it_is_pdf_ua_and_is_tagged() -> None:
    pdf = read_pdf(write_pdf(SMALL))
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert b"/MarkInfo<</Marked true" in pdf.catalog
    assert b"/StructTreeRoot" in pdf.catalog


def test_it_has_a_language_and_shows_its_title() -> None:
    pdf = read_pdf(write_pdf(SMALL))
    assert b"/Lang(nl)" in pdf.catalog
    assert b"/DisplayDocTitle true" in pdf.catalog
    assert ">Classificatie van de Zoekhulp</rdf:li>" in pdf.metadata
    assert b"/Lang(en)" in read_pdf(write_pdf(dataclasses.replace(SMALL, language="en"))).catalog


def test_headings_paragraphs_lists_and_links_are_marked_as_such() -> None:
    pdf = read_pdf(write_pdf(SMALL))
    kinds = ("Title", "H1", "H2", "L", "LI", "Link", "Table", "Caption")
    assert {kind: len(pdf.list_elements(kind)) for kind in kinds} == {
        "Title": 1,
        "H1": 2,
        "H2": 1,
        "L": 1,
        "LI": 2,
        "Link": 2,
        "Table": 3,
        "Caption": 2,
    }
    assert ADDRESS.encode() in pdf.content


def test_headers_of_columns_and_of_rows_are_marked() -> None:
    """Two tables have a header row of two cells; the first also has two rows with a header, and so has the one on top."""
    headers = read_pdf(write_pdf(SMALL)).list_elements("TH")
    assert sum(b"/Scope/Column" in item for item in headers) == 4
    assert sum(b"/Scope/Row" in item for item in headers) == 4
    assert len(headers) == 8


def test_a_table_without_header_column_keeps_the_headers_that_its_cells_name() -> None:
    cells = read_pdf(write_pdf(SMALL)).list_elements("TD")
    assert [b"/Headers[" in item for item in cells].count(True) == 2
    assert len(cells) == 2 + 2 + 2


def test_headers_are_on_every_page_and_read_once() -> None:
    rows = [[f"rij-{number:03}", "Menselijk toezicht"] for number in range(120)]
    table = Table("Veel", ["Kenmerk", "Wat"], rows, header_column=True)
    pdf = read_pdf(write_pdf(dataclasses.replace(SMALL, sections=[Section("Plan", [table])])))
    assert len(pdf.pages) > 2
    assert [page.count("Kenmerk") for page in pdf.pages] == [1] * len(pdf.pages)
    assert sum(b"/Scope/Column" in item for item in pdf.list_elements("TH")) == 2
    assert sum(b"/Scope/Row" in item for item in pdf.list_elements("TH")) == 120 + len(SMALL.meta)


def test_a_pdf_of_another_shape_stays_as_it_is() -> None:
    pdf = write_pdf(SMALL)
    assert mark_row_headers(b"%PDF-1.7\n%%EOF", [True]) == b"%PDF-1.7\n%%EOF"
    assert mark_row_headers(pdf, [True]) == pdf
    assert mark_row_headers(pdf, [False] * 3) == pdf


# --- what it says -----------------------------------------------------------------------------------------
def test_all_text_can_be_found_in_the_order_of_reading() -> None:
    text = read_pdf(write_pdf(SMALL)).text
    parts = [
        "Classificatie van de Zoekhulp", "Rapport over één algoritme", "27 november 2026",
        "Organisatie", "Gemeente Voorbeeldstad", "Beschrijving", "in het register",
        "Uitkomst", "Dit is een impactvol algoritme.", "Let op", "Eén feit is nog niet bekend.",
        "Eerste punt", "Zie de wet", "Verplichtingen", "Tabel 1: Wat geldt, en vanaf wanneer", "Code", "Verplichting",
        "aia-05", "Menselijk toezicht", "awb-01", "Motiveren", "Plan", "Tabel 2: Wie wat doet", "Maatregel", "Wie",
        "Toetsen", "Proceseigenaar", "Classificatie van de Zoekhulp · 27 november 2026", "Pagina 1 van 1",
    ]  # fmt: skip
    at = 0
    for part in map(squeeze, parts):
        assert part in text[at:], part
        at = text.index(part, at) + len(part)


def test_it_speaks_english_when_the_report_does() -> None:
    pages = read_pdf(write_pdf(dataclasses.replace(SMALL, language="en"))).pages
    assert "27 November 2026" in pages[0]
    assert "Page 1 of 1" in "".join(pages[0])
    assert "Table\xa01: " in "".join(pages[0])


def test_the_same_report_is_the_same_file() -> None:
    assert write_pdf(SMALL) == write_pdf(SMALL)
    assert b"/CreationDate(D:20261127000000Z)" in write_pdf(SMALL)


def test_only_the_fonts_of_the_package_are_used() -> None:
    fonts = set(re.findall(rb"/FontName/[A-Z]{6}\+([A-Za-z]+)", write_pdf(say_everywhere("ab שלום →"))))
    assert fonts <= {b"LibertinusSerif", b"DejaVuSansMono", b"NewCM", b"NewCMMath"}


# --- hostile text -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_it_was_typed(text: str) -> None:
    assert read_pdf(write_pdf(say_everywhere(text))).text.count(squeeze(text)) >= TIMES


def test_text_from_right_to_left_is_drawn_from_right_to_left() -> None:
    assert show("Naam: שלום") == "Naam: " + "שלום"[::-1]
    assert squeeze(show("مرحبا")) == "مرحبا"[::-1]


def test_a_word_that_is_too_wide_is_broken_and_no_letter_is_lost() -> None:
    word = "x" * 3000
    cells = Table("T", ["a", "b"], [[word, bold(word)]], widths=[1, 3])
    blocks = [Paragraph(word), Note(word, heading=word), BulletList([word]), cells]
    document = dataclasses.replace(
        SMALL, subtitle=word, meta=[("Woord", word)], sections=[Section(word, blocks)]
    )
    pdf = read_pdf(write_pdf(document))
    assert pdf.text.count("x") == 9 * 3000
    lines: dict[tuple[int, float], int] = {}
    for number, page in enumerate(pdf.places):
        for height, piece in page:
            lines[number, height] = lines.get((number, height), 0) + piece.count("x")
    assert max(lines.values()) < 120


def test_a_wide_word_breaks_before_a_syllable_and_others_stay_whole() -> None:
    table = Table(
        "T", ["a", "b"], [["gegevensbeschermingsfunctionaris", "gebruiksverantwoordelijke"]], widths=[1, 6]
    )
    document = dataclasses.replace(SMALL, meta=(), sections=[Section("K", [table])])
    (page,) = read_pdf(write_pdf(document)).places
    cells = page[[piece for _, piece in page].index("b") + 1 : -2]
    assert cells[-1][1] == "gebruiksverantwoordelijke"
    lines: dict[float, str] = {}
    for height, piece in cells[:-1]:
        lines[height] = lines.get(height, "") + piece
    assert list(lines.values()) == ["gegevensbes", "chermings", "functionaris"]


def test_hyphens_stay_hyphens() -> None:
    assert show("aia-05 - een\u00adwoord") == "aia-05 - eenwoord"


def test_line_ends_stay_and_tabs_become_spaces() -> None:
    assert show("een\ntwee\tdrie") == "eentwee drie"


# --- what the fonts do not have ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Klaar 😀.", "Klaar [grinning face]."),
        ("👍🏽 mee eens", "[thumbs up sign] mee eens"),
        ("👩\u200d👧", "[woman, girl]"),
        ("中文 ✅!", "[U+4E2D, U+6587] [white heavy check mark]!"),
        ("été e\u0301", "été é"),
        ("✓ → € ≥ ½ Ω ж", "✓ → € ≥ ½ Ω ж"),
    ],
)
def test_what_the_fonts_do_not_have_is_described(text: str, shown: str) -> None:
    assert show(text) == shown


def test_vowel_points_are_left_out_of_text_from_right_to_left() -> None:
    """Combining marks there made the typesetter stop without an error that can be caught."""
    assert describe("ש\u0651\u200cא", lambda _: False) == "שא"
    assert show("a\u05b0") == "a[U+05B0]"


def test_the_message_of_the_typesetter_is_understood() -> None:
    message = 'error: the text `"\\u{1f600}\\"\\\\"` could not be displayed with font `"X"`'
    assert find_missing(message) == {"😀", '"', "\\"}
    assert find_missing("error: something else") == set()


def test_as_a_last_resort_only_letters_of_europe_stay() -> None:
    assert describe("één ‘ж’ – مر €", is_rare) == "één ‘ж’ – [U+0645, U+0631] [euro sign]"


@given(text=st.text(min_size=1, max_size=80), other=st.text(max_size=40))
@settings(max_examples=25)
def test_any_text_makes_a_report(text: str, other: str) -> None:
    table = Table("T", ["a", "b"], [[text, other]], widths=[1, 4], header_column=True)
    document = dataclasses.replace(SMALL, subtitle=other, sections=[Section(f"K {text}", [table])])
    assert b"/Marked true" in read_pdf(write_pdf(document)).catalog

"""The list of contents, questions and remarks of a report, in each kind of file; and markup as blocks of a report."""

import dataclasses
import io
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.adapters.pdf_files import read_pdf, squeeze
from tests.unit.adapters.report_samples import SMALL
from waarborg.adapters.documents.from_markup import read_markup
from waarborg.adapters.documents.pdf import write_pdf
from waarborg.adapters.documents.report import (
    BulletList,
    Document,
    Paragraph,
    ParagraphKind,
    Section,
    as_text,
)
from waarborg.adapters.documents.spreadsheet import write_spreadsheet
from waarborg.adapters.documents.word import write_word

ASKED = Section(
    "Vragen",
    [
        Paragraph("2.1 Wie gebruikt het?", ParagraphKind.QUESTION),
        Paragraph("De balie."),
        Paragraph("Overgenomen uit het dossier.", ParagraphKind.REMARK),
    ],
)
LISTED = dataclasses.replace(SMALL, contents=2, sections=[*SMALL.sections, ASKED])


def open_word(document: Document) -> Any:
    return docx.Document(io.BytesIO(write_word(document)))


# --- the model -----------------------------------------------------------------------------------------------
def test_the_contents_name_sections_down_to_a_level() -> None:
    assert [(place, section.heading) for place, section in LISTED.list_contents()] == [
        (0, "Uitkomst"),
        (1, "Verplichtingen"),
        (2, "Plan"),
        (3, "Vragen"),
    ]
    only = dataclasses.replace(LISTED, contents=1)
    assert [place for place, _section in only.list_contents()] == [0, 2, 3]
    assert list(SMALL.list_contents()) == []


@pytest.mark.parametrize("levels", [-1, 4])
def test_a_level_that_headings_do_not_have_is_refused(levels: int) -> None:
    with pytest.raises(ValueError, match="contents lists levels 1 to 3"):
        dataclasses.replace(SMALL, contents=levels)


def test_a_paragraph_that_says_nothing_is_refused_in_every_kind() -> None:
    for kind in ParagraphKind:
        with pytest.raises(ValueError, match="says nothing"):
            Paragraph(" ", kind)


# --- PDF -----------------------------------------------------------------------------------------------------
def test_a_pdf_has_its_contents_on_a_page_of_their_own() -> None:
    pdf = read_pdf(write_pdf(LISTED))
    pages = [squeeze("".join(page)) for page in pdf.pages]
    assert "Inhoud" in pages[1]
    assert [squeeze(name) in pages[1] for name in ("Uitkomst", "Verplichtingen", "Vragen")] == [True] * 3
    assert "Ditiseenimpactvolalgoritme" in pages[2]
    assert (len(pdf.list_elements("TOC")) >= 1, len(pdf.list_elements("TOCI"))) == (True, 4)
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata


def test_the_contents_change_nothing_about_headers_of_rows() -> None:
    headers = read_pdf(write_pdf(LISTED)).list_elements("TH")
    assert sum(b"/Scope/Row" in item for item in headers) == 4


def test_a_report_without_sections_has_no_page_of_contents() -> None:
    empty = dataclasses.replace(LISTED, sections=[])
    assert len(read_pdf(write_pdf(empty)).pages) == 1
    assert "TOC" not in "".join(item.style.name for item in open_word(empty).paragraphs)


def test_questions_and_remarks_are_text_of_a_pdf() -> None:
    document = Document(title="T", language="nl", made_on=date(2026, 1, 1), sections=[ASKED])
    text = read_pdf(write_pdf(document)).text
    assert squeeze("Vragen 2.1 Wie gebruikt het? De balie. Overgenomen uit het dossier.") in text


def test_the_contents_speak_the_language_of_the_report() -> None:
    english = dataclasses.replace(LISTED, language="en")
    assert "Contents" in "".join(read_pdf(write_pdf(english)).pages[1])
    assert "Contents" in [item.text for item in open_word(english).paragraphs]


# --- Word ----------------------------------------------------------------------------------------------------
def test_word_lists_the_sections_as_links_in_a_field() -> None:
    word = open_word(LISTED)
    body = word.element.body
    lines = [item for item in word.paragraphs if item.style.name.startswith("toc ")]
    assert [(item.style.name, "".join(part.text for part in item._p.iter(qn("w:t")))) for item in lines] == [
        ("toc 1", "Uitkomst"),
        ("toc 2", "Verplichtingen"),
        ("toc 1", "Plan"),
        ("toc 1", "Vragen"),
    ]
    anchors = [link.get(qn("w:anchor")) for item in lines for link in item._p.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")): mark for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors == list(marks)
    headings = [as_heading(mark) for mark in marks.values()]
    assert headings == ["Uitkomst", "Verplichtingen", "Plan", "Vragen"]
    kinds = [part.get(qn("w:fldCharType")) for part in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert next(body.iter(qn("w:instrText"))).text == r'TOC \o "1-2" \n \h \z'


def as_heading(mark: Any) -> str:
    """The text of the heading in which a bookmark stands."""
    return "".join(part.text for part in mark.getparent().iter(qn("w:t")))


def test_word_knows_questions_and_remarks_by_their_styles() -> None:
    styled = [(item.style.name, item.text) for item in open_word(LISTED).paragraphs]
    assert styled[-3:] == [
        ("Question", "2.1 Wie gebruikt het?"),
        ("Normal", "De balie."),
        ("Remark", "Overgenomen uit het dossier."),
    ]
    assert open_word(LISTED).styles["Question"].paragraph_format.keep_with_next


def test_the_first_section_begins_on_a_new_page_after_the_contents() -> None:
    breaks = [item.text for item in open_word(LISTED).paragraphs if item.paragraph_format.page_break_before]
    assert breaks == ["Inhoud", "Uitkomst"]
    assert not [item for item in open_word(SMALL).paragraphs if item.paragraph_format.page_break_before]


def test_a_spreadsheet_has_the_same_sheets_with_contents_and_questions() -> None:
    with_, without = (openpyxl.load_workbook(io.BytesIO(write_spreadsheet(one))) for one in (LISTED, SMALL))
    assert with_.sheetnames == without.sheetnames


# --- markup --------------------------------------------------------------------------------------------------
def read(text: str) -> list[Any]:
    """Blocks as text, and lists as lists of text."""
    return [
        [as_text(item) for item in block.items] if isinstance(block, BulletList) else as_text(block.runs)
        for block in read_markup(text)
    ]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("Een regel", ["Een regel"]),
        ("een\n\ntwee\nregels", ["een", "twee\nregels"]),
        ("<p>een<br>twee</p><p>drie</p>", ["een\ntwee", "drie"]),
        ("<p>Kies:</p><ul><li>a</li><li>b &amp; c</li></ul><p>Klaar</p>", ["Kies:", ["a", "b & c"], "Klaar"]),
        ("<ol><li>a</li><li>b</li></ol>", ["1. a\n2. b"]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d", [["a", "b", "c"], "d"]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [["a\nb"]]),
        ("<ul></ul><p> </p><li></li>", []),
        ("", []),
        ("<script>x</script>a <b>vet</b> &lt;b&gt;", ["a vet <b>"]),
    ],
)
def test_markup_becomes_paragraphs_and_lists(markup: str, blocks: list[Any]) -> None:
    assert read(markup) == blocks


TAGS = st.sampled_from(
    ["<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<br>", "<div>", "</div>"]
)
WORDS = st.text("abcé ", min_size=1, max_size=6)


@given(st.lists(TAGS | WORDS, max_size=20))
def test_no_word_is_lost_however_tags_are_broken(pieces: list[str]) -> None:
    words = squeeze("".join(piece for piece in pieces if not piece.startswith("<")))
    found = read("".join(pieces))
    flat = "".join("".join(block) if isinstance(block, list) else block for block in found)
    assert "".join(sign for sign in squeeze(flat) if sign.isalpha()) == words
    Document(
        title="T",
        language="nl",
        made_on=date(2026, 1, 1),
        sections=[Section("K", read_markup("".join(pieces)))],
    )

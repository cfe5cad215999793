"""Reports as Word: real headings, lists and tables, the language and the title; hostile text is text."""

import dataclasses
import io
import time
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.unit.adapters.report_samples import ADDRESS, HOSTILE, SMALL, TIMES, say_everywhere
from waarborg.adapters.documents.report import Document, Paragraph, Section, Table
from waarborg.adapters.documents.word import write_word


def open_word(document: Document) -> Any:
    return docx.Document(io.BytesIO(write_word(document)))


def list_texts(word: Any) -> list[str]:
    """The text of every paragraph, in and outside tables; links and fields too."""
    shown = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return [
        "".join(
            part.text or "" if part.tag == qn("w:t") else shown.get(part.tag, "") for part in paragraph.iter()
        )
        for paragraph in word.element.body.iter(qn("w:p"))
    ]


def test_headings_have_the_styles_of_headings() -> None:
    word = open_word(SMALL)
    styled = [(item.style.name, item.text) for item in word.paragraphs]
    assert [item for item in styled if item[0].startswith(("Title", "Subtitle", "Heading"))] == [
        ("Title", "Classificatie van de Zoekhulp"),
        ("Subtitle", "Rapport over één algoritme"),
        ("Heading 1", "Uitkomst"),
        ("Heading 2", "Verplichtingen"),
        ("Heading 1", "Plan"),
    ]
    assert [text for style, text in styled if style == "List Bullet"] == ["Eerste punt", "Zie de wet"]
    assert ("Note", "Let op\nEén feit is nog niet bekend.") in styled
    assert ("Caption", "Tabel 1: Wat geldt, en vanaf wanneer") in [
        (item.style.name, text) for item, text in zip(word.paragraphs, list_body_texts(word), strict=True)
    ]


def list_body_texts(word: Any) -> list[str]:
    return ["".join(part.text or "" for part in item._p.iter(qn("w:t"))) for item in word.paragraphs]


def test_the_tables_hold_what_was_said() -> None:
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in open_word(SMALL).tables]
    assert tables == [
        [["Organisatie", "Gemeente Voorbeeldstad"], ["Beschrijving", "in het register"]],
        [["Code", "Verplichting"], ["aia-05", "Menselijk toezicht"], ["awb-01", "Motiveren"]],
        [["Maatregel", "Wie"], ["Toetsen", "Proceseigenaar"]],
    ]


def test_header_rows_repeat_and_header_columns_are_marked() -> None:
    tables = open_word(SMALL).tables
    repeated = [
        [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] for table in tables
    ]
    assert repeated == [[False, False], [True, False, False], [True, False]]
    looks = [table._tbl.tblPr.find(qn("w:tblLook")) for table in tables]
    assert [look.get(qn("w:firstRow")) for look in looks] == ["0", "1", "1"]
    assert [look.get(qn("w:firstColumn")) for look in looks] == ["1", "1", "0"]
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in tables]
    assert captions == ["Over dit document", "Wat geldt, en vanaf wanneer", "Wie wat doet"]


def test_it_has_a_language_a_title_and_a_day() -> None:
    about = open_word(SMALL).core_properties
    assert (about.title, about.subject, about.language) == (
        "Classificatie van de Zoekhulp",
        "Rapport over één algoritme",
        "nl-NL",
    )
    assert about.created.isoformat() == about.modified.isoformat() == "2026-11-27T00:00:00+00:00"
    for language, locale in (("nl", "nl-NL"), ("en", "en-GB")):
        word = open_word(dataclasses.replace(SMALL, language=language))
        found = {item.get(qn("w:val")) for item in word.styles.element.iter(qn("w:lang"))}
        assert found == {locale}


def test_links_lead_somewhere_and_look_so() -> None:
    word = open_word(SMALL)
    links = list(word.element.body.iter(qn("w:hyperlink")))
    addresses = [word.part.rels[item.get(qn("r:id"))].target_ref for item in links]
    assert addresses == [ADDRESS, "https://wetten.example/BWBR1"]
    assert all(item.find(f".//{qn('w:rStyle')}").get(qn("w:val")) == "Hyperlink" for item in links)


def test_the_footer_has_the_title_the_day_and_the_page() -> None:
    footer = open_word(SMALL).sections[0].footer.paragraphs[0]._p
    text = "".join(part.text or "" for part in footer.iter(qn("w:t")))
    assert text == "Classificatie van de Zoekhulp · 27 november 2026Pagina 1 van 1"
    fields = [item.get(qn("w:instr")) for item in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_page_is_a4() -> None:
    page = open_word(SMALL).sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)


@pytest.mark.parametrize("text", [*HOSTILE, "שלום", "مرحبا", "Klaar 😀", "中", "x" * 400])
def test_any_text_comes_out_as_it_was_typed(text: str) -> None:
    assert sum(item.count(text) for item in list_texts(open_word(say_everywhere(text)))) >= TIMES


def test_line_ends_and_tabs_stay() -> None:
    document = dataclasses.replace(SMALL, sections=[Section("Kop", [Paragraph("een\ntwee\tdrie")])])
    assert list_texts(open_word(document))[-1] == "een\ntwee\tdrie"


def test_what_a_file_cannot_hold_goes() -> None:
    document = dataclasses.replace(
        SMALL, meta=(), sections=[Section("K\x00op", [Paragraph("a\x00b\x1bc\ud800")])]
    )
    assert list_texts(open_word(document))[-2:] == ["Kop", "abc"]


def test_the_same_report_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_word(SMALL)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert write_word(SMALL) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {(2026, 11, 27, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_a_large_table_is_written() -> None:
    table = Table("Veel", ["a", "b"], [[str(number), "tekst"] for number in range(300)])
    word = open_word(dataclasses.replace(SMALL, meta=(), sections=[Section("Plan", [table])]))
    assert len(word.tables[0].rows) == 301

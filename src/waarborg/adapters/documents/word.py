"""A document as Word (DOCX): real headings, lists and tables, so that people can write on in it and hear it read aloud."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from waarborg.adapters.documents.office_files import fix_moments, start_of
from waarborg.adapters.documents.report import (
    CONTENTS,
    Block,
    BulletList,
    Document,
    Note,
    Paragraph,
    ParagraphKind,
    Section,
    Table,
    Words,
    as_runs,
    bold,
)
from waarborg.adapters.documents.word_styles import (
    ACCENT,
    CELL,
    CONTENTS_HEADING,
    CONTENTS_LINE,
    FULL,
    HAIRLINE,
    HYPERLINK,
    NOTE,
    QUESTION,
    REMARK,
    SHADE,
    add_contents_styles,
    add_field,
    begin_field,
    make_element,
    set_language,
    set_page,
    set_styles,
)
from waarborg.core.terms.text import Text

_LOCALE = Text("nl-NL", "en-GB")
_PAGE, _OF, _TABLE = Text("Pagina", "Page"), Text("van", "of"), Text("Tabel", "Table")
_ABOUT = Text("Over dit document", "About this document")
_LONGEST_PROPERTY = 255
_STYLES = {ParagraphKind.QUESTION: QUESTION, ParagraphKind.REMARK: REMARK}
_META_WIDTHS = (1.0, 2.6)


def write_word(document: Document) -> bytes:
    """Return the document as DOCX. The same document gives the same bytes, with the same versions of the libraries."""
    return fix_moments(_Writer(document).write(), document.made_on)


class _Writer:
    """Fills one Word document, from top to bottom."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._word = docx.Document()
        self._tables = 0

    def write(self) -> bytes:
        """Return the file."""
        document = self._document
        self._describe()
        set_language(self._word, self._say(_LOCALE))
        set_styles(self._word)
        set_page(self._word, f"{document.title} · {document.made_in_words}", self._say(_PAGE), self._say(_OF))
        self._begin()
        listed = dict(document.list_contents())
        if listed:
            self._add_contents(listed)
        for place, section in enumerate(document.sections):
            heading = self._add_paragraph(f"Heading {section.level}")
            heading.add_run(section.heading)
            if place in listed:
                _mark_place(heading, place)
            if listed and place == 0:
                heading.paragraph_format.page_break_before = True
            after_table = False
            for block in section.blocks:
                self._add(block, after_table=after_table)
                after_table = isinstance(block, Table)
        file = io.BytesIO()
        self._word.save(file)
        return file.getvalue()

    def _say(self, text: Text) -> str:
        return text.in_language(self._document.language)

    def _describe(self) -> None:
        about = self._word.core_properties
        about.title = self._document.title[:_LONGEST_PROPERTY]
        about.subject = self._document.subtitle[:_LONGEST_PROPERTY]
        about.author, about.comments, about.language = "Waarborg", "", self._say(_LOCALE)
        about.created = about.modified = start_of(self._document.made_on)
        relations = self._word.part.package.rels
        for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
            del relations[key]  # a picture of the empty document that python-docx begins with

    def _begin(self) -> None:
        document = self._document
        self._word.add_paragraph(document.title, style="Title")
        if document.subtitle:
            self._word.add_paragraph(document.subtitle, style="Subtitle")
        self._word.add_paragraph(document.made_in_words)
        if document.meta:
            table = self._start_table(len(document.meta), _META_WIDTHS)
            _describe_table(table, self._say(_ABOUT), header_row=False, header_column=True)
            for row, (label, words) in zip(table.rows, document.meta, strict=True):
                _fill(row.cells, [label, words], first_bold=True)

    def _add(self, block: Block, *, after_table: bool) -> None:
        match block:
            case Paragraph():
                paragraph = self._add_paragraph(_STYLES.get(block.kind, ""))
                _add_runs(paragraph, block.runs)
                if after_table:
                    paragraph.paragraph_format.space_before = Pt(10)
            case BulletList():
                for item in block.items:
                    _add_runs(self._add_paragraph("List Bullet"), item)
            case Note():
                paragraph = self._add_paragraph(NOTE)
                if block.heading:
                    heading = paragraph.add_run(block.heading)
                    heading.bold = True
                    heading.add_break(WD_BREAK.LINE)
                _add_runs(paragraph, block.runs)
            case Table():
                self._add_table(block)

    def _add_paragraph(self, style: str) -> Any:
        """Add a paragraph; the style of the document when none is named."""
        paragraph = self._word.add_paragraph()
        if style:
            _set_style(paragraph, style)
        return paragraph

    def _add_contents(self, listed: Mapping[int, Section]) -> None:
        """List the sections as links. It is a field, so that Word can make it anew after somebody wrote on."""
        add_contents_styles(self._word, self._document.contents)
        heading = self._word.add_paragraph(self._say(CONTENTS), style=CONTENTS_HEADING)
        heading.paragraph_format.page_break_before = True
        lines = []
        for place, section in listed.items():
            line = self._word.add_paragraph(style=CONTENTS_LINE.format(level=section.level))
            link = make_element("hyperlink", anchor=_name_place(place))
            link.append(line.add_run(section.heading)._r)
            line._p.append(link)
            lines.append(line)
        begin_field(lines[0], rf'TOC \o "1-{self._document.contents}" \n \h \z')
        lines[-1].add_run()._r.append(make_element("fldChar", fldCharType="end"))

    # --- tables -----------------------------------------------------------------------------------------------
    def _add_table(self, block: Table) -> None:
        self._tables += 1
        caption = self._add_paragraph("Caption")
        caption.add_run(f"{self._say(_TABLE)} ")
        add_field(caption, rf"SEQ {self._say(_TABLE)} \* ARABIC", str(self._tables))
        caption.add_run(f": {block.caption}")
        table = self._start_table(1 + len(block.rows), block.widths)
        _describe_table(table, block.caption, header_row=True, header_column=block.header_column)
        header, *rows = table.rows
        header._tr.get_or_add_trPr().append(make_element("tblHeader"))
        _fill(header.cells, [bold(name) for name in block.header])
        for cell in header.cells:
            cell._tc.get_or_add_tcPr().append(make_element("shd", val="clear", color="auto", fill=SHADE))
        for row, cells in zip(rows, block.rows, strict=True):
            _fill(row.cells, cells, first_bold=block.header_column)

    def _start_table(self, rows: int, widths: Sequence[float]) -> Any:
        table = self._word.add_table(rows, len(widths))
        table.autofit = False
        lengths = [int(FULL * width / sum(widths)) for width in widths]
        for column, length in zip(table.columns, lengths, strict=True):
            column.width = length
        for row in table.rows:
            row._tr.get_or_add_trPr().append(make_element("cantSplit"))
            for cell, length in zip(row.cells, lengths, strict=True):
                cell.width = length
        return table


def _set_style(paragraph: Any, name: str) -> None:
    """Give a paragraph a style, as Word calls it inside; python-docx looks through all styles for a name, each time."""
    paragraph._p.style = name.replace(" ", "")


def _name_place(place: int) -> str:
    return f"_Toc{place + 1}"


def _mark_place(heading: Any, place: int) -> None:
    """Make a heading the place where a line of the contents leads."""
    start = make_element("bookmarkStart", id=str(place), name=_name_place(place))
    heading._p.get_or_add_pPr().addnext(start)
    heading._p.append(make_element("bookmarkEnd", id=str(place)))


def _describe_table(table: Any, caption: str, *, header_row: bool, header_column: bool) -> None:
    """Draw light lines, and say which cells are headers and what is in the table."""
    properties = table._tbl.tblPr
    borders = make_element("tblBorders")
    for edge, colour, size in (
        ("top", str(ACCENT), "8"),
        ("bottom", HAIRLINE, "4"),
        ("insideH", HAIRLINE, "4"),
    ):
        borders.append(make_element(edge, val="single", sz=size, space="0", color=colour))
    properties.find(qn("w:tblLayout")).addprevious(borders)
    look = properties.find(qn("w:tblLook"))
    look.attrib.clear()
    value = 0x0020 * header_row | 0x0080 * header_column | 0x0600
    look.set(qn("w:val"), f"{value:04X}")
    flags = {"firstRow": header_row, "firstColumn": header_column, "noHBand": True, "noVBand": True}
    for name, flag in flags.items():
        look.set(qn(f"w:{name}"), str(int(flag)))
    look.addnext(make_element("tblCaption", val=caption))


def _fill(cells: Sequence[Any], contents: Sequence[Words], *, first_bold: bool = False) -> None:
    for place, (cell, words) in enumerate(zip(cells, contents, strict=True)):
        paragraph = cell.paragraphs[0]
        _set_style(paragraph, CELL)
        _add_runs(paragraph, words, bold=first_bold and place == 0)


def _add_runs(paragraph: Any, words: Words, *, bold: bool = False) -> None:
    for run in as_runs(words):
        written = paragraph.add_run(run.text)
        if run.bold or bold:
            written.bold = True
        if run.link:
            written._r.style = HYPERLINK
            relation = paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            hyperlink = make_element("hyperlink")
            hyperlink.set(qn("r:id"), relation)
            hyperlink.append(written._r)
            paragraph._p.append(hyperlink)

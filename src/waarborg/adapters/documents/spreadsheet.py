"""The tables of a document as a spreadsheet (XLSX): one sheet for each, and a last one that says what they are.

Every cell is text and stays text, also one that begins with `=`, `+`, `-` or `@`: nothing in it is ever calculated.
"""

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from waarborg.adapters.documents.office_files import fix_moments, start_of
from waarborg.adapters.documents.report import Document, Table, Words, as_runs, as_text
from waarborg.core.terms.text import Text

LONGEST_CELL = 32_767  # ECMA-376: the most characters of a cell in Excel
_LONGEST_TITLE = 31
_LONGEST_LINK = 2_079  # of a link in Excel
#: Excel takes a text that begins so for a calculation when somebody edits the cell; a mark on the cell prevents it.
_CALCULATES = ("=", "+", "-", "@", "\t", "\n")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
#: ECMA-376 writes an underscore that would begin the code of a character as a code.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDTH = 110  # characters of all columns together
_NARROWEST, _WIDEST = 12, 70
_LOCALE = Text("nl-NL", "en-GB")
_ABOUT = Text("Over dit bestand", "About this file")
_TITLE, _MADE_ON = Text("Titel", "Title"), Text("Gemaakt op", "Made on")
_SHEET, _HOLDS = Text("Werkblad {number}", "Sheet {number}"), Text("Werkblad ‘{title}’", "Sheet ‘{title}’")
_CUT = Text(
    " […] (afgebroken: deze tekst telt {count} tekens, meer dan in een cel passen)",
    " […] (cut off: this text has {count} characters, more than fit in a cell)",
)


def write_spreadsheet(document: Document) -> bytes:
    """Return the tables of the document as XLSX. The same document gives the same bytes, with the same libraries."""
    return fix_moments(_Writer(document).write(), document.made_on)


class _Writer:
    """Fills one workbook."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._titles: set[str] = {"history"}  # a title that Excel keeps for itself

    def write(self) -> bytes:
        """Return the file."""
        about = self._book.properties
        about.title, about.subject = self._document.title[:255], self._document.subtitle[:255]
        about.creator, about.language = "Waarborg", self._say(_LOCALE)
        about.created = about.modified = start_of(self._document.made_on)
        captions = {self._add_table(table): table.caption for table in self._document.list_tables()}
        self._explain(captions)
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()

    def _say(self, text: Text) -> str:
        return text.in_language(self._document.language)

    def _add_table(self, table: Table) -> str:
        """Add a sheet; returns its title."""
        sheet = self._book.create_sheet(self._make_title(table.caption))
        for place, name in enumerate(table.header, start=1):
            cell = self._put(sheet, 1, place, name)
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F3F5F7")
            share = table.widths[place - 1] / sum(table.widths)
            width = min(max(round(_WIDTH * share), _NARROWEST), _WIDEST)
            sheet.column_dimensions[get_column_letter(place)].width = width
        for number, row in enumerate(table.rows, start=2):
            for place, words in enumerate(row, start=1):
                cell = self._put(sheet, number, place, words)
                if table.header_column and place == 1:
                    cell.font = Font(bold=True)
        last = f"{get_column_letter(len(table.header))}{len(table.rows) + 1}"
        sheet.freeze_panes = "B2" if table.header_column else "A2"
        sheet.auto_filter.ref = f"A1:{last}"
        sheet.print_title_rows = "1:1"
        _set_paper(sheet)
        return str(sheet.title)

    def _explain(self, captions: dict[str, str]) -> None:
        document = self._document
        sheet = self._book.create_sheet(self._make_title(self._say(_ABOUT)))
        rows: list[tuple[str, Words]] = [(self._say(_TITLE), document.title)]
        if document.subtitle:
            rows.append(("", document.subtitle))
        rows.append((self._say(_MADE_ON), document.made_in_words))
        rows += document.meta
        rows += [(self._say(_HOLDS).format(title=title), caption) for title, caption in captions.items()]
        for number, (label, words) in enumerate(rows, start=1):
            self._put(sheet, number, 1, label).font = Font(bold=True)
            self._put(sheet, number, 2, words)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 80
        _set_paper(sheet)

    def _make_title(self, caption: str) -> str:
        """A title for a sheet that Excel takes: short, without some signs, and not used before."""
        words = _NOT_IN_TITLES.sub(" ", caption).strip("' ")
        plain = " ".join(words.split()) or self._say(_SHEET).format(number=len(self._titles))
        title, count = _shorten(plain, _LONGEST_TITLE), 1
        while title.lower() in self._titles:
            count += 1
            title = f"{_shorten(plain, _LONGEST_TITLE - 1 - len(str(count)))} {count}"
        self._titles.add(title.lower())
        return title

    def _put(self, sheet: Worksheet, row: int, column: int, words: Words) -> Cell:
        """Write runs as the text of a cell. One link is the link of the cell; of more, the addresses are written out."""
        runs = as_runs(words)
        links = [run.link for run in runs if run.link and len(run.link) <= _LONGEST_LINK]
        if len(links) > 1:
            text = "".join(f"{run.text} ({run.link})" if run.link else run.text for run in runs)
        else:
            text = as_text(runs)
        cell: Any = sheet.cell(row, column)
        if text:
            cell.value = self._fit(text)
            cell.data_type = "s"  # openpyxl would take some texts for formulas or errors
            cell.quotePrefix = text.startswith(_CALCULATES)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if len(links) == 1:
            cell.hyperlink = links[0]
            cell.font = Font(color="0B5394", underline="single")
        return cell

    def _fit(self, text: str) -> str:
        coded = _CODED.sub("_x005F_", text)
        if len(coded) <= LONGEST_CELL:
            return coded
        remark = self._say(_CUT).format(count=len(text))
        return coded[: LONGEST_CELL - len(remark)] + remark


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip("' ") + "…"


def _set_paper(sheet: Any) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

"""A spreadsheet of the register (XLSX), written row by row: what is in memory does not grow with the register.

Every cell is text, also one that begins with an equals sign, so nothing in it is ever calculated. A text that is
longer than a cell can hold is not cut: the cell says so, and a sheet lists all such texts.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.own_format import LICENCE, TOO_LONG
from waarborg.adapters.exchange.writing.shapes import Edition, Head, Listed, TooManyRows
from waarborg.adapters.exchange.writing.table import Column, list_columns, make_row

LONGEST_CELL = 32_767  # ECMA-376: the most characters of a cell in Excel
MOST_ROWS = 1_048_575  # rows of a sheet in Excel, but for the first
_UNSTORABLE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
# ECMA-376 writes a character that XML does not have as _xHHHH_, and an underscore that would begin such a code so too.
_CODED = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_PLAIN = ("=", "#")  # openpyxl takes texts that begin so for formulas and errors
_WIDTHS = {"name": 40, "description_short": 60, "organization": 30, "algorithm_id": 16}
_PIECE = 1024 * 1024


def stream_spreadsheet(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    """Yield the file; it is made whole in a temporary file first, because its index comes last."""
    with tempfile.TemporaryFile() as file:
        write_spreadsheet(entries, head, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def write_spreadsheet(entries: Iterable[Listed], head: Head, sink: BinaryIO) -> None:
    """Write the spreadsheet. Raises `TooManyRows`."""
    book = Workbook(write_only=True)
    is_saved = False
    try:
        _fill(book, entries, head)
        book.save(sink)
        is_saved = True
    finally:
        if not is_saved:
            for sheet in book.worksheets:
                _discard(sheet)


def _discard(sheet: Any) -> None:
    """Remove the temporary file of a sheet that was not saved: openpyxl does so itself only when all went well."""
    if sheet._writer is None:
        return
    if not sheet.closed:
        sheet.close()
    with suppress(FileNotFoundError, ValueError):  # removed already
        sheet._writer.cleanup()


def _fill(book: Workbook, entries: Iterable[Listed], head: Head) -> None:
    standard = load_standard()
    columns = list_columns(standard)
    names = [column.name for column in columns]
    current = _Sheet(book, "entries", names)
    past = _Sheet(book, "earlier versions", names) if head.has_history else None
    gone = _Sheet(book, "withdrawn", _GONE) if head.has_history else None
    long = _Sheet(book, "texts that do not fit", _LONG)

    def add(sheet: _Sheet, listed: Listed, edition: Edition) -> None:
        cells = {name: _encode(text) for name, text in make_row(listed, edition, standard).items()}
        for name, text in cells.items():
            if len(text) > LONGEST_CELL:  # openpyxl would cut it without a word
                long.add({"algorithm_id": listed.id, "version": str(edition.number), "column": name,
                          "characters": str(len(text)), "page": listed.page})  # fmt: skip
                cells[name] = _say_too_long(text, listed.page)
        sheet.add(cells)

    for listed in entries:
        if listed.edition is not None:
            add(current, listed, listed.edition)
            if past is not None:
                for edition in listed.earlier:
                    add(past, listed, edition)
        elif gone is not None and listed.withdrawn_at is not None:
            gone.add(
                {
                    "algorithm_id": listed.id,
                    "org_id": listed.organisation.code,
                    "organization": _encode(listed.organisation.name),
                    "withdrawn_at": listed.withdrawn_at.isoformat(),
                    "reason": _encode(listed.withdrawal_reason),
                }
            )
    _explain(book, columns, head)


class _Sheet:
    """A sheet with a first row of names, filled row by row."""

    def __init__(self, book: Workbook, title: str, names: Sequence[str]) -> None:
        self._names = names
        self._sheet = book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for place, name in enumerate(names, start=1):
            self._sheet.column_dimensions[_letters(place)].width = _WIDTHS.get(name, 22)
        self._sheet.append([_bold(self._sheet, name) for name in names])
        self._rows = 0

    def add(self, cells: Mapping[str, str]) -> None:
        """Add a row. Raises `TooManyRows`."""
        if self._rows == MOST_ROWS:
            raise TooManyRows(
                f"A sheet of a spreadsheet has {MOST_ROWS} rows. Take CSV, JSON Lines or Parquet."
            )
        self._rows += 1
        self._sheet.append([_cell(self._sheet, cells.get(name)) for name in self._names])


def _encode(text: str) -> str:
    return _CODED.sub(lambda found: f"_x{ord(found[0]):04X}_", _UNSTORABLE.sub("\ufffd", text))


def _cell(sheet: Any, text: str | None) -> Any:
    if not text:
        return None
    if not text.startswith(_NOT_PLAIN):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _say_too_long(text: str, page: str) -> str:
    return (
        f"{TOO_LONG} Deze tekst neemt {len(text)} tekens in; een cel kan er {LONGEST_CELL} hebben. "
        f"This text takes {len(text)} characters; a cell can have {LONGEST_CELL}. {page} · JSON · CSV"
    )


def _explain(book: Workbook, columns: Sequence[Column], head: Head) -> None:
    sheet = book.create_sheet("explanation")
    for name, width in (("A", 26), ("B", 34), ("C", 34), ("D", 80), ("E", 80)):
        sheet.column_dimensions[name].width = width
    wrapped = Alignment(wrap_text=True, vertical="top")
    for key, value in (
        ("register", head.register_name),
        ("address", head.register_url),
        ("made_at", head.made_at.isoformat()),
        ("standard", head.standard),
        ("licence", f"CC0 1.0 ({LICENCE})"),
    ):
        sheet.append([_bold(sheet, key), _cell(sheet, _encode(value))])
    sheet.append([])
    sheet.append([_bold(sheet, one) for one in ("column", "naam", "name", "uitleg", "explanation")])
    for column in columns:
        cells = []
        for text in (column.name, column.label.nl, column.label.en, column.meaning.nl, column.meaning.en):
            cell = WriteOnlyCell(sheet, text)
            cell.alignment = wrapped
            cells.append(cell)
        sheet.append(cells)


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_GONE = ("algorithm_id", "org_id", "organization", "withdrawn_at", "reason")
_LONG = ("algorithm_id", "version", "column", "characters", "page")

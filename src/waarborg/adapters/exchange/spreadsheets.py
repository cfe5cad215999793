"""Spreadsheets (XLSX) of others as rows of texts. A formula is never calculated, and says that it is one."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from waarborg.adapters.exchange.faults import MAX_ROWS, break_file, require_rows_within
from waarborg.adapters.exchange.spreadsheet_parts import (
    Handler,
    SheetPart,
    explain_damage,
    open_package,
    parse,
    read_date_styles,
    read_shared_texts,
    read_sheets,
)
from waarborg.core.terms.text import Text

MAX_CELLS = 16_384  # in one row; as many as a spreadsheet can have
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how the format writes characters that XML does not have
_WHOLE = re.compile(r"-?[0-9]{1,15}")
FORMULA = (
    Text(
        nl="In deze cel staat een formule; formules worden niet uitgerekend.",
        en="This cell holds a formula; formulas are not calculated.",
    ),
    Text(
        nl="Kopieer de cellen en plak ze als waarden, en sla het bestand opnieuw op.",
        en="Copy the cells and paste them as values, and save the file again.",
    ),
)
CELL_ERROR = (
    Text(
        nl="In deze cel staat een fout van het rekenblad.", en="This cell holds an error of the spreadsheet."
    ),
    Text(nl="Verbeter de cel of maak haar leeg.", en="Correct the cell or make it empty."),
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that is not empty, with its number in the sheet. `bad` says of cells why they hold no value."""

    number: int
    cells: list[str]
    bad: dict[int, tuple[Text, Text]] = field(default_factory=dict)


class Spreadsheet:
    """A spreadsheet file, checked and with its shared texts read. Raises `BrokenFile`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with open_package(path) as package:
            self.sheets, from_1904 = read_sheets(package, path.name)
            self._texts = read_shared_texts(package, path.name)
            self._dates = read_date_styles(package, path.name, is_date=_shows_date)
        self._epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH
        if not self.sheets:
            raise break_file(
                path.name,
                Text(nl="Er staat geen blad met cellen in.", en="There is no sheet with cells in it."),
                Text(nl="Geef de spreadsheet met de gegevens.", en="Give the spreadsheet with the data."),
            )

    def read_rows(self, sheet: SheetPart) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that have any text. Raises `BrokenFile` where the sheet is damaged."""
        with open_package(self.path) as package:
            yield from self._read(package, sheet)

    def _read(self, package: ZipFile, sheet: SheetPart) -> Iterator[SheetRow]:
        handler = _Rows(self.path.name, self._texts, self._dates, self._epoch)
        pieces = parse(package, sheet.part, handler)
        while True:
            with explain_damage(self.path.name):
                try:
                    next(pieces)
                except StopIteration:
                    return
            yield from handler.take_rows()


def _shows_date(number: str, code: str | None) -> bool:
    if code is None:
        code = (
            BUILTIN_FORMATS.get(int(number), "")
            if number.isascii() and number.isdecimal() and len(number) < 5
            else ""
        )
    return bool(code) and bool(is_date_format(code))


class _Rows(Handler):
    """Hears the rows of a sheet."""

    def __init__(self, file: str, texts: list[str], dates: set[int], epoch: datetime) -> None:
        super().__init__(file)
        self._texts, self._dates, self._epoch = texts, dates, epoch
        self._done: list[SheetRow] = []
        self._row = SheetRow(0, [])
        self._column = -1
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._inline: list[str] = []
        self._is_formula = self._is_aloud = self._in_row = False

    def take_rows(self) -> list[SheetRow]:
        """Return the rows that were heard since the last time."""
        done, self._done = self._done, []
        return done

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = _read_number(attributes.get("r"), most=MAX_ROWS) or self._row.number + 1
            require_rows_within(number, file=self.file)
            self._row, self._column, self._in_row = SheetRow(number, []), -1, True
        elif tag == "c" and self._in_row:
            self._begin_cell(attributes)
        elif tag == "f":
            self._is_formula = True
        elif tag == "rPh":
            self._is_aloud = True
        elif tag == "v" or (tag == "t" and not self._is_aloud):
            self.gather()

    def close(self, tag: str) -> None:
        if tag == "row":
            self._in_row = False
            if any(self._row.cells) or self._row.bad:
                self._done.append(self._row)
        elif tag == "c" and self._in_row:
            self._end_cell()
        elif tag == "v":
            self._value = self.take()
        elif tag == "rPh":
            self._is_aloud = False
        elif tag == "t" and not self._is_aloud:
            self._inline.append(self.take())

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        column = _read_letters(found[1]) if found else self._column + 1
        if column >= MAX_CELLS:
            raise ValueError("a column past the last one")
        self._column = column
        self._kind = attributes.get("t", "n")
        self._style = _read_number(attributes.get("s"), most=10**6) or 0
        self._value, self._inline, self._is_formula = None, [], False

    def _end_cell(self) -> None:
        text, bad = self._read_cell()
        cells = self._row.cells
        if not text and bad is None:
            return
        while len(cells) <= self._column:
            cells.append("")
        cells[self._column] = text
        if bad is not None:
            self._row.bad[self._column] = bad

    def _read_cell(self) -> tuple[str, tuple[Text, Text] | None]:
        if self._is_formula:
            return "", FORMULA
        value = self._value or ""
        if self._kind == "inlineStr":
            return _unescape("".join(self._inline)), None
        if self._kind == "s":
            return (_unescape(self._find_text(value)) if value else ""), None
        if self._kind == "e":
            return "", CELL_ERROR
        if self._kind == "b":
            return {"1": "ja", "0": "nee"}.get(value, value), None
        if self._kind == "n" and value:
            return self._read_number_cell(value)
        return _unescape(value), None

    def _find_text(self, value: str) -> str:
        place = int(value)
        if not 0 <= place < len(self._texts):
            raise ValueError("a shared text that is not there")
        return self._texts[place]

    def _read_number_cell(self, value: str) -> tuple[str, tuple[Text, Text] | None]:
        number = float(value)
        if not math.isfinite(number):
            return "", CELL_ERROR
        if self._style in self._dates:
            try:
                return _write_moment(from_excel(number, self._epoch)), None
            except (OverflowError, ValueError, TypeError):
                return "", CELL_ERROR
        if _WHOLE.fullmatch(value):
            return value, None
        return (str(int(number)) if number.is_integer() and abs(number) < 10**15 else repr(number)), None


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _write_moment(value: object) -> str:
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time(0)
            else value.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(value, timedelta):
        return str(value)
    return value.isoformat() if isinstance(value, time) else str(value)


def _read_letters(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _read_number(text: str | None, *, most: int) -> int | None:
    """Return a whole number from 1; one more than `most` for anything larger."""
    if text is None or not (text.isascii() and text.isdecimal()):
        return None
    return int(text) if len(text) < 9 and int(text) <= most else most + 1

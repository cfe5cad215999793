"""The rows of a CSV file, with the lines on which they stand, and those in which a quotation mark is wrong."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from waarborg.adapters.exchange.faults import SPLIT, break_file
from waarborg.adapters.exchange.records import BrokenFile, Fault
from waarborg.core.terms.text import Text

MAX_FIELD = 16 * 1024 * 1024  # past this a quote was surely never closed; records have their own bound
MAX_LINE = 32 * 1024 * 1024  # characters; longer lines are not read, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Row:
    """One row, from line `begin` to `line`; the header has position 0.

    In `bad_cell`, counted from 0, a quotation mark is wrong.
    """

    position: int
    begin: int
    line: int
    cells: list[str]
    bad_cell: int | None = None


class _Lines:
    """The lines of a file, and those that were read for the row at hand."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.of_row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.of_row.append(line)
        return line


def walk_rows(path: Path, delimiter: str, encoding: str = "utf-8-sig") -> Iterator[Row]:
    """Yield the header and each row that is not empty, with the line on which it ends. Raises `BrokenFile`.

    After a row with a wrong quotation mark the reader goes on with the next line.
    """
    csv.field_size_limit(MAX_FIELD)
    position = 0
    with path.open(encoding=encoding, newline="") as opened:
        lines = _Lines(_read_lines(opened, path.name))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            lines.of_row.clear()
            begin = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                bad_cell = _find_bad_cell("".join(lines.of_row), delimiter)
                if bad_cell is None or position == 0:
                    raise _break_at_quote(path.name, position, begin) from error
                yield Row(position, begin, reader.line_num, _read_loosely(lines.of_row, delimiter), bad_cell)
            else:
                if not cells and position > 0:
                    continue  # an empty line is no record
                yield Row(position, begin, reader.line_num, cells)
            position += 1


def _read_lines(opened: TextIO, file: str) -> Iterator[str]:
    """Yield the lines of an opened file, none of them longer than is bearable."""
    number = 0
    while line := opened.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE:
            message = Text(
                nl=f"Deze regel is {MAX_LINE} tekens of langer.",
                en=f"This line has {MAX_LINE} characters or more.",
            )
            raise break_file(file, message, SPLIT, line=number)
        yield line


def _find_bad_cell(row: str, delimiter: str) -> int | None:
    """Return which cell of a row goes on after its closing quotation mark.

    None when no cell does: then one is never closed, or is larger than any value may be.
    """
    cell = re.compile(rf'(?:"(?:[^"]++|"")*+"|(?!")[^{delimiter}\r\n]*+)(?=[{delimiter}\r\n]|\Z)')
    number = place = 0
    while place <= len(row) and (found := cell.match(row, place)):
        number, place = number + 1, found.end() + 1
    is_closed = re.compile(r'"(?:[^"]++|"")*+"').match(row, place)
    return number if is_closed else None


def _read_loosely(lines: Sequence[str], delimiter: str) -> list[str]:
    """Return the cells of a bad row as well as they can be told, to name it by its id and title."""
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        return []


def _break_at_quote(file: str, position: int, line: int) -> BrokenFile:
    return BrokenFile(
        Fault(
            file=file,
            row=position or None,
            line=line,
            message=Text(
                nl=f"Een aanhalingsteken in deze rij wordt niet gesloten binnen {MAX_FIELD} tekens.",
                en=f"A quotation mark in this row is not closed within {MAX_FIELD} characters.",
            )
            if position
            else Text(
                nl="In de kop staat een aanhalingsteken verkeerd.",
                en="A quotation mark in the header is misplaced.",
            ),
            remedy=Text(
                nl="Sluit elk aanhalingsteken, of haal de export opnieuw op.",
                en="Close every quotation mark, or get the export again.",
            ),
        )
    )

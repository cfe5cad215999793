"""Spreadsheets of registers: the own export, a row per entry, and the one of the national register on its side.

The national register gives a column per entry and a sheet per version of the standard, with Dutch labels in the first
column. Which of the shapes a sheet has is told by where the labels of name and organisation stand.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from waarborg.adapters.exchange.faults import break_file, require_columns_within
from waarborg.adapters.exchange.headings import find_keys
from waarborg.adapters.exchange.making import ID_KEYS, REGISTER_NAME, REGISTER_URL, Maker, Place, as_word
from waarborg.adapters.exchange.official_csv import require_columns
from waarborg.adapters.exchange.own_format import ENGLISH, TOO_LONG
from waarborg.adapters.exchange.records import Export, Record, Refusal, find_unusable
from waarborg.adapters.exchange.spreadsheet_parts import SheetPart
from waarborg.adapters.exchange.spreadsheets import SheetRow, Spreadsheet
from waarborg.core.publication.addresses import is_link
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

ROWS, COLUMNS, OWN = "xlsx", "official-xlsx", "own-xlsx"
_NEEDED = {"name", "organization"}
_OWN_COLUMNS = {"algorithm_id", "org_id", "version", "published_on", "page"}
# Of an own export these say something of the version, not of the algorithm.
_BESIDE = ("version", "published_on", "page", "reason", "source_register", "leftover", "redacted")
_OTHER_SHEETS = ("earlier versions", "withdrawn", "texts that do not fit", "explanation")
_VERSION = re.compile(r"(?<![0-9])([01])[._]([0-9])(?:[._]([0-9]))?(?![0-9])")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_MOST_LABELS = 2_000  # rows of a sheet with a column per entry; a version of the standard has 40 fields


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet that holds entries: its shape, and the version of the standard that its name tells."""

    sheet: SheetPart
    is_on_its_side: bool
    version: str
    keys: tuple[str, ...]


def read_spreadsheet(path: Path, *, standard: Standard) -> Export:
    """Return the export in a spreadsheet. Every sheet is walked through once before. Raises `BrokenFile`."""
    book = Spreadsheet(path)
    tables = _find_tables(book, standard)
    is_own = len(tables) == 1 and set(tables[0].keys) >= _OWN_COLUMNS
    count = sum(1 for table in tables for _ in _walk(book, table))
    if count == 0:
        raise break_file(
            path.name,
            Text(
                nl="Het bestand heeft kolommen, maar geen records.",
                en="The file has columns, but no records.",
            ),
            Text(nl="Haal de export opnieuw op.", en="Get the export again."),
        )
    name = _find_register(book) if is_own else ""
    return Export(
        format=OWN if is_own else COLUMNS if tables[0].is_on_its_side else ROWS,
        source_name=name or REGISTER_NAME,
        source_url=None if is_own else REGISTER_URL,
        count=count,
        make_records=lambda: _make_records(book, tables, standard),
    )


def _find_tables(book: Spreadsheet, standard: Standard) -> list[_Table]:
    tables = []
    for sheet in book.sheets:
        if sheet.is_hidden or sheet.name in _OTHER_SHEETS:
            continue
        if table := _find_table(book, sheet, standard):
            tables.append(table)
    if not tables:
        raise break_file(
            book.path.name,
            Text(
                nl="Geen blad heeft kolommen of rijen met de naam van het algoritme en de organisatie.",
                en="No sheet has columns or rows with the name of the algorithm and the organisation.",
            ),
            Text(
                nl="Neem de XLSX van het register zelf. Een eigen tabel leest u in op de werkplek; daar wijst u aan"
                " welke kolom wat is.",
                en="Take the XLSX of the register itself. A table of your own can be brought in at the workplace, where"
                " you say which column is what.",
            ),
        )
    return tables


def _find_table(book: Spreadsheet, sheet: SheetPart, standard: Standard) -> _Table | None:
    found = _VERSION.search(sheet.name)
    version = ".".join(part for part in found.groups() if part) if found else ""
    labels: list[str] = []
    for place, row in enumerate(book.read_rows(sheet)):
        if place == 0:
            keys = _name_all(row.cells, version)
            if set(keys) >= _NEEDED:
                require_columns_within(len(row.cells), file=book.path.name)
                if not set(keys) >= _OWN_COLUMNS:
                    require_columns(keys, file=book.path.name, standard=standard)
                return _Table(sheet, False, version, tuple(keys))
        labels.append(row.cells[0] if row.cells else "")
        if place > _MOST_LABELS:
            return None
    keys = _name_all(labels, version)
    return _Table(sheet, True, version, tuple(keys)) if set(keys) >= _NEEDED else None


def _name_all(headings: Sequence[str], version: str) -> list[str]:
    """Return the key of each heading, with `@en` for an English text; one that is not known keeps its own words."""
    stripped = [heading.strip() for heading in headings]
    found = find_keys([heading.removesuffix(ENGLISH) for heading in stripped], version=version)
    return [
        (key + (ENGLISH if heading.endswith(ENGLISH) else "") if key else heading.casefold())
        or f"column_{place}"
        for place, (heading, key) in enumerate(zip(stripped, found, strict=True), start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Found:
    """The cells of one entry, by key, with what is wrong in them."""

    line: int | None
    values: dict[str, str]
    bad: dict[str, tuple[Text, Text]]


def _walk(book: Spreadsheet, table: _Table) -> Iterator[_Found]:
    rows = book.read_rows(table.sheet)
    if table.is_on_its_side:
        yield from _walk_columns(list(rows), table)
        return
    next(rows)
    for row in rows:
        yield _take_row(row, table.keys)


def _take_row(row: SheetRow, keys: Sequence[str]) -> _Found:
    values = dict.fromkeys(keys, "")
    bad = {}
    for place, cell in enumerate(row.cells):
        key = keys[place] if place < len(keys) else f"column_{place + 1}"
        values[key] = cell
        if place in row.bad:
            bad[key] = row.bad[place]
    return _Found(row.number, values, bad)


def _walk_columns(rows: list[SheetRow], table: _Table) -> Iterator[_Found]:
    width = max((len(row.cells) for row in rows), default=0)
    for place in range(1, width):
        values: dict[str, str] = {}
        bad = {}
        for key, row in zip(table.keys, rows, strict=True):
            cell = row.cells[place] if place < len(row.cells) else ""
            free = _find_free(values, key) if cell or place in row.bad else key
            values.setdefault(free, "")
            values[free] = values[free] or cell
            if place in row.bad:
                bad[free] = row.bad[place]
        if any(values.values()) or bad:
            yield _Found(None, values, bad)


def _find_free(values: dict[str, str], key: str) -> str:
    """Return the key, or one with a number behind it when a label stands there more than once."""
    number, free = 1, key
    while values.get(free):
        number += 1
        free = f"{key}_{number}"
    return free


def _make_records(
    book: Spreadsheet, tables: Sequence[_Table], standard: Standard
) -> Iterator[Record | Refusal]:
    maker = Maker(book.path.name, standard)
    position = 0
    for table in tables:
        for found in _walk(book, table):
            position += 1
            yield _make(found, table, maker, position)


def _make(found: _Found, table: _Table, maker: Maker, position: int) -> Record | Refusal:
    identity = next((word for key in ID_KEYS if (word := as_word(found.values.get(key)))), None)
    place = Place(maker.file, position, found.line, identity, found.values.get("name", ""))
    for key, fault in found.bad.items():
        return place.refuse(*fault, field=key)
    for key, cell in found.values.items():
        if cell.startswith(TOO_LONG):
            return place.refuse(*_CUT, field=key)
    raw: dict[str, Any] = {key: cell for key, cell in found.values.items() if not key.endswith(ENGLISH)}
    english = {
        key.removesuffix(ENGLISH): cell
        for key, cell in found.values.items()
        if key.endswith(ENGLISH) and cell
    }
    if table.version and not raw.get("standard_version"):
        raw["standard_version"] = table.version
    is_own = set(table.keys) >= _OWN_COLUMNS
    if is_own:
        raw = {key: cell for key, cell in raw.items() if key not in _BESIDE} | {
            "publication_dt": raw.get("published_on", "")
        }
    made = maker.make(
        raw, position=position, line=found.line, translations={"eng": english} if english else None
    )
    return _add_own(made, found.values, place) if is_own and isinstance(made, Record) else made


def _add_own(record: Record, cells: dict[str, str], place: Place) -> Record | Refusal:
    """Add what only an own export says: the version, why it was made, its page, and what an older standard said."""
    number, page, written = cells.get("version", ""), cells.get("page", ""), cells.get("leftover", "")
    try:
        leftover = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        return place.refuse(*_NO_JSON, field="leftover")
    if not isinstance(leftover, dict):
        return place.refuse(*_NO_JSON, field="leftover")
    if fault := find_unusable(leftover):
        return place.refuse(*fault[1:], field="leftover")
    return replace(
        record,
        number=int(number) if _NUMBER.fullmatch(number) else None,
        reason=cells.get("reason", "").strip()[:1000],
        url=page if is_link(page) else record.url,
        leftover=leftover,
    )


def _find_register(book: Spreadsheet) -> str:
    """Return the name of the register that the sheet with the explanation begins with."""
    for sheet in book.sheets:
        if sheet.name == "explanation":
            first = next(book.read_rows(sheet), None)
            if first is not None and first.cells[:1] == ["register"] and len(first.cells) > 1:
                return first.cells[1].strip()[:200]
    return ""


_NO_JSON = (
    Text(
        nl="Wat een oudere standaard zei staat hier niet als JSON-object.",
        en="What an older standard said is not here as a JSON object.",
    ),
    Text(
        nl="Laat deze kolom staan zoals hij was, of maak hem leeg.",
        en="Leave this column as it was, or empty it.",
    ),
)
_CUT = (
    Text(
        nl="Deze tekst was te lang voor een cel en staat niet in de spreadsheet.",
        en="This text was too long for a cell and is not in the spreadsheet.",
    ),
    Text(nl="Neem de export als JSON of CSV.", en="Take the export as JSON or CSV."),
)

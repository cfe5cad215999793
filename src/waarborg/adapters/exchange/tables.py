"""Free tables: a CSV file or spreadsheet of somebody's own, of which somebody says which column is which field."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import csv_rows
from waarborg.adapters.exchange.faults import break_file, require_columns_within, require_rows_within
from waarborg.adapters.exchange.headings import ID, ORGANISATION, guess_all, list_targets, may_have_several
from waarborg.adapters.exchange.making import Maker, Place, as_word
from waarborg.adapters.exchange.opening import read_start
from waarborg.adapters.exchange.reading import TAKE_EXPORT, ZIP, refuse_other_kinds
from waarborg.adapters.exchange.records import BrokenFile, Export, Record, Refusal, find_unusable
from waarborg.adapters.exchange.spreadsheets import Spreadsheet
from waarborg.adapters.exchange.text_encoding import Encoding, find_encoding
from waarborg.core.publication.standard import Kind
from waarborg.core.terms.text import Text

CSV, XLSX = "table-csv", "table-xlsx"
DELIMITERS = (",", ";", "\t", "|")
EXAMPLES = 3
_SHOWN = 80
_LOOK_AT = 50  # rows, to find the delimiter
_MAX_HEADING = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, made unique, some of its values, and the field that it probably is."""

    name: str
    examples: tuple[str, ...]
    guess: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a free table looks like. `encoding` and `delimiter` are None for a spreadsheet, `sheet` for a CSV file."""

    format: str
    columns: tuple[Column, ...]
    count: int
    encoding: Encoding | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str]
    fault: tuple[Text, Text] | None = None
    field: int | None = None


def survey_table(path: Path) -> Table:
    """Return the columns of a table with examples, after walking through the whole file. Raises `BrokenFile`."""
    source = _find_source(path)
    names: list[str] = []
    examples: list[list[str]] = []
    count = 0
    for row in source.walk():
        if not names:
            require_columns_within(len(row.cells), file=path.name)
            names = _make_names(row.cells)
            examples = [[] for _ in names]
            continue
        count += 1
        require_rows_within(count, file=path.name)
        for kept, cell in zip(examples, row.cells, strict=False):
            text = " ".join(cell[: _SHOWN * 4].split())[:_SHOWN]
            if len(kept) < EXAMPLES and text and text not in kept and not find_unusable(text):
                kept.append(text)
    if count == 0:
        raise break_file(
            path.name,
            Text(nl="Onder de koppen staan geen rijen.", en="There are no rows below the headings."),
            Text(
                nl="Geef een tabel met koppen in de eerste rij en een rij per algoritme.",
                en="Give a table with headings in the first row and a row per algorithm.",
            ),
        )
    guesses = guess_all(names)
    return Table(
        format=source.format,
        columns=tuple(
            Column(name, tuple(kept), guesses[name]) for name, kept in zip(names, examples, strict=True)
        ),
        count=count,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
    )


def find_mapping_fault(mapping: Mapping[str, str], names: Sequence[str]) -> tuple[str, Text] | None:
    """Return the column and what is wrong with saying that it is a field, or None when all can be used."""
    targets = {field.key: field.label for field in list_targets()}
    used = Counter(key for key in mapping.values() if key)
    for column, key in mapping.items():
        if column not in names:
            return column, Text(
                nl="Deze kolom staat niet in het bestand.", en="This column is not in the file."
            )
        if key and key not in targets:
            return column, Text(nl="Dit veld bestaat niet.", en="This field does not exist.")
        if key and used[key] > 1 and not may_have_several(key):
            return column, Text(
                nl=f"'{targets[key].nl}' kan maar uit één kolom komen.",
                en=f"'{targets[key].en}' can come from one column only.",
            )
    if not used["name"]:
        return "", Text(
            nl="Wijs aan in welke kolom de naam van het algoritme staat.",
            en="Say which column holds the name of the algorithm.",
        )
    return None


def read_table(path: Path, mapping: Mapping[str, str], *, organisation: str) -> Export:
    """Return the entries in a table. `mapping` gives the field of each column, empty for columns that are left out.

    `organisation` is the one of rows that name none. Raises `BrokenFile`, also for a mapping that does not fit.
    """
    table = survey_table(path)
    names = [column.name for column in table.columns]
    if fault := find_mapping_fault(mapping, names):
        raise break_file(
            path.name,
            fault[1],
            Text(nl="Wijs de kolommen opnieuw aan.", en="Say again which column is what."),
            field=fault[0] or None,
        )
    source = _find_source(path)

    def make() -> Iterator[Record | Refusal]:
        maker = Maker(path.name, load_standard())
        rows = source.walk()
        next(rows)
        for position, row in enumerate(rows, start=1):
            yield _make(row, position, names, mapping, maker, organisation)

    return Export(format=table.format, source_name=path.name[:200], count=table.count, make_records=make)


def _make(
    row: _Row,
    position: int,
    names: Sequence[str],
    mapping: Mapping[str, str],
    maker: Maker,
    organisation: str,
) -> Record | Refusal:
    values: dict[str, Any] = {}
    for name, cell in zip(names, row.cells, strict=False):
        key = mapping.get(name)
        if key and cell.strip():
            values[key] = _join(key, values[key], cell) if key in values else cell.strip()
    place = Place(maker.file, position, row.line, as_word(values.get(ID)), str(values.get("name", "")))
    if row.fault is not None and (row.field is None or mapping.get(_name_of(names, row.field) or "")):
        return place.refuse(*row.fault, field=_name_of(names, row.field))
    if len(row.cells) > len(names) and any(cell.strip() for cell in row.cells[len(names) :]):
        return place.refuse(
            Text(
                nl=f"Deze rij heeft {len(row.cells)} cellen, de kop {len(names)}.",
                en=f"This row has {len(row.cells)} cells, the header {len(names)}.",
            ),
            Text(
                nl="Zet een tekst met een scheidingsteken tussen aanhalingstekens.",
                en="Put a text with a delimiter in it between quotation marks.",
            ),
        )
    values.setdefault(ORGANISATION, organisation)
    return maker.make(values, position=position, line=row.line)


def _name_of(names: Sequence[str], place: int | None) -> str | None:
    return names[place] if place is not None and place < len(names) else None


def _join(key: str, one: str, other: str) -> str:
    field = load_standard().get_field(key)
    between = ", " if field.kind is Kind.CHOICES else "\n"
    return f"{one}{between}{other.strip()}"


def _make_names(cells: Sequence[str]) -> list[str]:
    """Return headings that are unique; one without words is called after its place."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        words = " ".join("".join(one if one.isprintable() else " " for one in cell).split())[:_MAX_HEADING]
        name, number = words or f"kolom {place}", 1
        while name in names:
            number += 1
            name = f"{words} ({number})"
        names.append(name)
    return names


@dataclass(frozen=True, slots=True)
class _Source:
    format: str
    walk: Callable[[], Iterator[_Row]]
    encoding: Encoding | None = None
    delimiter: str | None = None
    sheet: str | None = None


def _find_source(path: Path) -> _Source:
    start = read_start(path)
    refuse_other_kinds(start, path.name)
    return _find_sheet(path) if start.startswith(ZIP) else _find_text(path, start)


def _find_sheet(path: Path) -> _Source:
    book = Spreadsheet(path)
    sheet = next((one for one in book.sheets if not one.is_hidden), book.sheets[0])

    def walk() -> Iterator[_Row]:
        for row in book.read_rows(sheet):
            place, fault = next(iter(row.bad.items()), (None, None))
            yield _Row(row.number, row.cells, fault, place)

    return _Source(XLSX, walk, sheet=sheet.name)


def _find_text(path: Path, start: bytes) -> _Source:
    encoding = find_encoding(path, start)
    text = start.decode(encoding.name, errors="ignore").lstrip()
    if text[:1] in ("{", "[") or text[:15].casefold().startswith(("<!doctype", "<html", "<?xml")):
        raise _no_table(path.name)
    delimiter = _find_delimiter(path, encoding)

    def walk() -> Iterator[_Row]:
        begun = False
        for row in csv_rows.walk_rows(path, delimiter, encoding.name):
            begun = begun or any(cell.strip() for cell in row.cells)
            if not begun:
                continue  # empty lines above the headings
            fault = None if row.bad_cell is None else _STRAY_QUOTE
            yield _Row(row.line, row.cells, fault, row.bad_cell)

    return _Source(CSV, walk, encoding=encoding, delimiter=delimiter)


def _find_delimiter(path: Path, encoding: Encoding) -> str:
    """Return the delimiter that splits the first rows best: into the most columns, as many in every row."""

    def score(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for row in csv_rows.walk_rows(path, delimiter, encoding.name):
                if widths or any(cell.strip() for cell in row.cells):
                    widths.append(len(row.cells))
                if len(widths) > _LOOK_AT:
                    break
        except BrokenFile:
            return (0, 0)
        width = widths[0] if widths else 0
        return (sum(1 for one in widths if one == width) if width > 1 else 0, width)

    return max(DELIMITERS, key=score)


def _no_table(file: str) -> BrokenFile:
    return break_file(
        file, Text(nl="Dit is geen tabel en geen export die we kennen.", en="This is no table and no export we know."),
        TAKE_EXPORT,
    )  # fmt: skip


_STRAY_QUOTE = (
    Text(
        nl="In deze cel staat nog tekst na het aanhalingsteken dat de waarde sluit.",
        en="In this cell there is text after the quotation mark that closes the value.",
    ),
    Text(
        nl='Schrijf een aanhalingsteken binnen een waarde dubbel ("").',
        en='Double a quotation mark within a value ("").',
    ),
)

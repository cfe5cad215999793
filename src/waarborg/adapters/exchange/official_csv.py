"""The CSV export of the national register: one header for all versions of the standard, one row per entry."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from waarborg.adapters.exchange.csv_rows import Row, walk_rows
from waarborg.adapters.exchange.faults import require_columns_within, require_rows_within
from waarborg.adapters.exchange.guarding import is_bare, unguard
from waarborg.adapters.exchange.making import (
    BESIDE_THE_STANDARD,
    ID_KEYS,
    REGISTER_NAME,
    REGISTER_URL,
    Maker,
    Place,
    as_word,
)
from waarborg.adapters.exchange.records import BrokenFile, Export, Fault, Record, Refusal
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

FORMAT = "official-csv"
DELIMITERS = (",", ";", "\t")  # the register writes commas; Dutch spreadsheet programs write semicolons
_HEADER_BYTES = 64 * 1024


def is_official_csv(start: str) -> bool:
    """Return whether a text that starts like this is the CSV export: its header has the columns."""
    delimiter = _find_delimiter(start)
    return {"name", "organization"} <= set(_read_names(start, delimiter))


def read_official_csv(path: Path, *, standard: Standard) -> Export:
    """Return the export in a CSV file. The file is walked through once before, so that one that breaks
    halfway is refused as a whole. Raises `BrokenFile`.
    """
    with path.open("rb") as opened:
        start = opened.read(_HEADER_BYTES).decode("utf-8-sig", errors="replace")
    delimiter = _find_delimiter(start)
    count, is_guarded = 0, True
    for row in walk_rows(path, delimiter):
        if row.position == 0:
            require_columns_within(len(row.cells), file=path.name)
            require_columns(name_columns(row.cells), file=path.name, standard=standard)
        count = row.position
        require_rows_within(count, file=path.name)
        is_guarded = is_guarded and not any(is_bare(cell) for cell in row.cells)
    if count == 0:
        raise BrokenFile(
            Fault(
                file=path.name,
                message=Text(
                    nl="Het bestand heeft kolommen, maar geen records.",
                    en="The file has columns, but no records.",
                ),
                remedy=Text(nl="Haal de export opnieuw op.", en="Get the export again."),
            )
        )
    return Export(
        format=FORMAT,
        source_name=REGISTER_NAME,
        source_url=REGISTER_URL,
        count=count,
        make_records=lambda: _make_records(path, delimiter, standard, is_guarded=is_guarded),
    )


def _make_records(
    path: Path, delimiter: str, standard: Standard, *, is_guarded: bool
) -> Iterator[Record | Refusal]:
    maker = Maker(path.name, standard)
    header: list[str] = []
    for row in walk_rows(path, delimiter):
        if row.position == 0:
            header = name_columns(row.cells)
        elif row.bad_cell is not None:
            yield _refuse_quote(path.name, header, row, row.bad_cell)
        elif len(row.cells) != len(header):
            yield _refuse_width(path.name, header, row)
        else:
            cells = [unguard(cell) for cell in row.cells] if is_guarded else row.cells
            values = dict(zip(header, cells, strict=True))
            yield maker.make(values, position=row.position, line=row.line)


def _refuse_quote(file: str, header: Sequence[str], row: Row, bad_cell: int) -> Refusal:
    return _place(file, header, row).refuse(
        Text(
            nl="In deze cel staat nog tekst na het aanhalingsteken dat de waarde sluit; de rij begint op regel"
            f" {row.begin}.",
            en="In this cell there is text after the quotation mark that closes the value; the row begins on line"
            f" {row.begin}.",
        ),
        Text(
            nl='Schrijf een aanhalingsteken binnen een waarde dubbel (""), of haal de export opnieuw op.',
            en='Double a quotation mark within a value (""), or get the export again.',
        ),
        field=header[bad_cell] if bad_cell < len(header) else None,
    )


def _find_delimiter(start: str) -> str:
    """Return the delimiter that gives the most columns that we know."""
    return max(DELIMITERS, key=lambda delimiter: len(set(_read_names(start, delimiter)) & _KNOWN_NAMES))


_KNOWN_NAMES = {"name", "organization", "description_short", "status", "standard_version", "goal", "risks"}


def _read_names(start: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader(start.splitlines(), delimiter=delimiter), [])
    except csv.Error:
        return []
    return name_columns(cells)


def name_columns(cells: Sequence[str]) -> list[str]:
    """Return the names of columns; one without a name is called after its place, so nothing in it is lost."""
    return [cell.strip().casefold() or f"column_{place}" for place, cell in enumerate(cells, start=1)]


def require_columns(names: Sequence[str], *, file: str, standard: Standard) -> None:
    """Require that no column is double, and that those of at least one version of the standard are all there.

    A column that was cut away would otherwise look like a field that was emptied in every record. Raises `BrokenFile`.
    """
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        listed = ", ".join(doubles)
        raise BrokenFile(
            Fault(
                file=file,
                field=doubles[0],
                line=1,
                message=Text(
                    nl=f"Deze kolommen staan er twee keer: {listed}.",
                    en=f"These columns are there twice: {listed}.",
                ),
                remedy=Text(nl="Laat er van elk een staan.", en="Keep one of each."),
            )
        )
    lacking = min((_find_lacking(names, wanted) for wanted in _column_sets(standard)), key=len)
    if lacking:
        listed = ", ".join(lacking)
        raise BrokenFile(
            Fault(
                file=file,
                field=lacking[0],
                line=1,
                message=Text(
                    nl=f"Deze kolommen ontbreken: {listed}.", en=f"These columns are missing: {listed}."
                ),
                remedy=Text(
                    nl="Haal de export opnieuw op en laat alle kolommen staan; lege kolommen zijn geen probleem.",
                    en="Get the export again and keep all columns; empty columns are no problem.",
                ),
            )
        )


def _column_sets(standard: Standard) -> Iterator[list[str]]:
    yield [field.key for field in standard.fields if field.key not in BESIDE_THE_STANDARD]
    for source in standard.sources:
        keys = [rule.key for rule in source.fields if rule.key not in BESIDE_THE_STANDARD]
        if {"name", "organization", "standard_version"} <= set(keys):
            yield keys


def _find_lacking(names: Sequence[str], wanted: Sequence[str]) -> list[str]:
    return [key for key in wanted if key not in names]


def _place(file: str, header: Sequence[str], row: Row) -> Place:
    """Return the place of a row, with the id and title as far as its cells tell."""
    by_name = dict(zip(header, row.cells, strict=False))
    identity = next((word for key in ID_KEYS if (word := as_word(by_name.get(key)))), None)
    return Place(file, row.position, row.line, identity, by_name.get("name", ""))


def _refuse_width(file: str, header: Sequence[str], row: Row) -> Refusal:
    place = _place(file, header, row)
    return place.refuse(
        Text(
            nl=f"Deze rij heeft {len(row.cells)} cellen, de kop {len(header)}; het is niet te zien wat waar hoort.",
            en=f"This row has {len(row.cells)} cells, the header {len(header)}; what belongs where cannot be seen.",
        ),
        Text(
            nl="Zet een tekst met een komma tussen aanhalingstekens, of haal de export opnieuw op.",
            en="Put a text with a comma between quotation marks, or get the export again.",
        ),
    )

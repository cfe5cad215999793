"""The CSV export of the national register: one header for all versions of the standard, one row per entry."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from waarborg.adapters.exchange.making import (
    BESIDE_THE_STANDARD,
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
MAX_FIELD = 16 * 1024 * 1024  # past this a quote was surely never closed; records have their own bound
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
    count = 0
    for line, cells in _walk(path, delimiter):
        if line is None:
            _require_columns(cells, path.name, standard)
        elif cells:
            count += 1
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
        make_records=lambda: _make_records(path, delimiter, standard),
    )


def _make_records(path: Path, delimiter: str, standard: Standard) -> Iterator[Record | Refusal]:
    maker = Maker(path.name, standard)
    header: list[str] = []
    position = 0
    for line, cells in _walk(path, delimiter):
        if line is None:
            header = _name_columns(cells)
            continue
        if not cells:
            continue  # an empty line is no record
        position += 1
        if len(cells) != len(header):
            yield _refuse_width(path.name, header, cells, position=position, line=line)
            continue
        yield maker.make(dict(zip(header, cells, strict=True)), position=position, line=line)


def _walk(path: Path, delimiter: str) -> Iterator[tuple[int | None, list[str]]]:
    """Yield the header with None, then each row with the line on which it ends. Raises `BrokenFile`."""
    csv.field_size_limit(MAX_FIELD)
    position = 0
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.reader(opened, delimiter=delimiter, strict=True)
        try:
            for position, cells in enumerate(reader):
                yield (None if position == 0 else reader.line_num), cells
        except csv.Error as error:
            raise BrokenFile(
                Fault(
                    file=path.name,
                    row=position + 1,
                    line=reader.line_num,
                    message=Text(
                        nl=f"De CSV klopt hier niet: een aanhalingsteken staat verkeerd of ontbreekt ({error}).",
                        en=f"The CSV is not right here: a quotation mark is misplaced or missing ({error}).",
                    ),
                    remedy=Text(
                        nl="Sluit elk aanhalingsteken, of haal de export opnieuw op.",
                        en="Close every quotation mark, or get the export again.",
                    ),
                )
            ) from error


def _find_delimiter(start: str) -> str:
    """Return the delimiter that gives the most columns that we know."""
    return max(DELIMITERS, key=lambda delimiter: len(set(_read_names(start, delimiter)) & _KNOWN_NAMES))


_KNOWN_NAMES = {"name", "organization", "description_short", "status", "standard_version", "goal", "risks"}


def _read_names(start: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader(start.splitlines(), delimiter=delimiter), [])
    except csv.Error:
        return []
    return _name_columns(cells)


def _name_columns(cells: Sequence[str]) -> list[str]:
    """Return the names of columns; one without a name is called after its place, so nothing in it is lost."""
    return [cell.strip().casefold() or f"column_{place}" for place, cell in enumerate(cells, start=1)]


def _require_columns(cells: Sequence[str], file: str, standard: Standard) -> None:
    """Require that no column is double, and that those of at least one version of the standard are all there.

    A column that was cut away would otherwise look like a field that was emptied in every record.
    """
    names = _name_columns(cells)
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


def _refuse_width(
    file: str, header: Sequence[str], cells: Sequence[str], *, position: int, line: int
) -> Refusal:
    by_name = dict(zip(header, cells, strict=False))
    identity = as_word(by_name.get("algorithm_id")) or as_word(by_name.get("lars"))
    return Place(file, position, line, identity, by_name.get("name", "")).refuse(
        Text(
            nl=f"Deze rij heeft {len(cells)} cellen, de kop {len(header)}; het is niet te zien wat waar hoort.",
            en=f"This row has {len(cells)} cells, the header {len(header)}; what belongs where cannot be seen.",
        ),
        Text(
            nl="Zet een tekst met een komma tussen aanhalingstekens, of haal de export opnieuw op.",
            en="Put a text with a comma between quotation marks, or get the export again.",
        ),
    )

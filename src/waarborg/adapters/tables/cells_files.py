"""Counts per cell from a table with one row per cell, CSV or Parquet, as an office of statistics delivers them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from waarborg.adapters.exchange.csv_rows import Row, walk_rows
from waarborg.adapters.tables import csv_files, labels
from waarborg.adapters.tables.counting import settle_labels
from waarborg.adapters.tables.faults import break_log, miss_column
from waarborg.adapters.tables.files import find_files, is_parquet
from waarborg.adapters.tables.opening import open_files
from waarborg.adapters.tables.roles import Roles
from waarborg.core.measurement.cells import PREDICTION, TRUTH, Cells, Dimension, Moments
from waarborg.core.terms.text import Text

#: What the column with counts may be called, and the last part of the names of columns with moments.
COUNTS = (
    "count",
    "n",
    "aantal",
    "aantal_rijen",
    "rows",
    "aantal_personen",
    "inwoners",
    "bevolking",
    "population",
)
MOMENTS = ("_count", "_sum", "_squares")
#: How deliverers mark a number that they hide, besides `<10` and an empty place.
HIDDEN_MARKS = frozenset(
    {"", "x", ".", "..", "*", "-", "–", "geheim", "onderdrukt", "suppressed", "n/a", "na"}
)
_BELOW = re.compile(r"<\s*(\d+)")
_WHOLE = re.compile(r"\d+(?:[.,]0+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
TOTALS = frozenset({"totaal", "total", "alle", "all"})
#: Counts are rounded to this when all of at least so many are a multiple of it.
ROUNDINGS, _ENOUGH = (1000, 100, 10, 5), 10
MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Delivered:
    """Cells as somebody delivered them. rounded_to: what all counts are a multiple of, 1 when they are not.

    hidden_below: counts below this were hidden, as the marks themselves say; None when they do not say it.
    """

    cells: Cells
    rounded_to: int
    hidden_below: int | None


def read_table_cells(path: Path, roles: Roles | None = None, *, counts: str | None = None) -> Delivered:
    """Return the cells of a CSV or Parquet file: a column with counts, and all other columns are dimensions.

    roles: what columns are for; without it a column called prediction or truth is that, and all others are groups.
    counts: the name of the column with counts, when it is none of `COUNTS`. Three columns `x_count`, `x_sum` and
    `x_squares` are the moments of x. Raises `UnreadableLog`, with the row.
    """
    files = find_files(path)
    if is_parquet(path):
        with open_files(path) as source:
            header, rows = list(source.columns), _list_rows(source.sample(MOST_CELLS + 1))
            return _gather(path.name, header, _plan(path.name, header, roles, counts), rows, roles)
    written = csv_files.look_at(path)
    header = [name.strip() for name in written.header]
    rows = walk_rows(path, written.delimiter, written.encoding)
    next(rows)
    delivered = _gather(path.name, header, _plan(path.name, header, roles, counts), rows, roles)
    files.require_unchanged()
    return delivered


def _list_rows(table: pa.Table) -> Iterator[Row]:
    columns = [[labels.name_value(value) or "" for value in column.to_pylist()] for column in table.columns]
    for position, values in enumerate(zip(*columns, strict=True), start=1):
        yield Row(position, position, position, list(values))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where counts, dimensions (role and place) and moments (three places) stand in a row."""

    counts: int
    dimensions: tuple[tuple[str, int], ...]
    moments: Mapping[str, tuple[int, int, int]]


def _plan(file: str, header: Sequence[str], roles: Roles | None, counts: str | None) -> _Plan:
    places = {name: place for place, name in enumerate(header)}
    folded = {name.casefold(): place for name, place in places.items()}
    if counts is not None and counts not in places:
        raise miss_column(file, counts, header)
    found = [places[counts]] if counts else [folded[name] for name in COUNTS if name in folded]
    if not found:
        raise break_log(
            file,
            Text(nl="Er is geen kolom met aantallen.", en="There is no column with counts."),
            Text(nl=f"Noem die kolom {COUNTS[2]} of {COUNTS[0]}.", en=f"Call that column {COUNTS[0]}."),
        )
    moments = {
        name.removesuffix(MOMENTS[0]): (places[name], places[stem + MOMENTS[1]], places[stem + MOMENTS[2]])
        for name in header
        if name.endswith(MOMENTS[0])
        and (stem := name.removesuffix(MOMENTS[0]))
        and stem + MOMENTS[1] in places
        and stem + MOMENTS[2] in places
    }
    taken = {found[0], *(place for three in moments.values() for place in three)}
    if roles is None:
        named = {place: name if name in (PREDICTION, TRUTH) else "by" for name, place in places.items()}
    else:
        for _, name in roles.dimensions():
            if name not in places:
                raise miss_column(file, name, header)
        named = dict.fromkeys(places.values(), "other")
        named |= {places[name]: role for role, name in roles.dimensions()}
        if roles.score in places:
            named[places[roles.score]] = "score"
    return _Plan(
        found[0], tuple((role, place) for place, role in sorted(named.items()) if place not in taken), moments
    )


def _gather(
    file: str, header: Sequence[str], plan: _Plan, rows: Iterator[Row], roles: Roles | None
) -> Delivered:
    labels_: list[list[str | None]] = [[] for _ in plan.dimensions]
    numbers: list[int | None] = []
    limits: set[int] = set()
    sums: dict[str, list[tuple[float, float, float]]] = {name: [] for name in plan.moments}
    for row in rows:
        if len(row.cells) != len(header) or row.bad_cell is not None or len(numbers) >= MOST_CELLS:
            raise _bad_row(file, row, len(header))
        number, limit = _read_count(file, row, header[plan.counts], row.cells[plan.counts])
        numbers.append(number)
        limits |= {limit} if limit is not None else set()
        for column, (_, place) in zip(labels_, plan.dimensions, strict=True):
            label = labels.name_value(row.cells[place])
            if label is not None and label.casefold() in TOTALS:
                raise _total(file, row, header[place], label)
            column.append(label)
        for name, three in plan.moments.items():
            sums[name].append(
                _read_moments(file, row, [(header[place], row.cells[place]) for place in three])
            )
    dimensions, codes = [], []
    for (role, place), column in zip(plan.dimensions, labels_, strict=True):
        read = _settle(file, header[place], role, column, roles)
        ordered = labels.order(list(dict.fromkeys(read)))
        index = {label: number for number, label in enumerate(ordered)}
        dimensions.append(
            Dimension(role if role in (PREDICTION, TRUTH) else header[place], role, tuple(ordered))
        )
        codes.append([index[label] for label in read])
    return _build(file, dimensions, codes, numbers, sums, limits)


def _settle(
    file: str, name: str, role: str, column: list[str | None], roles: Roles | None
) -> Sequence[str | None]:
    if role not in (PREDICTION, TRUTH) or (roles is not None and roles.has_classes):
        return column
    positive = () if roles is None else roles.positive if role == PREDICTION else roles.positive_truth
    return settle_labels(file, name, column, positive, ask_truth=role == TRUTH)


def _build(
    file: str,
    dimensions: Sequence[Dimension],
    codes: Sequence[Sequence[int]],
    numbers: Sequence[int | None],
    sums: Mapping[str, Sequence[tuple[float, float, float]]],
    limits: set[int],
) -> Delivered:
    if not numbers:
        raise break_log(
            file,
            Text(nl="Er zijn geen rijen.", en="There are no rows."),
            Text(nl="Maak de export opnieuw, met rijen.", en="Make the export again, with rows."),
        )
    matrix = np.array(codes, dtype=np.int32).reshape(len(dimensions), len(numbers)).T
    seen: dict[tuple[int, ...], int] = {}
    for row, combination in enumerate(map(tuple, matrix.tolist()), start=1):
        if combination in seen:
            raise break_log(
                file,
                Text(
                    nl=f"Deze combinatie staat ook in rij {seen[combination]}.",
                    en=f"This combination also stands in row {seen[combination]}.",
                ),
                Text(nl="Tel dubbele rijen op.", en="Add up double rows."),
                row=row,
            )
        seen[combination] = row
    moments = {
        name: Moments(
            *(
                np.array(part, dtype=kind)
                for part, kind in zip(zip(*values, strict=True), _KINDS, strict=True)
            )
        )
        for name, values in sums.items()
    }
    is_hidden = np.array([number is None for number in numbers])
    known = np.array([number or 0 for number in numbers], dtype=np.int64)
    cells = Cells(
        tuple(dimensions),
        np.ascontiguousarray(matrix),
        known,
        moments,
        is_hidden if is_hidden.any() else None,
    )
    return Delivered(cells, find_rounding(known), max(limits, default=None))


_KINDS = (np.int64, np.float64, np.float64)


def find_rounding(counts: Sequence[int] | np.ndarray[Any, Any]) -> int:
    """What all counts above zero were rounded to: 1000, 100, 10 or 5, or 1 when they were not (or there are too few)."""
    known = [int(count) for count in counts if count]
    if len(known) < _ENOUGH:
        return 1
    return next((step for step in ROUNDINGS if all(count % step == 0 for count in known)), 1)


def _read_count(file: str, row: Row, column: str, text: str) -> tuple[int | None, int | None]:
    """A count, or None when it is hidden; and below what it is hidden, where the mark says so."""
    written = text.strip().casefold()
    if match := _BELOW.fullmatch(written):
        return None, int(match.group(1))
    if written in HIDDEN_MARKS:
        return None, None
    if _THOUSANDS.fullmatch(written):
        return int(re.sub(r"[.,\s]", "", written)), None
    if _WHOLE.fullmatch(written):
        return int(re.split("[.,]", written)[0]), None
    raise break_log(
        file,
        Text(nl=f"‘{text[:40]}’ is geen aantal.", en=f"‘{text[:40]}’ is no count."),
        Text(
            nl="Schrijf een geheel getal van 0 of meer, of <10, x of niets voor een verborgen aantal.",
            en="Write a whole number of 0 or more, or <10, x or nothing for a hidden count.",
        ),
        row=row.position,
        column=column,
    )


def _read_moments(file: str, row: Row, three: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    found = []
    for name, text in three:
        try:
            number = float(text.strip() or 0)
        except ValueError:
            number = np.nan
        if not np.isfinite(number):
            raise break_log(
                file,
                Text(nl=f"‘{text[:40]}’ is geen getal.", en=f"‘{text[:40]}’ is no number."),
                Text(
                    nl="Schrijf een getal met een punt voor decimalen.",
                    en="Write a number with a decimal point.",
                ),
                row=row.position,
                column=name,
            )
        found.append(number)
    return found[0], found[1], found[2]


def _bad_row(file: str, row: Row, width: int) -> Exception:
    return break_log(
        file,
        Text(
            nl=f"Deze rij heeft geen {width} waarden, of er zijn meer dan {MOST_CELLS} rijen.",
            en=f"This row does not have {width} values, or there are more than {MOST_CELLS} rows.",
        ),
        Text(nl="Maak de export opnieuw.", en="Make the export again."),
        row=row.position,
    )


def _total(file: str, row: Row, column: str, label: str) -> Exception:
    return break_log(
        file,
        Text(
            nl=f"‘{label}’ lijkt een totaal; dan tellen rijen dubbel.",
            en=f"‘{label}’ seems a total; rows would count twice.",
        ),
        Text(nl="Haal de rijen met totalen weg.", en="Remove the rows with totals."),
        row=row.position,
        column=column,
    )

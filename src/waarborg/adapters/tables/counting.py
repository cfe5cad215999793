"""From a log to cells: one grouped count by an engine, then what the values mean, settled on the few that there are."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from waarborg.adapters.tables import days, labels
from waarborg.adapters.tables.faults import break_log, list_nearest, miss_column
from waarborg.adapters.tables.notes import Note, list_notes
from waarborg.adapters.tables.port import UNWATCHED, Bin, Key, Kind, Month, Plain, Source, Sum, Watch
from waarborg.adapters.tables.roles import ASK_POSITIVE, ASK_POSITIVE_TRUTH, Roles
from waarborg.core.measurement.cells import PREDICTION, TRUTH, Cells, Dimension, Moments
from waarborg.core.terms.text import Text

#: So many rows show how days and numbers are written.
LOOKED_AT = 10_000
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted. rows: of the log. notes: what a reader must know of the log, such as that there is one group."""

    cells: Cells
    rows: int
    notes: tuple[Note, ...]


def count(source: Source, roles: Roles, *, watch: Watch = UNWATCHED) -> Counted:
    """Count a log in one pass.

    Dimensions come in the order of `roles.dimensions()`, then the bins of the score (role `score`, named after it).
    Prediction and truth are called so, and have the labels `POSITIVE` and `NEGATIVE` unless they are classes; all other
    dimensions, and the moments, have the name of their column. The label of a missing value is None.
    Raises `UnreadableLog` when a column is not there, holds what it cannot hold, or when it is not clear what a value
    means; `Stopped` when the user stopped it.
    """
    for _, name in roles.dimensions():
        require_column(source, name)
    for name in roles.numbers():
        require_column(source, name, is_number=True)
    styles = _Styles(source)
    keys: list[Key] = [
        styles.key_of_period(name, roles.unit) if role == "period" else Plain(name)
        for role, name in roles.dimensions()
    ]
    sums = [styles.sum_of(name) for name in roles.numbers()]
    edges = None
    if roles.bins and roles.score is not None:
        edges = _find_edges(source, sums[0], replace(watch, progress=None))
        keys.append(Bin(roles.score, *edges, roles.bins, has_commas=sums[0].has_commas))
    answer = source.aggregate(keys, sums, most=roles.most_cells + 1, watch=watch)
    rows = _require_rows(source, answer)
    _require_few(source, roles, answer)
    moments = dict(zip(roles.numbers(), _read_moments(source, sums, answer), strict=True))
    coded = [
        _code(answer.column(f"k{place}"), _reader(source, roles, role, name))
        for place, (role, name) in enumerate(roles.dimensions())
    ]
    dimensions = [
        Dimension(role if role in (PREDICTION, TRUTH) else name, role, tuple(found))
        for (role, name), (found, _) in zip(roles.dimensions(), coded, strict=True)
    ]
    if edges is not None and roles.score is not None:
        bins = _code(answer.column(f"k{len(keys) - 1}"), lambda values: _name_bins(values, edges, roles.bins))
        coded.append(bins)
        dimensions.append(Dimension(roles.score, "score", tuple(bins[0])))
    cells = _merge(dimensions, [codes for _, codes in coded], answer, moments)
    return Counted(cells, rows, tuple(list_notes(cells, _lows(sums, answer, roles.amount))))


# --- before the count ------------------------------------------------------------------------------------
def require_column(source: Source, name: str, *, is_number: bool = False) -> None:
    """Raise `UnreadableLog` when a column is not there, or cannot be what it is asked to be."""
    if name not in source.columns:
        raise miss_column(source.name, name, source.columns)
    kind = source.columns[name].kind
    if kind is Kind.OTHER or (is_number and kind in (Kind.DAY, Kind.BOOLEAN)):
        raise break_log(
            source.name,
            Text(
                nl="Deze kolom heeft waarden van een soort die hier niet past.",
                en="This column holds values of a kind that does not fit here.",
            ),
            Text(
                nl="Een score of bedrag is een getal; de rest is tekst, een getal, een dag of ja/nee.",
                en="A score or amount is a number; the rest is text, a number, a day or yes/no.",
            ),
            column=name,
        )


class _Styles:
    """How text columns write days and numbers, told from the first rows, and only where it is needed."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def _texts(self, name: str) -> list[str]:
        values = self._source.sample(LOOKED_AT, [name]).column(0)
        return [str(value) for value in values.unique().to_pylist() if value is not None]

    def key_of_period(self, name: str, unit: str) -> Key:
        kind = self._source.columns[name].kind
        if unit == "as it is":
            return Plain(name)
        if kind is Kind.DAY:
            return Month(name)
        style = days.find_style(self._texts(name)) if kind in (Kind.TEXT, Kind.NUMBER) else None
        return Plain(name) if style is None else Month(name, style.order, style.mark)

    def sum_of(self, name: str) -> Sum:
        if self._source.columns[name].kind is not Kind.TEXT:
            return Sum(name)
        return Sum(name, has_commas=any("," in text for text in self._texts(name)))


def _find_edges(source: Source, score: Sum, watch: Watch) -> tuple[float, float]:
    """Least and most of the score; a score between 0 and 1 has those for edges, so that logs can be compared."""
    answer = source.aggregate([], [score], most=1, watch=watch)
    _read_moments(source, [score], answer)
    low, high = (answer.column(f"s0_{part}")[0].as_py() for part in ("low", "high"))
    if low is None:
        return 0.0, 1.0
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    return (low, high) if high > low else (low, low + 1.0)


# --- after the count -------------------------------------------------------------------------------------
def _require_rows(source: Source, answer: pa.Table) -> int:
    rows: int = pc.sum(answer.column("n")).as_py() or 0
    if not rows:
        raise break_log(
            source.name,
            Text(nl="Er zijn geen rijen.", en="There are no rows."),
            Text(nl="Maak de export opnieuw, met rijen.", en="Make the export again, with rows."),
        )
    return rows


def _require_few(source: Source, roles: Roles, answer: pa.Table) -> None:
    if len(answer) <= roles.most_cells:
        return
    sizes = {
        name: pc.count_distinct(answer.column(f"k{place}"), mode="all").as_py()
        for place, (_, name) in enumerate(roles.dimensions())
    }
    largest = max(sizes, key=lambda name: sizes[name]) if sizes else roles.score or ""
    raise break_log(
        source.name,
        Text(
            nl=f"Er zijn meer dan {roles.most_cells} combinaties van waarden; deze kolom heeft de meeste waarden.",
            en=f"There are more than {roles.most_cells} combinations of values; this column has most values.",
        ),
        Text(
            nl="Laat een kolom weg, of voeg waarden samen (zoals leeftijden tot klassen).",
            en="Leave a column out, or join values (such as ages to bands).",
        ),
        column=largest,
    )


def _read_moments(source: Source, sums: Sequence[Sum], answer: pa.Table) -> list[Moments]:
    """Moments per row of the answer. Raises `UnreadableLog` for text that is no number, and for infinite numbers."""
    found = []
    for place, one in enumerate(sums):
        if pc.sum(answer.column(f"s{place}_bad")).as_py():
            row, text = source.find_row(one.column, has_commas=one.has_commas)
            mark = Text(nl="een komma", en="a comma") if one.has_commas else Text(nl="een punt", en="a point")
            raise break_log(
                source.name,
                Text(nl=f"‘{text[:40]}’ is geen getal.", en=f"‘{text[:40]}’ is no number."),
                Text(
                    nl=f"Schrijf elk getal in cijfers met {mark.nl} voor decimalen, of laat het leeg.",
                    en=f"Write each number in digits with {mark.en} for decimals, or leave it empty.",
                ),
                row=row,
                column=one.column,
            )
        sums_, squares = (floats(answer.column(f"s{place}_{part}")) for part in ("sum", "square"))
        if not (np.isfinite(sums_).all() and np.isfinite(squares).all()):
            raise break_log(
                source.name,
                Text(nl="Een getal is oneindig of te groot.", en="A number is infinite or too large."),
                Text(nl="Herstel dat getal, of laat het leeg.", en="Correct that number, or leave it empty."),
                column=one.column,
            )
        found.append(Moments(wholes(answer.column(f"s{place}_count")), sums_, squares))
    return found


def _lows(sums: Sequence[Sum], answer: pa.Table, amount: str | None) -> dict[str, float]:
    """The least amount, by name of the column."""
    lows = {one.column: pc.min(answer.column(f"s{place}_low")).as_py() for place, one in enumerate(sums)}
    return {name: low for name, low in lows.items() if name == amount and low is not None}


# Arrow's own way to NumPy loads pandas, which takes two seconds and 60 MB.
def wholes(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """A column of an answer as whole numbers."""
    return np.array(np.from_dlpack(column.cast(pa.int64()).combine_chunks()))


def floats(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """A column of an answer as numbers."""
    return np.array(np.from_dlpack(column.cast(pa.float64()).combine_chunks()))


Reader = Callable[[list[Any]], list[str | None]]


def _code(column: pa.ChunkedArray, read: Reader) -> tuple[list[str | None], NDArray[np.int32]]:
    """Labels in order, and for each row of the answer the place of its label. read: from values to labels."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    read_labels = read(encoded.dictionary.to_pylist())
    ordered = labels.order(list(dict.fromkeys(read_labels)))
    places = {label: place for place, label in enumerate(ordered)}
    mapping = np.array([places[label] for label in read_labels], dtype=np.int32)
    indices = np.from_dlpack(encoded.indices)
    return ordered, mapping[indices] if len(mapping) else np.zeros(0, dtype=np.int32)


def _reader(source: Source, roles: Roles, role: str, name: str) -> Reader:
    def read(values: list[Any]) -> list[str | None]:
        named = [labels.name_value(value) for value in values]
        if role == "period" and roles.unit != "as it is":
            return [_bucket(source, name, label, roles.unit) for label in named]
        if role in ("prediction", "truth") and not roles.has_classes:
            positive = roles.positive if role == "prediction" else roles.positive_truth
            return settle_labels(source.name, name, named, positive, ask_truth=role == "truth")
        return named

    return read


def find_meanings(
    source: Source, roles: Roles, role: str, name: str, *, watch: Watch = UNWATCHED
) -> dict[str, str]:
    """What each label of a prediction or truth means. Raises `UnreadableLog` when it is not clear."""
    require_column(source, name)
    answer = source.aggregate([Plain(name)], [], most=roles.most_cells + 1, watch=watch)
    _require_rows(source, answer)
    values = answer.column("k0").to_pylist()
    meanings = zip(values, _reader(source, roles, role, name)(values), strict=True)
    named = {labels.name_value(value): meaning for value, meaning in meanings}
    return {label: meaning for label, meaning in named.items() if label is not None and meaning is not None}


def _bucket(source: Source, name: str, label: str | None, unit: str) -> str | None:
    found = None if label is None else days.bucket(label, unit)
    if found is None and label is not None:
        raise break_log(
            source.name,
            Text(nl=f"‘{label[:40]}’ is geen dag of maand.", en=f"‘{label[:40]}’ is no day or month."),
            Text(
                nl="Schrijf dagen als 2025-03-01, of kies: --period-unit 'as it is' (Python: unit).",
                en="Write days as 2025-03-01, or choose: --period-unit 'as it is' (Python: unit).",
            ),
            column=name,
        )
    return found


def settle_labels(
    file: str, name: str, named: Sequence[str | None], positive: Sequence[str], *, ask_truth: bool
) -> list[str | None]:
    """What labels of a prediction or truth mean. Raises `UnreadableLog` when that is not clear, with what to do."""
    known = [label for label in named if label is not None]
    shown = ", ".join(sorted(set(known))[:_SHOWN])
    ask = ASK_POSITIVE_TRUTH if ask_truth else ASK_POSITIVE
    folded = {labels.fold(label) for label in known}
    absent = [word for word in positive if labels.fold(word) not in folded]
    if absent and len(absent) == len(positive):
        nearest = ", ".join(list_nearest(absent[0], known)) or shown
        message = Text(
            nl=f"De waarde ‘{absent[0]}’ komt niet voor.", en=f"The value ‘{absent[0]}’ does not occur."
        )
        remedy = Text(nl=f"{ask.nl} Er staan: {nearest}.", en=f"{ask.en} There are: {nearest}.")
        raise break_log(file, message, remedy, column=name)
    meanings = labels.settle(named, positive)
    if meanings is None:
        message = Text(
            nl=f"Welke waarde ‘ja’ betekent is niet duidelijk: {shown}.",
            en=f"Which value means ‘yes’ is not clear: {shown}.",
        )
        raise break_log(file, message, ask, column=name)
    if not known:
        message = Text(nl="Deze kolom is leeg.", en="This column is empty.")
        remedy = Text(nl="Kies een kolom met waarden.", en="Choose a column with values.")
        raise break_log(file, message, remedy, column=name)
    return [None if label is None else meanings[label] for label in named]


def _name_bins(values: list[Any], edges: tuple[float, float], bins: int) -> list[str | None]:
    low, high = edges
    width = (high - low) / bins
    return [None if value is None else f"{low + value * width:.6g}" for value in values]


def _merge(
    dimensions: Sequence[Dimension],
    codes: Sequence[NDArray[np.int32]],
    answer: pa.Table,
    moments: Mapping[str, Moments],
) -> Cells:
    """One cell per combination of labels: different values in the log may have the same label."""
    counts = wholes(answer.column("n"))
    if not dimensions:
        return Cells((), np.zeros((len(counts), 0), dtype=np.int32), counts, moments)
    matrix = np.stack(codes, axis=1)
    shape = tuple(max(1, len(dimension.labels)) for dimension in dimensions)
    if math.prod(shape) < 2**62:
        keys = np.ravel_multi_index(tuple(codes), shape) if len(counts) else np.zeros(0, dtype=np.int64)
        _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    else:
        _, first, place = np.unique(matrix, axis=0, return_index=True, return_inverse=True)
    merged = np.zeros(len(first), dtype=np.int64)
    np.add.at(merged, place, counts)
    joined = {}
    for name, one in moments.items():
        rows = np.zeros(len(first), dtype=np.int64)
        np.add.at(rows, place, one.counts)
        sums, squares = (np.bincount(place, values, len(first)) for values in (one.sums, one.squares))
        joined[name] = Moments(rows, sums, squares)
    return Cells(tuple(dimensions), np.ascontiguousarray(matrix[first]), merged, joined)

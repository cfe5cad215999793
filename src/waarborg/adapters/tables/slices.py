"""All groups that up to three columns make together, counted at once, for a search that tests what it finds on other rows.

Rows come by in parts, each value becomes the number of its label, and each combination of columns is one table of
counts. So it takes as much memory for a hundred million rows as for one million. The log is split by a hash of the
number of each row: the same seed always gives the same halves, whatever version of whatever engine.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from waarborg.adapters.tables.counting import find_meanings, require_column
from waarborg.adapters.tables.duck import DuckSource
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.port import UNWATCHED, Source, Watch
from waarborg.adapters.tables.roles import Roles
from waarborg.adapters.tables.slice_columns import Values, encode, look_at_values
from waarborg.core.measurement.cells import NEGATIVE, POSITIVE
from waarborg.core.terms.text import Text

DEEPEST, MOST_COLUMNS = 3, 12
#: A column with more labels than this is only looked at alone.
MANY_LABELS = 200
#: So many places all tables of counts may have together: 400 MB.
MOST_PLACES = 50_000_000
EVENTS = ("selected", "wrong", "false positive", "false negative")


@dataclass(frozen=True, slots=True)
class Slices:
    """Groups and how often something happened in them, in the part to search in and in the part to test on.

    columns, labels: names, and per column the labels of its values. places: int32 of shape (slices, columns), the label
    of each column that makes the slice, -1 for a column that does not. train, held_out: int64 of shape (slices, 2),
    rows and events. whole_train, whole_held_out: rows and events of all rows together. alone: columns with so many
    labels that they were only looked at alone.
    """

    columns: tuple[str, ...]
    labels: tuple[tuple[str | None, ...], ...]
    places: NDArray[np.int32]
    train: NDArray[np.int64]
    held_out: NDArray[np.int64]
    whole_train: tuple[int, int]
    whole_held_out: tuple[int, int]
    alone: tuple[str, ...]

    def rule(self, number: int) -> tuple[tuple[str, str | None], ...]:
        """Column and label of each condition of a slice."""
        return tuple(
            (self.columns[place], self.labels[place][code])
            for place, code in enumerate(self.places[number].tolist())
            if code >= 0
        )


def count_slices(
    source: Source,
    roles: Roles,
    columns: Sequence[str],
    *,
    event: str = "selected",
    depth: int = 2,
    least: int = 100,
    seed: int = 0,
    share_held_out: float = 0.3,
    watch: Watch = UNWATCHED,
) -> Slices:
    """Count all slices of at least `least` rows that up to `depth` of these columns make.

    event: `selected`; `wrong` (prediction is not truth); `false positive` among rows whose truth is no, or
    `false negative` among those whose truth is yes. Rows without the values that this needs are left out.
    Raises `UnreadableLog` as counting does, for a log that is not counted by DuckDB, and when there would be too many
    combinations; `ValueError` for a depth, event, share or number of columns that cannot be; `Stopped`.
    """
    named = [("prediction", roles.prediction), ("truth", roles.truth)][: 1 if event == "selected" else 2]
    outcomes = [(role, name) for role, name in named if name is not None]
    if event not in EVENTS or len(outcomes) < len(named):
        raise ValueError(f"event is one of {', '.join(EVENTS)}; all but the first need a truth")
    if not (1 <= depth <= DEEPEST and 1 <= len(columns) <= MOST_COLUMNS):
        raise ValueError(f"depth is 1 to {DEEPEST}, and columns are 1 to {MOST_COLUMNS}")
    if not (0 < share_held_out < 1 and least > 0):
        raise ValueError("the share lies between 0 and 1, and a slice has at least one row")
    duck = _require_duck(source)
    for name in columns:
        require_column(duck, name)
    codes = {POSITIVE: 1, NEGATIVE: 0}
    meanings = {
        name: {
            label: codes[one] for label, one in find_meanings(duck, roles, role, name, watch=watch).items()
        }
        for role, name in outcomes
    }
    values = [look_at_values(duck, name, least=least, seed=seed, watch=watch) for name in columns]
    alone = [place for place, one in enumerate(values) if len(one.labels) > MANY_LABELS]
    tables = _make_tables(duck.name, values, depth, alone)
    whole, done = np.zeros(4, dtype=np.int64), 0
    for batch in duck.stream([*columns, *meanings], watch=watch):
        judged = [encode(meanings[name], batch.column(name), -1) for _, name in outcomes]
        happened, counts = _judge(event, judged)
        slots = 2 * _is_held_out(done, len(batch), seed, share_held_out) + happened
        done += len(batch)
        encoded = [one.encode(batch.column(name))[counts] for one, name in zip(values, columns, strict=True)]
        whole += np.bincount(slots[counts], minlength=4)
        _add(tables, encoded, slots[counts], [len(one.labels) + 1 for one in values])
    return _read(tuple(columns), values, tables, whole, least, tuple(columns[place] for place in alone))


def _require_duck(source: Source) -> DuckSource:
    if isinstance(source, DuckSource):
        return source
    raise break_log(
        source.name,
        Text(
            nl=f"Zoeken naar groepen gaat niet in {source.engine}.",
            en=f"Searching for groups does not work in {source.engine}.",
        ),
        Text(
            nl="Zet de nodige kolommen eerst in een Parquet-bestand.",
            en="Put the columns that are needed in a Parquet file first.",
        ),
    )


def _judge(event: str, judged: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Whether the event happened (0 or 1), and whether the row counts; prediction and truth are 1, 0 or -1 (missing)."""
    prediction = judged[0]
    if event == "selected":
        return prediction, prediction >= 0
    truth = judged[1]
    happened = (prediction != truth).astype(np.int64)
    among = {"wrong": truth >= 0, "false positive": truth == 0, "false negative": truth == 1}[event]
    return happened, (prediction >= 0) & among


def _is_held_out(first: int, rows: int, seed: int, share: float) -> NDArray[np.int64]:
    """1 for rows to test on, 0 for rows to search in: SplitMix64 (Steele, Lea and Flood 2014) of the number of the row."""
    state = np.arange(first, first + rows, dtype=np.uint64) + np.uint64(seed % 2**32) * np.uint64(2**32)
    state = (state + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    return (state < np.uint64(int(share * 2**64))).astype(np.int64)


Tables = dict[tuple[int, ...], NDArray[np.int64]]


def _make_tables(file: str, values: Sequence[Values], depth: int, alone: Sequence[int]) -> Tables:
    """A table of counts for each combination of columns; the last axis is part (2) and event (2)."""
    sets = [
        places
        for size in range(1, min(depth, len(values)) + 1)
        for places in combinations(range(len(values)), size)
        if size == 1 or not set(places) & set(alone)
    ]
    sizes = [math.prod(len(values[place].labels) + 1 for place in places) * 4 for places in sets]
    if sum(sizes) > MOST_PLACES:
        raise break_log(
            file,
            Text(
                nl="Er zijn te veel combinaties van waarden.", en="There are too many combinations of values."
            ),
            Text(
                nl="Kies minder kolommen, een kleinere diepte (--depth) of grotere groepen (--least).",
                en="Choose fewer columns, a smaller depth (--depth) or larger groups (--least).",
            ),
        )
    return {places: np.zeros(size, dtype=np.int64) for places, size in zip(sets, sizes, strict=True)}


def _add(
    tables: Tables, encoded: Sequence[NDArray[np.int64]], slots: NDArray[np.int64], sizes: Sequence[int]
) -> None:
    last = [codes * 4 + slots for codes in encoded]
    for places, table in tables.items():
        keys = last[places[-1]]
        step = sizes[places[-1]] * 4
        for place in reversed(places[:-1]):
            keys = keys + encoded[place] * step
            step *= sizes[place]
        table += np.bincount(keys, minlength=len(table))


def _read(
    columns: tuple[str, ...],
    values: Sequence[Values],
    tables: Tables,
    whole: NDArray[np.int64],
    least: int,
    alone: tuple[str, ...],
) -> Slices:
    kept, counted = [], []
    for places, table in tables.items():
        shape = tuple(len(values[place].labels) + 1 for place in places)
        counts = table.reshape(-1, 4)
        found = np.unravel_index(np.flatnonzero(counts.sum(axis=1) >= least), shape)
        # The last label of each column is that of the values that are too rare: no group anybody can name.
        named = np.logical_and.reduce([codes < size - 1 for codes, size in zip(found, shape, strict=True)])
        rules = np.full((int(named.sum()), len(columns)), -1, dtype=np.int32)
        for place, codes in zip(places, found, strict=True):
            rules[:, place] = codes[named]
        kept.append(rules)
        counted.append(counts[np.ravel_multi_index(tuple(codes[named] for codes in found), shape)])
    counts = np.concatenate(counted)
    parts = [np.stack([counts[:, at] + counts[:, at + 1], counts[:, at + 1]], axis=1) for at in (0, 2)]
    totals = [(int(whole[at] + whole[at + 1]), int(whole[at + 1])) for at in (0, 2)]
    return Slices(
        columns,
        tuple(one.labels for one in values),
        np.concatenate(kept),
        parts[0],
        parts[1],
        totals[0],
        totals[1],
        alone,
    )

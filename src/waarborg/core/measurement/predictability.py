"""How well the other columns together, and each by itself, tell in which group somebody is.

A column may be harmless by itself and tell the group together with others. So a model tries to predict the group, and
is judged on rows it did not learn from. The figure is the AUC: 0.5 is guessing, 1 is certain.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Bools, Floats, Ints
from waarborg.core.measurement.intervals import normal_quantile
from waarborg.core.measurement.reasons import Reason, give_reason

#: A number on its own is cut in so many parts with about as many rows each.
_PARTS = 20
#: Of the models that were tried this one predicted best, and it gives the same on any number of processors.
_TREES, _FEWEST = 50, 10
#: Up to so many categories a tree can tell them apart by their code.
_FEW_CATEGORIES = 20

_Places = NDArray[np.intp]
_Scores = Callable[[_Places, _Places], Floats]


@dataclass(frozen=True)
class Area:
    """An AUC: the mean over folds and over groups, each against all others, with its interval. per_group: float64 of
    shape (groups,)."""

    value: float
    low: float
    high: float
    per_group: Floats


@dataclass(frozen=True)
class Predictability:
    """What the columns tell of the group. together: of all columns, by a model. alone: by column. groups: the codes
    that took part; left_out: codes with too few rows. rows: those whose group is known; used: those worked with."""

    together: Area
    alone: Mapping[str, Area]
    groups: tuple[int, ...]
    left_out: tuple[int, ...]
    rows: int
    used: int
    reasons: tuple[Reason, ...]


def measure_predictability(
    group: Ints,
    columns: Mapping[str, Ints | Floats],
    *,
    seed: int,
    folds: int = 5,
    most_rows: int = 10_000,
    smallest: int = 50,
    level: float = 0.95,
) -> Predictability:
    """Cross-validated AUC of the group from the columns, one group against the rest, mean over groups (macro).

    group: int64 codes of shape (rows,), below 0 is unknown and left out. columns: per name an array of that shape;
    whole numbers are codes of categories (below 0 is missing), floats are numbers (NaN is missing). Missing counts as
    something that may tell. most_rows: more rows are sampled with the seed, as `reasons` says. smallest: groups with
    fewer rows in the sample are left out. Together: extremely randomised trees (Geurts, Ernst and Wehenkel 2006), with a
    column of many categories by the share of each group in other rows (Micci-Barreca 2001). Alone: the share of each
    group among rows with that value, numbers in twenty parts. Folds are stratified. The interval rests on the error of
    DeLong, DeLong and Clarke-Pearson (1988) in each fold, widened after Nadeau and Bengio (2003), Inference for the
    generalization error, since models of different folds learnt from much the same rows. Raises `UnfitCells` when fewer
    than two groups are large enough, or a column does not fit, and `ValueError` for options out of bounds.
    """
    if folds < 2 or smallest < 2 * folds or most_rows < 1:
        raise ValueError("folds is 2 or more, smallest at least twice that, and most_rows 1 or more")
    _demand_columns(group, columns)
    generator = np.random.default_rng(seed)
    known = np.flatnonzero(group >= 0)
    used = known
    if len(known) > most_rows:
        used = np.sort(generator.choice(known, most_rows, replace=False))
    codes, sizes = np.unique(group[used], return_counts=True)
    groups, left_out = codes[sizes >= smallest], codes[sizes < smallest]
    if len(groups) < 2:
        raise UnfitCells(
            f"Two groups with at least {smallest} rows each are needed to predict; there are {len(groups)} among "
            f"{len(used)} rows. Use more rows, or merge groups."
        )
    used = used[np.isin(group[used], groups)]
    is_in = np.searchsorted(groups, group[used])
    fold = deal_folds(is_in, folds, generator)
    data = {name: column[used] for name, column in columns.items()}
    together = _cross(_grow(data, is_in, folds, generator), is_in, fold, level)
    alone = {name: _cross(_look_up(column, is_in), is_in, fold, level) for name, column in data.items()}
    reasons = [give_reason("group_is_predictable", {"area": together.value})]
    if len(known) > most_rows:
        reasons.append(give_reason("sampled", {"used": float(len(used)), "rows": float(len(known))}))
    if len(left_out):
        numbers = {"groups": float(len(left_out)), "smallest": float(smallest)}
        reasons.append(give_reason("groups_too_small_to_predict", numbers))
    return Predictability(
        together, alone, tuple(groups.tolist()), tuple(left_out.tolist()), len(known), len(used), tuple(reasons)
    )  # fmt: skip


def deal_folds(is_in: _Places, folds: int, generator: np.random.Generator) -> _Places:
    """A fold for each row, so that each group is spread over folds as evenly as can be. is_in: the group per row."""
    order = generator.permutation(len(is_in))
    order = order[np.argsort(is_in[order], kind="stable")]
    fold: _Places = np.empty(len(is_in), dtype=np.intp)
    fold[order] = np.arange(len(is_in)) % folds
    return fold


def macro_area(scores: Floats, is_in: _Places) -> tuple[Floats, float]:
    """The AUC of each group against all others, float64 of shape (groups,), and the standard error of their mean.

    scores: float64 of shape (rows, groups), higher is more likely in that group. is_in: the group of each row. With
    two groups and opposite scores the error is exactly that of DeLong and others (1988); with more, what each row adds
    to the mean is summed over groups before it is squared, so that the same row in many AUCs is not counted as many.
    NaN for a group with fewer than two rows inside or outside.
    """
    rows, groups = scores.shape
    areas, adds = np.full(groups, np.nan), np.zeros(rows)
    for at in range(groups):
        inside = is_in == at
        n, others = int(inside.sum()), rows - int(inside.sum())
        if min(n, others) < 2:
            continue
        place = _find_places(scores[:, at], inside)
        areas[at] = place[inside].mean()
        for kind, size in ((inside, n), (~inside, others)):
            adds[kind] += (place[kind] - areas[at]) / np.sqrt(size * (size - 1.0))
    return areas, float(np.sqrt((adds**2).sum()) / groups)


def _find_places(score: Floats, inside: Bools) -> Floats:
    """Per row the share of the rows of the other kind that it is in the right order with, equal counting half."""
    place = np.empty(len(score))
    ours, others = np.sort(score[inside]), np.sort(score[~inside])
    for kind, other in ((inside, others), (~inside, ours)):
        below = np.searchsorted(other, score[kind], side="left")
        at_most = np.searchsorted(other, score[kind], side="right")
        place[kind] = (below + at_most) / (2 * len(other))
    place[~inside] = 1 - place[~inside]
    return place


def _cross(scores_of: _Scores, is_in: _Places, fold: _Places, level: float) -> Area:
    """The mean over folds. Were the folds independent, its variance would be 1 / folds of that of one fold; Nadeau and
    Bengio add the share of rows judged over rows learnt from, which is 1 / (folds - 1)."""
    areas, errors = [], []
    for one in range(int(fold.max()) + 1):
        learn, judge = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        area, error = macro_area(scores_of(learn, judge), is_in[judge])
        areas.append(area)
        errors.append(error)
    per_group = np.mean(areas, axis=0)
    value = float(per_group.mean())
    folds = len(errors)
    variance = float(np.square(errors).mean()) * (1 / folds + 1 / (folds - 1))
    half = normal_quantile(level) * variance**0.5
    return Area(value, max(0.0, value - half), min(1.0, value + half), per_group)


def _look_up(column: Ints | Floats, is_in: _Places) -> _Scores:
    """Scores by the share of each group among the rows to learn from that have the same value, after one row more that
    is divided as all rows are."""
    groups = int(is_in.max()) + 1

    def scores_of(learn: _Places, judge: _Places) -> Floats:
        _, value = np.unique(_cut(column, learn), return_inverse=True)
        values = int(value.max()) + 1
        table = np.bincount(value[learn] * groups + is_in[learn], minlength=values * groups)
        counts = table.reshape(values, groups)
        prior = counts.sum(axis=0) / len(learn)
        shares: Floats = (counts + prior) / (counts.sum(axis=1, keepdims=True) + 1)
        return shares[value[judge]]

    return scores_of


def _cut(column: Ints | Floats, learn: _Places) -> Ints:
    """Codes as they are, all missing ones alike; numbers as the part they are in, limits from the rows to learn from."""
    if column.dtype.kind != "f":
        return np.maximum(column, -1).astype(np.int64)
    seen = column[learn]
    seen = seen[~np.isnan(seen)]
    if not len(seen):
        return np.where(np.isnan(column), -1, 0)
    limits = np.unique(np.quantile(seen, np.arange(1, _PARTS) / _PARTS))
    return np.where(np.isnan(column), -1, np.searchsorted(limits, column, side="left"))


def _grow(
    data: Mapping[str, Ints | Floats], is_in: _Places, folds: int, generator: np.random.Generator
) -> _Scores:
    """Scores of a model of all columns. Numbers and few categories go in as they are, so that trees can combine them.
    What one of many categories says of a row to learn from is taken from other rows than that one, in folds within the
    fold, or a rare category would tell the model the answer."""
    many = [name for name, column in data.items() if _has_many_categories(column)]
    plain = [
        np.maximum(column, -1) if column.dtype.kind != "f" else column
        for name, column in data.items()
        if name not in many
    ]
    numbers = np.stack(plain, axis=1).astype(np.float64) if plain else np.empty((len(is_in), 0))
    look_ups = [_look_up(data[name], is_in) for name in many]
    seed = int(generator.integers(2**31))

    def encode(learn: _Places, judge: _Places) -> Floats:
        # The shares of all groups add up to one, so the first says nothing more.
        return np.hstack([numbers[judge], *(look_up(learn, judge)[:, 1:] for look_up in look_ups)])

    def scores_of(learn: _Places, judge: _Places) -> Floats:
        inner = deal_folds(is_in[learn], folds, np.random.default_rng(seed))
        inputs = np.empty((len(learn), numbers.shape[1] + len(look_ups) * int(is_in.max())))
        for one in range(folds if look_ups else 0):
            inputs[inner == one] = encode(learn[inner != one], learn[inner == one])
        model = ExtraTreesClassifier(_TREES, min_samples_leaf=_FEWEST, random_state=seed)
        model.fit(inputs if look_ups else numbers[learn], is_in[learn])
        scores: Floats = model.predict_proba(encode(learn, judge))
        return scores

    return scores_of


def _has_many_categories(column: Ints | Floats) -> bool:
    return column.dtype.kind != "f" and len(np.unique(column)) > _FEW_CATEGORIES


def _demand_columns(group: Ints, columns: Mapping[str, Ints | Floats]) -> None:
    if group.ndim != 1 or group.dtype.kind not in "iu":
        raise UnfitCells(f"group: codes of shape (rows,) are needed, not {group.dtype} of {group.shape}.")
    if not columns:
        raise UnfitCells("There is no column to predict the group from.")
    for name, column in columns.items():
        if column.shape != group.shape or column.dtype.kind not in "iuf":
            raise UnfitCells(
                f"{name}: {column.dtype} of shape {column.shape}; codes or floats of shape {group.shape} are needed."
            )
        if column.dtype.kind == "f" and np.isinf(column).any():
            raise UnfitCells(f"{name}: an infinite number; give NaN where a number is missing.")

"""What would help: other thresholds for everybody, or a model without a column, as figures before and after.

A threshold is always one for the whole population. Thresholds per group are not offered; `try_thresholds` says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import NO, UNKNOWN, YES, Bools, Floats, Ints, Label
from waarborg.core.measurement.intervals import newcombe
from waarborg.core.measurement.metrics import Metric, divide, measure
from waarborg.core.measurement.reasons import Reason, give_reason
from waarborg.core.measurement.scores import ScoreTable

#: The articles behind the reason `no_group_thresholds`, as people write them.
GROUP_THRESHOLD_ARTICLES = ("AWGB, art. 1, 2", "Grondwet, art. 1", "AVG, art. 22", "EU-Handvest, art. 21")

#: A column of a model: any array of shape (rows,).
Column = NDArray[Any]
#: A model that can be called: from columns by name to a decision per row, bool of shape (rows,).
Decide = Callable[[Mapping[str, Column]], Bools]
#: Makes a model from the columns with these names.
Refit = Callable[[tuple[str, ...]], Decide]


@dataclass(frozen=True)
class ThresholdCurve:
    """Every threshold that the bins of a score allow, for the whole population. chosen_from: the lowest bin that is
    chosen, None where nobody is. outcomes: int64 of shape (thresholds, groups, 3, 3), as `GroupTable.counts`. reasons:
    why there is no curve per group."""

    labels: tuple[tuple[Label, ...], ...]
    chosen_from: tuple[str | None, ...]
    outcomes: Ints
    reasons: tuple[Reason, ...]

    @property
    def rest(self) -> Ints:
        """The outcomes of all other groups together, of the same shape."""
        rest: Ints = self.outcomes.sum(axis=1, keepdims=True) - self.outcomes
        return rest


@dataclass(frozen=True)
class Tradeoff:
    """A metric beside the error, per threshold. values, gaps, low, high: float64 of shape (thresholds, groups); a gap
    is the group minus all others, with its interval by itself. widest: largest gap whatever its sign, of groups that
    are large enough, shape (thresholds,). error: of everybody, shape (thresholds,). pareto: whether no other threshold
    has both a smaller gap and a smaller error, or one smaller and the other equal."""

    metric: Metric
    values: Floats
    gaps: Floats
    low: Floats
    high: Floats
    widest: Floats
    error: Floats
    pareto: Bools


def try_thresholds(table: ScoreTable) -> ThresholdCurve:
    """The outcomes of each group at each threshold: from everybody chosen to nobody. Only rows of which is known what
    was so are in the table, so a selection rate here is one of those rows."""
    groups, bins, _ = table.counts.shape
    above = np.zeros((bins + 1, groups, 2), dtype=np.int64)
    above[:bins] = np.flip(np.cumsum(np.flip(table.counts, axis=1), axis=1), axis=1).transpose(1, 0, 2)
    outcomes = np.zeros((bins + 1, groups, 3, 3), dtype=np.int64)
    outcomes[:, :, YES, :2] = above
    outcomes[:, :, NO, :2] = table.counts.sum(axis=1) - above
    return ThresholdCurve(table.labels, (*table.bins, None), outcomes, (explain_no_group_thresholds(),))


def weigh_thresholds(
    curve: ThresholdCurve, metric: Metric, *, missed: float = 1.0, smallest: int = 10, level: float = 0.95
) -> Tradeoff:
    """Lay a metric over the curve. missed: how much worse it is to miss one whom it concerns than to choose one whom it
    does not; the error is (fp + missed x fn) / rows. smallest: groups for which the metric divides by fewer rows, and
    those with fewer among the others, do not count in the widest gap: with few rows a gap is mostly chance.

    The ends of the curve, everybody or nobody chosen, treat all alike and help nobody; they can be Pareto-optimal all
    the same. Choose on other rows than those the choice is judged on. Raises `UnfitCells` for a metric that is not one
    share of rows, `ValueError` for a weight that is not above 0.
    """
    if not metric.is_share:
        raise UnfitCells(f"{metric.id}: thresholds are laid beside a metric that is one share of rows.")
    if not 0 < missed < float("inf"):
        raise ValueError(f"missed is a number above 0: {missed}")
    ours, theirs = measure(metric, curve.outcomes), measure(metric, curve.rest)
    a, n, c, m = ours.tops[..., 0], ours.bottoms[..., 0], theirs.tops[..., 0], theirs.bottoms[..., 0]
    gaps = ours.values - theirs.values
    low, high = newcombe(a, n, c, m, level=level)
    counted = (n >= smallest) & (m >= smallest)
    widest = np.where(counted, np.abs(gaps), -1.0).max(axis=1, initial=-1.0)
    widest = np.where(widest < 0, np.nan, widest)
    every = curve.outcomes.sum(axis=1)
    wrong = every[:, YES, NO] + missed * every[:, NO, YES]
    error = divide(wrong, every.sum(axis=(1, 2)))
    return Tradeoff(metric, ours.values, gaps, low, high, widest, error, find_pareto(error, widest))


def find_pareto(error: Floats, gap: Floats) -> Bools:
    """Which pairs no other pair beats: none is at least as low in both and lower in one. NaN is never among them.
    error, gap: float64 of shape (n,)."""
    best = np.zeros(len(error), dtype=np.bool_)
    lowest_gap, its_error = np.inf, np.inf
    for at in np.lexsort((gap, error)).tolist():
        if np.isnan(error[at]) or np.isnan(gap[at]):
            continue
        if gap[at] < lowest_gap or (gap[at] == lowest_gap and error[at] == its_error):
            best[at], lowest_gap, its_error = True, gap[at], error[at]
    return best


def explain_no_group_thresholds() -> Reason:
    """Why thresholds per group are not offered: equal scores would be treated differently because of the group. The
    articles are in `GROUP_THRESHOLD_ARTICLES`; whether an exception holds is for a lawyer to say, not for a program."""
    return give_reason("no_group_thresholds", {})


@dataclass(frozen=True)
class Effect:
    """Decisions with and without columns. before: outcomes int64 of shape (groups, 3, 3). after: of shape (repeats,
    groups, 3, 3); one repeat when the model was made anew. reason: how to read it."""

    without: tuple[str, ...]
    before: Ints
    after: Ints
    reason: Reason


@dataclass(frozen=True)
class Change:
    """A metric before and after, float64 of shape (groups,), and of the group minus all others. after: the mean over
    repeats; lowest, highest: over repeats. NaN where there is no value."""

    before: Floats
    after: Floats
    lowest: Floats
    highest: Floats
    gap_before: Floats
    gap_after: Floats


def shuffle_out(
    decide: Decide,
    columns: Mapping[str, Column],
    without: Sequence[str],
    group: Ints,
    truth: Ints,
    *,
    seed: int,
    repeats: int = 10,
) -> Effect:
    """Take away what columns tell by shuffling them over the rows, together, and ask the same model again. Breiman
    (2001), Random forests; Fisher, Rudin and Dominici (2019), All models are wrong.

    columns: arrays of shape (rows,) by name. without: the columns to shuffle. group: int64 codes from 0 of shape
    (rows,). truth: int64 of that shape, NO, YES or UNKNOWN. The columns that are passed in are never changed. Raises
    `UnfitCells` for a column that is not there or an answer of the model that does not fit.
    """
    if repeats < 1:
        raise ValueError(f"a number of repeats is 1 or more: {repeats}")
    _demand_rows(columns, without, group, truth)
    before = _count(decide(dict(columns)), group, truth)
    generator = np.random.default_rng(seed)
    after = []
    for _ in range(repeats):
        order = generator.permutation(len(group))
        shuffled = {name: column[order] if name in without else column for name, column in columns.items()}
        after.append(_count(decide(shuffled), group, truth))
    reason = give_reason("shuffled_column", {"repeats": float(repeats)})
    return Effect(tuple(without), before, np.stack(after), reason)


def refit_without(
    refit: Refit, columns: Mapping[str, Column], without: Sequence[str], group: Ints, truth: Ints
) -> Effect:
    """Make the model anew with all columns and without some, and compare. refit: from names of columns to a model; it
    should learn from other rows than these. Arguments and errors as `shuffle_out`; at least one column must be left."""
    _demand_rows(columns, without, group, truth)
    left = tuple(name for name in columns if name not in without)
    if not left:
        raise UnfitCells("Without these columns there is none left to make a model from.")
    before = _count(refit(tuple(columns))(dict(columns)), group, truth)
    after = _count(refit(left)({name: columns[name] for name in left}), group, truth)
    return Effect(tuple(without), before, after[None], give_reason("refitted_without_column", {}))


def compare_effect(effect: Effect, metric: Metric) -> Change:
    """A metric before and after. A repeat in which it has no value leaves the whole without. Raises as `measure`."""
    after, rest = effect.after, effect.after.sum(axis=1, keepdims=True) - effect.after
    values = measure(metric, after).values
    gaps = values - measure(metric, rest).values
    before = measure(metric, effect.before).values
    others = measure(metric, effect.before.sum(axis=0) - effect.before).values
    return Change(
        before,
        values.mean(axis=0),
        values.min(axis=0),
        values.max(axis=0),
        before - others,
        gaps.mean(axis=0),
    )


def _count(decided: Bools, group: Ints, truth: Ints) -> Ints:
    """Outcomes per group of decisions per row."""
    answer = np.asarray(decided)
    if answer.shape != group.shape or not np.isin(answer, (0, 1)).all():
        raise UnfitCells(
            f"The model gave {answer.dtype} of shape {answer.shape}; yes or no per row is needed, shape {group.shape}."
        )
    groups = int(group.max()) + 1
    place = (group * 3 + answer.astype(np.int64)) * 3 + truth
    counts: Ints = np.bincount(place, minlength=groups * 9).reshape(groups, 3, 3).astype(np.int64)
    return counts


def _demand_rows(columns: Mapping[str, Column], without: Sequence[str], group: Ints, truth: Ints) -> None:
    wrong = [name for name in without if name not in columns]
    if wrong or not without:
        raise UnfitCells(f"{', '.join(wrong) or 'No column'} to leave out; there are {', '.join(columns)}.")
    if not len(group) or group.min() < 0 or truth.shape != group.shape:
        raise UnfitCells("group and truth: a code from 0 and what was so for each row are needed.")
    if not np.isin(truth, (NO, YES, UNKNOWN)).all():
        raise UnfitCells(f"truth: {NO} (no), {YES} (yes) or {UNKNOWN} (unknown) for each row.")
    for name, column in columns.items():
        if len(column) != len(group):
            raise UnfitCells(f"{name}: {len(column)} rows where there are {len(group)} groups.")

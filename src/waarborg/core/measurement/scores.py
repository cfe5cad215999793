"""Scores in bins: their mean, whether they are right on average (calibration) and in order (AUC), per group.

A log is counted per bin of the score, so figures are as exact as the bins are fine. AUC takes scores in one bin as
equal: with every distinct score its own bin it is exact.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import TRUTH, Cells, UnfitCells
from waarborg.core.measurement.grouping import (
    NO,
    YES,
    Floats,
    Ints,
    Label,
    demand_known,
    index_groups,
    name_groups,
    read_outcomes,
)
from waarborg.core.measurement.intervals import Limits, normal_quantile, wilson
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.resampling import MOST_CELLS, resample_table


@dataclass(frozen=True)
class ScoreTable:
    """Groups by bin of the score. bins: their labels, lowest score first. counts: int64 of shape (groups, bins, 2), so
    no and so yes; rows without score or without known truth are not in it. sums: float64 of shape (groups, bins), the
    sum of the scores of those rows; None when the cells carry no moments of the score."""

    by: tuple[str, ...]
    labels: tuple[tuple[Label, ...], ...]
    bins: tuple[str, ...]
    counts: Ints
    sums: Floats | None


def group_scores(
    cells: Cells, by: Sequence[str], *, score: str, so: Collection[str], moments: str | None = None
) -> ScoreTable:
    """Counts per group, bin and truth. score: the dimension with bins, labels from low to high. so: labels of `truth`
    that mean yes. moments: the name of the moments of the score itself. Raises `UnfitCells` when a dimension or the
    moments are not there, or a count was hidden: a curve with holes has no area.
    """
    place = cells.find(score)
    cells.find(TRUTH)
    demand_known(cells, score)
    if moments is not None and moments not in cells.moments:
        raise UnfitCells(
            f"{moments}: the cells carry no moments of it; there are {', '.join(cells.moments) or 'none'}."
        )
    codes, group = index_groups(cells, by)
    labels = cells.dimensions[place].labels
    bins = [at for at, label in enumerate(labels) if label is not None]
    position = np.full(len(labels), -1, dtype=np.int64)
    position[bins] = np.arange(len(bins))
    bin_of, true = position[cells.codes[:, place]], read_outcomes(cells, TRUTH, so)
    used = (bin_of >= 0) & ((true == NO) | (true == YES))
    counts = np.zeros((len(codes), len(bins), 2), dtype=np.int64)
    np.add.at(counts, (group[used], bin_of[used], true[used]), cells.counts[used])
    sums = None
    if moments is not None:
        sums = np.zeros(counts.shape[:2])
        np.add.at(sums, (group[used], bin_of[used]), cells.moments[moments].sums[used])
    return ScoreTable(
        tuple(by), name_groups(cells, by, codes), tuple(str(labels[at]) for at in bins), counts, sums
    )


def auc(counts: Ints | Floats) -> Floats:
    """The chance that one whom it concerns scores higher than one whom it does not, equal counting half, from
    (..., bins, 2) with the lowest bin first to (...). NaN where one of both kinds is missing. Hanley and McNeil
    (1982), Radiology 143."""
    so, not_so = (np.asarray(counts[..., at], dtype=np.float64) for at in (YES, NO))
    below = np.cumsum(not_so, axis=-1) - not_so
    return divide((so * (below + not_so / 2)).sum(axis=-1), so.sum(axis=-1) * not_so.sum(axis=-1))


def auc_interval(
    counts: Ints, *, resamples: int = 2000, seed: int, level: float = 0.95, most_cells: int = MOST_CELLS
) -> tuple[Floats, Floats]:
    """Interval of the AUC per group, for counts of shape (groups, bins, 2): percentiles, or beyond `most_cells` cells
    the normal limits of DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44."""
    if np.count_nonzero(counts) <= most_cells:
        return resample_table(counts, auc, resamples=resamples, seed=seed, level=level)
    value = auc(counts)
    half = normal_quantile(level) * _delong_error(counts, value)
    return np.maximum(0, value - half), np.minimum(1, value + half)


def _delong_error(counts: Ints, value: Floats) -> Floats:
    """The standard error from the place of each row among those of the other kind; NaN with fewer than two of a kind."""
    so, not_so = counts[..., YES].astype(np.float64), counts[..., NO].astype(np.float64)
    n_so, n_not = so.sum(axis=-1, keepdims=True), not_so.sum(axis=-1, keepdims=True)
    below = divide(np.cumsum(not_so, axis=-1) - not_so / 2, n_not)
    above = divide(n_so - np.cumsum(so, axis=-1) + so / 2, n_so)
    variance = np.zeros(value.shape)
    for rows, n, place in ((so, n_so, below), (not_so, n_not, above)):
        squares = (rows * (place - value[..., None]) ** 2).sum(axis=-1)
        variance = variance + divide(squares, (n * np.maximum(n - 1, 0))[..., 0])
    return np.sqrt(variance)


@dataclass(frozen=True)
class Calibration:
    """How scores compare with what was so. share, score, gap: float64 of shape (groups, bins), the share so, the mean
    score and share minus score; NaN in empty bins. interval: of each share, after Wilson. error: float64 of shape
    (groups,), the mean of |gap| weighted by rows (expected calibration error); NaN without rows. overall: share minus
    score over all bins together."""

    share: Floats
    interval: Limits
    score: Floats
    gap: Floats
    error: Floats
    overall: Floats


def calibrate(table: ScoreTable, *, level: float = 0.95) -> Calibration:
    """Calibration per group. Naeini, Cooper and Hauskrecht (2015). Raises `UnfitCells` when the table has no sums."""
    if table.sums is None:
        raise UnfitCells("Calibration needs the scores themselves: ask for the moments of the score as well.")
    rows = table.counts.sum(axis=2)
    share, score = divide(table.counts[..., YES], rows), divide(table.sums, rows)
    gap = share - score
    total = rows.sum(axis=1)
    error = divide(np.nansum(np.abs(gap) * rows, axis=1), total)
    overall = divide(table.counts[..., YES].sum(axis=1) - table.sums.sum(axis=1), total)
    interval = wilson(table.counts[..., YES], rows, level=level)
    return Calibration(share, interval, score, gap, error, overall)

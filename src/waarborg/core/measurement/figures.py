"""The interval that fits a metric: the closed form of a share, resampling for other metrics, and beyond a bound on the
number of cells the closed form of linearisation."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.grouping import Bools, Floats, Ints
from waarborg.core.measurement.intervals import katz, newcombe, normal_quantile, wilson
from waarborg.core.measurement.metrics import Metric, Rates, divide, measure
from waarborg.core.measurement.resampling import MOST_CELLS, resample_table


@dataclass(frozen=True)
class Figures:
    """A figure per table or comparison with its interval, float64 of one shape, NaN where there is none. method:
    `wilson`, `newcombe`, `katz`, `resampling` or `linearisation`."""

    value: Floats
    low: Floats
    high: Floats
    method: str


@dataclass(frozen=True)
class Resampling:
    """How is resampled. seed: the same seed gives the same interval. most_cells: beyond it a closed form is used."""

    seed: int
    resamples: int = 2000
    most_cells: int = MOST_CELLS


def estimate(
    metric: Metric, counts: Ints, how: Resampling, *, hidden: Bools | None = None, level: float = 0.95
) -> Figures:
    """A metric of outcomes per group with its interval. counts: int64 of shape (groups, 3, 3), hidden: bool of that
    shape. Raises `UnfitCells` for a metric that is not one of outcomes."""
    rates = measure(metric, counts, hidden)
    if metric.is_share:
        low, high = wilson(rates.tops[:, 0], rates.bottoms[:, 0], level=level)
        return _figures(rates.values, low, high, "wilson")
    if np.count_nonzero(counts) <= how.most_cells:
        low, high = resample_table(
            counts, lambda drawn: _measure(metric, drawn), resamples=how.resamples, seed=how.seed, level=level
        )
        return _figures(rates.values, low, high, "resampling")
    half = normal_quantile(level) * _error(rates)
    return _figures(rates.values, rates.values - half, rates.values + half, "linearisation")


def estimate_difference(
    metric: Metric,
    ours: Ints,
    theirs: Ints,
    how: Resampling,
    *,
    hidden: Bools | None = None,
    level: float = 0.95,
) -> Figures:
    """Ours minus theirs per comparison; two sides of different rows, each int64 of shape (comparisons, 3, 3).

    hidden: bool of that shape, hidden on either side. Raises as `estimate`.
    """
    left, right = measure(metric, ours, hidden), measure(metric, theirs, hidden)
    value = left.values - right.values
    if metric.is_share:
        low, high = newcombe(
            left.tops[:, 0], left.bottoms[:, 0], right.tops[:, 0], right.bottoms[:, 0], level=level
        )
        return _figures(value, low, high, "newcombe")
    found = _resample_both(metric, ours, theirs, lambda one, other: one - other, how, level)
    if found is not None:
        return _figures(value, *found, "resampling")
    half = normal_quantile(level) * np.sqrt(_error(left) ** 2 + _error(right) ** 2)
    return _figures(value, value - half, value + half, "linearisation")


def estimate_ratio(
    metric: Metric,
    ours: Ints,
    theirs: Ints,
    how: Resampling,
    *,
    hidden: Bools | None = None,
    level: float = 0.95,
) -> Figures:
    """Ours over theirs per comparison, as `estimate_difference`; without value where theirs is 0."""
    left, right = measure(metric, ours, hidden), measure(metric, theirs, hidden)
    value = divide(left.values, right.values)
    if metric.is_share:
        low, high = katz(
            left.tops[:, 0], left.bottoms[:, 0], right.tops[:, 0], right.bottoms[:, 0], level=level
        )
        return _figures(value, low, high, "katz")
    found = _resample_both(metric, ours, theirs, divide, how, level)
    if found is not None:
        return _figures(value, *found, "resampling")
    relative = np.sqrt(divide(_error(left), left.values) ** 2 + divide(_error(right), right.values) ** 2)
    spread = np.exp(normal_quantile(level) * relative)
    return _figures(value, value / spread, value * spread, "linearisation")


def _figures(value: Floats, low: Floats, high: Floats, method: str) -> Figures:
    """An interval is there only where the value is."""
    return Figures(
        value, np.where(np.isnan(value), np.nan, low), np.where(np.isnan(value), np.nan, high), method
    )


def _measure(metric: Metric, drawn: Floats) -> Floats:
    return measure(metric, drawn).values


def _resample_both(
    metric: Metric,
    ours: Ints,
    theirs: Ints,
    join: Callable[[Floats, Floats], Floats],
    how: Resampling,
    level: float,
) -> tuple[Floats, Floats] | None:
    """Percentile limits of the two sides joined, each side drawn with its own size; None when there are too many."""
    both = np.stack([ours, theirs])
    if np.count_nonzero(both) > how.most_cells:
        return None

    def statistic(drawn: Floats) -> Floats:
        values = _measure(metric, drawn)
        return join(values[:, 0], values[:, 1])

    return resample_table(
        both, statistic, resamples=how.resamples, seed=how.seed, level=level, by_stratum=True
    )


def _error(rates: Rates) -> Floats:
    """The standard error by linearisation. A share: p (1 - p) / n. A ratio of two counts of different rows, as misses
    per false alarm: r^2 (1 / top + 1 / bottom). Parts rest on different rows, so their variances add up."""
    tops, bottoms = rates.tops.astype(np.float64), rates.bottoms.astype(np.float64)
    value = divide(tops, bottoms)
    is_share = np.array([part.is_share for part in rates.metric.parts])
    variance = np.where(
        is_share, divide(value * (1 - value), bottoms), value**2 * (divide(1, tops) + divide(1, bottoms))
    )
    error: Floats = np.sqrt(variance.sum(axis=-1)) / len(rates.metric.parts)
    return error

"""How well a characteristic stands in for a group: measures of association from counts, with intervals.

A table here is int64 of shape (values of the characteristic, groups).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import xlogy
from scipy.stats import f as f_distribution
from scipy.stats import ncf, ncx2

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.intervals import Limits, normal_quantile
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.resampling import MOST_CELLS, resample_table
from waarborg.core.measurement.tests_of_difference import chi_square


@dataclass(frozen=True)
class Association:
    """A figure from 0 (nothing in common) to 1 (one tells the other), with its interval and the chance of the counts
    without any association; None where it has no value."""

    value: float | None
    low: float | None
    high: float | None
    p: float | None


def cramers_v(table: Ints | Floats) -> Floats:
    """Cramer's V with the correction for bias of Bergsma (2013), Journal of the Korean Statistical Society 42, from
    shape (..., r, c) to (...). Values and groups without rows do not count; NaN when fewer than two of either are left.

    phi2 = max(0, chi2 / n - (r - 1)(c - 1) / (n - 1)), r' = r - (r - 1)^2 / (n - 1), V = sqrt(phi2 / min(r' - 1, c' - 1)).
    """
    counts = np.asarray(table, dtype=np.float64)
    n = counts.sum(axis=(-2, -1))
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    expected = divide(rows[..., :, None] * columns[..., None, :], n[..., None, None])
    phi2 = divide(np.nansum(divide((counts - expected) ** 2, expected), axis=(-2, -1)), n)
    r, c = (rows > 0).sum(axis=-1), (columns > 0).sum(axis=-1)
    phi2 = np.maximum(0, phi2 - divide((r - 1) * (c - 1), n - 1))
    r_less, c_less = (size - divide((size - 1) ** 2, n - 1) - 1 for size in (r, c))
    smaller = np.minimum(r_less, c_less)
    return np.minimum(1.0, np.sqrt(divide(phi2, np.where(smaller > 0, smaller, 0))))


def mutual_information(table: Ints | Floats) -> Floats:
    """What the characteristic tells of the group, in nats, from shape (..., r, c) to (...). NaN without rows. Shannon
    (1948). With few rows it is too high on average, by about (r - 1)(c - 1) / (2 n)."""
    counts = np.asarray(table, dtype=np.float64)
    n = counts.sum(axis=(-2, -1))
    inside = _entropy(counts.sum(axis=-1), n) + _entropy(counts.sum(axis=-2), n)
    both = _entropy(counts.reshape(*counts.shape[:-2], -1), n)
    return np.maximum(0.0, inside - both)


def uncertainty_taken_away(table: Ints | Floats) -> Floats:
    """The part of the uncertainty about the group that the characteristic takes away, I / H(group), 0 to 1. Theil's
    U; Theil (1970), American Journal of Sociology 76. NaN where there is one group."""
    counts = np.asarray(table, dtype=np.float64)
    n = counts.sum(axis=(-2, -1))
    groups = _entropy(counts.sum(axis=-2), n)
    return np.minimum(1.0, divide(mutual_information(counts), np.where(groups < 1e-12, 0, groups)))


def normalised_information(table: Ints | Floats) -> Floats:
    """Mutual information over the mean of both entropies, 0 to 1, the same in both directions. Kvalseth (1987). NaN
    where both have one value."""
    counts = np.asarray(table, dtype=np.float64)
    n = counts.sum(axis=(-2, -1))
    mean = (_entropy(counts.sum(axis=-1), n) + _entropy(counts.sum(axis=-2), n)) / 2
    return np.minimum(1.0, divide(mutual_information(counts), np.where(mean < 1e-12, 0, mean)))


def measure_proxy(
    table: Ints, *, resamples: int = 2000, seed: int, level: float = 0.95, most_cells: int = MOST_CELLS
) -> dict[str, Association]:
    """The three measures of a table by name (`cramers_v`, `uncertainty`, `information`), with percentile intervals.

    p is that of chi-square. Beyond `most_cells` cells with rows, as of postcodes, closed forms: for V the noncentral
    chi-square distribution (Smithson 2003, Confidence intervals, chapter 4), for the others linearisation.
    """
    p = chi_square(table).p
    closed = np.count_nonzero(table) > most_cells
    answer = {}
    for name, formula in (
        ("cramers_v", cramers_v),
        ("uncertainty", uncertainty_taken_away),
        ("information", normalised_information),
    ):
        value = formula(table)
        if not closed:
            low, high = resample_table(table, formula, resamples=resamples, seed=seed, level=level)
        elif formula is cramers_v:
            low, high = _limits_of_v(table, level)
        else:
            half = normal_quantile(level) * _error_of_information(table, of_group=name == "uncertainty")
            low, high = np.maximum(0, value - half), np.minimum(1, value + half)
        answer[name] = Association(_known(value), _known(low), _known(high), p)
    return answer


def _limits_of_v(table: Ints, level: float) -> Limits:
    """Limits of V from those of the noncentrality of chi-square, n V^2 (min(r, c) - 1)."""
    found = chi_square(table)
    if found.p is None:
        return np.array(np.nan), np.array(np.nan)
    smaller = min(int((table.sum(axis=axis) > 0).sum()) for axis in (0, 1)) - 1
    low, high = (
        _find_noncentrality(lambda value: float(ncx2.cdf(found.statistic, found.degrees, value)), chance)
        for chance in ((1 + level) / 2, (1 - level) / 2)
    )
    scale = float(table.sum()) * smaller
    return np.asarray(min(1.0, (low / scale) ** 0.5)), np.asarray(min(1.0, (high / scale) ** 0.5))


def _error_of_information(table: Ints, *, of_group: bool) -> Floats:
    """The standard error of I / H(group), or of I over the mean of both entropies, from what one row adds."""
    n = table.sum()
    joint = table / n
    rows, columns = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        tells = np.where(seen, np.log(joint / (rows * columns)), 0.0)
        surprise = np.where(seen, -np.log(columns) if of_group else -np.log(rows * columns) / 2, 0.0)
    over = (joint * surprise).sum()
    share = divide((joint * tells).sum(), over)
    one_row = divide(tells - share * surprise, over)
    error: Floats = np.sqrt((joint * one_row**2).sum() / n)
    return error


def correlation_ratio(counts: Ints, sums: Floats, squares: Floats, *, level: float = 0.95) -> Association:
    """Eta: the root of the part of the variance of a number that lies between groups. Pearson (1905).

    counts, sums, squares: moments of the number per group, shape (groups,). The interval inverts the noncentral F
    distribution (Smithson 2001), so it leans on about equal variances. Raises `UnfitCells` for other shapes.
    """
    if not counts.shape == sums.shape == squares.shape or counts.ndim != 1:
        raise UnfitCells(f"Moments of one number per group are needed, not {counts.shape}.")
    used = counts > 0
    counts, sums, squares = counts[used], sums[used], squares[used]
    n, groups = int(counts.sum()), len(counts)
    if groups < 2 or n <= groups:
        return Association(None, None, None, None)
    mean = sums.sum() / n
    between = float((counts * (sums / counts - mean) ** 2).sum())
    within = float(max(0.0, (squares - sums**2 / counts).sum()))
    if between + within == 0:
        return Association(None, None, None, None)
    value = float(np.sqrt(between / (between + within)))
    if within == 0:
        return Association(value, value, value, 0.0)
    first, second = groups - 1, n - groups
    statistic = between / first / (within / second)
    low, high = (
        _find_noncentrality(lambda value: float(ncf.cdf(statistic, first, second, value)), chance)
        for chance in ((1 + level) / 2, (1 - level) / 2)
    )
    return Association(
        value,
        float(np.sqrt(low / (low + n))),
        float(np.sqrt(high / (high + n))),
        float(f_distribution.sf(statistic, first, second)),
    )


def _find_noncentrality(chance_of: Callable[[float], float], chance: float) -> float:
    """The noncentrality with which a statistic at most as large as the one found has this chance; 0 where none has.

    chance_of: falls from 1 or less to 0 as the noncentrality grows.
    """
    if chance_of(0.0) <= chance:
        return 0.0
    end = 1.0
    while chance_of(end) > chance:
        end *= 2
    return float(brentq(lambda value: chance_of(value) - chance, 0.0, end, xtol=1e-10))


def _entropy(counts: Floats, n: Floats) -> Floats:
    """In nats over the last axis, NaN without rows."""
    share = divide(counts, n[..., None])
    entropy: Floats = -xlogy(share, share).sum(axis=-1)
    return entropy


def _known(value: Floats) -> float | None:
    return None if np.isnan(value) else float(value)

"""Differences given a legitimate ground, or given what was so: compared only among people who are alike in that.

A table here is int64 of shape (strata, 2, 2): [stratum][group 0, other 1][yes 0, no 1], so that a stratum is the usual
a, b, c, d of epidemiology.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.comparisons import Comparisons
from waarborg.core.measurement.grouping import NO, YES, Floats, Ints
from waarborg.core.measurement.intervals import normal_quantile
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.resampling import resample_table


@dataclass(frozen=True)
class MantelHaenszel:
    """The odds ratio that strata have in common. odds_ratio, low, high: None where it divides by 0. crude: the odds
    ratio when strata are ignored. statistic, p: the test of no association given the stratum. homogeneity: p of the
    hypothesis that strata have one odds ratio; where it is small the common one is only an average."""

    odds_ratio: float | None
    low: float | None
    high: float | None
    crude: float | None
    statistic: float | None
    p: float | None
    homogeneity: float | None


def mantel_haenszel(table: Ints, *, level: float = 0.95, continuity: bool = False) -> MantelHaenszel:
    """Common odds ratio, Cochran-Mantel-Haenszel test and interval. Strata that are empty on a margin carry no weight.

    Mantel and Haenszel (1959), JNCI 22; the variance is that of Robins, Breslow and Greenland (1986), Biometrics 42.
    continuity: take off a half, as the first paper did. Raises `UnfitCells` for another shape.
    """
    a, b, c, d = _split(table)
    n = a + b + c + d
    right, wrong = divide(a * d, n), divide(b * c, n)
    r, s = float(np.nansum(right)), float(np.nansum(wrong))
    odds_ratio = r / s if s else None
    low = high = None
    if r and s:
        p, q = divide(a + d, n), divide(b + c, n)
        variance = float(
            np.nansum(p * right) / (2 * r**2)
            + np.nansum(p * wrong + q * right) / (2 * r * s)
            + np.nansum(q * wrong) / (2 * s**2)
        )
        half = normal_quantile(level) * np.sqrt(variance)
        low, high = float(r / s * np.exp(-half)), float(r / s * np.exp(half))
    excess = float(np.nansum(a - divide((a + b) * (a + c), n)))
    spread = float(np.nansum(divide((a + b) * (c + d) * (a + c) * (b + d), n**2 * (n - 1))))
    statistic = max(0.0, abs(excess) - (0.5 if continuity else 0.0)) ** 2 / spread if spread else None
    total = table.sum(axis=0)
    apart = float(total[0, 1]) * float(total[1, 0])
    return MantelHaenszel(
        odds_ratio,
        low,
        high,
        float(total[0, 0]) * float(total[1, 1]) / apart if apart else None,
        statistic,
        None if statistic is None else float(chi2.sf(statistic, 1)),
        _homogeneity(a, b, c, d, odds_ratio),
    )


def _homogeneity(a: Floats, b: Floats, c: Floats, d: Floats, odds_ratio: float | None) -> float | None:
    """Test of Breslow and Day (1980) with the correction of Tarone (1985)."""
    n1, n2, m1 = a + b, c + d, a + c
    used = (n1 > 0) & (n2 > 0) & (m1 > 0) & (b + d > 0)
    if odds_ratio is None or odds_ratio == 0 or used.sum() < 2:
        return None
    a, n1, n2, m1 = a[used], n1[used], n2[used], m1[used]
    # The expected a solves a (n2 - m1 + a) = OR (n1 - a) (m1 - a), a quadratic with one root inside the margins.
    square, straight, constant = 1 - odds_ratio, n2 - m1 + odds_ratio * (n1 + m1), -odds_ratio * n1 * m1
    if square == 0:
        expected = -constant / straight
    else:
        root = np.sqrt(straight**2 - 4 * square * constant)
        expected = 2 * -constant / (straight + root)  # the form that loses no digits
    variance = 1 / (1 / expected + 1 / (n1 - expected) + 1 / (m1 - expected) + 1 / (n2 - m1 + expected))
    statistic = float(((a - expected) ** 2 / variance).sum() - (a - expected).sum() ** 2 / variance.sum())
    return float(chi2.sf(max(0.0, statistic), len(a) - 1))


@dataclass(frozen=True)
class Disparity:
    """A figure with its interval, each None where it has no value. rows: that carried it. left_out: rows of strata
    in which it has no value."""

    value: float | None
    low: float | None
    high: float | None
    rows: int
    left_out: int


def demographic_disparity(table: Ints, *, resamples: int = 2000, seed: int, level: float = 0.95) -> Disparity:
    """The share of the group among those with no, minus its share among those with yes, strata ignored.

    Below 0: the group is found more among those with yes. Wachter, Mittelstadt and Russell (2021), Why fairness cannot
    be automated, Computer Law & Security Review 41; sign and formula as here. Interval by resampling.
    """
    return _disparity(table.sum(axis=0)[None], resamples=resamples, seed=seed, level=level)


def conditional_demographic_disparity(
    table: Ints, *, resamples: int = 2000, seed: int, level: float = 0.95
) -> Disparity:
    """The mean of `demographic_disparity` within strata, weighted by the rows of each: sum n_k DD_k / sum n_k.

    Strata in which nobody has yes, or nobody has no, have no value and are left out, in resamples too. Wachter,
    Mittelstadt and Russell (2021).
    """
    return _disparity(table, resamples=resamples, seed=seed, level=level)


def _disparity(table: Ints, *, resamples: int, seed: int, level: float) -> Disparity:
    _split(table)
    value = float(_weighted_disparity(table[None].astype(np.float64))[0])
    used = (table.sum(axis=1) > 0).all(axis=1)
    rows = int(table[used].sum())
    if not used.any():
        return Disparity(None, None, None, 0, int(table.sum()))
    low, high = resample_table(table, _weighted_disparity, resamples=resamples, seed=seed, level=level)
    return Disparity(value, _known(low), _known(high), rows, int(table.sum()) - rows)


def _weighted_disparity(tables: Floats) -> Floats:
    """From shape (..., strata, 2, 2) to (...)."""
    shares = divide(tables[..., 0, :], tables.sum(axis=-2))
    within = shares[..., 1] - shares[..., 0]
    weights = np.where(np.isnan(within), 0.0, tables.sum(axis=(-2, -1)))
    return divide(np.nansum(within * weights, axis=-1), weights.sum(axis=-1))


def parity_given_outcome(comparisons: Comparisons) -> Floats:
    """The difference in selection rate among people of whom the same was so, float64 of shape (comparisons,).

    sum over so and not so of n_k (rate_k ours - rate_k theirs) / sum n_k, with n_k the rows of both sides; an outcome
    that one side lacks is left out; NaN when none is left. Some reports call this conditional demographic parity; it
    conditions on what was so, not on a legitimate ground, and is a mean of the differences in true and false positive
    rate (Algorithm Audit, TA:AA:2024:01).
    """
    ours, theirs = (side[:, :2, :2].astype(np.float64) for side in (comparisons.ours, comparisons.theirs))
    gaps = divide(ours[:, YES], ours.sum(axis=1)) - divide(theirs[:, YES], theirs.sum(axis=1))
    veiled = comparisons.hidden[:, : max(NO, YES) + 1, : max(NO, YES) + 1].any(axis=(1, 2))
    weights = np.where(np.isnan(gaps), 0.0, (ours + theirs).sum(axis=1))
    return np.where(veiled, np.nan, divide(np.nansum(gaps * weights, axis=1), weights.sum(axis=1)))


def _known(value: Floats) -> float | None:
    return None if np.isnan(value) else float(value)


def _split(table: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    if table.ndim != 3 or table.shape[1:] != (2, 2):
        raise UnfitCells(f"A table of strata has shape (strata, 2, 2), not {table.shape}.")
    floats = table.astype(np.float64)
    return floats[:, 0, 0], floats[:, 0, 1], floats[:, 1, 0], floats[:, 1, 1]

"""Intervals in closed form for shares, means and their differences and ratios. Arrays in, arrays out.

Each gives the lower and the upper limit, float64, NaN where there is nothing to work with. `level` is the chance with
which the interval covers the truth, between 0 and 1.
"""

import numpy as np
from scipy.special import stdtrit
from scipy.stats import norm

from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.metrics import divide

Limits = tuple[Floats, Floats]


def normal_quantile(level: float) -> float:
    """How many standard errors to either side cover `level`. Raises `ValueError` unless 0 < level < 1."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1: {level}")
    return float(norm.ppf((1 + level) / 2))


def wilson(successes: Ints, n: Ints, *, level: float = 0.95) -> Limits:
    """Score interval for a share. Wilson (1927), Probable inference, JASA 22. Raises `ValueError` when there are
    more successes than n."""
    if np.any((np.asarray(successes) > n) | (np.asarray(successes) < 0)):
        raise ValueError("a share has no more successes than trials, and none below zero")
    z2 = normal_quantile(level) ** 2
    trials = np.asarray(n, dtype=np.float64)
    centre = divide(successes + z2 / 2, trials + z2)
    half = np.sqrt(z2 * (successes * divide(trials - successes, trials) + z2 / 4)) / (trials + z2)
    # At 0 and at n the limits are exactly 0 and 1; rounding must not push them over.
    low, high = np.where(successes == 0, 0.0, centre - half), np.where(successes == n, 1.0, centre + half)
    return np.where(trials > 0, low, np.nan), np.where(trials > 0, high, np.nan)


def newcombe(successes: Ints, n: Ints, other: Ints, other_n: Ints, *, level: float = 0.95) -> Limits:
    """Interval for the difference of two independent shares from their Wilson intervals. Newcombe (1998), Interval
    estimation for the difference between independent proportions, method 10, Statistics in Medicine 17."""
    ours, theirs = divide(successes, n), divide(other, other_n)
    low, high = wilson(successes, n, level=level)
    other_low, other_high = wilson(other, other_n, level=level)
    gap = ours - theirs
    return (
        gap - np.sqrt((ours - low) ** 2 + (other_high - theirs) ** 2),
        gap + np.sqrt((high - ours) ** 2 + (theirs - other_low) ** 2),
    )


def katz(successes: Ints, n: Ints, other: Ints, other_n: Ints, *, level: float = 0.95) -> Limits:
    """Log interval for the ratio of two independent shares. Katz, Baptista, Azen and Pike (1978), Biometrics 34.

    Its limits: NaN where one of the shares is 0 (the logarithm is not there), and too short with few successes (below
    about five on either side).
    """
    ratio = divide(divide(successes, n), divide(other, other_n))
    variance = (divide(1, successes) - divide(1, n)) + (divide(1, other) - divide(1, other_n))
    half = normal_quantile(level) * np.sqrt(np.maximum(variance, 0))
    return ratio * np.exp(-half), ratio * np.exp(half)


def mean_interval(counts: Ints, sums: Floats, squares: Floats, *, level: float = 0.95) -> Limits:
    """Student's interval for a mean from counts, sums and sums of squares; NaN with fewer than two values."""
    mean, error, freedom = mean_and_error(counts, sums, squares)
    half = _t_quantile(level, freedom) * error
    return mean - half, mean + half


def welch(
    ours: tuple[Ints, Floats, Floats], theirs: tuple[Ints, Floats, Floats], *, level: float = 0.95
) -> Limits:
    """Interval for the difference of two means with unequal variances; each side (counts, sums, squares). Welch
    (1947), Biometrika 34, with the degrees of freedom of Satterthwaite."""
    (mean, error, df), (other_mean, other_error, other_df) = mean_and_error(*ours), mean_and_error(*theirs)
    variance = error**2 + other_error**2
    freedom = divide(variance**2, divide(error**4, df) + divide(other_error**4, other_df))
    half = np.where(variance == 0, 0.0, _t_quantile(level, freedom) * np.sqrt(variance))
    return mean - other_mean - half, mean - other_mean + half


def mean_and_error(counts: Ints, sums: Floats, squares: Floats) -> tuple[Floats, Floats, Floats]:
    """The mean, its standard error and the degrees of freedom; NaN where there are too few values."""
    mean = divide(sums, counts)
    # Sum of squares minus n times the squared mean can come out a little below zero by rounding.
    variance = divide(np.maximum(squares - counts * mean**2, 0), np.maximum(np.asarray(counts) - 1, 0))
    freedom: Floats = np.where(counts > 1, counts - 1.0, np.nan)
    return mean, np.sqrt(divide(variance, counts)), freedom


def _t_quantile(level: float, freedom: Floats) -> Floats:
    normal_quantile(level)
    safe = np.where(freedom > 0, freedom, np.nan)
    quantile: Floats = stdtrit(safe, (1 + level) / 2)
    return quantile

"""Tests of whether a difference can be chance, each with the size of the effect beside it. Arrays in, arrays out.

A p-value says how often chance alone gives a difference at least this large; the effect size says how large it is.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import chi2, hypergeom, norm

from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.metrics import divide


class Side(StrEnum):
    """Which differences count against no difference: of either sign, only ours higher, only ours lower."""

    TWO = "two-sided"
    GREATER = "greater"
    LESS = "less"


@dataclass(frozen=True)
class Outcome:
    """The result of a test per comparison, float64 of equal shape. statistic: NaN for an exact test. p: NaN where
    there is nothing to test. effect: by name, such as `cohens_h` or `odds_ratio`."""

    test: str
    statistic: Floats
    p: Floats
    effect: dict[str, Floats]


def z_test(successes: Ints, n: Ints, other: Ints, other_n: Ints, *, side: Side = Side.TWO) -> Outcome:
    """z-test of two proportions with the pooled variance, without continuity correction.

    Where all or none are successes there is no difference to test and p is 1; NaN where a side is empty. The normal
    distribution is a fair approximation from about five expected successes and failures on each side; below that
    use `fisher_test`. Altman (1991), Practical statistics for medical research, chapter 10.
    """
    ours, theirs = divide(successes, n), divide(other, other_n)
    pooled = divide(np.add(successes, other), np.add(n, other_n))
    error = np.sqrt(pooled * (1 - pooled) * (divide(1, n) + divide(1, other_n)))
    z = np.where(error == 0, 0.0, divide(ours - theirs, error))
    z = np.where(np.isnan(error), np.nan, z)
    p = {
        Side.TWO: 2 * norm.sf(np.abs(z)),
        Side.GREATER: norm.sf(z),
        Side.LESS: norm.cdf(z),
    }[side]
    p = np.where((error == 0), 1.0, p)
    return Outcome("z", z, p, two_by_two_effects(successes, n, other, other_n))


def fisher_test(successes: Ints, n: Ints, other: Ints, other_n: Ints, *, side: Side = Side.TWO) -> Outcome:
    """Fisher's exact test: the chance of the table given its margins. Two-sided is twice the smaller tail, at most 1
    (Agresti 1992, A survey of exact inference for contingency tables, section 3.2): it holds its level whatever n.

    NaN where a side is empty. Fisher (1935), The logic of inductive inference.
    """
    a, m1 = np.asarray(successes, dtype=np.int64), np.asarray(n, dtype=np.int64)
    total, marked = m1 + other_n, a + other
    upper = hypergeom.sf(a - 1, total, marked, m1)
    lower = hypergeom.cdf(a, total, marked, m1)
    p = {
        Side.TWO: np.minimum(1.0, 2 * np.minimum(upper, lower)),
        Side.GREATER: upper,
        Side.LESS: lower,
    }[side]
    empty = (m1 == 0) | (np.asarray(other_n) == 0)
    p = np.where(empty, np.nan, np.clip(p, 0.0, 1.0))
    return Outcome("fisher", np.full(p.shape, np.nan), p, two_by_two_effects(successes, n, other, other_n))


def two_by_two_effects(successes: Ints, n: Ints, other: Ints, other_n: Ints) -> dict[str, Floats]:
    """Effect sizes of two shares: Cohen's h (2 asin sqrt p - 2 asin sqrt q; Cohen 1988, chapter 6), the odds ratio
    (NaN where it divides by 0) and phi (the correlation of the 2 x 2 table, NaN where a margin is empty)."""
    a, c = np.asarray(successes, dtype=np.float64), np.asarray(other, dtype=np.float64)
    b, d = np.asarray(n, dtype=np.float64) - a, np.asarray(other_n, dtype=np.float64) - c
    h = 2 * np.arcsin(np.sqrt(divide(a, a + b))) - 2 * np.arcsin(np.sqrt(divide(c, c + d)))
    phi = divide(a * d - b * c, np.sqrt((a + b) * (c + d)) * np.sqrt((a + c) * (b + d)))
    return {"cohens_h": h, "odds_ratio": divide(a * d, b * c), "phi": phi}


@dataclass(frozen=True)
class Omnibus:
    """Pearson's chi-square over a whole table. p and cramers_v are None where a margin leaves nothing to compare.
    smallest_expected: below five the p-value is rough."""

    statistic: float
    degrees: int
    p: float | None
    cramers_v: float | None
    smallest_expected: float


def chi_square(table: Ints) -> Omnibus:
    """Whether rows and columns of a table go together; rows and columns without counts are left out.

    table: int64 of shape (rows, columns). Pearson (1900); Cramer (1946), V = sqrt(chi2 / (n (min(r, c) - 1))).
    """
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    degrees = max(0, table.shape[0] - 1) * max(0, table.shape[1] - 1)
    if degrees == 0:
        return Omnibus(0.0, 0, None, None, 0.0)
    n = float(table.sum())
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    statistic = float(((table - expected) ** 2 / expected).sum())
    v = np.sqrt(statistic / (n * (min(table.shape) - 1)))
    return Omnibus(statistic, degrees, float(chi2.sf(statistic, degrees)), float(v), float(expected.min()))

"""What a verdict rests on: per comparison the size of the difference, the chance of it without any difference, and
the chance to have seen a difference as large as the limit."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.stats import binom, norm

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.comparisons import Comparisons
from waarborg.core.measurement.conditional import mantel_haenszel
from waarborg.core.measurement.grouping import Bools, Floats, Ints
from waarborg.core.measurement.intervals import katz, mean_and_error, newcombe, welch
from waarborg.core.measurement.metrics import Metric, divide, measure
from waarborg.core.measurement.power import approximate_power
from waarborg.core.measurement.strata import Strata
from waarborg.core.measurement.tests_of_difference import Side, fisher_test, z_test
from waarborg.core.terms.text import Text

#: Fisher's test is used as long as the smallest expected number is below this; the normal distribution has its far
#: tail wrong long after it has its middle right, and many groups are judged by that tail.
EXACT_BELOW = 5_000


@dataclass(frozen=True)
class Bound:
    """What was agreed before the run. metric: its id. attention, limit: from which absolute difference (or factor,
    when `ratio`) there is cause for attention, and from which it is not acceptable. reason: why these."""

    metric: str
    attention: float
    limit: float
    reason: str
    ratio: bool = False

    def __post_init__(self) -> None:
        """Raise `ValueError` for bounds in the wrong order, or without a reason."""
        least = 1.0 if self.ratio else 0.0
        if not least < self.attention <= self.limit < float("inf"):
            raise ValueError(
                f"{self.metric}: {least} < attention <= limit does not hold for {self.attention}, {self.limit}"
            )
        if not self.reason.strip():
            raise ValueError(f"{self.metric}: say why the bounds are what they are")


@dataclass(frozen=True)
class Evidence:
    """Per comparison, arrays of shape (comparisons,). gaps: differences, or ratios when the bound is one. low, high:
    95% interval of each by itself. p: without correction. ours, theirs: rows that count. see: the power to see the
    limit at a level. successes, sizes: of the groups of the table, for the spread; None where that has no sense."""

    metric: Metric
    bound: Bound
    comparisons: Comparisons | None
    gaps: Floats
    low: Floats
    high: Floats
    p: Floats
    ours: Ints
    theirs: Ints
    hidden: Bools
    see: Callable[[float], Floats]
    successes: Ints | None = None
    sizes: Ints | None = None
    lacking: Text = field(default=Text("een aantal", "a number"))

    @property
    def widths(self) -> Floats:
        """The size of each gap whatever its sign: absolute differences, or factors of at least 1."""
        if not self.bound.ratio:
            return np.abs(self.gaps)
        with np.errstate(divide="ignore"):
            return np.exp(np.abs(np.log(self.gaps)))


def gather_shares(metric: Metric, comparisons: Comparisons, bound: Bound) -> Evidence:
    """Evidence on a metric that is one share of rows. Raises `UnfitCells` for another metric: judge its parts."""
    if not metric.is_share or metric.id != bound.metric:
        raise UnfitCells(
            f"{metric.id}: a verdict with a bound on {bound.metric} asks for that metric, one share of rows."
        )
    ours, theirs = measure(metric, comparisons.ours), measure(metric, comparisons.theirs)
    hidden = measure(metric, comparisons.ours, comparisons.hidden).hidden
    a, n, c, m = ours.tops[:, 0], ours.bottoms[:, 0], theirs.tops[:, 0], theirs.bottoms[:, 0]
    gaps = divide(ours.values, theirs.values) if bound.ratio else ours.values - theirs.values
    low, high = katz(a, n, c, m) if bound.ratio else newcombe(a, n, c, m)
    table = comparisons.table
    groups = measure(metric, table.counts)
    whole = not bool(measure(metric, table.counts, table.hidden).hidden.any())
    return Evidence(
        metric, bound, comparisons, gaps, low, high, find_p_of_shares(a, n, c, m), n, m, hidden,
        lambda alpha: power_at_limit(bound, a, n, c, m, alpha=alpha),
        groups.tops[:, 0] if whole else None,
        groups.bottoms[:, 0] if whole else None,
        metric.divides_by,
    )  # fmt: skip


def find_p_of_shares(a: Ints, n: Ints, c: Ints, m: Ints) -> Floats:
    """Two-sided p-values of shares a of n against c of m: exact where an expected number is small, else by z."""
    pooled = divide(a + c, n + m)
    expected = np.minimum(np.minimum(n, m) * pooled, np.minimum(n, m) * (1 - pooled))
    exact = expected < EXACT_BELOW
    p = z_test(a, n, c, m, side=Side.TWO).p
    p[exact] = fisher_test(a[exact], n[exact], c[exact], m[exact]).p
    return p


def power_at_limit(bound: Bound, a: Ints, n: Ints, c: Ints, m: Ints, *, alpha: float) -> Floats:
    """The chance to see, two-sided at `alpha`, that ours lies as far from the common share as the limit.

    The smaller of two approximations: that of the z-test, and the exact one of the smaller side against a known share.
    Of higher and lower the harder one that is possible counts; 0 where neither is.
    """
    common = divide(a + c, n + m)
    fewest = np.minimum(n, m)
    chances = np.full((2, len(common)), np.inf)
    targets = (
        (common * bound.limit, common / bound.limit)
        if bound.ratio
        else (common + bound.limit, common - bound.limit)
    )
    for at, target in enumerate(targets):
        possible = (target >= 0) & (target <= 1) & (target != common)
        share = np.where(possible, target, common)
        normal = approximate_power(share, n, common, m, alpha=alpha)
        with np.errstate(invalid="ignore"):
            if at == 0:
                exact = binom.sf(binom.isf(alpha / 2, fewest, common), fewest, share)
            else:
                exact = binom.cdf(binom.ppf(alpha / 2, fewest, common) - 1, fewest, share)
        chances[at] = np.where(possible, np.minimum(normal, exact), np.inf)
    least = chances.min(axis=0)
    return np.where(np.isfinite(least), least, 0.0)


#: Counts, sums and sums of squares of a number, each of shape (comparisons,).
MomentsOfSide = tuple[Ints, Floats, Floats]


def gather_means(metric: Metric, ours: MomentsOfSide, theirs: MomentsOfSide, bound: Bound) -> Evidence:
    """Evidence on a mean (score, amount, error) per comparison; each side (counts, sums, squares) of shape
    (comparisons,). p is that of Welch's test with the normal distribution. Raises `UnfitCells` for a ratio."""
    if bound.ratio or metric.id != bound.metric:
        raise UnfitCells(f"{metric.id}: means are judged by a difference, with a bound on this metric.")
    (mean, error, _), (other, other_error, _) = mean_and_error(*ours), mean_and_error(*theirs)
    gap, spread = mean - other, np.sqrt(error**2 + other_error**2)
    low, high = welch(ours, theirs)
    p = np.where(spread == 0, np.where(gap == 0, 1.0, 0.0), 2 * norm.sf(np.abs(divide(gap, spread))))

    def see(alpha: float) -> Floats:
        chance = norm.cdf(divide(bound.limit, spread) - norm.isf(alpha / 2))
        return np.where(spread == 0, 1.0, np.where(np.isnan(spread), 0.0, chance))

    return Evidence(
        metric, bound, None, gap, low, high, np.where(np.isnan(spread), np.nan, p), ours[0], theirs[0],
        np.zeros(len(gap), dtype=np.bool_), see, lacking=metric.divides_by,
    )  # fmt: skip


def gather_odds(metric: Metric, strata: Strata, bound: Bound) -> Evidence:
    """Evidence on each group against the rest given a legitimate ground: the common odds ratio of Mantel and Haenszel
    with its test. The bound is a ratio of odds. The power rests on the standard error of the logarithm. Raises
    `UnfitCells` for a bound that is a difference."""
    if not bound.ratio or metric.id != bound.metric:
        raise UnfitCells(
            f"{metric.id}: odds given a ground are judged by a ratio, with a bound on this metric."
        )
    found = [mantel_haenszel(table) for table in strata.counts]

    def read(name: str) -> Floats:
        return np.array([np.nan if (value := getattr(one, name)) is None else value for one in found])

    low, high = read("low"), read("high")
    rows = strata.counts.sum(axis=(1, 3))
    error = np.log(divide(high, low)) / (2 * norm.isf(0.025))

    def see(alpha: float) -> Floats:
        chance = norm.cdf(divide(np.log(bound.limit), error) - norm.isf(alpha / 2))
        return np.where(np.isnan(error), 0.0, chance)

    return Evidence(
        metric, bound, None, read("odds_ratio"), low, high, read("p"), rows[:, 0], rows[:, 1],
        np.zeros(len(found), dtype=np.bool_), see, lacking=metric.divides_by,
    )  # fmt: skip

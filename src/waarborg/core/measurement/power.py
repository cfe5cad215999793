"""How much data is needed to see a difference between two shares, and what can be seen with the data there are.

`alpha` is the level of the test, `power` the chance to see the difference when it is there, both between 0 and 1.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, norm

from waarborg.core.measurement.grouping import Floats
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.tests_of_difference import Side, fisher_test, z_test

#: `exact_power` tries every pair of outcomes; beyond so many it is refused.
MOST_PAIRS = 4_000_000


@dataclass(frozen=True)
class SampleSize:
    """Rows needed on each side."""

    ours: int
    theirs: int

    @property
    def total(self) -> int:
        """Of both sides together."""
        return self.ours + self.theirs


def sample_size(
    ours: float, theirs: float, *, allocation: float = 1.0, alpha: float = 0.05, power: float = 0.8,
    two_sided: bool = True,
) -> SampleSize:  # fmt: skip
    """Rows that show a difference between two shares.

    n_theirs = (p (1 - p) / k + q (1 - q)) ((z_alpha + z_power) / (p - q))^2 and n_ours = k n_theirs, each rounded up,
    where k = `allocation` is ours per theirs: mind which side is which, for the order matters as soon as k is not 1.
    Chow, Shao and Wang (2008), Sample size calculations in clinical research, section 4.2. Raises `ValueError` for
    equal shares and for numbers out of bounds.
    """
    if ours == theirs:
        raise ValueError("equal shares: no number of rows shows a difference that is not there")
    if not (0 <= ours <= 1 and 0 <= theirs <= 1 and allocation > 0 and 0 < alpha < 1 and 0 < power < 1):
        raise ValueError("shares, level and power lie between 0 and 1, and the allocation is above 0")
    needed = (_quantile(alpha, two_sided) + norm.ppf(power)) / (ours - theirs)
    size = (ours * (1 - ours) / allocation + theirs * (1 - theirs)) * needed**2
    return SampleSize(max(1, math.ceil(allocation * size)), max(1, math.ceil(size)))


def approximate_power(
    ours: ArrayLike, n: ArrayLike, theirs: ArrayLike, other_n: ArrayLike, *, alpha: float = 0.05,
    two_sided: bool = True,
) -> Floats:  # fmt: skip
    """The chance that the pooled z-test sees that the shares differ, in that direction; normal approximation.

    Fleiss, Levin and Paik (2003), Statistical methods for rates and proportions, section 4.2. NaN for an empty side.
    """
    p, q, n, m = (np.asarray(value, dtype=np.float64) for value in (ours, theirs, n, other_n))
    pooled = divide(p * n + q * m, n + m)
    null_error = np.sqrt(pooled * (1 - pooled) * (divide(1, n) + divide(1, m)))
    error = np.sqrt(divide(p * (1 - p), n) + divide(q * (1 - q), m))
    margin = np.abs(p - q) - _quantile(alpha, two_sided) * null_error
    chance = norm.cdf(divide(margin, error))
    # Without spread on either side the outcome is certain.
    sure = np.where(margin > 0, 1.0, 0.0)
    return np.where(error == 0, sure, chance)


def exact_power(
    ours: float, n: int, theirs: float, other_n: int, *, alpha: float = 0.05, side: Side = Side.GREATER,
    fisher: bool = False,
) -> float:  # fmt: skip
    """The chance that a test rejects, added up over every pair of outcomes. fisher: of Fisher's test, else of the
    pooled z-test. With equal shares it is the true level of the test. Raises `ValueError` beyond `MOST_PAIRS`."""
    if (n + 1) * (other_n + 1) > MOST_PAIRS:
        raise ValueError(f"{(n + 1) * (other_n + 1)} pairs of outcomes are too many; use `approximate_power`")
    a, c = np.meshgrid(np.arange(n + 1), np.arange(other_n + 1), indexing="ij")
    test = fisher_test if fisher else z_test
    p = test(a, np.full_like(a, n), c, np.full_like(c, other_n), side=side).p
    chances = np.outer(
        binom.pmf(np.arange(n + 1), n, ours), binom.pmf(np.arange(other_n + 1), other_n, theirs)
    )
    return float(chances[p <= alpha].sum())


def detectable_share(
    theirs: float, n: int, other_n: int, *, alpha: float = 0.05, power: float = 0.8, higher: bool = True,
    two_sided: bool = True,
) -> float | None:  # fmt: skip
    """The share nearest to `theirs`, above it or below it, that these numbers of rows would show.

    None when even 1 (or 0) would not be seen. By halving until 12 digits stand still.
    """
    end = 1.0 if higher else 0.0

    def is_seen(share: float) -> bool:
        chance = approximate_power(share, n, theirs, other_n, alpha=alpha, two_sided=two_sided)
        return bool(chance >= power)

    if n < 1 or other_n < 1 or theirs == end or not is_seen(end):
        return None
    unseen, seen = theirs, end
    while abs(seen - unseen) > 1e-12:
        middle = (seen + unseen) / 2
        unseen, seen = (unseen, middle) if is_seen(middle) else (middle, seen)
    return seen


def _quantile(alpha: float, two_sided: bool) -> float:
    return float(norm.isf(alpha / 2 if two_sided else alpha))

"""The gap between the highest and the lowest of many groups, beside what chance alone would give.

With thirty groups without any difference the highest and the lowest still lie far apart; a gap means nothing until it
is laid beside its distribution under no difference.
"""

from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.tests_of_difference import Omnibus, chi_square

_CHUNK = 2_000_000


@dataclass(frozen=True)
class Spread:
    """The gap (highest minus lowest share) of groups. expected, low, high: mean and 95% range of the gap where no
    group differs. gap_p: how often chance alone gives a gap at least this large. omnibus: chi-square over the groups,
    of which p was simulated (`omnibus_p`), so that it holds with small groups too."""

    groups: int
    gap: float
    expected: float
    low: float
    high: float
    gap_p: float
    omnibus: Omnibus
    omnibus_p: float


def measure_spread(successes: Ints, n: Ints, *, resamples: int = 2000, seed: int) -> Spread | None:
    """The spread of shares over groups, against as many simulations of groups of these sizes with the pooled share.

    Given the total number of successes they are dealt out over the groups (multivariate hypergeometric), so that the
    unknown true share plays no part; p = (1 + simulations at least as far) / (1 + resamples), as in Davison and Hinkley
    (1997), section 4.2. Groups of size 0 are left out; None when fewer than two are left. The same seed gives the
    same answer.
    """
    successes, n = successes[n > 0], n[n > 0]
    if len(n) < 2:
        return None
    share = divide(successes, n)
    gap = float(share.max() - share.min())
    total, hits = int(n.sum()), int(successes.sum())
    chi = _chi_square(successes[None], n, hits / total)[0]
    gaps, chis = np.empty(resamples), np.empty(resamples)
    generator = np.random.default_rng(seed)
    step = max(1, _CHUNK // len(n))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        drawn = _deal(generator, n, hits, size)
        shares = drawn / n
        gaps[start : start + size] = shares.max(axis=1) - shares.min(axis=1)
        chis[start : start + size] = _chi_square(drawn, n, hits / total)
    low, high = np.quantile(gaps, [0.025, 0.975]).tolist()
    return Spread(
        groups=len(n),
        gap=gap,
        expected=float(gaps.mean()),
        low=low,
        high=high,
        gap_p=_chance(gaps, gap),
        omnibus=chi_square(np.stack([successes, n - successes], axis=1)),
        omnibus_p=_chance(chis, float(chi)),
    )


def _deal(generator: np.random.Generator, n: Ints, hits: int, size: int) -> Ints:
    """Deal successes out over groups, int64 of shape (size, groups)."""
    if n.sum() < 1_000_000_000:
        return generator.multivariate_hypergeometric(n, hits, size=size, method="marginals")
    # Above this numpy refuses; with so many rows a fixed total makes no difference that can be seen.
    return generator.binomial(n, hits / n.sum(), size=(size, len(n)))


def _chi_square(successes: Ints, n: Ints, share: float) -> Floats:
    """Pearson's statistic of tables of groups by yes and no, from shape (..., groups) to (...)."""
    if share in (0.0, 1.0):
        return np.zeros(len(successes))
    statistic: Floats = ((successes - n * share) ** 2 / (n * share * (1 - share))).sum(axis=1)
    return statistic


def _chance(simulated: Floats, observed: float) -> float:
    # What is equal but for rounding counts as equal.
    return float((1 + (simulated >= observed - 1e-9 * max(1.0, abs(observed))).sum()) / (1 + len(simulated)))

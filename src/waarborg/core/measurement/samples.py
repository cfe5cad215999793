"""A random sample beside the selection: whether the profile finds more, and what is true of those never checked."""

from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.intervals import Limits, newcombe, wilson
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.tests_of_difference import Outcome, Side, fisher_test, z_test


@dataclass(frozen=True)
class HitRates:
    """Per characteristic, arrays of equal shape: the share of hits by the profile and in the random sample, the
    difference with its interval, and two tests of whether the profile finds more (one-sided)."""

    profile: Floats
    sample: Floats
    profile_interval: Limits
    sample_interval: Limits
    gap: Floats
    gap_interval: Limits
    z: Outcome
    fisher: Outcome


def compare_hits(
    hits: Ints,
    checked: Ints,
    sample_hits: Ints,
    sampled: Ints,
    *,
    level: float = 0.95,
    side: Side = Side.GREATER,
) -> HitRates:
    """Hits among those checked because of the profile, beside hits in a random sample, element by element.

    One element is the whole; several are characteristics, each to be tested with a correction (`corrections`). The
    question is that of the Dutch frame for risk profiles (College voor de Rechten van de Mens, 2025): does the profile
    find more than chance? Raises `ValueError` when there are more hits than checks.
    """
    profile, sample = divide(hits, checked), divide(sample_hits, sampled)
    return HitRates(
        profile,
        sample,
        wilson(hits, checked, level=level),
        wilson(sample_hits, sampled, level=level),
        profile - sample,
        newcombe(hits, checked, sample_hits, sampled, level=level),
        z_test(hits, checked, sample_hits, sampled, side=side),
        fisher_test(hits, checked, sample_hits, sampled, side=side),
    )


@dataclass(frozen=True)
class Estimate:
    """Estimated numbers of rows, with limits, float64 of one shape; NaN where nothing was sampled."""

    value: Floats
    low: Floats
    high: Floats


def scale_up(hits: Ints, sampled: Ints, size: Ints, *, level: float = 0.95) -> Estimate:
    """Hits among `size` rows of which `sampled` were drawn at random: hits times the inverse sampling share.

    Horvitz and Thompson (1952), JASA 47; the interval is that of Wilson times size, narrowed to what was seen (hits are
    at least those found and at most all but the misses found). It takes no gain from drawing a large part of the rows,
    so it is a little too wide then. Raises `UnfitCells` when more was sampled than there is.
    """
    if np.any(np.asarray(sampled) > np.asarray(size)):
        raise UnfitCells("More rows were sampled than there are; size counts the sampled rows too.")
    low, high = wilson(hits, sampled, level=level)
    misses = np.asarray(sampled) - np.asarray(hits)
    value = divide(hits, sampled) * size
    return Estimate(value, np.maximum(low * size, hits), np.minimum(high * size, size - misses))


def add_estimates(estimate: Estimate) -> Estimate:
    """The sum over strata that were sampled apart, with limits from the limits of each.

    low = sum e - sqrt(sum (e - l)^2) and likewise high: Zou and Donner (2008), Construction of confidence limits about
    effect measures, Statistics in Medicine 27. NaN when one of the strata has no estimate.
    """
    total = estimate.value.sum()
    down = np.sqrt(((estimate.value - estimate.low) ** 2).sum())
    up = np.sqrt(((estimate.high - estimate.value) ** 2).sum())
    return Estimate(total, total - down, total + up)


def correct_for_unchecked(
    *,
    checked_hits: Ints,
    checked: Ints,
    sample_hits: Ints,
    sampled: Ints,
    unchecked: Ints,
    level: float = 0.95,
) -> tuple[Estimate, Estimate]:
    """What is true of a whole group when only those selected were checked, per group.

    checked: checked because of the selection, all of them. unchecked: rows of the group that were not selected, of
    which `sampled` were drawn at random and checked. Gives the base rate of the group, and the share of all hits that
    the selection missed (false negative rate), both as shares. The second moves with the first, so its limits follow
    from those of the hits among the unchecked. Raises as `scale_up`.
    """
    found = np.asarray(checked_hits, dtype=np.float64)
    missed = scale_up(sample_hits, sampled, unchecked, level=level)
    group = np.asarray(checked) + np.asarray(unchecked)
    base = Estimate(*(divide(found + part, group) for part in (missed.value, missed.low, missed.high)))
    rate = Estimate(*(divide(part, found + part) for part in (missed.value, missed.low, missed.high)))
    return base, rate

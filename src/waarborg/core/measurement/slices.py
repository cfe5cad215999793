"""Slices: combinations of characteristics in which something goes wrong more often than elsewhere.

Searching many slices always finds some that stand out. So they are ranked on one part of the data and tested on another
that played no part in the search, with a correction for how many are tested.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.corrections import holm
from waarborg.core.measurement.evidence import EXACT_BELOW
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.intervals import Limits, newcombe
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.tests_of_difference import Side, fisher_test, z_test


@dataclass(frozen=True)
class RankedSlices:
    """Slices from the most to the least deviating. places: where each stood in what was given, shape (kept,). scores:
    z of the slice against all rows outside it. share, rest: the shares of events inside and outside."""

    places: NDArray[np.intp]
    scores: Floats
    share: Floats
    rest: Floats


def rank_slices(
    events: Ints, n: Ints, total_events: Ints, total: Ints, *, minimum: int = 100, most: int = 10
) -> RankedSlices:
    """Rank slices by how sure it is that events are more frequent in them than outside, on the rows for searching.

    events, n: of shape (slices,). total_events, total: of all rows of the same search, a number or per slice (rows
    where the characteristics have no value differ). minimum: smaller slices, and slices that leave fewer rows outside,
    do not take part. most: how many are kept, fewer when fewer lie above the rest. Equal scores: the larger slice
    first, then the order given. Raises `UnfitCells` when a slice has more than all.
    """
    rest_events, rest_n = _outside(events, n, total_events, total)
    result = z_test(events, n, rest_events, rest_n)
    able = (n >= minimum) & (rest_n >= minimum) & (result.statistic > 0)
    order = np.lexsort((np.arange(len(n)), -n, np.where(able, -result.statistic, np.inf)))
    places = order[: min(most, int(able.sum()))]
    return RankedSlices(
        places, result.statistic[places], divide(events, n)[places], divide(rest_events, rest_n)[places]
    )


@dataclass(frozen=True)
class TestedSlices:
    """Slices on the rows kept apart, arrays of shape (slices,). p: one-sided, alone. adjusted: corrected with Holm
    over all slices tested; NaN for a slice without rows. share, rest, gap, interval: as seen on these rows."""

    share: Floats
    rest: Floats
    gap: Floats
    interval: Limits
    p: Floats
    adjusted: Floats


def confirm_slices(
    events: Ints, n: Ints, total_events: Ints, total: Ints, *, level: float = 0.95
) -> TestedSlices:
    """Test chosen slices on rows that were kept apart. Give all that were chosen, not only those that look well here.

    Exact where an expected number is small. Raises `UnfitCells` when a slice has more than all.
    """
    rest_events, rest_n = _outside(events, n, total_events, total)
    pooled = divide(events + rest_events, n + rest_n)
    few = np.minimum(n, rest_n) * np.minimum(pooled, 1 - pooled) < EXACT_BELOW
    p = z_test(events, n, rest_events, rest_n, side=Side.GREATER).p
    p[few] = fisher_test(events[few], n[few], rest_events[few], rest_n[few], side=Side.GREATER).p
    share, rest = divide(events, n), divide(rest_events, rest_n)
    interval = newcombe(events, n, rest_events, rest_n, level=level)
    return TestedSlices(share, rest, share - rest, interval, p, holm(p))


def _outside(events: Ints, n: Ints, total_events: Ints, total: Ints) -> tuple[Ints, Ints]:
    rest_events, rest_n = total_events - events, total - n
    if np.any((rest_events < 0) | (rest_n < rest_events) | (events > n) | (events < 0)):
        raise UnfitCells(
            "A slice has more rows or events than all rows together; give totals of the same rows."
        )
    return rest_events, rest_n

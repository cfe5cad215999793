"""Rankings: whether groups stand in the top k as often as their share of all would give."""

from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.metrics import divide


@dataclass(frozen=True)
class TopShares:
    """Arrays of shape (groups,). rows: of the group in the top k, not whole where the last bin is shared. share_top,
    share_all: of the group among the top k and among all. ratio: share_top / share_all, NaN for an empty group."""

    k: int
    rows: Floats
    share_top: Floats
    share_all: Floats
    ratio: Floats


def share_at_k(counts: Ints, k: int) -> TopShares:
    """Who is in the top k. counts: int64 of shape (groups, places), the best place (or bin of scores) first.

    Where the k-th row falls inside a place with more rows, each of these has the same chance to be in it, so every
    group gets its part. Yang and Stoyanovich (2017), Measuring fairness in ranked outputs. Raises `UnfitCells` unless
    1 <= k <= rows.
    """
    total = int(counts.sum())
    if not 1 <= k <= total:
        raise UnfitCells(f"A top of {k} out of {total} rows is no part of a ranking.")
    by_place = counts.sum(axis=0)
    before = np.cumsum(by_place) - by_place
    taken = divide(np.clip(k - before, 0, by_place), by_place)
    rows = np.nansum(counts * taken, axis=1)
    share_top, share_all = rows / k, counts.sum(axis=1) / total
    return TopShares(k, rows, share_top, share_all, divide(share_top, share_all))

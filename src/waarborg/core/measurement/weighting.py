"""Weighted rows, and several rows per person: what can be worked out, and what is refused with the reason.

Resampling of cells takes each row as one independent draw. With weights that is not so; shares of weighted rows get
their error by linearisation instead. With several rows per person only counts of persons will do.
"""

from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import Cells, Moments, UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.intervals import Limits, normal_quantile
from waarborg.core.measurement.metrics import divide


@dataclass(frozen=True)
class WeightedShare:
    """Shares of weighted rows, float64 of one shape; NaN where there are no weights. effective: the number of rows of
    equal weight that would be as sure (Kish 1965, (sum w)^2 / sum w^2)."""

    value: Floats
    error: Floats
    interval: Limits
    effective: Floats


def weighted_share(
    with_sum: Floats, with_squares: Floats, sums: Floats, squares: Floats, *, level: float = 0.95
) -> WeightedShare:
    """The share p = sum of weights with / sum of weights, with the error of linearisation.

    with_sum, with_squares: sum of the weights and of their squares of the rows that count; sums, squares: of all rows.
    var p = sum w^2 (y - p)^2 / (sum w)^2, rows drawn independently: Saerndal, Swensson and Wretman (1992), section 5.7.
    The interval is that of Wilson with the rows that give this error, so that it stays between 0 and 1.
    """
    p = divide(with_sum, sums)
    error = np.sqrt(divide((1 - p) ** 2 * with_squares + p**2 * (squares - with_squares), sums**2))
    effective = divide(np.square(sums), squares)
    # Where all or none count the error is 0, and says nothing; then the rows of Kish are used.
    rows = np.where(error > 0, divide(p * (1 - p), np.square(error)), effective)
    z2 = normal_quantile(level) ** 2
    centre = divide(p * rows + z2 / 2, rows + z2)
    half = divide(np.sqrt(z2 * (rows * p * (1 - p) + z2 / 4)), rows + z2)
    return WeightedShare(p, error, (np.maximum(0, centre - half), np.minimum(1, centre + half)), effective)


def weighted_gap(ours: WeightedShare, theirs: WeightedShare) -> tuple[Floats, Limits, Floats]:
    """The difference of two shares of different rows, its interval (from the limits of both, Newcombe's way) and the
    z-value of no difference; z is NaN where neither side has an error."""
    gap = ours.value - theirs.value
    (low, high), (other_low, other_high) = ours.interval, theirs.interval
    limits = (
        gap - np.sqrt((ours.value - low) ** 2 + (other_high - theirs.value) ** 2),
        gap + np.sqrt((high - ours.value) ** 2 + (theirs.value - other_low) ** 2),
    )
    return gap, limits, divide(gap, np.sqrt(ours.error**2 + theirs.error**2))


def demand_equal_weights(cells: Cells, weight: str) -> Moments:
    """The moments of the weights. Raises `UnfitCells` when they differ between rows, so that counts of rows mislead:
    the message says what to do. Weights that are all equal change nothing and pass."""
    moments = cells.moments.get(weight)
    if moments is None:
        raise UnfitCells(f"{weight}: the cells carry no moments of it; count the weights along as a number.")
    rows, total, squares = int(moments.counts.sum()), float(moments.sums.sum()), float(moments.squares.sum())
    if rows and rows * squares - total**2 > 1e-9 * rows * squares:
        raise UnfitCells(
            f"{weight}: the weights differ between rows, so tests and resampling on counts do not hold. Use the "
            "weighted shares, or leave the weights out and say so."
        )
    return moments


def demand_persons(cells: Cells, *, persons: int) -> None:
    """Raise `UnfitCells` unless there is one row per person: rows of one person are alike, so that intervals would be
    too narrow and tests too sure. Remedy: count persons (for instance: ever selected) instead of rows."""
    if persons < 1 or persons > cells.total:
        raise UnfitCells(f"{persons} persons cannot have {cells.total} rows.")
    if persons != cells.total:
        raise UnfitCells(
            f"There are {cells.total} rows of {persons} persons. Rows of one person are not independent, so intervals "
            "and tests would be too sure. Make one row per person first, for instance: ever selected."
        )


def sum_weights(moments: Moments, into: Ints, groups: int) -> tuple[Floats, Floats]:
    """Sums of weights and of their squares per group. into: the group of each cell, shape (cells,)."""
    sums, squares = np.zeros(groups), np.zeros(groups)
    np.add.at(sums, into, moments.sums)
    np.add.at(squares, into, moments.squares)
    return sums, squares

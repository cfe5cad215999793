"""Hiding of small numbers, such that nobody can work a hidden number out from the totals that are shown.

A table is shown with its totals over every axis. Who sees all but one number of a row, and the row total, sees the last
one too; so other numbers are hidden along (complementary suppression). Hundepool and others (2012), Statistical
disclosure control, chapter 4. Which of the hidden numbers are the small ones is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import UNKNOWN, Bools, GroupTable, Ints

#: Numbers below this are hidden unless somebody asks otherwise.
SMALLEST_SHOWN = 10

Place = tuple[int, ...]
#: An index with one slice in it; the types of numpy know no tuple of mixed length.
Line = tuple[Any, ...]


@dataclass(frozen=True)
class Suppressed:
    """A table with totals, of which some numbers are hidden. counts: int64, one longer on each axis than the table;
    the last place of an axis is the total over it. hidden: bool of that shape. small: those hidden because they are
    small, not to be shown."""

    counts: Ints
    hidden: Bools
    small: Bools

    @property
    def details(self) -> Bools:
        """Which numbers of the table itself are hidden, without the totals."""
        return self.hidden[tuple(slice(-1) for _ in range(self.hidden.ndim))]

    @property
    def shown(self) -> NDArray[np.object_]:
        """The numbers as they may leave, None where hidden, of the shape of `counts`."""
        numbers = self.counts.astype(np.object_)
        numbers[self.hidden] = None
        return numbers


def add_totals(table: Ints) -> Ints:
    """The table with the total over each axis at the end of it."""
    for axis in range(table.ndim):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


def suppress(table: Ints, *, limit: int = SMALLEST_SHOWN, zeros: bool = True) -> Suppressed:
    """Hide what is below the limit, totals included, and what else must be hidden so that none can be worked out.

    table: int64 of one axis or more, without totals. zeros: hide 0 too; else everybody knows that what is hidden is at
    least 1, and that is reckoned with. No hidden number is fixed by the shown ones, by the sums and by being whole and
    not negative; a range may still be narrow (`find_ranges`). What is hidden along is chosen small first, so little is
    lost, but not proven to be the least. Raises `UnfitCells` for numbers below 0 or no axis.
    """
    if table.ndim == 0 or (table < 0).any():
        raise UnfitCells("Only a table of counts that are not below 0 can have its small numbers hidden.")
    counts = add_totals(table)
    small = (counts < limit) & ((counts > 0) | zeros)
    hidden = small.copy()
    _hide_second_in_lines(counts, hidden)
    while hidden.any():
        fixed = _find_fixed(counts, hidden, least=0 if zeros else 1)
        if not fixed:
            break
        before = int(hidden.sum())
        for place in fixed:
            _hide_along(counts, hidden, place)
        if int(hidden.sum()) == before:
            # Everything in the lines of what is fixed is hidden already; nothing less than hiding all is sure.
            hidden |= True
            break
        _hide_second_in_lines(counts, hidden)
    return Suppressed(counts, hidden, small)


def suppress_groups(table: GroupTable, *, limit: int = SMALLEST_SHOWN) -> tuple[GroupTable, Suppressed]:
    """Groups by outcomes with small numbers hidden: the table as others may see it (0 where hidden), and its totals.

    Decisions or truths that are unknown for nobody are no numbers, so they are neither shown nor hidden. Sizes of the
    groups stand in the totals; those worked out from the table are too low. Raises `UnfitCells` when the deliverer hid
    numbers already, or groups were left out: what is hidden could then be worked out from the whole.
    """
    if table.hidden.any() or table.left_out.any():
        raise UnfitCells("Small numbers are hidden once, in the whole table: count again without a minimum.")
    rows = 3 if table.counts[:, UNKNOWN].any() else 2
    columns = 3 if table.counts[:, :, UNKNOWN].any() else 2
    found = suppress(table.counts[:, :rows, :columns], limit=limit)
    hidden = np.zeros(table.counts.shape, dtype=np.bool_)
    hidden[:, :rows, :columns] = found.details
    return replace(table, counts=np.where(hidden, 0, table.counts), hidden=hidden), found


def find_ranges(found: Suppressed, *, zeros: bool = True) -> tuple[Ints, Ints]:
    """What somebody can work out of each number: the lowest and highest value it can have, int64 of the shape of
    `counts`. Shown numbers have themselves twice; -1 as highest means without bound."""
    low, high = found.counts.copy(), found.counts.copy()
    places = _list_places(found.hidden)
    system = _make_system(found.counts, found.hidden, places)
    least = 0 if zeros else 1
    for at, place in enumerate(places):
        goal = np.zeros(len(places))
        goal[at] = 1
        lowest = _solve(goal, system, least=least, most=np.inf)
        highest = _solve(-goal, system, least=least, most=np.inf)
        # A number that is at least 0 always has a lowest value; without a highest one the solver finds no end.
        low[place] = least if lowest is None else lowest[at]
        high[place] = -1 if highest is None else highest[at]
    return low, high


def _list_places(hidden: Bools) -> list[Place]:
    return [tuple(place) for place in np.argwhere(hidden).tolist()]


def _line_through(place: Place, axis: int) -> Line:
    return (*place[:axis], slice(None), *place[axis + 1 :])


def _list_lines(shape: tuple[int, ...]) -> Iterator[tuple[int, Place]]:
    """Every line, as the axis it runs along and its first place; its total is at the end."""
    for axis in range(len(shape)):
        for place in product(*(range(1 if at == axis else size) for at, size in enumerate(shape))):
            yield axis, place


def _hide_second_in_lines(counts: Ints, hidden: Bools) -> None:
    """Where one number of a line is hidden the others give it away: hide another one, until none is alone."""
    alone = True
    while alone:
        alone = False
        for axis, place in _list_lines(counts.shape):
            if hidden[_line_through(place, axis)].sum() == 1:
                _hide_cheapest(counts, hidden, axis, place)
                alone = True


def _hide_cheapest(counts: Ints, hidden: Bools, axis: int, place: Place) -> None:
    """Hide one more number of a line: not a 0 when it can be helped (it leaves no room downwards), then one that is
    not alone in its other lines (so that it asks for no others), then the smallest."""

    def cost(candidate: Place) -> tuple[bool, int, int]:
        others = (_line_through(candidate, other) for other in range(counts.ndim) if other != axis)
        alone = sum(not hidden[line].any() for line in others)
        return bool(counts[candidate] == 0), alone, int(counts[candidate])

    line = [(*place[:axis], at, *place[axis + 1 :]) for at in range(counts.shape[axis])]
    hidden[min((candidate for candidate in line if not hidden[candidate]), key=cost)] = True


def _hide_along(counts: Ints, hidden: Bools, place: Place) -> None:
    """Hide one more number in the line through a place in which fewest are hidden and one is left to hide."""
    axes = [axis for axis in range(counts.ndim) if not hidden[_line_through(place, axis)].all()]
    if axes:
        fewest = min(axes, key=lambda axis: int(hidden[_line_through(place, axis)].sum()))
        _hide_cheapest(counts, hidden, fewest, place)


#: The matrix of the sums, and what each must be.
System = tuple[sparse.csr_array, NDArray[np.float64]]


def _make_system(counts: Ints, hidden: Bools, places: list[Place]) -> System:
    """The sums that hidden numbers must have: a row per line with hidden numbers, details minus total."""
    index = np.full(counts.shape, -1)
    for at, place in enumerate(places):
        index[place] = at
    entries: list[tuple[int, int, int]] = []
    right: list[int] = []
    for axis, place in _list_lines(counts.shape):
        line = _line_through(place, axis)
        if not hidden[line].any():
            continue
        signs = np.ones(counts[line].shape, dtype=np.int64)
        signs[-1] = -1
        inside = hidden[line]
        entries += [
            (len(right), int(at), int(sign))
            for at, sign in zip(index[line][inside], signs[inside], strict=True)
        ]
        right.append(-int((signs * counts[line])[~inside].sum()))
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = sparse.csr_array(
        (np.array(values, dtype=np.float64), (rows, columns)), shape=(len(right), len(places))
    )
    return matrix, np.array(right, dtype=np.float64)


def _solve(
    goal: NDArray[np.float64], system: System, *, least: int, most: NDArray[np.float64] | float
) -> NDArray[np.float64] | None:
    """Whole numbers that meet the sums and make the goal smallest; None when none are found, or it has no end."""
    matrix, right = system
    answer = milp(
        goal,
        constraints=LinearConstraint(matrix, right, right),
        integrality=np.ones(len(goal)),
        bounds=Bounds(least, most),
    )
    if answer.x is None:
        return None
    rounded: NDArray[np.float64] = np.round(answer.x)
    # The solver works with a tolerance; only a table that agrees exactly proves anything.
    return rounded if np.array_equal(matrix @ rounded, right) else None


def _find_fixed(counts: Ints, hidden: Bools, *, least: int) -> list[Place]:
    """Hidden numbers that have one possible value. Two tables that agree with all that is shown prove for every number
    in which they differ that it is free, so few problems are solved for many numbers."""
    places = _list_places(hidden)
    system = _make_system(counts, hidden, places)
    true = np.array([counts[place] for place in places], dtype=np.float64)
    # Room to differ is all that is needed; without an end a problem could have no answer.
    most = true + SMALLEST_SHOWN
    free = np.zeros(len(places), dtype=np.bool_)
    moved = True
    while moved and not free.all():
        moved = False
        for sign in (1.0, -1.0):
            other = _solve(np.where(free, 0.0, sign), system, least=least, most=most)
            if other is None:
                continue
            differs = other != true
            moved |= bool((differs & ~free).any())
            free |= differs
    for at in np.flatnonzero(~free).tolist():
        goal = np.zeros(len(places))
        goal[at] = 1
        for sign in (1.0, -1.0):
            other = None if free[at] else _solve(sign * goal, system, least=least, most=most)
            if other is not None:
                free |= other != true
    return [place for place, is_free in zip(places, free.tolist(), strict=True) if not is_free]

"""Amounts, scores and errors per group, from how many there are, their sum and their sum of squares."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints, Label, demand_known, index_groups, name_groups
from waarborg.core.measurement.intervals import mean_interval
from waarborg.core.measurement.metrics import divide


@dataclass(frozen=True)
class AmountTable:
    """Moments of a column per group, arrays of shape (groups,) in the unit of the column and its square."""

    by: tuple[str, ...]
    labels: tuple[tuple[Label, ...], ...]
    column: str
    counts: Ints
    sums: Floats
    squares: Floats

    @property
    def means(self) -> Floats:
        """The mean per group, NaN without values. Of a column predicted minus true it is the mean error (bias), of
        its absolute value the mean absolute error."""
        return divide(self.sums, self.counts)

    @property
    def root_mean_squares(self) -> Floats:
        """The root of the mean square per group: of a column predicted minus true the root mean square error."""
        root: Floats = np.sqrt(divide(self.squares, self.counts))
        return root

    def intervals(self, *, level: float = 0.95) -> tuple[Floats, Floats]:
        """Student's interval for each mean; NaN with fewer than two values."""
        return mean_interval(self.counts, self.sums, self.squares, level=level)

    @property
    def rest(self) -> tuple[Ints, Floats, Floats]:
        """Counts, sums and squares of all that are not in the group, per group."""
        return (
            self.counts.sum() - self.counts,
            self.sums.sum() - self.sums,
            self.squares.sum() - self.squares,
        )


def group_amounts(cells: Cells, by: Sequence[str], column: str) -> AmountTable:
    """The moments of a column per group; groups without rows are not there, those without values have count 0.

    Raises `UnfitCells` when the cells carry no such moments, or a count was hidden.
    """
    if column not in cells.moments:
        raise UnfitCells(
            f"{column}: the cells carry no moments of it; there are {', '.join(cells.moments) or 'none'}."
        )
    demand_known(cells, column)
    codes, group = index_groups(cells, by)
    moments = cells.moments[column]
    counts, sums, squares = np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes)), np.zeros(len(codes))
    np.add.at(counts, group, moments.counts)
    np.add.at(sums, group, moments.sums)
    np.add.at(squares, group, moments.squares)
    return AmountTable(tuple(by), name_groups(cells, by, codes), column, counts, sums, squares)

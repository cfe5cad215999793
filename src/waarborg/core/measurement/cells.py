"""Counts per combination of groups and outcome: all that metrics, intervals and tests need to know of a log.

A decision log of ten million rows becomes some thousands of cells in one pass; what follows costs the same whatever the
number of rows, and cells can leave the place where the persons' data stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

#: The name of the dimension that holds what was predicted, decided or selected, and of the one with what was so.
PREDICTION, TRUTH = "prediction", "truth"
#: The labels of yes and no in those two, however the log wrote them.
POSITIVE, NEGATIVE = "1", "0"


class UnfitCells(Exception):
    """Cells that contradict themselves, or a question they cannot answer. The message says which dimension and why."""


@dataclass(frozen=True)
class Dimension:
    """A column that was counted by. labels: its values as text, in order; None stands for a value that is missing.

    role: `by` (a group), `given` (a legitimate ground), `period`, `step` (of a process), `prediction`, `truth`,
    `score` (bins of a score) or `other`.
    """

    name: str
    role: str
    labels: tuple[str | None, ...]

    def __post_init__(self) -> None:
        """Raise `UnfitCells` when a label stands twice."""
        if len(set(self.labels)) != len(self.labels):
            raise UnfitCells(f"{self.name}: a label stands in it twice.")


@dataclass(frozen=True)
class Moments:
    """Of a number per row (score, amount, error), by cell: how many rows have one, their sum and sum of squares.

    counts: int64 of shape (cells,). sums, squares: float64 of shape (cells,), in the unit of the column and its square.
    """

    counts: NDArray[np.int64]
    sums: NDArray[np.float64]
    squares: NDArray[np.float64]


@dataclass(frozen=True)
class Cells:
    """How many rows there are per combination of labels; combinations without rows may be left out.

    codes: int32 of shape (cells, dimensions), each an index into the labels of its dimension; no combination twice.
    counts: int64 of shape (cells,), not negative. moments: by name of the column. hidden: bool of shape (cells,), cells
    of which the deliverer hid the count (there the count is 0 and unknown).
    """

    dimensions: tuple[Dimension, ...]
    codes: NDArray[np.int32]
    counts: NDArray[np.int64]
    moments: Mapping[str, Moments] = field(default_factory=dict)
    hidden: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        """Raise `UnfitCells` when shapes, codes or counts cannot be right."""
        cells = len(self.counts)
        if self.codes.shape != (cells, len(self.dimensions)):
            raise UnfitCells(f"codes: {self.codes.shape} where {(cells, len(self.dimensions))} is needed.")
        if cells and int(self.counts.min()) < 0:
            raise UnfitCells("counts: a number of rows below zero.")
        for place, dimension in enumerate(self.dimensions):
            column = self.codes[:, place]
            if cells and not (int(column.min()) >= 0 and int(column.max()) < len(dimension.labels)):
                raise UnfitCells(f"{dimension.name}: a code without a label.")
        if cells and len(np.unique(self.codes, axis=0)) != cells:
            raise UnfitCells("codes: a combination stands in it twice.")

    @property
    def total(self) -> int:
        """The number of rows of all cells whose count is known."""
        return int(self.counts.sum())

    def find(self, name: str) -> int:
        """The place of a dimension. Raises `UnfitCells` with the names there are."""
        for place, dimension in enumerate(self.dimensions):
            if dimension.name == name:
                return place
        names = ", ".join(dimension.name for dimension in self.dimensions)
        raise UnfitCells(f"There is no dimension {name}; there are {names}.")

    def sum_over(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Counts as a full table with one axis per named dimension, in that order, summed over all others."""
        places = [self.find(name) for name in names]
        shape = tuple(len(self.dimensions[place].labels) for place in places)
        table = np.zeros(shape, dtype=np.int64)
        if places:
            np.add.at(table, tuple(self.codes[:, place] for place in places), self.counts)
        else:
            table[...] = self.counts.sum()
        return table

"""Whom a group is compared with: another group, all others, a chosen one, or the largest."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Bools, GroupTable, Ints, Label


class Against(StrEnum):
    """The ways to compare."""

    PAIRS = "pairs"
    REST = "rest"
    REFERENCE = "reference"
    LARGEST = "largest"


@dataclass(frozen=True)
class Comparisons:
    """Two sides side by side. groups: int64 of shape (comparisons,), the place of the group in its table.

    others: the place of the other group, -1 for the rest. ours, theirs: the outcomes of both sides, int64 of shape
    (comparisons, 3, 3). hidden: bool of that shape, hidden on either side.
    """

    table: GroupTable
    against: Against
    groups: Ints
    others: Ints
    ours: Ints
    theirs: Ints
    hidden: Bools

    def name(self, place: int) -> tuple[tuple[Label, ...], tuple[Label, ...] | None]:
        """The labels of the group and of the other group, None where that is the rest."""
        other = int(self.others[place])
        return self.table.labels[int(self.groups[place])], None if other < 0 else self.table.labels[other]


def compare_pairs(table: GroupTable) -> Comparisons:
    """Each pair of groups once, in the order of the table."""
    left, right = np.triu_indices(len(table.labels), k=1)
    return _compare(table, Against.PAIRS, left, right)


def compare_with_rest(table: GroupTable) -> Comparisons:
    """Each group against all rows that are not in it, those of groups that were left out included.

    Nothing to compare when there is one group without a rest.
    """
    groups = np.arange(len(table.labels), dtype=np.int64)
    theirs = table.total[None] - table.counts
    kept = theirs.sum(axis=(1, 2)) > 0
    # A count that is hidden in one group is missing from the rest of every other.
    hidden = np.broadcast_to(table.hidden.any(axis=0), table.hidden.shape)
    return Comparisons(
        table,
        Against.REST,
        groups[kept],
        np.full(int(kept.sum()), -1, dtype=np.int64),
        table.counts[kept],
        theirs[kept],
        hidden[kept],
    )


def compare_with_reference(table: GroupTable, *labels: Label) -> Comparisons:
    """Each other group against the chosen one. Raises `UnfitCells` when that is not in the table."""
    return _against_one(table, Against.REFERENCE, table.find(*labels))


def compare_with_largest(table: GroupTable) -> Comparisons:
    """Each other group against the one with most rows, the first of equals. Raises `UnfitCells` without groups."""
    if not table.labels:
        raise UnfitCells(f"There are no groups by {', '.join(table.by)} to compare.")
    return _against_one(table, Against.LARGEST, int(np.argmax(table.n)))


def _against_one(table: GroupTable, against: Against, one: int) -> Comparisons:
    left = np.delete(np.arange(len(table.labels)), one)
    return _compare(table, against, left, np.full(len(left), one))


def _compare(
    table: GroupTable, against: Against, left: NDArray[np.intp], right: NDArray[np.intp]
) -> Comparisons:
    return Comparisons(
        table,
        against,
        left.astype(np.int64),
        right.astype(np.int64),
        table.counts[left],
        table.counts[right],
        table.hidden[left] | table.hidden[right],
    )

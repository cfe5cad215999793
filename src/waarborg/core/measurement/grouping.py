"""Groups and their outcomes: from cells to one small table per group.

Everything that is asked of a decision that is yes or no stands in nine counts per group: what was decided (no, yes,
unknown) by what was so (no, yes, unknown).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waarborg.core.measurement.cells import PREDICTION, TRUTH, Cells, UnfitCells

#: Places on both axes of a table of outcomes.
NO, YES, UNKNOWN = 0, 1, 2

Label = str | None
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class GroupTable:
    """Groups with their outcomes. A group is named by one label per dimension of `by`; None is a missing value.

    counts: int64 of shape (groups, 3, 3), [decided][was so], each NO, YES or UNKNOWN. hidden: bool of that shape,
    counts that the deliverer hid, so that the true count is higher. left_out: int64 of shape (3, 3), the rows of the
    `groups_left_out` groups that are smaller than was asked; they count in `total`.
    """

    by: tuple[str, ...]
    labels: tuple[tuple[Label, ...], ...]
    counts: Ints
    hidden: Bools
    left_out: Ints
    groups_left_out: int = 0

    @property
    def n(self) -> Ints:
        """Rows per group."""
        rows: Ints = self.counts.sum(axis=(1, 2))
        return rows

    @property
    def selected(self) -> Ints:
        """Rows per group for which was decided yes."""
        rows: Ints = self.counts[:, YES].sum(axis=1)
        return rows

    @property
    def tp(self) -> Ints:
        """Decided yes, and it was so."""
        return self.counts[:, YES, YES]

    @property
    def fp(self) -> Ints:
        """Decided yes, and it was not so."""
        return self.counts[:, YES, NO]

    @property
    def fn(self) -> Ints:
        """Decided no, and it was so."""
        return self.counts[:, NO, YES]

    @property
    def tn(self) -> Ints:
        """Decided no, and it was not so."""
        return self.counts[:, NO, NO]

    @property
    def total(self) -> Ints:
        """Outcomes of all rows together, int64 of shape (3, 3), with those of groups that were left out."""
        rows: Ints = self.counts.sum(axis=0) + self.left_out
        return rows

    def find(self, *labels: Label) -> int:
        """The place of a group. Raises `UnfitCells` when it is not there."""
        if labels not in self.labels:
            raise UnfitCells(
                f"There is no group {labels} by {', '.join(self.by)}; groups may be left out by size."
            )
        return self.labels.index(labels)


def index_groups(cells: Cells, by: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """The combinations of labels that occur, int32 of shape (groups, len(by)), and the group of each cell.

    Groups come in the order of the labels, the first dimension first. Raises `UnfitCells` for a name that is not
    there or stands twice.
    """
    if len(set(by)) != len(by):
        raise UnfitCells(f"{', '.join(by)}: a dimension stands in it twice.")
    places = [cells.find(name) for name in by]
    key = np.zeros(len(cells.counts), dtype=np.int64)
    first: NDArray[np.intp] = np.zeros(min(1, len(key)), dtype=np.intp)
    inverse: NDArray[np.intp] = np.zeros(len(key), dtype=np.intp)
    for place in places:
        # Numbered anew at each step, so that the key cannot outgrow 64 bits however many dimensions there are.
        key = inverse * len(cells.dimensions[place].labels) + cells.codes[:, place]
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return cells.codes[first][:, places], inverse


def name_groups(cells: Cells, by: Sequence[str], codes: NDArray[np.int32]) -> tuple[tuple[Label, ...], ...]:
    """The labels of combinations of codes, int32 of shape (groups, len(by))."""
    columns = [
        [cells.dimensions[cells.find(name)].labels[code] for code in codes[:, at].tolist()]
        for at, name in enumerate(by)
    ]
    return tuple(zip(*columns, strict=True)) if columns else ((),) * len(codes)


def read_outcomes(
    cells: Cells, name: str, yes: Collection[str], unknown: Collection[str] = ()
) -> NDArray[np.int64]:
    """NO, YES or UNKNOWN per cell by the label it has in a dimension; all UNKNOWN when there is no such dimension.

    yes: labels that count as yes. A missing label and those in `unknown` are UNKNOWN, every other is NO. Raises
    `UnfitCells` when a label of `yes` does not occur in the dimension or is `unknown` too.
    """
    if all(dimension.name != name for dimension in cells.dimensions):
        return np.full(len(cells.counts), UNKNOWN, dtype=np.int64)
    place = cells.find(name)
    labels = cells.dimensions[place].labels
    wrong = sorted(set(yes) - set(labels)) or sorted(set(yes) & set(unknown))
    if wrong or not yes:
        known = ", ".join(label for label in labels if label is not None)
        raise UnfitCells(
            f"{name}: which label means yes? {', '.join(wrong) or 'None'} was given; there are {known}."
        )
    meaning = [
        UNKNOWN if label is None or label in unknown else YES if label in yes else NO for label in labels
    ]
    read: NDArray[np.int64] = np.array(meaning, dtype=np.int64)[cells.codes[:, place]]
    return read


def group_outcomes(
    cells: Cells,
    by: Sequence[str],
    *,
    decided: Collection[str],
    so: Collection[str],
    minimum: int = 0,
) -> GroupTable:
    """Outcomes per group, for one dimension or the intersection of several.

    decided, so: the labels of the dimensions `prediction` and `truth` that mean yes (a dimension that is not there is
    unknown throughout). minimum: groups with fewer rows are left out, as `GroupTable` says. Groups without rows are
    not there. Raises `UnfitCells` as `index_groups` and `read_outcomes` do.
    """
    codes, group = index_groups(cells, by)
    predicted, true = read_outcomes(cells, PREDICTION, decided), read_outcomes(cells, TRUTH, so)
    counts = np.zeros((len(codes), 3, 3), dtype=np.int64)
    np.add.at(counts, (group, predicted, true), cells.counts)
    hidden = np.zeros(counts.shape, dtype=np.bool_)
    if cells.hidden is not None:
        np.logical_or.at(hidden, (group, predicted, true), cells.hidden)
    sizes = counts.sum(axis=(1, 2))
    occurs = (sizes > 0) | hidden.any(axis=(1, 2))
    kept = occurs & (sizes >= minimum)
    return GroupTable(
        by=tuple(by),
        labels=name_groups(cells, by, codes[kept]),
        counts=counts[kept],
        hidden=hidden[kept],
        left_out=counts[~kept].sum(axis=0),
        groups_left_out=int((occurs & ~kept).sum()),
    )


def demand_known(cells: Cells, what: str) -> None:
    """Raise `UnfitCells` when a count was hidden: `what` asks for all of them, and 0 in its place would be wrong."""
    if cells.hidden is not None and cells.hidden.any():
        raise UnfitCells(f"{what}: counts are hidden, so this cannot be worked out; group more coarsely.")


def list_classes(cells: Cells) -> tuple[str, ...]:
    """The labels that the dimensions `prediction` and `truth` have together, in the order of the labels there."""
    dimensions = [dimension for dimension in cells.dimensions if dimension.name in (PREDICTION, TRUTH)]
    labels = [label for dimension in dimensions for label in dimension.labels if label is not None]
    return tuple(dict.fromkeys(labels))

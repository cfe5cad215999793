"""Which numbers may leave: small ones are hidden, with others along, so that none can be worked out from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.measurement.grouping import UNKNOWN, Bools, GroupTable, Ints
from waarborg.core.measurement.suppression import Suppressed, suppress, suppress_groups

#: A table with more places than this takes minutes to make safe.
MOST_PLACES = 60_000


@dataclass(frozen=True)
class Mask:
    """What is hidden of a table of groups. counts: bool of shape (groups, 3, 3). sizes: bool of shape (groups,)."""

    counts: Bools
    sizes: Bools


def hide_nothing(table: GroupTable) -> Mask:
    """Only what the deliverer hid is hidden."""
    return Mask(table.hidden, table.hidden.any(axis=(1, 2)))


def hide_alone(table: GroupTable, limit: int) -> Mask:
    """Hide the small numbers of a table that is shown without other tables of the same groups."""
    _hidden, found = suppress_groups(table, limit=limit)
    whole = np.zeros(table.counts.shape, dtype=np.bool_)
    rows, columns = (size - 1 for size in found.hidden.shape[1:])
    whole[:, :rows, :columns] = found.details
    return Mask(whole, found.hidden[:-1, -1, -1])


class Joined:
    """The small numbers of several columns together, hidden once for all tables that are made of them."""

    def __init__(self, cells: Cells, whole: GroupTable, limit: int) -> None:
        """whole: the outcomes of all columns together, no group left out. Raises `UnfitCells` when it is too large."""
        self._by = whole.by
        self._places = [
            {label: at for at, label in enumerate(cells.dimensions[cells.find(name)].labels)}
            for name in whole.by
        ]
        rows = 3 if whole.counts[:, UNKNOWN].any() else 2
        columns = 3 if whole.counts[:, :, UNKNOWN].any() else 2
        shape = (*(len(place) for place in self._places), rows, columns)
        if np.prod([size + 1 for size in shape]) > MOST_PLACES:
            raise UnfitCells(
                f"{' x '.join(whole.by)}: too many groups together to hide small numbers safely. Ask for fewer columns "
                "together, or for all numbers (hide-below 0) when the result stays within."
            )
        dense = np.zeros(shape, dtype=np.int64)
        for labels, counts in zip(whole.labels, whole.counts, strict=True):
            dense[self._find(whole.by, labels)] = counts[:rows, :columns]
        self._found: Suppressed = suppress(dense, limit=limit)

    def hide(self, table: GroupTable) -> Mask:
        """What is hidden of a table of some of the columns."""
        counts = np.zeros(table.counts.shape, dtype=np.bool_)
        sizes = np.zeros(len(table.labels), dtype=np.bool_)
        rows, columns = (size - 1 for size in self._found.hidden.shape[-2:])
        for at, labels in enumerate(table.labels):
            place = self._find(table.by, labels)
            counts[at, :rows, :columns] = self._found.hidden[place][:-1, :-1]
            sizes[at] = self._found.hidden[place][-1, -1]
        return Mask(counts, sizes)

    def _find(self, by: Sequence[str], labels: Sequence[str | None]) -> tuple[int, ...]:
        """The place of a group; a column that is not in it is summed over, which stands last on its axis."""
        given = dict(zip(by, labels, strict=True))
        return tuple(
            place[given[name]] if name in given else -1
            for name, place in zip(self._by, self._places, strict=True)
        )


def count_shown(counts: Ints, mask: Bools) -> list[list[list[int | None]]]:
    """Counts of shape (groups, 3, 3) as lists, None where hidden."""
    shown = counts.astype(np.object_)
    shown[mask] = None
    result: list[list[list[int | None]]] = shown.tolist()
    return result

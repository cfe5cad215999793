"""From cells to tables within strata: each group against all others, among people alike in a legitimate ground."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import PREDICTION, Cells, UnfitCells
from waarborg.core.measurement.grouping import (
    NO,
    UNKNOWN,
    YES,
    Ints,
    Label,
    demand_known,
    index_groups,
    name_groups,
    read_outcomes,
)


@dataclass(frozen=True)
class Strata:
    """Each group against the rest within strata. counts: int64 of shape (groups, strata, 2, 2), [group 0, rest 1]
    [yes 0, no 1], as `conditional` takes a table per group. unknown: rows without a known decision, left out."""

    by: tuple[str, ...]
    given: tuple[str, ...]
    labels: tuple[tuple[Label, ...], ...]
    strata: tuple[tuple[Label, ...], ...]
    counts: Ints
    unknown: int


def stratify(
    cells: Cells,
    by: Sequence[str],
    given: Sequence[str],
    *,
    decided: Collection[str],
    decision: str = PREDICTION,
) -> Strata:
    """Count decisions per group and stratum. given: the dimensions of the legitimate ground; a missing value there is
    a stratum of its own. decision: the dimension of the decision, decided: its labels that mean yes.

    Raises `UnfitCells` for a dimension or label that is not there, without a ground, when a dimension is both group and
    ground (nothing is left to compare then), and when a count was hidden.
    """
    if not given or set(by) & set(given):
        raise UnfitCells("Name a ground to compare within, another dimension than that of the groups.")
    demand_known(cells, "strata")
    cells.find(decision)
    codes, group = index_groups(cells, by)
    ground, stratum = index_groups(cells, given)
    outcome = read_outcomes(cells, decision, decided)
    counts = np.zeros((len(codes), len(ground), 3), dtype=np.int64)
    np.add.at(counts, (group, stratum, outcome), cells.counts)
    ours = counts[:, :, [YES, NO]]
    return Strata(
        tuple(by),
        tuple(given),
        name_groups(cells, by, codes),
        name_groups(cells, given, ground),
        np.stack([ours, ours.sum(axis=0) - ours], axis=2),
        int(counts[:, :, UNKNOWN].sum()),
    )

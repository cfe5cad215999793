"""Steps of a process, such as chosen by the model, checked, found wrong: who goes on from each step, per group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.measurement.grouping import (
    NO,
    YES,
    Floats,
    Ints,
    Label,
    demand_known,
    index_groups,
    name_groups,
    read_outcomes,
)
from waarborg.core.measurement.intervals import Limits, newcombe
from waarborg.core.measurement.metrics import divide


@dataclass(frozen=True)
class Step:
    """A step. name: its dimension. yes: the labels with which somebody goes on to the next step."""

    name: str
    yes: frozenset[str]


@dataclass(frozen=True)
class StepTable:
    """Per group and step, int64 of shape (groups, steps). entered: rows that reached the step. went_on: that left it
    with yes. unknown: that entered and of which is not known how they left; they count in neither share."""

    by: tuple[str, ...]
    labels: tuple[tuple[Label, ...], ...]
    steps: tuple[Step, ...]
    entered: Ints
    went_on: Ints
    unknown: Ints

    @property
    def known(self) -> Ints:
        """Rows that entered and of which is known how they left."""
        return self.entered - self.unknown

    @property
    def rates(self) -> Floats:
        """The share that goes on from each step, of those that entered it with a known outcome; NaN for nobody."""
        return divide(self.went_on, self.known)

    @property
    def reached(self) -> Floats:
        """The share of the whole group that goes on from each step; NaN for an empty group."""
        return divide(self.went_on, self.entered[:, :1])

    def gaps_with_rest(self, *, level: float = 0.95) -> tuple[Floats, Limits]:
        """Per group and step the rate minus that of all others, with the interval of Newcombe."""
        rest, others = self.went_on.sum(axis=0) - self.went_on, self.known.sum(axis=0) - self.known
        gaps = self.rates - divide(rest, others)
        return gaps, newcombe(self.went_on, self.known, rest, others, level=level)


def follow_steps(cells: Cells, by: Sequence[str], steps: Sequence[Step]) -> StepTable:
    """Count who reaches and leaves each step. All rows enter the first; those with yes enter the next.

    Raises `UnfitCells` without steps, for a dimension or label that is not there, and when a count was hidden.
    """
    if not steps:
        raise UnfitCells("Name the steps of the process in their order.")
    demand_known(cells, "steps")
    codes, group = index_groups(cells, by)
    shape = (len(codes), len(steps))
    entered, went_on, unknown = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    inside = np.ones(len(cells.counts), dtype=np.bool_)
    for at, step in enumerate(steps):
        cells.find(step.name)
        left = read_outcomes(cells, step.name, step.yes)
        for into, mask in (
            (entered, inside),
            (went_on, inside & (left == YES)),
            (unknown, inside & (left != YES) & (left != NO)),
        ):
            np.add.at(into[:, at], group[mask], cells.counts[mask])
        inside = inside & (left == YES)
    return StepTable(tuple(by), name_groups(cells, by, codes), tuple(steps), entered, went_on, unknown)

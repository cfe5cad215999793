"""What a metric is, and its value per group and per comparison.

A metric of outcomes is a mean of one or more parts, each a number of rows out of a number of rows. Where nothing is
there to divide by the metric has no value: NaN in arrays and None in `Rates.list_values`, never 0 or 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import NO, UNKNOWN, YES, Bools, Floats, Ints
from waarborg.core.terms.text import Text

#: The nine counts by name: first what was decided, then what was so (n no, p yes, u unknown), and the usual four.
PLACES = {
    "tp": (YES, YES),
    "fp": (YES, NO),
    "fn": (NO, YES),
    "tn": (NO, NO),
    "yes?": (YES, UNKNOWN),
    "no?": (NO, UNKNOWN),
    "?yes": (UNKNOWN, YES),
    "?no": (UNKNOWN, NO),
    "??": (UNKNOWN, UNKNOWN),
}


class Basis(StrEnum):
    """What a metric is worked out from."""

    OUTCOMES = "outcomes"
    SCORES = "scores"
    AMOUNTS = "amounts"
    RANKING = "ranking"


@dataclass(frozen=True)
class Part:
    """A number of rows out of a number of rows, each as the names of counts (`PLACES`) that are added up."""

    top: frozenset[str]
    bottom: frozenset[str]

    def __post_init__(self) -> None:
        """Raise `ValueError` for a name that is no count."""
        wrong = (self.top | self.bottom) - PLACES.keys()
        if wrong or not self.top or not self.bottom:
            raise ValueError(f"no counts of outcomes: {sorted(wrong)}")

    @property
    def is_share(self) -> bool:
        """Whether the rows above are among those below, so that the value lies between 0 and 1."""
        return self.top <= self.bottom


@dataclass(frozen=True)
class Metric:
    """A formula that gives a figure. formula: in ASCII, with the names of `PLACES`. divides_by: the denominator in
    words. source: the paper or standard. parts: of a metric on outcomes; empty for another basis."""

    id: str
    name: Text
    formula: str
    explanation: Text
    divides_by: Text
    source: str
    basis: Basis = Basis.OUTCOMES
    parts: tuple[Part, ...] = field(default=())

    @property
    def is_share(self) -> bool:
        """Whether it is one share of rows, so that the intervals and tests for shares hold."""
        return len(self.parts) == 1 and self.parts[0].is_share


@dataclass(frozen=True)
class Rates:
    """A metric over several tables. tops, bottoms: int64 of shape (..., parts). hidden: bool of shape (...), a count
    that is needed was hidden."""

    metric: Metric
    tops: Ints
    bottoms: Ints
    hidden: Bools

    @property
    def values(self) -> Floats:
        """The value per table, float64 of shape (...), NaN where it has none."""
        mean: Floats = divide(self.tops, self.bottoms).mean(axis=-1)
        return np.where(self.hidden, np.nan, mean)

    def list_values(self) -> list[float | None]:
        """The values of one row of tables, None where there is none."""
        return list_known(self.values)


def divide(tops: ArrayLike, bottoms: ArrayLike) -> Floats:
    """Divide element by element; NaN where the divisor is 0."""
    above, below = np.asarray(tops, dtype=np.float64), np.asarray(bottoms, dtype=np.float64)
    result = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=result, where=below != 0)
    return result


def list_known(values: Floats) -> list[float | None]:
    """Values of shape (n,) as a list, None for NaN and for what is not finite."""
    return [value if np.isfinite(value) else None for value in values.tolist()]


def add_up(counts: Ints | Floats, sets: Sequence[Iterable[str]]) -> Ints:
    """For each set of names the sum of these counts, from tables of outcomes (..., 3, 3) to (..., sets)."""
    weights = np.zeros((3, 3, len(sets)), dtype=counts.dtype)
    for at, names in enumerate(sets):
        for name in names:
            weights[(*PLACES[name], at)] = 1
    summed: Ints = np.matmul(counts.reshape(*counts.shape[:-2], 9), weights.reshape(9, len(sets)))
    return summed


def measure(metric: Metric, counts: Ints | Floats, hidden: Bools | None = None) -> Rates:
    """The metric for tables of outcomes of shape (..., 3, 3), int64, or float64 when drawn. hidden: bool of that shape.

    Raises `UnfitCells` when the metric is not one of outcomes.
    """
    if not metric.parts:
        raise UnfitCells(f"{metric.id} is not worked out from outcomes but from {metric.basis}.")
    size = len(metric.parts)
    sums = add_up(counts, [*(part.top for part in metric.parts), *(part.bottom for part in metric.parts)])
    veiled = np.zeros(counts.shape[:-2], dtype=np.bool_)
    if hidden is not None:
        needed = frozenset[str]().union(*(part.top | part.bottom for part in metric.parts))
        veiled = add_up(hidden.astype(np.int64), [needed])[..., 0] > 0
    return Rates(metric, sums[..., :size], sums[..., size:], veiled)


def differences(ours: Rates, theirs: Rates) -> Floats:
    """Ours minus theirs, NaN where one has no value."""
    return ours.values - theirs.values


def ratios(ours: Rates, theirs: Rates) -> Floats:
    """Ours over theirs, NaN where one has no value or theirs is 0."""
    return divide(ours.values, theirs.values)


def largest_gap(values: Floats | Sequence[float]) -> float | None:
    """The highest value minus the lowest; None when fewer than two have a value. It grows with the number of groups
    also where nothing is the matter: `spread` says how large it then is."""
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    return float(known.max() - known.min()) if len(known) > 1 else None

"""Groups estimated from where people live, for a log that lacks the attribute.

What is known of an area is not known of a person in it. So this gives numbers for a whole log, never an attribute per
row. Robinson (1950), Ecological correlations and the behavior of individuals, American Sociological Review 15.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Bools, Floats, Ints
from waarborg.core.measurement.intervals import normal_quantile
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.reasons import Reason, give_reason


@dataclass(frozen=True)
class ExpectedComposition:
    """Groups to be expected among the rows of a log, arrays of shape (groups,). expected: number of rows. low, high:
    whole numbers of rows, if within each area it makes no difference to which group one belongs. least, most: what
    the numbers of residents leave possible, whatever happened within areas. share and its limits: over `rows`. rows:
    those in areas whose composition is known. unknown: the rows in other areas, which do not count."""

    groups: tuple[str, ...]
    rows: int
    unknown: int
    expected: Floats
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    reasons: tuple[Reason, ...]

    @property
    def share(self) -> Floats:
        """The expected share, NaN without rows."""
        return divide(self.expected, self.rows)

    @property
    def interval(self) -> tuple[Floats, Floats]:
        """The limits of the share that go with `low` and `high`."""
        return divide(self.low, self.rows), divide(self.high, self.rows)

    @property
    def possible(self) -> tuple[Floats, Floats]:
        """The limits of the share that go with `least` and `most`."""
        return divide(self.least, self.rows), divide(self.most, self.rows)


def expect_composition(
    counts: Ints, groups: Sequence[str], residents: Floats, *, level: float = 0.95
) -> ExpectedComposition:
    """Groups to be expected from the number of rows per area and the residents per area and group.

    counts: int64 of shape (areas,), one row per person. residents: float64 of shape (areas, groups), persons; NaN where
    the statistical office gives none. An area with a NaN or without residents is unknown. Groups together
    are all residents, each person in one. expected: sum of n_a s_a. The interval has the
    variance sum of n_a s_a (1 - s_a), with skewness after Cornish and Fisher (1938) and a correction for continuity; it
    is a little wide, since people are drawn without putting back. least, most: the method of bounds, Duncan and Davis
    (1953), American Sociological Review 18. Raises `UnfitCells` for shapes or numbers that cannot be right, also when
    an area has more rows than residents: then shares per area say too little.
    """
    known, persons = _read_areas(counts, groups, residents)
    n, people = counts[known].astype(np.float64), persons.sum(axis=1)
    if np.any(n > people):
        place = int(np.flatnonzero(known)[np.argmax(n - people)])
        raise UnfitCells(
            f"The area at place {place} has {int(counts[place])} rows and {float(residents[place].sum()):g} residents. Count each "
            f"person once, and use figures of the right year."
        )
    share = divide(persons, people[:, None])
    rows = int(n.sum())
    expected = n @ share
    variance = n @ (share * (1 - share))
    third = n @ (share * (1 - share) * (1 - 2 * share))
    least = np.maximum(0, n[:, None] - (people[:, None] - persons)).sum(axis=0)
    most = np.minimum(n[:, None], persons).sum(axis=0)
    z, spread = normal_quantile(level), np.sqrt(variance)
    lean = np.nan_to_num(divide(third, variance)) * (z * z - 1) / 6
    low = np.clip(np.floor(expected - z * spread + lean - 0.5), least, most)
    high = np.clip(np.ceil(expected + z * spread + lean + 0.5), least, most)
    sure = variance <= 1e-12
    return ExpectedComposition(
        tuple(groups), rows, int(counts.sum()) - rows, expected,
        np.where(sure, expected, low), np.where(sure, expected, high), least, most,
        (give_reason("ecological_caution", {"areas": float(known.sum()), "rows": float(rows)}),),
    )  # fmt: skip


def _read_areas(counts: Ints, groups: Sequence[str], residents: Floats) -> tuple[Bools, Floats]:
    """Which areas are known, and the residents of those."""
    if counts.ndim != 1 or residents.shape != (len(counts), len(groups)) or not groups:
        raise UnfitCells(
            f"residents: shape {residents.shape} for {len(counts)} areas and {len(groups)} groups; one number for each."
        )
    if (len(counts) and counts.min() < 0) or np.any(residents < 0) or np.isinf(residents).any():
        raise UnfitCells("Numbers of rows and of residents are not below 0, and finite.")
    known = np.isfinite(residents).all(axis=1) & (np.nan_to_num(residents).sum(axis=1) > 0)
    return known, residents[known]

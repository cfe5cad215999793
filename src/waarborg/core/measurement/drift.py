"""Whether what comes in, or what is decided, changed between two periods, overall and per group."""

from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.tests_of_difference import Omnibus, chi_square


@dataclass(frozen=True)
class Drift:
    """The change of a distribution between two periods. psi: population stability index. psi_by_chance: what it is on
    average when nothing changed, (bins - 1) (1/n + 1/m). filled: bins empty in one period, counted as half a row in
    the index. total_variation: half the sum of differences in share, 0 to 1. test: of no change. Figures are None when
    a period has no rows."""

    psi: float | None
    psi_by_chance: float | None
    filled: int
    total_variation: float | None
    test: Omnibus


def measure_drift(before: Ints, after: Ints) -> Drift:
    """Compare two periods. before, after: int64 of shape (bins,), rows per bin. Bins empty in both are left out.

    PSI = sum (q - p) ln(q / p), with its mean by chance after Yurdakul and Naranjo (2020), Statistical properties of
    the population stability index: the usual bounds of 0.1 and 0.25 mean nothing with few rows or many bins. Raises
    `UnfitCells` when the bins are not the same.
    """
    if before.shape != after.shape:
        raise UnfitCells(f"The periods have {len(before)} and {len(after)} bins; they must be the same bins.")
    used = (before + after) > 0
    before, after = before[used], after[used]
    test = chi_square(np.stack([before, after]))
    n, m = int(before.sum()), int(after.sum())
    if not n or not m:
        return Drift(None, None, 0, None, test)
    p, q = np.maximum(before, 0.5) / n, np.maximum(after, 0.5) / m
    return Drift(
        float(((q - p) * np.log(q / p)).sum()),
        (len(before) - 1) * (1 / n + 1 / m),
        int(((before == 0) | (after == 0)).sum()),
        float(np.abs(before / n - after / m).sum() / 2),
        test,
    )


def measure_group_drift(table: Ints) -> tuple[Drift, ...]:
    """The drift of each group, from rows of shape (groups, 2, bins) with the earlier period first."""
    return tuple(measure_drift(group[0], group[1]) for group in table)


def measure_drift_of_shares(before: Ints, before_n: Ints, after: Ints, after_n: Ints) -> Floats:
    """The change in a share per group, after minus before, beyond the change of all together, shape (groups,).

    It tells a group whose treatment changed from a change that all share. NaN where a period has no rows.
    """
    change = divide(after, after_n) - divide(before, before_n)
    overall = divide(after.sum(), after_n.sum()) - divide(before.sum(), before_n.sum())
    return change - overall

"""Whether a log holds the people it should: groups beside the population, and where values are missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, norm

from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.measurement.corrections import holm
from waarborg.core.measurement.grouping import Floats, Ints, Label, demand_known, index_groups, name_groups
from waarborg.core.measurement.intervals import Limits, wilson
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.tests_of_difference import Omnibus, chi_square


@dataclass(frozen=True)
class Representation:
    """Groups of a log beside a population, arrays of shape (groups,). share, expected: in the log and in the
    population. ratio: share / expected. residuals: standardised, about normal where nothing differs. p: of each
    residual, corrected with Holm. statistic, degrees, overall: the test of all groups together; overall is None with
    fewer than two groups. absent: rows of the log in groups that the population does not have."""

    labels: tuple[str, ...]
    rows: Ints
    share: Floats
    interval: Limits
    expected: Floats
    ratio: Floats
    residuals: Floats
    p: Floats
    statistic: float
    degrees: int
    overall: float | None
    absent: int


def compare_with_population(
    labels: Sequence[Label], rows: Ints, population: Mapping[str, float], *, level: float = 0.95
) -> Representation:
    """Lay the groups of a log beside a population, such as a table of the statistical office.

    labels, rows: the groups of the log, shape (groups,). population: number or share of persons per label, taken as
    known exactly. Groups of the population that the log lacks have 0 rows; groups and missing labels that are not in
    the population are counted in `absent` and left out. Residual: (O - E) / sqrt(E (1 - share)), Agresti (2013),
    Categorical data analysis, section 3.3. Raises `UnfitCells` when the population has no persons, or a number below 0.
    """
    sizes = np.array(list(population.values()), dtype=np.float64)
    if not len(sizes) or sizes.min() < 0 or sizes.sum() <= 0:
        raise UnfitCells(
            "The population needs a number of persons per group, not below 0 and not 0 altogether."
        )
    names = tuple(population)
    found = dict(zip(labels, np.asarray(rows).tolist(), strict=True))
    counts = np.array([found.get(name, 0) for name in names], dtype=np.int64)
    n, expected = int(counts.sum()), sizes / sizes.sum()
    share = divide(counts, n)
    residuals = divide(counts - n * expected, np.sqrt(n * expected * (1 - expected)))
    present = expected > 0
    statistic = float(np.nansum(divide((counts - n * expected)[present] ** 2, n * expected[present])))
    # Rows where the population has nobody cannot be chance at all.
    if counts[~present].any():
        statistic = float("inf")
    degrees = max(0, int(present.sum()) - 1)
    overall = float(chi2.sf(statistic, degrees)) if degrees and n else None
    return Representation(
        names, counts, share, wilson(counts, np.full_like(counts, n), level=level), expected,
        divide(share, expected), residuals, holm(2 * norm.sf(np.abs(residuals))), statistic, degrees, overall,
        int(np.asarray(rows).sum()) - n,
    )  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """How often a dimension has no value, per group, arrays of shape (groups,), with the test over all groups."""

    name: str
    labels: tuple[tuple[Label, ...], ...]
    missing: Ints
    rows: Ints
    share: Floats
    interval: Limits
    omnibus: Omnibus


def count_missing(cells: Cells, by: Sequence[str], name: str, *, level: float = 0.95) -> Missing:
    """Missing values of a dimension per group. Data that are missing more in one group make every figure about that
    group less sure, and can themselves be the bias. Raises `UnfitCells` for a dimension that is not there, and
    when a count was hidden."""
    place = cells.find(name)
    demand_known(cells, name)
    codes, group = index_groups(cells, by)
    absent = np.array([label is None for label in cells.dimensions[place].labels])[cells.codes[:, place]]
    rows, missing = np.zeros(len(codes), dtype=np.int64), np.zeros(len(codes), dtype=np.int64)
    np.add.at(rows, group, cells.counts)
    np.add.at(missing, group[absent], cells.counts[absent])
    return Missing(
        name, name_groups(cells, by, codes), missing, rows, divide(missing, rows), wilson(missing, rows, level=level),
        chi_square(np.stack([missing, rows - missing], axis=1)),
    )  # fmt: skip

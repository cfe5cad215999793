"""Clusters of numeric data in which something goes wrong more often than elsewhere: groups that nobody named.

Hierarchical bias-aware clustering (HBAC): Misztal-Radecka and Indurkhya (2021), Bias-aware hierarchical clustering for
detecting the discriminated groups of users, Information Processing and Management 58(3). Clusters are found on one part
of the rows and tested on another. For columns of categories `slices` finds more, and sooner.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.corrections import holm
from waarborg.core.measurement.grouping import Floats, Ints
from waarborg.core.measurement.intervals import Limits, mean_and_error, mean_interval, welch, wilson
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.rules import Rule, describe, measure_rule
from waarborg.core.measurement.slices import confirm_slices

#: A split is accepted when it brings out this much more, in standard deviations of the bias variable.
_GAIN = 1e-5
#: k-means starts so many times, on so many rows, and goes on with the best start on all rows.
_STARTS, _START_ROWS, _MOST_STEPS = 10, 10_000, 100
#: Means have come to rest when the square of their last move is so small beside the variance of a column.
_STILL = 1e-4


@dataclass(frozen=True)
class Split:
    """A leaf cut in two by a plane through standardised columns: rows for which the weighted sum of their columns lies
    above `offset` become a new leaf, the others stay. direction: float64 of shape (columns,)."""

    leaf: int
    direction: Floats
    offset: float


@dataclass(frozen=True)
class Partition:
    """Leaves 0 to `leaves` - 1, as made by splits in this order. centre, scale: of each column, shape (columns,)."""

    centre: Floats
    scale: Floats
    splits: tuple[Split, ...]

    @property
    def leaves(self) -> int:
        """How many clusters there are."""
        return len(self.splits) + 1

    def assign(self, values: Floats) -> NDArray[np.intp]:
        """The leaf of each row, also of rows that played no part before. values: float64 of shape (rows, columns).

        The answer for a row never depends on the rows beside it. Raises `UnfitCells` for values that are no numbers
        or another number of columns.
        """
        if values.ndim != 2 or values.shape[1] != len(self.centre) or not np.isfinite(values).all():
            raise UnfitCells(f"Rows of {len(self.centre)} columns with a number in each are needed.")
        points = _standardise(values, self.centre, self.scale)
        leaf: NDArray[np.intp] = np.zeros(len(values), dtype=np.intp)
        for new, split in enumerate(self.splits, start=1):
            rows = np.flatnonzero(leaf == split.leaf)
            leaf[rows[_project(points[:, rows], split.direction) > split.offset]] = new
        return leaf


@dataclass(frozen=True)
class Cluster:
    """A cluster as the rows kept apart show it. leaf: its number in the partition. found_in: rows of the search that
    are in it. size: rows kept apart that are in it. rate, rest: the mean of the bias variable inside and outside (a
    share when that is 0 or 1). low, high: interval of the rate. gap, gap_low, gap_high: rate minus rest. p: one-sided,
    of the rate being higher. adjusted: after Holm over all clusters. None where there is no value."""

    leaf: int
    found_in: int
    size: int
    rule: Rule | None
    rate: float | None
    low: float | None
    high: float | None
    rest: float | None
    gap: float | None
    gap_low: float | None
    gap_high: float | None
    p: float | None
    adjusted: float | None


@dataclass(frozen=True)
class Clustering:
    """Clusters, that which deviated most in the search first; none where the rows could not be split. searched, tested:
    numbers of rows. are_shares: whether the bias variable is 0 or 1 in every row."""

    partition: Partition
    clusters: tuple[Cluster, ...]
    searched: int
    tested: int
    are_shares: bool


def find_clusters(
    values: Floats,
    names: Sequence[str],
    bias: Floats,
    *,
    seed: int,
    minimum: int = 100,
    rounds: int = 5,
    kept_apart: float = 0.3,
    level: float = 0.95,
    depth: int = 3,
) -> Clustering:
    """Find clusters on a random part of the rows, and test all of them on the rest.

    values: float64 of shape (rows, columns), finite; names: of the columns. A column that makes up the bias variable,
    such as the outcome itself, must not be among them: it would be found back. bias: float64 of shape (rows,), higher
    is worse, such as 1 for an error. minimum: fewest rows of the search in a cluster. rounds: most attempts to split; many cut a true cluster in parts.
    kept_apart: share of rows to test on. depth: most conditions in a rule. Raises `UnfitCells` for data that do not
    fit, with the column, and `ValueError` for options out of bounds.
    """
    if not 0 < kept_apart < 1 or minimum < 1 or rounds < 1:
        raise ValueError("kept_apart lies between 0 and 1; minimum and rounds are 1 or more")
    _demand_numbers(values, names, bias)
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(values))
    cut = round(len(values) * kept_apart)
    apart, search = order[:cut], order[cut:]
    # In the order of the draw, so that any stretch of them is a random sample.
    ours, theirs = values[search], values[apart]
    partition = _split_rows(ours, bias[search], minimum, rounds, generator)
    are_shares = bool(((bias == 0) | (bias == 1)).all())
    if partition.leaves == 1:
        return Clustering(partition, (), len(search), len(apart), are_shares)
    found, leaf = partition.assign(ours), partition.assign(theirs)
    tested = _confirm(bias[apart], leaf, partition.leaves, are_shares=are_shares, level=level)
    scores = _score_leaves(bias[search], found, partition.leaves)
    clusters = []
    for at in np.argsort(-scores, kind="stable").tolist():
        ranges = describe(ours, names, found == at, depth=depth)
        rule = measure_rule(ranges, theirs, names, leaf == at) if ranges else None
        figures = (_known(column[at]) for column in tested)
        clusters.append(Cluster(at, int((found == at).sum()), int((leaf == at).sum()), rule, *figures))
    return Clustering(partition, tuple(clusters), len(search), len(apart), are_shares)


def split_rows(values: Floats, bias: Floats, *, minimum: int, rounds: int, seed: int) -> Partition:
    """Split rows into leaves without testing them. Arguments as `find_clusters`; all rows are used.

    As long as there are rounds: take the leaf with the largest standard deviation of the bias variable, split it with
    2-means, and accept when both parts have `minimum` rows and one of them lies further above all rows outside it than
    the leaf did (all rows together lie 0 above the rest); else leave it as it is for good.
    """
    names = [str(at) for at in range(values.shape[1] if values.ndim == 2 else 0)]
    _demand_numbers(values, names, bias)
    return _split_rows(values, bias, minimum, rounds, np.random.default_rng(seed))


def _split_rows(
    values: Floats, bias: Floats, minimum: int, rounds: int, generator: np.random.Generator
) -> Partition:
    centre, scale = values.mean(axis=0), values.std(axis=0)
    # Rounding gives a column of one value a spread of almost nothing, which would blow it up.
    scale[scale <= 1e-12 * np.abs(centre)] = 1.0
    scale[scale == 0] = 1.0
    points, gain = _standardise(values, centre, scale), _GAIN * float(bias.std())
    leaf = np.zeros(len(values), dtype=np.intp)
    splits: list[Split] = []
    spreads, scores = {0: float(bias.std())}, {0: 0.0}
    for _ in range(rounds):
        at = max(spreads, key=lambda one: (spreads[one], -one), default=None)
        if at is None or spreads[at] == 0:
            break
        del spreads[at]
        rows = np.flatnonzero(leaf == at)
        plane = _halve(points[:, rows], generator) if len(rows) >= 2 * minimum else None
        if plane is None:
            continue
        side = _project(points[:, rows], plane[0]) > plane[1]
        parts = {at: rows[~side], len(splits) + 1: rows[side]}
        above = {one: _score(bias, part) for one, part in parts.items()}
        if min(len(part) for part in parts.values()) < minimum or max(above.values()) < scores[at] + gain:
            continue
        for one, part in parts.items():
            leaf[part], spreads[one], scores[one] = one, float(bias[part].std()), above[one]
        splits.append(Split(at, *plane))
    return Partition(centre, scale, tuple(splits))


def _halve(points: Floats, generator: np.random.Generator) -> tuple[Floats, float] | None:
    """The plane between two means: direction and offset; None when the rows are all alike.

    points: float64 of shape (columns, rows). Lloyd (1982), Least squares quantization in PCM; starts after Arthur and
    Vassilvitskii (2007), k-means++.
    """
    rows = points.shape[1]
    some = points[:, generator.choice(rows, _START_ROWS, replace=False)] if rows > _START_ROWS else points
    best: tuple[float, Floats] | None = None
    for _ in range(_STARTS):
        first = some[:, generator.integers(some.shape[1])]
        distances = ((some - first[:, None]) ** 2).sum(axis=0)
        if not distances.any():
            return None
        second = some[:, generator.choice(some.shape[1], p=distances / distances.sum())]
        between, means = _settle(some, np.stack([first, second]))
        if best is None or between > best[0]:
            best = between, means
    if best is None:
        return None
    _, means = _settle(points, best[1])
    return _find_plane(means)


def _settle(points: Floats, means: Floats) -> tuple[float, Floats]:
    """Two means moved until they stay about where they are, float64 of shape (2, columns), with the sum of squares
    between them: the larger that is, the smaller the sum within."""
    between, total, rows = 0.0, points.sum(axis=1), points.shape[1]
    still = _STILL * float(points.var(axis=1).mean())
    for _ in range(_MOST_STEPS):
        direction, offset = _find_plane(means)
        side = _project(points, direction) > offset
        size = int(side.sum())
        if size in (0, rows):
            break
        upper = np.einsum("cr,r->c", points, side.astype(np.float64))
        before, means = means, np.stack([(total - upper) / (rows - size), upper / size])
        between = float(size * (rows - size) / rows * ((means[1] - means[0]) ** 2).sum())
        if ((means - before) ** 2).sum() <= still:
            break
    return between, means


def _find_plane(means: Floats) -> tuple[Floats, float]:
    return means[1] - means[0], float((means[1] ** 2 - means[0] ** 2).sum() / 2)


def _project(points: Floats, direction: Floats) -> Floats:
    """The weighted sum per row. Column by column: a product of matrices may round a row otherwise in another batch."""
    total = np.zeros(points.shape[1])
    for column, weight in zip(points, direction.tolist(), strict=True):
        total += column * weight
    return total


def _standardise(values: Floats, centre: Floats, scale: Floats) -> Floats:
    """From (rows, columns) to (columns, rows), each column in one stretch of memory."""
    points: Floats = np.ascontiguousarray(values.T)
    return (points - centre[:, None]) / scale[:, None]


def _score(bias: Floats, rows: NDArray[np.intp]) -> float:
    """The mean of the rows minus that of all others."""
    inside, others = float(bias[rows].sum()), len(bias) - len(rows)
    return inside / max(1, len(rows)) - (float(bias.sum()) - inside) / max(1, others)


def _score_leaves(bias: Floats, leaf: NDArray[np.intp], leaves: int) -> Floats:
    return np.array([_score(bias, np.flatnonzero(leaf == at)) for at in range(leaves)])


def _confirm(
    bias: Floats, leaf: NDArray[np.intp], leaves: int, *, are_shares: bool, level: float
) -> tuple[Floats, ...]:
    """Per leaf: rate, its limits, rest, gap, its limits, p and adjusted p, each float64 of shape (leaves,)."""
    n = np.bincount(leaf, minlength=leaves).astype(np.int64)
    if are_shares:
        events = np.bincount(leaf[bias == 1], minlength=leaves).astype(np.int64)
        found = confirm_slices(events, n, events.sum(), n.sum(), level=level)
        low, high = wilson(events, n, level=level)
        return found.share, low, high, found.rest, found.gap, *found.interval, found.p, found.adjusted
    # Around their mean, so that squares of large numbers do not drown the differences.
    middle = float(bias.mean()) if len(bias) else 0.0
    sums = np.bincount(leaf, bias - middle, leaves).astype(np.float64)
    squares = np.bincount(leaf, (bias - middle) ** 2, leaves).astype(np.float64)
    rest = n.sum() - n, sums.sum() - sums, squares.sum() - squares
    low, high = mean_interval(n, sums, squares, level=level)
    rate, other = divide(sums, n), divide(rest[1], rest[0])
    p = _compare_means((n, sums, squares), rest)
    limits: Limits = welch((n, sums, squares), rest, level=level)
    return rate + middle, low + middle, high + middle, other + middle, rate - other, *limits, p, holm(p)


def _compare_means(ours: tuple[Ints, Floats, Floats], theirs: tuple[Ints, Floats, Floats]) -> Floats:
    """One-sided p-values of ours being higher, with unequal variances. Welch (1947), Biometrika 34."""
    (mean, error, df), (other, other_error, other_df) = mean_and_error(*ours), mean_and_error(*theirs)
    variance = error**2 + other_error**2
    freedom = divide(variance**2, divide(error**4, df) + divide(other_error**4, other_df))
    p: Floats = student.sf(divide(mean - other, np.sqrt(variance)), freedom)
    return p


def _demand_numbers(values: Floats, names: Sequence[str], bias: Floats) -> None:
    if values.ndim != 2 or values.shape[1] != len(names) or not names or len(set(names)) != len(names):
        raise UnfitCells(f"values: shape {values.shape} for {len(names)} columns with names of their own.")
    if bias.shape != (len(values),) or len(values) < 2:
        raise UnfitCells(
            f"bias: shape {bias.shape} for {len(values)} rows; one number per row, at least 2 rows."
        )
    for name, column in (*zip(names, values.T, strict=True), ("bias", bias)):
        wrong = len(column) - int(np.isfinite(column).sum())
        if wrong:
            raise UnfitCells(f"{name}: {wrong} rows have no number; leave them out or fill them in first.")


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

"""Intervals by resampling cells. Drawing n rows with replacement gives cells that are multinomial with the observed
shares, so drawing the cells is the same bootstrap as drawing rows, at a cost that does not depend on the number of rows.

Efron (1979), Bootstrap methods, Annals of Statistics 7. It is not the same for weighted rows or several rows per person
(`weighting`), nor for a stratified design unless each stratum is drawn by itself (`strata`).
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Floats, Ints

#: Beyond this many cells closed forms are used: resampling then costs minutes and tells nothing more.
MOST_CELLS = 10_000
#: A block of draws holds at most so many numbers, 4 MB: it stays near the processor, and memory small.
_BLOCK = 500_000


def draw_cells(
    counts: Ints, *, resamples: int, seed: int, strata: NDArray[np.int64] | None = None
) -> Iterator[Floats]:
    """Resampled counts in blocks, float64 of shape (some, cells), together `resamples` of them.

    counts: of shape (cells,). strata: int64 of shape (cells,), the stratum of each cell; each is drawn by itself and
    keeps its size. The same seed gives the same draws. Raises `UnfitCells` with more than `MOST_CELLS` cells that have
    rows, `ValueError` for fewer than one resample.
    """
    if resamples < 1:
        raise ValueError(f"a number of resamples is 1 or more: {resamples}")
    used = np.flatnonzero(counts)
    if len(used) > MOST_CELLS:
        raise UnfitCells(f"{len(used)} cells are too many to resample ({MOST_CELLS}); use the closed forms.")
    parts = [used] if strata is None else [used[strata[used] == one] for one in np.unique(strata[used])]
    return _draw_blocks(counts, [part for part in parts if len(part)], resamples, seed)


def _draw_blocks(counts: Ints, parts: list[NDArray[np.intp]], resamples: int, seed: int) -> Iterator[Floats]:
    generator = np.random.default_rng(seed)
    step = max(1, _BLOCK // max(1, len(counts)))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        block = np.zeros((size, len(counts)))
        for part in parts:
            rows = int(counts[part].sum())
            block[:, part] = generator.multinomial(rows, counts[part] / rows, size=size)
        yield block


def percentile_limits(
    values: Floats, *, level: float = 0.95, least_known: float = 0.95
) -> tuple[Floats, Floats]:
    """Lower and upper percentile of resampled values, shape (resamples, ...) to (...), linear between values.

    NaN where less than `least_known` of the resamples has a value: an interval over the rest would look too sure.
    """
    # Each figure in one stretch of memory sorts three times as fast; NaN goes last.
    ordered = np.moveaxis(np.sort(np.ascontiguousarray(np.moveaxis(values, 0, -1)), axis=-1), -1, 0)
    known = np.isfinite(ordered).sum(axis=0)
    enough = known >= np.ceil(least_known * len(values))
    limits = []
    for chance in ((1 - level) / 2, (1 + level) / 2):
        place = chance * np.maximum(known - 1, 0)
        low = np.floor(place).astype(np.intp)
        high = np.minimum(low + 1, np.maximum(known - 1, 0))
        below = np.take_along_axis(ordered, low[None], axis=0)[0]
        above = np.take_along_axis(ordered, high[None], axis=0)[0]
        limits.append(np.where(enough, below + (place - low) * (above - below), np.nan))
    return limits[0], limits[1]


def resample_table(
    table: Ints,
    statistic: Callable[[Floats], Floats],
    *,
    resamples: int = 2000,
    seed: int,
    level: float = 0.95,
    by_stratum: bool = False,
) -> tuple[Floats, Floats]:
    """Percentile interval of any figure of a table of counts.

    table: of any shape. statistic: from float64 of shape (some, *table.shape) to (some, ...), a block of resamples, NaN
    where it has no value. by_stratum: the first axis of the table is the stratum, each drawn by itself. Raises as `draw_cells`.
    """
    flat = table.reshape(-1)
    strata = None
    if by_stratum:
        strata = np.repeat(np.arange(len(table)), flat.size // max(1, len(table)))
    blocks = draw_cells(flat, resamples=resamples, seed=seed, strata=strata)
    drawn = np.concatenate([statistic(block.reshape(len(block), *table.shape)) for block in blocks])
    return percentile_limits(drawn, level=level)

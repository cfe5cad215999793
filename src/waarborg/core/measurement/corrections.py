"""Correction for many tests at once: p-values that may be held against the level as if each stood alone.

NaN stays NaN and does not count as a test. Order is kept.
"""

import numpy as np

from waarborg.core.measurement.grouping import Floats


def holm(p: Floats) -> Floats:
    """Adjusted p-values that keep the chance of any false alarm at the level, however the tests hang together. Holm
    (1979), A simple sequentially rejective multiple test procedure."""
    order, ordered, known = _sort(p)
    m = len(ordered)
    return _put_back(p, order, np.minimum(1, np.maximum.accumulate(ordered * (m - np.arange(m)))), known)


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjusted p-values that keep the expected share of false alarms among the alarms at the level, for independent
    or positively dependent tests. Benjamini and Hochberg (1995), JRSS B 57."""
    return _step_up(p, dependent=False)


def benjamini_yekutieli(p: Floats) -> Floats:
    """As `benjamini_hochberg`, for any dependence. Benjamini and Yekutieli (2001), Annals of Statistics 29."""
    return _step_up(p, dependent=True)


def _step_up(p: Floats, *, dependent: bool) -> Floats:
    order, ordered, known = _sort(p)
    m = len(ordered)
    ranks = np.arange(1, m + 1)
    factor = (1 / ranks).sum() if dependent else 1.0
    raised = ordered * m * factor / ranks
    return _put_back(p, order, np.minimum(1, np.minimum.accumulate(raised[::-1])[::-1]), known)


def _sort(
    p: Floats,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], Floats, np.ndarray[tuple[int], np.dtype[np.intp]]]:
    known = np.flatnonzero(~np.isnan(p))
    order = np.argsort(p[known], kind="stable")
    return order, p[known][order], known


def _put_back(
    p: Floats,
    order: np.ndarray[tuple[int], np.dtype[np.intp]],
    adjusted: Floats,
    known: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> Floats:
    result = np.full(p.shape, np.nan)
    result[known[order]] = adjusted
    return result

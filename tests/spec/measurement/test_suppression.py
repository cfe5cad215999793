"""Small numbers are hidden, and nobody can work them out: proved on small tables by trying every table there is."""

import numpy as np
import pytest

from tests.small_cells import make_table
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.metrics import measure
from waarborg.core.measurement.suppression import add_totals, find_ranges, suppress, suppress_groups


def test_totals_stand_at_the_end_of_each_axis() -> None:
    assert add_totals(np.array([[1, 2], [3, 4]])).tolist() == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]


def test_a_small_number_is_hidden_with_three_others_around_it() -> None:
    """5 is small. Alone it follows from its row and its column, so a rectangle of four is hidden."""
    found = suppress(np.array([[5, 40, 30], [20, 50, 60], [70, 80, 90]]))
    assert found.small.sum() == 1
    assert found.shown.tolist() == [
        [None, 40, None, 75],
        [None, 50, None, 130],
        [70, 80, 90, 240],
        [95, 170, 180, 445],
    ]


def test_the_range_that_can_be_worked_out_is_known() -> None:
    # x + z = 35, x + y = 25, y + w = 80, z + w = 90: x from 0 to 25.
    found = suppress(np.array([[5, 40, 30], [20, 50, 60], [70, 80, 90]]))
    low, high = find_ranges(found)
    assert (low[0, 0], high[0, 0]) == (0, 25)
    assert (low[0, 2], high[0, 2]) == (10, 35)
    assert (low[2, 2], high[2, 2]) == (90, 90)


def test_a_hidden_total_may_be_without_bound() -> None:
    found = suppress(np.array([3, 2]))
    assert found.shown.tolist() == [None, None, None]
    _, high = find_ranges(found)
    assert high.tolist() == [-1, -1, -1]


def test_nothing_small_hides_nothing() -> None:
    found = suppress(np.array([[10, 40], [20, 50]]))
    assert not found.hidden.any()
    assert found.shown.tolist()[-1][-1] == 120


def test_two_zeros_in_a_row_would_be_given_away_by_the_sum() -> None:
    """Hidden with nothing else they add up to 0, so both are known; a number above 0 is hidden along."""
    found = suppress(np.array([[0, 0, 50], [40, 30, 20]]))
    assert found.hidden[0].tolist()[:3] == [True, True, True]
    low, high = find_ranges(found)
    assert (low < high)[found.hidden].all()


def test_zeros_may_be_shown() -> None:
    found = suppress(np.array([[0, 5, 50], [40, 30, 20]]), zeros=False)
    assert not found.hidden[0, 0]
    assert found.hidden[0, 1]
    low, high = find_ranges(found, zeros=False)
    assert (low < high)[found.hidden].all()
    assert (low[found.hidden] >= 1).all()


def test_a_table_that_is_no_table_of_counts_is_refused() -> None:
    for table in (np.array(3), np.array([1, -1])):
        with pytest.raises(UnfitCells, match="table of counts"):
            suppress(table)


def test_groups_keep_their_shape_and_figures_on_hidden_numbers_have_no_value() -> None:
    table = make_table({"a": (30, 3, 40, 50), "b": (50, 60, 70, 80), "c": (90, 100, 110, 120)})
    shown, found = suppress_groups(table)
    assert found.counts.shape == (4, 3, 3)
    assert shown.hidden[0, 1, 0]
    assert (shown.counts[shown.hidden] == 0).all()
    assert measure(METRICS["false_positive_rate"], shown.counts, shown.hidden).list_values()[0] is None


def test_groups_that_were_hidden_or_left_out_before_are_refused() -> None:
    shown, _ = suppress_groups(make_table({"a": (30, 3, 40, 50), "b": (50, 60, 70, 80)}))
    with pytest.raises(UnfitCells, match="hidden once"):
        suppress_groups(shown)


# --- proof by trying every table --------------------------------------------------------------------------


def list_tables(counts: np.ndarray, hidden: np.ndarray, most: int) -> np.ndarray:
    """Every table with totals that agrees with all shown numbers, with hidden details up to `most`: shape (tables, ...)."""
    details = tuple(slice(-1) for _ in range(counts.ndim))
    places = np.nonzero(hidden[details])
    values = np.indices((most + 1,) * len(places[0]), dtype=np.int8).reshape(len(places[0]), -1)
    tables = np.repeat(counts[details][None].astype(np.int8), values.shape[1], axis=0)
    tables[(slice(None), *places)] = values.T
    for axis in range(1, tables.ndim):
        tables = np.concatenate([tables, tables.sum(axis=axis, keepdims=True, dtype=np.int8)], axis=axis)
    return tables[(tables[:, ~hidden] == counts[~hidden]).all(axis=1)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("shape", [(4,), (2, 3), (3, 3), (2, 2, 2)])
def test_every_hidden_number_can_have_been_another(shape: tuple[int, ...], seed: int) -> None:
    """Counts up to 6, hidden below 2: every possible table is tried, and no hidden number is the same in all."""
    counts = np.random.default_rng(seed).choice(
        [0, 1, 2, 3, 4, 6], size=shape, p=[0.1, 0.15, 0.2, 0.2, 0.2, 0.15]
    )
    counts.flat[seed % counts.size] = 1
    found = suppress(counts, limit=2)
    assert (found.hidden | (found.counts >= 2)).all()
    if found.details.sum() <= 6:
        tables = list_tables(found.counts, found.hidden, 6)
        low, high = tables.min(axis=0), tables.max(axis=0)
    else:
        # Too many to try; the ranges of the solver, which the next test lays beside trying.
        low, high = find_ranges(found)
        high[high == -1] = np.iinfo(np.int64).max
    assert (low < high)[found.hidden].all()


@pytest.mark.parametrize("seed", range(8))
def test_the_ranges_are_those_of_all_tables_there_are(seed: int) -> None:
    """A rectangle of four is hidden in three by three; each of the four is at most 9."""
    counts = np.random.default_rng(seed).integers(2, 5, size=(3, 3))
    counts[seed % 3, seed // 3] = 1
    found = suppress(counts, limit=2)
    assert found.details.sum() == 4
    tables = list_tables(found.counts, found.hidden, 9)
    low, high = find_ranges(found)
    assert (low == tables.min(axis=0)).all()
    assert (high == tables.max(axis=0)).all()


def test_hiding_only_the_small_numbers_would_give_them_away() -> None:
    """The check can fail: without complementary suppression one table remains."""
    counts = add_totals(np.array([[1, 3, 4], [2, 5, 6]]))
    assert len(list_tables(counts, counts < 2, 6)) == 1

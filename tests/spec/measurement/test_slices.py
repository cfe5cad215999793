"""Slices are ranked on one half and tested on the other."""

from itertools import combinations

import numpy as np
import pytest

from tests.small_cells import ints
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.slices import confirm_slices, rank_slices


def test_slices_are_ranked_by_how_sure_the_excess_is() -> None:
    # All rows: 100 of 1,000. z: 30/100 high; 40/300 a little; 8/100 below the rest; 9/20 too small to take part.
    found = rank_slices(ints(8, 40, 30, 9), ints(100, 300, 100, 20), ints(100), ints(1000), minimum=50)
    assert found.places.tolist() == [2, 1]
    assert found.share.tolist() == pytest.approx([30 / 100, 40 / 300])
    assert found.rest.tolist() == pytest.approx([70 / 900, 60 / 700])
    pooled = 100 / 1000
    z = (0.3 - 70 / 900) / (pooled * (1 - pooled) * (1 / 100 + 1 / 900)) ** 0.5
    assert found.scores[0] == pytest.approx(z)


def test_equal_scores_keep_the_order_and_only_so_many_are_kept() -> None:
    found = rank_slices(ints(30, 30, 30), ints(100, 100, 100), ints(100), ints(1000), most=2)
    assert found.places.tolist() == [0, 1]


def test_a_slice_of_nearly_all_rows_has_no_rest_to_compare_with() -> None:
    assert rank_slices(ints(99), ints(960), ints(100), ints(1000)).places.tolist() == []


def test_totals_of_other_rows_are_refused() -> None:
    with pytest.raises(UnfitCells, match="totals of the same rows"):
        rank_slices(ints(5), ints(10), ints(4), ints(100))
    with pytest.raises(UnfitCells, match="totals of the same rows"):
        confirm_slices(ints(11), ints(10), ints(40), ints(100))


def test_chosen_slices_are_tested_on_other_rows_with_correction() -> None:
    found = confirm_slices(ints(25, 11, 0), ints(100, 100, 0), ints(100), ints(1000))
    assert found.gap[:2].tolist() == pytest.approx([0.25 - 75 / 900, 0.11 - 89 / 900])
    assert found.adjusted[0] == pytest.approx(2 * found.p[0])
    assert found.p[0] < 1e-5
    assert found.p[1] > 0.3
    assert np.isnan(found.adjusted[2])
    assert found.interval[0][0] < found.gap[0] < found.interval[1][0]


def search(generator: np.random.Generator, rows: int, planted: float) -> tuple[tuple[int, ...], bool]:
    """Rank and test all slices of one and two of six characteristics with three values, one pair planted."""
    values = generator.integers(0, 3, (rows, 6))
    share = np.where((values[:, 0] == 1) & (values[:, 3] == 2), planted, 0.1)
    events = generator.random(rows) < share
    train = np.arange(rows) < rows // 2
    names = [
        ((at, value),) for at in range(6) for value in range(3)
    ] + [
        ((one, a), (other, b)) for one, other in combinations(range(6), 2) for a in range(3) for b in range(3)
    ]  # fmt: skip
    masks = [np.logical_and.reduce([values[:, at] == value for at, value in name]) for name in names]

    def count(part: np.ndarray, places: list[int]) -> tuple[np.ndarray, np.ndarray]:
        return (
            np.array([(masks[at] & part & events).sum() for at in places]),
            np.array([(masks[at] & part).sum() for at in places]),
        )

    every = list(range(len(names)))
    ranked = rank_slices(
        *count(train, every), ints(int((events & train).sum())), ints(int(train.sum())), most=5
    )
    tested = confirm_slices(
        *count(~train, ranked.places.tolist()), ints(int((events & ~train).sum())), ints(int((~train).sum()))
    )
    return names[ranked.places[0]], bool((tested.adjusted <= 0.05).any())


def test_a_planted_intersection_is_found_and_confirmed() -> None:
    name, confirmed = search(np.random.default_rng(1), 10_000, 0.3)
    assert name == ((0, 1), (3, 2))
    assert confirmed


def test_where_nothing_is_planted_a_search_is_confirmed_in_at_most_one_in_twenty() -> None:
    generator = np.random.default_rng(2)
    alarms = sum(search(generator, 3_000, 0.1)[1] for _ in range(150))
    assert alarms / 150 <= 0.05 + 2 * (0.05 * 0.95 / 150) ** 0.5

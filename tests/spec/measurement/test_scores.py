"""Scores, rankings, amounts and weighted rows, worked out by hand."""

import math

import numpy as np
import pytest

from tests.small_cells import count_rows, ints
from waarborg.core.measurement.amounts import group_amounts
from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.measurement.intervals import wilson
from waarborg.core.measurement.ranking import share_at_k
from waarborg.core.measurement.scores import auc, auc_interval, calibrate, group_scores
from waarborg.core.measurement.weighting import (
    demand_equal_weights,
    demand_persons,
    sum_weights,
    weighted_gap,
    weighted_share,
)

NAMES = ("group", "score", "truth")
ROWS = [
    ("a", "0.2", "no"), ("a", "0.2", "no"), ("a", "0.2", "yes"), ("a", "0.8", "yes"), ("a", "0.8", "no"),
    ("b", "0.2", "no"), ("b", "0.8", "yes"), ("b", None, "yes"), ("b", "0.8", None),
]  # fmt: skip
VALUES = [0.1, 0.3, 0.2, 0.9, 0.7, 0.2, 0.8, 0.5, 0.8]


def test_scores_are_counted_by_bin_and_truth() -> None:
    cells = count_rows(NAMES, ROWS, {"value": VALUES})
    table = group_scores(cells, ["group"], score="score", so={"yes"}, moments="value")
    assert table.bins == ("0.2", "0.8")
    assert table.counts.tolist() == [[[2, 1], [1, 1]], [[1, 0], [0, 1]]]
    found = calibrate(table)
    assert found.share.tolist() == [[pytest.approx(1 / 3), 0.5], [0, 1]]
    assert found.score.tolist() == [[pytest.approx(0.6 / 3), pytest.approx(1.6 / 2)], [0.2, 0.8]]
    assert found.interval[0][0, 0] == _wilson(1, 3)[0][0]
    assert found.error.tolist() == pytest.approx([(3 * (1 / 3 - 0.2) + 2 * 0.3) / 5, (0.2 + 0.2) / 2])
    assert found.overall.tolist() == pytest.approx([2 / 5 - 2.2 / 5, 1 / 2 - 1.0 / 2])


def test_the_area_counts_pairs_and_half_of_equals() -> None:
    # Group a: so in bins 1, 2; not so in bins 1, 1, 2: right 2, equal 2 + 1, of 6 pairs.
    counts = np.array([[[2, 1], [1, 1]], [[1, 0], [0, 1]], [[3, 0], [2, 0]]])
    found = auc(counts)
    assert found[:2].tolist() == [(2 + 3 / 2) / 6, 1.0]
    assert math.isnan(found[2])


def test_the_interval_of_the_area_covers_the_truth_about_as_often_as_it_says() -> None:
    shares = np.array([[0.2, 0.02], [0.2, 0.04], [0.15, 0.1], [0.1, 0.19]])
    truth = float(auc(shares[None])[0])
    generator = np.random.default_rng(1)
    covered = 0
    for _ in range(200):
        sample = generator.multinomial(300, shares.reshape(-1)).reshape(1, 4, 2)
        low, high = auc_interval(sample, seed=3, resamples=300)
        covered += bool(low[0] <= truth <= high[0])
    assert 0.9 < covered / 200 < 0.99


def test_with_many_bins_the_closed_form_lies_near_the_resampled_interval() -> None:
    generator = np.random.default_rng(2)
    so, not_so = (
        np.bincount(np.clip(generator.normal(mean, 8, n), 0, 49).astype(int), minlength=50)
        for mean, n in ((28, 300), (22, 700))
    )
    counts = np.stack([not_so, so], axis=-1)[None]
    drawn, closed = auc_interval(counts, seed=1), auc_interval(counts, seed=1, most_cells=10)
    width = drawn[1][0] - drawn[0][0]
    assert closed[0][0] == pytest.approx(drawn[0][0], abs=0.1 * width)
    assert closed[1][0] == pytest.approx(drawn[1][0], abs=0.1 * width)


def test_the_closed_form_of_the_area_is_worked_out_by_hand() -> None:
    # So at 1 and 2, not so at 0 and 1, each once: so has places 3/4 and 1, not so 1 and 3/4, all 1/8 from 7/8.
    # Variance of each (2/64) / 1, over 2 rows: together 2 x (1/32) / 2.
    counts = np.array([[[1, 0], [1, 1], [0, 1]]])
    low, high = auc_interval(counts, seed=1, most_cells=0)
    assert low[0] == pytest.approx(7 / 8 - 1.959964 * math.sqrt(2 * (1 / 32) / 2))
    assert high[0] == 1


def test_scores_that_are_not_there_or_hidden_are_refused() -> None:
    cells = count_rows(NAMES, ROWS)
    with pytest.raises(UnfitCells, match="no moments of it"):
        group_scores(cells, ["group"], score="score", so={"yes"}, moments="value")
    with pytest.raises(UnfitCells, match="the moments of the score"):
        calibrate(group_scores(cells, ["group"], score="score", so={"yes"}))
    hidden = Cells(
        cells.dimensions, cells.codes, cells.counts, hidden=np.ones(len(cells.counts), dtype=np.bool_)
    )
    with pytest.raises(UnfitCells, match="hidden"):
        group_scores(hidden, ["group"], score="score", so={"yes"})


# --- rankings ---------------------------------------------------------------------------------------------


def test_the_top_is_compared_with_the_whole() -> None:
    # Three places, best first; group a has 6 of 20 in all, and 4 of the top 5.
    found = share_at_k(np.array([[4, 1, 1], [1, 9, 4]]), 5)
    assert found.rows.tolist() == [4, 1]
    assert found.ratio.tolist() == pytest.approx([(4 / 5) / (6 / 20), (1 / 5) / (14 / 20)])


def test_rows_at_the_same_place_share_what_is_left_of_the_top() -> None:
    # Five from the first place, and 2 of the 10 in the second: a fifth of each.
    found = share_at_k(np.array([[4, 1, 1], [1, 9, 4]]), 7)
    assert found.rows.tolist() == pytest.approx([4 + 0.2, 1 + 1.8])


@pytest.mark.parametrize("k", [0, 21])
def test_a_top_that_is_no_part_is_refused(k: int) -> None:
    with pytest.raises(UnfitCells, match="no part of a ranking"):
        share_at_k(np.array([[4, 1, 1], [1, 9, 4]]), k)


# --- amounts ----------------------------------------------------------------------------------------------


def test_errors_in_amounts_are_averaged_per_group() -> None:
    rows = [("a",)] * 3 + [("b",)] * 2
    table = group_amounts(count_rows(("group",), rows, {"error": [30, -10, 10, 4, -4]}), ["group"], "error")
    assert table.means.tolist() == [10, 0]
    assert table.root_mean_squares.tolist() == pytest.approx([math.sqrt(1100 / 3), 4])
    low, high = table.intervals()
    # Group a: variance 400, error sqrt(400 / 3), t with 2 degrees 4.3027.
    assert [low[0], high[0]] == pytest.approx([10 - 4.3027 * 11.547, 10 + 4.3027 * 11.547], abs=1e-2)
    assert [part.tolist() for part in table.rest] == [[2, 3], [0, 30], [32, 1100]]


def test_amounts_that_are_not_there_or_hidden_are_refused() -> None:
    with pytest.raises(UnfitCells, match="no moments of it; there are none"):
        group_amounts(count_rows(("group",), [("a",)]), ["group"], "error")
    cells = count_rows(("group",), [("a",)], {"error": [1]})
    hidden = Cells(cells.dimensions, cells.codes, cells.counts, cells.moments, np.array([True]))
    with pytest.raises(UnfitCells, match="hidden"):
        group_amounts(hidden, ["group"], "error")


# --- weights and persons ----------------------------------------------------------------------------------


def test_a_weighted_share_has_the_error_of_linearisation() -> None:
    # Weights 1, 2, 3 with, 4 without: p = 6/10, var = (0.16 x 14 + 0.36 x 16) / 100, rows of equal weight 100/30.
    found = weighted_share(np.array([6.0]), np.array([14.0]), np.array([10.0]), np.array([30.0]))
    assert found.value.tolist() == [0.6]
    assert found.error.tolist() == pytest.approx([math.sqrt((0.16 * 14 + 0.36 * 16) / 100)])
    assert found.effective.tolist() == pytest.approx([100 / 30])
    assert 0 <= found.interval[0][0] < 0.6 < found.interval[1][0] <= 1


def test_equal_weights_give_what_counting_gives() -> None:
    found = weighted_share(
        np.array([30.0 * 2]), np.array([30.0 * 4]), np.array([100.0 * 2]), np.array([100.0 * 4])
    )
    assert [limit[0] for limit in found.interval] == pytest.approx([limit[0] for limit in _wilson(30, 100)])
    nothing = weighted_share(np.array([0.0]), np.array([0.0]), np.array([200.0]), np.array([400.0]))
    assert [limit[0] for limit in nothing.interval] == pytest.approx([limit[0] for limit in _wilson(0, 100)])


def _wilson(successes: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    return wilson(ints(successes), ints(n))


def test_a_weighted_gap_covers_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(1)
    covered = 0
    for _ in range(1000):
        sides = []
        for share in (0.3, 0.2):
            weights, so = generator.uniform(0.5, 3, 200), generator.random(200) < share
            sides.append(
                weighted_share(
                    np.array([weights[so].sum()]), np.array([(weights[so] ** 2).sum()]),
                    np.array([weights.sum()]), np.array([(weights**2).sum()]),
                )
            )  # fmt: skip
        gap, (low, high), z = weighted_gap(*sides)
        assert np.sign(gap[0]) == np.sign(z[0])
        covered += bool(low[0] <= 0.1 <= high[0])
    assert 0.93 < covered / 1000 < 0.97


def test_unequal_weights_are_refused_with_the_remedy() -> None:
    rows = [("a",), ("a",), ("b",)]
    equal = count_rows(("group",), rows, {"weight": [2, 2, 2]})
    moments = demand_equal_weights(equal, "weight")
    sums, squares = sum_weights(moments, ints(0, 1), 2)
    assert (sums.tolist(), squares.tolist()) == ([4, 2], [8, 4])
    with pytest.raises(UnfitCells, match="weighted shares"):
        demand_equal_weights(count_rows(("group",), rows, {"weight": [2, 2, 3]}), "weight")
    with pytest.raises(UnfitCells, match="count the weights along"):
        demand_equal_weights(equal, "other")


def test_several_rows_per_person_are_refused_with_the_remedy() -> None:
    cells = count_rows(("group",), [("a",), ("a",), ("b",)])
    demand_persons(cells, persons=3)
    with pytest.raises(UnfitCells, match=r"3 rows of 2 persons.*one row per person first"):
        demand_persons(cells, persons=2)
    with pytest.raises(UnfitCells, match="4 persons cannot have 3 rows"):
        demand_persons(cells, persons=4)

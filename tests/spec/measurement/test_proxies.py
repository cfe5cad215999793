"""How well a characteristic stands in for a group, by hand and beside a published example."""

import math

import numpy as np
import pytest

from tests.small_cells import ints
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.proxies import (
    correlation_ratio,
    cramers_v,
    measure_proxy,
    mutual_information,
    normalised_information,
    uncertainty_taken_away,
)

#: 40 of 50 in one group live in one place, 10 of 50 in the other group.
TABLE = np.array([[40, 10], [10, 40]])


def test_cramers_v_is_corrected_for_bias() -> None:
    # chi2 = 36, phi2 = 0.36 - 1/99; r' = c' = 2 - 1/99.
    assert cramers_v(TABLE) == pytest.approx(math.sqrt((0.36 - 1 / 99) / (1 - 1 / 99)))


def test_cramers_v_of_nothing_in_common_is_nothing_and_of_the_same_is_one() -> None:
    assert cramers_v(np.array([[25, 25], [25, 25]])) == 0
    assert cramers_v(np.array([[50, 0, 0], [0, 30, 0], [0, 0, 20]])) == pytest.approx(1)


def test_values_and_groups_without_rows_do_not_count() -> None:
    assert cramers_v(np.array([[40, 10, 0], [0, 0, 0], [10, 40, 0]])) == pytest.approx(cramers_v(TABLE))


def test_one_group_or_one_value_is_no_proxy() -> None:
    for table in (np.array([[3], [4]]), np.array([[3, 4]]), np.array([[3, 0], [4, 0]])):
        assert np.isnan(cramers_v(table))
    assert np.isnan(uncertainty_taken_away(np.array([[3], [4]])))
    assert np.isnan(normalised_information(np.array([[5]])))


def test_where_nothing_is_in_common_the_corrected_figure_is_near_nothing_on_average() -> None:
    generator = np.random.default_rng(1)
    tables = generator.multinomial(200, np.full(30, 1 / 30), size=500).reshape(500, 10, 3)
    assert cramers_v(tables).mean() < 0.1


def test_information_is_worked_out_by_hand() -> None:
    both = -2 * 0.4 * math.log(0.4) - 2 * 0.1 * math.log(0.1)
    expected = 2 * math.log(2) - both
    assert mutual_information(TABLE) == pytest.approx(expected)
    assert uncertainty_taken_away(TABLE) == pytest.approx(expected / math.log(2))
    assert normalised_information(TABLE) == pytest.approx(expected / math.log(2))


def test_a_characteristic_that_tells_the_group_takes_all_uncertainty_away() -> None:
    # Four values, two groups: each value has one group, yet the group does not tell the value.
    table = np.array([[10, 0], [10, 0], [0, 10], [0, 10]])
    assert uncertainty_taken_away(table) == pytest.approx(1)
    assert normalised_information(table) == pytest.approx(math.log(2) / ((math.log(4) + math.log(2)) / 2))


def test_each_measure_has_an_interval_and_the_chance_without_association() -> None:
    found = measure_proxy(TABLE, seed=1, resamples=500)
    assert found.keys() == {"cramers_v", "uncertainty", "information"}
    for one in found.values():
        assert one.low < one.value < one.high
        assert one.p == pytest.approx(1.97e-9, rel=0.01)  # chi-square 36, one degree
    empty = measure_proxy(np.array([[3, 0], [4, 0]]), seed=1, resamples=50)["cramers_v"]
    assert (empty.value, empty.low, empty.p) == (None, None, None)


def test_the_interval_of_cramers_v_covers_the_truth_about_as_often_as_it_says() -> None:
    shares = np.array([[0.3, 0.1], [0.1, 0.2], [0.1, 0.2]])
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    truth = math.sqrt(((shares - np.outer(rows, columns)) ** 2 / np.outer(rows, columns)).sum())
    generator = np.random.default_rng(2)
    covered = 0
    for _ in range(200):
        found = measure_proxy(
            generator.multinomial(400, shares.reshape(-1)).reshape(3, 2), seed=3, resamples=300
        )
        covered += found["cramers_v"].low <= truth <= found["cramers_v"].high
    assert 0.9 < covered / 200 < 0.99


def test_the_correlation_ratio_gives_the_published_figure() -> None:
    # Scores in algebra, geometry and statistics (the usual example): eta^2 = 6780 / 9640.
    marks = ([45, 70, 29, 15, 21], [40, 20, 30, 42], [65, 95, 80, 70, 85, 73])
    moments = [
        np.array([sum(value**power for value in one) for one in marks], dtype=np.float64) for power in (1, 2)
    ]
    found = correlation_ratio(ints(*(len(one) for one in marks)), *moments)
    assert found.value == pytest.approx(math.sqrt(6780 / 9640))
    assert found.low < found.value < found.high < 1
    # F = (6780 / 2) / (2860 / 12) = 14.2238 with 2 and 12 degrees: p = (1 + 2 F / 12)^-6.
    assert found.p == pytest.approx((1 + 14.2238 / 6) ** -6, rel=1e-4)


def test_the_interval_of_the_correlation_ratio_covers_the_truth_as_often_as_it_says() -> None:
    """Three groups of 60 with means 0, 0.3, 0.6 and standard deviation 1."""
    generator = np.random.default_rng(4)
    between = 0.06  # the mean of (m - 0.3)^2
    truth = math.sqrt(between / (between + 1))
    covered = 0
    for _ in range(300):
        values = generator.normal(0, 1, (3, 60)) + np.array([[0.0], [0.3], [0.6]])
        found = correlation_ratio(ints(60, 60, 60), values.sum(axis=1), (values**2).sum(axis=1))
        covered += found.low <= truth <= found.high
    assert 0.92 < covered / 300 < 0.98


def test_a_number_without_spread_or_one_group_has_no_correlation_ratio() -> None:
    assert correlation_ratio(ints(5), np.array([5.0]), np.array([7.0])).value is None
    assert correlation_ratio(ints(2, 2), np.array([4.0, 4.0]), np.array([8.0, 8.0])).value is None
    sure = correlation_ratio(ints(2, 2), np.array([4.0, 6.0]), np.array([8.0, 18.0]))
    assert (sure.value, sure.p) == (1.0, 0.0)
    with pytest.raises(UnfitCells, match="one number per group"):
        correlation_ratio(ints(1, 2), np.array([1.0]), np.array([1.0]))


def test_a_table_of_many_cells_has_closed_forms_near_the_resampled_ones() -> None:
    shares = np.array([[0.2, 0.05, 0.05], [0.05, 0.2, 0.05], [0.05, 0.05, 0.3]])
    table = np.random.default_rng(1).multinomial(3000, shares.reshape(-1)).reshape(3, 3)
    drawn, closed = measure_proxy(table, seed=1), measure_proxy(table, seed=1, most_cells=1)
    for name, one in drawn.items():
        width = one.high - one.low
        assert closed[name].low == pytest.approx(one.low, abs=0.15 * width)
        assert closed[name].high == pytest.approx(one.high, abs=0.15 * width)


def test_the_closed_form_for_many_cells_without_association_begins_at_nothing() -> None:
    table = np.random.default_rng(2).multinomial(30_000, np.full(12_000, 1 / 12_000)).reshape(4000, 3)
    found = measure_proxy(table, seed=1, most_cells=1000)["cramers_v"]
    assert found.low == 0
    assert found.value < 0.1
    one_group = measure_proxy(np.array([[3], [4]]), seed=1, most_cells=1)["cramers_v"]
    assert (one_group.value, one_group.low) == (None, None)

"""Tests of difference and corrections for many tests, beside published examples."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from tests.small_cells import ints
from waarborg.core.measurement.corrections import benjamini_hochberg, benjamini_yekutieli, holm
from waarborg.core.measurement.power import (
    MOST_PAIRS,
    approximate_power,
    detectable_share,
    exact_power,
    sample_size,
)
from waarborg.core.measurement.spread import measure_spread
from waarborg.core.measurement.tests_of_difference import (
    Side,
    chi_square,
    fisher_test,
    two_by_two_effects,
    z_test,
)


def test_the_tea_taster_has_three_of_four_right_by_chance_in_17_of_70() -> None:
    # Fisher (1935), The design of experiments: (4 over 3)(4 over 1) + 1 of (8 over 4).
    found = fisher_test(ints(3), ints(4), ints(1), ints(4), side=Side.GREATER)
    assert found.p.tolist() == pytest.approx([17 / 70])
    assert fisher_test(ints(3), ints(4), ints(1), ints(4)).p.tolist() == pytest.approx([34 / 70])
    assert fisher_test(ints(3), ints(4), ints(1), ints(4), side=Side.LESS).p.tolist() == pytest.approx(
        [69 / 70]
    )


def test_fisher_on_one_side_is_that_of_scipy() -> None:
    generator = np.random.default_rng(1)
    a, c = generator.integers(0, 12, 40), generator.integers(0, 30, 40)
    n, m = a + generator.integers(1, 20, 40), c + generator.integers(1, 40, 40)
    for side in (Side.GREATER, Side.LESS):
        expected = [
            fisher_exact([[x, y - x], [z, w - z]], alternative=side)[1]
            for x, y, z, w in zip(a, n, c, m, strict=True)
        ]
        assert fisher_test(a, n, c, m, side=side).p == pytest.approx(expected)


def test_the_z_test_is_worked_out_by_hand() -> None:
    # 30 of 100 against 20 of 100: pooled 0.25, error sqrt(0.25 x 0.75 x 0.02) = 0.061237, z = 0.1 / 0.061237 = 1.63299.
    found = z_test(ints(30), ints(100), ints(20), ints(100))
    assert found.statistic.tolist() == pytest.approx([0.1 / (0.25 * 0.75 * 0.02) ** 0.5])
    assert found.p.tolist() == pytest.approx([0.10247], abs=1e-5)
    assert z_test(ints(30), ints(100), ints(20), ints(100), side=Side.GREATER).p[0] == pytest.approx(
        0.051235, abs=1e-6
    )
    assert z_test(ints(30), ints(100), ints(20), ints(100), side=Side.LESS).p[0] == pytest.approx(
        1 - 0.051235, abs=1e-6
    )


def test_where_all_or_none_are_chosen_there_is_no_difference() -> None:
    assert z_test(ints(0, 5), ints(4, 5), ints(0, 9), ints(9, 9)).p.tolist() == [1.0, 1.0]


def test_an_empty_side_gives_nothing_to_test() -> None:
    for test in (z_test, fisher_test):
        assert np.isnan(test(ints(0), ints(0), ints(1), ints(2)).p).all()


def test_effect_sizes_are_worked_out_by_hand() -> None:
    found = two_by_two_effects(ints(65), ints(100), ints(45), ints(100))
    # Cohen (1988), table 6.2.2: phi(.65) = 1.875, phi(.45) = 1.471.
    assert found["cohens_h"][0] == pytest.approx(1.875 - 1.471, abs=1e-3)
    assert found["odds_ratio"][0] == pytest.approx((65 * 55) / (35 * 45))
    assert found["phi"][0] == pytest.approx((65 * 55 - 35 * 45) / (100 * 100 * 110 * 90) ** 0.5)
    assert np.isnan(two_by_two_effects(ints(5), ints(5), ints(1), ints(2))["odds_ratio"][0])


def test_chi_square_gives_the_published_figure() -> None:
    # Agresti, Introduction to categorical data analysis (2007), table 2.5: gender and party, X2 = 30.1, 2 degrees.
    found = chi_square(np.array([[762, 327, 468], [484, 239, 477]]))
    assert (found.statistic, found.degrees) == (pytest.approx(30.07, abs=0.005), 2)
    assert found.p == pytest.approx(2.95e-7, rel=0.01)
    assert found.cramers_v == pytest.approx((30.07 / 2757) ** 0.5, abs=1e-4)
    assert found.smallest_expected == pytest.approx(1200 * 566 / 2757)


def test_one_row_or_one_column_leaves_nothing_to_compare() -> None:
    found = chi_square(np.array([[3, 0], [4, 0]]))
    assert (found.p, found.cramers_v, found.degrees) == (None, None, 0)


# --- many tests -------------------------------------------------------------------------------------------

#: Benjamini and Hochberg (1995), section 3.2: fifteen hypotheses on treatment of heart attacks.
HEART = np.array(
    [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
)  # fmt: skip


def test_the_published_hypotheses_are_rejected() -> None:
    assert (holm(HEART) <= 0.05).sum() == 3
    assert (benjamini_hochberg(HEART) <= 0.05).sum() == 4
    assert (benjamini_yekutieli(HEART) <= 0.05).sum() == 3


def test_corrections_are_worked_out_by_hand_and_keep_the_order() -> None:
    p = np.array([0.04, 0.01, np.nan, 0.03])
    assert holm(p)[[0, 1, 3]].tolist() == pytest.approx(
        [0.06, 0.03, 0.06]
    )  # 3 x .01, 2 x .03, then never less
    assert benjamini_hochberg(p)[[0, 1, 3]].tolist() == pytest.approx(
        [0.04, 0.03, 0.04]
    )  # .03 x 3/2 = .045 > .04
    factor = 1 + 1 / 2 + 1 / 3
    assert benjamini_yekutieli(p)[[0, 1, 3]].tolist() == pytest.approx(
        [0.04 * factor, 0.03 * factor, 0.04 * factor]
    )
    assert all(np.isnan(one(p)[2]) for one in (holm, benjamini_hochberg, benjamini_yekutieli))


def test_no_tests_need_no_correction() -> None:
    assert len(holm(np.empty(0))) == 0


# --- power ------------------------------------------------------------------------------------------------


def test_the_published_sample_size_is_seventy_on_each_side() -> None:
    # Chow, Shao and Wang (2008), section 4.2.4: 0.65 against 0.85, two-sided 5%, power 80%.
    size = sample_size(0.65, 0.85)
    assert (size.ours, size.theirs, size.total) == (70, 70, 140)


def test_an_unequal_allocation_asks_for_more_and_depends_on_which_side_is_which() -> None:
    assert sample_size(0.65, 0.85, allocation=2).total > 140
    assert sample_size(0.14, 0.013, allocation=0.25).total != sample_size(0.013, 0.14, allocation=0.25).total


@pytest.mark.parametrize("ours", [0.3, -0.1])
def test_no_sample_shows_what_is_not_there(ours: float) -> None:
    with pytest.raises(ValueError, match=r"equal shares|between 0 and 1"):
        sample_size(ours, 0.3)


def test_power_is_near_what_the_sample_size_was_made_for() -> None:
    assert approximate_power(0.65, 70, 0.85, 70) == pytest.approx(0.8, abs=0.02)
    assert exact_power(0.85, 70, 0.65, 70, side=Side.TWO) == pytest.approx(0.8, abs=0.03)


def test_power_without_any_chance_is_certain() -> None:
    assert approximate_power(1.0, 50, 0.0, 50).tolist() == 1.0
    assert approximate_power(0.0, 50, 0.0, 50).tolist() == 0.0


def test_exact_power_is_added_up_over_all_outcomes() -> None:
    # Two of two against none of two gives z = 2, the only outcome that rejects: 0.9^2 x 0.8^2.
    assert exact_power(0.9, 2, 0.2, 2) == pytest.approx(0.9**2 * 0.8**2)
    assert exact_power(0.9, 2, 0.2, 2, fisher=True) == 0.0  # the smallest p-value is 1/6


def test_exact_power_of_too_many_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        exact_power(0.1, MOST_PAIRS, 0.2, 10)


def test_the_smallest_difference_that_shows_has_just_the_power() -> None:
    for higher in (True, False):
        share = detectable_share(0.2, 400, 4000, higher=higher)
        assert share is not None
        assert (share > 0.2) == higher
        assert approximate_power(share, 400, 0.2, 4000) == pytest.approx(0.8, abs=1e-6)


def test_too_few_rows_show_nothing() -> None:
    assert detectable_share(0.5, 2, 1000) is None
    assert detectable_share(0.5, 0, 1000) is None
    assert detectable_share(1.0, 50, 50) is None


# --- the spread over many groups --------------------------------------------------------------------------


def test_thirty_equal_groups_lie_far_apart_by_chance() -> None:
    generator = np.random.default_rng(1)
    n = (20_000 / np.arange(1, 31) ** 1.2).astype(np.int64)
    found = measure_spread(generator.binomial(n, 0.17), n, seed=2)
    assert found is not None
    assert found.groups == 30
    assert found.low < found.gap < found.high
    assert found.expected > 0.05
    assert found.gap_p > 0.05
    assert found.omnibus_p > 0.01
    assert found.omnibus_p == pytest.approx(found.omnibus.p, abs=0.05)


def test_a_group_that_differs_shows_in_the_spread() -> None:
    n = ints(1000, 1000, 1000)
    found = measure_spread(ints(100, 100, 300), n, seed=2, resamples=500)
    assert found is not None
    assert (found.gap, found.omnibus_p, found.gap_p) == (pytest.approx(0.2), 1 / 501, 1 / 501)
    assert found == measure_spread(ints(100, 100, 300), n, seed=2, resamples=500)


def test_nothing_chosen_has_no_spread_beyond_chance() -> None:
    found = measure_spread(ints(0, 0, 0), ints(10, 20, 0), seed=1, resamples=100)
    assert found is not None
    assert (found.groups, found.gap, found.gap_p, found.omnibus_p) == (2, 0.0, 1.0, 1.0)
    assert measure_spread(ints(1, 0), ints(10, 0), seed=1) is None


def test_a_billion_rows_are_dealt_out_too() -> None:
    found = measure_spread(ints(10**8, 10**8), ints(6 * 10**8, 6 * 10**8), seed=1, resamples=50)
    assert found is not None
    assert (found.gap, found.gap_p) == (0.0, 1.0)

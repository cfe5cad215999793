"""Steps of a process, random samples beside the selection, the population, and change over time."""

import math

import numpy as np
import pytest

from tests.small_cells import count_rows, ints
from waarborg.core.measurement.cells import Cells, Dimension, UnfitCells
from waarborg.core.measurement.drift import measure_drift, measure_drift_of_shares, measure_group_drift
from waarborg.core.measurement.intervals import wilson
from waarborg.core.measurement.representation import compare_with_population, count_missing
from waarborg.core.measurement.samples import (
    Estimate,
    add_estimates,
    compare_hits,
    correct_for_unchecked,
    scale_up,
)
from waarborg.core.measurement.steps import Step, follow_steps
from waarborg.core.measurement.tests_of_difference import Side

STEPS = (
    Step("chosen", frozenset({"yes"})),
    Step("checked", frozenset({"visit", "letter"})),
    Step("undue", frozenset({"yes"})),
)
ROWS = [
    *[("a", "yes", "visit", "yes")] * 6,
    *[("a", "yes", "letter", "no")] * 2,
    *[("a", "yes", "none", None)] * 2,
    *[("a", "no", "none", None)] * 10,
    *[("b", "yes", "visit", "yes")] * 1,
    *[("b", "yes", "visit", "no")] * 3,
    *[("b", "yes", "visit", None)] * 1,
    *[("b", "no", "none", None)] * 35,
]
NAMES = ("group", "chosen", "checked", "undue")


def test_each_step_counts_who_enters_it_and_who_goes_on() -> None:
    found = follow_steps(count_rows(NAMES, ROWS), ["group"], STEPS)
    assert found.entered.tolist() == [[20, 10, 8], [40, 5, 5]]
    assert found.went_on.tolist() == [[10, 8, 6], [5, 5, 1]]
    assert found.unknown.tolist() == [[0, 0, 0], [0, 0, 1]]
    assert found.rates.tolist() == [[10 / 20, 8 / 10, 6 / 8], [5 / 40, 5 / 5, 1 / 4]]
    assert found.reached.tolist() == [[10 / 20, 8 / 20, 6 / 20], [5 / 40, 5 / 40, 1 / 40]]


def test_each_step_is_compared_with_all_others() -> None:
    gaps, (low, high) = follow_steps(count_rows(NAMES, ROWS), ["group"], STEPS).gaps_with_rest()
    assert gaps[0].tolist() == pytest.approx([10 / 20 - 5 / 40, 8 / 10 - 1, 6 / 8 - 1 / 4])
    assert gaps[1].tolist() == pytest.approx((-gaps[0]).tolist())
    assert (low < gaps).all()
    assert (gaps < high).all()


def test_steps_that_cannot_be_followed_are_refused() -> None:
    cells = count_rows(NAMES, ROWS)
    with pytest.raises(UnfitCells, match="Name the steps"):
        follow_steps(cells, ["group"], [])
    with pytest.raises(UnfitCells, match="no dimension decided"):
        follow_steps(cells, ["group"], [Step("decided", frozenset({"yes"}))])
    hidden = Cells(
        (Dimension("chosen", "step", ("yes",)),),
        np.zeros((1, 1), dtype=np.int32),
        ints(0),
        hidden=np.array([True]),
    )
    with pytest.raises(UnfitCells, match="hidden"):
        follow_steps(hidden, [], [Step("chosen", frozenset({"yes"}))])


# --- samples ----------------------------------------------------------------------------------------------


def test_hits_of_the_profile_stand_beside_hits_by_chance() -> None:
    found = compare_hits(ints(30, 4), ints(100, 50), ints(4, 4), ints(100, 50))
    assert found.gap.tolist() == pytest.approx([0.26, 0.0])
    assert found.fisher.p[0] < 1e-5
    assert found.fisher.p[1] > 0.5
    assert found.z.p[1] == pytest.approx(0.5)
    assert compare_hits(ints(30), ints(100), ints(4), ints(100), side=Side.LESS).z.p[0] > 0.999


def test_a_sample_is_scaled_up_by_the_inverse_of_its_share() -> None:
    found = scale_up(ints(6), ints(200), ints(10_000))
    assert found.value.tolist() == [6 * 10_000 / 200]
    low, high = wilson(ints(6), ints(200))
    assert [found.low[0], found.high[0]] == pytest.approx([low[0] * 10_000, high[0] * 10_000])


def test_an_estimate_never_contradicts_what_was_seen() -> None:
    found = scale_up(ints(9), ints(10), ints(11))
    assert found.low[0] == 9
    assert found.high[0] == 10
    with pytest.raises(UnfitCells, match="More rows were sampled"):
        scale_up(ints(1), ints(10), ints(9))


def test_a_group_of_which_nobody_was_sampled_has_no_estimate() -> None:
    found = scale_up(ints(0), ints(0), ints(100))
    assert np.isnan([found.value, found.low, found.high]).all()


def test_strata_are_added_up_with_their_own_limits() -> None:
    # 100 (90 to 120) and 50 (20 to 60): low 150 - sqrt(10^2 + 30^2), high 150 + sqrt(20^2 + 10^2).
    found = add_estimates(Estimate(np.array([100.0, 50.0]), np.array([90.0, 20.0]), np.array([120.0, 60.0])))
    assert [float(one) for one in (found.value, found.low, found.high)] == pytest.approx(
        [150, 150 - math.sqrt(1000), 150 + math.sqrt(500)]
    )


def test_the_figures_of_a_group_are_corrected_for_those_never_checked() -> None:
    """60 hits among 100 checked; of 900 unchecked 50 were drawn and 5 were so: 90 missed, of 150 in all 1,000."""
    base, missed = correct_for_unchecked(
        checked_hits=ints(60), checked=ints(100), sample_hits=ints(5), sampled=ints(50), unchecked=ints(900)
    )
    assert base.value.tolist() == pytest.approx([(60 + 90) / 1000])
    assert missed.value.tolist() == pytest.approx([90 / 150])
    assert base.low[0] < base.value[0] < base.high[0]
    assert missed.low[0] < missed.value[0] < missed.high[0]


def test_the_corrected_base_rate_covers_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(1)
    population = generator.hypergeometric(45, 855, 100, size=4000)  # 45 of 900 unchecked are so
    base, _ = correct_for_unchecked(
        checked_hits=np.full(4000, 60), checked=np.full(4000, 100), sample_hits=population,
        sampled=np.full(4000, 100), unchecked=np.full(4000, 900),
    )  # fmt: skip
    assert 0.94 < ((base.low <= 0.105) & (base.high >= 0.105)).mean() < 0.985


# --- representation ---------------------------------------------------------------------------------------


def test_a_log_is_laid_beside_the_population() -> None:
    found = compare_with_population(("a", "b", None), ints(60, 40, 7), {"a": 500, "b": 400, "c": 100})
    assert found.rows.tolist() == [60, 40, 0]
    assert found.share.tolist() == [0.6, 0.4, 0.0]
    assert found.ratio.tolist() == pytest.approx([0.6 / 0.5, 0.4 / 0.4, 0.0])
    assert found.residuals.tolist() == pytest.approx([10 / math.sqrt(25), 0, -10 / math.sqrt(9)])
    assert found.statistic == pytest.approx(10**2 / 50 + 0 + 10**2 / 10)
    assert (found.degrees, found.absent) == (2, 7)
    assert found.overall == pytest.approx(math.exp(-12 / 2))  # chi-square with two degrees
    assert found.p[1] == 1.0
    assert found.p[2] == pytest.approx(3 * 0.000858, rel=0.01)


def test_a_group_that_the_population_does_not_have_is_no_chance() -> None:
    found = compare_with_population(("a", "b"), ints(9, 1), {"a": 10, "b": 0, "c": 5})
    assert (found.statistic, found.overall) == (math.inf, 0.0)


@pytest.mark.parametrize("population", [{}, {"a": 0}, {"a": -1, "b": 2}])
def test_a_population_without_persons_is_refused(population: dict[str, float]) -> None:
    with pytest.raises(UnfitCells, match="number of persons"):
        compare_with_population(("a",), ints(1), population)


def test_an_empty_log_represents_nobody() -> None:
    found = compare_with_population(("a",), ints(0), {"a": 1, "b": 2})
    assert np.isnan(found.share).all()
    assert found.overall is None


def test_missing_values_are_counted_per_group() -> None:
    rows = [("a", None)] * 10 + [("a", "x")] * 90 + [("b", None)] * 40 + [("b", "y")] * 60
    found = count_missing(count_rows(("group", "income"), rows), ["group"], "income")
    assert found.missing.tolist() == [10, 40]
    assert found.share.tolist() == [0.1, 0.4]
    assert found.omnibus.statistic == pytest.approx((15**2 / 25 + 15**2 / 75) * 2)


def test_missing_values_are_not_counted_over_counts_that_are_hidden() -> None:
    cells = count_rows(("group", "income"), [("a", None), ("a", "x")])
    hidden = Cells(cells.dimensions, cells.codes, cells.counts, hidden=np.array([True, False]))
    with pytest.raises(UnfitCells, match="income: counts are hidden"):
        count_missing(hidden, ["group"], "income")


# --- drift ------------------------------------------------------------------------------------------------


def test_drift_is_worked_out_by_hand() -> None:
    found = measure_drift(ints(50, 30, 20, 0), ints(60, 60, 80, 0))
    assert found.psi == pytest.approx(
        (0.3 - 0.5) * math.log(0.3 / 0.5) + 0 + (0.4 - 0.2) * math.log(0.4 / 0.2)
    )
    assert found.total_variation == pytest.approx((0.2 + 0 + 0.2) / 2)
    assert found.psi_by_chance == pytest.approx(2 * (1 / 100 + 1 / 200))
    assert (found.filled, found.test.degrees) == (0, 2)


def test_a_bin_that_is_empty_in_one_period_counts_as_half_a_row() -> None:
    found = measure_drift(ints(10, 0), ints(5, 5))
    assert found.filled == 1
    assert found.psi == pytest.approx((0.5 - 1) * math.log(0.5) + (0.5 - 0.05) * math.log(0.5 / 0.05))
    assert found.total_variation == 0.5


def test_a_period_without_rows_has_no_drift_and_other_bins_are_refused() -> None:
    assert measure_drift(ints(0, 0), ints(5, 5)).psi is None
    with pytest.raises(UnfitCells, match="2 and 3 bins"):
        measure_drift(ints(1, 2), ints(1, 2, 3))


def test_where_nothing_changed_the_index_is_on_average_what_chance_gives() -> None:
    generator = np.random.default_rng(1)
    shares = np.full(10, 0.1)
    found = [
        measure_drift(generator.multinomial(400, shares), generator.multinomial(600, shares))
        for _ in range(400)
    ]
    assert np.mean([one.psi for one in found]) == pytest.approx(found[0].psi_by_chance, rel=0.06)


def test_drift_is_measured_per_group_and_beyond_the_change_of_all() -> None:
    assert [
        one.total_variation for one in measure_group_drift(np.array([[[5, 5], [5, 5]], [[9, 1], [1, 9]]]))
    ] == [0.0, pytest.approx(0.8)]
    found = measure_drift_of_shares(ints(10, 10), ints(100, 100), ints(20, 40), ints(100, 100))
    assert found.tolist() == pytest.approx([0.1 - 0.2, 0.3 - 0.2])

"""Intervals: published examples, limits at the edge, and whether they cover the truth as often as they say."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from tests.small_cells import draw, ints, make_table
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.comparisons import compare_pairs
from waarborg.core.measurement.figures import Resampling, estimate, estimate_difference, estimate_ratio
from waarborg.core.measurement.intervals import katz, mean_interval, newcombe, normal_quantile, welch, wilson
from waarborg.core.measurement.resampling import (
    MOST_CELLS,
    percentile_limits,
    resample_table,
)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_limits(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(ints(successes), ints(n))
    assert [limit[0] for limit in found] == pytest.approx([low, high], abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe (1998), Interval estimation for the difference, table II, method 10.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_limits(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe(*(ints(value) for value in (*first, *second)))
    assert [limit[0] for limit in found] == pytest.approx([low, high], abs=5e-5)


def test_katz_gives_the_published_limits_of_the_aspirin_trial() -> None:
    # Agresti, Categorical data analysis, section 3.1: 189 of 11,034 against 104 of 11,037, 1.43 to 2.31.
    low, high = katz(ints(189), ints(11034), ints(104), ints(11037))
    assert [low[0], high[0]] == pytest.approx([1.43, 2.31], abs=0.005)


def test_a_ratio_with_a_share_of_nothing_has_no_interval() -> None:
    low, high = katz(ints(0, 5), ints(10, 10), ints(5, 0), ints(10, 10))
    assert np.isnan([*low, *high]).all()


def test_nothing_counted_has_no_interval() -> None:
    assert np.isnan(wilson(ints(0), ints(0))).all()
    assert np.isnan(newcombe(ints(0), ints(0), ints(1), ints(2))).all()


def test_at_none_and_at_all_the_limit_is_exactly_there() -> None:
    assert wilson(ints(0), ints(7))[0].tolist() == [0.0]
    assert wilson(ints(7), ints(7))[1].tolist() == [1.0]


def test_more_successes_than_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="no more successes than trials"):
        wilson(ints(3), ints(2))


@pytest.mark.parametrize("level", [0, 1, 1.5])
def test_a_level_lies_between_nothing_and_certainty(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal_quantile(level)


def test_a_mean_has_the_interval_of_student() -> None:
    # 1, 2, 3, 4, 5: mean 3, variance 2.5, error sqrt(2.5 / 5), t with 4 degrees 2.7764.
    low, high = mean_interval(ints(5), np.array([15.0]), np.array([55.0]))
    assert [low[0], high[0]] == pytest.approx([3 - 2.7764 * 0.5**0.5, 3 + 2.7764 * 0.5**0.5], abs=1e-4)
    assert np.isnan(mean_interval(ints(1), np.array([15.0]), np.array([225.0]))).all()


def test_the_difference_of_two_means_has_the_interval_of_welch() -> None:
    # Against 2, 4, 6: mean 4, variance 4. Error^2 0.5 + 4/3; degrees (11/6)^2 / (0.25/4 + (16/9)/2) = 3.5328.
    low, high = welch(
        (ints(5), np.array([15.0]), np.array([55.0])), (ints(3), np.array([12.0]), np.array([56.0]))
    )
    middle, half = (low[0] + high[0]) / 2, (high[0] - low[0]) / 2
    assert middle == pytest.approx(3 - 4)
    assert half == pytest.approx(2.931 * (11 / 6) ** 0.5, abs=0.005)  # t with 3.5328 degrees of freedom


def test_two_means_without_any_spread_differ_exactly() -> None:
    low, high = welch(
        (ints(2), np.array([6.0]), np.array([18.0])), (ints(2), np.array([2.0]), np.array([2.0]))
    )
    assert [low[0], high[0]] == [2.0, 2.0]


# --- by resampling ----------------------------------------------------------------------------------------


def test_percentiles_lie_between_values_and_leave_out_what_has_none() -> None:
    values = np.array([[0.0, 0.0], [1.0, np.nan], [2.0, np.nan], [3.0, 3.0], [4.0, 4.0]])
    low, high = percentile_limits(values, level=0.8, least_known=0.5)
    # At 10% and 90% of the way through five values: 0.4 and 3.6; of three values 0, 3, 4: 0.6 and 3.8.
    assert [low.tolist(), high.tolist()] == [pytest.approx([0.4, 0.6]), pytest.approx([3.6, 3.8])]
    low, high = percentile_limits(values)
    assert np.isnan(low).tolist() == [False, True]


def test_the_same_seed_gives_the_same_draws_and_every_draw_has_all_rows() -> None:
    counts = ints(5, 0, 20, 75)
    drawn = draw(counts, resamples=50, seed=3)
    assert (drawn == draw(counts, resamples=50, seed=3)).all()
    assert (drawn != draw(counts, resamples=50, seed=4)).any()
    assert (drawn.sum(axis=1) == 100).all()
    assert (drawn[:, 1] == 0).all()


def test_each_stratum_keeps_its_size() -> None:
    drawn = draw(ints(5, 15, 60, 20), resamples=40, seed=1, strata=ints(0, 0, 1, 1))
    assert (drawn[:, :2].sum(axis=1) == 20).all()
    assert (drawn[:, 2:].sum(axis=1) == 80).all()


def test_too_many_cells_and_too_few_resamples_are_refused() -> None:
    with pytest.raises(UnfitCells, match="too many to resample"):
        draw(np.ones(MOST_CELLS + 1, dtype=np.int64), resamples=1, seed=1)
    with pytest.raises(ValueError, match="1 or more"):
        draw(ints(1), resamples=0, seed=1)


def test_nothing_counted_is_nothing_drawn() -> None:
    assert draw(ints(0, 0), resamples=3, seed=1).tolist() == [[0, 0]] * 3


def test_resampling_cells_has_the_distribution_of_resampling_rows() -> None:
    """The false positive rate of each of three groups, 1,500 resamples either way, beside each other."""
    table = make_table({"a": (30, 20, 10, 140), "b": (5, 9, 3, 60), "c": (12, 2, 8, 30)})
    flat = table.counts.reshape(3, 9)
    rows = np.repeat(np.arange(27), flat.reshape(-1))
    generator = np.random.default_rng(11)
    by_rows = np.stack(
        [np.bincount(generator.choice(rows, size=len(rows)), minlength=27) for _ in range(1500)]
    ).reshape(-1, 3, 3, 3)
    by_cells = draw(flat.reshape(-1), resamples=1500, seed=12).reshape(-1, 3, 3, 3)
    for group in range(3):
        ours, theirs = (one[:, group, 1, 0] / one[:, group, :2, 0].sum(axis=1) for one in (by_cells, by_rows))
        assert ks_2samp(ours, theirs).pvalue > 0.01


def test_a_resampled_interval_of_a_share_lies_by_the_closed_form() -> None:
    table = np.array([[500, 1500]], dtype=np.int64)
    low, high = resample_table(table, lambda drawn: drawn[:, :, 0] / drawn.sum(axis=2), seed=5)
    closed = wilson(ints(500), ints(2000))
    assert [low[0], high[0]] == pytest.approx([limit[0] for limit in closed], abs=0.002)


def test_a_stratified_figure_is_less_unsure_than_one_that_mixes_strata() -> None:
    table = np.array([[90, 10], [10, 90]], dtype=np.int64)  # share 0.9 in one stratum, 0.1 in the other

    def share(drawn: np.ndarray) -> np.ndarray:
        return drawn[:, :, 0].sum(axis=1) / drawn.sum(axis=(1, 2))

    apart = resample_table(table, share, seed=1, by_stratum=True)
    mixed = resample_table(table, share, seed=1)
    assert apart[1] - apart[0] < 0.75 * (mixed[1] - mixed[0])


# --- coverage: of 4,000 samples the interval holds the truth in about 95% ---------------------------------


@pytest.mark.parametrize(("share", "n"), [(0.5, 20), (0.1, 50), (0.02, 200), (0.3, 400)])
def test_wilson_covers_the_truth_as_often_as_it_says(share: float, n: int) -> None:
    drawn = np.random.default_rng(1).binomial(n, share, 4000)
    low, high = wilson(drawn, np.full(4000, n))
    assert 0.93 < ((low <= share) & (share <= high)).mean() < 0.98


@pytest.mark.parametrize(("p", "q", "n", "m"), [(0.3, 0.3, 40, 60), (0.05, 0.2, 80, 500), (0.6, 0.4, 30, 30)])
def test_newcombe_covers_the_truth_as_often_as_it_says(p: float, q: float, n: int, m: int) -> None:
    generator = np.random.default_rng(2)
    ours, theirs = generator.binomial(n, p, 4000), generator.binomial(m, q, 4000)
    low, high = newcombe(ours, np.full(4000, n), theirs, np.full(4000, m))
    assert 0.935 < ((low <= p - q) & (p - q <= high)).mean() < 0.98


def test_katz_covers_the_truth_with_enough_successes() -> None:
    generator = np.random.default_rng(3)
    ours, theirs = generator.binomial(300, 0.2, 4000), generator.binomial(500, 0.1, 4000)
    low, high = katz(ours, np.full(4000, 300), theirs, np.full(4000, 500))
    assert 0.94 < ((low <= 2) & (high >= 2)).mean() < 0.96


def test_resampling_covers_the_truth_about_as_often_as_it_says() -> None:
    """Balanced accuracy, which has no closed form here: 300 samples of 400 rows."""
    truth = np.array([0.55, 0.05, 0.1, 0.3])  # tn, fn, fp, tp
    expected = (0.3 / 0.35 + 0.55 / 0.65) / 2
    samples = np.random.default_rng(4).multinomial(400, truth, size=300)
    counts = np.zeros((300, 3, 3), dtype=np.int64)
    counts[:, [0, 0, 1, 1], [0, 1, 0, 1]] = samples
    covered = 0
    for one in counts:
        found = estimate(METRICS["balanced_accuracy"], one[None], Resampling(seed=6, resamples=400))
        covered += bool(found.low[0] <= expected <= found.high[0])
    assert 0.91 < covered / 300 < 0.98


# --- the interval that fits a metric ----------------------------------------------------------------------

HOW = Resampling(seed=5, resamples=1000)
FEW = Resampling(seed=5, most_cells=3)
PAIR = compare_pairs(make_table({"a": (300, 200, 100, 1400), "b": (150, 300, 150, 1400)}))


def test_a_share_has_closed_forms() -> None:
    selection = METRICS["selection_rate"]
    one = estimate(selection, PAIR.ours, HOW)
    assert (one.method, one.low[0]) == ("wilson", wilson(ints(500), ints(2000))[0][0])
    gap = estimate_difference(selection, PAIR.ours, PAIR.theirs, HOW)
    assert (gap.method, gap.low[0]) == (
        "newcombe",
        newcombe(ints(500), ints(2000), ints(450), ints(2000))[0][0],
    )
    ratio = estimate_ratio(selection, PAIR.ours, PAIR.theirs, HOW)
    assert (ratio.method, ratio.low[0]) == ("katz", katz(ints(500), ints(2000), ints(450), ints(2000))[0][0])


@pytest.mark.parametrize("name", ["balanced_accuracy", "misses_per_false_alarm"])
def test_other_metrics_are_resampled_and_beyond_the_bound_the_closed_form_lies_near(name: str) -> None:
    metric = METRICS[name]
    for drawn, closed in (
        (estimate(metric, PAIR.ours, HOW), estimate(metric, PAIR.ours, FEW)),
        *(
            (one(metric, PAIR.ours, PAIR.theirs, HOW), one(metric, PAIR.ours, PAIR.theirs, FEW))
            for one in (estimate_difference, estimate_ratio)
        ),
    ):
        assert (drawn.method, closed.method) == ("resampling", "linearisation")
        assert drawn.value.tolist() == closed.value.tolist()
        width = drawn.high[0] - drawn.low[0]
        assert closed.low[0] == pytest.approx(drawn.low[0], abs=0.15 * width)
        assert closed.high[0] == pytest.approx(drawn.high[0], abs=0.15 * width)


def test_a_metric_without_value_has_no_interval() -> None:
    table = make_table({"a": (0, 3, 0, 10), "b": (5, 5, 5, 5)})
    for how in (HOW, FEW):
        found = estimate(METRICS["balanced_accuracy"], table.counts, how)
        assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()
        assert found.low[1] < 0.5 < found.high[1]


def test_a_hidden_count_leaves_no_interval_either() -> None:
    hidden = np.zeros((1, 3, 3), dtype=np.bool_)
    hidden[0, 1, 1] = True
    found = estimate(METRICS["selection_rate"], PAIR.ours, HOW, hidden=hidden)
    assert np.isnan([found.value, found.low, found.high]).all()

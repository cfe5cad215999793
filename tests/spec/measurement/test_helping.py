"""What would help: thresholds for everybody, and models without a column, by hand."""

import inspect

import numpy as np
import pytest

from tests.small_cells import ints
from waarborg.core.measurement import helping
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.helping import (
    compare_effect,
    explain_no_group_thresholds,
    find_pareto,
    refit_without,
    shuffle_out,
    try_thresholds,
    weigh_thresholds,
)
from waarborg.core.measurement.intervals import newcombe
from waarborg.core.measurement.scores import ScoreTable

#: Two groups, three bins, (not so, so) in each: a has 40 rows, b 60.
TABLE = ScoreTable(
    ("group",),
    (("a",), ("b",)),
    ("low", "middle", "high"),
    np.array([[[10, 0], [8, 2], [6, 14]], [[30, 0], [16, 4], [4, 6]]]),
    None,
)
SELECTION, MISSED = METRICS["selection_rate"], METRICS["false_negative_rate"]


def test_each_threshold_is_one_for_everybody() -> None:
    curve = try_thresholds(TABLE)
    assert curve.chosen_from == ("low", "middle", "high", None)
    found = weigh_thresholds(curve, SELECTION)
    assert found.values.tolist() == [
        pytest.approx([40 / 40, 60 / 60]),
        pytest.approx([30 / 40, 30 / 60]),
        pytest.approx([20 / 40, 10 / 60]),
        pytest.approx([0, 0]),
    ]
    assert found.gaps[2].tolist() == pytest.approx([20 / 40 - 10 / 60, 10 / 60 - 20 / 40])
    assert found.widest.tolist() == pytest.approx([0, 1 / 4, 1 / 3, 0])
    assert found.error.tolist() == pytest.approx([74 / 100, (14 + 20) / 100, (10 + 6) / 100, 26 / 100])
    low, high = newcombe(ints(20), ints(40), ints(10), ints(60))
    assert (found.low[2, 0], found.high[2, 0]) == (pytest.approx(low[0]), pytest.approx(high[0]))


def test_thresholds_that_another_beats_in_both_are_not_worth_choosing() -> None:
    # (error, gap): (.74, 0) loses from (.26, 0); (.34, .25) loses from it too; (.16, .33) has the smallest error.
    assert weigh_thresholds(try_thresholds(TABLE), SELECTION).pareto.tolist() == [False, False, True, True]


def test_missing_one_can_be_worse_than_choosing_one_too_many() -> None:
    found = weigh_thresholds(try_thresholds(TABLE), MISSED, missed=5)
    # Missed of 16 and 10: none, none, 2 and 4, all.
    assert found.values[2].tolist() == pytest.approx([2 / 16, 4 / 10])
    assert found.error.tolist() == pytest.approx([74 / 100, 34 / 100, (10 + 5 * 6) / 100, 5 * 26 / 100])
    assert found.pareto.tolist() == [False, True, False, False]


def test_groups_with_few_rows_do_not_make_the_gap() -> None:
    found = weigh_thresholds(try_thresholds(TABLE), MISSED, smallest=11)
    assert np.isnan(found.widest).all()
    assert not found.pareto.any()
    assert not np.isnan(found.gaps).any()


def test_equal_pairs_are_both_kept_and_unknown_ones_are_not() -> None:
    error, gap = np.array([0.2, 0.2, 0.3, 0.1, np.nan, 0.0]), np.array([0.1, 0.1, 0.1, 0.4, 0.0, np.nan])
    assert find_pareto(error, gap).tolist() == [True, True, False, True, False, False]


def test_a_metric_that_is_no_share_and_a_weight_below_nothing_are_refused() -> None:
    curve = try_thresholds(TABLE)
    with pytest.raises(UnfitCells, match="one share of rows"):
        weigh_thresholds(curve, METRICS["balanced_accuracy"])
    with pytest.raises(ValueError, match="above 0"):
        weigh_thresholds(curve, SELECTION, missed=0)


def test_thresholds_per_group_are_not_offered_and_the_answer_says_why() -> None:
    curve = try_thresholds(TABLE)
    assert curve.reasons == (explain_no_group_thresholds(),)
    text = curve.reasons[0].text
    for words in ("AWGB artikel 1", "AWGB artikel 2", "artikel 1 van de Grondwet", "artikel 22 van de AVG", "artikel 21 van het EU-Handvest"):  # fmt: skip
        assert words in text.nl
    for words in ("Article 1", "AWGB Article 2", "Dutch Constitution", "Article 22 of the GDPR", "Article 21 of the EU Charter"):  # fmt: skip
        assert words in text.en
    assert len(helping.GROUP_THRESHOLD_ARTICLES) == 4
    # One axis of thresholds: a threshold has no group, here or in any argument.
    assert curve.outcomes.shape[:2] == (len(curve.chosen_from), len(curve.labels))
    names = [
        name
        for name, one in inspect.getmembers(helping, inspect.isfunction)
        if one.__module__ == helping.__name__
    ]
    assert all("threshold" not in name or name in ("try_thresholds", "weigh_thresholds", "explain_no_group_thresholds") for name in names)  # fmt: skip


#: Eight rows: the model says yes where `area` is 1. In group 1 area is always 1.
COLUMNS = {"area": np.array([0, 0, 1, 0, 1, 1, 1, 1]), "income": np.array([1, 0, 1, 0, 1, 0, 1, 0])}
GROUP, TRUTH = ints(0, 0, 0, 0, 1, 1, 1, 1), ints(1, 0, 1, 0, 1, 0, 1, 2)


def by_area(columns):
    return columns["area"] == 1


def fit(names):
    return by_area if "area" in names else lambda columns: columns["income"] == 1


def test_a_model_made_anew_without_a_column_is_compared_on_the_same_rows() -> None:
    effect = refit_without(fit, COLUMNS, ["area"], GROUP, TRUTH)
    selection = compare_effect(effect, SELECTION)
    assert selection.before.tolist() == [1 / 4, 4 / 4]
    assert selection.after.tolist() == [2 / 4, 2 / 4]
    assert selection.gap_before.tolist() == [-3 / 4, 3 / 4]
    assert selection.gap_after.tolist() == [0, 0]
    # So: rows 0 and 2 in group 0; 4 and 6 in group 1.
    missed = compare_effect(effect, MISSED)
    assert (missed.before.tolist(), missed.after.tolist()) == ([1 / 2, 0], [0, 0])
    assert effect.reason.code == "refitted_without_column"


def test_a_shuffled_column_tells_nothing_and_stays_as_it_was() -> None:
    kept = COLUMNS["area"].copy()
    effect = shuffle_out(by_area, COLUMNS, ["area"], GROUP, TRUTH, seed=1, repeats=400)
    selection = compare_effect(effect, SELECTION)
    assert effect.after.shape == (400, 2, 3, 3)
    # Five of eight rows are chosen whatever the order: 5/8 in each group on average.
    assert (effect.after[:, :, 1].sum(axis=(1, 2)) == 5).all()
    assert selection.after.tolist() == pytest.approx([5 / 8, 5 / 8], abs=0.03)
    assert selection.lowest[0] < 5 / 8 < selection.highest[0]
    assert selection.gap_after[0] == pytest.approx(0, abs=0.06)
    assert (COLUMNS["area"] == kept).all()
    assert "400 keer" in effect.reason.text.nl


def test_a_column_that_the_model_does_not_use_changes_nothing() -> None:
    found = compare_effect(shuffle_out(by_area, COLUMNS, ["income"], GROUP, TRUTH, seed=1), SELECTION)
    assert found.after.tolist() == found.lowest.tolist() == found.before.tolist()


def test_columns_that_are_shuffled_together_stay_together() -> None:
    columns = {"one": np.arange(8), "two": np.arange(8)}
    effect = shuffle_out(lambda c: c["one"] == c["two"], columns, ["one", "two"], GROUP, TRUTH, seed=1)
    assert compare_effect(effect, SELECTION).after.tolist() == [1, 1]


def test_what_does_not_fit_a_model_is_refused() -> None:
    for columns, without, group, truth, message in (
        (COLUMNS, ["height"], GROUP, TRUTH, "height to leave out; there are area, income"),
        (COLUMNS, [], GROUP, TRUTH, "No column"),
        (COLUMNS, ["area"], GROUP - 1, TRUTH, "a code from 0"),
        (COLUMNS, ["area"], GROUP, TRUTH + 1, "truth: 0"),
        ({"area": np.zeros(3)}, ["area"], GROUP, TRUTH, "area: 3 rows where there are 8"),
    ):
        with pytest.raises(UnfitCells, match=message):
            shuffle_out(by_area, columns, without, group, truth, seed=1)
    with pytest.raises(UnfitCells, match="The model gave float64 of shape"):
        shuffle_out(lambda _: np.full(8, 0.3), COLUMNS, ["area"], GROUP, TRUTH, seed=1)
    with pytest.raises(UnfitCells, match="none left"):
        refit_without(fit, COLUMNS, ["area", "income"], GROUP, TRUTH)
    with pytest.raises(ValueError, match="repeats"):
        shuffle_out(by_area, COLUMNS, ["area"], GROUP, TRUTH, seed=1, repeats=0)

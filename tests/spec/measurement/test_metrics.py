"""Each metric on one group of a hundred people, worked out by hand."""

import math

import numpy as np
import pytest

from tests.small_cells import count_rows, make_table
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.classes import measure_classes
from waarborg.core.measurement.comparisons import compare_pairs
from waarborg.core.measurement.conditional import parity_given_outcome
from waarborg.core.measurement.criteria import CRITERIA, criterion_gaps, criterion_ratios
from waarborg.core.measurement.metrics import Part, differences, largest_gap, measure, ratios

#: tp 12, fp 8, fn 3, tn 57; decided yes 2 and no 4 of unknown truth; never decided: 5 so, 6 not so, 3 unknown.
COUNTS = np.array([[[57, 3, 4], [8, 12, 2], [6, 5, 3]]], dtype=np.int64)
EXPECTED = {
    "selection_rate": (12 + 8 + 2) / (12 + 8 + 3 + 57 + 2 + 4),
    "base_rate": (12 + 3 + 5) / (12 + 8 + 3 + 57 + 5 + 6),
    "true_positive_rate": 12 / (12 + 3),
    "false_positive_rate": 8 / (8 + 57),
    "false_negative_rate": 3 / (12 + 3),
    "true_negative_rate": 57 / (8 + 57),
    "positive_predictive_value": 12 / (12 + 8),
    "negative_predictive_value": 57 / (3 + 57),
    "false_discovery_rate": 8 / (12 + 8),
    "false_omission_rate": 3 / (3 + 57),
    "accuracy": (12 + 57) / (12 + 8 + 3 + 57),
    "balanced_accuracy": (12 / 15 + 57 / 65) / 2,
    "false_positives_per_head": 8 / 100,
    "misses_per_false_alarm": 3 / 8,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_metric_is_its_formula(name: str) -> None:
    assert measure(METRICS[name], COUNTS).list_values() == [pytest.approx(EXPECTED[name], abs=1e-15)]


def test_every_metric_of_outcomes_has_an_example_and_its_formula_says_the_same() -> None:
    names = {name for name, metric in METRICS.items() if metric.parts}
    assert names == EXPECTED.keys()
    places = {"tp": 12, "fp": 8, "fn": 3, "tn": 57}
    others = (("yes?", 2), ("no?", 4), ("?yes", 5), ("?no", 6), ("??", 3))
    for name in names:
        formula = METRICS[name].formula
        for place, value in others:
            formula = formula.replace(place, str(value))
        assert eval(formula, {}, places) == pytest.approx(EXPECTED[name]), name


@pytest.mark.parametrize("name", EXPECTED)
def test_a_metric_that_divides_by_nothing_has_no_value(name: str) -> None:
    assert measure(METRICS[name], np.zeros((1, 3, 3), dtype=np.int64)).list_values() == [None]


def test_balanced_accuracy_needs_both_sides() -> None:
    table = make_table({"only so": (5, 0, 5, 0)})
    assert measure(METRICS["balanced_accuracy"], table.counts).list_values() == [None]


def test_a_metric_has_no_value_where_a_count_it_needs_was_hidden() -> None:
    hidden = np.zeros((1, 3, 3), dtype=np.bool_)
    hidden[0, 1, 0] = True  # false positives
    assert measure(METRICS["false_positive_rate"], COUNTS, hidden).list_values() == [None]
    assert measure(METRICS["true_positive_rate"], COUNTS, hidden).list_values() == [0.8]


def test_metrics_on_scores_are_not_worked_out_from_outcomes() -> None:
    with pytest.raises(UnfitCells, match="auc is not worked out from outcomes but from scores"):
        measure(METRICS["auc"], COUNTS)


def test_a_part_names_counts_that_exist() -> None:
    with pytest.raises(ValueError, match="xx"):
        Part(frozenset({"xx"}), frozenset({"tp"}))


def test_only_a_share_of_rows_counts_as_share() -> None:
    assert METRICS["selection_rate"].is_share
    assert not METRICS["misses_per_false_alarm"].is_share
    assert not METRICS["balanced_accuracy"].is_share


TWO = make_table({"a": (30, 10, 10, 50), "b": (10, 10, 10, 70)})


def test_differences_and_ratios_are_between_both_sides() -> None:
    pairs = compare_pairs(TWO)
    ours, theirs = (measure(METRICS["selection_rate"], side) for side in (pairs.ours, pairs.theirs))
    assert differences(ours, theirs).tolist() == pytest.approx([40 / 100 - 20 / 100])
    assert ratios(ours, theirs).tolist() == pytest.approx([(40 / 100) / (20 / 100)])


def test_a_ratio_to_nothing_has_no_value() -> None:
    pairs = compare_pairs(make_table({"a": (1, 1, 0, 8), "b": (0, 0, 1, 9)}))
    ours, theirs = (measure(METRICS["selection_rate"], side) for side in (pairs.ours, pairs.theirs))
    assert math.isnan(ratios(ours, theirs)[0])


GAPS = {
    "demographic_parity": 40 / 100 - 20 / 100,
    "equal_opportunity": 30 / 40 - 10 / 20,
    "equalised_odds": max(30 / 40 - 10 / 20, 10 / 60 - 10 / 80),
    "predictive_parity": 30 / 40 - 10 / 20,
    "treatment_equality": 10 / 10 - 10 / 10,
}


@pytest.mark.parametrize("name", GAPS)
def test_a_criterion_is_as_far_off_as_its_furthest_metric(name: str) -> None:
    assert criterion_gaps(CRITERIA[name], compare_pairs(TWO)).tolist() == pytest.approx([GAPS[name]])


def test_every_criterion_has_an_example() -> None:
    assert GAPS.keys() == CRITERIA.keys()


def test_the_ratio_of_a_criterion_is_the_one_furthest_from_equal() -> None:
    # True positive rates 0.75 : 0.5 = 1.5, false positive rates (1/6) : (1/8) = 1.333.
    assert criterion_ratios(CRITERIA["equalised_odds"], compare_pairs(TWO)).tolist() == pytest.approx([1.5])


def test_a_criterion_of_which_one_metric_cannot_be_seen_is_not_met() -> None:
    pairs = compare_pairs(make_table({"a": (5, 5, 5, 5), "b": (0, 5, 0, 5)}))
    assert math.isnan(criterion_gaps(CRITERIA["equalised_odds"], pairs)[0])
    assert math.isnan(criterion_ratios(CRITERIA["equalised_odds"], pairs)[0])


def test_the_largest_gap_leaves_out_groups_without_a_value() -> None:
    assert largest_gap([0.1, float("nan"), 0.4]) == pytest.approx(0.3)
    assert largest_gap([0.1, float("nan")]) is None


def test_parity_given_the_outcome_compares_only_people_alike_in_what_was_so() -> None:
    # Of whom it concerns: 30/40 against 10/20, 60 rows; of whom it does not: 10/60 against 10/80, 140 rows.
    expected = (60 * (30 / 40 - 10 / 20) + 140 * (10 / 60 - 10 / 80)) / 200
    assert parity_given_outcome(compare_pairs(TWO)).tolist() == pytest.approx([expected])


def test_parity_given_the_outcome_leaves_out_what_one_side_lacks() -> None:
    pairs = compare_pairs(make_table({"a": (5, 5, 5, 5), "b": (0, 2, 0, 8), "c": (0, 0, 0, 0)}))
    found = parity_given_outcome(pairs)
    assert found[0] == pytest.approx(5 / 10 - 2 / 10)
    assert np.isnan(found[1:]).all()


def test_more_classes_are_measured_one_against_the_rest_and_averaged() -> None:
    rows = [
        ("g", "a", "a"), ("g", "a", "b"), ("g", "b", "b"), ("g", "b", "b"), ("g", "c", "b"), ("g", "c", "c"),
        ("h", "a", "a"), ("h", "b", "a"), ("h", None, "c"),
    ]  # fmt: skip
    cells = count_rows(("group", "prediction", "truth"), rows)
    found = measure_classes(METRICS["true_positive_rate"], cells, ["group"])
    assert found.classes == ("a", "b", "c")
    assert found.values[0].tolist() == [1 / 1, 2 / 4, 1 / 1]
    assert found.macro.tolist() == pytest.approx([(1 + 0.5 + 1) / 3, 1 / 2])
    assert np.isnan(found.values[1, 1:]).all()
    assert found.missing.tolist() == [0, 2]


def test_classes_need_labels() -> None:
    with pytest.raises(UnfitCells, match="no classes"):
        measure_classes(METRICS["accuracy"], count_rows(("group",), [("a",)]), ["group"])


def test_every_metric_and_criterion_is_explained_with_its_source() -> None:
    for one in (*METRICS.values(), *CRITERIA.values()):
        assert one.source
        assert one.explanation.nl != one.explanation.en
    assert all(metric.id == name for name, metric in METRICS.items())
    assert all(set(criterion.metrics) <= METRICS.keys() for criterion in CRITERIA.values())

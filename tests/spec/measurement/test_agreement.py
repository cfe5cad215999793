"""Where fairlearn and scikit-learn measure the same, they measure the same."""

import numpy as np
import pytest
from fairlearn.metrics import (
    MetricFrame,
    count,
    demographic_parity_difference,
    demographic_parity_ratio,
    equalized_odds_difference,
    false_negative_rate,
    false_positive_rate,
    selection_rate,
    true_negative_rate,
    true_positive_rate,
)
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    mean_absolute_error,
    normalized_mutual_info_score,
    precision_score,
    recall_score,
    roc_auc_score,
    root_mean_squared_error,
)

from tests.small_cells import count_rows
from waarborg.core.measurement.amounts import group_amounts
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.classes import measure_classes
from waarborg.core.measurement.comparisons import compare_pairs
from waarborg.core.measurement.criteria import CRITERIA, criterion_gaps, criterion_ratios
from waarborg.core.measurement.grouping import group_outcomes
from waarborg.core.measurement.metrics import largest_gap, measure
from waarborg.core.measurement.proxies import normalised_information
from waarborg.core.measurement.scores import auc, group_scores

GENERATOR = np.random.default_rng(7)
GROUP = GENERATOR.choice(["a", "b", "c"], 400, p=[0.6, 0.3, 0.1])
TRUTH = (GENERATOR.random(400) < 0.3).astype(int)
SCORE = np.round(np.clip(GENERATOR.normal(0.35 + 0.2 * TRUTH + 0.1 * (GROUP == "b"), 0.2), 0, 0.99), 1)
PREDICTED = (SCORE > 0.45).astype(int)
CELLS = count_rows(
    ("group", "prediction", "truth", "score"),
    [(g, str(p), str(t), f"{s:.1f}") for g, p, t, s in zip(GROUP, PREDICTED, TRUTH, SCORE, strict=True)],
)
TABLE = group_outcomes(CELLS, ["group"], decided={"1"}, so={"1"})

THEIRS = {
    "selection_rate": selection_rate,
    "true_positive_rate": true_positive_rate,
    "false_positive_rate": false_positive_rate,
    "false_negative_rate": false_negative_rate,
    "true_negative_rate": true_negative_rate,
    "accuracy": accuracy_score,
    "balanced_accuracy": balanced_accuracy_score,
    "positive_predictive_value": precision_score,
}


@pytest.mark.parametrize("name", THEIRS)
def test_a_metric_is_that_of_fairlearn_and_scikit_learn_per_group(name: str) -> None:
    frame = MetricFrame(metrics=THEIRS[name], y_true=TRUTH, y_pred=PREDICTED, sensitive_features=GROUP)
    ours = measure(METRICS[name], TABLE.counts)
    assert ours.values == pytest.approx(frame.by_group.to_numpy(dtype=float))
    assert largest_gap(ours.values) == pytest.approx(frame.difference())


def test_groups_have_as_many_rows_as_fairlearn_counts() -> None:
    frame = MetricFrame(metrics=count, y_true=TRUTH, y_pred=PREDICTED, sensitive_features=GROUP)
    assert TABLE.n.tolist() == frame.by_group.tolist()


def test_criteria_over_all_pairs_are_those_of_fairlearn() -> None:
    pairs = compare_pairs(TABLE)
    given = {"y_true": TRUTH, "y_pred": PREDICTED, "sensitive_features": GROUP}
    parity, odds = CRITERIA["demographic_parity"], CRITERIA["equalised_odds"]
    assert criterion_gaps(parity, pairs).max() == pytest.approx(demographic_parity_difference(**given))
    assert criterion_gaps(odds, pairs).max() == pytest.approx(equalized_odds_difference(**given))
    found = criterion_ratios(parity, pairs)
    assert np.minimum(found, 1 / found).min() == pytest.approx(demographic_parity_ratio(**given))


def test_the_area_over_every_score_is_that_of_scikit_learn() -> None:
    found = auc(group_scores(CELLS, ["group"], score="score", so={"1"}).counts)
    for at, name in enumerate("abc"):
        inside = name == GROUP
        assert found[at] == pytest.approx(roc_auc_score(TRUTH[inside], SCORE[inside]))


def test_classes_are_those_of_scikit_learn() -> None:
    true = GENERATOR.choice(["x", "y", "z"], 200)
    guess = np.where(GENERATOR.random(200) < 0.5, true, GENERATOR.choice(["x", "y", "z"], 200))
    cells = count_rows(("prediction", "truth"), list(zip(guess.tolist(), true.tolist(), strict=True)))
    for name, theirs in (
        ("true_positive_rate", recall_score),
        ("positive_predictive_value", precision_score),
    ):
        found = measure_classes(METRICS[name], cells, [])
        assert found.values[0] == pytest.approx(theirs(true, guess, average=None))
        assert found.macro[0] == pytest.approx(theirs(true, guess, average="macro"))


def test_errors_in_amounts_are_those_of_scikit_learn() -> None:
    true, guess = GENERATOR.normal(100, 20, 50), GENERATOR.normal(110, 20, 50)
    error = (guess - true).tolist()
    rows = [("a",)] * 50
    cells = count_rows(("group",), rows, {"error": error, "size": [abs(one) for one in error]})
    assert group_amounts(cells, ["group"], "size").means[0] == pytest.approx(mean_absolute_error(true, guess))
    assert group_amounts(cells, ["group"], "error").root_mean_squares[0] == pytest.approx(
        root_mean_squared_error(true, guess)
    )


def test_information_is_that_of_scikit_learn() -> None:
    table = CELLS.sum_over(["score", "group"])
    assert normalised_information(table) == pytest.approx(
        normalized_mutual_info_score(np.round(10 * SCORE).astype(int), GROUP)
    )

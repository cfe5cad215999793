"""Figures of the control of students living away from home (DUO), from the counts that were published.

Where a published conclusion does not hold when it is worked out again, the name of the test says so.
"""

import numpy as np
import pytest

from tests.small_cells import ints, make_table, read_duo, read_reference, read_samples
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.comparisons import compare_with_reference
from waarborg.core.measurement.conditional import (
    conditional_demographic_disparity,
    demographic_disparity,
    mantel_haenszel,
)
from waarborg.core.measurement.evidence import Bound, gather_shares
from waarborg.core.measurement.intervals import katz
from waarborg.core.measurement.metrics import divide
from waarborg.core.measurement.power import exact_power, sample_size
from waarborg.core.measurement.samples import compare_hits
from waarborg.core.measurement.tests_of_difference import Side
from waarborg.core.measurement.verdicts import Rules, Verdict, judge

OUTSIDE, DUTCH = "origin_outside_europe", "origin_nl"


def duo_ratio(table: int, rows: list[str]) -> float:
    """How many times as often students of origin outside Europe are in some rows as Dutch ones."""
    counts = read_duo(table)
    shares = [
        sum(counts[row][origin] for row in rows) / counts["Total"][origin] for origin in (OUTSIDE, DUTCH)
    ]
    return float(divide(*shares))


def read_strata(table: int) -> np.ndarray:
    """Per risk class, of both origins, selected and not, as the statistical office gives them."""
    counts = read_duo(table)
    return np.array(
        [
            [
                [
                    counts[f"Risk category {risk} & Selected for control: {yes}"][origin]
                    for yes in ("yes", "no")
                ]
                for origin in (OUTSIDE, DUTCH)
            ]
            for risk in range(1, 7)
        ]
    )


HIGH = ["Risk category 1", "Risk category 2"]
SELECTED = [f"Risk category {risk} & Selected for control: yes" for risk in range(1, 7)]


def test_students_of_origin_outside_europe_were_high_risk_twice_as_often_in_2014() -> None:
    assert duo_ratio(1, HIGH) == pytest.approx(1.98, abs=0.005)  # published: twice
    counts = read_duo(1)
    assert sum(counts[row][OUTSIDE] for row in HIGH) / counts["Total"][OUTSIDE] == pytest.approx(
        0.281, abs=5e-4
    )
    assert sum(counts[row][DUTCH] for row in HIGH) / counts["Total"][DUTCH] == pytest.approx(0.142, abs=5e-4)


def test_they_were_selected_six_times_as_often_in_2014() -> None:
    selected = read_reference()["duo_2014"]["selected"]
    (a, n), (c, m) = selected["non_eu"], selected["nl"]
    assert divide(divide(a, n), divide(c, m)) == pytest.approx(6.223, abs=5e-4)  # published: six times
    low, high = katz(ints(a), ints(n), ints(c), ints(m))
    assert low[0] < 6.22 < high[0]
    assert low[0] > 5.7


def test_in_2019_they_were_no_longer_high_risk_more_often_but_still_selected_more_often() -> None:
    assert duo_ratio(2, HIGH) == pytest.approx(0.94, abs=0.005)
    counts = read_duo(2)
    selected = [
        counts["Total"][one] - counts["Outcome house visit: not selected for control"][one]
        for one in (OUTSIDE, DUTCH)
    ]
    ratio = divide(selected[0] / counts["Total"][OUTSIDE], selected[1] / counts["Total"][DUTCH])
    assert ratio == pytest.approx(3.51, abs=0.05)


def test_the_origin_of_students_differs_much_between_kinds_of_education() -> None:
    counts = read_duo(1)
    shares = {
        kind: counts[f"Education: {kind}"][OUTSIDE] / counts[f"Education: {kind}"]["total"]
        for kind in ("mbo 1-2", "wo")
    }
    assert shares == {"mbo 1-2": pytest.approx(0.633, abs=5e-4), "wo": pytest.approx(0.132, abs=5e-4)}


def test_given_the_risk_class_the_odds_of_selection_were_four_times_as_high() -> None:
    given = read_reference()["duo_2014"]["selected_given_risk"]
    table = np.array([[[yes, n - yes] for yes, n in given[risk]] for risk in sorted(given)])
    found = mantel_haenszel(table)
    assert found.odds_ratio == pytest.approx(3.98, abs=0.005)
    assert found.low < 3.98 < found.high
    assert found.p < 1e-250
    selected = read_reference()["duo_2014"]["selected"]
    (a, n), (c, m) = selected["non_eu"], selected["nl"]
    assert mantel_haenszel(np.array([[[a, n - a], [c, m - c]]])).crude == pytest.approx(6.42, abs=0.005)
    # One common ratio is an average here: the classes differ more than chance.
    assert found.homogeneity < 1e-6


def test_the_manual_selection_added_disparity_beyond_the_risk_class() -> None:
    selected = read_reference()["duo_2014"]["selected"]
    (a, n), (c, m) = selected["non_eu"], selected["nl"]
    crude = demographic_disparity(np.array([[[a, n - a], [c, m - c]]]), seed=1, resamples=200)
    assert crude.value == pytest.approx(-0.427, abs=5e-4)
    given = conditional_demographic_disparity(read_strata(1), seed=1, resamples=200)
    assert given.value == pytest.approx(-0.117, abs=5e-4)
    assert given.low < given.value < given.high < 0


def test_in_2019_the_odds_given_the_risk_class_were_three_and_a_half_times_as_high() -> None:
    found = mantel_haenszel(read_strata(2))
    assert found.odds_ratio == pytest.approx(3.53, abs=0.02)
    assert conditional_demographic_disparity(read_strata(2), seed=1, resamples=200).value == pytest.approx(
        -0.305, abs=0.003
    )


# --- random samples ---------------------------------------------------------------------------------------


def compare(year: str, characteristic: str, ours: list[str], theirs: list[str]) -> tuple[float, float, float]:
    """z, one-sided p of z, and one-sided p of Fisher, of ours having more undue cases than theirs."""
    table = read_samples()[year, characteristic]
    (a, n), (c, m) = (
        tuple(sum(table[one][at] for one in side) for at in range(2)) for side in (ours, theirs)
    )
    found = compare_hits(ints(a), ints(n), ints(c), ints(m), side=Side.GREATER)
    return float(found.z.statistic[0]), float(found.z.p[0]), float(found.fisher.p[0])


SAMPLES = {
    "risk2014 1+2>3-5": ("2014", "risk category", ["1", "2"], ["3", "4", "5"]),
    "risk2014 1+2>3-6": ("2014", "risk category", ["1", "2"], ["3", "4", "5", "6"]),
    "risk2014 3>4": ("2014", "risk category", ["3"], ["4"]),
    "dist2014 1m-1km>50-500km": ("2014", "distance", ["1m-1km"], ["50-500km"]),
    "dist2014 2-5>50-500": ("2014", "distance", ["2-5km"], ["50-500km"]),
    "edu2014 mbo3-4>wo": ("2014", "education", ["mbo 3-4"], ["wo"]),
    "age2017 15-18>21-22": ("2017", "age", ["15-18"], ["21-22"]),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_z_and_fisher_of_the_random_samples_are_as_recomputed(name: str) -> None:
    z, p, fisher = compare(*SAMPLES[name])
    expected = read_reference()["duo_random_samples"][name]
    assert z == pytest.approx(expected["z"], abs=2e-3)
    if "p_z" in expected:
        assert p == pytest.approx(expected["p_z"], abs=2e-4)
    if "p_fisher" in expected:
        assert fisher == pytest.approx(expected["p_fisher"], abs=6e-5)


def test_published_conclusion_mbo_3_4_against_wo_does_not_hold_with_the_exact_test() -> None:
    _, p, fisher = compare(*SAMPLES["edu2014 mbo3-4>wo"])
    assert p < 0.05 < fisher
    assert fisher == pytest.approx(0.095, abs=5e-4)


def test_published_conclusion_15_to_18_against_21_to_22_does_not_hold_with_the_exact_test() -> None:
    _, p, fisher = compare(*SAMPLES["age2017 15-18>21-22"])
    assert p < 0.05 < fisher
    assert fisher == pytest.approx(0.142, abs=5e-4)


def test_published_p_value_of_22_and_younger_against_older_belongs_to_the_other_direction() -> None:
    z, p, _ = compare("2014", "age", ["15-18", "19-20", "21-22"], ["23-24", "25-50"])
    assert (z, p) == (pytest.approx(-0.885, abs=1e-3), pytest.approx(0.812, abs=1e-3))
    assert 1 - p == pytest.approx(0.1887, abs=1e-3)


def test_published_sample_size_85_holds_only_with_both_shares_swapped() -> None:
    """Students at less than 5 km (10 of 71) and all others (4 of 316) in 2014, with 71 to 316 in the sample."""
    allocation = 71 / 316
    swapped = sample_size(0.013, 0.14, allocation=allocation, two_sided=False)
    stated = sample_size(0.14, 0.013, allocation=allocation, two_sided=False)
    assert swapped.total == 85
    assert (stated.ours, stated.theirs, stated.total) == (48, 211, 259)


def test_the_exact_power_of_those_sample_sizes_is_below_what_was_asked_with_85() -> None:
    expected = read_reference()["sample_size"]["exact_power"]
    assert exact_power(0.14, 16, 0.013, 69) == pytest.approx(expected["85"], abs=5e-4)
    assert exact_power(0.14, 48, 0.013, 211) == pytest.approx(expected["259"], abs=5e-4)


def test_hits_of_the_profile_lie_far_above_those_of_the_random_sample() -> None:
    (hits, sampled, later, later_sampled) = read_reference()["duo_random_samples"]["overall"]
    assert (hits / sampled, later / later_sampled) == (
        pytest.approx(0.036, abs=5e-4),
        pytest.approx(0.0375, abs=5e-4),
    )
    counts = read_duo(1)
    undue = sum(
        counts[f"Risk category {risk} & Outcome house visit: unduly"]["total"] for risk in range(1, 7)
    )
    checked = sum(counts[row]["total"] for row in SELECTED)
    rates = compare_hits(ints(undue), ints(checked), ints(hits), ints(sampled))
    assert rates.profile[0] == pytest.approx(0.389, abs=0.002)  # published: 38.9%
    assert rates.fisher.p[0] < 1e-40
    assert rates.gap_interval[0][0] > 0.3


def test_the_selection_of_2014_is_not_acceptable_and_a_random_sample_is_too_small_to_say() -> None:
    """With twice as often as limit. Selected: 2,010 of 54,820 and 120 of 15,630 against 1,050 of 178,200 Dutch ones,
    so 6.22 and 1.30 times as often. Undue in the random sample of 387: too few to judge any kind of education."""
    bound = Bound("selection_rate", attention=1.25, limit=2, reason="an example", ratio=True)
    counts = read_duo(1)
    groups = {}
    for origin in (OUTSIDE, "origin_europe", DUTCH):
        yes = counts["Selected for control: yes"][origin]
        groups[origin] = (yes, 0, 0, counts["Total"][origin] - yes)
    comparisons = compare_with_reference(make_table(groups), DUTCH)
    found = judge([gather_shares(METRICS["selection_rate"], comparisons, bound)], Rules(resamples=200)).parts[
        0
    ]
    assert found.evidence.gaps.tolist() == pytest.approx([6.22, 1.30], abs=0.005)
    assert found.verdicts == (Verdict.NOT_ACCEPTABLE, Verdict.ATTENTION)
    sample = read_samples()["2014", "education"]
    rows = {kind: (undue, 0, 0, n - undue) for kind, (undue, n) in sample.items()}
    few = judge(
        [gather_shares(METRICS["selection_rate"], compare_with_reference(make_table(rows), "wo"), bound)],
        Rules(),
    )
    assert set(few.parts[0].verdicts) == {Verdict.TOO_LITTLE_DATA}

"""Verdicts: what is said with which numbers, and how often an alarm is false."""

import numpy as np
import pytest

from tests.small_cells import ints, make_table
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.comparisons import compare_pairs, compare_with_reference, compare_with_rest
from waarborg.core.measurement.evidence import (
    Bound,
    Evidence,
    find_p_of_shares,
    gather_means,
    gather_shares,
    power_at_limit,
)
from waarborg.core.measurement.grouping import GroupTable
from waarborg.core.measurement.reasons import CODES, give_reason
from waarborg.core.measurement.tensions import explain_tensions
from waarborg.core.measurement.verdicts import NAMES, Judgement, Rules, Verdict, judge, worst

SELECTION = METRICS["selection_rate"]
BOUND = Bound("selection_rate", attention=0.05, limit=0.1, reason="agreed with the client council")
RULES = Rules(resamples=200, seed=1)


def selected(**groups: tuple[int, int]) -> GroupTable:
    """Groups with (selected, all)."""
    return make_table({name: (yes, 0, 0, n - yes) for name, (yes, n) in groups.items()})


def judge_two(ours: tuple[int, int], theirs: tuple[int, int], bound: Bound = BOUND) -> tuple[Verdict, str]:
    table = selected(a=ours, b=theirs)
    found = judge([gather_shares(SELECTION, compare_with_reference(table, "b"), bound)], RULES)
    return found.verdict, found.parts[0].reasons[0].code


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict", "code"),
    [
        ((250, 1000), (1000, 10000), Verdict.NOT_ACCEPTABLE, "over_limit"),  # 25% against 10%
        ((170, 1000), (1000, 10000), Verdict.ATTENTION, "over_attention"),  # 17% against 10%
        ((1300, 10000), (10000, 100000), Verdict.ACCEPTABLE, "small_and_certain"),  # 13% against 10%
        ((105, 1000), (1000, 10000), Verdict.ACCEPTABLE, "no_difference_seen"),
        ((3, 30), (1000, 10000), Verdict.TOO_LITTLE_DATA, "bound_not_visible"),  # the same 10%, in 30 people
        ((6, 30), (1000, 10000), Verdict.TOO_LITTLE_DATA, "bound_not_visible"),  # 20%, may be chance
        ((9, 9), (1000, 10000), Verdict.TOO_LITTLE_DATA, "group_too_small"),
        ((0, 0), (1000, 10000), Verdict.TOO_LITTLE_DATA, "no_value"),
        ((25, 30), (1000, 10000), Verdict.NOT_ACCEPTABLE, "over_limit"),  # so large that 30 people are enough
    ],
)
def test_a_verdict_follows_from_size_chance_and_power(
    ours: tuple[int, int], theirs: tuple[int, int], verdict: Verdict, code: str
) -> None:
    assert judge_two(ours, theirs) == (verdict, code)


def test_a_sure_difference_of_unsure_size_asks_for_attention() -> None:
    bound = Bound("selection_rate", attention=0.095, limit=0.1, reason="agreed")
    assert judge_two((3, 30), (100, 10000), bound) == (Verdict.ATTENTION, "size_uncertain")


def test_a_gap_over_the_bound_that_may_be_chance_is_never_acceptable() -> None:
    bound = Bound("selection_rate", attention=0.01, limit=0.1, reason="agreed")
    assert judge_two((115, 1000), (1000, 10000), bound) == (Verdict.TOO_LITTLE_DATA, "gap_not_certain")


def test_all_that_is_judged_together_shares_one_correction_and_what_is_too_small_takes_no_part() -> None:
    """Two metrics, of each one group against another and one of five people: two tests, so p-values times two."""
    table = make_table({"a": (60, 60, 60, 220), "b": (600, 400, 1000, 6000), "few": (5, 0, 0, 0)})
    family = [
        gather_shares(METRICS[name], compare_with_reference(table, "b"), Bound(name, 0.05, 0.1, "agreed"))
        for name in ("selection_rate", "false_positive_rate")
    ]
    found = judge(family, RULES)
    assert found.tests == 2
    p = np.array([one.p[0] for one in family])
    assert sorted(part.adjusted[0] for part in found.parts) == pytest.approx(
        [2 * p.min(), max(2 * p.min(), p.max())]
    )
    assert all(np.isnan(part.adjusted[1]) for part in found.parts)


def test_a_bound_may_be_a_ratio() -> None:
    bound = Bound("selection_rate", attention=1.1, limit=1.25, reason="agreed", ratio=True)
    assert judge_two((200, 1000), (1000, 10000), bound) == (Verdict.NOT_ACCEPTABLE, "over_limit")
    assert judge_two((1150, 10000), (10000, 100000), bound) == (Verdict.ATTENTION, "over_attention")
    assert judge_two((50, 1000), (1000, 10000), bound) == (Verdict.NOT_ACCEPTABLE, "over_limit")
    assert judge_two((0, 1000), (1000, 10000), bound) == (Verdict.NOT_ACCEPTABLE, "over_limit")
    assert judge_two((10, 1000), (0, 10000), bound) == (Verdict.TOO_LITTLE_DATA, "no_value")


def test_a_number_that_was_hidden_leaves_too_little_data() -> None:
    table = selected(a=(25, 100), b=(100, 1000))
    table.hidden[0, 0, 0] = True
    found = judge([gather_shares(SELECTION, compare_with_reference(table, "b"), BOUND)], RULES)
    assert found.parts[0].reasons[0].code == "hidden"


def test_the_reason_says_the_numbers_in_both_languages() -> None:
    table = selected(a=(250, 1000), b=(1000, 10000))
    found = judge([gather_shares(SELECTION, compare_with_reference(table, "b"), BOUND)], RULES)
    reason = found.parts[0].reasons[0]
    assert reason.numbers["gap"] == pytest.approx(0.15)
    assert reason.numbers["limit"] == 0.1
    assert reason.text.nl.startswith("Het verschil is 15,0 procentpunt. De grens is 10,0 procentpunt.")
    assert reason.text.en.startswith(
        "The difference is 15.0 percentage points. The limit is 10.0 percentage points."
    )
    assert "< 0,001" in reason.text.nl


def test_two_ways_of_judging_a_whole_agree_on_the_worst() -> None:
    assert worst([]) is Verdict.TOO_LITTLE_DATA
    assert worst([Verdict.ACCEPTABLE, Verdict.TOO_LITTLE_DATA]) is Verdict.TOO_LITTLE_DATA
    assert worst([Verdict.ATTENTION, Verdict.NOT_ACCEPTABLE, Verdict.ACCEPTABLE]) is Verdict.NOT_ACCEPTABLE
    assert NAMES.keys() == set(Verdict)


def test_judging_one_group_says_that_there_is_nothing_to_compare() -> None:
    found = judge([gather_shares(SELECTION, compare_pairs(selected(a=(5, 10))), BOUND)], RULES)
    assert (found.verdict, found.parts[0].reason.code) == (Verdict.TOO_LITTLE_DATA, "no_comparison")
    assert judge([], RULES).verdict is Verdict.TOO_LITTLE_DATA


def test_many_small_differences_together_ask_for_attention() -> None:
    """Forty groups of a hundred, half with 5% and half with 15%: none stands out, all together do."""
    table = selected(**{f"g{at:02}": (5 if at % 2 else 15, 100) for at in range(40)})
    found = judge([gather_shares(SELECTION, compare_with_rest(table), BOUND)], RULES).parts[0]
    assert found.tally[Verdict.ATTENTION] == found.tally[Verdict.NOT_ACCEPTABLE] == 0
    assert (found.verdict, found.reason.code) == (Verdict.ATTENTION, "groups_differ")
    assert found.spread.gap == pytest.approx(0.1)
    assert "40" in found.reason.text.nl


def test_the_limit_itself_decides_nothing_over_many_groups_but_chance_does() -> None:
    """Thirty groups without any difference: highest minus lowest is over the limit, and no group is blamed."""
    generator = np.random.default_rng(5)
    n = (20_000 / np.arange(1, 31) ** 1.2).astype(np.int64)
    table = selected(
        **{
            f"g{at:02}": (int(yes), int(size))
            for at, (yes, size) in enumerate(zip(generator.binomial(n, 0.17), n, strict=True))
        }
    )
    bound = Bound("selection_rate", attention=0.03, limit=0.04, reason="agreed")
    found = judge([gather_shares(SELECTION, compare_with_rest(table), bound)], RULES).parts[0]
    assert found.spread.gap > bound.limit
    assert found.tally[Verdict.NOT_ACCEPTABLE] == found.tally[Verdict.ATTENTION] == 0


@pytest.mark.parametrize(
    "bounds",
    [
        {"attention": 0, "limit": 0.1},
        {"attention": 0.2, "limit": 0.1},
        {"attention": 0.9, "limit": 2, "ratio": True},
    ],
)
def test_bounds_in_the_wrong_order_are_refused(bounds: dict) -> None:
    with pytest.raises(ValueError, match="attention <= limit"):
        Bound("selection_rate", reason="agreed", **bounds)


def test_bounds_without_a_reason_and_rules_out_of_bounds_are_refused() -> None:
    with pytest.raises(ValueError, match="say why"):
        Bound("selection_rate", 0.05, 0.1, " ")
    with pytest.raises(ValueError, match="alpha and power"):
        Rules(alpha=0)


def test_a_metric_that_is_no_share_is_judged_by_its_parts() -> None:
    pairs = compare_pairs(selected(a=(1, 2), b=(1, 2)))
    with pytest.raises(UnfitCells, match="one share of rows"):
        gather_shares(METRICS["balanced_accuracy"], pairs, Bound("balanced_accuracy", 0.1, 0.2, "agreed"))
    with pytest.raises(UnfitCells, match="asks for that metric"):
        gather_shares(SELECTION, pairs, Bound("accuracy", 0.1, 0.2, "agreed"))


def test_means_are_judged_by_welch() -> None:
    bound = Bound("mean_error", attention=50, limit=100, reason="agreed")
    # Errors 300 on average in 400 rows against 100 in 900, both with standard deviation about 200.
    ours = (ints(400), np.array([120_000.0]), np.array([400 * (300.0**2 + 200**2)]))
    theirs = (ints(900), np.array([90_000.0]), np.array([900 * (100.0**2 + 200**2)]))
    found = judge([gather_means(METRICS["mean_error"], ours, theirs, bound)], RULES)
    assert found.verdict is Verdict.NOT_ACCEPTABLE
    assert found.parts[0].reasons[0].text.nl.startswith("Het verschil is 200. De grens is 100.")
    few = (ints(12), np.array([1300.0]), np.array([12 * (108.0**2 + 200**2)]))
    assert (
        judge([gather_means(METRICS["mean_error"], few, theirs, bound)], RULES).verdict
        is Verdict.TOO_LITTLE_DATA
    )
    with pytest.raises(UnfitCells, match="difference"):
        gather_means(METRICS["mean_error"], ours, theirs, Bound("mean_error", 1.1, 1.2, "agreed", ratio=True))


def test_every_sentence_can_be_said() -> None:
    names = (
        "gap attention limit p power wanted ours theirs fewest smallest groups spread expected base_ours base_theirs "
        "selected_ours selected_theirs ppv missed wrong_ours wrong_theirs divides_by areas rows used area repeats"
    ).split()
    for code in CODES:
        text = give_reason(code, dict.fromkeys(names, 0.5)).text
        assert "{" not in text.nl + text.en


# --- false alarms and power -------------------------------------------------------------------------------


#: With a bound at nothing every difference that is called sure is an alarm: the hardest case for false alarms.
HARDEST = Bound("selection_rate", attention=1e-9, limit=0.1, reason="agreed")


def judge_draw(
    generator: np.random.Generator, n: np.ndarray, shares: np.ndarray, bound: Bound = BOUND
) -> Judgement:
    counts = np.zeros((len(n), 3, 3), dtype=np.int64)
    yes = generator.binomial(n, shares)
    counts[:, 1, 1], counts[:, 0, 0] = yes, n - yes
    table = GroupTable(
        ("group",), tuple((str(at),) for at in range(len(n))), counts, np.zeros(counts.shape, dtype=np.bool_),
        np.zeros((3, 3), dtype=np.int64),
    )  # fmt: skip
    comparisons = compare_with_reference(table, "0") if len(n) == 2 else compare_with_rest(table)
    return judge([gather_shares(SELECTION, comparisons, bound)], RULES)


@pytest.mark.parametrize(
    ("groups", "rows", "runs"), [(2, 2_000, 600), (30, 120_000, 400), (500, 300_000, 150)]
)
def test_where_no_group_differs_at_most_one_run_in_twenty_gives_an_alarm(
    groups: int, rows: int, runs: int
) -> None:
    generator = np.random.default_rng(groups)
    weights = 1 / np.arange(1, groups + 1) ** 0.7
    n = np.maximum(12, (rows * weights / weights.sum()).astype(np.int64))
    found = [judge_draw(generator, n, np.full(groups, 0.1), HARDEST).verdict for _ in range(runs)]
    alarms = sum(one in (Verdict.ATTENTION, Verdict.NOT_ACCEPTABLE) for one in found)
    assert alarms / runs <= 0.05 + 2 * (0.05 * 0.95 / runs) ** 0.5


@pytest.mark.parametrize(
    ("groups", "rows", "size"), [(2, 4_000, 400), (30, 60_000, 700), (500, 300_000, 1_000)]
)
def test_a_group_that_lies_over_the_limit_is_found_in_nearly_every_run(
    groups: int, rows: int, size: int
) -> None:
    """One group of `size` has 25% where all others have 10%; the limit is 10 points. At least 95 of 100 runs find it."""
    generator = np.random.default_rng(groups)
    n = np.full(groups, (rows - size) // (groups - 1))
    n[-1] = size
    shares = np.full(groups, 0.1)
    shares[-1] = 0.25
    hit = 0
    for _ in range(60):
        part = judge_draw(generator, n, shares).parts[0]
        hit += part.verdicts[-1] in (Verdict.ATTENTION, Verdict.NOT_ACCEPTABLE)
    assert hit >= 57


def test_the_power_that_is_stated_is_about_the_power_there_is() -> None:
    """Groups of 150 to 800 against 20,000: at 10 points above a common 10%, tested at 0.001."""
    bound = Bound("selection_rate", 0.05, 0.1, "agreed")
    generator = np.random.default_rng(3)
    for n in (150, 300, 800):
        m = 20_000
        stated = power_at_limit(bound, ints(n // 10), ints(n), ints(2000), ints(m), alpha=0.001)[0]
        higher, lower = generator.binomial(n, 0.2, 2000), generator.binomial(m, 0.1, 2000)
        seen = (find_p_of_shares(higher, np.full(2000, n), lower, np.full(2000, m)) <= 0.001).mean()
        assert stated == pytest.approx(seen, abs=0.08)


# --- criteria that exclude each other ---------------------------------------------------------------------


def test_with_unequal_base_rates_equal_errors_and_equal_selection_exclude_each_other() -> None:
    # 50 of 100 and 20 of 200 are so. Together: tp 45 of 70, fp 36 of 230, and 45 right of 81 chosen.
    table = make_table({"a": (35, 12, 15, 38), "b": (10, 24, 10, 156)})
    parity, prediction = explain_tensions(table.counts[0], table.counts[1])
    tpr, fpr = 45 / 70, 36 / 230
    assert parity.code == "parity_against_errors"
    assert parity.numbers["selected_ours"] == pytest.approx(tpr * 0.5 + fpr * 0.5)
    assert parity.numbers["selected_theirs"] == pytest.approx(tpr * 0.1 + fpr * 0.9)
    ppv, missed = 45 / 81, 25 / 70
    assert prediction.numbers["wrong_ours"] == pytest.approx(0.5 / 0.5 * (1 - ppv) / ppv * (1 - missed))
    assert prediction.numbers["wrong_theirs"] == pytest.approx(0.1 / 0.9 * (1 - ppv) / ppv * (1 - missed))
    assert "50,0% en 10,0%" in parity.text.nl


def test_equal_or_unknown_base_rates_exclude_nothing() -> None:
    equal = make_table({"a": (35, 12, 15, 38), "b": (20, 24, 30, 26)})
    assert explain_tensions(equal.counts[0], equal.counts[1]) == ()
    unknown = make_table({"a": (35, 12, 15, 38), "b": (0, 0, 0, 0)})
    assert explain_tensions(unknown.counts[0], unknown.counts[1]) == ()


def test_a_perfect_prediction_excludes_only_equal_selection() -> None:
    table = make_table({"a": (50, 0, 0, 50), "b": (10, 0, 0, 90)})
    assert [one.code for one in explain_tensions(table.counts[0], table.counts[1])] == [
        "parity_against_errors"
    ]


def test_a_prediction_that_is_chance_excludes_no_equal_selection() -> None:
    # True and false positive rate are both a half over the two groups together.
    table = make_table({"a": (20, 5, 20, 5), "b": (5, 20, 5, 20)})
    assert [one.code for one in explain_tensions(table.counts[0], table.counts[1])] == []


def test_equal_predictive_value_that_would_need_more_than_all_is_not_offered_as_possible() -> None:
    # With base rates 0.9 and 0.1 and a common predictive value of a half, more than all others would be chosen wrongly.
    table = make_table({"a": (70, 8, 20, 2), "b": (5, 60, 5, 30)})
    assert [one.code for one in explain_tensions(table.counts[0], table.counts[1])] == [
        "parity_against_errors"
    ]


def test_evidence_keeps_the_interval_of_each_comparison() -> None:
    found: Evidence = gather_shares(SELECTION, compare_pairs(selected(a=(56, 70), b=(48, 80))), BOUND)
    assert [found.low[0], found.high[0]] == pytest.approx([0.0524, 0.3339], abs=5e-5)

"""Measurements on cells beside a naive reading of their definitions, row by row and in exact fractions."""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import naive_measurement as naive
from tests.small_cells import count_rows, draw, ints
from waarborg.core.measurement.amounts import group_amounts
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.classes import measure_classes
from waarborg.core.measurement.comparisons import (
    Comparisons,
    compare_pairs,
    compare_with_largest,
    compare_with_rest,
)
from waarborg.core.measurement.conditional import (
    conditional_demographic_disparity,
    mantel_haenszel,
    parity_given_outcome,
)
from waarborg.core.measurement.corrections import benjamini_hochberg, benjamini_yekutieli, holm
from waarborg.core.measurement.grouping import GroupTable, group_outcomes
from waarborg.core.measurement.intervals import newcombe, wilson
from waarborg.core.measurement.metrics import differences, list_known, measure, ratios
from waarborg.core.measurement.proxies import cramers_v
from waarborg.core.measurement.ranking import share_at_k
from waarborg.core.measurement.scores import auc
from waarborg.core.measurement.spread import measure_spread
from waarborg.core.measurement.steps import Step, follow_steps
from waarborg.core.measurement.strata import stratify
from waarborg.core.measurement.suppression import find_ranges, suppress
from waarborg.core.measurement.tests_of_difference import Side, chi_square, fisher_test
from waarborg.core.measurement.weighting import weighted_share

NAMES = ("group", "age", "prediction", "truth")
SAYING = st.sampled_from(["yes", "no", None])
ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["x", "y"]), SAYING, SAYING),
    min_size=1,
    max_size=40,
)
SMALL = st.integers(0, 8)
STRATA = st.lists(st.tuples(SMALL, SMALL, SMALL, SMALL), min_size=1, max_size=4)


def near(exact: Sequence[Fraction | None]) -> list:
    return [None if one is None else pytest.approx(float(one), abs=1e-9) for one in exact]


def count(rows: list[naive.Row], *by: str, minimum: int = 0) -> GroupTable:
    # Labels that occur nowhere are no labels for yes, so both are always there.
    cells = count_rows(NAMES, [*rows, ("pad", "pad", "yes", "yes")])
    table = group_outcomes(cells, by, decided={"yes"}, so={"yes"}, minimum=minimum)
    kept = [at for at, labels in enumerate(table.labels) if "pad" not in labels]
    return GroupTable(
        table.by, tuple(table.labels[at] for at in kept), table.counts[kept], table.hidden[kept], table.left_out,
        table.groups_left_out,
    )  # fmt: skip


def rows_of(rows: list[naive.Row], table: GroupTable, at: int) -> list[tuple]:
    places = [NAMES.index(name) for name in table.by]
    return [row[2:] for row in rows if tuple(row[place] for place in places) == table.labels[at]]


@given(ROWS, st.sampled_from([("group",), ("age",), ("group", "age"), ("age", "group"), ()]))
def test_every_metric_of_every_group_is_what_the_rows_say(rows: list[naive.Row], by: tuple[str, ...]) -> None:
    assume(by)
    table = count(rows, *by)
    assert int(table.n.sum()) == len(rows)
    expected = [naive.outcomes(rows_of(rows, table, at)) for at in range(len(table.labels))]
    for name in expected[0]:
        assert measure(METRICS[name], table.counts).list_values() == near([one[name] for one in expected]), (
            name
        )


@given(
    ROWS,
    st.sampled_from(["pairs", "rest", "largest"]),
    st.sampled_from(["selection_rate", "balanced_accuracy"]),
)
def test_differences_and_ratios_are_what_the_rows_say(rows: list[naive.Row], kind: str, name: str) -> None:
    table = count(rows, "group", "age")
    compare = {"pairs": compare_pairs, "rest": compare_with_rest, "largest": compare_with_largest}[kind]
    found: Comparisons = compare(table)
    gaps, times = [], []
    for at in range(len(found.groups)):
        ours, theirs = found.name(at)
        place = table.labels.index(ours)
        mine = rows_of(rows, table, place)
        others = (
            [row[2:] for row in rows if row[:2] != ours]
            if theirs is None
            else rows_of(rows, table, table.labels.index(theirs))
        )
        one, other = naive.outcomes(mine)[name], naive.outcomes(others)[name]
        gaps.append(naive.minus(one, other))
        times.append(naive.over(one, other))
    left, right = measure(METRICS[name], found.ours), measure(METRICS[name], found.theirs)
    assert list_known(differences(left, right)) == near(gaps)
    assert list_known(ratios(left, right)) == near(times)


@given(ROWS, st.integers(0, 12))
def test_small_groups_are_left_out_and_the_total_stays(rows: list[naive.Row], minimum: int) -> None:
    table = count(rows, "group", "age", minimum=minimum)
    assert (table.n >= minimum).all()
    padding = int(table.left_out.sum() > 0 and minimum > 1)
    assert int(table.total.sum()) in (len(rows), len(rows) + padding)


@given(ROWS)
def test_parity_given_the_outcome_is_what_the_rows_say(rows: list[naive.Row]) -> None:
    table = count(rows, "age")
    assume(len(table.labels) == 2)
    ours, theirs = (rows_of(rows, table, at) for at in range(2))
    total, weight = Fraction(0), 0
    for so in ("yes", "no"):
        both = [[row for row in side if row[1] == so and row[0] is not None] for side in (ours, theirs)]
        rates = [naive.share([row for row in side if row[0] == "yes"], side) for side in both]
        if None not in rates:
            size = len(both[0]) + len(both[1])
            total, weight = total + size * (rates[0] - rates[1]), weight + size
    assert list_known(parity_given_outcome(compare_pairs(table))) == near(
        [total / weight if weight else None]
    )


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_classes_are_what_the_rows_say(rows: list[tuple[str, str]]) -> None:
    found = measure_classes(METRICS["true_positive_rate"], count_rows(("prediction", "truth"), rows), [])
    expected = [
        naive.share([row for row in rows if row == (one, one)], [row for row in rows if row[1] == one])
        for one in found.classes
    ]
    known = [one for one in expected if one is not None]
    assert list_known(found.values[0]) == near(expected)
    assert list_known(found.macro) == near([sum(known) / len(known)])


@given(st.lists(st.integers(0, 4), max_size=12), st.lists(st.integers(0, 4), max_size=12))
def test_the_area_is_the_share_of_pairs(so: list[int], not_so: list[int]) -> None:
    counts = np.array([[not_so.count(at), so.count(at)] for at in range(5)])
    assert list_known(auc(counts)[None]) == near([naive.area(so, not_so)])


@given(st.lists(st.lists(SMALL, min_size=4, max_size=4), min_size=1, max_size=4), st.data())
def test_the_top_is_what_the_rows_say(places: list[list[int]], data: st.DataObject) -> None:
    total = sum(map(sum, places))
    assume(total)
    k = data.draw(st.integers(1, total))
    assert list_known(share_at_k(np.array(places), k).rows) == near(naive.top(places, k))


@given(SMALL, SMALL, SMALL, SMALL)
def test_the_exact_test_counts_all_ways(a: int, b: int, c: int, d: int) -> None:
    assume(a + b and c + d)
    n, m = a + b, c + d
    upper = naive.fisher_greater(a, n, c, m)
    lower = naive.fisher_greater(b, n, d, m)  # as many failures or more, so as few successes or fewer
    found = {side: fisher_test(ints(a), ints(n), ints(c), ints(m), side=side).p.tolist() for side in Side}
    assert found[Side.GREATER] == near([upper])
    assert found[Side.LESS] == near([lower])
    assert found[Side.TWO] == near([min(Fraction(1), 2 * min(upper, lower))])


TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(SMALL, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(TABLES)
def test_chi_square_and_cramers_v_are_what_the_definitions_say(table: list[list[int]]) -> None:
    n = sum(map(sum, table))
    assume(n > 1)
    statistic = naive.chi_square(table)
    assert chi_square(np.array(table)).statistic == pytest.approx(float(statistic), abs=1e-9)
    r = sum(any(row) for row in table)
    c = sum(any(column) for column in zip(*table, strict=True))
    smaller = min(one - Fraction((one - 1) ** 2, n - 1) - 1 for one in (r, c))
    phi2 = max(Fraction(0), statistic / n - Fraction((r - 1) * (c - 1), n - 1))
    expected = min(1.0, math.sqrt(phi2 / smaller)) if smaller > 0 else None
    assert list_known(cramers_v(np.array(table))[None]) == [
        None if expected is None else pytest.approx(expected)
    ]


@given(st.lists(st.fractions(0, 1, max_denominator=50), min_size=1, max_size=8))
def test_corrections_are_what_the_procedures_do(p: list[Fraction]) -> None:
    given_p = np.array([float(one) for one in p])
    assert holm(given_p).tolist() == near(naive.holm(p))
    assert benjamini_hochberg(given_p).tolist() == near(naive.step_up(p, dependent=False))
    assert benjamini_yekutieli(given_p).tolist() == near(naive.step_up(p, dependent=True))


@given(STRATA)
def test_conditional_figures_are_what_the_definitions_say(strata: list[tuple[int, int, int, int]]) -> None:
    table = np.array(strata).reshape(-1, 2, 2)
    found = mantel_haenszel(table)
    assert [found.odds_ratio, found.statistic] == near(
        [naive.common_odds(strata), naive.common_statistic(strata)]
    )
    disparity = conditional_demographic_disparity(table, seed=1, resamples=5)
    assert [disparity.value] == near([naive.disparity(strata)])
    assert disparity.rows + disparity.left_out == table.sum()
    # Exchanging the sides turns the ratio round.
    turned = mantel_haenszel(table[:, ::-1])
    if found.odds_ratio:
        assert turned.odds_ratio == pytest.approx(1 / found.odds_ratio)
        assert [turned.low, turned.high] == [pytest.approx(1 / found.high), pytest.approx(1 / found.low)]


@given(ROWS)
def test_strata_are_what_the_rows_say(rows: list[naive.Row]) -> None:
    cells = count_rows(NAMES, [*rows, ("pad", "pad", "yes", "yes")])
    found = stratify(cells, ["group"], ["age"], decided={"yes"})
    for at, (group,) in enumerate(found.labels):
        for place, (age,) in enumerate(found.strata):
            for side, inside in enumerate((True, False)):
                here = [row for row in rows if (row[0] == group) == inside and row[1] == age]
                expected = [sum(row[2] == saying for row in here) for saying in ("yes", "no")]
                if "pad" not in (group, age):
                    assert found.counts[at, place, side].tolist() == expected


@given(st.lists(st.tuples(st.sampled_from("ab"), SAYING, SAYING, SAYING), min_size=1, max_size=30))
def test_steps_are_what_the_rows_say(rows: list[naive.Row]) -> None:
    names = ("group", "one", "two", "three")
    cells = count_rows(names, [*rows, ("pad", "yes", "yes", "yes")])
    found = follow_steps(cells, ["group"], [Step(name, frozenset({"yes"})) for name in names[1:]])
    for at, (group,) in enumerate(found.labels):
        inside = [row for row in rows if row[0] == group]
        if group == "pad":
            continue
        for step in range(3):
            assert found.entered[at, step] == len(inside)
            assert found.unknown[at, step] == sum(row[step + 1] is None for row in inside)
            known = [row for row in inside if row[step + 1] is not None]
            inside = [row for row in inside if row[step + 1] == "yes"]
            assert list_known(found.rates[at, step : step + 1]) == near([naive.share(inside, known)])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-50, 50)), min_size=1, max_size=30))
def test_amounts_are_what_the_rows_say(rows: list[tuple[str, int]]) -> None:
    cells = count_rows(("group",), [(group,) for group, _ in rows], {"error": [value for _, value in rows]})
    found = group_amounts(cells, ["group"], "error")
    for at, (group,) in enumerate(found.labels):
        values = [value for one, value in rows if one == group]
        assert found.means[at] == pytest.approx(float(Fraction(sum(values), len(values))))
        assert found.root_mean_squares[at] ** 2 == pytest.approx(
            float(Fraction(sum(v * v for v in values), len(values)))
        )


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=20))
def test_weighted_shares_are_what_the_rows_say(rows: list[tuple[int, bool]]) -> None:
    sums = [
        np.array([float(sum(weight**power for weight, counts in rows if counts or every))])
        for every in (False, True)
        for power in (1, 2)
    ]
    found = weighted_share(*sums)
    value, variance = naive.weighted_variance(rows)
    assert found.value.tolist() == near([value])
    assert (found.error**2).tolist() == near([variance])
    assert found.interval[0][0] - 1e-12 <= found.value[0] <= found.interval[1][0] + 1e-12


@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=6))
def test_intervals_hold_their_figure_and_turn_with_the_sides(pairs: list[tuple[int, int]]) -> None:
    successes, n = (np.array(part) for part in zip(*[(a, a + b) for a, b in pairs], strict=True))
    low, high = wilson(successes, n)
    some = n > 0
    assert ((low <= successes / np.maximum(n, 1) + 1e-12) & (high >= successes / np.maximum(n, 1) - 1e-12))[
        some
    ].all()
    assert np.isnan(low[~some]).all()
    down, up = newcombe(successes, n, successes[::-1], n[::-1])
    other_down, other_up = newcombe(successes[::-1], n[::-1], successes, n)
    assert down == pytest.approx(-other_up, nan_ok=True)
    assert up == pytest.approx(-other_down, nan_ok=True)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(0, 1000))
def test_draws_keep_the_number_of_rows_and_leave_empty_cells_empty(counts: list[int], seed: int) -> None:
    drawn = draw(np.array(counts), resamples=7, seed=seed)
    assert (drawn.sum(axis=1) == sum(counts)).all()
    assert (drawn[:, np.array(counts) == 0] == 0).all()


@given(st.lists(st.tuples(SMALL, SMALL), min_size=2, max_size=6), st.integers(0, 100))
def test_a_spread_is_never_beyond_what_simulation_can_say(pairs: list[tuple[int, int]], seed: int) -> None:
    successes, n = np.array([a for a, _ in pairs]), np.array([a + b for a, b in pairs])
    found = measure_spread(successes, n, seed=seed, resamples=19)
    used = [Fraction(a, a + b) for a, b in pairs if a + b]
    if len(used) < 2:
        assert found is None
        return
    assert found.gap == pytest.approx(float(max(used) - min(used)))
    assert 1 / 20 <= found.gap_p <= 1
    assert 1 / 20 <= found.omnibus_p <= 1


@given(st.lists(st.lists(st.integers(0, 30), min_size=2, max_size=4), min_size=2, max_size=4), st.booleans())
def test_no_hidden_number_can_be_worked_out(rows: list[list[int]], zeros: bool) -> None:
    width = min(map(len, rows))
    found = suppress(np.array([row[:width] for row in rows]), zeros=zeros)
    small = (found.counts < 10) & ((found.counts > 0) | zeros)
    assert found.hidden[small].all()
    low, high = find_ranges(found, zeros=zeros)
    assert ((low < high) | (high == -1))[found.hidden].all()
    assert (low <= found.counts).all()
    assert ((found.counts <= high) | (high == -1)).all()

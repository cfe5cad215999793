"""Clusters, predictability, thresholds, models without a column, and areas, beside a naive reading of their definitions."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests import naive_measurement as naive
from tests.small_cells import ints
from waarborg.core.measurement.areas import expect_composition
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.clustering import Partition, split_rows
from waarborg.core.measurement.helping import compare_effect, find_pareto, refit_without, try_thresholds
from waarborg.core.measurement.helping import weigh_thresholds as weigh
from waarborg.core.measurement.metrics import list_known
from waarborg.core.measurement.predictability import macro_area
from waarborg.core.measurement.rules import Range, cover, describe, measure_rule
from waarborg.core.measurement.scores import ScoreTable

POINTS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5), st.booleans()), min_size=4, max_size=30)
SMALL = st.integers(0, 6)
TABLES = st.lists(st.lists(st.tuples(SMALL, SMALL), min_size=3, max_size=3), min_size=2, max_size=4)


def near(exact: list) -> list:
    return [None if one is None else pytest.approx(float(one), abs=1e-9) for one in exact]


def arrange(points: list) -> tuple[np.ndarray, np.ndarray]:
    values = np.array([row[:2] for row in points], dtype=np.float64)
    return values, np.array([row[2] for row in points], dtype=np.float64)


def walk(found: Partition, row: list[float]) -> int:
    """The leaf of one row, by hand."""
    place = [(value - c) / s for value, c, s in zip(row, found.centre, found.scale, strict=True)]
    leaf = 0
    for new, split in enumerate(found.splits, start=1):
        if (
            leaf == split.leaf
            and sum(a * b for a, b in zip(place, split.direction, strict=True)) > split.offset
        ):
            leaf = new
    return leaf


@given(POINTS, st.integers(1, 4), st.integers(1, 5), st.integers(0, 100))
def test_leaves_are_large_enough_and_hold_each_row_by_itself(
    points: list, minimum: int, rounds: int, seed: int
) -> None:
    values, wrong = arrange(points)
    found = split_rows(values, wrong, minimum=minimum, rounds=rounds, seed=seed)
    leaf = found.assign(values).tolist()
    assert leaf == [walk(found, row) for row in values.tolist()]
    assert leaf == [int(found.assign(values[at : at + 1])[0]) for at in range(len(values))]
    assert found.leaves <= rounds + 1
    if found.leaves > 1:
        assert min(leaf.count(at) for at in range(found.leaves)) >= minimum


@given(POINTS, st.integers(0, 100))
def test_each_split_brings_out_more_than_the_leaf_it_came_from(points: list, seed: int) -> None:
    values, wrong = arrange(points)
    found = split_rows(values, wrong, minimum=1, rounds=6, seed=seed)

    def above(leaf: list[int], at: int) -> Fraction:
        inside = [int(one) for one, place in zip(wrong, leaf, strict=True) if place == at]
        outside = [int(one) for one, place in zip(wrong, leaf, strict=True) if place != at]
        return Fraction(sum(inside), len(inside)) - Fraction(sum(outside), len(outside))

    before = [0] * len(points)
    for new, split in enumerate(found.splits, start=1):
        after = Partition(found.centre, found.scale, found.splits[:new]).assign(values).tolist()
        was = above(before, split.leaf) if new > 1 else Fraction(0)
        assert max(above(after, split.leaf), above(after, new)) > was
        before = after


@given(POINTS)
def test_a_rule_covers_what_its_words_say(points: list) -> None:
    values, wrong = arrange(points)
    member = wrong == 1
    ranges = describe(values, ["x", "y"], member)
    under = [
        all(
            (one.above is None or row[one.column == "y"] > one.above)
            and (one.at_most is None or row[one.column == "y"] <= one.at_most)
            for one in ranges
        )
        for row in values.tolist()
    ]
    assert cover(ranges, values, ["x", "y"]).tolist() == under
    both = sum(one and two for one, two in zip(under, member.tolist(), strict=True))
    rule = measure_rule(ranges, values, ["x", "y"], member)
    assert rule.precision == (both / sum(under) if any(under) else None)
    assert rule.recall == (both / int(member.sum()) if member.any() else None)
    assert len({one.column for one in ranges}) == len(ranges)
    assert Range("x", 1.0, None) not in ranges or any(row[0] > 1 for row in points)


@given(st.lists(st.tuples(st.integers(0, 2), st.tuples(SMALL, SMALL, SMALL)), min_size=6, max_size=20))
def test_areas_of_groups_and_their_error_are_what_pairs_say(rows: list) -> None:
    is_in = [row[0] for row in rows]
    assume(all(is_in.count(at) >= 2 for at in range(3)))
    areas, error = macro_area(np.array([row[1] for row in rows], dtype=np.float64), np.array(is_in))
    adds = [0.0] * len(rows)
    expected = []
    for at in range(3):
        ours = [row[1][at] for row in rows if row[0] == at]
        others = [row[1][at] for row in rows if row[0] != at]
        area = naive.area(ours, others)
        expected.append(area)
        for place, row in enumerate(rows):
            mine = row[0] == at
            right = naive.area([row[1][at]], others) if mine else naive.area(ours, [row[1][at]])
            n = len(ours) if mine else len(others)
            adds[place] += float(right - area) / (n * (n - 1)) ** 0.5
    assert areas.tolist() == near(expected)
    assert error == pytest.approx(sum(one**2 for one in adds) ** 0.5 / 3, abs=1e-9)


@given(TABLES, st.sampled_from(["selection_rate", "false_negative_rate", "false_positive_rate"]))
def test_thresholds_are_what_the_rows_say(groups: list, name: str) -> None:
    table = ScoreTable(
        ("g",), tuple((str(at),) for at in range(len(groups))), ("1", "2", "3"), np.array(groups), None
    )
    found = weigh(try_thresholds(table), METRICS[name], missed=2, smallest=1)
    rows = [
        (group, at, so)
        for group, bins in enumerate(groups)
        for at, pair in enumerate(bins)
        for so, count in zip(("no", "yes"), pair, strict=True)
        for _ in range(count)
    ]
    for least in range(4):
        said = [(group, "yes" if at >= least else "no", so) for group, at, so in rows]
        ours = [naive.outcomes([row[1:] for row in said if row[0] == g])[name] for g in range(len(groups))]
        rest = [naive.outcomes([row[1:] for row in said if row[0] != g])[name] for g in range(len(groups))]
        assert list_known(found.values[least]) == near(ours)
        gaps = [naive.minus(one, other) for one, other in zip(ours, rest, strict=True)]
        assert list_known(found.gaps[least]) == near(gaps)
        known = [abs(gap) for gap in gaps if gap is not None]
        assert list_known(found.widest[[least]]) == near([max(known) if known else None])
        cost = sum(2 * (a == "no") + (a == "yes") for _, a, so in said if a != so)
        assert list_known(found.error[[least]]) == near([Fraction(cost, len(said)) if said else None])


@given(st.lists(st.tuples(SMALL, SMALL), max_size=12))
def test_the_best_pairs_are_those_that_none_beats(pairs: list) -> None:
    found = find_pareto(*(np.array([pair[at] for pair in pairs], dtype=np.float64) for at in (0, 1)))
    beats = lambda one, other: one != other and one[0] <= other[0] and one[1] <= other[1]  # noqa: E731 - shorter here
    assert found.tolist() == [not any(beats(other, one) for other in pairs) for one in pairs]


@given(st.lists(st.tuples(*[st.integers(0, 1)] * 4), min_size=1, max_size=20))
def test_before_and_after_are_what_the_rows_say(rows: list) -> None:
    group, truth = (np.array([row[at] for row in rows]) for at in (0, 1))
    columns = {"one": np.array([row[2] for row in rows]), "two": np.array([row[3] for row in rows])}
    effect = refit_without(lambda names: lambda given: given[names[0]] == 1, columns, ["one"], group, truth)
    found = compare_effect(effect, METRICS["accuracy"])
    for values, at in ((found.before, 2), (found.after, 3)):
        expected = [
            naive.share(
                [row for row in rows if row[0] == g and row[at] == row[1]],
                [row for row in rows if row[0] == g],
            )
            for g in range(int(group.max()) + 1)
        ]
        assert list_known(values) == near(expected)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 5)), min_size=1, max_size=4))
def test_areas_are_what_all_ways_to_draw_people_say(areas: list) -> None:
    """Every person of an area is equally likely to be among its rows."""
    areas = [(a, b, min(n, a + b)) for a, b, n in areas if a + b]
    assume(areas)
    counts, residents = (
        ints(*(n for _, _, n in areas)),
        np.array([area[:2] for area in areas], dtype=np.float64),
    )
    found = expect_composition(counts, ("a", "b"), residents)
    chances: dict[int, Fraction] = {}
    tables = [
        {k: naive_ways(a, b, n, k) for k in range(n + 1) if naive_ways(a, b, n, k)} for a, b, n in areas
    ]
    for ks in product(*tables):
        chance = Fraction(1)
        for table, k in zip(tables, ks, strict=True):
            chance *= table[k]
        chances[sum(ks)] = chances.get(sum(ks), Fraction(0)) + chance
    assert found.expected[0] == pytest.approx(float(sum(k * chance for k, chance in chances.items())))
    assert (found.least[0], found.most[0]) == (min(chances), max(chances))
    covered = sum(chance for k, chance in chances.items() if found.low[0] - 1e-9 <= k <= found.high[0] + 1e-9)
    assert covered >= Fraction(95, 100)


def naive_ways(a: int, b: int, n: int, k: int) -> Fraction:
    """The chance of k of a when n of a + b are drawn."""
    at_least = naive.fisher_greater(k, n, a - k, a + b - n) if 0 <= a - k <= a + b - n else Fraction(0)
    more = naive.fisher_greater(k + 1, n, a - k - 1, a + b - n) if a - k - 1 >= 0 and k < n else Fraction(0)
    return at_least - more if at_least else Fraction(0)

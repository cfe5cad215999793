"""Clusters that nobody named: found on one part of the rows, tested on another, described by a rule."""

from itertools import combinations

import numpy as np
import pytest

from tests.small_cells import ints
from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.clustering import Clustering, find_clusters, split_rows
from waarborg.core.measurement.rules import Range, cover, describe, measure_rule
from waarborg.core.measurement.slices import confirm_slices, rank_slices

NAMES = ("age", "income")
#: Two clouds of three rows: around (1, 10) and around (9, 90). In the second two of three are wrong.
CLOUDS = np.array([[0.0, 10.0], [1.0, 0.0], [2.0, 20.0], [8.0, 90.0], [9.0, 80.0], [10.0, 100.0]])
WRONG = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 0.0])


def test_two_clouds_are_two_leaves() -> None:
    found = split_rows(CLOUDS, WRONG, minimum=3, rounds=1, seed=1)
    leaf = found.assign(CLOUDS)
    assert found.leaves == 2
    assert len(set(leaf[:3])) == len(set(leaf[3:])) == 1
    assert leaf[0] != leaf[3]


def test_columns_count_alike_whatever_their_unit() -> None:
    in_cents = CLOUDS * [1, 100]
    ours, theirs = (split_rows(rows, WRONG, minimum=3, rounds=1, seed=1) for rows in (CLOUDS, in_cents))
    assert ours.assign(CLOUDS).tolist() == theirs.assign(in_cents).tolist()


def test_a_part_below_the_minimum_is_refused() -> None:
    assert split_rows(CLOUDS, WRONG, minimum=4, rounds=5, seed=1).leaves == 1


def test_a_split_that_brings_out_nothing_more_is_refused() -> None:
    # Both clouds have one wrong of three: inside minus outside is 0, as it is for all rows together.
    assert split_rows(CLOUDS, np.array([0.0, 1, 0, 0, 0, 1]), minimum=3, rounds=5, seed=1).leaves == 1


def test_the_leaf_with_the_largest_spread_is_split_next_and_kept_when_it_stands_out_more() -> None:
    # Three clouds on a line. Wrong: none at 0, half at 10, all at 13. First {0} | {10, 13}: 6 of 8 against 0 of 4.
    # Then {10, 13} has the only spread: {13} is 4/4 against 2/8 outside, 3/4, no less than 6/8 - 0 = 3/4 but no more.
    rows = np.repeat([0.0, 10.0, 13.0], 4)[:, None]
    wrong = np.array([0.0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1])
    assert split_rows(rows, wrong, minimum=2, rounds=5, seed=1).leaves == 2
    # With one wrong at 10: 5/8 - 0 against 4/4 - 1/8. Now it is more.
    wrong[4] = 0
    found = split_rows(rows, wrong, minimum=2, rounds=5, seed=1)
    assert found.leaves == 3
    assert len(set(found.assign(np.array([[0.0], [10.0], [13.0]])))) == 3


def test_rounds_are_the_most_attempts() -> None:
    rows = np.repeat([0.0, 10.0, 13.0], 4)[:, None]
    wrong = np.array([0.0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1])
    assert split_rows(rows, wrong, minimum=2, rounds=1, seed=1).leaves == 2


def test_rows_that_are_all_alike_and_a_bias_that_never_differs_are_not_split() -> None:
    assert split_rows(np.full((10, 2), 0.1), np.arange(10.0), minimum=1, rounds=3, seed=1).leaves == 1
    assert split_rows(CLOUDS, np.ones(6), minimum=1, rounds=3, seed=1).leaves == 1


def test_a_row_gets_the_same_leaf_alone_as_among_others() -> None:
    """The defect of the published tool: a batch that reaches only the second part was called the worst cluster."""
    found = split_rows(CLOUDS, WRONG, minimum=3, rounds=1, seed=1)
    together = found.assign(CLOUDS).tolist()
    assert [int(found.assign(CLOUDS[at : at + 1])[0]) for at in range(6)] == together
    assert found.assign(CLOUDS[3:]).tolist() == together[3:]


def plant(kind: str, rows: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Six columns; about 7% of the rows with 35% wrong against 10%, as a cloud of their own or between two limits."""
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(rows, 6))
    planted = np.zeros(rows, dtype=bool)
    if kind == "cloud":
        planted = generator.random(rows) < 0.07
        values[np.ix_(planted, range(3))] += 3
    elif kind == "limits":
        planted = (values[:, 0] < -0.6745) & (values[:, 3] > 0.6745)
    return values, (generator.random(rows) < np.where(planted, 0.35, 0.1)).astype(float), planted


def find(values: np.ndarray, wrong: np.ndarray, seed: int, rounds: int = 5) -> Clustering:
    names = [f"c{at}" for at in range(values.shape[1])]
    return find_clusters(values, names, wrong, seed=seed, minimum=len(values) // 100, rounds=rounds)


def is_confirmed(found: Clustering) -> bool:
    return any(one.adjusted is not None and one.adjusted <= 0.05 for one in found.clusters)


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


def search_slices(values: np.ndarray, wrong: np.ndarray) -> tuple[np.ndarray, bool]:
    """The best slice of one or two columns cut in quarters, and whether one of five is confirmed on the second half."""
    part = np.stack([np.searchsorted(np.quantile(one, [0.25, 0.5, 0.75]), one) for one in values.T], axis=1)
    masks = [(part[:, one] == a) & (part[:, other] == b)
             for one, other in combinations(range(part.shape[1]), 2) for a in range(4) for b in range(4)]  # fmt: skip
    masks += [part[:, one] == a for one in range(part.shape[1]) for a in range(4)]
    half, event = np.arange(len(wrong)) < len(wrong) // 2, wrong == 1

    def count(rows: np.ndarray, places: list[int]) -> tuple[np.ndarray, ...]:
        inside = [masks[at][rows] for at in places]
        events, n = (np.array([(one & also).sum() for one in inside]) for also in (event[rows], True))
        return events, n, ints(int(event[rows].sum())), ints(int(rows.sum()))

    ranked = rank_slices(*count(half, list(range(len(masks)))), minimum=len(wrong) // 100, most=5)
    tested = confirm_slices(*count(~half, ranked.places.tolist()))
    return masks[ranked.places[0]], bool((tested.adjusted <= 0.05).any())


def test_a_planted_cloud_is_found_confirmed_and_described() -> None:
    """Reference figures: overlap (Jaccard) 0.74 for a cloud. More rounds cut a true cluster in parts."""
    overlaps, recalled = [], 0
    for seed in range(6):
        values, wrong, planted = plant("cloud", 8_000, seed)
        found = find(values, wrong, seed, rounds=2)
        best = found.clusters[0]
        recalled += is_confirmed(found)
        overlaps.append(overlap(found.partition.assign(values) == best.leaf, planted))
        assert best.rule is not None
        assert {one.column for one in best.rule.ranges} <= {f"c{at}" for at in range(6)}
    assert recalled == 6
    assert np.mean(overlaps) > 0.5


def test_a_group_between_limits_is_missed_by_clusters_and_found_by_slices() -> None:
    """Reference figures: overlap 0.13 for clusters, 1.00 for slices when limits and parts agree."""
    clusters, slices, confirmed = [], [], 0
    for seed in range(6):
        values, wrong, planted = plant("limits", 8_000, seed)
        found = find(values, wrong, seed)
        clusters.append(overlap(found.partition.assign(values) == found.clusters[0].leaf, planted))
        mask, sure = search_slices(values, wrong)
        slices.append(overlap(mask, planted))
        confirmed += sure
    assert np.mean(clusters) < 0.35
    assert np.mean(slices) > 0.9
    assert confirmed == 6


def test_where_nothing_is_planted_an_alarm_is_as_rare_as_it_says() -> None:
    """Reference figures: 34 to 89% when tested on the rows of the search, 7 to 12% with a z-test on others."""
    alarms = 0
    for seed in range(80):
        values, wrong, _ = plant("none", 1_500, seed)
        alarms += is_confirmed(find(values, wrong, seed))
    assert alarms / 80 <= 0.05 + 2 * (0.05 * 0.95 / 80) ** 0.5


def test_figures_of_a_cluster_are_those_of_the_rows_kept_apart() -> None:
    values, wrong, _ = plant("cloud", 4_000, 1)
    found = find(values, wrong, 1)
    order = np.random.default_rng(1).permutation(4_000)
    apart = order[:1200]
    leaf = found.partition.assign(values[apart])
    assert (found.searched, found.tested, found.are_shares) == (2800, 1200, True)
    assert sum(one.size for one in found.clusters) == 1200
    for one in found.clusters:
        inside = leaf == one.leaf
        assert one.rate == pytest.approx(wrong[apart][inside].mean())
        assert one.gap == pytest.approx(wrong[apart][inside].mean() - wrong[apart][~inside].mean())
        assert one.low < one.rate < one.high
        assert one.gap_low < one.gap < one.gap_high
        assert one.p <= one.adjusted <= 1


def test_a_number_as_bias_is_tested_by_its_mean_far_from_nothing_too() -> None:
    values, _, planted = plant("cloud", 3_000, 2)
    amounts = np.random.default_rng(3).normal(size=3_000) + 2 * planted
    near, far = find(values, amounts, 1), find(values, amounts + 1e8, 1)
    assert not near.are_shares
    assert near.clusters[0].adjusted < 1e-6
    assert near.clusters[0].gap == pytest.approx(2, abs=0.6)
    assert far.clusters[0].rate == pytest.approx(near.clusters[0].rate + 1e8)
    assert far.clusters[0].p == pytest.approx(near.clusters[0].p, rel=1e-3)


def test_the_same_seed_gives_the_same_answer() -> None:
    values, wrong, _ = plant("cloud", 2_000, 1)
    assert find(values, wrong, 4).clusters == find(values, wrong, 4).clusters


def test_without_a_split_there_is_no_cluster() -> None:
    assert find_clusters(CLOUDS, NAMES, WRONG, seed=1, minimum=50).clusters == ()


def test_a_rule_names_columns_and_limits_and_says_how_well_it_covers() -> None:
    # Members: age above 20 and at most 40. Four ages, ten rows each.
    values = np.stack([np.repeat([10.0, 30.0, 50.0, 30.0], 10), np.tile([1000.0, 2000.0], 20)], axis=1)
    member = values[:, 0] == 30
    ranges = describe(values, NAMES, member)
    assert ranges == (Range("age", 20.0, 40.0),)
    rule = measure_rule(ranges, values, NAMES, member)
    assert (rule.precision, rule.recall) == (1.0, 1.0)
    assert rule.text.nl == "age boven 20 en hoogstens 40"
    assert rule.text.en == "age above 20 and at most 40"
    # On other rows: of three under the rule two are members, of four members two are under it.
    other = np.array([[30.0, 0], [40, 0], [25, 0], [60, 0], [20, 0]])
    rule = measure_rule(ranges, other, NAMES, np.array([True, True, False, True, True]))
    assert (rule.precision, rule.recall) == (pytest.approx(2 / 3), 2 / 4)


def test_limits_are_read_as_they_are_measured_also_for_large_numbers() -> None:
    months = np.repeat([202401.0, 202402.0], 20)[:, None]
    ranges = describe(months, ["month"], months[:, 0] == 202402)
    assert ranges == (Range("month", 202401.5, None),)
    assert measure_rule(ranges, months, ["month"], months[:, 0] == 202402).recall == 1
    assert ranges[0].text.nl == "month boven 202401,5"
    assert Range("month", None, 3.25).text.en == "month at most 3.25"


def test_a_rule_that_no_row_meets_has_no_precision_and_all_or_none_has_no_rule() -> None:
    rule = measure_rule([Range("age", 100.0, None)], CLOUDS, NAMES, WRONG == 1)
    assert (rule.precision, rule.recall) == (None, 0.0)
    assert measure_rule([], CLOUDS, NAMES, np.zeros(6, dtype=bool)).recall is None
    assert describe(CLOUDS, NAMES, np.ones(6, dtype=bool)) == ()
    with pytest.raises(UnfitCells, match="no column height; there are age, income"):
        cover([Range("height", 1.0, None)], CLOUDS, NAMES)


@pytest.mark.parametrize(
    ("values", "names", "wrong", "message"),
    [
        (CLOUDS, ("age",), WRONG, "2\\) for 1 columns"),
        (CLOUDS, ("age", "age"), WRONG, "names of their own"),
        (CLOUDS, NAMES, WRONG[:5], "one number per row"),
        (np.where(CLOUDS == 100, np.nan, CLOUDS), NAMES, WRONG, "income: 1 rows have no number"),
        (CLOUDS, NAMES, np.where(WRONG == 1, np.inf, 0), "bias: 2 rows have no number"),
    ],
)
def test_data_that_do_not_fit_are_refused_with_the_column(values, names, wrong, message) -> None:
    with pytest.raises(UnfitCells, match=message):
        find_clusters(values, names, wrong, seed=1)


def test_options_out_of_bounds_and_rows_of_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="kept_apart"):
        find_clusters(CLOUDS, NAMES, WRONG, seed=1, kept_apart=1.0)
    found = split_rows(CLOUDS, WRONG, minimum=3, rounds=1, seed=1)
    for rows in (CLOUDS[:, :1], np.full((1, 2), np.nan)):
        with pytest.raises(UnfitCells, match="2 columns with a number"):
            found.assign(rows)

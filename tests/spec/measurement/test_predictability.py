"""How well other columns tell the group, beside figures worked out by hand."""

import numpy as np
import pytest

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.predictability import deal_folds, macro_area, measure_predictability
from waarborg.core.measurement.scores import auc, auc_interval


def make(rows: int, seed: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Two groups of equal size. `place` is in 80% of the rows the group; `one` and `two` tell it only together."""
    generator = np.random.default_rng(seed)
    group, one = generator.integers(0, 2, rows), generator.integers(0, 2, rows)
    columns = {
        "place": np.where(generator.random(rows) < 0.8, group, 1 - group),
        "one": one,
        "two": one ^ group,
        "noise": generator.normal(size=rows),
    }
    return group, columns


def test_the_area_of_each_group_is_the_share_of_pairs_in_order() -> None:
    # Group 0 scores 0.9, 0.4; the others 0.4, 0.1: pairs 1, 1, 1/2, 1.
    scores = np.array([0.9, 0.4, 0.4, 0.1])
    areas, error = macro_area(np.stack([scores, 1 - scores], axis=1), np.array([0, 0, 1, 1]))
    assert areas.tolist() == pytest.approx([3.5 / 4, 3.5 / 4])
    # Places 1 and 3/4 in the group, 3/4 and 1 outside: each variance 1/32, over two rows each.
    assert error == pytest.approx((1 / 32 / 2 + 1 / 32 / 2) ** 0.5)


def test_with_two_groups_the_error_is_that_of_delong() -> None:
    generator = np.random.default_rng(1)
    is_in = generator.integers(0, 2, 300)
    score = np.round(generator.random(300) + 0.3 * is_in, 1)
    areas, error = macro_area(np.stack([-score, score], axis=1), is_in)
    bins = np.unique(score, return_inverse=True)[1]
    counts = np.bincount(bins * 2 + is_in).reshape(1, -1, 2)
    low, high = auc_interval(counts, seed=1, most_cells=0)
    assert areas[1] == pytest.approx(auc(counts)[0])
    assert 2 * 1.959964 * error == pytest.approx(high[0] - low[0], rel=1e-6)


def test_a_group_of_one_row_has_no_area() -> None:
    assert np.isnan(macro_area(np.zeros((3, 2)), np.array([0, 0, 1]))[0]).all()


def test_folds_spread_each_group_evenly() -> None:
    is_in = np.array([0] * 10 + [1] * 7)
    fold = deal_folds(is_in, 5, np.random.default_rng(1))
    assert np.bincount(fold[:10]).tolist() == [2] * 5
    assert sorted(np.bincount(fold[10:], minlength=5)) == [1, 1, 1, 2, 2]


def test_columns_that_are_harmless_alone_tell_the_group_together() -> None:
    group, columns = make(2_000, 1)
    del columns["place"]
    found = measure_predictability(group, columns, seed=1)
    assert found.together.value > 0.99
    for name in ("one", "two", "noise"):
        assert found.alone[name].value == pytest.approx(0.5, abs=0.05)


def test_a_column_alone_gives_what_its_shares_say() -> None:
    # One in the group and one outside, each telling right with 0.8: right 0.8 x 0.8, equal 2 x 0.8 x 0.2, half of that.
    group, columns = make(4_000, 2)
    found = measure_predictability(group, columns, seed=1)
    place = found.alone["place"]
    assert place.value == pytest.approx(0.8**2 + 0.8 * 0.2, abs=0.03)
    assert place.low < 0.8 < place.high
    assert found.groups == (0, 1)
    assert [one.code for one in found.reasons] == ["group_is_predictable"]


def test_the_interval_holds_guessing_as_often_as_it_says() -> None:
    """Without anything in common; the folds by themselves would miss 0.5 in more than one of seven."""
    missed = 0
    for seed in range(30):
        generator = np.random.default_rng(seed)
        columns = {"noise": generator.normal(size=300)}
        found = measure_predictability(
            generator.integers(0, 2, 300), columns, seed=seed, smallest=10, folds=3
        )
        missed += not found.alone["noise"].low <= 0.5 <= found.alone["noise"].high
        missed += not found.together.low <= 0.5 <= found.together.high
    assert missed / 60 <= 0.05 + 2 * (0.05 * 0.95 / 30) ** 0.5


def test_the_interval_covers_a_known_area_about_as_often_as_it_says() -> None:
    covered = 0
    for seed in range(15):
        group, columns = make(400, seed)
        found = measure_predictability(group, {"place": columns["place"]}, seed=seed, folds=3).alone["place"]
        covered += found.low <= 0.8 <= found.high
    assert covered >= 13


def test_a_rare_category_does_not_tell_the_answer_to_the_model() -> None:
    """A number per row, such as a case number, is no proxy, though it tells every row it learnt from."""
    group, columns = make(1_500, 3)
    found = measure_predictability(group, {"case": np.arange(1_500), "noise": columns["noise"]}, seed=1)
    assert found.together.value == pytest.approx(0.5, abs=0.07)
    assert found.alone["case"].value == pytest.approx(0.5)


def test_missing_values_may_tell_the_group() -> None:
    group, columns = make(1_000, 4)
    numbers = np.where(group == 1, np.nan, columns["noise"])
    codes = np.where(group == 1, -1 - columns["one"], columns["one"])
    found = measure_predictability(group, {"number": numbers, "code": codes}, seed=1)
    assert found.alone["number"].value == pytest.approx(1, abs=0.01)
    assert found.alone["code"].value == 1
    nothing = measure_predictability(group, {"empty": np.full(1_000, np.nan)}, seed=1)
    assert nothing.alone["empty"].value == nothing.together.value == 0.5


def test_more_groups_are_each_against_the_rest_and_small_ones_are_named() -> None:
    generator = np.random.default_rng(5)
    group = np.repeat([7, 2, 5, 9, -1], [400, 400, 400, 30, 100])
    tells = np.where(generator.random(len(group)) < 0.9, group, generator.permutation(group))
    found = measure_predictability(group, {"tells": tells}, seed=1)
    assert (found.groups, found.left_out, found.rows, found.used) == ((2, 5, 7), (9,), 1230, 1200)
    assert found.together.per_group.shape == (3,)
    assert found.together.value == pytest.approx(found.together.per_group.mean())
    assert [one.code for one in found.reasons] == ["group_is_predictable", "groups_too_small_to_predict"]
    assert found.reasons[1].text.nl == "1 groepen hebben minder dan 50 regels. Die doen niet mee."


def test_a_sample_is_said_to_be_one_and_the_seed_gives_it_again() -> None:
    group, columns = make(3_000, 6)
    columns = {name: columns[name] for name in ("place", "noise")}
    ours, again, other = (
        measure_predictability(group, columns, seed=seed, most_rows=500) for seed in (1, 1, 2)
    )
    assert (ours.rows, ours.used) == (3_000, 500)
    assert "500 of the 3 000 rows" in ours.reasons[1].text.en
    assert ours.together.value == again.together.value
    assert ours.together.value != other.together.value


def test_what_does_not_fit_is_refused() -> None:
    group, columns = make(200, 1)
    for wrong, given, message in (
        (group, {}, "no column to predict"),
        (group, {"short": np.zeros(3)}, "short: float64"),
        (group, {"text": np.full(200, "a")}, "codes or floats"),
        (group, {"far": np.full(200, np.inf)}, "far: an infinite"),
        (np.zeros(200, dtype=np.int64), columns, "there are 1 among 200 rows"),
        (group.astype(float), columns, "group: codes"),
    ):
        with pytest.raises(UnfitCells, match=message):
            measure_predictability(wrong, given, seed=1)
    with pytest.raises(ValueError, match="folds"):
        measure_predictability(group, columns, seed=1, folds=1)

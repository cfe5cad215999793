"""From rows to groups, and whom a group is compared with."""

import numpy as np
import pytest

from tests.small_cells import count_rows
from waarborg.core.measurement.cells import Cells, Dimension, UnfitCells
from waarborg.core.measurement.comparisons import (
    Against,
    compare_pairs,
    compare_with_largest,
    compare_with_reference,
    compare_with_rest,
)
from waarborg.core.measurement.grouping import GroupTable, group_outcomes, list_classes

NAMES = ("sex", "age", "prediction", "truth")
ROWS = [
    ("f", "young", "yes", "yes"),
    ("f", "young", "yes", "no"),
    ("f", "old", "no", "no"),
    ("f", "old", "no", None),
    ("m", "young", "yes", "yes"),
    ("m", "old", "no", "yes"),
    ("m", "old", None, "no"),
    (None, "old", "yes", None),
]


def by(*names: str, minimum: int = 0) -> GroupTable:
    return group_outcomes(count_rows(NAMES, ROWS), names, decided={"yes"}, so={"yes"}, minimum=minimum)


def test_rows_are_counted_per_group_and_a_missing_value_is_a_group() -> None:
    table = by("sex")
    assert table.labels == (("f",), ("m",), (None,))
    assert table.n.tolist() == [4, 3, 1]
    assert table.selected.tolist() == [2, 1, 1]
    assert [table.tp.tolist(), table.fp.tolist(), table.fn.tolist(), table.tn.tolist()] == [
        [1, 1, 0], [1, 0, 0], [0, 1, 0], [1, 0, 0],
    ]  # fmt: skip
    assert table.total.sum() == 8


def test_an_intersection_has_only_the_groups_that_occur() -> None:
    table = by("sex", "age")
    assert table.labels == (("f", "old"), ("f", "young"), ("m", "old"), ("m", "young"), (None, "old"))
    assert table.n.tolist() == [2, 2, 2, 1, 1]


def test_small_groups_are_left_out_and_stay_in_the_total() -> None:
    table = by("sex", "age", minimum=2)
    assert table.n.tolist() == [2, 2, 2]
    assert (table.groups_left_out, int(table.left_out.sum()), int(table.total.sum())) == (2, 2, 8)


def test_the_rest_is_everybody_else_also_those_of_groups_left_out() -> None:
    rest = compare_with_rest(by("sex", minimum=2))
    assert rest.theirs.sum(axis=(1, 2)).tolist() == [8 - 4, 8 - 3]
    assert rest.name(0) == (("f",), None)


def test_one_group_without_a_rest_is_not_compared() -> None:
    table = group_outcomes(
        count_rows(("sex", "prediction"), [("f", "yes"), ("f", "no")]), ["sex"], decided={"yes"}, so={"yes"}
    )
    assert len(compare_with_rest(table).groups) == 0


def test_each_pair_is_compared_once() -> None:
    pairs = compare_pairs(by("sex"))
    assert [pairs.name(at) for at in range(3)] == [(("f",), ("m",)), (("f",), (None,)), (("m",), (None,))]
    assert pairs.ours.sum(axis=(1, 2)).tolist() == [4, 4, 3]
    assert pairs.theirs.sum(axis=(1, 2)).tolist() == [3, 1, 1]


def test_a_reference_may_be_chosen_or_be_the_largest_group() -> None:
    chosen = compare_with_reference(by("sex"), "m")
    assert [chosen.name(at) for at in range(2)] == [(("f",), ("m",)), ((None,), ("m",))]
    largest = compare_with_largest(by("sex"))
    assert largest.against is Against.LARGEST
    assert [largest.name(at)[1] for at in range(2)] == [("f",), ("f",)]


def test_a_reference_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnfitCells, match=r"no group .*'x'"):
        compare_with_reference(by("sex"), "x")


def test_a_table_without_groups_has_no_largest() -> None:
    with pytest.raises(UnfitCells, match="no groups by sex"):
        compare_with_largest(by("sex", minimum=100))


@pytest.mark.parametrize(
    ("decided", "message"), [({"ja"}, "ja was given; there are no, yes"), (set(), "None was given")]
)
def test_a_label_for_yes_that_does_not_occur_is_refused(decided: set[str], message: str) -> None:
    with pytest.raises(UnfitCells, match=message):
        group_outcomes(count_rows(NAMES, ROWS), ["sex"], decided=decided, so={"yes"})


def test_a_dimension_that_is_not_there_or_stands_twice_is_refused() -> None:
    with pytest.raises(UnfitCells, match="no dimension region; there are sex, age"):
        by("region")
    with pytest.raises(UnfitCells, match="stands in it twice"):
        by("sex", "sex")


def test_without_truth_only_decisions_are_known() -> None:
    cells = count_rows(("sex", "prediction"), [("f", "yes"), ("m", "no")])
    table = group_outcomes(cells, ["sex"], decided={"yes"}, so={"yes"})
    assert table.selected.tolist() == [1, 0]
    assert table.tp.tolist() == [0, 0]


def test_a_count_that_was_hidden_is_marked_in_its_group_and_in_the_rest_of_every_other() -> None:
    cells = Cells(
        (Dimension("sex", "by", ("f", "m", "x")), Dimension("prediction", "prediction", ("no", "yes"))),
        np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0]], dtype=np.int32),
        np.array([50, 0, 40, 30, 20], dtype=np.int64),
        hidden=np.array([False, True, False, False, False]),
    )
    table = group_outcomes(cells, ["sex"], decided={"yes"}, so={"yes"})
    assert table.hidden.sum(axis=(1, 2)).tolist() == [1, 0, 0]
    assert compare_with_rest(table).hidden.any(axis=(1, 2)).tolist() == [True, True, True]
    assert compare_with_reference(table, "x").hidden.any(axis=(1, 2)).tolist() == [True, False]


def test_the_classes_are_those_of_prediction_and_truth_together() -> None:
    rows = [("a", "b"), ("c", "a"), (None, "d")]
    assert list_classes(count_rows(("prediction", "truth"), rows)) == ("a", "c", "b", "d")

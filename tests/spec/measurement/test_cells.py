"""Cells that contradict themselves are not made, and those that are can be added up."""

import numpy as np
import pytest

from tests.small_cells import count_rows, ints
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import Cells, Dimension, UnfitCells
from waarborg.core.measurement.classes import measure_classes
from waarborg.core.measurement.reasons import give_reason, show_size

SEX = Dimension("sex", "by", ("f", "m"))


@pytest.mark.parametrize(
    ("codes", "counts", "message"),
    [
        ([[0, 0]], [1], "codes: .* is needed"),
        ([[0]], [-1], "below zero"),
        ([[2]], [1], "sex: a code without a label"),
        ([[-1]], [1], "sex: a code without a label"),
        ([[0], [0]], [1, 2], "stands in it twice"),
    ],
)
def test_cells_that_cannot_be_right_are_refused(codes: list, counts: list, message: str) -> None:
    with pytest.raises(UnfitCells, match=message):
        Cells((SEX,), np.array(codes, dtype=np.int32), np.array(counts, dtype=np.int64))


def test_a_label_stands_in_a_dimension_once() -> None:
    with pytest.raises(UnfitCells, match="sex: a label stands in it twice"):
        Dimension("sex", "by", ("f", "f"))


def test_cells_are_added_up_over_what_is_not_named() -> None:
    cells = count_rows(("sex", "age"), [("f", "x"), ("f", "y"), ("f", "y"), ("m", "y")])
    assert cells.sum_over(["age", "sex"]).tolist() == [[1, 0], [2, 1]]
    assert cells.sum_over(["sex"]).tolist() == [3, 1]
    assert cells.sum_over([]).tolist() == cells.total == 4


def test_a_class_that_was_hidden_has_no_figure() -> None:
    cells = Cells(
        (Dimension("prediction", "prediction", ("a", "b")),),
        np.array([[0], [1]], dtype=np.int32),
        ints(20, 0),
        hidden=np.array([False, True]),
    )
    found = measure_classes(METRICS["selection_rate"], cells, [])
    assert np.isnan(found.values).all()
    assert found.missing.tolist() == [2]


def test_a_number_that_is_not_known_is_said_to_be_unknown() -> None:
    reason = give_reason("group_too_small", {"fewest": float("nan"), "smallest": 10})
    assert "onbekend mensen" in reason.text.nl
    assert "unknown people" in reason.text.en
    assert show_size(float("nan"), ratio=False).nl == "onbekend"
    assert show_size(1.256, ratio=True).nl == "1,26 keer"


def test_large_numbers_are_written_in_groups_of_three() -> None:
    assert "12 345" in give_reason("group_too_small", {"fewest": 12345, "smallest": 10}).text.nl

"""Groups expected from where people live, by hand; and never an attribute of a person."""

import numpy as np
import pytest

from tests.small_cells import ints
from waarborg.core.measurement.areas import expect_composition
from waarborg.core.measurement.cells import UnfitCells

#: Three areas with residents of two groups: 10 and 90, 50 and 50, and one of which nothing is known.
RESIDENTS = np.array([[10.0, 90.0], [50.0, 50.0], [np.nan, 20.0]])


def test_the_expected_number_follows_the_shares_of_each_area() -> None:
    found = expect_composition(ints(40, 60, 5), ("a", "b"), RESIDENTS)
    assert found.expected.tolist() == pytest.approx([40 * 0.1 + 60 * 0.5, 40 * 0.9 + 60 * 0.5])
    assert (found.rows, found.unknown) == (100, 5)
    assert found.share.tolist() == pytest.approx([0.34, 0.66])
    # Variance 40 x 0.09 + 60 x 0.25 = 18.6; third moment 40 x 0.09 x 0.8 + 0 = 2.88; z = 1.96.
    lean, half = 2.88 / 18.6 * (1.96**2 - 1) / 6, 1.96 * 18.6**0.5
    assert found.low[0] == np.floor(34 - half + lean - 0.5) == 25
    assert found.high[0] == np.ceil(34 + half + lean + 0.5) == 44
    assert found.interval[0][0] == 0.25


def test_the_bounds_are_what_is_possible_whatever_happened_within_areas() -> None:
    found = expect_composition(ints(40, 60, 0), ("a", "b"), RESIDENTS)
    # Of a: none of 40 need be, 60 - 50 must be; at most 10 and 50 residents.
    assert found.least.tolist() == [0 + 10, 30 + 10]
    assert found.most.tolist() == [10 + 50, 40 + 50]
    assert found.possible[1].tolist() == [0.6, 0.9]


def test_areas_of_one_group_leave_nothing_to_chance() -> None:
    found = expect_composition(ints(3, 2), ("a", "b"), np.array([[9.0, 0.0], [0.0, 4.0]]))
    for figures in (found.expected, found.low, found.high, found.least, found.most):
        assert figures.tolist() == [3, 2]


def test_areas_without_residents_are_unknown_and_nothing_known_has_no_share() -> None:
    found = expect_composition(ints(0, 7), ("a",), np.array([[5.0], [0.0]]))
    assert (found.rows, found.unknown) == (0, 7)
    assert np.isnan(found.share).all()


def test_the_interval_covers_when_people_are_drawn_within_areas() -> None:
    generator = np.random.default_rng(1)
    people = generator.integers(50, 400, (30, 1)) * generator.dirichlet([0.3, 3], 30)
    residents = np.round(people)
    counts = np.minimum(generator.integers(0, 20, 30), residents.sum(axis=1)).astype(np.int64)
    found = expect_composition(counts, ("a", "b"), residents)
    drawn = generator.hypergeometric(
        residents[:, 0].astype(int), residents[:, 1].astype(int), counts, size=(4_000, 30)
    ).sum(axis=1)
    covered = ((found.low[0] <= drawn) & (drawn <= found.high[0])).mean()
    assert 0.95 <= covered < 0.999


def test_the_caution_goes_with_the_figures() -> None:
    found = expect_composition(ints(40, 60, 5), ("a", "b"), RESIDENTS)
    assert [one.code for one in found.reasons] == ["ecological_caution"]
    assert "2 gebieden" in found.reasons[0].text.nl
    assert "Say nothing about a person" in found.reasons[0].text.en


def test_numbers_that_cannot_be_right_are_refused() -> None:
    for counts, residents, message in (
        (ints(1, 2), RESIDENTS, "residents: shape \\(3, 2\\) for 2 areas and 2 groups"),
        (ints(1, -2, 0), RESIDENTS, "not below 0"),
        (ints(1, 2, 0), -RESIDENTS, "not below 0"),
        (ints(1, 101, 0), RESIDENTS, "place 1 has 101 rows and 100 residents"),
    ):
        with pytest.raises(UnfitCells, match=message):
            expect_composition(counts, ("a", "b"), residents)

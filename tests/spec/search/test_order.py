"""Sets, scores and orders, worked out by hand."""

import pytest

from waarborg.apps.publications.search import bitmaps, relevance
from waarborg.apps.publications.search.bitmaps import Order, Scores
from waarborg.apps.publications.search.port import Query
from waarborg.apps.publications.search.store import Fields


def test_a_set_is_a_number_with_a_bit_for_each_id() -> None:
    assert bitmaps.make([0, 2, 5]) == 0b100101
    assert bitmaps.make([5, 0, 2]) == 0b100101
    assert bitmaps.make([]) == 0
    assert list(bitmaps.members(0b100101)) == [0, 2, 5]


def test_an_order_gives_the_members_of_a_set_from_first_to_last() -> None:
    order = Order([3, 1, 2, 0], bitmaps.make([0, 1, 2, 3]))
    assert order.pick(bitmaps.make([0, 1, 3]), 0, 2) == [3, 1]
    assert order.pick(bitmaps.make([0, 1, 3]), 2, 9) == [0]
    assert order.pick(bitmaps.make([0, 1, 3]), 0, 2, backwards=True) == [0, 1]
    assert order.pick(bitmaps.make([0, 1, 3]), 2, 4, backwards=True) == [3]


def test_who_is_not_in_an_order_comes_last() -> None:
    assert Order([3, 1], bitmaps.make([1, 3, 8])).pick(bitmaps.make([1, 3, 8]), 0, 5) == [3, 1, 8]


def test_scores_add_up_and_the_highest_comes_first() -> None:
    scores = Scores()
    scores.add(bitmaps.make([1, 2]), 5)
    scores.add(bitmaps.make([2, 3]), 3)  # 1 has 5, 2 has 8, 3 has 3, 4 has nothing
    order = Order([4, 3, 2, 1], bitmaps.make([1, 2, 3, 4]))
    assert scores.pick(bitmaps.make([1, 2, 3, 4]), 0, 9, order) == [2, 1, 3, 4]
    assert scores.pick(bitmaps.make([1, 3, 4]), 1, 2, order) == [3]


def test_a_title_alone_outweighs_all_other_places() -> None:
    weights = relevance.WEIGHTS
    assert weights.title > weights.summary + weights.organisation + weights.body + weights.often


def test_a_rare_clause_decides_between_two_titles() -> None:
    common = Fields(title=bitmaps.make([1, *range(3, 90)]))
    rare = Fields(title=bitmaps.make([2]), body=bitmaps.make([1]))
    everywhere = Fields(title=common.title, body=bitmaps.make([2]))
    order = Order(list(range(1, 100)), bitmaps.make(list(range(1, 100))))
    assert relevance.score([everywhere, rare], 99).pick(bitmaps.make([1, 2]), 0, 2, order) == [2, 1]


def test_the_name_of_an_organisation_outweighs_a_title_of_another() -> None:
    brug = Fields(title=bitmaps.make([1]), organisation=bitmaps.make([2]))
    order = Order([1, 2, 3], bitmaps.make([1, 2, 3]))
    both = bitmaps.make([1, 2])
    assert relevance.score([brug], 3).pick(both, 0, 2, order) == [1, 2]
    assert relevance.score([brug], 3, [bitmaps.make([2, 3])]).pick(both, 0, 2, order) == [2, 1]


@pytest.mark.parametrize("wrong", [{"sort": "colour"}, {"page": 0}, {"size": 0}, {"size": 101}])
def test_a_question_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no sort|counted from 1|holds 1 to 100"):
        Query(**wrong)

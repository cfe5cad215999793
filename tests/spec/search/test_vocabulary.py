"""Wrong spellings and the words that were meant, worked out by hand."""

import pytest

from waarborg.apps.publications.search.correcting import replace_words
from waarborg.apps.publications.search.vocabulary import Settled, Vocabulary, allowed, count_words

KNOWN = {
    "toeslag": 40,
    "toeslagen": 90,
    "toezicht": 30,
    "zorg": 80,
    "borg": 2,
    "parkeren": 20,
    "controle": 50,
    "subsidie": 12,
    "aanvraag": 33,
    "aanvragen": 31,
}


def find(word: str) -> str:
    """The nearest known word, or nothing."""
    found = Vocabulary(Settled(KNOWN), {}).find_nearest(word, 1)
    return " ".join(found[0].words) if found else ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("toeslagne", "toeslagen"),  # two letters exchanged
        ("toelsagen", "toeslagen"),
        ("toeslagn", "toeslagen"),  # one letter from `toeslag` as well, which is in fewer entries
        ("tooeslag", "toeslag"),
        ("zrog", "zorg"),
        ("sorg", "zorg"),  # as near as `borg`, and in more entries
        ("zrgo", ""),  # two letters wrong in a short word
        ("zo", ""),  # too short to tell
        ("zor", ""),
        ("parkeeren", "parkeren"),
        ("parkerren", "parkeren"),
        ("parkkerren", "parkeren"),  # two letters wrong in a long word
        ("kernfusie", ""),
        ("aanvraagg", "aanvraag"),
        ("12345", ""),
        ("toeslagencontrole", "toeslagen controle"),  # a compound that stands nowhere
        ("toezichtscontrole", "toezicht controle"),  # with an s between
        ("toeslagenkernfusie", ""),
    ],
)
def test_the_nearest_known_word_is_meant(typed: str, meant: str) -> None:
    assert find(typed) == meant


@pytest.mark.parametrize(("word", "letters"), [("abc", 0), ("abcd", 1), ("abcdef", 1), ("abcdefg", 2)])
def test_more_letters_may_be_wrong_in_a_longer_word(word: str, letters: int) -> None:
    assert allowed(word) == letters


def test_words_that_came_and_went_since_are_counted() -> None:
    vocabulary = Vocabulary(Settled({"dijk": 2, "brug": 1}), {"brug": -1, "dijk": 3, "sluis": 1})
    assert [vocabulary.count(word) for word in ("dijk", "brug", "sluis", "weg")] == [5, 0, 1, 0]
    assert vocabulary.find_nearest("brugg", 3) == []
    assert vocabulary.find_nearest("slius", 3)[0].words == ("sluis",)


def test_entries_add_the_words_they_hold_and_take_away_those_they_held() -> None:
    now = [frozenset({"dijk", "brug"}), frozenset({"dijk"})]
    before = [frozenset({"brug", "sluis"})]
    assert count_words(now, before) == {"dijk": 2, "sluis": -1}


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("toeslagne", (("toeslagen", True),)),
        ("De Toeslagne, zrog", (("De ", False), ("toeslagen", True), (", ", False), ("zorg", True))),
        ('"toeslagne" zrog', (('"toeslagne"', False), (" ", False), ("zorg", True))),
        ("toeslagen", ()),
        ('"zrog"', ()),
        ("", ()),
    ],
)
def test_only_words_outside_quotes_are_replaced(typed: str, pieces: tuple[tuple[str, bool], ...]) -> None:
    assert replace_words(typed, {"toeslagne": "toeslagen", "zrog": "zorg"}) == pieces

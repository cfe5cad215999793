"""What the facts of a dossier mean for the rules: what was said, what follows from it, and what is assumed."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.small_framework import CAMERA, PLACES, STARTED, make_term
from waarborg.core.framework.questions import (
    ANY,
    Assumption,
    ChoiceGroup,
    Conflict,
    Origin,
    Reading,
    Readings,
    Strength,
)
from waarborg.core.law.values import Value
from waarborg.core.profile.vocabulary import Type
from waarborg.core.terms.text import Text

WORDS = Text("woord", "word")


def means(reading: Reading, value: object) -> list[tuple[str, Value, Strength]]:
    return list(reading.translate(value))


def values_of(readings: Readings, facts: Mapping[str, object]) -> Mapping[str, Value]:
    return readings.translate(facts).values


# --- one reading -------------------------------------------------------------------------------------------
def test_a_yes_or_no_gives_one_fact() -> None:
    assert means(CAMERA, True) == [("gebruikt een camera", True, Strength.SAID)]
    assert means(CAMERA, False) == [("gebruikt een camera", False, Strength.SAID)]


def test_choices_make_facts_true_and_without_them_false() -> None:
    assert means(PLACES, ["street"]) == [
        ("op straat", True, Strength.SAID),
        ("in een garage", False, Strength.SAID),
    ]
    assert [value for _, value, _ in means(PLACES, ["garage", "street"])] == [True, True]
    assert [value for _, value, _ in means(PLACES, ["none"])] == [False, False]


def test_one_choice_gives_a_fact_the_word_that_belongs_to_it() -> None:
    reading = Reading(
        term=make_term("role", Type.CHOICE, "small", "large", "other"),
        words=("rol", {"small": "klein", "large": "groot"}),
    )
    assert means(reading, "large") == [("rol", "groot", Strength.SAID)]
    assert means(reading, "other") == []  # no word: the rules are told nothing


def test_a_day_is_given_as_a_day() -> None:
    assert means(STARTED, "2026-05-01") == [("eerste dag", date(2026, 5, 1), Strength.SAID)]


def test_what_follows_is_weaker_than_what_is_said() -> None:
    reading = Reading(
        term=make_term("camera", Type.BOOLEAN),
        yes_no="gebruikt een camera",
        implies={"yes": {"maakt beelden": True}, "no": {"maakt beelden": False}, ANY: {"is bekend": True}},
    )
    assert means(reading, False) == [
        ("gebruikt een camera", False, Strength.SAID),
        ("maakt beelden", False, Strength.FOLLOWS),
        ("is bekend", True, Strength.FOLLOWS),
    ]


def test_a_reading_lists_what_it_settles_and_the_answers_to_try() -> None:
    assert PLACES.list_law_facts() == ("op straat", "in een garage")
    assert PLACES.list_possible() == (["street"], ["garage"], ["none"])
    assert CAMERA.list_possible() == (True, False)
    assert STARTED.list_possible() == ()
    choice = Reading(
        term=make_term("role", Type.CHOICE, "small", "large"), words=("rol", {}), leads_to=("doel",)
    )
    assert choice.list_possible() == ("small", "large")
    assert choice.list_law_facts() == ("rol", "doel")


def test_a_choice_is_shown_in_everyday_words_where_there_are_some() -> None:
    reading = Reading(
        term=make_term("role", Type.CHOICE, "small", "large"),
        choices={"small": Text("Een beetje", "A little")},
        groups=(ChoiceGroup(WORDS, ("small", "large")),),
    )
    assert reading.label_choice("small") == Text("Een beetje", "A little")
    assert reading.label_choice("large") == WORDS  # that of the vocabulary
    assert reading.label_choice("gone") == Text("gone", "gone")  # a choice of before


# --- several readings --------------------------------------------------------------------------------------
SAYS_SO = Reading(term=make_term("images", Type.BOOLEAN), yes_no="maakt beelden")
FOLLOWS_FROM = Reading(
    term=make_term("camera", Type.BOOLEAN),
    yes_no="gebruikt een camera",
    implies={"yes": {"maakt beelden": True}},
)
ALSO_FOLLOWS = Reading(
    term=make_term("broken", Type.BOOLEAN), yes_no="is kapot", implies={"yes": {"maakt beelden": False}}
)
NO_IMAGES = Assumption("maakt beelden", False, "images", Text("Geen beelden.", "No images."))


@pytest.mark.parametrize("order", [(SAYS_SO, FOLLOWS_FROM), (FOLLOWS_FROM, SAYS_SO)])
def test_what_is_said_stands_before_what_follows_in_any_order(order: tuple[Reading, ...]) -> None:
    found = Readings(order, (NO_IMAGES,)).translate({"camera": True, "images": False})
    assert found.values == {"gebruikt een camera": True, "maakt beelden": False}
    assert found.origins["maakt beelden"] == Origin("images", Strength.SAID)
    assert found.conflicts == ()


def test_what_follows_stands_before_what_is_assumed() -> None:
    readings = Readings((FOLLOWS_FROM, SAYS_SO), (NO_IMAGES,))
    found = readings.translate({"camera": True})
    assert found.values["maakt beelden"] is True
    assert found.origins["maakt beelden"] == Origin("camera", Strength.FOLLOWS)
    assert found.assumed == ()


def test_what_nobody_says_is_assumed_and_told() -> None:
    found = Readings((FOLLOWS_FROM, SAYS_SO), (NO_IMAGES,)).translate({"camera": False})
    assert found.values["maakt beelden"] is False
    assert found.assumed == (NO_IMAGES,)
    assert found.origins["maakt beelden"] == Origin("images", Strength.ASSUMED, NO_IMAGES)


def test_without_assuming_it_stays_open() -> None:
    readings = Readings((SAYS_SO,), (NO_IMAGES,))
    assert readings.translate({}, assuming=False).values == {}
    assert readings.translate({}).values == {"maakt beelden": False}


@pytest.mark.parametrize("word", [None, "unknown"])
def test_who_does_not_know_takes_the_assumption_away(word: object) -> None:
    found = Readings((SAYS_SO,), (NO_IMAGES,)).translate({"images": word})
    assert found.values == {}
    assert found.assumed == ()
    assert found.declined == {"images"}


def test_what_somebody_does_not_know_is_not_filled_in_by_what_usually_follows() -> None:
    readings = Readings((FOLLOWS_FROM, SAYS_SO), (NO_IMAGES,))
    assert values_of(readings, {"camera": None}) == {"maakt beelden": False}
    assert values_of(readings, {"camera": True, "images": None}) == {"gebruikt een camera": True}


def test_what_somebody_else_said_of_it_still_counts() -> None:
    other = Reading(term=make_term("video", Type.BOOLEAN), yes_no="maakt beelden")
    assert values_of(Readings((SAYS_SO, other)), {"images": None, "video": True}) == {"maakt beelden": True}


def test_no_assumption_fills_in_what_somebody_does_not_know_under_another_key() -> None:
    other = Reading(term=make_term("video", Type.BOOLEAN), yes_no="maakt beelden")
    assert values_of(Readings((SAYS_SO, other), (NO_IMAGES,)), {"video": None}) == {}


def test_two_keys_that_say_something_else_are_a_conflict_and_the_first_is_followed() -> None:
    other = Reading(term=make_term("video", Type.BOOLEAN), yes_no="maakt beelden")
    found = Readings((SAYS_SO, other)).translate({"video": True, "images": False})
    assert found.values == {"maakt beelden": False}
    assert found.conflicts == (Conflict("maakt beelden", followed="images", other="video"),)
    assert Readings((SAYS_SO, other)).translate({"video": True, "images": True}).conflicts == ()
    assert Readings((SAYS_SO, other)).translate({"video": True, "images": None}).conflicts == ()


def test_what_follows_in_two_ways_is_no_conflict_and_the_first_is_followed() -> None:
    found = Readings((FOLLOWS_FROM, ALSO_FOLLOWS)).translate({"camera": True, "broken": True})
    assert found.values["maakt beelden"] is True
    assert found.conflicts == ()
    turned = Readings((ALSO_FOLLOWS, FOLLOWS_FROM)).translate({"camera": True, "broken": True})
    assert turned.values["maakt beelden"] is False


def test_keys_that_no_rule_reads_are_left_alone() -> None:
    found = Readings((SAYS_SO,)).translate({"name": "Parkeren", "contact": None})
    assert found.values == {}
    assert found.declined == {"contact"}


def test_a_key_is_read_once() -> None:
    with pytest.raises(ValueError, match="a key is read twice"):
        Readings((SAYS_SO, SAYS_SO))


def test_only_what_has_a_question_is_asked() -> None:
    readings = Readings((CAMERA, SAYS_SO))
    assert readings.list_asked() == (CAMERA,)
    assert readings.find("images") is SAYS_SO
    assert readings.find("sound") is None

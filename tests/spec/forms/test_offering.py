"""What is offered at a question, worked out by hand.

| id  | says the same as           | remarks                        |
|-----|----------------------------|--------------------------------|
| 1   | fact `goal`, then iama:1.1 | the fact comes first           |
| 2   | iama:2.1, then dpia:3      | no fact                        |
| 3   | fact `data_used`           | several choices                |
| 4   | nothing                    | a judgement, beside iama:2.1   |
| 5   | fact `profiling`           | asked when [6]                 |
| 7.1 | iama:2.1                   | in each row of group 7         |
"""

from datetime import timedelta

import pytest

from tests.small_form import NOON, TODAY, answer, both, form, group, part, question
from waarborg.core.forms.answers import Answer, Sheet, Taken, digest_value
from waarborg.core.forms.library import Library
from waarborg.core.forms.offering import (
    Known,
    Offer,
    OfferKind,
    Touched,
    is_same,
    list_beside,
    list_offers,
    list_touched,
)
from waarborg.core.forms.reading import Reading
from waarborg.core.profile.facts import Value


def links(*places: str) -> list[dict[str, object]]:
    return [{"question": place, "why": both(f"Omdat {place}.")} for place in places]


FORM = form(
    part(
        "een",
        question("1", "markup", fact="goal", **{"from": links("iama:1.1")}),
        question("2", "text", **{"from": links("iama:2.1", "dpia:3")}),
        question("3", "choices", fact="data_used"),
        question("4", "text", judgement=True, beside=links("iama:2.1", "fact:goal", "2")),
        question("6"),
        question("5", fact="profiling", when="[6]"),
        group("7", question("7.1", "text", **{"from": links("iama:2.1")})),
    )
)


def know(**values: Value) -> dict[str, Known]:
    """What stands elsewhere: `know(fact__goal=…, iama__2_1=…)`."""
    places = {name.replace("__", ":"): value for name, value in values.items()}
    places = {
        place if place.startswith("fact:") else place.replace("_", "."): value
        for place, value in places.items()
    }
    return {place: Known(place, value, "2", NOON, "elders") for place, value in places.items()}


def offer(known: dict[str, Known], *answers: Answer) -> dict[str, Offer]:
    reading = Reading(FORM, Sheet.of(answers), {}, on=TODAY)
    return {str(one.address): one for one in list_offers(reading, known)}


def take(place: str, value: Value, source: str) -> Answer:
    """An answer that was taken from a source when the same stood there."""
    return answer(place, value, taken=Taken(source, NOON - timedelta(days=1), digest_value(value)))


# --- new -------------------------------------------------------------------------------------------------------
def test_nothing_is_offered_when_nothing_is_known() -> None:
    assert offer({}) == {}


def test_a_fact_is_offered_where_nothing_is_answered() -> None:
    found = offer(know(fact__goal="Minder fouten"))
    assert list(found) == ["1"]
    assert found["1"].kind is OfferKind.NEW
    assert found["1"].known == Known("fact:goal", "Minder fouten", "2", NOON, "elders")
    assert found["1"].why is None  # a fact of the dossier needs no reason


def test_the_fact_comes_before_another_form_and_the_first_link_before_the_next() -> None:
    found = offer(know(fact__goal="a", iama__1_1="b", dpia__3="c", iama__2_1="d"))
    assert {id: one.known.place for id, one in found.items()} == {"1": "fact:goal", "2": "iama:2.1"}
    found = offer(know(iama__1_1="b", dpia__3="c"))
    assert {id: one.known.place for id, one in found.items()} == {"1": "iama:1.1", "2": "dpia:3"}
    assert found["2"].why is not None
    assert found["2"].why.nl == "Omdat dpia:3."


def test_a_judgement_is_never_offered_and_what_stands_beside_it_is_shown() -> None:
    known = know(iama__2_1="a", fact__goal="b")
    assert "4" not in offer(known)
    asked = FORM.find_question("4")
    assert asked is not None
    shown = [(link.place, one.value) for link, one in list_beside(asked, known)]
    assert shown == [("iama:2.1", "a"), ("fact:goal", "b")]  # nothing is known of [2]
    assert list_beside(asked, {}) == ()


def test_a_question_that_is_not_asked_is_offered_nothing() -> None:
    known = know(fact__profiling=True)
    assert offer(known) == {}  # 6 is not answered, so it is not known whether 5 is asked
    assert offer(known, answer("6", False)) == {}
    assert list(offer(known, answer("6", True))) == ["5"]


def test_every_row_is_offered_the_same() -> None:
    found = offer(know(iama__2_1="a"), answer("7", ("x", "y")), answer("7.1@y", "al gezegd"))
    assert list(found) == ["2", "7.1@x"]


def test_an_answer_that_was_cleared_is_offered_again() -> None:
    assert offer(know(fact__goal="a"), answer("1"))["1"].kind is OfferKind.NEW


# --- changed ---------------------------------------------------------------------------------------------------
def test_an_answer_that_was_taken_is_silent_as_long_as_the_source_says_the_same() -> None:
    assert offer(know(fact__goal="a"), take("1", "a", "fact:goal")) == {}


def test_a_source_that_says_something_else_now_is_shown() -> None:
    found = offer(know(iama__2_1="nieuw", dpia__3="anders"), take("2", "oud", "iama:2.1"))
    assert found["2"].kind is OfferKind.CHANGED
    assert (found["2"].known.place, found["2"].known.value) == ("iama:2.1", "nieuw")
    assert found["2"].why is not None
    assert found["2"].why.nl == "Omdat iama:2.1."


def test_a_taken_answer_follows_its_own_source_and_no_other() -> None:
    # Taken from dpia:3, which is not there any more: iama:2.1 is not set in its place.
    assert offer(know(iama__2_1="anders"), take("2", "oud", "dpia:3")) == {}


def test_a_source_that_is_no_longer_linked_has_no_reason_to_show() -> None:
    found = offer(know(aiia__1="nieuw"), take("2", "oud", "aiia:1"))
    assert (found["2"].kind, found["2"].why) == (OfferKind.CHANGED, None)


# --- different -------------------------------------------------------------------------------------------------
def test_an_answer_of_ones_own_that_differs_from_the_dossier_is_shown_beside_it() -> None:
    found = offer(know(fact__goal="a", iama__1_1="c"), answer("1", "b"))
    assert found["1"].kind is OfferKind.DIFFERENT
    assert (found["1"].known.place, found["1"].why) == ("fact:goal", None)


def test_an_answer_of_ones_own_is_never_set_beside_another_form() -> None:
    assert offer(know(iama__1_1="c", iama__2_1="d"), answer("1", "b"), answer("2", "e")) == {}


def test_an_answer_of_ones_own_that_says_the_same_is_silent() -> None:
    assert offer(know(fact__goal="a"), answer("1", "a")) == {}


def test_i_do_not_know_differs_from_a_dossier_that_does() -> None:
    assert offer(know(fact__goal="a"), answer("1", declined=True))["1"].kind is OfferKind.DIFFERENT


def test_the_order_of_choices_says_nothing() -> None:
    known = know(fact__data_used=("personal", "national_id"))
    assert offer(known, answer("3", ("national_id", "personal"))) == {}
    assert offer(known, answer("3", ("personal",)))["3"].kind is OfferKind.DIFFERENT


@pytest.mark.parametrize(
    ("type", "first", "second", "same"),
    [
        ("choices", ("a", "b"), ("b", "a"), True),
        ("choices", ("a", "b"), ("a", "c"), False),
        ("choices", ("a",), None, False),
        ("list", ("a", "b"), ("b", "a"), False),  # in a list the order counts
        ("text", "a", "a", True),
        ("text", "a", "A", False),
        ("text", "<p>a</p>", "a", False),
        ("markup", "<p>een</p><p>twee</p>", "een twee", True),  # tags say nothing
        ("markup", "een  twee", "een\n\ntwee", True),
        ("markup", "<p>een</p>", "twee", False),
        ("markup", "een", None, False),
        ("boolean", False, None, False),
        ("number", 1.5, 1.5, True),
        pytest.param("number", 2, 2.0, True),
    ],
)
def test_whether_two_answers_say_the_same(type: str, first: Value, second: Value, same: bool) -> None:
    asked = form(part("een", question("1", type))).find_question("1")
    assert asked is not None
    assert is_same(asked, first, second) is same


# --- touched ---------------------------------------------------------------------------------------------------
def test_a_fact_touches_the_questions_of_the_newest_version_of_each_form() -> None:
    asked = question("1", "markup", fact="goal")
    old = form(part("een", asked, question("2", fact="profiling")), id="a", version="2026.1")
    new = form(part("een", asked), id="a", version="2026.2", released_on="2026-11-20")
    other = form(part("een", question("5", fact="profiling")), id="b")
    library = Library((old, new, other))
    assert list_touched(library, "goal") == (Touched(new, new.questions[0]),)
    assert list_touched(library, "profiling") == (Touched(other, other.questions[0]),)
    assert list_touched(library, "hosting") == ()
    assert list_touched(Library(()), "goal") == ()

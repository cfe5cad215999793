"""What is asked next, and why that first.

What an answer settles is worked out by hand, with the small framework of the cameras. On 22 November 2026 three days
count there: that day, and 1 January 2027 and 2028, on which a rule turns. Each outcome weighs one third on each day;
the class weighs thirty times as much as a requirement.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.small_framework import CAMERA, leaf, make_framework, make_requirement, make_term
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import apply_framework
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.questions import Reading
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import FactFrame
from waarborg.core.profile.vocabulary import Type
from waarborg.core.terms.text import Text

DAY = date(2026, 11, 22)
SMALL = make_framework()
FRAMEWORK = load_framework()
GARAGE = Reading(
    term=make_term("garage", Type.BOOLEAN),
    yes_no="in een garage",
    question=Text("In een garage?", "In a garage?"),
    why=Text("Daarom.", "Because."),
)


def ask(facts: Mapping[str, object], on: date = DAY) -> list[tuple[str, float, tuple[str, ...]]]:
    """What is asked about a camera: the key, how much an answer settles, and what it touches."""
    return [
        (item.reading.key, round(item.settles, 6), item.touches)
        for item in list_questions(SMALL, facts, on=on)
    ]


def list_keys(facts: Mapping[str, object], on: date = DAY) -> list[str]:
    return [key for key, _, _ in ask(facts, on)]


# --- which question comes first, and why -------------------------------------------------------------------
def test_the_most_decisive_question_comes_first() -> None:
    # Places: none is as likely as street and garage together, so 1/2, 1/4 and 1/4. None and garage settle the class
    # and ca-01 (3/4 of 30 + 1); garage settles ca-02 (1/4). Together 23.5.
    # Camera: no settles the class and ca-01 (1/2 of 30 + 1), yes settles ca-02 (1/2). Of ca-03 no settles two of
    # three days and yes only 2028; on the first day it is known not to apply: 1/2 · 2/3 + 1/2 · 1/3. Together 16.5.
    # A day by itself settles nothing, but ca-03 waits for it.
    assert ask({}) == [
        ("places", 23.5, ("class", "ca-01", "ca-02")),
        ("camera", 16.5, ("class", "ca-01", "ca-02", "ca-03")),
        ("started_on", 0.0, ("ca-03",)),
    ]


def test_an_answer_changes_what_is_most_decisive() -> None:
    # With a camera every answer about the place settles the class and ca-01.
    assert ask({"camera": True}) == [("places", 31.0, ("class", "ca-01")), ("started_on", 0.0, ("ca-03",))]
    # Without one only ca-02 is open, and only for a garage or for none.
    assert ask({"camera": False}) == [("places", 1.0, ("ca-02",))]


def test_nothing_is_asked_when_no_answer_can_change_anything() -> None:
    assert ask({"camera": False, "places": ["none"]}) == []
    assert ask({"camera": True, "places": ["street"], "started_on": "2026-05-01"}) == []


def test_a_day_is_asked_for_only_while_something_waits_for_it() -> None:
    facts = {"camera": True, "places": ["street"]}
    assert list_keys(facts) == ["started_on"]
    # From 2028 the report is due for every camera, so the first day is of no concern any more.
    assert list_keys(facts, on=date(2028, 1, 1)) == []


def test_what_somebody_does_not_know_is_not_asked_again() -> None:
    assert list_keys({"camera": None}) == ["places", "started_on"]
    assert list_keys({"camera": "unknown", "places": None}) == ["started_on"]
    assert list_keys({"camera": None, "places": None, "started_on": None}) == []


def test_what_is_assumed_is_not_asked_and_settles_what_rests_on_it() -> None:
    # Without an assumption that it is a public body, camera and garage leave ca-02 open.
    without = make_framework(assumptions=(), name="cameras-of-anybody")
    assert "public_body" not in [item.reading.key for item in list_questions(without, {}, on=DAY)]
    touched = {item.reading.key: item.touches for item in list_questions(without, {"camera": True}, on=DAY)}
    assert touched["places"] == ("class", "ca-01")
    # Nobody is asked about a street by a body to which nothing on it applies.
    assert list_keys({"public_body": False, "camera": False}) == []


@pytest.mark.parametrize("order", [(CAMERA, GARAGE), (GARAGE, CAMERA)])
def test_questions_that_settle_as_much_keep_the_order_of_the_content(order: tuple[Reading, ...]) -> None:
    conditions = {"vereiste ca-01": "gebruikt een camera", "vereiste ca-02": "in een garage"}
    framework = make_framework(
        frames=[
            *(leaf(name) for name in conditions.values()),
            *(FactFrame(name=name, function=Reference(fact)) for name, fact in conditions.items()),
        ],
        readings=order,
        assumptions=(),
        requirements=(make_requirement("ca-01"), make_requirement("ca-02")),
        name="a-draw",
    )
    asked = list_questions(framework, {}, on=DAY)
    assert [item.reading for item in asked] == list(order)
    assert [item.settles for item in asked] == [1.0, 1.0]


def test_who_answers_what_is_asked_is_never_asked_it_again() -> None:
    facts: dict[str, object] = {"camera": True, "places": ["street"]}
    while questions := list_questions(SMALL, facts, on=DAY):
        assert questions[0].reading.key not in facts
        facts[questions[0].reading.key] = "2027-06-01"
    assert list(facts) == ["camera", "places", "started_on"]


# --- with the real framework ---------------------------------------------------------------------------------
def test_the_first_question_is_whether_it_is_ai() -> None:
    first = list_questions(FRAMEWORK, {}, on=DAY)[0]
    assert first.reading.key == "inference"
    assert "class" in first.touches
    # Then the class is known at once for fixed rules, and the questions about AI are over.
    applied = apply_framework(FRAMEWORK, {"inference": ["none"]}, on=DAY)
    assert applied.risk_class is not None
    assert applied.risk_class.id == "not_ai"
    asked = {item.reading.key for item in list_questions(FRAMEWORK, {"inference": ["none"]}, on=DAY)}
    assert asked.isdisjoint({"annex_iii_areas", "prohibited_practices", "safety_component", "in_service_on"})


def test_whoever_knows_nothing_is_asked_each_thing_once() -> None:
    facts: dict[str, object] = {}
    while questions := list_questions(FRAMEWORK, facts, on=DAY):
        assert questions[0].reading.key not in facts
        facts[questions[0].reading.key] = None
    assert len(facts) <= len(FRAMEWORK.readings.list_asked())
    assert apply_framework(FRAMEWORK, facts, on=DAY).risk_class is None

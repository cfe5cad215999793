"""Why a requirement applies, does not apply, or is not known: the sentence that a user reads, and what it rests on."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.small_framework import FRAMES, GOVERNMENT, PLACES, leaf, make_framework, make_requirement
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import apply_framework
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.questions import Origin, Reading, Strength
from waarborg.core.framework.reasons import Explaining, Ground, Reason
from waarborg.core.framework.standings import Applies
from waarborg.core.law.evaluation import How
from waarborg.core.law.expressions import (
    EvaluationDate,
    Expression,
    Literal,
    Operation,
    Operator,
    Reference,
    all_of,
    negation,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.terms.text import Text

DAY = date(2026, 11, 22)
SMALL = make_framework()
FRAMEWORK = load_framework()


def explain(code: str, facts: Mapping[str, object], *, of: Framework = SMALL, on: date = DAY) -> Reason:
    applied = apply_framework(of, facts, on=on)
    standing = applied.find(code)
    assert standing is not None
    return Explaining(of, applied).explain(standing)


def with_condition(condition: Expression, name: str) -> Framework:
    """The small framework with another condition for ca-01."""
    frames = [frame for frame in FRAMES if frame.name != "vereiste ca-01"]
    return make_framework(
        frames=[*frames, FactFrame(name="vereiste ca-01", function=condition)],
        requirements=(make_requirement("ca-01"),),
        name=name,
    )


# --- it applies --------------------------------------------------------------------------------------------
def test_all_that_must_hold_together_is_named_when_it_does() -> None:
    reason = explain("ca-01", {"camera": True, "places": ["street"]})
    assert reason.text == Text(
        "Geldt, want: gebruikt een camera; staat op straat.",
        "Applies, because: uses a camera; stands on the street.",
    )
    assert reason.grounds == (
        Ground(
            "gebruikt een camera",
            Text("gebruikt een camera", "uses a camera"),
            True,
            Origin("camera", Strength.SAID),
        ),
        Ground(
            "op straat",
            Text("staat op straat", "stands on the street"),
            True,
            Origin("places", Strength.SAID),
        ),
    )


def test_of_two_ways_the_first_that_holds_is_named() -> None:
    assert (
        explain("ca-02", {"camera": True, "places": ["garage"]}).text.nl
        == "Geldt, want: gebruikt een camera."
    )
    # A fact without a label is called by its name, in both languages.
    assert explain("ca-02", {"camera": False, "places": ["garage"]}).text == Text(
        "Geldt, want: in een garage.", "Applies, because: in een garage."
    )


def test_what_is_assumed_is_not_named_beside_what_was_said() -> None:
    reason = explain("ca-02", {"camera": True})
    assert [ground.fact for ground in reason.grounds] == ["gebruikt een camera"]


def test_what_is_assumed_is_named_when_there_is_nothing_else() -> None:
    framework = with_condition(all_of(Reference("is een overheid"), Reference("is een overheid")), "public")
    reason = explain("ca-01", {}, of=framework)
    assert reason.text.nl == "Geldt, want: is een overheid."
    (ground,) = reason.grounds
    assert ground.is_assumed
    assert ground.origin == Origin("public_body", Strength.ASSUMED, GOVERNMENT)
    # Once it is said it is an ordinary fact.
    (said,) = explain("ca-01", {"public_body": True}, of=framework).grounds
    assert not said.is_assumed


def test_a_day_is_no_reason_by_itself() -> None:
    # ca-03 also asks for the day to have come; only the camera says something about this dossier.
    reason = explain("ca-03", {"camera": True, "started_on": "2026-05-01"})
    assert reason.text.en == "Applies, because: uses a camera."
    assert reason.day == date(2028, 1, 1)  # the first day on which it is certain


def test_a_requirement_that_rests_on_the_day_alone_holds_for_everybody() -> None:
    begun = Operation(Operator.AT_MOST, (Literal(date(2026, 1, 1)), EvaluationDate()))
    reason = explain("ca-01", {}, of=with_condition(begun, "day-alone"))
    assert reason.grounds == ()
    assert reason.text == Text(
        "Geldt voor elk algoritme van een overheid.", "Applies to every algorithm of a public body."
    )


# --- it does not apply -------------------------------------------------------------------------------------
def test_the_first_that_fails_is_named_with_not() -> None:
    reason = explain("ca-01", {"camera": True, "places": ["none"]})
    assert reason.text == Text(
        "Geldt niet, want: niet ‘staat op straat’.", "Does not apply, because: not ‘stands on the street’."
    )
    assert explain("ca-01", {"camera": False, "places": ["none"]}).text.en == (
        "Does not apply, because: not ‘uses a camera’."
    )


def test_of_two_ways_both_that_fail_are_named() -> None:
    reason = explain("ca-02", {"camera": False, "places": ["street"]})
    assert reason.text.nl == "Geldt niet, want: niet ‘gebruikt een camera’; niet ‘in een garage’."


def test_what_had_to_be_absent_and_is_there_is_named_without_not() -> None:
    framework = with_condition(
        all_of(Reference("op straat"), negation(Reference("gebruikt een camera"))), "absent"
    )
    reason = explain("ca-01", {"camera": True, "places": ["street"]}, of=framework)
    assert reason.text.nl == "Geldt niet, want: gebruikt een camera."
    holds = explain("ca-01", {"camera": False, "places": ["street"]}, of=framework)
    assert holds.text.nl == "Geldt, want: staat op straat; niet ‘gebruikt een camera’."


def test_what_could_only_hold_before_a_day_says_that_there_is_no_such_day() -> None:
    over = Operation(Operator.LESS_THAN, (EvaluationDate(), Literal(date(2026, 1, 1))))
    reason = explain("ca-01", {}, of=with_condition(over, "over"))
    assert reason.is_early
    assert reason.text == Text("Geldt niet: de dag is er niet.", "Does not apply: there is no such day.")


def test_it_is_told_of_a_fact_and_not_of_a_day_that_has_yet_to_come() -> None:
    # Before 2027 ca-03 fails on the day too; what is told is what fails on every day.
    reason = explain("ca-03", {"camera": False})
    assert (reason.is_early, reason.text.nl) == (False, "Geldt niet, want: niet ‘gebruikt een camera’.")


# --- it is not known ---------------------------------------------------------------------------------------
def test_what_it_waits_for_is_named_by_the_question() -> None:
    reason = explain("ca-01", {})
    assert [term.key for term in reason.waits_for] == ["camera", "places"]
    assert reason.text == Text(
        "Nog niet bekend: het hangt af van ‘camera (nl)’ en ‘places (nl)’.",
        "Not known yet: it depends on ‘camera (en)’ and ‘places (en)’.",
    )
    assert reason.grounds == ()


def test_what_does_not_matter_any_more_is_not_waited_for() -> None:
    assert [term.key for term in explain("ca-02", {"camera": False}).waits_for] == ["places"]
    assert [term.key for term in explain("ca-02", {"camera": None}).waits_for] == ["camera", "places"]


def test_what_it_waits_for_is_named_also_when_it_is_not_asked() -> None:
    reason = explain("ca-02", {"camera": True, "public_body": None})
    assert reason.standing.applies is Applies.UNKNOWN
    assert [term.key for term in reason.waits_for] == ["public_body"]
    assert reason.text.en == "Not known yet: it depends on ‘public_body (en)’."


# --- every step --------------------------------------------------------------------------------------------
def test_the_full_trace_is_there_for_whoever_wants_every_step() -> None:
    applied = apply_framework(SMALL, {"camera": True, "places": ["street"]}, on=DAY)
    explaining = Explaining(SMALL, applied)
    conclusion = explaining.conclude("vereiste ca-01", DAY)
    assert conclusion.value is True
    (step,) = conclusion.parts
    assert (step.fact, step.how) == ("kijkt op straat", How.DERIVED)
    assert [part.fact for part in step.parts[0].parts] == ["gebruikt een camera", "op straat"]
    # What was worked out for one requirement serves the next.
    assert explaining.conclude("vereiste ca-01", DAY) is conclusion


def test_at_most_five_grounds_are_named() -> None:
    names = [f"feit {number}" for number in range(7)]
    together = FactFrame(name="vereiste ca-01", function=all_of(*(Reference(name) for name in names)))
    framework = make_framework(
        frames=[*(leaf(name) for name in names), together],
        readings=(Reading(term=PLACES.term, any_of={name: frozenset({"street"}) for name in names}),),
        assumptions=(),
        requirements=(make_requirement("ca-01"),),
        name="many-grounds",
    )
    reason = explain("ca-01", {"places": ["street"]}, of=framework)
    assert [ground.fact for ground in reason.grounds] == names[:5]


# --- with the real framework -------------------------------------------------------------------------------
CHATBOT: Mapping[str, object] = {
    "inference": ["learned"],
    "built_or_bought": "built",
    "contact_with_people": ["talks_to_people", "website_or_app"],
    "transparency_exceptions": ["none"],
    "prohibited_practices": ["none"],
    "annex_iii_areas": ["none"],
    "safety_component": "none",
    "data_used": ["personal"],
}


@pytest.mark.parametrize(
    ("code", "applies", "nl"),
    [
        ("woo-01", Applies.YES, "Geldt, want: is een overheid."),
        ("toeg-01", Applies.YES, "Geldt, want: mensen gebruiken het via een website of app."),
        ("avg-08", Applies.NO, "Geldt niet, want: niet ‘gebruikt gevoelige persoonsgegevens’."),
        ("aia-03", Applies.NO, "Geldt niet, want: niet ‘hoog risico’."),
    ],
)
def test_the_reason_of_a_chatbot_is_one_line(code: str, applies: Applies, nl: str) -> None:
    reason = explain(code, CHATBOT, of=FRAMEWORK)
    assert (reason.standing.applies, reason.text.nl) == (applies, nl)


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    for facts in (
        {},
        CHATBOT,
        {"inference": ["none"]},
        {**CHATBOT, "annex_iii_areas": ["5a"], "profiling": True},
    ):
        applied = apply_framework(FRAMEWORK, facts, on=DAY)
        explaining = Explaining(FRAMEWORK, applied)
        for standing in applied.standings:
            reason = explaining.explain(standing)
            for text in (reason.text.nl, reason.text.en):
                assert text.endswith(".")
                assert " ." not in text
                assert ": ." not in text
            assert len(reason.grounds) <= 5
            assert bool(reason.waits_for) == (standing.applies is Applies.UNKNOWN)

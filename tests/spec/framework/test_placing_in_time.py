"""From a yes, a no or an open question on each day, to the day from which a requirement applies.

A course is written as a word: `y` it holds, `n` it does not, `?` not known; a letter for each of the days.
"""

from datetime import date

import pytest

from tests.small_framework import CAMERA, FRAMES, leaf, make_framework, make_requirement
from waarborg.core.framework.applying import apply_framework, list_days
from waarborg.core.framework.questions import Reading
from waarborg.core.framework.standings import Applies, Standing, place_in_time
from waarborg.core.law.expressions import EvaluationDate, Operation, Operator, Reference, all_of
from waarborg.core.law.frames import FactFrame
from waarborg.core.terms.periods import Period

A, B, C, D = DAYS = (date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1))
ANSWERS = {"y": True, "n": False, "?": None}
REQUIREMENT = make_requirement("ca-01")
TODAY = 1


def place(course: str, today: int = TODAY) -> Standing:
    return place_in_time(REQUIREMENT, [ANSWERS[letter] for letter in course], DAYS, today)


@pytest.mark.parametrize(
    ("course", "since", "at_latest", "until", "in_force"),
    [
        # It holds today, and on every day.
        ("yyyy", A, A, None, True),
        # It began before today, begins today, or begins later.
        ("nyyy", B, B, None, True),
        ("nnyy", C, C, None, False),
        ("nnny", D, D, None, False),
        # It ends: the first day on which it no longer holds.
        ("yynn", A, A, C, True),
        ("nyny", B, B, C, True),
        ("nnyn", C, C, D, False),
        # It ended before today and comes back later: what was is past.
        ("ynyy", C, C, None, False),
        ("ynny", D, D, None, False),
        # From the first day on which it may hold, and at the latest from the day on which that is certain.
        ("??yy", A, C, None, False),
        ("n??y", B, D, None, False),
        ("nn?y", C, D, None, False),
        ("n?yn", B, C, D, False),
        # It certainly holds today; what comes after is not known.
        ("yy??", A, A, None, True),
        ("ny?n", B, B, D, True),
        # A stretch in which nothing is certain does not count beside a later one that is.
        ("n?ny", D, D, None, False),
        ("?nyy", C, C, None, False),
    ],
)
def test_it_applies_from_a_day(
    course: str, since: date, at_latest: date, until: date | None, in_force: bool
) -> None:
    assert place(course) == Standing(REQUIREMENT, Applies.YES, since, at_latest, until, in_force)
    assert place(course).is_certain == (since == at_latest)


@pytest.mark.parametrize("course", ["????", "n?nn", "nn?n", "nnn?", "?n??", "yn?n", "ynn?"])
def test_it_is_not_known_while_it_is_nowhere_certain_from_today_on(course: str) -> None:
    assert place(course) == Standing(REQUIREMENT, Applies.UNKNOWN)


@pytest.mark.parametrize("course", ["y???", "y?nn", "y??n"])
def test_what_certainly_held_in_the_past_is_no_yes_for_today(course: str) -> None:
    """`yes` is “now or from a day to come”; here nobody knows of today, nor of any later day."""
    assert place(course).applies is Applies.UNKNOWN


@pytest.mark.parametrize("course", ["nnnn", "?nnn"])
def test_it_does_not_apply_and_never_certainly_did(course: str) -> None:
    assert place(course) == Standing(REQUIREMENT, Applies.NO)
    assert not place(course).is_certain


def test_it_no_longer_applies_and_says_when_it_ended() -> None:
    assert place("ynnn") == Standing(REQUIREMENT, Applies.NO, until=B)
    assert place("ynnn", today=3) == Standing(REQUIREMENT, Applies.NO, until=B)
    # The last time counts.
    assert place("ynyn", today=3) == Standing(REQUIREMENT, Applies.NO, until=D)


def test_the_day_that_is_asked_about_decides_what_is_past() -> None:
    assert place("ynyn", today=0) == Standing(REQUIREMENT, Applies.YES, A, A, B, in_force=True)
    assert place("ynyn", today=1) == Standing(REQUIREMENT, Applies.YES, C, C, D, in_force=False)
    assert place("ynyn", today=2) == Standing(REQUIREMENT, Applies.YES, C, C, D, in_force=True)
    assert place("ynyn", today=3) == Standing(REQUIREMENT, Applies.NO, until=D)


def test_one_day_is_enough() -> None:
    assert place_in_time(REQUIREMENT, [True], [A], 0) == Standing(REQUIREMENT, Applies.YES, A, A, None, True)
    assert place_in_time(REQUIREMENT, [None], [A], 0) == Standing(REQUIREMENT, Applies.UNKNOWN)


# --- the days to look at -----------------------------------------------------------------------------------
def test_the_days_are_those_of_the_rules_of_the_wordings_and_the_day_itself() -> None:
    framework = make_framework(
        requirements=(
            make_requirement("ca-01", Period(A, date(2026, 6, 1)), Period(date(2026, 6, 1))),
            make_requirement("ca-03", Period(A)),
        )
    )
    # The rules of ca-03 name 1 January 2027 and 2028; the text of ca-01 changes on 1 June 2026.
    assert framework.turning_days == (A, date(2026, 6, 1), C, D)
    facts = framework.readings.translate({"started_on": "2026-05-01"})
    # The first day of the camera is compared with a fixed day, not with the day itself: nothing turns on it.
    assert list_days(framework, facts, on=B) == (A, B, date(2026, 6, 1), C, D)
    assert framework.turning_facts == ()


def test_a_day_of_the_dossier_counts_when_a_rule_compares_it_with_the_day_itself() -> None:
    begun = Operation(Operator.AT_MOST, (Reference("eerste dag"), EvaluationDate()))
    frames = [frame for frame in FRAMES if frame.name != "vereiste ca-01"]
    frames.append(FactFrame(name="vereiste ca-01", function=all_of(Reference("gebruikt een camera"), begun)))
    framework = make_framework(frames=frames, name="cameras-in-use")
    assert framework.turning_facts == ("eerste dag",)
    applied = apply_framework(framework, {"camera": True, "started_on": "2027-03-04"}, on=B)
    standing = applied.find("ca-01")
    assert standing is not None
    assert (standing.since, standing.is_certain, standing.in_force) == (date(2027, 3, 4), True, False)


# --- outside the days of its text --------------------------------------------------------------------------
def apply_first(*periods: Period, on: date = B) -> Standing:
    """How a requirement stands whose condition always holds, with these texts."""
    framework = make_framework(
        frames=(leaf("vereiste ca-01"),),
        readings=(Reading(term=CAMERA.term, yes_no="vereiste ca-01"),),
        assumptions=(),
        requirements=(make_requirement("ca-01", *periods),),
        name="always",
    )
    (standing,) = apply_framework(framework, {"camera": True}, on=on).standings
    return standing


def show(standing: Standing) -> tuple[Applies, date | None, date | None, bool]:
    return standing.applies, standing.since, standing.until, standing.in_force


def test_a_requirement_applies_on_the_days_of_its_text_only() -> None:
    assert show(apply_first(Period(A, C))) == (Applies.YES, A, C, True)
    assert show(apply_first(Period(C))) == (Applies.YES, C, None, False)
    assert show(apply_first(Period(A, B))) == (Applies.NO, None, B, False)


def test_a_change_of_text_does_not_begin_it_anew() -> None:
    assert show(apply_first(Period(A, C), Period(C))) == (Applies.YES, A, None, True)

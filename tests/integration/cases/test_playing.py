"""A case as it stands on a day, and played again from another day or under another version."""

from datetime import date
from decimal import Decimal

import pytest

from tests.integration.cases.conftest import DAY, FACTS, PARTIES
from tests.small_law import URN, make_interpretation, make_stricter
from waarborg.apps.cases.playing import Played, list_goals, play_again
from waarborg.core.law.acts import Availability
from waarborg.core.law.cases import Case, state_facts, take_act
from waarborg.core.law.duties import DutyState
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.parties import find_actor, list_parties
from waarborg.core.law.values import UNKNOWN, Identity

APPLICANT, EXECUTIVE = PARTIES["aanvrager"], PARTIES["college"]


@pytest.fixture
def law() -> Interpretation:
    return make_interpretation()


@pytest.fixture
def known() -> Case:
    """A case in which everything is known and nothing done."""
    return state_facts(Case(URN), {**PARTIES, **FACTS}, by=APPLICANT, on=DAY)


@pytest.fixture
def granted(law: Interpretation, known: Case) -> Case:
    """Applied for on 2 March 2026, granted on 20 March."""
    applied = take_act(law, known, "toeslag aanvragen", by=APPLICANT, on=DAY)
    return take_act(law, applied, "toeslag toekennen", by=EXECUTIVE, on=date(2026, 3, 20))


def test_a_case_can_be_about_what_follows_last_and_about_each_act(law: Interpretation) -> None:
    assert [str(frame.full_name) for frame in list_goals(law)] == [
        "[recht op toeslag]",
        "[oude regel]",
        "<<toeslag aanvragen>>",
        "<<toeslag toekennen>>",
        "<<toeslag weigeren>>",
    ]


def test_the_parties_are_who_acts_receives_owes_and_claims(law: Interpretation) -> None:
    assert list_parties(law) == ("aanvrager", "college")


def test_an_act_is_taken_by_who_its_actor_is_known_to_be(law: Interpretation) -> None:
    act = law.get_act("toeslag aanvragen", DAY)
    assert find_actor(act, {}) == Identity("aanvrager")
    assert find_actor(act, {"aanvrager": Identity("burger-7")}) == Identity("burger-7")


def test_the_answer_holds_what_is_known_and_what_is_still_asked(law: Interpretation, known: Case) -> None:
    before = Played(law, Case(URN), DAY).answer("[recht op toeslag]")
    assert before.value is UNKNOWN
    assert {item.name for item in before.asking.questions} == {"leeftijd", "inkomen", "grens"}
    after = Played(law, known, DAY).answer("[recht op toeslag]")
    assert after.value is True
    assert after.asking.questions == ()


def test_what_only_acts_bring_about_is_never_asked(law: Interpretation, known: Case) -> None:
    answer = Played(law, known, DAY).answer("<<toeslag toekennen>>")
    assert answer.value is False
    assert answer.asking.questions == ()


def test_a_case_about_a_duty_is_refused(law: Interpretation, known: Case) -> None:
    with pytest.raises(ValueError, match="is a duty"):
        Played(law, known, DAY).answer("<beslissen op de aanvraag>")


def test_acts_stand_with_the_available_first(law: Interpretation, known: Case) -> None:
    lines = Played(law, known, DAY).list_acts()
    assert [(line.check.act.name, line.check.availability) for line in lines] == [
        ("toeslag aanvragen", Availability.AVAILABLE),
        ("toeslag toekennen", Availability.BARRED),
        ("toeslag weigeren", Availability.BARRED),
    ]


def test_on_an_earlier_day_later_events_have_not_happened(law: Interpretation, granted: Case) -> None:
    played = Played(law, granted, date(2026, 3, 19))
    assert list(played.state.records) == ["aanvraag"]
    assert [duty.state_on(played.on) for duty in played.state.duties] == [DutyState.OPEN]


def test_played_again_the_days_between_events_stay(law: Interpretation, granted: Case) -> None:
    again = play_again(law, granted, starts_on=date(2026, 6, 1))
    assert [event.on for event in again.case.events] == [
        date(2026, 6, 1),
        date(2026, 6, 1),
        date(2026, 6, 19),
    ]
    assert again.refused == ()
    again.case.require_whole()


def test_what_may_not_be_done_under_another_version_is_told_and_the_rest_goes_on(granted: Case) -> None:
    again = play_again(make_stricter(), granted, starts_on=DAY)
    assert [item.event.act for item in again.refused] == ["toeslag toekennen"]
    assert [event.act for event in again.case.events] == ["", "toeslag aanvragen"]


def test_an_act_that_another_version_does_not_know_is_told(law: Interpretation, known: Case) -> None:
    refused = state_facts(known, {"leeftijd": None}, by=APPLICANT, on=DAY)
    applied = take_act(law, refused, "toeslag aanvragen", by=APPLICANT, on=DAY)
    young = state_facts(applied, {"leeftijd": Decimal(18)}, by=APPLICANT, on=DAY)
    whole = take_act(law, young, "toeslag weigeren", by=EXECUTIVE, on=DAY)
    again = play_again(make_stricter(), whole, starts_on=DAY)
    assert [(item.event.act, item.check) for item in again.refused] == [("toeslag weigeren", None)]


def test_an_empty_case_played_again_stays_empty(law: Interpretation) -> None:
    assert play_again(law, Case(URN), starts_on=DAY).case.events == ()

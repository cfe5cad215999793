"""Acts taken in a case: what they create and end, the duties that arise, and the chain that proves it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.application import (
    APPLY,
    APRIL_28,
    APRIL_29,
    COMPLAIN,
    DECIDE,
    MARCH_3,
    MODEL,
    WITHDRAW,
)
from tests.spec.law.models import COLLEGE, PAULA, fact, make
from waarborg.core.law.cases import (
    BrokenCase,
    Case,
    NotAllowed,
    check_acts_in_case,
    describe_party,
    replay,
    state_facts,
    take_act,
)
from waarborg.core.law.duties import Duty, DutyState
from waarborg.core.law.expressions import Creation, negation
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, act_name, duty_name, fact_name
from waarborg.core.law.interpretations import NoSuchFrame
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Identity, Record


def start() -> Case:
    """A case in which both parties are known."""
    case = Case(MODEL.urn)
    return state_facts(case, {"burger": PAULA, "college": COLLEGE, "verzoek": True}, by=PAULA, on=MARCH_3)


def applied(amount: int = 400) -> Case:
    return take_act(MODEL, start(), "aanvragen", by=PAULA, on=MARCH_3, facts={"bedrag": Decimal(amount)})


def availability(case: Case, by: Identity, on: date = MARCH_3) -> dict[str, str]:
    checks = check_acts_in_case(MODEL, replay(MODEL, case), on=on, by=by)
    return {check.act.name: check.availability.value for check in checks}


def test_before_anything_is_applied_for_only_applying_is_possible() -> None:
    assert availability(start(), PAULA) == {
        "aanvragen": "available",
        "toekennen": "barred",  # it is not her act, and there is no application
        "intrekken": "barred",
        "in gebreke stellen": "barred",  # nothing is late
    }


def test_an_act_creates_what_others_need() -> None:
    case = applied()
    state = replay(MODEL, case)
    assert state.records == {"aanvraag": (Record({"bedrag": Decimal(400)}, "2:[aanvraag]"),)}
    assert availability(case, COLLEGE)["toekennen"] == "available"
    assert availability(case, PAULA)["intrekken"] == "available"


def test_a_condition_looks_into_what_was_created() -> None:
    assert availability(applied(600), COLLEGE)["toekennen"] == "barred"
    with pytest.raises(NotAllowed, match="precondition") as caught:
        take_act(MODEL, applied(600), "toekennen", by=COLLEGE, on=MARCH_3)
    assert [reason.slot for reason in caught.value.check.reasons] == [Slot.PRECONDITION]


def test_the_wrong_party_may_not_act() -> None:
    with pytest.raises(NotAllowed, match="actor"):
        take_act(MODEL, applied(), "toekennen", by=PAULA, on=MARCH_3)


def test_an_act_ends_what_it_terminates() -> None:
    case = take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=MARCH_3)
    state = replay(MODEL, case)
    assert set(state.records) == {"besluit"}
    assert state.stated["toegekend"] is True  # a fact that is no record is stated by the act
    assert availability(case, PAULA)["intrekken"] == "barred"


def test_of_two_applications_only_the_chosen_one_ends() -> None:
    case = take_act(MODEL, applied(400), "aanvragen", by=PAULA, on=MARCH_3, facts={"bedrag": Decimal(500)})
    first, second = replay(MODEL, case).records["aanvraag"]
    assert availability(case, COLLEGE)["toekennen"] == "possible"
    (check, *_) = [
        item
        for item in check_acts_in_case(MODEL, replay(MODEL, case), on=MARCH_3, by=COLLEGE)
        if item.act.name == "toekennen"
    ]
    assert check.unknown == ("aanvraag",)  # it is not known which one
    case = take_act(MODEL, case, "toekennen", by=COLLEGE, on=MARCH_3, facts={"aanvraag": second})
    assert replay(MODEL, case).records["aanvraag"] == (first,)


def test_what_an_act_creates_holds_what_was_supplied_when_the_model_does_not_say_of_what_it_is_made() -> None:
    case = take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=MARCH_3, facts={"kenmerk": "A1"})
    assert replay(MODEL, case).records["besluit"] == (Record({"kenmerk": "A1"}, "3:[besluit]"),)


# --- duties --------------------------------------------------------------------------------------------------
def only_duty(case: Case) -> Duty:
    (duty,) = replay(MODEL, case).duties
    return duty


def test_a_duty_arises_with_its_term() -> None:
    duty = only_duty(applied())
    assert (duty.frame, duty.arose_on, duty.due_on) == (DECIDE, MARCH_3, APRIL_28)
    assert duty.state_on(MARCH_3) is DutyState.OPEN
    assert duty.state_on(APRIL_28) is DutyState.OPEN
    assert duty.state_on(APRIL_29) is DutyState.VIOLATED
    assert not duty.is_late(APRIL_28)
    assert duty.is_late(APRIL_29)


def test_a_duty_is_fulfilled_by_the_one_who_owes_it() -> None:
    duty = only_duty(take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=APRIL_28))
    assert (duty.ended_on, duty.ended_by, duty.fulfilled) == (APRIL_28, "toekennen", True)
    assert duty.state_on(APRIL_28) is DutyState.FULFILLED
    assert not duty.is_late(APRIL_29)


def test_a_duty_that_is_fulfilled_too_late_was_violated() -> None:
    duty = only_duty(take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=date(2026, 5, 6)))
    assert duty.state_on(date(2026, 5, 5)) is DutyState.VIOLATED
    assert duty.state_on(date(2026, 5, 6)) is DutyState.FULFILLED
    assert duty.is_late(date(2026, 6, 1))


def test_a_duty_lapses_when_the_other_party_ends_it() -> None:
    duty = only_duty(take_act(MODEL, applied(), "intrekken", by=PAULA, on=APRIL_28))
    assert duty.state_on(APRIL_28) is DutyState.LAPSED


def test_an_act_that_enforces_needs_a_violated_duty() -> None:
    case = applied()
    assert availability(case, PAULA, on=APRIL_28)["in gebreke stellen"] == "barred"
    assert availability(case, PAULA, on=APRIL_29)["in gebreke stellen"] == "available"
    late = take_act(MODEL, case, "in gebreke stellen", by=PAULA, on=APRIL_29)
    violated = replay(MODEL, late).list_duties(APRIL_29, DutyState.VIOLATED)
    assert [duty.frame.name for duty in violated] == ["beslissen"]


def test_whether_a_duty_without_a_last_day_is_late_is_for_people_to_judge() -> None:
    """Models of before 2022 have no terms: an act that enforces would be barred for ever."""
    duty = DutyFrame(name="beslissen", enforces=("in gebreke stellen",))
    model = make([FactFrame(name="aanvraag", function=Creation()), APPLY, COMPLAIN, duty])
    case = state_facts(Case(model.urn), {"burger": PAULA, "verzoek": True}, by=PAULA, on=MARCH_3)
    case = state_facts(case, {"college": COLLEGE}, by=PAULA, on=MARCH_3)

    def find(case: Case) -> str:
        checks = check_acts_in_case(model, replay(model, case), on=MARCH_3, by=PAULA)
        return next(check.availability.value for check in checks if check.act is COMPLAIN)

    assert find(case) == "barred"  # there is nothing to enforce
    assert find(take_act(model, case, "aanvragen", by=PAULA, on=MARCH_3)) == "available"


def test_of_two_duties_of_one_name_only_the_one_about_the_chosen_application_ends() -> None:
    case = take_act(
        MODEL, applied(400), "aanvragen", by=PAULA, on=date(2026, 3, 10), facts={"bedrag": Decimal(5)}
    )
    first, second = replay(MODEL, case).records["aanvraag"]
    granted = take_act(MODEL, case, "toekennen", by=COLLEGE, on=date(2026, 3, 11), facts={"aanvraag": first})
    one, other = replay(MODEL, granted).duties
    assert (one.ended_by, one.fulfilled, other.ended_on) == ("toekennen", True, None)
    assert other.due_on == date(2026, 5, 6)  # eight weeks after 10 March is 5 May, Liberation Day
    both = take_act(MODEL, granted, "toekennen", by=COLLEGE, on=date(2026, 5, 7), facts={"aanvraag": second})
    assert [duty.is_late(date(2026, 5, 7)) for duty in replay(MODEL, both).duties] == [False, True]


def test_a_fact_that_was_stated_and_created_is_gone_when_it_ends() -> None:
    model = make([FactFrame(name="aanvraag", function=Creation()), APPLY, WITHDRAW])
    case = state_facts(Case(model.urn), {"burger": PAULA, "college": COLLEGE}, by=PAULA, on=MARCH_3)
    case = state_facts(case, {"verzoek": True, "aanvraag": True}, by=PAULA, on=MARCH_3)
    case = take_act(model, case, "aanvragen", by=PAULA, on=MARCH_3)
    state = replay(model, take_act(model, case, "intrekken", by=PAULA, on=MARCH_3))
    assert (state.records, state.stated["aanvraag"]) == ({}, False)


def test_the_digest_of_an_event_tells_kinds_of_values_apart() -> None:
    """A text that spells a date, number or list is another fact than that date, number or list."""
    same = [date(2026, 1, 1), "2026-01-01", Decimal("5.5"), "5.5", Decimal(5), "5", True, "true"]
    digests = {state_facts(Case("x"), {"a": value}, by=PAULA, on=MARCH_3).events[0].digest for value in same}
    assert len(digests) == len(same)


def test_a_duty_the_model_does_not_describe_arises_without_term() -> None:
    case = take_act(MODEL, applied(), "in gebreke stellen", by=PAULA, on=APRIL_29)
    duty = replay(MODEL, case).duties[-1]
    assert (duty.frame.name, duty.due_on, duty.state_on(date(2030, 1, 1))) == ("boete", None, DutyState.OPEN)
    assert not duty.is_late(date(2030, 1, 1))


def test_a_duty_may_name_the_act_that_creates_it_and_list_all_gives_every_duty() -> None:
    model = make(
        [
            ActFrame(name="a", actor=fact("burger")),
            ActFrame(name="b", actor=fact("ander"), terminates=(duty_name("plicht"), duty_name("tweede"))),
            DutyFrame(name="plicht", creates=("a",)),
            DutyFrame(name="tweede", holder=fact("houders"), creates=("a",)),
        ]
    )
    case = take_act(model, Case(model.urn), "a", by=PAULA, on=MARCH_3, facts={"burger": True})
    case = state_facts(case, {"houders": (PAULA, COLLEGE)}, by=PAULA, on=MARCH_3)
    assert [duty.frame.name for duty in replay(model, case).list_duties(MARCH_3)] == ["plicht", "tweede"]
    done = take_act(model, case, "b", by=COLLEGE, on=MARCH_3, facts={"ander": COLLEGE})
    assert [duty.state_on(MARCH_3) for duty in replay(model, done).duties] == [DutyState.FULFILLED] * 2


# --- facts ---------------------------------------------------------------------------------------------------
def test_a_fact_can_be_stated_with_its_supplier_and_taken_back() -> None:
    case = state_facts(start(), {"inkomen": Decimal(900)}, by=PAULA, on=MARCH_3, supplier="register")
    state = replay(MODEL, case)
    assert (state.stated["inkomen"], state.suppliers["inkomen"]) == (Decimal(900), "register")
    back = replay(MODEL, state_facts(case, {"inkomen": None}, by=PAULA, on=MARCH_3))
    assert "inkomen" not in back.stated
    assert "inkomen" not in back.suppliers
    with pytest.raises(TypeError):
        state_facts(case, {"inkomen": 900}, by=PAULA, on=MARCH_3)  # type: ignore[dict-item]  # an int is no value


def test_a_fact_that_is_terminated_is_false() -> None:
    case = take_act(MODEL, applied(), "intrekken", by=PAULA, on=MARCH_3)
    assert replay(MODEL, case).stated["toegekend"] is False


def test_a_case_can_be_played_until_a_day() -> None:
    case = take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=APRIL_28)
    assert set(replay(MODEL, case, until=date(2026, 4, 27)).records) == {"aanvraag"}


def test_nothing_happens_before_the_last_event() -> None:
    with pytest.raises(ValueError, match="the last event is of 2026-03-03; this one is of 2026-03-02"):
        state_facts(start(), {"x": True}, by=PAULA, on=date(2026, 3, 2))


def test_an_act_that_is_not_there_cannot_be_taken() -> None:
    with pytest.raises(NoSuchFrame, match="<<toveren>>"):
        take_act(MODEL, start(), "toveren", by=PAULA, on=MARCH_3)


# --- the chain -----------------------------------------------------------------------------------------------
def test_a_whole_chain_holds() -> None:
    case = take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=APRIL_28)
    case.require_whole()
    assert [event.number for event in case.events] == [1, 2, 3]


@pytest.mark.parametrize(
    ("tamper", "number"),
    [
        (lambda events: events[1:], 1),
        (lambda events: (events[0], replace(events[1], facts={"bedrag": Decimal(5)}), *events[2:]), 2),
        (lambda events: (events[0], replace(events[1], on=date(2026, 3, 4)), *events[2:]), 2),
        (lambda events: (events[0], events[2]), 2),
        (lambda events: (*events[:2], replace(events[2], previous="0" * 64)), 3),
    ],
)
def test_a_chain_that_was_changed_names_the_event(tamper: object, number: int) -> None:
    case = take_act(MODEL, applied(), "toekennen", by=COLLEGE, on=APRIL_28)
    broken = Case(case.interpretation, tamper(case.events))  # type: ignore[operator]  # a function
    with pytest.raises(BrokenCase) as caught:
        broken.require_whole()
    assert caught.value.number == number


def test_a_case_put_under_another_interpretation_does_not_hold() -> None:
    with pytest.raises(BrokenCase) as caught:
        Case("urn:waarborg:law:ander:1", applied().events).require_whole()
    assert caught.value.number == 1


def test_nobody_brings_along_a_record_of_their_own_making() -> None:
    case = take_act(MODEL, applied(600), "aanvragen", by=PAULA, on=MARCH_3, facts={"bedrag": Decimal(700)})
    forged = Record({"bedrag": Decimal(1)}, "2:[aanvraag]")
    for choice in (forged, (forged,)):
        with pytest.raises(ValueError, match=r"of \[aanvraag\] something is chosen that no act created"):
            take_act(MODEL, case, "toekennen", by=COLLEGE, on=MARCH_3, facts={"aanvraag": choice})


def test_what_is_not_known_when_something_is_created_does_not_belong_to_it() -> None:
    case = take_act(MODEL, start(), "aanvragen", by=PAULA, on=MARCH_3)
    assert replay(MODEL, case).records["aanvraag"] == (Record({}, "2:[aanvraag]"),)


def test_a_party_is_called_by_the_name_of_its_fact() -> None:
    assert describe_party(fact("college")) == "college"
    assert describe_party(negation(fact("college"))) == ""
    assert describe_party(None) == ""


def test_a_record_does_not_hold_itself() -> None:
    model = make(
        [
            FactFrame(name="zaak", function=Creation((fact("zaak"), fact("nummer")))),
            ActFrame(name="openen", creates=(fact_name("zaak"),)),
        ]
    )
    case = take_act(model, Case(model.urn), "openen", by=PAULA, on=MARCH_3, facts={"nummer": Decimal(7)})
    assert replay(model, case).records["zaak"][0].facts == {"nummer": Decimal(7)}


def test_an_act_can_create_only_facts_and_duties() -> None:
    with pytest.raises(ValueError, match="not the act <<b>>"):
        ActFrame(name="a", creates=(act_name("b"),))

"""The model of law that comes with the product: the income supplement of the fictional Voorbeeldstad."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from waarborg.adapters.law_files.loading import load_interpretations
from waarborg.core.law.acts import Availability
from waarborg.core.law.cases import Case, NotAllowed, check_acts_in_case, replay, state_facts, take_act
from waarborg.core.law.coverage import measure_coverage
from waarborg.core.law.duties import DutyState
from waarborg.core.law.evaluation import Situation, evaluate
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import Severity
from waarborg.core.law.sources import SourceKind
from waarborg.core.law.values import UNKNOWN, Identity, Money, Outcome, Value
from waarborg.core.terms.legal_references.reading import read_reference

MARCH_3 = date(2026, 3, 3)  # a Tuesday
RESIDENT, COUNCIL = Identity("inwoner"), Identity("college")


def euro(amount: str) -> Money:
    return Money(Decimal(amount))


#: Somebody of 35 who meets every condition: 1,401.50 × 1.05 = 1,471.575, so the limit is 1,471.58.
ENTITLED: Mapping[str, Value] = {
    "geboortedatum": date(1990, 5, 1),
    "peildatum": MARCH_3,
    "gemiddeld maandinkomen": euro("1350"),
    "geldende bijstandsnorm": euro("1401.50"),
    "maanden met een laag inkomen": Decimal(40),
    "vermogen": euro("100"),
    "vrijgelaten vermogen": euro("7770"),
    "volgt een opleiding met studiefinanciering": False,
    "heeft zich ingespannen voor een hoger inkomen": True,
    "omstandigheden staan een hoger inkomen in de weg": False,
    "toeslag gekregen in de afgelopen 12 maanden": False,
    "gehuwd of samenwonend": False,
    "zorgt voor een kind jonger dan 18 jaar": False,
}


@pytest.fixture(scope="module")
def model() -> Interpretation:
    (found,) = (item for item in load_interpretations() if item.id == "inkomenstoeslag-voorbeeldstad")
    return found


def conclude(model: Interpretation, name: str, on: date = MARCH_3, **changes: Value) -> Outcome:
    values = {**ENTITLED, **{key.replace("_", " "): value for key, value in changes.items()}}
    return evaluate(model, name, Situation(values=values, on=on)).value


# --- what it is made of ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31), date(2027, 6, 1), date(2027, 12, 31)])
def test_no_finding_stands_in_the_way(model: Interpretation, day: date) -> None:
    assert [item for item in lint(model, on=day) if item.severity is Severity.ERROR] == []


def test_every_frame_has_a_source_and_every_source_of_a_real_law_can_be_read(model: Interpretation) -> None:
    coverage = measure_coverage(model, on=MARCH_3)
    assert coverage.frames.sourced.count == coverage.frames.sourced.of == len(model.frames)
    for frame in model.frames:
        for source in frame.sources:
            assert source.paraphrase is not None
            assert source.valid is not None
            if source.kind is SourceKind.BWB:
                assert (
                    read_reference(source.identifier)
                    .link(language="nl")
                    .startswith("https://wetten.overheid.nl/")
                )
            else:
                assert "(fictief)" in source.citation


def test_every_frame_can_be_shown_in_both_languages(model: Interpretation) -> None:
    for frame in model.frames:
        assert frame.label is not None, frame.full_name
        if isinstance(frame, FactFrame) and frame.is_leaf:
            assert frame.question is not None, frame.full_name
            assert frame.question.nl.endswith("?")
            assert frame.question.en.endswith("?")


def test_choices_are_recorded_with_their_ground_and_whom_they_touch(model: Interpretation) -> None:
    assert len(model.choices) >= 3
    for choice in model.choices:
        assert not choice.is_open
        assert choice.ground is not None
        assert choice.affects
        assert choice.decided_on is not None
        assert choice.frames
        assert all(model.has(name) for name in choice.frames)


# --- entitlement and amount ------------------------------------------------------------------------------------
def test_who_meets_every_condition_is_entitled(model: Interpretation) -> None:
    assert conclude(model, "recht op inkomenstoeslag") is True
    assert conclude(model, "grens voor een laag inkomen") == euro("1471.58")


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"geboortedatum": date(2005, 3, 3)}, True),  # 21 today
        ({"geboortedatum": date(2005, 3, 4)}, False),  # 21 tomorrow
        ({"geboortedatum": date(1959, 3, 3)}, False),  # 67 today
        ({"geboortedatum": date(1959, 3, 4)}, True),
        ({"gemiddeld maandinkomen": euro("1471.58")}, True),
        ({"gemiddeld maandinkomen": euro("1471.59")}, False),
        ({"maanden met een laag inkomen": Decimal(35)}, False),
        ({"maanden met een laag inkomen": Decimal(36)}, True),
        ({"vermogen": euro("7770.01")}, False),
        ({"volgt een opleiding met studiefinanciering": True}, False),
        (
            {
                "volgt een opleiding met studiefinanciering": True,
                "omstandigheden staan een hoger inkomen in de weg": True,
            },
            True,
        ),
        ({"heeft zich ingespannen voor een hoger inkomen": False}, False),
        ({"toeslag gekregen in de afgelopen 12 maanden": True}, False),
    ],
)
def test_each_condition_can_decide(model: Interpretation, change: dict[str, Value], answer: bool) -> None:
    assert conclude(model, "recht op inkomenstoeslag", **change) is answer
    assert (conclude(model, "toeslag", **change) == euro("0")) is not answer


@pytest.mark.parametrize(
    ("married", "child", "on", "amount"),
    [
        (False, False, date(2026, 12, 31), "440"),
        (False, True, date(2026, 12, 31), "560"),
        (True, True, date(2026, 12, 31), "625"),
        (False, False, date(2027, 1, 1), "452"),
        (False, True, date(2027, 1, 1), "575"),
        (True, False, date(2027, 1, 1), "642"),
    ],
)
def test_the_amount_is_that_of_the_year(
    model: Interpretation, married: bool, child: bool, on: date, amount: str
) -> None:
    changes = {"gehuwd of samenwonend": married, "zorgt voor een kind jonger dan 18 jaar": child}
    assert conclude(model, "toeslag", on, **changes) == euro(amount)


def test_after_2027_the_pension_age_is_not_in_this_model(model: Interpretation) -> None:
    assert conclude(model, "recht op inkomenstoeslag", date(2028, 1, 1)) is UNKNOWN


# --- terms -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("received", "asked", "completed", "last"),
    [
        (date(2026, 3, 3), None, None, date(2026, 4, 28)),
        (date(2026, 3, 10), None, None, date(2026, 5, 6)),  # eight weeks on is 5 May, Liberation Day
        # Asked on 10 March and completed on 20 March: 11 to 19 March do not count, nine days.
        (date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 20), date(2026, 5, 7)),
    ],
)
def test_the_last_day_to_decide(
    model: Interpretation, received: date, asked: date | None, completed: date | None, last: date
) -> None:
    facts: dict[str, Value] = {
        "datum van ontvangst": received,
        "termijn heeft stilgestaan": asked is not None,
    }
    if asked and completed:
        facts |= {"datum van de vraag om aanvulling": asked, "dag waarop het stilstaan eindigt": completed}
    assert conclude(model, "uiterste dag om te beslissen", **facts) == last


def test_the_last_days_of_an_objection(model: Interpretation) -> None:
    facts: dict[str, Value] = {
        "datum van bekendmaking": date(2026, 3, 24)
    }  # six weeks on is 5 May, Liberation Day
    assert conclude(model, "laatste dag om bezwaar te maken", **facts) == date(2026, 5, 6)
    last = "uiterste dag om op het bezwaar te beslissen"
    assert conclude(model, last, adviescommissie=False, **facts) == date(2026, 6, 17)
    assert conclude(model, last, adviescommissie=True, **facts) == date(2026, 7, 29)


# --- a case from application to objection ----------------------------------------------------------------------
def applied(model: Interpretation) -> Case:
    parties: dict[str, Value | None] = {
        "belanghebbende": RESIDENT,
        "college": COUNCIL,
        "bestuursrechter": True,
    }
    facts = {**parties, **ENTITLED, "verzoek om inkomenstoeslag": True, "verzoek is schriftelijk": True}
    case = state_facts(Case(model.urn), facts, by=RESIDENT, on=MARCH_3)
    given: dict[str, Value] = {"datum van ontvangst": MARCH_3, "termijn heeft stilgestaan": False}
    return take_act(model, case, "aanvragen van de inkomenstoeslag", by=RESIDENT, on=MARCH_3, facts=given)


def available(model: Interpretation, case: Case, by: Identity, on: date) -> set[str]:
    checks = check_acts_in_case(model, replay(model, case), on=on, by=by)
    return {item.act.name for item in checks if item.availability is Availability.AVAILABLE}


def test_a_whole_case_runs_its_course(model: Interpretation) -> None:
    case = applied(model)
    (duty,) = replay(model, case).duties
    assert (duty.frame.name, duty.due_on) == ("beslissen op de aanvraag", date(2026, 4, 28))
    day = date(2026, 4, 1)
    reasons: dict[str, Value] = {"besluit is gemotiveerd": True}
    case = take_act(model, case, "toekennen van de inkomenstoeslag", by=COUNCIL, on=day, facts=reasons)
    sent: dict[str, Value] = {"datum van bekendmaking": day, "besluit zegt hoe u bezwaar maakt": True}
    case = take_act(model, case, "bekendmaken van het besluit", by=COUNCIL, on=day, facts=sent)
    case = take_act(model, case, "betalen van de toeslag", by=COUNCIL, on=day)
    assert {duty.state_on(day) for duty in replay(model, case).duties} == {DutyState.FULFILLED}
    letter: dict[str, Value] = {"bezwaarschrift": True, "adviescommissie": False}
    last, late = date(2026, 5, 13), date(2026, 5, 14)  # six weeks after 1 April
    case = take_act(model, case, "bezwaar maken", by=RESIDENT, on=last, facts=letter)
    with pytest.raises(NotAllowed):
        take_act(
            model, case, "bezwaar maken", by=RESIDENT, on=late,
            facts={**letter, "te laat bezwaar is niet te verwijten": False},
        )  # fmt: skip
    case = take_act(model, case, "horen", by=COUNCIL, on=date(2026, 6, 1))
    grounds: dict[str, Value] = {"beslissing op het bezwaar is gemotiveerd": True}
    case = take_act(model, case, "beslissen op het bezwaar", by=COUNCIL, on=date(2026, 6, 24), facts=grounds)
    case.require_whole()
    assert replay(model, case).list_duties(date(2026, 6, 24), DutyState.OPEN, DutyState.VIOLATED) == ()


def test_asking_to_complete_stops_the_term_and_completing_starts_it_again(model: Interpretation) -> None:
    asked, last, completed = date(2026, 3, 10), date(2026, 3, 24), date(2026, 3, 20)
    question: dict[str, Value] = {
        "aanvraag is volledig": False,
        "datum van de vraag om aanvulling": asked,
        "laatste dag om aan te vullen": last,
    }
    case = take_act(model, applied(model), "vragen om aanvulling", by=COUNCIL, on=asked, facts=question)
    assert [duty.frame.name for duty in replay(model, case).list_duties(asked, DutyState.OPEN)] == [
        "aanvullen van de aanvraag"
    ]
    assert "buiten behandeling laten van de aanvraag" not in available(model, case, COUNCIL, last)
    answer: dict[str, Value] = {
        "termijn heeft stilgestaan": True,
        "dag waarop het stilstaan eindigt": completed,
    }
    case = take_act(model, case, "aanvullen van de aanvraag", by=RESIDENT, on=completed, facts=answer)
    (again,) = replay(model, case).list_duties(completed, DutyState.OPEN)
    assert (again.frame.name, again.due_on) == ("beslissen op de aanvraag", date(2026, 5, 7))


def test_an_application_that_is_not_completed_may_be_left_aside_for_four_weeks(model: Interpretation) -> None:
    asked, last = date(2026, 3, 10), date(2026, 3, 24)
    question: dict[str, Value] = {
        "aanvraag is volledig": False,
        "datum van de vraag om aanvulling": asked,
        "laatste dag om aan te vullen": last,
    }
    case = take_act(model, applied(model), "vragen om aanvulling", by=COUNCIL, on=asked, facts=question)
    case = state_facts(case, {"besluit is gemotiveerd": True}, by=COUNCIL, on=asked)
    aside = "buiten behandeling laten van de aanvraag"
    assert aside in available(model, case, COUNCIL, date(2026, 3, 25))
    assert aside in available(model, case, COUNCIL, date(2026, 4, 21))
    assert aside not in available(model, case, COUNCIL, date(2026, 4, 22))


def test_who_waits_too_long_can_give_notice_of_default_and_then_appeal(model: Interpretation) -> None:
    case = applied(model)
    notice, appeal = "in gebreke stellen", "beroep instellen tegen te laat beslissen"
    assert notice not in available(model, case, RESIDENT, date(2026, 4, 28))
    late = date(2026, 4, 29)
    assert notice in available(model, case, RESIDENT, late)
    case = take_act(model, case, notice, by=RESIDENT, on=late)
    assert appeal not in available(model, case, RESIDENT, date(2026, 5, 13))
    assert appeal in available(model, case, RESIDENT, date(2026, 5, 14))  # two weeks after 29 April is 13 May


def test_an_application_can_be_withdrawn_and_the_duty_then_lapses(model: Interpretation) -> None:
    case = take_act(model, applied(model), "intrekken van de aanvraag", by=RESIDENT, on=MARCH_3)
    (duty,) = replay(model, case).duties
    assert duty.state_on(MARCH_3) is DutyState.LAPSED

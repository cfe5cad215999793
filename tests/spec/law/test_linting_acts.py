"""What is found in a model: acts, duties, conditions and kinds. Per code a model with the fault and one without."""

from datetime import date
from pathlib import Path

import pytest

from tests.spec.law.models import DAY, fact, make, number, op
from tests.spec.law.test_linting import find, find_in
from waarborg.core.law.decisions import Bound
from waarborg.core.law.expressions import (
    Creation,
    Expression,
    Literal,
    Operator,
    Unreadable,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, act_name, duty_name, fact_name
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import SEVERITIES, Code
from waarborg.core.law.linting.logic import LintBound
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Kind
from waarborg.core.terms.periods import Period

APPLY = ActFrame(name="aanvragen", creates=(fact_name("aanvraag"), duty_name("beslissen")))
REQUEST = FactFrame(name="aanvraag", function=Creation())


# --- acts ------------------------------------------------------------------------------------------------
def test_an_act_cannot_create_a_fact_that_follows_from_others() -> None:
    (finding,) = find_in(Code.CANNOT_ARISE, APPLY, FactFrame(name="aanvraag", function=fact("a")))
    assert (finding.frame, finding.slot) == (act_name("aanvragen"), Slot.CREATES)
    assert finding.message.nl == (
        "<<aanvragen>>: deze handeling laat ontstaan [aanvraag], maar dat feit volgt uit andere feiten."
    )
    assert not find_in(Code.CANNOT_ARISE, APPLY, REQUEST)
    assert not find_in(Code.CANNOT_ARISE, APPLY, FactFrame(name="aanvraag"))


def test_an_act_cannot_end_a_fact_that_follows_from_others() -> None:
    end = ActFrame(name="intrekken", terminates=(fact_name("recht"),))
    (finding,) = find_in(Code.CANNOT_ARISE, end, FactFrame(name="recht", function=fact("a")))
    assert finding.message.en == "<<intrekken>> ends [recht], but that fact follows from other facts."


def test_an_act_that_ends_what_nothing_creates_is_found() -> None:
    withdraw = ActFrame(name="intrekken", terminates=(fact_name("aanvraag"),))
    (finding,) = find_in(Code.NOTHING_TO_END, withdraw, REQUEST)
    assert (finding.slot, finding.related) == (Slot.TERMINATES, (fact_name("aanvraag"),))
    assert not find_in(Code.NOTHING_TO_END, withdraw, REQUEST, APPLY)


def test_a_fact_that_only_acts_bring_about_needs_an_act() -> None:
    (finding,) = find_in(Code.NEVER_CREATED, REQUEST)
    assert finding.frame == fact_name("aanvraag")
    assert not find_in(Code.NEVER_CREATED, REQUEST, APPLY)


# --- duties ----------------------------------------------------------------------------------------------
DECIDE = DutyFrame(
    name="beslissen",
    holder=fact("college"),
    claimant=fact("burger"),
    terminates=("toekennen",),
    enforces=("in gebreke stellen",),
    term=fact("laatste dag"),
)
GRANT = ActFrame(name="toekennen")
PRESS = ActFrame(name="in gebreke stellen")
OF_DUTIES = (
    Code.DUTY_NEVER_ARISES,
    Code.DUTY_NEVER_ENDS,
    Code.DUTY_NOT_ENFORCED,
    Code.NO_HOLDER,
    Code.NO_CLAIMANT,
    Code.NO_TERM,
)


def test_a_duty_with_all_that_belongs_to_it_has_no_findings() -> None:
    found = lint(make([DECIDE, APPLY, GRANT, PRESS]), on=DAY)
    assert not [finding for finding in found if finding.code in OF_DUTIES]


def test_a_duty_with_a_name_alone_lacks_everything() -> None:
    found = lint(make([DutyFrame(name="beslissen")]), on=DAY)
    assert tuple(finding.code for finding in found if finding.code in OF_DUTIES) == OF_DUTIES


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        (APPLY, Code.DUTY_NEVER_ARISES),
        (GRANT, Code.DUTY_NEVER_ENDS),
        (PRESS, Code.DUTY_NOT_ENFORCED),
    ],
)
def test_an_act_that_is_not_in_the_model_does_nothing_for_a_duty(left_out: Frame, code: Code) -> None:
    frames = [frame for frame in (DECIDE, APPLY, GRANT, PRESS) if frame is not left_out]
    found = lint(make(frames), on=DAY)
    assert [finding.code for finding in found if finding.code in OF_DUTIES] == [code]


def test_an_enforcing_act_that_is_not_there_is_named() -> None:
    (finding,) = find_in(Code.DUTY_NOT_ENFORCED, DECIDE)
    assert finding.message.en == "Nobody can enforce <beslissen>: the model lacks <<in gebreke stellen>>."
    assert finding.related == (act_name("in gebreke stellen"),)


def test_a_duty_may_name_the_act_that_creates_it_itself() -> None:
    duty = DutyFrame(name="betalen", creates=("aanvragen", " "))
    assert not find_in(Code.DUTY_NEVER_ARISES, duty, APPLY)


# --- conditions ------------------------------------------------------------------------------------------
def act(precondition: Expression, **parts: Expression) -> ActFrame:
    """An act with a precondition."""
    return ActFrame(name="x", precondition=precondition, **parts)  # type: ignore[arg-type]  # expressions only


def test_a_condition_that_contradicts_itself_is_never_true() -> None:
    (finding,) = find_in(Code.NEVER_TRUE, act(all_of(fact("a"), negation(fact("a")))))
    assert (finding.frame, finding.slot) == (act_name("x"), Slot.PRECONDITION)
    assert finding.message.en == "<<x>> (precondition): this is never true, whatever the facts are."
    assert not find_in(Code.NEVER_TRUE, act(all_of(fact("a"), negation(fact("b")))))


def test_a_contradiction_is_found_through_the_facts_in_between() -> None:
    frames = [
        FactFrame(name="minderjarig", function=op(Operator.LESS_THAN, fact("leeftijd"), number("18"))),
        FactFrame(name="gepensioneerd", function=op(Operator.AT_MOST, number("67"), fact("leeftijd"))),
        FactFrame(name="leeftijd"),
    ]
    assert find_in(Code.NEVER_TRUE, act(all_of(fact("minderjarig"), fact("gepensioneerd"))), *frames)
    assert not find_in(Code.NEVER_TRUE, act(any_of(fact("minderjarig"), fact("gepensioneerd"))), *frames)


def test_a_condition_that_always_holds_is_found() -> None:
    (finding,) = find_in(
        Code.ALWAYS_TRUE, FactFrame(name="r", function=any_of(fact("a"), negation(fact("a"))))
    )
    assert (finding.frame, finding.slot) == (fact_name("r"), Slot.FUNCTION)
    assert not find_in(Code.ALWAYS_TRUE, FactFrame(name="r", function=any_of(fact("a"), negation(fact("b")))))


def test_a_condition_that_stands_in_two_frames_is_found_once() -> None:
    broken = all_of(fact("a"), negation(fact("a")))
    assert len(find_in(Code.NEVER_TRUE, act(broken), FactFrame(name="r", function=broken))) == 1


def test_conditions_of_an_act_that_exclude_each_other_are_found() -> None:
    frames = [
        FactFrame(name="inwoner", function=negation(fact("buitenstaander"))),
        FactFrame(name="buitenstaander"),
    ]
    (finding,) = find_in(Code.NEVER_TRUE, act(fact("buitenstaander"), actor=fact("inwoner")), *frames)
    assert finding.slot is None
    assert finding.message.en.startswith("<<x>> can never be taken")
    assert not find_in(Code.NEVER_TRUE, act(fact("buitenstaander"), actor=fact("burger")), *frames)


def test_an_act_with_one_broken_condition_is_found_for_that_condition_alone() -> None:
    broken = act(all_of(fact("a"), negation(fact("a"))), actor=fact("burger"))
    assert [finding.slot for finding in find_in(Code.NEVER_TRUE, broken)] == [Slot.PRECONDITION]


def test_a_part_that_never_matters_is_found() -> None:
    # a OR (a AND b) says no more than a.
    (finding,) = find_in(Code.REDUNDANT, act(any_of(fact("a"), all_of(fact("a"), fact("b")))))
    assert finding.subject == "OR 2"
    assert finding.related == (fact_name("a"), fact_name("b"))
    assert finding.message.en == "<<x>> (precondition): part 2 of 2 (about [a], [b]) never matters."
    assert not find_in(Code.REDUNDANT, act(any_of(fact("a"), all_of(fact("c"), fact("b")))))


def test_a_part_that_follows_from_another_is_found_in_and_too() -> None:
    adult = op(Operator.AT_MOST, number("18"), fact("leeftijd"))
    old = op(Operator.AT_MOST, number("67"), fact("leeftijd"))
    (finding,) = find_in(Code.REDUNDANT, act(all_of(adult, old)))
    assert finding.subject == "AND 1"


def test_of_two_parts_that_say_the_same_only_one_never_matters() -> None:
    assert [finding.subject for finding in find_in(Code.REDUNDANT, act(all_of(fact("a"), fact("a"))))] == [
        "AND 2"
    ]
    alias = FactFrame(name="b", function=fact("a"))
    assert [
        finding.subject for finding in find_in(Code.REDUNDANT, act(all_of(fact("a"), fact("b"))), alias)
    ] == ["AND 2"]


def test_a_part_without_facts_is_named_by_its_place_alone() -> None:
    (finding,) = find_in(Code.REDUNDANT, act(all_of(fact("a"), Literal(True))))
    assert finding.message.nl == "<<x>> (voorwaarde): deel 2 van 2 maakt nooit uit."


def test_a_condition_on_a_ring_an_unreadable_part_or_a_misfit_is_not_judged() -> None:
    contradiction = all_of(fact("a"), negation(fact("a")))
    for broken in (
        FactFrame(name="a", function=negation(fact("a"))),
        FactFrame(name="a", function=negation(Unreadable("XOR is not known"))),
        FactFrame(name="a", kind=Kind.NUMBER),
        FactFrame(name="a", valid=Period(date(2027, 1, 1))),
    ):
        codes = {finding.code for finding in lint(make([act(contradiction), broken]), on=DAY)}
        assert not codes & {Code.NEVER_TRUE, Code.NOT_SETTLED}


def test_a_condition_of_an_act_that_is_not_in_force_is_not_judged() -> None:
    broken = all_of(fact("a"), negation(fact("a")))
    gone = ActFrame(name="x", actor=fact("b"), precondition=broken, valid=Period(date(2027, 1, 1)))
    assert not find_in(Code.NEVER_TRUE, gone)


def test_what_is_past_the_bound_is_named() -> None:
    model = make([act(all_of(fact("a"), negation(fact("a")))), act_two()])
    (finding,) = [
        finding
        for finding in lint(model, on=DAY, bound=LintBound(steps=0))
        if finding.code is Code.NOT_SETTLED
    ]
    assert (finding.frame, finding.related) == (None, (act_name("x"), act_name("y")))
    narrow = LintBound(each=Bound(nodes=1, combinations=1, cells=1))
    assert [finding.code for finding in lint(model, on=DAY, bound=narrow)].count(Code.NOT_SETTLED) == 1
    assert not find(Code.NOT_SETTLED, model)


def act_two() -> ActFrame:
    """An act with a condition of its own."""
    return ActFrame(name="y", precondition=any_of(fact("a"), fact("b")))


# --- kinds -----------------------------------------------------------------------------------------------
def test_a_number_where_a_yes_or_no_is_needed_is_an_error() -> None:
    income = FactFrame(name="inkomen", kind=Kind.NUMBER)
    (finding,) = find_in(Code.KINDS_DIFFER, income, act(negation(fact("inkomen"))))
    assert (finding.frame, finding.slot) == (act_name("x"), Slot.PRECONDITION)
    assert finding.message.nl == "<<x>> gebruikt [inkomen] als ja of nee; volgens [inkomen] is het getal."
    assert not find_in(Code.KINDS_DIFFER, FactFrame(name="inkomen"), act(negation(fact("inkomen"))))


def test_parts_that_are_no_facts_can_differ_in_kind_too() -> None:
    (finding,) = find_in(
        Code.KINDS_DIFFER,
        act(op(Operator.EQUAL, op(Operator.DIFFERENCE, number("3"), number("2")), Literal("twee"))),
    )
    assert "uses a part of it as text" in finding.message.en


# --- size ------------------------------------------------------------------------------------------------
def test_ten_thousand_facts_that_rest_on_each_other_are_checked() -> None:
    chain: list[Frame] = [
        FactFrame(name=f"f{place}", function=any_of(fact(f"f{place + 1}"), fact("g")))
        for place in range(10_000)
    ]
    found = lint(make([*chain, FactFrame(name="f10000"), FactFrame(name="g")]), on=DAY)
    assert {finding.code for finding in found} == {Code.NO_SOURCE, Code.UNREAD_FACT, Code.NOT_SETTLED}


def test_a_condition_of_ten_thousand_levels_is_checked() -> None:
    deep: Expression = fact("a")
    for _ in range(10_000):
        deep = negation(any_of(deep, fact("b")))
    found = lint(make([act(deep), FactFrame(name="a"), FactFrame(name="b")]), on=DAY)
    assert {finding.code for finding in found} >= {Code.NO_SOURCE, Code.NOT_SETTLED}


# --- the codes -------------------------------------------------------------------------------------------
def test_each_code_stands_in_the_documentation_with_its_severity() -> None:
    page = (Path(__file__).parents[3] / "docs" / "law-findings.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| LAW")]
    written = {cells[1].strip(): cells[2].strip() for cells in rows}
    assert written == {code.value: SEVERITIES[code].value for code in Code}

"""What can still change an outcome, in small tables that can be checked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.diagrams import draw
from tests.spec.law.models import COLLEGE, DAY, PAULA, fact, make, number, op
from waarborg.core.law.decisions import (
    FAULT,
    Bound,
    PastBound,
    build,
)
from waarborg.core.law.evaluation import CyclicFacts, Situation
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Is,
    Literal,
    Operator,
    Projection,
    Scope,
    Unreadable,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, FactFrame
from waarborg.core.law.values import UNKNOWN, Kind, Record
from waarborg.core.terms.legal_terms import Unit
from waarborg.core.terms.periods import Period


# --- facts that are yes or no ----------------------------------------------------------------------------
def test_a_diagram_has_the_facts_that_can_change_the_outcome() -> None:
    # a and (b or c): with b known to be true, c no longer matters.
    goal = all_of(fact("a"), any_of(fact("b"), fact("c")))
    assert draw(goal).support == ("a", "b", "c")
    assert draw(goal, {"b": True}).support == ("a",)
    assert draw(goal, {"a": False}).outcome is False


def test_combinations_are_counted() -> None:
    # Of the eight combinations, a and (b or c) holds in three: 110, 101 and 111.
    diagram = draw(all_of(fact("a"), any_of(fact("b"), fact("c"))))
    assert (diagram.count(True), diagram.count(False)) == (3, 5)
    assert diagram.probability(True) == 3 / 8
    assert diagram.probability(Decimal(1)) == 0
    assert diagram.count(Decimal(1)) == 0
    assert diagram.find_assignment(True) == {"a": True, "b": False, "c": True}
    assert diagram.find_assignment(Decimal(1)) is None


def test_a_fact_that_is_in_the_law_and_cannot_matter_is_left_out() -> None:
    # (a and b) or (a and not b) is a.
    goal = any_of(all_of(fact("a"), fact("b")), all_of(fact("a"), negation(fact("b"))))
    assert draw(goal).support == ("a",)
    assert draw(any_of(fact("a"), negation(fact("a")))).outcome is True


def test_restricting_a_diagram_is_answering_a_question() -> None:
    diagram = draw(all_of(fact("a"), any_of(fact("b"), fact("c"))))
    assert diagram.restrict("b", True).support == ("a",)
    assert diagram.restrict("a", False).outcome is False
    assert diagram.restrict("unheard", True) is diagram
    with pytest.raises(ValueError, match="cannot be this"):
        diagram.restrict("a", "perhaps")


def test_derived_facts_are_written_out_and_given_ones_are_not() -> None:
    frames = (FactFrame(name="d", function=negation(fact("a"))),)
    assert draw(fact("d"), frames=frames).support == ("a",)
    assert draw(fact("d"), {"d": True}, frames=frames).outcome is True
    assert draw(fact("d"), {"d": True}, frames=frames, free=frozenset({"d"})).support == ("d",)


def test_facts_that_define_each_other_are_an_error_as_in_evaluation() -> None:
    frames = (FactFrame(name="a", function=fact("b")), FactFrame(name="b", function=fact("a")))
    with pytest.raises(CyclicFacts):
        draw(fact("a"), frames=frames)


def test_a_chain_of_ten_thousand_facts_is_no_problem() -> None:
    links = [
        FactFrame(name=f"f{place}", function=all_of(fact(f"f{place + 1}"), fact(f"leaf {place}")))
        for place in range(10_000)
    ]
    diagram = draw(fact("f0"), frames=tuple(links))
    assert len(diagram.support) == 10_001
    assert diagram.count(True) == 1


def test_past_the_bound_there_is_no_diagram() -> None:
    goal = all_of(*(fact(f"a{place}") for place in range(20)))
    for bound in (Bound(nodes=10), Bound(nodes=1), Bound(combinations=3), Bound(cells=1)):
        with pytest.raises(PastBound):
            build(make(), goal, Situation(values={}, on=DAY), bound=bound)


def test_what_acts_create_is_there_or_not() -> None:
    frames = (FactFrame(name="aanvraag", function=Creation()),)
    assert draw(fact("aanvraag"), frames=frames).support == ("aanvraag",)
    assert draw(fact("aanvraag"), frames=frames, absent=frozenset({"aanvraag"})).outcome is False
    record = {"aanvraag": Record({})}
    assert draw(fact("aanvraag"), record, frames=frames).outcome is True
    free = draw(fact("aanvraag"), record, frames=frames, free=frozenset({"aanvraag"}))
    assert (free.count(True), free.count(False)) == (1, 1)


def test_what_stays_unknown_is_an_outcome_of_its_own() -> None:
    diagram = draw(all_of(fact("a"), Is(PAULA)))
    assert diagram.outcomes == (False, UNKNOWN)
    assert draw(all_of(fact("a"), Is(PAULA)), by=PAULA).outcomes == (False, True)


def test_an_answer_can_make_two_branches_alike() -> None:
    # If a, then b and c, else b: with c true it is b.
    diagram = draw(op(Operator.IF, fact("a"), all_of(fact("b"), fact("c")), fact("b")))
    assert diagram.restrict("c", True).support == ("b",)


def test_a_choice_on_what_is_no_yes_or_no_is_a_fault() -> None:
    frames = (FactFrame(name="aanvraag", function=Creation()), FactFrame(name="a", kind=Kind.TEXT))
    assert draw(op(Operator.IF, fact("a"), fact("b"), fact("c")), frames=frames).outcome == FAULT
    record = {"aanvraag": Record({})}
    chosen = op(Operator.IF, op(Operator.IF, fact("d"), fact("aanvraag"), Is(PAULA)), fact("b"), fact("c"))
    assert set(draw(chosen, record, frames=frames).outcomes) == {True, False, UNKNOWN}
    assert draw(op(Operator.AND, fact("a"), fact("b")), frames=frames).outcomes == (False, FAULT)


# --- projections -----------------------------------------------------------------------------------------
PARTNER = (FactFrame(name="aanvraag", function=Creation()),)
OF_REQUEST = Projection(("aanvraag",), fact("akkoord"))


def test_what_is_in_a_record_that_may_not_be_there_is_not_called_exact() -> None:
    diagram = draw(OF_REQUEST, frames=PARTNER)
    assert not diagram.exact
    assert diagram.support == ("aanvraag", "akkoord")
    assert draw(OF_REQUEST, {"aanvraag": Record({"akkoord": True})}, frames=PARTNER).outcome is True
    assert draw(OF_REQUEST, {"aanvraag": False}, frames=PARTNER).outcome is UNKNOWN
    assert (
        draw(Projection(("aanvraag",), fact("akkoord")), {"aanvraag": number("1").value}).outcome is UNKNOWN
    )


def test_what_stands_in_a_record_can_be_compared() -> None:
    there = Projection(("aanvraag",), number("2"))
    doubled = op(Operator.PRODUCT, there, number("3"))
    age = op(Operator.BETWEEN, Projection(("aanvraag",), fact("dag")), EvaluationDate(), setting=Unit.YEAR)
    for goal in (
        op(Operator.EQUAL, Projection(("aanvraag",), fact("kleur")), Literal("rood")),
        op(Operator.AT_MOST, doubled, fact("n")),
        op(Operator.AT_MOST, number("18"), age),
    ):
        assert set(draw(goal, frames=PARTNER).outcomes) >= {True, False, UNKNOWN}


def test_a_record_that_is_chosen_is_looked_into() -> None:
    yes, no = Record({"akkoord": True}), Record({"akkoord": False})
    frames = (FactFrame(name="gekozen", function=op(Operator.IF, fact("a"), fact("p"), fact("q"))),)
    goal = Projection(("gekozen",), fact("akkoord"))
    diagram = draw(goal, {"p": yes, "q": no}, frames=frames)
    assert diagram.restrict("a", True).outcome is True
    assert diagram.restrict("a", False).outcome is False
    again = (FactFrame(name="gekozen", function=op(Operator.IF, fact("a"), fact("p"), fact("p"))),)
    assert draw(goal, {"p": yes}, frames=again).outcome is True
    twice = all_of(goal, fact("a"))
    assert draw(twice, {"p": yes, "q": no}, frames=frames).support == ("a",)
    assert (
        draw(
            Projection(("x",), fact("akkoord")), frames=(FactFrame(name="x", function=Unreadable("?")),)
        ).outcome
        == FAULT
    )


def test_a_record_that_may_be_taken_away_is_looked_into_while_it_is_there() -> None:
    record = Record({"akkoord": True})
    diagram = draw(OF_REQUEST, {"aanvraag": record}, frames=PARTNER, free=frozenset({"aanvraag"}))
    assert diagram.restrict("aanvraag", record).outcome is True
    assert diagram.restrict("aanvraag", False).outcome is UNKNOWN


def test_all_rows_of_a_list_are_gathered() -> None:
    rows = (Record({"bedrag": Decimal(2)}), Record({"bedrag": Decimal(3)}))
    total = op(Operator.SUM, Projection(("regels",), fact("bedrag"), Scope.ALL), fact("n"))
    diagram = draw(op(Operator.AT_MOST, total, number("10")), {"regels": rows})
    assert diagram.restrict("n", Decimal(5)).outcome is True
    faulty = draw(Projection(("regels",), fact("bedrag")), {"regels": Decimal(1)})
    assert faulty.outcome is UNKNOWN


# --- acts ------------------------------------------------------------------------------------------------
def test_an_act_is_there_when_all_its_conditions_are() -> None:
    act = ActFrame(name="beslissen", actor=fact("college"), object=fact("aanvraag"), precondition=fact("a"))
    frames = (FactFrame(name="college", kind=Kind.IDENTITY),)
    assert draw(act, frames=frames, by=PAULA).count(True) == 1
    assert draw(act, {"college": PAULA, "aanvraag": True}, frames=frames, by=PAULA).support == ("a",)
    assert draw(act, {"college": COLLEGE}, frames=frames, by=PAULA).outcome is False
    assert draw(act, {"a": "text"}, frames=frames).outcome is False


def test_an_act_that_is_not_in_force_is_barred() -> None:
    act = ActFrame(name="beslissen", valid=Period(date(2030, 1, 1)))
    assert draw(act).outcome is False
    assert draw(ActFrame(name="beslissen")).outcome is True

"""Conditions for z3."""

import sys
from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import COLLEGE, DAY, PAULA, fact, make, number, op
from waarborg.adapters.solving.z3_search import SolverMissing, Z3Solver
from waarborg.core.law.conditions import find_difference, is_always_true, is_never_true
from waarborg.core.law.decisions import (
    Bound,
    Goal,
    Question,
    Solution,
    Task,
    conclude_goal,
    expand,
    find_kinds,
)
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operator,
    Projection,
    Rounding,
    RoundingMode,
    TermRule,
    Unreadable,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, FactFrame
from waarborg.core.law.turning import find_turns
from waarborg.core.law.values import Kind, Money, Record, Value
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period

TINY = Bound(nodes=1)
MODEL = make(
    (
        FactFrame(name="tijd", kind=Kind.PERIOD),
        FactFrame(name="dag", kind=Kind.DATE),
        FactFrame(name="loon", kind=Kind.MONEY),
        FactFrame(name="partij", kind=Kind.IDENTITY),
        FactFrame(name="aanvraag", function=Creation()),
    )
)


def solve(goal: Goal, question: Question = Question.TRUE) -> Solution | None:
    program = expand(MODEL, goal, Situation(values={}, on=DAY))
    return Z3Solver().find(Task(program, question, find_kinds(program), DAY))


def at_most(left: Expression, right: Expression) -> Expression:
    return op(Operator.AT_MOST, left, right)


TOTAL = op(Operator.SUM, fact("m"), fact("n"))
DOWN = Rounding(0, RoundingMode.DOWN)


# --- answers ---------------------------------------------------------------------------------------------
def test_a_sum_cannot_be_at_most_ten_and_more_than_ten() -> None:
    goal = all_of(at_most(TOTAL, number("10")), op(Operator.LESS_THAN, number("10"), TOTAL))
    verdict = is_never_true(MODEL, goal, DAY, solver=Z3Solver())
    assert (verdict.answer, verdict.exact) == (True, True)
    assert is_always_true(MODEL, negation(goal), DAY, solver=Z3Solver()).answer is True


def test_two_readings_of_a_sum_part_where_it_is_just_ten() -> None:
    after = op(Operator.LESS_THAN, TOTAL, number("10"))
    comparison = find_difference(
        MODEL, MODEL, at_most(TOTAL, number("10")), after, DAY, bound=TINY, solver=Z3Solver()
    )
    assert comparison.difference is not None
    values = comparison.difference.values
    assert values["m"] + values["n"] == 10  # type: ignore[operator]  # both are numbers


def test_the_fewest_changes_to_a_sum() -> None:
    goal = all_of(at_most(TOTAL, number("10")), fact("a"), at_most(number("5"), fact("m")))
    situation = Situation(values={"m": Decimal(9), "n": Decimal(9), "a": True}, on=DAY)
    turns = find_turns(MODEL, goal, situation, True, bound=TINY, solver=Z3Solver())
    assert [{change.name for change in one} for one in turns.sets] == [{"n"}]


def test_a_chain_of_two_thousand_facts_is_no_problem() -> None:
    links = [
        FactFrame(
            name=f"f{place}", function=negation(all_of(fact(f"f{place + 1}"), fact(f"leaf {place % 7}")))
        )
        for place in range(2_000)
    ]
    verdict = is_never_true(make(links), fact("f0"), DAY, bound=TINY, solver=Z3Solver())
    assert verdict.answer is False


def test_a_number_whose_figures_never_end_is_looked_for_in_cents() -> None:
    third = op(Operator.PRODUCT, number("3"), fact("n"))
    found = solve(all_of(at_most(number("1"), third), op(Operator.LESS_THAN, third, number("1.1"))))
    assert found is not None
    assert found.values is not None
    assert Decimal(1) <= 3 * found.values["n"] < Decimal("1.1")  # type: ignore[operator]  # a number
    assert solve(op(Operator.EQUAL, third, number("1"))) is None  # only a third will do


def test_past_its_steps_z3_cannot_tell() -> None:
    goal = op(Operator.EQUAL, TOTAL, op(Operator.ROUND, fact("k"), setting=DOWN))
    program = expand(MODEL, goal, Situation(values={}, on=DAY))
    assert Z3Solver(most_steps=1).find(Task(program, Question.TRUE, find_kinds(program), DAY)) is None


def test_without_z3_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(SolverMissing, match="extra `solver`"):
        Z3Solver()


# --- what is translated ----------------------------------------------------------------------------------
RED = Literal("rood")
YEAR = Literal(Period(date(2026, 1, 1), date(2027, 1, 1)))


@pytest.mark.parametrize(
    "goal",
    [
        op(Operator.IF, fact("a"), fact("b"), negation(any_of(fact("b"), fact("c")))),
        op(Operator.EQUAL, fact("kleur"), RED),
        op(Operator.MEMBER, fact("kleur"), Literal(("rood", "blauw"))),
        op(Operator.EQUAL, fact("partij"), Literal(PAULA)),
        op(Operator.MEMBER, fact("kleur"), op(Operator.LIST, fact("andere"), RED)),
        op(Operator.MEMBER, fact("dag"), YEAR),
        op(Operator.MEMBER, fact("dag"), Literal(Period(DAY))),
        op(Operator.MEMBER, fact("dag"), op(Operator.PERIOD, fact("begin"), fact("eind"))),
        op(Operator.LESS_THAN, op(Operator.ADD, fact("dag"), setting=Length(2, Unit.WEEK)), EvaluationDate()),
        at_most(number("3"), op(Operator.BETWEEN, fact("dag"), fact("eind"), setting=Unit.WEEK)),
        at_most(op(Operator.PRODUCT, number("2"), fact("loon")), Literal(Money(Decimal("10.50")))),
        at_most(op(Operator.DIFFERENCE, fact("m"), fact("n")), number("1")),
        at_most(op(Operator.MIN, fact("m"), fact("n")), op(Operator.MAX, number("1"), fact("k"))),
        at_most(op(Operator.QUOTIENT, fact("n"), number("3"), setting=DOWN), number("1")),
        at_most(op(Operator.COUNT, op(Operator.LIST, fact("a"), fact("b"))), op(Operator.SUM, fact("n"))),
        *(
            op(Operator.EQUAL, op(Operator.ROUND, fact("n"), setting=Rounding(1, mode)), number("-2.5"))
            for mode in RoundingMode
            if mode is not RoundingMode.HALF_EVEN
        ),
        any_of(fact("aanvraag"), fact("a")),
        ActFrame(name="beslissen", object=fact("aanvraag"), precondition=fact("a")),
    ],
)
def test_what_z3_finds_is_what_evaluation_says(goal: Goal) -> None:
    for question, outcome in ((Question.TRUE, True), (Question.FALSE, False)):
        solution = solve(goal, question)
        assert solution is not None
        assert solution.values is not None
        situation = Situation(values=solution.values, on=DAY)
        assert conclude_goal(MODEL, goal, situation) is outcome


def test_what_is_known_is_translated_too() -> None:
    record: Value = Record({})
    situation = Situation(values={"aanvraag": record, "partij": COLLEGE, "kleur": "groen"}, on=DAY)
    goal = all_of(fact("aanvraag"), op(Operator.EQUAL, fact("partij"), Literal(PAULA)), negation(fact("a")))
    turns = find_turns(MODEL, goal, situation, True, bound=TINY, solver=Z3Solver())
    assert {change.name for one in turns.sets for change in one} == {"partij", "a"}


# --- what is not translated ------------------------------------------------------------------------------
HALF_EVEN = Rounding(0, RoundingMode.HALF_EVEN)


@pytest.mark.parametrize(
    "goal",
    [
        op(
            Operator.LESS_THAN,
            op(Operator.TERM, fact("dag"), setting=TermRule(Length(1, Unit.WEEK))),
            Literal(DAY),
        ),
        op(Operator.LESS_THAN, op(Operator.ADD, fact("dag"), setting=Length(1, Unit.MONTH)), Literal(DAY)),
        at_most(number("1"), op(Operator.BETWEEN, fact("dag"), fact("eind"), setting=Unit.YEAR)),
        at_most(op(Operator.ROUND, fact("n"), setting=HALF_EVEN), number("1")),
        at_most(op(Operator.QUOTIENT, number("1"), fact("n"), setting=DOWN), number("1")),
        at_most(op(Operator.PRODUCT, fact("m"), fact("n")), number("1")),
        at_most(fact("loon"), number("1")),
        any_of(
            at_most(fact("loon"), Literal(Money(Decimal(1)))),
            at_most(fact("loon"), Literal(Money(Decimal(1), "USD"))),
        ),
        op(Operator.EQUAL, fact("lijst"), Literal(("a",))),
        op(Operator.MEMBER, fact("kleur"), fact("lijst")),
        op(Operator.MEMBER, op(Operator.START, fact("tijd")), YEAR),
        op(Operator.EQUAL, fact("kleur"), op(Operator.IF, fact("a"), RED, number("1"))),
        op(Operator.EQUAL, fact("partij"), RED),
        at_most(op(Operator.COUNT, fact("lijst")), number("1")),
        all_of(fact("kleur"), op(Operator.EQUAL, fact("kleur"), RED)),
        all_of(fact("a"), Is(PAULA)),
        all_of(fact("a"), Unreadable("?")),
        Projection(("aanvraag",), fact("a")),
        op(Operator.SUM, fact("n"), number("1")),
        ActFrame(name="beslissen", object=fact("partij")),
    ],
)
def test_what_has_no_translation_is_left_to_the_diagrams(goal: Goal) -> None:
    assert solve(goal) is None


def test_outcomes_of_two_kinds_are_not_compared() -> None:
    left, right = number("1"), fact("a")
    small = find_difference(MODEL, MODEL, left, right, DAY, bound=TINY, solver=Z3Solver())
    assert small.is_past_bound


def test_a_present_value_of_another_kind_is_not_translated() -> None:
    goal = all_of(at_most(fact("n"), number("1")), fact("a"))
    situation = Situation(values={"n": "veel"}, on=DAY)
    turns = find_turns(MODEL, goal, situation, True, bound=TINY, solver=Z3Solver())
    assert not turns.exact

"""Many situations at once against each by itself: the same outcomes, whatever is known and on whatever day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generative.test_law_evaluation import BOOLEANS, NUMBERS, conditions, numeric
from tests.spec.law.models import make
from waarborg.core.law.evaluation import CyclicFacts, Evaluation, Situation
from waarborg.core.law.expressions import EvaluationDate, Expression, Literal, Operation, Operator, Reference
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.many import evaluate_many
from waarborg.core.law.values import UNKNOWN, Outcome, Record, Value
from waarborg.core.terms.periods import Period

DAYS = (date(2026, 8, 2), date(2026, 12, 2), date(2027, 12, 2))
values = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(BOOLEANS, st.booleans()),
        **dict.fromkeys(NUMBERS, st.decimals(-9, 9, places=1).map(Decimal)),
        "word": st.sampled_from(["a", "b", "c"]),
        "day": st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        # A text or a number where a yes or no is needed: a fault, in both ways.
        "odd": st.one_of(st.booleans(), st.just("a"), st.just(Decimal(1))),
        "middle": st.booleans(),
        "thing": st.just(Record({"p": True}, "1")),
    },
)


def at(day: date) -> Expression:
    return Operation(Operator.AT_MOST, (Literal(day), EvaluationDate()))


dated = st.sampled_from(
    [
        at(DAYS[1]),
        Operation(Operator.LESS_THAN, (Reference("day"), EvaluationDate())),
        Operation(Operator.EQUAL, (Reference("word"), Literal("a"))),
        Operation(Operator.MEMBER, (Reference("word"), Literal(("a", "b")))),
        Operation(
            Operator.MEMBER, (Literal("a"), Operation(Operator.LIST, (Reference("word"), Literal("a"))))
        ),
        Operation(Operator.MEMBER, (Literal("a"), Reference("words"))),
        Reference("odd"),
        Reference("thing"),
        Reference("later"),
    ]
)
goals = st.tuples(conditions, dated, conditions).map(
    lambda parts: Operation(Operator.IF, (Operation(Operator.OR, parts[:2]), parts[2], parts[1]))
)


@given(goal=goals, amount=numeric, middle=conditions, profiles=st.lists(values, max_size=6))
def test_each_outcome_is_the_same_as_by_itself(
    goal: Expression, amount: Expression, middle: Expression, profiles: list[Mapping[str, Value]]
) -> None:
    model = make(
        [
            FactFrame(name="goal", function=Operation(Operator.AND, (goal, Reference("middle")))),
            FactFrame(name="amount", function=amount),
            FactFrame(name="middle", function=middle),
            FactFrame(name="words", function=Operation(Operator.LIST, (Reference("word"), Literal("c")))),
            FactFrame(name="later", function=Reference("p"), valid=Period(DAYS[0], DAYS[2])),
        ]
    )
    names = ["goal", "amount", "middle", "words", "later"]
    many = evaluate_many(model, names, profiles, DAYS)
    for number, day in enumerate(DAYS):
        for place, given_values in enumerate(profiles):
            alone = Evaluation(model, Situation(values=given_values, on=day))
            for name in names:
                expected = alone.conclude_fact(name).value
                assert same(many.find(name, place, number), expected), (name, day, given_values)
                assert same(many.take_day(name, number).find(place), expected)


def same(one: Outcome, other: Outcome) -> bool:
    return type(one) is type(other) and one == other


def test_a_ring_is_named_as_when_one_situation_is_evaluated() -> None:
    model = make(
        [
            FactFrame(name="a", function=Reference("b")),
            FactFrame(name="b", function=Operation(Operator.NOT, (Reference("a"),))),
        ]
    )
    with pytest.raises(CyclicFacts) as caught:
        evaluate_many(model, ["a"], [{}], DAYS)
    assert caught.value.ring == ("a", "b", "a")


def test_nobody_and_no_day_is_no_outcome() -> None:
    many = evaluate_many(make([FactFrame(name="a")]), ["a"], [], DAYS)
    assert many.take_day("a", 1).known == 0
    assert evaluate_many(make([FactFrame(name="a")]), ["a"], [{"a": True}], ()).days == ()


def test_what_is_not_in_the_model_is_unknown_unless_given() -> None:
    many = evaluate_many(make([FactFrame(name="a")]), ["x"], [{}, {"x": True}], DAYS[:1])
    assert many.find("x", 0, 0) is UNKNOWN
    assert many.find("x", 1, 0) is True

"""Expressions of any shape against a naive evaluator of a few lines."""

from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.law.law_reg.asking import Check
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.expressions import evaluate
from waarborg.core.law.law_reg.models import Model
from waarborg.core.law.law_reg.values import UNDEFINED

TRUTHS = ["[yes]", "[no]", "[unknown truth]"]
NUMBERS = [f"[number {number}]" for number in range(3)]


def multi(operators: list[str], operands: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.builds(
        lambda operator, found: {"expression": operator, "operands": found},
        st.sampled_from(operators),
        st.lists(operands, min_size=least, max_size=4),
    )


literals = st.decimals(-1000, 1000, places=2).map(lambda number: {"expression": "LITERAL", "operand": number})
numbers = st.recursive(
    st.sampled_from(NUMBERS) | literals,
    lambda below: multi(["SUM", "PRODUCT"], below) | multi(["MIN", "MAX"], below, least=1),
    max_leaves=8,
)
truths = st.recursive(
    st.sampled_from(TRUTHS) | multi(["LESS_THAN", "EQUAL"], numbers),
    lambda below: (
        multi(["AND", "OR"], below) | below.map(lambda operand: {"expression": "NOT", "operand": operand})
    ),
    max_leaves=12,
)
facts = st.fixed_dictionaries(
    {name: st.none() | st.decimals(-100, 100, places=3) for name in NUMBERS}
    | {"[yes]": st.just(True), "[no]": st.just(False), "[unknown truth]": st.none()}
)


def naive(expression: Any, known: dict[str, Any]) -> Any:
    """None is unknown, and every number a fraction."""
    if isinstance(expression, str):
        return as_fraction(known[expression])
    operator = expression["expression"]
    if operator == "LITERAL":
        return as_fraction(expression["operand"])
    if operator == "NOT":
        value = naive(expression["operand"], known)
        return None if value is None else not value
    values = [naive(operand, known) for operand in expression["operands"]]
    if operator in ("AND", "OR"):
        stop = operator == "OR"
        return stop if stop in values else None if None in values else not stop
    if operator in ("LESS_THAN", "EQUAL"):
        return naive_order(operator, values)
    if None in values:
        return None
    if operator in ("MIN", "MAX"):
        return sorted(values)[0 if operator == "MIN" else -1]
    return sum(values, Fraction(0)) if operator == "SUM" else prod(values, start=Fraction(1))


def naive_order(operator: str, values: list[Any]) -> Any:
    """Unknown at the first unknown; false at the first pair that is not in order."""
    for place, value in enumerate(values):
        if value is None:
            return None
        if place and (values[place - 1] > value if operator == "LESS_THAN" else values[place - 1] != value):
            return False
    return True


def as_fraction(value: Any) -> Any:
    return Fraction(value) if isinstance(value, Decimal) else value


@given(truths | numbers, facts)
def test_an_expression_has_the_value_that_a_naive_evaluator_gives(
    expression: Any, known: dict[str, Any]
) -> None:
    def resolve(fact: Any, *place: Any) -> Any:
        return UNDEFINED if known[fact] is None else known[fact]

    outcome = evaluate(expression, Check(Case(Model({})), "me", resolve))
    value = None if outcome is UNDEFINED else as_fraction(outcome)
    expected = naive(expression, known)
    assert (value, type(value)) == (expected, type(expected))

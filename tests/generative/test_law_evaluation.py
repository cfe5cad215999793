"""The engine against a naive evaluator: a few lines per operator, short and plainly right, and slow."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.spec.law.models import make
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.expressions import (
    Expression,
    Literal,
    Operation,
    Operator,
    Reference,
    Rounding,
    RoundingMode,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.values import UNKNOWN, Value

BOOLEANS, NUMBERS = ("p", "q", "r"), ("x", "y", "z")
DAY = date(2026, 3, 3)

#: What the naive evaluator works with: numbers are fractions, unknown is None.
Plain = bool | Fraction | tuple["Plain", ...] | None


# --- the naive evaluator ---------------------------------------------------------------------------------------
def work_out(e: Expression, facts: Mapping[str, Value]) -> Plain:
    """What an expression gives, by the definition of each operator."""
    if isinstance(e, Reference):
        return simple(facts[e.name]) if e.name in facts else None
    if isinstance(e, Literal):
        return simple(e.value)
    assert isinstance(e, Operation)
    if e.operator is Operator.IF:
        return choose(*(work_out(part, facts) for part in e.operands))
    parts = [work_out(part, facts) for part in e.operands]
    if e.operator is Operator.AND:
        return False if False in parts else None if None in parts else True
    if e.operator is Operator.OR:
        return True if True in parts else None if None in parts else False
    if e.operator is Operator.MEMBER:
        item, among = work_out(e.operands[0], facts), [work_out(part, facts) for part in e.operands[1].parts]
        same = [None if item is None or one is None else item == one for one in among]
        return True if True in same else None if None in same else False
    if None in parts:
        return None
    return SIMPLE[e.operator](e, *parts)


def choose(condition: Plain, then: Plain, otherwise: Plain) -> Plain:
    if condition is None:
        return then if then == otherwise else None
    return then if condition else otherwise


def simple(value: Value) -> Plain:
    if isinstance(value, tuple):
        return tuple(simple(item) for item in value)
    return value if isinstance(value, bool) else Fraction(value)  # type: ignore[arg-type]  # a number


def round_half_up(number: Fraction, places: int) -> Fraction:
    scaled = abs(number) * 10**places
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole, 10**places) * (-1 if number < 0 else 1)


SIMPLE = {
    Operator.NOT: lambda e, a: not a,
    Operator.EQUAL: lambda e, a, b: a == b,
    Operator.LESS_THAN: lambda e, a, b: a < b,
    Operator.AT_MOST: lambda e, a, b: a <= b,
    Operator.SUM: lambda e, *parts: sum(parts, Fraction(0)),
    Operator.DIFFERENCE: lambda e, a, b: a - b,
    Operator.PRODUCT: lambda e, a, b: a * b,
    Operator.MIN: lambda e, *parts: min(parts),
    Operator.MAX: lambda e, *parts: max(parts),
    Operator.LIST: lambda e, *parts: parts,
    Operator.ROUND: lambda e, a: round_half_up(a, e.setting.places),
    Operator.QUOTIENT: lambda e, a, b: round_half_up(a / b, e.setting.places),
}

# --- expressions -----------------------------------------------------------------------------------------------
numbers = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False)
settings = st.builds(Rounding, st.integers(0, 3), st.just(RoundingMode.HALF_UP))


def operations(operator: Operator, *parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.tuples(*parts).map(lambda operands: Operation(operator, operands))


def many(
    operator: Operator, part: st.SearchStrategy[Expression], least: int = 0
) -> st.SearchStrategy[Expression]:
    return st.lists(part, min_size=least, max_size=3).map(lambda items: Operation(operator, tuple(items)))


numeric: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from(NUMBERS).map(Reference) | numbers.map(Literal),
    lambda inner: st.one_of(
        many(Operator.SUM, inner),
        operations(Operator.DIFFERENCE, inner, inner),
        operations(Operator.PRODUCT, inner, inner),
        many(Operator.MIN, inner, 1),
        many(Operator.MAX, inner, 1),
        st.builds(lambda part, setting: Operation(Operator.ROUND, (part,), setting), inner, settings),
        st.builds(
            lambda part, by, setting: Operation(Operator.QUOTIENT, (part, Literal(by)), setting),
            inner,
            numbers.filter(bool),
            settings,
        ),
    ),
    max_leaves=6,
)
comparisons = st.one_of(
    *(
        operations(operator, numeric, numeric)
        for operator in (Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST)
    ),
    operations(Operator.MEMBER, numeric, many(Operator.LIST, numeric)),
)
conditions: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from(BOOLEANS).map(Reference) | st.booleans().map(Literal) | comparisons,
    lambda inner: st.one_of(
        many(Operator.AND, inner),
        many(Operator.OR, inner),
        operations(Operator.NOT, inner),
        operations(Operator.IF, inner, inner, inner),
    ),
    max_leaves=8,
)
known = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.booleans() for name in BOOLEANS},
        **dict.fromkeys(NUMBERS, numbers),
    },
)


def conclude(expression: Expression, facts: Mapping[str, Value], *frames: FactFrame) -> Plain:
    value = Evaluation(make(frames), Situation(values=facts, on=DAY)).conclude(expression).value
    return None if value is UNKNOWN else simple(value)  # type: ignore[arg-type]  # no fault is possible here


@given(conditions, known)
def test_conditions_come_out_as_their_definition_says(
    expression: Expression, facts: dict[str, Value]
) -> None:
    assert conclude(expression, facts) == work_out(expression, facts)


@given(numeric, known)
def test_numbers_come_out_exactly(expression: Expression, facts: dict[str, Value]) -> None:
    assert conclude(expression, facts) == work_out(expression, facts)


@given(conditions, known)
def test_a_fact_is_the_same_as_its_function(expression: Expression, facts: dict[str, Value]) -> None:
    assert conclude(Reference("f"), facts, FactFrame(name="f", function=expression)) == conclude(
        expression, facts
    )


@given(conditions, known, st.sampled_from((*BOOLEANS, *NUMBERS)), st.data())
def test_knowing_more_never_turns_an_answer_around(
    expression: Expression, facts: dict[str, Value], name: str, data: st.DataObject
) -> None:
    before = conclude(expression, {key: value for key, value in facts.items() if key != name})
    more: Value = data.draw(st.booleans() if name in BOOLEANS else numbers)
    if before is not None:
        assert conclude(expression, {**facts, name: more}) == before


def test_the_naive_evaluator_rounds_a_half_up() -> None:
    assert round_half_up(Fraction(5, 2), 0) == 3
    assert round_half_up(Fraction(-5, 2), 0) == -3
    assert round_half_up(Fraction(1, 3), 2) == Fraction(33, 100)
    assert simple((Decimal("0.5"), True)) == (Fraction(1, 2), True)

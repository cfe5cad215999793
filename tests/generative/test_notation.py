"""Expressions of any shape, written in either language, read back as what they were; any text gives an answer."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.adapters.law_files.notation import NotationError, parse_condition, parse_leniently
from waarborg.core.law import keywords
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    InvalidExpression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    RoundingMode,
    Scope,
    TermRule,
    Unreadable,
    walk,
)
from waarborg.core.law.notation import write
from waarborg.core.law.signatures import SIGNATURES
from waarborg.core.law.values import Identity, Money, Record
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
names = st.sampled_from(
    ["a", "leeftijd van de aanvrager", "€ 7.000", "EN", "a]b", " a  b ", '"x"']
) | words.filter(lambda name: bool(name.strip()))
identities = words.filter(lambda text: bool(text.strip())).map(Identity)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.sampled_from(
    [Decimal("1.653"), Decimal("-12.5"), Decimal("1E+30"), Decimal("0.125"), Decimal("-0"), Decimal("1e-30")]
)
days = st.dates()
moneys = st.builds(Money, numbers, st.sampled_from(["EUR", "USD", "A1B", "SUM"]))
periods = st.builds(
    lambda start, length: Period(
        start, date.fromordinal(min(start.toordinal() + length, date.max.toordinal()))
    ),
    st.dates(max_value=date(9000, 1, 1)),
    st.integers(1, 1000),
) | st.builds(Period, days)
singles = st.booleans() | numbers | texts | days | moneys | periods | identities
values = st.recursive(
    singles,
    lambda below: (
        st.lists(below, max_size=3).map(tuple)
        | st.builds(Record, st.dictionaries(names, below, max_size=3), texts)
    ),
    max_leaves=5,
)
leaves = (
    st.builds(Reference, names)
    | st.builds(Literal, values)
    | st.just(EvaluationDate())
    | st.builds(Is, st.none() | identities)
    | st.builds(Unreadable, words)
)
units = st.sampled_from(Unit)
lengths = st.builds(Length, st.integers(1, 99_999), units)
SETTINGS: dict[Operator, st.SearchStrategy[Any]] = {
    Operator.QUOTIENT: st.builds(Rounding, st.integers(-15, 15), st.sampled_from(RoundingMode)),
    Operator.ROUND: st.builds(Rounding, st.integers(-15, 15), st.sampled_from(RoundingMode)),
    Operator.ADD: lengths | units,
    Operator.BETWEEN: units,
    Operator.TERM: st.builds(TermRule, lengths, st.booleans()),
}


def operations(below: st.SearchStrategy[Expression], *operators: Operator) -> st.SearchStrategy[Expression]:
    """Operations of which number and kinds of parts fit; where they do not, the first part stands by itself."""

    def make(operator: Operator, parts: list[Expression], setting: Any) -> Expression:
        signature = SIGNATURES[operator]
        fitting = [
            part if part.kind is None or part.kind in signature.takes_at(position) else Reference("past wel")
            for position, part in enumerate(parts[: signature.most])
        ]
        while len(fitting) < signature.least:
            fitting.append(Reference("nog een"))
        if operator is Operator.ADD:
            fitting = fitting[: 1 if isinstance(setting, Length) else 2]
            if len(fitting) == 1 and isinstance(setting, Unit):
                fitting.append(Literal(Decimal(3)))
        try:
            return Operation(operator, tuple(fitting), setting)
        except InvalidExpression as error:
            raise AssertionError(f"{operator} was not made: {error}") from error

    return st.sampled_from(operators or list(Operator)).flatmap(
        lambda operator: st.builds(
            make, st.just(operator), st.lists(below, max_size=4), SETTINGS.get(operator, st.none())
        )
    )


def shapes(below: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return (
        operations(below)
        | st.builds(Creation, st.lists(below, max_size=2).map(tuple))
        | st.builds(
            Projection, st.lists(names, min_size=1, max_size=3).map(tuple), below, st.sampled_from(Scope)
        )
    )


expressions = st.recursive(leaves, shapes, max_leaves=12)


@given(expressions, st.sampled_from(["nl", "en"]))
def test_an_expression_that_is_written_reads_back_as_itself(expression: Expression, language: str) -> None:
    assert parse_condition(write(expression, language)) == expression


@pytest.mark.parametrize("operator", list(Operator))
def test_each_operator_reads_back_within_each_other(operator: Operator) -> None:
    @settings(max_examples=30)
    @given(operations(operations(leaves), operator), st.sampled_from(["nl", "en"]))
    def check(expression: Expression, language: str) -> None:
        assert parse_condition(write(expression, language)) == expression

    check()


@given(expressions)
def test_the_languages_say_the_same(expression: Expression) -> None:
    assert parse_condition(write(expression, "en")) == parse_condition(write(expression, "nl"))


@given(expressions)
def test_what_is_read_back_has_as_many_parts(expression: Expression) -> None:
    assert len(list(walk(parse_condition(write(expression))))) == len(list(walk(expression)))


PIECES = [
    *(text.nl for text in keywords.KEYWORDS.values()), "[a]", "[b]", "[", "]", "(", ")", "{", "}", ";", ",", "=", "<",
    "≥", "+", "-", "×", "/", "1", "1653,60", "1.653", "€", "6 weken", "jaren", "half", "omhoog", '"', '"x"', ":",
    "2026-01-31", "31-02-2026", "...", "en", "of", "x", "\n", "[]",
]  # fmt: skip
scraps = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(
    st.sampled_from('[](){};,=<>+-*/"ab1.: \n€≥≠×“…\x00ENOF'), max_size=30
)


def read(text: str) -> Expression | NotationError:
    try:
        return parse_condition(text)
    except NotationError as error:
        return error


@given(scraps)
def test_any_text_is_an_expression_or_a_fault_with_a_place_in_it(text: str) -> None:
    found = read(text)
    if isinstance(found, Expression):
        assert parse_condition(write(found)) == found
        return
    lines = text.split("\n")
    assert 1 <= found.line <= len(lines)
    assert 1 <= found.column <= len(lines[found.line - 1]) + 1
    assert found.message.nl
    assert found.remedy.nl


@given(scraps)
def test_any_old_text_is_read_or_kept_with_the_reason(text: str) -> None:
    expression, warnings = parse_leniently(text)
    assert isinstance(expression, Expression)
    assert len({warning.code for warning in warnings}) == len(warnings)
    if isinstance(expression, Unreadable):
        assert expression.reason


@given(expressions)
def test_what_is_right_is_read_leniently_without_a_word(expression: Expression) -> None:
    assert parse_leniently(write(expression)) == (expression, ())


def nest(around: Callable[[Expression], Expression], depth: int) -> Expression:
    expression: Expression = Reference("a")
    for _ in range(depth):
        expression = around(expression)
    return expression


@pytest.mark.parametrize(
    "around",
    [
        lambda part: Operation(Operator.NOT, (part,)),
        lambda part: Operation(Operator.AND, (Reference("b"), part)),
        lambda part: Operation(Operator.SUM, (part, Literal(Decimal(1)))),
        lambda part: Operation(Operator.MAX, (part,)),
        lambda part: Operation(Operator.LIST, (part,)),
        lambda part: Operation(Operator.IF, (Reference("c"), part, Reference("d"))),
        lambda part: Operation(Operator.IF, (Reference("c"), Reference("d"), part)),
        lambda part: Projection(("x",), part),
        lambda part: Creation((part,)),
    ],
    ids=["not", "and", "sum", "max", "list", "then", "else", "projection", "creation"],
)
def test_ten_thousand_levels_are_written_and_read_back(around: Callable[[Expression], Expression]) -> None:
    expression = nest(around, 10_000)
    assert parse_condition(write(expression)) == expression

"""Each operator: an expression, the facts, and the answer worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import conclude, fact, give, number, op
from waarborg.core.law.expressions import (
    Expression,
    InvalidExpression,
    Literal,
    Operator,
    Projection,
    Rounding,
    RoundingMode,
    Scope,
    negation,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Money, Outcome, Record, Value
from waarborg.core.terms.legal_terms import Length, Unit

YES, NO = Literal(True), Literal(False)
AND, OR, NOT, EQUAL, LESS_THAN, AT_MOST = (
    Operator.AND, Operator.OR, Operator.NOT, Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST
)  # fmt: skip
UNCERTAIN = fact("not said")


def money(text: str) -> Literal:
    return Literal(Money(Decimal(text)))


def day(text: str) -> Literal:
    return Literal(date.fromisoformat(text))


def code_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Fault), outcome
    return outcome.code


# --- logic: the tables of Kleene ---------------------------------------------------------------------------
#          a        b          a AND b  a OR b
TABLE = [
    (YES, YES, True, True),
    (YES, NO, False, True),
    (NO, NO, False, False),
    (YES, UNCERTAIN, UNKNOWN, True),
    (NO, UNCERTAIN, False, UNKNOWN),
    (UNCERTAIN, UNCERTAIN, UNKNOWN, UNKNOWN),
]


@pytest.mark.parametrize(("a", "b", "both", "either"), TABLE)
def test_logic_has_three_values(a: Expression, b: Expression, both: Outcome, either: Outcome) -> None:
    assert give(op(AND, a, b)) is both
    assert give(op(AND, b, a)) is both
    assert give(op(OR, a, b)) is either
    assert give(op(OR, b, a)) is either


@pytest.mark.parametrize(("part", "answer"), [(YES, False), (NO, True), (UNCERTAIN, UNKNOWN)])
def test_not_turns_around_what_is_known(part: Expression, answer: Outcome) -> None:
    assert give(op(NOT, part)) is answer


def test_all_of_nothing_holds_and_one_of_nothing_does_not() -> None:
    assert give(op(AND)) is True
    assert give(op(OR)) is False


def test_a_number_is_no_yes_or_no() -> None:
    assert code_of(give(op(NOT, fact("n")), n=Decimal(1))) == "not_boolean"
    assert code_of(give(op(AND, YES, fact("n")), n=Decimal(0))) == "not_boolean"


def test_what_decides_is_not_held_up_by_a_fault_and_neither_is_what_may_still_decide() -> None:
    broken = op(NOT, fact("n"))
    assert give(op(AND, broken, NO), n=Decimal(1)) is False
    assert give(op(OR, broken, YES), n=Decimal(1)) is True
    assert give(op(AND, broken, UNCERTAIN), n=Decimal(1)) is UNKNOWN
    assert code_of(give(op(OR, broken, NO), n=Decimal(1))) == "not_boolean"


def test_a_list_of_answers_counts_as_its_answers() -> None:
    assert give(op(AND, fact("all")), all=(True, True)) is True
    assert give(op(AND, fact("all")), all=(True, False)) is False
    assert give(op(OR, fact("all")), all=()) is False


def test_what_is_there_holds() -> None:
    assert give(op(AND, fact("aanvraag")), aanvraag=Record({}, "1")) is True
    assert give(op(NOT, fact("aanvraag")), aanvraag=(Record({}, "1"), Record({}, "2"))) is False


# --- conditional -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("condition", "then", "otherwise", "answer"),
    [
        (YES, number("1"), number("2"), Decimal(1)),
        (NO, number("1"), number("2"), Decimal(2)),
        (UNCERTAIN, number("1"), number("2"), UNKNOWN),
        (UNCERTAIN, number("1"), number("1.0"), Decimal(1)),  # both ways the same
        (UNCERTAIN, UNCERTAIN, UNCERTAIN, UNKNOWN),
        (YES, number("1"), UNCERTAIN, Decimal(1)),
    ],
)
def test_a_conditional_takes_the_part_that_its_condition_points_at(
    condition: Expression, then: Expression, otherwise: Expression, answer: Outcome
) -> None:
    assert give(op(Operator.IF, condition, then, otherwise)) == answer


def test_a_fault_in_the_part_not_taken_does_no_harm() -> None:
    by_zero = op(Operator.QUOTIENT, number("1"), fact("n"), setting=Rounding(2, RoundingMode.HALF_UP))
    guarded = op(Operator.IF, op(EQUAL, fact("n"), number("0")), number("0"), by_zero)
    assert give(guarded, n=Decimal(0)) == 0
    assert give(guarded, n=Decimal(4)) == Decimal("0.25")
    assert code_of(give(op(Operator.IF, fact("n"), YES, NO), n=Decimal(0))) == "not_boolean"


# --- comparing ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("left", "right", "equal", "less", "at_most"),
    [
        (number("5"), number("6"), False, True, True),
        (number("5"), number("5.00"), True, False, True),
        (number("6"), number("5"), False, False, False),
        (money("5"), money("6"), False, True, True),
        (day("2026-03-03"), day("2026-03-04"), False, True, True),
        (number("5"), UNCERTAIN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_less_than_is_strict_and_at_most_stands_beside_it(
    left: Expression, right: Expression, equal: Outcome, less: Outcome, at_most: Outcome
) -> None:
    assert give(op(EQUAL, left, right)) is equal
    assert give(op(LESS_THAN, left, right)) is less
    assert give(op(AT_MOST, left, right)) is at_most


def test_two_times_no_is_equal() -> None:
    assert give(op(EQUAL, NO, NO)) is True
    assert give(op(EQUAL, Literal("a"), Literal("b"))) is False


@pytest.mark.parametrize(
    ("expression", "values", "code"),
    [
        (op(EQUAL, fact("a"), fact("b")), {"a": Decimal(5), "b": "vijf"}, "kinds_differ"),
        (op(EQUAL, fact("a"), fact("b")), {"a": Decimal(1), "b": True}, "kinds_differ"),
        (op(LESS_THAN, fact("a"), fact("b")), {"a": Decimal(5), "b": Money(Decimal(5))}, "not_ordered"),
        (op(AT_MOST, fact("a"), fact("b")), {"a": True, "b": True}, "not_ordered"),
        (
            op(AT_MOST, fact("a"), fact("b")),
            {"a": Money(Decimal(5), "EUR"), "b": Money(Decimal(5), "USD")},
            "currencies_differ",
        ),
        (
            op(EQUAL, fact("a"), fact("b")),
            {"a": Money(Decimal(5), "EUR"), "b": Money(Decimal(5), "USD")},
            "currencies_differ",
        ),
    ],
)
def test_what_cannot_be_compared_is_a_fault_and_not_a_no(
    expression: Expression, values: dict[str, Value], code: str
) -> None:
    assert code_of(conclude(expression, values).value) == code


def test_membership_looks_in_a_list_or_a_period() -> None:
    codes = op(Operator.LIST, Literal("01421"), Literal("93192"))
    member = op(Operator.MEMBER, fact("code"), codes)
    assert give(member, code="93192") is True
    assert give(member, code="1421") is False
    assert give(member) is UNKNOWN
    spring = op(Operator.PERIOD, day("2026-03-01"), day("2026-06-01"))
    assert give(op(Operator.MEMBER, day("2026-05-31"), spring)) is True
    assert give(op(Operator.MEMBER, day("2026-06-01"), spring)) is False  # the end is not in it
    assert code_of(give(op(Operator.MEMBER, fact("x"), spring), x="maart")) == "kinds_differ"
    assert code_of(give(op(Operator.MEMBER, YES, fact("x")), x="maart")) == "not_a_list"
    assert give(op(Operator.MEMBER, YES, fact("x"))) is UNKNOWN
    assert code_of(give(op(Operator.MEMBER, op(NOT, fact("n")), codes), n=Decimal(1))) == "not_boolean"


def test_one_item_that_is_the_same_decides_whatever_the_others_are() -> None:
    listed = op(Operator.LIST, number("1"), UNCERTAIN)
    assert give(op(Operator.MEMBER, number("1"), listed)) is True
    assert give(op(Operator.MEMBER, number("2"), listed)) is UNKNOWN
    assert give(op(Operator.MEMBER, UNCERTAIN, listed)) is UNKNOWN
    frames = [FactFrame(name="lijst", function=listed)]
    assert conclude(op(Operator.MEMBER, number("1"), fact("lijst")), frames=frames).value is True


def test_one_row_decides_whatever_the_others_are() -> None:
    every = Projection(("rijen",), fact("ok"), Scope.ALL)
    rows = (Record({"ok": False}, "1"), Record({}, "2"))
    assert conclude(op(AND, every), {"rijen": rows}).value is False
    assert conclude(op(OR, every), {"rijen": rows}).value is UNKNOWN
    assert conclude(op(OR, every), {"rijen": ()}).value is False
    assert conclude(op(OR, every)).value is UNKNOWN
    broken = Projection(("rijen",), negation(fact("ok")), Scope.ALL)
    mixed = (Record({"ok": Decimal(1)}, "1"), Record({}, "2"))
    assert code_of(conclude(op(OR, broken), {"rijen": mixed}).value) == "not_boolean"
    one_of = Projection(("rijen",), fact("n"), Scope.ALL)
    numbers = (Record({"n": Decimal(1)}, "1"), Record({}, "2"))
    assert conclude(op(Operator.MEMBER, number("1"), one_of), {"rijen": numbers}).value is True


# --- arithmetic --------------------------------------------------------------------------------------------
def test_numbers_are_exact() -> None:
    assert give(op(Operator.SUM, number("0.1"), number("0.2"))) == Decimal("0.3")
    assert give(op(Operator.PRODUCT, number("1.15"), number("400"), number("100"))) == 46000
    assert give(op(Operator.DIFFERENCE, number("1"), number("0.9"))) == Decimal("0.1")
    long = "1234567890123456789012345678901234567890.01"
    assert give(op(Operator.SUM, number(long), number("0.99"))) == Decimal(
        "1234567890123456789012345678901234567891.00"
    )


def test_the_sum_of_nothing_is_zero_and_its_product_one() -> None:
    assert give(op(Operator.SUM)) == 0
    assert give(op(Operator.PRODUCT)) == 1


def test_amounts_keep_their_currency() -> None:
    assert give(op(Operator.SUM, money("10.50"), money("0.50"))) == Money(Decimal("11.00"))
    assert give(op(Operator.DIFFERENCE, money("10"), money("12"))) == Money(Decimal(-2))
    assert give(op(Operator.PRODUCT, number("2"), money("10.50"))) == Money(Decimal(21))
    assert give(op(Operator.PRODUCT, money("10.50"), number("2"))) == Money(Decimal(21))
    assert code_of(give(op(Operator.PRODUCT, money("2"), money("3")))) == "kinds_differ"
    assert code_of(give(op(Operator.SUM, money("2"), number("3")))) == "kinds_differ"
    dollars = Literal(Money(Decimal(3), "USD"))
    assert code_of(give(op(Operator.SUM, money("2"), dollars))) == "currencies_differ"
    assert code_of(give(op(Operator.SUM, money("2"), number("3"), money("1")))) == "kinds_differ"


def test_a_list_of_numbers_is_added_up() -> None:
    assert give(op(Operator.SUM, fact("bedragen")), bedragen=(Decimal(3), Decimal(4))) == 7
    assert give(op(Operator.COUNT, fact("bedragen")), bedragen=(Decimal(3), Decimal(4))) == 2
    assert give(op(Operator.COUNT, fact("een")), een=Record({}, "1")) == 1
    assert code_of(give(op(Operator.COUNT, fact("een")), een="x")) == "not_a_list"


def test_arithmetic_with_something_unknown_is_unknown_and_with_a_yes_a_fault() -> None:
    assert give(op(Operator.SUM, number("1"), UNCERTAIN)) is UNKNOWN
    assert code_of(give(op(Operator.SUM, number("1"), fact("x")), x=True)) == "not_a_number"
    fault = op(Operator.SUM, fact("x"))
    assert code_of(give(op(Operator.SUM, fault, UNCERTAIN), x=True)) == "not_a_number"


def test_a_number_that_grows_out_of_all_bounds_is_a_fault() -> None:
    huge = number("9" * 300)
    assert code_of(give(op(Operator.PRODUCT, huge, huge))) == "too_large"
    amount = Literal(Money(Decimal("9" * 300)))
    assert code_of(give(op(Operator.PRODUCT, amount, huge))) == "too_large"


@pytest.mark.parametrize(
    ("mode", "up", "half", "negative"),
    #                      2.3   2.5   -2.5
    [
        (RoundingMode.UP, "3", "3", "-3"),
        (RoundingMode.DOWN, "2", "2", "-2"),
        (RoundingMode.HALF_UP, "2", "3", "-3"),
        (RoundingMode.HALF_EVEN, "2", "2", "-2"),
        (RoundingMode.CEILING, "3", "3", "-2"),
        (RoundingMode.FLOOR, "2", "2", "-3"),
    ],
)
def test_rounding_is_done_as_stated(mode: RoundingMode, up: str, half: str, negative: str) -> None:
    rounding = Rounding(0, mode)
    for given, expected in (("2.3", up), ("2.5", half), ("-2.5", negative)):
        assert give(op(Operator.ROUND, number(given), setting=rounding)) == Decimal(expected)
    assert give(op(Operator.ROUND, money("2.5"), setting=rounding)) == Money(Decimal(half))
    assert code_of(give(op(Operator.ROUND, fact("x"), setting=rounding), x="a")) == "not_a_number"


def test_rounding_to_hundreds() -> None:
    assert give(op(Operator.ROUND, number("1250"), setting=Rounding(-2, RoundingMode.HALF_UP))) == 1300


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (number("10"), number("4"), Decimal("2.50")),
        (number("1"), number("3"), Decimal("0.33")),
        (number("2"), number("3"), Decimal("0.67")),
        (number("-2"), number("3"), Decimal("-0.67")),
        (number("2"), number("-3"), Decimal("-0.67")),
        (number("1"), number("200"), Decimal("0.01")),  # 0.005, a half, goes up
        (number("0.0149999"), number("3"), Decimal("0.00")),  # 0.00499996…: no second rounding
        (money("10"), number("4"), Money(Decimal("2.50"))),
        (money("10"), money("4"), Decimal("2.50")),
    ],
)
def test_a_quotient_is_rounded_once_as_stated(left: Expression, right: Expression, answer: Outcome) -> None:
    rounding = Rounding(2, RoundingMode.HALF_UP)
    assert give(op(Operator.QUOTIENT, left, right, setting=rounding)) == answer


def test_a_quotient_that_has_no_value_is_a_fault() -> None:
    rounding = Rounding(2, RoundingMode.DOWN)
    assert (
        code_of(give(op(Operator.QUOTIENT, number("1"), number("0"), setting=rounding))) == "divided_by_zero"
    )
    assert (
        code_of(give(op(Operator.QUOTIENT, fact("x"), number("2"), setting=rounding), x="a"))
        == "not_a_number"
    )
    assert code_of(give(op(Operator.QUOTIENT, number("1"), money("2"), setting=rounding))) == "kinds_differ"


def test_the_smallest_and_the_largest() -> None:
    assert give(op(Operator.MIN, number("3"), number("5"))) == 3
    assert give(op(Operator.MAX, number("3"), number("5"))) == 5
    assert give(op(Operator.MAX, day("2026-01-01"), day("2026-02-01"))) == date(2026, 2, 1)
    assert give(op(Operator.MIN, money("3"), money("5"))) == Money(Decimal(3))
    assert give(op(Operator.MIN, number("3"), UNCERTAIN)) is UNKNOWN
    assert give(op(Operator.MIN, fact("bedragen")), bedragen=(Decimal(3), Decimal(2))) == 2
    assert code_of(give(op(Operator.MIN, fact("bedragen")), bedragen=())) == "nothing_to_compare"
    assert code_of(give(op(Operator.MIN, fact("a"), number("1")), a="x")) == "not_ordered"
    assert code_of(give(op(Operator.MIN, op(Operator.SUM, fact("a")), number("1")), a="x")) == "not_a_number"


# --- what cannot be meant ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "make",
    [
        lambda: op(NOT, YES, NO),
        lambda: op(NOT),
        lambda: op(AND, number("1")),
        lambda: op(Operator.SUM, YES),
        lambda: op(LESS_THAN, Literal("a"), Literal("b")),
        lambda: op(Operator.MIN),
        lambda: op(Operator.PERIOD),
        lambda: op(Operator.QUOTIENT, number("1"), number("2")),
        lambda: op(NOT, YES, setting=Rounding(2, RoundingMode.UP)),
        lambda: op(Operator.ADD, day("2026-01-01"), setting=Unit.DAY),
        lambda: op(Operator.ADD, day("2026-01-01"), number("1"), setting=Length(1, Unit.DAY)),
        lambda: Rounding(99, RoundingMode.UP),
        lambda: Literal(5),
        lambda: Literal(Decimal("NaN")),
        lambda: fact(" "),
    ],
)
def test_an_expression_that_cannot_be_meant_cannot_be_made(make: object) -> None:
    with pytest.raises(InvalidExpression):
        make()  # type: ignore[operator]  # each is a function


def test_an_identity_is_equal_to_itself() -> None:
    assert give(op(EQUAL, fact("a"), fact("b")), a=Identity("x"), b=Identity("x")) is True

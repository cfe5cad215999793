"""Operators on dates, terms and periods: an expression, the facts, and the answer worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import DAY, fact, give, op
from waarborg.core.law.expressions import (
    EvaluationDate,
    Literal,
    Operator,
    TermRule,
)
from waarborg.core.law.values import Fault, Outcome
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period


def day(text: str) -> Literal:
    return Literal(date.fromisoformat(text))


def code_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Fault), outcome
    return outcome.code


def test_the_day_of_evaluation_is_a_date() -> None:
    assert give(EvaluationDate()) == DAY


def test_a_length_is_added_to_a_day() -> None:
    six_weeks = op(Operator.ADD, day("2026-03-03"), setting=Length(6, Unit.WEEK))
    assert give(six_weeks) == date(2026, 4, 14)  # 28 days are left in March, and 14 more
    by_fact = op(Operator.ADD, day("2026-03-03"), fact("n"), setting=Unit.DAY)
    assert give(by_fact, n=Decimal(10)) == date(2026, 3, 13)
    assert give(by_fact, n=Decimal(0)) == date(2026, 3, 3)
    assert give(by_fact, n=Decimal(-3)) == date(2026, 2, 28)
    assert code_of(give(by_fact, n=Decimal("1.5"))) == "not_a_length"
    assert code_of(give(by_fact, n="tien")) == "not_a_length"
    assert code_of(give(by_fact, n=Decimal(3_900_000))) == "no_such_day"
    assert code_of(give(op(Operator.ADD, fact("x"), setting=Length(6, Unit.WEEK)), x="a")) == "not_a_date"


@pytest.mark.parametrize(
    ("start", "end", "unit", "answer"),
    [
        ("2026-03-03", "2026-03-13", Unit.DAY, 10),
        ("2026-03-13", "2026-03-03", Unit.DAY, -10),
        ("2026-03-03", "2026-03-16", Unit.WEEK, 1),
        ("2005-03-04", "2026-03-03", Unit.YEAR, 20),  # the birthday is tomorrow
        ("2005-03-03", "2026-03-03", Unit.YEAR, 21),
        ("2026-01-31", "2026-02-28", Unit.MONTH, 1),
        ("2026-01-31", "2026-02-27", Unit.MONTH, 0),
        ("9999-12-01", "9999-12-31", Unit.MONTH, 0),
    ],
)
def test_whole_units_between_two_days(start: str, end: str, unit: Unit, answer: int) -> None:
    assert give(op(Operator.BETWEEN, day(start), day(end), setting=unit)) == answer


def test_between_needs_two_dates() -> None:
    assert (
        code_of(give(op(Operator.BETWEEN, day("2026-01-01"), fact("x"), setting=Unit.DAY), x="a"))
        == "not_a_date"
    )


def test_a_term_moves_on_when_it_ends_on_a_day_off() -> None:
    # Six weeks after Monday 23 March 2026 is Monday 4 May; after Tuesday 24 March it is 5 May, Liberation Day.
    plain, moved = TermRule(Length(6, Unit.WEEK), extended=False), TermRule(Length(6, Unit.WEEK))
    assert give(op(Operator.TERM, day("2026-03-23"), setting=moved)) == date(2026, 5, 4)
    assert give(op(Operator.TERM, day("2026-03-24"), setting=plain)) == date(2026, 5, 5)
    assert give(op(Operator.TERM, day("2026-03-24"), setting=moved)) == date(2026, 5, 6)
    assert code_of(give(op(Operator.TERM, fact("x"), setting=moved), x=True)) == "not_a_date"
    assert code_of(give(op(Operator.TERM, day("9999-12-31"), setting=moved))) == "no_such_day"


def test_a_period_has_a_start_and_an_end() -> None:
    spring = op(Operator.PERIOD, day("2026-03-01"), day("2026-06-01"))
    assert give(spring) == Period(date(2026, 3, 1), date(2026, 6, 1))
    assert give(op(Operator.START, spring)) == date(2026, 3, 1)
    assert give(op(Operator.END, spring)) == date(2026, 6, 1)
    assert code_of(give(op(Operator.END, op(Operator.PERIOD, day("2026-03-01"))))) == "no_end"
    assert code_of(give(op(Operator.PERIOD, day("2026-06-01"), day("2026-03-01")))) == "no_period"
    assert code_of(give(op(Operator.PERIOD, fact("x")), x=True)) == "not_a_date"
    assert code_of(give(op(Operator.START, fact("x")), x=True)) == "not_a_period"
    assert code_of(give(op(Operator.END, fact("x")), x=True)) == "not_a_period"

"""Numbers, dates and texts in decision diagrams: where the law tells values apart."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.diagrams import AGE, BORN, INCOME, draw, list_ranges
from tests.spec.law.models import DAY, PAULA, fact, number, op
from waarborg.core.law.decisions import (
    FAULT,
    Range,
)
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operator,
    Rounding,
    RoundingMode,
    TermRule,
    Unreadable,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.values import UNKNOWN, Kind, Money
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period


def test_a_number_has_the_stretches_that_the_law_tells_apart() -> None:
    # At most 1200 gives the whole amount, below 1500 half, else nothing.
    goal = op(
        Operator.IF,
        op(Operator.AT_MOST, fact("inkomen"), number("1200")),
        number("100"),
        op(Operator.IF, op(Operator.LESS_THAN, fact("inkomen"), number("1500")), number("50"), number("0")),
    )
    diagram = draw(goal, frames=(INCOME,))
    assert diagram.exact
    assert list_ranges(diagram, "inkomen") == [
        (Range(None, Decimal(1200), True, True),),
        (Range(Decimal(1200), Decimal(1500), False, False),),
        (Range(Decimal(1500), None, True, True),),
    ]
    assert diagram.restrict("inkomen", Decimal("1499.99")).outcome == Decimal(50)
    assert diagram.restrict("inkomen", Decimal(-3)).outcome == Decimal(100)


def test_a_number_that_must_not_be_one_value_has_two_stretches() -> None:
    diagram = draw(negation(op(Operator.EQUAL, fact("inkomen"), number("5"))), frames=(INCOME,))
    below, at = list_ranges(diagram, "inkomen")
    assert below == (Range(None, Decimal(5), True, False), Range(Decimal(5), None, False, True))
    assert at == (Range(Decimal(5), Decimal(5), True, True),)


def test_a_sum_with_one_open_fact_is_solved() -> None:
    # 3 × n + 1 ≤ 2 holds up to a third, which cannot be written down: the outcome is still certain.
    total = op(Operator.SUM, op(Operator.PRODUCT, number("3"), fact("n")), number("1"))
    diagram = draw(op(Operator.AT_MOST, total, number("2")))
    assert diagram.exact
    assert diagram.restrict("n", Decimal("0.33")).outcome is True
    assert diagram.restrict("n", Decimal("0.34")).outcome is False


@pytest.mark.parametrize(
    ("expression", "tips"),
    [
        (op(Operator.DIFFERENCE, fact("n"), number("2")), "5"),  # n - 2 ≤ 3
        (op(Operator.MIN, fact("n"), op(Operator.SUM, fact("n"), number("1"))), "3"),
        (op(Operator.MAX, op(Operator.LIST, fact("n"), number("1"))), "3"),
        (op(Operator.ROUND, fact("n"), setting=Rounding(0, RoundingMode.DOWN)), "3.99"),
        (op(Operator.ROUND, fact("n"), setting=Rounding(0, RoundingMode.HALF_UP)), "3.49"),
        (op(Operator.QUOTIENT, fact("n"), number("2"), setting=Rounding(0, RoundingMode.UP)), "6"),
    ],
)
def test_the_tipping_point_of_a_calculation_is_found(expression: Expression, tips: str) -> None:
    diagram = draw(op(Operator.AT_MOST, expression, number("3")))
    assert diagram.exact
    assert diagram.restrict("n", Decimal(tips)).outcome is True
    assert diagram.restrict("n", Decimal(tips) + Decimal("0.01")).outcome is False


def test_amounts_keep_their_currency() -> None:
    diagram = draw(op(Operator.LESS_THAN, fact("loon"), Literal(Money(Decimal("10.50")))))
    assert diagram.exact
    assert list_ranges(diagram, "loon")[0] == (Range(None, Money(Decimal("10.5")), True, False),)


def test_who_is_born_on_which_day_is_old_enough() -> None:
    # On 3 March 2026 who was born on 3 March 2008 is 18.
    diagram = draw(op(Operator.AT_MOST, number("18"), AGE), frames=(BORN,))
    assert diagram.exact
    assert diagram.restrict("geboortedatum", date(2008, 3, 3)).outcome is True
    assert diagram.restrict("geboortedatum", date(2008, 3, 4)).outcome is False


def test_a_term_tips_over_on_one_day() -> None:
    # Four weeks after 3 February is 3 March; Sunday 1 February plus four weeks is Sunday 1 March, and moves on.
    term = op(Operator.TERM, fact("dag"), setting=TermRule(Length(4, Unit.WEEK)))
    diagram = draw(op(Operator.LESS_THAN, term, EvaluationDate()))
    assert diagram.exact
    assert diagram.restrict("dag", date(2026, 2, 2)).outcome is True
    assert diagram.restrict("dag", date(2026, 2, 3)).outcome is False


def test_days_in_a_period_and_days_added() -> None:
    year = Literal(Period(date(2026, 1, 1), date(2027, 1, 1)))
    later = op(Operator.ADD, fact("dag"), setting=Length(2, Unit.WEEK))
    diagram = draw(op(Operator.MEMBER, later, year))
    assert diagram.exact
    assert diagram.restrict("dag", date(2025, 12, 18)).outcome is True  # 14 days before 1 January
    assert diagram.restrict("dag", date(2025, 12, 17)).outcome is False
    assert diagram.restrict("dag", date(2026, 12, 18)).outcome is False


def test_a_text_is_one_of_those_in_the_law_or_another() -> None:
    goal = op(Operator.MEMBER, fact("kleur"), Literal(("rood", "blauw")))
    diagram = draw(goal)
    named, other = diagram.get_leaf("kleur").options
    assert (named.named, named.is_other) == (("rood", "blauw"), False)
    assert (other.named, other.is_other, other.value) == ((), True, "another value")
    assert diagram.restrict("kleur", "groen").outcome is False
    assert diagram.exact


def test_facts_side_by_side_are_tried_in_every_order() -> None:
    diagram = draw(op(Operator.LESS_THAN, fact("m"), fact("n")))
    assert diagram.exact
    assert not diagram.is_separate
    assert set(diagram.outcomes) == {True, False}
    same = draw(op(Operator.EQUAL, fact("kleur"), fact("andere kleur")))
    assert set(same.outcomes) == {True, False}


def test_three_dates_that_must_follow_each_other_in_two_days_cannot() -> None:
    # Strictly between 1 and 3 March lies one day, so no two facts can lie there one after the other.
    first, last = Literal(date(2026, 3, 1)), Literal(date(2026, 3, 3))
    goal = all_of(
        op(Operator.LESS_THAN, first, fact("m")),
        op(Operator.LESS_THAN, fact("m"), fact("n")),
        op(Operator.LESS_THAN, fact("n"), last),
    )
    assert draw(goal).outcome is False


def test_sums_of_several_open_facts_are_tried_and_not_called_exact() -> None:
    goal = op(Operator.AT_MOST, op(Operator.SUM, fact("m"), fact("n")), number("10"))
    diagram = draw(goal)
    assert not diagram.exact
    assert set(diagram.outcomes) == {True, False}


def test_terms_between_two_open_dates_are_tried_and_not_called_exact() -> None:
    years = op(Operator.BETWEEN, fact("begin"), fact("eind"), setting=Unit.YEAR)
    diagram = draw(op(Operator.AT_MOST, number("5"), years))
    assert not diagram.exact
    assert set(diagram.outcomes) == {True, False}


def test_the_calendar_and_the_names_for_other_values_have_an_end() -> None:
    last = op(Operator.AT_MOST, fact("dag"), Literal(date.max))
    assert draw(last).outcome is True
    diagram = draw(op(Operator.EQUAL, fact("kleur"), Literal("another value")))
    assert diagram.get_leaf("kleur").options[1].value == "another value 2"


def test_an_unknown_and_a_fault_together_are_unknown() -> None:
    maybe = op(Operator.IF, fact("a"), Is(PAULA), Literal(True))
    wrong = op(Operator.IF, fact("b"), Unreadable("not read"), Literal(True))
    diagram = draw(all_of(maybe, wrong))
    assert diagram.restrict("a", True).outcome is UNKNOWN
    assert diagram.restrict("a", False).restrict("b", True).outcome == FAULT
    assert draw(op(Operator.MEMBER, fact("a"), fact("lijst")), {"lijst": Decimal(1)}).outcome == FAULT


def test_kinds_that_do_not_fit_are_a_fault_of_their_own() -> None:
    goal = op(Operator.EQUAL, fact("a"), number("1"))
    frames = (FactFrame(name="a", kind=Kind.TEXT),)
    assert draw(goal, frames=frames).outcome == FAULT
    assert draw(Unreadable("not read")).outcome == FAULT


def test_lists_and_periods_that_are_not_known_are_tried_and_not_called_exact() -> None:
    for goal in (
        op(Operator.MEMBER, Literal("a"), fact("lijst")),
        op(Operator.MEMBER, EvaluationDate(), op(Operator.IF, fact("b"), fact("tijd"), fact("tijd"))),
        op(Operator.AT_MOST, number("1"), op(Operator.COUNT, fact("lijst"))),
        op(Operator.LESS_THAN, op(Operator.START, fact("tijd")), EvaluationDate()),
        op(Operator.EQUAL, fact("lijst"), Literal(("a",))),
    ):
        frames = (FactFrame(name="tijd", kind=Kind.PERIOD), FactFrame(name="lijst", kind=Kind.LIST))
        diagram = draw(goal, frames=frames)
        assert not diagram.exact
        assert {True, False} <= set(diagram.outcomes)


def test_a_day_lies_in_a_period_between_open_days_or_not() -> None:
    whole = op(Operator.PERIOD, fact("begin"), fact("eind"))
    diagram = draw(op(Operator.MEMBER, EvaluationDate(), whole))
    assert diagram.exact
    assert set(diagram.outcomes) == {True, False, FAULT}
    endless = draw(op(Operator.MEMBER, fact("dag"), Literal(Period(DAY))))
    assert endless.restrict("dag", DAY).outcome is True
    assert draw(op(Operator.MEMBER, fact("dag"), op(Operator.PERIOD, fact("begin")))).exact


def test_a_text_is_among_others_that_are_open_or_not() -> None:
    diagram = draw(
        op(Operator.MEMBER, fact("kleur"), op(Operator.LIST, fact("andere kleur"), Literal("rood")))
    )
    assert diagram.exact
    assert diagram.restrict("kleur", "rood").outcome is True


def test_a_text_that_is_chosen_is_compared_with_the_texts_of_the_law() -> None:
    chosen = op(Operator.IF, fact("a"), fact("kleur"), Literal("blauw"))
    diagram = draw(op(Operator.EQUAL, chosen, Literal("rood")))
    assert diagram.exact
    assert set(diagram.outcomes) == {True, False}
    turned = draw(op(Operator.EQUAL, Literal("rood"), fact("kleur")))
    assert turned.restrict("kleur", "rood").outcome is True
    settled = draw(op(Operator.EQUAL, op(Operator.IF, fact("a"), Literal("x"), Literal("y")), Literal("x")))
    assert (settled.exact, settled.support) == (True, ("a",))
    same = draw(op(Operator.EQUAL, fact("a"), all_of(fact("b"), fact("c"))))
    assert same.exact


def test_what_is_compared_with_something_unknown_stays_unknown() -> None:
    diagram = draw(all_of(op(Operator.EQUAL, fact("n"), Creation()), fact("a")))
    assert set(diagram.outcomes) == {False, UNKNOWN}


def test_a_long_calculation_is_not_looked_into() -> None:
    day = fact("dag")
    for _ in range(250):
        day = op(Operator.ADD, day, setting=Length(1, Unit.MONTH))
    assert not draw(op(Operator.LESS_THAN, day, EvaluationDate())).exact


def test_a_calculation_that_can_be_too_many_sums_is_not_looked_into() -> None:
    many = op(Operator.MIN, *(op(Operator.SUM, fact("n"), number(str(place))) for place in range(20)))
    two = op(Operator.MIN, fact("n"), fact("m"), number("1"), number("2"), number("3"))
    for side in (
        many,
        op(Operator.SUM, two, two),
        op(Operator.PRODUCT, fact("n"), fact("n")),
        op(Operator.PRODUCT, fact("n"), op(Operator.IF, fact("a"), number("2"), number("3"))),
        op(Operator.QUOTIENT, number("10"), fact("n"), setting=Rounding(0, RoundingMode.DOWN)),
        op(Operator.ROUND, op(Operator.PRODUCT, fact("n"), fact("n")), setting=Rounding(0, RoundingMode.UP)),
        op(
            Operator.ADD,
            op(Operator.ADD, fact("dag"), setting=Length(1, Unit.MONTH)),
            setting=Length(1, Unit.DAY),
        ),
    ):
        limit = Literal(DAY) if side.kind is Kind.DATE else number("5")
        diagram = draw(op(Operator.AT_MOST, side, limit))
        assert diagram.exact is (side.kind is Kind.DATE)


def test_what_is_rounded_and_then_calculated_with_is_not_called_exact() -> None:
    rounded = op(Operator.ROUND, fact("n"), setting=Rounding(0, RoundingMode.DOWN))
    half = op(Operator.ROUND, fact("n"), setting=Rounding(-1, RoundingMode.UP))
    for side in (op(Operator.SUM, rounded, number("1")), op(Operator.PRODUCT, rounded, number("2")), rounded):
        assert not draw(op(Operator.AT_MOST, side, half)).exact
    constant = op(Operator.PRODUCT, op(Operator.IF, fact("a"), number("2"), number("3")), fact("n"))
    assert not draw(op(Operator.AT_MOST, constant, number("1"))).exact


def test_an_amount_as_the_outcome_is_not_divided_completely() -> None:
    assert not draw(op(Operator.SUM, fact("n"), number("1"))).exact
    chosen = draw(op(Operator.IF, fact("a"), number("1"), number("2")))
    assert chosen.exact


def test_facts_that_are_used_as_two_kinds_are_not_called_exact() -> None:
    goal = any_of(fact("n"), op(Operator.AT_MOST, fact("n"), number("1")))
    diagram = draw(goal)
    assert not diagram.exact
    assert {True, FAULT} <= set(diagram.outcomes)

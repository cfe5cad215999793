"""Which kind of value facts have, as it follows from where they are used."""

from decimal import Decimal

import pytest

from tests.spec.law.models import fact, make, number, op
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
    Scope,
    Unreadable,
    all_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, duty_name, fact_name
from waarborg.core.law.kinds import Conflict, Site, find_conflicts, infer_kinds
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Kind, Money
from waarborg.core.terms.legal_terms import Unit

EURO = Literal(Money(Decimal(5)))
ROUND = Rounding(0, RoundingMode.DOWN)


def infer(expression: Expression, *more: FactFrame) -> dict[str, Kind]:
    """The kinds that follow from a fact r with this function."""
    model = make([FactFrame(name="r", function=expression), *more])
    found = infer_kinds(model)
    assert not find_conflicts(model)
    return {name: kind for name, kind in found.items() if isinstance(kind, Kind)}


def test_a_part_of_a_condition_is_a_yes_or_no() -> None:
    assert infer(all_of(fact("a"), negation(fact("b")))) == {
        "r": Kind.BOOLEAN,
        "a": Kind.BOOLEAN,
        "b": Kind.BOOLEAN,
    }


def test_a_kind_goes_from_fact_to_fact() -> None:
    frames = [
        FactFrame(name="q", function=fact("p")),
        FactFrame(name="p", function=fact("leeftijd")),
    ]
    found = infer(op(Operator.LESS_THAN, fact("q"), number("18")), *frames)
    assert found == {"r": Kind.BOOLEAN, "q": Kind.NUMBER, "p": Kind.NUMBER, "leeftijd": Kind.NUMBER}


@pytest.mark.parametrize(
    ("expression", "kinds"),
    [
        (op(Operator.EQUAL, fact("a"), Literal("x")), {"r": Kind.BOOLEAN, "a": Kind.TEXT}),
        (op(Operator.AT_MOST, fact("a"), EvaluationDate()), {"r": Kind.BOOLEAN, "a": Kind.DATE}),
        (op(Operator.LESS_THAN, fact("a"), fact("b")), {"r": Kind.BOOLEAN, "a": Kind.NUMBER, "b": Kind.NUMBER}),
        (op(Operator.DIFFERENCE, fact("a"), EURO), {"r": Kind.MONEY, "a": Kind.MONEY}),
        (op(Operator.ROUND, EURO, setting=ROUND), {"r": Kind.MONEY}),
        (op(Operator.SUM, fact("a"), number("1")), {"r": Kind.NUMBER, "a": Kind.NUMBER}),
        (op(Operator.SUM), {"r": Kind.NUMBER}),
        (op(Operator.SUM, Literal((Decimal(1),)), EURO), {"r": Kind.MONEY}),
        (op(Operator.MAX, EvaluationDate(), fact("a")), {"r": Kind.DATE, "a": Kind.DATE}),
        (op(Operator.PRODUCT, fact("a"), EURO), {"r": Kind.MONEY, "a": Kind.NUMBER}),
        (op(Operator.PRODUCT, number("2"), number("3")), {"r": Kind.NUMBER}),
        (op(Operator.PRODUCT, fact("a"), fact("b")), {"r": Kind.NUMBER, "a": Kind.NUMBER, "b": Kind.NUMBER}),
        (op(Operator.QUOTIENT, number("1"), fact("b"), setting=ROUND), {"r": Kind.NUMBER, "b": Kind.NUMBER}),
        (op(Operator.QUOTIENT, EURO, EURO, setting=ROUND), {"r": Kind.NUMBER}),
        (op(Operator.QUOTIENT, EURO, number("2"), setting=ROUND), {"r": Kind.MONEY}),
        (op(Operator.QUOTIENT, EURO, fact("b"), setting=ROUND), {"r": Kind.NUMBER, "b": Kind.NUMBER}),
        (op(Operator.IF, fact("a"), EURO, fact("b")), {"r": Kind.MONEY, "a": Kind.BOOLEAN, "b": Kind.MONEY}),
        (op(Operator.COUNT, fact("a")), {"r": Kind.NUMBER, "a": Kind.LIST}),
        (op(Operator.MEMBER, fact("a"), op(Operator.LIST, Literal("x"))), {"r": Kind.BOOLEAN, "a": Kind.TEXT}),
        (op(Operator.MEMBER, fact("a"), Literal(("x",))), {"r": Kind.BOOLEAN, "a": Kind.TEXT}),
        (op(Operator.MEMBER, fact("a"), Literal(())), {"r": Kind.BOOLEAN}),
        (op(Operator.MEMBER, fact("a"), fact("b")), {"r": Kind.BOOLEAN, "b": Kind.LIST}),
        (
            op(Operator.MEMBER, fact("a"), op(Operator.PERIOD, fact("b"))),
            {"r": Kind.BOOLEAN, "a": Kind.DATE, "b": Kind.DATE},
        ),
        (
            op(Operator.BETWEEN, fact("a"), fact("b"), setting=Unit.YEAR),
            {"r": Kind.NUMBER, "a": Kind.DATE, "b": Kind.DATE},
        ),
        (Projection(("zaak",), EURO), {"r": Kind.MONEY, "zaak": Kind.LIST}),
        (Projection(("zaak",), fact("a"), Scope.ALL), {"r": Kind.LIST, "zaak": Kind.LIST}),
        (Is(), {"r": Kind.BOOLEAN}),
        (Creation((fact("a"),)), {"r": Kind.RECORD}),
        (Unreadable("XOR is not known"), {}),
    ],
)  # fmt: skip
def test_the_kind_of_a_fact_follows_from_its_use(expression: Expression, kinds: dict[str, Kind]) -> None:
    assert infer(expression) == kinds


def test_a_wanted_amount_says_what_its_parts_are() -> None:
    wanted = FactFrame(name="w", function=fact("r"), kind=Kind.MONEY)
    found = infer(op(Operator.QUOTIENT, fact("a"), fact("b"), setting=ROUND), wanted)
    assert (found["a"], found["b"]) == (Kind.MONEY, Kind.NUMBER)
    counted = FactFrame(name="w", function=fact("r"), kind=Kind.NUMBER)
    found = infer(op(Operator.PRODUCT, fact("a"), fact("b")), counted)
    assert (found["a"], found["b"]) == (Kind.NUMBER, Kind.NUMBER)


def test_a_chain_of_sums_takes_the_kind_of_its_deepest_part() -> None:
    links = [
        FactFrame(name=f"s{place}", function=op(Operator.SUM, fact(f"s{place + 1}"), fact(f"t{place}")))
        for place in range(50)
    ]
    deepest = FactFrame(name="s50", kind=Kind.MONEY)
    found = infer_kinds(make([*links, deepest]))
    assert found["s0"] is Kind.MONEY


def test_a_fact_without_evidence_is_left_out() -> None:
    assert infer_kinds(make([FactFrame(name="a"), ActFrame(name="x", actor=fact("a"))])) == {}


def test_what_is_created_is_a_record_and_answers_a_yes_or_no() -> None:
    frames = [
        FactFrame(name="aanvraag", function=Creation(), kind=Kind.RECORD),
        FactFrame(name="ingediend", function=fact("aanvraag"), kind=Kind.BOOLEAN),
        ActFrame(name="x", precondition=fact("aanvraag")),
    ]
    assert infer_kinds(make(frames)) == {"aanvraag": Kind.RECORD, "ingediend": Kind.BOOLEAN}
    assert not find_conflicts(make(frames))


def test_a_fact_that_holds_may_be_looked_into_like_something_created() -> None:
    frames = [
        FactFrame(name="zaak", kind=Kind.BOOLEAN),
        FactFrame(name="r", function=Projection(("zaak",), fact("a"))),
    ]
    assert not find_conflicts(make(frames))


def test_the_term_of_a_duty_is_a_date() -> None:
    model = make(
        [DutyFrame(name="d", term=fact("laatste dag")), FactFrame(name="laatste dag", kind=Kind.TEXT)]
    )
    (conflict,) = find_conflicts(model)
    assert conflict.facts == ("laatste dag",)
    assert (conflict.kinds, conflict.site) == ({Kind.DATE}, Site(duty_name("d"), Slot.TERM))
    assert (conflict.other_kinds, conflict.other_site) == ({Kind.TEXT}, Site(fact_name("laatste dag")))
    assert infer_kinds(model) == {"laatste dag": conflict}


def test_a_comparison_of_two_facts_of_other_kinds_names_both() -> None:
    frames = [
        FactFrame(name="a", kind=Kind.NUMBER),
        FactFrame(name="b", kind=Kind.TEXT),
        FactFrame(name="r", function=op(Operator.EQUAL, fact("a"), fact("b"))),
    ]
    (conflict,) = find_conflicts(make(frames))
    assert conflict.facts == ("a", "b")
    assert isinstance(infer_kinds(make(frames))["b"], Conflict)


def test_two_amounts_cannot_be_multiplied() -> None:
    model = make([FactFrame(name="r", function=op(Operator.PRODUCT, EURO, Literal(Money(Decimal(7)))))])
    assert len(find_conflicts(model)) == 1


def test_an_operation_that_stands_twice_is_looked_at_once() -> None:
    twice = op(Operator.SUM, fact("a"), number("1"))
    found = infer(op(Operator.LESS_THAN, twice, twice))
    assert found["a"] is Kind.NUMBER


def test_a_condition_of_ten_thousand_deep_is_no_problem() -> None:
    deep: Expression = fact("a")
    for _ in range(10_000):
        deep = negation(deep)
    assert infer(deep)["a"] is Kind.BOOLEAN

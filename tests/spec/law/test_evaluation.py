"""From facts to conclusions: what is given, what follows, what is unknown, and on which day."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import COLLEGE, DAY, PAULA, conclude, fact, make, number, op
from waarborg.core.law.evaluation import (
    CyclicFacts,
    Evaluation,
    EvaluationFault,
    How,
    Situation,
    evaluate,
    list_unknown,
)
from waarborg.core.law.expressions import (
    Creation,
    Is,
    Literal,
    Operator,
    Projection,
    Scope,
    Unreadable,
    negation,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.values import UNKNOWN, Fault, Kind, Outcome, Record, Value
from waarborg.core.terms.periods import Period

#   recht          ← inkomen is laag EN NIET student
#   inkomen is laag ← inkomen ≤ grens
LOW = FactFrame(name="inkomen is laag", function=op(Operator.AT_MOST, fact("inkomen"), fact("grens")))
RIGHT = FactFrame(name="recht", function=op(Operator.AND, fact("inkomen is laag"), negation(fact("student"))))
MODEL = make([RIGHT, LOW, FactFrame(name="student"), FactFrame(name="inkomen")])


def situation(on: date = DAY, **values: Value) -> Situation:
    return Situation(values=values, on=on)


@pytest.mark.parametrize(
    ("values", "answer", "unknown"),
    [
        ({"inkomen": Decimal(1000), "grens": Decimal(1200), "student": False}, True, ()),
        ({"inkomen": Decimal(1300), "grens": Decimal(1200)}, False, ()),
        ({"inkomen": Decimal(1000), "grens": Decimal(1200)}, UNKNOWN, ("student",)),
        ({"student": False}, UNKNOWN, ("inkomen", "grens")),
        ({"student": True}, False, ()),
        ({}, UNKNOWN, ("inkomen", "grens", "student")),
    ],
)
def test_a_fact_follows_from_the_facts_below_it(
    values: dict[str, Value], answer: Outcome, unknown: tuple[str, ...]
) -> None:
    conclusion = evaluate(MODEL, "recht", situation(**values))
    assert conclusion.value is answer
    assert list_unknown(conclusion) == unknown


def test_every_step_is_kept() -> None:
    values: dict[str, Value] = {"inkomen": Decimal(1000), "grens": Decimal(1200), "student": False}
    conclusion = evaluate(MODEL, "recht", situation(**values))
    assert (conclusion.fact, conclusion.how, conclusion.frame) == ("recht", How.DERIVED, RIGHT)
    (both,) = conclusion.parts
    low, no_student = both.parts
    assert (both.fact, both.how, both.value) == (None, How.COMPUTED, True)
    assert (low.fact, low.how, low.value) == ("inkomen is laag", How.DERIVED, True)
    assert [part.value for part in low.parts[0].parts] == [Decimal(1000), Decimal(1200)]
    assert [part.how for part in no_student.parts] == [How.GIVEN]


def test_a_fact_the_model_does_not_have_can_be_given_or_is_unknown() -> None:
    assert evaluate(MODEL, "grens", situation()).how is How.UNKNOWN
    assert evaluate(MODEL, "grens", situation(grens=Decimal(1))).value == 1


def test_a_given_value_goes_before_what_the_model_works_out_and_says_so() -> None:
    conclusion = evaluate(MODEL, "recht", situation(**{"inkomen is laag": True, "student": False}))
    assert conclusion.value is True
    low = conclusion.parts[0].parts[0]
    assert low.overruled
    assert low.how is How.GIVEN
    assert not evaluate(MODEL, "student", situation(student=True)).overruled


def test_a_fact_is_worked_out_once() -> None:
    twice = make(
        [
            FactFrame(name="a", function=op(Operator.AND, fact("b"), fact("b"))),
            FactFrame(name="b", function=negation(fact("c"))),
        ]
    )
    (both,) = evaluate(twice, "a", situation(c=False)).parts
    assert both.parts[0] is both.parts[1]


# --- the day -------------------------------------------------------------------------------------------------
OLD = FactFrame(name="bedrag", function=number("440"), valid=Period(date(2026, 1, 1), date(2027, 1, 1)))
NEW = FactFrame(name="bedrag", function=number("452"), valid=Period(date(2027, 1, 1)))


@pytest.mark.parametrize(
    ("on", "answer", "how"),
    [
        (date(2025, 12, 31), UNKNOWN, How.NOT_IN_FORCE),
        (date(2026, 1, 1), Decimal(440), How.DERIVED),
        (date(2026, 12, 31), Decimal(440), How.DERIVED),
        (date(2027, 1, 1), Decimal(452), How.DERIVED),
    ],
)
def test_the_frame_that_is_in_force_on_the_day_is_used(on: date, answer: Outcome, how: How) -> None:
    conclusion = evaluate(make([OLD, NEW]), "bedrag", situation(on))
    assert (conclusion.value, conclusion.how) == (answer, how)


# --- rings and depth -----------------------------------------------------------------------------------------
def test_facts_that_define_each_other_are_an_error_that_names_the_ring() -> None:
    ring = make(
        [
            FactFrame(name="start", function=negation(fact("a"))),
            FactFrame(name="a", function=negation(fact("b"))),
            FactFrame(name="b", function=negation(fact("a"))),
        ]
    )
    with pytest.raises(CyclicFacts, match=r"ring of 2: \[a\] → \[b\] → \[a\]") as caught:
        evaluate(ring, "start", situation())
    assert caught.value.ring == ("a", "b", "a")
    assert evaluate(ring, "start", situation(b=True)).value is True  # what is given breaks the ring


def test_a_long_ring_is_shortened_when_shown() -> None:
    ring = make([FactFrame(name=str(n), function=negation(fact(str((n + 1) % 50)))) for n in range(50)])
    with pytest.raises(CyclicFacts, match=r"ring of 50: \[0\] → .* → … → .* → \[0\]$") as caught:
        evaluate(ring, "0", situation())
    assert len(caught.value.ring) == 51


def test_ten_thousand_levels_are_no_problem() -> None:
    levels = 10_000
    chain = make([FactFrame(name=str(n), function=negation(fact(str(n + 1)))) for n in range(levels)])
    assert evaluate(chain, "0", situation(**{str(levels): True})).value is True
    deep = fact("x")
    for _ in range(levels):
        deep = negation(deep)  # type: ignore[assignment]  # any expression
    assert conclude(deep, {"x": True}).value is True
    assert deep == deep
    assert len({deep, negation(deep)}) == 2
    assert "Operation" in repr(deep)
    inner = fact("x")
    for _ in range(levels):
        inner = Projection(("y",), inner)  # type: ignore[assignment]  # any expression
    assert inner.kind is None
    assert Projection(("y",), inner, Scope.ALL).kind is Kind.LIST
    assert Projection(("y",), Projection(("y",), negation(fact("x")))).kind is Kind.BOOLEAN
    assert conclude(inner, {"x": True, "y": True}).value is True


# --- parties -------------------------------------------------------------------------------------------------
def test_is_asks_who_acts() -> None:
    assert conclude(Is(PAULA), by=PAULA).value is True
    assert conclude(Is(PAULA), by=COLLEGE).value is False
    assert conclude(Is(PAULA)).value is UNKNOWN
    assert conclude(Is(), by=COLLEGE).value is True


# --- what was created ----------------------------------------------------------------------------------------
APPLICATION = FactFrame(name="aanvraag", function=Creation((fact("bedrag"),)))
DOUBLE = FactFrame(name="dubbel", function=op(Operator.PRODUCT, fact("bedrag"), fact("factor")))


def application(amount: int, id: str = "1") -> Record:
    return Record({"bedrag": Decimal(amount)}, id)


@pytest.mark.parametrize(
    ("value", "scope", "answer"),
    [
        (application(5), Scope.SINGLE, Decimal(5)),
        ((application(5),), Scope.SINGLE, Decimal(5)),
        ((application(5), application(7, "2")), Scope.SINGLE, UNKNOWN),  # which one?
        ((application(5), application(7, "2")), Scope.ALL, (Decimal(5), Decimal(7))),
        ((), Scope.ALL, ()),
        (False, Scope.ALL, ()),
        (False, Scope.SINGLE, UNKNOWN),
        (Record({}, "3"), Scope.SINGLE, UNKNOWN),
        ((application(5), Record({}, "3")), Scope.ALL, UNKNOWN),
        ("x", Scope.ALL, UNKNOWN),
        (("x",), Scope.ALL, UNKNOWN),
    ],
)
def test_a_projection_looks_into_what_was_created(value: Value, scope: Scope, answer: Outcome) -> None:
    projection = Projection(("aanvraag",), fact("bedrag"), scope)
    assert conclude(projection, {"aanvraag": value}, frames=[APPLICATION]).value == answer


def test_a_projection_follows_a_path_and_computes_within_the_record() -> None:
    inner = Record({"bedrag": Decimal(5)}, "1")
    outer = Record({"gegevens": inner}, "2")
    path = Projection(("aanvraag", "gegevens"), fact("dubbel"))
    values: dict[str, Value] = {"aanvraag": outer, "factor": Decimal(2), "bedrag": Decimal(99)}
    assert (
        conclude(path, values, frames=[DOUBLE]).value == 10
    )  # 5 × 2: the record goes before what is outside
    assert conclude(Projection(("aanvraag", "niets"), fact("bedrag")), values).value is UNKNOWN
    missing = Projection(("aanvraag", "gegevens", "niets"), fact("bedrag"), Scope.ALL)
    assert conclude(missing, {"aanvraag": Record({"gegevens": "tekst"}, "2")}).value is UNKNOWN


def test_when_it_is_only_said_to_be_there_the_facts_outside_count() -> None:
    projection = Projection(("aanvraag",), fact("bedrag"))
    assert conclude(projection, {"aanvraag": True, "bedrag": Decimal(4)}).value == 4
    every = Projection(("aanvraag",), fact("bedrag"), Scope.ALL)
    assert conclude(every, {"aanvraag": True, "bedrag": Decimal(4)}).value == (Decimal(4),)


def test_a_fault_within_a_projection_is_that_of_the_whole() -> None:
    broken = Projection(("aanvraag",), negation(fact("bedrag")), Scope.ALL)
    assert isinstance(conclude(broken, {"aanvraag": (application(5),)}).value, Fault)
    into_a_fault = Projection(("kapot",), fact("bedrag"))
    frames = [FactFrame(name="kapot", function=op(Operator.SUM, fact("x")))]
    assert isinstance(conclude(into_a_fault, {"x": True}, frames=frames).value, Fault)


def test_what_only_acts_create_is_unknown_until_it_is_certain_that_none_did() -> None:
    model = make([APPLICATION])
    assert evaluate(model, "aanvraag", situation()).value is UNKNOWN
    absent = Situation(values={}, on=DAY, absent=frozenset({"aanvraag"}))
    conclusion = evaluate(model, "aanvraag", absent)
    assert (conclusion.value, conclusion.how) == (False, How.ABSENT)
    assert conclude(negation(Creation())).value is UNKNOWN


# --- faults --------------------------------------------------------------------------------------------------
def test_facts_that_do_not_fit_are_refused_with_the_reason() -> None:
    with pytest.raises(EvaluationFault, match="needs numbers, amounts or dates of one kind"):
        evaluate(MODEL, "inkomen is laag", situation(inkomen="veel", grens=Decimal(3)))


def test_what_cannot_be_read_has_no_value() -> None:
    with pytest.raises(EvaluationFault, match="the operator XOR2 is not known") as caught:
        evaluate(
            make([FactFrame(name="a", function=Unreadable("the operator XOR2 is not known"))]),
            "a",
            situation(),
        )
    assert caught.value.fault.code == "unreadable"
    with pytest.raises(ValueError, match="say why"):
        Unreadable("")


def test_conclusions_are_kept_between_questions() -> None:
    evaluation = Evaluation(MODEL, situation(student=True))
    assert evaluation.conclude_fact("recht").value is False
    assert evaluation.conclude_fact("recht") is evaluation.conclude_fact("recht")
    assert evaluation.conclude(Literal(True)).value is True


def test_a_projection_needs_something_to_look_into() -> None:
    with pytest.raises(ValueError, match="what it looks into"):
        Projection((), fact("x"))


def test_many_records_beside_many_facts_share_those_facts() -> None:
    """Each record had a copy of all facts: 2,000 of both took 100 MB, and 20,000 more than a computer has."""
    rows = tuple(Record({"bedrag": Decimal(1)}, str(number)) for number in range(20_000))
    facts: dict[str, Value] = {f"feit {number}": True for number in range(20_000)}
    total = op(Operator.SUM, Projection(("rij",), fact("bedrag"), Scope.ALL))
    assert conclude(total, {**facts, "rij": rows}).value == Decimal(20_000)


def test_of_a_path_whose_beginning_is_not_known_nothing_is_known() -> None:
    assert conclude(Projection(("aanvraag", "gegevens"), fact("naam"))).value is UNKNOWN

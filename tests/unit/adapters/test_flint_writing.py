"""An interpretation as FLINT JSON: what FLINT has, what it says otherwise, and what it cannot hold."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.flint.writing import write_flint
from waarborg.core.law import expressions as law
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.expressions import (
    Creation,
    Expression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import Identity, Kind, Money, Value
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

A, B, C = Reference("a"), Reference("b"), Reference("c")
DAY = date(2025, 1, 31)
HALF_UP = law.Rounding(2, law.RoundingMode.HALF_UP)
ID_LOST = "the id is left out"


def make(*frames: Frame, **fields: Any) -> Interpretation:
    values = {"id": "parkeren", "version": "1", "title": Text("Parkeren", "Parkeren"), **fields}
    return Interpretation(frames=frames, **values)


def write(*frames: Frame, **fields: Any) -> tuple[dict[str, Any], list[str]]:
    text, losses = write_flint(make(*frames, **fields))
    return json.loads(text), [loss for loss in losses if loss != ID_LOST]


def write_function(function: Expression) -> tuple[Any, list[str]]:
    model, losses = write(FactFrame(name="x", function=function))
    return model["facts"][0]["function"], losses


def read_back(*frames: Frame) -> tuple[Frame, ...]:
    interpretation, warnings, _ = read_flint(write_flint(make(*frames))[0], file="parkeren.json")
    assert not warnings
    return interpretation.frames


FITTING = [
    A,
    Literal(True),
    Literal(Decimal("1653.60")),
    Literal(Decimal("1E+300")),
    Literal(" tekst “met” \n tekens"),
    all_of(A, any_of(B, negation(C))),
    Operation(Operator.AND, ()),
    Operation(Operator.AT_MOST, (A, Literal(Decimal(500)))),
    Operation(Operator.EQUAL, (A, Literal("56.10.1"))),
    Operation(Operator.SUM, (A, Operation(Operator.PRODUCT, (B, Literal(Decimal("1.15")))))),
    Operation(Operator.MIN, (A, Operation(Operator.MAX, (B, C)))),
    Creation((A, B)),
    Creation(),
    Projection(("aanvraag", "gegevens"), A),
    Projection(("aanvraag",), A, Scope.ALL),
    Projection(("aanvraag",), A, Scope.SOME),
    Operation(Operator.AND, (Projection(("kinderen",), negation(A), Scope.ALL),)),
    Is(),
    Is(Identity("partij-1")),
]


@pytest.mark.parametrize("function", FITTING)
def test_what_flint_has_is_read_back_as_the_same_expression(function: Expression) -> None:
    assert write_function(function)[1] == []
    (fact,) = read_back(FactFrame(name="minder dan de grens", function=function))
    assert fact == FactFrame(name="minder dan de grens", function=function)


def test_all_parts_of_frames_are_read_back() -> None:
    frames = (
        ActFrame(
            name="vergunning verlenen",
            actor=Reference("college"),
            action="verlenen",
            object=Reference("aanvraag"),
            recipient=Reference("aanvrager"),
            precondition=all_of(A, B),
            creates=(fact_name("vergunning"), duty_name("betalen")),
            terminates=(fact_name("aanvraag"),),
            explanation="Regel een.\nRegel twee.",
            sources=(
                Source(
                    SourceKind.BWB,
                    "artikel 1",
                    "jci1.3:c:BWBR0000001&artikel=1",
                    quote="Verzonnen tekst.",
                    note="Een opmerking",
                    valid=Period(date(2020, 1, 1), date(2021, 1, 1)),
                ),
                Source(SourceKind.BWB, "artikel 2", slot=Slot.ACTOR, quote="het college", valid=Period(DAY)),
            ),
        ),
        FactFrame(name="vergunning", function=Creation()),
        FactFrame(name="a"),
        DutyFrame(
            name="betalen",
            holder=Reference("aanvrager"),
            claimant=Reference("college"),
            components=("op tijd", "geheel"),
            creates=("vergunning verlenen",),
            terminates=("ontvangen",),
            enforces=("aanmanen",),
        ),
    )
    assert read_back(*frames) == frames


def test_the_model_has_its_title_and_version() -> None:
    interpretation, _, _ = read_flint(write_flint(make(version="2.1"))[0], file="parkeren.json")
    assert (interpretation.title.nl, interpretation.version) == ("Parkeren", "2.1")


# --- said otherwise --------------------------------------------------------------------------------------
EQUIVALENT: list[tuple[Expression, dict[str, Value]]] = [
    *((Operation(Operator.LESS_THAN, (A, B)), {"a": Decimal(left), "b": Decimal(5)}) for left in (4, 5, 6)),
    (Operation(Operator.DIFFERENCE, (A, B)), {"a": Decimal("1.10"), "b": Decimal("0.35")}),
    *(
        (Operation(Operator.IF, (A, negation(B), B)), {"a": a, "b": b})
        for a in (True, False)
        for b in (True, False)
    ),
    *(
        (Operation(Operator.MEMBER, (A, Operation(Operator.LIST, (B, C)))), {"a": a, "b": "x", "c": "y"})
        for a in ("x", "z")
    ),
    *((Operation(Operator.MEMBER, (A, Literal(("x", "y")))), {"a": a}) for a in ("y", "z")),
    (Operation(Operator.SUM, (Operation(Operator.LIST, (A, B)), A)), {"a": Decimal(1), "b": Decimal(2)}),
]


@pytest.mark.parametrize(("function", "values"), EQUIVALENT)
def test_what_flint_lacks_is_written_with_operators_that_give_the_same(
    function: Expression, values: dict[str, Value]
) -> None:
    before = make(FactFrame(name="x", function=function))
    after = read_flint(write_flint(before)[0], file="x.json")[0]
    situation = Situation(values=values, on=DAY)
    expected = Evaluation(before, situation).conclude_fact("x").value
    assert Evaluation(after, situation).conclude_fact("x").value == expected


def test_strictly_less_becomes_not_at_most() -> None:
    assert write_function(Operation(Operator.LESS_THAN, (A, B))) == (
        {
            "expression": "NOT",
            "operand": {"expression": "LESS_THAN", "operands": ["[b]", "[a]"], "means": "at most"},
        },
        [],
    )


def test_dates_and_amounts_become_numbers_and_that_is_said() -> None:
    function, losses = write_function(
        all_of(
            Operation(Operator.AT_MOST, (A, Literal(DAY))),
            Operation(Operator.AT_MOST, (B, Literal(Money(Decimal("12.50"))))),
            Operation(Operator.AT_MOST, (C, law.EvaluationDate())),
        )
    )
    second = [operand["operands"][1] for operand in function["operands"]]
    assert second == [
        {"expression": "LITERAL", "operand": 20250131},
        {"expression": "LITERAL", "operand": 12.5},
        "[peildatum]",
    ]
    assert losses == [
        "[x]: dates are numbers, such as 20260131",
        "[x]: amounts of money are numbers, in EUR",
        "[x]: the day on which the rule is applied is the fact [peildatum], as 20260131",
    ]


def test_a_period_becomes_two_limits() -> None:
    function, _ = write_function(Operation(Operator.MEMBER, (A, Literal(Period(DAY, date(2026, 1, 1))))))
    limit = {"expression": "LITERAL", "operand": 20250131}
    end = {"expression": "LITERAL", "operand": 20260101}
    assert function["operands"] == [
        {"expression": "LESS_THAN", "operands": [limit, "[a]"], "means": "at most"},
        {
            "expression": "NOT",
            "operand": {"expression": "LESS_THAN", "operands": [end, "[a]"], "means": "at most"},
        },
    ]
    open_end, _ = write_function(Operation(Operator.MEMBER, (A, Literal(Period(DAY)))))
    assert len(open_end["operands"]) == 1


@pytest.mark.parametrize(
    "part",
    [
        Operation(Operator.QUOTIENT, (A, Operation(Operator.ROUND, (B,), HALF_UP)), HALF_UP),
        Operation(Operator.COUNT, (A,)),
        Operation(Operator.LIST, (A, B)),
        Operation(Operator.BETWEEN, (A, B), Unit.YEAR),
        Operation(Operator.ADD, (A,), Length(6, Unit.WEEK)),
        Operation(Operator.IF, (A, B, C)),
        Operation(Operator.MEMBER, (A, B)),
        Operation(Operator.MEMBER, (A, Operation(Operator.PERIOD, (B, C)))),
        Operation(Operator.MEMBER, (A, Literal((Period(DAY),)))),
        Literal(Period(DAY)),
        law.Unreadable("geen voorwaarde"),
    ],
)
def test_a_part_that_flint_cannot_say_becomes_a_fact_to_supply(part: Expression) -> None:
    model, losses = write(FactFrame(name="x", function=Operation(Operator.EQUAL, (part, C))))
    assert model["facts"][0]["function"]["operands"] == ["[uit te rekenen 1]", "[c]"]
    supplied = model["facts"][1]
    assert (supplied["fact"], supplied["function"]) == ("[uit te rekenen 1]", "[]")
    assert supplied["explanation"].startswith("In FLINT niet uit te drukken: ")
    assert len(losses) == 1


def test_the_same_part_is_one_fact() -> None:
    part = Operation(Operator.COUNT, (A,))
    model, _ = write(FactFrame(name="x", function=part), FactFrame(name="y", function=part))
    assert [fact["fact"] for fact in model["facts"]] == ["[x]", "[y]", "[uit te rekenen 1]"]


def test_long_parts_that_begin_alike_are_not_one_fact() -> None:
    many = tuple(Reference(f"feit {number}") for number in range(300))
    parts = [Operation(Operator.LIST, (*many, last)) for last in (A, B)]
    model, _ = write(*(FactFrame(name=name, function=part) for name, part in zip("xy", parts, strict=True)))
    assert [fact["function"] for fact in model["facts"][:2]] == [
        "[uit te rekenen 1]",
        "[uit te rekenen 2]",
    ]


def test_a_fact_that_takes_a_place_has_a_name_of_its_own() -> None:
    function = all_of(
        Operation(Operator.EQUAL, (law.EvaluationDate(), A)),
        Operation(Operator.EQUAL, (Operation(Operator.COUNT, (A,)), B)),
    )
    model, _ = write(
        FactFrame(name="x", function=function),
        FactFrame(name="peildatum"),
        FactFrame(name="uit te rekenen 1"),
    )
    operands = model["facts"][0]["function"]["operands"]
    assert [operand["operands"][0] for operand in operands] == ["[peildatum*]", "[uit te rekenen 1*]"]


def test_what_would_double_without_end_becomes_a_fact() -> None:
    function: Expression = negation(A)
    for _ in range(100):
        function = Operation(Operator.IF, (function, B, negation(C)))
    text, _ = write_flint(make(FactFrame(name="x", function=function)))
    assert len(text) < 50_000_000
    assert "uit te rekenen" in text


# --- what does not fit -----------------------------------------------------------------------------------
def test_what_has_no_place_in_flint_is_named() -> None:
    choice = Choice(
        id="c",
        question=Text("Telt dit?", "Does this count?"),
        options=(Option("a", Text("a", "a")), Option("b", Text("b", "b"))),
    )
    term = Operation(Operator.TERM, (law.EvaluationDate(),), law.TermRule(Length(6, Unit.WEEK)))
    sources = (
        Source(SourceKind.POLICY, "beleid", slot=Slot.TERM, paraphrase=Text("a", "b")),
        Source(SourceKind.BWB, "artikel 1", slot=Slot.TERM, quote="zes weken"),
    )
    model, losses = write(
        DutyFrame(name="betalen", term=term, label=Text("a", "b"), sources=sources),
        FactFrame(name="a", kind=Kind.NUMBER, valid=Period(DAY), function=B),
        FactFrame(name="a", valid=Period(date(2020, 1, 1), DAY)),
        status=Status.VERIFIED,
        summary=Text("a", "b"),
        authority="Voorbeeldstad",
        valid=Period(DAY),
        made_on=DAY,
        supersedes="0",
        choices=(choice,),
        title=Text("Parkeren", "Parking"),
    )
    assert losses == [
        "the status is left out",
        "the authority is left out",
        "the summary is left out",
        "the period for which it is meant is left out",
        "the day on which it was made is left out",
        "which version it supersedes is left out",
        "the title in English is left out",
        "the choices (1) are left out",
        "[a] has several periods; only the last one is written",
        "<betalen>: the label is left out",
        "<betalen>: the term is written in the explanation only",
        "<betalen>: the English paraphrase of a source is left out",
        "<betalen>: that a source is of the kind policy cannot be seen any more",
        "<betalen>: that a source is about the term is left out",
        "[a]: the period of the frame is left out",
        "[a]: the kind of value and the question are left out",
    ]
    assert model["duties"][0]["explanation"].startswith("Termijn: ")
    assert [fact["function"] for fact in model["facts"]] == ["[b]"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a [b] c", "[a [b] c]"),
        ("a] EN [b", "[a) EN (b]"),
        ("a  b", "[a b]"),
        ("???", "[naam ???]"),
    ],
)
def test_a_name_that_would_be_misread_is_repaired(name: str, written: str) -> None:
    model, losses = write(FactFrame(name=name))
    assert model["facts"][0]["fact"] == written
    assert bool(losses) == (written != f"[{name}]")


@pytest.mark.parametrize("depth", [20_000])
def test_depth_is_no_limit(depth: int) -> None:
    function: Expression = A
    for _ in range(depth):
        function = negation(function)
    (fact,) = read_back(FactFrame(name="x", function=function))
    assert fact == FactFrame(name="x", function=function)


def test_the_file_is_laid_out_for_people() -> None:
    text, _ = write_flint(make(FactFrame(name="x", function=all_of(A, B))))
    assert text == (
        '{\n  "model": "Parkeren",\n  "version": "1",\n  "acts": [],\n  "facts": [\n    {\n'
        '      "fact": "[x]",\n'
        '      "function": {\n        "expression": "AND",\n        "operands": ["[a]", "[b]"]\n      },\n'
        '      "sources": [],\n      "explanation": ""\n    }\n  ],\n  "duties": []\n}\n'
    )

"""Damaged FLINT models and laws are read with warnings, or refused with a reason; what is written is read back."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.adapters.flint.machine_law import read_machine_law
from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.flint.writing import write_flint
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.linked_data.law import make_graph
from waarborg.core.law.expressions import (
    Expression,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
)
from waarborg.core.law.frames import ActFrame, FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.terms.text import Text

SMALL = {
    "model": "Klein",
    "version": "1",
    "acts": [
        {
            "act": "<<doen>>",
            "actor": "[a] OF ([b] EN NIET [c])",
            "action": "[doen]",
            "object": "[a]",
            "interested-party": "b",
            "preconditions": {
                "expression": "XOR",
                "operands": [
                    {"expression": "LIST", "name": "rijen", "items": {"expression": "NOT", "operand": "[c]"}},
                    {
                        "expression": "LESS_THAN",
                        "operands": [{"expression": "LITERAL", "operand": 1.5}, "[d]"],
                    },
                ],
            },
            "create": "[a];<p>,c",
            "terminate": ["[a]"],
            "sources": [
                {
                    "validFrom": "01-02-2020",
                    "validTo": "31-12-9999",
                    "citation": "art. 1",
                    "juriconnect": "jci1.3:c:BWBR0000001&artikel=1",
                    "text": "een twee drie",
                    "tags": [{"word": 1, "roles": ["Actor"]}, {"word": 2, "roles": ["Object", "Actor"]}],
                }
            ],
        }
    ],
    "facts": [
        {"fact": "[a]", "function": {"expression": "CREATE", "operands": ["[b]"]}, "verified": True},
        {
            "fact": "[b]",
            "function": {"expression": "PROJECTION", "context": ["[a]"], "fact": "[c]", "scope": "all"},
            "reference": "art. 2",
            "version": "2-[19980101]-[jjjjmmdd]",
        },
        {
            "fact": "c",
            "function": {"expression": "IS", "operand": "ANYONE"},
            "versions": [{"archived": False}],
        },
    ],
    "duties": [
        {
            "duty": "<p>",
            "duty-holder": "[a]",
            "claimant": "[b]",
            "duty-components": "<x> EN <y>",
            "create": "<<doen>>",
            "enforce": ["<<doen>>"],
        }
    ],
}
LAW = """
name: Klein
valid_from: 2025-01-01
legal_basis: {law: A, article: "1"}
properties:
  parameters: [{name: a, type: number, legal_basis: {law: A, juriconnect: "jci1.3:c:BWBR0000001"}}]
  output: [{name: b, type: boolean}]
  definitions: {c: 0.5, d: {value: 3}}
actions: [{output: b, value: $a, operation: AND, values: [{legal_basis: {law: A}}]}]
requirements: [{all: [{legal_basis: {article: "2"}}]}]
"""

PIECES = st.sampled_from(
    [
        *(
            None,
            True,
            5,
            -1.5,
            "",
            "x",
            "[x",
            "<<",
            "[]",
            "[a]",
            "<p>",
            "<<doen>>",
            "[a] EN [b",
            "((",
            "NIET",
        ),
        *("\ud800", "\x00", "[a\nb]", "31-02-2020", "AND", "LIST", "LITERAL", "9" * 500, 10**400, 1e300),
        *([], {}, [[]], {"expression": "NOT"}, {"expression": "MIN", "operands": "[a]"}, [None, {"a": 1}]),
    ]
)


@cache
def list_places(text: str) -> list[tuple[str | int, ...]]:
    """Every place in a piece of JSON, from the top."""
    places: list[tuple[str | int, ...]] = []
    todo: list[tuple[tuple[str | int, ...], Any]] = [((), json.loads(text))]
    while todo:
        place, value = todo.pop()
        places.append(place)
        if isinstance(value, dict):
            todo.extend(((*place, key), part) for key, part in value.items())
        elif isinstance(value, list):
            todo.extend(((*place, number), part) for number, part in enumerate(value))
    return places


def damage(text: str, number: int, piece: Any, rename: bool) -> str:
    """The JSON with one place replaced, or the key of that place renamed."""
    document = json.loads(text)
    places = list_places(text)
    place = places[number % len(places)]
    if not place:
        return json.dumps(piece)
    inside = document
    for step in place[:-1]:
        inside = inside[step]
    if rename and isinstance(inside, dict):
        inside[str(piece)] = inside.pop(place[-1])
    else:
        inside[place[-1]] = piece
    return json.dumps(document)


def check(read: Callable[..., tuple[Any, Any, Any]], text: str) -> None:
    refused: LawFileError | None = None
    try:
        interpretation, warnings, document = read(text, file="voorbeeld.json")
    except LawFileError as error:
        refused = error
    if refused is not None:
        assert refused.place
        assert refused.fault_text.nl
        return
    assert isinstance(interpretation, Interpretation)
    assert isinstance(document, dict)
    assert all(warning.code and warning.place for warning in warnings)
    # What was read must be of use: it can be written, in both ways.
    again, _, _ = read_flint(write_flint(interpretation)[0], file="voorbeeld.json")
    assert len(again.frames) >= len(interpretation.frames)
    make_graph(interpretation)


@given(st.integers(0, 10**6), PIECES, st.booleans(), st.integers(0, 10**6), PIECES)
@settings(max_examples=200)
def test_a_small_model_with_damaged_parts_is_read_or_refused(
    first: int, piece: Any, rename: bool, second: int, other: Any
) -> None:
    once = damage(json.dumps(SMALL), first, piece, rename)
    check(read_flint, once)
    if isinstance(json.loads(once), dict | list) and json.loads(once):
        check(read_flint, damage(once, second, other, not rename))


@given(st.data())
@settings(max_examples=300)
def test_a_text_that_is_cut_or_garbled_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([json.dumps(SMALL, indent=1), json.dumps(SMALL)]))
    place = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(place, min(len(text), place + 40)))
    garbage = data.draw(
        st.text(st.characters(codec=None), max_size=6) | st.sampled_from(["//", "/*", '"', "\\", "["])
    )
    check(read_flint, text[:place] + garbage + text[end:])
    check(read_flint, text[:place])


@given(st.data())
@settings(max_examples=300)
def test_a_law_that_is_cut_or_garbled_is_read_or_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(LAW)))
    end = data.draw(st.integers(place, min(len(LAW), place + 30)))
    garbage = data.draw(
        st.text(max_size=5)
        | st.sampled_from(["&a ", "*a", "!!binary ", "[", "{", "? ", "<<: ", "- ", ".inf", "1e9999"])
    )
    check(read_machine_law, LAW[:place] + garbage + LAW[end:])


@pytest.mark.parametrize(
    "name", ["lerarenbeurs.mps", "awb-excel-export.law-reg", "tegemoetkoming-covid19.mps"]
)
@given(number=st.integers(0, 10**6), piece=PIECES, rename=st.booleans())
@settings(max_examples=15)
def test_a_model_of_real_law_with_a_damaged_part_is_read_or_refused(
    shared_data: Path, name: str, number: int, piece: Any, rename: bool
) -> None:
    check(
        read_flint,
        damage(read_text(shared_data / "flint/models" / f"{name}.flint.json"), number, piece, rename),
    )


@cache
def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["expression", "operands", "operand", "items", "context", "name"]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_as_a_function_is_an_expression_or_nothing(function: Any) -> None:
    check(read_flint, json.dumps({"facts": [{"fact": "[x]", "function": function}]}))


# --- there and back --------------------------------------------------------------------------------------
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1, max_size=12)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)


def combine(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return (
        st.builds(Operation, st.sampled_from([Operator.AND, Operator.OR]), parts)
        | inner.map(lambda part: Operation(Operator.NOT, (part,)))
        | st.builds(
            lambda path, part, scope: Operation(Operator.AND, (Projection((path,), part, scope),)),
            NAMES,
            inner,
            st.sampled_from(Scope),
        )
    )


COMPARISONS = st.builds(
    lambda operator, name, number: Operation(operator, (Reference(name), Literal(number))),
    st.sampled_from([Operator.AT_MOST, Operator.EQUAL]),
    NAMES,
    NUMBERS,
)
CONDITIONS: st.SearchStrategy[Expression] = st.recursive(
    NAMES.map(Reference) | st.booleans().map(Literal) | COMPARISONS, combine, max_leaves=12
)


@given(CONDITIONS)
def test_an_expression_that_fits_in_flint_comes_back_the_same(condition: Expression) -> None:
    frames = (ActFrame(name="a", precondition=condition), FactFrame(name="minder dan b", function=condition))
    made = Interpretation(id="x", version="1", title=Text("x", "x"), frames=frames)
    text, losses = write_flint(made)
    again, warnings, _ = read_flint(text, file="x.json")
    assert list(losses) == ["the id is left out"]
    assert not warnings
    assert again.frames == frames


@given(NUMBERS)
def test_a_number_comes_back_exactly(number: Decimal) -> None:
    frame = FactFrame(name="x", function=Literal(number))
    made = Interpretation(id="x", version="1", title=Text("x", "x"), frames=(frame,))
    assert read_flint(write_flint(made)[0], file="x.json")[0].frames == (frame,)

"""Expressions of FLINT, from JSON and from text, are read as the models mean them."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.small_flint import op, read, read_act, read_function
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
    Unreadable,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.values import Identity

A, B = Reference("a"), Reference("b")
THREE = Literal(Decimal(3))


# --- expressions ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "function", ["", "[]", "\ud800", "[\x00]", "<<>>,<<>>", "-", "???", " ", None, "[] EN [] OF NIET []"]
)
def test_an_empty_function_is_a_fact_that_somebody_supplies(function: object) -> None:
    assert read_function(function) == (None, [])


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("[a]", A),
        (op("AND", "[a]", "[b]"), all_of(A, B)),
        (op("or", "[a]", op("NOT", "[b]")), any_of(A, negation(B))),
        ({"expression": "NOT", "operand": "[a]"}, negation(A)),
        (op("EQUAL", "[a]", "[b]"), Operation(Operator.EQUAL, (A, B))),
        (op("SUM", "[a]", {"expression": "LITERAL", "operand": 3}), Operation(Operator.SUM, (A, THREE))),
        (op("PRODUCT", "[a]"), Operation(Operator.PRODUCT, (A,))),
        (op("MIN", "[a]", "[b]"), Operation(Operator.MIN, (A, B))),
        (op("MAX", "[a]", "[b]"), Operation(Operator.MAX, (A, B))),
        ({"expression": "LITERAL", "operand": True}, Literal(True)),
        ({"expression": "LITERAL", "operand": "true"}, Literal("true")),
        ({"expression": "CREATE"}, Creation()),
        (op("CREATE", "[a]", "[]"), Creation((A,))),
        ({"expression": "IS", "operand": "ANYONE"}, Is()),
        ({"expression": "IS", "operand": "did:x:1"}, Is(Identity("did:x:1"))),
        (
            {"expression": "PROJECTION", "context": ["[p]", "[q]"], "operand": "[a]"},
            Projection(("p", "q"), A),
        ),
        ({"expression": "PROJECTION", "context": "[p]", "fact": "[a]"}, Projection(("p",), A)),
        (
            {"expression": "PROJECTION", "context": ["[p]"], "fact": "[a]", "scope": "some"},
            Projection(("p",), A, Scope.SOME),
        ),
        ({"expression": "LIST", "name": "rijen", "items": "[a]"}, Projection(("rijen",), A, Scope.ALL)),
        (
            op("SUM", {"expression": "LIST", "name": "rijen", "items": "[a]"}),
            Operation(Operator.SUM, (Projection(("rijen",), A, Scope.ALL),)),
        ),
    ],
)
def test_an_expression_is_read_without_a_warning(function: object, expected: Expression) -> None:
    assert read_function(function) == (expected, [])


def test_numbers_are_exact() -> None:
    text = '{"facts": [{"fact": "[x]", "function": {"expression": "LITERAL", "operand": 0.10000000000000000001}}]}'
    assert next(read(text)[0].facts).function == Literal(Decimal("0.10000000000000000001"))


def test_less_than_is_at_most_as_in_the_program_it_was_made_for() -> None:
    function, codes = read_function(op("LESS_THAN", "[a]", "[b]"), explanation="ten minste gelijk aan")
    assert function == Operation(Operator.AT_MOST, (A, B))
    assert codes == ["less_than_means_at_most"]


@pytest.mark.parametrize(
    ("words", "is_strict"),
    [
        ("minder dan de grens", True),
        ("opgericht voor 15 maart 2020", True),
        ("vóór 15-03-2020", True),
        ("strictly below", True),
        ("niet minder dan de grens", False),
        ("minder dan of gelijk aan", False),
        ("ten hoogste 3, niet meer dan dat", False),
        ("de grens", False),
        ("voor de aanvraag", False),
    ],
)
def test_less_than_is_strict_where_the_frame_says_so(words: str, is_strict: bool) -> None:
    function, codes = read_function(op("LESS_THAN", "[a]", "[b]"), explanation=words)
    assert function == Operation(Operator.LESS_THAN if is_strict else Operator.AT_MOST, (A, B))
    assert codes == ["less_than_kept" if is_strict else "less_than_means_at_most"]


@pytest.mark.parametrize(
    ("words", "limit", "is_strict"),
    [
        ("waar ten hoogste 250 personen werken", 251, True),
        ("at most 250 people", 251, True),
        ("waar ten hoogste 250 personen werken", 250, False),
        ("waar ten hoogste 251 personen werken", 251, False),
        ("ten hoogste 250,5 euro", 251, False),
        ("ten minste 250 personen", 251, False),
        ("ten hoogste 0 personen", 1, False),
        ("ten hoogste 250 personen", 250.5, False),
    ],
)
def test_less_than_the_number_after_the_highest_that_counts_is_strict(
    words: str, limit: float, is_strict: bool
) -> None:
    """Somebody who knew that less than is strict wrote `< 251` for "at most 250": read as ≤ 251 it lets one more in."""
    literal = {"expression": "LITERAL", "operand": limit}
    function, _ = read_function(op("LESS_THAN", "[a]", literal), explanation=words)
    assert isinstance(function, Operation)
    assert (function.operator is Operator.LESS_THAN) is is_strict


@pytest.mark.parametrize(
    "function",
    [
        op("NOT", op("LESS_THAN", "[a]", "[b]")),
        op("AND", op("LESS_THAN", "[a]", "[b]"), op("LESS_THAN", "[b]", "[a]")),
    ],
)
def test_words_are_not_relied_on_where_they_can_be_about_something_else(function: object) -> None:
    assert read_function(function, explanation="meer dan")[1] == ["less_than_means_at_most"]


def test_xor_is_written_out() -> None:
    function, codes = read_function(op("XOR", "[a]", "[b]"))
    assert function == any_of(all_of(A, negation(B)), all_of(negation(A), B))
    assert codes == ["xor"]


def test_xor_inside_xor_stops_before_it_grows_without_end() -> None:
    function: object = "[a]"
    for _ in range(40):
        function = op("XOR", function, "[b]")
    assert Counter(read_function(function)[1]) == {"xor": 9}


def test_a_list_as_a_condition_holds_for_every_row() -> None:
    nested = {
        "expression": "LIST",
        "name": "kinderen",
        "items": {"expression": "LIST", "name": "diplomas", "items": "[a]"},
    }
    act, codes = read_act(preconditions=nested)
    assert act.precondition == Operation(Operator.AND, (Projection(("kinderen", "diplomas"), A, Scope.ALL),))
    assert set(codes) == {"list_as_condition"}


def test_a_projection_inside_a_list_stays_one() -> None:
    inner = {"expression": "PROJECTION", "context": ["[p]"], "operand": "[a]", "scope": "all"}
    function, _ = read_function({"expression": "LIST", "name": "rijen", "items": inner})
    assert function == Projection(("rijen",), Projection(("p",), A, Scope.ALL), Scope.ALL)


def test_a_list_of_conditions_without_a_name_gets_one() -> None:
    function, codes = read_function({"expression": "LIST", "items": op("NOT", "[a]")})
    assert function == Operation(Operator.AND, (Projection(("lijst van a",), negation(A), Scope.ALL),))
    assert codes == ["list_without_name", "list_as_condition"]


@pytest.mark.parametrize(
    ("operand", "expected", "code"),
    [
        ({"expression": "LITERAL", "operands": [True]}, Literal(True), "operands_of_literal"),
        ({"expression": "LITERAL", "operands": True}, Literal(True), "operands_of_literal"),
        ({"expression": "LITERAL", "operand": "WAAR"}, Literal(True), "text_for_yes_or_no"),
        (True, Literal(True), "bare_value"),
        ("a", A, "name_without_brackets"),
        ({"expression": "AND", "operand": "[a]"}, Operation(Operator.AND, (A,)), "operand_without_list"),
    ],
)
def test_what_can_be_meant_in_one_way_is_read_with_a_warning(
    operand: object, expected: Expression, code: str
) -> None:
    function, codes = read_function(op("AND", operand, "[b]"))
    assert (function, codes) == (all_of(expected, B), [code])


@pytest.mark.parametrize(
    ("operand", "code"),
    [
        ("[]", "empty_operand"),
        ("<plicht>", "no_fact"),
        (None, "no_expression"),
        (["[a]"], "no_expression"),
        ({}, "unknown_expression"),
        ({"expression": 5}, "unknown_expression"),
        ({"expression": "BANANAS"}, "unknown_expression"),
        ({"expression": "LITERAL"}, "no_value"),
        ({"expression": "LITERAL", "operand": None}, "no_value"),
        ({"expression": "IS", "operand": 5}, "no_party"),
        (op("XOR", "[a]"), "xor"),
        (op("LESS_THAN", "[a]"), "invalid_expression"),
        (op("NOT"), "invalid_expression"),
        (op("MIN"), "invalid_expression"),
        (op("EQUAL", "[a]", "[b]", "[a]"), "invalid_expression"),
        ({"expression": "PROJECTION", "context": [], "operand": "[a]"}, "invalid_expression"),
        ({"expression": "PROJECTION", "context": [5], "operand": "[a]"}, "invalid_expression"),
        (
            {"expression": "PROJECTION", "context": ["[p]"], "operand": "[a]", "scope": "veel"},
            "unknown_scope",
        ),
        ("zomaar wat woorden", "text_not_readable"),
    ],
)
def test_what_cannot_be_meant_is_kept_as_unreadable_and_the_rest_is_read(operand: object, code: str) -> None:
    function, codes = read_function(op("OR", "[a]", operand))
    assert isinstance(function, Operation)
    assert function.operands[0] == A
    assert isinstance(function.operands[1], Unreadable)
    assert code in codes


@pytest.mark.parametrize("digits", ["1e999999999", "1e99999999999999999999", "NaN", "-Infinity"])
def test_a_number_that_no_law_has_is_unreadable(digits: str) -> None:
    text = f'{{"facts": [{{"fact": "[x]", "function": {{"expression": "LITERAL", "operand": {digits}}}}}]}}'
    interpretation, codes = read(text)
    assert isinstance(next(interpretation.facts).function, Unreadable)
    assert codes == ["invalid_expression"]


def test_a_condition_in_words_of_the_first_models_is_read() -> None:
    function, codes = read_function("([a] OF [b])\r\nEN NIET [c]")
    assert (function, codes) == (all_of(any_of(A, B), negation(Reference("c"))), [])


def test_a_fact_that_an_act_brings_about_is_created() -> None:
    assert read_function("<<>>") == (Creation(), ["created_by_an_act"])


@pytest.mark.parametrize("depth", [100, 20_000])
def test_depth_is_no_limit(depth: int) -> None:
    function = '{"expression": "NOT", "operand": ' * depth + '"[a]"' + "}" * depth
    expression = next(read(f'{{"facts": [{{"fact": "[x]", "function": {function}}}]}}')[0].facts).function
    found = 0
    while expression is not None and expression.parts:
        expression, found = expression.parts[0], found + 1
    assert found == depth

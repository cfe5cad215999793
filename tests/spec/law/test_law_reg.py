"""The expressions of @discipl/law-reg 0.7.3 as it evaluated them: the quirks are the specification."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from waarborg.core.law.law_reg.asking import Check
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.explanation import Node
from waarborg.core.law.law_reg.expressions import FactsInARing, evaluate
from waarborg.core.law.law_reg.models import Model
from waarborg.core.law.law_reg.operators import MOST_ITEMS
from waarborg.core.law.law_reg.values import (
    MOST_DIGITS,
    UNDEFINED,
    LawRegError,
    NotANumber,
    TooManyDigits,
    spell,
)

ANSWERS = {
    "[yes]": True,
    "[no]": False,
    "[zero]": Decimal(0),
    "[five]": Decimal(5),
    "[six]": Decimal(6),
    "[vijf]": "vijf",
    "[spelt]": "5",
}


class Asked:
    """A resolver that knows ANSWERS and remembers what it was asked."""

    def __init__(self) -> None:
        self.facts: list[Any] = []

    def __call__(
        self, fact: Any, names: Sequence[Any], indices: Sequence[int], options: Sequence[str]
    ) -> Any:
        self.facts.append(fact)
        return ANSWERS.get(fact, UNDEFINED)


def work_out(expression: Any, *facts: dict[str, Any], asked: Any = None, node: Node | None = None) -> Any:
    case = Case(Model({"facts": list(facts)}))
    return evaluate(expression, Check(case, "me", asked or Asked()), node=node)


def multi(operator: str, *operands: Any) -> dict[str, Any]:
    return {"expression": operator, "operands": list(operands)}


@pytest.mark.parametrize(
    ("operator", "operands", "value"),
    [
        ("AND", [], True),
        ("AND", ["[yes]", "[yes]"], True),
        ("AND", ["[yes]", "[no]"], False),
        ("AND", ["[yes]", "[?]"], UNDEFINED),
        ("AND", ["[?]", "[no]"], False),
        ("AND", ["[zero]", "[vijf]"], True),
        ("OR", [], False),
        ("OR", ["[no]", "[yes]"], True),
        ("OR", ["[no]", "[no]"], False),
        ("OR", ["[no]", "[?]"], UNDEFINED),
        ("OR", ["[?]", "[yes]"], True),
        ("OR", ["[no]", "[zero]"], True),
        ("LESS_THAN", [], True),
        ("LESS_THAN", ["[five]", "[six]"], True),
        ("LESS_THAN", ["[five]", "[five]"], True),
        ("LESS_THAN", ["[six]", "[five]"], False),
        ("LESS_THAN", ["[zero]", "[five]", "[six]"], True),
        ("LESS_THAN", ["[zero]", "[six]", "[five]"], False),
        ("LESS_THAN", ["[five]", "[?]"], UNDEFINED),
        ("LESS_THAN", ["[vijf]", "[six]"], False),
        ("LESS_THAN", ["[yes]", "[six]"], False),
        ("EQUAL", [], True),
        ("EQUAL", ["[five]", "[five]"], True),
        ("EQUAL", ["[five]", "[spelt]"], True),
        ("EQUAL", ["[five]", "[six]"], False),
        ("EQUAL", ["[vijf]", "[vijf]"], True),
        ("EQUAL", ["[vijf]", "[five]"], False),
        ("EQUAL", ["[yes]", "[yes]"], True),
        ("EQUAL", ["[no]", "[no]"], False),
        ("EQUAL", ["[yes]", "[vijf]"], False),
        ("EQUAL", ["[five]", "[?]"], UNDEFINED),
        ("SUM", [], Decimal(0)),
        ("SUM", ["[five]", "[six]"], Decimal(11)),
        ("SUM", ["[five]", "[?]"], UNDEFINED),
        ("PRODUCT", [], Decimal(1)),
        ("PRODUCT", ["[five]", "[six]"], Decimal(30)),
        ("PRODUCT", ["[?]", "[six]"], UNDEFINED),
        ("MIN", [], UNDEFINED),
        ("MIN", ["[six]", "[five]"], Decimal(5)),
        ("MAX", [], UNDEFINED),
        ("MAX", ["[five]", "[six]"], Decimal(6)),
        ("MAX", ["[five]", "[?]"], UNDEFINED),
    ],
)
def test_each_operator_gives_what_the_interpreter_gave(
    operator: str, operands: list[str], value: Any
) -> None:
    outcome = work_out(multi(operator, *operands))
    assert (outcome, type(outcome)) == (value, type(value))


@pytest.mark.parametrize(
    ("operand", "value"),
    [("[yes]", False), ("[no]", True), ("[?]", UNDEFINED), ("[zero]", UNDEFINED), ("[vijf]", UNDEFINED)],
)
def test_not_knows_only_yes_and_no(operand: str, value: Any) -> None:
    assert work_out({"expression": "NOT", "operand": operand}) is value


@pytest.mark.parametrize("operand", [True, Decimal("1.15"), "text"])
def test_a_literal_is_what_stands_there(operand: Any) -> None:
    assert work_out({"expression": "LITERAL", "operand": operand}) == operand


def test_a_literal_whole_number_is_a_number() -> None:
    assert isinstance(work_out({"expression": "LITERAL", "operand": 5}), Decimal)


def test_a_multiplication_is_exact() -> None:
    assert work_out(multi("PRODUCT", literal("1.15"), literal(400), literal(100))) == 46000


def literal(number: str | int) -> dict[str, Any]:
    return {"expression": "LITERAL", "operand": Decimal(number)}


@pytest.mark.parametrize("spelt", ["vijf", "", " 5", "Infinity"])
def test_a_number_does_not_equal_a_text_but_stops_the_interpreter(spelt: str) -> None:
    text = {"expression": "LITERAL", "operand": spelt}
    with pytest.raises(NotANumber, match="Invalid number") as refused:
        work_out(multi("EQUAL", "[five]", text))
    assert refused.value.value == spelt


def test_more_digits_than_anything_in_a_law_are_refused() -> None:
    with pytest.raises(TooManyDigits, match="more than 10000 digits"):
        work_out(multi("SUM", literal(1), literal(f"1e-{MOST_DIGITS + 1}")))
    with pytest.raises(TooManyDigits):
        work_out(multi("PRODUCT", literal("1e999999"), literal("1e999999")))


@pytest.mark.parametrize(
    ("operator", "operands", "asked"),
    [
        ("AND", ["[?]", "[no]", "[yes]"], ["[?]", "[no]"]),
        ("OR", ["[?]", "[yes]", "[no]"], ["[?]", "[yes]"]),
        ("LESS_THAN", ["[six]", "[five]", "[yes]"], ["[six]", "[five]"]),
        ("EQUAL", ["[?]", "[five]"], ["[?]"]),
        ("SUM", ["[?]", "[five]"], ["[?]"]),
    ],
)
def test_an_operator_stops_where_the_interpreter_stopped(
    operator: str, operands: list[str], asked: list[str]
) -> None:
    resolver = Asked()
    work_out(multi(operator, *operands), asked=resolver)
    assert resolver.facts == asked


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (multi("XOR"), "Unknown expression type XOR"),
        (multi("BANANAS"), "Unknown expression type BANANAS"),
        ({"operands": []}, "Unknown expression type undefined"),
        ({"expression": ["AND"]}, "Unknown expression type"),
        (None, "Unknown expression type undefined"),
        ({"expression": "AND"}, "AND has no list of operands"),
        ({"expression": "PROJECTION", "fact": "[a]"}, "PROJECTION has no context"),
    ],
)
def test_what_the_interpreter_did_not_know_is_an_error(expression: Any, message: str) -> None:
    with pytest.raises(LawRegError, match=message):
        work_out(expression)


# --- facts -----------------------------------------------------------------------------------------------


def test_a_fact_follows_from_its_function() -> None:
    resolver = Asked()
    facts = [{"fact": "[a]", "function": "[b]"}, {"fact": "[b]", "function": multi("AND", "[yes]")}]
    assert work_out("[a]", *facts, asked=resolver) is True
    assert resolver.facts == ["[yes]"]


@pytest.mark.parametrize("function", ["[]", "", None])
def test_a_fact_without_function_is_asked(function: Any) -> None:
    assert work_out("[yes]", {"fact": "[yes]", "function": function}) is True


def test_an_empty_leaf_asks_the_fact_of_which_it_is_the_function() -> None:
    assert work_out("[yes]", {"fact": "[yes]", "function": multi("AND", "[]")}) is True
    assert work_out("[]") is UNDEFINED


def test_of_two_facts_with_one_name_the_last_counts() -> None:
    facts = [{"fact": "[a]", "function": "[no]"}, {"fact": "[a]", "function": "[yes]"}]
    assert work_out("[a]", *facts) is True


def test_a_fact_that_was_answered_with_something_true_is_not_asked_again() -> None:
    resolver = Asked()
    work_out(multi("AND", "[yes]", "[yes]", "[?]", "[?]", "[no]"), asked=resolver)
    assert resolver.facts == ["[yes]", "[?]", "[?]", "[no]"]


def test_a_ring_of_facts_is_named() -> None:
    facts = [
        {"fact": f"[{one}]", "function": multi("AND", f"[{other}]")} for one, other in ("xa", "ab", "ba")
    ]
    with pytest.raises(FactsInARing, match=r"\[a\] -> \[b\] -> \[a\]; correct") as found:
        work_out("[x]", *facts)
    assert found.value.ring == ("[a]", "[b]", "[a]")


def test_a_long_ring_is_named_in_short() -> None:
    facts = [{"fact": f"[{number}]", "function": f"[{(number + 1) % 10_000}]"} for number in range(10_000)]
    with pytest.raises(FactsInARing) as found:
        work_out("[0]", *facts)
    assert len(found.value.ring) == 10_001
    assert "[9] -> ... -> [0];" in str(found.value)


def test_depth_costs_no_stack() -> None:
    nested: Any = "[yes]"
    for _ in range(10_000):
        nested = {"expression": "NOT", "operand": nested}
    node = Node()
    assert work_out(nested, node=node) is True
    assert node.operands[0].render()["value"] is True
    facts = [{"fact": f"[{number}]", "function": f"[{number + 1}]"} for number in range(10_000)]
    assert work_out("[0]", *facts) is UNDEFINED


# --- lists -----------------------------------------------------------------------------------------------


class Listed:
    """A resolver with answers for the items of a list, one after the other."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.places: list[tuple[list[Any], list[int]]] = []

    def __call__(
        self, fact: Any, names: Sequence[Any], indices: Sequence[int], options: Sequence[str]
    ) -> Any:
        self.places.append((list(names), list(indices)))
        return self.answers.pop(0)


LIST = {"expression": "LIST", "name": "children", "items": "[age]"}


def test_a_list_goes_on_until_an_item_is_false() -> None:
    resolver = Listed(Decimal(8), Decimal(12), False)
    assert work_out(multi("SUM", LIST), asked=resolver) == 20
    assert resolver.places == [(["children"], [0]), (["children"], [1]), (["children"], [2])]


def test_an_empty_list_is_false_and_one_with_an_unknown_item_unknown() -> None:
    assert work_out(LIST, asked=Listed(False)) is False
    assert work_out(LIST, asked=Listed(Decimal(1), UNDEFINED)) is UNDEFINED


def test_a_list_in_a_list_keeps_both_places() -> None:
    nested = {"expression": "LIST", "name": "outer", "items": LIST}
    check = Check(Case(Model({})), "me", Listed("a", False, False))
    assert evaluate(nested, check) == [["a"]]
    inner = [{"[age]": "a"}, {"[age]": False}]
    assert check.supplied == {"outer": [{"children": inner}, {"children": [{"[age]": False}]}]}


def test_a_fact_within_an_item_is_not_asked_twice() -> None:
    resolver = Listed("a", False, False)
    work_out({"expression": "LIST", "items": multi("AND", "[age]", "[age]")}, asked=resolver)
    assert [indices for _, indices in resolver.places] == [[0], [1]]


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(LawRegError, match=f"'children' has no end after {MOST_ITEMS} items"):
        work_out(LIST, asked=lambda *question: True)


# --- the explanation -------------------------------------------------------------------------------------


def test_the_explanation_holds_what_was_evaluated_and_leaves_out_what_is_unknown() -> None:
    node = Node()
    work_out(
        multi("AND", "[a]", "[?]", "[no]", "[yes]"), {"fact": "[a]", "function": literal("1.50")}, node=node
    )
    assert node.operands[0].render() == {
        "expression": "AND",
        "operandExplanations": [
            {
                "fact": "[a]",
                "operandExplanations": [{"expression": "LITERAL", "value": "1.5"}],
                "value": "1.5",
            },
            {"fact": "[?]", "operandExplanations": [{}]},
            {"fact": "[no]", "operandExplanations": [{"value": False}], "value": False},
        ],
        "value": False,
    }


def test_a_list_is_explained_with_its_values() -> None:
    node = Node()
    work_out(LIST, asked=Listed(Decimal(8), False), node=node)
    assert node.operands[0].render()["value"] == ["8"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.00", "0"),
        ("-0", "0"),
        ("3.250", "3.25"),
        ("-4", "-4"),
        ("1E+2", "100"),
        ("46000.00", "46000"),
        ("0.05", "0.05"),
        ("-0.000001", "-0.000001"),
        ("0.0000001", "1e-7"),
        ("100000000000000000000", "100000000000000000000"),
        ("1250000000000000000000", "1.25e+21"),
    ],
)
def test_a_number_is_spelt_as_the_interpreter_did(number: str, text: str) -> None:
    assert spell(Decimal(number)) == text


def test_unknown_says_so() -> None:
    assert repr(UNDEFINED) == "UNDEFINED"

"""What the validator of @discipl/law-reg 0.7.3 said about a model."""

from typing import Any

import pytest

from waarborg.core.law.law_reg.diagnostics import NotDiagnosed, count_codes, diagnose, diagnose_text


def show(model: Any) -> list[tuple[Any, ...]]:
    return [(found.code, found.severity, found.source, *found.path) for found in diagnose(model)]


def test_a_sound_model_has_no_remarks() -> None:
    model = {
        "acts": [{"act": "<<a>>", "actor": "[b]", "preconditions": "", "create": ["<d>", "", None]}],
        "facts": [{"fact": "[b]", "function": "[]"}],
        "duties": [{"duty": "<d>", "duty-holder": "[nowhere]"}],
    }
    assert show(model) == []


def test_a_name_of_another_form_is_an_error() -> None:
    model = {
        "acts": [{"act": "<<a>>\r\n"}, {"act": None}],
        "facts": [{"fact": "b"}],
        "duties": [{"duty": ""}],
    }
    assert show(model) == [
        ("LR0001", "ERROR", "<<a>>\r\n", "acts", 0, "act"),
        ("LR0001", "ERROR", "b", "facts", 0, "fact"),
        ("LR0001", "ERROR", "", "duties", 0, "duty"),
    ]


def test_a_name_that_stands_twice_is_an_error_the_second_time() -> None:
    assert show({"facts": [{"fact": "[a]"}, {"fact": "[a]"}]}) == [
        ("LR0003", "ERROR", "[a]", "facts", 1, "fact")
    ]


def test_what_is_named_and_not_there_is_a_warning_first_of_what_acts_make() -> None:
    model = {
        "acts": [
            {
                "act": "<<a>>",
                "actor": "[]",
                "object": "[o]",
                "preconditions": {"expression": "NOT", "operand": "[p]"},
            },
            {"act": "<<b>>", "actor": "[x]", "create": ["[c]"], "terminate": ["<d>"]},
        ],
        "facts": [
            {"fact": "[f]", "function": {"expression": "AND", "operands": ["[f]", "[g]", {"expression": "LIST", "items": "[h]"}]}},
            {"fact": "[l]", "function": {"expression": "LITERAL", "operand": "[text]"}},
            {"fact": "[q]", "function": {"expression": "PROJECTION", "context": ["[r]"], "operand": "[s]"}},
        ],
    }  # fmt: skip
    assert [found[2:] for found in show(model)] == [
        ("[c]", "acts", 1, "create", 0),
        ("<d>", "acts", 1, "terminate", 0),
        ("[]", "acts", 0, "actor"),
        ("[x]", "acts", 1, "actor"),
        ("[o]", "acts", 0, "object"),
        ("[p]", "acts", 0, "preconditions", "operand"),
        ("[g]", "facts", 0, "function", "operands", 1),
        ("[h]", "facts", 0, "function", "operands", 2, "items"),
    ]
    assert count_codes(diagnose(model)) == {"LR0002": 8}


def test_the_validator_stopped_on_a_text_in_create() -> None:
    with pytest.raises(NotDiagnosed, match=r"reading 'offset'") as stopped:
        diagnose({"acts": [{"act": "<<a>>", "create": "", "terminate": "-"}]})
    assert stopped.value.path == ("acts", 0, "terminate")


def test_text_that_is_no_json_has_one_remark() -> None:
    assert [(found.code, found.severity) for found in diagnose_text("{")] == [("LR0004", "ERROR")]
    assert diagnose_text('{"acts": []}') == []

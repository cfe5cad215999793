"""When a task is shown: each sort of condition, worked out by hand on answers of three sorts."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.official_files import convert_text
from tests.small_form import TODAY, sheet
from tests.small_official import SMALL, tasks
from waarborg.core.forms.forms import Form
from waarborg.core.forms.reading import Reading

QUESTIONS = {
    "yes": "type: [radio_option], options: [{value: true, label: Ja}, {value: false, label: Nee}]",
    "one": "type: [select_option], options: [{value: rood}, {value: groen, label: De kleur groen}]",
    "some": "type: [checkbox_option], options: [{value: rood}, {value: groen}]",
    "tick": "type: [checkbox_option], options: [{value: Akkoord}]",
    "text": "type: [text_input]",
    "number": "type: [text_input], valueType: number",
    "third": "type: [radio_option], options: [{value: true, label: Ja}, {value: null, label: Nvt}]",
}


def make(kind: str, operator: str, value: str, action: str = "show") -> tuple[Form, list[str]]:
    """A question, and one below it that is shown by a condition on the first; and what is told of it."""
    text = tasks(
        f'{{task: Eerst, id: "1", {QUESTIONS[kind]}}}',
        '{task: Dan, id: "2", type: [date], dependencies: [{type: conditional, '
        f'condition: {{id: "1", operator: {operator}, value: {value}}}, action: {action}}}]}}',
    )
    converted = convert_text(text)
    told = [
        one.says.en
        for one in converted.findings
        if one.spot.id == "2" and "another chapter" not in one.says.en
    ]
    return converted.form, told


def stand(form: Form, given: Mapping[str, Any], id: str = "2") -> str:
    return Reading(form, sheet(given), {}, on=TODAY).find_standing(id).value


@pytest.mark.parametrize(
    ("kind", "operator", "value", "yes", "no"),
    [
        ("yes", "equals", "true", True, False),
        ("yes", "equals", "false", False, True),
        ("one", "equals", "rood", "rood", "groen"),
        ("one", "equals", "groen", "groen", "rood"),
        ("one", "contains", "rood", "rood", "groen"),
        ("some", "contains", "rood", ("groen", "rood"), ("groen",)),
        ("some", "contains", "rood", ("rood",), ("geen-van-deze",)),
        ("tick", "contains", "Akkoord", True, False),
        ("text", "equals", "appel", "appel", "peer"),
        ("number", "equals", '"5"', 5, 6),
        ("third", "equals", "true", "ja", "nvt"),
    ],
)
def test_an_answer_shows_a_question_or_does_not(
    kind: str, operator: str, value: str, yes: object, no: object
) -> None:
    form, told = make(kind, operator, value)
    assert told == []
    assert [stand(form, {"1": yes}), stand(form, {"1": no}), stand(form, {})] == [
        "asked",
        "not_asked",
        "waiting",
    ]


@pytest.mark.parametrize(
    ("kind", "operator", "value", "yes", "no"),
    [
        ("yes", "equals", "true", True, False),
        ("yes", "equals", "false", False, True),
        ("one", "equals", "rood", "rood", "groen"),
        ("some", "contains", "rood", ("rood",), ("groen",)),
    ],
)
def test_hide_is_the_other_way_around(kind: str, operator: str, value: str, yes: object, no: object) -> None:
    form, told = make(kind, operator, value, "hide")
    assert [stand(form, {"1": yes}), stand(form, {"1": no})] == ["not_asked", "asked"]
    assert told == ["The official tool does nothing with “hide”; here it really hides."]


@pytest.mark.parametrize(
    ("kind", "operator", "value"),
    [
        ("yes", "equals", '"true"'),  # there an answer is yes itself, never the word
        ("yes", "equals", "ja"),
        ("one", "equals", "blauw"),
        ("one", "equals", "De kleur groen"),  # a label is no value
        ("some", "equals", "rood"),  # a list is no text
        ("some", "contains", "blauw"),
        ("tick", "equals", "Akkoord"),
        ("text", "equals", "true"),
        ("text", "equals", "5"),
        ("number", "equals", "5"),
        ("third", "equals", "false"),
    ],
)
def test_what_no_answer_can_be_never_shows_and_is_told(kind: str, operator: str, value: str) -> None:
    form, told = make(kind, operator, value)
    assert stand(form, {}) == "not_asked"
    assert len(told) == 1
    assert "can never be" in told[0]


def test_any_always_holds() -> None:
    form, told = make("text", "any", "x")
    assert stand(form, {}) == "asked"
    assert len(told) == 1


@pytest.mark.parametrize(("operator", "value"), [("all", "rood"), ("equals", "null")])
def test_what_has_no_meaning_blocks_and_does_not_count(operator: str, value: str) -> None:
    form, told = make("some", operator, value)
    assert stand(form, {}) == "asked"
    assert len(told) == 1
    text = tasks(
        f'{{task: Eerst, id: "1", {QUESTIONS["some"]}}}',
        '{task: Dan, id: "2", type: [date], dependencies: [{type: conditional, '
        f'condition: {{id: "1", operator: {operator}, value: {value}}}, action: show}}]}}',
    )
    assert convert_text(text).blocked


def test_a_value_between_quotes_twice_is_told_and_repaired_on_request() -> None:
    text = tasks(
        f'{{task: Eerst, id: "1", {QUESTIONS["some"]}}}',
        '{task: Dan, id: "2", type: [date], dependencies: [{type: conditional, '
        'condition: {id: "1", operator: contains, value: "\'rood\'"}, action: show}]}',
    )
    assert stand(convert_text(text).form, {"1": ("rood",)}) == "not_asked"
    assert stand(convert_text(text, repair=True).form, {"1": ("rood",)}) == "asked"


# 1.1   | 1.2   | 1.3 is asked because: 1.2 is shown (1.1 is yes) and its answer is no
# ------|-------|------
# yes   | no    | yes
# yes   | yes   | no
# no    | no    | no: 1.2 is hidden, so what was said there counts no longer
@pytest.mark.parametrize(
    ("first", "second", "standing"),
    [
        (True, False, "asked"),
        (True, True, "not_asked"),
        (False, False, "not_asked"),
        (False, None, "not_asked"),
    ],
)
def test_no_is_an_answer_and_not_what_is_left_of_a_hidden_question(
    first: bool, second: bool | None, standing: str
) -> None:
    given = {"1.1": first} | ({} if second is None else {"1.2": second})
    assert stand(convert_text(SMALL).form, given, "1.3") == standing


def test_a_condition_in_a_row_looks_at_that_row() -> None:
    form = convert_text(SMALL).form
    reading = Reading(form, sheet({"2.1": ("a", "b"), "2.1.2@a": True, "2.1.2@b": False}), {}, on=TODAY)
    assert [reading.find_standing("2.1.3", (row,)).value for row in "ab"] == ["asked", "not_asked"]


def test_conditions_of_a_task_and_of_those_around_it_hold_together() -> None:
    text = tasks(
        f'{{task: A, id: "1", {QUESTIONS["yes"]}}}',
        f'{{task: B, id: "2", {QUESTIONS["yes"]}}}',
        '{task: Deel, id: "3", type: [task_group], dependencies: [{type: conditional, condition: {id: "1", operator: equals, value: true}, action: show}], tasks: ['
        '{task: Groep, id: "3.1", type: [task_group], dependencies: [{type: conditional, condition: {id: "2", operator: equals, value: true}, action: show}], tasks: ['
        '{task: Vraag, id: "3.1.1", type: [date]}]}]}',
    )
    form = convert_text(text).form
    asked = {(a, b): stand(form, {"1": a, "2": b}, "3.1.1") for a in (True, False) for b in (True, False)}
    assert [key for key, standing in asked.items() if standing == "asked"] == [(True, True)]
    assert form.parts[2].when is not None


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ('{id: "9", operator: equals, value: true}', "which is not there; it does not count"),
        ('{id: "1.1", operator: equals, value: true}', "which stands in other rows; it does not count"),
    ],
)
def test_a_condition_on_what_is_out_of_reach_does_not_count(condition: str, says: str) -> None:
    text = tasks(
        f'{{task: Rijen, id: "1", type: [task_group], repeatable: true, tasks: [{{task: A, id: "1.1", {QUESTIONS["yes"]}}}]}}',
        f'{{task: Dan, id: "2", type: [date], dependencies: [{{type: conditional, condition: {condition}, action: show}}]}}',
    )
    converted = convert_text(text)
    assert stand(converted.form, {}) == "asked"
    assert [says in one.says.en for one in converted.findings if one.spot.id == "2"] == [True]


def test_a_condition_on_another_chapter_works_and_is_told() -> None:
    text = tasks(
        f'{{task: A, id: "1", {QUESTIONS["yes"]}}}',
        '{task: Dan, id: "2", type: [date], dependencies: [{type: conditional, condition: {id: "1", operator: equals, value: true}, action: show}]}',
    )
    converted = convert_text(text)
    assert [stand(converted.form, {"1": True}), stand(converted.form, {"1": False})] == ["asked", "not_asked"]
    assert ["another chapter" in one.says.en for one in converted.findings if one.spot.id == "2"] == [True]

"""Random definitions, expressions, answers and damaged files, next to a plain reading of what the official tool does."""

import json
from datetime import UTC, datetime
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.official_files import Twofold, convert_text
from tests.official_semantics import Plain, evaluate, truthy
from tests.small_form import TODAY, answer, sheet
from tests.small_official import REGISTRY, SMALL
from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.official_forms.converting import Converted
from waarborg.adapters.official_forms.jexl import JexlError, parse_jexl
from waarborg.adapters.official_forms.output_reading import read_output
from waarborg.adapters.official_forms.output_writing import write_output
from waarborg.core.forms.answers import Answer, Sheet
from waarborg.core.forms.following import list_outcomes
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Question, Type
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.law.values import Fault

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
SLOW = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
BOOLEAN = [{"value": True, "label": "Ja"}, {"value": False, "label": "Nee"}]
ASKED: dict[str, dict[str, Any]] = {
    "yes": {"type": ["radio_option"], "options": BOOLEAN},
    "one": {"type": ["select_option"], "options": [{"value": "a"}, {"value": "b", "label": "De b"}]},
    "some": {"type": ["checkbox_option"], "options": [{"value": "a"}, {"value": "b"}, {"value": "c"}]},
    "third": {"type": ["radio_option"], "options": [{"value": True}, {"value": False}, {"value": None}]},
    "text": {"type": ["text_input"]},
}
WANTED = (True, False, "a", "b", "'a'", "tekst", "true")


# --- definitions ---------------------------------------------------------------------------------------------------
@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """Chapters with questions and groups, some repeated; conditions look back, also where they cannot reach."""
    ids: list[str] = []

    def make_task(id: str, depth: int) -> dict[str, Any]:
        task: dict[str, Any] = {"task": f"Taak {id}", "id": id, "repeatable": False}
        if ids and draw(st.booleans()):
            task["dependencies"] = [
                {
                    "type": "conditional",
                    "condition": {
                        "id": draw(st.sampled_from([*ids, "99"])),
                        "operator": draw(st.sampled_from(("equals", "equals", "contains", "any"))),
                        "value": draw(st.sampled_from(WANTED)),
                    },
                    "action": draw(st.sampled_from(("show", "show", "hide"))),
                }
                for _ in range(draw(st.integers(1, 2)))
            ]
        if depth < 3 and draw(st.integers(0, 2)) == 0:
            task |= {"type": ["task_group"], "repeatable": draw(st.booleans())}
            task["tasks"] = [
                make_task(f"{id}.{number}", depth + 1) for number in range(draw(st.integers(1, 3)))
            ]
            return task
        task |= ASKED[draw(st.sampled_from(sorted(ASKED)))]
        task["repeatable"] = task["type"] == ["text_input"] and draw(st.integers(0, 3)) == 0
        ids.append(id)
        return task

    tasks = [
        {"task": f"Deel {number}", "id": str(number), "type": ["task_group"], "repeatable": False, "tasks": [make_task(f"{number}.{place}", 1) for place in range(draw(st.integers(1, 4)))]}
        for number in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    return {"name": "Toets", "urn": "urn:nl:toets", "version": "1.0", "description": "x", "tasks": tasks}


def make(definition: dict[str, Any]) -> Converted:
    return convert_text(yaml.safe_dump(definition, allow_unicode=True))


@SLOW
@given(definitions(), st.integers(0, 10**6))
def test_the_same_questions_are_shown(definition: dict[str, Any], seed: int) -> None:
    converted, plain = make(definition), Plain(definition)
    assert len(converted.form.questions) == len(list(plain.list_questions()))
    filled = Twofold(plain, converted.form, seed)
    answers = plain.prune(filled.official)
    reading = Reading(converted.form, filled.sheet, {}, on=TODAY)
    for one in reading.shown:
        if isinstance(one.item, Question):
            shown = plain.is_shown(one.item.id, one.address.rows, answers)
            assert one.standing is (Standing.ASKED if shown else Standing.NOT_ASKED), one.address


@SLOW
@given(definitions(), st.integers(0, 10**6))
def test_answers_go_out_and_come_back_the_same(definition: dict[str, Any], seed: int) -> None:
    form = make(definition).form
    filled = Twofold(Plain(definition), form, seed, share=0.8)
    read = read_output(write_output(form, filled.sheet, at=NOON).as_bytes(), form, file="x.json")
    assert read.remarks == ()
    assert list_given(form, read.file.answers) == list_given(form, filled.sheet)


@SLOW
@given(definitions(), st.integers(0, 10**6))
def test_what_is_written_is_what_the_official_tool_holds(definition: dict[str, Any], seed: int) -> None:
    """Every answer stands there in its own words, under the id of its question."""
    form, plain = make(definition).form, Plain(definition)
    filled = Twofold(plain, form, seed)
    document = json.loads(write_output(form, filled.sheet, at=NOON).as_bytes())
    found: dict[str, list[Any]] = {}
    for key, value in document["answers"].items():
        for row in value if isinstance(value, list) else [{key: value}]:
            for inner, held in row.items():
                if inner != "_index":
                    found.setdefault(inner.split("[")[0], []).append(held["value"])
    wanted: dict[str, list[Any]] = {}
    for (id, _), value in filled.official.items():
        wanted.setdefault(id, []).append(value)
    key = json.dumps
    assert {id: sorted(values, key=key) for id, values in found.items()} == {
        id: sorted(values, key=key) for id, values in wanted.items()
    }


def list_given(form: Form, answers: "Sheet | tuple[Answer, ...]") -> dict[str, object]:
    """Answers and rows by place; a group without rows says the same as one of which nothing is said."""
    return {
        str(one.address): one.value
        for one in answers
        if form.find_group(one.address.question) is None or one.value != ()
    }


# --- expressions -----------------------------------------------------------------------------------------------------
QUESTIONS = (
    "name: T\nurn: urn:nl:t\nversion: '1.0'\ndescription: x\ntasks:\n"
    "- {task: A, id: '1', type: [radio_option], options: [{value: true}, {value: false}]}\n"
    "- {task: B, id: '2', type: [select_option], options: [{value: rood}, {value: groen}]}\n"
    "- {task: C, id: '3', type: [checkbox_option], options: [{value: a}, {value: b}, {value: c}]}\n"
)
TRUTHS = st.sampled_from(
    (
        "bool(answers('1'))", "answers('2') == 'rood'", "answers('2') != 'groen'", "answers('2') in ['rood', 'geel']",
        "countSelectedOptions('3') >= 2", "bool(answers('9'))", "true", "answers('1') == 'false'", "answers('1') == true",
    )
)  # fmt: skip
NUMBERS = st.sampled_from(
    (
        "1",
        "2.5",
        "(answers('3') | count)",
        "weightedCountMap(answers('3'), ['a', 'c', 'x'], [2, 0.5, 9])",
        "0",
    )
)


def join(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(parts, st.sampled_from(("&&", "||")), parts).map(lambda x: f"({x[0]} {x[1]} {x[2]})"),
        st.tuples(parts, st.sampled_from(("&&", "||")), parts, st.sampled_from(("&&", "||")), parts).map(
            lambda x: f"{x[0]} {x[1]} {x[2]} {x[3]} {x[4]}"
        ).map(lambda x: f"({x})"),
        parts.map(lambda x: f"!({x})"),
        st.tuples(parts, parts, parts).map(lambda x: f"({x[0]} ? {x[1]} : {x[2]})"),
        st.tuples(parts, NUMBERS, NUMBERS, st.sampled_from(("+", "-", "*")), st.sampled_from(("<", "<=", ">", ">=", "==")), NUMBERS).map(
            lambda x: f"((({x[0]} && {x[1]}) {x[3]} {x[2]}) {x[4]} {x[5]})"
        ),
    )  # fmt: skip


@SLOW
@given(
    st.recursive(TRUTHS, join, max_leaves=8),
    st.sampled_from(("true", "false")),
    st.sampled_from(("rood", "groen")),
    st.lists(st.sampled_from("abc"), unique=True, max_size=3),
)
def test_an_expression_concludes_what_its_own_makers_conclude(
    expression: str, first: str, second: str, third: list[str]
) -> None:
    text = f"{QUESTIONS}assessments:\n- id: Uit\n  levels:\n  - level: required\n    result: Ja\n    expression: {json.dumps(expression)}\n"
    converted = convert_text(text)
    assert not converted.blocked
    official = {("1", ()): first, ("2", ()): second, ("3", ()): third}
    ours = {"1": first == "true", "2": second, "3": tuple(third) or ("geen-van-deze",)}
    (outcome,) = list_outcomes(Reading(converted.form, sheet(ours), {}, on=TODAY))
    assert outcome.holds.value == ("yes" if truthy(evaluate(expression, official, {})) else "no"), expression


@SLOW
@given(st.text(alphabet="ab.'\"()[]|&!=<>?:+-*/, 01", max_size=40))
def test_whatever_stands_in_an_expression_is_read_or_refused(text: str) -> None:
    told = ""
    try:
        parse_jexl(text)
    except JexlError as error:
        told = error.says.nl
    assert told == "" or told.endswith(".")


# --- damaged files ------------------------------------------------------------------------------------------------------
@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """A text with some lines taken away, doubled, or with another value."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("drop", "double", "change", "cut"))):
            case "drop":
                del lines[place]
            case "double":
                lines.insert(place, lines[place])
            case "change":
                value = draw(
                    st.sampled_from(("5", "true", "null", "[]", "{}", "[x]", "''", "~", "a: b", "*x", "1e9"))
                )
                lines[place] = lines[place].split(":")[0] + ": " + value
            case "cut":
                lines[place] = lines[place][: draw(st.integers(0, len(lines[place])))]
        if not lines:
            break
    return "\n".join(lines)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from((SMALL, REGISTRY)).flatmap(damaged))
def test_a_damaged_definition_becomes_a_form_or_is_refused_with_its_place(text: str) -> None:
    refused: list[LawFileError] = []
    try:
        converted = convert_text(text)
    except LawFileError as error:
        refused.append(error)
    else:
        reading = Reading(converted.form, Sheet.of(()), {}, on=TODAY)
        assert all(not isinstance(one.condition and one.condition.value, Fault) for one in reading.shown)
    assert all(one.place and one.fault_text.nl and one.remedy_text.nl for one in refused)


KLEIN = convert_text(SMALL).form
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(("true", "Soort a", "r0", "", "x")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("value", "data", "_index", "0", "2.1.1")), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
KEYS = st.sampled_from(
    ("0", "1.1", "1.4", "2.1", "2.1.1", "2.1.1[0]", "2.2", "2.3", "2.3.1[2]", "klein", "x[", "9")
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, VALUES | st.fixed_dictionaries({"value": VALUES}) | st.lists(st.fixed_dictionaries({"_index": st.integers(0, 3)}, optional={"2.1.1": st.fixed_dictionaries({"value": VALUES})}), max_size=3), max_size=5), VALUES)  # fmt: skip
def test_whatever_an_output_holds_is_read_or_refused(answers: dict[str, Any], more: object) -> None:
    document = {"metadata": {"waarborg": more}, "answers": answers, "taskState": more}
    try:
        read = read_output(json.dumps(document).encode(), KLEIN, file="x.json")
    except AnswersFileError:
        return
    again = read_output(write_output(KLEIN, read.file.answers, at=NOON).as_bytes(), KLEIN, file="x.json")
    assert list_given(KLEIN, again.file.answers) == list_given(KLEIN, read.file.answers)


@SLOW
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_of_a_definition_comes_through_the_file_of_the_form(title: str, help: str) -> None:
    document = {
        "name": "T", "urn": "urn:nl:t", "description": "x",
        "tasks": [{"task": title, "id": "1", "type": ["text_input"], "description": help}],
    }  # fmt: skip
    try:
        converted = convert_text(yaml.safe_dump(document, allow_unicode=True))
    except LawFileError:
        return
    (asked,) = converted.form.questions
    assert asked.type is Type.TEXT
    assert asked.ask.nl.strip()
    again = yaml.safe_load(yaml.safe_dump(converted.document, allow_unicode=True))
    assert again == json.loads(json.dumps(converted.document))
    assert answer("1", "x").value == "x"

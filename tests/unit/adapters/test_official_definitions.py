"""Files that are no official definition, or one with something wrong in it: the line, what is wrong, what to do."""

from pathlib import Path

import pytest

from tests.official_files import convert_text
from tests.small_form import TODAY
from tests.small_official import HEAD, REGISTRY, SMALL, tasks
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.official_forms.converting import Wishes, convert_file, write_form
from waarborg.adapters.official_forms.definition_yaml import MOST_BYTES
from waarborg.core.forms.library import Library


def refuse(text: str) -> LawFileError:
    with pytest.raises(LawFileError) as caught:
        convert_text(text)
    error = caught.value
    assert error.file == "definitie.yaml"
    assert error.fault_text.nl
    assert error.remedy_text.nl
    assert error.in_language("nl") != error.in_language("en")
    return error


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("name: a\nname: b\n", "line 2", "the key 'name' is written twice, first on line 1."),
        ("tasks: [", "line 2", "no valid YAML"),
        ("a: !!python/object:os.system x\n", "line 1", "special meaning"),
        ("a: &a [*a]\n", "line 1", "special meaning"),
        ("[" * 200, "line 1", "more than 100 levels"),
        ("a0: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 12)), "line", "more than 500000 values"),
        ("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 150)), "line 1", "more than 100 levels"),
        ("x: 1" + "0" * 5000, "line 1", "this number cannot be read"),
        ("just words", "$", "no definition of an assessment"),
        ("- a\n- b\n", "$", "no definition of an assessment"),
        ("parts: []\n", "$", "a form of Waarborg already"),
        ("metadata: {}\nanswers: {}\n", "$", "it holds answers"),
        ("definitions: []\n", "$", "it is a glossary"),
        ("name: Iets\n", "$", "it holds no list `tasks`"),
    ],
)  # fmt: skip
def test_what_is_no_definition_is_refused(text: str, place: str, says: str) -> None:
    error = refuse(text)
    assert error.place.startswith(place)
    assert says in error.fault_text.en


@pytest.mark.parametrize(
    ("task", "key", "says"),
    [
        ('{task: A, type: [date]}', "id", "“id” is missing or empty."),
        ('{id: "1", type: [date]}', "task", "“task” is missing or empty."),
        ('{task: A, id: "1"}', "type", "what sort of question"),
        ('{task: A, id: "1", type: date}', "type", "Here belongs a list"),
        ('{task: A, id: "1", type: [datum]}', "type", "“datum” is not known here."),
        ('{task: A, id: "1", type: [1]}', "type", "a list of texts"),
        ('{task: A, id: 1.1, type: [date]}', "id", "Here belongs a text"),
        ('{task: A, id: "1 a", type: [date]}', "id", "cannot be the id"),
        ('{task: A, id: "' + "1" * 41 + '", type: [date]}', "id", "cannot be the id"),
        ('{task: 5, id: "1", type: [date]}', "task", "Here belongs a text"),
        ('{task: "a\\0b", id: "1", type: [date]}', "task", "no text"),
        ('{task: A, id: "1", type: [date], repeatable: soms}', "repeatable", "true or false"),
        ('{task: A, id: "1", type: [date], tasks: {}}', "tasks", "Here belongs a list"),
        ('{task: A, id: "1", type: [date], tasks: [x]}', "tasks[0]", "a group of keys"),
        ('{task: A, id: "1", type: [radio_option], options: [{label: a}]}', "options[0].value", "An option has as its value"),
        ('{task: A, id: "1", type: [radio_option], options: [{value: 5}]}', "options[0].value", "An option has as its value"),
        ('{task: A, id: "1", type: [date], dependencies: [{type: soms}]}', "dependencies[0].type", "“soms” is not known"),
        ('{task: A, id: "1", type: [date], dependencies: [{type: conditional, action: show}]}', "dependencies[0].condition", "which question"),
        ('{task: A, id: "1", type: [date], dependencies: [{type: conditional, condition: {id: "2", operator: lijkt, value: a}}]}', "condition.operator", "“lijkt” is not known"),
        ('{task: A, id: "1", type: [date], dependencies: [{type: conditional, condition: {id: "2", operator: equals, value: [a]}}]}', "condition.value", "one value"),
        ('{task: A, id: "1", type: [date], dependencies: [{type: conditional, condition: {id: "2", operator: equals, value: a}, action: dans}]}', "action", "“dans” is not known"),
        ('{task: A, id: "1", type: [date], dependencies: [{type: instance_mapping, source: {id: "2"}, mapping_type: half}]}', "mapping_type", "“half” is not known"),
        ('{task: A, id: "1", type: [date], calculation: {expression: "1"}}', "calculation.scoreKey", "missing or empty"),
        ('{task: A, id: "1", type: [date], calculation: {scoreKey: a, expression: "1", riskScore: [{when: "true", value: veel}]}}', "riskScore[0].value", "The points"),
        ('{task: A, id: "1", type: [date], calculation: {scoreKey: a, expression: "1", riskScore: [{when: "true", value: .inf}]}}', "riskScore[0].value", "The points"),
        ('{task: A, id: "1", type: [date], references: {DPIA: [5]}}', "references.DPIA", "no reference"),
        ('{task: A, id: "1", type: [date], references: {DPIA: [{id: "1", type: half}]}}', "references.DPIA.type", "“half” is not known"),
        ('{task: A, id: "1", type: [date], sources: [{description: a}]}', "sources[0].source", "missing or empty"),
    ],
)  # fmt: skip
def test_a_task_with_something_wrong_is_refused_with_its_line(task: str, key: str, says: str) -> None:
    error = refuse(tasks('{task: Eerst, id: "0", type: [date]}', task))
    assert error.place.startswith("line 7 (tasks[1]")
    assert key in error.place
    assert says in error.fault_text.en


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (HEAD.replace("urn:nl:klein", "urn:nl:Klein:1.0") + '- {task: A, id: "1", type: [date]}\n', "line 2 (urn)", "the form that belongs"),
        (HEAD.replace('"1.0"', '"een"') + '- {task: A, id: "1", type: [date]}\n', "line 3 (version)", "no version"),
        (HEAD.replace('"1.0"', "1.0") + '- {task: A, id: "1", type: [date]}\n', "line 3 (version)", "Here belongs a text"),
        (HEAD.replace("name: Kleine toets", "name: ''") + '- {task: A, id: "1", type: [date]}\n', "line 1 (name)", "missing"),
        (HEAD, "line 5 (tasks)", "no question at all"),
        (tasks('{task: A, id: "1", type: [date]}', '{task: B, id: "1", type: [date]}'), "line 7 (tasks[1].id)", "on line 6"),
        (SMALL + "assessments:\n- {levels: []}\n", "line", "“id” is missing"),
        (SMALL + "assessments:\n- {id: A, levels: [{level: misschien, expression: 'true', result: B}]}\n", "line", "“misschien” is not known"),
        (SMALL + "assessments:\n- {id: A, levels: [{level: required, result: B}]}\n", "line", "“expression” is missing"),
    ],
)  # fmt: skip
def test_a_definition_with_something_wrong_is_refused_with_its_line(text: str, place: str, says: str) -> None:
    error = refuse(text)
    assert error.place.startswith(place)
    assert says in error.fault_text.en


def test_questions_that_wait_for_each_other_are_named() -> None:
    def wait(id: str, other: str) -> str:
        return (
            f'{{task: Vraag, id: "{id}", type: [radio_option], options: [{{value: a}}, {{value: b}}], dependencies: '
            f'[{{type: conditional, condition: {{id: "{other}", operator: equals, value: a}}, action: show}}]}}'
        )

    error = refuse(tasks(wait("1", "2"), wait("2", "1")))
    assert "wait for each other" in error.fault_text.en


def chain(length: int, *, back: bool) -> str:
    """Questions of which each is shown when the one before it (or behind it) is answered with no."""
    lines = []
    for number in range(length):
        other = number + 1 if back else number - 1
        wait = f', dependencies: [{{type: conditional, condition: {{id: "{other}", operator: equals, value: false}}, action: show}}]'
        lines.append(f'{{task: Vraag, id: "{number}", type: [radio_option], valueType: boolean{wait}}}')
    return tasks(*lines)


@pytest.mark.parametrize("back", [True, False])
def test_questions_that_depend_on_a_long_row_of_others_are_refused_in_time(back: bool) -> None:
    assert len(convert_text(chain(90, back=back)).form.questions) == 90
    assert "depends on more than 100 others" in refuse(chain(2_000, back=back)).fault_text.en


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("urn:nl:aivt:tr:kv:1.0\n", "urn:nl:kv:1.0\n", "the form that belongs"),
        ("urn: urn:nl:aivt:tr:kv:1.0:1.1", "urn: urn:nl:aivt:tr:kv:1.0", "the urn of this question"),
        ("urn:nl:aivt:tr:kv:1.0:1.2", "urn:nl:aivt:tr:kv:1.0:1.1", "is there already, on line"),
        ("type: [statement]", "type: [stelling]", "“stelling” is not known"),
        ("type: [statement]", "type: []", "what sort of question"),
        ("question: Het is af.", "question: ''", "“question” is missing"),
        ("{key: topic, value: Slot}", "{key: topic}", "“value” is missing"),
        ("required_status: Yes", "required_status: misschien", "true or false"),
        (
            "suggested_roles: [Projectleider, Gebruiker]",
            "suggested_roles: Projectleider",
            "Here belongs a list",
        ),
    ],
)
def test_the_task_registry_with_something_wrong_is_refused_with_its_line(
    before: str, after: str, says: str
) -> None:
    assert before in REGISTRY
    error = refuse(REGISTRY.replace(before, after, 1))
    assert error.place.startswith("line ")
    assert says.lower() in error.fault_text.en.lower()


def test_a_question_of_another_form_is_taken_along_and_told() -> None:
    converted = convert_text(
        REGISTRY.replace("urn: urn:nl:aivt:tr:kv:1.0:2.A", "urn: urn:nl:aivt:tr:ander:1.0:2.A")
    )
    assert [one.spot.id for one in converted.findings if "is of another form" in one.says.en] == ["2.A"]


# --- the file itself -----------------------------------------------------------------------------------------------
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(LawFileError) as caught:
        convert_file(path, Wishes(on=TODAY), Library(()))
    assert str(MOST_BYTES) in caught.value.fault_text.en


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a: \xe9\n", b"a: \x00\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "stuk.yaml"
    path.write_bytes(content)
    with pytest.raises(LawFileError) as caught:
        convert_file(path, Wishes(on=TODAY), Library(()))
    assert caught.value.remedy_text.en


def test_the_file_of_a_form_names_its_makers_and_cannot_be_broken_by_a_name() -> None:
    converted = convert_text(SMALL.replace("name: Kleine toets", 'name: "Kleine\\nid: stiekem"'))
    text = write_form(converted, file="bestand\nid: stiekem.yaml")
    assert text.splitlines()[0] == "# Kleine id: stiekem, version 1.0 (urn:nl:klein), as a form of Waarborg."
    assert text.splitlines()[2].startswith("id: official-klein")


def test_too_many_tasks_are_refused() -> None:
    many = "".join(f'- {{task: A, id: "{number}", type: [date]}}\n' for number in range(5_001))
    assert "more than 5000" in refuse(HEAD + many).fault_text.en

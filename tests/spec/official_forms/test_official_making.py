"""An official definition as a form of ours: parts, groups, questions, and what is said otherwise."""

import pytest

from tests.official_files import convert_text
from tests.small_form import form, group, part, question
from tests.small_official import REGISTRY, SMALL, tasks
from waarborg.adapters.official_forms.findings import Sort
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Group, Information, Item, Question


def draw(items: tuple[Item, ...]) -> list[object]:
    """Items as a short list: questions with their type, groups with what is in them."""
    found: list[object] = []
    for item in items:
        match item:
            case Question():
                found.append(f"{item.id} {item.type.value}")
            case Information():
                found.append(f"{item.id} lezen")
            case Group():
                found.append((f"{item.id}{' rijen' if item.repeat else ''}", draw(item.items)))
    return found


def say(text: str, **wishes: bool) -> list[tuple[str, str, str]]:
    """What is told: sort, place and the first words."""
    return [
        (one.sort.value, one.spot.id or one.spot.path, one.says.en)
        for one in convert_text(text, **wishes).findings
        if one.spot.path != "$"
    ]


def test_chapters_become_parts_and_tasks_groups_and_questions() -> None:
    converted = convert_text(SMALL)
    assert {one.id: draw(one.items) for one in converted.form.parts} == {
        "0": ["0 markup"],
        "1": ["1.1 boolean", "1.2 boolean", "1.3 text", "1.4 choices", "1.5 markup"],
        "2": [
            ("2.1 rijen", ["2.1.1 text", "2.1.2 boolean", "2.1.3 text"]),
            "2.2 choices",
            ("2.3 rijen", [("2.3.1.rijen rijen", ["2.3.1 markup"])]),
        ],
    }
    assert converted.counts == {
        "parts": 3, "groups": 3, "repeated": 3, "questions": 11, "conditions": 4, "facts": 0, "outcomes": 0,
    }  # fmt: skip
    assert (converted.official["nodes"], converted.official["questions"]) == (15, 11)


def test_a_form_says_what_it_was_made_from() -> None:
    made = convert_text(SMALL, id="eigen-toets", number=3).form
    assert (made.id, made.version, made.title.nl, made.title.en) == (
        "eigen-toets", "2026.3", "Kleine toets", "Kleine toets",
    )  # fmt: skip
    assert made.official is not None
    assert (made.official.urn, made.official.version, made.official.language) == ("urn:nl:klein", "1.0", "nl")
    assert convert_text(SMALL).form.id == "official-klein"


def test_rows_are_called_as_the_file_says() -> None:
    made = convert_text(SMALL).form
    rows, contents = made.find_group("2.1"), made.find_group("2.3.1.rijen")
    assert rows is not None
    assert contents is not None
    assert rows.one is not None
    assert contents.one is not None
    assert (rows.one.nl, rows.label, contents.one.nl, contents.label) == ("ding", "2.1.1", "stuk", "2.3.1")


def test_options_keep_their_label_and_the_form_remembers_their_official_name() -> None:
    made = convert_text(SMALL).form
    options = made.find_question("1.4")
    assert options is not None
    assert [(one.value, one.label.nl, one.exclusive) for one in options.options] == [
        ("soort-a", "Soort a", False),
        ("soort-b", "De tweede soort", False),
        ("soort-c", "Soort c", False),
        ("geen-van-deze", "Geen van deze", True),
    ]
    assert made.official is not None
    assert made.official.values == {"1.4": {"soort-b": "Soort b", "geen-van-deze": ""}}


def test_options_may_be_the_rows_of_a_group() -> None:
    chosen = convert_text(SMALL).form.find_question("2.2")
    assert chosen is not None
    assert chosen.options_from is not None
    assert (chosen.options_from.group, chosen.options_from.label) == ("2.1", "2.1.1")


@pytest.mark.parametrize(
    ("task", "type"),
    [
        ("type: [text_input]", "text"),
        ("type: [text_input], valueType: number", "number"),
        ("type: [open_text]", "markup"),
        ("type: [date]", "date"),
        ("type: [image]", "image"),
        ("type: [select_option], options: [{value: a}, {value: b}]", "choice"),
        ("type: [radio_option], options: [{value: true}, {value: false}]", "boolean"),
        ("type: [radio_option], valueType: boolean", "boolean"),
        (
            "type: [radio_option], options: [{value: true}, {value: false}, {value: null, label: Nvt}]",
            "choice",
        ),
        ("type: [radio_option], options: [{value: true}, {value: null}]", "choice"),
        ("type: [radio_option], options: [{value: enig}]", "boolean"),
        ("type: [radio_option]", "text"),
        ("type: [checkbox_option], options: [{value: a}, {value: b}]", "choices"),
        ("type: [multiselect_scrollable], options: [{value: a}, {value: b}]", "choices"),
        ("type: [multiselect_option], options: [{value: a}, {value: b}]", "choices"),
        ("type: [checkbox_option], options: [{value: Akkoord}]", "boolean"),
        ("type: [checkbox_option]", "list"),
        ("type: [open_text, date]", "markup"),
    ],
)
def test_each_sort_of_answer_has_its_type(task: str, type: str) -> None:
    text = tasks(f'{{task: Vraag, id: "1", repeatable: false, {task}}}')
    assert draw(convert_text(text).form.parts[0].items) == [f"1 {type}"]


def test_what_holds_nothing_is_read_and_what_asks_and_holds_is_two_things() -> None:
    made = convert_text(
        tasks(
            '{task: Lees, id: "1", type: [task_group], description: Dit.}',
            '{task: Ook, id: "2", type: [informational]}',
            '{task: Vraag, id: "3", type: [open_text], tasks: [{task: Onder, id: "3.1", type: [date]}]}',
        )
    ).form
    assert [draw(one.items) for one in made.parts] == [
        ["1 lezen"],
        ["2 lezen"],
        ["3 markup", ("3.groep", ["3.1 date"])],
    ]


def test_capitals_in_ids_become_small_and_the_form_remembers_them() -> None:
    made = convert_text(
        tasks('{task: A, id: "2.2A", type: [date]}', '{task: B, id: "2.2a", type: [date]}')
    ).form
    assert made.official is not None
    assert made.official.ids == {"2.2a": "2.2A", "2.2a-2": "2.2a"}
    assert [one.id for one in made.questions] == ["2.2a", "2.2a-2"]


def test_numbers_stand_before_groups_where_the_file_wants_that() -> None:
    """Before a question its number stands anyway."""
    text = "prefixQuestionIds: true\n" + tasks(
        '{task: Deel, id: "1", type: [task_group], is_official_id: false, tasks: ['
        '{task: Groep, id: "1.1", type: [task_group], tasks: [{task: Vraag, id: "1.1.1", type: [date]}]}]}'
    )
    form = convert_text(text).form
    assert [form.parts[0].title.nl, form.groups[0].title.nl, form.questions[0].ask.nl] == [
        "Deel",
        "1.1 Groep",
        "Vraag",
    ]


def test_html_becomes_plain_text_and_links_stay() -> None:
    text = tasks(
        '{task: Vraag, id: "1", type: [date], description: \'Zie <a href="https://voorbeeld.example/">daar</a>.<br>En <b>lees</b>.\'}'
    )
    (asked,) = convert_text(text).form.questions
    assert asked.help is not None
    assert asked.help.nl == "Zie daar (https://voorbeeld.example/).\nEn lees."


def test_action_points_become_rows_for_the_plan() -> None:
    text = tasks(
        '{task: Acties, id: "1", type: [task_group], action_point_group: true, tasks: [{task: Actie, id: "1.a", type: [open_text], repeatable: true}]}',
        '{task: Slot, id: "2", type: [date], action_point_summary: true}',
    )
    assert draw(convert_text(text).form.parts[0].items) == ["1.a actions"]
    assert [(sort, place) for sort, place, _ in say(text)] == [("changed", "1.a"), ("changed", "2")]


def test_questions_of_article_27_name_it_as_their_source() -> None:
    (asked,) = convert_text(tasks('{task: Vraag, id: "1", type: [date], in_fria: true}')).form.questions
    assert [(one.source.id, one.place) for one in asked.cited] == [("ai-act", "27")]


def test_earlier_answers_of_the_same_form_are_shown_beside_a_question() -> None:
    text = tasks(
        '{task: Eerst, id: "1", type: [date], references: {KLEIN: [{id: "2", type: pre-view}, {id: "3", type: pre-fill}], Ander: "4", Anders: [{id: "5", type: pre-fill}]}}',
        '{task: Dan, id: "2", type: [date]}',
        '{task: Slot, id: "3", type: [date]}',
    )
    made = convert_text(text).form
    assert [[link.place for link in one.beside] for one in made.questions] == [[], ["1"], ["1"]]
    assert [(sort, words[:40]) for sort, _, words in say(text)] == [
        ("changed", "The answer is filled in at 3 there; here"),
        ("lost", "The answer counts at question 5 of Ander"),
        ("lost", "A number of another model (such as presc"),
    ]


def test_what_may_stay_empty_by_its_own_words_is_not_required() -> None:
    made = convert_text(
        tasks(
            '{task: Een, id: "1", type: [date], description: Gebruik dit optionele veld.}',
            '{task: Twee, id: "2", type: [date], required_status: No}',
            '{task: Drie, id: "3", type: [date], required_status: Yes}',
            '{task: Vier, id: "4", type: [date]}',
        )
    ).form
    assert [one.required for one in made.questions] == [False, False, True, True]


@pytest.mark.parametrize(
    ("task", "says"),
    [
        ("type: [date], category: Iets", "The category was not taken over."),
        ("type: [date], defaultValue: 2026-01-01", "The value that stands there beforehand (2026-01-01) was not taken over."),
        ("type: [date], sources: [{source: plaatje.png}]", "The file plaatje.png belongs to the definition and is not in it."),
        ("type: [date], kleur: rood", "The key “kleur” is not known; it was not taken over."),
        ("type: [radio_option]", "The options are not in the file; here it is an open question."),
        ("type: [task_group], repeatable: true, instance_label_template: 'Rij {9}', tasks: [{task: A, id: '1.1', type: [date]}]", "A row is called after “Rij {9}” there; that question does not itself stand in the row."),
        ("type: [task_group], repeatable: true, dependencies: [{type: instance_mapping, source: {id: '9'}, mapping_type: one_to_one, action: sync_instances}], tasks: [{task: A, id: '1.1', type: [date]}]", "There a row comes by itself for each row of question 9; here one adds it."),
        ("type: [checkbox_option], dependencies: [{type: source_options, condition: {id: '9', operator: any}, action: options}]", "The options come from question 9, which is not there."),
    ],
)  # fmt: skip
def test_what_our_form_cannot_say_is_told(task: str, says: str) -> None:
    text = tasks(f'{{task: Vraag, id: "1", {task}}}')
    assert ("lost", "1", says) in say(text)


def test_rows_that_follow_other_rows_are_asked_for_in_words() -> None:
    text = tasks(
        '{task: Namen, id: "1", type: [task_group], repeatable: true, tasks: [{task: Naam, id: "1.1", type: [text_input]}]}',
        '{task: Leeftijden, id: "2", type: [task_group], repeatable: true, dependencies: [{type: instance_mapping, source: {id: \'1.1\'}, mapping_type: one_to_one, action: sync_instances}], tasks: [{task: Leeftijd, id: "2.1", type: [text_input]}]}',
    )
    group = convert_text(text).form.find_group("2")
    assert group is not None
    assert group.text is not None
    assert group.text.nl == "Eén rij voor elk antwoord op “Naam” (1.1), in dezelfde volgorde."


def test_options_of_rows_within_rows_cannot_be_taken_from_there() -> None:
    text = tasks(
        '{task: Een, id: "1", type: [task_group], repeatable: true, tasks: [{task: Twee, id: "1.1", type: [task_group], repeatable: true, tasks: [{task: Naam, id: "1.1.1", type: [text_input]}]}]}',
        "{task: Kies, id: \"2\", type: [checkbox_option], dependencies: [{type: source_options, condition: {id: '1.1.1', operator: any}, action: options}]}",
    )
    assert draw(convert_text(text).form.parts[1].items) == ["2 list"]
    assert [place for sort, place, _ in say(text) if sort == "lost"] == ["2"]


def test_a_question_without_a_text_gets_that_of_the_group_around_it() -> None:
    text = tasks('{task: Groep, id: "1", type: [task_group], tasks: [{task: "", id: "1.1", type: [date]}]}')
    assert convert_text(text).form.questions[0].ask.nl == "Groep"
    assert [(sort, place) for sort, place, _ in say(text)] == [("slip", "1.1")]


def test_findings_come_by_sort_and_in_the_order_of_the_file() -> None:
    found = convert_text(SMALL).findings
    assert [one.sort for one in found] == sorted((one.sort for one in found), key=list(Sort).index)
    assert all(one.remedy.nl and one.says.nl for one in found)


# --- the task registry -------------------------------------------------------------------------------------------
def test_the_task_registry_becomes_chapters_with_topics() -> None:
    converted = convert_text(REGISTRY)
    assert {one.id: (one.title.nl, draw(one.items)) for one in converted.form.parts} == {
        "1": ("Doel; Soort", [("1-onderwerp-1", ["1.1 markup"]), ("1-onderwerp-2", ["1.2 text"])]),
        "2": ("Slot", ["2.a boolean", "2.b file"]),
    }
    first, second, *_ = converted.form.questions
    assert first.roles == ("project_leader",)
    assert [one.source.link for one in first.cited] == ["https://voorbeeld.example/doel"]
    assert first.help is not None
    assert first.help.nl == "Zie ook het plan"
    assert [one.place for one in second.beside] == ["1.1"]
    assert [one.required for one in converted.form.questions] == [True, False, True, True]
    assert converted.form.parts[0].phases == ("design",)
    assert converted.form.official is not None
    assert converted.form.official.ids == {"2.a": "2.A", "2.b": "2.B"}
    assert "Voorbeeldstad" in str(converted.form.based_on.note)


def test_what_the_task_registry_says_otherwise_is_told() -> None:
    assert {(sort, place, words.split("(")[0].strip()[:30]) for sort, place, words in say(REGISTRY)} == {
        ("changed", "1.1", "Phases"),
        ("changed", "2.A", "A statement is a question with"),
        ("changed", "2.B", "A task to sign"),
        ("lost", "1.1", "“Gebruiker”"),
        ("lost", "1.2", "The answers of a closed questi"),
        ("lost", "2.B", "“signature” was not taken over"),
    }


def test_chapters_that_go_on_about_the_same_are_one_part() -> None:
    text = REGISTRY.replace("1.0:1.1\n", "1.0:1.0\n").replace("1.0:1.2\n", "1.0:2.0\n")
    text = (
        text.replace("value: Soort", "value: Doel").replace("1.0:2.", "1.0:3.").replace("1.0:3.0", "1.0:2.0")
    )
    assert {one.id: draw(one.items) for one in convert_text(text).form.parts} == {
        "1": ["1.0 markup", "2.0 text"],
        "3": ["3.a boolean", "3.b file"],
    }


# --- our own forms -------------------------------------------------------------------------------------------------
def test_a_form_is_used_where_ours_of_that_name_is() -> None:
    ours = form(
        part("een", group("4", question("4.1", "text"))), id="klein", instrument="dpia", entry="Pre-scan DPIA"
    )
    converted = convert_text(
        SMALL
        + "assessments:\n- id: KLEIN\n  levels:\n  - {level: required, expression: \"bool(answers('1.1'))\", result: Doe het}\n",
        Library((ours,)),
    )
    assert (converted.form.instrument, converted.form.entry) == ("dpia", "Pre-scan DPIA")
    assert [one.form for one in converted.form.outcomes] == ["klein"]

"""Answers of the official form filler, in all the shapes it ever wrote, and ours in its newest."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.official_files import convert_text
from tests.small_form import answer, form, group, part, question
from tests.small_official import REGISTRY, SMALL, tasks
from waarborg.adapters.official_forms.agreeing import carry
from waarborg.adapters.official_forms.output_reading import ReadOutput, read_either, read_output
from waarborg.adapters.official_forms.output_writing import write_output
from waarborg.core.forms.answers import Answer
from waarborg.core.forms.forms import Form
from waarborg.core.profile.facts import plain

AT = "2026-11-28T12:00:00+00:00"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
KLEIN = convert_text(SMALL).form


def said(value: object, **more: str) -> dict[str, object]:
    return {"value": value, "lastEditedAt": AT, **more}


def read(answers: Mapping[str, Any], of: Form = KLEIN, **more: Any) -> ReadOutput:
    metadata = {"urn": "urn:nl:klein:1.0", "createdAt": AT}
    document = {"metadata": metadata, "answers": answers, **more}
    return read_output(json.dumps(document).encode(), of, file="uitvoer.json")


def by_place(found: ReadOutput) -> dict[str, object]:
    return {str(one.address): plain(one.value) for one in found.file.answers}


def told(found: ReadOutput) -> dict[str, str]:
    return {one.place: one.says.en for one in found.remarks}


# --- reading -------------------------------------------------------------------------------------------------------
NEWEST = {
    "0": said("Een begin."),
    "1.1": said("true"),
    "1.2": said("false"),
    "1.4": said(["Soort a", "Soort b"]),
    "2.1": [
        {"_index": 0, "2.1.1": said("Lamp"), "2.1.2": said("true")},
        {"_index": 2, "2.1.1": said("Bel")},
        {"_index": 3},
    ],
    "2.2": said(["Bel"]),
}
OURS = {
    "0": "Een begin.",
    "1.1": True,
    "1.2": False,
    "1.4": ["soort-a", "soort-b"],
    "2.1": ["r0", "r2", "r3"],
    "2.1.1@r0": "Lamp",
    "2.1.1@r2": "Bel",
    "2.1.2@r0": True,
    "2.2": ["r2"],
}


def test_answers_and_rows_come_along() -> None:
    found = read(NEWEST)
    assert by_place(found) == OURS
    assert found.remarks == ()
    assert (found.file.form, found.file.version) == (KLEIN.id, KLEIN.version)
    assert {one.at for one in found.file.answers} == {NOON}


def test_rows_may_stand_behind_a_key_as_they_did_before() -> None:
    older = {
        "0": said("Een begin."), "1.1": said("true"), "1.2": said("false"), "1.4": said(["Soort a", "Soort b"]),
        "2.1.1[0]": said("Lamp"), "2.1.2[0]": said("true"), "2.1.1[2]": said("Bel"), "2.2": said(["Bel"]),
    }  # fmt: skip
    assert by_place(read(older)) == {**OURS, "2.1": ["r0", "r2"]}


def test_answers_may_stand_under_the_name_of_the_form() -> None:
    document = {
        "metadata": {"activeNamespace": "klein", "savedAt": AT},
        "taskState": {"klein": {"completedRootTaskIds": ["0"], "currentRootTaskId": "1"}},
        "answers": {"klein": {"0": {"value": "Oud", "timestamp": AT}}, "ander": {"0": {"value": "Anders"}}},
    }
    found = read_output(json.dumps(document).encode(), KLEIN, file="oud.json")
    assert by_place(found) == {"0": "Oud"}
    assert found.file.answers[0].at == NOON


def test_the_oldest_files_say_in_which_row_a_row_stands() -> None:
    instances = {
        "2_q": {"taskId": "2", "parentInstanceId": None},
        "2.3_a": {"taskId": "2.3", "parentInstanceId": "2_q"},
        "2.3_b": {"taskId": "2.3", "parentInstanceId": "2_q"},
        "2.3.1_x": {"taskId": "2.3.1", "parentInstanceId": "2.3_a"},
        "2.3.1_y": {"taskId": "2.3.1", "parentInstanceId": "2.3_b"},
        "2.3.1_z": {"taskId": "2.3.1", "parentInstanceId": "2.3_a"},
    }
    document = {
        "metadata": {"activeNamespace": "klein", "createdAt": AT},
        "taskState": {"klein": {"completedRootTaskIds": [], "taskInstances": instances}},
        "answers": {
            "klein": {key: {"value": key[-1], "timestamp": AT} for key in ("2.3.1_x", "2.3.1_y", "2.3.1_z")}
        },
    }
    assert by_place(read_output(json.dumps(document).encode(), KLEIN, file="oud.json")) == {
        "2.3": ["r0", "r1"],
        "2.3.1.rijen@r0": ["r0", "r1"],
        "2.3.1.rijen@r1": ["r0"],
        "2.3.1@r0.r0": "x",
        "2.3.1@r0.r1": "z",
        "2.3.1@r1.r0": "y",
    }


def test_a_row_within_rows_goes_to_the_row_of_its_number_or_to_the_first_and_that_is_told() -> None:
    found = read(
        {"2.3": [{"_index": 0, "2.3.1": said("a")}, {"_index": 1, "2.3.1": said("b")}], "2.3.1[4]": said("c")}
    )
    assert by_place(found) == {
        "2.3": ["r0", "r1"],
        "2.3.1.rijen@r0": ["r0", "r4"],
        "2.3.1.rijen@r1": ["r1"],
        "2.3.1@r0.r0": "a",
        "2.3.1@r0.r4": "c",
        "2.3.1@r1.r1": "b",
    }
    assert list(told(found)) == ["2.3.1[4]"]
    assert not found.remarks[0].lost


@pytest.mark.parametrize(
    ("id", "raw", "value"),
    [
        ("1.1", "TRUE", True),
        ("1.1", True, True),
        ("1.1", "null", None),
        ("1.1", "", None),
        ("1.1", None, None),
        ("1.3", "  ", None),
        ("1.3", 5, "5"),
        ("1.4", [], ["geen-van-deze"]),
        ("1.4", "Soort c", ["soort-c"]),
        ("1.4", ["de tweede  soort"], ["soort-b"]),
        ("0", "a < b\n\n- een\n- twee", "a < b\n\n- een\n- twee"),
        ("0", "<p>Een</p><script>weg()</script>", "<p>Een</p>"),
    ],
)
def test_each_value_as_ours(id: str, raw: object, value: object) -> None:
    found = read({id: said(raw)})
    assert by_place(found) == ({} if value is None else {id: value})
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("answers", "place", "says"),
    [
        ({"1.1": said("misschien")}, "1.1", "“misschien” is no yes or no."),
        ({"1.4": said(["Soort x"])}, "1.4", "“Soort x” is no option here."),
        ({"1.3": said(["a", "b"])}, "1.3", "One answer belongs here, and there are more."),
        ({"2.2": said(["Niemand"])}, "2.2", "“Niemand” is no option here."),
        ({"9": said("x")}, "9", "This question is not in the form."),
        ({"__proto__": said("x")}, "__proto__", "This question is not in the form."),
        ({"1": said("x")}, "1", "This question is not in the form."),
        ({"2.1": said("x")}, "2.1", "This is a group here, without an answer of its own."),
        ({"1.3[1]": said("x")}, "1.3[1]", "This question does not stand in rows here."),
        ({"1.3": [{"_index": 0}]}, "1.3[0]", "This question has no rows here."),
        ({"0": said({"data": "data:image/png;base64,AAAA"})}, "0", "A file or picture does not come along."),
        ({"1.3": said("x" * 100_001)}, "1.3", "The answer is longer than 100000 signs."),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_behind_and_is_told(answers: dict[str, Any], place: str, says: str) -> None:
    found = read(answers)
    assert by_place(found) == {}
    assert told(found) == {place: says}
    assert found.remarks[0].lost


def test_names_of_people_stay_behind() -> None:
    found = read({"0": said("Tekst", lastEditedBy="Jan de Vries")})
    assert [one.by for one in found.file.answers] == ["unknown"]


def test_rows_of_one_name_are_chosen_together() -> None:
    rows = [{"_index": number, "2.1.1": said(name)} for number, name in enumerate(("Lamp", "Bel", "Lamp"))]
    assert by_place(read({"2.1": rows, "2.2": said(["Lamp"])}))["2.2"] == ["r0", "r2"]


def test_dates_numbers_and_pictures() -> None:
    made = convert_text(
        tasks(
            '{task: A, id: "1", type: [date]}',
            '{task: B, id: "2", type: [text_input], valueType: number}',
            '{task: C, id: "3", type: [image]}',
            '{task: D, id: "4", type: [checkbox_option], options: [{value: Akkoord}]}',
        )
    ).form
    found = read({"1": said("2026-11-28T00:00:00Z"), "2": said("1,5"), "3": said({"data": "data:image/png;base64,"}), "4": said(["Akkoord"])}, made)  # fmt: skip
    assert by_place(found) == {"1": "2026-11-28", "2": 1.5, "4": True}
    assert told(found) == {"3": "A file or picture does not come along."}
    wrong = read({"1": said("morgen"), "2": said("veel"), "4": said([])}, made)
    assert told(wrong) == {"1": "This is no day such as 2026-11-28.", "2": "“veel” is no number."}
    assert by_place(wrong) == {}


def test_a_file_of_another_version_is_read_and_that_is_told() -> None:
    document = {"metadata": {"urn": "urn:nl:klein:2.0", "createdAt": AT}, "answers": {"0": said("x")}}
    found = read_output(json.dumps(document).encode(), KLEIN, file="uitvoer.json")
    assert (by_place(found), list(told(found))) == ({"0": "x"}, ["metadata.urn"])


# --- writing -------------------------------------------------------------------------------------------------------
def write(answers: Mapping[str, Any], of: Form = KLEIN) -> dict[str, Any]:
    written = write_output(of, [answer(place, value) for place, value in answers.items()], at=NOON)
    document: dict[str, Any] = json.loads(written.as_bytes())
    return document


def test_answers_are_written_as_the_form_filler_does() -> None:
    document = write(
        {
            "1.1": True, "1.3": "Stuk", "1.4": ("soort-b",), "2.1": ("x", "y"), "2.1.1@x": "Lamp", "2.1.1@y": "Bel",
            "2.2": ("y",), "2.3": ("k",), "2.3.1.rijen@k": ("m", "n"), "2.3.1@k.m": "Een", "2.3.1@k.n": "Twee",
        }
    )  # fmt: skip

    def held(value: object) -> dict[str, object]:
        return {"value": value, "lastEditedAt": AT, "lastEditedBy": "1"}

    assert document["$schema"].endswith("/assessment-output.v2.schema.json")
    assert document["metadata"]["urn"] == "urn:nl:klein:1.0"
    assert document["answers"] == {
        "2.1": [{"_index": 0, "2.1.1": held("Lamp")}, {"_index": 1, "2.1.1": held("Bel")}],
        "2.3": [{"_index": 0, "2.3.1": held("Een")}],
        "1.1": held("true"),
        "1.3": held("Stuk"),
        "1.4": held(["Soort b"]),
        "2.2": held(["Bel"]),
        "2.3.1[1]": held("Twee"),
    }
    assert document["metadata"]["waarborg"] == {
        "form": "official-klein",
        "version": "2026.1",
        "rows": {"2.1": {"0": "x", "1": "y"}, "2.3": {"0": "k"}, "2.3.1": {"0": "m", "1": "n"}},
        "parents": {"2.3.1": {"1": 0}},
    }


def test_none_of_these_is_an_empty_list_there() -> None:
    assert write({"1.4": ("geen-van-deze",)})["answers"]["1.4"]["value"] == []


def test_markup_is_written_as_people_type_it() -> None:
    value = "<p>Eerst.<br>Dan.</p><ul><li>een</li><li>twee</li></ul><ol><li>drie</li></ol>"
    assert write({"0": value})["answers"]["0"]["value"] == "Eerst.\nDan.\n\n- een\n- twee\n\n1. drie"


def test_who_does_not_know_is_told_in_words_of_ours() -> None:
    written = write_output(KLEIN, [answer("1.3", declined=True)], at=NOON)
    assert written.document["answers"]["1.3"]["value"] is None
    back = read_output(written.as_bytes(), KLEIN, file="x.json").file.answers
    assert [(str(one.address), one.declined) for one in back] == [("1.3", True)]


def test_a_hidden_answer_goes_along_too() -> None:
    """What disappears from the page is kept here; the form filler takes it away itself when it opens the file."""
    assert write({"1.1": False, "1.2": True})["answers"]["1.2"]["value"] == "true"


def test_forms_of_the_task_registry_have_a_urn_of_the_right_shape() -> None:
    made = convert_text(REGISTRY).form
    written = write_output(made, [answer("1.1", "Doel"), answer("2.a", True)], at=NOON)
    assert written.document["metadata"]["urn"] == "urn:nl:kv:1.0"
    assert list(written.document["answers"]) == ["1.1", "2.A"]
    assert [(one.place, one.lost) for one in written.remarks] == [("2.A", False)]


# --- our own forms ---------------------------------------------------------------------------------------------------
OWN = form(
    part(
        "een",
        question("0", "text"),
        question("1.1", "boolean"),
        question("1.3", "choice", options=[{"value": "stuk", "label": {"nl": "Stuk", "en": "Broken"}}, {"value": "weg", "label": {"nl": "Weg", "en": "Gone"}}]),
        question("1.4", "choices", options=[{"value": "soort-a", "label": {"nl": "De eerste", "en": "First"}}, {"value": "x", "label": {"nl": "Soort c", "en": "Third"}}]),
        question("1.5", "table", columns=[{"id": "a", "title": {"nl": "A", "en": "A"}, "type": "text"}]),
        group("2.1", question("2.1.1", "text"), question("2.1.2", "choice", options=[{"value": "y", "label": {"nl": "Ja", "en": "Yes"}}, {"value": "n", "label": {"nl": "Nee", "en": "No"}}])),
        question("2.2", "choices", options_from={"group": "2.1", "label": "2.1.1"}),
    ),
    id="klein",
)  # fmt: skip


def test_an_output_of_the_same_numbers_fills_a_form_of_ours_where_it_agrees() -> None:
    found = read({**NEWEST, "1.3": said("stuk"), "1.4": said(["Soort c"]), "1.5": said("x")}, OWN)
    assert by_place(found) == {
        "0": "Een begin.",
        "1.1": True,
        "1.3": "stuk",
        "1.4": ["x"],
        "2.1": ["r0", "r2", "r3"],
        "2.1.1@r0": "Lamp",
        "2.1.1@r2": "Bel",
        "2.2": ["r2"],
    }
    # 1.2 is not there; 1.5 is a table; 2.1.2 is a choice there, and “true” is none of its options.
    assert set(told(found)) == {"1.2", "1.5", "2.1.2[0]"}


def test_answers_are_carried_between_forms_where_these_agree() -> None:
    ours = [
        answer("0", "Een begin."),
        answer("1.1", True),
        answer("1.3", "weg"),
        answer("1.4", ("x",)),
        answer("1.5", ({"a": "b"},)),
        answer("2.1", ("p",)),
        answer("2.1.1@p", "Lamp"),
        answer("2.1.2@p", "y"),
        answer("2.2", ("p",)),
    ]
    carried, remarks = carry(ours, OWN, KLEIN)
    assert {str(one.address): plain(one.value) for one in carried} == {
        "0": "Een begin.",
        "1.1": True,
        "1.3": "Weg",
        "1.4": ["soort-c"],
        "2.1": ["p"],
        "2.1.1@p": "Lamp",
        "2.1.2@p": True,
        "2.2": ["p"],
    }
    assert [one.place for one in remarks] == ["1.5"]
    back, _ = carry(carried, KLEIN, OWN)
    # 1.3 is a line there, and a line is no option.
    assert [str(one.address) for one in back] == ["0", "1.1", "1.4", "2.1", "2.1.1@p", "2.1.2@p", "2.2"]
    assert {str(one.address): plain(one.value) for one in back}["2.1.2@p"] == "y"


def test_a_form_without_an_official_file_says_its_own_name() -> None:
    written = write_output(OWN, [answer("1.3", "weg"), answer("1.5", ({"a": "b"},))], at=NOON)
    assert written.document["metadata"]["urn"] == "urn:nl:klein:2026.1"
    assert written.document["answers"]["1.3"]["value"] == "Weg"
    assert [one.place for one in written.remarks] == ["1.5"]


def test_either_shape_is_read_by_what_is_in_it() -> None:
    own = {
        "format": "waarborg-assessment",
        "format_version": 1,
        "form": {"id": "klein", "version": "2026.1"},
        "answers": [{"place": "0", "value": "x"}],
    }
    official = {"metadata": {"urn": "urn:nl:klein:1.0", "createdAt": AT}, "answers": {"0": said("x")}}
    for document in (own, official):
        found: tuple[Answer, ...] = read_either(
            json.dumps(document).encode(), OWN, file="x.json"
        ).file.answers
        assert [(str(one.address), one.value) for one in found] == [("0", "x")]

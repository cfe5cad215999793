"""Files that are no output of the official form filler, or one that is damaged: told with place and remedy."""

import json
from typing import Any

import pytest

from tests.official_files import convert_text
from tests.small_official import SMALL
from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.adapters.official_forms.output_reading import read_output

FORM = convert_text(SMALL).form
META = {"urn": "urn:nl:klein:1.0", "createdAt": "2026-11-28T12:00:00Z"}


def refuse(content: bytes) -> AnswersFileError:
    with pytest.raises(AnswersFileError) as caught:
        read_output(content, FORM, file="uitvoer.json")
    assert caught.value.file == "uitvoer.json"
    assert caught.value.remedy.nl
    return caught.value


@pytest.mark.parametrize(
    ("document", "place", "says"),
    [
        ({}, "$", "no output"),
        ({"metadata": META, "answers": []}, "$", "no output"),
        ({"metadata": "x", "answers": {}}, "$", "no output"),
        ({"metadata": {"urn": "urn:nl:ander:1.0"}, "answers": {}}, "metadata", "of the form “ander”"),
        ({"metadata": META, "answers": {"0": "x"}}, "answers.0", "no answer with a value"),
        ({"metadata": META, "answers": {"0": {"lastEditedAt": "x"}}}, "answers.0", "no answer with a value"),
        ({"metadata": META, "answers": {"2.1": ["x"]}}, "answers.2.1[0]", "no _index"),
        ({"metadata": META, "answers": {"2.1": [{"_index": -1}]}}, "answers.2.1[0]", "no _index"),
        ({"metadata": META, "answers": {"2.1": [{"_index": True}]}}, "answers.2.1[0]", "no _index"),
        ({"metadata": META, "answers": {"2.1": [{"_index": 0, "2.1.1": "x"}]}}, "answers.2.1[0].2.1.1", "no answer"),
        ({"metadata": META, "taskState": {"klein": {"taskInstances": {"a_b": {"taskId": 5}}}}, "answers": {}}, "taskState.klein.taskInstances.a_b", "to which question"),
        ({"metadata": META, "answers": {"2.1": [{"_index": number} for number in range(50_001)]}}, "answers", "more than 50000"),
    ],
)  # fmt: skip
def test_what_is_no_output_is_refused(document: Any, place: str, says: str) -> None:
    error = refuse(json.dumps(document).encode())
    assert (error.place, says in error.message.en) == (place, True)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no valid JSON"),
        (b"[]", "An object"),
        (b"\xff", "no text in UTF-8"),
        (b'{"metadata": {}, "metadata": {}}', "stands twice"),
        (b'{"a": ' + b"[" * 50 + b"]" * 50 + b"}", "nested deeper"),
        (b'{"a": 1e999}', "can be no answer"),
        (b'{"a": "\\u0000"}', "cannot be kept"),
    ],
)
def test_what_is_no_json_is_refused(content: bytes, says: str) -> None:
    assert says in refuse(content).message.en


@pytest.mark.parametrize(
    "ours",
    [
        "x", {"rows": 5, "parents": [], "declined": "x", "chosen": 3},
        {"rows": {"2.1": {"0": "NIET GOED"}}, "parents": {"2.3.1": {"0": True}}, "declined": ["!", "2.1", "9"], "chosen": {"2.2": [5]}},
        {"rows": {"2.1": {"0": "r1"}}},
    ],
)  # fmt: skip
def test_words_of_ours_that_somebody_changed_do_no_harm(ours: object) -> None:
    answers = {
        "2.1": [{"_index": 0, "2.1.1": {"value": "a"}}, {"_index": 1, "2.1.1": {"value": "b"}}],
        "2.2": {"value": ["a"]},
        "2.3": [{"_index": 0, "2.3.1": {"value": "c"}}],
    }
    document = {"metadata": {**META, "waarborg": ours}, "answers": answers}
    found = {
        str(one.address): one.value
        for one in read_output(json.dumps(document).encode(), FORM, file="x").file.answers
    }
    rows = found["2.1"]
    assert isinstance(rows, tuple)
    assert len(set(rows)) == 2
    assert found["2.2"] == (rows[0],)


def test_instances_that_go_round_in_a_ring_come_to_an_end() -> None:
    ring = {
        "2.1.1_a": {"taskId": "2.1.1", "parentInstanceId": "b_b"},
        "b_b": {"taskId": "b", "parentInstanceId": "b_b"},
    }
    document = {
        "metadata": {"activeNamespace": "klein"},
        "taskState": {"klein": {"taskInstances": ring}},
        "answers": {"klein": {"2.1.1_a": {"value": "x", "timestamp": "nooit"}}},
    }
    found = read_output(json.dumps(document).encode(), FORM, file="x").file.answers
    assert {str(one.address): one.value for one in found} == {"2.1": ("r0",), "2.1.1@r0": "x"}

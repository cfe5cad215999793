"""Files of answers: what is written comes back, and everything that is wrong is named with its place."""

import json
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.small_form import answer, form, group, part, question
from waarborg.adapters.content_files.yaml_files import CONTENT_PACKAGE
from waarborg.adapters.form_files.answers_file import (
    SCHEMA,
    AnswersFile,
    AnswersFileError,
    Signed,
    describe,
    digest_document,
    write_answers,
)
from waarborg.adapters.form_files.answers_fitting import find_misfit, require_fit
from waarborg.adapters.form_files.answers_json import MOST_BYTES
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.core.forms.answers import Address, Answer

FORM = form(
    part("een", question("1"), question("2", "text"), {"info": "3", "text": {"nl": "Lees", "en": "Read"}}),
    part("twee", group("4", question("4.1", "choice"), group("4.2", question("4.2.1", "number")))),
)
WHOLE = AnswersFile(
    form="klein",
    version="2026.1",
    algorithm={"id": "wb-1", "name": "Zoekhulp", "organisation": "voorbeeldstad"},
    made_on=date(2026, 11, 28),
    answers=(
        answer("1", True),
        answer("2", "Een “tekst” met\nregels en é😀"),
        answer("4", ["a", "b"]),
        answer("4.1@a", "a"),
        answer("4.1@b", declined=True),
        answer("4.2.1@a.c", 1.5),
        answer("5", [{"_id": "x1", "risk": "Lek"}]),
    ),
    taken={"2": "fact:goal"},
    entries=({"slot": "fg", "verdict": "positive"},),
    signed=Signed(2, date(2026, 11, 28), "ab" * 32),
)
VALIDATOR = Draft202012Validator(json.loads(files(CONTENT_PACKAGE).joinpath(SCHEMA).read_text("utf-8")))


def read(document: object) -> AnswersFile:
    return read_answers(json.dumps(document).encode(), file="antwoorden.json")


def document(**changes: Any) -> dict[str, Any]:
    return {**describe(WHOLE), **changes}


def with_answer(**changes: Any) -> dict[str, Any]:
    return document(answers=[{"place": "1", "value": True, **changes}])


def refuse(content: object) -> AnswersFileError:
    with pytest.raises(AnswersFileError) as refused:
        read(content) if not isinstance(content, bytes) else read_answers(content, file="antwoorden.json")
    return refused.value


# --- there and back ------------------------------------------------------------------------------------------
def test_what_is_written_comes_back() -> None:
    found = read_answers(write_answers(WHOLE), file="")
    assert found == WHOLE
    assert write_answers(found) == write_answers(WHOLE)


def test_what_is_written_meets_the_schema() -> None:
    VALIDATOR.check_schema(VALIDATOR.schema)
    VALIDATOR.validate(json.loads(write_answers(WHOLE)))
    VALIDATOR.validate(json.loads(write_answers(AnswersFile(form="klein", version="2026.1", answers=()))))


def test_a_file_without_more_than_answers_is_enough() -> None:
    least = {"format": "waarborg-assessment", "format_version": 1, "form": {"id": "klein", "version": "2026.1"},
             "answers": [{"place": "1", "value": True}]}  # fmt: skip
    VALIDATOR.validate(least)
    found = read(least)
    assert [(str(one.address), one.value) for one in found.answers] == [("1", True)]
    assert not found.is_changed


def test_a_change_after_writing_shows() -> None:
    written = json.loads(write_answers(WHOLE))
    assert not read(written).is_changed
    written["answers"][0]["value"] = False
    assert read(written).is_changed
    written["digest"] = digest_document(written)
    assert not read(written).is_changed


VALUES = (
    st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
    | st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=9), max_size=4)
    | st.lists(
        st.dictionaries(st.sampled_from(("_id", "risk", "who")), st.text('ab é\n"\\', max_size=9)), max_size=3
    )
)
ADDRESSES = st.builds(
    Address,
    st.from_regex(r"[a-z0-9]{1,4}(\.[a-z0-9]{1,3}){0,2}", fullmatch=True),
    st.lists(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True), max_size=2).map(tuple),
)
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC))
ANSWERS = st.builds(
    lambda address, value, declined, at: Answer(
        address=address, value=None if declined else value, declined=declined, by="1", at=at
    ),
    ADDRESSES,
    VALUES,
    st.booleans(),
    MOMENTS,
)


@given(st.lists(ANSWERS, max_size=6, unique_by=lambda one: one.address))
def test_any_answers_come_back(answers: list[Answer]) -> None:
    file = AnswersFile(form="klein", version="2026.1", answers=tuple(answers))
    content = write_answers(file)
    found = read_answers(content, file="")
    assert found == file
    assert [type(one.value) for one in found.answers] == [type(one.value) for one in answers]
    VALIDATOR.validate(json.loads(content))


# --- refused -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "place", "fault"),
    [
        (b"", "line 1, column 1", "no valid JSON"),
        (b'{"a": 1,\n nee}', "line 2, column 2", "no valid JSON"),
        (b"\xff\xfe\x00", "byte 0", "no text in UTF-8"),
        (b" " * (MOST_BYTES + 1), "$", "larger than 20 MB"),
        (b"[" * 1_000_000, "line 1, column 6", "nested deeper"),
        (b'{"answers":' + b'{"a":' * 50_000, "line 1, column 256", "nested deeper"),
        (b'{"format": "x", "format": "y"}', "$", "stands twice"),
        (b'{"a": 1e999}', "$", "no answer"),
        (b'{"a": NaN}', "$", "no answer"),
        (b'{"a": ' + b"9" * 5000 + b"}", "$", "no answer"),
        (b'{"a": "\\u0000"}', "$", "cannot be kept"),
        (b'{"a": "\\ud800"}', "$", "cannot be kept"),
        (b"[]", "$", "An object"),
        (b"null", "$", "An object"),
    ],
)  # fmt: skip
def test_what_is_no_json_that_can_be_kept_is_refused(content: bytes, place: str, fault: str) -> None:
    error = refuse(content)
    assert (error.file, error.place.rsplit(",", 1)[0]) == ("antwoorden.json", place.rsplit(",", 1)[0])
    assert fault in error.message.en
    assert error.in_language("nl").startswith("antwoorden.json, bij ")


WRONG: list[tuple[dict[str, Any], str, str]] = [
    (document(format="waarborg-case"), "format", ""),
    (document(format_version=2), "format_version", ""),
    (document(format_version=True), "format_version", ""),
    (document(more=1), "$", "more"),
    (document(form="klein"), "$", "form"),
    (document(form={"version": "2026.1"}), "form", "id"),
    (document(form={"id": "../x", "version": "2026.1"}), "form", "id"),
    (document(form={"id": "klein", "version": "1"}), "form", "version"),
    (document(form={"id": "klein", "version": "2026.1", "x": ""}), "form", "x"),
    (document(algorithm=[]), "algorithm", ""),
    (document(algorithm={"name": 1}), "algorithm", "name"),
    (document(answers={}), "$", "answers"),
    (document(answers=["x"]), "answers[0]", ""),
    (document(answers=[{"value": True}]), "answers[0]", "place"),
    (document(answers=[{"place": "1"}]), "answers[0]", "value"),
    (with_answer(place="A b"), "answers[0]", "place"),
    (with_answer(place="1@" + "x" * 13), "answers[0]", "place"),
    (with_answer(place=1), "answers[0]", "place"),
    (with_answer(value={"a": "b"}), "answers[0]", "value"),
    (with_answer(value=["a", 1]), "answers[0]", "value"),
    (with_answer(value=[{"a": 1}]), "answers[0]", "value"),
    (with_answer(value=[["a"]]), "answers[0]", "value"),
    (with_answer(declined="nee"), "answers[0]", "declined"),
    (with_answer(by=None), "answers[0]", "by"),
    (with_answer(taken=["x"]), "answers[0]", "taken"),
    (with_answer(name="Jansen"), "answers[0]", "name"),
    (document(entries="x"), "$", "entries"),
    (document(entries=[1]), "entries[0]", ""),
    (document(entries=[{"slot": 1}]), "entries[0]", "slot"),
    (document(signed="x"), "signed", ""),
    (document(signed={"version": 0, "on": "2026-11-28", "digest": ""}), "signed", "version"),
    (document(signed={"version": True, "on": "2026-11-28", "digest": ""}), "signed", "version"),
    (document(digest=1), "$", "digest"),
]
#: What only reading sees: a schema knows no two of the same, no days that exist, and no answer beside "I do not know".
WRONG_BEYOND_SCHEMA: list[tuple[dict[str, Any], str, str]] = [
    (document(made_on="2026-13-01"), "$", "made_on"),
    (document(made_on="2026-W01-1"), "$", "made_on"),
    (document(answers=[{"place": "1", "value": 1}, {"place": "1", "value": 2}]), "answers[1]", "place"),
    (with_answer(declined=True), "answers[0]", "declined"),
    (with_answer(at="gisteren"), "answers[0]", "at"),
    (with_answer(at="2026-11-28T12:00:00"), "answers[0]", "at"),
    (document(signed={"version": 1, "on": "morgen", "digest": ""}), "signed", "on"),
]


@pytest.mark.parametrize(("content", "place", "field"), [*WRONG, *WRONG_BEYOND_SCHEMA])
def test_what_is_wrong_is_named_with_place_and_field(content: dict[str, Any], place: str, field: str) -> None:
    error = refuse(content)
    assert (error.place, error.field) == (place, field)
    assert error.remedy.nl
    assert error.remedy.en


def test_the_schema_says_the_same_as_far_as_a_schema_can() -> None:
    assert not [content for content, _place, _field in WRONG if VALIDATOR.is_valid(content)]
    assert all(VALIDATOR.is_valid(content) for content, _place, _field in WRONG_BEYOND_SCHEMA)


def test_a_file_with_too_many_answers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.adapters.form_files.answers_reading.MOST_ANSWERS", 6)
    assert refuse(document()).message.en == "There are more than 6 things here."


def test_a_message_names_file_place_field_and_remedy_in_both_languages() -> None:
    error = refuse(with_answer(value={"a": "b"}))
    assert str(error).startswith(
        "antwoorden.json, at answers[0], value: An answer cannot be like this. Give a yes"
    )
    assert error.in_language("nl").startswith("antwoorden.json, bij answers[0], value: Zo kan een antwoord")
    assert "bij regel 1, kolom 1" in refuse(b"x").in_language("nl")


# --- fitting a form ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("1", True, None),
        ("1", "ja", "wrong_type"),
        ("2", 3, "wrong_type"),
        ("3", "x", "no_question"),
        ("9", "x", "no_question"),
        ("4", ["a", "b"], None),
        ("4", ["a", "a"], "no_rows"),
        ("4", ["A!"], "no_rows"),
        ("4", "a", "no_rows"),
        ("4", [{"a": "b"}], "no_rows"),
        ("4.1", "a", "no_place"),
        ("4.1@x", "a", None),
        ("4.1@x", "z", "no_choice"),
        ("4.1@x.y", "a", "no_place"),
        ("4.2@x", ["c"], None),
        ("4.2.1@x.c", 3, None),
        ("4.2.1@x", 3, "no_place"),
    ],
)
def test_an_answer_fits_its_question_or_is_told_why_not(place: str, value: Any, code: str | None) -> None:
    fault = find_misfit(answer(place, value), FORM)
    assert (fault.code if fault is not None else None) == code


@pytest.mark.parametrize(
    ("file", "where", "fault"),
    [
        ({"form": "groot"}, "form, id", "of the form “groot”"),
        ({"version": "2025.1"}, "form, version", "First move one of the two"),
        ({"answers": (answer("1", True), answer("9", 1))}, "answers[1] (9), value", "not in the form"),
        ({"answers": (answer("1", "ja"),)}, "answers[0] (1), value", "not a yes or a no"),
    ],
)
def test_a_file_that_does_not_fit_a_form_is_refused(file: dict[str, Any], where: str, fault: str) -> None:
    whole = {"form": "klein", "version": "2026.1", "answers": (), "name": "antwoorden.json", **file}
    with pytest.raises(AnswersFileError) as refused:
        require_fit(AnswersFile(**whole), FORM)
    assert str(refused.value).startswith(f"antwoorden.json, at {where}: ")
    assert fault in str(refused.value)


def test_a_file_that_fits_is_taken() -> None:
    require_fit(AnswersFile(form="klein", version="2026.1", answers=(answer("1", True),)), FORM)

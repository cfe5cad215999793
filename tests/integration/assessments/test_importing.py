"""Bringing in answers: what it would do, doing it, and everything that is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.small_form import form, group, part, question
from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError, write_answers
from waarborg.adapters.form_files.answers_json import MOST_BYTES
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, importing, signing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.exporting import export_working
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

RISK = {"risk": "Verkeerde post", "likelihood": "high", "impact": "medium"}


def make_file(values: dict[str, Any], version: str = "2026.1", id: str = "klein", **more: Any) -> AnswersFile:
    """A file as it is read, with these values by place."""
    answers = [{"place": place, "value": value} for place, value in values.items()]
    document = {
        "format": "waarborg-assessment",
        "format_version": 1,
        "form": {"id": id, "version": version},
        "answers": answers,
        **more,
    }
    return read_answers(json.dumps(document).encode(), file="antwoorden.json")


def preview(assessment: Assessment, file: AnswersFile) -> dict[str, str]:
    found = importing.preview_import(assessment, file, on=NOW.date())
    return {line.place: line.effect.value for line in found.lines}


def import_all(assessment: Assessment, file: AnswersFile, by: Person, **replacing: int) -> importing.Imported:
    return importing.import_answers(assessment=assessment, document=file, replacing=replacing, by=by, at=NOW)


def list_values(assessment: Assessment) -> dict[str, object]:
    return {
        place: row.value for place, row in queries.open_assessment(assessment, on=NOW.date()).rows.items()
    }


def answer(assessment: Assessment, by: Person, *given: Given) -> None:
    answering.save_answers(assessment=assessment, answers=given, by=by, at=NOW)


# --- what it would do, and doing it --------------------------------------------------------------------------
def test_answers_go_from_one_assessment_to_another(
    assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    row = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    answer(
        assessment,
        editor,
        Given(place="1", value=True),
        Given(place="3", declined=True),
        Given(place=f"4.1@{row}", value="De balie"),
        Given(place="5", value=[RISK]),
    )
    opened = queries.open_assessment(assessment, on=NOW.date())
    file = read_answers(write_answers(export_working(opened, [])), file="antwoorden.json")
    assert set(preview(assessment, file).values()) == {"same"}
    before = list_values(assessment)
    starting.end(assessment=assessment, reason="Opnieuw", by=editor, at=NOW)
    other = starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
    assert set(preview(other, file).values()) == {"added"}
    done = import_all(other, file, editor)
    assert (len(done.saved.changed), done.rows, done.kept) == (4, 1, ())
    assert list_values(other) == before
    assert set(preview(other, file).values()) == {"same"}
    assert Event.objects.filter(action="assessments.import_answers").count() == 1


def test_what_stands_there_is_only_replaced_when_that_was_chosen(
    assessment: Assessment, editor: Person
) -> None:
    answer(assessment, editor, Given(place="2", value="van hier"), Given(place="1", value=True))
    file = make_file({"1": True, "2": "uit het bestand", "5": [RISK]})
    assert preview(assessment, file) == {"1": "same", "2": "changed", "5": "added"}
    done = import_all(assessment, file, editor)
    assert (done.saved.changed, done.kept) == (["5"], ("2",))
    assert list_values(assessment)["2"] == "van hier"
    seen = queries.open_assessment(assessment, on=NOW.date()).rows["2"].number
    done = importing.import_answers(
        assessment=assessment, document=file, replacing={"2": seen}, by=editor, at=NOW
    )
    assert done.saved.changed == ["2"]
    assert [row.value for row in queries.list_history(assessment, "2")] == ["uit het bestand", "van hier"]


def test_what_changed_since_somebody_looked_is_not_replaced(assessment: Assessment, editor: Person) -> None:
    answer(assessment, editor, Given(place="2", value="eerst"))
    seen = queries.open_assessment(assessment, on=NOW.date()).rows["2"].number
    answer(assessment, editor, Given(place="2", value="intussen", base=seen))
    done = importing.import_answers(
        assessment=assessment, document=make_file({"2": "bestand"}), replacing={"2": seen}, by=editor, at=NOW
    )
    assert [conflict.place for conflict in done.saved.conflicts] == ["2"]
    assert list_values(assessment)["2"] == "intussen"


def test_rows_are_added_to_those_that_are_there(assessment: Assessment, editor: Person) -> None:
    row = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    file = make_file({"4": ["aa", "bb"], "4.1@bb": "tweede", "4.1@aa": "eerste", "4.1@cc": "geen rij"})
    assert preview(assessment, file) == {
        "4": "added",
        "4.1@aa": "added",
        "4.1@bb": "added",
        "4.1@cc": "refused",
    }
    assert import_all(assessment, file, editor).rows == 2
    opened = queries.open_assessment(assessment, on=NOW.date())
    assert opened.sheet.list_rows("4") == (row, "aa", "bb")
    assert opened.rows["4.1@bb"].value == "tweede"


def test_rows_of_a_table_are_the_same_without_their_ids(assessment: Assessment, editor: Person) -> None:
    answer(assessment, editor, Given(place="5", value=[RISK]))
    assert preview(assessment, make_file({"5": [RISK]})) == {"5": "same"}
    assert preview(assessment, make_file({"5": [RISK, RISK]})) == {"5": "changed"}


def test_what_was_cleared_can_be_filled_from_a_file(assessment: Assessment, editor: Person) -> None:
    answer(assessment, editor, Given(place="2", value="weg"))
    answer(assessment, editor, Given(place="2", value=None, force=True))
    file = make_file({"2": "terug"})
    assert preview(assessment, file) == {"2": "added"}
    assert import_all(assessment, file, editor).saved.changed == ["2"]


def test_each_answer_that_does_not_fit_is_refused_with_a_reason(
    assessment: Assessment, editor: Person
) -> None:
    file = make_file({"1": "misschien", "3": "z", "9": "onbekend", "4": "geen lijst", "4.1": "x", "2": " ", "6": [{"wie": "ik"}]})  # fmt: skip
    found = importing.preview_import(assessment, file, on=NOW.date())
    assert {line.place: line.fault.code for line in found.lines if line.fault} == {
        "1": "wrong_type",
        "3": "no_choice",
        "9": "no_question",
        "4": "no_rows",
        "4.1": "no_place",
        "6": "unknown_member",
    }
    assert import_all(assessment, file, editor).saved.changed == []
    assert list_values(assessment) == {}


def test_nothing_is_half_written(
    assessment: Assessment, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the writing a check became stricter: then nothing at all is written."""
    monkeypatch.setattr(importing, "find_misfit", lambda *given: None)
    with pytest.raises(Refused):
        import_all(assessment, make_file({"4": ["aa"], "2": "goed", "1": "misschien"}), editor)
    assert list_values(assessment) == {}
    assert not Event.objects.filter(action="assessments.import_answers").exists()


def test_a_group_of_too_many_rows_is_refused(assessment: Assessment, editor: Person) -> None:
    file = make_file({"4": [f"r{number}" for number in range(answering.MOST_GROUP_ROWS + 1)]})
    assert preview(assessment, file) == {"4": "refused"}


# --- forms and versions --------------------------------------------------------------------------------------
@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> Library:
    """Three versions of the small form: before, in and after that of the assessment."""
    older = form(
        part("een", question("1"), question("oud", "text"), question("weg", "text")),
        version="2025.1",
        released_on="2025-01-01",
    )
    now = form(
        part(
            "een", question("1"), question("2", "text", replaces=["oud"]), group("4", question("4.1", "text"))
        ),
        version="2026.1",
        released_on="2026-01-01",
    )
    newer = form(part("een", question("1")), version="2027.1", released_on="2027-01-01")
    library = Library((older, now, newer))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    return library


def test_answers_of_an_older_version_are_moved_along(
    assessment: Assessment, editor: Person, versions: Library
) -> None:
    file = make_file({"1": True, "oud": "een tekst", "weg": "nergens"}, version="2025.1")
    found = importing.preview_import(assessment, file, on=NOW.date())
    assert found.moved_from == "2025.1"
    assert [(line.place, line.effect.value) for line in found.lines] == [
        ("1", "added"),
        ("2", "added"),
        ("weg", "refused"),
    ]
    import_all(assessment, file, editor)
    assert list_values(assessment) == {"1": True, "2": "een tekst"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"version": "2027.1"}, "First move the assessment to version 2027.1"),
        ({"version": "2020.1"}, "not known here"),
        ({"id": "groot"}, "of the form “groot”, and this assessment of “klein”"),
    ],
)
def test_another_form_or_a_version_that_cannot_be_moved_is_refused(
    assessment: Assessment, versions: Library, changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(AnswersFileError, match=fault) as refused:
        importing.preview_import(assessment, make_file({"1": True}, **changes), on=NOW.date())
    assert refused.value.in_language("nl").startswith("antwoorden.json, bij form, ")


# --- who may, and when ---------------------------------------------------------------------------------------
@pytest.fixture
def auditor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("auditor")


def test_only_who_may_edit_brings_in_answers(assessment: Assessment, auditor: Person) -> None:
    with pytest.raises(rights.NotAllowed):
        import_all(assessment, make_file({"2": "x"}), auditor)


def test_a_signed_assessment_takes_no_answers(assessment: Assessment, editor: Person) -> None:
    answer(assessment, editor, Given(place="1", value=False))
    signing.ask_advice(assessment=assessment, by=editor, at=NOW)
    with pytest.raises(Refused, match="up for advice"):
        import_all(assessment, make_file({"2": "x"}), editor)


# --- the page ------------------------------------------------------------------------------------------------
def address(assessment: Assessment, name: str = "assessment_import") -> str:
    with override("en"):
        kwargs = {"public_id": assessment.algorithm.public_id, "number": assessment.pk}
        return reverse(f"web:{name}", kwargs=kwargs)


def upload(client: Client, assessment: Assessment, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("antwoorden.json", content, content_type="application/json")
    return client.post(address(assessment), {"file": file, **more})


@pytest.fixture
def writer(client: Client, editor: Person) -> Client:
    client.force_login(editor)
    return client


def test_a_file_is_looked_at_first_and_then_brought_in(
    writer: Client, assessment: Assessment, editor: Person
) -> None:
    assert "See what it would do" in writer.get(address(assessment)).content.decode()
    answer(assessment, editor, Given(place="2", value="<b>van hier</b>"))
    seen = queries.open_assessment(assessment, on=NOW.date()).rows["2"].number
    content = write_answers(make_file({"1": True, "2": "uit het <i>bestand</i>", "3": "z"}))
    response = upload(writer, assessment, content)
    assert response.status_code == 200
    page = response.content.decode()
    for words in (
        "Nothing was changed yet",
        "&lt;b&gt;van hier",
        "uit het &lt;i&gt;bestand",
        f'value="2:{seen}"',
    ):
        assert words in page
    assert "<strong>3 Vraag 3</strong>: “z” is no choice" in page
    assert list_values(assessment) == {"2": "<b>van hier</b>"}
    sent = {
        "do": "import",
        "name": "antwoorden.json",
        "content": response.context["content"],
        "vervangen": [f"2:{seen}"],
    }
    done = writer.post(address(assessment), sent)
    assert done.status_code == 302
    assert done["Location"] == address(assessment, "assessment")
    assert list_values(assessment) == {"1": True, "2": "uit het <i>bestand</i>"}


def test_a_large_file_is_chosen_again(
    writer: Client, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waarborg.web.carried_files.MOST_CARRIED", 10)
    content = write_answers(make_file({"2": "groot"}))
    page = upload(writer, assessment, content).content.decode()
    assert "The file is large" in page
    assert 'name="content"' not in page
    assert upload(writer, assessment, content, do="import").status_code == 302
    assert list_values(assessment) == {"2": "groot"}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"geen json", "no valid JSON"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"format": "iets"}', "no file with answers"),
        (b" " * (MOST_BYTES + 1), "larger than 20 MB"),
        (b"", "no valid JSON"),
    ],
    ids=["words", "bytes", "deep", "other", "large", "empty"],
)
def test_a_wrong_file_is_refused_with_a_reason(
    writer: Client, assessment: Assessment, content: bytes, fault: str
) -> None:
    response = upload(writer, assessment, content)
    assert response.status_code == 422
    page = response.content.decode()
    assert fault in page
    assert "antwoorden.json, at " in page
    assert "This field is required" not in page


@pytest.mark.parametrize("content", ["geen base64", "AAAA", ""])
def test_a_file_that_came_along_damaged_is_refused(
    writer: Client, assessment: Assessment, content: str
) -> None:
    response = writer.post(address(assessment), {"do": "import", "content": content})
    assert response.status_code == 422
    assert list_values(assessment) == {}


def test_while_it_is_not_filled_in_the_page_says_so(
    writer: Client, assessment: Assessment, editor: Person
) -> None:
    answer(assessment, editor, Given(place="1", value=False))
    signing.ask_advice(assessment=assessment, by=editor, at=NOW)
    assert "while the assessment is being filled in" in writer.get(address(assessment)).content.decode()
    response = upload(writer, assessment, write_answers(make_file({"2": "x"})), do="import")
    assert response.status_code == 302
    assert "2" not in list_values(assessment)


def test_who_may_only_read_cannot_bring_in(client: Client, assessment: Assessment, auditor: Person) -> None:
    client.force_login(auditor)
    assert client.get(address(assessment)).status_code == 403


# --- anything at all -----------------------------------------------------------------------------------------
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-10, 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.lists(st.text(max_size=5), max_size=3)
    | st.lists(st.dictionaries(st.sampled_from(("risk", "_id", "x", "due")), st.text(max_size=5)), max_size=3)
)
PLACES = st.sampled_from(("1", "2", "3", "4", "4.1@aa", "4.1", "5", "6", "9", "oud", "weg", "1@a"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(PLACES, VALUES, max_size=6), st.sampled_from(("2025.1", "2026.1")))
def test_whatever_a_file_holds_there_is_a_preview(
    assessment: Assessment, versions: Library, values: dict[str, Any], version: str
) -> None:
    assume_readable = {place: value for place, value in values.items() if "\x00" not in json.dumps(value)}
    try:
        file = make_file(assume_readable, version=version)
    except AnswersFileError:
        return
    found = importing.preview_import(assessment, file, on=NOW.date())
    assert all(line.fault is not None for line in found.list_lines(importing.Effect.REFUSED))
    assert AnswerRow.objects.count() == 0

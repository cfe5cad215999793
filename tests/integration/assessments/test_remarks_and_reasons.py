"""Remarks placed along with answers, replies, choices that come from rows, why an outcome holds, and one page to read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.assessments.pages import log_in, place, put_in_library, show_library, text_of
from tests.small_form import both, form, group, part, question
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, starting, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment, Comment
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library
from waarborg.web.assessment_answers import list_sittings
from waarborg.web.drawing import draw_paragraphs

LINKED = form(
    part(
        "een",
        question("1"),
        question("2", "choices", options_from={"group": "4", "label": "4.1"}),
        question("3", "text", required=False),
    ),
    part("twee", group("4", question("4.1", "text"), label="4.1")),
    outcomes=[
        {
            "outcome": "uitkomst",
            "level": "required",
            "title": both("Er moet iets"),
            "says": both("Omdat het zo is."),
            "when": "[1] EN [fact:uses_personal_data]",
        }
    ],
)


@pytest.fixture
def page(editor: Person, small_library: Library, monkeypatch: pytest.MonkeyPatch) -> Client:
    show_library(small_library, monkeypatch)
    return log_in(editor)


@pytest.fixture
def linked(dossier: Algorithm, editor: Person, page: Client, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    put_in_library(monkeypatch, Library((LINKED,)))
    return starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)


def part_of(assessment: Assessment, id: str = "een") -> str:
    return place("assessment_part", assessment, part=id)


# --- remarks ---------------------------------------------------------------------------------------------------
def test_a_remark_that_was_typed_and_not_placed_is_placed_on_saving(
    page: Client, assessment: Assessment
) -> None:
    page.post(part_of(assessment), {"do": "save", "text-1": "Klopt dit?", "text-2": "  "})
    assert [(one.place, one.text) for one in queries.list_comments(assessment)] == [("1", "Klopt dit?")]


def test_an_empty_remark_is_refused_only_where_it_was_asked(page: Client, assessment: Assessment) -> None:
    answer = page.post(part_of(assessment), {"do": "comment:1", "text-1": " ", "2": "tekst", "base-2": 0})
    assert answer.status_code == 422
    assert "Fill this in" in text_of(answer)
    assert not Comment.objects.exists()


def test_a_reply_is_placed_along_and_stands_below_what_it_answers(
    page: Client, assessment: Assessment, editor: Person
) -> None:
    first = together.comment(assessment=assessment, place="1", text="Eerst", by=editor, at=NOW)
    other = together.comment(assessment=assessment, place="1", text="Tweede", by=editor, at=NOW)
    answer = page.post(part_of(assessment), {"do": f"reply:{first.pk}", f"reply-{first.pk}": "Antwoord"})
    assert answer["Location"].endswith("#at-1")
    text = text_of(page.get(part_of(assessment)))
    assert text.index("Eerst") < text.index("Antwoord") < text.index("Tweede")
    reply = Comment.objects.get(text="Antwoord")
    assert (reply.parent_id, reply.place) == (first.pk, "1")
    assert f'name="reply-{other.pk}"' in text


def test_dealt_with_saves_the_answers_too(page: Client, assessment: Assessment, editor: Person) -> None:
    found = together.comment(assessment=assessment, place="1", text="Eerst", by=editor, at=NOW)
    page.post(part_of(assessment), {"do": f"resolve:{found.pk}", "2": "tekst", "base-2": 0})
    found.refresh_from_db()
    assert found.resolved_at is not None
    assert queries.open_assessment(assessment, on=NOW.date()).rows["2"].value == "tekst"


@pytest.mark.parametrize("do", ["reply:999999", "resolve:x", f"resolve:{'9' * 30}"])
def test_a_remark_that_is_not_there_is_not_found(page: Client, assessment: Assessment, do: str) -> None:
    about = do.partition(":")[2]
    assert page.post(part_of(assessment), {"do": do, f"reply-{about}": "x"}).status_code == 404


def test_who_only_reads_places_remarks_too(
    person_with_role: Callable[..., Person], page: Client, assessment: Assessment
) -> None:
    reader = log_in(person_with_role("auditor"))
    text = text_of(reader.get(part_of(assessment)))
    assert 'form="comment-form"' in text
    assert (
        reader.post(place("assessment_comment", assessment), {"place": "1", "text-1": "Ja"}).status_code
        == 302
    )
    assert Comment.objects.get().text == "Ja"


# --- choices that are rows ---------------------------------------------------------------------------------------
def test_choices_without_rows_say_where_to_add_them(page: Client, linked: Assessment, editor: Person) -> None:
    text = text_of(page.get(part_of(linked)))
    assert "The choices come from “Groep 4”, which has no rows yet." in text
    assert f'href="{part_of(linked, "twee")}#group-4"' in text
    answering.add_row(assessment=linked, group="4", by=editor, at=NOW)
    assert "which has no rows yet" not in text_of(page.get(part_of(linked)))


# --- why ---------------------------------------------------------------------------------------------------------
def test_an_outcome_tells_on_which_answers_it_rests(page: Client, linked: Assessment, editor: Person) -> None:
    algorithms.record_facts(
        algorithm=linked.algorithm, values={"uses_personal_data": True}, by=editor, at=NOW
    )
    answering.save_answers(assessment=linked, answers=[Given(place="1", value=True)], by=editor, at=NOW)
    text = text_of(page.get(place("assessment", linked)))
    assert "This rests on:" in text
    assert f'href="{part_of(linked)}#at-1"' in text
    assert "the dossier: " in text
    assert "Supplied by: an answer in this form." in text
    assert "Supplied by: the dossier." in text
    assert "not stated" not in text


# --- reading -------------------------------------------------------------------------------------------------------
def test_all_answers_stand_on_one_page(page: Client, assessment: Assessment, editor: Person) -> None:
    answering.save_answers(
        assessment=assessment, answers=[Given(place="2", value="Een lang verhaal")], by=editor, at=NOW
    )
    text = text_of(page.get(place("assessment_reading", assessment)))
    assert "Een lang verhaal" in text
    assert "Deel een" in text
    assert "Deel twee" in text


def test_who_has_no_rights_here_does_not_read(
    person_with_role: Callable[..., Person], other_organisation: object, assessment: Assessment
) -> None:
    outsider = log_in(person_with_role("editor", other_organisation))
    assert outsider.get(place("assessment_reading", assessment)).status_code == 404


# --- history -------------------------------------------------------------------------------------------------------
def test_pauses_while_typing_are_one_line_of_history(
    page: Client, assessment: Assessment, editor: Person, officer: Person
) -> None:
    """Three answers of one person ten minutes apart, one of another, and one an hour later: 3 sittings."""
    moments = (
        (0, editor, "a"),
        (10, editor, "ab"),
        (20, editor, "abc"),
        (25, officer, "van de functionaris"),
        (85, editor, "abcd"),
    )
    for number, (minutes, person, text) in enumerate(moments):
        answering.save_answers(
            assessment=assessment,
            answers=[Given(place="2", value=text, base=number)],
            by=person,
            at=NOW + timedelta(minutes=minutes),
        )
    history = queries.list_history(assessment, "2")
    assert [[row.value for row in rows] for rows in list_sittings(history)] == [
        ["abcd"],
        ["van de functionaris"],
        ["abc", "ab", "a"],
    ]
    assert "2 earlier answers in the same sitting" in text_of(
        page.get(place("assessment_answer", assessment, place="2"))
    )


# --- texts -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een.\nTwee.", "<p>Een.</p><p>Twee.</p>"),
        ("Een:\n- a\n- b\nTwee.", "<p>Een:</p><ul><li>a</li><li>b</li></ul><p>Twee.</p>"),
        ("- <b>", "<ul><li>&lt;b&gt;</li></ul>"),
        ("", ""),
    ],
)
def test_lines_are_paragraphs_and_dashes_a_list(text: str, html: str) -> None:
    assert draw_paragraphs(text) == html

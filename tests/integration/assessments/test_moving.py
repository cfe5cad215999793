"""Moving an assessment to a newer version of its form: what the page shows, and what becomes of the answers."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.integration.assessments.conftest import SMALL
from tests.integration.assessments.pages import ask, fill_in, log_in, place, put_in_library, text_of
from tests.small_form import both, form, part, question
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.models import AppendixRow, Assessment
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]

#: Question 2 is called 2.a now, 3 and 4 are gone, 1 is asked otherwise, and 7 is new.
NEWER = form(
    part(
        "een",
        {**question("1", fact="uses_personal_data"), "ask": both("Gaat het om mensen?")},
        question("2.a", "text", required=False, replaces=["2"]),
    ),
    part("twee", question("5", "risks", required=False), question("6", "actions", required=False)),
    part("drie", question("7", "text")),
    version="2026.2",
    released_on="2026-11-20",
    changes=both("De vragen over mensen zijn korter."),
)


@pytest.fixture(autouse=True)
def two_versions(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small form, which everything begins with, and its newer version."""
    put_in_library(monkeypatch, Library((SMALL,)))


@pytest.fixture
def newer(assessment: Assessment, editor: Person, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """An assessment that was filled in before the newer version came."""
    fill_in(assessment, editor)
    put_in_library(monkeypatch, Library((SMALL, NEWER)))
    return assessment


def test_the_page_says_what_changes_and_what_becomes_of_the_answers(
    newer: Assessment, editor: Person
) -> None:
    page = text_of(log_in(editor).get(place("assessment_move", newer)))
    for said in (
        "From version 2026.1 to 2026.2",
        "De vragen over mensen zijn korter.",
        "1 answer goes to the appendix",
        "1 answer moves to another question",
        "1 new question",
        "Vraag 7",
        "2 questions are asked otherwise",
        "It was: Vraag 1",
        "Gaat het om mensen?",
    ):
        assert said in page
    appendix = page[page.index("goes to the appendix") : page.index("moves to another question")]
    assert "Vraag 3" in appendix


def test_the_answers_move_and_the_rest_stands_in_the_appendix(newer: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_move", newer)
    assert client.post(address, {"version": "2026.2"}).status_code == 302
    newer.refresh_from_db()
    assert newer.form_version == "2026.2"
    opened = queries.open_assessment(newer, on=NOW.date())
    assert opened.rows["2.a"].value == "Wij sorteren meldingen."
    assert opened.rows["1"].value is True
    row = AppendixRow.objects.get()
    assert (row.place, row.value, row.question["nl"]) == ("3", "a", "Vraag 3")
    # A second click, and a look afterwards, lead back to the assessment.
    assert client.post(address, {"version": "2026.2"}).status_code == 302
    assert client.get(address).status_code == 302
    assert AppendixRow.objects.count() == 1


def test_nobody_moves_to_a_version_they_did_not_see(newer: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_move", newer)
    assert client.post(address, {"version": "2026.1"}).status_code == 200
    assert client.post(address).status_code == 200
    newer.refresh_from_db()
    assert newer.form_version == "2026.1"


def test_what_is_up_for_advice_does_not_move(
    assessment: Assessment, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(assessment, editor)
    put_in_library(monkeypatch, Library((SMALL, NEWER)))
    client, address = log_in(editor), place("assessment_move", assessment)
    assert "Open the assessment first" in text_of(client.get(address))
    assert client.post(address, {"version": "2026.2"}).status_code == 200
    assessment.refresh_from_db()
    assert assessment.form_version == "2026.1"


def test_only_who_fills_in_moves_it(newer: Assessment, person_with_role: Callable[..., Person]) -> None:
    address = place("assessment_move", newer)
    assert log_in(person_with_role("reader")).post(address, {"version": "2026.2"}).status_code == 403
    assert log_in(person_with_role(None)).get(address).status_code == 404

"""What tests of the pages share: clients, addresses in English, the small form in all pages, and a signed assessment."""

from collections.abc import Sequence

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.strict_pages import StrictClient
from waarborg.apps.assessments.actions import answering, signing
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

#: Where pages look up forms; the actions do so by the fixture `small_library`.
PAGES = (
    "web.assessment_pages",
    "web.assessment_places",
    "web.assessment_record",
    "web.sentences",
)


def show_library(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these forms on every page."""
    for module in PAGES:
        monkeypatch.setattr(f"waarborg.{module}.load_library", lambda: library)


def put_in_library(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    """These forms everywhere, in place of those of the fixture."""
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    show_library(library, monkeypatch)


def log_in(person: Person) -> Client:
    """A client in which somebody is logged in."""
    visitor = StrictClient()
    visitor.force_login(person)
    return visitor


def place(name: str, assessment: Assessment, **more: object) -> str:
    """The English address of a page of an assessment."""
    keys = {"public_id": assessment.home, "number": assessment.pk, **more}
    with override("en"):
        return reverse(f"web:{name}", kwargs=keys)


def text_of(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()


#: Answers with which nothing stands in the way of a signature; in the fourth a role that could be a name.
ANSWERS: Sequence[Given] = (
    Given(place="1", value=True),
    Given(place="2", value="Wij sorteren meldingen."),
    Given(place="3", value="a"),
    Given(
        place="5",
        value=[
            {
                "risk": "Verkeerde post",
                "likelihood": "high",
                "impact": "medium",
                "measure": "Steekproef",
                "owner": "Wilma Voorbeeld",
            }
        ],
    ),
)


def fill_in(assessment: Assessment, by: Person) -> None:
    """Answer everything that must be answered."""
    answering.save_answers(assessment=assessment, answers=list(ANSWERS), by=by, at=NOW)


def ask(assessment: Assessment, by: Person) -> None:
    """Answer everything and lay it before who must advise and sign."""
    fill_in(assessment, by)
    signing.ask_advice(assessment=assessment, by=by, at=NOW)


def sign(assessment: Assessment, editor: Person, officer: Person, director: Person) -> Assessment:
    """Answer everything, have it advised on and signed."""
    ask(assessment, editor)
    signing.fill_slot(
        assessment=assessment, slot="fg", verdict="positive", text="Akkoord.", by=officer, at=NOW
    )
    signing.fill_slot(assessment=assessment, slot="bestuur", verdict="positive", text="", by=director, at=NOW)
    assessment.refresh_from_db()
    return assessment

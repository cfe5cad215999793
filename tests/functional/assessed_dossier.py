"""A dossier with an IAMA in each state, and the people around it, for tests of assessments in a browser."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.conftest import NOW
from tests.functional.fitting_answers import Filling, fill_in
from tests.integration.obligations.conftest import say
from waarborg.adapters.form_files.loading import load_library
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.actions import signing, starting
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions as publications

__all__ = ("approver", "dossier", "editor", "iama", "officer")

#: What the dossier says before anything is filled in.
FACTS: Mapping[str, object] = {
    "goal": "Meldingen sneller bij de juiste ploeg.",
    "phase": "design",
    "built_or_bought": "bought",
    "supplier": "Sorteerhulp BV",
    "used_on_employees": True,
}
#: Answers with which all of an IAMA is asked, and nothing stands in the way of a signature.
ANSWERS: Mapping[str, object] = {
    "1.3.0": ["none"],
    "1.3.1": False,
    "4.1.3c": "negative",
    "4.2.5c": False,
    "4.5.1": False,
}
#: What must be given before the signatures of the IAMA of this dossier.
ADVICE, CONSENT, SIGNATURES = ("lawyer", "developer"), "works-council", ("project-leader", "decision")


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def officer(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("privacy_officer")


@pytest.fixture
def approver(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("approver")


@pytest.fixture
def dossier(organisation: Organisation, editor: Person) -> Algorithm:
    entry = publications.start_entry(
        organisation=organisation, name="Meldingen openbare ruimte", by=editor, at=NOW
    )
    assert entry.algorithm is not None
    say(entry.algorithm, FACTS, editor)
    load_library()  # reading all forms takes longer than a page may
    return entry.algorithm


@pytest.fixture
def iama(dossier: Algorithm, editor: Person) -> Assessment:
    """An IAMA in which nothing was answered yet."""
    return begin(dossier, "iama", editor)


def begin(dossier: Algorithm, form: str, by: Person) -> Assessment:
    return starting.start(algorithm=dossier, form=form, by=by, at=timezone.now())


def complete(assessment: Assessment, by: Person, *, rows: int = 1) -> None:
    """Answer all that is asked."""
    fill_in(assessment, Filling(by=by, values=ANSWERS, rows=rows))


def ask(assessment: Assessment, by: Person) -> None:
    """Lay it before who must advise and sign."""
    signing.ask_advice(assessment=assessment, by=by, at=timezone.now())


def give(assessment: Assessment, slot: str, by: Person, *, verdict: str = signing.POSITIVE) -> None:
    """Give an advice, a consent or a signature."""
    signing.fill_slot(
        assessment=assessment,
        slot=slot,
        verdict=verdict,
        text="Akkoord.",
        reference="Besluit 2026-11",
        by=by,
        at=timezone.now(),
    )


def sign(assessment: Assessment, editor: Person, approver: Person) -> None:
    """Answer all, have all advice and consent given, and sign."""
    complete(assessment, editor)
    ask(assessment, editor)
    give(assessment, CONSENT, editor)
    for slot in (*ADVICE, *SIGNATURES):
        give(assessment, slot, approver)


def place_of(assessment: Assessment, rest: str = "", *, language: str = "en") -> str:
    """The address of a page of an assessment."""
    algorithm = f"/{language}/werkplek/algoritmen/{assessment.algorithm.public_id}"
    return f"{algorithm}/toetsen/{assessment.pk}{rest}"


# --- on a page ---------------------------------------------------------------------------------------------
def at(page: Page, place: str) -> Locator:
    """The question at a place."""
    return page.locator(f'[id="at-{place}"]')


def named(what: str, which: str) -> re.Pattern[str]:
    """The name of a link or button that says to a screen reader what it is about."""
    return re.compile(rf"^{what} ?: {which}")


def await_saved(page: Page) -> None:
    """Wait until what was typed is saved by itself."""
    said = re.compile(r"^\s*Saved at \d\d:\d\d\s*$")
    expect(page.locator("#autosave-status")).to_have_text(said, timeout=10_000)


# --- what is kept ------------------------------------------------------------------------------------------
def find_answer(assessment: Assessment, place: str) -> AnswerRow | None:
    """The answer that stands at a place now."""
    return AnswerRow.objects.filter(assessment=assessment, place=place, current=True).first()


def find_value(assessment: Assessment, place: str) -> Any:
    """What stands at a place now; None for nothing."""
    found = find_answer(assessment, place)
    return found.value if found is not None else None


def await_answer(page: Page, assessment: Assessment, place: str, value: object) -> AnswerRow:
    """The answer at a place, once it says this."""
    for _ in range(80):
        found = find_answer(assessment, place)
        if found is not None and found.value == value:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"{place} does not say {value!r}")

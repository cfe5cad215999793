"""Assessments in a real browser: an IAMA from start to signature, and two at one question."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.functional.assessed_dossier import (
    ADVICE,
    approver,
    ask,
    at,
    await_answer,
    await_saved,
    complete,
    dossier,
    editor,
    find_value,
    give,
    iama,
    named,
    officer,
    place_of,
)
from tests.functional.fitting_answers import TEXT
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.organisations.models import Person

__all__ = ("approver", "dossier", "editor", "iama", "officer")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]


def count_answers(assessment: Assessment, place: str) -> int:
    """How often something was answered at a place."""
    return AnswerRow.objects.filter(assessment=assessment, place=place).count()


# --- the journey of an IAMA --------------------------------------------------------------------------------
@pytest.mark.database
def test_from_the_first_answer_to_a_signed_iama(
    browser_page: Page, login: Login, dossier: Algorithm, editor: Person, officer: Person, approver: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(f"/en/werkplek/algoritmen/{dossier.public_id}")
    page.get_by_role("link", name="To the assessments").click()
    page.get_by_text(re.compile(r"\d+ other forms")).click()
    page.get_by_role("button", name=named("Start", "Fundamental Rights")).click()
    assessment = Assessment.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Fundamental Rights and Algorithms Impact Assessment"
    )

    _answer_the_first_part(page, assessment)
    _divide(page, assessment, officer)
    complete(assessment, editor)
    page.goto(place_of(assessment))
    page.get_by_role("button", name="Ask for advice and signatures").click()
    expect(page.get_by_text("Up for advice", exact=True)).to_be_visible()

    login(page, officer)
    page.goto("/en/werkplek/")
    page.get_by_role("link", name="IAMA: Advice on personal data").click()
    page.get_by_role("link", name=named("Give advice", "Advice on personal data")).click()
    _decide(page, "Positive, on conditions", "Bewaar de gegevens korter.")
    page.get_by_role("button", name="Give advice").click()
    expect(page.get_by_text("Recorded. It stands with the assessment.")).to_be_visible()

    login(page, editor)
    page.goto(place_of(assessment))
    page.get_by_role("link", name=named("React", "Advice on personal data")).click()
    page.get_by_label("What do you do with it?").fill("Dat doen wij: zes maanden.")
    page.get_by_role("button", name="Place the reaction").click()
    page.get_by_role("link", name="Record the consent").click()
    page.get_by_role("radio", name="Consented", exact=True).check()
    page.get_by_label("On which day was it given?").fill("2026-11-20")
    page.get_by_label("Where can that be read?").fill("Brief van 20 november")
    page.get_by_role("button", name="Record the consent").click()
    for slot in ADVICE:
        give(assessment, slot, approver)

    login(page, approver)
    _sign(page, assessment)
    _look_at_what_was_signed(page, assessment)


def _answer_the_first_part(page: Page, assessment: Assessment) -> None:
    page.get_by_role("link", name="Part 1 Why?").click()
    page.get_by_role(
        "button", name=re.compile(r"Take over the \d+ answers? that (is|are) offered here")
    ).click()
    assert find_value(assessment, "1.1.2") == "Meldingen sneller bij de juiste ploeg."
    expect(at(page, "1.1.2")).to_contain_text("taken from the dossier: Goal and impact")
    reason = page.get_by_role("textbox", name="What is the reason? Which problem must the algorithm solve?")
    reason.fill(TEXT)
    page.get_by_role("button", name="Add: aim").click()
    row = page.locator(".wp-row-head")
    expect(row).to_have_count(1)
    expect(reason).to_have_value(TEXT)
    page.get_by_role("textbox", name="Aim in a few words").fill("Kortere wachttijd")
    action = at(page, "1.actiepunten")
    action.get_by_label("What must be done").fill("Spreek af wie beheert")
    action.get_by_label("At the latest on").fill("2027-03-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(row).to_contain_text("Aim 1: Kortere wachttijd")
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("Spreek af wie beheert")).to_be_visible()


def _divide(page: Page, assessment: Assessment, officer: Person) -> None:
    page.get_by_role("link", name="Divide the parts").click()
    page.locator('[name="assignee-4"]').select_option(label=officer.name)
    page.locator('[name="due-4"]').fill("2027-01-31")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 part was divided.")).to_be_visible()
    assert queries.list_assignments(assessment)["4"].assignee == str(officer.pk)


def _decide(page: Page, choice: str, text: str = "") -> None:
    page.get_by_role("radio", name=choice).check()
    page.locator('textarea[name="text"]').fill(text)


def _sign(page: Page, assessment: Assessment) -> None:
    for title in ("The project leader signs for the team", "Decision of whoever is finally responsible"):
        page.goto(place_of(assessment))
        page.get_by_role("link", name=named("Sign", title)).click()
        _decide(page, "I sign")
        page.get_by_role("button", name="Go on").click()
        expect(page.locator("[role=alert]")).to_be_focused()
        page.get_by_role("button", name="Yes, record it").click()
    expect(page.get_by_text("Everything is signed.")).to_be_visible()


def _look_at_what_was_signed(page: Page, assessment: Assessment) -> None:
    assessment.refresh_from_db()
    (fixed,) = queries.list_fixed(assessment)
    assert assessment.state == "signed"
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Version 1").click()
    expect(page.locator("main")).to_contain_text(fixed.digest)
    expect(page.locator("main")).to_contain_text("Dat doen wij: zes maanden.")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.goto(f"/en/werkplek/algoritmen/{assessment.algorithm.public_id}/plan")
    expect(page.get_by_role("link", name="Spreek af wie beheert")).to_be_visible()


# --- two at one question -----------------------------------------------------------------------------------
@pytest.mark.database
def test_two_who_answer_one_question_both_keep_their_words(
    browser_page: Page,
    login: Login,
    iama: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    page, colleague = browser_page, person_with_role("editor")
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    page.route("**/automatisch", lambda route: route.abort())
    theirs = [Given(place="1.1.1", value="<p>Van de collega</p>")]
    answering.save_answers(assessment=iama, answers=theirs, by=colleague, at=timezone.now())
    page.locator('[name="1.1.1"]').fill("Van mij")
    page.locator('[name="1.4.2"]').fill("Directeur")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(at(page, "1.1.1")).to_contain_text("Van de collega")
    expect(at(page, "1.1.1")).to_contain_text(colleague.name)
    expect(page.locator('[name="1.1.1"]')).to_have_value("Van mij")
    assert find_value(iama, "1.4.2") == "Directeur"
    page.locator('[name="1.1.1"]').fill("Van ons allebei")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 answer saved.")).to_be_visible()
    assert find_value(iama, "1.1.1") == "<p>Van ons allebei</p>"
    at(page, "1.1.1").get_by_role("link", name=re.compile("^History")).click()
    expect(page.locator("main")).to_contain_text("Van de collega")


def test_what_somebody_else_answered_can_be_kept(
    browser_page: Page,
    login: Login,
    iama: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    page, colleague = browser_page, person_with_role("editor")
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    page.route("**/automatisch", lambda route: route.abort())
    theirs = [Given(place="1.4.2", value="Directeur")]
    answering.save_answers(assessment=iama, answers=theirs, by=colleague, at=timezone.now())
    page.locator('[name="1.4.2"]').fill("Burgemeester")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name=named("Keep theirs", "Who is finally")).click()
    expect(page.locator('[name="1.4.2"]')).to_have_value("Directeur")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    assert find_value(iama, "1.4.2") == "Directeur"
    assert count_answers(iama, "1.4.2") == 1


def test_what_was_typed_stays_when_it_was_laid_before_advisers_meanwhile(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    page.route("**/automatisch", lambda route: route.abort())
    complete(iama, editor)
    ask(iama, editor)
    page.locator('[name="1.1.1"]').fill("Te laat getypt")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This assessment is up for advice and signature.")).to_be_visible()
    expect(page.locator('[name="1.1.1"]')).to_have_value("Te laat getypt")


def test_what_is_typed_is_saved_by_itself_and_saving_goes_on_from_there(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    field, base = page.locator('[name="1.1.1"]'), page.locator('[id="base-1.1.1"]')
    expect(base).to_have_value("0")
    for text in ("Eerst", "Eerst en daarna"):
        field.fill(text)
        await_saved(page)
        row = await_answer(page, iama, "1.1.1", f"<p>{text}</p>")
        expect(base).to_have_value(str(row.number))
    field.fill("Eerst, daarna en tot slot")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 answer saved.")).to_be_visible()
    assert find_value(iama, "1.1.1") == "<p>Eerst, daarna en tot slot</p>"
    assert count_answers(iama, "1.1.1") == 3


def test_saving_by_itself_does_not_step_on_somebody_else(
    browser_page: Page,
    login: Login,
    iama: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    page, colleague = browser_page, person_with_role("editor")
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    theirs = [Given(place="1.1.1", value="<p>Van de collega</p>")]
    answering.save_answers(assessment=iama, answers=theirs, by=colleague, at=timezone.now())
    page.locator('[name="1.1.1"]').fill("Van mij")
    expect(page.locator("#autosave-status")).to_contain_text("Somebody else answered meanwhile")
    assert find_value(iama, "1.1.1") == "<p>Van de collega</p>"
    page.get_by_role("button", name="Save", exact=True).click()
    expect(at(page, "1.1.1")).to_contain_text("Van de collega")
    expect(page.locator('[name="1.1.1"]')).to_have_value("Van mij")
    # Nobody chose yet, so nothing is saved by itself.
    page.locator('[name="1.4.2"]').fill("Directeur")
    page.wait_for_timeout(3000)
    assert find_value(iama, "1.1.1") == "<p>Van de collega</p>"


def test_rows_that_are_saved_by_themselves_stay_the_same_rows(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    table = at(page, "1.actiepunten")
    table.get_by_label("What must be done").fill("Spreek af wie beheert")
    await_saved(page)
    (row,) = _rows(iama, "1.actiepunten")
    page.locator('[name="1.4.2"]').fill("Directeur")
    await_answer(page, iama, "1.4.2", "Directeur")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    assert _rows(iama, "1.actiepunten") == [row]
    assert count_answers(iama, "1.actiepunten") == 1


def _rows(assessment: Assessment, place: str) -> list[Any]:
    found = find_value(assessment, place)
    return found if isinstance(found, list) else []

"""Assessments in a real browser: an IAMA from start to signature, two at one question, and an expert from outside."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.functional.assessed_dossier import (
    ADVICE,
    approver,
    complete,
    dossier,
    editor,
    give,
    iama,
    officer,
    place_of,
)
from tests.functional.fitting_answers import TEXT
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment, Invitation
from waarborg.apps.organisations.models import Person

__all__ = ("approver", "dossier", "editor", "iama", "officer")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]


def at(page: Page, place: str) -> Any:
    """The question at a place."""
    return page.locator(f'[id="at-{place}"]')


def named(what: str, which: str) -> re.Pattern[str]:
    """The name of a link or button that says to a screen reader what it is about."""
    return re.compile(rf"^{what} ?: {which}")


def await_saved(page: Page) -> None:
    """Wait until what was typed is saved by itself."""
    expect(page.locator("#autosave-status")).to_have_text(
        re.compile(r"^\s*Saved at \d\d:\d\d\s*$"), timeout=10_000
    )


def find_value(assessment: Assessment, place: str) -> object:
    """What stands at a place now."""
    row = AnswerRow.objects.filter(assessment=assessment, place=place, current=True).first()
    return row.value if row is not None else None


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
    page.get_by_role("button", name="Take over everything that is offered here").click()
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
        row = _wait_for(page, iama, "1.1.1", f"<p>{text}</p>")
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
    _wait_for(page, iama, "1.4.2", "Directeur")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    assert _rows(iama, "1.actiepunten") == [row]
    assert count_answers(iama, "1.actiepunten") == 1


def _rows(assessment: Assessment, place: str) -> list[Any]:
    found = find_value(assessment, place)
    return found if isinstance(found, list) else []


def _wait_for(page: Page, assessment: Assessment, place: str, value: object) -> AnswerRow:
    """The answer at a place, once it says this."""
    for _ in range(80):
        row = AnswerRow.objects.filter(assessment=assessment, place=place, current=True).first()
        if row is not None and row.value == value:
            return row
        page.wait_for_timeout(100)
    raise AssertionError(f"{place} does not say {value!r}")


# --- an expert from outside --------------------------------------------------------------------------------
def test_an_expert_from_outside_answers_one_part(
    browser_page: Page, login: Login, iama: Assessment, editor: Person, axe: Callable[[Page], None]
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama))
    page.get_by_role("link", name="Invite an expert from outside").click()
    page.get_by_label("For which part?").select_option("4")
    page.get_by_label("Who is it?").fill("J. Voorbeeld, ethicus")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address for the expert").input_value()

    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Part 4 Human rights")
    expect(page.get_by_role("link", name="Algorithms")).to_have_count(0)
    page.locator('[name="4.1.1.2"]').fill("Het recht op gelijke behandeling.")
    await_saved(page)
    page.locator('[name="4.2.3"][value="no"]').check()
    _wait_for(page, iama, "4.2.3", False)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/uitnodiging/"))
    assert find_value(iama, "4.1.1.2") == "<p>Het recht op gelijke behandeling.</p>"
    assert find_value(iama, "4.2.3") is False
    page.get_by_label("Your remark").fill("Wie beslist hierover?")
    page.get_by_role("button", name="Send the remark").click()
    expect(page.locator("#remarks")).to_contain_text("Wie beslist hierover?")
    axe(page)

    for rest in ("", "/deel/1", "/deel/4"):
        page.goto(place_of(iama, rest))
        assert "/deel/" not in page.url.partition("?")[0]
        expect(page.locator('[name="4.1.1.2"]')).to_have_count(0)
    response = page.request.post(
        address, form={"base-1.1.1": "0", "1.1.1": "Stiekem", "do": "save"}, headers={"Referer": address}
    )
    assert response.status in (403, 422, 200, 302)
    assert find_value(iama, "1.1.1") is None
    login(page, editor)
    page.goto(place_of(iama, "/deel/4"))
    expect(at(page, "4.1.1.2")).to_contain_text("J. Voorbeeld, ethicus")


def test_a_link_that_ended_shows_a_friendly_page(
    browser_page: Page, iama: Assessment, editor: Person, axe: Callable[[Page], None]
) -> None:
    page, now = browser_page, timezone.now()
    _row, secret = together.invite(
        assessment=iama,
        part="4",
        name="J. Voorbeeld",
        email="",
        expires_on=timezone.localdate() + timedelta(days=1),
        by=editor,
        at=now,
    )
    address = f"/en/werkplek/uitnodiging/{secret}"
    response = page.goto(address)
    assert response is not None
    assert response.status == 200
    Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    page.locator('[name="4.1.1.2"]').fill("Te laat")
    expect(page.locator("#autosave-status")).to_contain_text("Not saved automatically")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation does not work")
    expect(page.locator("main")).not_to_contain_text("Meldingen")
    assert find_value(iama, "4.1.1.2") is None
    axe(page)

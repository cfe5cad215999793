"""Suppliers answer questions by a link in a real browser, and who asked puts their replies side by side."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.functional.assessed_dossier import await_saved, dossier, editor
from tests.functional.fitting_answers import Filling, fill_in
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.models import Assessment, Respondent
from waarborg.apps.organisations.models import Person

__all__ = ("dossier", "editor")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
Look = Callable[[Page, str], None]


def send_out(page: Page, dossier: Algorithm) -> None:
    """From a dossier: ask two suppliers, looking first at what goes out."""
    page.goto(f"/en/werkplek/algoritmen/{dossier.public_id}/toetsen")
    page.get_by_role("link", name="Ask suppliers").click()
    expect(page.get_by_label("About which product?")).to_have_value(dossier.name)
    page.get_by_label("About which product?").fill("Chatbot voor burgers")
    page.get_by_label("Title").fill("Vragen over uw chatbot")
    page.get_by_label("Last day", exact=True).fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_label("To whom?").fill("Alfa; alfa@voorbeeld.example; A. Verkoper\nBeta")
    page.get_by_role("button", name="Look before sending").click()
    expect(page.get_by_role("heading", name="This goes to 2 recipients")).to_be_visible()
    page.get_by_role("button", name="Yes, send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vragen over uw chatbot")


def reply(page: Page, name: str, address: str, by: Person, axe: Callable[[Page], None], keep: Look) -> None:
    """Open a link without an account, answer a question by hand and the rest as fits, and hand in."""
    assessment = Assessment.objects.get(respondent__name=name)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vragen over uw chatbot")
    expect(page.locator("main")).to_contain_text("Chatbot voor burgers")
    keep(page, f"supplier-{name}-overview")
    axe(page)
    page.locator("main ol a").first.click()
    field = page.locator("#part-form textarea:visible, #part-form input[type=text]:visible").first
    field.fill(f"Dit zegt {name}.")
    await_saved(page)
    keep(page, f"supplier-{name}-part")
    axe(page)
    page.get_by_role("link", name="To all parts").click()
    expect(page.locator("main")).to_contain_text("no answer yet")
    # As somebody would who goes through all parts; done here, where the test is about the rest.
    respondent = Respondent.objects.select_related("invitation").get(name=name)
    fill_in(assessment, Filling(by=respondent.invitation))
    page.reload()
    page.get_by_label("Your name and work").fill(f"V. Voorbeeld, {name}")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Your answers were handed in.")).to_be_visible()
    expect(page.get_by_role("button", name="Hand in")).to_have_count(0)
    axe(page)


@pytest.mark.database
def test_suppliers_answer_by_link_and_are_compared(
    browser_page: Page,
    login: Login,
    dossier: Algorithm,
    editor: Person,
    axe: Callable[[Page], None],
    screenshot: Look,
) -> None:
    page = browser_page
    login(page, editor)
    send_out(page, dossier)
    axe(page)
    screenshot(page, "questionnaire")
    links = page.get_by_label("Link", exact=True)
    addresses = [links.nth(place).input_value() for place in range(2)]
    own = page.url
    page.context.clear_cookies()
    for name, address in zip(("Alfa", "Beta"), addresses, strict=True):
        reply(page, name, address.replace("/nl/", "/en/"), editor, axe, screenshot)

    login(page, editor)
    page.goto(own)
    expect(page.locator("main")).to_contain_text("2 of 2 replied")
    page.get_by_role("link", name="Read and compare the replies").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Replies side by side")
    expect(page.locator("main")).to_contain_text("Dit zegt Alfa.")
    axe(page)
    screenshot(page, "questionnaire-results")
    page.get_by_text("Choose whom to put side by side").click()
    page.get_by_label("Only questions at which they differ").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".wp-beside tbody tr")).to_have_count(1)
    page.goto(page.url.split("?")[0] + "?telling=1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Replies per question")
    axe(page)
    screenshot(page, "questionnaire-counted")

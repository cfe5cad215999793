"""Suggestions while typing, in a real browser: with the keyboard, with the mouse, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.integration.public.register import COMPLETE, add_town, publish_version

FIELD = "Zoek een algoritme, een onderwerp of een organisatie"


@pytest.fixture
def register(transactional_db: None, browser: Browser) -> None:
    """A few entries of one town."""
    town = add_town()
    for name in ("Parkeerplek zoeken", "Parkeervergunning voor bewoners", "Toeslagen controleren"):
        publish_version(town, f"wb-{name[:8].lower()}{len(name)}", COMPLETE | {"name": name})


def type_in(page: Page, text: str) -> None:
    page.get_by_label(FIELD).press_sequentially(text, delay=20)


def test_the_keyboard_chooses_a_suggestion(
    register: None, browser_page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    browser_page.goto("/nl/")
    field = browser_page.get_by_label(FIELD)
    type_in(browser_page, "parkee")
    options = browser_page.locator("[role=option]")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(browser_page.locator("[data-suggest-status]")).to_contain_text("2 suggesties")
    axe(browser_page)
    screenshot(browser_page, "public-suggestions-1280")
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = options.nth(1).get_attribute("id")
    assert chosen
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    browser_page.keyboard.press("ArrowUp")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("h1")).to_have_text("Parkeerplek zoeken")


def test_escape_closes_and_keeps_what_was_typed(register: None, browser_page: Page) -> None:
    browser_page.goto("/nl/zoeken")
    type_in(browser_page, "parkee")
    expect(browser_page.locator("[role=option]")).to_have_count(2)
    browser_page.keyboard.press("Escape")
    expect(browser_page.locator("[role=option]")).to_have_count(0)
    field = browser_page.get_by_label(FIELD)
    expect(field).to_have_value("parkee")
    expect(field).to_have_attribute("aria-expanded", "false")
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_role("status")).to_contain_text("2 algoritmes gevonden")


def test_a_click_goes_to_the_organisation(register: None, browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 800})
    browser_page.goto("/nl/")
    type_in(browser_page, "voorbeelds")
    browser_page.get_by_role("option", name="Voorbeeldstad").click()
    browser_page.wait_for_url("**/organisatie/vb0001")


def test_nothing_is_asked_for_one_letter(register: None, browser_page: Page) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto("/nl/")
    type_in(browser_page, "p")
    browser_page.wait_for_timeout(500)
    assert not [address for address in asked if "suggesties" in address]
    type_in(browser_page, "ar")
    expect(browser_page.locator("[role=option]")).to_have_count(2)
    assert len([address for address in asked if "suggesties" in address]) <= 2, (
        "letters typed fast are one question"
    )


def test_the_form_works_without_a_script(register: None, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nl/")
    page.get_by_label(FIELD).fill("toeslagne")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_text("Resultaten voor")).to_contain_text("toeslagen")
    page.get_by_role("link", name="Zoek toch naar “toeslagne”").click()
    expect(page.get_by_role("status")).to_contain_text("Niets gevonden")
    context.close()

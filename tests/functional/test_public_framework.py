"""The framework of requirements in a real browser: readable and usable for everybody, wide and narrow."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

TITLE = re.compile(r".+ · Waarborg$")
PAGES = {
    "first": "/nl/kader",
    "first-english": "/en/kader",
    "measures": "/nl/kader?soort=maatregelen&fase=design",
    "search": "/nl/kader?q=grondrechten&wet=ai_act&voor=deployer&dag=2028-01-01",
    "search-nothing": "/nl/kader?q=zeppelin&wet=gdpr",
    "day-faulty": "/nl/kader?dag=gisteren",
    "requirement": "/nl/kader/vereisten/avg-10",
    "requirement-to-come": "/nl/kader/vereisten/aia-art-49-3",
    "requirement-other-day": "/nl/kader/vereisten/aia-01?dag=2025-06-01",
    "requirement-english": "/en/kader/vereisten/aia-27",
    "measure": "/nl/kader/maatregelen/owp-07",
    "measure-with-steps": "/en/kader/maatregelen/mon-02",
    "toolbox": "/nl/kader/instrumenten?soort=assessment",
    "toolbox-nothing": "/nl/kader/instrumenten?soort=plan&bindend=law",
    "words": "/nl/begrippen?verschil=ja",
    "words-nothing": "/en/begrippen?q=zeppelin",
    "word": "/nl/begrippen/ai-system",
    "word-english": "/en/begrippen/automated-decision",
}


def check(page: Page, axe: Callable[[Page], None], width: int) -> None:
    """A page with one heading that names it, no wider than the screen, without faults that axe can find."""
    expect(page.locator("h1")).to_have_count(1)
    expect(page).to_have_title(TITLE)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{page.url} is {overflow} pixels too wide at {width}"
    axe(page)


def test_every_kind_of_page_of_the_framework_is_accessible_wide_and_narrow(
    transactional_db: None,
    browser_page: Page,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    for width in (1280, 320):
        browser_page.set_viewport_size({"width": width, "height": 800})
        for name, address in PAGES.items():
            browser_page.goto(address)
            check(browser_page, axe, width)
            screenshot(browser_page, f"framework-{name}-{width}")


def test_somebody_looks_for_what_a_deployer_must_do_and_for_what_helps(
    transactional_db: None, browser_page: Page
) -> None:
    page = browser_page
    page.goto("/nl/")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Kader").click()
    page.get_by_label("Zoek in vereisten en maatregelen").fill("grondrechten")
    page.get_by_label("Voor wie het geldt").select_option("deployer")
    page.get_by_label("Zoals het is op").fill("2028-01-01")
    page.get_by_role("button", name="Toepassen").click()
    expect(page.get_by_role("link", name="Verwijder filter: Voor wie het geldt")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("grondrechten")
    page.get_by_role("link", name="De gevolgen voor grondrechten zijn beoordeeld").click()
    expect(page.get_by_role("status")).to_contain_text("1 januari 2028")
    page.get_by_role("link", name="moet de gevolgen voor grondrechten beoordelen", exact=True).first.click()
    expect(page.get_by_text("Moet de gevolgen voor grondrechten beoordelen", exact=True)).to_be_in_viewport()
    page.get_by_role("link", name="Weeg welke grondrechten het algoritme raakt").click()
    expect(page.locator("h1")).to_have_text("Weeg welke grondrechten het algoritme raakt")
    page.get_by_role("link", name="Impact Assessment Mensenrechten en Algoritmes (IAMA)").first.click()
    expect(page.get_by_role("heading", name="Impact Assessment Mensenrechten")).to_be_in_viewport()


def test_a_word_opens_in_place_by_keyboard_and_without_scripts(
    transactional_db: None, browser: Browser, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/nl/kader/vereisten/aia-art-49-3")
    meaning = page.locator("#woord-eu-database")
    expect(meaning).to_be_hidden()
    page.get_by_role("button", name="EU-databank").focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    page.get_by_role("button", name="EU-databank").click()
    meaning.get_by_role("link", name="Meer over “EU-databank”").click()
    expect(page.locator("h1")).to_have_text("EU-databank")
    context.close()


def test_an_opened_word_is_accessible_too(
    transactional_db: None,
    browser_page: Page,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    for width in (1280, 320):
        browser_page.set_viewport_size({"width": width, "height": 800})
        browser_page.goto("/nl/kader/vereisten/aia-art-49-3")
        browser_page.get_by_role("button", name="EU-databank").click()
        check(browser_page, axe, width)
        screenshot(browser_page, f"framework-word-opened-{width}")


def test_large_letters_do_not_cut_off_text(transactional_db: None, browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 640, "height": 800})
    for address in (
        "/nl/kader",
        "/nl/kader/vereisten/avg-10",
        "/nl/kader/instrumenten?soort=plan",
        "/nl/begrippen",
    ):
        browser_page.goto(address)
        browser_page.evaluate("document.documentElement.style.fontSize = '200%'")
        overflow = browser_page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{address} is {overflow} pixels too wide"

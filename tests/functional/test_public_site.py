"""The public site in a real browser: readable for everybody, on every screen, with and without scripts."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.integration.public.register import COMPLETE, add_town, publish_version, withdraw

LONG = (
    "<p>"
    + "Een langere uitleg over wat er gebeurt. " * 30
    + "</p><ul><li>Eerst dit</li><li>Dan dat</li></ul>"
)
TITLE = re.compile(r".+ · Waarborg$")
PAGES = {
    "home": "/nl/",
    "home-english": "/en/",
    "search": "/nl/zoeken?q=toeslag",
    "search-filters": "/nl/zoeken?thema=Werk&status=In+gebruik&sorteer=naam&pagina=2",
    "search-typo": "/nl/zoeken?q=parkeerpelk",
    "search-organisation": "/nl/zoeken?q=voorbeeldstad",
    "search-nothing": "/nl/zoeken?q=zeppelin&status=In+gebruik",
    "entry": "/nl/algoritme/wb-toeslag000",
    "entry-english": "/en/algoritme/wb-toeslag000",
    "entry-taken-over": "/nl/algoritme/12345678",
    "entry-older": "/nl/algoritme/wb-parkeren/versie/1",
    "gone": "/nl/algoritme/wb-weg",
    "changes": "/nl/wijzigingen",
    "report": "/nl/algoritme/wb-toeslag000/fout-melden",
    "corrections": "/nl/correcties",
    "resembling": "/nl/algoritme/wb-toeslag000/vergelijkbaar",
    "quality": "/nl/kwaliteit",
    "organisations": "/nl/organisaties",
    "organisation": "/nl/organisatie/vb0001",
    "open-data": "/nl/open-data",
    "open-data-english": "/en/open-data",
    "about": "/nl/over",
    "accessibility": "/en/toegankelijkheid",
    "privacy": "/nl/privacy",
    "not-found": "/nl/bestaat-niet",
    "login": "/nl/account/login/",
    "password": "/en/account/password/reset/",
}


@pytest.fixture
def register(transactional_db: None, browser: Browser) -> None:
    """Some entries of every kind, of one town."""
    town = add_town()
    for number in range(25):
        name = f"Toeslag voor een onderwerp met een lange naam, nummer {number}"
        publish_version(
            town, f"wb-toeslag{number:03d}", COMPLETE | {"name": name, "goal": LONG, "source_data": LONG}
        )
    parking = COMPLETE | {
        "name": "Parkeerplek zoeken",
        "description_short": "Wijst een vrije plek aan.",
        "website": "",
        "category": ["Verkeer"],
        "status": "In ontwikkeling",
    }
    publish_version(town, "wb-parkeren", parking | {"name": "Parkeren"}, reason="Eerste publicatie")
    publish_version(town, "wb-parkeren", parking, at=datetime(2026, 5, 1, tzinfo=UTC))
    publish_version(
        town,
        "12345678",
        {"name": "Kaal", "website": "https://www.voorbeeldstad.example/" + "lang" * 60},
        source="Het Algoritmeregister",
        registered_on=date(2023, 6, 19),
        leftover={"revision_date": "Elk jaar"},
    )
    gone = publish_version(town, "wb-weg", COMPLETE)
    withdraw(gone, at=datetime(2026, 4, 3, tzinfo=UTC), reason="Het wordt niet meer gebruikt.")


def test_every_kind_of_page_is_accessible_wide_and_narrow(
    register: None, browser_page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    for width in (1280, 320):
        browser_page.set_viewport_size({"width": width, "height": 800})
        for name, address in PAGES.items():
            browser_page.goto(address)
            expect(browser_page.locator("h1")).to_have_count(1)
            expect(browser_page).to_have_title(TITLE)
            overflow = browser_page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{address} is {overflow} pixels too wide at {width}"
            axe(browser_page)
            screenshot(browser_page, f"public-{name}-{width}")


@pytest.mark.database
def test_somebody_searches_filters_and_reads(register: None, browser_page: Page) -> None:
    browser_page.goto("/nl/")
    browser_page.get_by_role("combobox", name="Zoek een algoritme").fill("toeslag")
    browser_page.get_by_role("button", name="Zoeken").click()
    expect(browser_page.get_by_role("status")).to_contain_text("25 algoritmes gevonden")
    expect(browser_page.locator("mark").first).to_have_text("Toeslag")
    browser_page.get_by_label("Sociale zekerheid").check()
    browser_page.get_by_role("button", name="Toepassen").click()
    expect(
        browser_page.get_by_role("link", name="Verwijder filter: Thema: Sociale zekerheid")
    ).to_be_visible()
    browser_page.get_by_role("link", name="Volgende").click()
    assert "pagina=2" in browser_page.url
    browser_page.get_by_role("article").get_by_role("link").first.click()
    expect(browser_page.get_by_role("heading", name="Beslist een computer over mensen?")).to_be_visible()
    browser_page.get_by_role("link", name="English").click()
    expect(browser_page.get_by_role("heading", name="Does a computer decide about people?")).to_be_visible()


def test_everything_works_without_scripts(register: None, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nl/zoeken")
    page.get_by_label("Verkeer").check()
    page.get_by_role("button", name="Toepassen").click()
    expect(page.get_by_role("status")).to_contain_text("1 algoritme gevonden")
    page.get_by_role("link", name="Parkeerplek zoeken").click()
    expect(page.locator("h1")).to_have_text("Parkeerplek zoeken")
    context.close()


def test_the_keyboard_alone_is_enough(register: None, browser_page: Page) -> None:
    browser_page.goto("/nl/zoeken")
    browser_page.keyboard.press("Tab")
    skip = browser_page.get_by_role("link", name="Direct naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")
    expect(browser_page.get_by_role("combobox", name="Zoek een algoritme")).to_be_focused()
    browser_page.keyboard.type("parkeerplek")
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_role("status")).to_contain_text("1 algoritme gevonden")


def test_focus_is_always_visible(register: None, browser_page: Page) -> None:
    for address in ("/nl/", "/nl/zoeken", "/nl/algoritme/wb-toeslag000", "/nl/account/login/"):
        browser_page.goto(address)
        for _ in range(30):
            browser_page.keyboard.press("Tab")
            outline = browser_page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement);"
                " return [document.activeElement.outerHTML.slice(0, 120), s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
            )
            assert outline[0].startswith("<body") or (outline[1] == "solid" and outline[2] >= 2), (
                f"{address}: {outline}"
            )


def test_on_paper_the_text_stays_and_the_menus_go(register: None, browser_page: Page) -> None:
    browser_page.goto("/nl/algoritme/wb-toeslag000")
    browser_page.emulate_media(media="print")
    expect(browser_page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    expect(browser_page.get_by_role("heading", name="Wat doet het?")).to_be_visible()


def test_other_letters_do_not_cut_off_text(register: None, browser_page: Page) -> None:
    """Letters twice as large, and the spacing of WCAG 1.4.12."""
    browser_page.set_viewport_size({"width": 640, "height": 800})
    for address in ("/nl/", "/nl/zoeken?q=toeslag", "/nl/algoritme/wb-toeslag000", "/nl/organisatie/vb0001"):
        browser_page.goto(address)
        browser_page.evaluate(
            "document.documentElement.style.fontSize = '200%';"
            "for (const one of document.querySelectorAll('body *')) { one.style.letterSpacing = '0.12em';"
            " one.style.wordSpacing = '0.16em'; one.style.lineHeight = '1.5'; }"
        )
        overflow = browser_page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{address} is {overflow} pixels too wide"

"""The law browser and trying a case in a real browser: readable and usable for everybody, wide and narrow."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

LAW = "regels/inkomenstoeslag-voorbeeldstad/2026.1"
TITLE = re.compile(r".+ · Waarborg$")
PAGES = {
    "list": "/nl/regels",
    "list-english": "/en/regels",
    "law": f"/nl/{LAW}",
    "law-other-day": f"/nl/{LAW}?op=2027-03-01",
    "law-english": f"/en/{LAW}",
    "fact": f"/nl/{LAW}/feit/hoogte van de toeslag",
    "fact-later": f"/nl/{LAW}/feit/hoogte van de toeslag?op=2027-03-01",
    "fact-with-choice": f"/nl/{LAW}/feit/langdurig een laag inkomen",
    "act": f"/nl/{LAW}/handeling/bezwaar maken",
    "duty": f"/en/{LAW}/plicht/beslissen op de aanvraag",
    "search": f"/nl/{LAW}/zoeken?q=bezwaar",
    "search-nothing": f"/nl/{LAW}/zoeken?q=zeppelin",
    "try": f"/nl/{LAW}/proberen",
    "try-english": f"/en/{LAW}/proberen",
}


def check(page: Page, axe: Callable[[Page], None], width: int) -> None:
    """A page with one heading that names it, no wider than the screen, without faults that axe can find."""
    expect(page.locator("h1")).to_have_count(1)
    expect(page).to_have_title(TITLE)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{page.url} is {overflow} pixels too wide at {width}"
    axe(page)


def test_every_page_of_law_is_accessible_wide_and_narrow(
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
            screenshot(browser_page, f"law-{name}-{width}")


def answer(page: Page, question: str, given: str) -> None:
    """Answer the question that is asked now: choose where there are choices, else write."""
    card = page.get_by_role("region", name="De vraag")
    expect(card).to_contain_text(question)
    if card.get_by_role("radio").count():
        card.get_by_label(given, exact=True).check()
    else:
        card.locator('input:not([type="hidden"])').first.fill(given)
    card.get_by_role("button", name="Antwoord").click()


def test_somebody_answers_until_there_is_an_outcome_and_changes_an_answer(
    transactional_db: None,
    browser_page: Page,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    page = browser_page
    page.goto(f"/nl/{LAW}/proberen?doel=%5Bgeen uitzicht op een hoger inkomen%5D")
    page.get_by_role("button", name="Beginnen").click()
    outcome = page.get_by_role("region", name="Wat eruit komt")
    expect(outcome).to_contain_text("Nog niet bekend")
    check(page, axe, 1280)
    screenshot(page, "case-question-1280")
    answer(page, "omstandigheden", "Nee")
    answer(page, "geprobeerd om meer te gaan verdienen", "Ja")
    answer(page, "studiefinanciering", "Nee")
    expect(outcome).to_contain_text("Ja")
    page.get_by_role("button", name=re.compile("wijzigen.*volgt een opleiding")).click()
    screenshot(page, "case-changing-1280")
    page.get_by_role("region", name="De vraag").get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Antwoord wijzigen").click()
    expect(outcome).to_contain_text("Nee")
    expect(page.get_by_role("region", name="Wat het zou omdraaien")).to_contain_text(
        "persoonlijke omstandigheden"
    )
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        check(page, axe, width)
        screenshot(page, f"case-outcome-{width}")


def test_somebody_applies_waits_too_long_and_keeps_the_case_as_a_file(
    transactional_db: None,
    browser_page: Page,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    page = browser_page
    page.goto(f"/nl/{LAW}/proberen")
    page.get_by_label("Wat er mag, en wat er moet").check()
    page.get_by_label("Op welke dag?").fill("2026-11-02")
    page.get_by_role("button", name="Beginnen").click()
    answer(page, "Is er een verzoek om inkomenstoeslag", "Ja")
    answer(page, "op papier of digitaal", "Ja")
    page.get_by_role("button", name=re.compile("Dit doen.*de inkomenstoeslag aanvragen")).click()
    answer(page, "Op welke dag kwam de aanvraag binnen", "2026-11-02")
    answer(page, "om aanvulling gevraagd", "Nee")
    duties = page.get_by_role("region", name="Wie wat moet doen")
    # Eight weeks after Monday 2 November is Monday 28 December.
    expect(duties).to_contain_text("laatste dag 28 december 2026: nog 56 dagen")
    with page.expect_download() as download:
        page.get_by_role("button", name="Deze zaak bewaren als bestand").click()
    kept = tmp_path / "zaak.json"
    download.value.save_as(kept)
    page.get_by_label("Dag", exact=True).fill("2027-01-04")
    page.get_by_role("button", name="Toon dit").click()
    expect(duties).to_contain_text("7 dagen te laat")
    page.get_by_role("button", name=re.compile("Dit doen.*in gebreke stellen$")).click()
    expect(duties).to_contain_text("alsnog beslissen na de ingebrekestelling")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        check(page, axe, width)
        screenshot(page, f"case-acts-{width}")
    page.goto("/nl/regels")
    page.goto(f"/nl/{LAW}/proberen")
    page.get_by_label("Het bestand van de zaak").set_input_files(kept)
    page.get_by_role("button", name="Open deze zaak").click()
    expect(page.get_by_role("region", name="Wat er is gedaan")).to_contain_text("2 november 2026")
    page.get_by_role("button", name="Go on in English").click()
    expect(page.locator("h1")).to_have_text("What may be done?")
    expect(page.get_by_role("region", name="What was done")).to_contain_text(
        "apply for the income supplement"
    )


def test_a_case_can_be_tried_without_scripts_and_by_keyboard_alone(
    transactional_db: None, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"/nl/{LAW}/proberen?doel=%5Bgrens voor een laag inkomen%5D")
    page.get_by_role("button", name="Beginnen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Welke bijstandsnorm geldt voor u, per maand?").focus()
    page.keyboard.type("twaalf")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“twaalf” is geen getal.")).to_be_visible()
    page.get_by_role("textbox", name="Welke bijstandsnorm geldt voor u, per maand?").fill("1345,45")
    page.keyboard.press("Enter")
    # 105 per cent of € 1345,45 is € 1412,7225, rounded half up.
    expect(page.get_by_role("region", name="Wat eruit komt")).to_contain_text("€ 1.412,72")
    context.close()

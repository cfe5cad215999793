"""The workplace in a real browser: the way from writing to public, and that no word is lost on it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Entry, WorkingCopy

Login = Callable[[Page, Person], None]
Somebody = Callable[..., Person]

WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(person_with_role: Somebody) -> Person:
    return person_with_role("editor")


@pytest.fixture
def draft(organisation: Organisation, editor: Person) -> Entry:
    """A draft with everything the gate asks."""
    entry = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    assert entry.algorithm is not None
    base = facts.newest_fact_id(entry.algorithm)
    actions.save(entry=entry, values=WHOLE, base=base, by=editor, at=NOW)
    return entry


def text_page(entry: Entry) -> str:
    return f"/nl/werkplek/algoritmen/{entry.public_id}/publicatie"


def status_of(page: Page) -> Any:
    return page.locator("#autosave-status")


@pytest.mark.database
def test_from_a_new_dossier_to_the_public_site(
    browser_page: Page, login: Login, organisation: Organisation, editor: Person, person_with_role: Somebody
) -> None:
    approver = person_with_role("approver")
    page = browser_page
    login(page, editor)
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Nieuw dossier").click()
    page.get_by_label("Hoe heet het algoritme?").fill("Chatbot Vraag het de stad")
    page.get_by_role("button", name="Begin het dossier").click()
    page.get_by_role("link", name="Schrijf de publicatie").click()
    page.get_by_label("Korte omschrijving (verplicht om te publiceren)").fill("Geeft antwoord op vragen.")
    page.get_by_label("In gebruik").check()
    page.get_by_label("Contactgegevens").fill("vragen@voorbeeldstad.example")
    page.get_by_label("Overige algoritmes").check()
    page.get_by_label("Doel en impact", exact=False).first.fill(
        "Sneller antwoord.\n\n- dag en nacht\n- in twee talen"
    )
    page.get_by_role("button", name="Opslaan in het dossier").click()
    expect(page.get_by_text("Opgeslagen: 5 velden.")).to_be_visible()
    expect(page.locator("#preview li").filter(has_text="dag en nacht")).to_be_visible()
    page.get_by_role("link", name="Ter goedkeuring aanbieden").click()
    page.get_by_role("button", name="Ter goedkeuring aanbieden").click()
    expect(page.get_by_text("De tekst is aangeboden.")).to_be_visible()

    login(page, approver)
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Beoordeel “Chatbot Vraag het de stad”").click()
    page.get_by_role("button", name="Goedkeuren").click()
    page.get_by_role("link", name="Publiceren").first.click()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("De tekst is openbaar.")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/nl/zoeken?q=chatbot")
    page.get_by_role("link", name="Chatbot Vraag het de stad").click()
    expect(page.get_by_text("Geeft antwoord op vragen.").first).to_be_visible()


def test_with_the_keyboard_alone(browser_page: Page, login: Login, draft: Entry, editor: Person) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_label("Korte omschrijving (verplicht om te publiceren)")
    for _ in range(60):
        page.keyboard.press("Tab")
        if field.evaluate("element => element === document.activeElement"):
            break
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Met het toetsenbord geschreven.")
    box, bar = field.bounding_box(), page.locator(".wp-savebar").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] + box["height"] <= bar["y"] + 1, (
        "the focused field lies behind the bar with the save button"
    )
    save = page.get_by_role("button", name="Opslaan (Algemene informatie)")
    for _ in range(60):
        page.keyboard.press("Tab")
        if save.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Opgeslagen: 1 veld.")).to_be_visible()
    assert page.url.endswith("#part-general")


def test_what_was_typed_survives_a_reload(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    goal = page.get_by_label("Doel en impact").first
    goal.fill("Half geschreven")
    expect(status_of(page)).to_have_text(re.compile(r"Automatisch bewaard om \d\d:\d\d, alleen voor u"))
    expect(page.locator("#preview")).to_contain_text("Half geschreven")
    page.reload()
    expect(page.get_by_label("Doel en impact").first).to_have_value("Half geschreven")
    expect(status_of(page)).to_contain_text("Niet opgeslagen wijzigingen")


def test_going_away_in_the_middle_of_a_word_loses_nothing(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    page.get_by_label("Doel en impact").first.press_sequentially("Half ge")
    page.goto("/nl/werkplek/")
    for _ in range(50):
        if WorkingCopy.objects.exists():
            break
        page.wait_for_timeout(100)
    page.goto(text_page(draft))
    expect(page.get_by_label("Doel en impact").first).to_have_value("Half ge")


def test_a_connection_that_fails_is_told_and_tried_again(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    page.route("**/bewaren", lambda route: route.abort())
    page.get_by_label("Doel en impact").first.fill("Zonder verbinding")
    expect(status_of(page)).to_contain_text("Niet automatisch bewaard.")
    page.unroute("**/bewaren")
    page.get_by_label("Doel en impact").first.press_sequentially(" en weer met")
    expect(status_of(page)).to_contain_text("Automatisch bewaard")


def test_a_session_that_ended_does_not_put_the_login_page_in_the_form(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Doel en impact").first.fill("Te laat")
    expect(status_of(page)).to_contain_text("Niet automatisch bewaard.")
    expect(page.get_by_label("Doel en impact").first).to_have_value("Te laat")


@pytest.mark.database
def test_two_people_in_one_field_both_keep_their_words(
    browser_page: Page, login: Login, draft: Entry, editor: Person, person_with_role: Somebody
) -> None:
    page, second = browser_page, person_with_role("editor")
    login(page, editor)
    page.goto(text_page(draft))
    assert draft.algorithm is not None
    base = facts.newest_fact_id(draft.algorithm)
    actions.save(entry=draft, values={"goal": "Van de collega"}, base=base, by=second, at=NOW)
    page.get_by_label("Doel en impact").first.fill("Van mij")
    page.get_by_role("button", name="Opslaan in het dossier").click()
    expect(page.get_by_role("heading", name="Twee versies van hetzelfde veld")).to_be_visible()
    expect(page.get_by_text("Van de collega")).to_be_visible()
    page.get_by_label("Houd de mijne").check()
    page.get_by_label("Doel en impact").fill("Van ons allebei")
    page.get_by_role("button", name="Deze keuzes opslaan").click()
    expect(page.get_by_text("De andere versie blijft in de geschiedenis staan.")).to_be_visible()
    assert facts.current_values(draft.algorithm)["goal"] == "<p>Van ons allebei</p>"


def test_rows_are_added_and_taken_away_in_the_page(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    rows = page.locator("#id_lawful_basis_grouping .wp-row")
    rows.nth(0).get_by_label("Titel van wettelijke basis").fill("Participatiewet, artikel 36")
    page.get_by_role("button", name="Een regel toevoegen (Verwijzingen wettelijke basis)").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1).get_by_label("Titel van wettelijke basis")).to_be_focused()
    rows.nth(1).get_by_label("Titel van wettelijke basis").fill("Verordening")
    rows.nth(0).get_by_role("button", name=re.compile("Deze regel weghalen")).click()
    expect(rows).to_have_count(1)
    expect(page.locator("#preview")).to_contain_text("Verordening")
    expect(page.locator("#preview")).not_to_contain_text("Participatiewet")
    page.reload()
    expect(rows.nth(0).get_by_label("Titel van wettelijke basis")).to_have_value("Verordening")


def test_a_refused_save_puts_the_focus_on_the_summary(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(text_page(draft))
    page.get_by_label("Begindatum").fill("2024-13")
    page.get_by_role("button", name="Opslaan in het dossier").click()
    expect(page.locator("#problems")).to_be_focused()
    page.get_by_role("link", name=re.compile("2024-13")).click()
    expect(page.get_by_label("Begindatum")).to_be_focused()


def test_everything_works_without_a_script(
    browser: Browser, live_server: Any, login: Login, draft: Entry, editor: Person
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    login(page, editor)
    page.goto(text_page(draft))
    page.get_by_label("Doel en impact").first.fill("Zonder script")
    page.get_by_role("button", name="Een regel toevoegen (Verwijzingen wettelijke basis)").click()
    expect(page.get_by_label("Doel en impact").first).to_have_value("Zonder script")
    page.get_by_role("button", name="Opslaan in het dossier").click()
    expect(page.get_by_text("Opgeslagen: 1 veld.")).to_be_visible()
    context.close()

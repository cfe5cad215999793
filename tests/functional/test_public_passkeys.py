"""Logging in without a password: a passkey is made and used, in a browser with a pretended key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PASSWORD
from waarborg.apps.organisations.models import Person

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(transactional_db: None, browser: Browser, person_with_role: Callable[..., Person]) -> Person:
    """Somebody with a password; `browser` comes first, so that the test may ask the database."""
    return person_with_role("editor")


def test_a_passkey_is_made_and_used(person: Person, browser_page: Page) -> None:
    session = browser_page.context.new_cdp_session(browser_page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    browser_page.goto("/nl/account/login/")
    browser_page.get_by_label("E-mailadres").fill(person.email or "")
    browser_page.get_by_label("Wachtwoord").fill(PASSWORD)
    browser_page.get_by_role("button", name="Inloggen", exact=True).click()
    browser_page.wait_for_url("**/nl/werkplek/")
    browser_page.goto("/nl/account/2fa/webauthn/add/")
    browser_page.get_by_label("Wachtwoord").fill(PASSWORD)
    browser_page.get_by_role("button", name="Bevestigen").click()
    browser_page.get_by_label("Inloggen zonder wachtwoord").check()
    browser_page.get_by_role("button", name="Toevoegen").click()
    browser_page.wait_for_url(lambda address: "/webauthn/add" not in address)
    browser_page.goto("/nl/account/2fa/webauthn/")
    expect(browser_page.get_by_role("cell", name="Toegangssleutel", exact=True)).to_be_visible()

    browser_page.goto("/nl/account/logout/")
    browser_page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    browser_page.goto("/nl/account/login/")
    browser_page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    browser_page.wait_for_url("**/nl/werkplek/")

"""Approving with two bodies and with a substitute, in a real browser."""

from collections.abc import Callable

import pytest
from babel.dates import format_date
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Entry

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
def submitted(organisation: Organisation, editor: Person, person_with_role: Somebody) -> Entry:
    """A text that waits for approval; there is an approver and a reader."""
    entry = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    assert entry.algorithm is not None
    base = facts.newest_fact_id(entry.algorithm)
    actions.save(entry=entry, values=WHOLE, base=base, by=editor, at=NOW)
    return entry


@pytest.mark.database
def test_the_approver_receives_it_and_the_central_editor_publishes_last(
    browser_page: Page,
    login: Login,
    organisation: Organisation,
    editor: Person,
    submitted: Entry,
    person_with_role: Somebody,
) -> None:
    administrator, approver, central = (
        person_with_role(role) for role in ("administrator", "approver", "central_editor")
    )
    page = browser_page
    login(page, administrator)
    page.goto(f"/nl/werkplek/organisatie/{organisation.code}/gegevens")
    page.get_by_label("De centrale redactie publiceert", exact=False).check()
    page.get_by_role("button", name="Sla de werkwijze op").click()
    expect(page.get_by_text("De werkwijze is opgeslagen.")).to_be_visible()
    submitted.refresh_from_db()
    actions.submit(entry=submitted, by=editor, at=NOW)

    login(page, approver)
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Meldingen").click()
    page.get_by_role("link", name="Ter goedkeuring: Inkomenstoeslag").click()
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("De centrale redactie publiceert hem nu")).to_be_visible()
    expect(page.get_by_role("link", name="Publiceren", exact=True)).to_have_count(0)

    login(page, central)
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Publiceer “Inkomenstoeslag”").click()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("De tekst is openbaar.")).to_be_visible()

    login(page, editor)
    page.goto("/nl/werkplek/meldingen")
    expect(page.get_by_role("link", name="Gepubliceerd: Inkomenstoeslag")).to_be_visible()


@pytest.mark.database
def test_a_substitute_approves_while_the_approver_is_away(
    browser_page: Page,
    login: Login,
    organisation: Organisation,
    editor: Person,
    submitted: Entry,
    person_with_role: Somebody,
) -> None:
    approver, colleague = person_with_role("approver"), person_with_role("reader")
    page = browser_page
    login(page, approver)
    page.goto(f"/nl/werkplek/organisatie/{organisation.code}/mensen")
    page.get_by_role("link", name="Wijs een vervanger aan").click()
    page.get_by_label("Wie valt in?").select_option(label=colleague.name)
    page.get_by_label("Eerste dag").fill("2026-11-22")
    page.get_by_label("Laatste dag").fill("2026-12-04")
    page.get_by_role("button", name="Wijs de vervanger aan").click()
    expect(page.get_by_text(f"{colleague.name} vervangt {approver.name}.")).to_be_visible()
    actions.submit(entry=submitted, by=editor, at=NOW)

    login(page, colleague)
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Beoordeel “Inkomenstoeslag”").click()
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text(f"als vervanger van {approver.name}").first).to_be_visible()


def test_a_text_is_reviewed_with_one_button(
    browser_page: Page, login: Login, editor: Person, submitted: Entry, person_with_role: Somebody
) -> None:
    approver = person_with_role("approver")
    actions.submit(entry=submitted, by=editor, at=NOW)
    actions.approve(entry=submitted, by=approver, at=NOW)
    actions.publish(entry=submitted, by=approver, at=NOW)
    actions.move_review(entry=submitted, next_on=NOW.date().replace(month=12, day=1), by=editor, at=NOW)
    page = browser_page
    login(page, editor)
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Inkomenstoeslag").first.click()
    page.get_by_role("button", name="Nagelopen, niets te wijzigen").click()
    expect(page.get_by_text("Vastgelegd: de tekst is nagelopen")).to_be_visible()
    today = timezone.localdate()  # a browser needs the real clock
    next_year = today.replace(year=today.year + 1, day=min(today.day, 28) if today.month == 2 else today.day)
    expect(page.get_by_text(format_date(next_year, "d MMMM y", locale="nl"))).to_be_visible()


@pytest.mark.parametrize(
    "name", ["meldingen", "voorkeuren", "te publiceren", "nalopen", "vervanger", "gegevens"]
)
def test_the_pages_are_accessible_and_fit_a_small_screen(
    name: str,
    browser_page: Page,
    login: Login,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    organisation: Organisation,
    editor: Person,
    submitted: Entry,
    person_with_role: Somebody,
) -> None:
    people = {role: person_with_role(role) for role in ("approver", "administrator", "reader")}
    people["editor"] = editor
    actions.submit(entry=submitted, by=editor, at=NOW)
    actions.approve(entry=submitted, by=people["approver"], at=NOW)
    role, path = {
        "meldingen": ("editor", "meldingen"),
        "voorkeuren": ("approver", "meldingen/voorkeuren"),
        "te publiceren": ("approver", "te-publiceren"),
        "nalopen": ("editor", f"algoritmen/{submitted.public_id}/publicatie/nalopen"),
        "vervanger": ("approver", f"organisatie/{organisation.code}/mensen/vervanging"),
        "gegevens": ("administrator", f"organisatie/{organisation.code}/gegevens"),
    }[name]
    page = browser_page
    login(page, people[role])
    page.goto(f"/nl/werkplek/{path}")
    axe(page)
    screenshot(page, f"workflow {name} wide")
    page.set_viewport_size({"width": 320, "height": 800})
    axe(page)
    screenshot(page, f"workflow {name} narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

"""Journeys in a browser: comparing and putting back, a preview for somebody without an account, many dossiers at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Entry

Login = Callable[[Page, Person], None]

WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
    "goal": "<p>Vier mensen kijken mee.</p>",
    "goal@en": "<p>Four people look along.</p>",
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


def write(entry: Entry, editor: Person, **values: object) -> None:
    assert entry.algorithm is not None
    base = facts.newest_fact_id(entry.algorithm)
    actions.save(entry=entry, values=values, base=base, by=editor, at=NOW)


@pytest.fixture
def entry(organisation: Organisation, editor: Person, person_with_role: Callable[..., Person]) -> Entry:
    """An entry with two versions; the second says something else, and its translation stayed behind."""
    approver = person_with_role("approver")
    made = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    changes: tuple[dict[str, object], ...] = (
        dict(WHOLE),
        {
            "goal": "<p>Vijf mensen kijken mee.</p>",
            "category": ["Sociale zekerheid"],
            "begin_date": "2024-05",
        },
    )
    for change in changes:
        write(made, editor, **change)
        actions.submit(entry=made, by=editor, at=NOW)
        actions.approve(entry=made, by=approver, at=NOW)
        actions.publish(entry=made, by=approver, at=NOW)
    return made


@pytest.mark.database
def test_an_editor_compares_two_versions_and_puts_a_text_back(
    browser_page: Page, login: Login, axe: Callable[[Page], None], editor: Person, entry: Entry
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(f"/nl/werkplek/algoritmen/{entry.public_id}/publicatie")
    page.get_by_role("link", name="Teksten vergelijken of terugzetten").click()
    expect(page.get_by_text("Deze twee teksten zeggen hetzelfde.")).to_be_visible()
    page.get_by_label("Vergelijk", exact=True).select_option("v1")
    page.get_by_role("button", name="Toon het verschil").click()
    expect(page.get_by_text("3 velden verschillen tussen deze teksten.")).to_be_visible()
    expect(page.locator("del").filter(has_text="Vier")).to_be_visible()
    expect(page.locator("ins").filter(has_text="Vijf")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="terugzetten in het dossier").click()
    page.get_by_role("checkbox").nth(1).uncheck()
    axe(page)
    page.get_by_role("button", name="De aangevinkte velden terugzetten").click()
    expect(page.get_by_text("2 velden zijn teruggezet in het dossier.")).to_be_visible()
    expect(page.locator("#preview")).to_contain_text("Vier mensen")


@pytest.mark.database
def test_the_public_compares_versions_on_paper_and_a_small_screen(
    browser_page: Page, axe: Callable[[Page], None], entry: Entry
) -> None:
    page = browser_page
    page.goto(f"/nl/algoritme/{entry.public_id}")
    page.get_by_role("link", name="Wat is er gewijzigd in versie 2").click()
    expect(page.get_by_text("3 velden verschillen tussen deze teksten.")).to_be_visible()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    expect(page.locator("form.wb-choose-texts")).to_be_hidden()
    line = page.locator("del").first.evaluate("element => getComputedStyle(element).textDecorationLine")
    assert line == "line-through"


@pytest.mark.database
def test_somebody_without_an_account_reads_a_preview_until_it_is_taken_back(
    browser: Browser,
    browser_page: Page,
    login: Login,
    axe: Callable[[Page], None],
    editor: Person,
    entry: Entry,
) -> None:
    page = browser_page
    login(page, editor)
    write(entry, editor, goal="<p>Zes mensen kijken mee.</p>")
    page.goto(f"/nl/werkplek/algoritmen/{entry.public_id}/publicatie")
    page.get_by_role("link", name="Een voorbeeld delen").click()
    page.get_by_label("Voor wie is hij?").fill("cliëntenraad")
    page.get_by_role("button", name="Maak de link").click()
    address = page.get_by_label("Adres van het voorbeeld").input_value()
    axe(page)
    stranger = browser.new_context().new_page()
    stranger.goto(address)
    expect(stranger.get_by_text("Dit is een voorbeeld.")).to_be_visible()
    expect(stranger.get_by_text("Zes mensen kijken mee.").first).to_be_visible()
    expect(stranger.get_by_role("link", name="Werkplek")).to_have_count(0)
    axe(stranger)
    stranger.set_viewport_size({"width": 320, "height": 800})
    axe(stranger)
    assert stranger.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"/nl/werkplek/algoritmen/{entry.public_id}/publicatie/voorbeeldlinks")
    expect(page.get_by_role("cell", name="1 keer, het laatst op")).to_be_visible()
    page.get_by_role("link", name="Intrekken").click()
    page.get_by_role("button", name="Trek de link in").click()
    expect(page.get_by_text("De link is ingetrokken.")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Dit voorbeeld is er niet")).to_be_visible()
    axe(stranger)
    stranger.context.close()


@pytest.mark.database
def test_an_editor_submits_what_can_be_submitted_and_reads_why_the_rest_cannot(
    browser_page: Page,
    login: Login,
    axe: Callable[[Page], None],
    organisation: Organisation,
    editor: Person,
    entry: Entry,
) -> None:
    whole = actions.start_entry(organisation=organisation, name="Parkeren", by=editor, at=NOW)
    write(whole, editor, **{**WHOLE, "name": "Parkeren"})
    actions.start_entry(organisation=organisation, name="Leeg", by=editor, at=NOW)
    page = browser_page
    login(page, editor)
    page.goto("/nl/werkplek/algoritmen")
    for name in ("Inkomenstoeslag", "Leeg", "Parkeren"):
        page.get_by_label(f"Kies {name}").check()
    page.get_by_label("Actie").select_option(label="Ter goedkeuring aanbieden")
    page.get_by_role("button", name="Kijk wat er gaat gebeuren").click()
    expect(page.get_by_text("1 dossier gaat mee. 2 blijven zoals ze zijn.")).to_be_visible()
    expect(page.get_by_text("Dit kan niet in de stand “Gepubliceerd”.")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Bevestig: Ter goedkeuring aanbieden").click()
    expect(page.get_by_text("1 dossier is gedaan.")).to_be_visible()
    axe(page)
    page.reload()
    expect(page.get_by_text("1 dossier is gedaan.")).to_be_visible()
    whole.refresh_from_db()
    assert whole.state == "in_review"

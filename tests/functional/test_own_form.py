"""A form of an organisation itself in a real browser: from a file with a fault to a signed document.

The form asks whether drones are used (1). With yes it asks where (2) and, per flight, when (3.1). Drones over people
are an outcome. A lawyer advises, and the owner signs.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.functional.assessed_dossier import approver, at, dossier, editor, named, place_of
from tests.functional.test_assessment_looks import assert_fits, open_all
from tests.unit.adapters.pdf_files import read_pdf, squeeze
from waarborg.adapters.form_files.loading import load_library
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.models import AnswerRow, Assessment, OwnForm
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.library import Library

__all__ = ("approver", "dossier", "editor")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
Look = Callable[[str], None]

FORM = """\
id: dronetoets
version: "2026.1"
released_on: 2026-11-01
title: {nl: Toets voor drones, en: Assessment of drones}
short: Dronetoets
summary: {nl: "Voor elke inzet van een drone met een camera.", en: "For every use of a drone with a camera."}
based_on:
  title: Beleid drones
  version: "3"
  link: https://voorbeeldstad.example/drones
sources:
  - {id: beleid, label: {nl: Beleid drones, en: Policy on drones}, link: "https://voorbeeldstad.example/drones"}
signatures:
  - {slot: jurist, kind: advice, role: lawyer, title: {nl: Advies van de jurist, en: Advice of the lawyer}}
  - {slot: eigenaar, kind: signature, role: process_owner, title: {nl: De eigenaar tekent, en: The owner signs}}
parts:
  - part: inzet
    title: {nl: De inzet, en: The use}
    items:
      - question: "1"
        type: boolean
        ask: {nl: Vliegt er een drone met camera?, en: Does a drone with a camera fly?}
      - question: "2"
        type: choice
        ask: {nl: Waar vliegt hij?, en: Where does it fly?}
        when: "[1]"
        options:
          - {value: water, label: {nl: Boven water, en: Over water}}
          - {value: people, label: {nl: Boven mensen, en: Over people}}
      - group: "3"
        title: {nl: Vluchten, en: Flights}
        when: "[1]"
        repeat: true
        one: {nl: vlucht, en: flight}
        label: "3.1"
        items:
          - question: "3.1"
            type: text
            ask: {nl: Waarvoor is deze vlucht?, en: What is this flight for?}
            sources: ["beleid:artikel 4"]
outcomes:
  - outcome: mensen
    title: {nl: Vraag toestemming, en: Ask for permission}
    level: required
    when: '[2] = "people"'
    says: {nl: "De burgemeester moet dit goed vinden.", en: "The mayor must agree to this."}
"""
#: Built on a form of Waarborg: a part more.
EXTENDING = """\
id: prescan-voorbeeldstad
version: "2026.1"
released_on: 2026-11-01
title: {nl: Pre-scan Voorbeeldstad, en: Pre-scan of Voorbeeldstad}
short: Pre-scan Voorbeeldstad
extends: prescan:2026.1
parts:
  - part: stad
    title: {nl: Voor onze stad, en: For our city}
    items:
      - question: stad.1
        type: text
        ask: {nl: Welke wethouder gaat erover?, en: Which alderman is responsible?}
"""
#: Line 21 says a type that is not there.
WRONG = FORM.replace("type: boolean", "type: ja-nee")
PURPOSE = "Zoeken naar een drenkeling in het kanaal"


@pytest.fixture(autouse=True)
def library() -> Library:
    """The forms of Waarborg, read beforehand: that takes longer than a page may."""
    return load_library()


@pytest.fixture
def look(browser_page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]) -> Look:
    """`look(name)`: the page that is open is accessible, on a narrow screen as well, and no wider than that."""

    def inspect(name: str) -> None:
        axe(browser_page)
        screenshot(browser_page, f"own form {name}")
        browser_page.set_viewport_size({"width": 320, "height": 800})
        axe(browser_page)
        screenshot(browser_page, f"own form {name} small")
        assert_fits(browser_page, 320)
        browser_page.set_viewport_size({"width": 1280, "height": 900})

    return inspect


def list_of(organisation: Organisation, language: str) -> str:
    return f"/{language}/werkplek/organisaties/{organisation.code}/formulieren"


def upload(page: Page, text: str, button: str) -> None:
    """Choose a file with a form, and have it checked."""
    content = {"name": "dronetoets.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    page.locator('input[type="file"]').set_input_files(content)  # type: ignore[arg-type]  # a file by its content
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize(
    ("language", "button", "line", "says", "remedy", "no_yaml"),
    [
        (
            "nl",
            "Nakijken en toevoegen",
            "Regel 21",
            "“ja-nee” kan hier niet.",
            "Kies uit: actions, boolean,",
            "Regel 6, kolom 16",
        ),
        (
            "en",
            "Check and add",
            "Line 21",
            "“ja-nee” cannot stand here.",
            "Choose from: actions, boolean,",
            "Line 6, column 16",
        ),
    ],
)
def test_a_fault_is_told_in_the_language_of_the_reader(
    browser_page: Page,
    login: Login,
    look: Look,
    organisation: Organisation,
    approver: Person,
    language: str,
    button: str,
    line: str,
    says: str,
    remedy: str,
    no_yaml: str,
) -> None:
    page = browser_page
    login(page, approver)
    page.goto(list_of(organisation, language))
    upload(page, WRONG, button)
    alert = page.locator("[role=alert]")
    expect(alert).to_be_focused()
    for words in (line, says, remedy):
        expect(alert).to_contain_text(words)
    look(f"with a fault {language}")
    assert not OwnForm.objects.exists()
    upload(page, FORM.replace('version: "2026.1"', 'version: "2026.1'), button)
    for words in (no_yaml, "YAML"):
        expect(page.locator("[role=alert]")).to_contain_text(words)
    look(f"no yaml {language}")


@pytest.mark.database
def test_from_a_file_to_a_signed_document(
    browser_page: Page,
    login: Login,
    look: Look,
    organisation: Organisation,
    dossier: Algorithm,
    editor: Person,
    approver: Person,
) -> None:
    page = browser_page
    login(page, approver)
    _add_both(page, look, organisation)
    _try_it_out(page, look, organisation)

    login(page, editor)
    page.goto(f"/nl/werkplek/algoritmen/{dossier.public_id}/toetsen")
    page.get_by_text("andere formulieren").click()
    # A form of its own stands before those of Waarborg that nothing asks for.
    first = page.locator("details .wp-line").first
    expect(first).to_contain_text("Van deze organisatie")
    look("to start")
    page.get_by_role("button", name=named("Beginnen", "Toets voor drones")).click()
    assessment = Assessment.objects.get()
    assert (assessment.form, assessment.form_version) == ("dronetoets", "2026.1")
    look("begun")
    _fill_in(page, look)
    page.get_by_role("button", name="Vraag advies en handtekeningen").click()
    expect(page.get_by_text("Ligt voor advies", exact=True)).to_be_visible()
    look("up for advice")

    login(page, approver)
    page.goto(place_of(assessment, language="nl"))
    page.get_by_role("link", name=named("Advies geven", "Advies van de jurist")).click()
    look("advice")
    page.get_by_role("radio", name="Positief: zo kan het").check()
    page.locator('textarea[name="text"]').fill("Kan zo.")
    page.get_by_role("button", name="Advies geven").click()
    page.goto(place_of(assessment, language="nl"))
    page.get_by_role("link", name=named("Tekenen", "De eigenaar tekent")).click()
    page.get_by_role("radio", name="Ik teken", exact=True).check()
    page.get_by_role("button", name="Verdergaan").click()
    look("to sign")
    page.get_by_role("button", name="Ja, leg het vast").click()
    assessment.refresh_from_db()
    assert assessment.state == "signed"
    look("signed")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    text = squeeze(read_pdf(content).text)
    for words in (PURPOSE, "Boven mensen", "De burgemeester moet dit goed vinden."):
        assert squeeze(words) in text


def _add_both(page: Page, look: Look, organisation: Organisation) -> None:
    """The form itself and one that builds on a form of Waarborg; both show every path as pictures and as a list."""
    page.goto(list_of(organisation, "nl"))
    look("none yet")
    upload(page, FORM, "Nakijken en toevoegen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Toets voor drones")
    expect(page.get_by_text("Dit formulier is toegevoegd.")).to_be_visible()
    picture = page.locator("svg.wp-paths")
    expect(picture.locator("rect")).to_have_count(4)
    # From 1 to 2, and from 1 to the flights.
    expect(picture.locator("g path")).to_have_count(2)
    open_all(page)
    expect(page.get_by_role("listitem").filter(has_text="Waar vliegt hij?")).to_contain_text("[1]")
    look("paths")
    page.goto(list_of(organisation, "nl"))
    upload(page, EXTENDING, "Nakijken en toevoegen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pre-scan Voorbeeldstad")
    expect(page.get_by_role("heading", name="Voor onze stad")).to_be_visible()
    open_all(page)
    look("paths of one that extends")
    page.goto(list_of(organisation, "nl"))
    look("two of our own")
    assert OwnForm.objects.count() == 2


def _try_it_out(page: Page, look: Look, organisation: Organisation) -> None:
    """What is asked follows from what is answered, and nothing is kept."""
    page.goto(f"{list_of(organisation, 'nl')}/dronetoets/2026.1")
    page.get_by_role("link", name="Dit formulier proberen").click()
    expect(at(page, "2")).to_have_count(0)
    look("a trial")
    at(page, "1").get_by_role("radio", name="Ja", exact=True).check()
    page.get_by_role("button", name="Bekijk wat nu wordt gevraagd").last.click()
    at(page, "2").get_by_role("radio", name="Boven mensen").check()
    page.get_by_role("button", name="Bekijk wat nu wordt gevraagd").last.click()
    expect(page.locator("main")).to_contain_text("De burgemeester moet dit goed vinden.")
    look("a trial with an outcome")
    assert not Assessment.objects.exists()
    assert not AnswerRow.objects.exists()


def _fill_in(page: Page, look: Look) -> None:
    page.get_by_role("link", name="De inzet").click()
    at(page, "1").get_by_role("radio", name="Ja", exact=True).check()
    page.get_by_role("button", name="Opslaan", exact=True).last.click()
    at(page, "2").get_by_role("radio", name="Boven mensen").check()
    page.get_by_role("button", name=named("Toevoegen", "vlucht")).click()
    page.get_by_role("textbox", name="Waarvoor is deze vlucht?").fill(PURPOSE)
    look("filled in")
    page.get_by_role("button", name="Opslaan en naar het overzicht").click()
    look("complete")

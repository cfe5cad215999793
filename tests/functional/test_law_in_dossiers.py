"""Steps with their legal bases, and a case, in a real browser: one journey, on a wide and on a narrow screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import NOW
from tests.small_law import URN, URN_OLD, make_library
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.steps import actions as steps
from waarborg.apps.cases.models import Case
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Entry
from waarborg.core.profile.process_steps import Performer, Relation

pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
Look = Callable[[Page], None]
Keep = Callable[[Page, str], None]
Somebody = Callable[..., Person]


@pytest.fixture(autouse=True)
def small_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small law is what is known here."""
    library = make_library()
    monkeypatch.setattr(laws, "get_library", lambda: library)


@pytest.fixture
def editor(person_with_role: Somebody) -> Person:
    return person_with_role("editor")


@pytest.fixture
def draft(organisation: Organisation, editor: Person) -> Entry:
    return actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)


@pytest.fixture
def look(axe: Look, screenshot: Keep) -> Keep:
    """`look(page, name)`: accessible on a wide and on a narrow screen, and no wider than that; with pictures."""

    def inspect(page: Page, name: str) -> None:
        axe(page)
        screenshot(page, f"law {name} wide")
        page.set_viewport_size({"width": 320, "height": 800})
        axe(page)
        screenshot(page, f"law {name} narrow")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size({"width": 1280, "height": 900})

    return inspect


def place_of(entry: Entry, rest: str) -> str:
    return f"/nl/werkplek/algoritmen/{entry.public_id}/{rest}"


def add_step(page: Page, title: str, what: str) -> None:
    page.get_by_label("Hoe heet de stap?").fill(title)
    page.get_by_label("Wat gebeurt er in deze stap?").fill(what)
    page.get_by_label("Het algoritme", exact=True).check()
    page.get_by_role("button", name="De stap toevoegen").click()


def test_from_a_step_to_its_legal_basis_in_the_text(
    browser_page: Page, login: Login, look: Keep, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(draft, "stappen"))
    look(page, "no steps yet")
    page.get_by_role("link", name="De eerste stap toevoegen").click()
    look(page, "new step")
    add_step(page, "Gegevens ophalen", "Haalt het inkomen op bij de polisadministratie.")
    page.get_by_text("Deze stap rust op geen regel").click()
    page.get_by_label("Waarom rust deze stap op geen regel?").fill("De stap haalt alleen gegevens op.")
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_role("link", name="Naar alle stappen").click()
    page.get_by_role("link", name="Een stap toevoegen").click()
    add_step(page, "Recht bepalen", "Vergelijkt het inkomen met de grens en de leeftijd met 21 jaar.")
    look(page, "step without rule")
    page.get_by_role("link", name="Kies een regel").click()
    page.get_by_label("Zoek in regels").fill("recht")
    page.get_by_role("button", name="Zoeken").click()
    look(page, "rules found")
    page.get_by_role("link", name="Recht op de toeslag", exact=True).click()
    look(page, "rule chosen")
    page.get_by_label("Past toe").check()
    page.get_by_role("button", name="De stap rust op deze regel").click()
    expect(page.get_by_text("De stap rust nu op deze regel.")).to_be_visible()
    look(page, "step with rule")
    page.get_by_role("link", name="Naar alle stappen").click()
    expect(page.get_by_role("heading", name="1 van 2 stappen hebben een grondslag")).to_be_visible()
    look(page, "steps")
    page.goto(place_of(draft, "publicatie"))
    look(page, "text with proposal")
    page.get_by_role("button", name="Neem deze over in de tekst").click()
    rows = page.locator("#id_lawful_basis_grouping .wp-row")
    expect(rows.nth(0).get_by_label("Titel van wettelijke basis")).to_have_value("artikel 36 Participatiewet")
    page.goto(place_of(draft, "")[:-1])
    expect(page.get_by_text("1 van 2 stappen hebben een grondslag")).to_be_visible()
    look(page, "dossier")


def test_steps_change_places_with_the_keyboard(
    browser_page: Page, login: Login, draft: Entry, editor: Person
) -> None:
    page = browser_page
    for title in ("Een", "Twee"):
        steps.add_step(
            algorithm=draft.algorithm,  # type: ignore[arg-type]  # it has a dossier
            title=title,
            what="",
            performer=Performer.ALGORITHM,
            by=editor,
            at=NOW,
        )
    login(page, editor)
    page.goto(place_of(draft, "stappen"))
    page.get_by_role("button", name="Omhoog (Twee)").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("De stap is nu nummer 1.")).to_be_visible()
    expect(page.locator(".wp-flow__step").first).to_contain_text("Twee")


def test_a_step_that_rests_on_an_older_version_and_an_old_rule(
    browser_page: Page, login: Login, look: Keep, draft: Entry, editor: Person
) -> None:
    page = browser_page
    step = steps.add_step(
        algorithm=draft.algorithm,  # type: ignore[arg-type]  # it has a dossier
        title="Recht bepalen",
        what="",
        performer=Performer.BOTH,
        by=editor,
        at=NOW,
    )
    for urn, frame in ((URN_OLD, "[recht op toeslag]"), (URN, "[oude regel]")):
        steps.link_frame(
            step=step,
            interpretation=urn,
            frame=frame,
            relation=Relation.APPROXIMATES,
            remark="Alleen voor wie loon krijgt.",
            library=laws.get_library(),
            by=editor,
            at=NOW,
        )
    login(page, editor)
    page.goto(place_of(draft, f"stappen/{step.pk}"))
    look(page, "step with warnings")
    page.get_by_role("link", name=re.compile("Bekijk versie 2")).click()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("nieuwere versie")).to_have_count(0)


def test_a_case_from_its_first_question_to_a_decision(
    browser_page: Page, login: Login, look: Keep, draft: Entry, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(draft, "zaken"))
    look(page, "no cases yet")
    page.get_by_role("link", name="Begin de eerste zaak").click()
    page.get_by_label("Hoe noemt u deze zaak?").fill("Alleenstaand, inkomen onder de grens")
    page.get_by_label("Welke vraag moet worden beantwoord?").select_option(label="Recht op de toeslag")
    page.get_by_label("Op welke dag begint de zaak?").fill("2026-03-02")
    look(page, "new case")
    page.get_by_role("button", name="Begin de zaak").click()
    look(page, "case begun")
    answers = {
        "Hoe oud is de aanvrager?": "34",
        "Wat is het inkomen per maand?": "1000",
        "Wat is de grens?": "1200,50",
    }
    for _ in range(3):
        asked = page.locator("#vraag label").first.inner_text()
        page.get_by_label(asked).fill(answers.pop(asked))
        page.get_by_role("button", name="Antwoord opslaan").click()
    expect(page.get_by_text("Voor deze vraag hoeft niets meer te worden gevraagd.")).to_be_visible()
    page.get_by_text("Alles, stap voor stap").click()
    look(page, "case answered")
    page.get_by_role("link", name="Dit doen (De toeslag aanvragen)").click()
    look(page, "act to take")
    page.get_by_role("button", name="Dit doen").click()
    expect(page.get_by_text("uiterlijk op 28 april 2026")).to_be_visible()
    page.get_by_role("link", name="Dit doen (De toeslag toekennen)").click()
    page.get_by_label("Op welke dag?").fill("2026-05-04")
    page.get_by_role("button", name="Dit doen").click()
    expect(page.get_by_text("(te laat)")).to_be_visible()
    look(page, "case decided")
    page.get_by_role("link", name="Opnieuw spelen op een andere datum").click()
    page.get_by_label("Laat de zaak beginnen op").fill("2026-06-01")
    page.get_by_role("button", name="Spelen").click()
    expect(page.get_by_text("Alle 2 handelingen konden, net als in de zaak zelf.")).to_be_visible()
    look(page, "case played again")
    page.goto(place_of(draft, "zaken"))
    look(page, "cases")
    assert Case.objects.get().length == 6

"""What applies, the questions and the plan in a real browser: a journey, every page on two screens, the keyboard."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.integration.obligations.conftest import (
    ADVICE,
    CHATBOT,
    FRAMEWORK,
    OWN,
    SERIOUS,
    SHARED,
    Work,
    chatbot,
    colleague,
    editor,
    fraud_model,
    start,
)
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import queries
from waarborg.apps.obligations.models import Task
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.tasks import TaskState

__all__ = ("chatbot", "colleague", "editor", "fraud_model")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
Look = Callable[[Page], None]
Keep = Callable[[Page, str], None]
#: What the journey answers; the other facts of the chatbot are known when it begins.
ANSWERS = {"built_or_bought": "bought", "inference": "learned", "data_used": "personal"}


@pytest.fixture
def look(axe: Look, screenshot: Keep) -> Keep:
    """`look(page, name)`: accessible on a wide and on a narrow screen, and no wider than that; with pictures."""

    def inspect(page: Page, name: str) -> None:
        for width, height, size in ((1280, 900, "wide"), (320, 800, "narrow")):
            page.set_viewport_size({"width": width, "height": height})
            axe(page)
            screenshot(page, f"obligations {name} {size}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, size
        page.set_viewport_size({"width": 1280, "height": 900})

    return inspect


def place_of(algorithm: Algorithm, rest: str) -> str:
    return f"/nl/werkplek/algoritmen/{algorithm.public_id}/{rest}"


def find_asked(page: Page) -> str:
    """The key of the question on the page; empty without one."""
    found = page.locator('input[name="vraag"]')
    return found.input_value() if found.count() else ""


def choose(page: Page, value: str) -> None:
    """Choose an answer, in its group when that is closed."""
    option = page.locator(f'input[name="antwoord"][value="{value}"]')
    group = page.locator("details.wp-choice-group", has=option)
    if group.count() and not option.is_visible():
        group.locator("summary").click()
    option.check()


def fetch(page: Page, link: str) -> bytes:
    """What comes when somebody follows a link to a file."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    return Path(coming.value.path()).read_bytes()


# --- the journey of a chatbot ------------------------------------------------------------------------------
def test_from_three_answers_to_a_task_that_is_done(
    browser_page: Page, login: Login, organisation: Organisation, editor: Person
) -> None:
    known = {key: value for key, value in CHATBOT.items() if key not in ANSWERS}
    dossier = start(organisation, "Chatbot", known, editor)
    page = browser_page
    login(page, editor)
    page.goto(place_of(dossier, "wat-geldt"))
    expect(page.locator("#class-title")).to_have_text("Nog niet bekend")
    page.get_by_role("link", name="Beantwoord de volgende vraag").click()
    for _ in ANSWERS:
        choose(page, ANSWERS[find_asked(page)])
        page.get_by_role("button", name="Opslaan en verder").click()
    # The list.
    expect(page).to_have_url(re.compile(re.escape(place_of(dossier, "wat-geldt")) + "$"))
    expect(page.locator("#class-title")).to_have_text("Geen hoog risico, wel open zijn")
    expect(page.locator("#unknown-title")).to_have_count(0)
    assert queries.get_facts(FRAMEWORK, dossier) == CHATBOT
    # The plan, and one task of it.
    page.get_by_role("link", name="Naar het plan").click()
    page.get_by_role("link", name=FRAMEWORK.get_measure(OWN).title.nl).click()
    page.get_by_label("Wie doet het?").select_option(label=editor.name)
    page.get_by_role("button", name="Opslaan wie en wanneer").click()
    page.get_by_text("Bewijs toevoegen").click()
    page.get_by_label("Wat voor bewijs is het?").select_option("document")
    page.get_by_label("Wat laat het zien?").fill("Werkinstructie voor medewerkers")
    page.locator('button[name="do"][value="evidence"]').click()
    expect(page.get_by_text("Werkinstructie voor medewerkers").first).to_be_visible()
    page.get_by_role("radio", name="Klaar").check()
    page.get_by_role("button", name="Stand opslaan").click()
    expect(page.locator(".wp-head .wp-progress--done")).to_be_visible()
    # What would change if people noticed nothing of it.
    page.goto(place_of(dossier, "wat-als?feit=contact_with_people"))
    for value in ("talks_to_people", "website_or_app"):
        page.locator(f'input[name="antwoord"][value="{value}"]').uncheck()
    page.locator('input[name="antwoord"][value="none"]').check()
    page.get_by_role("button", name="Toon wat er verandert").click()
    expect(page.locator('section[aria-live="polite"]')).to_contain_text("Geen hoog risico, wel open zijn")
    expect(page.locator('section[aria-live="polite"]')).to_contain_text(
        FRAMEWORK.get_measure("imp-ai-melding").title.nl
    )
    assert queries.get_facts(FRAMEWORK, dossier) == CHATBOT
    # The report.
    page.goto(place_of(dossier, "plan"))
    assert fetch(page, "Rapport (PDF)").startswith(b"%PDF")
    data = json.loads(fetch(page, "Gegevens (JSON)"))
    states = {item["measure"]: item["state"] for item in data["plan"]["tasks"]}
    assert states[FRAMEWORK.get_measure(OWN).id] == "done"


def test_a_second_person_confirms(
    browser_page: Page, login: Login, chatbot: Algorithm, editor: Person, colleague: Person
) -> None:
    Work(chatbot.organisation, SERIOUS, chatbot).set(TaskState.DONE, editor)
    page = browser_page
    login(page, colleague)
    page.goto(place_of(chatbot, f"plan/{SERIOUS}"))
    page.locator('button[name="do"][value="confirm"]').click()
    expect(page.locator(".wp-head .wp-progress--done")).to_be_visible()
    assert Task.objects.get().confirmed_by == str(colleague.pk)


# --- every page on two screens -----------------------------------------------------------------------------
@pytest.fixture
def busy(chatbot: Algorithm, fraud_model: Algorithm, editor: Person, colleague: Person) -> Algorithm:
    """The chatbot with a plan on which people work, beside a fraud model of high risk."""
    today, code = timezone.localdate(), chatbot.organisation
    own = Work(code, OWN, chatbot)
    own.plan(
        editor,
        assignee=str(colleague.pk),
        due_on=date(today.year + 1, 1, 15),
        note="Vraag het de leverancier.",
    )
    own.add(editor, title="Rapport van de toets", link="https://voorbeeldstad.example/rapport")
    own.add(editor, title="Oud rapport", observed_on=date(2026, 1, 1), valid_until=date(2026, 6, 1))
    Work(code, SERIOUS, chatbot).set(TaskState.DONE, editor)
    Work(code, SHARED).set(TaskState.NOT_APPLICABLE, editor, reason="Doet een ander voor ons.")
    Work(code, ADVICE, chatbot).set(TaskState.DOING, editor)
    Work(code, "ver-conformiteit", chatbot).set(TaskState.DOING, editor)  # asked for high risk alone
    return chatbot


#: Each kind of page, under the dossier or, with a stroke in front, under the organisation.
PAGES = {
    "what applies": "wat-geldt",
    "what applied before": "wat-geldt?dag=2018-01-01",
    "no day": "wat-geldt?dag=gisteren",
    "an obligation": "wat-geldt/vereiste/aia-00",
    "an obligation that does not apply": "wat-geldt/vereiste/aia-21",
    "questions, all answered": "vragen",
    "a question with several answers": "vragen?vraag=annex_iii_areas",
    "a question with one answer": "vragen?vraag=built_or_bought",
    "a question about a day": "vragen?vraag=in_service_on",
    "a sentence": "vragen/beginnen",
    "a sentence with offers": "vragen/beginnen?zin=Wij+bouwden+een+fraudemodel&labels=onzin",
    "what if": "wat-als",
    "what if, with consequences": "wat-als?feit=annex_iii_areas&antwoord=5a",
    "what if, about a day": "wat-als?feit=in_service_on&antwoord=morgen",
    "plan": "plan",
    "plan of one role": "plan?rol=lawyer",
    "a task with evidence": f"plan/{OWN}",
    "a task to confirm": f"plan/{SERIOUS}",
    "a task that is no longer asked": "plan/ver-conformiteit",
    "once for all": "/plan",
    "a task once for all": f"/plan/{SHARED}",
    "portfolio": "/verplichtingen",
    "a change of law": "/wetswijziging?van=2026-11-22&tot=2030-08-02",
}
#: So many pages are looked at with one database.
AT_ONCE = 6


@pytest.mark.parametrize("first", range(0, len(PAGES), AT_ONCE))
def test_every_page_is_accessible_on_a_wide_and_on_a_narrow_screen(
    first: int, browser_page: Page, login: Login, look: Keep, busy: Algorithm, editor: Person
) -> None:
    page, faults = browser_page, []
    login(page, editor)
    for name, rest in list(PAGES.items())[first : first + AT_ONCE]:
        organisation = f"/nl/werkplek/organisatie/{busy.organisation.code}{rest}"
        response = page.goto(organisation if rest.startswith("/") else place_of(busy, rest))
        assert response is not None
        assert response.status == 200, name
        for closed in page.locator("details:not([open]) > summary").all():
            if closed.is_visible():
                closed.click()
        try:
            look(page, name)
        except AssertionError as fault:
            faults.append(f"{name}: {fault}")
    assert not faults, "\n".join(faults)


def test_a_form_with_a_fault_is_accessible_and_the_fault_gets_the_focus(
    browser_page: Page, login: Login, look: Keep, busy: Algorithm, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(busy, "vragen?vraag=significant_risk"))
    page.get_by_role("button", name="Opslaan en verder").click()
    expect(page.locator("[role=alert]")).to_be_focused()
    look(page, "question with a fault")
    page.goto(place_of(busy, f"plan/{OWN}"))
    page.get_by_role("radio", name="Niet van toepassing").check()
    page.get_by_role("button", name="Stand opslaan").click()
    expect(page.locator("#id_reason_error")).to_be_visible()
    look(page, "task with a fault")


# --- with the keyboard alone -------------------------------------------------------------------------------
def test_a_question_is_answered_with_the_keyboard_alone(
    browser_page: Page, login: Login, organisation: Organisation, editor: Person
) -> None:
    dossier = start(organisation, "Chatbot", {}, editor)
    page = browser_page
    login(page, editor)
    page.goto(place_of(dossier, "vragen?vraag=built_or_bought"))

    def tab_to(selector: str) -> None:
        for _ in range(60):
            if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    tab_to('input[name="antwoord"]')
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to('form button[type="submit"]:not([name])')
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/vragen$"))
    assert queries.get_facts(FRAMEWORK, dossier) == {"built_or_bought": "bought"}
    asked = find_asked(page)
    tab_to('button[name="weet-niet"]')
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(f'input[name="vraag"][value="{asked}"]')).to_have_count(0)
    assert queries.get_facts(FRAMEWORK, dossier)[asked] is None


def test_a_word_is_explained_in_place_and_the_focus_stays(
    browser_page: Page, login: Login, look: Keep, chatbot: Algorithm, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(chatbot, "wat-geldt/vereiste/aia-00"))
    word = page.locator("button.wp-word").first
    meaning = page.locator(f"#{word.get_attribute('popovertarget')}")
    expect(meaning).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    look(page, "an explained word")
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()


# --- another day -------------------------------------------------------------------------------------------
def test_another_day_is_chosen_and_left_again(
    browser_page: Page, login: Login, fraud_model: Algorithm, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(fraud_model, "wat-geldt?dag=2026-11-22"))
    expect(page.locator("#now-title")).to_contain_text("22 november 2026")
    expect(page.locator("#later-title")).to_be_visible()
    page.locator("#day").fill("2030-08-02")
    page.locator("#day").press("Enter")
    expect(page).to_have_url(re.compile(r"\?dag=2030-08-02$"))
    expect(page.locator("#now-title")).to_contain_text("2 augustus 2030")
    expect(page.locator("#later-title")).to_have_count(0)
    page.locator('a[href*="/vereiste/aia-09"]').first.click()
    expect(page).to_have_url(re.compile(r"/vereiste/aia-09\?dag=2030-08-02$"))
    page.go_back()
    page.locator('main a[href="?"]', has_text="Vandaag").click()
    expect(page.locator("#now-title")).to_contain_text("Geldt nu")
    expect(page.locator("#day")).to_have_value(timezone.localdate().isoformat())

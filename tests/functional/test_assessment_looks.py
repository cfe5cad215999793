"""Every kind of page of an assessment: accessible in two languages, no wider than a small screen, and to print."""

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.conftest import NOW
from tests.functional.assessed_dossier import (
    ADVICE,
    ANSWERS,
    approver,
    ask,
    begin,
    complete,
    dossier,
    editor,
    give,
    iama,
    officer,
    place_of,
    sign,
)
from tests.functional.fitting_answers import Filling, fill_in
from tests.integration.assessments.conftest import SMALL
from tests.small_form import both, form, part, question
from waarborg.adapters.form_files.loading import load_library
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, publishing, signing, starting, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import actions as publications
from waarborg.apps.publications import workplace
from waarborg.core.forms.library import Library

__all__ = ("approver", "dossier", "editor", "iama", "officer")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
Look = Callable[[Page, str, str], None]
Keep = Callable[[Page, str], None]
#: The longest part of each form, and the answers with which everything in it is asked.
FULLEST: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "prescan": ("1", {}),
    "dpia": ("15", {}),
    "iama": ("4", ANSWERS),
    "fria": ("0", {}),
    "aiia": ("4", {"0.2": "build", "1.1.2": "high", "3.3.1": "go"}),
}
#: What an entry must say before it may be public.
WHOLE: Mapping[str, object] = {
    "description_short": "Kiest welke ploeg een melding krijgt.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Overige algoritmes",
}


@pytest.fixture
def look(axe: Callable[[Page], None], screenshot: Keep) -> Look:
    """`look(page, address, name)`: accessible in Dutch on a wide screen and in English on a narrow one, and no wider.

    All groups that can be opened are open. `{language}` in the address is filled in.
    """

    def inspect(page: Page, address: str, name: str) -> None:
        for language, width, height in (("nl", 1280, 900), ("en", 320, 800)):
            page.set_viewport_size({"width": width, "height": height})
            response = page.goto(address.format(language=language))
            assert response is not None
            assert response.status in (200, 410), name
            open_all(page)
            axe(page)
            screenshot(page, f"assessments {name} {language}")
            assert_fits(page, width)
        page.set_viewport_size({"width": 1280, "height": 900})

    return inspect


def open_all(page: Page) -> None:
    """Open whatever can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def assert_fits(page: Page, width: int) -> None:
    """Fail when the page is wider than the screen, and name what is."""
    if page.evaluate("document.documentElement.scrollWidth") <= width:
        return
    wide = page.evaluate(
        "width => [...document.querySelectorAll('body *')]"
        ".filter(one => one.getBoundingClientRect().right > width + 1).map(one => one.outerHTML.slice(0, 120))",
        width,
    )
    raise AssertionError(f"{page.url} is wider than {width}: {wide[:5]}")


def at(assessment: Assessment, rest: str = "") -> str:
    """The address of a page, with its language left open."""
    return place_of(assessment, rest, language="{language}")


def list_of(algorithm: Algorithm) -> str:
    return f"/{{language}}/werkplek/algoritmen/{algorithm.public_id}/toetsen"


# --- while it is filled in ---------------------------------------------------------------------------------
def test_the_pages_of_who_fills_in(
    browser_page: Page,
    login: Login,
    look: Look,
    iama: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    page, now = browser_page, timezone.now()
    colleague = person_with_role("editor")
    fill_in(iama, Filling(by=colleague, parts=frozenset({"0"})))
    for text, by in (("<p>Eerst dit</p>", editor), ("<p>Daarna dat</p>", colleague)):
        row = queries.list_history(iama, "1.1.1")
        given = Given(place="1.1.1", value=text, base=row[0].number if row else 0)
        answering.save_answers(assessment=iama, answers=[given], by=by, at=now)
    remark = together.comment(
        assessment=iama, place="1.1.1", text=f"Klopt dit, @{editor.name}?", by=colleague, at=now
    )
    together.comment(assessment=iama, place="1.1.1", text="Ja.", by=editor, at=now, parent=remark.pk)
    invite(iama, editor)
    login(page, editor)
    for name, rest in {
        "overview open": "",
        "part with offers and remarks": "/deel/1",
        "history": "/antwoord/1.1.1",
        "divide": "/verdelen",
        "invitations": "/uitnodigingen",
        "bring in": "/inlezen",
        "without network": "/zonder-netwerk",
        "end": "/beeindigen",
    }.items():
        look(page, at(iama, rest), name)
    look(page, list_of(iama.algorithm), "list")


def invite(assessment: Assessment, by: Person) -> str:
    """Invite an expert for the part on rights; returns the secret."""
    _row, secret = together.invite(
        assessment=assessment,
        part="4",
        name="J. Voorbeeld, ethicus",
        email="j.voorbeeld@universiteit.example",
        expires_on=timezone.localdate() + timedelta(days=30),
        by=by,
        at=timezone.now(),
    )
    return secret


@pytest.mark.parametrize("name", FULLEST)
def test_the_fullest_part_of_a_form(
    name: str, browser_page: Page, login: Login, look: Look, dossier: Algorithm, editor: Person
) -> None:
    part, values = FULLEST[name]
    assessment = begin(dossier, name, editor)
    fill_in(assessment, Filling(by=editor, values=values, rows=2))
    login(browser_page, editor)
    look(browser_page, at(assessment, f"/deel/{part}"), f"fullest {name}")


def test_a_part_with_faults(
    browser_page: Page, login: Login, axe: Callable[[Page], None], iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    table = page.locator('[id="at-1.2.1"]')
    table.get_by_label("For whom and how (name another value here too)").fill("Voor iedereen")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[role=alert]")).to_be_focused()
    expect(table.locator(".wp-remark--error")).to_be_visible()
    axe(page)


def test_the_page_of_an_expert(browser_page: Page, look: Look, iama: Assessment, editor: Person) -> None:
    secret = invite(iama, editor)
    look(browser_page, f"/{{language}}/werkplek/uitnodiging/{secret}", "guest")
    starting.end(assessment=iama, reason="Niet meer nodig.", by=editor, at=timezone.now())
    look(browser_page, f"/{{language}}/werkplek/uitnodiging/{secret}", "guest ended")


# --- advice and signatures ---------------------------------------------------------------------------------
def test_the_pages_of_who_advises_and_signs(
    browser_page: Page,
    login: Login,
    look: Look,
    iama: Assessment,
    editor: Person,
    officer: Person,
    approver: Person,
) -> None:
    page = browser_page
    complete(iama, editor)
    ask(iama, editor)
    give(iama, ADVICE[0], officer, verdict=signing.CONDITIONS)
    entry = queries.list_entries(iama)[ADVICE[0]]
    for person, name, rest in (
        (editor, "overview in review", ""),
        (editor, "react", f"/reactie/{entry.pk}"),
        (editor, "consent", "/oordeel/works-council"),
        (officer, "advice", "/oordeel/privacy"),
        (officer, "part to read", "/deel/2.5"),
        (approver, "signature that waits", "/oordeel/decision"),
    ):
        login(page, person)
        look(page, at(iama, rest), name)


# --- what was signed ---------------------------------------------------------------------------------------
@pytest.fixture
def signed(iama: Assessment, editor: Person, approver: Person) -> Assessment:
    sign(iama, editor, approver)
    return iama


def test_the_pages_of_what_was_signed(
    browser_page: Page, login: Login, look: Look, signed: Assessment, approver: Person
) -> None:
    page = browser_page
    login(page, approver)
    for name, rest in {
        "overview signed": "",
        "version": "/versie/1",
        "review": "/herzien",
        "report": "/melden",
        "reopen": "/heropenen",
        "publish": "/openbaar",
    }.items():
        look(page, at(signed, rest), name)
    look(page, list_of(signed.algorithm), "list signed")


def test_what_the_public_reads(
    browser_page: Page, look: Look, signed: Assessment, editor: Person, approver: Person
) -> None:
    entry = workplace.find_entry_of(signed.algorithm)
    assert entry is not None
    base = facts.newest_fact_id(signed.algorithm)
    publications.save(entry=entry, values=WHOLE, base=base, by=editor, at=NOW)
    publications.submit(entry=entry, by=editor, at=NOW)
    publications.approve(entry=entry, by=approver, at=NOW)
    publications.publish(entry=entry, by=approver, at=NOW)
    (version,) = queries.list_fixed(signed)
    publishing.publish_summary(
        version=version,
        text="Wij keken of het eerlijk sorteert.",
        parts={
            part.id: "5.1-2-h" if part.id == "2.5" else "" for part in queries.form_of_version(version).parts
        },
        by=approver,
        at=timezone.now(),
    )
    look(
        browser_page,
        f"/{{language}}/algoritme/{signed.algorithm.public_id}/toets/{signed.pk}",
        "public summary",
    )


def test_a_signed_version_can_be_printed(
    browser_page: Page, login: Login, screenshot: Keep, signed: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(signed, "/versie/1"))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("The fingerprint fits: this is what was signed.")
    expect(page.locator(".wp-who")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main menu")).to_be_hidden()
    assert_fits(page, 720)
    screenshot(page, "assessments print version")
    assert page.pdf(format="A4").startswith(b"%PDF")


# --- large text --------------------------------------------------------------------------------------------
def test_text_of_twice_the_size_fits(
    browser_page: Page, login: Login, signed: Assessment, approver: Person
) -> None:
    page = browser_page
    login(page, approver)
    for rest in ("", "/deel/5", "/versie/1", "/openbaar"):
        page.goto(place_of(signed, rest))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert_fits(page, 1280)


# --- a newer version of a form -----------------------------------------------------------------------------
NEWER = form(
    part(
        "een",
        {**question("1", fact="uses_personal_data"), "ask": both("Gaat het om mensen?")},
        question("2.a", "text", required=False, replaces=["2"]),
    ),
    part("drie", question("7", "text")),
    version="2026.2",
    released_on="2026-11-20",
    changes=both("De vragen over mensen zijn korter."),
)


def show_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these forms, wherever forms are looked up."""
    real = load_library
    for name, module in list(sys.modules.items()):
        if name.startswith("waarborg.") and vars(module).get("load_library") is real:
            monkeypatch.setattr(module, "load_library", lambda: library)


def test_the_page_about_a_newer_version_of_the_form(
    browser_page: Page,
    login: Login,
    look: Look,
    dossier: Algorithm,
    editor: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = browser_page
    login(page, editor)
    with monkeypatch.context() as before:
        show_only(Library((SMALL,)), before)
        assessment = begin(dossier, SMALL.id, editor)
        fill_in(assessment, Filling(by=editor))
    show_only(Library((SMALL, NEWER)), monkeypatch)
    look(page, at(assessment, "/bijwerken"), "newer version")
    page.goto(place_of(assessment, "/bijwerken"))
    page.get_by_role("button", name="Move to the newest version").click()
    expect(page.get_by_text("Answers from an earlier version of the form")).to_be_visible()
    look(page, at(assessment), "overview with an appendix")

"""Assessments by keyboard alone, and without a script: answering, rows, remarks, going on, and signing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.assessed_dossier import (
    ADVICE,
    CONSENT,
    approver,
    complete,
    dossier,
    editor,
    find_value,
    give,
    iama,
    place_of,
)
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person

__all__ = ("approver", "dossier", "editor", "iama")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
#: Where the focus is: whether it can be seen, and how much of it lies behind the bar with the save button.
FOCUS = """() => {
  const one = document.activeElement, bar = document.querySelector(".wp-savebar");
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const mayHide = one.closest("#part-form") && !bar.contains(one) && getComputedStyle(bar).position === "sticky";
  return {
    html: one.outerHTML.slice(0, 160),
    // Past the last element the focus is in the browser itself.
    isElsewhere: one === document.body,
    isMarked: style.outlineStyle !== "none" || style.boxShadow !== "none",
    isHidden: mayHide && box.bottom > bar.getBoundingClientRect().top + 1,
    isOutside: box.bottom < 0 || box.top > innerHeight,
  };
}"""


def tab_to(page: Page, selector: str, *, most: int = 200) -> None:
    """Press Tab until the focus is there; on the way it can always be seen.

    A field for a day has several stops, of which the browser marks the last by itself.
    """
    before = ""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
        focus = _settled(page)
        if focus["isElsewhere"]:
            continue
        assert focus["isMarked"] or focus["html"] == before, f"the focus cannot be seen at {focus['html']}"
        assert not focus["isHidden"], f"the focus lies behind the bar at {focus['html']}"
        assert not focus["isOutside"], f"the focus is out of sight at {focus['html']}"
        before = focus["html"]
    raise AssertionError(f"the keyboard does not reach {selector}")


def _settled(page: Page) -> dict[str, Any]:
    """Where the focus is, after the page had a second to bring it into sight (an answer of the server may move it)."""
    for _ in range(10):
        focus: dict[str, Any] = page.evaluate(FOCUS)
        if not focus["isHidden"] and not focus["isOutside"]:
            break
        page.wait_for_timeout(100)
    return focus


def press(page: Page) -> None:
    """Press Enter, and wait for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


# --- by keyboard -------------------------------------------------------------------------------------------
def test_three_kinds_of_questions_are_answered_by_keyboard(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    tab_to(page, '[name="1.1.1"]')
    page.keyboard.type("Meldingen blijven liggen.")
    tab_to(page, '[name="1.3.0"][value="none"]')
    page.keyboard.press("Space")
    tab_to(page, '[name="1.3.1"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, '[name="1.4.2"]')
    page.keyboard.type("Directeur dienstverlening")
    tab_to(page, 'button[value^="go:"]')
    press(page)
    assert page.url.endswith("/deel/2")
    assert find_value(iama, "1.1.1") == "<p>Meldingen blijven liggen.</p>"
    assert find_value(iama, "1.3.0") == ["none"]
    assert find_value(iama, "1.3.1") is False
    assert find_value(iama, "1.4.2") == "Directeur dienstverlening"


def test_a_row_is_added_and_taken_away_by_keyboard(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    for _ in range(2):
        tab_to(page, 'button[value="row-add:1.1.2.doelen"]')
        press(page)
        assert "#row-1.1.2.doelen-" in page.url
        page.goto(page.url.partition("#")[0])
    first, second = find_value(iama, "1.1.2.doelen")
    tab_to(page, f'[name="1.1.2a@{second}"]')
    page.keyboard.type("Kortere wachttijd")
    tab_to(page, 'button[value="save"]:not([tabindex])')
    press(page)
    tab_to(page, f'button[value="row-remove:1.1.2.doelen:{first}"]')
    press(page)
    assert page.url.endswith("#group-1.1.2.doelen")
    assert find_value(iama, "1.1.2.doelen") == [second]
    assert find_value(iama, f"1.1.2a@{second}") == "Kortere wachttijd"


def test_a_line_of_a_table_is_added_and_taken_away_by_keyboard(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/0"))
    rows = page.locator('[data-rows="0.2a"] .wp-row')
    tab_to(page, '[name="0.2a-0-position"]')
    page.keyboard.type("Projectleider")
    _choose_expertise(page, 0)
    tab_to(page, 'button[value="save"]:not([tabindex])')
    press(page)
    tab_to(page, '[data-rows="0.2a"] [data-add-row]')
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    expect(page.locator('[name="0.2a-1-position"]')).to_be_focused()
    expect(page.locator('[name="0.2a-1-parts_joined"]:checked')).to_have_count(0)
    page.keyboard.type("Jurist")
    _choose_expertise(page, 1)
    tab_to(page, 'button[value="save"]:not([tabindex])')
    press(page)
    assert [row["position"] for row in find_value(iama, "0.2a")] == ["Projectleider", "Jurist"]
    assert all(row["parts_joined"] for row in find_value(iama, "0.2a"))
    tab_to(page, 'button[value="remove:0.2a:0"]')
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    tab_to(page, 'button[value="save"]:not([tabindex])')
    press(page)
    assert [row["position"] for row in find_value(iama, "0.2a")] == ["Jurist"]


def _choose_expertise(page: Page, row: int) -> None:
    tab_to(page, f'[name="0.2a-{row}-expertise"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, f'[name="0.2a-{row}-parts_joined"]')
    page.keyboard.press("Space")


def test_a_remark_is_placed_by_keyboard_and_what_was_typed_stays(
    browser_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    tab_to(page, '[name="1.1.1"]')
    page.keyboard.type("Half geschreven")
    tab_to(page, '[id="at-1.1.1"] .wp-remarks-box summary')
    page.keyboard.press("Enter")
    tab_to(page, '[name="text-1.1.1"]')
    page.keyboard.type("Klopt dit?")
    tab_to(page, '[id="at-1.1.1"] .wp-remarks-box .utrecht-button')
    press(page)
    page.wait_for_url("**#at-1.1.1")
    expect(page.locator('[id="at-1.1.1"] .wp-comment')).to_contain_text("Klopt dit?")
    expect(page.locator('[name="1.1.1"]')).to_have_value("Half geschreven")


# --- without a script --------------------------------------------------------------------------------------
@pytest.fixture
def plain_page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_a_part_is_filled_in_without_a_script(
    plain_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = plain_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    page.locator('[name="1.1.1"]').fill("Zonder script")
    page.get_by_role("button", name="Add: aim").click()
    expect(page.locator('[name="1.1.1"]')).to_have_value("Zonder script")
    (row,) = find_value(iama, "1.1.2.doelen")
    page.locator(f'[name="1.1.2a@{row}"]').fill("Kortere wachttijd")
    page.locator('[name="1.actiepunten-0-action"]').fill("Spreek af wie beheert")
    page.locator('button[value="add:1.actiepunten"]').click()
    expect(page.locator('[name="1.actiepunten-0-action"]')).to_have_value("Spreek af wie beheert")
    page.locator('[name="1.actiepunten-1-action"]').fill("Plan een overleg")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Part 2 What?")
    assert find_value(iama, f"1.1.2a@{row}") == "Kortere wachttijd"
    assert [line["action"] for line in find_value(iama, "1.actiepunten")] == [
        "Spreek af wie beheert",
        "Plan een overleg",
    ]


def test_a_remark_without_a_script_keeps_what_was_typed(
    plain_page: Page, login: Login, iama: Assessment, editor: Person
) -> None:
    page = plain_page
    login(page, editor)
    page.goto(place_of(iama, "/deel/1"))
    page.locator('[name="1.1.1"]').fill("Half geschreven")
    page.locator('[id="at-1.1.1"] .wp-remarks-box summary').click()
    page.locator('[name="text-1.1.1"]').fill("Klopt dit?")
    page.locator('[id="at-1.1.1"] .wp-remarks-box .utrecht-button').click()
    expect(page.locator('[id="at-1.1.1"] .wp-comment')).to_contain_text("Klopt dit?")
    expect(page.locator('[name="1.1.1"]')).to_have_value("Half geschreven")


def test_advice_and_a_signature_are_given_without_a_script(
    plain_page: Page, login: Login, iama: Assessment, editor: Person, approver: Person
) -> None:
    page = plain_page
    complete(iama, editor)
    login(page, editor)
    page.goto(place_of(iama))
    page.get_by_role("button", name="Ask for advice and signatures").click()
    give(iama, CONSENT, editor)
    login(page, approver)
    for slot in ADVICE:
        page.goto(place_of(iama, f"/oordeel/{slot}"))
        page.locator('[name="verdict"][value="positive"]').check()
        page.get_by_role("button", name="Give advice").click()
    for slot in ("project-leader", "decision"):
        page.goto(place_of(iama, f"/oordeel/{slot}"))
        page.locator('[name="verdict"][value="positive"]').check()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Yes, record it").click()
    expect(page.get_by_text("Everything is signed.")).to_be_visible()
    assert len(queries.list_fixed(iama)) == 1

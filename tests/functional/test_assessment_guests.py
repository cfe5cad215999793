"""An expert from outside in a real browser: one part by a link, nothing else, and a link that ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.functional.assessed_dossier import (
    at,
    await_answer,
    await_saved,
    dossier,
    editor,
    find_value,
    iama,
    place_of,
)
from waarborg.apps.assessments.actions import together
from waarborg.apps.assessments.models import Assessment, Invitation
from waarborg.apps.organisations.models import Person

__all__ = ("dossier", "editor", "iama")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]


def test_an_expert_from_outside_answers_one_part(
    browser_page: Page, login: Login, iama: Assessment, editor: Person, axe: Callable[[Page], None]
) -> None:
    page = browser_page
    login(page, editor)
    page.goto(place_of(iama))
    page.get_by_role("link", name="Invite an expert from outside").click()
    page.get_by_label("For which part?").select_option("4")
    page.get_by_label("Who is it?").fill("J. Voorbeeld, ethicus")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address for the expert").input_value()

    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Part 4 Human rights")
    expect(page.get_by_role("link", name="Algorithms")).to_have_count(0)
    page.locator('[name="4.1.1.2"]').fill("Het recht op gelijke behandeling.")
    await_saved(page)
    page.locator('[name="4.2.3"][value="no"]').check()
    await_answer(page, iama, "4.2.3", False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Everything is saved.")).to_be_visible()
    assert find_value(iama, "4.1.1.2") == "<p>Het recht op gelijke behandeling.</p>"
    assert find_value(iama, "4.2.3") is False
    page.get_by_label("Your remark").fill("Wie beslist hierover?")
    page.get_by_role("button", name="Send the remark").click()
    expect(page.locator("#remarks")).to_contain_text("Wie beslist hierover?")
    axe(page)

    # Nothing outside the part: not by its address, and not by a field that was put in the form.
    for rest in ("", "/deel/1", "/deel/4"):
        page.goto(place_of(iama, rest))
        expect(page.locator('[name="4.1.1.2"]')).to_have_count(0)
        expect(page.get_by_role("link", name="Overview")).to_have_count(0)
    page.goto(address)
    page.evaluate(
        """() => [["base-1.1.1", "0"], ["1.1.1", "Stiekem"]].forEach(([name, value]) => {
            const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
            document.getElementById("part-form").append(field);
        })"""
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert find_value(iama, "1.1.1") is None
    login(page, editor)
    page.goto(place_of(iama, "/deel/4"))
    expect(at(page, "4.1.1.2")).to_contain_text("J. Voorbeeld, ethicus")


def test_a_link_that_ended_shows_a_friendly_page(
    browser_page: Page, iama: Assessment, editor: Person, axe: Callable[[Page], None]
) -> None:
    page, now = browser_page, timezone.now()
    _row, secret = together.invite(
        assessment=iama,
        part="4",
        name="J. Voorbeeld",
        email="",
        expires_on=timezone.localdate() + timedelta(days=1),
        by=editor,
        at=now,
    )
    address = f"/en/werkplek/uitnodiging/{secret}"
    response = page.goto(address)
    assert response is not None
    assert response.status == 200
    Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    page.locator('[name="4.1.1.2"]').fill("Te laat")
    expect(page.locator("#autosave-status")).to_contain_text("Not saved automatically")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation does not work")
    expect(page.locator("main")).not_to_contain_text("Meldingen")
    assert find_value(iama, "4.1.1.2") is None
    axe(page)

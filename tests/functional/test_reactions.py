"""A reader reports a mistake, an editor answers, and everybody can see what was corrected."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.integration.public.register import COMPLETE, publish_version
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.models import Report
from waarborg.public import reporting

Login = Callable[[Page, Person], None]
Somebody = Callable[..., Person]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.database
@pytest.mark.parametrize("width", [1280, 320])
def test_a_report_goes_from_reader_to_answer_to_public_record(
    browser_page: Page,
    login: Login,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    organisation: Organisation,
    person_with_role: Somebody,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    monkeypatch.setattr(reporting, "LEAST_SECONDS", 0)  # a program reads faster than people
    page = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    publish_version(organisation, "wb-toeslag000", COMPLETE)
    page.goto("/nl/algoritme/wb-toeslag000")
    page.get_by_role("link", name="Fout melden").click()
    page.get_by_label("Over welk onderdeel gaat het?").select_option(label="Status")
    page.get_by_role("button", name="Melding versturen").click()
    expect(page.get_by_text("Schrijf wat er niet klopt.")).to_be_visible()
    axe(page)
    page.get_by_label("Wat klopt er niet?").fill("Dit is gestopt, zie het raadsbesluit.")
    page.get_by_role("button", name="Melding versturen").click()
    expect(page.get_by_text("Uw melding is binnen.")).to_be_visible()
    followed = page.url.partition("?")[0]
    axe(page)
    screenshot(page, f"report-followed-{width}")

    login(page, person_with_role("editor"))
    page.goto("/nl/werkplek/reacties")
    axe(page)
    page.get_by_role("link", name=str(COMPLETE["name"])).click()
    expect(page.get_by_text("zie het raadsbesluit")).to_be_visible()
    page.get_by_label("Klopt, wordt hersteld").check()
    page.get_by_label("Wat er is gemeld").fill("De status is verouderd.")
    page.get_by_role("textbox", name="Uw antwoord").fill("Wij passen de status deze maand aan.")
    axe(page)
    screenshot(page, f"report-answer-{width}")
    page.get_by_role("button", name="Antwoord bewaren en tonen").click()
    expect(page.get_by_text("Uw antwoord is bewaard.")).to_be_visible()
    assert Report.objects.get().state == "accepted"

    page.goto(followed)
    expect(page.get_by_text("U hebt gelijk. Het wordt hersteld.")).to_be_visible()
    page.goto("/nl/correcties")
    expect(page.get_by_text("De status is verouderd.")).to_be_visible()
    expect(page.get_by_text("raadsbesluit")).to_have_count(0)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    axe(page)

"""Bringing in a file in a real browser: the whole way, without a script too, and every page looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.models import ImportFile

Login = Callable[[Page, Person], None]

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "Titel;Waarvoor;Fase;Risico's\nZoekhulp;Sneller vinden.;In gebruik;Geen.\nScan;Zien wat er ligt.;Later;\n;x;;\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "onze lijst.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


def look(page: Page, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None], name: str) -> None:
    """A page is accessible, and no wider than a small screen."""
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    axe(page)
    screenshot(page, f"import-{name}")
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.database
def test_from_a_table_to_drafts_and_back(
    browser_page: Page,
    login: Login,
    organisation: Organisation,
    person_with_role: Callable[..., Person],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    table: Path,
) -> None:
    page = browser_page
    login(page, person_with_role("editor"))
    page.goto("/nl/werkplek/")
    page.get_by_role("link", name="Inlezen", exact=True).click()
    look(page, axe, screenshot, "empty")
    page.get_by_role("link", name="Een bestand inlezen").click()
    look(page, axe, screenshot, "new")
    page.get_by_label("Bestand", exact=True).set_input_files(table)
    page.get_by_role("button", name="Uploaden en vergelijken").click()
    expect(page.get_by_role("heading", name="Welke kolom is wat?")).to_be_visible()
    look(page, axe, screenshot, "columns")
    page.get_by_label("Waarvoor").select_option(label="Doel en impact")
    page.get_by_label("Deze keuze bewaren onder een naam").fill("Onze lijst")
    page.get_by_role("button", name="Vergelijken met wat hier staat").click()
    expect(page.get_by_text("De naam is leeg", exact=False)).to_be_visible()
    look(page, axe, screenshot, "compared")
    page.get_by_role("button", name="Verder naar bevestigen").click()
    expect(page.get_by_text("2 nieuwe dossiers, elk met een concept.")).to_be_visible()
    look(page, axe, screenshot, "confirm")
    assert not Algorithm.objects.exists()
    page.get_by_role("button", name="Dit doen").click()
    expect(page.get_by_text("Geschreven: 2")).to_be_visible()
    look(page, axe, screenshot, "done")
    page.get_by_role("link", name="Zoekhulp").click()
    expect(page.get_by_role("heading", name="Zoekhulp")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Ongedaan maken", exact=False).click()
    look(page, axe, screenshot, "undo")
    page.get_by_role("button", name="Deze concepten archiveren").click()
    expect(page.get_by_text("Gearchiveerde concepten: 2.")).to_be_visible()
    page.goto("/nl/werkplek/inlezen")
    look(page, axe, screenshot, "list")


def test_a_refused_file_says_why_and_the_way_works_without_a_script(
    browser: Browser,
    live_server: Any,
    login: Login,
    organisation: Organisation,
    person_with_role: Callable[..., Person],
    tmp_path: Path,
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    login(page, person_with_role("editor"))
    (tmp_path / "kapot.json").write_text('[{"name": "half', encoding="utf-8")
    page.goto("/nl/werkplek/inlezen/nieuw")
    page.get_by_label("Bestand", exact=True).set_input_files(tmp_path / "kapot.json")
    page.get_by_role("button", name="Uploaden en vergelijken").click()
    expect(page.get_by_text("het bestand houdt te vroeg op", exact=False)).to_be_visible()
    (tmp_path / "heel.json").write_text(
        '[{"name": "Heel", "organization": "Voorbeeldstad"}]', encoding="utf-8"
    )
    page.get_by_label("Bestand", exact=True).set_input_files(tmp_path / "heel.json")
    page.get_by_role("button", name="Uploaden en vergelijken").click()
    page.get_by_role("button", name="Verder naar bevestigen").click()
    page.get_by_role("button", name="Dit doen").click()
    expect(page.get_by_text("Geschreven: 1")).to_be_visible()
    context.close()
    assert Algorithm.objects.get().name == "Heel"


def test_a_page_about_work_that_goes_on_says_how_far_it_is_and_can_be_asked_again(
    browser_page: Page,
    login: Login,
    organisation: Organisation,
    person_with_role: Callable[..., Person],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    page = browser_page
    login(page, person_with_role("editor"))
    (tmp_path / "x.json").write_text('[{"name": "Heel", "organization": "Voorbeeldstad"}]', encoding="utf-8")
    page.goto("/nl/werkplek/inlezen/nieuw")
    page.get_by_label("Bestand", exact=True).set_input_files(tmp_path / "x.json")
    page.get_by_role("button", name="Uploaden en vergelijken").click()
    expect(page.get_by_text("1 nieuw record").first).to_be_visible()
    file = ImportFile.objects.get()
    ImportFile.objects.update(state="running", done=1, total=2, touched_at="2199-01-01T00:00Z")
    page.goto(f"/nl/werkplek/inlezen/{file.reference}")
    expect(page.get_by_text("1 van 2 records (50%).")).to_be_visible()
    look(page, axe, screenshot, "working")
    ImportFile.objects.update(state="done", counts={"new": 1, "results": {"written": 1}})
    page.locator(".wb-note").get_by_role("link").click()
    expect(page.get_by_text("Geschreven: 1")).to_be_visible()
    ImportFile.objects.update(state="running", touched_at="2026-01-01T00:00Z")
    page.goto(f"/nl/werkplek/inlezen/{file.reference}")
    expect(page.get_by_text("Het werk is halverwege gestopt.")).to_be_visible()
    look(page, axe, screenshot, "stopped")

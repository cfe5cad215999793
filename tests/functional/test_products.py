"""Products and templates in a real browser: a dossier from a template that claims nothing, and who uses what."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conftest import NOW
from tests.integration.public.register import COMPLETE, add_town, publish_version
from waarborg.apps.algorithms.models import Algorithm, Product, Template
from waarborg.apps.algorithms.products import actions
from waarborg.apps.algorithms.queries import current_values
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.models import Entry, ProductMatch
from waarborg.apps.publications.products.matching import match_all

Login = Callable[[Page, Person], None]
Somebody = Callable[..., Person]

pytestmark = pytest.mark.django_db(transaction=True)

TEMPLATE = {
    "id": "zwartlak-lakstift",
    "name": "Lakstift",
    "organization": None,
    "provider": "Zwartlak Software",
    "description_short": "Zoekt namen in documenten en stelt voor die zwart te maken.",
    "goal": "<p>Documenten sneller openbaar maken.</p>",
    "risks": "<p>Het programma mist soms een naam. Er is een DPIA uitgevoerd.</p>",
    "status": "In gebruik",
    "publication_category": "Overige algoritmes",
    "impacttoetsen": "<p>DPIA is toegepast.</p>",
    "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
}


@pytest.fixture
def lakstift(transactional_db: None) -> Product:
    """A product that three public descriptions are about, one of them in another category; a fourth is suggested."""
    supplier = actions.add_supplier(name="Zwartlak Software", other_names=["Zwartlak"], by=SYSTEM, at=NOW)
    product = actions.add_product(
        supplier=supplier, name="Lakstift", own_names=["Lakstift"], by=SYSTEM, at=NOW
    )
    town = add_town()
    for number, category in enumerate(("Overige algoritmes", "Overige algoritmes", "Impactvolle algoritmes")):
        values = {"name": f"Lakken met Lakstift {number}", "provider": "", "publication_category": category}
        publish_version(town, f"wb-lakken{number}", COMPLETE | values)
    publish_version(town, "wb-zwartlak", COMPLETE | {"name": "Zwartlak voor de raad", "provider": ""})
    match_all()
    return product


def test_a_dossier_from_a_template_claims_nothing(
    browser_page: Page, login: Login, organisation: Organisation, person_with_role: Somebody, tmp_path: Path
) -> None:
    page, editor = browser_page, person_with_role("editor")
    file = tmp_path / "Zwartlak.json"
    file.write_text(json.dumps([TEMPLATE]))
    login(page, editor)
    page.goto("/nl/werkplek/algoritmen/nieuw")
    page.get_by_role("link", name="Begin met een sjabloon").click()
    page.get_by_role("link", name="Sjablonen inlezen").click()
    page.get_by_label("Bestand met sjablonen").set_input_files(file)
    page.get_by_role("button", name="Bekijk wat erin staat").click()
    expect(page.get_by_text("Lakstift (Zwartlak Software): nieuw")).to_be_visible()
    assert not Template.objects.exists()
    page.get_by_role("button", name="Lees deze in").click()
    page.get_by_role("link", name="Lakstift").click()
    left_out = page.locator("section").filter(has_text="Wat de leverancier noemt, niet overgenomen").last
    expect(left_out).to_contain_text("DPIA is toegepast.")
    expect(left_out).to_contain_text("Er is een DPIA uitgevoerd.")
    page.get_by_label("Hoe heet het algoritme?").fill("Lakken van besluiten")
    page.get_by_role("button", name="Begin het dossier").click()

    expect(page.get_by_role("heading", name="In woorden van de leverancier")).to_be_visible()
    page.get_by_role("link", name="Naar de publicatie").click()
    expect(page.get_by_label("Doel en impact").first).to_have_value("Documenten sneller openbaar maken.")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("Het programma mist soms een naam.")
    expect(preview).not_to_contain_text("DPIA")
    expect(page.get_by_label("In gebruik")).not_to_be_checked()
    expect(page.get_by_label("Overige algoritmes")).not_to_be_checked()
    algorithm = Algorithm.objects.get()
    known = current_values(algorithm)
    assert "DPIA" not in json.dumps(known)
    assert known["product"] == "Lakstift"

    page.goto(f"/nl/werkplek/algoritmen/{algorithm.public_id}/feiten/goal")
    expect(
        page.get_by_text("Uit het sjabloon Lakstift (Zwartlak.json), niet bevestigd").first
    ).to_be_visible()
    page.goto(f"/nl/werkplek/algoritmen/{algorithm.public_id}")
    page.get_by_text("Bevestig wat klopt").click()
    page.get_by_label("Doel en impact").check()
    page.get_by_role("button", name="Bevestig wat is aangekruist").click()
    expect(page.get_by_text("Bevestigd: 1.")).to_be_visible()


def test_a_person_decides_about_a_suggestion(
    browser_page: Page, login: Login, lakstift: Product, person_with_role: Somebody
) -> None:
    page = browser_page
    login(page, person_with_role("platform_administrator"))
    page.goto("/nl/werkplek/producten")
    page.get_by_role("link", name="Suggesties (1)").click()
    expect(page.get_by_text("de titel noemt de leverancier, van wie één product bekend is")).to_be_visible()
    page.get_by_role("button", name="Ja, dat klopt").click()
    expect(page.get_by_text("Er wacht niets op een besluit")).to_be_visible()
    assert Entry.objects.get(public_id="wb-zwartlak").product == lakstift
    assert ProductMatch.objects.get().state == ProductMatch.State.ACCEPTED


def test_two_records_of_one_product_become_one(
    browser_page: Page, login: Login, lakstift: Product, person_with_role: Somebody
) -> None:
    other = actions.add_product(supplier=lakstift.supplier, name="Lakstift Pro", by=SYSTEM, at=NOW)
    page = browser_page
    login(page, person_with_role("editor"))
    page.goto(f"/nl/werkplek/producten/product/{lakstift.code}")
    page.get_by_role("link", name="Samenvoegen met een ander").click()
    page.get_by_label("Woorden in de naam").fill("pro")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_label("Lakstift Pro").check()
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    expect(page.get_by_text("“Lakstift” gaat op in “Lakstift Pro”.")).to_be_visible()
    page.get_by_role("button", name="Voeg de twee samen").click()
    expect(page.get_by_text("3 beschrijvingen zijn meegegaan")).to_be_visible()
    page.goto(f"/nl/product/{lakstift.code}")
    assert page.url.endswith(f"/nl/product/{other.code}")


def test_a_reader_sees_who_else_uses_a_product_and_where_they_differ(
    lakstift: Product, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto("/nl/algoritme/wb-lakken2")
    expect(page.get_by_text("2 andere beschrijvingen gaan over hetzelfde product.")).to_be_visible()
    page.get_by_role("link", name="Lakstift", exact=True).click()
    expect(page.get_by_text("Zij oordelen er verschillend over:")).to_be_visible()
    expect(page.get_by_text("Impactvolle algoritmes (anders dan de meeste)")).to_be_visible()
    page.get_by_role("link", name="Zwartlak Software").first.click()
    expect(page.get_by_role("heading", name="Producten in gebruik")).to_be_visible()
    context.close()


def test_every_page_about_products_is_accessible_wide_and_narrow(
    browser_page: Page,
    login: Login,
    lakstift: Product,
    person_with_role: Somebody,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    template = Template.objects.create(
        product=lakstift,
        name="Lakstift",
        source_id="lakstift",
        values={"goal": "<p>Documenten openbaar maken.</p>", "name": "Lakstift"},
        mentions=[{"field": "impacttoetsen", "says": "DPIA", "reason": {"nl": "Nee.", "en": "No."}}],
        standard="1.0",
        file_name="Zwartlak.json",
        added_at=NOW,
        added_by=SYSTEM,
    )
    work, code = "/nl/werkplek/producten", f"product/{lakstift.code}"
    pages = [
        *(
            "/nl/producten",
            f"/nl/{code}",
            f"/en/{code}",
            "/nl/leverancier/zwartlak-software",
            "/nl/producten?naam=x",
        ),
        *(work, f"{work}/nieuw", f"{work}/voorstellen", f"{work}/sjablonen", f"{work}/sjablonen/inlezen"),
        *(f"{work}/sjablonen/{template.pk}", f"{work}/{code}", f"{work}/{code}/wijzigen"),
        *(
            f"{work}/{code}/samenvoegen",
            "/nl/werkplek/leveranciers",
            "/nl/werkplek/leveranciers/zwartlak-software",
        ),
    ]
    page = browser_page
    login(page, person_with_role("editor"))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for address in pages:
            page.goto(address)
            expect(page.locator("h1")).to_have_count(1)
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{address} is {overflow} pixels too wide at {width}"
            axe(page)
            screenshot(page, f"products-{address.strip('/').replace('/', '-')}-{width}")

"""Pages that machines ask for, the front door, and the pages for when something goes wrong."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection
from django.test import Client, RequestFactory, override_settings
from django.utils.translation import override

from tests.integration.public.register import PUBLISHED
from tests.strict_pages import find_faults
from waarborg.apps.algorithms.products import actions as products
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry
from waarborg.apps.publications.products.matching import match_all
from waarborg.public import fixed, pages

Publish = Callable[..., Entry]
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


# --- the front door --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "given"),
    [("en-GB,en;q=0.9", "/en/"), ("nl", "/nl/"), ("fr", "/nl/"), ("", "/nl/"), ("de,en;q=0.2", "/en/")],
)
def test_the_front_door_leads_to_the_language_of_the_browser(client: Client, asked: str, given: str) -> None:
    response = client.get("/", headers={"Accept-Language": asked})
    assert response.status_code == 302
    assert response["Location"] == given
    assert "Accept-Language" in response["Vary"]


# --- health ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_health_says_that_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["database"] == "ok"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_says_that_the_database_does_not_answer(client: Client) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "failing",
        "database": "unreachable",
        "version": response.json()["version"],
    }


# --- robots, sitemap, security.txt -----------------------------------------------------------------------
def test_an_example_site_keeps_search_engines_out(client: Client) -> None:
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


@override_settings(IS_DEMO=False)
def test_a_real_site_lets_search_engines_read_what_is_public(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /" not in lines
    assert "Disallow: /nl/werkplek/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


@pytest.mark.django_db
def test_the_sitemap_names_every_public_page_in_both_languages(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixed, "ADDRESSES_PER_SITEMAP", 4)
    for number in range(3):
        publish(town, f"wb-{number}", complete)
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    maps = [one.text or "" for one in index.findall("m:sitemap/m:loc", MAP)]
    assert len(maps) == 3
    found: list[str] = []
    for address in maps:
        part = ElementTree.fromstring(client.get(address.removeprefix("http://testserver")).content)
        places = [one.text or "" for one in part.findall("m:url/m:loc", MAP)]
        assert address == maps[0] or len(places) <= 4
        found += places
    for language in ("nl", "en"):
        for number in range(3):
            assert f"http://testserver/{language}/algoritme/wb-{number}" in found
        assert f"http://testserver/{language}/organisatie/vb0001" in found
    assert len(found) == len(set(found))


@pytest.mark.django_db
@pytest.mark.parametrize("page", [0, 2, 50_001, 10**15, 10**20 - 1])
def test_a_part_of_the_sitemap_that_is_not_there_is_not_found(client: Client, page: int) -> None:
    assert client.get(f"/sitemap-algoritmes-{page}.xml").status_code == 404


def test_security_txt_says_where_to_report_a_leak_and_ends_within_a_year(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:vragen@voorbeeldstad.example\n" in text
    # the clock of the tests stands at 22 November 2026; 360 days later is 17 November 2027
    assert "Expires: 2027-11-17T00:00:00+01:00\n" in text
    assert "Preferred-Languages: nl, en\n" in text
    assert "Canonical: http://testserver/.well-known/security.txt\n" in text


@override_settings(CONTACT="lek@voorbeeldstad.example")
def test_a_bare_mail_address_becomes_an_address_to_write_to(client: Client) -> None:
    assert (
        "Contact: mailto:lek@voorbeeldstad.example\n"
        in client.get("/.well-known/security.txt").content.decode()
    )


@override_settings(CONTACT="")
def test_without_a_contact_there_is_no_security_txt(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


# --- texts -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["over", "toegankelijkheid", "privacy"])
def test_pages_about_the_site_need_no_database(client: Client, language: str, name: str) -> None:
    response = client.get(f"/{language}/{name}")
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Dit is een voorbeeld"), ("en", "This is an example")]
)
def test_an_example_site_says_so_on_every_page(client: Client, language: str, words: str) -> None:
    assert words in client.get(f"/{language}/over").content.decode()
    with override_settings(IS_DEMO=False):
        assert words not in client.get(f"/{language}/over").content.decode()


# --- when something goes wrong ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda request: pages.bad_request(request, BadRequest()), 400),
        (lambda request: pages.forbidden(request, PermissionDenied()), 403),
        (lambda request: pages.csrf_failure(request, "no cookie"), 403),
        (lambda request: pages.not_found(request, Exception()), 404),
        (lambda request: pages.server_error(request), 500),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_error_pages_work_without_a_database(
    rf: RequestFactory, make: Any, status: int, language: str
) -> None:
    with override(language):
        response = make(rf.get("/"))
    assert response.status_code == status
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert not find_faults(page)


def test_the_page_for_our_own_faults_speaks_both_languages(rf: RequestFactory) -> None:
    page = pages.server_error(rf.get("/")).content.decode()
    assert "Er ging hier iets mis" in page
    assert "Something went wrong here" in page


def test_a_page_that_is_not_there_offers_search(client: Client) -> None:
    response = client.get("/nl/bestaat-niet")
    assert response.status_code == 404
    assert 'action="/nl/zoeken"' in response.content.decode()


def test_public_pages_only_answer_to_reading(client: Client) -> None:
    for address in ("/nl/", "/nl/zoeken", "/nl/over", "/healthz", "/robots.txt", "/nl/organisaties"):
        assert client.post(address).status_code == 405


def test_products_stand_in_the_map_once_something_public_is_about_them(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    supplier = products.add_supplier(name="Zwartlak Software", other_names=[], by=SYSTEM, at=PUBLISHED)
    product = products.add_product(
        supplier=supplier, name="Lakstift", own_names=["Lakstift"], by=SYSTEM, at=PUBLISHED
    )
    assert "/nl/product/" not in client.get("/sitemap-paginas.xml").content.decode()
    publish(town, "wb-lakken", complete | {"name": "Lakken met Lakstift", "provider": ""})
    match_all()
    pages = client.get("/sitemap-paginas.xml").content.decode()
    assert f"/nl/product/{product.code}</loc>" in pages
    assert pages.count("/product/") == 2  # one per language, whatever the number of entries

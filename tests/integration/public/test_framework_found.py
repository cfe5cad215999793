"""The framework of requirements on the public site: searching and filtering in it, its files, and its place in the site."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.integration.public.test_framework_pages import FRAMEWORK, LANGUAGES, read, text_of


# --- searching and filtering -------------------------------------------------------------------------------
def list_found(page: str) -> list[str]:
    return re.findall(
        r'class="wb-framework-line__title"><a [^>]*href="[^"]*/(?:vereisten|maatregelen)/([^"?]+)', page
    )


def test_the_first_page_says_what_it_is_and_how_much_there_is(client: Client) -> None:
    said = text_of(read(client, "/nl/kader"))
    assert "Wat de wet van algoritmes vraagt" in said
    for number in (FRAMEWORK.requirements, FRAMEWORK.measures, FRAMEWORK.instruments, FRAMEWORK.glossary):
        assert f"{len(number)} " in said
    assert f"Versie {FRAMEWORK.version}" in said
    assert FRAMEWORK.releases[0].what.nl in said
    assert len(list_found(read(client, "/nl/kader"))) == len(FRAMEWORK.requirements)
    assert len(list_found(read(client, "/nl/kader?soort=maatregelen"))) == len(FRAMEWORK.measures)


def test_requirements_stand_by_law_in_the_order_of_articles(client: Client) -> None:
    found = list_found(read(client, "/nl/kader"))
    assert (
        found.index("aia-20") < found.index("aia-21") < found.index("aia-art-26-10") < found.index("aia-27")
    )
    assert found.index("aia-art-26-4") < found.index("aia-art-26-10")


def test_words_are_found_in_titles_first_and_marked(client: Client) -> None:
    page = read(client, "/nl/kader?q=grondrechten")
    found = list_found(page)
    assert "aia-27" in found[:3]
    assert "<mark>grondrechten</mark>" in page
    assert "aia-20" in list_found(read(client, "/nl/kader?q=AIA-20"))
    assert "awb-02" in list_found(read(client, "/nl/kader?q=3:46"))
    assert "owp-07" in list_found(read(client, "/nl/kader?soort=maatregelen&q=SV.4"))


def test_accents_and_capitals_make_no_difference(client: Client) -> None:
    assert list_found(read(client, "/nl/kader?q=FINANCIËLE")) == list_found(
        read(client, "/nl/kader?q=financiele")
    )


def test_a_search_is_in_the_language_of_the_page(client: Client) -> None:
    assert "aia-27" in list_found(read(client, "/en/kader?q=fundamental+rights"))
    assert "Nothing matches all of this." in text_of(
        read(client, "/en/kader?q=grondrechten+gebruiksaanwijzing")
    )


def test_nothing_found_points_to_the_other_list(client: Client) -> None:
    said = text_of(read(client, "/nl/kader?q=SV.4"))
    assert "Niets past bij dit alles." in said
    assert "kies hierboven Maatregelen" in said
    assert "Gebruik minder woorden" in text_of(read(client, "/nl/kader?q=zeppelin"))


@pytest.mark.parametrize("query", ["wet=wpg", "voor=importer", "fase=retirement", "rol=buyer"])
def test_filters_leave_what_fits(client: Client, query: str) -> None:
    key, _, value = query.partition("=")
    parts = {"voor": "addressed", "fase": "phases", "rol": "roles"}
    fits = [
        item.code
        for item in FRAMEWORK.requirements
        if value
        in (
            {article.source.id for article in item.wordings[-1].articles}
            if key == "wet"
            else getattr(item, parts[key])
        )
    ]
    page = read(client, f"/nl/kader?{query}")
    assert sorted(list_found(page)) == sorted(fits)
    assert fits
    assert "Verwijder filter" in page
    measures = list_found(read(client, f"/nl/kader?soort=maatregelen&{query}"))
    assert 0 < len(measures) < len(FRAMEWORK.measures)


def test_what_is_still_to_come_can_be_asked(client: Client) -> None:
    found = list_found(read(client, "/nl/kader?stand=komt&dag=2026-11-22"))
    assert "aia-20" in found
    assert "avg-01" not in found
    assert "aia-20" in list_found(read(client, "/nl/kader?stand=geldt&dag=2028-01-01"))


def test_filters_words_and_day_go_together_and_stay(client: Client) -> None:
    page = read(client, "/nl/kader?q=systeem&wet=ai_act&voor=deployer&dag=2028-01-01")
    assert "aia-20" in list_found(page)
    assert "avg-01" not in list_found(page)
    assert "/nl/kader?q=systeem&amp;voor=deployer&amp;dag=2028-01-01" in page  # without the law
    assert "soort=maatregelen&amp;dag=2028-01-01" in page  # the other list keeps it all
    assert "/nl/kader/vereisten/aia-20?dag=2028-01-01" in page


@pytest.mark.parametrize(
    "query",
    [
        "wet=bestaat-niet&voor=%00&fase=' OR 1=1&rol=__class__&stand=laws&soort=../..",
        "q=%00%00&dag=%00",
        "q=" + "a" * 5000,
        "q=" + "+".join("abcdefgh" * 40),
        "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "q=.*(%5B%5C&wet=ai_act",
        "q=%EF%AC%81%F0%9F%91%BB%CC%81",
        "q=İ&q=ß",
        "soort=maatregelen&soort=vereisten&wet=&wet=",
    ],
)
def test_a_hostile_query_breaks_nothing(client: Client, query: str) -> None:
    for address in ("kader", "kader/instrumenten", "begrippen", "kader/vereisten/aia-20", "begrippen/bias"):
        page = read(client, f"/nl/{address}?{query}")
        assert "<script>alert" not in page


def test_the_toolbox_is_filtered_by_kind_and_by_whether_one_must(client: Client) -> None:
    page = read(client, "/nl/kader/instrumenten?soort=assessment&bindend=law")
    shown = {
        tool.id
        for tool in FRAMEWORK.instruments
        if f'<article class="wb-framework-tool" id="{tool.id}"' in page
    }
    assert shown == {
        tool.id for tool in FRAMEWORK.instruments if (tool.kind, tool.binding.value) == ("assessment", "law")
    }
    assert "Waarom het moet:" in page
    assert "Toon alle instrumenten" in page
    assert "Geen instrument past hierbij." in read(client, "/nl/kader/instrumenten?soort=plan&bindend=law")


# --- files -------------------------------------------------------------------------------------------------
def test_all_of_it_can_be_downloaded_as_json(client: Client) -> None:
    response = client.get("/nl/kader.json")
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="kader-{FRAMEWORK.version}.json"'
    assert response["Access-Control-Allow-Origin"] == "*"
    found = json.loads(response.content)
    assert found["version"] == FRAMEWORK.version
    assert [one["id"] for one in found["requirements"]] == [one.id for one in FRAMEWORK.requirements]
    assert len(found["measures"]) == len(FRAMEWORK.measures)
    (literacy,) = (one for one in found["requirements"] if one["code"] == "aia-01")
    assert [(one["from"], one["to"]) for one in literacy["periods"]] == [
        ("2025-02-02", "2026-07-27"),
        ("2026-07-27", None),
    ]
    assert literacy["periods"][0]["sources"][0]["citation"] == {
        "nl": "AI-verordening, art. 4",
        "en": "AI Act, art. 4",
    }


def test_requirements_can_be_downloaded_as_a_table(client: Client) -> None:
    response = client.get("/en/kader.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) == sum(len(one.wordings) for one in FRAMEWORK.requirements)
    (row,) = (one for one in rows if one["code"] == "aia-27")
    assert row["from"] == "2027-12-02"
    assert "AI-verordening, art. 27(1)" in row["articles_nl"]
    assert not [cell for one in rows for cell in one.values() if cell.startswith(("=", "+", "-", "@"))]


# --- the site ----------------------------------------------------------------------------------------------
EVERY_KIND = (
    "kader",
    "kader?q=systeem&wet=ai_act",
    "kader/vereisten/aia-20",
    "kader/maatregelen/owp-07",
    "kader/instrumenten",
    "begrippen",
    "begrippen/ai-system",
    "kader.json",
    "kader.csv",
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", EVERY_KIND)
def test_a_page_of_the_framework_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    with django_assert_num_queries(0):
        assert client.get(f"/nl/{address}").status_code == 200


@pytest.mark.parametrize("address", EVERY_KIND)
def test_a_reader_who_has_the_newest_gets_that_word_only(client: Client, address: str) -> None:
    first = client.get(f"/nl/{address}")
    assert first["ETag"].startswith('"')
    assert "public" in first["Cache-Control"]
    again = client.get(f"/nl/{address}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    other = client.get(f"/en/{address}", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == (304 if address.startswith("kader.") else 200)


@pytest.mark.parametrize("address", EVERY_KIND)
def test_pages_only_answer_to_reading(client: Client, address: str) -> None:
    assert client.post(f"/nl/{address}").status_code == 405


@pytest.mark.django_db
def test_the_framework_is_in_the_menu_the_footer_the_home_page_and_the_map_of_the_site(
    client: Client,
) -> None:
    assert '<a class="wb-nav__link" href="/nl/kader" aria-current="page">Kader</a>' in read(
        client, "/nl/kader"
    )
    home = read(client, "/nl/")
    for address in ("/nl/kader", "/nl/kader/instrumenten", "/nl/begrippen"):
        assert f'href="{address}"' in home
    places = {
        (one.text or "").removeprefix("http://testserver")
        for one in ElementTree.fromstring(client.get("/sitemap-paginas.xml").content).iter()
        if one.tag.endswith("loc")
    }
    for language in LANGUAGES:
        for address in (
            "kader",
            "kader/instrumenten",
            "begrippen",
            "kader/vereisten/aia-20",
            "begrippen/bias",
        ):
            assert f"/{language}/{address}" in places
    assert len([one for one in places if "/kader/maatregelen/" in one]) == 2 * len(FRAMEWORK.measures)

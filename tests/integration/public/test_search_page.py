"""Search: every address gives a page, and each page says how to go on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry
from waarborg.public.searching import read_query

Publish = Callable[..., Entry]
pytestmark = pytest.mark.django_db


@pytest.fixture
def many(town: Organisation, publish: Publish, complete: dict[str, Any]) -> Organisation:
    """Twenty-five entries about supplements, and one about parking."""
    for number in range(25):
        publish(town, f"wb-toeslag{number:03d}", complete | {"name": f"Toeslag nummer {number}"})
    publish(
        town,
        "wb-parkeren",
        complete
        | {
            "name": "Parkeerplek zoeken",
            "description_short": "Wijst een vrije plek aan.",
            "category": ["Verkeer"],
            "status": "In ontwikkeling",
        },
    )
    return town


def read(client: Client, address: str) -> str:
    """The text of a page that must work."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_words_find_entries_and_are_marked(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?q=parkeerplek")
    assert 'role="status"' in page
    assert "<strong>1</strong> algoritme gevonden" in page
    assert "<mark>Parkeerplek</mark> zoeken" in page


def test_a_chosen_filter_can_be_taken_away(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?q=plek&thema=Verkeer&status=In+ontwikkeling")
    assert "Thema: Verkeer" in page
    assert 'href="/nl/zoeken?q=plek&amp;status=In+ontwikkeling"' in page
    assert 'value="Verkeer" checked' in page


def test_pages_keep_words_and_filters(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?q=toeslag&thema=Werk&sorteer=naam")
    assert "<strong>25</strong> algoritmes gevonden" in page
    assert 'href="/nl/zoeken?q=toeslag&amp;thema=Werk&amp;sorteer=naam&amp;pagina=2"' in page
    second = read(client, "/nl/zoeken?q=toeslag&thema=Werk&sorteer=naam&pagina=2")
    assert second.count('<article class="wb-result">') == 5


@pytest.mark.parametrize(
    "address",
    [
        "/nl/zoeken?pagina=0",
        "/nl/zoeken?pagina=-3",
        "/nl/zoeken?pagina=x",
        "/nl/zoeken?pagina=99999999999999999999",
        "/nl/zoeken?pagina=²",
        "/nl/zoeken?sorteer=raar&thema=bestaat-niet&status=&type=%00",
        "/nl/zoeken?q=%00&organisatie=%00&organisatie=niemand",
        "/nl/zoeken?q=%22%27%28%29*%3A%5E~-+AND+OR+NEAR%2F3",
        "/nl/zoeken?q=" + "a" * 5000,
        "/nl/zoeken?onbekend=1&q[]=2",
        "/nl/zoeken?" + "&".join(f"organisatie=x{number}" for number in range(500)),
    ],
)
def test_nonsense_in_the_address_is_no_error(client: Client, many: Organisation, address: str) -> None:
    read(client, address)


def test_unknown_values_are_left_out() -> None:
    query = read_query(
        QueryDict("thema=Werk&thema=Werk&thema=Onzin&status=Kapot&type=gemeente&toets=DPIA&pagina=3")
    )
    assert query.themes == ("Werk",)
    assert query.statuses == ()
    assert query.kinds == ("gemeente",)
    assert query.assessments == ("DPIA",)
    assert query.page == 3


def test_a_page_past_the_end_shows_the_last_one(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?pagina=500")
    assert '<article class="wb-result">' in page


def test_nothing_found_offers_ways_on(client: Client, many: Organisation) -> None:
    page = read(client, "/en/zoeken?q=voorbeeldstad+zeppelin&status=In+gebruik")
    assert "Nothing found" in page
    assert "Remove all filters" in page
    assert 'href="/en/organisatie/vb0001"' in page
    assert "You may ask any public body" in page
    assert "mailto:vragen@voorbeeldstad.example" in page


def test_nothing_found_offers_looser_words(client: Client, many: Organisation) -> None:
    page = read(client, "/en/zoeken?q=parkeerplek+zeppelin")
    assert "Try other words" in page
    assert 'href="/en/zoeken?q=parkeerplek"' in page


def test_an_empty_register_still_gives_a_page(client: Client, db: None) -> None:
    assert "Niets gevonden" in read(client, "/nl/zoeken")


def test_filters_work_without_scripts(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken")
    assert '<form class="wb-search" id="search-form" action="/nl/zoeken" method="get"' in page
    assert 'type="checkbox" form="search-form" name="thema" value="Verkeer"' in page
    assert 'type="submit" form="search-form"' in page
    assert page.count("<script") == 1
    assert "js/suggest.js" in page


def test_a_typing_error_is_said_and_can_be_undone(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?q=parkeerpelk+zoeken")
    assert "Resultaten voor" in page
    assert "<strong>parkeerplek</strong> zoeken" in page
    assert 'href="/nl/zoeken?q=parkeerpelk+zoeken&amp;precies=1"' in page
    exact = read(client, "/nl/zoeken?q=parkeerpelk+zoeken&precies=1")
    assert "Niets gevonden" in exact
    assert 'href="/nl/zoeken?q=parkeerpelk%20zoeken"' in exact


def test_an_organisation_that_is_named_stands_above_the_results(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?q=voorbeeldstad")
    assert "Organisatie met deze naam" in page
    assert page.index('href="/nl/organisatie/vb0001"') < page.index('<article class="wb-result">')


def test_nothing_found_says_which_filter_to_take_away(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken?q=parkeerplek&thema=Werk")
    assert 'href="/nl/zoeken?q=parkeerplek">Zonder het filter Thema: 1 resultaat</a>' in page


def test_words_of_the_text_are_shown_with_the_name_of_the_field(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-x", complete | {"goal": "<p>Rekent met luchtvochtigheid.</p>"})
    page = read(client, "/nl/zoeken?q=luchtvochtigheid")
    assert '<span class="wb-result__field">Doel en impact:</span>' in page
    assert "Rekent met <mark>luchtvochtigheid</mark>." in page


@pytest.mark.parametrize("typed", ["", "p", "%00", "%22", "a" * 3000])
def test_suggestions_never_fail(client: Client, many: Organisation, typed: str) -> None:
    assert 'data-count="0"' in read(client, f"/nl/zoeken/suggesties?q={typed}")


def test_suggestions_hold_what_begins_so(client: Client, many: Organisation) -> None:
    page = read(client, "/nl/zoeken/suggesties?q=parkeer")
    assert 'data-address="/nl/algoritme/wb-parkeren"' in page
    assert 'data-address="/nl/organisatie/vb0001"' in read(client, "/nl/zoeken/suggesties?q=voorbeeldst")
    assert 'data-address="/nl/zoeken?thema=Verkeer"' in read(client, "/nl/zoeken/suggesties?q=verk")
    assert "5 suggestions" in read(client, "/en/zoeken/suggesties?q=toesla")


def test_more_filters_are_named(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(
        town,
        "wb-x",
        complete
        | {
            "provider": "Sluiswachter B.V.",
            "lawful_basis_grouping": [{"title": "Participatiewet, artikel 8"}],
        },
    )
    page = read(client, "/nl/zoeken?leverancier=sluiswachter&wet=Participatiewet&gewijzigd=older")
    assert "Leverancier: sluiswachter" in page or "Leverancier: Sluiswachter B.V." in page
    assert "Wettelijke basis: Participatiewet" in page
    assert "Laatst gewijzigd: Langer geleden" in page


def test_the_other_language_keeps_the_search(client: Client, many: Organisation) -> None:
    assert 'href="/en/zoeken?q=toeslag&amp;thema=Werk"' in read(client, "/nl/zoeken?q=toeslag&thema=Werk")


def test_the_page_asks_the_database_the_same_however_much_there_is(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    count_queries: Callable[[str], int],
) -> None:
    publish(town, "wb-eerste", complete)
    count_queries("/nl/zoeken")  # the first question of a process also learns what is there
    publish(town, "wb-tweede", complete)
    few = count_queries("/nl/zoeken?q=toeslag&thema=Werk")
    for number in range(30):
        body = Organisation.objects.create(
            code=f"vb1{number:03d}", name=f"Gemeente {number}", kind="gemeente"
        )
        publish(body, f"wb-{number:03d}", complete)
    assert count_queries("/nl/zoeken?q=toeslag&thema=Werk") == few
    assert few <= 9

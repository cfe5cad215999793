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
    assert "<script" not in page


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
    assert few <= 8

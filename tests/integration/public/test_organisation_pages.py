"""Which organisations use algorithms, and what each of them uses."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry

Publish = Callable[..., Entry]
pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> str:
    """The text of a page, after checking its status."""
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_counts_what_each_organisation_uses(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    publish(town, "wb-twee", complete)
    page = read(client, "/en/organisaties")
    assert "Municipality of Voorbeeldstad" in page
    assert "2 algorithms" in page
    assert "Municipalities (1)" in page


def test_the_list_can_be_filtered_by_name_and_kind(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    water = Organisation.objects.create(code="vb0002", name="Waterschap Voorbeeldwater", kind="waterschap")
    publish(town, "wb-een", complete)
    publish(water, "wb-twee", complete)
    by_name = read(client, "/nl/organisaties?naam=voorbeeldWATER")
    assert "/nl/organisatie/vb0002" in by_name
    assert "/nl/organisatie/vb0001" not in by_name
    by_kind = read(client, "/nl/organisaties?soort=gemeente")
    assert "/nl/organisatie/vb0001" in by_kind
    assert "/nl/organisatie/vb0002" not in by_kind
    assert "Geen organisatie voldoet hieraan." in read(client, "/nl/organisaties?naam=zeppelin")
    read(client, "/nl/organisaties?naam=%00&soort=onzin&pagina=-1")


def test_the_page_groups_entries_by_theme_with_figures(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    publish(town, "12345678", {"name": "Zonder thema"}, source="Register", registered_on=date(2020, 1, 1))
    page = read(client, "/en/organisatie/vb0001")
    assert "Social security" in page
    assert "No theme named" in page
    assert "<dt>Changed in the last year</dt><dd>1 / 2</dd>" in page
    assert "<dt>Names an assessment</dt><dd>1 / 2</dd>" in page
    assert "<dt>Taken over from another register</dt><dd>1 / 2</dd>" in page
    assert "mailto:algoritmes@voorbeeldstad.example" in page


def test_a_historical_organisation_leads_to_its_successor(client: Client, town: Organisation) -> None:
    old = Organisation.objects.create(
        code="vb0003", name="Gemeente Oudstad", kind="gemeente", is_current=False, ended_on=date(2021, 1, 1)
    )
    old.successors.add(town)
    page = read(client, "/en/organisatie/vb0003")
    assert "This organisation ended on 1 January 2021." in page
    assert 'href="/en/organisatie/vb0001"' in page
    assert "Gemeente Oudstad" in read(client, "/en/organisatie/vb0001")


def test_an_organisation_shows_where_it_belongs(client: Client, town: Organisation) -> None:
    part = Organisation.objects.create(
        code="vb0004", name="Dienst Parkeren", kind="organisatieonderdeel", parent=town
    )
    assert 'href="/nl/organisatie/vb0001"' in read(client, f"/nl/organisatie/{part.code}")
    assert 'href="/nl/organisatie/vb0004"' in read(client, "/nl/organisatie/vb0001")


def test_no_entries_is_not_the_same_as_no_algorithms(client: Client, town: Organisation) -> None:
    page = read(client, "/en/organisatie/vb0001")
    assert "That does not mean that this organisation uses no algorithms." in page
    assert "Open Government Act" in page


def test_an_unknown_organisation_is_not_found(client: Client) -> None:
    read(client, "/nl/organisatie/niemand", status=404)


@pytest.mark.parametrize("address", ["/nl/organisaties", "/nl/organisatie/vb0001", "/nl/"])
def test_pages_ask_the_database_the_same_however_much_there_is(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    count_queries: Callable[[str], int],
    address: str,
) -> None:
    publish(town, "wb-eerste", complete)
    count_queries(address)  # the first question of a process also learns what is there
    publish(town, "wb-tweede", complete)
    few = count_queries(address)
    for number in range(12):
        body = Organisation.objects.create(
            code=f"vb1{number:03d}", name=f"Deel {number}", kind="gemeente", parent=town
        )
        publish(body, f"wb-a{number:03d}", complete)
        publish(town, f"wb-b{number:03d}", complete)
    assert count_queries(address) == few
    assert few <= 6

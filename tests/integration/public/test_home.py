"""The home page: what is this, how much is there, what changed, and three ways in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry

Publish = Callable[..., Entry]
pytestmark = pytest.mark.django_db


def test_home_counts_what_there_is_and_shows_what_is_new(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-oud", complete | {"name": "Het oude"})
    publish(town, "wb-nieuw", complete | {"name": "Het nieuwe"}, at=datetime(2026, 6, 1, tzinfo=UTC))
    page = client.get("/en/").content.decode()
    assert "<strong>2</strong> algorithms" in page
    assert "of <strong>1</strong> organisation." in page
    assert page.index("Het nieuwe") < page.index("Het oude")
    assert 'name="q"' in page


def test_home_shows_sixteen_themes_with_their_counts(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    page = client.get("/en/").content.decode()
    assert page.count('class="wb-themes__link"') == 16
    assert (
        'href="/en/zoeken?thema=Sociale%20zekerheid"><span class="wb-themes__name">Social security</span>'
        in page
    )


def test_home_of_an_empty_register_says_that_it_is_empty(client: Client) -> None:
    assert "Er is nog niets gepubliceerd." in client.get("/nl/").content.decode()


def test_every_page_has_the_landmarks_and_links_that_people_need(client: Client) -> None:
    page = client.get("/nl/").content.decode()
    assert 'href="#content"' in page
    assert '<main id="content"' in page
    assert '<a class="wb-nav__link" href="/en/" lang="en" hreflang="en">English</a>' in page
    for address in ("/nl/zoeken", "/nl/organisaties", "/nl/over", "/nl/toegankelijkheid", "/nl/privacy"):
        assert f'href="{address}"' in page
    assert "EUPL-1.2" in page

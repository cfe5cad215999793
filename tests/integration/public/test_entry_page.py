"""The page of one entry: the answers, the fields, the history, and what happens when it is gone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.integration.public.register import withdraw
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry

Publish = Callable[..., Entry]
ID = "wb-0000000000"
pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> str:
    """The text of a page, after checking its status."""
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def published(town: Organisation, publish: Publish, complete: dict[str, Any]) -> Entry:
    """A complete entry on the public site."""
    return publish(town, ID, complete)


def test_the_page_answers_what_a_citizen_asks(client: Client, published: Entry) -> None:
    page = read(client, f"/en/algoritme/{ID}")
    assert page.count("<h1") == 1
    for question in (
        "What does it do?",
        "Does a computer decide about people?",
        "Who is responsible?",
        "Which personal data are used?",
        "On what legal ground?",
        "Which checks were done?",
        "Where can I ask or object?",
    ):
        assert question in page
    assert "Afwijzen doet altijd een medewerker." in page
    assert 'href="mailto:algoritmes@voorbeeldstad.example"' in page


def test_the_page_is_in_dutch_on_the_dutch_site(client: Client, published: Entry) -> None:
    page = read(client, f"/nl/algoritme/{ID}")
    assert '<html lang="nl"' in page
    assert "Beslist een computer over mensen?" in page
    assert "In gebruik sinds mei 2024" in page


def test_dutch_text_on_an_english_page_is_marked_as_dutch(client: Client, published: Entry) -> None:
    page = read(client, f"/en/algoritme/{ID}")
    assert '<h1 class="utrecht-heading-1" lang="nl">Toekennen van inkomenstoeslag</h1>' in page
    assert "The organisation wrote this description in Dutch" in page


def test_a_translation_takes_the_place_of_the_dutch_text(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, ID, complete, values_en={"name": "Granting the income supplement"})
    assert '<h1 class="utrecht-heading-1">Granting the income supplement</h1>' in read(
        client, f"/en/algoritme/{ID}"
    )
    assert "Toekennen van inkomenstoeslag</h1>" in read(client, f"/nl/algoritme/{ID}")


def test_links_show_their_host_and_lead_away_safely(client: Client, published: Entry) -> None:
    page = read(client, f"/en/algoritme/{ID}")
    assert 'href="https://wetten.overheid.nl/BWBR0015703" rel="noopener"' in page
    assert "(wetten.overheid.nl)" in page


def test_an_own_assessment_says_who_made_it_and_when(client: Client, published: Entry) -> None:
    assert "Made elsewhere, on 27 November 2025, by Gemeentesecretaris" in read(client, f"/en/algoritme/{ID}")


def test_an_empty_field_that_must_show_says_so(client: Client, town: Organisation, publish: Publish) -> None:
    publish(town, ID, {"name": "Kaal", "description_short": "Kort"})
    page = read(client, f"/en/algoritme/{ID}")
    assert "Not filled in" in page
    assert "The organisation has not described which data it uses." in page
    assert "The organisation names no assessment." in page
    assert "What is missing here" in page


def test_an_entry_taken_over_says_from_where_and_when(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "12345678", complete, source="Het Algoritmeregister", registered_on=date(2023, 6, 19))
    page = read(client, "/en/algoritme/12345678")
    assert "Taken over from Het Algoritmeregister, as published there on 19 June 2023." in page
    assert 'href="https://register.example/12345678"' in page
    assert "Declared, not in this system" in page
    assert "Made elsewhere" not in page


def test_what_the_older_standard_said_is_shown_apart(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "12345678", complete, source="Register", leftover={"revision_date": ["Elk jaar", "in mei"]})
    page = read(client, "/en/algoritme/12345678")
    assert "Also stated in the older standard" in page
    assert "Elk jaar<br>in mei" in page


@pytest.mark.parametrize(
    ("key", "value", "absent"),
    [
        ("goal", '<p onclick="steal()">Tekst</p>', "<p onclick"),
        ("goal", "Tekst<script>steal()</script>", "<script>"),
        ("goal", '<img src="x" onerror="steal()">', "<img"),
        ("name", "<script>steal()</script>", "<script>steal"),
        ("website", "javascript:steal()", 'href="javascript'),
        ("contact_email", "javascript:steal()", 'href="javascript'),
        ("lawful_basis_grouping", [{"title": "Wet", "link": "javascript:steal()"}], 'href="javascript'),
    ],
)
def test_what_others_wrote_cannot_harm_a_reader(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    key: str,
    value: object,
    absent: str,
) -> None:
    publish(town, ID, complete | {key: value})
    assert absent not in read(client, f"/nl/algoritme/{ID}")


@pytest.mark.parametrize(
    "values",
    [
        {"name": "x", "category": "Werk", "begin_date": "2024-13", "lawful_basis_grouping": "tekst"},
        {"name": 5, "status": ["In gebruik"], "impacttoetsen_grouping": [None, {}, {"link": "x"}, "y"]},
        {"impacttoetsen_grouping": [{"title": "DPIA", "date": "2025-02-31"}], "contact_email": " "},
        {},
    ],
)
def test_values_of_another_shape_break_nothing(
    client: Client, town: Organisation, publish: Publish, values: dict[str, Any]
) -> None:
    entry = publish(town, ID, {"name": "Goed"})
    version = entry.live
    assert version is not None
    version.values = values
    version.save()
    for language in ("nl", "en"):
        read(client, f"/{language}/algoritme/{ID}")


# --- versions --------------------------------------------------------------------------------------------
def test_history_links_every_version(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, ID, complete | {"name": "Eerst"}, reason="Eerste publicatie")
    publish(town, ID, complete | {"name": "Later"}, at=datetime(2026, 5, 1, tzinfo=UTC))
    page = read(client, f"/en/algoritme/{ID}")
    assert "Later</h1>" in page
    assert f'href="/en/algoritme/{ID}/versie/1"' in page
    assert "This is an older version" not in page
    older = read(client, f"/en/algoritme/{ID}/versie/1")
    assert "Eerst</h1>" in older
    assert "This is an older version: number 1, of 2 March 2026." in older
    assert "Go to the version that holds now" in older


def test_a_version_that_is_not_there_is_not_found(client: Client, published: Entry) -> None:
    read(client, f"/nl/algoritme/{ID}/versie/9", status=404)


def test_an_unknown_entry_is_not_found_and_offers_search(client: Client) -> None:
    page = read(client, "/en/algoritme/onbekend", status=404)
    assert 'name="q"' in page


def test_a_withdrawn_entry_says_who_when_and_why(client: Client, published: Entry) -> None:
    withdraw(published, at=datetime(2026, 4, 3, 12, 0, tzinfo=UTC), reason="Het wordt niet meer gebruikt.")
    page = read(client, f"/en/algoritme/{ID}", status=410)
    assert "Municipality of Voorbeeldstad took this description off the site on 3 April 2026." in page
    assert "Het wordt niet meer gebruikt." in page
    assert 'href="/en/organisatie/vb0001"' in page
    read(client, f"/en/algoritme/{ID}/versie/1", status=410)


# --- caches ----------------------------------------------------------------------------------------------
def test_an_unchanged_page_is_not_sent_again(client: Client, published: Entry) -> None:
    first = client.get(f"/nl/algoritme/{ID}")
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies
    again = client.get(f"/nl/algoritme/{ID}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]


def test_the_mark_of_a_page_differs_by_language_and_version(
    client: Client, town: Organisation, publish: Publish, published: Entry, complete: dict[str, Any]
) -> None:
    dutch = client.get(f"/nl/algoritme/{ID}")["ETag"]
    assert client.get(f"/en/algoritme/{ID}")["ETag"] != dutch
    assert client.get(f"/nl/algoritme/{ID}/versie/1")["ETag"] != dutch
    publish(town, ID, complete | {"name": "Anders"})
    changed = client.get(f"/nl/algoritme/{ID}", headers={"If-None-Match": dutch})
    assert changed.status_code == 200


def test_a_redaction_changes_the_mark(client: Client, published: Entry) -> None:
    before = client.get(f"/nl/algoritme/{ID}")["ETag"]
    version = published.live
    assert version is not None
    version.values = version.values | {"goal": "Weggehaald"}
    version.save()
    assert client.get(f"/nl/algoritme/{ID}")["ETag"] != before


def test_the_page_asks_the_database_the_same_however_much_there_is(
    client: Client,
    town: Organisation,
    publish: Publish,
    published: Entry,
    complete: dict[str, Any],
    django_assert_num_queries: Any,
) -> None:
    client.get(f"/nl/algoritme/{ID}")  # the first question of a process also learns what is there
    with django_assert_num_queries(6):
        client.get(f"/nl/algoritme/{ID}")
    for number in range(5):
        publish(town, ID, complete | {"name": f"Versie {number}"})
    with django_assert_num_queries(6):
        client.get(f"/nl/algoritme/{ID}")

"""Completeness and freshness in public, and how they are measured."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import time_machine
from django.test import Client

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications import publishing
from waarborg.apps.publications.models import Entry
from waarborg.core.publication.quality import RULES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_method_names_every_rule_with_an_example_in_both_languages(client: Client, db: None) -> None:
    for language in ("nl", "en"):
        page = read(client, f"/{language}/kwaliteit")
        for rule in RULES:
            assert f'id="{rule.code}"' in page
            assert rule.title.in_language(language) in page.replace("&#x27;", "'")
    assert "206,84" in read(client, "/nl/kwaliteit")


@time_machine.travel(NOW, tick=False)
def test_an_entry_says_how_complete_and_how_fresh_it_is(
    client: Client, town: Organisation, publish: Callable[..., Entry], complete: dict[str, Any]
) -> None:
    publish(town, "A1", complete | {"risks": "", "provider": ""})
    page = read(client, "/nl/algoritme/A1")
    assert "86%: 13 van de 15 velden zijn gevuld" in page
    assert "<li>Risicobeheer</li>" in page
    assert "Actueel" in page
    assert 'href="/nl/kwaliteit"' in page


@time_machine.travel(NOW, tick=False)
def test_a_review_date_that_passed_is_shown_and_makes_a_text_older(
    client: Client, town: Organisation, publish: Callable[..., Entry], complete: dict[str, Any]
) -> None:
    entry = publish(town, "A1", complete)
    Entry.objects.filter(pk=entry.pk).update(review_on=date(2026, 11, 1))
    page = read(client, "/nl/algoritme/A1")
    assert "die dag is voorbij" in page
    assert "Ouder" in page


@time_machine.travel(NOW, tick=False)
def test_an_organisation_shows_the_figures_of_its_entries_together(
    client: Client, town: Organisation, publish: Callable[..., Entry], complete: dict[str, Any]
) -> None:
    publishing.show([publish(town, "A1", complete), publish(town, "A2", {"name": "Leeg"})])
    page = read(client, f"/nl/organisatie/{town.code}")
    assert "<dt>Verwachte velden die zijn gevuld</dt><dd>53%</dd>" in page  # 15 and 1 of 30
    assert "<dt>Actueel</dt><dd>2 / 2</dd>" in page


@time_machine.travel(NOW, tick=False)
def test_the_mark_of_the_page_changes_when_the_text_grows_old(
    client: Client, town: Organisation, publish: Callable[..., Entry], complete: dict[str, Any]
) -> None:
    publish(town, "A1", complete)
    first = client.get("/nl/algoritme/A1").headers["ETag"]
    with time_machine.travel(datetime(2027, 4, 1, tzinfo=UTC), tick=False):
        assert client.get("/nl/algoritme/A1").headers["ETag"] != first

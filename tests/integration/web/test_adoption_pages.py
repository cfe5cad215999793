"""Entries of another register, and taking one under own management."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.models import Entry

from .conftest import address, text_of

AsPerson = Callable[[Person], Client]


def test_entries_of_another_register_are_listed_with_their_source(
    taken_over: Entry, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role("editor")).get(address("taken_over")))
    for words in ("Parkeerscan", "Een ander register", "/nl/algoritme/12345678", "In eigen beheer nemen"):
        assert words in page


def test_who_may_not_adopt_gets_no_link_for_it(
    taken_over: Entry, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role("approver")).get(address("taken_over")))
    assert "Parkeerscan" in page
    assert address("adopt", public_id="12345678") not in page


def test_an_organisation_without_any_reads_so(
    other_organisation: Organisation,
    taken_over: Entry,
    person_with_role: Callable[..., Person],
    as_person: AsPerson,
) -> None:
    page = text_of(as_person(person_with_role("editor", other_organisation)).get(address("taken_over")))
    assert "Uw organisatie heeft geen vermeldingen" in page


def test_adopting_asks_first_and_then_opens_the_dossier(
    taken_over: Entry, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    client = as_person(person_with_role("editor"))
    where = address("adopt", public_id="12345678")
    assert "Wat openbaar is blijft openbaar" in text_of(client.get(where))
    taken_over.refresh_from_db()
    assert taken_over.algorithm_id is None
    page = text_of(client.post(where, follow=True))
    assert "De vermelding is in eigen beheer" in page
    assert "Parkeerscan" in page
    assert client.get(where).status_code == 404


def test_more_entries_cost_no_more_questions_to_the_database(
    desk: Any, taken_over: Entry, as_person: AsPerson
) -> None:
    client = as_person(desk.editor)
    client.get(address("taken_over"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("taken_over"))
    version = taken_over.live
    assert version is not None
    for number in range(4):
        entry = Entry.objects.create(
            public_id=f"2345678{number}",
            organisation=taken_over.organisation,
            source="Een ander register",
            state="published",
            created_at=taken_over.created_at,
            changed_at=taken_over.changed_at,
        )
        version.pk, version.entry = None, entry
        version.save()
        entry.live = version
        entry.save()
    with CaptureQueriesContext(connection) as many:
        client.get(address("taken_over"))
    assert len(many) == len(few)

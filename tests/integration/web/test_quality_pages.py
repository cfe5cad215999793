"""Findings where people write, and of a whole organisation."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.quality import keeping

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]
TODAY = date(2026, 11, 22)


def test_a_finding_stands_beside_its_field_with_the_place_quoted(desk: Any, as_person: AsPerson) -> None:
    desk.write(goal="Wij doen dit teneinde fraude tegen te gaan.")
    page = text_of(as_person(desk.editor).get(address("entry", public_id=desk.public_id)))
    beside = page.split('id="id_goal-remarks"')[1].split("<textarea")[0]
    assert "Doel en impact gebruikt vaktaal" in beside
    assert "<mark>teneinde</mark>" in beside
    assert "gewoner: <em>om</em>" in beside


def test_what_is_typed_and_not_saved_is_looked_at_too(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    data = {"form": "1", "base": desk.newest(), "goal": "Teneinde te helpen."}
    client.post(address("entry_autosave", public_id=desk.public_id), data)
    assert "<mark>Teneinde</mark>" in text_of(client.get(address("entry", public_id=desk.public_id)))


def test_a_text_of_a_reader_is_quoted_as_text_and_not_as_markup(desk: Any, as_person: AsPerson) -> None:
    desk.write(risks="Teneinde <b>x</b> & <script>alert(1)</script> te zien.")
    page = text_of(as_person(desk.editor).get(address("entry", public_id=desk.public_id)))
    assert "<mark>Teneinde</mark>" in page
    assert "<script>alert" not in page


def test_the_dossier_says_how_many_things_could_be_better(desk: Any, as_person: AsPerson) -> None:
    desk.write(goal="Teneinde te helpen.")
    page = text_of(as_person(desk.editor).get(address("dossier", public_id=desk.public_id)))
    assert "Doel en impact gebruikt vaktaal: “Teneinde”." in page


def test_the_page_of_an_organisation_counts_lists_and_filters(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE, goal="Teneinde te helpen.")
    desk.publish()
    keeping.rebuild(today=TODAY)
    client, code = as_person(desk.editor), desk.entry.organisation.code
    page = text_of(client.get(address("organisation_quality", code=code)))
    assert "1 tekst" in page
    assert "Vaktaal" in page
    assert 'href="?bevinding=jargon"' in page
    assert address("entry", public_id=desk.public_id) in page
    jargon = text_of(client.get(address("organisation_quality", code=code) + "?bevinding=jargon"))
    assert WHOLE["name"] in jargon
    none = text_of(client.get(address("organisation_quality", code=code) + "?bevinding=broken_link"))
    assert "Geen enkele tekst heeft deze bevinding." in none
    unknown = client.get(address("organisation_quality", code=code) + "?bevinding=onzin&pagina=x")
    assert unknown.status_code == 200


def test_an_organisation_without_public_texts_is_shown_the_way_on(desk: Any, as_person: AsPerson) -> None:
    code = desk.entry.organisation.code
    page = text_of(as_person(desk.editor).get(address("organisation_quality", code=code)))
    assert "nog geen openbare teksten" in page
    assert address("algorithms") + f"?organisatie={code}" in page


def test_the_page_asks_as_much_of_the_database_for_many_texts_as_for_one(
    desk: Any, as_person: AsPerson
) -> None:
    desk.write(**WHOLE)
    desk.publish()
    client, code = as_person(desk.editor), desk.entry.organisation.code
    client.get(address("organisation_quality", code=code))
    with CaptureQueriesContext(connection) as asked:
        client.get(address("organisation_quality", code=code))
    assert len(asked.captured_queries) <= 25


@pytest.mark.parametrize("name", ["editor", "approver"])
def test_the_list_of_organisations_leads_to_their_quality(desk: Any, as_person: AsPerson, name: str) -> None:
    page = text_of(as_person(getattr(desk, name)).get(address("organisations")))
    assert address("organisation_quality", code=desk.entry.organisation.code) in page

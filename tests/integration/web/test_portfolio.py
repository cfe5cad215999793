"""The table of dossiers, and starting a new one."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]


def test_an_empty_portfolio_offers_to_start(
    person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role("editor")).get(address("algorithms")))
    assert "Er zijn nog geen dossiers." in page
    assert address("algorithm_new") in page


def test_who_may_only_read_gets_no_button_to_start(
    person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role("reader")).get(address("algorithms")))
    assert address("algorithm_new") not in page


def test_a_line_shows_state_phase_category_and_whether_it_is_public(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    algorithms.record_facts(
        algorithm=desk.entry.algorithm, values={"phase": "monitoring"}, by=desk.editor, at=desk.tick()
    )
    page = text_of(as_person(desk.editor).get(address("algorithms")))
    for words in (
        "Inkomenstoeslag",
        "Concept",
        "<td>Nee</td>",
        "Monitoring en beheer",
        "Impactvolle algoritmes",
    ):
        assert words in page


def test_a_month_has_no_capital_in_dutch(desk: Any, as_person: AsPerson) -> None:
    assert "22 nov 2026</time>" in text_of(as_person(desk.editor).get(address("algorithms")))


def test_filters_stand_in_the_address(desk: Any, organisation: Organisation, as_person: AsPerson) -> None:
    actions.start_entry(organisation=organisation, name="Parkeerscan", by=desk.editor, at=NOW)
    client = as_person(desk.editor)
    found = text_of(client.get(address("algorithms"), {"woorden": "parkeer"}))
    assert "Parkeerscan" in found
    assert "Inkomenstoeslag" not in found
    assert "Geen dossier past" in text_of(client.get(address("algorithms"), {"stand": "published"}))
    assert "Parkeerscan" in text_of(
        client.get(address("algorithms"), {"stand": "bestaat niet", "pagina": "x"})
    )


def test_dossiers_of_other_organisations_are_not_listed(
    desk: Any,
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
    as_person: AsPerson,
) -> None:
    editor = person_with_role("editor", other_organisation)
    assert "Inkomenstoeslag" not in text_of(as_person(editor).get(address("algorithms")))


def test_the_central_editor_comes_at_the_text_and_not_at_the_dossier(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role("central_editor")).get(address("algorithms")))
    assert f'href="{address("entry", public_id=desk.public_id)}"' in page
    assert f'href="{address("dossier", public_id=desk.public_id)}"' not in page


def test_more_dossiers_cost_no_more_questions_to_the_database(
    desk: Any, organisation: Organisation, as_person: AsPerson
) -> None:
    client = as_person(desk.editor)
    client.get(address("algorithms"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("algorithms"))
    for number in range(6):
        actions.start_entry(organisation=organisation, name=f"Nummer {number}", by=desk.editor, at=NOW)
    with CaptureQueriesContext(connection) as many:
        client.get(address("algorithms"))
    assert len(many) == len(few)


def test_a_new_dossier_begins_with_a_name_and_a_draft(
    organisation: Organisation, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    client = as_person(person_with_role("editor"))
    response = client.post(
        address("algorithm_new"), {"name": "Chatbot", "organisation": organisation.code}, follow=True
    )
    assert Algorithm.objects.get().name == "Chatbot"
    assert "Concept" in text_of(response)
    assert "Schrijf de publicatie" in text_of(response)


def test_a_dossier_is_not_started_where_that_is_not_allowed(
    other_organisation: Organisation, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    client = as_person(person_with_role("editor"))
    response = client.post(
        address("algorithm_new"), {"name": "Chatbot", "organisation": other_organisation.code}
    )
    assert response.status_code == 200
    assert not Algorithm.objects.exists()


def test_only_organisations_where_it_is_allowed_are_offered(
    other_organisation: Organisation, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    person = person_with_role("editor")
    organisations.grant_role(person=person, organisation=other_organisation, role="reader", by=SYSTEM, at=NOW)
    page = text_of(as_person(person).get(address("algorithm_new")))
    assert 'value="voorbeeldstad"' in page
    assert 'value="elders"' not in page

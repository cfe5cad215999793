"""Facts: what is known, changing it, and taking a value away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.organisations.models import Person

from .conftest import address, text_of

AsPerson = Callable[[Person], Client]


@pytest.fixture
def put(desk: Any, as_person: AsPerson) -> Callable[..., Any]:
    """`put(key, …)`: save the form of a fact as the editor."""
    client = as_person(desk.editor)

    def send(key: str, **fields: Any) -> Any:
        return client.post(address("fact_save", public_id=desk.public_id, key=key), {"do": "save", **fields})

    return send


def test_every_key_of_the_vocabulary_is_shown(desk: Any, as_person: AsPerson) -> None:
    page = text_of(as_person(desk.editor).get(address("facts", public_id=desk.public_id)))
    assert page.count('id="fact-') == len(load_vocabulary().terms)
    assert "Nog niet bekend" in page


def test_a_known_fact_says_who_said_so_when_and_how(desk: Any, as_person: AsPerson) -> None:
    desk.write(goal="Mensen helpen")
    page = text_of(as_person(desk.editor).get(address("facts", public_id=desk.public_id)))
    assert f"{desk.editor.name}, 22 november 2026 · Beantwoord in een formulier" in page


def test_only_what_is_not_known_can_be_asked_for(desk: Any, as_person: AsPerson) -> None:
    page = text_of(
        as_person(desk.editor).get(address("facts", public_id=desk.public_id), {"toon": "onbekend"})
    )
    assert 'id="fact-name"' not in page
    assert 'id="fact-goal"' in page


@pytest.mark.parametrize(
    "key, fields, kept",
    [
        ("uses_personal_data", {"value": "yes"}, True),
        ("uses_personal_data", {"value": "no"}, False),
        ("owner_role", {"value": "directeur Sociaal Domein"}, "directeur Sociaal Domein"),
        ("goal", {"value": "Doelen:\n- een\n- twee"}, "<p>Doelen:</p><ul><li>een</li><li>twee</li></ul>"),
        ("status", {"value": "In gebruik"}, "In gebruik"),
        ("themes", {"value": ["Werk", "Verkeer"]}, ["Werk", "Verkeer"]),
        ("begin_month", {"value": "2024-05"}, "2024-05"),
        ("review_on", {"value": "2027-01-31"}, "2027-01-31"),
        ("website", {"value": "https://www.voorbeeldstad.example/a"}, "https://www.voorbeeldstad.example/a"),
        ("contact", {"value": "algoritmen@voorbeeldstad.example"}, "algoritmen@voorbeeldstad.example"),
        (
            "legal_bases",
            {"value-0-title": "Participatiewet", "value-0-link": "https://wetten.overheid.nl/BWBR0015703"},
            [{"title": "Participatiewet", "link": "https://wetten.overheid.nl/BWBR0015703"}],
        ),
        ("goal_en", {"value": "To help people"}, "<p>To help people</p>"),
    ],
)
def test_each_type_is_kept_as_what_it_is(
    key: str, fields: dict[str, Any], kept: object, desk: Any, put: Callable[..., Any]
) -> None:
    assert put(key, **fields).status_code == 302
    assert desk.values()[key] == kept


@pytest.mark.parametrize(
    "key, fields, remark",
    [
        ("begin_month", {"value": "2024-13"}, "“2024-13” is geen maand die bestaat."),
        ("website", {"value": "voorbeeldstad"}, "“voorbeeldstad” is geen webadres."),
        ("contact", {"value": "bel even"}, "“bel even” is geen mailadres en geen webadres."),
        ("status", {"value": "Misschien"}, "“Misschien” is geen keuze."),
        ("legal_bases", {"value-0-title": "Participatiewet"}, "ontbreekt"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason_and_stays_in_the_form(
    key: str, fields: dict[str, Any], remark: str, desk: Any, put: Callable[..., Any]
) -> None:
    response = put(key, **fields)
    assert response.status_code == 422
    assert remark in text_of(response)
    assert next(iter(fields.values())) in text_of(response)
    assert key not in desk.values()


def test_emptying_a_fact_makes_it_unknown_and_keeps_the_history(
    desk: Any, put: Callable[..., Any], as_person: AsPerson
) -> None:
    put("owner_role", value="directeur")
    put("owner_role", value="")
    assert "owner_role" not in desk.values()
    page = text_of(as_person(desk.editor).get(address("fact", public_id=desk.public_id, key="owner_role")))
    assert "directeur" in page


def test_saving_without_a_change_adds_nothing(desk: Any, put: Callable[..., Any]) -> None:
    put("owner_role", value="directeur")
    count = Fact.objects.count()
    put("owner_role", value="directeur")
    assert Fact.objects.count() == count


def test_markup_that_was_not_touched_stays_exactly_as_it_was(desk: Any, put: Callable[..., Any]) -> None:
    markup = "<ul><li><p>een</p></li><li><p>twee</p></li></ul>"
    algorithms.record_facts(
        algorithm=desk.entry.algorithm, values={"goal": markup}, by=desk.editor, at=desk.tick()
    )
    put("goal", value="- een\r\n- twee")
    assert desk.values()["goal"] == markup


def test_rows_are_added_and_taken_away_without_a_script(desk: Any, put: Callable[..., Any]) -> None:
    page = text_of(put("legal_bases", **{"value-0-title": "Participatiewet", "do": "add:value"}))
    assert "Participatiewet" in page
    assert 'name="value-1-title"' in page
    rest = text_of(
        put("legal_bases", **{"value-0-title": "Weg", "value-1-title": "Blijft", "do": "remove:value:0"})
    )
    assert "Weg" not in rest
    assert "Blijft" in rest


def test_who_may_only_read_gets_no_form(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(
        as_person(person_with_role("reader")).get(address("fact", public_id=desk.public_id, key="goal"))
    )
    assert "/opslaan" not in page


@pytest.mark.parametrize("key", ["bestaat_niet", "status_en"])
def test_a_key_that_does_not_exist_is_not_found(key: str, desk: Any, as_person: AsPerson) -> None:
    response = as_person(desk.editor).get(address("fact", public_id=desk.public_id, key=key))
    assert response.status_code == 404


def test_a_value_is_taken_away_only_with_a_reason(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    desk.write(goal="Vraag het aan de heer Voorbeeld")
    fact = Fact.objects.get(key="goal")
    client = as_person(person_with_role("privacy_officer"))
    where = address("fact_redact", public_id=desk.public_id, fact_id=fact.pk)
    assert "Dit kan niet worden teruggedraaid." in text_of(client.get(where))
    assert client.post(where, {"reason": " "}).status_code == 200
    fact.refresh_from_db()
    assert fact.value is not None
    page = text_of(client.post(where, {"reason": "Er stond een naam in"}, follow=True))
    assert "Onleesbaar gemaakt: Er stond een naam in" in page
    assert "de heer Voorbeeld" not in page


def test_a_fact_of_another_dossier_is_not_found(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    client = as_person(person_with_role("privacy_officer"))
    assert client.get(address("fact_redact", public_id=desk.public_id, fact_id=999_999)).status_code == 404


def test_more_facts_cost_no_more_questions_to_the_database(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    where = address("facts", public_id=desk.public_id)
    client.get(where)
    with CaptureQueriesContext(connection) as few:
        client.get(where)
    desk.write(goal="a", risks="b", proportionality="c", source_data="d")
    with CaptureQueriesContext(connection) as many:
        client.get(where)
    assert len(many) == len(few)

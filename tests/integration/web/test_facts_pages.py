"""Facts: what is known, changing it, and taking a value away."""

import re
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


def newest_of(key: str) -> int:
    """Id of the newest fact of a key, as its page remembers it; 0 for none."""
    return Fact.objects.filter(key=key).order_by("-id").values_list("id", flat=True).first() or 0


@pytest.fixture
def put(desk: Any, as_person: AsPerson) -> Callable[..., Any]:
    """`put(key, …)`: open the page of a fact as the editor, and save its form."""
    client = as_person(desk.editor)

    def send(key: str, **fields: Any) -> Any:
        given = {"do": "save", "base": newest_of(key), **fields}
        return client.post(address("fact_save", public_id=desk.public_id, key=key), given)

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


def test_what_somebody_else_saved_meanwhile_is_shown_before_it_is_saved_over(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    mine, other = as_person(desk.editor), person_with_role("editor")
    where = {"public_id": desk.public_id, "key": "owner_role"}
    seen = re.search(r'name="base" value="(\d+)"', text_of(mine.get(address("fact", **where))))
    assert seen is not None
    assert seen[1] == "0"
    sent = {"do": "save", "base": seen[1], "value": "directeur"}
    assert as_person(other).post(address("fact_save", **where), sent).status_code == 302
    refused = mine.post(address("fact_save", **where), {**sent, "value": "teamleider"})
    page = text_of(refused)
    assert refused.status_code == 409
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "directeur" in page
    assert f"door {other.name} op " in page
    assert "teamleider</textarea>" in page
    assert desk.values()["owner_role"] == "directeur"
    base = newest_of("owner_role")
    assert f'name="base" value="{base}"' in page
    assert "Toch het mijne opslaan" in page
    again = mine.post(address("fact_save", **where), {**sent, "base": base, "value": "teamleider"})
    assert again.status_code == 302
    assert desk.values()["owner_role"] == "teamleider"
    assert list(Fact.objects.filter(key="owner_role").order_by("id").values_list("value", flat=True)) == [
        "directeur",
        "teamleider",
    ]


def test_two_people_who_save_the_same_are_not_bothered(desk: Any, put: Callable[..., Any]) -> None:
    put("owner_role", value="directeur")
    assert put("owner_role", value="directeur", base=0).status_code == 302


def test_a_row_added_after_somebody_else_saved_saves_over_nothing(desk: Any, put: Callable[..., Any]) -> None:
    law = {"value-0-title": "Participatiewet", "value-0-link": "https://wetten.overheid.nl/BWBR0015703"}
    put("legal_bases", **law)
    page = text_of(put("legal_bases", base=0, **{**law, "value-0-title": "Mijn wet", "do": "add:value"}))
    assert 'name="base" value="0"' in page
    assert put("legal_bases", base=0, **{**law, "value-0-title": "Mijn wet"}).status_code == 409


@pytest.mark.parametrize("do", ["remove:value:x", "remove:value:", "remove", "remove:value:" + "9" * 5000])
def test_a_row_that_cannot_be_is_not_found(do: str, put: Callable[..., Any]) -> None:
    assert put("legal_bases", do=do).status_code == 404


@pytest.mark.parametrize("base", ["9" * 5000, "9" * 18, "x", "-1", "²", "٣", ""])
def test_a_base_that_cannot_be_never_saves_over_what_is_there(
    base: str, desk: Any, put: Callable[..., Any]
) -> None:
    put("owner_role", value="directeur")
    assert put("owner_role", value="teamleider", base=base).status_code == 409
    assert desk.values()["owner_role"] == "directeur"


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

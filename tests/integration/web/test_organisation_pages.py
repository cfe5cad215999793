"""The organisations in reach, what one says of itself, and its audit log."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import list_heads
from waarborg.apps.organisations.models import Organisation, Person

from .conftest import address, text_of

AsPerson = Callable[[Person], Client]
Somebody = Callable[..., Person]


def test_an_organisation_offers_only_what_may_be_opened(
    organisation: Organisation, person_with_role: Somebody, as_person: AsPerson
) -> None:
    editor = text_of(as_person(person_with_role("editor")).get(address("organisations")))
    assert address("people", code=organisation.code) in editor
    assert address("audit", code=organisation.code) not in editor
    auditor = text_of(as_person(person_with_role("auditor")).get(address("organisations")))
    assert address("audit", code=organisation.code) in auditor
    assert address("organisation_settings", code=organisation.code) not in auditor


def test_who_sees_every_organisation_finds_one_by_name(
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Somebody,
    as_person: AsPerson,
) -> None:
    client = as_person(person_with_role("supervisor"))
    page = text_of(client.get(address("organisations"), {"woorden": "elders"}))
    assert "Gemeente Elders" in page
    assert address("audit", code=organisation.code) not in page


# --- what an organisation says of itself -----------------------------------------------------------------
@pytest.fixture
def administrator(person_with_role: Somebody, as_person: AsPerson) -> Client:
    return as_person(person_with_role("administrator"))


DETAILS = {
    "about": "Wij leggen uit welke algoritmes wij gebruiken.",
    "about_en": "We explain which algorithms we use.",
    "contact": "algoritmen@voorbeeldstad.example",
    "website": "https://www.voorbeeldstad.example/",
}


def test_the_details_are_saved_and_public(administrator: Client, organisation: Organisation) -> None:
    where = address("organisation_settings", code=organisation.code)
    assert "De gegevens zijn opgeslagen." in text_of(administrator.post(where, DETAILS, follow=True))
    organisation.refresh_from_db()
    assert {field: getattr(organisation, field) for field in DETAILS} == DETAILS
    event = Event.objects.filter(chain=organisation.code).order_by("-number").first()
    assert event is not None
    assert (event.action, event.about) == ("organisations.edit", {"fields": sorted(DETAILS)})


def test_saving_the_same_details_again_leaves_no_event(
    administrator: Client, organisation: Organisation
) -> None:
    where = address("organisation_settings", code=organisation.code)
    administrator.post(where, DETAILS)
    count = Event.objects.count()
    assert "Er is niets gewijzigd." in text_of(administrator.post(where, DETAILS, follow=True))
    assert Event.objects.count() == count


@pytest.mark.parametrize(
    "field, value, remark",
    [
        ("contact", "bel even", "Dit is geen mailadres en geen webadres."),
        ("website", "voorbeeldstad", "Dit is geen webadres."),
        ("website", "ftp://voorbeeldstad.example", "Dit is geen webadres."),
    ],
)
def test_details_that_do_not_fit_are_refused(
    field: str, value: str, remark: str, administrator: Client, organisation: Organisation
) -> None:
    where = address("organisation_settings", code=organisation.code)
    assert remark in text_of(administrator.post(where, {**DETAILS, field: value}))
    organisation.refresh_from_db()
    assert getattr(organisation, field) == ""


# --- the audit log ---------------------------------------------------------------------------------------
@pytest.fixture
def auditor(person_with_role: Somebody, as_person: AsPerson) -> Client:
    return as_person(person_with_role("auditor"))


def test_events_are_told_in_words(desk: Any, organisation: Organisation, auditor: Client) -> None:
    desk.write(goal="Mensen helpen")
    page = text_of(auditor.get(address("audit", code=organisation.code)))
    assert f"{desk.editor.name} begon het dossier Inkomenstoeslag" in page
    assert f"{desk.editor.name} legde feiten vast van Inkomenstoeslag" in page
    assert "Het systeem gaf" in page


def test_events_can_be_filtered(desk: Any, organisation: Organisation, auditor: Client) -> None:
    page = text_of(auditor.get(address("audit", code=organisation.code), {"soort": "people"}))
    assert "Het systeem gaf" in page
    assert "begon het dossier" not in page


def test_a_whole_log_is_called_whole_and_says_who_asked(
    desk: Any, organisation: Organisation, auditor: Client
) -> None:
    where = address("audit", code=organisation.code)
    assert "Niemand heeft het nog gecontroleerd." in text_of(auditor.get(where))
    page = text_of(auditor.post(address("audit_verify", code=organisation.code), follow=True))
    assert "gebeurtenissen sluiten op elkaar aan." in page
    assert f"Gestart door {Person.objects.get(grants__role='auditor').name}" in page


def test_a_changed_event_is_named(desk: Any, organisation: Organisation, auditor: Client) -> None:
    event = Event.objects.get(chain=organisation.code, number=3)
    Event.objects.filter(pk=event.pk).update(by="iemand anders")
    page = text_of(auditor.post(address("audit_verify", code=organisation.code), follow=True))
    assert "Het logboek is niet heel." in page
    assert "Gebeurtenis 3 is gewijzigd." in page


def test_who_may_only_view_the_log_gets_no_button(
    organisation: Organisation, person_with_role: Somebody, as_person: AsPerson
) -> None:
    page = text_of(
        as_person(person_with_role("privacy_officer")).get(address("audit", code=organisation.code))
    )
    assert address("audit_verify", code=organisation.code) not in page


def test_the_end_of_the_log_can_be_kept_elsewhere(
    desk: Any, organisation: Organisation, auditor: Client
) -> None:
    response = auditor.get(address("audit_head", code=organisation.code))
    kept = json.loads(response.content)
    head = next(item for item in list_heads() if item.chain == organisation.code)
    assert (kept["chain"], kept["length"], kept["head"]) == (head.chain, head.length, head.head)
    assert "attachment" in response["Content-Disposition"]


def test_a_longer_log_costs_no_more_questions_to_the_database(
    desk: Any, organisation: Organisation, auditor: Client
) -> None:
    where = address("audit", code=organisation.code)
    auditor.get(where)
    with CaptureQueriesContext(connection) as few:
        auditor.get(where)
    desk.write(goal="a")
    desk.write(goal="b")
    with CaptureQueriesContext(connection) as many:
        auditor.get(where)
    assert len(many) == len(few)

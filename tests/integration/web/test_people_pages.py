"""People of an organisation: roles given and ended, a person erased."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import actions
from waarborg.apps.organisations.models import Grant, Organisation, Person

from .conftest import address, text_of

AsPerson = Callable[[Person], Client]
Somebody = Callable[..., Person]


@pytest.fixture
def administrator(person_with_role: Somebody, as_person: AsPerson) -> Client:
    """The client of the only administrator."""
    return as_person(person_with_role("administrator"))


def give(client: Client, organisation: Organisation, **fields: str) -> Any:
    return client.post(address("role_give", code=organisation.code), fields, follow=True)


def test_people_stand_there_with_their_roles(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    editor = person_with_role("editor")
    page = text_of(administrator.get(address("people", code=organisation.code)))
    assert editor.name in page
    assert "Redacteur" in page
    assert "Mag niet goedkeuren en niet publiceren." in page


def test_an_existing_person_gets_a_role_by_mail_address(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    colleague = person_with_role(None)
    page = text_of(give(administrator, organisation, email=colleague.email or "", role="approver"))
    assert f"{colleague.name} heeft nu deze rol." in page
    assert Grant.objects.get(person=colleague).role == "approver"
    assert not mail.outbox


def test_a_role_is_not_given_to_somebody_with_another_name_than_was_typed(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    colleague = person_with_role(None)
    sent = {"email": colleague.email or "", "role": "approver"}
    response = give(administrator, organisation, name="Iemand Anders", **sent)
    assert response.status_code == 422
    assert f"Dit mailadres is van {colleague.name}." in text_of(response)
    assert "Iemand Anders" in text_of(response)
    assert not Grant.objects.filter(person=colleague).exists()
    assert give(administrator, organisation, name=f" {colleague.name.upper()} ", **sent).status_code == 200
    assert Grant.objects.get(person=colleague).role == "approver"


def test_a_new_person_gets_a_mail_to_set_a_password(
    administrator: Client, organisation: Organisation, client: Client
) -> None:
    give(
        administrator, organisation, email="nieuw@voorbeeldstad.example", name="Nieuwe collega", role="editor"
    )
    person = Person.objects.get(email="nieuw@voorbeeldstad.example")
    assert not person.has_usable_password()
    assert mail.outbox[0].to == ["nieuw@voorbeeldstad.example"]
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link.partition("testserver")[2], follow=True)
    response = client.post(
        page.redirect_chain[-1][0],
        {"password1": "een lange zin voor mij", "password2": "een lange zin voor mij"},
        follow=True,
    )
    assert response.status_code == 200
    person.refresh_from_db()
    assert person.check_password("een lange zin voor mij")


def test_somebody_unknown_is_not_added_without_a_name(
    administrator: Client, organisation: Organisation
) -> None:
    response = give(administrator, organisation, email="wie@voorbeeldstad.example", role="editor")
    assert response.status_code == 422
    assert "Er is nog niemand met dit mailadres." in text_of(response)
    assert not Person.objects.filter(email="wie@voorbeeldstad.example").exists()


@pytest.mark.parametrize("role", ["supervisor", "central_editor", "platform_administrator", "keizer"])
def test_a_role_for_all_organisations_is_not_an_administrators_to_give(
    role: str, administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    colleague = person_with_role(None)
    assert give(administrator, organisation, email=colleague.email or "", role=role).status_code == 422
    assert not Grant.objects.filter(person=colleague).exists()


def test_the_platform_administrator_may_give_such_a_role(
    organisation: Organisation, person_with_role: Somebody, as_person: AsPerson
) -> None:
    colleague = person_with_role(None)
    client = as_person(person_with_role("platform_administrator"))
    give(client, organisation, email=colleague.email or "", role="supervisor")
    assert Grant.objects.get(person=colleague).role == "supervisor"


def test_a_role_is_ended_after_a_question(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    grant = Grant.objects.get(person=person_with_role("editor"))
    where = address("role_end", code=organisation.code, grant_id=grant.pk)
    assert "Vanaf nu mag deze persoon niet meer" in text_of(administrator.get(where))
    assert "De rol is beëindigd." in text_of(administrator.post(where, follow=True))
    grant.refresh_from_db()
    assert grant.ended_at is not None
    assert administrator.get(where).status_code == 404


def test_the_last_administrator_cannot_be_ended(administrator: Client, organisation: Organisation) -> None:
    grant = Grant.objects.get(role="administrator")
    where = address("role_end", code=organisation.code, grant_id=grant.pk)
    assert "Dit is de laatste beheerder van de organisatie." in text_of(
        administrator.post(where, follow=True)
    )
    grant.refresh_from_db()
    assert grant.ended_at is None


def test_a_role_at_another_organisation_is_not_found(
    administrator: Client,
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Somebody,
) -> None:
    grant = Grant.objects.get(person=person_with_role("editor", other_organisation))
    where = address("role_end", code=organisation.code, grant_id=grant.pk)
    assert administrator.get(where).status_code == 404
    assert administrator.post(where).status_code == 404


def test_a_role_for_all_organisations_is_not_ended_by_an_administrator(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    grant = Grant.objects.get(person=person_with_role("supervisor"))
    where = address("role_end", code=organisation.code, grant_id=grant.pk)
    assert administrator.post(where).status_code == 404
    grant.refresh_from_db()
    assert grant.ended_at is None


def test_a_person_is_erased_with_a_reason(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    editor = person_with_role("editor")
    name = editor.name
    where = address("person_erase", code=organisation.code, person_id=editor.pk)
    assert "Dit kan niet worden teruggedraaid." in text_of(administrator.get(where))
    administrator.post(where, {"reason": ""})
    editor.refresh_from_db()
    assert editor.erased_at is None
    page = text_of(administrator.post(where, {"reason": "Op eigen verzoek"}, follow=True))
    assert "De gegevens van deze persoon zijn gewist." in page
    assert name not in page
    editor.refresh_from_db()
    assert (editor.email, editor.is_active) == (None, False)


def test_who_works_elsewhere_too_is_not_erased_from_here(
    administrator: Client,
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Somebody,
) -> None:
    editor = person_with_role("editor")
    actions.grant_role(person=editor, organisation=other_organisation, role="reader", by=SYSTEM, at=NOW)
    where = address("person_erase", code=organisation.code, person_id=editor.pk)
    page = text_of(administrator.post(where, {"reason": "Op eigen verzoek"}))
    assert "Deze persoon werkt ook voor een organisatie" in page
    editor.refresh_from_db()
    assert editor.erased_at is None


def test_somebody_who_does_not_work_here_is_not_found(
    administrator: Client,
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Somebody,
) -> None:
    stranger = person_with_role("editor", other_organisation)
    where = address("person_erase", code=organisation.code, person_id=stranger.pk)
    assert administrator.get(where).status_code == 404


def test_what_is_done_with_people_stands_in_the_audit_log(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    colleague = person_with_role(None)
    give(administrator, organisation, email=colleague.email or "", role="reader")
    event = Event.objects.filter(chain=organisation.code).order_by("-number").first()
    assert event is not None
    assert (event.action, event.subject) == ("people.grant_role", f"person/{colleague.pk}")
    assert event.by == str(Person.objects.get(grants__role="administrator").pk)


def test_more_people_cost_no_more_questions_to_the_database(
    administrator: Client, organisation: Organisation, person_with_role: Somebody
) -> None:
    where = address("people", code=organisation.code)
    administrator.get(where)
    with CaptureQueriesContext(connection) as few:
        administrator.get(where)
    for _ in range(4):
        person_with_role("reader")
    with CaptureQueriesContext(connection) as many:
        administrator.get(where)
    assert len(many) == len(few)

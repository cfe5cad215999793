"""Organisations, people and roles in the database."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.conftest import NOW
from waarborg.adapters.content_files.organisations import load_organisations
from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import actions, queries, rights
from waarborg.apps.organisations.models import Grant, Organisation, Person

pytestmark = pytest.mark.django_db


def test_the_list_loads_with_parents_and_successors_and_loading_again_changes_nothing() -> None:
    first = actions.load_list(records=load_organisations(), by="system", at=NOW)
    assert first["added"] == Organisation.objects.count() > 1300
    assert actions.load_list(records=load_organisations(), by="system", at=NOW) == {
        "added": 0,
        "changed": 0,
        "unchanged": first["added"],
    }
    appingedam = queries.get_organisation("gm0003")
    assert not appingedam.is_current
    assert [body.name for body in appingedam.successors.order_by("code")] == ["Gemeente Eemsdelta"]
    assert Event.objects.filter(action="organisations.load_list").count() == 1


def test_a_newer_list_renames_and_keeps_what_it_does_not_name() -> None:
    records = [record for record in load_organisations() if record.code in ("gm0344", "pv26")]
    actions.load_list(records=records, by="system", at=NOW)
    actions.load_list(records=[replace(records[0], name="Nieuwe naam")], by="system", at=NOW)
    assert queries.get_organisation(records[0].code).name == "Nieuwe naam"
    assert Organisation.objects.count() == 2


def test_a_list_that_makes_a_ring_with_what_is_here_changes_nothing() -> None:
    one, other = [record for record in load_organisations() if record.code in ("gm0344", "pv26")]
    actions.load_list(records=[replace(one, parent=other.code), other], by="system", at=NOW)
    with pytest.raises(ContentError, match="ring"):
        actions.load_list(records=[replace(other, parent=one.code, name="Anders"), one], by="system", at=NOW)
    assert queries.get_organisation(other.code).name == other.name


@pytest.mark.parametrize("written", ["Gemeente Utrecht", "gemeente utrecht", "GEMEENTE  UTRECHT"])
def test_a_body_is_found_by_the_name_others_write(written: str) -> None:
    actions.load_list(records=load_organisations(), by="system", at=NOW)
    assert queries.NameIndex().find_code(written) == "gm0344"


def test_a_role_is_given_once_and_ended(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role(None)
    grant = actions.grant_role(person=person, organisation=organisation, role="editor", by="system", at=NOW)
    again = actions.grant_role(person=person, organisation=organisation, role="editor", by="system", at=NOW)
    assert grant.pk == again.pk
    assert rights.may(queries.get_person(str(person.pk)), "algorithms.edit", organisation.code)
    actions.end_role(grant=grant, by="system", at=NOW)
    assert not rights.may(queries.get_person(str(person.pk)), "algorithms.edit", organisation.code)


def test_the_last_administrator_stays(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    person_with_role("administrator")
    with pytest.raises(actions.ActionRefused, match="last administrator"):
        actions.end_role(grant=Grant.objects.get(), by="system", at=NOW)


def test_a_role_that_does_not_exist_is_refused(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    with pytest.raises(KeyError):
        actions.grant_role(
            person=person_with_role(None), organisation=organisation, role="king", by="system", at=NOW
        )


def test_two_people_do_not_share_a_mail_address(person_with_role: Callable[..., Person]) -> None:
    person = person_with_role(None)
    with pytest.raises(actions.ActionRefused):
        actions.add_person(name="Ander", email=str(person.email).upper(), by="system", at=NOW)


def test_erasing_a_person_leaves_their_id_and_nothing_else(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role("editor")
    name, email = person.name, str(person.email)
    actions.erase_person(person=person, by="system", at=NOW, reason="Uit dienst")
    person.refresh_from_db()
    assert (person.name, person.email, person.is_active) == ("Verwijderd persoon", None, False)
    assert not person.has_usable_password()
    assert not Grant.objects.filter(person=person, ended_at=None).exists()
    told = str(list(Event.objects.values_list("about", "by", "subject")))
    assert name not in told
    assert email not in told


def test_an_inactive_person_may_nothing(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role("administrator")
    person.is_active = False
    assert not rights.may(person, "people.view", organisation.code)


def test_removing_the_example_people_closes_their_accounts(organisation: Organisation) -> None:
    person = actions.add_person(
        name="Demo", email="demo@voorbeeldstad.example", by="system", at=NOW, is_demo=True
    )
    actions.grant_role(person=person, organisation=organisation, role="administrator", by="system", at=NOW)
    assert queries.count_demo_people() == 1
    assert actions.remove_demo_people(by="system", at=NOW) == 1
    assert queries.count_demo_people() == 0

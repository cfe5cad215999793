"""Standing in for an approver: for a while, by itself over, and never more than the approver may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations import actions, rights, substitutes
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.organisations.substitutes import SubstituteRefused
from waarborg.apps.organisations.verifying import find_changed_grants

pytestmark = pytest.mark.django_db
Somebody = Callable[..., Person]
TODAY = NOW.date()
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def approver(person_with_role: Somebody) -> Person:
    return person_with_role("approver")


@pytest.fixture
def colleague(person_with_role: Somebody) -> Person:
    return person_with_role("reader")


@pytest.fixture
def administrator(person_with_role: Somebody) -> Person:
    return person_with_role("administrator")


def name(replaced: Person, substitute: Person, organisation: Organisation, **given: Any) -> Grant:
    return substitutes.name(
        **{
            "replaced": replaced,
            "substitute": substitute,
            "organisation": organisation,
            "role": "approver",
            "starts_on": TODAY,
            "until_on": NEXT_WEEK,
            "by": replaced,
            "at": NOW,
            **given,
        }
    )


def may_approve(person: Person, organisation: Organisation, on: date) -> bool:
    """Whether somebody may approve on a day, asked anew as each request does."""
    with time_machine.travel(f"{on.isoformat()} 12:00 +0000", tick=False):
        fresh = Person.objects.get(pk=person.pk)
        return rights.may(fresh, "publications.approve", organisation.code)


def test_a_substitute_approves_from_the_first_to_the_last_day_and_no_longer(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    name(approver, colleague, organisation, starts_on=first, until_on=last)
    days = [TODAY + timedelta(days=number) for number in range(7)]
    assert [may_approve(colleague, organisation, day) for day in days] == [
        False,
        False,
        True,
        True,
        True,
        False,
        False,
    ]


def test_the_day_ends_at_midnight_in_the_netherlands(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    name(approver, colleague, organisation, until_on=TODAY)
    with time_machine.travel("2026-11-22 22:59 +0000", tick=False):
        assert rights.may(Person.objects.get(pk=colleague.pk), "publications.approve", organisation.code)
    with time_machine.travel("2026-11-22 23:00 +0000", tick=False):
        assert not rights.may(Person.objects.get(pk=colleague.pk), "publications.approve", organisation.code)


def test_a_substitute_may_nothing_elsewhere(
    approver: Person, colleague: Person, organisation: Organisation, other_organisation: Organisation
) -> None:
    name(approver, colleague, organisation)
    assert not may_approve(colleague, other_organisation, TODAY)


def test_the_roles_of_a_person_still_cost_one_question(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    name(approver, colleague, organisation)
    person = Person.objects.get(pk=colleague.pk)
    with CaptureQueriesContext(connection) as asked:
        assert {grant.role for grant in rights.list_grants(person)} == {"reader", "approver"}
    assert len(asked) == 1


def test_an_administrator_names_a_substitute_for_an_approver(
    approver: Person, colleague: Person, administrator: Person, organisation: Organisation
) -> None:
    name(approver, colleague, organisation, by=administrator)
    assert may_approve(colleague, organisation, TODAY)


@pytest.mark.parametrize("role", ["editor", "reader", "auditor", "privacy_officer"])
def test_who_is_no_approver_and_no_administrator_names_nobody(
    role: str, approver: Person, colleague: Person, organisation: Organisation, person_with_role: Somebody
) -> None:
    with pytest.raises(NotAllowed):
        name(approver, colleague, organisation, by=person_with_role(role))


def test_an_approver_names_nobody_for_another_approver(
    approver: Person, colleague: Person, organisation: Organisation, person_with_role: Somebody
) -> None:
    with pytest.raises(NotAllowed):
        name(approver, colleague, organisation, by=person_with_role("approver"))


def test_a_substitute_names_no_substitute(
    approver: Person, colleague: Person, organisation: Organisation, person_with_role: Somebody
) -> None:
    name(approver, colleague, organisation)
    third = person_with_role("reader")
    stand_in = Person.objects.get(pk=colleague.pk)
    with pytest.raises(SubstituteRefused) as refused:
        name(stand_in, third, organisation)
    assert refused.value.code == "not_held"


@pytest.mark.parametrize("role", ["administrator", "central_editor", "editor"])
def test_no_other_role_is_handed_on(
    role: str, administrator: Person, colleague: Person, organisation: Organisation
) -> None:
    with pytest.raises(SubstituteRefused) as refused:
        name(administrator, colleague, organisation, role=role)
    assert refused.value.code == "not_held"


def test_who_does_not_hold_the_role_is_not_replaced_in_it(
    colleague: Person, administrator: Person, organisation: Organisation, person_with_role: Somebody
) -> None:
    with pytest.raises(SubstituteRefused) as refused:
        name(person_with_role("editor"), colleague, organisation, by=administrator)
    assert refused.value.code == "not_held"


@pytest.mark.parametrize(
    ("starts", "until", "code"),
    [(3, 2, "reversed"), (-9, -2, "past"), (0, 366, "too_long"), (7, 9, "overlap"), (-3, 0, "overlap")],
)
def test_a_period_that_cannot_be_is_refused_with_the_remedy(
    starts: int, until: int, code: str, approver: Person, colleague: Person, organisation: Organisation
) -> None:
    name(approver, colleague, organisation)
    with pytest.raises(SubstituteRefused) as refused:
        name(
            approver,
            colleague,
            organisation,
            starts_on=TODAY + timedelta(days=starts),
            until_on=TODAY + timedelta(days=until),
        )
    assert refused.value.code == code
    assert Grant.objects.filter(stands_in_for=approver).count() == 1


def test_a_stranger_oneself_and_another_approver_do_not_stand_in(
    approver: Person,
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Somebody,
) -> None:
    for substitute, code in (
        (approver, "oneself"),
        (person_with_role("approver"), "holds_it"),
        (person_with_role("editor", other_organisation), "no_colleague"),
    ):
        with pytest.raises(SubstituteRefused) as refused:
            name(approver, substitute, organisation)
        assert refused.value.code == code


def test_when_the_approver_loses_the_role_so_does_the_substitute(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    name(approver, colleague, organisation)
    actions.end_role(grant=Grant.objects.get(person=approver), by="system", at=NOW)
    assert not may_approve(colleague, organisation, TODAY)
    assert find_changed_grants() == []


def test_who_leaves_the_organisation_stands_in_no_longer(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    stood_in = name(approver, colleague, organisation)
    actions.grant_role(person=colleague, organisation=organisation, role="auditor", by="system", at=NOW)
    own = list(Grant.objects.filter(person=colleague, stands_in_for=None).order_by("id"))
    actions.end_role(grant=own[0], by="system", at=NOW)
    assert may_approve(colleague, organisation, TODAY)  # another role of their own is left
    actions.end_role(grant=own[1], by="system", at=NOW)
    assert not may_approve(colleague, organisation, TODAY)
    actions.end_role(grant=stood_in, by="system", at=NOW)  # as it was read before
    assert Event.objects.filter(action="people.end_substitute").count() == 1


def test_when_the_approver_is_erased_the_substitution_ends(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    name(approver, colleague, organisation)
    actions.erase_person(person=approver, by="system", at=NOW, reason="Vertrokken.")
    assert not may_approve(colleague, organisation, TODAY)


def test_a_substitute_who_is_erased_stands_in_no_longer(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    grant = name(approver, colleague, organisation)
    actions.erase_person(person=colleague, by="system", at=NOW, reason="Vertrokken.")
    grant.refresh_from_db()
    assert grant.ended_at == NOW


def test_the_approver_ends_it_early(approver: Person, colleague: Person, organisation: Organisation) -> None:
    grant = name(approver, colleague, organisation)
    with pytest.raises(NotAllowed):
        substitutes.stop(grant=grant, by=colleague, at=NOW)
    substitutes.stop(grant=grant, by=approver, at=NOW)
    assert not may_approve(colleague, organisation, TODAY)
    assert name(approver, colleague, organisation).pk != grant.pk


def test_the_log_tells_of_it_without_names_and_a_changed_period_shows(
    approver: Person, colleague: Person, organisation: Organisation
) -> None:
    grant = name(approver, colleague, organisation)
    event = Event.objects.get(action="people.name_substitute")
    assert event.about == {
        "role": "approver",
        "organisation": organisation.code,
        "stands_in_for": str(approver.pk),
        "starts_on": "2026-11-22",
        "until_on": "2026-11-29",
    }
    assert find_changed_grants() == []
    Grant.objects.filter(pk=grant.pk).update(until_on=TODAY + timedelta(days=300))
    assert find_changed_grants() == [f"{colleague.pk}/approver/{organisation.code}"]
    assert verify_chains().broken == ()


def test_holders_of_a_right_are_found_with_substitutes_and_who_stands_above(
    approver: Person, colleague: Person, organisation: Organisation, person_with_role: Somebody
) -> None:
    central = person_with_role("central_editor")
    name(approver, colleague, organisation)
    assert {person.pk for person in rights.list_holders("publications.approve", organisation.code)} == {
        approver.pk,
        colleague.pk,
    }
    part = actions.add_organisation(
        code="vb-onderdeel",
        name="Onderdeel",
        kind="agentschap",
        parent=organisation.code,
        by="system",
        at=NOW,
    )
    assert rights.list_holders("publications.approve", part.code) == []
    everywhere = rights.list_holders("publications.publish_centrally", part.code)
    assert [person.pk for person in everywhere] == [central.pk]
    administrator = person_with_role("administrator")
    assert [person.pk for person in rights.list_holders("people.manage", part.code)] == [administrator.pk]

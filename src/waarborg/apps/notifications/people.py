"""Giving roles and naming substitutes, with the notification that belongs to it.

The room of organisations lies below this one and cannot tell anybody; interfaces give roles through here.
"""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from waarborg.apps.notifications.actions import notify
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations import substitutes
from waarborg.apps.organisations.models import Grant, Organisation, Person


@transaction.atomic
def give_role(*, person: Person, organisation: Organisation, role: str, by: str, at: datetime) -> Grant:
    """Give a role and tell the person, unless they held it already."""
    held = person.grants.filter(
        organisation=organisation, role=role, ended_at=None, stands_in_for=None
    ).exists()
    grant = organisations.grant_role(person=person, organisation=organisation, role=role, by=by, at=at)
    if not held:
        notify(
            people=[person],
            kind="role_given",
            about={"role": role},
            link=_address("web:today"),
            by=by,
            at=at,
            organisation=organisation,
            subject=f"person/{person.pk}",
        )
    return grant


@transaction.atomic
def name_substitute(
    *,
    replaced: Person,
    substitute: Person,
    organisation: Organisation,
    role: str,
    starts_on: date,
    until_on: date,
    by: Person,
    at: datetime,
) -> Grant:
    """Name a substitute and tell both, but for who did it. Raises what `substitutes.name` raises."""
    grant = substitutes.name(
        replaced=replaced,
        substitute=substitute,
        organisation=organisation,
        role=role,
        starts_on=starts_on,
        until_on=until_on,
        by=by,
        at=at,
    )
    notify(
        people=[substitute, replaced],
        kind="substitute_named",
        about={"from_day": starts_on.isoformat(), "until_day": until_on.isoformat()},
        link=_address("web:people", code=organisation.code),
        by=by,
        at=at,
        organisation=organisation,
        subject=f"grant/{grant.pk}",
    )
    return grant


def _address(name: str, **kwargs: str) -> str:
    with override("nl"):
        return reverse(name, kwargs=kwargs)

"""Substitutes: for a while somebody stands in for a colleague, with the rights of the role of that colleague.

Four eyes hold as always: who wrote a text does not approve it, in whatever role. A substitute names no substitute.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from waarborg.adapters.content_files.roles import load_rights
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.core.terms.text import Text

#: The role in which somebody can be replaced is the one that allows this.
REPLACEABLE = "publications.approve"
#: How long a substitute can stand in; who is away longer hands the role over.
MOST_DAYS = 366
#: What the audit chain says of a substitute besides role and organisation.
PERIOD = ("stands_in_for", "starts_on", "until_on")


class SubstituteRefused(Exception):
    """Somebody cannot be named as substitute; `field` says what to change, `reason` why, in words."""

    def __init__(self, code: str, field: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.code = code
        self.field = field
        self.reason = reason


def replaceable_roles() -> tuple[str, ...]:
    """Codes of the roles in which somebody can be replaced for a while."""
    return tuple(role.code for role in load_rights().roles if REPLACEABLE in role.permissions)


@transaction.atomic
def name(
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
    """Let `substitute` stand in for `replaced` from `starts_on` up to and including `until_on`.

    Who holds the role names their own substitute; for somebody else only who manages the people of the organisation
    does. Raises NotAllowed, or SubstituteRefused with the reason and the remedy.
    """
    rights.demand(by, "people.substitute", organisation.code)
    if by.pk != replaced.pk:
        rights.demand(by, "people.manage", organisation.code)
    # Held while it is checked, so that two administrators at once do not name the same period twice.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    _check_people(replaced, substitute, organisation, role)
    _check_period(replaced, substitute, organisation, role, starts_on, until_on, at)
    grant = Grant.objects.create(
        person=substitute,
        organisation=organisation,
        role=role,
        granted_at=at,
        granted_by=str(by.pk),
        stands_in_for=replaced,
        starts_on=starts_on,
        until_on=until_on,
    )
    _record("people.name_substitute", grant, by=str(by.pk), at=at)
    return grant


@transaction.atomic
def stop(*, grant: Grant, by: Person, at: datetime) -> None:
    """End a substitution before its time, by who is replaced or who manages the people of the organisation."""
    rights.demand(by, "people.substitute", grant.organisation.code)
    if by.pk != grant.stands_in_for_id:
        rights.demand(by, "people.manage", grant.organisation.code)
    end(grant=grant, by=str(by.pk), at=at)


def end(*, grant: Grant, by: str, at: datetime) -> None:
    """End a substitution; one that has ended stays as it is. Called inside the transaction of an action."""
    if not Grant.objects.filter(pk=grant.pk, ended_at=None).update(ended_at=at, ended_by=by):
        return
    grant.ended_at, grant.ended_by = at, by
    _record("people.end_substitute", grant, by=by, at=at)


def end_all(*, replaced: Person, role: str, organisation: Organisation, by: str, at: datetime) -> None:
    """End every substitution for a role that the replaced person no longer holds."""
    for grant in list_of(organisation).filter(stands_in_for=replaced, role=role):
        end(grant=grant, by=by, at=at)


def end_of_leaver(*, person: Person, organisation: Organisation, by: str, at: datetime) -> None:
    """End where somebody stands in who holds no role of their own at the organisation any more."""
    if Grant.objects.filter(
        person=person, organisation=organisation, ended_at=None, stands_in_for=None
    ).exists():
        return
    for grant in list_of(organisation).filter(person=person):
        end(grant=grant, by=by, at=at)


def list_of(organisation: Organisation) -> QuerySet[Grant]:
    """The substitutions of an organisation that were not ended, those of the past too, by their first day."""
    return (
        Grant.objects.select_related("person", "stands_in_for", "organisation")
        .filter(organisation=organisation, stands_in_for__isnull=False, ended_at=None)
        .order_by("starts_on", "id")
    )


def list_replaceable(organisation: Organisation) -> list[Person]:
    """Who holds, by themselves, a role in which they can be replaced; by name."""
    held = Grant.objects.filter(
        organisation=organisation, role__in=replaceable_roles(), ended_at=None, stands_in_for=None
    )
    people = Person.objects.filter(pk__in=held.order_by().values("person"), is_active=True)
    return list(people.order_by("name", "pk"))


def list_candidates(organisation: Organisation) -> list[Person]:
    """Who works at the organisation in a role of their own, and so can stand in; by name."""
    held = Grant.objects.filter(organisation=organisation, ended_at=None, stands_in_for=None)
    people = Person.objects.filter(pk__in=held.order_by().values("person"), is_active=True)
    return list(people.order_by("name", "pk"))


def tell(grant: Grant) -> dict[str, str]:
    """What the audit chain says of a substitution."""
    return {
        "stands_in_for": str(grant.stands_in_for_id),
        "starts_on": str(grant.starts_on),
        "until_on": str(grant.until_on),
    }


def _record(action: str, grant: Grant, *, by: str, at: datetime) -> None:
    code = grant.organisation.code
    audit.record(
        chain=code,
        action=action,
        subject=f"person/{grant.person_id}",
        by=by,
        at=at,
        about={"role": grant.role, "organisation": code, **tell(grant)},
    )


def _check_people(replaced: Person, substitute: Person, organisation: Organisation, role: str) -> None:
    held = Grant.objects.filter(organisation=organisation, ended_at=None, stands_in_for=None)
    if role not in replaceable_roles() or not held.filter(person=replaced, role=role).exists():
        raise SubstituteRefused(
            "not_held",
            "replaced",
            Text(
                "Deze persoon heeft hier zelf geen rol als goedkeurder. Kies iemand die deze rol wel heeft.",
                "This person does not hold the role of approver here. Choose somebody who does.",
            ),
        )
    if replaced.pk == substitute.pk:
        raise SubstituteRefused(
            "oneself",
            "substitute",
            Text(
                "Niemand vervangt zichzelf. Kies een collega.",
                "Nobody replaces themselves. Choose a colleague.",
            ),
        )
    if not substitute.is_active or not held.filter(person=substitute).exists():
        raise SubstituteRefused(
            "no_colleague",
            "substitute",
            Text(
                "Deze persoon werkt niet bij de organisatie. Een beheerder kan hem of haar eerst een rol geven.",
                "This person does not work at the organisation. An administrator can give them a role first.",
            ),
        )
    if held.filter(person=substitute, role=role).exists():
        raise SubstituteRefused(
            "holds_it",
            "substitute",
            Text(
                "Deze collega is zelf al goedkeurder en heeft geen vervanging nodig om goed te keuren.",
                "This colleague is an approver already and needs no substitution to approve.",
            ),
        )


def _check_period(
    replaced: Person,
    substitute: Person,
    organisation: Organisation,
    role: str,
    starts_on: date,
    until_on: date,
    at: datetime,
) -> None:
    if until_on < starts_on:
        raise SubstituteRefused(
            "reversed",
            "until_on",
            Text("De laatste dag ligt voor de eerste dag.", "The last day lies before the first day."),
        )
    # A day of margin: the moment is in UTC, the days are those of the calendar on the wall.
    if (until_on - at.date()).days < -1:
        raise SubstituteRefused(
            "past",
            "until_on",
            Text(
                "Deze dag is al voorbij. Kies een dag die nog komt.",
                "This day is over. Choose a day to come.",
            ),
        )
    if (until_on - starts_on).days >= MOST_DAYS:
        raise SubstituteRefused(
            "too_long",
            "until_on",
            Text(
                "Een vervanging duurt hooguit een jaar. Laat een beheerder de rol geven als het langer duurt.",
                "A substitution lasts a year at most. Let an administrator give the role when it takes longer.",
            ),
        )
    overlapping = list_of(organisation).filter(
        stands_in_for=replaced,
        person=substitute,
        role=role,
        starts_on__lte=until_on,
        until_on__gte=starts_on,
    )
    if overlapping.exists():
        raise SubstituteRefused(
            "overlap",
            "starts_on",
            Text(
                "In deze dagen is deze collega al vervanger. Beëindig die vervanging eerst, of kies andere dagen.",
                "In these days this colleague is a substitute already. End that one first, or choose other days.",
            ),
        )

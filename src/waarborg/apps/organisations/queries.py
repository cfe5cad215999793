"""All reads of organisations and people."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from waarborg.adapters.content_files.organisation_names import OrganisationNames, normalise
from waarborg.apps.organisations.mapping import to_record
from waarborg.apps.organisations.models import Grant, Organisation, Person


class NotFound(LookupError):
    """What was asked for is not there."""


def get_organisation(code: str) -> Organisation:
    """The organisation with `code`; raises NotFound."""
    found = Organisation.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise NotFound(f"There is no organisation with the code {code}.")
    return found


def list_organisations(codes: Iterable[str] | None = None) -> QuerySet[Organisation]:
    """Organisations by name; only those with a code in `codes` when that is given."""
    rows = Organisation.objects.order_by("name", "code")
    return rows if codes is None else rows.filter(code__in=set(codes))


def list_working() -> QuerySet[Organisation]:
    """The organisations in which somebody has a role, by name."""
    given = Grant.objects.filter(organisation=OuterRef("pk"), ended_at=None)
    return Organisation.objects.filter(Exists(given), ended_on=None).order_by("name", "code")


def list_children(organisation: Organisation) -> QuerySet[Organisation]:
    """The parts of a body, by name."""
    return organisation.children.order_by("name", "code")


def list_successors(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies that a body went on in, by name."""
    return organisation.successors.order_by("name", "code")


def list_predecessors(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies that a body came from, by name."""
    return organisation.predecessors.order_by("name", "code")


class NameIndex:
    """Finds the code of an organisation by the name others write for it: on the official list, or our own."""

    def __init__(self) -> None:
        rows = list(Organisation.objects.order_by("code"))
        self._own = {normalise(row.name): row.code for row in rows if not row.tooi_uri}
        self._official = OrganisationNames(to_record(row) for row in rows if row.tooi_uri)
        self._codes = {row.code for row in rows}

    def find_code(self, name: str, *, code: str | None = None) -> str | None:
        """The code of the body meant by `code`, when that exists here, else by `name`; None when not clear."""
        if code is not None and code in self._codes:
            return code
        return self._official.find_code(name) or self._own.get(normalise(name))

    def add(self, name: str, code: str) -> None:
        """Make a body of our own findable that was added after the index was made."""
        self._own[normalise(name)] = code
        self._codes.add(code)


def get_person(person_id: str) -> Person:
    """The person with this id; raises NotFound."""
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound("There is no such person.")
    return found


def find_person_by_email(email: str) -> Person | None:
    """The person with this mail address, if there is one."""
    return Person.objects.filter(email__iexact=email).first()


def names_of(person_ids: Iterable[str]) -> dict[str, str]:
    """Names to show for ids of people; ids that belong to nobody are left out."""
    ids = {item for item in person_ids if len(item) == 36}
    return {
        str(pk): name for pk, name in Person.objects.filter(pk__in=ids).order_by().values_list("pk", "name")
    }


def list_people(organisation: Organisation) -> list[Person]:
    """Who holds a role in the organisation now, by name, each with `held` roles there.

    Substitutes are in it too, from when they are named until their period is over.
    """
    grants = (
        Grant.objects.filter(organisation=organisation, ended_at=None)
        .filter(Q(stands_in_for=None) | Q(until_on__gte=timezone.localdate()))
        .select_related("person", "stands_in_for")
        .order_by("person__name", "person_id", "role")
    )
    people: dict[str, Person] = {}
    for grant in grants:
        person = people.setdefault(str(grant.person_id), grant.person)
        held: list[Grant] = person.__dict__.setdefault("held", [])
        held.append(grant)
    return list(people.values())


def get_grant(grant_id: int) -> Grant:
    """The grant with this id; raises NotFound."""
    found = (
        Grant.objects.select_related("person", "organisation", "stands_in_for").filter(pk=grant_id).first()
    )
    if found is None:
        raise NotFound("There is no such role.")
    return found


@dataclass(frozen=True)
class DemoLogin:
    """An example person, to be shown where the example logins are listed."""

    name: str
    email: str
    organisation: str
    role: str
    can_log_in: bool


def list_demo_logins() -> list[DemoLogin]:
    """The example people and their roles."""
    rows = (
        Grant.objects.filter(person__is_demo=True, person__is_active=True, ended_at=None, stands_in_for=None)
        .select_related("person", "organisation")
        .order_by("id")
    )
    return [
        DemoLogin(
            name=row.person.name,
            email=row.person.email or "",
            organisation=row.organisation.name,
            role=row.role,
            can_log_in=row.person.has_usable_password(),
        )
        for row in rows
    ]


def count_demo_people() -> int:
    """How many example people can log in."""
    return Person.objects.filter(is_demo=True, is_active=True).count()

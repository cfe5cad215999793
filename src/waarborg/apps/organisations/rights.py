"""The one place that says who may do what. What a role may do is content (`content/organisations/roles.yaml`).

Whether a substitute stands in is asked on the day itself, so that it begins and ends without anybody doing anything.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from waarborg.adapters.content_files.roles import load_rights
from waarborg.apps.organisations.models import Grant as GrantRow
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.rights.rights import Grant, Scope


class NotAllowed(PermissionDenied):
    """A person does something that none of their roles allows; a page answers it with "not allowed"."""

    def __init__(self, permission: str, organisation: str) -> None:
        super().__init__(f"The permission {permission} does not hold in {organisation}.")
        self.permission = permission
        self.organisation = organisation


def holding(on: date) -> Q:
    """Grants that hold on a day: not ended, and for a substitute within the period."""
    return Q(ended_at__isnull=True) & (
        Q(stands_in_for__isnull=True) | Q(starts_on__lte=on, until_on__gte=on, stands_in_for__is_active=True)
    )


def list_grants(person: Person) -> tuple[Grant, ...]:
    """The roles a person holds now; read once for each person object, so once for each request."""
    if not person.is_active:
        return ()
    known: tuple[Grant, ...] | None = getattr(person, "_held_grants", None)
    if known is None:
        rows = (
            person.grants.filter(holding(timezone.localdate()))
            .order_by("id")
            .values_list("role", "organisation__code", "stands_in_for_id")
        )
        known = tuple(
            Grant(role=role, organisation=code, stands_in_for=str(other or "")) for role, code, other in rows
        )
        person._held_grants = known  # type: ignore[attr-defined]  # a cache for the length of a request
    return known


def ancestors(organisation: str) -> tuple[str, ...]:
    """Codes of the bodies above `organisation`, nearest first."""
    found: list[str] = []
    parent = Organisation.objects.filter(code=organisation).values_list("parent__code", flat=True).first()
    while parent is not None and parent not in found:
        found.append(parent)
        parent = Organisation.objects.filter(code=parent).values_list("parent__code", flat=True).first()
    return tuple(found)


def may(person: Person, permission: str, organisation: str) -> bool:
    """Whether a role of `person` gives `permission` in `organisation`."""
    held = list_grants(person)
    above = _ancestors_for(person, organisation)
    return load_rights().may(held, permission, organisation=organisation, ancestors=above)


def _ancestors_for(person: Person, organisation: str) -> tuple[str, ...]:
    """The bodies above an organisation; read once for each person object, so once for each request."""
    known: dict[str, tuple[str, ...]] | None = getattr(person, "_known_ancestors", None)
    if known is None:
        known = {}
        person._known_ancestors = known  # type: ignore[attr-defined]  # a cache for the length of a request
    if organisation not in known:
        known[organisation] = ancestors(organisation)
    return known[organisation]


def find_replaced(person: Person, permission: str, organisation: str) -> str:
    """Id of the person for whom `person` stands in when using `permission`; empty when it is their own."""
    found = load_rights().find_grant(
        list_grants(person), permission, organisation=organisation, ancestors=ancestors(organisation)
    )
    return found.stands_in_for if found else ""


def list_holders(permission: str, organisation: str, *, only_here: bool = False) -> list[Person]:
    """Everybody who has `permission` in `organisation` now, substitutes among them, by id.

    With `only_here` without those who have it by a role that holds everywhere.
    """
    roles = [role for role in load_rights().roles if permission in role.permissions]
    everywhere = [role.code for role in roles if role.scope is Scope.EVERYWHERE and not only_here]
    below = [role.code for role in roles if role.descendants]
    own = [role.code for role in roles if role.scope is Scope.ORGANISATION]
    where = Q(role__in=everywhere) | Q(role__in=own, organisation__code=organisation)
    if below:
        where |= Q(role__in=below, organisation__code__in=ancestors(organisation))
    held = GrantRow.objects.filter(where, holding(timezone.localdate())).order_by().values("person_id")
    return list(Person.objects.filter(pk__in=held, is_active=True).order_by("pk"))


def may_somewhere(person: Person, permission: str) -> bool:
    """Whether a role of `person` gives `permission` in any organisation."""
    return load_rights().holds_anywhere(list_grants(person), permission)


def demand(person: Person, permission: str, organisation: str) -> None:
    """Raise NotAllowed unless a role of `person` gives `permission` in `organisation`."""
    if not may(person, permission, organisation):
        raise NotAllowed(permission, organisation)


def reach(person: Person, permission: str) -> set[str] | None:
    """Codes of the organisations in which `person` has `permission`; None when that is everywhere."""
    found = load_rights().reach(list_grants(person), permission)
    if found.everywhere:
        return None
    codes = set(found.organisations)
    for organisation in found.with_descendants:
        codes |= descendants(organisation)
    return codes


def descendants(organisation: str) -> set[str]:
    """Codes of the bodies below `organisation`."""
    found: set[str] = set()
    front = {organisation}
    while front:
        front = (
            set(Organisation.objects.filter(parent__code__in=front).order_by().values_list("code", flat=True))
            - found
            - {organisation}
        )
        found |= front
    return found

"""Who does what for a dossier. An assignment gives no rights; it says whom to ask, and what is mine."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from waarborg.apps.algorithms.models import Algorithm, Assignment
from waarborg.apps.audit import actions as audit
from waarborg.apps.notifications.actions import notify
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.profile.responsibilities import Responsibility
from waarborg.core.terms.text import Text


class AssignmentRefused(ValueError):
    """Somebody who cannot be assigned; `reason` says why, in words."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@transaction.atomic
def assign(
    *,
    algorithm: Algorithm,
    person: Person,
    responsibility: Responsibility,
    by: Person,
    at: datetime,
    link: str,
) -> Assignment:
    """Let somebody do something for a dossier, and tell them, with `link` as the way to it.

    Who has this responsibility already keeps it. Raises AssignmentRefused for who may not see the dossier.
    """
    organisation = algorithm.organisation
    rights.demand(by, "algorithms.assign", organisation.code)
    if not rights.may(person, "algorithms.view", organisation.code):
        raise AssignmentRefused(
            Text("Deze persoon mag dit dossier niet zien.", "This person may not see this dossier.")
        )
    # Held, so that two people who assign the same follow each other.
    Algorithm.objects.select_for_update().get(pk=algorithm.pk)
    open_ones = Assignment.objects.filter(ended_at=None)
    found = open_ones.filter(algorithm=algorithm, person=person, responsibility=responsibility.value).first()
    if found is not None:
        return found
    row = Assignment.objects.create(
        algorithm=algorithm,
        person=person,
        responsibility=responsibility.value,
        assigned_at=at,
        assigned_by=str(by.pk),
    )
    _record(row, "assign", by=by, at=at)
    notify(
        people=[person],
        kind="assigned",
        about={"name": algorithm.name},
        link=link,
        by=by,
        at=at,
        organisation=organisation,
        subject=f"algorithm/{algorithm.public_id}",
    )
    return row


@transaction.atomic
def unassign(*, assignment: Assignment, by: Person, at: datetime) -> None:
    """End what somebody does for a dossier: others, or that person themselves."""
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("algorithm__organisation")
        .get(pk=assignment.pk)
    )
    if row.person_id != by.pk:
        rights.demand(by, "algorithms.assign", row.algorithm.organisation.code)
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by = at, str(by.pk)
    row.save(update_fields=("ended_at", "ended_by"))
    _record(row, "unassign", by=by, at=at)


def _record(row: Assignment, name: str, *, by: Person, at: datetime) -> None:
    audit.record(
        chain=row.algorithm.organisation.code,
        action=f"assignments.{name}",
        subject=f"algorithm/{row.algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"person": str(row.person_id), "responsibility": row.responsibility},
    )


# --- reading ---------------------------------------------------------------------------------------------
def list_assigned(algorithm: Algorithm) -> list[Assignment]:
    """Who does something for a dossier now, longest first."""
    rows = Assignment.objects.filter(algorithm=algorithm, ended_at=None)
    return list(rows.select_related("person").order_by("id"))


def get_assignment(algorithm: Algorithm, assignment_id: int) -> Assignment:
    """An assignment that holds now, at this dossier; raises NotFound."""
    rows = Assignment.objects.filter(algorithm=algorithm, pk=assignment_id, ended_at=None)
    found = rows.select_related("person", "algorithm__organisation").first()
    if found is None:
        raise NotFound("There is no such assignment at this dossier.")
    return found


def names_per_dossier(algorithms: Iterable[Algorithm]) -> dict[int, list[str]]:
    """Names of who does something for each of these dossiers, each name once, by the row id of the dossier."""
    rows = (
        Assignment.objects.filter(algorithm__in=list(algorithms), ended_at=None, person__is_active=True)
        .order_by("id")
        .values_list("algorithm_id", "person__name")
    )
    found: dict[int, list[str]] = {}
    for algorithm_id, name in rows:
        names = found.setdefault(algorithm_id, [])
        if name not in names:
            names.append(name)
    return found


def select_assigned_to(person_id: str) -> QuerySet[Assignment, dict[str, int]]:
    """The row ids of the dossiers that somebody does something for now, for use in another question."""
    return Assignment.objects.filter(person_id=person_id, ended_at=None).order_by().values("algorithm_id")


def list_mine(person: Person) -> list[Assignment]:
    """What somebody does for dossiers that they may still see, by name of the dossier."""
    rows = Assignment.objects.filter(person=person, ended_at=None)
    reach = rights.reach(person, "algorithms.view")
    if reach is not None:
        rows = rows.filter(algorithm__organisation__code__in=reach)
    return list(
        rows.select_related("algorithm__organisation").order_by("algorithm__name", "algorithm_id", "id")
    )


def list_people_with_work(organisations: Iterable[str] | None) -> list[Person]:
    """Everybody who does something for a dossier of these organisations (all when None), by name."""
    rows = Assignment.objects.filter(ended_at=None, person__is_active=True)
    if organisations is not None:
        rows = rows.filter(algorithm__organisation__code__in=set(organisations))
    return list(Person.objects.filter(pk__in=rows.order_by().values("person_id")).order_by("name", "pk"))

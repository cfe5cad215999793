"""What waits for a person: texts to judge and texts to publish, in the flow of each organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import names_of
from waarborg.apps.publications.models import Entry, Proposal
from waarborg.core.publication.workflow import Flow, State

RUNNING = (Proposal.Outcome.OPEN, Proposal.Outcome.APPROVED)
#: With which permission an approved text is published, in each flow.
PUBLISHING = {Flow.OWN: "publications.publish", Flow.CENTRAL: "publications.publish_centrally"}


def select_to_judge(person: Person) -> QuerySet[Entry]:
    """Entries in review that this person may judge and did not write."""
    rows = Entry.objects.filter(_in_reach(person, "publications.approve"), state=State.IN_REVIEW)
    return _order(rows.exclude(pk__in=_written_by(person, rows)))


def select_to_publish(person: Person) -> QuerySet[Entry]:
    """Approved entries that this person may put on the public site.

    Not what they wrote, and where the central editors publish not what they approved themselves.
    """
    where = Q()
    for flow, permission in PUBLISHING.items():
        where |= Q(organisation__flow=flow.value) & _in_reach(person, permission)
    rows = Entry.objects.filter(where, state=State.APPROVED)
    own = _written_by(person, rows)
    own |= set(
        Proposal.objects.filter(
            entry__in=rows.filter(organisation__flow=Flow.CENTRAL.value).order_by(),
            outcome=Proposal.Outcome.APPROVED,
            decided_by=str(person.pk),
        )
        .order_by()
        .values_list("entry_id", flat=True)
    )
    return _order(rows.exclude(pk__in=own))


def _in_reach(person: Person, permission: str) -> Q:
    reach = rights.reach(person, permission)
    return Q(algorithm__isnull=False) & (Q() if reach is None else Q(organisation__code__in=reach))


def _written_by(person: Person, entries: QuerySet[Entry]) -> set[int]:
    """Ids of the entries whose running proposal has `person` among its authors."""
    rows = Proposal.objects.filter(entry__in=entries.order_by(), outcome__in=RUNNING).order_by()
    return {entry for entry, authors in rows.values_list("entry_id", "authors") if str(person.pk) in authors}


def _order(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Who waits longest comes first."""
    return rows.select_related("organisation", "algorithm", "live").order_by("changed_at", "public_id")


@dataclass(frozen=True)
class WaitingLine:
    """An entry that waits: who submitted its text and when, and who approved it and when, if that was done."""

    entry: Entry
    name: str
    submitted_by: str
    submitted_at: datetime | None
    approved_by: str
    approved_at: datetime | None


def describe(entries: Iterable[Entry]) -> list[WaitingLine]:
    """These entries as lines of a list, in their order."""
    rows = list(entries)
    running = Proposal.objects.filter(entry__in=rows, outcome__in=RUNNING).order_by("id")
    found = {row.entry_id: row for row in running.defer("values", "values_en")}
    names = names_of({one for row in found.values() for one in (row.submitted_by, row.decided_by)})
    lines = []
    for entry in rows:
        run = found.get(entry.pk)
        lines.append(
            WaitingLine(
                entry=entry,
                name=entry.algorithm.name if entry.algorithm else entry.public_id,
                submitted_by=names.get(run.submitted_by, "") if run else "",
                submitted_at=run.submitted_at if run else None,
                approved_by=names.get(run.decided_by, "") if run else "",
                approved_at=run.decided_at if run else None,
            )
        )
    return lines

"""All reads of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.cases.mapping import to_core_case, to_core_event
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.law.cases import Case as CoreCase
from waarborg.core.law.values import Value


@dataclass(frozen=True)
class EventLine:
    """What happened in a case, with who wrote it down and when."""

    number: int
    kind: str
    on: date
    party: str
    facts: Mapping[str, Value | None]
    act: str
    supplier: str
    recorded_by: str
    recorded_at: datetime


def list_cases(algorithm: Algorithm) -> QuerySet[Case]:
    """The cases of a dossier, newest first."""
    return Case.objects.filter(algorithm=algorithm).order_by("-id")


def get_case(algorithm: Algorithm, token: str) -> Case:
    """The case of a dossier with this token; raises NotFound."""
    found = (
        Case.objects.select_related("algorithm__organisation")
        .filter(algorithm=algorithm, token=token)
        .first()
    )
    if found is None:
        raise NotFound("There is no such case in this dossier.")
    return found


def read_case(case: Case) -> CoreCase:
    """The case as a core object; empty for one that was made unreadable."""
    if case.redacted_at is not None:
        return CoreCase(case.interpretation)
    return to_core_case(case, _list_rows(case))


def list_events(case: Case) -> list[EventLine]:
    """What happened in a case, oldest first; without what was made unreadable."""
    is_redacted = case.redacted_at is not None
    return [
        EventLine(
            number=row.number,
            kind=row.kind,
            on=row.on,
            party=row.party,
            facts={} if is_redacted else to_core_event(row).facts,
            act=row.act,
            supplier=row.supplier,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in _list_rows(case)
    ]


def _list_rows(case: Case) -> list[CaseEvent]:
    return list(CaseEvent.objects.filter(case=case).order_by("number"))

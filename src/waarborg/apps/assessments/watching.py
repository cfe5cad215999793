"""What asks for a new look at a signed assessment: a changed fact, a newer form, its day, a measurement, an incident."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from waarborg.apps.assessments import telling
from waarborg.apps.assessments.actions.recording import author_id, hold, record, require_text
from waarborg.apps.assessments.models import Assessment, State, Trigger
from waarborg.apps.assessments.reasons import (
    FACT,
    INCIDENT,
    MEASUREMENT,
    find_reasons,
    keep_reason,
)
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.models import Person
from waarborg.core.terms.text import Text

#: What people can report; the rest is found.
REPORTED = (MEASUREMENT, INCIDENT)


def watch(*, at: datetime) -> int:
    """Keep what asks for a new look at signed assessments, and tell who wrote them; returns how many there are new."""
    new = 0
    rows = Assessment.objects.filter(state=State.SIGNED).select_related(
        "organisation", "algorithm__organisation"
    )
    for assessment in rows.order_by("id").iterator(chunk_size=500):
        new += _watch_one(assessment, at=at)
    return new


@transaction.atomic
def _watch_one(assessment: Assessment, *, at: datetime) -> int:
    new = 0
    for reason in find_reasons(assessment, on=timezone.localdate(at)):
        settled = Trigger.objects.filter(assessment=assessment, kind=reason.kind, detail=reason.detail)
        if reason.kind != FACT and settled.exists():
            continue
        new += keep_reason(assessment, reason, by=SYSTEM, at=at)
    if new:
        record(assessment, "ask_review", {"reasons": new}, by=SYSTEM, at=at)
        telling.tell_review(assessment, by=SYSTEM, at=at)
    return new


@transaction.atomic
def report(*, assessment: Assessment, kind: str, text: str, by: Person, at: datetime) -> Trigger:
    """Report an incident or a measurement out of bounds: the assessment must be looked at. Raises Refused."""
    row = hold(assessment, by=by, permission="assessments.view")
    if kind not in REPORTED:
        raise Refused(Text("Kies wat er gebeurd is.", "Choose what happened."), "kind")
    said = require_text("text", text, 500)
    found = Trigger.objects.create(
        assessment=row, kind=kind, detail=at.isoformat(), text=said, by=author_id(by), at=at
    )
    record(row, "ask_review", {"trigger": found.pk, "kind": kind}, by=by, at=at)
    telling.tell_review(row, by=by, at=at)
    return found


@task()
def watch_assessments() -> int:
    """Look once a day what asks for a new look; returns how many there are new."""
    return watch(at=timezone.now())

"""What asks for a new look at a signed assessment: a changed fact, a newer form, its day, a measurement, an incident."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from waarborg.adapters.form_files.loading import load_library
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.assessments import telling
from waarborg.apps.assessments.actions.recording import author_id, hold, record, require_text
from waarborg.apps.assessments.mapping import form_of
from waarborg.apps.assessments.models import Assessment, FixedVersion, State, Trigger
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.models import Person
from waarborg.core.terms.text import Text

FACT, FORM, DAY, MEASUREMENT, INCIDENT = "fact", "form", "day", "measurement", "incident"
#: What people can report; the rest is found.
REPORTED = (MEASUREMENT, INCIDENT)
#: So many days before its day somebody is told.
DAYS_AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it must be looked at: of a kind, and which fact, version or day."""

    kind: str
    detail: str


def find_reasons(assessment: Assessment, *, on: date) -> list[Reason]:
    """What asks for a new look at a signed assessment on a day, found from facts, forms and days alone."""
    if assessment.state != State.SIGNED:
        return []
    form = form_of(assessment)
    signed = FixedVersion.objects.filter(assessment=assessment).order_by("-number").first()
    found: list[Reason] = []
    if signed is not None and form.review is not None and form.review.facts:
        since = Trigger.objects.filter(assessment=assessment, kind=FACT).exclude(settled_at=None)
        seen = {row.detail: row.settled_at for row in since.order_by("settled_at")}
        changed = Fact.objects.filter(
            algorithm_id=assessment.algorithm_id, key__in=form.review.facts, at__gt=signed.at
        ).exclude(origin_detail=form.urn)
        for fact in changed.order_by("id"):
            looked = seen.get(fact.key)
            if looked is None or looked < fact.at:
                found.append(Reason(FACT, fact.key))
    newest = load_library().find_newest(assessment.form, on)
    if newest is not None and newest.version != assessment.form_version:
        found.append(Reason(FORM, newest.version))
    if assessment.review_on is not None and assessment.review_on <= on + DAYS_AHEAD:
        found.append(Reason(DAY, assessment.review_on.isoformat()))
    return list(dict.fromkeys(found))


def watch(*, at: datetime) -> int:
    """Keep what asks for a new look at signed assessments, and tell who wrote them; returns how many there are new."""
    new = 0
    rows = Assessment.objects.filter(state=State.SIGNED).select_related("algorithm__organisation")
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
        _, is_new = Trigger.objects.get_or_create(
            assessment=assessment,
            kind=reason.kind,
            detail=reason.detail,
            settled_at=None,
            defaults={"by": SYSTEM, "at": at},
        )
        new += is_new
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

"""Why a signed assessment must be looked at again, found from facts, forms and days, and kept until somebody did."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from waarborg.apps.algorithms.models import Fact
from waarborg.apps.assessments.library import find_newest
from waarborg.apps.assessments.mapping import form_of
from waarborg.apps.assessments.models import Assessment, FixedVersion, State, Trigger

FACT, FORM, DAY, MEASUREMENT, INCIDENT = "fact", "form", "day", "measurement", "incident"
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
    if assessment.algorithm_id and signed is not None and form.review is not None and form.review.facts:
        since = Trigger.objects.filter(assessment=assessment, kind=FACT).exclude(settled_at=None)
        seen = {row.detail: row.settled_at for row in since.order_by("settled_at")}
        changed = Fact.objects.filter(
            algorithm_id=assessment.algorithm_id, key__in=form.review.facts, at__gt=signed.at
        ).exclude(origin_detail=form.urn)
        for fact in changed.order_by("id"):
            looked = seen.get(fact.key)
            if looked is None or looked < fact.at:
                found.append(Reason(FACT, fact.key))
    newest = find_newest(assessment.organisation_id, assessment.form, on)
    looked_at = Trigger.objects.filter(assessment=assessment, kind=FORM).exclude(settled_at=None)
    settled = set(looked_at.order_by().values_list("detail", flat=True))
    if newest is not None and newest.version not in {assessment.form_version, *settled}:
        found.append(Reason(FORM, newest.version))
    if assessment.review_on is not None and assessment.review_on <= on + DAYS_AHEAD:
        found.append(Reason(DAY, assessment.review_on.isoformat()))
    return list(dict.fromkeys(found))


def keep_reason(assessment: Assessment, reason: Reason, *, by: str, at: datetime) -> bool:
    """Keep a reason that nobody settled yet; returns whether it is new. For actions, within their transaction."""
    _, is_new = Trigger.objects.get_or_create(
        assessment=assessment,
        kind=reason.kind,
        detail=reason.detail,
        settled_at=None,
        defaults={"by": by, "at": at},
    )
    return is_new

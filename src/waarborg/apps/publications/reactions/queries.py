"""Reads of reports: for the reader who follows one, for who answers, and the public record of corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.models import Report, Version
from waarborg.apps.publications.reactions.actions import digest_of

OPEN = (Report.State.OPEN, Report.State.ACCEPTED)
#: What the public reads of answered reports: not of spam, nor of what was for somebody else.
PUBLIC = (Report.State.ACCEPTED, Report.State.CORRECTED, Report.State.UNCHANGED)


@dataclass(frozen=True)
class Correction:
    """One line of the public record: what was reported and what came of it."""

    public_id: str
    title: str
    organisation: str
    organisation_code: str
    field: str
    received_at: datetime
    answered_at: datetime | None
    state: str
    summary: str
    answer: str
    version: int
    corrected_in: int | None


def get_report(report_id: int) -> Report:
    """A report by number; raises NotFound."""
    found = Report.objects.select_related("entry__organisation", "entry__live").filter(pk=report_id).first()
    if found is None:
        raise NotFound(f"There is no report {report_id}.")
    return found


def get_followed(token: str) -> Report:
    """The report that the reader with this secret follows; raises NotFound."""
    found = (
        Report.objects.select_related("entry__organisation", "entry__live")
        .filter(token_digest=digest_of(token))
        .first()
    )
    if found is None:
        raise NotFound("There is no report at this address.")
    return found


def organisation_of_report(report_id: int) -> str:
    """Code of the organisation that answers a report; raises NotFound."""
    return get_report(report_id).entry.organisation.code


def list_reports(organisations: Iterable[str] | None, *, is_open: bool = True) -> QuerySet[Report]:
    """Reports to these organisations (all when None): those that wait, oldest first, or the answered, newest first."""
    rows = Report.objects.select_related("entry__organisation", "entry__live")
    if organisations is not None:
        rows = rows.filter(entry__organisation__code__in=set(organisations))
    if is_open:
        return rows.filter(state__in=OPEN).order_by("received_at", "id")
    return rows.exclude(state__in=OPEN).order_by("-answered_at", "-id")


def list_unsent(*, before: datetime) -> QuerySet[Report]:
    """Reports answered for good before a moment, of which the reader did not get the answer by mail yet."""
    final = (Report.State.CORRECTED, Report.State.UNCHANGED, Report.State.ELSEWHERE)
    return Report.objects.filter(state__in=final, answered_at__lt=before).exclude(email="").order_by("id")


def count_open(organisations: Iterable[str] | None) -> int:
    """How many reports wait for an answer."""
    rows = Report.objects.filter(state=Report.State.OPEN)
    if organisations is not None:
        rows = rows.filter(entry__organisation__code__in=set(organisations))
    return rows.count()


def list_later_versions(report: Report) -> list[tuple[int, datetime]]:
    """Number and moment of the versions made after a report, newest first: those that may have mended it."""
    rows = Version.objects.filter(entry_id=report.entry_id, published_at__gt=report.received_at)
    return list(rows.order_by("-number").values_list("number", "published_at"))


def list_corrections(public_id: str = "") -> QuerySet[Report]:
    """The public record, newest answer first: of one entry, or of all that are public now."""
    rows = Report.objects.select_related("entry__organisation", "entry__live").filter(
        state__in=PUBLIC, entry__live__isnull=False
    )
    if public_id:
        rows = rows.filter(entry__public_id=public_id)
    return rows.order_by("-answered_at", "-id")


def count_corrections() -> dict[str, int]:
    """How many reports of the public record have each outcome."""
    rows = list_corrections().order_by().values_list("state").annotate(reports=Count("pk"))
    return {str(state): 0 for state in PUBLIC} | dict(rows)


def to_correction(report: Report) -> Correction:
    """A row of the public record, without what the reader wrote."""
    live = report.entry.live
    return Correction(
        public_id=report.entry.public_id,
        title=str(live.values.get("name") or report.entry.public_id) if live else report.entry.public_id,
        organisation=report.entry.organisation.name,
        organisation_code=report.entry.organisation.code,
        field=report.field,
        received_at=report.received_at,
        answered_at=report.answered_at,
        state=report.state,
        summary=report.summary,
        answer=report.answer,
        version=report.version,
        corrected_in=report.corrected_in,
    )

"""Tasks that come from an assessment instead of from the framework: its action points and the measures of its risks.

They stand in the plan of the dossier beside the others. The assessment says what they are; people say how far they are.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit import actions as audit
from waarborg.apps.obligations.models import Evidence, Task, TaskChange
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Effort, Level, Measure
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.planning import PlannedTask
from waarborg.core.framework.tasks import TaskState
from waarborg.core.terms.text import Text

PREFIX = "urn:waarborg:own:"
LONGEST_TITLE = 500


@dataclass(frozen=True, kw_only=True)
class OwnTask:
    """A task as an assessment asks for it.

    id: stays the same for the same row of the assessment, such as `assessment-3-ab12`. owner: the role that the
    assessment names. source: the assessment, such as `DPIA`. because: the risk it is for; empty for an action point.
    weight: `low`, `medium` or `high` for a risk.
    """

    id: str
    title: str
    source: str
    owner: str = ""
    due_on: date | None = None
    because: str = ""
    weight: str = ""


def is_own(task: Task) -> bool:
    """Whether a task comes from an assessment."""
    return task.measure.startswith(PREFIX)


def mention(task: Task) -> str:
    """How a notification calls such a task: by the assessment it is from, as its own words may name somebody."""
    return f"{PREFIX}{task.own.get('source', '')}"


def make_measure(task: Task) -> Measure:
    """What such a task asks, in the shape of a measure, so that pages show it as any other."""
    about = task.own
    source, because = str(about.get("source", "")), str(about.get("because", ""))
    owner = str(about.get("owner", ""))
    title = str(about.get("title", ""))
    reason = Text(f"Dit staat in de {source}.", f"The {source} says so.")
    if because:
        reason = Text(
            f"Dit staat in de {source}, bij het risico: {because}",
            f"The {source} says so, at the risk: {because}",
        )
    does = Text(f"{title} ({owner})", f"{title} ({owner})") if owner else Text(title, title)
    return Measure(
        id=task.measure,
        title=Text(title, title),
        does=does,
        done_when=Text("Het is gedaan zoals de toets het zegt.", "It is done as the assessment says."),
        reason=reason,
        phases=("implementation",),
        roles=(),
        subjects=(),
        effort=Effort.MEDIUM,
        level=Level.ALL,
        links=(),
    )


def plan_own(task: Task, *, on: date) -> PlannedTask | None:
    """Such a task as part of a plan; None when the assessment no longer asks for it."""
    if task.own.get("gone"):
        return None
    return PlannedTask(make_measure(task), (), (), (), None, False, on)


def keep_own_tasks(
    *,
    algorithm: Algorithm,
    framework: Framework,
    group: str,
    tasks: Iterable[OwnTask],
    by: Person,
    at: datetime,
) -> None:
    """Make the tasks of one assessment, whose ids begin with `group`, what it says now.

    A new one is added, a changed one gets its new words, and one that is gone is no longer asked for; whatever
    people said about it stays. For actions that checked what `by` may do, within their transaction.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=algorithm.organisation_id)
    own_rows = Task.objects.filter(algorithm=algorithm, measure__startswith=PREFIX)
    # An action point that was taken over from another assessment is the same task: its row kept its id.
    elsewhere = {
        row.measure.rpartition("-")[2]
        for row in own_rows.exclude(measure__startswith=PREFIX + group)
        if not row.own.get("gone")
    }
    rows = {row.measure: row for row in own_rows.filter(measure__startswith=PREFIX + group)}
    wanted = {PREFIX + task.id: task for task in tasks if task.id.rpartition("-")[2] not in elsewhere}
    for measure, task in wanted.items():
        row = rows.get(measure) or Task(
            organisation=algorithm.organisation, algorithm=algorithm, measure=measure
        )
        own: dict[str, object] = {
            "title": task.title[:LONGEST_TITLE],
            "source": task.source,
            "owner": task.owner,
            "because": task.because,
            "weight": task.weight,
            "due": task.due_on.isoformat() if task.due_on else "",
        }
        if row.own == own and row.pk is not None:
            continue
        if row.due_on is None or row.own.get("due") != own["due"]:
            row.due_on = task.due_on or row.due_on
        _record(row, own, framework, "from_assessment", by=by, at=at)
    for measure, row in rows.items():
        if measure not in wanted and not row.own.get("gone"):
            _record(row, {**row.own, "gone": True}, framework, "gone_from_assessment", by=by, at=at)


def _record(
    row: Task, own: dict[str, object], framework: Framework, what: str, *, by: Person, at: datetime
) -> None:
    row.own, row.content_version = own, framework.version
    row.number += 1
    row.save()
    about = {"measure": row.measure, "number": row.number}
    TaskChange.objects.create(task=row, number=row.number, what=what, about={}, by=str(by.pk), at=at)
    audit.record(
        chain=row.organisation.code,
        action=f"obligations.{what}",
        subject=f"task/{row.pk}",
        by=str(by.pk),
        at=at,
        about=about,
    )


def add_form_evidence(
    *,
    algorithm: Algorithm,
    framework: Framework,
    measures: Collection[str],
    title: str,
    link: str,
    group: str,
    digest: str,
    valid_until: date | None,
    by: Person,
    at: datetime,
) -> int:
    """Add a signed assessment as evidence at the tasks of these measures; returns at how many.

    An earlier version of the same assessment (`group`, the beginning of its link) is withdrawn there. No task is done
    by this: somebody says so. For actions that checked what `by` may do, within their transaction.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=algorithm.organisation_id)
    for id in sorted(measures):
        row, _ = Task.objects.get_or_create(
            organisation=algorithm.organisation,
            algorithm=algorithm,
            measure=id,
            defaults={"content_version": framework.version, "state": TaskState.TODO},
        )
        row.evidence.filter(kind=EvidenceKind.FORM, link__startswith=group, withdrawn_at=None).update(
            withdrawn_by=str(by.pk), withdrawn_at=at, withdrawn_reason="Vervangen door een nieuwere versie."
        )
        found = Evidence.objects.create(
            task=row,
            kind=EvidenceKind.FORM,
            title=title[:200],
            link=link,
            digest=digest,
            observed_on=timezone.localdate(at),
            valid_until=valid_until,
            added_by=str(by.pk),
            added_at=at,
        )
        row.number += 1
        row.save(update_fields=("number",))
        about = {"evidence": found.pk, "digest": digest}
        TaskChange.objects.create(
            task=row, number=row.number, what="add_evidence", about=about, by=str(by.pk), at=at
        )
        audit.record(
            chain=algorithm.organisation.code,
            action="obligations.add_evidence",
            subject=f"task/{row.pk}",
            by=str(by.pk),
            at=at,
            about={**about, "measure": id, "number": row.number},
        )
    return len(measures)

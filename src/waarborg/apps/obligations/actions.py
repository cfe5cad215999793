"""All writes to tasks: who does it, when, how far it is, what shows it, and who confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.audit import actions as audit
from waarborg.apps.obligations import own_tasks, queries, telling
from waarborg.apps.obligations.checking import (
    LONGEST_NOTE,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_EVIDENCE,
    TaskOvertaken,
    TaskRefused,
    require_colleague,
    require_days,
    require_due,
    require_link,
    require_measure,
    require_open_file,
    require_other,
    require_text,
)
from waarborg.apps.obligations.models import Evidence, Task, TaskChange
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.tasks import TaskState
from waarborg.core.terms.digests import digest
from waarborg.core.terms.text import Text

EDIT, CONFIRM = "obligations.edit", "obligations.confirm"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which task is meant: a measure for one algorithm, or, without one, for the whole organisation."""

    organisation: Organisation
    measure: str
    algorithm: Algorithm | None = None


@transaction.atomic
def plan_task(
    *,
    place: Place,
    framework: Framework,
    assignee: str,
    due_on: date | None,
    note: str,
    expected_number: int,
    by: Person,
    at: datetime,
) -> Task:
    """Say who does a task, before which day, and what people should know. `expected_number`: the changes `by` saw.

    Raises TaskOvertaken when there are more by now, and TaskRefused for what does not fit.
    """
    row = _hold(place, framework, by=by, expected_number=expected_number)
    require_due(due_on)
    said: dict[str, object] = {
        "assignee": require_colleague(assignee, place.organisation.code),
        "due_on": due_on,
        "note": require_text("note", note, LONGEST_NOTE, may_be_empty=True),
    }
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name, value in said.items():
        setattr(row, name, value)
    about: dict[str, object] = {"changed": changed}
    if "assignee" in changed:
        about["assignee"] = said["assignee"]
    if "due_on" in changed:
        about["due_on"] = due_on.isoformat() if due_on else None
    _record(row, "plan", framework, about, by=by, at=at)
    if "assignee" in changed and row.assignee:
        telling.tell_assigned(row, by=by, at=at)
    return row


@transaction.atomic
def set_state(
    *,
    place: Place,
    framework: Framework,
    state: TaskState,
    expected_number: int,
    by: Person,
    at: datetime,
    reason: str = "",
) -> Task:
    """Say how far a task is. Not applicable needs a reason. A confirmation does not outlive the state it was given to.

    The state that it has already changes nothing, but for another reason why it does not apply. Raises TaskOvertaken
    and TaskRefused as `plan_task` does.
    """
    row = _hold(place, framework, by=by, expected_number=expected_number)
    is_left_out = state is TaskState.NOT_APPLICABLE
    said = require_text("reason", reason, LONGEST_REASON) if is_left_out else ""
    if (row.state, row.reason) == (state, said):
        return row
    row.state, row.reason = state, said
    is_done = state is TaskState.DONE
    row.done_by, row.done_at = (str(by.pk), at) if is_done else ("", None)
    row.confirmed_by, row.confirmed_at = "", None
    return _record(row, "state", framework, {"state": state.value}, by=by, at=at)


@transaction.atomic
def confirm(*, place: Place, framework: Framework, expected_number: int, by: Person, at: datetime) -> Task:
    """Confirm that a task is done, as somebody else than who did it. Raises TaskRefused and TaskOvertaken."""
    row = _hold(place, framework, by=by, expected_number=expected_number, permission=CONFIRM)
    if row.state != TaskState.DONE:
        raise TaskRefused(
            "",
            Text(
                "Deze taak is niet afgerond, dus er is niets te bevestigen.",
                "This task is not finished, so there is nothing to confirm.",
            ),
        )
    require_other(row, by)
    if row.confirmed_at is not None:
        return row
    row.confirmed_by, row.confirmed_at = str(by.pk), at
    return _record(row, "confirm", framework, {}, by=by, at=at)


@transaction.atomic
def add_evidence(
    *,
    place: Place,
    framework: Framework,
    kind: EvidenceKind,
    title: str,
    observed_on: date,
    by: Person,
    at: datetime,
    valid_until: date | None = None,
    link: str = "",
    attachment: Attachment | None = None,
) -> Evidence:
    """Add what shows that a task is done: a file of the dossier, a link, or neither when the title says it all.

    Raises TaskRefused for what does not fit.
    """
    row = _hold(place, framework, by=by)
    said = require_text("title", title, LONGEST_TITLE)
    address = require_link(link)
    require_days(observed_on, valid_until, at)
    if attachment is not None:
        require_open_file(attachment, row)
    if row.pk is not None and row.evidence.filter(withdrawn_at=None).count() >= MOST_EVIDENCE:
        raise TaskRefused(
            "",
            Text(
                f"Een taak heeft hoogstens {MOST_EVIDENCE} bewijsstukken. Trek er een in dat niet meer telt.",
                f"A task has at most {MOST_EVIDENCE} pieces of evidence. Withdraw one that no longer counts.",
            ),
        )
    if row.state == TaskState.DONE and queries.is_reopened(row, on=timezone.localdate(at)):
        # Whoever renews the evidence did the task again; a confirmation was given to what counted then.
        row.done_by, row.done_at = str(by.pk), at
        row.confirmed_by, row.confirmed_at = "", None
    # Only a task with a row can have evidence; a new row is recorded first, so that it has its place in the history.
    row.save()
    found = Evidence.objects.create(
        task=row,
        kind=kind,
        title=said,
        link=address,
        attachment=attachment,
        digest=attachment.sha256 if attachment is not None else digest([said, address]),
        observed_on=observed_on,
        valid_until=valid_until,
        added_by=str(by.pk),
        added_at=at,
    )
    _record(row, "add_evidence", framework, {"evidence": found.pk, "digest": found.digest}, by=by, at=at)
    return found


@transaction.atomic
def withdraw_evidence(
    *, evidence: Evidence, framework: Framework, reason: str, by: Person, at: datetime
) -> None:
    """Say that evidence does not count after all, and why; it stays to be seen. Raises TaskRefused.

    A task that was done is in progress again when nothing is left to show it.
    """
    task = Task.objects.select_related("organisation", "algorithm").get(pk=evidence.task_id)
    row = _hold(_place_of(task), framework, by=by)
    said = require_text("reason", reason, LONGEST_REASON)
    found = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if found.withdrawn_at is not None:
        return
    found.withdrawn_by, found.withdrawn_at, found.withdrawn_reason = str(by.pk), at, said
    found.save(update_fields=("withdrawn_by", "withdrawn_at", "withdrawn_reason"))
    about: dict[str, object] = {"evidence": found.pk}
    if row.state == TaskState.DONE and not row.evidence.filter(withdrawn_at=None).exists():
        row.state, about["state"] = TaskState.DOING, TaskState.DOING.value
        row.done_by, row.done_at = "", None
        row.confirmed_by, row.confirmed_at = "", None
    _record(row, "withdraw_evidence", framework, about, by=by, at=at)


# --- shared ----------------------------------------------------------------------------------------------
def _place_of(task: Task) -> Place:
    return Place(organisation=task.organisation, algorithm=task.algorithm, measure=task.measure)


def _hold(
    place: Place,
    framework: Framework,
    *,
    by: Person,
    expected_number: int | None = None,
    permission: str = EDIT,
) -> Task:
    """The row of a task, locked; a new one, not saved, when nobody said anything of it yet."""
    organisation = place.organisation
    rights.demand(by, permission, organisation.code)
    if place.algorithm is not None and place.algorithm.organisation_id != organisation.pk:
        raise ValueError("the dossier belongs to another organisation")
    measure = place.measure
    if not measure.startswith(own_tasks.PREFIX):
        measure = require_measure(framework, measure).id
    # Locks the organisation, so that two people who are the first to say something make one row.
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    row = (
        Task.objects.select_for_update(of=("self",))
        .filter(organisation=organisation, algorithm=place.algorithm, measure=measure)
        .first()
    )
    if row is None:
        require_measure(
            framework, measure
        )  # a task of an assessment is there before anybody says something of it
        row = Task(organisation=organisation, algorithm=place.algorithm, measure=measure)
    row.content_version = framework.version
    if expected_number is not None and row.number != expected_number:
        raise TaskOvertaken
    return row


def _record(
    row: Task,
    what: str,
    framework: Framework,
    about: Mapping[str, object],
    *,
    by: Person,
    at: datetime,
) -> Task:
    row.number += 1
    row.save()
    TaskChange.objects.create(task=row, number=row.number, what=what, about=dict(about), by=str(by.pk), at=at)
    where = f"algorithm/{row.algorithm.public_id}" if row.algorithm is not None else "organisation"
    audit.record(
        chain=row.organisation.code,
        action=f"obligations.{what}",
        subject=f"task/{row.pk}",
        by=str(by.pk),
        at=at,
        about={
            **about,
            "measure": row.measure,
            "of": where,
            "content": framework.version,
            "number": row.number,
        },
    )
    return row

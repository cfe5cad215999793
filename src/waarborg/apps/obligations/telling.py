"""Who is told about tasks: that one is theirs, that its day is near, and that its evidence no longer counts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.obligations import own_tasks, queries
from waarborg.apps.obligations.models import Task, TaskReminder
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.framework.tasks import TaskState

#: So many days before its day somebody is told of a task, once.
DAYS_AHEAD = timedelta(days=14)


def tell_assigned(task: Task, *, by: Person, at: datetime) -> None:
    """Tell somebody that a task is theirs."""
    _tell("task_assigned", task, [task.assignee], day=None, by=by, at=at)


def remind(*, at: datetime) -> int:
    """Tell of tasks whose day is near or past, and of those that are open again; returns how many people were told.

    Each person is told once of each kind and day. Every task is a transaction of its own.
    """
    today = timezone.localdate(at)
    near = Task.objects.filter(
        due_on__lte=today + DAYS_AHEAD, state__in=(TaskState.TODO, TaskState.DOING)
    ).exclude(assignee="")
    told = 0
    for task in near.select_related("organisation", "algorithm").order_by("id"):
        if task.due_on is not None:
            told += _remind("task_due", task, [task.assignee], day=task.due_on, at=at)
    for task, day in queries.list_reopened(on=today):
        told += _remind("evidence_expired", task, [task.assignee, task.done_by], day=day, at=at)
    return told


@transaction.atomic
def _remind(kind: str, task: Task, people: Iterable[str], *, day: date, at: datetime) -> int:
    told = set(
        TaskReminder.objects.filter(task=task, kind=kind, day=day).order_by().values_list("person", flat=True)
    )
    new = [person for person in dict.fromkeys(people) if person and person not in told]
    TaskReminder.objects.bulk_create(
        [TaskReminder(task=task, kind=kind, day=day, person=person, at=at) for person in new],
        ignore_conflicts=True,
    )
    return _tell(kind, task, new, day=day, by=SYSTEM, at=at) if new else 0


def _tell(
    kind: str, task: Task, people: Iterable[str], *, day: date | None, by: Person | str, at: datetime
) -> int:
    about: dict[str, object] = {
        "measure": own_tasks.mention(task) if own_tasks.is_own(task) else task.measure,
        "name": task.algorithm.name if task.algorithm is not None else task.organisation.name,
    }
    if day is not None:
        about["day"] = day.isoformat()
    code = task.organisation.code
    made = notifications.notify(
        # Whoever may no longer see the dossier learns nothing of it.
        people=[
            person
            for person in Person.objects.filter(pk__in=list(people), is_active=True).order_by("pk")
            if rights.may(person, "algorithms.view", code)
        ],
        kind=kind,
        about=about,
        link=_link(task),
        by=by,
        at=at,
        organisation=task.organisation,
        subject=f"task/{task.pk}/{kind}" + (f"/{day.isoformat()}" if day else ""),
    )
    return len(made)


def _link(task: Task) -> str:
    code = task.measure.rsplit(":", 1)[-1]
    with override("nl"):
        if task.algorithm is not None:
            return reverse("web:task", kwargs={"public_id": task.algorithm.public_id, "code": code})
        return reverse("web:organisation_task", kwargs={"code": task.organisation.code, "measure": code})

"""Who is told about tasks: that one is theirs, that its day is near, and that its evidence no longer counts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.notifications.models import Notification
from waarborg.apps.obligations import queries
from waarborg.apps.obligations.models import Task
from waarborg.apps.organisations.models import Person
from waarborg.core.framework.tasks import TaskState

#: So many days before its day somebody is told of a task, once.
DAYS_AHEAD = timedelta(days=14)


def tell_assigned(task: Task, *, by: Person, at: datetime) -> None:
    """Tell somebody that a task is theirs."""
    _tell("task_assigned", task, [task.assignee], day=None, by=by, at=at)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Tell of tasks whose day is near or past, and of evidence that no longer counts, each once; returns how many."""
    today = timezone.localdate(at)
    told = 0
    near = Task.objects.filter(
        due_on__lte=today + DAYS_AHEAD, state__in=(TaskState.TODO, TaskState.DOING)
    ).exclude(assignee="")
    for task in near.select_related("organisation", "algorithm").order_by("id"):
        told += _tell("task_due", task, [task.assignee], day=task.due_on, by=SYSTEM, at=at)
    for evidence in queries.list_expiring(today - timedelta(days=1)):
        task = evidence.task
        people = [task.assignee, task.done_by]
        told += _tell("evidence_expired", task, people, day=evidence.valid_until, by=SYSTEM, at=at)
    return told


def _tell(
    kind: str, task: Task, people: Iterable[str], *, day: date | None, by: Person | str, at: datetime
) -> int:
    subject = f"task/{task.pk}/{kind}" + (f"/{day.isoformat()}" if day else "")
    asked = [person for person in people if person]
    if day is not None and Notification.objects.filter(subject=subject).exists():
        return 0
    about: dict[str, object] = {
        "measure": task.measure,
        "name": task.algorithm.name if task.algorithm is not None else task.organisation.name,
    }
    if day is not None:
        about["day"] = day.isoformat()
    made = notifications.notify(
        people=Person.objects.filter(pk__in=asked, is_active=True).order_by("pk"),
        kind=kind,
        about=about,
        link=_link(task),
        by=by,
        at=at,
        organisation=task.organisation,
        subject=subject,
    )
    return len(made)


def _link(task: Task) -> str:
    code = task.measure.rsplit(":", 1)[-1]
    with override("nl"):
        if task.algorithm is not None:
            return reverse("web:task", kwargs={"public_id": task.algorithm.public_id, "code": code})
        return reverse("web:organisation_task", kwargs={"code": task.organisation.code, "measure": code})

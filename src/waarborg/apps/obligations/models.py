"""What people did about the tasks of a plan. The plan itself is worked out: a row is there once somebody did something."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.organisations.models import Organisation
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.tasks import TaskState


class Task(models.Model):
    """A task of the plan of one algorithm, or, without an algorithm, of the whole organisation.

    measure: URN of the measure. content_version: that of the framework when somebody last said something. note: what
    people should know of it. own: of a task that comes from an assessment, what it asks. reason: why it does not apply. number: counts the changes, for two who change at once.
    Rows stay when a plan no longer asks for the task.
    """

    PRIVACY = {
        "id": "none",
        "organisation": "none",
        "algorithm": "none",
        "measure": "none",
        "content_version": "none",
        "state": "none",
        "assignee": "pseudonym",
        "due_on": "none",
        "note": "may-hold",
        "reason": "may-hold",
        "done_by": "pseudonym",
        "done_at": "none",
        "confirmed_by": "pseudonym",
        "confirmed_at": "none",
        "number": "none",
        "own": "may-hold",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tasks")
    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, null=True, related_name="tasks")
    measure = models.CharField(max_length=100)
    content_version = models.CharField(max_length=20)
    state = models.CharField(
        max_length=16, choices=[(state.value, state.value) for state in TaskState], default=TaskState.TODO
    )
    assignee = models.CharField(max_length=64, blank=True)
    due_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    done_by = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(default=0)
    own = models.JSONField(default=dict)

    class Meta:
        ordering = ("organisation", "algorithm", "measure")
        constraints = (
            models.UniqueConstraint(
                fields=("algorithm", "measure"),
                condition=models.Q(algorithm__isnull=False),
                name="obligations_one_task_per_measure",
            ),
            models.UniqueConstraint(
                fields=("organisation", "measure"),
                condition=models.Q(algorithm__isnull=True),
                name="obligations_one_task_per_organisation",
            ),
        )
        indexes = (models.Index(fields=("assignee", "state"), name="obligations_task_mine"),)

    def __str__(self) -> str:
        return self.measure


class TaskChange(models.Model):
    """One change of a task, kept for its history. Rows are added, never changed. about: ids, codes and days only."""

    PRIVACY = {
        "id": "none",
        "task": "none",
        "number": "none",
        "what": "none",
        "about": "pseudonym",
        "by": "pseudonym",
        "at": "none",
    }

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=32)
    about = models.JSONField(default=dict)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("task", "number")
        constraints = (
            models.UniqueConstraint(fields=("task", "number"), name="obligations_one_change_per_number"),
        )


class Evidence(models.Model):
    """What shows that a task is done: a file of the dossier, a link, or a reference to a form or measurement.

    digest: SHA-256 of the file, or of title and link where there is none, as it was added. observed_on: the day it
    tells of. valid_until: the last day it counts; empty for always. Withdrawn evidence stays, and does not count.
    """

    PRIVACY = {
        "id": "none",
        "task": "none",
        "kind": "none",
        "title": "may-hold",
        "link": "may-hold",
        "attachment": "none",
        "digest": "none",
        "observed_on": "none",
        "valid_until": "none",
        "added_by": "pseudonym",
        "added_at": "none",
        "withdrawn_by": "pseudonym",
        "withdrawn_at": "none",
        "withdrawn_reason": "may-hold",
    }

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in EvidenceKind])
    title = models.CharField(max_length=200)
    link = models.CharField(max_length=500, blank=True)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="evidence")
    digest = models.CharField(max_length=64)
    observed_on = models.DateField()
    valid_until = models.DateField(null=True)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("task", "-observed_on", "-id")

    def __str__(self) -> str:
        return self.title


class TaskReminder(models.Model):
    """That somebody was reminded of a task: once for each kind and day, however often it is tried."""

    PRIVACY = {
        "id": "none",
        "task": "none",
        "kind": "none",
        "day": "none",
        "person": "pseudonym",
        "at": "none",
    }

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=32)
    day = models.DateField()
    person = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("task", "kind", "day", "person"), name="obligations_one_reminder_per_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

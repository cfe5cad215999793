"""Cases: law in use. What was stated and done in a case is a chain of events that only grows."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm
from waarborg.core.law.cases import EventKind


class Case(models.Model):
    """A case of a dossier under one interpretation of the law; what happened in it stands in its events.

    `token` is in its addresses. `goal` is the frame that the case is about, with brackets. `length` counts the events.
    `salt` belongs to `digest`, that of the title, which stands in the audit chain. Facts of a case can be personal
    data; redacting takes title, facts, parties and salts away, and leaves that there were so many events.
    """

    PRIVACY = {
        "id": "none",
        "algorithm": "none",
        "token": "none",
        "interpretation": "none",
        "goal": "none",
        "title": "may-hold",
        "starts_on": "none",
        "length": "none",
        "salt": "secret",
        "digest": "none",
        "opened_at": "none",
        "opened_by": "pseudonym",
        "closed_at": "none",
        "closed_by": "pseudonym",
        "redacted_at": "none",
        "redacted_by": "pseudonym",
        "redaction_reason": "none",
    }

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="cases")
    token = models.CharField(max_length=32, unique=True)
    interpretation = models.CharField(max_length=250)
    goal = models.TextField(blank=True)
    title = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    length = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.CharField(max_length=64, blank=True)
    redaction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("algorithm", "-id"), name="cases_case_newest"),)

    def __str__(self) -> str:
        return self.title


class CaseEvent(models.Model):
    """One thing that happened in a case. Rows are added, never changed, but for redaction.

    `previous` and `digest` link the events to each other, as the core has it; `seal` is the salted digest of
    `digest`, which stands in the audit chain, so that nothing of a case can be guessed from there.
    """

    PRIVACY = {
        "id": "none",
        "case": "none",
        "number": "none",
        "kind": "none",
        "on": "none",
        "party": "may-hold",
        "facts": "may-hold",
        "act": "none",
        "supplier": "may-hold",
        "previous": "may-hold",
        "digest": "may-hold",
        "salt": "secret",
        "seal": "none",
        "recorded_at": "none",
        "recorded_by": "pseudonym",
    }

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in EventKind])
    on = models.DateField()
    party = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)
    act = models.TextField(blank=True)
    supplier = models.CharField(max_length=100, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    seal = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="cases_one_event_per_number"),)

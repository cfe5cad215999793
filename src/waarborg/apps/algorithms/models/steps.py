"""The steps an algorithm takes, with the frames of the law they rest on."""

from django.db import models

from waarborg.apps.algorithms.models.dossiers import Algorithm
from waarborg.core.profile.process_steps import Performer, Relation


class ProcessStep(models.Model):
    """One step in the work of an algorithm. What it says stands in its texts; a withdrawn step can be put back."""

    PRIVACY = {
        "id": "none",
        "algorithm": "none",
        "position": "none",
        "added_at": "none",
        "added_by": "pseudonym",
        "withdrawn_at": "none",
        "withdrawn_by": "pseudonym",
        "redacted_at": "none",
        "redacted_by": "pseudonym",
        "redaction_reason": "none",
    }

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="process_steps")
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.CharField(max_length=64, blank=True)
    redaction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("position", "id")
        indexes = (models.Index(fields=("algorithm", "position"), name="algorithms_step_in_order"),)


class StepText(models.Model):
    """What a step says, or said before it was changed. Rows are added, never changed, but for redaction.

    `digest` is that of the salt, the words and the links; it also stands in the audit chain.
    """

    PRIVACY = {
        "id": "none",
        "step": "none",
        "number": "none",
        "title": "may-hold",
        "what": "may-hold",
        "performer": "none",
        "no_basis": "may-hold",
        "remark": "may-hold",
        "by": "pseudonym",
        "at": "none",
        "salt": "secret",
        "digest": "none",
    }

    step = models.ForeignKey(ProcessStep, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    what = models.TextField(blank=True)
    performer = models.CharField(max_length=16, choices=[(item.value, item.value) for item in Performer])
    no_basis = models.CharField(max_length=1000, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("step", "number")
        constraints = (
            models.UniqueConstraint(fields=("step", "number"), name="algorithms_one_text_per_number_of_step"),
        )


class StepLink(models.Model):
    """A frame that a step rests on, as one text of the step says it."""

    PRIVACY = {
        "id": "none",
        "text": "none",
        "number": "none",
        "interpretation": "none",
        "frame": "none",
        "relation": "none",
        "remark": "may-hold",
    }

    text = models.ForeignKey(StepText, on_delete=models.PROTECT, related_name="links")
    number = models.PositiveIntegerField()
    interpretation = models.CharField(max_length=250)
    frame = models.TextField()
    relation = models.CharField(max_length=16, choices=[(item.value, item.value) for item in Relation])
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("text", "number")
        constraints = (
            models.UniqueConstraint(fields=("text", "number"), name="algorithms_one_link_per_number"),
        )

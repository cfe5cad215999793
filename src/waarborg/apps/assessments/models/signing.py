"""What people say at the end: advice, consent, signatures and the reaction to them; what asks for a new look; and
what the public may read."""

from django.db import models

from waarborg.apps.assessments.models.assessments import Assessment, FixedVersion


class SlotEntry(models.Model):
    """An advice, a consent or a signature. verdict: `positive`, `conditions` or `negative`.

    digest: of the answers as they were. on: the day; for a consent that was given elsewhere, its own day. reference:
    where that can be found. Rows stay; one that was overtaken by a later change has `overtaken_at`.
    """

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "slot": "none",
        "kind": "none",
        "verdict": "none",
        "text": "may-hold",
        "reference": "may-hold",
        "on": "none",
        "digest": "none",
        "by": "pseudonym",
        "at": "none",
        "reaction": "may-hold",
        "reaction_by": "pseudonym",
        "reaction_at": "none",
        "overtaken_at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="signatures")
    slot = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    reference = models.CharField(max_length=500, blank=True)
    on = models.DateField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    reaction = models.TextField(blank=True)
    reaction_by = models.CharField(max_length=64, blank=True)
    reaction_at = models.DateTimeField(null=True)
    overtaken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("assessment", "at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "slot"),
                condition=models.Q(overtaken_at__isnull=True),
                name="assessments_one_entry_per_slot",
            ),
        )

    def __str__(self) -> str:
        return self.slot


class Trigger(models.Model):
    """Why a signed assessment must be looked at again: a fact changed, the form or the day, a measurement, an incident.

    detail: the key of the fact, the version or the day. Once somebody looked, `settled_at` says when.
    """

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "kind": "none",
        "detail": "none",
        "text": "may-hold",
        "by": "pseudonym",
        "at": "none",
        "settled_by": "pseudonym",
        "settled_at": "none",
        "settled_reason": "may-hold",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="triggers")
    kind = models.CharField(max_length=16)
    detail = models.CharField(max_length=100)
    text = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=64, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("assessment", "at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "kind", "detail"),
                condition=models.Q(settled_at__isnull=True),
                name="assessments_one_open_trigger",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class Summary(models.Model):
    """What the public may read of a signed version: a text, and per part whether it is shown or why it is not.

    parts: part to the ground of the Woo on which it is withheld; empty for a part that is shown. The newest one that
    was not taken back is public.
    """

    PRIVACY = {
        "id": "none",
        "version": "none",
        "text": "may-hold",
        "parts": "none",
        "by": "pseudonym",
        "at": "none",
        "withdrawn_by": "pseudonym",
        "withdrawn_at": "none",
        "withdrawn_reason": "may-hold",
    }

    version = models.ForeignKey(FixedVersion, on_delete=models.PROTECT, related_name="summaries")
    text = models.TextField()
    parts = models.JSONField(default=dict)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("version", "at", "id")

    def __str__(self) -> str:
        return f"{self.version}"

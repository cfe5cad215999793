"""Working together on an assessment: who does which part, comments, and experts from outside."""

from django.db import models

from waarborg.apps.assessments.models.assessments import Assessment


class PartAssignment(models.Model):
    """Who fills in a part, and before which day. One row per part; the newest decision counts."""

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "part": "none",
        "assignee": "pseudonym",
        "due_on": "none",
        "by": "pseudonym",
        "at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=40)
    assignee = models.CharField(max_length=64, blank=True)
    due_on = models.DateField(null=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("assessment", "part")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "part"), name="assessments_one_assignment_per_part"
            ),
        )

    def __str__(self) -> str:
        return self.part


class Comment(models.Model):
    """A remark at a place, or a reply to one. mentions: ids of the people it names. Resolved remarks stay."""

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "place": "none",
        "parent": "none",
        "text": "may-hold",
        "mentions": "pseudonym",
        "by": "pseudonym",
        "at": "none",
        "resolved_by": "pseudonym",
        "resolved_at": "none",
        "removed_by": "pseudonym",
        "removed_at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="comments")
    place = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    mentions = models.JSONField(default=list)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    resolved_by = models.CharField(max_length=64, blank=True)
    resolved_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=64, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("assessment", "at", "id")

    def __str__(self) -> str:
        return self.place


class Invitation(models.Model):
    """Somebody from outside who may read and answer one part, by a link that expires. Only its digest is kept.

    part: empty for the whole form, of who replies to a questionnaire.
    """

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "part": "none",
        "name": "personal",
        "email": "personal",
        "token_digest": "secret",
        "by": "pseudonym",
        "at": "none",
        "expires_on": "none",
        "revoked_by": "pseudonym",
        "revoked_at": "none",
        "used_at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="invitations")
    part = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_by = models.CharField(max_length=64, blank=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("assessment", "at", "id")

    def __str__(self) -> str:
        return self.part

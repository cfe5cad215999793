"""An assessment: a form that people fill in for one algorithm or organisation, and the versions that were signed."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation


class State(models.TextChoices):
    """How far an assessment is. What is signed is fixed; what was ended is kept and no longer counts."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    ENDED = "ended"


class Assessment(models.Model):
    """A form in one version, filled in for one algorithm, for an organisation, or in answer to a questionnaire.

    organisation: whose it is: that keeps the dossier, or that the form is about. algorithm: None for a form about the
    organisation, and for an answer to a questionnaire. is_reply: whether it answers a questionnaire. number: counts
    every change, for two who change at once. review_on: when to look again. state_reason: why it was opened again or
    ended. Of each form an algorithm, and an organisation, has at most one that was not ended, apart from replies.
    """

    PRIVACY = {
        "id": "none",
        "organisation": "none",
        "algorithm": "none",
        "is_reply": "none",
        "form": "none",
        "form_version": "none",
        "state": "none",
        "state_reason": "may-hold",
        "number": "none",
        "started_by": "pseudonym",
        "started_at": "none",
        "changed_at": "none",
        "review_on": "none",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assessments")
    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, null=True, related_name="assessments")
    is_reply = models.BooleanField(default=False)
    form = models.CharField(max_length=40)
    form_version = models.CharField(max_length=20)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    state_reason = models.CharField(max_length=500, blank=True)
    number = models.PositiveIntegerField(default=0)
    started_by = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    review_on = models.DateField(null=True)

    class Meta:
        ordering = ("organisation", "algorithm", "form", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("algorithm", "form"),
                condition=~models.Q(state="ended") & models.Q(is_reply=False, algorithm__isnull=False),
                name="assessments_one_of_each_form",
            ),
            models.UniqueConstraint(
                fields=("organisation", "form"),
                condition=~models.Q(state="ended") & models.Q(is_reply=False, algorithm__isnull=True),
                name="assessments_one_of_each_form_of_organisation",
            ),
        )
        indexes = (models.Index(fields=("state", "review_on"), name="assessments_review"),)

    def __str__(self) -> str:
        return f"{self.form} {self.form_version}"

    @property
    def home(self) -> str:
        """Where its pages stand: the public id of the algorithm, or `@` and the code of the organisation."""
        return self.algorithm.public_id if self.algorithm is not None else f"@{self.organisation.code}"

    @property
    def about(self) -> str:
        """The name of what it is about; of a reply, of who replies."""
        if self.is_reply:
            return str(self.respondent.name)
        return self.algorithm.name if self.algorithm is not None else self.organisation.name


class FixedVersion(models.Model):
    """What was signed, as it was: all answers, advice and signatures, with a digest. Rows never change.

    content: everything the document shows, so that it can be made again. digest: SHA-256 of the content.
    """

    PRIVACY = {
        "id": "none",
        "assessment": "none",
        "number": "none",
        "form_version": "none",
        "content": "may-hold",
        "digest": "none",
        "by": "pseudonym",
        "at": "none",
    }

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="fixed")
    number = models.PositiveIntegerField()
    form_version = models.CharField(max_length=20)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("assessment", "number")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "number"), name="assessments_one_fixed_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.assessment} v{self.number}"

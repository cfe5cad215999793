"""Forms that an organisation wrote itself, as the text of their file."""

from django.db import models

from waarborg.apps.organisations.models import Organisation


class OwnForm(models.Model):
    """One version of a form of an organisation. The text never changes; withdrawn_at: no longer to be started.

    digest: SHA-256 of the text.
    """

    PRIVACY = {
        "id": "none",
        "organisation": "none",
        "form": "none",
        "version": "none",
        "text": "none",
        "digest": "none",
        "by": "pseudonym",
        "at": "none",
        "withdrawn_by": "pseudonym",
        "withdrawn_at": "none",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="own_forms")
    form = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("organisation", "form", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "form", "version"), name="assessments_one_of_each_own_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.version}"

"""What is known of the quality of live versions, and of the links in them. All of it can be worked out again."""

from django.db import models

from waarborg.apps.publications.models.entries import Entry


class TextBand(models.Model):
    """One band of the signature of a live text: two texts with an equal band may be nearly the same."""

    PRIVACY = {"id": "none", "entry": "none", "band": "none"}

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="text_bands")
    band = models.BigIntegerField()

    class Meta:
        ordering = ("entry", "id")
        indexes = (models.Index(fields=("band", "entry"), name="publications_band"),)


class Appraisal(models.Model):
    """How complete a live version is, and when its findings were last worked out; none before the worker came by.

    `changed_on` is the day of the text: of publication here, or the day that the other register states.
    """

    PRIVACY = {
        "entry": "none",
        "filled": "none",
        "expected": "none",
        "missing": "none",
        "changed_on": "none",
        "findings": "none",
        "appraised_on": "none",
    }

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE, related_name="appraisal")
    filled = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField()
    missing = models.JSONField(default=list)
    changed_on = models.DateField()
    findings = models.PositiveSmallIntegerField(default=0)
    appraised_on = models.DateField(null=True)

    class Meta:
        ordering = ("entry",)


class FindingCount(models.Model):
    """How often a rule found something in a live version."""

    PRIVACY = {"id": "none", "entry": "none", "code": "none", "count": "none"}

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="finding_counts")
    code = models.CharField(max_length=40)
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("entry", "code")
        constraints = (
            models.UniqueConstraint(fields=("entry", "code"), name="publications_one_count_per_code"),
        )
        indexes = (models.Index(fields=("code", "entry"), name="publications_finding_code"),)


class CheckedLink(models.Model):
    """A web address that stands in live versions, and what came of opening it.

    `outcome` is a code: `works`, or why not. `failures` counts the days in a row on which it did not work.
    """

    PRIVACY = {
        "id": "none",
        "url": "none",
        "outcome": "none",
        "status": "none",
        "failures": "none",
        "checked_at": "none",
    }

    url = models.CharField(max_length=1000, unique=True)
    outcome = models.CharField(max_length=20)
    status = models.PositiveSmallIntegerField(null=True)
    failures = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ("checked_at", "id")
        indexes = (models.Index(fields=("checked_at",), name="publications_link_checked"),)

"""Entries of the register and the immutable versions the public sees."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm, Product
from waarborg.apps.organisations.models import Organisation
from waarborg.core.publication.workflow import State


class Entry(models.Model):
    """One entry of the register: of a dossier here, or taken over from another register.

    `state` is that of the newest text; `live` is the version the public sees, if any. `product` is
    the one that its live version is about, as far as that is certain; it can be worked out again.
    """

    PRIVACY = {
        "id": "none",
        "public_id": "none",
        "organisation": "none",
        "algorithm": "none",
        "product": "none",
        "source": "none",
        "source_url": "none",
        "state": "none",
        "live": "none",
        "withdrawn_at": "none",
        "withdrawal_reason": "none",
        "review_on": "none",
        "created_at": "none",
        "changed_at": "none",
    }

    public_id = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")
    algorithm = models.OneToOneField(Algorithm, null=True, on_delete=models.PROTECT, related_name="entry")
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="entries")
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    live = models.OneToOneField("Version", null=True, on_delete=models.PROTECT, related_name="live_entry")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=1000, blank=True)
    # Repeats the fact `review_on` of the dossier, so that lists can be sorted by it.
    review_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("public_id",)
        indexes = (
            models.Index(fields=("organisation", "state"), name="publications_entry_state"),
            models.Index(fields=("review_on",), name="publications_entry_review"),
            models.Index(fields=("-withdrawn_at",), name="publications_entry_withdrawn"),
        )


class Version(models.Model):
    """What was published: number n of an entry. Never changed after it was made, but for redaction.

    `values` holds the fields of the publication standard, `values_en` their English texts, `leftover` what an
    older standard said and 1.0 has no place for, `original` the record as it was taken over, `redacted` the fields
    that were taken away since; `digest` is that of the whole text, as it stands in the audit chain. `texts_at` says
    since when each text stands, Dutch and English (`goal`, `goal@en`).
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "number": "none",
        "values": "none",
        "values_en": "none",
        "leftover": "none",
        "original": "none",
        "standard": "none",
        "digest": "none",
        "published_at": "none",
        "published_by": "pseudonym",
        "registered_on": "none",
        "reason": "none",
        "redacted": "none",
        "texts_at": "none",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    values_en = models.JSONField(default=dict)
    leftover = models.JSONField(default=dict)
    original = models.JSONField(default=dict)
    standard = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)
    registered_on = models.DateField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    redacted = models.JSONField(default=list)
    texts_at = models.JSONField(default=dict)

    class Meta:
        ordering = ("entry", "number")
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="publications_one_version_per_number"),
        )
        indexes = (models.Index(fields=("-published_at", "-id"), name="publications_version_newest"),)

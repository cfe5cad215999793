"""Entries of the register: the working text of our own, and the immutable versions the public sees."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.publication.workflow import State


class Entry(models.Model):
    """One entry of the register: of a dossier here, or taken over from another register.

    `state` is that of the newest text; `live` is the version the public sees, if any.
    """

    PRIVACY = {
        "id": "none",
        "public_id": "none",
        "organisation": "none",
        "algorithm": "none",
        "source": "none",
        "source_url": "none",
        "state": "none",
        "live": "none",
        "withdrawn_at": "none",
        "withdrawal_reason": "none",
        "created_at": "none",
        "changed_at": "none",
    }

    public_id = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")
    algorithm = models.OneToOneField(Algorithm, null=True, on_delete=models.PROTECT, related_name="entry")
    source = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    live = models.OneToOneField("Version", null=True, on_delete=models.PROTECT, related_name="live_entry")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("public_id",)
        indexes = (models.Index(fields=("organisation", "state"), name="publications_entry_state"),)


class Version(models.Model):
    """What was published: number n of an entry. Never changed after it was made, but for redaction.

    `values` holds the fields of the publication standard, `values_en` their English texts, `leftover` what an
    older standard said and 1.0 has no place for, `original` the record as it was taken over, `redacted` the fields
    that were taken away since; `digest` is that of the whole text, as it stands in the audit chain.
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

    class Meta:
        ordering = ("entry", "number")
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="publications_one_version_per_number"),
        )


class Proposal(models.Model):
    """A text as it was submitted: fixed, so that what is approved is what is published.

    `newest_fact` is the newest fact that it holds; who wrote facts after it is an author of the next text.
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "values": "may-hold",
        "values_en": "may-hold",
        "digest": "none",
        "authors": "pseudonym",
        "newest_fact": "none",
        "submitted_by": "pseudonym",
        "submitted_at": "none",
        "note": "none",
        "outcome": "none",
        "decided_by": "pseudonym",
        "decided_at": "none",
        "reason": "none",
        "redacted": "none",
    }

    class Outcome(models.TextChoices):
        """How a proposal ended; OPEN while it waits."""

        OPEN = "open"
        APPROVED = "approved"
        REJECTED = "rejected"
        RECALLED = "recalled"
        PUBLISHED = "published"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="proposals")
    values = models.JSONField()
    values_en = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    authors = models.JSONField(default=list)
    newest_fact = models.PositiveBigIntegerField(default=0)
    submitted_by = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    redacted = models.JSONField(default=list)

    class Meta:
        ordering = ("entry", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("entry",),
                condition=models.Q(outcome__in=("open", "approved")),
                name="publications_one_running_proposal",
            ),
        )


class Step(models.Model):
    """A step that was taken with an entry. The audit chain holds its digest, so the reason can be redacted."""

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "name": "none",
        "source": "none",
        "target": "none",
        "by": "pseudonym",
        "at": "none",
        "reason": "may-hold",
        "salt": "secret",
    }

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=32)
    source = models.CharField(max_length=16)
    target = models.CharField(max_length=16)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("entry", "id")


class WorkingCopy(models.Model):
    """What somebody typed and has not saved to the dossier yet. `base` is the newest fact when they began."""

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "person": "pseudonym",
        "values": "may-hold",
        "base": "none",
        "changed_at": "none",
    }

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="working_copies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="working_copies")
    values = models.JSONField(default=dict)
    base = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "person"), name="publications_one_copy_per_person"),
        )


class SearchDocument(models.Model):
    """What search and lists need of each live version; made from it, so it can be thrown away and made again."""

    PRIVACY = {
        "entry": "none",
        "public_id": "none",
        "title": "none",
        "summary": "none",
        "body": "none",
        "organisation": "none",
        "organisation_name": "none",
        "kind": "none",
        "status": "none",
        "category": "none",
        "themes": "none",
        "assessments": "none",
        "published_on": "none",
        "taken_over": "none",
    }

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    public_id = models.CharField(max_length=64)
    title = models.CharField(max_length=500)
    summary = models.TextField()
    body = models.TextField()
    organisation = models.CharField(max_length=64)
    organisation_name = models.CharField(max_length=250)
    kind = models.CharField(max_length=64)
    status = models.CharField(max_length=32, blank=True)
    category = models.CharField(max_length=64, blank=True)
    themes = models.JSONField(default=list)
    assessments = models.JSONField(default=list)
    published_on = models.DateField()
    taken_over = models.BooleanField(default=False)

    class Meta:
        ordering = ("title", "public_id")
        indexes = (
            # These two hold all that the counts on the public pages need, without a text beside it.
            models.Index(fields=("organisation", "published_on"), name="publications_search_org"),
            models.Index(fields=("themes",), name="publications_search_themes"),
            models.Index(fields=("-published_on", "title"), name="publications_search_new"),
        )

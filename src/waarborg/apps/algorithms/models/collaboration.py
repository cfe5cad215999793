"""How people work together on a dossier: notes for each other, who does what, and filters they keep."""

from django.db import models

from waarborg.apps.algorithms.models.dossiers import Algorithm
from waarborg.apps.organisations.models import Person
from waarborg.core.profile.responsibilities import Responsibility


class Note(models.Model):
    """Something a colleague wrote about a dossier, for colleagues alone. Its words stand in its texts."""

    PRIVACY = {
        "id": "none",
        "algorithm": "none",
        "by": "pseudonym",
        "at": "none",
        "mentioned": "pseudonym",
        "removed_at": "none",
        "removed_by": "pseudonym",
        "removal_reason": "none",
    }

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="notes")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    mentioned = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="mentions")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=64, blank=True)
    removal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("algorithm", "-id"), name="algorithms_note_newest"),)


class NoteText(models.Model):
    """What a note says, or said before it was changed. Removing a note takes the words and the salt of all away."""

    PRIVACY = {
        "id": "none",
        "note": "none",
        "number": "none",
        "text": "may-hold",
        "at": "none",
        "salt": "secret",
        "digest": "none",
    }

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("note", "number")
        constraints = (
            models.UniqueConstraint(fields=("note", "number"), name="algorithms_one_text_per_number"),
        )


class Assignment(models.Model):
    """Somebody who does something for a dossier, from when until when. It gives no rights."""

    PRIVACY = {
        "id": "none",
        "algorithm": "none",
        "person": "pseudonym",
        "responsibility": "none",
        "assigned_at": "none",
        "assigned_by": "pseudonym",
        "ended_at": "none",
        "ended_by": "pseudonym",
    }

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    responsibility = models.CharField(
        max_length=16, choices=[(item.value, item.value) for item in Responsibility]
    )
    assigned_at = models.DateTimeField()
    assigned_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("algorithm", "person", "responsibility"),
                condition=models.Q(ended_at__isnull=True),
                name="algorithms_one_open_assignment",
            ),
        )


class SavedFilter(models.Model):
    """A choice of dossiers that somebody keeps under a name: the part of the address after the question mark."""

    PRIVACY = {
        "id": "none",
        "person": "pseudonym",
        "name": "none",
        "query": "none",
        "is_default": "none",
        "changed_at": "none",
    }

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_default = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("person", "name"), name="algorithms_one_filter_per_name"),
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(is_default=True),
                name="algorithms_one_default_filter",
            ),
        )

    def __str__(self) -> str:
        return self.name

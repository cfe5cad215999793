"""The audit chain: what was done, by whom, when, in a form in which a later change shows.

Events have no foreign keys: they outlive what they tell about. They hold ids and digests, never names, addresses
or texts, so that a person can be erased and a value redacted while the chain still verifies.
"""

from django.db import models

from waarborg.core.terms.chain import START


class Chain(models.Model):
    """Where the chain of one organisation ends. Locked while an event is added."""

    PRIVACY = {"name": "none", "length": "none", "head": "none"}

    name = models.CharField(max_length=64, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=START)


class Event(models.Model):
    """One thing that was done."""

    PRIVACY = {
        "id": "none",
        "chain": "none",
        "number": "none",
        "at": "none",
        "by": "pseudonym",
        "action": "none",
        "subject": "pseudonym",
        "about": "pseudonym",
        "previous": "none",
        "digest": "none",
    }

    chain = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=128)
    about = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "number")
        constraints = (
            models.UniqueConstraint(fields=("chain", "number"), name="audit_one_event_per_number"),
        )
        indexes = (models.Index(fields=("subject", "at"), name="audit_event_subject"),)

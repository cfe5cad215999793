"""What is shown before it is public, and what was done with many entries at once."""

from django.db import models

from waarborg.apps.publications.models.entries import Entry


class PreviewLink(models.Model):
    """A secret address at which anybody reads the text of an entry as it stands, until it ends or is taken back.

    The token itself is never kept, only its digest. `once` is the mark of the form by which it was made, so that the
    same form makes one link. `recipient` says for whom it was made, in the words of who made it.
    """

    PRIVACY = {
        "id": "none",
        "entry": "none",
        "token_digest": "secret",
        "once": "secret",
        "recipient": "may-hold",
        "made_by": "pseudonym",
        "made_at": "none",
        "expires_at": "none",
        "revoked_at": "none",
        "revoked_by": "pseudonym",
        "opened": "none",
        "opened_at": "none",
    }

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="preview_links")
    token_digest = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)
    opened = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("entry", "-id")


class BulkAction(models.Model):
    """One action that somebody confirmed for several entries, with what came of it for each.

    `once` is the mark of the page on which it was confirmed: the same page is carried out once. `lines` holds per entry
    its id, whether it was done, and why not; each entry was a transaction of its own. The reason stands with the steps.
    """

    PRIVACY = {
        "id": "none",
        "once": "secret",
        "action": "none",
        "by": "pseudonym",
        "started_at": "none",
        "finished_at": "none",
        "lines": "none",
    }

    once = models.CharField(max_length=64, unique=True)
    action = models.CharField(max_length=32)
    by = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)

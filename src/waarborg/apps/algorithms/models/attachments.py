"""Documents that belong to a dossier."""

from django.db import models

from waarborg.apps.algorithms.models.dossiers import Algorithm
from waarborg.core.profile.documents import DocumentKind


class Attachment(models.Model):
    """One revision of a document, with its file. What was uploaded never changes; a new revision is a row of its own.

    `token` is in the addresses of the document; `stored_as` is the name of the file in the store. `salt` belongs to
    `digest`, that of the words about the document, which stands in the audit chain. Redacting takes the file, the
    words and the salt away; that there was a document, and the digests, stay.
    """

    PRIVACY = {
        "id": "none",
        "algorithm": "none",
        "token": "none",
        "replaces": "none",
        "revision": "none",
        "kind": "none",
        "title": "may-hold",
        "made_on": "none",
        "signatory": "may-hold",
        "file_name": "may-hold",
        "ending": "none",
        "charset": "none",
        "size": "none",
        "sha256": "none",
        "stored_as": "none",
        "salt": "secret",
        "digest": "none",
        "uploaded_at": "none",
        "uploaded_by": "pseudonym",
        "released_at": "none",
        "released_by": "pseudonym",
        "withdrawn_at": "none",
        "withdrawn_by": "pseudonym",
        "withdrawal_reason": "may-hold",
        "redacted_at": "none",
        "redacted_by": "pseudonym",
        "redaction_reason": "none",
    }

    algorithm = models.ForeignKey(Algorithm, on_delete=models.PROTECT, related_name="attachments")
    token = models.CharField(max_length=32, unique=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    revision = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in DocumentKind])
    title = models.CharField(max_length=200, blank=True)
    made_on = models.DateField(null=True)
    signatory = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    ending = models.CharField(max_length=8)
    charset = models.CharField(max_length=16, blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=96, unique=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.CharField(max_length=64, blank=True)
    redaction_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("algorithm", "-id"), name="algorithms_attachment_newest"),)

    def __str__(self) -> str:
        return self.title

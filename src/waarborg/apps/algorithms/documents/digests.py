"""What the audit chain says of a document: digests, never its words."""

from waarborg.apps.algorithms.models import Attachment
from waarborg.core.terms.digests import salted_digest


def words_digest(row: Attachment) -> str:
    """Digest of what was said about a document when it was added: kind, title, day, signatory and name of the file."""
    return salted_digest([row.kind, row.title, row.made_on, row.signatory, row.file_name], salt=row.salt)


def reason_digest(row: Attachment) -> str:
    """Digest of why a document was withdrawn."""
    return salted_digest(row.withdrawal_reason, salt=row.salt)

"""All reads of the documents of a dossier."""

from collections.abc import Iterable
from typing import BinaryIO

from django.db.models import QuerySet

from waarborg.adapters.documents.file_types import FILE_TYPES, FileType
from waarborg.apps.algorithms.documents.keeping import get_store
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.terms.own_addresses import attachment_path


def list_newest(algorithm: Algorithm) -> QuerySet[Attachment]:
    """The newest revision of each document of a dossier, newest first."""
    return Attachment.objects.filter(algorithm=algorithm, replaced_by=None).order_by("-id")


def count_in_use(algorithm: Algorithm) -> int:
    """How many documents a dossier has that count: not withdrawn, not removed."""
    return list_newest(algorithm).filter(withdrawn_at=None, redacted_at=None).count()


def get_attachment(algorithm: Algorithm, token: str) -> Attachment:
    """The revision with this token in this dossier; raises NotFound."""
    found = (
        Attachment.objects.select_related("algorithm__organisation", "replaced_by")
        .filter(algorithm=algorithm, token=token)
        .first()
    )
    if found is None:
        raise NotFound("There is no such document in this dossier.")
    return found


def list_revisions(attachment: Attachment) -> list[Attachment]:
    """Every revision of the document of which this is one, newest first."""
    rows = Attachment.objects.filter(algorithm=attachment.algorithm_id).order_by("id")
    by_id = {row.pk: row for row in rows}
    followers = {row.replaces_id: row for row in by_id.values() if row.replaces_id is not None}
    newest = by_id[attachment.pk]
    while newest.pk in followers:
        newest = followers[newest.pk]
    found = [newest]
    while found[-1].replaces_id is not None:
        found.append(by_id[found[-1].replaces_id])
    return found


def find_by_tokens(algorithm: Algorithm, tokens: Iterable[str]) -> dict[str, Attachment]:
    """The revisions of a dossier with these tokens, by token."""
    return {row.token: row for row in Attachment.objects.filter(algorithm=algorithm, token__in=set(tokens))}


def is_closed(attachment: Attachment) -> bool:
    """Whether a document was withdrawn or removed."""
    return attachment.withdrawn_at is not None or attachment.redacted_at is not None


def can_be_downloaded(attachment: Attachment) -> bool:
    """Whether citizens may download this revision, as far as the dossier says: released, and still counting."""
    return attachment.released_at is not None and not is_closed(attachment)


def type_of(attachment: Attachment) -> FileType:
    """The type of the file, with its charset."""
    found = FILE_TYPES[attachment.ending]
    return FileType(found.ending, found.media_type, found.label, attachment.charset)


def kind_of(attachment: Attachment) -> DocumentKind:
    """What the document is in the dossier."""
    return DocumentKind(attachment.kind)


def public_path(attachment: Attachment) -> str:
    """The public address of the file, without a host."""
    return attachment_path(attachment.token, attachment.title, attachment.ending)


def open_content(attachment: Attachment) -> BinaryIO:
    """The file itself. Raises NotFound when it was taken away, or is not where it should be."""
    if attachment.redacted_at is not None:
        raise NotFound("The content of this document was taken away.")
    try:
        return get_store().open(attachment.stored_as)
    except FileNotFoundError as error:
        raise NotFound("The file is not in the folder with files. Ask who manages this site.") from error

"""Whether documents and their files are what the audit chain says."""

from waarborg.apps.algorithms.documents.digests import reason_digest, words_digest
from waarborg.apps.algorithms.documents.keeping import get_store
from waarborg.apps.algorithms.models import Attachment
from waarborg.apps.audit.models import Event


class _Told:
    """What the chain says of one document, event after event."""

    def __init__(self, event: Event) -> None:
        self.added = (event.subject.removeprefix("algorithm/"), event.by, event.at)
        self.about = event.about
        self.released: tuple[object, ...] | None = None
        self.withdrawn: tuple[object, ...] | None = None
        self.is_redacted = False

    def follow(self, event: Event) -> None:
        if event.action == "attachments.release":
            self.released = (event.by, event.at)
        elif event.action == "attachments.take_back":
            self.released = None
        elif event.action == "attachments.withdraw":
            self.withdrawn = (event.by, event.at, event.about["reason"])
        elif event.action == "attachments.redact":
            self.is_redacted = True


def find_changed_attachments() -> list[str]:
    """Every document that was changed, put in or taken out behind the audit chain, and every file that differs or is gone.

    As `dossier/token`. A document without words and file counts as redacted only when the chain says that it was.
    """
    told: dict[str, _Told] = {}
    for event in Event.objects.filter(action__startswith="attachments.").order_by("id").iterator():
        token = event.about["attachment"]
        if event.action == "attachments.add":
            told[token] = _Told(event)
        elif token in told:
            told[token].follow(event)
    wrong = set()
    for row in (
        Attachment.objects.select_related("algorithm", "replaces").order_by("id").iterator(chunk_size=500)
    ):
        known = told.pop(row.token, None)
        if known is None or not (_is_as_told(row, known) and _has_right_file(row)):
            wrong.add(f"{row.algorithm.public_id}/{row.token}")
    return sorted(wrong | {f"{known.added[0]}/{token}" for token, known in told.items()})


def _is_as_told(row: Attachment, told: _Told) -> bool:
    facts = {
        "attachment": row.token,
        "sha256": row.sha256,
        "size": row.size,
        "type": row.ending,
        "revision": row.revision,
        "words": row.digest,
        "replaces": row.replaces.token if row.replaces else "",
    }
    released = (row.released_by, row.released_at) if row.released_at else None
    if told.added != (row.algorithm.public_id, row.uploaded_by, row.uploaded_at) or told.about != facts:
        return False
    if released != told.released or (row.redacted_at is not None) != told.is_redacted:
        return False
    if row.redacted_at is not None:
        return not (row.title or row.signatory or row.file_name or row.withdrawal_reason or row.made_on)
    withdrawn = (row.withdrawn_by, row.withdrawn_at, reason_digest(row)) if row.withdrawn_at else None
    return withdrawn == told.withdrawn and words_digest(row) == row.digest


def _has_right_file(row: Attachment) -> bool:
    """Whether the file is the one that was added; after redaction, whether it is gone."""
    store = get_store()
    if row.redacted_at is not None:
        return not store.has(row.stored_as)
    return row.stored_as.startswith(f"{row.sha256}-") and store.is_whole(row.stored_as)

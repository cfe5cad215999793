"""All writes to the documents of a dossier."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from waarborg.adapters.documents.file_types import FileRefused, FileType, get_allowed
from waarborg.adapters.documents.recognising import recognise
from waarborg.adapters.documents.store import Incoming
from waarborg.apps.algorithms.documents.digests import reason_digest, words_digest
from waarborg.apps.algorithms.documents.keeping import get_store
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.terms.text import Text

LONGEST = 200
LONGEST_REASON = 500
#: Signs that turn a name around or hide a part of it, and what is no part of a name at all.
_HIDDEN = {
    *range(0x20),
    0x7F,
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
}

__all__ = [
    "DocumentRefused",
    "FileRefused",
    "Words",
    "add",
    "redact",
    "release",
    "replace",
    "take_back",
    "withdraw",
]


class DocumentRefused(ValueError):
    """Something that cannot be done with a document; `field` says what to change, `reason` why, in words."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Words:
    """What is said about a document. Raises DocumentRefused when something that its kind needs is missing."""

    kind: DocumentKind
    title: str
    made_on: date | None = None
    signatory: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", " ".join(self.title.split()))
        object.__setattr__(self, "signatory", " ".join(self.signatory.split()))
        if not self.title:
            raise DocumentRefused("title", Text("Geef het document een titel.", "Give the document a title."))
        if max(len(self.title), len(self.signatory)) > LONGEST:
            field = "title" if len(self.title) > LONGEST else "signatory"
            raise DocumentRefused(
                field, Text(f"Gebruik hoogstens {LONGEST} tekens.", f"Use at most {LONGEST} characters.")
            )
        if self.kind.needs_signature and self.made_on is None:
            raise DocumentRefused(
                "made_on",
                Text(
                    "Vul in op welke dag de toets is ondertekend.",
                    "Fill in on which day the assessment was signed.",
                ),
            )
        if self.kind.needs_signature and not self.signatory:
            raise DocumentRefused(
                "signatory",
                Text(
                    "Vul in welke functie de toets ondertekende, en bij welke organisatie.",
                    "Fill in which position signed the assessment, and at which organisation.",
                ),
            )


def add(
    *, algorithm: Algorithm, chunks: Iterable[bytes], file_name: str, words: Words, by: Person, at: datetime
) -> Attachment:
    """Add a document with its file to a dossier.

    The file is whole and on disk before the row is made; when the row is not made the file goes again. Raises
    FileRefused or DocumentRefused, with the reason and the remedy; then nothing is kept.
    """
    rights.demand(by, "algorithms.edit", algorithm.organisation.code)
    _refuse_future(words, at)
    return _keep(algorithm, chunks, file_name, words, by=by, at=at, replaces=None)


def replace(
    *, attachment: Attachment, chunks: Iterable[bytes], file_name: str, words: Words, by: Person, at: datetime
) -> Attachment:
    """Add the next revision of a document. The one before stays: a public text may still refer to it."""
    rights.demand(by, "algorithms.edit", attachment.algorithm.organisation.code)
    _refuse_future(words, at)
    return _keep(attachment.algorithm, chunks, file_name, words, by=by, at=at, replaces=attachment)


def _refuse_future(words: Words, at: datetime) -> None:
    if words.made_on is not None and words.made_on > timezone.localdate(at):
        raise DocumentRefused("made_on", Text("Deze dag moet nog komen.", "This day is still to come."))


def _keep(
    algorithm: Algorithm,
    chunks: Iterable[bytes],
    file_name: str,
    words: Words,
    *,
    by: Person,
    at: datetime,
    replaces: Attachment | None,
) -> Attachment:
    """Receive, look, keep, and only then write the row: outside the transaction, which others wait for."""
    name = _clean_name(file_name)
    get_allowed(name)
    store = get_store()
    with store.receive(chunks, limit=settings.ATTACHMENT_LIMIT) as incoming:
        found = recognise(incoming.path, name)
        stored_as = store.keep(incoming)
    row = _make_row(algorithm, incoming, found, words, name=name, stored_as=stored_as)
    row.uploaded_at, row.uploaded_by = at, str(by.pk)
    with ExitStack() as undone:
        undone.callback(store.remove, stored_as)
        with transaction.atomic():
            _save_new(row, replaces, by=by, at=at)
        undone.pop_all()
    return row


def _make_row(
    algorithm: Algorithm, incoming: Incoming, found: FileType, words: Words, *, name: str, stored_as: str
) -> Attachment:
    row = Attachment(
        algorithm=algorithm,
        token=secrets.token_hex(16),
        kind=words.kind.value,
        title=words.title,
        made_on=words.made_on,
        signatory=words.signatory,
        file_name=name,
        ending=found.ending,
        charset=found.charset,
        size=incoming.size,
        sha256=incoming.sha256,
        stored_as=stored_as,
        salt=secrets.token_hex(16),
    )
    row.digest = words_digest(row)
    return row


def _save_new(row: Attachment, replaces: Attachment | None, *, by: Person, at: datetime) -> None:
    # Held, so that two people who replace the same revision follow each other.
    Algorithm.objects.select_for_update().get(pk=row.algorithm_id)
    if replaces is not None:
        _refuse_closed(Attachment.objects.get(pk=replaces.pk))
        if Attachment.objects.filter(replaces=replaces).exists():
            raise DocumentRefused(
                "file",
                Text(
                    "Er is al een nieuwere versie van dit document. Open die, en vervang die.",
                    "There is a newer revision of this document already. Open that one, and replace that.",
                ),
            )
        row.replaces, row.revision = replaces, replaces.revision + 1
    row.save(force_insert=True)
    about = {
        "sha256": row.sha256,
        "size": row.size,
        "type": row.ending,
        "revision": row.revision,
        "words": row.digest,
        "replaces": replaces.token if replaces else "",
    }
    _record(row, "add", by=by, at=at, about=about)


def _clean_name(name: str) -> str:
    """The last part of a name of a file, without signs that hide or turn around what it says."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = " ".join(last.translate(dict.fromkeys(_HIDDEN)).split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        return clean[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1] or 'bestand'}.{ending}"[:LONGEST]


def release(*, attachment: Attachment, by: Person, at: datetime) -> None:
    """Let citizens download this revision while a public text lists it. Nobody releases what they uploaded."""
    rights.demand(by, "publications.approve", attachment.algorithm.organisation.code)

    def apply(row: Attachment) -> Mapping[str, object]:
        _refuse_closed(row)
        if row.uploaded_by == str(by.pk):
            raise DocumentRefused(
                "",
                Text(
                    "U hebt dit bestand zelf toegevoegd. Een collega moet het vrijgeven.",
                    "You added this file yourself. A colleague must release it.",
                ),
            )
        row.released_at, row.released_by = at, str(by.pk)
        return {}

    _change(attachment, "release", apply, by=by, at=at)


def take_back(*, attachment: Attachment, by: Person, at: datetime) -> None:
    """Let citizens no longer download this revision."""
    rights.demand(by, "publications.approve", attachment.algorithm.organisation.code)

    def apply(row: Attachment) -> Mapping[str, object]:
        row.released_at, row.released_by = None, ""
        return {}

    _change(attachment, "take_back", apply, by=by, at=at)


def withdraw(*, attachment: Attachment, by: Person, at: datetime, reason: str) -> None:
    """Say that a document no longer counts, and why. It can be read in the workplace, not by the public."""
    rights.demand(by, "algorithms.edit", attachment.algorithm.organisation.code)
    _demand_reason(reason)

    def apply(row: Attachment) -> Mapping[str, object]:
        _refuse_closed(row)
        row.withdrawn_at, row.withdrawn_by = at, str(by.pk)
        row.withdrawal_reason = reason.strip()[:LONGEST_REASON]
        return {"reason": reason_digest(row)}

    _change(attachment, "withdraw", apply, by=by, at=at)


def redact(*, attachment: Attachment, by: Person, at: datetime, reason: str) -> None:
    """Take the file of this revision and the words about it away for good. The digests stay, so the chain holds.

    The file goes after the transaction; `clean` takes it away when that did not come to it.
    """
    rights.demand(by, "algorithms.redact", attachment.algorithm.organisation.code)
    _demand_reason(reason)

    def apply(row: Attachment) -> Mapping[str, object]:
        if row.redacted_at is None:
            row.redacted_at, row.redacted_by = at, str(by.pk)
            row.redaction_reason = reason.strip()[:LONGEST_REASON]
            row.title = row.signatory = row.file_name = row.withdrawal_reason = row.salt = ""
            row.made_on = None
        return {"sha256": row.sha256}

    _change(attachment, "redact", apply, by=by, at=at)
    transaction.on_commit(lambda: get_store().remove(attachment.stored_as), robust=True)


def _change(
    attachment: Attachment,
    name: str,
    apply: Callable[[Attachment], Mapping[str, object]],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Change a row that is held meanwhile, and tell the audit chain."""
    with transaction.atomic():
        row = (
            Attachment.objects.select_for_update(of=("self",))
            .select_related("algorithm__organisation")
            .get(pk=attachment.pk)
        )
        about = apply(row)
        row.save()
        _record(row, name, by=by, at=at, about=about)
    attachment.refresh_from_db()


def _refuse_closed(row: Attachment) -> None:
    if row.withdrawn_at is not None or row.redacted_at is not None:
        raise DocumentRefused(
            "",
            Text(
                "Dit document is ingetrokken of weggehaald. Voeg een nieuw document toe.",
                "This document was withdrawn or removed. Add a new document.",
            ),
        )


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise DocumentRefused("reason", Text("Geef een reden.", "Give a reason."))


def _record(row: Attachment, name: str, *, by: Person, at: datetime, about: Mapping[str, object]) -> None:
    audit.record(
        chain=row.algorithm.organisation.code,
        action=f"attachments.{name}",
        subject=f"algorithm/{row.algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"attachment": row.token, **about},
    )

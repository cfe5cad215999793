"""Notes about a dossier, for colleagues alone: they are never public and never in an export."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from waarborg.apps.algorithms.models import Algorithm, Note, NoteText
from waarborg.apps.audit import actions as audit
from waarborg.apps.notifications.actions import notify
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.terms.digests import salted_digest
from waarborg.core.terms.text import Text

LONGEST = 4000
LONGEST_REASON = 500


class NoteRefused(ValueError):
    """Something that cannot be done with a note; `field` says what to change, `reason` why, in words."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.field = field
        self.reason = reason


@transaction.atomic
def add_note(
    *, algorithm: Algorithm, text: str, by: Person, at: datetime, link: str, mentioned: Person | None = None
) -> Note:
    """Write a note at a dossier; who is mentioned is told, with `link` as the way to it.

    Raises NoteRefused without words, or when somebody is mentioned who may not read notes here.
    """
    rights.demand(by, "notes.write", algorithm.organisation.code)
    if mentioned is not None and not rights.may(mentioned, "notes.view", algorithm.organisation.code):
        raise NoteRefused(
            "mentioned",
            Text("Deze collega mag hier geen notities lezen.", "This colleague may not read notes here."),
        )
    note = Note.objects.create(algorithm=algorithm, by=str(by.pk), at=at, mentioned=mentioned)
    written = _write(note, 1, _tidy(text), at)
    _record(note, "add", by=by, at=at, about={"text": written.digest, "number": 1})
    if mentioned is not None:
        notify(
            people=[mentioned],
            kind="note",
            about={"name": algorithm.name},
            link=link,
            by=by,
            at=at,
            organisation=algorithm.organisation,
            subject=f"algorithm/{algorithm.public_id}",
        )
    return note


@transaction.atomic
def edit_note(*, note: Note, text: str, by: Person, at: datetime) -> Note:
    """Change what a note says; what it said before stays readable. Only who wrote it does that."""
    row = _hold(note)
    _demand_own(row, by)
    newest = NoteText.objects.filter(note=row).order_by("-number")[0]
    if newest.text == _tidy(text):
        return row
    written = _write(row, newest.number + 1, _tidy(text), at)
    _record(row, "edit", by=by, at=at, about={"text": written.digest, "number": written.number})
    return row


@transaction.atomic
def remove_note(*, note: Note, by: Person, at: datetime) -> None:
    """Take the words of an own note away for good; that there was a note stays visible."""
    row = _hold(note)
    _demand_own(row, by)
    _empty(row, "remove", by=by, at=at, reason="")


@transaction.atomic
def redact_note(*, note: Note, by: Person, at: datetime, reason: str) -> None:
    """Take the words of anybody's note away for good, because they should not be kept."""
    row = _hold(note)
    rights.demand(by, "algorithms.redact", row.algorithm.organisation.code)
    if not reason.strip():
        raise NoteRefused("reason", Text("Geef een reden.", "Give a reason."))
    if row.removed_at is None:
        _empty(row, "redact", by=by, at=at, reason=reason.strip()[:LONGEST_REASON])


def _tidy(text: str) -> str:
    tidy = text.replace("\r\n", "\n").strip()
    if not tidy:
        raise NoteRefused("text", Text("Schrijf eerst iets.", "Write something first."))
    if len(tidy) > LONGEST:
        raise NoteRefused(
            "text", Text(f"Gebruik hoogstens {LONGEST} tekens.", f"Use at most {LONGEST} characters.")
        )
    return tidy


def _hold(note: Note) -> Note:
    return (
        Note.objects.select_for_update(of=("self",)).select_related("algorithm__organisation").get(pk=note.pk)
    )


def _demand_own(note: Note, by: Person) -> None:
    rights.demand(by, "notes.write", note.algorithm.organisation.code)
    if note.by != str(by.pk):
        raise rights.NotAllowed("notes.write", note.algorithm.organisation.code)
    if note.removed_at is not None:
        raise NoteRefused("", Text("Deze notitie is al weggehaald.", "This note was removed already."))


def _write(note: Note, number: int, text: str, at: datetime) -> NoteText:
    salt = secrets.token_hex(16)
    return NoteText.objects.create(
        note=note, number=number, text=text, at=at, salt=salt, digest=salted_digest(text, salt=salt)
    )


def _empty(note: Note, name: str, *, by: Person, at: datetime, reason: str) -> None:
    NoteText.objects.filter(note=note).update(text="", salt="")
    note.removed_at, note.removed_by, note.removal_reason, note.mentioned = at, str(by.pk), reason, None
    note.save(update_fields=("removed_at", "removed_by", "removal_reason", "mentioned"))
    _record(note, name, by=by, at=at, about={})


def _record(note: Note, name: str, *, by: Person, at: datetime, about: Mapping[str, object]) -> None:
    audit.record(
        chain=note.algorithm.organisation.code,
        action=f"notes.{name}",
        subject=f"algorithm/{note.algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"note": note.pk, **about},
    )


# --- reading ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class NoteLine:
    """A note as colleagues read it, with what it said before, oldest first."""

    id: int
    by: str
    at: datetime
    text: str
    earlier: tuple[NoteText, ...]
    changed_at: datetime | None
    mentioned: str
    is_removed: bool
    removal_reason: str


def list_notes(algorithm: Algorithm) -> QuerySet[Note]:
    """The notes at a dossier, newest first; give a page of them to `read_notes`."""
    return Note.objects.filter(algorithm=algorithm).select_related("mentioned").order_by("-id")


def read_notes(notes: Iterable[Note]) -> list[NoteLine]:
    """Notes with their words."""
    rows = list(notes)
    texts: dict[int, list[NoteText]] = {}
    for text in NoteText.objects.filter(note__in=rows).order_by("note_id", "number"):
        texts.setdefault(text.note_id, []).append(text)
    return [
        NoteLine(
            id=row.pk,
            by=row.by,
            at=row.at,
            text=texts[row.pk][-1].text,
            earlier=() if row.removed_at else tuple(texts[row.pk][:-1]),
            changed_at=texts[row.pk][-1].at if len(texts[row.pk]) > 1 else None,
            mentioned=row.mentioned.name if row.mentioned else "",
            is_removed=row.removed_at is not None,
            removal_reason=row.removal_reason,
        )
        for row in rows
    ]


def get_note(algorithm: Algorithm, note_id: int) -> Note:
    """The note with this id at this dossier; raises NotFound."""
    found = list_notes(algorithm).filter(pk=note_id).select_related("algorithm__organisation").first()
    if found is None:
        raise NotFound("There is no such note at this dossier.")
    return found

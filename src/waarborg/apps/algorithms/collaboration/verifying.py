"""Whether notes and assignments are what the audit chain says."""

from collections import Counter

from waarborg.apps.algorithms.models import Assignment, NoteText
from waarborg.apps.audit.models import Event
from waarborg.core.terms.digests import salted_digest


def find_changed_notes() -> list[str]:
    """Every note that was changed, put in or taken out behind the audit chain, as `dossier/note`."""
    told: dict[tuple[int, int], tuple[object, ...]] = {}
    removed: set[int] = set()
    for event in Event.objects.filter(action__startswith="notes.").order_by("id").iterator():
        note = event.about["note"]
        if "text" in event.about:
            place = (note, event.about["number"])
            told[place] = (event.subject.removeprefix("algorithm/"), event.about["text"], event.by, event.at)
        else:
            removed.add(note)
    wrong = set()
    rows = NoteText.objects.select_related("note__algorithm").order_by("id")
    for text in rows.iterator(chunk_size=1000):
        note = text.note
        dossier = note.algorithm.public_id
        is_told = told.pop((note.pk, text.number), None) == (dossier, text.digest, note.by, text.at)
        if note.pk in removed:
            is_right = note.removed_at is not None and text.text == ""
        else:
            is_right = note.removed_at is None and salted_digest(text.text, salt=text.salt) == text.digest
        if not (is_told and is_right):
            wrong.add(f"{dossier}/{note.pk}")
    return sorted(wrong | {f"{known[0]}/{note}" for (note, _number), known in told.items()})


def find_changed_assignments() -> list[str]:
    """Every assignment that was made or ended behind the audit chain, as `dossier/responsibility`."""
    told: Counter[tuple[object, ...]] = Counter()
    for event in Event.objects.filter(action__startswith="assignments.").order_by("id").iterator():
        dossier = event.subject.removeprefix("algorithm/")
        what = (event.about["person"], event.about["responsibility"])
        told[(dossier, *what, event.action, event.by, event.at)] += 1
    there: Counter[tuple[object, ...]] = Counter()
    for row in Assignment.objects.select_related("algorithm").order_by("id").iterator(chunk_size=1000):
        place = (row.algorithm.public_id, str(row.person_id), row.responsibility)
        there[(*place, "assignments.assign", row.assigned_by, row.assigned_at)] += 1
        if row.ended_at is not None:
            there[(*place, "assignments.unassign", row.ended_by, row.ended_at)] += 1
    differing = (told - there) + (there - told)
    return sorted({f"{dossier}/{responsibility}" for dossier, _person, responsibility, *_ in differing})

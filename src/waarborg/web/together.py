"""What other pages show of working together: the page of a dossier, and Today."""

from typing import Any

from waarborg.apps.algorithms.collaboration import assignments as assigning
from waarborg.apps.algorithms.collaboration import notes as noting
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.queries import names_of
from waarborg.core.profile.responsibilities import RESPONSIBILITY_LABELS, Responsibility
from waarborg.web.sentences import name_person

#: How much of it a page of something else shows.
MOST_NOTES = 2
MOST_MINE = 20


def of_dossier(algorithm: Any, person: Any) -> dict[str, Any]:
    """Who works on a dossier, how many documents it has, and the newest notes for who may read these."""
    code = algorithm.organisation.code
    may_read = rights.may(person, "notes.view", code)
    notes = noting.list_notes(algorithm)
    lines = noting.read_notes(notes[:MOST_NOTES]) if may_read else []
    writers = name_writers(lines)
    return {
        "assigned": [(row, _label(row)) for row in assigning.list_assigned(algorithm)],
        "may_assign": rights.may(person, "algorithms.assign", code),
        "document_count": documents.count_in_use(algorithm),
        "may_add_document": rights.may(person, "algorithms.edit", code),
        "may_read_notes": may_read,
        "may_write_notes": rights.may(person, "notes.write", code),
        "note_count": notes.count() if may_read else 0,
        "newest_notes": [(line, writers[line.by]) for line in lines],
    }


def name_writers(lines: list[noting.NoteLine]) -> dict[str, str]:
    """Names of who wrote notes, by id."""
    names = names_of(line.by for line in lines)
    return {line.by: name_person(line.by, names) for line in lines}


def _label(row: Any) -> Any:
    return RESPONSIBILITY_LABELS[Responsibility(row.responsibility)]


def of_person(person: Any) -> dict[str, Any]:
    """The dossiers that somebody works on, each once, with what they do for it."""
    mine: dict[int, tuple[Any, list[Any]]] = {}
    for row in assigning.list_mine(person):
        mine.setdefault(row.algorithm_id, (row.algorithm, []))[1].append(_label(row))
    lines = list(mine.values())
    return {"mine": lines[:MOST_MINE], "has_more_mine": len(lines) > MOST_MINE}

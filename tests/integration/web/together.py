"""A document, a note, an assignment and a kept filter, for tests that need one of each."""

from datetime import date
from typing import Any

from tests.conftest import NOW
from waarborg.apps.algorithms.collaboration import assignments, filters, notes
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.organisations.models import Person
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.profile.responsibilities import Responsibility

PDF = b"%PDF-1.7\n<< /Type /Catalog >>\n%%EOF\n"


def add_document(desk: Any, **more: Any) -> Any:
    """An assessment in the dossier of `desk`, added by the editor."""
    words = documents.Words(
        DocumentKind.ASSESSMENT, "DPIA inkomenstoeslag", date(2026, 3, 1), "Directeur, Voorbeeldstad"
    )
    given = {"chunks": [PDF], "file_name": "DPIA.pdf", "words": words, "by": desk.editor, "at": NOW}
    return documents.add(algorithm=desk.entry.algorithm, **{**given, **more})


def add_one_of_each(desk: Any, colleague: Person) -> dict[str, object]:
    """What people keep together at a dossier: ids to fill in addresses."""
    algorithm, by = desk.entry.algorithm, desk.editor
    link = "/nl/werkplek/"
    note = notes.add_note(algorithm=algorithm, text="Vraag de leverancier.", by=by, at=NOW, link=link)
    assignment = assignments.assign(
        algorithm=algorithm, person=colleague, responsibility=Responsibility.OWNER, by=by, at=NOW, link=link
    )
    kept = filters.save_filter(person=colleague, name="Concepten", chosen={"stand": "draft"}, at=NOW)
    return {
        "document": add_document(desk).token,
        "note": note.pk,
        "assignment": assignment.pk,
        "filter": kept.pk,
    }

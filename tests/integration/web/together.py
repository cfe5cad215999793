"""A document, a note, an assignment, a step, a case and a kept filter, for tests that need one of each."""

from datetime import date
from typing import Any

from tests.conftest import NOW
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.collaboration import assignments, filters, notes
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.steps.actions import add_step
from waarborg.apps.cases.actions import open_case
from waarborg.apps.cases.checking import find_parties
from waarborg.apps.organisations.models import Person
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.profile.process_steps import Performer
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
    step = add_step(
        algorithm=algorithm, title="Rekenen", what="", performer=Performer.ALGORITHM, by=by, at=NOW
    )
    law = laws.get_library().interpretations[0]
    case = open_case(
        algorithm=algorithm,
        interpretation=law.urn,
        title="Voorbeeld",
        starts_on=NOW.date(),
        parties=find_parties(laws.get_library(), law.urn),
        library=laws.get_library(),
        by=by,
        at=NOW,
    )
    kept = filters.save_filter(person=colleague, name="Concepten", chosen={"stand": "draft"}, at=NOW)
    return {
        "document": add_document(desk).token,
        "note": note.pk,
        "assignment": assignment.pk,
        "filter": kept.pk,
        "process_step": step.pk,
        "case": case.token,
    }

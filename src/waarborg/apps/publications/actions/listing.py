"""Listing an assessment that was made elsewhere: the public text names it, and leads to the document."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.algorithms.documents.actions import DocumentRefused
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.assessments import queries as assessments
from waarborg.apps.assessments.models import FixedVersion
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import mapping
from waarborg.apps.publications.actions.locking import lock
from waarborg.apps.publications.actions.steps import revise
from waarborg.apps.publications.actions.writing import ENTRY_FORM, FIXED_TEXT
from waarborg.apps.publications.models import Entry
from waarborg.core.forms.forms import SlotKind
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.profile.facts import Origin
from waarborg.core.publication.workflow import State, StepRefused
from waarborg.core.terms.own_addresses import find_token
from waarborg.core.terms.text import Text

ASSESSMENTS = "impacttoetsen_grouping"


@transaction.atomic
def list_assessment(*, entry: Entry, attachment: Attachment, by: Person, at: datetime) -> None:
    """Name this revision of an assessment in the text of the entry, in the place of an earlier revision if that is there.

    Raises StepRefused while the text is fixed, and DocumentRefused for what is no assessment or no longer counts.
    """
    algorithm = _begin(entry, by)
    _demand_assessment(attachment, algorithm)
    row = {
        "title": attachment.title,
        "link": documents.public_path(attachment),
        "date": attachment.made_on.isoformat() if attachment.made_on else "",
        "signatory": attachment.signatory,
    }
    own = {revision.token for revision in documents.list_revisions(attachment)}
    rows = _rows(algorithm)
    places = [number for number, known in enumerate(rows) if find_token(str(known.get("link") or "")) in own]
    if places:
        kept = [known for number, known in enumerate(rows) if number not in places[1:]]
        kept[places[0]] = row
        rows = kept
    else:
        rows = [*rows, row]
    _write(entry, algorithm, rows, by=by, at=at)


@transaction.atomic
def unlist_assessment(*, entry: Entry, attachment: Attachment, by: Person, at: datetime) -> None:
    """Leave the assessment, in whichever revision, out of the text of the entry. Raises StepRefused while it is fixed."""
    algorithm = _begin(entry, by)
    own = {revision.token for revision in documents.list_revisions(attachment)}
    rows = [row for row in _rows(algorithm) if find_token(str(row.get("link") or "")) not in own]
    _write(entry, algorithm, rows, by=by, at=at)


@transaction.atomic
def list_signed(*, entry: Entry, version: FixedVersion, link: str, by: Person, at: datetime) -> None:
    """Name an assessment that was signed here in the text of the entry, in the place of an earlier version of it.

    link: where the public reads its summary; empty when nothing of it is public. Who signed is told by function.
    Raises StepRefused while the text is fixed.
    """
    algorithm = _begin(entry, by)
    if version.assessment.algorithm_id != algorithm.pk:
        raise ValueError("the assessment belongs to another dossier")
    row = {**name_signed(version), "link": link}
    rows = _rows(algorithm)
    places = [number for number, known in enumerate(rows) if known.get("title") == row["title"]]
    # One that was made elsewhere has a document; it is another assessment under the same name.
    places = [number for number in places if find_token(str(rows[number].get("link") or "")) is None]
    rows = [
        row if number in places[:1] else known
        for number, known in enumerate(rows)
        if number not in places[1:]
    ]
    _write(entry, algorithm, rows if places else [*rows, row], by=by, at=at)


def name_signed(version: FixedVersion) -> dict[str, object]:
    """What an entry says of an assessment that was signed here: its name, the day, and who signed, by function."""
    form = assessments.form_of_version(version)
    roles = {word.id: word.label.nl for word in load_framework().roles}
    signed = {one["slot"] for one in version.content["entries"] if one["kind"] == SlotKind.SIGNATURE.value}
    functions = [roles[slot.role] for slot in form.signatures if slot.id in signed and slot.role in roles]
    return {
        "title": form.entry or form.title.nl,
        "date": timezone.localdate(version.at).isoformat(),
        "signatory": ", ".join(dict.fromkeys(functions)),
    }


def is_listed(entry: Entry, version: FixedVersion) -> bool:
    """Whether the text of the entry names this signed version, by its name and day."""
    if entry.algorithm is None:
        return False
    named = name_signed(version)
    return any(
        (row.get("title"), row.get("date")) == (named["title"], named["date"])
        for row in _rows(entry.algorithm)
    )


def _begin(entry: Entry, by: Person) -> Algorithm:
    rights.demand(by, "publications.edit", entry.organisation.code)
    algorithm = lock(entry)
    if entry.state not in (State.DRAFT, State.PUBLISHED):
        raise StepRefused("fixed_text", FIXED_TEXT)
    return algorithm


def _demand_assessment(attachment: Attachment, algorithm: Algorithm) -> None:
    if attachment.algorithm_id != algorithm.pk:
        raise DocumentRefused(
            "", Text("Dit document hoort bij een ander dossier.", "This document is of another dossier.")
        )
    if attachment.kind != DocumentKind.ASSESSMENT.value:
        raise DocumentRefused(
            "",
            Text(
                "Alleen een toets kan in de beschrijving worden genoemd.",
                "Only an assessment can be listed in the entry.",
            ),
        )
    if documents.is_closed(attachment):
        raise DocumentRefused(
            "", Text("Dit document is ingetrokken of weggehaald.", "This document was withdrawn or removed.")
        )


def _rows(algorithm: Algorithm) -> list[dict[str, object]]:
    key = mapping.key_of_field()[ASSESSMENTS]
    known = facts.current_values(algorithm).get(key)
    return [dict(row) for row in known if isinstance(row, dict)] if isinstance(known, list) else []


def _write(
    entry: Entry, algorithm: Algorithm, rows: list[dict[str, object]], *, by: Person, at: datetime
) -> None:
    """Put the rows in the dossier. What somebody typed and did not save stays as it is: it is then a conflict to settle."""
    made = algorithms.record_facts(
        algorithm=algorithm,
        values=mapping.facts_from_fields({ASSESSMENTS: rows}),
        by=by,
        at=at,
        origin=Origin.FORM,
        origin_detail=ENTRY_FORM,
    )
    if made and entry.state == State.PUBLISHED:
        revise(entry=entry, by=by, at=at)
    if made:
        entry.changed_at = at
        entry.save(update_fields=("changed_at",))

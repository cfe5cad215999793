"""Writing one record of a file: a new dossier with a draft, or changes in one that is here. Never anything public."""

from datetime import datetime

from django.db import IntegrityError

from waarborg.adapters.exchange import Fault
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import mapping
from waarborg.apps.publications.actions.locking import lock, record
from waarborg.apps.publications.actions.steps import reopen, revise
from waarborg.apps.publications.actions.writing import open_entry
from waarborg.apps.publications.importing import wordings
from waarborg.apps.publications.importing.judging import Judged
from waarborg.apps.publications.models import Entry, ImportFile, ImportLine, WorkingCopy
from waarborg.core.profile.facts import Origin
from waarborg.core.publication.merging import is_same
from waarborg.core.publication.workflow import State, StepRefused
from waarborg.core.terms.text import Text

Outcome, Result = ImportLine.Outcome, ImportLine.Result


def write(judged: Judged, line: ImportLine, file: ImportFile, *, by: Person, at: datetime) -> None:
    """Write what a record says, when it still is what was shown; the line says what was done.

    Called within the transaction of a batch. Raises StepRefused, NotAllowed and IntegrityError.
    """
    if judged.errors:
        line.result = Result.REFUSED
        line.errors = [fault.as_json() for fault in judged.errors]
    elif judged.outcome == Outcome.NEW and line.outcome == Outcome.NEW:
        _start(judged, line, file, by=by, at=at)
    elif judged.entry is not None and line.outcome == Outcome.CHANGED:
        _change(judged.entry, judged, line, file, by=by, at=at)
    else:
        line.result = Result.LEFT
        line.notes = [*line.notes, _note(wordings.CHANGED_SINCE)]
    line.save()


def _start(judged: Judged, line: ImportLine, file: ImportFile, *, by: Person, at: datetime) -> None:
    assert file.organisation is not None  # drafts are made for an organisation
    algorithm = algorithms.start_dossier(
        organisation=file.organisation,
        name=judged.title[:250],
        by=by,
        at=at,
        public_id=judged.public_id,
        origin=Origin.IMPORT,
        origin_detail=file.name,
    )
    entry = open_entry(algorithm=algorithm, by=by, at=at)
    algorithms.record_facts(
        algorithm=algorithm,
        values=mapping.facts_from_fields(judged.values),
        by=by,
        at=at,
        origin=Origin.IMPORT,
        origin_detail=file.name,
    )
    newest = facts.newest_fact_id(algorithm)
    if judged.unfit:
        WorkingCopy.objects.create(
            entry=entry, person=by, values=dict(judged.unfit), base=newest, changed_at=at
        )
    _tell(entry, file, by=by, at=at)
    line.entry, line.result, line.newest_fact = entry, Result.WRITTEN, newest


def _change(
    entry: Entry, judged: Judged, line: ImportLine, file: ImportFile, *, by: Person, at: datetime
) -> None:
    algorithm = lock(entry)
    if entry.state == State.ARCHIVED:
        reason = wordings.REOPEN_REASON.nl.format(name=file.name)
        reopen(entry=entry, by=by, at=at, reason=reason)
    shown = {name: pair[0] for name, pair in line.differences.items()}
    values = {
        name: new
        for name, (now, new) in judged.differences.items()
        if name in shown and is_same(now, shown[name])
    }
    if set(judged.differences) - set(values):
        line.notes = [*line.notes, _note(wordings.CHANGED_SINCE)]
    written = algorithms.record_facts(
        algorithm=algorithm,
        values=mapping.facts_from_fields(values),
        by=by,
        at=at,
        origin=Origin.IMPORT,
        origin_detail=file.name,
    )
    if written:
        if entry.state == State.PUBLISHED:
            revise(entry=entry, by=by, at=at)
        entry.changed_at = at
        entry.save(update_fields=("changed_at",))
        _tell(entry, file, by=by, at=at)
    line.entry, line.newest_fact = entry, facts.newest_fact_id(algorithm)
    line.result = Result.WRITTEN if written else Result.LEFT


def _tell(entry: Entry, file: ImportFile, *, by: Person, at: datetime) -> None:
    about = {"import": file.reference, "sha256": file.sha256}
    record(entry, "import_entry", by=by, at=at, about=about)


def explain(error: StepRefused | IntegrityError, file: ImportFile, line: ImportLine) -> Fault:
    """Why a record could not be written after all."""
    if isinstance(error, StepRefused):
        message, remedy = error.reason, wordings.fixed(State.IN_REVIEW)[1]
    else:
        message, remedy = wordings.TAKEN
    return Fault(file=file.name, row=line.position, field="id", message=message, remedy=remedy)


def _note(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}

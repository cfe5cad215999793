"""All that people do with files they bring in: upload, name the columns, choose, go on, stop, undo."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from waarborg.adapters.exchange import BrokenFile
from waarborg.adapters.exchange.tables import Table, find_mapping_fault
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications.actions.steps import archive
from waarborg.apps.publications.importing import keeping
from waarborg.apps.publications.importing.reading import Detected, detect
from waarborg.apps.publications.importing.working import take
from waarborg.apps.publications.models import ColumnMapping, Entry, ImportFile, ImportLine, WorkingCopy
from waarborg.core.publication.workflow import State as EntryState
from waarborg.core.terms.text import Text

State, Way, Outcome, Result = ImportFile.State, ImportFile.Way, ImportLine.Outcome, ImportLine.Result
IMPORT, PLATFORM = "publications.import", "platform.manage"
#: What writing drafts needs beside bringing in a file.
WRITES = ("algorithms.create", "algorithms.edit", "publications.edit")
#: A run that gave no sign of life for this long has stopped.
SILENCE = timedelta(minutes=2)
UNFINISHED = (State.MAPPING, State.CHECKING, State.READY, State.RUNNING)


class ImportRefused(Exception):
    """Something that cannot be done with a file now; the reason is in words for the person who tried."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def demand(person: Person, organisation: Organisation | None) -> None:
    """Raise NotAllowed unless this person may bring in files for the organisation, or registers for the platform."""
    if organisation is not None:
        rights.demand(person, IMPORT, organisation.code)
    elif not rights.may_somewhere(person, PLATFORM):
        raise NotAllowed(PLATFORM, audit.PLATFORM)


def may_write(person: Person, file: ImportFile) -> bool:
    """Whether this person may have the records of a file written."""
    if file.organisation is None:
        return rights.may_somewhere(person, PLATFORM)
    return all(rights.may(person, permission, file.organisation.code) for permission in WRITES)


def bring_in(
    *, organisation: Organisation | None, name: str, pieces: Iterable[bytes], by: Person, at: datetime
) -> ImportFile:
    """Keep a file and tell what it is. Without `organisation` it is a register to take over.

    Raises `BrokenFile` when it cannot be used; then nothing of it is kept.
    """
    demand(by, organisation)
    remove_old_files(at=at)
    reference = secrets.token_hex(8)
    kept = keeping.keep(pieces, reference=reference, name=name)
    try:
        detected = detect(keeping.path_of(kept.stored), may_be_table=organisation is not None)
    except BrokenFile:
        keeping.remove(kept.stored)
        raise
    file = _make_file(reference, organisation, kept, detected, by=by, at=at)
    with transaction.atomic():
        file.save(force_insert=True)
        about = {"sha256": file.sha256, "size": file.size, "format": file.format}
        _record(file, "import_file", by=str(by.pk), at=at, about=about)
    return file


def _make_file(
    reference: str,
    organisation: Organisation | None,
    kept: keeping.Kept,
    detected: Detected,
    *,
    by: Person,
    at: datetime,
) -> ImportFile:
    table: Table | None = detected.table
    return ImportFile(
        reference=reference,
        organisation=organisation,
        way=Way.DRAFTS if organisation else Way.TAKE_OVER,
        name=kept.stored.partition("/")[2],
        size=kept.size,
        sha256=kept.sha256,
        stored=kept.stored,
        format=detected.format,
        encoding=table.encoding.label if table and table.encoding else "",
        is_table=table is not None,
        columns=[
            {"name": one.name, "examples": list(one.examples), "guess": one.guess} for one in table.columns
        ]
        if table
        else [],
        total=detected.count,
        state=State.MAPPING if table else State.CHECKING,
        by=str(by.pk),
        at=at,
        touched_at=at,
    )


@transaction.atomic
def name_columns(
    *, file: ImportFile, mapping: Mapping[str, str], by: Person, at: datetime, keep_as: str = ""
) -> None:
    """Say which column is which field, and have the file compared; also again, while nothing is written.

    With `keep_as` the choice is kept under that name, to use again; an older one with that name is replaced.
    Raises ImportRefused.
    """
    _hold(file)
    demand(by, file.organisation)
    _require_state(file, State.MAPPING, State.READY)
    if not file.is_table or file.organisation is None:
        raise ImportRefused(
            Text("Van dit bestand zijn de kolommen bekend.", "The columns of this file are known.")
        )
    if fault := find_mapping_fault(mapping, [one["name"] for one in file.columns]):
        column, message = fault
        raise ImportRefused(Text(f"{column}: {message.nl}", f"{column}: {message.en}") if column else message)
    ImportLine.objects.filter(file=file).delete()
    file.mapping = {column: key for column, key in mapping.items() if key}
    file.state, file.done, file.touched_at = State.CHECKING, 0, at
    file.save(update_fields=("mapping", "state", "done", "touched_at"))
    if keep_as.strip():
        ColumnMapping.objects.update_or_create(
            organisation=file.organisation,
            name=keep_as.strip()[:100],
            defaults={"columns": file.mapping, "by": str(by.pk), "at": at},
        )
    _record(file, "import_columns", by=str(by.pk), at=at, about={"columns": len(file.mapping)})


@transaction.atomic
def confirm(*, file: ImportFile, new: bool, changed: bool, by: Person, at: datetime) -> None:
    """Have the chosen records written: the new ones, the changed ones or both. Raises ImportRefused."""
    _hold(file)
    demand(by, file.organisation)
    _demand_writing(file, by)
    _require_state(file, State.READY)
    options = {Outcome.NEW.value: new, Outcome.CHANGED.value: changed}
    if not sum(int(file.counts.get(outcome, 0)) for outcome, chosen in options.items() if chosen):
        raise ImportRefused(
            Text(
                "Er is niets gekozen dat iets wijzigt.",
                "Nothing is chosen that changes anything.",
            )
        )
    file.options = options
    file.state, file.confirmed_by, file.done, file.touched_at = State.RUNNING, str(by.pk), 0, at
    file.fault = {}
    file.save(update_fields=("options", "state", "confirmed_by", "done", "touched_at", "fault"))
    _record(file, "import_confirm", by=str(by.pk), at=at, about={"sha256": file.sha256, "options": options})


@transaction.atomic
def go_on(*, file: ImportFile, by: Person, at: datetime) -> None:
    """Take up a file of which the work stopped. What was written stays; the rest follows. Raises ImportRefused."""
    _hold(file)
    demand(by, file.organisation)
    _require_state(file, State.CHECKING, State.RUNNING)
    if file.state == State.RUNNING:
        _demand_writing(file, by)
        file.confirmed_by = str(by.pk)
    if not has_stopped(file, at=at):
        raise ImportRefused(Text("Het werk is nog bezig.", "The work is still going on."))
    file.fault = {}
    file.save(update_fields=("confirmed_by", "fault"))
    take(file, at=at)
    _record(file, "import_go_on", by=str(by.pk), at=at)


@transaction.atomic
def drop(*, file: ImportFile, by: Person, at: datetime) -> None:
    """Stop with a file that is not done. What was written stays; the file itself is removed. Raises ImportRefused."""
    _hold(file)
    demand(by, file.organisation)
    _require_state(file, *UNFINISHED)
    results = ImportLine.objects.filter(file=file, result=Result.WRITTEN).count()
    file.counts = {**file.counts, "results": {Result.WRITTEN.value: results}}
    stored, file.stored = file.stored, ""
    file.state, file.worker, file.touched_at, file.finished_at = State.DROPPED, "", at, at
    file.save()
    _record(file, "import_drop", by=str(by.pk), at=at, about={"written": results})
    transaction.on_commit(lambda: keeping.remove(stored))


@dataclass(frozen=True)
class Undoing:
    """What undoing an import would do: the drafts that it would archive, and how many somebody worked on since."""

    untouched: tuple[int, ...]
    touched: int
    changed: int


def look_at_undoing(file: ImportFile) -> Undoing:
    """Which drafts of an import nobody touched since."""
    lines = list(
        ImportLine.objects.select_related("entry__algorithm")
        .filter(file=file, outcome=Outcome.NEW, result=Result.WRITTEN, entry__isnull=False)
        .order_by("position")
    )
    entries = [line.entry_id for line in lines]
    busy = set(
        WorkingCopy.objects.filter(entry__in=entries, changed_at__gt=file.finished_at or file.at)
        .order_by()
        .values_list("entry_id", flat=True)
    )
    newest = facts.newest_fact_ids(line.entry.algorithm_id for line in lines if line.entry)
    untouched = [line.pk for line in lines if _is_untouched(line, newest, busy)]
    changed = ImportLine.objects.filter(file=file, outcome=Outcome.CHANGED, result=Result.WRITTEN).count()
    return Undoing(tuple(untouched), len(lines) - len(untouched), changed)


def _is_untouched(line: ImportLine, newest: Mapping[int, int], busy: set[int]) -> bool:
    entry: Entry | None = line.entry
    return (
        entry is not None
        and entry.state == EntryState.DRAFT
        and entry.live_id is None
        and entry.algorithm_id is not None
        and entry.pk not in busy
        and newest.get(entry.algorithm_id) == line.newest_fact
    )


@transaction.atomic
def undo(*, file: ImportFile, by: Person, at: datetime) -> int:
    """Archive the drafts that an import made and nobody touched since; returns how many. Raises ImportRefused."""
    _hold(file)
    demand(by, file.organisation)
    _require_state(file, State.DONE, State.DROPPED)
    if file.way != Way.DRAFTS:
        raise ImportRefused(Text("Alleen concepten zijn ongedaan te maken.", "Only drafts can be undone."))
    undoing = look_at_undoing(file)
    reason = f"Inlezen van {file.name} ongedaan gemaakt"
    for line in (
        ImportLine.objects.select_related("entry").filter(pk__in=undoing.untouched).order_by("position")
    ):
        if line.entry is not None:
            archive(entry=line.entry, by=by, at=at, reason=reason)
            WorkingCopy.objects.filter(entry=line.entry).delete()
            line.result = Result.UNDONE
            line.save(update_fields=("result",))
    file.state = State.UNDONE
    file.counts = {**file.counts, "undone": len(undoing.untouched)}
    file.save(update_fields=("state", "counts"))
    _record(file, "import_undo", by=str(by.pk), at=at, about={"archived": len(undoing.untouched)})
    return len(undoing.untouched)


def remove_old_files(*, at: datetime) -> int:
    """Remove files of which the import has been done, or was left alone, for long enough; returns how many.

    What became of each record stays. An import that nobody went on with ends here.
    """
    limit = at - timedelta(days=keeping.KEPT_DAYS)
    rows = ImportFile.objects.exclude(stored="").filter(touched_at__lt=limit).order_by("id")
    removed = 0
    for row in rows:
        with transaction.atomic():
            stored, row.stored = row.stored, ""
            if row.state in UNFINISHED:
                row.state, row.worker, row.finished_at = State.DROPPED, "", at
                _record(row, "import_drop", by=audit.SYSTEM, at=at)
            row.save(update_fields=("stored", "state", "worker", "finished_at"))
        keeping.remove(stored)
        removed += 1
    return removed


def has_stopped(file: ImportFile, *, at: datetime) -> bool:
    """Whether the work on a file that is not finished gave no sign of life for a while, or ran into something."""
    if file.state not in (State.CHECKING, State.RUNNING):
        return False
    return bool(file.fault) or at - file.touched_at > SILENCE


def _hold(file: ImportFile) -> None:
    ImportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    file.refresh_from_db()


def _require_state(file: ImportFile, *states: str) -> None:
    if file.state not in states:
        raise ImportRefused(
            Text(
                "Dat kan nu niet meer: iemand ging u voor, of het inlezen is verder.",
                "That is no longer possible: somebody was before you, or the import is further on.",
            )
        )


def _demand_writing(file: ImportFile, person: Person) -> None:
    if file.organisation is not None:
        for permission in WRITES:
            rights.demand(person, permission, file.organisation.code)


def _record(
    file: ImportFile, action: str, *, by: str, at: datetime, about: Mapping[str, object] | None = None
) -> None:
    audit.record(
        chain=file.organisation.code if file.organisation else audit.PLATFORM,
        action=f"publications.{action}",
        subject=f"import/{file.reference}",
        by=by,
        at=at,
        about=about,
    )

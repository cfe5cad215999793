"""The work on a file, batch by batch: comparing it, and writing what was chosen. Each batch is one transaction.

After a crash every record is whole, and going on does the rest: what a batch wrote and what it says of that are
written together. Two runs never work on the same file: each has a mark of its own, and the last one that took the file
goes on.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from waarborg.adapters.exchange import Assessed, BrokenFile, Export, Fault, Refusal
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications.importing import keeping, writing
from waarborg.apps.publications.importing.judging import Judge, Judged
from waarborg.apps.publications.importing.reading import list_batches, open_export, position_of
from waarborg.apps.publications.models import Entry, ImportFile, ImportLine
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.taking_over import Outcome, Source, Status, take_over
from waarborg.core.publication.workflow import StepRefused
from waarborg.core.terms.text import Text

Clock = Callable[[], datetime]
State, Way = ImportFile.State, ImportFile.Way
MANY = 1000  # from how many new public texts on it pays to prepare the search
_KEPT_REMARKS = 100  # findings and changes of one record that a report keeps
_NOT_SAME = (
    Text(
        "Het bewaarde bestand is niet meer wat u hebt geüpload.",
        "The kept file is no longer what you uploaded.",
    ),
    Text("Upload het bestand opnieuw.", "Upload the file again."),
)
_NOT_ALLOWED = (
    Text(
        "U hebt niet meer de rechten die hiervoor nodig zijn.",
        "You no longer have the rights that this needs.",
    ),
    Text("Laat een redacteur verdergaan.", "Let an editor go on."),
)


class Superseded(Exception):
    """Another run took the file, or somebody stopped it."""


def take(file: ImportFile, *, at: datetime) -> str:
    """Mark a file as being worked on; returns the mark of this run. Another run stops at its next batch."""
    file.worker = secrets.token_hex(8)
    file.touched_at = at
    file.save(update_fields=("worker", "touched_at"))
    return file.worker


def work(reference: str, worker: str, *, clock: Clock) -> str:
    """Do what the state of a file asks, until it is done; returns the state in which it ends."""
    file = ImportFile.objects.select_related("organisation").get(reference=reference)
    try:
        if not keeping.is_same(file.stored, file.sha256):
            return _break(file, Fault(file=file.name, message=_NOT_SAME[0], remedy=_NOT_SAME[1]), at=clock())
        if file.state == State.CHECKING:
            _check(file, worker, clock)
        elif file.state == State.RUNNING:
            _run(file, worker, clock)
    except Superseded:
        pass
    except NotAllowed:
        fault = Fault(file=file.name, message=_NOT_ALLOWED[0], remedy=_NOT_ALLOWED[1])
        ImportFile.objects.filter(pk=file.pk).update(fault=fault.as_json(), worker="")
    except BrokenFile as broken:
        return _break(file, broken.fault, at=clock())
    file.refresh_from_db()
    return file.state


def _break(file: ImportFile, fault: Fault, *, at: datetime) -> str:
    rows = ImportFile.objects.filter(pk=file.pk, state__in=(State.CHECKING, State.RUNNING))
    rows.update(state=State.BROKEN, fault=fault.as_json(), touched_at=at, finished_at=at)
    return State.BROKEN


def _hold(file: ImportFile, worker: str, *, at: datetime) -> ImportFile:
    """Hold the file within a transaction, when this run may still work on it."""
    fresh = ImportFile.objects.select_for_update().get(pk=file.pk)
    if fresh.worker != worker or fresh.state != file.state:
        raise Superseded
    fresh.touched_at = at
    return fresh


# --- comparing -------------------------------------------------------------------------------------------
def _check(file: ImportFile, worker: str, clock: Clock) -> None:
    export = open_export(file)
    lines = ImportLine.objects.filter(file=file)
    after = lines.order_by("-position").values_list("position", flat=True).first() or 0
    compare = _make_comparison(file, export)
    for batch in list_batches(export, after=after):
        with transaction.atomic():
            held = _hold(file, worker, at=clock())
            ImportLine.objects.bulk_create(compare(batch))
            held.done += len(batch)
            held.total = export.count
            held.save(update_fields=("done", "total", "touched_at"))
    with transaction.atomic():
        held = _hold(file, worker, at=clock())
        outcomes = Counter(lines.order_by().values_list("outcome", flat=True))
        held.counts = {**outcomes, "set_aside": dict(export.set_aside)}
        held.state, held.worker, held.done = State.READY, "", 0
        held.source, held.source_url = export.source_name[:200], (export.source_url or "")[:500]
        held.save()


def _make_comparison(
    file: ImportFile, export: Export
) -> Callable[[list[Assessed | Refusal]], list[ImportLine]]:
    if file.organisation is None:
        source = Source(export.source_name, export.source_url or "")
        return lambda batch: _compare_register(file, batch, source)
    seen = ImportLine.objects.filter(file=file).exclude(outcome=ImportLine.Outcome.REFUSED)
    judge = Judge(
        file.organisation,
        file_name=file.name,
        seen=seen.order_by().values_list("public_id", flat=True),
    )
    return lambda batch: [_make_line(file, judged) for judged in judge.judge(batch)]


def _make_line(file: ImportFile, judged: Judged) -> ImportLine:
    return ImportLine(
        file=file,
        position=judged.position,
        public_id=judged.public_id[:64],
        title=judged.title[:250],
        outcome=judged.outcome,
        differences={name: list(pair) for name, pair in judged.differences.items()},
        notes=[{"nl": note.nl, "en": note.en} for note in judged.notes],
        errors=[fault.as_json() for fault in judged.errors],
        entry=judged.entry,
        base=judged.base,
        **_remarks(judged.item),
    )


def _remarks(item: Assessed | None) -> dict[str, list[list[str]]]:
    if item is None:
        return {}
    return {
        "changes": [[one.field, one.kind.value] for one in item.converted.changes[:_KEPT_REMARKS]],
        "findings": [[one.field or "", one.code] for one in item.problems[:_KEPT_REMARKS]],
    }


def _compare_register(file: ImportFile, batch: list[Assessed | Refusal], source: Source) -> list[ImportLine]:
    ids = [item.record.id for item in batch if isinstance(item, Assessed)]
    known = {row.public_id: row for row in Entry.objects.filter(public_id__in=ids).order_by("id")}
    outcomes = take_over(batch, source=source, by=audit.SYSTEM, at=file.at, dry_run=True)
    return [_make_register_line(file, outcome, known) for outcome in outcomes]


def _make_register_line(file: ImportFile, outcome: Outcome, known: Mapping[str, Entry]) -> ImportLine:
    item = outcome.item
    faults = list(item.errors)
    if outcome.note is not None and outcome.remedy is not None:
        row = position_of(item)
        faults.append(Fault(file=file.name, row=row, field="id", message=outcome.note, remedy=outcome.remedy))
    identity = item.id or "" if isinstance(item, Refusal) else item.record.id
    entry = known.get(identity) if isinstance(item, Assessed) else None
    what = {
        Status.REFUSED: ImportLine.Outcome.REFUSED,
        Status.UNCHANGED: ImportLine.Outcome.UNCHANGED,
        Status.ACCEPTED: ImportLine.Outcome.CHANGED if entry else ImportLine.Outcome.NEW,
    }[outcome.status]
    note = outcome.note if outcome.remedy is None else None
    return ImportLine(
        file=file,
        position=position_of(item),
        public_id=identity[:64],
        title=(item.title if isinstance(item, Refusal) else item.record.title)[:250],
        outcome=what,
        notes=[{"nl": note.nl, "en": note.en}] if note else [],
        errors=[fault.as_json() for fault in faults],
        entry=entry,
        **_remarks(item if isinstance(item, Assessed) else None),
    )


# --- writing ---------------------------------------------------------------------------------------------
def _run(file: ImportFile, worker: str, clock: Clock) -> None:
    export = open_export(file)
    person = Person.objects.get(pk=file.confirmed_by)
    done = ImportLine.objects.filter(file=file).exclude(result="")
    judge = None
    if file.organisation is not None:
        judge = Judge(
            file.organisation, file_name=file.name, seen=done.order_by().values_list("public_id", flat=True)
        )
    source = Source(export.source_name, export.source_url or "")
    for batch in list_batches(export):
        with transaction.atomic():
            at = clock()
            held = _hold(file, worker, at=at)
            open_lines = _open_lines(file, batch)
            if open_lines:
                items = [item for item in batch if position_of(item) in open_lines]
                if judge is None:
                    _take_over(items, open_lines, source, by=str(person.pk), at=at)
                else:
                    _write(judge.judge(items), open_lines, file, by=person, at=at)
                held.done += len(items)
            held.save(update_fields=("done", "touched_at"))
    _finish(file, worker, clock)


def _open_lines(file: ImportFile, batch: list[Assessed | Refusal]) -> dict[int, ImportLine]:
    positions = [position_of(item) for item in batch]
    rows = ImportLine.objects.filter(file=file, position__in=positions, result="").order_by("position")
    return {row.position: row for row in rows}


def _write(
    judged: list[Judged], lines: Mapping[int, ImportLine], file: ImportFile, *, by: Person, at: datetime
) -> None:
    for one in judged:
        line = lines[one.position]
        if not is_chosen(line, file):
            line.result = ImportLine.Result.LEFT
            line.save(update_fields=("result",))
            continue
        try:
            with transaction.atomic():
                writing.write(one, line, file, by=by, at=at)
        except (StepRefused, IntegrityError) as error:
            line.result = ImportLine.Result.REFUSED
            line.errors = [*line.errors, writing.explain(error, file, line).as_json()]
            line.save(update_fields=("result", "errors"))


def _take_over(
    items: list[Assessed | Refusal],
    lines: Mapping[int, ImportLine],
    source: Source,
    *,
    by: str,
    at: datetime,
) -> None:
    file = next(iter(lines.values())).file
    chosen = [item for item in items if is_chosen(lines[position_of(item)], file)]
    for item in items:
        lines[position_of(item)].result = ImportLine.Result.LEFT
    for outcome in take_over(chosen, source=source, by=by, at=at):
        if outcome.status is Status.ACCEPTED:
            lines[position_of(outcome.item)].result = ImportLine.Result.WRITTEN
    entries = dict(
        Entry.objects.filter(public_id__in=[line.public_id for line in lines.values()])
        .order_by()
        .values_list("public_id", "pk")
    )
    for line in lines.values():
        line.entry_id = entries.get(line.public_id)
    ImportLine.objects.bulk_update(lines.values(), ("result", "entry"))


def is_chosen(line: ImportLine, file: ImportFile) -> bool:
    """Whether somebody chose that this record is written."""
    return line.outcome in (ImportLine.Outcome.NEW, ImportLine.Outcome.CHANGED) and bool(
        file.options.get(line.outcome)
    )


def _finish(file: ImportFile, worker: str, clock: Clock) -> None:
    with transaction.atomic():
        at = clock()
        held = _hold(file, worker, at=at)
        results = Counter(ImportLine.objects.filter(file=file).order_by().values_list("result", flat=True))
        held.counts = {**held.counts, "results": dict(results)}
        held.state, held.worker, held.finished_at = State.DONE, "", at
        held.save()
        audit.record(
            chain=file.organisation.code if file.organisation else audit.PLATFORM,
            action="publications.import_finish",
            subject=f"import/{file.reference}",
            by=file.confirmed_by,
            at=at,
            about={"sha256": file.sha256, "results": dict(results)},
        )
    if file.organisation is None and results[ImportLine.Result.WRITTEN] >= MANY:
        get_index().prepare()

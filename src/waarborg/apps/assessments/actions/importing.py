"""Bringing in answers from a file: first what it would do, question by question, then doing it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError
from waarborg.adapters.form_files.answers_fitting import find_misfit, require_form
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions.answering import (
    MOST_GROUP_ROWS,
    Draft,
    Given,
    Saved,
    save_answers,
    write_answers,
)
from waarborg.apps.assessments.actions.recording import hold, record, require_open
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.answers import ROW_ID, Answer, Sheet
from waarborg.core.forms.checking import Options
from waarborg.core.forms.forms import Form
from waarborg.core.forms.offering import is_same
from waarborg.core.forms.questions import ROWED, Column, Group, Item, Question
from waarborg.core.forms.upgrading import upgrade
from waarborg.core.profile.facts import freeze, plain
from waarborg.core.profile.values import Fault
from waarborg.core.terms.text import Text


class Effect(StrEnum):
    """What bringing in an answer would do."""

    ADDED = "added"  # nothing stands there yet
    CHANGED = "changed"  # something else stands there
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One answer of a file. item: its question or group, as far as the form has it. known: what stands there now."""

    place: str
    effect: Effect
    item: Question | Group | None
    value: object = None
    declined: bool = False
    known: AnswerRow | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Preview:
    """What bringing in a file would do, in the order of the form, and last what has no place there.

    opened: the assessment as it would be, for the names of rows. moved_from: the older version of the form from which
    the answers were moved along; empty when it is the same version.
    """

    opened: Opened
    lines: tuple[Line, ...]
    moved_from: str = ""

    def list_lines(self, effect: Effect) -> list[Line]:
        """The answers on which it would have this effect."""
        return [line for line in self.lines if line.effect is effect]


@dataclass(frozen=True)
class Imported:
    """What came of bringing in a file. rows: how many rows of groups were added. kept: places whose answer stays,
    because nobody chose to replace it."""

    saved: Saved
    rows: int
    kept: tuple[str, ...]


def preview_import(assessment: Assessment, document: AnswersFile, *, on: date) -> Preview:
    """What bringing in a file would do. Raises AnswersFileError for a file of another form, or of a version that cannot be moved."""
    opened = queries.open_assessment(assessment, on=on)
    require_form(document, opened.form)
    answers, kept = _move(document, opened.form, assessment.algorithm.organisation_id)
    said = [answer for answer in answers if answer.declined or _tidy(answer.value) is not None]
    merged = replace(opened, sheet=_merge(opened, said))
    said.sort(key=_put_in_order(merged))
    options = _remember(make_options(merged))
    lines = [_make_line(merged, answer, options) for answer in said]
    gone = [_refuse(str(answer.address), answer, _NO_LONGER_ASKED) for answer in kept]
    moved_from = document.version if document.version != opened.form.version else ""
    return Preview(merged, (*lines, *gone), moved_from)


@transaction.atomic
def import_answers(
    *, assessment: Assessment, document: AnswersFile, replacing: Mapping[str, int], by: Person, at: datetime
) -> Imported:
    """Write the answers of a file where nothing stands yet, and those in `replacing` over what stands there.

    replacing: places with the number of the answer that somebody saw there; one that changed meanwhile is left, and
    comes back as a conflict. Every answer is checked as if it was typed; what does not fit is left out. When one
    cannot be written, none is.
    """
    row = hold(assessment, by=by)
    require_open(row)
    preview = preview_import(row, document, on=timezone.localdate(at))
    added = preview.list_lines(Effect.ADDED)
    groups = [line for line in added if isinstance(line.item, Group)]
    told = write_answers(row, [Draft(line.place, line.value) for line in groups], by=by, at=at)
    changed = preview.list_lines(Effect.CHANGED)
    chosen = [line for line in changed if line.place in replacing]
    given = [
        Given(place=line.place, value=line.value, declined=line.declined, base=_find_base(line, replacing))
        for line in (*added, *chosen)
        if not isinstance(line.item, Group)
    ]
    if told or given:
        rows = {one.place: one.digest for one in told}
        about = {"answers": rows, "version": document.version, "given": len(given)}
        record(row, "import_answers", about, by=by, at=at)
    saved = save_answers(assessment=row, answers=given, by=by, at=at)
    kept = tuple(line.place for line in changed if line.place not in replacing)
    return Imported(saved, sum(_count_rows(line) for line in groups), kept)


def _count_rows(line: Line) -> int:
    before = line.known.value if line.known is not None else None
    after = line.value
    return len(after if isinstance(after, list) else ()) - len(before if isinstance(before, list) else ())


def _find_base(line: Line, replacing: Mapping[str, int]) -> int:
    """The answer that is replaced: the one somebody saw; where nothing is said, the one that says so."""
    known = line.known.number if line.known is not None else 0
    return replacing[line.place] if line.effect is Effect.CHANGED else known


# --- versions ------------------------------------------------------------------------------------------------
def _move(
    document: AnswersFile, form: Form, organisation_id: int
) -> tuple[Iterable[Answer], Iterable[Answer]]:
    """The answers in the version of `form`, and those that have no place there."""
    if document.version == form.version:
        return document.answers, ()
    old = queries.find_form(form.id, document.version, organisation_id=organisation_id)
    if old is None:
        raise _refuse_version(
            document,
            Text(
                f"Dit bestand is van versie {document.version} van dit formulier, en die is hier niet bekend.",
                f"This file is of version {document.version} of this form, which is not known here.",
            ),
            Text("Werk Waarborg bij, of gebruik een ander bestand.", "Update Waarborg, or use another file."),
        )
    if (old.released_on, old.version) > (form.released_on, form.version):
        raise _refuse_version(
            document,
            Text(
                f"Dit bestand is van versie {old.version} van het formulier, en deze toets nog van versie {form.version}.",
                f"This file is of version {old.version} of the form, and this assessment still of version {form.version}.",
            ),
            Text(
                f"Breng de toets eerst naar versie {old.version}.",
                f"First move the assessment to version {old.version}.",
            ),
        )
    moved = upgrade(old, form, Sheet.of(document.answers))
    return tuple(moved.sheet), tuple(kept.answer for kept in moved.appendix)


def _put_in_order(merged: Opened) -> Callable[[Answer], list[tuple[int, int]]]:
    """A key by which answers stand in the order of the form, row by row; those without a place in it come last."""
    order: dict[str, int] = {}
    todo: list[Item] = [item for part in reversed(merged.form.parts) for item in reversed(part.items)]
    while todo:
        item = todo.pop()
        order[item.id] = len(order)
        if isinstance(item, Group):
            todo.extend(reversed(item.items))

    def find_key(answer: Answer) -> list[tuple[int, int]]:
        address = answer.address
        place = merged.form.find_place(address.question)
        key = []
        for depth, (group, row) in enumerate(
            zip(place.repeated if place else (), address.rows, strict=False)
        ):
            rows = merged.sheet.list_rows(group.id, address.rows[:depth])
            key.append((order[group.id], rows.index(row) if row in rows else len(rows)))
        return [*key, (order.get(address.question, len(order)), -1)]

    return find_key


def _refuse_version(document: AnswersFile, message: Text, remedy: Text) -> AnswersFileError:
    return AnswersFileError(file=document.name, place="form", field="version", message=message, remedy=remedy)


# --- one answer ----------------------------------------------------------------------------------------------
_NO_LONGER_ASKED = Fault(
    "no_longer_asked",
    "",
    Text(
        "Deze versie van het formulier vraagt dit niet meer, of op een andere manier.",
        "This version of the form no longer asks this, or asks it in another way.",
    ),
    Text("Beantwoord de vraag zelf, als zij er nog is.", "Answer the question yourself, if it is still there."),
)  # fmt: skip
_NO_ROW = Fault(
    "no_row",
    "",
    Text("De rij van dit antwoord staat niet in het bestand.", "The row of this answer is not in the file."),
    Text("Voeg de rij toe aan het antwoord van haar groep.", "Add the row to the answer of its group."),
)
_TOO_MANY_ROWS = Fault(
    "too_many_rows",
    "",
    Text(f"Dat worden meer dan {MOST_GROUP_ROWS} rijen.", f"That makes more than {MOST_GROUP_ROWS} rows."),
    Text("Voeg een bestand toe met de hele lijst.", "Add a file with the whole list."),
)


def _merge(opened: Opened, answers: Iterable[Answer]) -> Sheet:
    """The sheet as it would be: what stands there, what the file adds, and the rows of both."""
    found = dict(opened.sheet.answers)
    for answer in answers:
        known = found.get(answer.address)
        if opened.form.find_group(answer.address.question) is not None:
            if find_misfit(answer, opened.form) is None:
                found[answer.address] = replace(answer, value=freeze(_join_rows(known, answer)))
        elif known is None or not known.is_given:
            found[answer.address] = answer
    return Sheet(found)


def _join_rows(known: Answer | None, answer: Answer) -> list[str]:
    """The rows that are there, and after them those that the file adds."""
    before = known.value if known is not None and isinstance(known.value, tuple) else ()
    after = answer.value if isinstance(answer.value, tuple) else ()
    return [str(row) for row in dict.fromkeys((*before, *after))]


def _remember(options: Options) -> Options:
    """The same options, found once for each question."""
    found: dict[int, Mapping[str, bool]] = {}

    def list_options(item: Question | Column) -> Mapping[str, bool]:
        if id(item) not in found:
            found[id(item)] = options(item)
        return found[id(item)]

    return list_options


def _make_line(merged: Opened, answer: Answer, options: Options) -> Line:
    fault = find_misfit(answer, merged.form, options) or _find_missing_row(merged, answer)
    if fault is not None:
        return _refuse(str(answer.address), answer, fault, merged.form)
    place = str(answer.address)
    known = merged.rows.get(place)
    item = merged.form.find_place(answer.address.question)
    assert item is not None  # what fits stands in the form
    if isinstance(item.item, Group):
        rows = plain(merged.sheet.value(answer.address))
        if isinstance(rows, list) and len(rows) > MOST_GROUP_ROWS:
            return _refuse(place, answer, _TOO_MANY_ROWS, merged.form)
        effect = Effect.SAME if known is not None and known.value == rows else Effect.ADDED
        return Line(place, effect, item.item, rows, known=known)
    assert isinstance(item.item, Question)
    value = plain(freeze(_tidy(plain(answer.value))))
    effect = _compare(item.item, known, value, declined=answer.declined)
    return Line(place, effect, item.item, value, answer.declined, known)


def _compare(question: Question, known: AnswerRow | None, value: object, *, declined: bool) -> Effect:
    if known is None or (known.value is None and not known.declined):
        return Effect.ADDED
    if known.declined or declined:
        return Effect.SAME if known.declined == declined else Effect.CHANGED
    before = known.value
    if question.type in ROWED and not _has_ids(value):
        before, value = _drop_ids(before), _drop_ids(value)
    return Effect.SAME if is_same(question, freeze(before), freeze(value)) else Effect.CHANGED


def _has_ids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) and row.get(ROW_ID) for row in value)


def _drop_ids(value: object) -> object:
    """Rows without the column that tells them apart, which a file may leave out."""
    if not isinstance(value, list):
        return value
    return [{name: text for name, text in row.items() if name != ROW_ID and text} for row in value]


def _find_missing_row(merged: Opened, answer: Answer) -> Fault | None:
    place = merged.form.find_place(answer.address.question)
    assert place is not None  # what fits stands in the form
    rows = answer.address.rows
    for depth, (group, row) in enumerate(zip(place.repeated, rows, strict=True)):
        if row not in merged.sheet.list_rows(group.id, rows[:depth]):
            return _NO_ROW
    return None


def _refuse(place: str, answer: Answer, fault: Fault, form: Form | None = None) -> Line:
    found = form.find_place(answer.address.question) if form is not None else None
    item = found.item if found is not None and isinstance(found.item, Question | Group) else None
    return Line(place, Effect.REFUSED, item, plain(answer.value), answer.declined, fault=fault)


def _tidy(value: object) -> object:
    """A value as saving keeps it; None for a text that says nothing."""
    return value.replace("\r\n", "\n").strip() or None if isinstance(value, str) else value

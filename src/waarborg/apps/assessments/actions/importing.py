"""Bringing in answers from a file: first what it would do, question by question, then doing it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

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
from waarborg.apps.assessments.merging import Bases, Effect, require_own
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.checking import Options
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Column, Group, Item, Question, Type
from waarborg.core.forms.upgrading import Kept, upgrade
from waarborg.core.profile.facts import freeze, plain
from waarborg.core.profile.values import Fault
from waarborg.core.publication.plain_writing import from_writing
from waarborg.core.terms.text import Text


@dataclass(frozen=True)
class Line:
    """One answer of a file. item: its question or group, as far as the form has it. known: what stands there now.

    row: of a row that the file took away, its id; is_newer: whether something in it was answered here since.
    """

    place: str
    effect: Effect
    item: Question | Group | None
    value: object = None
    declined: bool = False
    known: AnswerRow | None = None
    fault: Fault | None = None
    row: str = ""
    is_newer: bool = False


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
    because nobody chose to replace it. removed: how many rows were taken away."""

    saved: Saved
    rows: int
    kept: tuple[str, ...]
    removed: int = 0


@dataclass(frozen=True)
class Gone:
    """A row of a group that is taken away. number: of the answer that said which rows there are, as somebody saw it."""

    place: str
    row: str
    number: int


def preview_import(assessment: Assessment, document: AnswersFile, *, on: date) -> Preview:
    """What bringing in a file would do. Raises AnswersFileError for a file of another form or another assessment, or of a version that cannot be moved."""
    opened = queries.open_assessment(assessment, on=on)
    require_form(document, opened.form)
    require_own(document, assessment)
    moved = _move(document, opened.form, assessment.organisation_id)
    bases = Bases(assessment, document.offline, moved.bases, opened.rows)
    said = [
        answer
        for answer in (_as_typed(one, opened.form, bases, document.taken) for one in moved.answers)
        if answer.declined or _tidy(answer.value) is not None or bases.find(str(answer.address)) is not None
    ]
    merged = replace(opened, sheet=_merge(opened, said, bases))
    said.sort(key=_put_in_order(merged))
    options = _remember(make_options(merged))
    lines = [_make_line(merged, answer, options, bases) for answer in said]
    lines += _list_removed(merged, said, bases)
    lines += [
        _refuse(str(one.answer.address), one.answer, _NO_LONGER_ASKED, one.item)
        for one in moved.kept
        if not bases.is_untouched(one.item, one.answer)
    ]
    moved_from = document.version if document.version != opened.form.version else ""
    return Preview(merged, tuple(lines), moved_from)


@transaction.atomic
def import_answers(
    *,
    assessment: Assessment,
    document: AnswersFile,
    replacing: Mapping[str, int],
    removing: Collection[Gone] = (),
    by: Person,
    at: datetime,
) -> Imported:
    """Write the answers of a file where nothing stands yet, and those in `replacing` over what stands there.

    replacing: places with the number of the answer that somebody saw there; one that changed meanwhile is left, and
    comes back as a conflict. removing: rows that are taken away, unless their group changed meanwhile. Every answer
    is checked as if it was typed; what does not fit is left out. When one cannot be written, none is.
    """
    row = hold(assessment, by=by)
    require_open(row)
    preview = preview_import(row, document, on=timezone.localdate(at))
    added = preview.list_lines(Effect.ADDED)
    groups = [line for line in added if isinstance(line.item, Group)]
    gone = [line for line in preview.list_lines(Effect.REMOVED) if _is_chosen(line, removing)]
    told = write_answers(row, _draft_rows(groups, gone), by=by, at=at)
    changed = [*preview.list_lines(Effect.EDITED), *preview.list_lines(Effect.CHANGED)]
    chosen = [line for line in changed if line.place in replacing]
    given = [
        Given(
            place=line.place,
            value=line.value,
            declined=line.declined,
            base=_find_base(line, replacing),
            taken=document.taken.get(line.place, "") if document.offline is not None else "",
        )
        for line in (*added, *chosen)
        if not isinstance(line.item, Group)
    ]
    if told or given:
        rows = {one.place: one.digest for one in told}
        about = {"answers": rows, "version": document.version, "given": len(given)}
        record(row, "import_answers", about, by=by, at=at)
    saved = save_answers(assessment=row, answers=given, by=by, at=at)
    kept = tuple(line.place for line in changed if line.place not in replacing)
    return Imported(saved, sum(_count_rows(line) for line in groups), kept, len(gone))


def _is_chosen(line: Line, removing: Collection[Gone]) -> bool:
    number = line.known.number if line.known is not None else 0
    return Gone(line.place, line.row, number) in removing


def _draft_rows(groups: Iterable[Line], gone: Iterable[Line]) -> list[Draft]:
    """Which rows groups have from now on: with those that are added, without those that are taken away."""
    rows = {line.place: line.value for line in groups}
    for line in gone:
        before = rows.get(line.place, line.known.value if line.known is not None else [])
        rows[line.place] = [one for one in before if one != line.row] if isinstance(before, list) else []
    return [Draft(place, value) for place, value in rows.items()]


def _count_rows(line: Line) -> int:
    before = line.known.value if line.known is not None else None
    after = line.value
    return len(after if isinstance(after, list) else ()) - len(before if isinstance(before, list) else ())


def _find_base(line: Line, replacing: Mapping[str, int]) -> int:
    """The answer that is replaced: the one somebody saw; where nothing is said, the one that says so."""
    known = line.known.number if line.known is not None else 0
    return replacing[line.place] if line.effect in (Effect.EDITED, Effect.CHANGED) else known


# --- versions ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Moved:
    """The answers in the version of the form of now, those that have no place there, and on what they are based."""

    answers: tuple[Answer, ...]
    kept: tuple[Kept, ...] = ()
    bases: Mapping[str, int] = field(default_factory=dict)


def _move(document: AnswersFile, form: Form, organisation_id: int) -> _Moved:
    """The answers of a file in the version of `form`."""
    if document.version == form.version:
        return _Moved(document.answers, bases=document.bases)
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
    bases = {
        str(one.answer.address): document.bases.get(str(one.before.address), 0)
        for one in moved.carried
        if not one.joined
    }
    gone = {str(one.answer.address): document.bases.get(str(one.answer.address), 0) for one in moved.appendix}
    return _Moved(tuple(moved.sheet), moved.appendix, {**gone, **bases})


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
_ROW_GONE = Fault(
    "row_gone",
    "",
    Text("De rij van dit antwoord is hier intussen weggehaald.", "The row of this answer was taken away here meanwhile."),
    Text("Zet de rij terug en lees het bestand opnieuw in.", "Put the row back and bring the file in again."),
)  # fmt: skip
_TOO_MANY_ROWS = Fault(
    "too_many_rows",
    "",
    Text(f"Dat worden meer dan {MOST_GROUP_ROWS} rijen.", f"That makes more than {MOST_GROUP_ROWS} rows."),
    Text("Voeg een bestand toe met de hele lijst.", "Add a file with the whole list."),
)


def _as_typed(answer: Answer, form: Form, bases: Bases, taken: Mapping[str, str]) -> Answer:
    """An answer as the page of its question would hold it: who fills in without network types no markup.

    What was taken over, by place, stays as it stands elsewhere.
    """
    question = form.find_question(answer.address.question)
    if not bases.are_known or question is None or question.type is not Type.MARKUP:
        return answer
    if bases.is_untouched(question, answer) or not isinstance(answer.value, str):
        return answer
    if str(answer.address) in taken:
        return answer
    return replace(answer, value=from_writing(answer.value) or None)


def _merge(opened: Opened, answers: Iterable[Answer], bases: Bases) -> Sheet:
    """The sheet as it would be: what stands there, what the file adds, and the rows of both."""
    found = dict(opened.sheet.answers)
    for answer in answers:
        known = found.get(answer.address)
        if opened.form.find_group(answer.address.question) is not None:
            if find_misfit(answer, opened.form) is None:
                found[answer.address] = replace(answer, value=freeze(bases.join_rows(known, answer)))
        elif known is None or not known.is_given:
            found[answer.address] = answer
    return Sheet(found)


def _remember(options: Options) -> Options:
    """The same options, found once for each question."""
    found: dict[int, Mapping[str, bool]] = {}

    def list_options(item: Question | Column) -> Mapping[str, bool]:
        if id(item) not in found:
            found[id(item)] = options(item)
        return found[id(item)]

    return list_options


def _make_line(merged: Opened, answer: Answer, options: Options, bases: Bases) -> Line:
    place = str(answer.address)
    known = merged.rows.get(place)
    found = merged.form.find_place(answer.address.question)
    item = found.item if found is not None and isinstance(found.item, Question | Group) else None
    if isinstance(item, Question) and bases.is_untouched(item, answer):
        # What the file only carried along is no trouble, also when it would not fit any more.
        effect = bases.weigh(place, item, known, plain(answer.value), declined=answer.declined)
        return Line(place, effect, item, plain(answer.value), answer.declined, known)
    fault = find_misfit(answer, merged.form, options) or _find_missing_row(merged, answer, bases)
    if fault is not None or item is None:
        return _refuse(place, answer, fault or _NO_LONGER_ASKED, item)
    if isinstance(item, Group):
        rows = plain(merged.sheet.value(answer.address))
        if isinstance(rows, list) and len(rows) > MOST_GROUP_ROWS:
            return _refuse(place, answer, _TOO_MANY_ROWS, item)
        effect = Effect.SAME if known is not None and known.value == rows else Effect.ADDED
        return Line(place, effect, item, rows, known=known)
    value = plain(freeze(_tidy(plain(answer.value))))
    effect = bases.weigh(place, item, known, value, declined=answer.declined)
    return Line(place, effect, item, value, answer.declined, known)


def _list_removed(merged: Opened, answers: Iterable[Answer], bases: Bases) -> Iterable[Line]:
    groups = [
        answer
        for answer in answers
        if merged.form.find_group(answer.address.question) and find_misfit(answer, merged.form) is None
    ]
    for place, row, is_newer in bases.list_removed(groups):
        found = merged.form.find_group(place.partition("@")[0])
        known = merged.rows.get(place)
        yield Line(place, Effect.REMOVED, found, known=known, row=row, is_newer=is_newer)


def _find_missing_row(merged: Opened, answer: Answer, bases: Bases) -> Fault | None:
    place = merged.form.find_place(answer.address.question)
    assert place is not None  # what fits stands in the form
    rows = answer.address.rows
    for depth, (group, row) in enumerate(zip(place.repeated, rows, strict=True)):
        if row not in merged.sheet.list_rows(group.id, rows[:depth]):
            is_gone = row in bases.list_rows(str(Address(group.id, rows[:depth])))
            return _ROW_GONE if is_gone else _NO_ROW
    return None


def _refuse(place: str, answer: Answer, fault: Fault, item: Question | Group | None) -> Line:
    return Line(place, Effect.REFUSED, item, plain(answer.value), answer.declined, fault=fault)


def _tidy(value: object) -> object:
    """A value as saving keeps it; None for a text that says nothing."""
    return value.replace("\r\n", "\n").strip() or None if isinstance(value, str) else value

"""Answers that fit everything an assessment asks, so that a test writes out only the answers it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from tests.conftest import NOW
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.checking import Options
from waarborg.core.forms.questions import ROWED, Column, Group, Question, Type
from waarborg.core.forms.reading import Shown, Standing

#: Answers with which nothing that a form checks stands in the way of a signature, by form and question.
AGREEING: Mapping[str, Mapping[str, object]] = {}
TEXT = "De gemeente sorteert aanvragen op spoed. Een medewerker beslist altijd zelf."
WRITTEN = f"<p>{TEXT}</p><ul><li>Elke week een steekproef</li><li>Overleg met de cliëntenraad</li></ul>"
#: More rounds than questions can depend on each other.
_MOST_ROUNDS = 12
_SIMPLE: Mapping[Type, object] = {
    Type.TEXT: "Gemeente Voorbeeldstad",
    Type.MARKUP: WRITTEN,
    Type.BOOLEAN: True,
    Type.NUMBER: 12,
    Type.MONEY: "1250.50",
    Type.DATE: "2026-11-20",
    Type.LIST: ["Gesprek met de cliëntenraad", "Vragenlijst onder medewerkers"],
    Type.ROLE: "project_leader",
}
_IN_ROW: Mapping[Type, str] = {Type.BOOLEAN: "yes", Type.NUMBER: "12", Type.DATE: "2027-05-01"}


@dataclass(frozen=True, kw_only=True)
class Filling:
    """How an assessment is filled in. values: what is answered at a question, in place of something that fits.

    but: questions that stay open. parts: only these; empty for all. rows: so many rows a group and a table get.
    """

    by: Person
    values: Mapping[str, object] = field(default_factory=dict)
    but: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    rows: int = 1


def fill_in(assessment: Assessment, how: Filling) -> None:
    """Answer all that is asked and has no answer yet, also what is only asked because of another answer.

    "I do not know" where nothing can fit, such as a file: the dossier has none.
    """
    values = {**AGREEING.get(assessment.form, {}), **how.values}
    is_last = False
    for _round in range(_MOST_ROUNDS):
        opened = queries.open_assessment(assessment, on=timezone.localdate())
        options, given, added = make_options(opened), list[Given](), False
        for one in _list_open(opened, how):
            if isinstance(one.item, Group):
                added |= _add_rows(assessment, one, one.item, opened, how)
            elif isinstance(one.item, Question):
                value = values.get(one.item.id, _make_value(one.item, options, how.rows))
                if value is not None or is_last:
                    given.append(Given(place=str(one.address), value=value, declined=value is None))
        answering.save_answers(assessment=assessment, answers=given, by=how.by, at=NOW)
        if is_last and not given:
            return
        is_last = not given and not added
    raise AssertionError(f"the questions of {assessment.form} go on and on")


def _list_open(opened: Opened, how: Filling) -> Iterator[Shown]:
    """What is asked and has no answer, where it may be answered."""
    for part in opened.form.parts:
        if how.parts and part.id not in how.parts:
            continue
        for one in opened.reading.list_shown(part):
            if one.standing is Standing.ASKED and one.answer is None and one.item.id not in how.but:
                yield one


def _add_rows(assessment: Assessment, one: Shown, group: Group, opened: Opened, how: Filling) -> bool:
    if not group.repeat or opened.sheet.has_rows(group.id, one.address.rows):
        return False
    for _row in range(max(how.rows, group.least)):
        answering.add_row(assessment=assessment, group=group.id, rows=one.address.rows, by=how.by, at=NOW)
    return True


def _make_value(question: Question, options: Options, rows: int) -> object:
    """Something that fits; None when nothing can, or not before rows of a group have been added."""
    if question.type in ROWED:
        row = {column.id: text for column in question.columns if (text := _make_cell(column, options))}
        if any(column.required and column.id not in row for column in question.columns):
            return None
        return [row] * max(rows, question.least)
    if question.type in (Type.CHOICE, Type.CHOICES):
        found = options(question)
        free = [value for value, is_exclusive in found.items() if not is_exclusive] or list(found)
        if not free:
            return None
        return free[0] if question.type is Type.CHOICE else free[:2]
    return _SIMPLE.get(question.type)


def _make_cell(column: Column, options: Options) -> str:
    if column.type in (Type.CHOICE, Type.CHOICES):
        return next(iter(options(column)), "")
    return _IN_ROW.get(column.type, str(_SIMPLE[column.type]))

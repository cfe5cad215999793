"""An assessment as an assessment card of the reporting standard of MinBZK (0.1a14): as it is now, or as it was signed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from waarborg.adapters.cards.assessment_cards import Line, make_card
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.exporting import export_version, export_working
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.snapshots import make_snapshot
from waarborg.core.forms.answers import Answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Group, Question
from waarborg.web.answer_texts import NO_FILES, Files
from waarborg.web.assessment_record import Record, name_question
from waarborg.web.pages import say


def make_working_card(opened: Opened, *, files: Files = NO_FILES) -> dict[str, Any]:
    """The card of an assessment that is not signed; its name says so. files: titles of files, by token."""
    entries = queries.list_entries(opened.assessment).values()
    exported = export_working(opened, entries)
    record = Record(opened.form, make_snapshot(opened, entries), files=files)
    name = _("%(form)s (working copy, not signed)") % {"form": say(opened.form.title)}
    return _make(opened.form, record, exported.answers, name=name, on=opened.reading.on)


def make_version_card(fixed: Any, form: Form, *, files: Files = NO_FILES) -> dict[str, Any]:
    """The card of a signed version. What was made unreadable since is not in it."""
    exported = export_version(fixed, form)
    assert exported.made_on is not None  # a signed version has the day of its signature
    record = Record(form, fixed.content, files=files)
    return _make(form, record, exported.answers, name=say(form.title), on=exported.made_on)


def list_signed_cards(algorithm: Any) -> Iterator[dict[str, Any]]:
    """The cards of the newest signed version of each assessment of a dossier, in the order of the list there."""
    for row in queries.list_assessments(algorithm):
        for fixed in queries.list_fixed(row)[:1]:
            yield make_version_card(fixed, queries.form_of_version(fixed))


def _make(form: Form, record: Record, answers: tuple[Answer, ...], *, name: str, on: date) -> dict[str, Any]:
    order = {place.item.id: number for number, place in enumerate(form.places)}
    placed = sorted(
        (one for one in answers if one.address.question in order),
        key=lambda one: (order[one.address.question], one.address.rows),
    )
    lines = [line for answer in placed if (line := _make_line(form, record, answer)) is not None]
    return make_card(form, lines, name=name, on=on)


def _make_line(form: Form, record: Record, answer: Answer) -> Line | None:
    place = form.find_place(answer.address.question)
    if place is None or not isinstance(place.item, Question | Group):
        return None
    item, rows = place.item, answer.address.rows
    title = name_question(item) if isinstance(item, Question) else say(item.title)
    if place.repeated and len(place.repeated) == len(rows):
        title = f"{record.name_row(place.repeated[-1], rows)} · {title}"
    if isinstance(item, Question):
        words = record.show(item, answer.address)
    else:
        names = [record.name_row(item, (*rows, row)) for row in record.list_rows(item, rows)]
        words = tuple(names) or (_("None"),)
    return Line(answer, title, "\n".join(words))

"""The answers of an assessment as a file that can be brought in elsewhere: of the working copy, and of a signed version."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from waarborg.adapters.form_files.answers_file import AnswersFile, Offline, Signed
from waarborg.apps.assessments.mapping import to_answer
from waarborg.apps.assessments.models import Assessment, FixedVersion, SlotEntry
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.snapshots import make_snapshot
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Type
from waarborg.core.profile.facts import freeze


def export_working(opened: Opened, entries: Iterable[SlotEntry]) -> AnswersFile:
    """The answers as they are now, with the advice and signatures that hold."""
    content: Mapping[str, Any] = make_snapshot(opened, entries)
    answers = sorted((one for one in opened.sheet if one.is_given), key=lambda one: one.address)
    return AnswersFile(
        form=opened.form.id,
        version=opened.form.version,
        algorithm=_describe(opened.assessment),
        made_on=opened.reading.on,
        answers=tuple(answers),
        taken={str(one.address): one.taken.place for one in answers if one.taken is not None},
        entries=tuple(content["entries"]),
    )


def export_offline(opened: Opened, *, at: datetime) -> AnswersFile:
    """The answers as they are now, to go on with elsewhere: each with its number, so that coming back it is clear
    what changed meanwhile. Without advice and signatures, and without who answered. at: when it goes along."""
    rows = sorted(
        (row for row in opened.rows.values() if _has_rows(opened, row.place)), key=lambda row: row.place
    )
    return AnswersFile(
        form=opened.form.id,
        version=opened.form.version,
        algorithm=_describe(opened.assessment),
        made_on=opened.reading.on,
        answers=tuple(to_answer(row) for row in rows),
        taken={row.place: row.taken_place for row in rows if row.taken_place},
        offline=Offline(
            assessment=opened.assessment.pk,
            number=max((row.number for row in opened.rows.values()), default=0),
            made_at=at,
        ),
        bases={row.place: row.number for row in rows},
    )


def _has_rows(opened: Opened, text: str) -> bool:
    """Whether all rows around an answer are there; those of a row that was taken away stay in the history."""
    address = Address.parse(text)
    place = opened.form.find_place(address.question)
    around = place.repeated if place is not None else ()
    return place is not None and all(
        row in opened.sheet.list_rows(group.id, address.rows[:depth])
        for depth, (group, row) in enumerate(zip(around, address.rows, strict=False))
    )


def export_version(fixed: FixedVersion, form: Form) -> AnswersFile:
    """The answers as they were signed. What was made unreadable since is not there."""
    content: Mapping[str, Any] = fixed.content
    said = [one for one in content["answers"] if one["declined"] or one["value"] is not None]
    signed_on = timezone.localdate(fixed.at)
    return AnswersFile(
        form=form.id,
        version=form.version,
        algorithm=_describe(fixed.assessment),
        made_on=signed_on,
        answers=tuple(_read_answer(form, one) for one in said),
        taken={one["place"]: one["taken"] for one in said if one["taken"]},
        entries=tuple(content["entries"]),
        signed=Signed(fixed.number, signed_on, fixed.digest),
    )


def _read_answer(form: Form, one: Mapping[str, Any]) -> Answer:
    """An answer of a signed version, in which numbers with a point stand as text."""
    address, value = Address.parse(one["place"]), one["value"]
    question = form.find_question(address.question)
    if question is not None and question.type is Type.NUMBER and isinstance(value, str):
        value = float(value)
    return Answer(
        address=address,
        value=freeze(value),
        declined=one["declined"],
        by=one["by"],
        at=datetime.fromisoformat(one["at"]),
    )


def _describe(assessment: Assessment) -> dict[str, str]:
    return {
        "id": assessment.home,
        "name": assessment.about,
        "organisation": assessment.organisation.code,
    }

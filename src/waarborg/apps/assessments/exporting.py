"""The answers of an assessment as a file that can be brought in elsewhere: of the working copy, and of a signed version."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from waarborg.adapters.form_files.answers_file import AnswersFile, Signed
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.models import FixedVersion, SlotEntry
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
        algorithm=_describe(opened.assessment.algorithm),
        made_on=opened.reading.on,
        answers=tuple(answers),
        taken={str(one.address): one.taken.place for one in answers if one.taken is not None},
        entries=tuple(content["entries"]),
    )


def export_version(fixed: FixedVersion, form: Form) -> AnswersFile:
    """The answers as they were signed. What was made unreadable since is not there."""
    content: Mapping[str, Any] = fixed.content
    said = [one for one in content["answers"] if one["declined"] or one["value"] is not None]
    signed_on = timezone.localdate(fixed.at)
    return AnswersFile(
        form=form.id,
        version=form.version,
        algorithm=_describe(fixed.assessment.algorithm),
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


def _describe(algorithm: Algorithm) -> dict[str, str]:
    return {
        "id": algorithm.public_id,
        "name": algorithm.name,
        "organisation": algorithm.organisation.code,
    }

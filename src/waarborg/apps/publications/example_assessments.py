"""Fills in the assessments of the example dossiers, by the same actions that people use."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from waarborg.adapters.content_files.example_assessments import (
    ExampleAssessment,
    ExampleStep,
    load_example_assessments,
)
from waarborg.adapters.form_files.answers_file import AnswersFile
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, importing, publishing, signing, starting, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.mapping import form_of
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import ROWED, Group, Question
from waarborg.core.profile.facts import freeze, plain

#: The key of a row of a group in the file, so that other answers can point to it.
ROW = "row"
#: Between two things that happen on one day.
PACE = timedelta(minutes=10)


def load_assessments(dossiers: Mapping[str, Algorithm]) -> int:
    """Fill in all assessments; returns how many. dossiers: those of the example, by the code of their entry.

    For a load that is one transaction. Raises Refused for what a person could not have done either.
    """
    examples = load_example_assessments()
    for example in examples:
        _Account(example, dossiers[example.dossier]).tell()
    return len(examples)


class _Account:
    """How one assessment came to be, step by step."""

    def __init__(self, example: ExampleAssessment, algorithm: Algorithm) -> None:
        self.example = example
        self.algorithm = algorithm
        self._assessment: Assessment | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment, once it was started."""
        if self._assessment is None:
            raise RuntimeError("The first step of an example starts the assessment.")
        return self._assessment

    def tell(self) -> None:
        """Do all steps."""
        for number, step in enumerate(self.example.steps):
            self._do(step, by=_find_person(step.by), at=_moment(step.on) + number * PACE)

    def _do(self, step: ExampleStep, *, by: Person, at: datetime) -> None:
        about = step.about
        match step.what:
            case "start":
                self._assessment = starting.start(
                    algorithm=self.algorithm, form=self.example.form, by=by, at=at
                )
            case "take":
                self._take(about, by=by, at=at)
            case "answer" | "correct":
                self._answer(about, by=by, at=at, change_facts=step.what == "correct")
            case "assign":
                due_on = date.fromisoformat(about["due_on"]) if "due_on" in about else None
                assignee = str(_find_person(about["to"]).pk)
                together.assign_part(
                    assessment=self.assessment,
                    part=about["part"],
                    assignee=assignee,
                    due_on=due_on,
                    by=by,
                    at=at,
                )
            case "comment":
                self._comment(about, by=by, at=at)
            case "ask":
                signing.ask_advice(assessment=self.assessment, by=by, at=at)
            case "fill":
                self._fill(about, by=by, at=at)
            case _:
                self._publish(about, by=by, at=at)

    # --- answers -----------------------------------------------------------------------------------------
    def _take(self, wanted: str | Sequence[str], *, by: Person, at: datetime) -> None:
        """Take over what is offered: at these questions, or at all without an answer, as long as others follow."""
        if not isinstance(wanted, str):
            answering.take_offers(assessment=self.assessment, places=wanted, by=by, at=at)
            return
        answered = AnswerRow.objects.filter(assessment=self.assessment, current=True)
        places = {question.id for question in form_of(self.assessment).questions}
        places -= set(answered.order_by().values_list("place", flat=True))
        while taken := answering.take_offers(assessment=self.assessment, places=places, by=by, at=at):
            places -= set(taken)

    def _answer(self, said: Mapping[str, Any], *, by: Person, at: datetime, change_facts: bool) -> None:
        """Answer by hand; with rows of groups as a file of answers is brought in, for that is one write for all."""
        form = form_of(self.assessment)
        answers = tuple(_make_answers(form, said, (), by=by, at=at))
        places = {str(one.address) for one in answers if form.find_question(one.address.question)}
        if len(places) < len(answers):
            document = AnswersFile(form=form.id, version=form.version, answers=answers)
            done = importing.import_answers(
                assessment=self.assessment, document=document, replacing={}, by=by, at=at
            )
            saved = done.saved
        else:
            given = [
                Given(
                    place=str(one.address),
                    value=plain(one.value),
                    declined=one.declined,
                    change_fact=change_facts,
                    force=True,
                )
                for one in answers
            ]
            saved = answering.save_answers(assessment=self.assessment, answers=given, by=by, at=at)
        if left := places - set(saved.changed):
            raise RuntimeError(f"{form.id} does not take these answers: {', '.join(sorted(left))}.")

    # --- together and at the end -------------------------------------------------------------------------
    def _comment(self, about: Mapping[str, Any], *, by: Person, at: datetime) -> None:
        first = together.comment(
            assessment=self.assessment, place=about["place"], text=about["text"], by=by, at=at
        )
        for reply in about.get("replies", ()):
            together.comment(
                assessment=self.assessment,
                place=about["place"],
                text=reply["text"],
                parent=first.pk,
                by=_find_person(reply["by"]),
                at=_moment(date.fromisoformat(reply["on"])) + timedelta(hours=4),
            )
        if (resolved := about.get("resolved")) is not None:
            together.resolve(
                comment=first,
                by=_find_person(resolved["by"]),
                at=_moment(date.fromisoformat(resolved["on"])) + timedelta(hours=5),
            )

    def _fill(self, about: Mapping[str, Any], *, by: Person, at: datetime) -> None:
        entry = signing.fill_slot(
            assessment=self.assessment,
            slot=about["slot"],
            verdict=about["verdict"],
            text=about.get("text", ""),
            reference=about.get("reference", ""),
            by=by,
            at=at,
        )
        if (reaction := about.get("reaction")) is not None:
            signing.react(
                entry=entry,
                text=reaction["text"],
                by=_find_person(reaction["by"]),
                at=_moment(date.fromisoformat(reaction["on"])) + timedelta(hours=4),
            )

    def _publish(self, about: Mapping[str, Any], *, by: Person, at: datetime) -> None:
        version = queries.list_fixed(self.assessment)[0]
        withheld = about.get("withhold", {})
        parts = {part.id: withheld.get(part.id, "") for part in form_of(self.assessment).parts}
        publishing.publish_summary(version=version, text=about["text"], parts=parts, by=by, at=at)


def _make_answers(
    form: Form, said: Mapping[str, Any], rows: tuple[str, ...], *, by: Person, at: datetime
) -> Iterator[Answer]:
    """The answers as the file says them, and the rows of groups that they stand in."""

    def make(id: str, value: Any) -> Answer:
        return Answer(
            address=Address(id, rows), value=freeze(value), declined=value is None, by=str(by.pk), at=at
        )

    for id, value in said.items():
        place = form.find_place(id)
        if place is not None and isinstance(place.item, Group):
            keys = [row.get(ROW, f"r{number}") for number, row in enumerate(value, start=1)]
            yield make(id, keys)
            for key, row in zip(keys, value, strict=True):
                inside = {name: cell for name, cell in row.items() if name != ROW}
                yield from _make_answers(form, inside, (*rows, key), by=by, at=at)
        elif place is not None and isinstance(place.item, Question) and place.item.type in ROWED:
            yield make(id, [{name: _write_cell(cell) for name, cell in row.items()} for row in value])
        else:
            yield make(id, value)


def _write_cell(cell: Any) -> str:
    """A cell of a table: it holds text."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return " ".join(cell) if isinstance(cell, list) else str(cell)


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(9, 30), tzinfo=UTC)


def _find_person(email: str) -> Person:
    return Person.objects.get(email=email)

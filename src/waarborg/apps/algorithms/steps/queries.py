"""All reads of the steps of an algorithm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waarborg.apps.algorithms.models import Algorithm, ProcessStep, StepLink, StepText
from waarborg.apps.algorithms.steps.mapping import to_core_step
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.profile.process_steps import ProcessStep as Step


@dataclass(frozen=True)
class StepLine:
    """A step with what it says now. `place` counts from 1 among the steps that count; 0 for one that does not.

    `number` is that of its newest text; `by`, `at`: who said that, and when.
    """

    id: int
    place: int
    step: Step
    number: int
    by: str
    at: datetime
    withdrawn_at: datetime | None
    is_redacted: bool
    redaction_reason: str = ""


@dataclass(frozen=True)
class StepMoment:
    """What a step said at a moment."""

    number: int
    step: Step
    by: str
    at: datetime


def list_steps(algorithm: Algorithm) -> list[StepLine]:
    """The steps that count, in order."""
    rows = ProcessStep.objects.filter(algorithm=algorithm, withdrawn_at=None)
    return _read(rows.order_by("position", "id"))


def list_withdrawn(algorithm: Algorithm) -> list[StepLine]:
    """The steps that were withdrawn, the latest first."""
    rows = ProcessStep.objects.filter(algorithm=algorithm, withdrawn_at__isnull=False)
    return _read(rows.order_by("-withdrawn_at", "-id"))


def get_step(algorithm: Algorithm, step_id: int) -> ProcessStep:
    """The step with this id in this dossier; raises NotFound."""
    rows = ProcessStep.objects.select_related("algorithm__organisation")
    found = rows.filter(algorithm=algorithm, pk=step_id).first()
    if found is None:
        raise NotFound("There is no such step in this dossier.")
    return found


def read_step(step: ProcessStep) -> StepLine:
    """A step with what it says now, and its place."""
    lines = list_steps(step.algorithm) if step.withdrawn_at is None else _read([step])
    return next(line for line in lines if line.id == step.pk)


def list_moments(step: ProcessStep) -> list[StepMoment]:
    """All that a step said, newest first."""
    texts = list(StepText.objects.filter(step=step).order_by("-number"))
    links = _links_of(texts)
    return [
        StepMoment(text.number, to_core_step(text, links.get(text.pk, ())), text.by, text.at)
        for text in texts
    ]


def _read(rows: Iterable[ProcessStep]) -> list[StepLine]:
    steps = list(rows)
    newest: dict[int, StepText] = {}
    for text in StepText.objects.filter(step__in=steps).order_by("step_id", "number"):
        newest[text.step_id] = text
    links = _links_of(newest.values())
    lines, place = [], 0
    for row in steps:
        text = newest[row.pk]
        place += row.withdrawn_at is None
        lines.append(
            StepLine(
                id=row.pk,
                place=place if row.withdrawn_at is None else 0,
                step=to_core_step(text, links.get(text.pk, ())),
                number=text.number,
                by=text.by,
                at=text.at,
                withdrawn_at=row.withdrawn_at,
                is_redacted=row.redacted_at is not None,
                redaction_reason=row.redaction_reason,
            )
        )
    return lines


def _links_of(texts: Iterable[StepText]) -> dict[int, list[StepLink]]:
    found: dict[int, list[StepLink]] = {}
    for link in StepLink.objects.filter(text__in=list(texts)).order_by("text_id", "number"):
        found.setdefault(link.text_id, []).append(link)
    return found

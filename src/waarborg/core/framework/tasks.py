"""How a task stands: what people did about it, and whether its evidence still counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waarborg.core.terms.text import Text


class TaskState(StrEnum):
    """What people said of a task."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class Progress(StrEnum):
    """How a task really stands, with its evidence and confirmation."""

    TODO = "todo"
    DOING = "doing"
    TO_CONFIRM = "to_confirm"
    DONE = "done"
    REOPENED = "reopened"
    NOT_APPLICABLE = "not_applicable"


PROGRESS_LABELS = {
    Progress.TODO: Text("Te doen", "To do"),
    Progress.DOING: Text("Bezig", "In progress"),
    Progress.TO_CONFIRM: Text("Wacht op bevestiging", "Waits for confirmation"),
    Progress.DONE: Text("Klaar", "Done"),
    Progress.REOPENED: Text(
        "Weer open: het bewijs telt niet meer", "Open again: its evidence no longer counts"
    ),
    Progress.NOT_APPLICABLE: Text("Niet van toepassing", "Not applicable"),
}
#: What still has to be done.
OPEN = frozenset({Progress.TODO, Progress.DOING, Progress.TO_CONFIRM, Progress.REOPENED})


@dataclass(frozen=True, slots=True)
class EvidencePeriod:
    """Evidence as far as time goes: when it was observed, and until when it counts (that day included)."""

    observed_on: date
    valid_until: date | None


def has_expired(evidence: Sequence[EvidencePeriod], on: date) -> bool:
    """Return whether there is evidence and none of it counts any more on a day."""
    return bool(evidence) and all(item.valid_until is not None and item.valid_until < on for item in evidence)


def find_progress(
    state: TaskState,
    evidence: Sequence[EvidencePeriod],
    *,
    on: date,
    second_person: bool,
    is_confirmed: bool,
) -> Progress:
    """Return how a task stands on a day.

    Done counts only while its evidence does, and, where a second person must confirm, once somebody else did.
    """
    if state is not TaskState.DONE:
        return Progress(state.value)
    if has_expired(evidence, on):
        return Progress.REOPENED
    if second_person and not is_confirmed:
        return Progress.TO_CONFIRM
    return Progress.DONE

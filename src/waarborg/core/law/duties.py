"""Duties in a case: what one party owes another, until when, and how it ended."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waarborg.core.law.evaluation import Evaluation
from waarborg.core.law.frames import ActFrame, DutyFrame
from waarborg.core.law.values import Identity


class DutyState(StrEnum):
    """How a duty stands on a day."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    VIOLATED = "violated"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty that arose in a case.

    frame: its frame. number: the event in which it arose. arose_on, due_on: the days; no `due_on` where the law
    sets no term or it cannot be worked out. ended_on, ended_by: when it ended, and by which act. fulfilled: whether
    the one who owed it ended it; else it lapsed.
    """

    frame: DutyFrame
    number: int
    arose_on: date
    due_on: date | None = None
    ended_on: date | None = None
    ended_by: str = ""
    fulfilled: bool = False

    def is_late(self, day: date) -> bool:
        """Return whether the term had passed before the duty ended, or has passed by `day` while it is open."""
        return self.due_on is not None and (self.ended_on or day) > self.due_on

    def state_on(self, day: date) -> DutyState:
        """Return how it stands on a day: violated as soon as the term has passed, until it is ended."""
        if self.ended_on is None or self.ended_on > day:
            return DutyState.VIOLATED if self.due_on is not None and day > self.due_on else DutyState.OPEN
        return DutyState.FULFILLED if self.fulfilled else DutyState.LAPSED


def ends(act: ActFrame, duty: DutyFrame) -> bool:
    """Return whether an act ends a duty, whether the act says so or the duty."""
    return duty.full_name in act.terminates or act.name in duty.terminates


def is_owed_by(duty: DutyFrame, act: ActFrame, evaluation: Evaluation) -> bool:
    """Return whether who takes the act is the holder of the duty; else the duty is lifted, not fulfilled."""
    if duty.holder is None:
        return True
    if duty.holder == act.actor:
        return True
    holder = evaluation.conclude(duty.holder).value
    by = evaluation.situation.by
    if isinstance(holder, tuple):
        return by in holder
    return isinstance(holder, Identity) and holder == by

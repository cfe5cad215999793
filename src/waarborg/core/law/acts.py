"""Which acts a party may take: available, possible while something is unknown, or barred, and why."""

from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.law.evaluation import Conclusion, Evaluation, Situation, list_unknown
from waarborg.core.law.frames import CONDITIONS, ActFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Outcome, holds


class Availability(StrEnum):
    """Whether an act may be taken."""

    AVAILABLE = "available"
    POSSIBLE = "possible"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an act and how it came out: `holds` is true, false, unknown or a fault."""

    slot: Slot
    holds: Outcome
    conclusion: Conclusion


@dataclass(frozen=True, slots=True)
class ActCheck:
    """An act in a situation.

    conditions: those the act has, in the order actor, object, recipient, precondition. in_force: whether the act
    exists on the day. enforceable: false for an act that enforces a duty while no such duty
    is violated, nor open without a last day.
    """

    act: ActFrame
    conditions: tuple[Condition, ...]
    in_force: bool = True
    enforceable: bool = True

    @property
    def availability(self) -> Availability:
        """Barred when a condition fails or cannot be evaluated; possible when one is unknown."""
        outcomes = [condition.holds for condition in self.conditions]
        if (
            not self.in_force
            or not self.enforceable
            or any(outcome is False or isinstance(outcome, Fault) for outcome in outcomes)
        ):
            return Availability.BARRED
        return Availability.POSSIBLE if UNKNOWN in outcomes else Availability.AVAILABLE

    @property
    def reasons(self) -> tuple[Condition, ...]:
        """The conditions that stand in the way: those that fail, or while none does, those that are unknown."""
        failed = tuple(
            item for item in self.conditions if item.holds is False or isinstance(item.holds, Fault)
        )
        return failed or tuple(item for item in self.conditions if item.holds is UNKNOWN)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The facts that are not known and on which it depends."""
        names = {
            name: None
            for item in self.conditions
            if item.holds is UNKNOWN
            for name in list_unknown(item.conclusion)
        }
        return tuple(names)


def check_act(evaluation: Evaluation, act: ActFrame) -> ActCheck:
    """Return whether an act may be taken in a situation. Raises `CyclicFacts`."""
    in_force = act.is_in_force(evaluation.situation.on)
    conditions: list[Condition] = []
    for slot in CONDITIONS if in_force else ():
        expression = act.find_condition(slot)
        if expression is not None:
            conclusion = evaluation.conclude(expression)
            conditions.append(
                Condition(slot, holds_for(slot, conclusion.value, evaluation.situation.by), conclusion)
            )
    return ActCheck(act, tuple(conditions), in_force)


def check_acts(interpretation: Interpretation, situation: Situation) -> tuple[ActCheck, ...]:
    """Return every act in a situation, in the order of the interpretation. Raises `CyclicFacts`.

    Outside a case no duties are known, so whether one is late that an act enforces is not looked at.
    """
    evaluation = Evaluation(interpretation, situation)
    return tuple(check_act(evaluation, act) for act in interpretation.acts)


def holds_for(slot: Slot, outcome: Outcome, by: Identity | None) -> Outcome:
    """Return whether a condition is met by a value.

    An actor, object or recipient is there when it has a value; an actor with an identity is only that party.
    """
    answer = holds(outcome)
    if isinstance(answer, bool | Fault) or answer is UNKNOWN:
        return answer
    if slot is Slot.PRECONDITION:
        return Fault("not_boolean", "a precondition is a yes or a no")
    if slot is Slot.ACTOR and by is not None:
        if isinstance(answer, Identity):
            return answer == by
        if isinstance(answer, tuple) and all(isinstance(item, Identity) for item in answer):
            return by in answer
    return True

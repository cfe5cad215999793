"""The outcome of a goal in one situation, by evaluation, in the terms of a diagram."""

from waarborg.core.law.acts import Availability, check_act
from waarborg.core.law.decisions.programs import Goal
from waarborg.core.law.decisions.steps import FAULT
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.frames import ActFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import UNKNOWN, Fault, Outcome, holds

_AVAILABILITY: dict[Availability, Outcome] = {
    Availability.AVAILABLE: True,
    Availability.BARRED: False,
    Availability.POSSIBLE: UNKNOWN,
}


def conclude_goal(interpretation: Interpretation, goal: Goal, situation: Situation) -> Outcome:
    """Return the outcome of a goal. An act is true when it is available, and false when it is barred."""
    evaluation = Evaluation(interpretation, situation)
    if isinstance(goal, ActFrame):
        return _AVAILABILITY[check_act(evaluation, goal).availability]
    outcome = holds(evaluation.conclude(goal).value)
    return FAULT if isinstance(outcome, Fault) else outcome

"""Which fact to ask first: of those that are not known, only those that can still change the outcome.

The order is by influence: the chance that another answer to this question alone gives another outcome. On public
models of Dutch law no order that was tried settles an outcome in clearly fewer questions (`python -m bench.asking`).
"""

from dataclasses import dataclass

from waarborg.core.law.acts import check_act
from waarborg.core.law.decisions import DEFAULT, Bound, Goal, PastBound, build
from waarborg.core.law.decisions.weights import weigh
from waarborg.core.law.evaluation import Evaluation, Situation, list_unknown
from waarborg.core.law.frames import ActFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import UNKNOWN, Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, by its name.

    influence: the chance, from 0 to 1, that another answer gives another outcome, with all open facts equally likely
    to be anything. settles: the chance that the answer settles the outcome. Both are None where there were too many
    combinations to say.
    """

    name: str
    influence: float | None = None
    settles: float | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """questions: the facts that can still change the outcome, most decisive first; none when nothing can.

    settled: the outcome when it is a yes or no that nothing can change any more. exact: whether it is certain that
    each fact can change the outcome and that no other can. outcome: what it is now; unknown while it can change.
    """

    questions: tuple[Question, ...]
    settled: bool | None
    exact: bool
    outcome: Outcome = UNKNOWN


def rank_questions(
    interpretation: Interpretation, goal: Goal, situation: Situation, *, bound: Bound = DEFAULT
) -> Asking:
    """Return what to ask to settle a condition, a calculation or whether an act is available.

    An outcome can be settled here while evaluation still calls it unknown: "a, or not a" holds whatever a is.
    Past the bound the questions are the unknown facts on which evaluation rests. Raises `CyclicFacts`.
    """
    try:
        diagram = build(interpretation, goal, situation, bound=bound)
    except PastBound:
        return _list_unknown(interpretation, goal, situation)
    if diagram.outcome is not None:
        settled = diagram.outcome if isinstance(diagram.outcome, bool) else None
        return Asking((), settled, diagram.exact, diagram.outcome)
    weights = weigh(diagram)
    # Where chances are equal, the order in which the law names them; rounded, so that equal stays equal.
    ranked = sorted(
        range(len(weights)),
        key=lambda place: (-round(weights[place].influence, 9), -round(weights[place].settles, 9), place),
    )
    questions = tuple(
        Question(diagram.leaves[place].name, weights[place].influence, weights[place].settles)
        for place in ranked
    )
    return Asking(questions, None, diagram.exact)


def _list_unknown(interpretation: Interpretation, goal: Goal, situation: Situation) -> Asking:
    evaluation = Evaluation(interpretation, situation)
    if isinstance(goal, ActFrame):
        names = check_act(evaluation, goal).unknown
    else:
        names = list_unknown(evaluation.conclude(goal))
    return Asking(tuple(Question(name) for name in names), None, exact=False)

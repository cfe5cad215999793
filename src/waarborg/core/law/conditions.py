"""What can be said of a condition whatever the facts are: never true, always true, or where two readings part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from waarborg.core.law.decisions import (
    DEFAULT,
    Bound,
    Diagram,
    Goal,
    PastBound,
    Question,
    Solver,
    Task,
    build_pair,
    build_program,
    conclude_goal,
    expand,
    find_kinds,
    join,
)
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Fault, Outcome, Value


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a question about all situations.

    answer: true or false; None when it was not found within the bound. exact: whether it is certain; false when only
    examples of numbers, dates or texts were tried. example: for an answer of no, facts that show it.
    """

    answer: bool | None
    exact: bool
    example: Mapping[str, Value] | None = None

    @property
    def is_past_bound(self) -> bool:
        """Whether there are too many combinations to say."""
        return self.answer is None


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts for which two readings come out differently.

    before, after: the outcomes. values_before, values_after: the facts that each reading asks for; a fact that
    stands in both has one value.
    """

    before: Outcome
    after: Outcome
    values_before: Mapping[str, Value]
    values_after: Mapping[str, Value]

    @property
    def values(self) -> Mapping[str, Value]:
        """All facts together."""
        return {**self.values_before, **self.values_after}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two readings ever part: `difference` is an example, None when there is none or none was found.

    exact: whether it is certain. is_past_bound: whether there were too many combinations to look at all of them.
    """

    difference: Difference | None
    exact: bool
    is_past_bound: bool = False


def is_never_true(
    interpretation: Interpretation,
    goal: Goal,
    on: date,
    *,
    bound: Bound = DEFAULT,
    solver: Solver | None = None,
) -> Verdict:
    """Return whether no facts make a condition true, or an act available. Raises `CyclicFacts`."""
    return _search(interpretation, goal, on, bound, solver, Question.TRUE)


def is_always_true(
    interpretation: Interpretation,
    goal: Goal,
    on: date,
    *,
    bound: Bound = DEFAULT,
    solver: Solver | None = None,
) -> Verdict:
    """Return whether a condition is true whatever the facts are. Raises `CyclicFacts`.

    Facts that do not fit the rule are left out; a condition that nothing fits is not always true.
    """
    return _search(interpretation, goal, on, bound, solver, Question.FALSE)


def _search(
    interpretation: Interpretation,
    goal: Goal,
    on: date,
    bound: Bound,
    solver: Solver | None,
    question: Question,
) -> Verdict:
    """Look for facts that make the goal true, or something else than true."""
    situation = Situation(values={}, on=on)
    program = expand(interpretation, goal, situation)
    exact, is_found, answer = False, False, None
    try:
        diagram = build_program(program, on, bound=bound)
    except PastBound:
        pass
    else:
        for outcome in _list_wanted(diagram, question):
            found = diagram.find_assignment(outcome) or {}
            return Verdict(False, True, {**diagram.examples, **found})
        is_found = True
        exact, answer = diagram.exact, question is Question.TRUE or diagram.probability(True) > 0
    if exact or solver is None:
        return Verdict(answer, exact)
    solution = solver.find(Task(program, question, find_kinds(program), on))
    if solution is None:
        return Verdict(answer, False)
    if solution.values is None:
        return Verdict(answer if is_found else True, True)
    outcome = conclude_goal(interpretation, goal, replace(situation, values=solution.values))
    is_example = outcome is (question is Question.TRUE)
    return Verdict(False, True, solution.values) if is_example else Verdict(answer, False)


def _list_wanted(diagram: Diagram, question: Question) -> list[Outcome]:
    """The outcomes that would show that the answer is no."""
    if question is Question.TRUE:
        return [outcome for outcome in diagram.outcomes if outcome is True]
    return [outcome for outcome in diagram.outcomes if outcome is not True and not isinstance(outcome, Fault)]


def find_difference(
    before: Interpretation,
    after: Interpretation,
    goal_before: Goal,
    goal_after: Goal,
    on: date,
    *,
    bound: Bound = DEFAULT,
    solver: Solver | None = None,
) -> Comparison:
    """Return facts for which two readings come out differently. Raises `CyclicFacts`.

    Leaves are matched by name. A fact that one reading asks for and the other works out is given to the first only.
    Facts for which one says yes and the other no come before facts that do not fit one of them.
    """
    situation = Situation(values={}, on=on)
    left, right = expand(before, goal_before, situation), expand(after, goal_after, situation)

    def verify(values: Mapping[str, Value]) -> Difference | None:
        mine = {name: value for name, value in values.items() if name in left.leaves}
        theirs = {name: value for name, value in values.items() if name in right.leaves}
        first = conclude_goal(before, goal_before, replace(situation, values=mine))
        second = conclude_goal(after, goal_after, replace(situation, values=theirs))
        return Difference(first, second, mine, theirs) if first != second else None

    exact, is_past_bound = False, False
    try:
        pair = build_pair(left, right, on, bound=bound)
    except PastBound:
        is_past_bound = True
    else:
        exact = pair.differs.exact
        for diagram in (pair.clearly, pair.differs):
            found = diagram.find_assignment(True)
            if found is not None:
                return Comparison(verify({**diagram.examples, **found}), True)
    if exact or solver is None:
        return Comparison(None, exact, is_past_bound)
    program = join(left, right)
    solution = solver.find(Task(program, Question.DIFFERENT, find_kinds(program), on))
    if solution is None:
        return Comparison(None, False, is_past_bound)
    if solution.values is None:
        return Comparison(None, True)
    difference = verify(solution.values)
    return Comparison(difference, difference is not None, is_past_bound and difference is None)

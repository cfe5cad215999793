"""What can still change an outcome: every combination of the open facts at once, in a decision diagram.

`build` makes the diagram of a goal in a situation. It is exact where the values of each fact can be divided
completely; `Diagram.exact` says so. Combinations for which the facts do not fit the rule have a fault as outcome.
"""

from waarborg.core.law.decisions.bounds import DEFAULT, Bound, PastBound
from waarborg.core.law.decisions.building import Pair, build, build_pair, build_program
from waarborg.core.law.decisions.cells import Cell
from waarborg.core.law.decisions.diagrams import Diagram, Leaf, Option, Range
from waarborg.core.law.decisions.goals import conclude_goal
from waarborg.core.law.decisions.kinds import find_kinds
from waarborg.core.law.decisions.programs import Goal, expand
from waarborg.core.law.decisions.solving import Question, Solution, Solver, Task
from waarborg.core.law.decisions.steps import FAULT, LeafFact, Program, join

__all__ = [
    "DEFAULT",
    "FAULT",
    "Bound",
    "Cell",
    "Diagram",
    "Goal",
    "Leaf",
    "LeafFact",
    "Option",
    "Pair",
    "PastBound",
    "Program",
    "Question",
    "Range",
    "Solution",
    "Solver",
    "Task",
    "build",
    "build_pair",
    "build_program",
    "conclude_goal",
    "expand",
    "find_kinds",
    "join",
]

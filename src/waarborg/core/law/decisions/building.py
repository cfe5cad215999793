"""From a goal to its diagram: leaves in an order that keeps it small, then step by step from the leaves up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waarborg.core.law.decisions.bounds import DEFAULT, Bound, PastBound
from waarborg.core.law.decisions.diagrams import Diagram, Leaf, Option, compact
from waarborg.core.law.decisions.domains import find_domains
from waarborg.core.law.decisions.nodes import Table
from waarborg.core.law.decisions.programs import Goal, expand
from waarborg.core.law.decisions.steps import (
    Answer,
    Constant,
    LeafStep,
    OperationStep,
    Program,
    Selection,
    SlotStep,
    join,
    run,
)
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Outcome


@dataclass(frozen=True, slots=True)
class Pair:
    """Two goals over the same leaves.

    differs: a diagram that is true where their outcomes differ. clearly: true where one says yes and the other no.
    """

    left: Diagram
    right: Diagram
    differs: Diagram
    clearly: Diagram


def build(
    interpretation: Interpretation,
    goal: Goal,
    situation: Situation,
    *,
    bound: Bound = DEFAULT,
    free: frozenset[str] = frozenset(),
    fixed: frozenset[str] = frozenset(),
) -> Diagram:
    """Return what can still change the outcome of a goal, and how.

    Facts that are known stay as they are, except those in `free`, of which the value may change. Facts in `fixed`
    are and stay unknown. Raises `PastBound` when there are too many combinations, `CyclicFacts` when facts define
    each other.
    """
    program = expand(interpretation, goal, situation, free=free, fixed=fixed)
    return build_program(program, situation.on, bound=bound)


def build_program(program: Program, on: date, *, bound: Bound = DEFAULT) -> Diagram:
    """Return the diagram of a program with one outcome. Raises `PastBound`."""
    work = _Work(program, on, bound)
    return work.show(work.nodes[program.roots[0]])


def build_pair(left: Program, right: Program, on: date, *, bound: Bound = DEFAULT) -> Pair:
    """Return the diagrams of two programs, and where they differ. Raises `PastBound`."""
    program = join(left, right)
    work = _Work(program, on, bound)
    nodes = (work.nodes[program.roots[0]], work.nodes[program.roots[1]])

    def differ(outcomes: list[Outcome]) -> Outcome:
        ends = [work.table.end(outcome) for outcome in outcomes]
        return ends[0] != ends[1]

    def differ_clearly(outcomes: list[Outcome]) -> Outcome:
        return differ(outcomes) and all(isinstance(outcome, bool) for outcome in outcomes)

    return Pair(
        left=work.show(nodes[0]),
        right=work.show(nodes[1]),
        differs=work.show(work.table.map("differs", differ, nodes)),
        clearly=work.show(work.table.map("clearly", differ_clearly, nodes)),
    )


class _Work:
    def __init__(self, program: Program, on: date, bound: Bound) -> None:
        self._program = program
        self._bound = bound
        self._domains = find_domains(program, on, bound)
        self._order = _order_leaves(program)
        self.table = Table([len(self._domains.cells[name]) for name in self._order], bound)
        self._levels = {name: level for level, name in enumerate(self._order)}
        self.nodes: list[int] = []
        for place in range(len(program.steps)):
            self.nodes.append(self._build_step(place))

    def _build_step(self, place: int) -> int:
        step = self._program.steps[place]
        parts = tuple(self.nodes[part] for part in step.parts)
        match step:
            case Constant(outcome=outcome):
                return self.table.end(outcome)
            case LeafStep(name=name):
                ends = tuple(self.table.end(cell.value) for cell in self._domains.cells[name])
                return self.table.node(self._levels[name], ends)
            case OperationStep(operation=operation):
                return self.table.apply(operation, parts)
            case Selection():
                return self._select(step, parts)
            case SlotStep(slot=slot, by=by):
                return self.table.map((slot, by), lambda outcomes: run(step, outcomes), parts)
        assert isinstance(step, Answer)  # the one kind of step that is left
        return self.table.map("answer", lambda outcomes: run(step, outcomes), parts)

    def _select(self, step: Selection, parts: tuple[int, ...]) -> int:
        table = self.table

        def decide(now: tuple[int, ...]) -> int | None:
            if not table.is_end(now[0]):
                return None
            place = step.find_case(table.outcomes[now[0]])
            return now[place] if place is not None else table.end(run(step, [table.outcomes[now[0]]]))

        return table.combine(step, decide, parts)

    def show(self, root: int) -> Diagram:
        """Return what can be reached from a node as a diagram of its own."""
        table = self.table
        reached = {root}
        todo = [root]
        while todo:
            for branch in table.branches[todo.pop()]:
                if branch not in reached:
                    reached.add(branch)
                    todo.append(branch)
        ends = sorted(node for node in reached if table.is_end(node))
        # A node is made after its branches, so by number each stands after those.
        inner = sorted(node for node in reached if not table.is_end(node))
        moved = {node: place for place, node in enumerate([*ends, *inner])}
        leaves = tuple(
            Leaf(
                name,
                tuple(Option((cell,)) for cell in self._domains.cells[name]),
                self._program.leaves[name].present,
            )
            for name in self._order
        )
        diagram = Diagram(
            leaves=leaves,
            levels=(*(-1 for _ in ends), *(table.levels[node] for node in inner)),
            branches=tuple(
                tuple(moved[branch] for branch in table.branches[node]) for node in [*ends, *inner]
            ),
            outcomes=tuple(table.outcomes[node] for node in ends),
            root=moved[root],
            exact=self._domains.exact,
            is_separate=self._domains.is_separate,
            examples={name: cells[0].value for name, cells in self._domains.cells.items()},
        )
        if len(diagram.levels) > self._bound.nodes:
            raise PastBound
        return compact(diagram)


def _order_leaves(program: Program) -> Sequence[str]:
    """The leaves from the goal down, those of a shallow part before those of a deep one.

    Parts stay together, which keeps diagrams small; and what is built on is then below what is added, which keeps
    building quick in long chains.
    """
    heights: list[int] = []
    for step in program.steps:
        heights.append(1 + max((heights[part] for part in step.parts), default=0))
    order: dict[str, None] = {}
    seen: set[int] = set()
    todo = list(reversed(program.roots))
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        step = program.steps[place]
        if isinstance(step, LeafStep):
            order.setdefault(step.name)
        ranked = sorted((heights[part], number, part) for number, part in enumerate(step.parts))
        todo.extend(part for _, _, part in reversed(ranked))
    return list(order)

"""Why not, and what if: the fewest facts that would turn an outcome, and what a change brings about."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, islice

from waarborg.core.law.acts import Availability, check_act
from waarborg.core.law.decisions import (
    DEFAULT,
    Bound,
    Diagram,
    Goal,
    Leaf,
    Option,
    PastBound,
    Program,
    Question,
    Range,
    Solver,
    Task,
    build_program,
    conclude_goal,
    expand,
    find_kinds,
)
from waarborg.core.law.decisions.diagrams import put_in_order
from waarborg.core.law.decisions.domains import find_domains
from waarborg.core.law.decisions.nodes import Table, outcome_key
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.expressions import Operation, Operator
from waarborg.core.law.frames import ActFrame, FactFrame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Outcome, Value, holds, value_digest

#: Past the bound of a diagram, so many changed situations are evaluated one by one.
MOST_TRIED = 2_000

#: So many smallest sets are looked at before those that are alike are put together.
MOST_SETS = 1_000

_AND = Operation(Operator.AND, ())
#: For each fact that changes, what it may become.
_Set = dict[str, Option]
_ANY_CELLS = replace(DEFAULT, cells=1_000_000)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that would have to be something else.

    before: its value now, None when it is not known. after: a value that would do, the nearest one where there is an
    order. ranges: all values that would do, where there is an order, such as "at most 1200". among: the values that
    would do where there is none. is_other: whether any value would do besides those that are named elsewhere.
    """

    name: str
    before: Value | None
    after: Value
    ranges: tuple[Range, ...] = ()
    among: tuple[Value, ...] = ()
    is_other: bool = False

    def __hash__(self) -> int:
        return hash((self.name, value_digest(self.after)))


@dataclass(frozen=True, slots=True)
class Turns:
    """The smallest sets of changes that make the outcome as wanted, all of one size.

    Empty when nothing does; one empty set when the outcome is as wanted already. exact: whether it is certain that
    no smaller set does and that these are all. has_more: whether there are, or may be, more sets of this size. is_past_bound:
    whether there were too many combinations to look at all of them.
    """

    sets: tuple[frozenset[Change], ...]
    exact: bool
    has_more: bool = False
    is_past_bound: bool = False


def find_turns(
    interpretation: Interpretation,
    goal: Goal,
    situation: Situation,
    wanted: bool,
    *,
    bound: Bound = DEFAULT,
    most: int = 10,
    immutable: Collection[str] = (),
    solver: Solver | None = None,
) -> Turns:
    """Return the fewest facts that would have to be otherwise for the outcome to be as wanted.

    Facts that were given may change, and so may facts of which it is certain that no act created them; a fact that
    is not known may be filled in, which counts as a change too. Facts in `immutable` stay as they are, and unknown
    where they are unknown. Raises `CyclicFacts`.
    """
    kept = frozenset(immutable)
    free = (frozenset(situation.values) | situation.absent) - kept
    program = expand(interpretation, goal, situation, free=free, fixed=kept)
    finding = _Finding(interpretation, goal, situation, wanted, program, bound, most, kept)
    try:
        turns = finding.search()
    except PastBound:
        return (finding.solve(solver) if solver else None) or finding.try_out()
    if turns.exact or solver is None:
        return turns
    solved = finding.solve(solver)
    if solved is None or (turns.sets and solved.sets and len(solved.sets[0]) >= len(turns.sets[0])):
        return turns
    return solved


@dataclass(frozen=True, slots=True)
class _Finding:
    """The ways to find turns: in a diagram, by a solver, and by trying."""

    interpretation: Interpretation
    goal: Goal
    situation: Situation
    wanted: bool
    program: Program
    bound: Bound
    most: int
    kept: frozenset[str]

    def search(self) -> Turns:
        """The smallest sets by a diagram. Raises `PastBound`."""
        diagram = build_program(self.program, self.situation.on, bound=self.bound)
        sets = _Search(diagram, self.wanted, self.bound).find()
        has_more = len(sets) > self.most
        sets = sets[: self.most]
        is_open = any(leaf.present is None for leaf in diagram.leaves)
        if diagram.exact and (diagram.is_separate or not is_open):
            return Turns(tuple(sets), exact=True, has_more=has_more)
        # With only examples of what stays unknown, what holds for those need not hold for all.
        sound = tuple(one for one in sets if self._holds(one))
        return Turns(sound, exact=False, has_more=has_more)

    def _holds(self, changes: frozenset[Change]) -> bool:
        """Whether the outcome is as wanted after the changes, whatever stays unknown."""
        changed = _change(self.situation, {change.name: change.after for change in changes})
        program = expand(self.interpretation, self.goal, changed, fixed=self.kept)
        try:
            return build_program(program, changed.on, bound=self.bound).outcome is self.wanted
        except PastBound:
            return conclude_goal(self.interpretation, self.goal, changed) is self.wanted

    def solve(self, solver: Solver) -> Turns | None:
        """One smallest set by the solver, checked by evaluation."""
        question = Question.TRUE if self.wanted else Question.FALSE
        kinds = find_kinds(self.program)
        solution = solver.find(Task(self.program, question, kinds, self.situation.on, fewest_changes=True))
        if solution is None:
            return None
        if solution.values is None:
            return Turns((), exact=True)
        changes = {
            name: Change(name, leaf.present, solution.values[name])
            for name, leaf in self.program.leaves.items()
            if name in solution.values and _differs(leaf.present, solution.values[name])
        }
        if not self._holds(frozenset(changes.values())):
            return None
        is_open = False
        for name in [name for name, change in changes.items() if change.before is None]:
            is_open = True
            fewer = frozenset(change for other, change in changes.items() if other != name)
            if self._holds(fewer):  # the outcome is as wanted without this one
                del changes[name]
        return Turns((frozenset(changes.values()),), exact=not is_open, has_more=True)

    def try_out(self) -> Turns:
        """Sets of one or two changes that do it, found by evaluating changed situations."""
        options: list[tuple[str, Value]] = []
        cells = find_domains(self.program, self.situation.on, _ANY_CELLS).cells
        for name, leaf in self.program.leaves.items():
            options.extend((name, cell.value) for cell in cells[name] if _differs(leaf.present, cell.value))
        found: list[frozenset[Change]] = []
        tries = (
            picked
            for size in range(3)
            for picked in combinations(options, size)
            if len({name for name, _ in picked}) == size
        )
        for picked in islice(tries, MOST_TRIED):
            if found and len(picked) > len(found[0]):
                break
            changed = _change(self.situation, dict(picked))
            if conclude_goal(self.interpretation, self.goal, changed) is self.wanted:
                found.append(
                    frozenset(
                        Change(name, self.program.leaves[name].present, value) for name, value in picked
                    )
                )
        has_more = len(found) > self.most
        return Turns(tuple(found[: self.most]), exact=False, has_more=has_more, is_past_bound=True)


def _differs(present: Value | None, value: Value) -> bool:
    """Whether a value is another one than the present; what was created is true while it is there."""
    if present is None:
        return True
    shown = holds(present) if isinstance(value, bool) else present
    return value_digest(shown) != value_digest(value)


def _change(situation: Situation, changes: Mapping[str, Value | None]) -> Situation:
    """The situation with facts changed; None makes a fact unknown."""
    values = {name: value for name, value in situation.values.items() if name not in changes}
    values.update({name: value for name, value in changes.items() if value is not None})
    return replace(situation, values=values, absent=situation.absent - set(changes))


# --- the shortest way through a diagram -------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Way:
    """One way on from a node: where to, and with which options of its leaf; none when the leaf stays as it is."""

    to: int
    option: Option | None

    @property
    def cost(self) -> int:
        return int(self.option is not None)


class _Search:
    """The cheapest ways from a diagram's root to an outcome. Raises `PastBound`.

    A leaf that is not known may stay so, when everything it can be leads to the outcome. What all options have in
    common is then a node of its own, so nodes are made on the way.
    """

    def __init__(self, diagram: Diagram, wanted: bool, bound: Bound) -> None:
        self._leaves = diagram.leaves
        self._table = Table([len(leaf.options) for leaf in diagram.leaves], bound)
        nodes = [self._table.end(outcome is wanted) for outcome in diagram.outcomes]
        for node in diagram.inner:
            below = tuple(nodes[branch] for branch in diagram.branches[node])
            nodes.append(self._table.node(diagram.levels[node], below))
        self._root = nodes[diagram.root]
        self._never = len(diagram.leaves) + 1
        self._costs: dict[int, int] = {}
        self._ways: dict[int, list[_Way]] = {}

    def find(self) -> list[frozenset[Change]]:
        """Return the cheapest sets of changes: no more than `MOST_SETS` before those that are alike are one."""
        if self._measure() >= self._never:
            return []
        found: list[_Set] = []
        todo: list[tuple[int, _Set]] = [(self._root, {})]
        while todo and len(found) < MOST_SETS:
            node, changes = todo.pop()
            if self._table.is_end(node):
                found.append(changes)
                continue
            leaf = self._leaves[self._table.levels[node]]
            for way in reversed(self._ways[node]):
                if self._costs[way.to] + way.cost == self._costs[node]:
                    more = {} if way.option is None else {leaf.name: way.option}
                    todo.append((way.to, changes | more))
        leaves = {leaf.name: leaf for leaf in self._leaves}
        return [
            frozenset(_as_change(leaves[name], option) for name, option in changes.items())
            for changes in _merge_alike(found)
        ]

    def _measure(self) -> int:
        """Work out the cost of every node that can be reached; return that of the root."""
        costs = self._costs
        todo = [self._root]
        while todo:
            node = todo[-1]
            if node not in costs and self._table.is_end(node):
                costs[node] = 0 if self._table.outcomes[node] is True else self._never
            if node not in costs:
                ways = self._ways[node] = self._ways.get(node) or self._list_ways(node)
                missing = [way.to for way in ways if way.to not in costs]
                if missing:
                    todo.extend(missing)
                    continue
                costs[node] = min(self._never, *(costs[way.to] + way.cost for way in ways))
            todo.pop()
        return costs[self._root]

    def _list_ways(self, node: int) -> list[_Way]:
        """The ways on from a node: options that lead to the same node are one way."""
        leaf = self._leaves[self._table.levels[node]]
        branches = self._table.branches[node]
        groups: dict[int, list[int]] = {}
        for option, branch in enumerate(branches):
            groups.setdefault(branch, []).append(option)
        present = leaf.locate(leaf.present) if leaf.present is not None else None
        ways: list[_Way] = []
        if present is None:
            ways.append(_Way(self._table.apply(_AND, branches), None))
        for branch, group in groups.items():
            cells = put_in_order(cell for place in group for cell in leaf.options[place].cells)
            ways.append(_Way(branch, None if present in group else Option(cells)))
        return ways


def _merge_alike(sets: list[_Set]) -> list[_Set]:
    """The sets, where those that change the same facts and part in the values of one of them only are one."""
    merged = sets
    for name in {name: None for changes in sets for name in changes}:
        groups: dict[object, list[_Set]] = {}
        for changes in merged:
            rest = tuple((other, option) for other, option in changes.items() if other != name)
            key = (name in changes, rest) if name in changes else id(changes)
            groups.setdefault(key, []).append(changes)
        merged = [
            group[0]
            if len(group) == 1
            else {
                other: Option(put_in_order(cell for changes in group for cell in changes[other].cells))
                if other == name
                else option
                for other, option in group[0].items()
            }
            for group in groups.values()
        ]
    return merged


def _as_change(leaf: Leaf, option: Option) -> Change:
    after = option.value if leaf.present is None else option.find_nearest(leaf.present)
    # Where examples of one stretch part ways, they stand for an order among facts, not for the stretch.
    mine = {(cell.low, cell.high) for cell in option.cells if not cell.is_point}
    rest = {cell for other in leaf.options for cell in other.cells} - set(option.cells)
    is_split = any((cell.low, cell.high) in mine for cell in rest if not cell.is_point)
    ranges = () if is_split else option.ranges
    return Change(leaf.name, leaf.present, after, ranges, option.named, option.is_other)


# --- what if ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Move:
    """A fact or act that comes out otherwise after a change. An act is available, possible or barred."""

    name: Name
    before: Outcome | Availability
    after: Outcome | Availability


def what_if(
    interpretation: Interpretation,
    situation: Situation,
    changes: Mapping[str, Value | None],
    goals: Iterable[Name] | None = None,
) -> tuple[Move, ...]:
    """Return which derived facts and acts come out otherwise when facts are changed, in the order of the law.

    changes: facts by name with their new value; None makes a fact unknown. goals: what to look at; without it,
    every derived fact and every act in force. Raises `CyclicFacts`, and `NoSuchFrame` for an act that is not there.
    """
    names = tuple(goals) if goals is not None else _list_goals(interpretation, situation.on)
    before = Evaluation(interpretation, situation)
    after = Evaluation(interpretation, _change(situation, changes))
    moves = (Move(name, _conclude(before, name), _conclude(after, name)) for name in names)
    return tuple(move for move in moves if outcome_key(move.before) != outcome_key(move.after))


def _list_goals(interpretation: Interpretation, on: date) -> tuple[Name, ...]:
    found: dict[Name, None] = {}
    for frame in interpretation.frames:
        is_derived = isinstance(frame, FactFrame) and not frame.is_leaf and not frame.is_created
        if frame.is_in_force(on) and (is_derived or isinstance(frame, ActFrame)):
            found.setdefault(frame.full_name)
    return tuple(found)


def _conclude(evaluation: Evaluation, name: Name) -> Outcome | Availability:
    if name.kind is FrameKind.ACT:
        act = evaluation.interpretation.get_act(name.text, evaluation.situation.on)
        return check_act(evaluation, act).availability
    return evaluation.conclude_fact(name.text).value

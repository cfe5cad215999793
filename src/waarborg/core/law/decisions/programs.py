"""From a goal to its steps: every derived fact written out down to the leaves.

It mirrors `Evaluation`: the same facts are looked up in the same order, given facts are constants, and a ring of
facts is the same error. What follows from given facts alone is worked out at once, by the same operators.
"""

from collections.abc import Callable

from waarborg.core.law.decisions.steps import (
    Answer,
    Constant,
    LeafFact,
    LeafStep,
    OperationStep,
    Program,
    Selection,
    SlotStep,
    Step,
    renumber,
    run,
)
from waarborg.core.law.evaluation import CyclicFacts, Evaluation, Situation, follow
from waarborg.core.law.expressions import (
    Creation,
    Expression,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
)
from waarborg.core.law.frames import CONDITIONS, ActFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.operators import apply
from waarborg.core.law.surroundings import Surroundings
from waarborg.core.law.values import UNKNOWN, Fault, Outcome, Record, Value, holds, value_digest

#: What is asked: a condition or a calculation, or whether an act is available.
Goal = Expression | ActFrame


_Within = Surroundings[int]
_Task = tuple[Callable[..., None], object, _Within]
_LIST = Operation(Operator.LIST, ())
_AND = Operation(Operator.AND, ())
_DECISIVE = {Operator.AND: False, Operator.OR: True}


class _Expansion:
    def __init__(
        self,
        interpretation: Interpretation,
        situation: Situation,
        free: frozenset[str],
        fixed: frozenset[str],
    ) -> None:
        self._interpretation = interpretation
        self._situation = situation
        self._free = free
        self._fixed = fixed
        self._plain = Evaluation(interpretation, situation)
        known = {name: value for name, value in situation.values.items() if name not in free}
        self._outside: _Within = Surroundings(known)
        self._steps: list[Step] = []
        self._places: dict[object, int] = {}
        self._leaves: dict[str, LeafFact] = {}
        self._tasks: list[_Task] = []
        self._done: list[int] = []
        self._active: dict[str, None] = {}

    def expand(self, goal: Goal) -> Program:
        if isinstance(goal, ActFrame):
            root = self._expand_act(goal)
        else:
            root = self._add(Answer((self._expand(goal),)))
        return self._gather(root)

    def _gather(self, root: int) -> Program:
        """The steps on which the goal still rests; the goal comes last, as each step comes after its parts."""
        needed = {root}
        for place in range(root, -1, -1):
            if place in needed:
                needed.update(self._steps[place].parts)
        places = {place: number for number, place in enumerate(sorted(needed))}
        steps = tuple(renumber(self._steps[place], places) for place in places)
        names = {step.name for step in steps if isinstance(step, LeafStep)}
        leaves = {name: leaf for name, leaf in self._leaves.items() if name in names}
        return Program(steps, leaves, (len(steps) - 1,))

    def _expand_act(self, act: ActFrame) -> int:
        if not act.is_in_force(self._situation.on):
            return self._add(Constant(False))
        parts = [
            self._add(SlotStep(slot, self._situation.by, (self._expand(condition),)))
            for slot in CONDITIONS
            if (condition := act.find_condition(slot)) is not None
        ]
        return self._add_operation(_AND, tuple(parts))

    def _expand(self, expression: Expression) -> int:
        self._tasks = [(self._enter, expression, self._outside)]
        while self._tasks:
            work, item, around = self._tasks.pop()
            work(item, around)
        return self._done.pop()

    # --- steps -------------------------------------------------------------------------------------------
    def _add(self, step: Step) -> int:
        """The place of a step; one that says the same as an earlier one is not made again."""
        if step.parts and all(isinstance(self._steps[part], Constant) for part in step.parts):
            step = Constant(run(step, [self._outcome(part) for part in step.parts]))
        key = _key(step)
        if key not in self._places:
            self._places[key] = len(self._steps)
            self._steps.append(step)
        return self._places[key]

    def _outcome(self, place: int) -> Outcome:
        step = self._steps[place]
        return step.outcome if isinstance(step, Constant) else UNKNOWN

    def _add_operation(self, operation: Operation, parts: tuple[int, ...]) -> int:
        decisive = _DECISIVE.get(operation.operator)
        if decisive is not None and any(holds(self._outcome(part)) is decisive for part in parts):
            return self._add(Constant(decisive))
        if not parts:
            return self._add(Constant(apply(operation, ())))
        return self._add(OperationStep(operation, parts))

    def _enter(self, item: Expression, around: _Within) -> None:
        match item:
            case Reference():
                self._enter_fact(item, around)
            case Operation(operands=operands):
                self._tasks.append((self._close_operation, item, around))
                self._tasks.extend((self._enter, operand, around) for operand in reversed(operands))
            case Literal(value=value):
                self._done.append(self._add(Constant(value)))
            case Projection(path=path):
                self._tasks.append((self._open_projection, item, around))
                self._tasks.append((self._enter, Reference(path[0]), around))
            case _:
                self._done.append(self._add(Constant(self._plain.conclude(item).value)))

    def _close_operation(self, item: Operation, around: _Within) -> None:
        self._done.append(self._add_operation(item, self._pop(len(item.operands))))

    def _pop(self, count: int) -> tuple[int, ...]:
        if not count:
            return ()
        parts = tuple(self._done[-count:])
        del self._done[-count:]
        return parts

    # --- facts -------------------------------------------------------------------------------------------
    def _enter_fact(self, item: Reference, around: _Within) -> None:
        name = item.name
        if (kept := around.memo.get(name)) is not None:
            self._done.append(kept)
            return
        frame = self._interpretation.find_fact(name, self._situation.on)
        function = frame.function if frame is not None else None
        if (given := around.find(name)) is not UNKNOWN:
            self._keep(self._add(Constant(given)), around, name)
        elif name in self._free or function is None or isinstance(function, Creation):
            self._keep(self._add_leaf(name), around, name)
        elif name in self._active:
            names = list(self._active)
            raise CyclicFacts((*names[names.index(name) :], name))
        else:
            self._active[name] = None
            self._tasks.append((self._close_fact, name, around))
            self._tasks.append((self._enter, function, around))

    def _add_leaf(self, name: str) -> int:
        is_free = name in self._free
        if name in self._situation.absent and not is_free:
            return self._add(Constant(False))
        if name in self._fixed:
            return self._add(Constant(UNKNOWN))
        frame = self._interpretation.find_fact(name, self._situation.on)
        present = self._situation.values.get(name) if is_free else None
        if present is None and is_free and name in self._situation.absent:
            present = False
        kind = frame.kind if frame is not None else None
        self._leaves.setdefault(name, LeafFact(name, kind, frame is not None and frame.is_created, present))
        return self._add(LeafStep(name))

    def _close_fact(self, name: str, around: _Within) -> None:
        del self._active[name]
        self._keep(self._done.pop(), around, name)

    def _keep(self, place: int, around: _Within, name: str) -> None:
        around.memo[name] = place
        self._done.append(place)

    # --- projections -------------------------------------------------------------------------------------
    def _open_projection(self, item: Projection, around: _Within) -> None:
        """Write the operand out for everything the first fact of the path can be: there, or certain records."""
        root = self._done.pop()
        candidates = self._list_candidates(root)
        found: list[tuple[Value, int]] = []
        tasks: list[_Task] = []
        for value in candidates:
            if value is True:
                found.append((value, 1))
                tasks.append((self._enter, item.operand, around))
                continue
            records = follow(value, item.path[1:])
            if records is None or (item.scope is Scope.SINGLE and len(records) != 1):
                continue
            found.append((value, len(records)))
            for record in records:
                within: _Within = Surroundings(record.facts, *around.layers)
                tasks.append((self._enter, item.operand, within))
        self._tasks.append((self._close_projection, (item, root, found), around))
        self._tasks.extend(reversed(tasks))

    def _list_candidates(self, root: int) -> list[Value]:
        """The values that the root of a projection can have and that something can be found in."""
        values: dict[str, Value] = {}
        seen: set[int] = set()
        todo = [root]
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            step = self._steps[place]
            todo.extend(step.parts)
            if isinstance(step, LeafStep):
                present = self._leaves[step.name].present
                options: tuple[Outcome, ...] = (True, False) if present is None else (True, False, present)
            else:
                options = (step.outcome,) if isinstance(step, Constant) else (True, False)
            for value in options:
                if value is True or value is False or isinstance(value, Record | tuple):
                    values.setdefault(value_digest(value), value)
        return list(values.values())

    def _close_projection(
        self, item: tuple[Projection, int, list[tuple[Value, int]]], around: _Within
    ) -> None:
        projection, root, found = item
        parts = list(self._pop(sum(count for _, count in found)))
        cases: list[tuple[Value, int]] = []
        chosen = [root]
        for value, count in found:
            mine, parts = parts[:count], parts[count:]
            if projection.scope is not Scope.SINGLE:
                mine = [self._add_operation(_LIST, tuple(mine))]
            cases.append((value, len(chosen)))
            chosen.append(mine[0])
        selection = Selection(tuple(cases), UNKNOWN, tuple(chosen))
        self._done.append(self._select(selection))

    def _select(self, selection: Selection) -> int:
        root = self._steps[selection.parts[0]]
        if not isinstance(root, Constant):
            return self._add(selection)
        place = selection.find_case(root.outcome)
        if place is not None:
            return selection.parts[place]
        return self._add(root if isinstance(root.outcome, Fault) else Constant(selection.otherwise))


def _key(step: Step) -> object:
    """What two steps that say the same have in common."""
    match step:
        case Constant(outcome=outcome):
            return ("constant", "fault" if isinstance(outcome, Fault) else value_digest(outcome))
        case OperationStep(operation=operation, parts=parts):
            return (operation.operator, repr(operation.setting), parts)
        case Selection(cases=cases, parts=parts):
            return ("selection", tuple((value_digest(value), place) for value, place in cases), parts)
    return step


def expand(
    interpretation: Interpretation,
    goal: Goal,
    situation: Situation,
    *,
    free: frozenset[str] = frozenset(),
    fixed: frozenset[str] = frozenset(),
) -> Program:
    """Return the steps from the leaves to a goal. Raises `CyclicFacts`.

    free: facts whose given value may change, so that they are leaves. fixed: facts that are and stay unknown.
    """
    return _Expansion(interpretation, situation, free, fixed).expand(goal)

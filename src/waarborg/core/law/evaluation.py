"""Evaluation at a date: from the facts that are known to what follows from them, with a record of every step.

The work is done on a stack of its own, so a chain of facts may be as long as memory allows. Each fact is worked
out once. Facts that define each other in a ring are an error that names the ring.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import cast

from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
    Unreadable,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.operators import apply
from waarborg.core.law.surroundings import Surroundings
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Outcome, Record, Value, is_known
from waarborg.core.terms.text import Text


class CyclicFacts(ValueError):
    """Facts that define each other. `ring` holds their names, the first one again at the end."""

    def __init__(self, ring: tuple[str, ...]) -> None:
        self.ring = ring
        shown = ring if len(ring) <= 12 else (*ring[:6], "…", *ring[-5:])
        links = " → ".join(name if name == "…" else f"[{name}]" for name in shown)
        super().__init__(f"these facts define each other in a ring of {len(ring) - 1}: {links}")


class EvaluationFault(ValueError):
    """The facts given do not fit the rule, such as a text where a number is needed."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known, on the day for which the law is applied.

    values: facts by name without brackets; what is not there is unknown. on: the day. by: the party that acts, or
    that asks what it may do. suppliers: who supplied a fact, by name, or in words. absent: facts of which it is certain that no
    act created them, so that they are false and not unknown.
    """

    values: Mapping[str, Value]
    on: date
    by: Identity | None = None
    suppliers: Mapping[str, str | Text] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


class How(StrEnum):
    """How a conclusion came about."""

    COMPUTED = "computed"
    GIVEN = "given"
    DERIVED = "derived"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_IN_FORCE = "not_in_force"


@dataclass(slots=True, eq=False)
class Conclusion:
    """One step: what an expression gives here, and the conclusions it rests on. Nobody changes it once it is made.

    parts: in the order of the parts of the expression; for a fact, the conclusion of its function. frame: the fact
    as it is in force on the day, where the model has it. overruled: whether a value was given for a fact that the
    model works out itself.
    """

    expression: Expression
    value: Outcome
    parts: "tuple[Conclusion, ...]" = ()
    how: How = How.COMPUTED
    frame: FactFrame | None = None
    overruled: bool = False

    @property
    def fact(self) -> str | None:
        """The name of the fact this is about; None for a step in between."""
        return self.expression.name if isinstance(self.expression, Reference) else None


_Within = Surroundings[Conclusion]
_Task = tuple[Callable[..., None], object, _Within]


class Evaluation:
    """One interpretation in one situation. Conclusions are kept, so asking again costs nothing."""

    def __init__(self, interpretation: Interpretation, situation: Situation) -> None:
        self.interpretation = interpretation
        self.situation = situation
        self._outside: _Within = Surroundings(situation.values)
        self._tasks: list[_Task] = []
        self._done: list[Conclusion] = []
        self._active: dict[str, None] = {}

    def conclude(self, expression: Expression) -> Conclusion:
        """Return what an expression gives. Raises `CyclicFacts`. A fault is a conclusion with a fault as value."""
        self._tasks = [(self._enter, expression, self._outside)]
        self._done = []
        self._active = {}
        tasks = self._tasks
        while tasks:
            work, item, around = tasks.pop()
            work(item, around)
        return self._done.pop()

    def conclude_fact(self, name: str) -> Conclusion:
        """Return what holds of a fact, by its name without brackets. Raises `CyclicFacts`."""
        return self.conclude(Reference(name))

    def _enter(self, item: Expression, around: _Within) -> None:
        match item:
            case Reference():
                self._enter_fact(item, around)
            case Operation(operands=operands):
                self._tasks.append((self._close_operation, item, around))
                self._tasks.extend((self._enter, operand, around) for operand in reversed(operands))
            case Literal(value=value):
                self._done.append(Conclusion(item, value))
            case Projection(path=path):
                self._tasks.append((self._open_projection, item, around))
                self._tasks.append((self._enter, Reference(path[0]), around))
            case _:
                self._done.append(Conclusion(item, self._find_plain(item)))

    def _find_plain(self, item: Expression) -> Outcome:
        match item:
            case EvaluationDate():
                return self.situation.on
            case Is(identity=identity):
                if identity is None or identity == self.situation.by:
                    return True
                return UNKNOWN if self.situation.by is None else False
            case Unreadable(reason=reason):
                return Fault("unreadable", reason)
        return UNKNOWN  # a creation that stands inside another expression says nothing by itself

    # --- facts -------------------------------------------------------------------------------------------
    def _enter_fact(self, item: Reference, around: _Within) -> None:
        name = item.name
        if (kept := around.memo.get(name)) is not None:
            self._done.append(kept)
            return
        frame = self.interpretation.find_fact(name, self.situation.on)
        if (given := around.find(name)) is not UNKNOWN:
            overruled = frame is not None and frame.function is not None and not frame.is_created
            self._keep(Conclusion(item, given, (), How.GIVEN, frame, overruled), around, name)
        elif frame is None or frame.function is None or isinstance(frame.function, Creation):
            self._keep(self._conclude_leaf(item, frame), around, name)
        elif name in self._active:
            names = list(self._active)
            raise CyclicFacts((*names[names.index(name) :], name))
        else:
            self._active[name] = None
            self._tasks.append((self._close_fact, (item, frame), around))
            self._tasks.append((self._enter, frame.function, around))

    def _conclude_leaf(self, item: Reference, frame: FactFrame | None) -> Conclusion:
        if item.name in self.situation.absent:
            return Conclusion(item, False, (), How.ABSENT, frame)
        if frame is None and self.interpretation.list_versions_of_fact(item.name):
            return Conclusion(item, UNKNOWN, (), How.NOT_IN_FORCE, None)
        return Conclusion(item, UNKNOWN, (), How.UNKNOWN, frame)

    def _close_fact(self, item: tuple[Reference, FactFrame], around: _Within) -> None:
        reference, frame = item
        part = self._done.pop()
        del self._active[reference.name]
        self._keep(Conclusion(reference, part.value, (part,), How.DERIVED, frame), around, reference.name)

    def _keep(self, conclusion: Conclusion, around: _Within, name: str) -> None:
        around.memo[name] = conclusion
        self._done.append(conclusion)

    # --- operations and projections ----------------------------------------------------------------------
    def _pop(self, count: int) -> tuple[Conclusion, ...]:
        if not count:
            return ()
        parts = tuple(self._done[-count:])
        del self._done[-count:]
        return parts

    def _close_operation(self, item: Operation, around: _Within) -> None:
        parts = self._pop(len(item.operands))
        value = apply(item, [_spread(item.operator, part) for part in parts])
        self._done.append(Conclusion(item, value, parts))

    def _open_projection(self, item: Projection, around: _Within) -> None:
        root = self._done[-1]
        if root.value is True:
            # It is there, and nobody said what it consists of: then the facts outside say so.
            self._tasks.append((self._close_projection, (item, 1), around))
            self._tasks.append((self._enter, item.operand, around))
            return
        records = follow(root.value, item.path[1:])
        if records is None or (item.scope is Scope.SINGLE and len(records) != 1):
            self._done.pop()
            value = root.value if isinstance(root.value, Fault) else UNKNOWN
            self._done.append(Conclusion(item, value, (root,)))
            return
        self._tasks.append((self._close_projection, (item, len(records)), around))
        for record in reversed(records):
            within: _Within = Surroundings(record.facts, *around.layers)
            self._tasks.append((self._enter, item.operand, within))

    def _close_projection(self, item: tuple[Projection, int], around: _Within) -> None:
        projection, count = item
        parts = self._pop(count)
        root = self._done.pop()
        value = parts[0].value if projection.scope is Scope.SINGLE else _collect(parts)
        self._done.append(Conclusion(projection, value, (root, *parts)))


#: Operators that may be decided by one row or item while another is unknown.
DECIDED_BY_ONE = frozenset({Operator.AND, Operator.OR, Operator.MEMBER})


def _spread(operator: Operator, part: Conclusion) -> Outcome:
    """The outcome of a part; of a list that is not wholly known, those of its items, where one of them may decide."""
    if part.value is not UNKNOWN or operator not in DECIDED_BY_ONE:
        return part.value
    while part.fact is not None and part.parts:
        (part,) = part.parts
    expression = part.expression
    items: tuple[Conclusion, ...] = ()
    if isinstance(expression, Operation) and expression.operator is Operator.LIST:
        items = part.parts
    elif isinstance(expression, Projection) and expression.scope is not Scope.SINGLE:
        items = part.parts[1:]
    # Not a value: it goes no further than the operator, which takes lists apart and knows what unknown is.
    return cast(Outcome, tuple(item.value for item in items)) if items else part.value


def _collect(parts: tuple[Conclusion, ...]) -> Outcome:
    """The values of all parts as a list; a fault or unknown among them is that of the whole."""
    fault = next((part.value for part in parts if isinstance(part.value, Fault)), None)
    if fault is not None:
        return fault
    values = tuple(part.value for part in parts if is_known(part.value))
    return values if len(values) == len(parts) else UNKNOWN


def follow(start: Outcome, path: tuple[str, ...]) -> tuple[Record, ...] | None:
    """Return the records at the end of a path; None when that is not known."""
    found = _list_records(start)
    for name in path:
        if found is None:
            return None
        inner: list[Record] = []
        for record in found:
            records = _list_records(record.facts.get(name, UNKNOWN))
            if records is None:
                return None
            inner.extend(records)
        found = tuple(inner)
    return found


def _list_records(outcome: Outcome) -> tuple[Record, ...] | None:
    if isinstance(outcome, Record):
        return (outcome,)
    if outcome is False:
        return ()
    if isinstance(outcome, tuple):
        records = tuple(item for item in outcome if isinstance(item, Record))
        return records if len(records) == len(outcome) else None
    return None


def list_unknown(conclusion: Conclusion) -> tuple[str, ...]:
    """Return the names of the unknown facts on which an unknown conclusion rests, in the order they were met.

    Where several things were created and the rule means one of them, which one is unknown too: it is named.
    """
    names: dict[str, None] = {}
    seen: set[int] = set()
    todo = [conclusion]
    while todo:
        step = todo.pop()
        if step.value is not UNKNOWN or id(step) in seen:
            continue
        seen.add(id(step))
        if not step.parts and step.fact is not None:
            names.setdefault(step.fact)
        if isinstance(step.expression, Projection) and isinstance(step.parts[0].value, tuple):
            names.setdefault(step.expression.path[0])
        todo.extend(reversed(step.parts))
    return tuple(names)


def evaluate(interpretation: Interpretation, name: str, situation: Situation) -> Conclusion:
    """Return what holds of a fact in a situation, with its steps.

    Raises `CyclicFacts` when facts define each other, and `EvaluationFault` when the facts given do not fit.
    """
    conclusion = Evaluation(interpretation, situation).conclude_fact(name)
    if isinstance(conclusion.value, Fault):
        raise EvaluationFault(conclusion.value)
    return conclusion

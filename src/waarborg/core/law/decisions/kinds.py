"""What kind of value a leaf has: what the model says, or else what follows from how it is used."""

from collections.abc import Mapping

from waarborg.core.law.decisions.steps import (
    Answer,
    Constant,
    LeafStep,
    OperationStep,
    Program,
    Selection,
    SlotStep,
)
from waarborg.core.law.expressions import Operator
from waarborg.core.law.values import Kind, is_known, kind_of
from waarborg.core.terms.periods import Period

_LIKE_RESULT = frozenset({Operator.SUM, Operator.DIFFERENCE, Operator.MIN, Operator.MAX, Operator.ROUND})
_ORDERED = frozenset({Operator.LESS_THAN, Operator.AT_MOST})
_NUMERIC = _LIKE_RESULT | {Operator.PRODUCT, Operator.QUOTIENT}
_LOGICAL = frozenset({Operator.AND, Operator.OR, Operator.NOT})
_OF_DATES = frozenset({Operator.ADD, Operator.BETWEEN, Operator.TERM, Operator.PERIOD})


class Kinds:
    """The kinds of the steps of a program: steps that must be of one kind share what is known of it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._above = list(range(len(program.steps)))
        self._sure: dict[int, set[Kind]] = {}
        self._likely: dict[int, list[Kind]] = {}
        #: Leaves that stand for a party or an object: having any value is enough.
        self.present: set[str] = set()
        for place, step in enumerate(program.steps):
            self._look_at(place)
            if isinstance(step, Constant) and is_known(step.outcome) and not isinstance(step.outcome, tuple):
                self._note(place, kind_of(step.outcome))
            elif isinstance(step, LeafStep):
                leaf = program.leaves[step.name]
                if leaf.kind is not None:
                    self._note(place, leaf.kind)

    def find(self, place: int) -> int:
        """Return the step that stands for all steps of the same kind as this one."""
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def of(self, place: int) -> frozenset[Kind]:
        """Return the kinds that a step can have: more than one only where the model contradicts itself."""
        step = self._program.steps[place]
        if isinstance(step, LeafStep):
            leaf = self._program.leaves[step.name]
            if leaf.is_created or leaf.kind is Kind.RECORD:
                return frozenset({Kind.BOOLEAN})
            if leaf.kind is not None:
                return frozenset({leaf.kind})
        sure = self._gather(self._sure, place)
        if sure:
            return frozenset(Kind.BOOLEAN if kind is Kind.RECORD else kind for kind in sure)
        likely = self._gather(self._likely, place)
        for kind in (Kind.NUMBER, Kind.TEXT):
            if kind in likely:
                return frozenset({kind})
        return frozenset({Kind.BOOLEAN})

    def _gather(self, notes: Mapping[int, set[Kind]] | Mapping[int, list[Kind]], place: int) -> set[Kind]:
        return set(notes.get(self.find(place), ()))

    def _note(self, place: int, kind: Kind) -> None:
        self._sure.setdefault(self.find(place), set()).add(kind)

    def _suppose(self, place: int, kind: Kind) -> None:
        self._likely.setdefault(self.find(place), []).append(kind)

    def _unite(self, left: int, right: int) -> None:
        left, right = self.find(left), self.find(right)
        if left != right:
            self._above[right] = left
            self._sure.setdefault(left, set()).update(self._sure.pop(right, ()))
            self._likely.setdefault(left, []).extend(self._likely.pop(right, ()))

    def _look_at(self, place: int) -> None:
        match self._program.steps[place]:
            case OperationStep(operation=operation, parts=parts):
                if operation.kind is not None:
                    self._note(place, operation.kind)
                self._look_at_operation(place, operation.operator, parts)
            case Selection(parts=parts):
                self._note(parts[0], Kind.BOOLEAN)
                for part in parts[1:]:
                    self._unite(place, part)
            case SlotStep(parts=parts):
                step = self._program.steps[parts[0]]
                if isinstance(step, LeafStep):
                    self.present.add(step.name)
            case Answer(parts=parts):
                self._unite(place, parts[0])

    def _look_at_operation(self, place: int, operator: Operator, parts: tuple[int, ...]) -> None:
        if operator in _LOGICAL:
            for part in parts:
                for inner in self._unpack(part):
                    self._note(inner, Kind.BOOLEAN)
        if operator in _OF_DATES:
            for part in parts:
                self._note(part, Kind.DATE)
        if operator in _NUMERIC:
            self._look_at_arithmetic(place, operator, parts)
        if operator in _ORDERED or operator is Operator.EQUAL:
            self._unite(parts[0], parts[1])
            self._suppose(parts[0], Kind.TEXT if operator is Operator.EQUAL else Kind.NUMBER)
        if operator is Operator.MEMBER:
            self._look_at_member(parts[0], parts[1])
        if operator is Operator.IF:
            self._note(parts[0], Kind.BOOLEAN)
            self._unite(place, parts[1])
            self._unite(place, parts[2])
        if operator in (Operator.START, Operator.END):
            self._note(parts[0], Kind.PERIOD)
        if operator is Operator.COUNT:
            self._note(parts[0], Kind.LIST)

    def _is_list(self, place: int) -> bool:
        step = self._program.steps[place]
        if isinstance(step, Constant):
            return isinstance(step.outcome, tuple)
        return isinstance(step, OperationStep) and step.operation.operator is Operator.LIST

    def _unpack(self, place: int) -> tuple[int, ...]:
        """A step, or the items of a list that is written out; none of a list that is given."""
        if not self._is_list(place):
            return (place,)
        return self._program.steps[place].parts

    def _look_at_arithmetic(self, place: int, operator: Operator, parts: tuple[int, ...]) -> None:
        singles = [inner for part in parts for inner in self._unpack(part)]
        varying = [part for part in singles if not isinstance(self._program.steps[part], Constant)]
        for part in singles:
            self._suppose(part, Kind.NUMBER)
        if operator in _LIKE_RESULT:
            for part in singles:
                self._unite(place, part)
        elif operator is Operator.PRODUCT and len(varying) == 1:
            self._unite(place, varying[0])
        else:
            self._suppose(place, Kind.NUMBER)

    def _look_at_member(self, item: int, among: int) -> None:
        step = self._program.steps[among]
        if isinstance(step, Constant) and isinstance(step.outcome, tuple):
            for one in step.outcome:
                self._note(item, kind_of(one))
        elif isinstance(step, Constant) and isinstance(step.outcome, Period):
            self._note(item, Kind.DATE)
        elif isinstance(step, OperationStep) and step.operation.operator is Operator.LIST:
            for part in step.parts:
                self._unite(item, part)
        elif isinstance(step, OperationStep) and step.operation.operator is Operator.PERIOD:
            self._note(item, Kind.DATE)
        else:
            self._suppose(item, Kind.TEXT)
            if isinstance(step, LeafStep):
                self._note(among, Kind.LIST)


def find_kinds(program: Program) -> dict[str, Kind]:
    """Return the kind of value of each leaf; the first one where the model contradicts itself."""
    kinds = Kinds(program)
    return {
        step.name: min(kinds.of(place))
        for place, step in enumerate(program.steps)
        if isinstance(step, LeafStep)
    }

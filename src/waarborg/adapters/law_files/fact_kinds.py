"""Which kind of value each fact of an interpretation has: as the model says, or as the model uses it."""

from collections.abc import Iterator, Mapping

from waarborg.core.law.expressions import Expression, Operation, Operator, Reference, walk
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Kind

#: The parts of these operators are dates, up to the number given.
_DATES: Mapping[Operator, int] = {
    Operator.ADD: 1,
    Operator.BETWEEN: 2,
    Operator.TERM: 1,
    Operator.PERIOD: 2,
}
_COMPARED = frozenset({Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST})
#: Kinds that JSON has no notation for, and that a comparison gives away.
_TELLING = frozenset({Kind.DATE, Kind.MONEY})


def find_kinds(interpretation: Interpretation) -> Mapping[str, Kind]:
    """Return the kind of each fact that declares one, gets one from its function, or is used as a date or amount.

    Used as a date is: an operand of a date operator, or compared with a date, also by way of another fact. A fact
    of which nothing is known is not there.
    """
    kinds: dict[str, Kind] = {}
    for fact in interpretation.facts:
        kind = fact.kind or (fact.function.kind if fact.function is not None else None)
        if kind is not None:
            kinds.setdefault(fact.name, kind)
    comparisons: list[tuple[Expression, ...]] = []
    for operation in _list_operations(interpretation):
        for part in operation.operands[: _DATES.get(operation.operator, 0)]:
            kinds.update({name: Kind.DATE for name in _name(part) if name not in kinds})
        if operation.operator in _COMPARED:
            comparisons.append(operation.operands)
        elif operation.operator is Operator.MEMBER and operation.operands[1].kind is Kind.PERIOD:
            kinds.update({name: Kind.DATE for name in _name(operation.operands[0]) if name not in kinds})
    _spread(comparisons, kinds)
    return kinds


def _name(expression: Expression) -> tuple[str, ...]:
    return (expression.name,) if isinstance(expression, Reference) else ()


def _list_operations(interpretation: Interpretation) -> Iterator[Operation]:
    for frame in interpretation.frames:
        for _, expression in frame.list_expressions():
            yield from (item for item in walk(expression) if isinstance(item, Operation))


def _spread(comparisons: list[tuple[Expression, ...]], kinds: dict[str, Kind]) -> None:
    """What is compared with a date is a date; a chain of comparisons is followed from each fact that is known."""
    linked: dict[str, list[str]] = {}
    for left, right in comparisons:
        for part, other in ((left, right), (right, left)):
            for name in _name(part):
                for beside in _name(other):
                    linked.setdefault(beside, []).append(name)
                if other.kind is not None and other.kind in _TELLING:
                    kinds.setdefault(name, other.kind)
    todo = [name for name, kind in kinds.items() if kind in _TELLING]
    while todo:
        known = todo.pop()
        for name in linked.get(known, ()):
            if name not in kinds:
                kinds[name] = kinds[known]
                todo.append(name)

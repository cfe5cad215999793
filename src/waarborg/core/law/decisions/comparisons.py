"""The comparisons in a program: what is held against what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from waarborg.core.law.decisions.forms import Forms, Sums, as_fraction, of_values
from waarborg.core.law.decisions.steps import Constant, LeafStep, OperationStep, Program, run
from waarborg.core.law.expressions import Operator
from waarborg.core.law.values import Outcome, Value, is_known
from waarborg.core.terms.periods import Period

#: A calculation on both sides of a comparison that is longer than this is not looked into.
MOST_STEPS = 200

#: Calculations that only rise or only fall with one of their parts.
_RISING_OR_FALLING = frozenset(
    {
        Operator.ADD,
        Operator.TERM,
        Operator.BETWEEN,
        Operator.SUM,
        Operator.DIFFERENCE,
        Operator.PRODUCT,
        Operator.ROUND,
        Operator.MIN,
        Operator.MAX,
    }
)
_COMPARING = frozenset({Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST, Operator.MEMBER})


@dataclass(frozen=True, slots=True)
class Comparison:
    """One step held against another, or against a value (`right` is then None)."""

    left: int
    right: int | None
    value: Value | None = None

    @property
    def sides(self) -> tuple[int, ...]:
        """The steps that are compared."""
        return (self.left,) if self.right is None else (self.left, self.right)


def list_comparisons(program: Program) -> tuple[list[Comparison], set[int]]:
    """Return the comparisons of a program, and the places of those that cannot be taken apart."""
    found: list[Comparison] = []
    opaque: set[int] = set()
    for place, step in enumerate(program.steps):
        if not isinstance(step, OperationStep) or step.operation.operator not in _COMPARING:
            continue
        taken_apart = (
            list(_take_apart(program, step.parts))
            if step.operation.operator is Operator.MEMBER
            else [Comparison(step.parts[0], step.parts[1])]
        )
        if None in taken_apart:
            opaque.add(place)
        found.extend(item for item in taken_apart if item is not None and not _is_empty(program, item))
    return found, opaque


def _is_empty(program: Program, item: Comparison) -> bool:
    """Whether a side is not known whatever the leaves are, so that the outcome does not depend on them."""
    sides = [program.steps[side] for side in item.sides]
    return any(isinstance(step, Constant) and not is_known(step.outcome) for step in sides)


def _take_apart(program: Program, parts: tuple[int, ...]) -> Iterator[Comparison | None]:
    item, among = parts
    step = program.steps[among]
    if isinstance(step, Constant):
        outcome = step.outcome
        if isinstance(outcome, tuple):
            for one in outcome:
                yield Comparison(item, None, one)
        elif isinstance(outcome, Period):
            yield Comparison(item, None, outcome.start)
            if outcome.end is not None:
                yield Comparison(item, None, outcome.end)
    elif isinstance(step, OperationStep) and step.operation.operator is Operator.LIST:
        for part in step.parts:
            yield Comparison(item, part)
    elif isinstance(step, OperationStep) and step.operation.operator is Operator.PERIOD:
        for part in step.parts:
            yield Comparison(item, part)
        if len(step.parts) == 2:
            yield Comparison(step.parts[0], step.parts[1])
    else:
        yield None


def find_forms(sums: Sums, item: Comparison) -> tuple[Forms, Forms] | None:
    """Return both sides as sums; None when one of them is no sum."""
    left = sums.all[item.left]
    right = sums.all[item.right] if item.right is not None else of_values([item.value or False])
    return (left, right) if left is not None and right is not None else None


class Calculation:
    """Both sides of a comparison as a short piece of program, to be tried out with values of its leaves."""

    def __init__(self, program: Program, item: Comparison) -> None:
        self._program = program
        self._item = item
        needed: set[int] = set()
        todo = list(item.sides)
        while todo and len(needed) <= MOST_STEPS:
            place = todo.pop()
            if place not in needed:
                needed.add(place)
                todo.extend(program.steps[place].parts)
        self._places = sorted(needed)
        self.is_short = len(needed) <= MOST_STEPS
        steps = [program.steps[place] for place in self._places]
        self.leaves = tuple(dict.fromkeys(step.name for step in steps if isinstance(step, LeafStep)))

    def list_constants(self) -> list[Value]:
        """Return the values that stand in it."""
        steps = [self._program.steps[place] for place in self._places]
        found = [step.outcome for step in steps if isinstance(step, Constant) and is_known(step.outcome)]
        return found if self._item.value is None else [*found, self._item.value]

    def tips_once(self) -> bool:
        """Return whether it rises or falls with its only leaf, so that it tips at one place at most."""
        uses = 0
        for place in self._places:
            step = self._program.steps[place]
            if isinstance(step, OperationStep):
                varying = [part for part in step.parts if not isinstance(self._program.steps[part], Constant)]
                uses += len(varying) - 1
                if step.operation.operator not in _RISING_OR_FALLING:
                    return False
            elif not isinstance(step, Constant | LeafStep):
                return False
        sides = [side for side in self._item.sides if not isinstance(self._program.steps[side], Constant)]
        return len(self.leaves) == 1 and uses == 0 and len(sides) == 1

    def compare(self, values: dict[str, Value]) -> int | None:
        """Return whether the left side is less (-1), equal (0) or more (1); None when that cannot be said."""
        outcomes: dict[int, Outcome] = {}
        for place in self._places:
            step = self._program.steps[place]
            if isinstance(step, LeafStep):
                outcomes[place] = values[step.name]
            else:
                outcomes[place] = run(step, [outcomes[part] for part in step.parts])
        left = as_fraction(outcomes[self._item.left])
        other = outcomes[self._item.right] if self._item.right is not None else self._item.value
        right = as_fraction(other) if other is not None else None
        return None if left is None or right is None else (left > right) - (left < right)


def find_days(compare: Callable[[date], int | None], start: date) -> list[date]:
    """Return the days on which the sign becomes another one, for what only rises or only falls.

    Days for which nothing can be worked out are left out. start: a day for which it can.
    """
    tried: dict[int, int | None] = {}

    def look(day: int) -> int | None:
        if day not in tried:
            tried[day] = compare(date.fromordinal(day))
        return tried[day]

    first, last = date.min.toordinal(), date.max.toordinal()
    stops = sorted({first, start.toordinal(), last})
    found: list[date] = []
    todo = [(low, high) for low, high in pairwise(stops)]
    while todo:
        low, high = todo.pop()
        if look(low) == look(high):
            continue
        if high - low == 1:
            if look(low) is not None and look(high) is not None:
                found.append(date.fromordinal(high))
        else:
            middle = (low + high) // 2
            todo.extend([(low, middle), (middle, high)])
    return sorted(found)

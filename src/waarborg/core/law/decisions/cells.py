"""The values of a leaf divided into cells: within a cell every value gives the same outcome.

A cell is one value, or everything between two values, with an example of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from waarborg.core.law.values import Identity, Kind, Money, Value, value_digest

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
#: How many digits behind the point an example of a number may get.
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that are alike: `value` is one of them.

    low, high: for values in order, the bounds; equal for a single value, else not themselves in the cell, and None
    where there is no bound. is_other: any value but those of the other cells.
    """

    value: Value
    low: Fraction | None = None
    high: Fraction | None = None
    is_ordered: bool = False
    is_other: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it holds one value."""
        return not self.is_other and (not self.is_ordered or (self.low is not None and self.low == self.high))

    def holds(self, number: Fraction) -> bool:
        """Return whether a number lies in the cell."""
        if self.is_point:
            return number == self.low
        return (self.low is None or self.low < number) and (self.high is None or number < self.high)


def as_value(number: Fraction, kind: Kind, currency: str) -> Value | None:
    """Return a number as a value of a kind; None when it cannot be written down exactly."""
    if kind is Kind.DATE:
        whole = number.denominator == 1 and _FIRST_DAY <= number <= _LAST_DAY
        return date.fromordinal(int(number)) if whole else None
    exact = as_decimal(number)
    if exact is None:
        return None
    return Money(exact, currency) if kind is Kind.MONEY else exact


def as_decimal(number: Fraction) -> Decimal | None:
    """Return a fraction as a decimal; None when its figures never end."""
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > _MOST_PLACES:
        return None
    return Decimal(int(number * 10**places)).scaleb(-places) if places else Decimal(int(number))


def divide(
    points: Sequence[Fraction], kind: Kind, *, currency: str, count: int, start: Fraction
) -> list[Cell]:
    """Return the cells between points, with `count` examples of each: enough for so many facts side by side.

    start: where to look for an example when there are no points.
    """
    ordered = sorted(set(points))
    if not ordered:
        return [
            Cell(value, None, None, True)
            for step in range(count)
            if (value := as_value(start + step, kind, currency)) is not None
        ]
    cells = _fill(None, ordered[0], kind, currency, count)
    for place, point in enumerate(ordered):
        value = as_value(point, kind, currency)
        if value is not None:
            cells.append(Cell(value, point, point, True))
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        cells.extend(_fill(point, after, kind, currency, count))
    return cells


def _fill(low: Fraction | None, high: Fraction | None, kind: Kind, currency: str, count: int) -> list[Cell]:
    """Cells with examples between two points, as many as fit; in whole days for dates."""
    found: list[Cell] = []
    for number in _examples(low, high, kind, count):
        value = as_value(number, kind, currency)
        if value is not None:
            found.append(Cell(value, low, high, True))
    return found


def _examples(low: Fraction | None, high: Fraction | None, kind: Kind, count: int) -> list[Fraction]:
    if low is None or high is None:
        assert low is not None or high is not None  # with no points at all there is nothing to fill
        base = Fraction(ceil(high) - 1) if high is not None else Fraction(floor(low or 0) + 1)
        step = 1 if high is None else -1
        return sorted(base + step * place for place in range(count))
    places = 0
    while True:
        scale = 10**places
        first, last = floor(low * scale) + 1, ceil(high * scale) - 1
        room = last - first + 1
        if room >= count or kind is Kind.DATE:
            taken = min(count, max(room, 0))
            middle = first + (room - taken) // 2
            return [Fraction(middle + place, scale) for place in range(taken)]
        places += 1


def list_others(literals: Sequence[Value], kind: Kind, count: int) -> list[Cell]:
    """Return a cell per literal, and `count` of any other value."""
    cells = [Cell(value) for value in literals]
    taken = {value_digest(value) for value in literals}
    number = 1
    while len(cells) < len(literals) + count:
        text = "another value" if number == 1 else f"another value {number}"
        value: Value = Identity(text) if kind is Kind.IDENTITY else text
        if value_digest(value) not in taken:
            cells.append(Cell(value, is_other=True))
        number += 1
    return cells

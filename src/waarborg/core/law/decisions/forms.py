"""Numbers and dates as sums of leaves: for which values of a leaf a comparison tips over.

A step can be one of several sums (a smallest, a largest, a choice). Which way a comparison of such steps falls
follows from the signs of the differences of those sums, so where each difference is zero is where it can tip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

from waarborg.core.law.decisions.kinds import Kinds
from waarborg.core.law.decisions.steps import Constant, LeafStep, OperationStep, Program, Selection
from waarborg.core.law.expressions import Operator, Rounding
from waarborg.core.law.values import Kind, Money, Outcome
from waarborg.core.terms.legal_terms import Length, Unit

#: A step that can be more sums than this is not looked into.
MOST_FORMS = 16

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_ORDERED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Form:
    """A sum: so many times each leaf, and a constant. A date counts as its number in the calendar."""

    weights: Mapping[str, Fraction]
    constant: Fraction

    def plus(self, other: "Form", factor: Fraction = Fraction(1)) -> "Form":
        """Return this sum with `factor` times another."""
        weights = dict(self.weights)
        for name, weight in other.weights.items():
            weights[name] = weights.get(name, Fraction(0)) + factor * weight
        kept = {name: weight for name, weight in weights.items() if weight}
        return Form(kept, self.constant + factor * other.constant)

    def times(self, factor: Fraction) -> "Form":
        """Return this sum so many times."""
        return Form({}, Fraction(0)).plus(self, factor)

    def solve(self, name: str, others: Mapping[str, Fraction]) -> Fraction:
        """Return the value of a leaf for which the sum is zero, when the other leaves are these."""
        rest = sum(
            (weight * others[other] for other, weight in self.weights.items() if other != name), self.constant
        )
        return -rest / self.weights[name]


@dataclass(frozen=True, slots=True)
class Forms:
    """All sums that a step can be. unit: to what they are rounded. exact: whether that is all there is to it."""

    forms: tuple[Form, ...]
    unit: Fraction | None = None
    exact: bool = True

    @property
    def is_constant(self) -> bool:
        """Whether no leaf is in it."""
        return not any(form.weights for form in self.forms)


def as_fraction(value: Outcome) -> Fraction | None:
    """Return a number, an amount or a date as a number; None for what has no order."""
    if isinstance(value, Decimal):
        return Fraction(value)
    if isinstance(value, Money):
        return Fraction(value.amount)
    return Fraction(value.toordinal()) if isinstance(value, date) else None


def of_values(values: Sequence[Outcome]) -> Forms | None:
    """Return values as sums without leaves; None when one of them has no order."""
    numbers = [as_fraction(value) for value in values]
    if not numbers or None in numbers or len(numbers) > MOST_FORMS:
        return None
    return Forms(tuple(Form({}, number) for number in numbers if number is not None))


@dataclass
class Sums:
    """The sums of each step of a program, None for a step that is no sum."""

    program: Program
    kinds: Kinds
    all: list[Forms | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place in range(len(self.program.steps)):
            self.all.append(self._find(place))

    def _find(self, place: int) -> Forms | None:
        match self.program.steps[place]:
            case Constant(outcome=outcome):
                return of_values([outcome])
            case LeafStep(name=name):
                if self.kinds.of(place) & _ORDERED:
                    return Forms((Form({name: Fraction(1)}, Fraction(0)),))
            case Selection(parts=parts):
                return self._union([self.all[part] for part in parts[1:]])
            case OperationStep(operation=operation, parts=parts):
                return self._find_operation(operation.operator, operation.setting, parts)
        return None

    def _find_operation(self, operator: Operator, setting: object, parts: tuple[int, ...]) -> Forms | None:
        if operator is Operator.IF:
            return self._union([self.all[part] for part in parts[1:]])
        if operator in (Operator.MIN, Operator.MAX):
            return self._union(self._unpack(parts))
        if operator is Operator.SUM:
            return self._add(self._unpack(parts))
        if operator is Operator.DIFFERENCE:
            return self._add([self.all[part] for part in parts], Fraction(-1))
        if operator is Operator.PRODUCT:
            return self._multiply(parts)
        if operator is Operator.ADD and isinstance(setting, Length) and setting.unit in _DAYS:
            inner = self.all[parts[0]]
            shift = Form({}, Fraction(setting.count * _DAYS[setting.unit]))
            return _change(inner, [form.plus(shift) for form in inner.forms]) if inner else None
        if operator in (Operator.ROUND, Operator.QUOTIENT) and isinstance(setting, Rounding):
            return self._round(parts, setting)
        return None

    def _unpack(self, parts: tuple[int, ...]) -> list[Forms | None]:
        """The sums of the parts, with those of the items of a list in place of the list."""
        found: list[Forms | None] = []
        for part in parts:
            step = self.program.steps[part]
            if isinstance(step, OperationStep) and step.operation.operator is Operator.LIST:
                found.extend(self.all[inner] for inner in step.parts)
            elif isinstance(step, Constant) and isinstance(step.outcome, tuple):
                found.extend(of_values([item]) for item in step.outcome)
            else:
                found.append(self.all[part])
        return found

    def _union(self, parts: Sequence[Forms | None]) -> Forms | None:
        inner = [forms for forms in parts if forms is not None]
        found = tuple(form for forms in inner for form in forms.forms)
        if len(inner) < len(parts) or not 0 < len(found) <= MOST_FORMS:
            return None
        return Forms(found, None, all(forms.exact and forms.unit is None for forms in inner))

    def _add(self, parts: Sequence[Forms | None], factor: Fraction = Fraction(1)) -> Forms | None:
        """The sum of the first part and `factor` times each of the others."""
        total = Forms((Form({}, Fraction(0)),))
        for place, inner in enumerate(parts):
            if inner is None or len(total.forms) * len(inner.forms) > MOST_FORMS:
                return None
            times = factor if place else Fraction(1)
            exact = total.exact and inner.exact and inner.unit is None
            sums = [left.plus(right, times) for left, right in product(total.forms, inner.forms)]
            total = Forms(tuple(sums), None, exact)
        return total

    def _multiply(self, parts: tuple[int, ...]) -> Forms | None:
        factor = Fraction(1)
        varying: Forms | None = None
        for part in parts:
            inner = self.all[part]
            if inner is None or (varying is not None and not inner.is_constant):
                return None
            if not inner.is_constant:
                varying = inner
            elif len(inner.forms) == 1:
                factor *= inner.forms[0].constant
            else:
                return None
        if varying is None:
            return Forms((Form({}, factor),))
        return _change(varying, [form.times(factor) for form in varying.forms])

    def _round(self, parts: tuple[int, ...], rounding: Rounding) -> Forms | None:
        inner = self.all[parts[0]]
        factor = Fraction(1)
        if len(parts) == 2:
            by = self.all[parts[1]]
            if by is None or not by.is_constant or len(by.forms) > 1 or not by.forms[0].constant:
                return None
            factor /= by.forms[0].constant
        if inner is None:
            return None
        unit = Fraction(10) ** -rounding.places
        scaled = tuple(form.times(factor) for form in inner.forms)
        return Forms(scaled, unit, inner.exact and inner.unit is None)


def _change(inner: Forms, forms: Sequence[Form]) -> Forms:
    """The sums after one more calculation: what was rounded before it is no longer known exactly."""
    return Forms(tuple(forms), None, inner.exact and inner.unit is None)


def find_differences(left: Forms, right: Forms) -> tuple[list[Form], bool]:
    """Return the sums whose signs decide a comparison, and whether they are all."""
    exact = left.exact and right.exact
    if left.unit is None and right.unit is None:
        return [one.plus(other, Fraction(-1)) for one, other in product(left.forms, right.forms)], exact
    rounded, other = (left, right) if left.unit is not None else (right, left)
    unit = rounded.unit
    assert unit is not None  # one of both is rounded
    found: list[Form] = []
    for one, form in product(rounded.forms, other.forms):
        difference = one.plus(form, Fraction(-1))
        if not form.weights:
            # Rounding tips over half-way between two round numbers, or at one: those around the constant.
            base = form.constant // unit * unit
            found.extend(one.plus(Form({}, base + step * unit / 2), Fraction(-1)) for step in range(-2, 5))
        found.append(difference)
    return found, exact and other.is_constant and other.unit is None

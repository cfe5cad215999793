"""Which values of each leaf are tried, and whether these are enough to be certain.

Where a leaf is only compared (with constants, with sums it occurs in alone, or straight with other leaves), its
cells are a complete division of all values. Elsewhere examples are tried: known values, the points where
comparisons tip over when other leaves have their examples, and their neighbours.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product
from typing import TypeVar

from waarborg.core.law.decisions.bounds import Bound, PastBound
from waarborg.core.law.decisions.cells import Cell, divide, list_others
from waarborg.core.law.decisions.comparisons import (
    Calculation,
    Comparison,
    find_days,
    find_forms,
    list_comparisons,
)
from waarborg.core.law.decisions.forms import MOST_FORMS, Form, Sums, as_fraction, find_differences
from waarborg.core.law.decisions.kinds import Kinds
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
from waarborg.core.law.values import Kind, Money, Record, Value, is_known, kind_of, value_digest
from waarborg.core.terms.periods import Period

_T = TypeVar("_T")
_ORDERED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DATE})
_NAMED = frozenset({Kind.TEXT, Kind.IDENTITY})
#: With how many combinations of the other leaves a comparison of several leaves is solved.
_MOST_SOLVED = 40
_MOST_EXAMPLES = 5
#: What may stand above a leaf of a kind that is neither a number nor a date, for its cells to be complete.
_PLAIN = frozenset(
    {Operator.AND, Operator.OR, Operator.NOT, Operator.IF, Operator.EQUAL, Operator.MEMBER, Operator.LIST}
)


@dataclass(frozen=True, slots=True)
class Domains:
    """The cells of each leaf, by name.

    exact: whether they are complete. is_separate: whether each leaf stands by itself, so that which cell it is in
    says everything; where leaves are compared with each other the cells hold examples that can stand in every order.
    """

    cells: Mapping[str, tuple[Cell, ...]]
    exact: bool
    is_separate: bool


class _Finder:
    def __init__(self, program: Program, on: date, bound: Bound) -> None:
        self._program = program
        self._on = on
        self._bound = bound
        self._kinds = Kinds(program)
        self._sums = Sums(program, self._kinds)
        self._exact = True
        self._above = {name: name for name in program.leaves}
        self._points: dict[str, set[Fraction]] = {name: set() for name in program.leaves}
        self._literals: dict[str, dict[str, Value]] = {name: {} for name in program.leaves}
        self._places = {
            step.name: place for place, step in enumerate(program.steps) if isinstance(step, LeafStep)
        }
        self._sizes: Counter[str] = Counter()
        self._unsolved: list[Form] = []
        self._untried: list[Calculation] = []
        self._currency = next(
            (
                step.outcome.currency
                for step in program.steps
                if isinstance(step, Constant) and isinstance(step.outcome, Money)
            ),
            "EUR",
        )

    def find(self) -> Domains:
        comparisons, opaque = list_comparisons(self._program)
        self._exact = not opaque
        for item in comparisons:
            self._look_at(item)
        self._check_uses()
        for name, leaf in self._program.leaves.items():
            if leaf.present is not None:
                self._add_value(name, leaf.present)
        self._share_points()
        if self._unsolved or self._untried:
            self._exact = False
            self._solve()
            self._share_points()
        cells = {name: tuple(self._list_cells(name)) for name in self._program.leaves}
        if any(len(items) > self._bound.cells for items in cells.values()):
            raise PastBound
        return Domains(cells, self._exact, max(self._sizes.values(), default=1) == 1)

    # --- what is compared --------------------------------------------------------------------------------
    def _look_at(self, item: Comparison) -> None:
        if self._kinds.of(item.left) == {Kind.BOOLEAN}:
            return
        if forms := find_forms(self._sums, item):
            differences, exact = find_differences(*forms)
            self._exact = self._exact and exact
            for difference in differences:
                self._look_at_difference(difference)
            return
        calculation = Calculation(self._program, item)
        left = self._list_alternatives(item.left)
        right = [item.value] if item.right is None else self._list_alternatives(item.right)
        if left is not None and right is not None:
            for one, other in product(left, right):
                self._set_side_by_side(one, other)
            return
        if calculation.is_short and calculation.tips_once() and self._is_date(calculation.leaves[0]):
            self._add_days(calculation, calculation.leaves[0], {})
            return
        self._exact = False
        if calculation.is_short:
            self._untried.append(calculation)
            for name in calculation.leaves:
                for value in calculation.list_constants():
                    self._add_value(name, value)

    def _look_at_difference(self, difference: Form) -> None:
        names = list(difference.weights)
        if len(names) == 1:
            self._points[names[0]].add(difference.solve(names[0], {}))
        elif len(names) == 2 and not difference.constant and sum(difference.weights.values()) == 0:
            self._unite(*names)
        elif names:
            self._unsolved.append(difference)

    def _find_leaf(self, place: int) -> str | None:
        step = self._program.steps[place]
        return step.name if isinstance(step, LeafStep) else None

    def _list_alternatives(self, place: int) -> "list[LeafStep | Value | None] | None":
        """The leaves and values that a step can be by choice; None when it is something else."""
        found: list[LeafStep | Value | None] = []
        todo = [place]
        while todo and len(found) <= MOST_FORMS:
            step = self._program.steps[todo.pop()]
            match step:
                case LeafStep():
                    found.append(step)
                case Constant(outcome=outcome):
                    found.append(outcome if is_known(outcome) else None)
                case OperationStep(operation=operation, parts=parts) if operation.operator is Operator.IF:
                    todo.extend(parts[1:])
                case Selection(parts=parts):
                    todo.extend(parts[1:])
                case _:
                    return None
        return None if todo else found

    def _set_side_by_side(self, one: "LeafStep | Value | None", other: "LeafStep | Value | None") -> None:
        if isinstance(other, LeafStep) and not isinstance(one, LeafStep):
            one, other = other, one
        if not isinstance(one, LeafStep) or other is None:
            return
        if isinstance(other, LeafStep):
            self._unite(one.name, other.name)
        else:
            self._add_value(one.name, other)

    def _is_date(self, name: str) -> bool:
        return self._kinds.of(self._places[name]) == {Kind.DATE}

    def _add_value(self, name: str, value: Value) -> None:
        number = as_fraction(value)
        if number is not None and kind_of(value) in self._kinds.of(self._places[name]):
            self._points[name].add(number)
        self._literals[name].setdefault(value_digest(value), value)

    def _add_days(self, calculation: Calculation, name: str, others: Mapping[str, Value]) -> None:
        start = next((_as_day(point) for point in sorted(self._points[name])), self._on)
        days = find_days(lambda day: calculation.compare({**others, name: day}), start)
        self._points[name].update(Fraction(day.toordinal()) for day in days)

    # --- leaves side by side -----------------------------------------------------------------------------
    def _group(self, name: str) -> str:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name

    def _unite(self, left: str, right: str) -> None:
        self._above[self._group(right)] = self._group(left)

    def _share_points(self) -> None:
        """Leaves that are compared with each other get the points of all of them."""
        self._sizes = Counter(self._group(name) for name in self._program.leaves)
        for name in self._program.leaves:
            group = self._group(name)
            if group != name:
                self._points[group] |= self._points[name]
                self._literals[group] |= self._literals[name]
        for name in self._program.leaves:
            self._points[name] = set(self._points[self._group(name)])
            self._literals[name] = dict(self._literals[self._group(name)])

    # --- where it cannot be divided completely -----------------------------------------------------------
    def _check_uses(self) -> None:
        """Whether every leaf is only used in ways that were looked at."""
        for step in self._program.steps:
            if isinstance(step, Selection):
                self._exact = False
            for part in step.parts:
                name = self._find_leaf(part)
                if name is None or isinstance(step, SlotStep | Selection):
                    continue
                kinds = self._kinds.of(part)
                is_plain = not isinstance(step, OperationStep) or step.operation.operator in _PLAIN
                if len(kinds) > 1 or (not is_plain and not kinds <= _ORDERED):
                    self._exact = False
        for root in self._program.roots:
            step = self._program.steps[root]
            forms = self._sums.all[step.parts[0] if isinstance(step, Answer) else root]
            kinds = self._kinds.of(root)
            if kinds & (_ORDERED | {Kind.LIST, Kind.PERIOD}) and (forms is None or not forms.is_constant):
                self._exact = False

    def _solve(self) -> None:
        """Add the points where comparisons of several leaves tip over when the others have their examples."""
        examples = {
            name: [cell.value for cell in self._list_cells(name)][:_MOST_EXAMPLES]
            for name in self._program.leaves
        }
        names = {name for form in self._unsolved for name in form.weights}
        names |= {name for calculation in self._untried for name in calculation.leaves}
        for name in names:
            self._points[name].update(_as_numbers(examples[name]))
        for form in self._unsolved:
            for name in form.weights:
                numbers = {other: _as_numbers(examples[other]) for other in form.weights if other != name}
                for values in _combine(numbers):
                    self._points[name].add(form.solve(name, values))
        for calculation in self._untried:
            for name in filter(self._is_date, calculation.leaves):
                others = {other: examples[other] for other in calculation.leaves if other != name}
                for known in islice(_combine(others), _MOST_EXAMPLES):
                    self._add_days(calculation, name, known)

    # --- cells -------------------------------------------------------------------------------------------
    def _list_cells(self, name: str) -> list[Cell]:
        cells: list[Cell] = []
        kinds = self._kinds.of(self._places[name])
        for kind in sorted(kinds):
            cells.extend(self._list_cells_of_kind(name, kind))
        leaf = self._program.leaves[name]
        extra: list[Value] = [leaf.present] if leaf.present is not None else []
        if name in self._kinds.present and Kind.BOOLEAN not in kinds:
            extra.append(False)
        shown = {value_digest(cell.value) for cell in cells}
        cells.extend(Cell(value) for value in extra if value_digest(value) not in shown)
        return cells

    def _list_cells_of_kind(self, name: str, kind: Kind) -> list[Cell]:
        count = self._sizes[self._group(name)]
        if kind is Kind.BOOLEAN:
            present = self._program.leaves[name].present
            there = isinstance(present, Record) or (isinstance(present, tuple) and bool(present))
            return [Cell(False)] if there else [Cell(False), Cell(True)]
        if kind in _ORDERED:
            start = Fraction(self._on.toordinal()) if kind is Kind.DATE else Fraction(1)
            return divide(list(self._points[name]), kind, currency=self._currency, count=count, start=start)
        literals = [value for value in self._literals[name].values() if kind_of(value) is kind]
        if kind is Kind.IDENTITY:
            literals.extend(self._list_parties())
        if kind in _NAMED:
            distinct = {value_digest(value): value for value in literals}
            return list_others(list(distinct.values()), kind, count)
        self._exact = False
        return [Cell(value) for value in (*literals, *self._list_examples(name, kind))]

    def _list_parties(self) -> list[Value]:
        """The party that acts, which a leaf may name as the party that may."""
        return [step.by for step in self._program.steps if isinstance(step, SlotStep) and step.by is not None]

    def _list_examples(self, name: str, kind: Kind) -> list[Value]:
        if kind is Kind.PERIOD:
            tomorrow = min(self._on, date.max - timedelta(days=1)) + timedelta(days=1)
            return [Period(date.min, None), Period(date.min, tomorrow), Period(tomorrow, None)]
        sought = {
            value_digest(item.outcome): item.outcome
            for step in self._program.steps
            if isinstance(step, OperationStep) and self._places[name] in step.parts[1:]
            if isinstance(item := self._program.steps[step.parts[0]], Constant) and is_known(item.outcome)
        }
        return [(), *((value,) for value in sought.values() or [Decimal(1)])]


def _as_day(point: Fraction) -> date:
    return date.fromordinal(min(max(int(point), date.min.toordinal()), date.max.toordinal()))


def _as_numbers(values: Sequence[Value]) -> list[Fraction]:
    return [number for value in values if (number := as_fraction(value)) is not None]


def _combine(options: Mapping[str, Sequence[_T]]) -> list[dict[str, _T]]:
    names = list(options)
    combinations = islice(product(*options.values()), _MOST_SOLVED)
    return [dict(zip(names, values, strict=True)) for values in combinations]


def find_domains(program: Program, on: date, bound: Bound) -> Domains:
    """Return the values to try for each leaf. Raises `PastBound` when a leaf has too many."""
    return _Finder(program, on, bound).find()

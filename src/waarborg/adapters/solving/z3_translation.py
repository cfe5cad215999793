"""The steps of a program as terms of z3, one after the other, so that depth does not matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from types import ModuleType
from typing import Any

from waarborg.core.law.decisions import Task
from waarborg.core.law.decisions.steps import (
    Answer,
    Constant,
    LeafStep,
    OperationStep,
    Selection,
    SlotStep,
    Step,
)
from waarborg.core.law.expressions import Operation, Rounding, RoundingMode
from waarborg.core.law.values import Identity, Kind, Money, Outcome, Record, value_digest
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_COUNTED = frozenset({Kind.TEXT, Kind.IDENTITY})
_NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY})


class Untranslatable(Exception):
    """Something in the condition has no counterpart in z3."""


@dataclass(frozen=True)
class Term:
    """A term with the kind of value it stands for; a list has its items and no term."""

    kind: Kind
    term: Any = None
    items: "tuple[Term, ...]" = ()


class Translation:
    """A program as terms. `translate` fills `leaves`, `presents`, `constraints` and `outcomes`."""

    def __init__(self, z3: ModuleType, task: Task) -> None:
        self._z3 = z3
        self._task = task
        self.leaves: dict[str, Any] = {}
        self.presents: dict[str, Any] = {}
        self.constraints: list[Any] = []
        self.outcomes: list[Term] = []
        self.words: list[str | Identity] = []
        self._word_places: dict[str, int] = {}
        self._currencies: list[str] = []

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self._currencies[0] if self._currencies else "EUR"

    def translate(self) -> None:
        """Translate every step. Raises `Untranslatable`."""
        for place, step in enumerate(self._task.program.steps):
            term = self._translate(step)
            if term.kind is Kind.BOOLEAN and not isinstance(step, Constant | LeafStep):
                # Each condition gets a name of its own: terms then stay shallow, however deep the law is.
                name = self._z3.Bool(f"step {place}")
                self.constraints.append(name == term.term)
                term = Term(Kind.BOOLEAN, name)
            self.outcomes.append(term)
        if len(set(self._currencies)) > 1:
            raise Untranslatable
        for name, leaf in self.leaves.items():
            if self._task.kinds[name] in _COUNTED:
                self.constraints.append(leaf >= 0)

    def _translate(self, step: Step) -> Term:
        match step:
            case Constant(outcome=outcome):
                return self._constant(outcome)
            case LeafStep(name=name):
                return self._leaf(name)
            case OperationStep(operation=operation, parts=parts):
                return self._operate(operation, [self.outcomes[part] for part in parts])
            case SlotStep(parts=parts) | Answer(parts=parts):
                term = self.outcomes[parts[0]]
                if isinstance(step, SlotStep) and term.kind is not Kind.BOOLEAN:
                    raise Untranslatable
                return term
            case Selection():
                raise Untranslatable
        raise Untranslatable

    def _constant(self, outcome: Outcome) -> Term:
        z3 = self._z3
        match outcome:
            case bool():
                return Term(Kind.BOOLEAN, z3.BoolVal(outcome))
            case Decimal():
                return Term(Kind.NUMBER, z3.RealVal(str(Fraction(outcome))))
            case Money(amount=amount, currency=currency):
                self._currencies.append(currency)
                return Term(Kind.MONEY, z3.RealVal(str(Fraction(amount))))
            case date():
                return Term(Kind.DATE, z3.IntVal(outcome.toordinal()))
            case str():
                return Term(Kind.TEXT, z3.IntVal(self._word(outcome)))
            case Identity():
                return Term(Kind.IDENTITY, z3.IntVal(self._word(outcome)))
            case Record():
                return Term(Kind.BOOLEAN, z3.BoolVal(True))
            case tuple():
                return Term(Kind.LIST, None, tuple(self._constant(item) for item in outcome))
            case Period(start=start, end=end):
                bounds = (start,) if end is None else (start, end)
                return Term(Kind.PERIOD, None, tuple(self._constant(bound) for bound in bounds))
        raise Untranslatable

    def _word(self, word: str | Identity) -> int:
        key = value_digest(word)
        if key not in self._word_places:
            self._word_places[key] = len(self.words)
            self.words.append(word)
        return self._word_places[key]

    def _leaf(self, name: str) -> Term:
        z3 = self._z3
        kind = self._task.kinds[name]
        if kind is Kind.BOOLEAN:
            leaf = z3.Bool(f"fact {name}")
        elif kind in _NUMERIC:
            leaf = z3.Real(f"fact {name}")
        elif kind in _COUNTED or kind is Kind.DATE:
            leaf = z3.Int(f"fact {name}")
        else:
            raise Untranslatable
        if kind is Kind.DATE:
            self.constraints += [leaf >= date.min.toordinal(), leaf <= date.max.toordinal()]
        present = self._task.program.leaves[name].present
        if present is not None:
            term = self._constant(present)
            if term.kind is not kind:
                raise Untranslatable
            self.presents[name] = term.term
        self.leaves[name] = leaf
        return Term(kind, leaf)

    # --- operators ---------------------------------------------------------------------------------------
    def _operate(self, operation: Operation, parts: Sequence[Term]) -> Term:
        work = getattr(self, f"_{operation.operator.value.lower()}", None)
        if work is None:
            raise Untranslatable
        term: Term = work(operation, parts)
        return term

    def _terms(self, parts: Sequence[Term], *kinds: Kind) -> list[Any]:
        """The terms of parts and of the items of lists among them, all of one of these kinds."""
        flat = [item for part in parts for item in (part.items if part.kind is Kind.LIST else (part,))]
        if any(item.kind not in kinds for item in flat):
            raise Untranslatable
        return [item.term for item in flat]

    def _like(self, parts: Sequence[Term], *kinds: Kind) -> tuple[Kind, list[Any]]:
        """The terms of parts that must all be of the same kind, one of these."""
        terms = self._terms(parts, *kinds)
        found = {item.kind for part in parts for item in (part.items if part.kind is Kind.LIST else (part,))}
        if len(found) != 1:
            raise Untranslatable
        return found.pop(), terms

    def _and(self, operation: Operation, parts: Sequence[Term]) -> Term:
        return Term(Kind.BOOLEAN, self._z3.And(*self._terms(parts, Kind.BOOLEAN)))

    def _or(self, operation: Operation, parts: Sequence[Term]) -> Term:
        return Term(Kind.BOOLEAN, self._z3.Or(*self._terms(parts, Kind.BOOLEAN)))

    def _not(self, operation: Operation, parts: Sequence[Term]) -> Term:
        return Term(Kind.BOOLEAN, self._z3.Not(*self._terms(parts, Kind.BOOLEAN)))

    def _if(self, operation: Operation, parts: Sequence[Term]) -> Term:
        (condition,) = self._terms(parts[:1], Kind.BOOLEAN)
        then, otherwise = parts[1:]
        if then.kind is not otherwise.kind or then.term is None:
            raise Untranslatable
        return Term(then.kind, self._z3.If(condition, then.term, otherwise.term))

    def _equal(self, operation: Operation, parts: Sequence[Term]) -> Term:
        left, right = parts
        if left.kind is not right.kind or left.term is None:
            raise Untranslatable
        return Term(Kind.BOOLEAN, left.term == right.term)

    def _less_than(self, operation: Operation, parts: Sequence[Term]) -> Term:
        _, (left, right) = self._like(parts, Kind.NUMBER, Kind.MONEY, Kind.DATE)
        return Term(Kind.BOOLEAN, left < right)

    def _at_most(self, operation: Operation, parts: Sequence[Term]) -> Term:
        _, (left, right) = self._like(parts, Kind.NUMBER, Kind.MONEY, Kind.DATE)
        return Term(Kind.BOOLEAN, left <= right)

    def _member(self, operation: Operation, parts: Sequence[Term]) -> Term:
        item, among = parts
        if among.kind is Kind.LIST:
            found = [self._equal(operation, (item, one)).term for one in among.items]
            return Term(Kind.BOOLEAN, self._z3.Or(*found))
        if among.kind is not Kind.PERIOD or item.kind is not Kind.DATE:
            raise Untranslatable
        within = [among.items[0].term <= item.term, *(item.term < end.term for end in among.items[1:])]
        return Term(Kind.BOOLEAN, self._z3.And(*within))

    def _list(self, operation: Operation, parts: Sequence[Term]) -> Term:
        return Term(Kind.LIST, None, tuple(parts))

    def _period(self, operation: Operation, parts: Sequence[Term]) -> Term:
        self._terms(parts, Kind.DATE)
        if len(parts) == 2:
            # A period that ends before it starts is a fault: such facts are left out.
            self.constraints.append(parts[0].term < parts[1].term)
        return Term(Kind.PERIOD, None, tuple(parts))

    def _sum(self, operation: Operation, parts: Sequence[Term]) -> Term:
        kind, terms = self._like(parts, *_NUMERIC)
        return Term(kind, self._z3.Sum(*terms))

    def _difference(self, operation: Operation, parts: Sequence[Term]) -> Term:
        kind, (left, right) = self._like(parts, *_NUMERIC)
        return Term(kind, left - right)

    def _product(self, operation: Operation, parts: Sequence[Term]) -> Term:
        terms = self._terms(parts, *_NUMERIC)
        varying = [term for term in terms if not self._z3.is_rational_value(term)]
        amounts = [part for part in parts if part.kind is Kind.MONEY]
        if len(varying) > 1 or len(amounts) > 1 or any(part.kind is Kind.LIST for part in parts):
            raise Untranslatable
        kind = Kind.MONEY if amounts else Kind.NUMBER
        return Term(kind, reduce(lambda left, right: left * right, terms, self._z3.RealVal(1)))

    def _quotient(self, operation: Operation, parts: Sequence[Term]) -> Term:
        divided, by = parts
        if (
            not self._z3.is_rational_value(by.term)
            or by.kind is not Kind.NUMBER
            or by.term.numerator_as_long() == 0
        ):
            raise Untranslatable
        self._terms([divided], *_NUMERIC)
        return Term(divided.kind, self._round_term(divided.term / by.term, operation))

    def _round(self, operation: Operation, parts: Sequence[Term]) -> Term:
        kind, (term,) = self._like(parts, *_NUMERIC)
        return Term(kind, self._round_term(term, operation))

    def _round_term(self, term: Any, operation: Operation) -> Any:
        z3 = self._z3
        rounding = operation.setting
        assert isinstance(rounding, Rounding)  # the signature says so
        scale = z3.RealVal(str(Fraction(10) ** rounding.places))
        half = z3.RealVal("1/2")
        scaled = term * scale

        def down(number: Any) -> Any:
            return z3.ToReal(z3.ToInt(number))

        floor, ceiling = down(scaled), -down(-scaled)
        ways = {
            RoundingMode.FLOOR: floor,
            RoundingMode.CEILING: ceiling,
            RoundingMode.DOWN: z3.If(scaled >= 0, floor, ceiling),
            RoundingMode.UP: z3.If(scaled >= 0, ceiling, floor),
            RoundingMode.HALF_UP: z3.If(scaled >= 0, down(scaled + half), -down(half - scaled)),
        }
        if rounding.mode not in ways:
            raise Untranslatable
        return ways[rounding.mode] / scale

    def _min(self, operation: Operation, parts: Sequence[Term]) -> Term:
        kind, terms = self._like(parts, Kind.NUMBER, Kind.MONEY, Kind.DATE)
        return Term(kind, reduce(lambda left, right: self._z3.If(left <= right, left, right), terms))

    def _max(self, operation: Operation, parts: Sequence[Term]) -> Term:
        kind, terms = self._like(parts, Kind.NUMBER, Kind.MONEY, Kind.DATE)
        return Term(kind, reduce(lambda left, right: self._z3.If(left >= right, left, right), terms))

    def _count(self, operation: Operation, parts: Sequence[Term]) -> Term:
        if parts[0].kind is not Kind.LIST:
            raise Untranslatable
        return Term(Kind.NUMBER, self._z3.RealVal(len(parts[0].items)))

    def _add(self, operation: Operation, parts: Sequence[Term]) -> Term:
        length = operation.setting
        (day,) = self._terms(parts, Kind.DATE)
        if not isinstance(length, Length) or length.unit not in _DAYS:
            raise Untranslatable
        return Term(Kind.DATE, day + length.count * _DAYS[length.unit])

    def _between(self, operation: Operation, parts: Sequence[Term]) -> Term:
        start, end = self._terms(parts, Kind.DATE)
        if operation.setting not in _DAYS:
            raise Untranslatable
        size = _DAYS[operation.setting]
        days = end - start
        whole = self._z3.If(days >= 0, days / size, -((-days) / size))
        return Term(Kind.NUMBER, self._z3.ToReal(whole))

"""Which kind of value each fact has, as it follows from where facts are used, and where that does not fit.

Every fact and every expression is an unknown with a set of kinds that it may still have. Operators narrow the set
of their parts; where two things must be of one kind, their unknowns become one. Sets only shrink, so the work
ends, in a time that grows with the size of the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from waarborg.core.law.expressions import (
    Expression,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
)
from waarborg.core.law.frames import FactFrame, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.signatures import SIGNATURES
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Kind, kind_of

Kinds = frozenset[Kind]

_ALL = frozenset(Kind)
#: What an act created is one thing, several, or not there: it also answers a yes or no question.
_CREATED = frozenset({Kind.RECORD, Kind.LIST, Kind.BOOLEAN})
_LIST = frozenset({Kind.LIST})
_NUMBER = frozenset({Kind.NUMBER})
_MONEY = frozenset({Kind.MONEY})
_NUMERIC = _NUMBER | _MONEY
_DATE = frozenset({Kind.DATE})
#: Which kind is the likeliest when several are left.
_LIKELIEST = (
    Kind.BOOLEAN,
    Kind.NUMBER,
    Kind.DATE,
    Kind.MONEY,
    Kind.TEXT,
    Kind.LIST,
    Kind.RECORD,
    Kind.PERIOD,
    Kind.IDENTITY,
)
#: So many reasons and names are kept of one unknown; it is enough to explain what does not fit.
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Site:
    """A part of a frame; no slot for what the frame says of itself."""

    frame: Name
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two uses that cannot both be right.

    facts: the first names of the facts it is about; empty for a part that is no fact. kinds, site: what one use asks
    and where. other_kinds, other_site: the same of the other use, that came first.
    """

    facts: tuple[str, ...]
    kinds: Kinds
    site: Site
    other_kinds: Kinds
    other_site: Site


def infer_kinds(interpretation: Interpretation) -> Mapping[str, Kind | Conflict]:
    """Return the likeliest kind of each fact, by name, or what does not fit. Without any evidence a fact is left out."""
    solver = _solve(interpretation)
    found: dict[str, Kind | Conflict] = {}
    for name, unknown in solver.facts.items():
        kinds = solver.kinds[solver.find(unknown)]
        if name in interpretation.creatable:
            found[name] = Kind.RECORD
        elif kinds != _ALL:
            found[name] = next(kind for kind in _LIKELIEST if kind in kinds)
    for conflict in solver.conflicts.values():
        found.update(dict.fromkeys(conflict.facts, conflict))
    return found


def find_conflicts(interpretation: Interpretation) -> tuple[Conflict, ...]:
    """Return each place where kinds do not fit, in the order in which they were met."""
    return tuple(_solve(interpretation).conflicts.values())


@dataclass(frozen=True, slots=True)
class _Rule:
    """What ties the kind of an operation to the kinds of its parts, beyond what each part may be."""

    operator: Operator
    whole: int
    parts: tuple[int, ...]
    site: Site


class _Solver:
    """The unknowns, in classes of those that are of one kind."""

    def __init__(self) -> None:
        self.parent: list[int] = []
        self.kinds: list[Kinds] = []
        self.reasons: list[list[tuple[Kinds, Site]]] = []
        self.names: list[list[str]] = []
        self.rules: list[list[_Rule]] = []
        self.facts: dict[str, int] = {}
        self.parts: dict[str, int] = {}
        self.met: set[str] = set()
        self.conflicts: dict[tuple[Site, Site, Kinds, Kinds], Conflict] = {}
        self.changed: list[_Rule] = []
        self.likely: list[tuple[int, Site]] = []

    def make(self, name: str = "") -> int:
        number = len(self.parent)
        self.parent.append(number)
        self.kinds.append(_ALL)
        self.reasons.append([])
        self.names.append([name] if name else [])
        self.rules.append([])
        return number

    def fact(self, name: str) -> int:
        if name not in self.facts:
            self.facts[name] = self.make(name)
        return self.facts[name]

    def of(self, expression: Expression) -> int:
        if isinstance(expression, Reference):
            return self.fact(expression.name)
        if expression.digest not in self.parts:
            self.parts[expression.digest] = self.make()
        return self.parts[expression.digest]

    def find(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def narrow(self, number: int, kinds: Kinds, site: Site) -> None:
        root = self.find(number)
        left = self.kinds[root] & kinds
        if left:
            self._keep(root, left, kinds, site)
        else:
            self._clash(self.names[root], (kinds, site), self.reasons[root])

    def suggest(self, number: int, kinds: Kinds, site: Site) -> None:
        """Narrow, where that leaves something; for what is only likely, once all that is certain was said."""
        root = self.find(number)
        if left := self.kinds[root] & kinds:
            self._keep(root, left, kinds, site)

    def _keep(self, root: int, left: Kinds, kinds: Kinds, site: Site) -> None:
        if left != self.kinds[root]:
            self.kinds[root] = left
            self._reason(root, [(kinds, site)])
            self.changed.extend(self.rules[root])

    def unite(self, one: int, other: int, site: Site) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return
        left = self.kinds[first] & self.kinds[second]
        if not left:
            against = next((item for item in self.reasons[second] if not item[0] & self.kinds[first]), None)
            kinds = against[0] if against else self.kinds[second]
            self._clash([*self.names[first], *self.names[second]], (kinds, site), self.reasons[first])
            return
        if left != self.kinds[first] or left != self.kinds[second]:
            self.changed.extend((*self.rules[first], *self.rules[second]))
        if len(self.rules[first]) < len(self.rules[second]):
            first, second = second, first
        self.parent[second] = first
        self.kinds[first] = left
        self._reason(first, self.reasons[second])
        self.names[first] = [*self.names[first], *self.names[second]][:_MOST_KEPT]
        self.rules[first].extend(self.rules[second])

    def _reason(self, root: int, reasons: list[tuple[Kinds, Site]]) -> None:
        self.reasons[root] = [*self.reasons[root], *reasons][-_MOST_KEPT:]

    def _clash(self, names: list[str], use: tuple[Kinds, Site], reasons: list[tuple[Kinds, Site]]) -> None:
        kinds, site = use
        other_kinds, other_site = next((reason for reason in reasons if not reason[0] & kinds), reasons[-1])
        conflict = Conflict(tuple(names[:_MOST_KEPT]), kinds, site, other_kinds, other_site)
        self.conflicts.setdefault((site, other_site, kinds, other_kinds), conflict)


def _solve(interpretation: Interpretation) -> _Solver:
    solver = _Solver()
    alike: list[tuple[int, int, Site]] = []
    for frame in interpretation.frames:
        name = frame.full_name
        if isinstance(frame, FactFrame) and frame.kind is not None:
            solver.narrow(solver.fact(frame.name), _widen(frame.kind), Site(name))
    for frame in interpretation.frames:
        for slot, expression in frame.list_expressions():
            site = Site(frame.full_name, slot)
            _collect(solver, expression, site, alike)
            if slot is Slot.FUNCTION:
                alike.append((solver.fact(frame.name), solver.of(expression), site))
            elif slot is Slot.PRECONDITION:
                solver.narrow(solver.of(expression), _CREATED, site)
            elif slot is Slot.TERM:
                solver.narrow(solver.of(expression), _DATE, site)
    for one, other, site in alike:
        solver.unite(one, other, site)
    _apply_all(solver, [rule for rules in solver.rules for rule in rules])
    # What is looked into was likely created, unless anything else says what it is, wherever that stands.
    solver.changed = []
    for number, site in solver.likely:
        solver.suggest(number, _CREATED - {Kind.BOOLEAN}, site)
    _apply_all(solver, list(dict.fromkeys(solver.changed)))
    return solver


def _apply_all(solver: _Solver, todo: list[_Rule]) -> None:
    while todo:
        solver.changed = []
        for rule in todo:
            _apply(solver, rule)
        todo = list(dict.fromkeys(solver.changed))


def _widen(kind: Kind) -> Kinds:
    return _CREATED if kind is Kind.RECORD else frozenset({kind})


def _collect(solver: _Solver, expression: Expression, site: Site, alike: list[tuple[int, int, Site]]) -> None:
    """Note what an expression says about itself and its parts. What was met before says nothing new."""
    todo = [expression]
    while todo:
        item = todo.pop()
        number = solver.of(item)
        if isinstance(item, Reference) or item.digest in solver.met:
            continue
        solver.met.add(item.digest)
        todo.extend(reversed(item.parts))
        if isinstance(item, Operation):
            _collect_operation(solver, item, site, alike)
        elif isinstance(item, Projection):
            for name in item.path:
                solver.likely.append((solver.fact(name), site))
            if item.scope is Scope.SINGLE:
                alike.append((number, solver.of(item.operand), site))
            else:
                solver.narrow(number, _LIST, site)
        elif item.kind is not None:
            solver.narrow(number, _widen(item.kind), site)


def _collect_operation(
    solver: _Solver, item: Operation, site: Site, alike: list[tuple[int, int, Site]]
) -> None:
    operator, signature = item.operator, SIGNATURES[item.operator]
    whole = solver.of(item)
    parts = tuple(solver.of(part) for part in item.operands)
    for position, part in enumerate(parts):
        solver.narrow(part, _allow(signature.takes_at(position)), site)
    if signature.gives is not None:
        solver.narrow(whole, frozenset({signature.gives}), site)
    if operator in (Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST):
        alike.append((parts[0], parts[1], site))
    elif operator in (Operator.DIFFERENCE, Operator.ROUND):
        solver.narrow(whole, _NUMERIC, site)
        alike.extend((one, other, site) for one, other in pairwise((whole, *parts)))
    elif operator is Operator.IF:
        alike.extend(((parts[1], whole, site), (parts[2], whole, site)))
    elif operator is Operator.MEMBER:
        _collect_members(solver, item, site, alike)
        _watch(solver, _Rule(operator, whole, parts, site))
    elif operator in (Operator.SUM, Operator.PRODUCT, Operator.QUOTIENT, Operator.MIN, Operator.MAX):
        ordered = operator in (Operator.MIN, Operator.MAX)
        solver.narrow(whole, _NUMERIC | _DATE if ordered else _NUMERIC, site)
        _watch(solver, _Rule(operator, whole, parts, site))


def _allow(kinds: Kinds) -> Kinds:
    """The kinds that a part may have. A list of what acts created answers yes or no as one of them does."""
    return kinds | _CREATED if Kind.RECORD in kinds and Kind.BOOLEAN in kinds else kinds


def _collect_members(
    solver: _Solver, item: Operation, site: Site, alike: list[tuple[int, int, Site]]
) -> None:
    sought, among = item.operands
    if isinstance(among, Operation) and among.operator is Operator.LIST:
        alike.extend((solver.of(sought), solver.of(one), site) for one in among.operands)
    elif isinstance(among, Literal) and isinstance(among.value, tuple) and among.value:
        solver.narrow(solver.of(sought), frozenset(kind_of(one) for one in among.value), site)


def _watch(solver: _Solver, rule: _Rule) -> None:
    for number in dict.fromkeys((rule.whole, *rule.parts)):
        solver.rules[solver.find(number)].append(rule)


def _apply(solver: _Solver, rule: _Rule) -> None:
    match rule.operator:
        case Operator.MEMBER:
            if solver.kinds[solver.find(rule.parts[1])] == {Kind.PERIOD}:
                solver.narrow(rule.parts[0], _DATE, rule.site)
        case Operator.PRODUCT:
            _apply_product(solver, rule)
        case Operator.QUOTIENT:
            _apply_quotient(solver, rule)
        case _:
            _apply_like(solver, rule)


def _apply_like(solver: _Solver, rule: _Rule) -> None:
    """Of SUM, MIN and MAX the whole is of the kind of the parts; a list among the parts holds such things."""
    for part in rule.parts:
        kinds = solver.kinds[solver.find(part)]
        if Kind.LIST not in kinds:
            solver.unite(part, rule.whole, rule.site)
        elif kinds != _LIST:
            solver.narrow(part, solver.kinds[solver.find(rule.whole)] | _LIST, rule.site)


def _apply_product(solver: _Solver, rule: _Rule) -> None:
    """Money times numbers is money, and numbers are a number."""
    kinds = [solver.kinds[solver.find(part)] for part in rule.parts]
    amounts = [place for place, one in enumerate(kinds) if one == _MONEY]
    if amounts:
        solver.narrow(rule.whole, _MONEY, rule.site)
        for place, part in enumerate(rule.parts):
            if place != amounts[0]:
                solver.narrow(part, _NUMBER | _LIST, rule.site)
    elif all(one == _NUMBER for one in kinds):
        solver.narrow(rule.whole, _NUMBER, rule.site)
    if solver.kinds[solver.find(rule.whole)] == _NUMBER:
        for part in rule.parts:
            solver.narrow(part, _NUMBER | _LIST, rule.site)


def _apply_quotient(solver: _Solver, rule: _Rule) -> None:
    """Money by a number is money, money by money a number, and a number by a number too."""
    divided, by = rule.parts
    if solver.kinds[solver.find(divided)] == _NUMBER:
        solver.narrow(by, _NUMBER, rule.site)
        solver.narrow(rule.whole, _NUMBER, rule.site)
    elif solver.kinds[solver.find(divided)] == _MONEY:
        if solver.kinds[solver.find(by)] == _MONEY:
            solver.narrow(rule.whole, _NUMBER, rule.site)
        elif solver.kinds[solver.find(by)] == _NUMBER:
            solver.narrow(rule.whole, _MONEY, rule.site)
    if solver.kinds[solver.find(rule.whole)] == _MONEY:
        solver.narrow(divided, _MONEY, rule.site)
        solver.narrow(by, _NUMBER, rule.site)

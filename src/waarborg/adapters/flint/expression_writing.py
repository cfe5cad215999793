"""Expressions as FLINT has them; what FLINT lacks, by other operators that give the same, or as a fact to supply.

FLINT has no strict less-than, difference, division, rounding, dates or IF. `a < b` becomes NOT `b` at most `a`, and
`a − b` becomes `a` plus −1 times `b`. Where that does not go, a fact takes the place of the part; somebody who fills
in that fact gets the same answer as the rule gives.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from waarborg.adapters.flint.less_than import AT_MOST, MEANS
from waarborg.adapters.flint.names import is_nothing, keep, read_name
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
)
from waarborg.core.law.frames import FrameKind, Name
from waarborg.core.law.notation import write
from waarborg.core.law.values import Kind, Money
from waarborg.core.terms.periods import Period

#: Writing a part twice may make a text as long as the powers of two; longer than this, a fact takes its place.
LARGEST = 100_000
_SAME = {
    operator: operator.value
    for operator in (
        Operator.AND,
        Operator.OR,
        Operator.NOT,
        Operator.EQUAL,
        Operator.SUM,
        Operator.PRODUCT,
        Operator.MIN,
        Operator.MAX,
    )
}
_TAKES_LISTS = frozenset(
    {Operator.AND, Operator.OR, Operator.SUM, Operator.PRODUCT, Operator.MIN, Operator.MAX}
)


_WRITABLE = frozenset({*_SAME, Operator.AT_MOST, Operator.LESS_THAN, Operator.DIFFERENCE})


@dataclass(frozen=True, slots=True)
class Written:
    """A part as JSON, and how many pieces it has when it is written out."""

    json: Any
    size: int = 1


@dataclass
class ExpressionWriter:
    """Writes the expressions of one interpretation.

    taken: names of facts that are there already. supplied: the facts that take the place of a part, by its digest,
    with the part in words. losses: what reads otherwise than it stood, in words; each once.
    """

    taken: frozenset[str] = frozenset()
    supplied: dict[str, tuple[str, str]] = field(default_factory=dict)
    losses: dict[str, None] = field(default_factory=dict)
    place: str = ""

    def lose(self, what: str) -> None:
        """Note that something is not in the FLINT model as it is in the interpretation."""
        self.losses[f"{self.place}: {what}" if self.place else what] = None

    def write_name(self, name: str, kind: FrameKind = FrameKind.FACT) -> str:
        """Return a name in its brackets; brackets inside become round ones where they would be misread."""
        bracketed = str(Name(kind, name))
        if read_name(bracketed) == (kind, name) and not is_nothing(bracketed):
            return bracketed
        repaired = " ".join(keep(name).split()).translate(str.maketrans("[]<>", "()()"))
        self.lose(f"the name {name!r} is written as {repaired!r}")
        return str(Name(kind, repaired if not is_nothing(repaired) else f"naam {repaired}"))

    def write(self, expression: Expression) -> Any:
        """Return an expression as JSON."""
        todo: list[tuple[Expression, bool]] = [(expression, False)]
        done: list[Written] = []
        while todo:
            item, is_ready = todo.pop()
            parts = _list_parts(item)
            if not _can_write(item):
                done.append(self._supply(item))
            elif is_ready:
                written = done[len(done) - len(parts) :]
                del done[len(done) - len(parts) :]
                done.append(self._write_one(item, written))
            else:
                todo.append((item, True))
                todo.extend((part, False) for part in reversed(parts))
        return done[0].json

    def _write_one(self, item: Expression, parts: list[Written]) -> Written:
        result = self._find_equal(item, parts)
        return result if result is not None and result.size <= LARGEST else self._supply(item)

    def _find_equal(self, item: Expression, parts: list[Written]) -> Written | None:
        """What FLINT has for it; None where it has nothing that gives the same."""
        match item:
            case Reference(name=name):
                return Written(self.write_name(name))
            case Literal(value=value):
                return self._write_value(value)
            case EvaluationDate():
                name = self._pick_free("peildatum")
                self.lose(f"the day on which the rule is applied is the fact [{name}], as 20260131")
                return Written(f"[{name}]")
            case Is(identity=identity):
                return Written({"expression": "IS", "operand": identity.id if identity else "ANYONE"})
            case Creation():
                return _many("CREATE", parts)
            case Projection(path=path, scope=scope):
                context = [self.write_name(name) for name in path]
                made = {"expression": "PROJECTION", "context": context, "operand": parts[0].json}
                return Written(
                    made | ({} if scope is Scope.SINGLE else {"scope": scope.value}), parts[0].size + 1
                )
            case Operation():
                return self._write_operation(item, parts)
        return None

    def _write_value(self, value: object) -> Written | None:
        match value:
            case bool() | Decimal():
                return _literal(value)
            case str() if keep(value) == value:
                return _literal(value)
            case Money(amount=amount, currency=currency):
                self.lose(f"amounts of money are numbers, in {currency}")
                return _literal(amount)
            case date():
                self.lose("dates are numbers, such as 20260131")
                return _literal(Decimal(value.isoformat().replace("-", "")))
        return None

    def _write_operation(self, item: Operation, parts: list[Written]) -> Written | None:
        match item.operator:
            case operator if operator in _SAME:
                return _many(_SAME[operator], parts)
            case Operator.AT_MOST:
                return _at_most(parts[0], parts[1])
            case Operator.LESS_THAN:
                return _not(_at_most(parts[1], parts[0]))
            case Operator.DIFFERENCE:
                return _many("SUM", [parts[0], _many("PRODUCT", [parts[1], _literal(Decimal(-1))])])
            case Operator.IF if Kind.BOOLEAN in (item.operands[1].kind, item.operands[2].kind):
                self.lose("IF is written with AND and OR; it differs while the condition is unknown")
                yes = _many("AND", [parts[0], parts[1]])
                return _many("OR", [yes, _many("AND", [_not(parts[0]), parts[2]])])
            case Operator.MEMBER:
                return self._write_member(item, parts)
        return None

    def _write_member(self, item: Operation, parts: list[Written]) -> Written | None:
        """Among a list that is written out: equal to one of them. Within a period of two days: between them."""
        among = item.operands[1]
        if isinstance(among, Operation) and among.operator is Operator.LIST:
            return _many("OR", [_many("EQUAL", [parts[0], part]) for part in parts[1:]])
        if isinstance(among, Literal) and isinstance(among.value, tuple):
            values = [self._write_value(value) for value in among.value]
            known = [value for value in values if value is not None]
            if len(known) == len(values):
                return _many("OR", [_many("EQUAL", [parts[0], value]) for value in known])
        if isinstance(among, Literal) and isinstance(among.value, Period):
            start, end = self._write_value(among.value.start), self._write_value(among.value.end)
            limits = [_at_most(start, parts[0])] if start is not None else []
            limits += [_not(_at_most(end, parts[0]))] if end is not None else []
            return _many("AND", limits)
        return None

    def _supply(self, item: Expression) -> Written:
        """A fact in the place of what FLINT cannot say. Facts with the same meaning are one fact."""
        notation = write(item)
        if len(notation) > 2000:
            notation = f"{notation[:2000]}…"
        if item.digest not in self.supplied:
            name = self._pick_free(f"uit te rekenen {len(self.supplied) + 1}")
            self.supplied[item.digest] = (name, notation)
        name, notation = self.supplied[item.digest]
        self.lose(f"a part that FLINT lacks is the fact [{name}], to be supplied: {notation}")
        return Written(f"[{name}]")

    def _pick_free(self, name: str) -> str:
        """A name that no fact of the interpretation has."""
        while name in self.taken:
            name += "*"
        return name


def _can_write(item: Expression) -> bool:
    """Whether FLINT has something that gives the same, as far as the operator tells."""
    if isinstance(item, Literal):
        values = item.value if isinstance(item.value, tuple) else (item.value,)
        return all(isinstance(value, bool | Decimal | str | Money | date) for value in values)
    if not isinstance(item, Operation):
        return isinstance(item, Reference | EvaluationDate | Is | Creation | Projection)
    if item.operator is Operator.IF:
        return Kind.BOOLEAN in (item.operands[1].kind, item.operands[2].kind)
    if item.operator is Operator.MEMBER:
        among = item.operands[1]
        if isinstance(among, Operation):
            return among.operator is Operator.LIST
        if isinstance(among, Literal):
            return isinstance(among.value, Period) or _can_write(among)
        return False
    return item.operator in _WRITABLE


def _list_parts(item: Expression) -> tuple[Expression, ...]:
    """What is written first; a list among a few members, or inside AND and the like, is taken apart."""
    if isinstance(item, Operation):
        if item.operator is Operator.MEMBER:
            among = item.operands[1]
            is_list = isinstance(among, Operation) and among.operator is Operator.LIST
            return (item.operands[0], *(among.parts if is_list else ()))
        if item.operator in _TAKES_LISTS:
            return tuple(
                part
                for operand in item.operands
                for part in (
                    operand.parts
                    if isinstance(operand, Operation) and operand.operator is Operator.LIST
                    else (operand,)
                )
            )
    return item.parts


def _many(operator: str, parts: list[Written]) -> Written:
    size = 1 + sum(part.size for part in parts)
    if operator == "NOT":
        return Written({"expression": "NOT", "operand": parts[0].json}, size)
    return Written({"expression": operator, "operands": [part.json for part in parts]}, size)


def _not(part: Written) -> Written:
    return _many("NOT", [part])


def _at_most(left: Written, right: Written) -> Written:
    """LESS_THAN, which FLINT programs take as "at most"; the extra field says so to our own reader."""
    operands = [left.json, right.json]
    return Written(
        {"expression": "LESS_THAN", "operands": operands, MEANS: AT_MOST}, 1 + left.size + right.size
    )


def _literal(value: object) -> Written:
    return Written({"expression": "LITERAL", "operand": value})

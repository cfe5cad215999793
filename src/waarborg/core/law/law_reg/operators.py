"""The operators, each with the order in which the interpreter evaluated its operands and where it stopped."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from waarborg.core.law.law_reg.asking import Check, Request, Scope, Work
from waarborg.core.law.law_reg.models import Frame, Json
from waarborg.core.law.law_reg.projections import create, project
from waarborg.core.law.law_reg.values import (
    UNDEFINED,
    LawRegError,
    NotANumber,
    Value,
    are_equal,
    flatten,
    is_truthy,
    number,
    product,
    total,
)

#: A list goes on until an item is false. One that goes on longer than this never ends.
MOST_ITEMS = 10_000

Operator = Callable[[Frame, Scope, Check], Work]


class UnknownExpression(LawRegError):
    """An operator that the interpreter did not know; XOR is one."""

    def __init__(self, name: Json) -> None:
        super().__init__(f"Unknown expression type {'undefined' if name is None else name}")


class EndlessList(LawRegError):
    """A list of which no item is ever false; the interpreter never came back from it."""

    def __init__(self, name: Json) -> None:
        super().__init__(
            f"the list {name!r} has no end after {MOST_ITEMS} items; answer an item with false to end it"
        )


def find_operator(name: Json) -> Operator:
    """The operator with this name; raises `UnknownExpression`."""
    operator = _OPERATORS.get(name) if isinstance(name, str) else None
    if operator is None:
        raise UnknownExpression(name)
    return operator


def _list_operands(expression: Frame) -> Sequence[Json]:
    operands = expression.get("operands")
    if not isinstance(operands, list):
        raise LawRegError(
            f"{expression['expression']} has no list of operands; give it one, if need be empty"
        )
    return operands


def _and(expression: Frame, scope: Scope, check: Check) -> Work:
    """False as soon as one is false; an unknown one does not stop it."""
    outcome: Value = True
    for operand in _list_operands(expression):
        value = yield Request(operand, scope)
        if value is False:
            return False
        if value is UNDEFINED:
            outcome = UNDEFINED
    return outcome


def _or(expression: Frame, scope: Scope, check: Check) -> Work:
    """True as soon as one is true, and every number is."""
    outcome: Value = False
    for operand in _list_operands(expression):
        value = yield Request(operand, scope)
        if is_truthy(value):
            return True
        if value is UNDEFINED:
            outcome = UNDEFINED
    return outcome


def _not(expression: Frame, scope: Scope, check: Check) -> Work:
    """Turns yes and no around; of anything else nothing is known."""
    value = yield Request(expression.get("operand"), scope)
    return not value if isinstance(value, bool) else UNDEFINED


def _less_than(expression: Frame, scope: Scope, check: Check) -> Work:
    """Whether no operand is less than the one before: equal ones pass, contrary to the name. Not with a text."""
    before: Decimal | None = None
    for operand in _list_operands(expression):
        value = yield Request(operand, scope)
        if value is UNDEFINED:
            return UNDEFINED
        try:
            now = number(value)
        except NotANumber:
            return False
        if before is not None and now < before:
            return False
        before = now
    return True


def _equal(expression: Frame, scope: Scope, check: Check) -> Work:
    """Whether each operand equals the one before. Unknown at the first that is unknown."""
    values: list[Value] = []
    for operand in _list_operands(expression):
        value = yield Request(operand, scope)
        if value is UNDEFINED:
            return UNDEFINED
        if values and not are_equal(values[-1], value):
            return False
        values.append(value)
    return True


def _numbers(outcome: Callable[[Sequence[Value]], Value]) -> Operator:
    """An operator over numbers and lists of numbers. Unknown at the first operand that is unknown."""

    def work(expression: Frame, scope: Scope, check: Check) -> Work:
        values: list[Value] = []
        for operand in _list_operands(expression):
            value = yield Request(operand, scope)
            items = list(flatten(value))
            if UNDEFINED in items:
                return UNDEFINED
            values += items
        return outcome(values)

    return work


def _least(values: Sequence[Value]) -> Value:
    return min(map(number, values), default=UNDEFINED)


def _greatest(values: Sequence[Value]) -> Value:
    return max(map(number, values), default=UNDEFINED)


def _literal(expression: Frame, scope: Scope, check: Check) -> Work:
    """The value that stands in the model."""
    yield from ()
    operand: Value = expression.get("operand")
    is_whole = isinstance(operand, int) and not isinstance(operand, bool)
    return Decimal(operand) if is_whole else operand  # type: ignore[arg-type]  # is_whole says that it is an int


def _is(expression: Frame, scope: Scope, check: Check) -> Work:
    """Whether the actor is this party. About anybody but the actor it is always true: that was never checked."""
    yield from ()
    return not scope.myself or expression.get("operand") in ("ANYONE", check.actor)


def _list(expression: Frame, scope: Scope, check: Check) -> Work:
    """The items up to the first that is false; false when there is none; unknown when an item is."""
    values: list[Value] = []
    for index in range(MOST_ITEMS):
        value = yield Request(expression.get("items"), scope.at(expression.get("name"), index))
        if value is UNDEFINED:
            return UNDEFINED
        if value is False:
            return values or False
        values.append(value)
    raise EndlessList(expression.get("name"))


_OPERATORS: Final[Mapping[str, Operator]] = {
    "AND": _and,
    "OR": _or,
    "NOT": _not,
    "LESS_THAN": _less_than,
    "EQUAL": _equal,
    "SUM": _numbers(total),
    "PRODUCT": _numbers(product),
    "MIN": _numbers(_least),
    "MAX": _numbers(_greatest),
    "LITERAL": _literal,
    "IS": _is,
    "LIST": _list,
    "CREATE": create,
    "PROJECTION": project,
}

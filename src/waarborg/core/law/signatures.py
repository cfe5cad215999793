"""What each operator takes and gives: the number and kinds of its parts, and what must be stated besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP
from enum import StrEnum
from types import UnionType

from waarborg.core.law.values import Kind
from waarborg.core.terms.legal_terms import Length, Unit


class InvalidExpression(ValueError):
    """An expression that cannot be meant: wrong number of parts, or parts of the wrong kind."""


class Operator(StrEnum):
    """What an operation does with its parts. Names follow FLINT where FLINT has the operator."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    EQUAL = "EQUAL"
    LESS_THAN = "LESS_THAN"
    AT_MOST = "AT_MOST"
    MEMBER = "MEMBER"
    SUM = "SUM"
    DIFFERENCE = "DIFFERENCE"
    PRODUCT = "PRODUCT"
    QUOTIENT = "QUOTIENT"
    ROUND = "ROUND"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"
    LIST = "LIST"
    PERIOD = "PERIOD"
    START = "START"
    END = "END"
    ADD = "ADD"
    BETWEEN = "BETWEEN"
    TERM = "TERM"
    IF = "IF"


class Scope(StrEnum):
    """Which records a projection looks at: the only one, all of them, or a choice of them."""

    SINGLE = "single"
    ALL = "all"
    SOME = "some"


class RoundingMode(StrEnum):
    """How a number is rounded; the law must say which."""

    UP = "up"
    DOWN = "down"
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    CEILING = "ceiling"
    FLOOR = "floor"

    def for_decimal(self) -> str:
        """Return the name that the module `decimal` has for it."""
        return _DECIMAL_MODES[self]


_DECIMAL_MODES: Mapping[RoundingMode, str] = {
    RoundingMode.UP: ROUND_UP,
    RoundingMode.DOWN: ROUND_DOWN,
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.CEILING: ROUND_CEILING,
    RoundingMode.FLOOR: ROUND_FLOOR,
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """To how many places behind the point, and how. A negative number of places rounds to tens, hundreds, …

    Raises `InvalidExpression` outside -15 to 15.
    """

    places: int
    mode: RoundingMode

    def __post_init__(self) -> None:
        if not -15 <= self.places <= 15:
            raise InvalidExpression(f"round to between -15 and 15 places, not {self.places}")


@dataclass(frozen=True, slots=True)
class TermRule:
    """How long a term lasts, and whether it moves on when it ends on a day off (Algemene termijnenwet, art. 1)."""

    length: Length
    extended: bool = True


Setting = Rounding | TermRule | Length | Unit | None

_NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY})
_ORDERED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DATE})
_TRUE_OR_FALSE = frozenset({Kind.BOOLEAN, Kind.RECORD})
_ANY = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Signature:
    """What an operator takes and gives: number of parts, kinds per part (the last holds for the rest)."""

    least: int
    most: int | None
    takes: tuple[frozenset[Kind], ...]
    gives: Kind | None
    setting: type | UnionType | None = None

    def takes_at(self, position: int) -> frozenset[Kind]:
        """Return the kinds that the part at `position`, from 0, may have."""
        return self.takes[min(position, len(self.takes) - 1)]


_MANY_LOGICAL = Signature(0, None, (_TRUE_OR_FALSE | {Kind.LIST},), Kind.BOOLEAN)
_MANY_NUMERIC = _NUMERIC | {Kind.LIST}
_MANY_ORDERED = _ORDERED | {Kind.LIST}
_DATES = frozenset({Kind.DATE})

#: `gives` is None where the kind follows from the parts.
SIGNATURES: Mapping[Operator, Signature] = {
    Operator.AND: _MANY_LOGICAL,
    Operator.OR: _MANY_LOGICAL,
    Operator.NOT: Signature(1, 1, (_TRUE_OR_FALSE | {Kind.LIST},), Kind.BOOLEAN),
    Operator.EQUAL: Signature(2, 2, (_ANY,), Kind.BOOLEAN),
    Operator.LESS_THAN: Signature(2, 2, (_ORDERED,), Kind.BOOLEAN),
    Operator.AT_MOST: Signature(2, 2, (_ORDERED,), Kind.BOOLEAN),
    Operator.MEMBER: Signature(2, 2, (_ANY, frozenset({Kind.LIST, Kind.PERIOD})), Kind.BOOLEAN),
    Operator.SUM: Signature(0, None, (_MANY_NUMERIC,), None),
    Operator.DIFFERENCE: Signature(2, 2, (_NUMERIC,), None),
    Operator.PRODUCT: Signature(0, None, (_MANY_NUMERIC,), None),
    Operator.QUOTIENT: Signature(2, 2, (_NUMERIC,), None, Rounding),
    Operator.ROUND: Signature(1, 1, (_NUMERIC,), None, Rounding),
    Operator.MIN: Signature(1, None, (_MANY_ORDERED,), None),
    Operator.MAX: Signature(1, None, (_MANY_ORDERED,), None),
    Operator.COUNT: Signature(1, 1, (frozenset({Kind.LIST, Kind.RECORD}),), Kind.NUMBER),
    Operator.LIST: Signature(0, None, (_ANY,), Kind.LIST),
    Operator.PERIOD: Signature(1, 2, (_DATES,), Kind.PERIOD),
    Operator.START: Signature(1, 1, (frozenset({Kind.PERIOD}),), Kind.DATE),
    Operator.END: Signature(1, 1, (frozenset({Kind.PERIOD}),), Kind.DATE),
    Operator.ADD: Signature(1, 2, (_DATES, frozenset({Kind.NUMBER})), Kind.DATE, Length | Unit),
    Operator.BETWEEN: Signature(2, 2, (_DATES,), Kind.NUMBER, Unit),
    Operator.TERM: Signature(1, 1, (_DATES,), Kind.DATE, TermRule),
    Operator.IF: Signature(3, 3, (_TRUE_OR_FALSE, _ANY), None),
}

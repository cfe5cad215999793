"""Values as the interpreter of 2021 saw them: three-valued, with exact numbers and the truth of JavaScript."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from enum import Enum
from typing import Final, TypeAlias

#: More digits than a sum in a law ever has; an answer that needs more is refused and never rounded.
MOST_DIGITS = 10_000
_EXACT = Context(prec=MOST_DIGITS, traps=[Inexact, InvalidOperation, Overflow])
#: From this power of ten on the interpreter wrote a number with an exponent.
_LARGE_EXPONENT = 21
_SMALL_EXPONENT = -7


class Undefined(Enum):
    """The one value that says: nobody knows yet."""

    UNDEFINED = "undefined"

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined.UNDEFINED

#: What an expression comes to, and what a fact is answered with: yes or no, a number, a text (the link of a taken
#: act is one), a list, an expression that binds an actor, or unknown.
Value: TypeAlias = "bool | Decimal | str | Sequence[Value] | Mapping[str, object] | Undefined | None"


class LawRegError(ValueError):
    """The interpreter stops with this message."""


class NotANumber(LawRegError):
    """Something that is no number stands where the interpreter counts or compares numbers."""

    def __init__(self, value: Value) -> None:
        super().__init__("[big.js] Invalid number")
        self.value = value


class TooManyDigits(LawRegError):
    """An exact outcome would have more digits than anything in a law."""

    def __init__(self) -> None:
        super().__init__(
            f"the exact outcome has more than {MOST_DIGITS} digits; look at the numbers that were given"
        )


def is_truthy(value: Value) -> bool:
    """Whether JavaScript takes a value for true. A number always is, zero too: it was an object."""
    return not (value is UNDEFINED or value is None or value is False or value == "")


def flatten(value: Value) -> Iterator[Value]:
    """The values in a list and in the lists within it; of anything else the value itself."""
    waiting: list[Value] = [value]
    while waiting:
        first = waiting.pop()
        if isinstance(first, Sequence) and not isinstance(first, str):
            waiting.extend(reversed(first))
        else:
            yield first


def number(value: Value) -> Decimal:
    """The number that a value is or, as a text, spells. Raises `NotANumber` for every other value."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        try:
            spelt = Decimal(value)
        except InvalidOperation:
            raise NotANumber(value) from None
        if spelt.is_finite() and value == value.strip():
            return spelt
    raise NotANumber(value)


def total(values: Iterable[Value]) -> Decimal:
    """The exact sum of numbers; of none zero."""
    outcome = Decimal(0)
    for value in values:
        outcome = _exactly(_EXACT.add, outcome, number(value))
    return outcome


def product(values: Iterable[Value]) -> Decimal:
    """The exact product of numbers; of none one."""
    outcome = Decimal(1)
    for value in values:
        outcome = _exactly(_EXACT.multiply, outcome, number(value))
    return outcome


def are_equal(first: Value, second: Value) -> bool:
    """Whether EQUAL takes two values for the same. Two times `false` is not: that is a fault that was recorded.

    Raises `NotANumber` when the first is a number and the second is not.
    """
    if isinstance(first, Decimal):
        return first == number(second)
    return first is True is second or (isinstance(first, str) and is_truthy(first) and first == second)


def spell(value: Decimal) -> str:
    """A number as the interpreter wrote it: no zeros at the end, an exponent only when it is far from one."""
    if value == 0:
        return "0"
    sign, digits, _ = value.as_tuple()
    text = "".join(map(str, digits)).lstrip("0").rstrip("0")
    power = value.adjusted()
    minus = "-" if sign else ""
    if _SMALL_EXPONENT < power < _LARGE_EXPONENT:
        if power < 0:
            return f"{minus}0.{'0' * (-power - 1)}{text}"
        text = text.ljust(power + 1, "0")
        return minus + ".".join(part for part in (text[: power + 1], text[power + 1 :]) if part)
    mantissa = ".".join(part for part in (text[0], text[1:]) if part)
    return f"{minus}{mantissa}e{power:+d}"


def _exactly(operation: Callable[[Decimal, Decimal], Decimal], first: Decimal, second: Decimal) -> Decimal:
    try:
        return operation(first, second)
    except (Inexact, Overflow):
        raise TooManyDigits from None

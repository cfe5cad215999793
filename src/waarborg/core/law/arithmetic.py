"""Exact arithmetic with numbers and amounts of money, and rounding as the law states it."""

from collections.abc import Callable, Sequence
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow

from waarborg.core.law.expressions import Operation, Rounding
from waarborg.core.law.outcomes import Outcomes, find_missing, flatten, name
from waarborg.core.law.values import (
    MOST_DIGITS,
    UNKNOWN,
    Fault,
    Money,
    Outcome,
    Value,
    is_known,
    require_number,
    write_number,
)

#: Exact: a result that would need rounding is an error, not a slightly other number.
_EXACT = Context(prec=2 * MOST_DIGITS + 10, traps=[Inexact, InvalidOperation, Overflow, DivisionByZero])


def _bounded(number: Decimal) -> Outcome:
    try:
        require_number(number)
    except ValueError as error:
        return Fault("too_large", str(error))
    return number


def _numbers(operation: Operation, outcomes: Outcomes) -> Outcomes | Fault:
    flat = list(flatten(outcomes))
    for value in flat:
        if not isinstance(value, Decimal | Money | Fault) and value is not UNKNOWN:
            return Fault("not_a_number", f"{operation.operator} needs numbers or amounts, not {name(value)}")
    return flat


def _fold(
    operation: Operation, outcomes: Outcomes, combine: Callable[[Value, Value], Outcome], start: Value
) -> Outcome:
    flat = _numbers(operation, outcomes)
    if isinstance(flat, Fault):
        return flat
    missing = find_missing(flat)
    if isinstance(missing, Fault):
        return missing
    if missing:
        return UNKNOWN
    total: Outcome = start
    for position, value in enumerate(flat):
        if not is_known(total) or not is_known(value):
            break
        total = value if position == 0 else combine(total, value)
    return total


def _add(left: Value, right: Value) -> Outcome:
    return _combine_like(left, right, _EXACT.add, "added")


def _subtract(left: Value, right: Value) -> Outcome:
    return _combine_like(left, right, _EXACT.subtract, "taken off")


def _combine_like(
    left: Value, right: Value, work: Callable[[Decimal, Decimal], Decimal], done: str
) -> Outcome:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _bounded(work(left, right))
    if isinstance(left, Money) and isinstance(right, Money):
        if left.currency != right.currency:
            return Fault("currencies_differ", f"{left.currency} and {right.currency} cannot be {done}")
        return _money(_bounded(work(left.amount, right.amount)), left.currency)
    return Fault("kinds_differ", f"{name(left)} and {name(right)} cannot be {done}")


def _money(amount: Outcome, currency: str) -> Outcome:
    return Money(amount, currency) if isinstance(amount, Decimal) else amount


def _multiply(left: Value, right: Value) -> Outcome:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _bounded(_EXACT.multiply(left, right))
    if isinstance(left, Money) and isinstance(right, Decimal):
        return _money(_bounded(_EXACT.multiply(left.amount, right)), left.currency)
    if isinstance(left, Decimal) and isinstance(right, Money):
        return _multiply(right, left)
    return Fault("kinds_differ", f"{name(left)} and {name(right)} cannot be multiplied")


def add_up(operation: Operation, outcomes: Outcomes) -> Outcome:
    """Return the sum of numbers, or of amounts in one currency; of nothing, 0."""
    return _fold(operation, outcomes, _add, Decimal(0))


def subtract(operation: Operation, outcomes: Outcomes) -> Outcome:
    """Return the first number or amount less the second."""
    return _fold(operation, outcomes, _subtract, Decimal(0))


def multiply(operation: Operation, outcomes: Outcomes) -> Outcome:
    """Return the product of numbers, of which one may be an amount; of nothing, 1."""
    return _fold(operation, outcomes, _multiply, Decimal(1))


def _round_number(number: Decimal, rounding: Rounding) -> Decimal:
    context = Context(prec=2 * MOST_DIGITS + 40, rounding=rounding.mode.for_decimal())
    return number.quantize(Decimal(1).scaleb(-rounding.places), context=context)


def round_off(operation: Operation, values: Sequence[Value]) -> Outcome:
    """Return a number or amount, rounded as the operation states."""
    rounding = operation.setting
    value = values[0]
    if isinstance(rounding, Rounding) and isinstance(value, Decimal):
        return _round_number(value, rounding)
    if isinstance(rounding, Rounding) and isinstance(value, Money):
        return Money(_round_number(value.amount, rounding), value.currency)
    return Fault("not_a_number", f"ROUND needs a number or an amount, not {name(value)}")


def divide(operation: Operation, values: Sequence[Value]) -> Outcome:
    """Return the quotient, rounded as the operation states; a fault when the second is zero."""
    left, right = values
    divided, currency = (left.amount, left.currency) if isinstance(left, Money) else (left, "")
    by = right.amount if isinstance(right, Money) else right
    if not isinstance(divided, Decimal) or not isinstance(by, Decimal):
        return Fault("not_a_number", f"{name(left)} and {name(right)} cannot be divided")
    if isinstance(right, Money) and right.currency != currency:
        return Fault("kinds_differ", f"{name(left)} cannot be divided by {right.currency}")
    if not by:
        return Fault("divided_by_zero", f"{write_number(divided)} is divided by zero")
    result = _divide(divided, by, operation.setting)
    return Money(result, currency) if currency and not isinstance(right, Money) else result


def _divide(divided: Decimal, by: Decimal, rounding: object) -> Decimal:
    """Divide and round once, from the exact quotient: rounding twice would give another result."""
    assert isinstance(rounding, Rounding)  # the signature of QUOTIENT says so
    numerator, denominator = divided.as_integer_ratio(), by.as_integer_ratio()
    top = numerator[0] * denominator[1]
    bottom = numerator[1] * denominator[0]
    if bottom < 0:
        top, bottom = -top, -bottom
    shift = max(rounding.places, 0) + 2
    whole, rest = divmod(abs(top) * 10**shift, bottom)
    # Two digits more than asked, the last one odd when something is left: enough for every way of rounding.
    exact = Decimal(whole * 10 + (1 if rest else 0)).scaleb(-shift - 1, context=_EXACT)
    return _round_number(exact.copy_sign(Decimal(-1 if top < 0 else 1)), rounding)

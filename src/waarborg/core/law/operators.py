"""What each operator does with the outcomes of its parts: logic with three values, exact arithmetic, dates.

A part may be unknown or a fault. Logic looks past both when another part decides: false decides AND, true decides
OR, whatever the rest is. Between unknown and fault, unknown wins in logic, because an answer may still decide;
in arithmetic the fault wins, because no answer mends it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from waarborg.core.law.arithmetic import add_up, divide, multiply, round_off, subtract
from waarborg.core.law.dates import add_units, whole_units_between
from waarborg.core.law.expressions import Operation, Operator, TermRule
from waarborg.core.law.outcomes import Outcomes, find_missing, flatten, name, strict
from waarborg.core.law.values import (
    UNKNOWN,
    Fault,
    Money,
    Outcome,
    Record,
    Value,
    holds,
    is_known,
    kind_of,
)
from waarborg.core.terms.legal_terms import Length, Unit, end_of_term
from waarborg.core.terms.periods import Period

#: No law counts further, and the calendar of Python ends at the year 9999.
_MOST_UNITS = 4_000_000


def apply(operation: Operation, outcomes: Outcomes) -> Outcome:
    """Return what an operation gives for the outcomes of its parts, which are in the order of the parts."""
    return _OPERATORS[operation.operator](operation, outcomes)


# --- logic -----------------------------------------------------------------------------------------------
def _decide(operation: Operation, outcomes: Outcomes, *, decisive: bool) -> Outcome:
    fault: Fault | None = None
    unknown = False
    for outcome in flatten(outcomes):
        answer = holds(outcome)
        if answer is decisive:
            return decisive
        if answer is UNKNOWN:
            unknown = True
        elif not isinstance(answer, bool):
            fault = fault or _not_boolean(operation, answer)
    if unknown:
        return UNKNOWN
    return fault or (not decisive)


def _and(operation: Operation, outcomes: Outcomes) -> Outcome:
    return _decide(operation, outcomes, decisive=False)


def _or(operation: Operation, outcomes: Outcomes) -> Outcome:
    return _decide(operation, outcomes, decisive=True)


def _not(operation: Operation, outcomes: Outcomes) -> Outcome:
    answer = holds(outcomes[0])
    if answer is UNKNOWN:
        return UNKNOWN
    return not answer if isinstance(answer, bool) else _not_boolean(operation, answer)


def _not_boolean(operation: Operation, outcome: Outcome) -> Fault:
    if isinstance(outcome, Fault):
        return outcome
    return Fault("not_boolean", f"{operation.operator} needs a yes or a no, not {name(outcome)}")


def _if(operation: Operation, outcomes: Outcomes) -> Outcome:
    condition, then, otherwise = holds(outcomes[0]), outcomes[1], outcomes[2]
    if condition is True:
        return then
    if condition is False:
        return otherwise
    if condition is UNKNOWN:
        same = is_known(then) and is_known(otherwise) and _equal_values(then, otherwise) is True
        return then if same else UNKNOWN
    return _not_boolean(operation, condition)


# --- comparing -------------------------------------------------------------------------------------------
def _equal_values(left: Value, right: Value) -> Outcome:
    if kind_of(left) is not kind_of(right):
        return Fault(
            "kinds_differ", f"{name(left)} cannot be equal to {name(right)}: they are of another kind"
        )
    if isinstance(left, Money) and isinstance(right, Money) and left.currency != right.currency:
        return Fault("currencies_differ", f"{left.currency} and {right.currency} cannot be compared")
    return left == right


def _equal(operation: Operation, values: Sequence[Value]) -> Outcome:
    return _equal_values(values[0], values[1])


def _ordered(values: Sequence[Value], operator: Operator) -> list[Decimal] | list[date] | Fault:
    """The values as numbers or as dates that can be put in order."""
    if all(isinstance(value, Decimal) for value in values):
        return [value for value in values if isinstance(value, Decimal)]
    if all(isinstance(value, date) for value in values):
        return [value for value in values if isinstance(value, date)]
    if all(isinstance(value, Money) for value in values):
        amounts = [value for value in values if isinstance(value, Money)]
        if len({amount.currency for amount in amounts}) > 1:
            return Fault("currencies_differ", f"{operator} needs amounts in one currency")
        return [amount.amount for amount in amounts]
    kinds = ", ".join(name(value) for value in values)
    return Fault("not_ordered", f"{operator} needs numbers, amounts or dates of one kind, not {kinds}")


def _less_than(operation: Operation, values: Sequence[Value]) -> Outcome:
    ordered = _ordered(values, operation.operator)
    return ordered if isinstance(ordered, Fault) else bool(ordered[0] < ordered[1])  # type: ignore[operator]  # one kind, see _ordered


def _at_most(operation: Operation, values: Sequence[Value]) -> Outcome:
    ordered = _ordered(values, operation.operator)
    return ordered if isinstance(ordered, Fault) else bool(ordered[0] <= ordered[1])  # type: ignore[operator]  # one kind, see _ordered


def _are_same(one: Outcome, other: Outcome) -> Outcome:
    return _equal_values(one, other) if is_known(one) and is_known(other) else UNKNOWN


def _member(operation: Operation, outcomes: Outcomes) -> Outcome:
    item, among = outcomes
    missing = find_missing([item, among])
    if isinstance(missing, Fault):
        return missing
    if isinstance(among, tuple):
        return _or(operation, [_are_same(item, one) for one in among])
    if missing:
        return UNKNOWN
    if isinstance(among, Period):
        if isinstance(item, date):
            return among.contains(item)
        return Fault("kinds_differ", f"only a date can lie in a period, not {name(item)}")
    return Fault("not_a_list", f"MEMBER looks in a list or a period, not in {name(among)}")


# --- smallest and largest ---------------------------------------------------------------------------------
def _extreme(operation: Operation, outcomes: Outcomes, pick: Callable[[Sequence[int]], int]) -> Outcome:
    flat = list(flatten(outcomes))
    missing = find_missing(flat)
    if isinstance(missing, Fault):
        return missing
    if missing:
        return UNKNOWN
    values = [value for value in flat if is_known(value)]
    if not values:
        return Fault("nothing_to_compare", f"{operation.operator} of an empty list has no value")
    ordered = _ordered(values, operation.operator)
    if isinstance(ordered, Fault):
        return ordered
    ranks = sorted(range(len(ordered)), key=lambda place: ordered[place])
    return values[pick(ranks)]


def _min(operation: Operation, outcomes: Outcomes) -> Outcome:
    return _extreme(operation, outcomes, lambda ranks: ranks[0])


def _max(operation: Operation, outcomes: Outcomes) -> Outcome:
    return _extreme(operation, outcomes, lambda ranks: ranks[-1])


# --- lists, dates and periods ----------------------------------------------------------------------------
def _count(operation: Operation, values: Sequence[Value]) -> Outcome:
    value = values[0]
    if isinstance(value, tuple):
        return Decimal(len(value))
    return (
        Decimal(1)
        if isinstance(value, Record)
        else Fault("not_a_list", f"COUNT needs a list, not {name(value)}")
    )


def _list(operation: Operation, values: Sequence[Value]) -> Outcome:
    return tuple(values)


def _dates(operation: Operation, values: Sequence[Value]) -> list[date] | Fault:
    days = [value for value in values if isinstance(value, date)]
    if len(days) == len(values):
        return days
    kinds = " and ".join(name(value) for value in values)
    return Fault("not_a_date", f"{operation.operator} needs dates, not {kinds}")


def _period(operation: Operation, values: Sequence[Value]) -> Outcome:
    days = _dates(operation, values)
    if isinstance(days, Fault):
        return days
    try:
        return Period(*days)
    except ValueError as error:
        return Fault("no_period", str(error))


def _start(operation: Operation, values: Sequence[Value]) -> Outcome:
    value = values[0]
    return (
        value.start
        if isinstance(value, Period)
        else Fault("not_a_period", f"START needs a period, not {name(value)}")
    )


def _end(operation: Operation, values: Sequence[Value]) -> Outcome:
    value = values[0]
    if not isinstance(value, Period):
        return Fault("not_a_period", f"END needs a period, not {name(value)}")
    return value.end if value.end is not None else Fault("no_end", "the period goes on and has no end")


def _add_to_date(operation: Operation, values: Sequence[Value]) -> Outcome:
    day, setting = values[0], operation.setting
    if not isinstance(day, date):
        return Fault("not_a_date", f"ADD needs a date, not {name(day)}")
    if isinstance(setting, Length):
        count, unit = setting.count, setting.unit
        return _find_day(lambda: add_units(day, count, unit))
    assert isinstance(setting, Unit)  # the signature of ADD says so
    number = values[1]
    if not isinstance(number, Decimal) or number != number.to_integral_value() or abs(number) > _MOST_UNITS:
        return Fault("not_a_length", f"ADD needs a whole number to count with, not {name(number)}")
    return _find_day(lambda: add_units(day, int(number), setting))


def _find_day(work: Callable[[], date]) -> Outcome:
    try:
        return work()
    except (ValueError, OverflowError) as error:
        return Fault("no_such_day", str(error))


def _term(operation: Operation, values: Sequence[Value]) -> Outcome:
    day, rule = values[0], operation.setting
    if not isinstance(day, date) or not isinstance(rule, TermRule):
        return Fault("not_a_date", f"TERM needs a date, not {name(day)}")
    return _find_day(lambda: end_of_term(day, rule.length, extended=rule.extended))


def _between(operation: Operation, values: Sequence[Value]) -> Outcome:
    days = _dates(operation, values)
    if isinstance(days, Fault):
        return days
    unit = operation.setting
    assert isinstance(unit, Unit)  # the signature of BETWEEN says so
    return Decimal(whole_units_between(days[0], days[1], unit))


_OPERATORS: Mapping[Operator, Callable[[Operation, Outcomes], Outcome]] = {
    Operator.AND: _and,
    Operator.OR: _or,
    Operator.NOT: _not,
    Operator.IF: _if,
    Operator.EQUAL: strict(_equal),
    Operator.LESS_THAN: strict(_less_than),
    Operator.AT_MOST: strict(_at_most),
    Operator.MEMBER: _member,
    Operator.SUM: add_up,
    Operator.DIFFERENCE: subtract,
    Operator.PRODUCT: multiply,
    Operator.QUOTIENT: strict(divide),
    Operator.ROUND: strict(round_off),
    Operator.MIN: _min,
    Operator.MAX: _max,
    Operator.COUNT: strict(_count),
    Operator.LIST: strict(_list),
    Operator.PERIOD: strict(_period),
    Operator.START: strict(_start),
    Operator.END: strict(_end),
    Operator.ADD: strict(_add_to_date),
    Operator.BETWEEN: strict(_between),
    Operator.TERM: strict(_term),
}

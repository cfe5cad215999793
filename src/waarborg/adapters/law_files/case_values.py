"""Values of facts to JSON and back, without loss: each with its kind, numbers and dates as text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from waarborg.core.law.values import (
    Identity,
    Kind,
    Money,
    Record,
    Value,
    kind_of,
    require_value,
)
from waarborg.core.terms.periods import Period

#: Lists and records within each other go this deep at most; deeper is a mistake or an attack.
MOST_DEPTH = 20


class NoValue(ValueError):
    """JSON that is no value of a fact."""


def value_to_json(value: Value) -> dict[str, object]:
    """Return a value with its kind, as JSON keeps it."""
    return {"kind": kind_of(value).value, "value": _to_json(value)}


def _to_json(value: Value) -> object:
    match value:
        case bool() | str():
            return value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Period(start=start, end=end):
            return {"start": start.isoformat(), "end": end.isoformat() if end else None}
        case Money(amount=amount, currency=currency):
            return {"amount": str(amount), "currency": currency}
        case Identity(id=id):
            return id
        case Record(facts=facts, id=id):
            return {"id": id, "facts": {name: value_to_json(item) for name, item in facts.items()}}
    return [value_to_json(item) for item in value]


def value_from_json(given: object, *, depth: int = 0) -> Value:
    """Return the value that JSON holds. Raises `NoValue` saying what is wrong with it."""
    if depth > MOST_DEPTH:
        raise NoValue(f"lists and records go {MOST_DEPTH} deep at most")
    if not isinstance(given, Mapping) or set(given) != {"kind", "value"}:
        raise NoValue('a value is {"kind": …, "value": …}')
    try:
        kind = Kind(str(given["kind"]))
        value = _from_json(kind, given["value"], depth)
        require_value(value)
    except NoValue:
        raise
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise NoValue(f"{given['value']!r} is no {given['kind']}") from error
    return value


def _from_json(kind: Kind, given: object, depth: int) -> Value:
    match kind, given:
        case Kind.BOOLEAN, bool():
            return given
        case Kind.TEXT, str():
            return given
        case Kind.NUMBER, str():
            return Decimal(given)
        case Kind.DATE, str():
            return date.fromisoformat(given)
        case Kind.IDENTITY, str():
            return Identity(given)
        case Kind.MONEY, {"amount": str(amount), "currency": str(currency), **rest} if not rest:
            return Money(Decimal(amount), currency)
        case Kind.PERIOD, {"start": str(start), "end": end, **rest} if not rest:
            return Period(date.fromisoformat(start), None if end is None else date.fromisoformat(str(end)))
        case Kind.LIST, list():
            return tuple(value_from_json(item, depth=depth + 1) for item in given)
        case Kind.RECORD, {"id": str(id), "facts": dict(facts), **rest} if not rest:
            return Record(
                {str(name): value_from_json(item, depth=depth + 1) for name, item in facts.items()}, id
            )
    raise NoValue(f"{given!r} is no {kind}")

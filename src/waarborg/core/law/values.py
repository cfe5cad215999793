"""The values that facts can have, and the two that stand in for one: unknown, and a fault.

Logic has three values (Kleene's strong logic, 1938): true, false and unknown. Numbers are exact decimals; a
boolean is never a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TypeGuard

from waarborg.core.terms.digests import digest
from waarborg.core.terms.periods import Period


class Kind(StrEnum):
    """What kind of value a fact has or an expression gives."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    PERIOD = "period"
    MONEY = "money"
    LIST = "list"
    IDENTITY = "identity"
    RECORD = "record"


class Missing(Enum):
    """The one value that says that nothing is known."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Missing.UNKNOWN

#: A number of more digits is a mistake or an attack; arithmetic stays exact and bounded below this.
MOST_DIGITS = 400


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in a currency (ISO 4217, three capitals).

    Raises `ValueError` when the amount is not finite or the currency has another form.
    """

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError(f"an amount of money is a number: {self.amount}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"a currency is three capitals, such as EUR: {self.currency!r}")


@dataclass(frozen=True, slots=True)
class Identity:
    """One party to a case: a person or body, under an identifier that says nothing about them.

    Raises `ValueError` when the identifier is empty.
    """

    id: str

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise ValueError("an identity needs an identifier")


@dataclass(frozen=True, slots=True)
class Record:
    """Something that an act created, or one row of a list: the facts that hold of it, by name.

    `id` tells two records with the same facts apart; it is empty for a row of a list.
    """

    facts: Mapping[str, "Value"] = field(hash=False)
    id: str = ""

    def __hash__(self) -> int:
        return hash((self.id, frozenset(self.facts)))


Value = bool | Decimal | str | date | Period | Money | Identity | Record | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an expression has no value: what does not fit, such as a number where a yes or no is needed.

    code: stays the same, for programs. message: for people, in English.
    """

    code: str
    message: str


#: What an expression gives: a value, unknown, or a fault.
Outcome = Value | Missing | Fault

_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, Kind.BOOLEAN),
    (Decimal, Kind.NUMBER),
    (str, Kind.TEXT),
    (date, Kind.DATE),
    (Period, Kind.PERIOD),
    (Money, Kind.MONEY),
    (tuple, Kind.LIST),
    (Identity, Kind.IDENTITY),
    (Record, Kind.RECORD),
)
_BY_TYPE: Mapping[type, Kind] = dict(_KINDS)


def is_known(outcome: Outcome) -> TypeGuard[Value]:
    """Return whether there is a value: neither unknown nor a fault."""
    return outcome is not UNKNOWN and not isinstance(outcome, Fault)


def kind_of(value: object) -> Kind:
    """Return the kind of a value. Raises `TypeError` for what is no value, such as an int or a float."""
    kind = _BY_TYPE.get(type(value))
    if kind is not None:
        return kind
    for type_, kind in _KINDS:  # subclasses, such as a text that carries more
        if isinstance(value, type_):
            return kind
    raise TypeError(f"a {type(value).__name__} is no value of a fact: {value!r}; numbers are Decimal")


def require_value(value: object) -> None:
    """Check a value and, in a list, each of its items. Raises `TypeError` or `ValueError`."""
    todo = [value]
    while todo:
        item = todo.pop()
        kind_of(item)
        if isinstance(item, Decimal):
            require_number(item)
        elif isinstance(item, Money):
            require_number(item.amount)
        if isinstance(item, tuple):
            todo.extend(item)
        elif isinstance(item, Record):
            todo.extend(item.facts.values())


def require_number(number: Decimal) -> None:
    """Check that a number is finite and of a size that law deals in. Raises `ValueError`."""
    if not number.is_finite():
        raise ValueError(f"a number is finite: {number}")
    _, digits, exponent = number.as_tuple()
    far = abs(int(exponent)) > 2 * MOST_DIGITS  # also of zero: written out, it would fill the memory
    if far or len(digits) > MOST_DIGITS or (number and abs(number.adjusted()) > MOST_DIGITS):
        raise ValueError(f"a number has at most {MOST_DIGITS} digits before and after the point")


def holds(outcome: Outcome) -> Outcome:
    """Return an outcome as an answer to "is it so": what was created is so while it is there.

    A record, or a list with a record in it, is true; an empty list is false. Anything else stays as it is.
    """
    if isinstance(outcome, Record):
        return True
    if isinstance(outcome, tuple) and all(isinstance(item, Record) for item in outcome):
        return bool(outcome)
    return outcome


def plain(outcome: Outcome) -> object:
    """Return a value as it stands in JSON: numbers and dates as text that keeps them exact, unknown as null."""
    if outcome is UNKNOWN:
        return None
    if isinstance(outcome, Fault):
        return {"fault": outcome.code, "message": outcome.message}
    if isinstance(outcome, tuple):
        return [plain(item) for item in outcome]
    return _plain_single(outcome)


def _plain_single(value: object) -> object:
    match value:
        case Decimal():
            text = write_number(value)
            return int(text) if len(text) <= 15 and "." not in text else text
        case Period(start=start, end=end):
            return {"start": start.isoformat(), "end": end.isoformat() if end else None}
        case Money(amount=amount, currency=currency):
            return {"amount": f"{amount:f}", "currency": currency}
        case Identity(id=id):
            return {"identity": id}
        case Record(id=id, facts=facts):
            shown: dict[str, object] = {name: plain(item) for name, item in facts.items()}
            return ({"id": id} if id else {}) | {"facts": shown}
        case date():
            return value.isoformat()
    return value


def write_number(number: Decimal) -> str:
    """Return a number in figures, without an exponent and without zeros at the end: `1653.6`."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def value_digest(outcome: Outcome) -> str:
    """Return a digest that is the same for equal values and differs between kinds, also within lists and records."""
    done: list[str] = []
    todo: list[tuple[Outcome, int | None]] = [(outcome, None)]
    while todo:
        item, count = todo.pop()
        if count is not None:  # what it holds is done
            parts = done[len(done) - count :]
            done[len(done) - count :] = [_digest_whole(item, parts)]
        elif isinstance(item, tuple | Record):
            held = item if isinstance(item, tuple) else [item.facts[name] for name in sorted(item.facts)]
            todo.append((item, len(held)))
            todo.extend((one, None) for one in reversed(held))
        else:
            done.append(_digest_single(item))
    return done[0]


def _digest_whole(value: Outcome, parts: list[str]) -> str:
    if isinstance(value, Record):
        return digest([Kind.RECORD.value, value.id, sorted(value.facts), parts])
    return digest([Kind.LIST.value, parts])


def _digest_single(outcome: Outcome) -> str:
    label = "unknown" if not is_known(outcome) else kind_of(outcome).value
    if isinstance(outcome, Decimal):
        return digest([label, write_number(outcome)])
    if isinstance(outcome, Money):
        return digest([label, write_number(outcome.amount), outcome.currency])
    return digest([label, plain(outcome)])

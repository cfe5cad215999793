"""Answers to questions about facts: how each kind of value is asked, and what people may write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from waarborg.core.law.values import Identity, Kind, Money, Period, Value, write_number
from waarborg.public.law.library import language, parse_day

#: What is asked as a yes or a no: whether it is so, and whether it is there.
YES_OR_NO = (Kind.BOOLEAN, Kind.RECORD)
MOST_LETTERS = 2000
MOST_DIGITS = 40
MOST_LINES = 100
YES, NO, DO_NOT_KNOW = "ja", "nee", "weet-niet"
_PLAIN = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)?")
#: Groups of three are clear only when a decimal mark of the other kind follows.
_GROUPED = re.compile(r"[-−]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[-−]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_UNCLEAR = re.compile(r"[-−]?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


class AnswerFault(ValueError):
    """What was written is no answer: the message says what to do."""


@dataclass(frozen=True)
class Field:
    """How a fact is asked: `name` begins the names of its inputs.

    value, second: what the inputs hold; for a period its first and last day. choices: of parties, by identifier.
    """

    name: str
    kind: str
    value: str = ""
    second: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    is_unknown: bool = False


def make_field(
    name: str,
    kind: Kind,
    value: Value | None = None,
    *,
    parties: Mapping[str, str] | None = None,
    is_unknown: bool = False,
    fault: str = "",
) -> Field:
    """How a fact of a kind is asked, with the answer that was given before."""
    first, second = _spell(value) if value is not None else ("", "")
    choices = tuple((parties or {}).items()) if kind is Kind.IDENTITY else ()
    shown = Kind.BOOLEAN if kind in YES_OR_NO else kind
    return Field(name, shown.value, first, second, choices, fault, is_unknown)


def _spell(value: Value) -> tuple[str, str]:
    """A value as it stands in the inputs."""
    match value:
        case bool():
            return (YES if value else NO), ""
        case Decimal():
            return spell_number(value), ""
        case Money(amount=amount):
            return spell_number(amount), ""
        case date():
            return value.isoformat(), ""
        case Period(start=start, end=end):
            return start.isoformat(), (end - timedelta(days=1)).isoformat() if end else ""
        case Identity(id=id):
            return id, ""
        case tuple():
            return "\n".join(_spell(item)[0] for item in value), ""
        case str():
            return value, ""
    return YES, ""  # something that an act created is there


def spell_number(number: Decimal) -> str:
    """A number as people write it in the language of the page."""
    text = write_number(number)
    return text.replace(".", ",") if language() == "nl" else text


def read_answer(name: str, kind: Kind, given: Mapping[str, str]) -> Value | None:
    """The value in the inputs of a fact; None for "I do not know". Raises `AnswerFault`."""
    text = given.get(name, "").strip()
    if text == DO_NOT_KNOW and kind in (*YES_OR_NO, Kind.IDENTITY):
        return None
    if not text:
        raise AnswerFault(_EMPTY[kind]())
    if len(text) > MOST_LETTERS or "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise AnswerFault(_("This is too long, or holds signs that cannot be read. Write it shorter."))
    if kind in YES_OR_NO:
        return _read_yes_or_no(text)
    if kind is Kind.PERIOD:
        return _read_period(text, given.get(f"{name}-tot", "").strip())
    readers = {
        Kind.NUMBER: read_number,
        Kind.MONEY: read_money,
        Kind.DATE: _read_date,
        Kind.LIST: _read_list,
        Kind.IDENTITY: Identity,
        Kind.TEXT: str,
    }
    return readers[kind](text)


_EMPTY = {
    **dict.fromkeys(Kind, lambda: _("Write an answer, or choose “I do not know”.")),
    Kind.BOOLEAN: lambda: _("Choose yes, no or “I do not know”."),
    Kind.RECORD: lambda: _("Choose yes, no or “I do not know”."),
    Kind.IDENTITY: lambda: _("Choose who it is, or “I do not know”."),
    Kind.DATE: lambda: _("Write a date such as 31-01-2026, or choose “I do not know”."),
    Kind.NUMBER: lambda: _("Write a number, or choose “I do not know”."),
    Kind.MONEY: lambda: _("Write an amount, or choose “I do not know”."),
}


def _read_yes_or_no(text: str) -> bool:
    if text not in (YES, NO):
        raise AnswerFault(_EMPTY[Kind.BOOLEAN]())
    return text == YES


def read_number(text: str) -> Decimal:
    """A number with a comma or a point before its decimals. Raises `AnswerFault`, also for what can be read two ways."""
    tidy = text.replace(" ", "").replace("\u00a0", "")
    if _UNCLEAR.fullmatch(tidy):
        plain = tidy.replace(".", "").replace(",", "")
        fault = _("“%(given)s” can be read in two ways. Write %(plain)s without a mark for thousands.")
        raise AnswerFault(fault % {"given": text[:MOST_DIGITS], "plain": plain})
    if len(tidy) > MOST_DIGITS or not (_PLAIN.fullmatch(tidy) or _GROUPED.fullmatch(tidy)):
        example = "1653,60" if language() == "nl" else "1653.60"
        fault = _("“%(given)s” is no number. Write figures only, such as %(example)s.")
        raise AnswerFault(fault % {"given": text[:MOST_DIGITS], "example": example})
    mark = max(tidy.rfind("."), tidy.rfind(","))
    whole, decimals = (tidy[:mark], tidy[mark + 1 :]) if mark >= 0 else (tidy, "")
    whole = whole.replace(".", "").replace(",", "").replace("−", "-")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def read_money(text: str) -> Money:
    """An amount in euros, with or without the sign. Raises `AnswerFault`."""
    return Money(read_number(text.replace("€", "").replace("EUR", "").strip().removesuffix(",-")))


def _read_date(text: str) -> date:
    day = parse_day(text)
    if day is None:
        fault = _("“%(given)s” is no date. Write day, month and year, such as 31-01-2026.")
        raise AnswerFault(fault % {"given": text[:MOST_DIGITS]})
    return day


def _read_period(first: str, last: str) -> Period:
    start = _read_date(first)
    if not last:
        return Period(start)
    end = _read_date(last)
    if end < start or end == date.max:
        raise AnswerFault(_("The last day comes before the first one. Change one of the two."))
    return Period(start, end + timedelta(days=1))


def _read_list(text: str) -> Value:
    """Things below each other: amounts, numbers or dates when all of them are, else texts."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise AnswerFault(_("These are too many lines. Write at most 100."))
    if all(line.startswith("€") for line in lines):
        return tuple(read_money(line) for line in lines)
    days = [parse_day(line) for line in lines]
    if all(day is not None for day in days):
        return tuple(day for day in days if day is not None)
    if all(_PLAIN.fullmatch(line) for line in lines):
        return tuple(read_number(line) for line in lines)
    return tuple(lines)

"""Numbers, amounts, dates and other values as people write them, in Dutch and in English."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from waarborg.core.law.explaining.templates import MOST_ITEMS, fill, list_items, put_together, same
from waarborg.core.law.values import (
    UNKNOWN,
    Fault,
    Identity,
    Money,
    Outcome,
    Record,
    Value,
    holds,
    write_number,
)
from waarborg.core.terms.legal_terms import Length
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

_MONTHS = Text(
    nl="januari februari maart april mei juni juli augustus september oktober november december",
    en="January February March April May June July August September October November December",
)
_COUNTS = Text(
    nl="nul één twee drie vier vijf zes zeven acht negen tien elf twaalf",
    en="zero one two three four five six seven eight nine ten eleven twelve",
)
_ANSWERS: Mapping[bool, Text] = {True: Text(nl="ja", en="yes"), False: Text(nl="nee", en="no")}
MINUS = "−"
_MOST_FACTS = 4

NOT_KNOWN = Text(nl="nog niet bekend", en="not known yet")
NO_VALUE = Text(nl="niet te bepalen", en="cannot be determined")
PRESENT = Text(nl="aanwezig", en="present")
_EMPTY_LIST = Text(nl="een lege lijst", en="an empty list")
_LIST_OF = Text(nl="een lijst van {count}", en="a list of {count}")
_PRESENT_OFTEN = Text(nl="{count} keer aanwezig", en="present {count} times")
_PRESENT_WITH = Text(nl="aanwezig ({facts})", en="present ({facts})")
_FROM = Text(nl="vanaf {start}", en="from {start}")
_FROM_TO = Text(nl="van {start} tot en met {end}", en="from {start} up to and including {end}")


def write_count(count: int) -> Text:
    """Return a whole number in words up to twelve, and in figures from there."""
    if 0 <= count <= 12:
        return Text(nl=_COUNTS.nl.split()[count], en=_COUNTS.en.split()[count])
    return write_figures(Decimal(count))


def write_figures(number: Decimal, *, decimals: int = 0) -> Text:
    """Return a number in figures, with at least so many decimals: `1.350,5` and `1,350.5`."""
    plain = write_number(number)
    sign = MINUS if plain.startswith("-") else ""
    whole, _, fraction = plain.lstrip("-").partition(".")
    fraction = fraction.ljust(decimals, "0")
    grouped = f"{int(whole):,}"
    return Text(
        nl=sign + grouped.replace(",", ".") + (f",{fraction}" if fraction else ""),
        en=sign + grouped + (f".{fraction}" if fraction else ""),
    )


def write_money(money: Money) -> Text:
    """Return an amount: `€ 1.350,00` and `€1,350.00`; other currencies by their letters."""
    sign = MINUS if money.amount < 0 else ""
    figures = write_figures(abs(money.amount), decimals=2)
    if money.currency == "EUR":
        return Text(nl=f"{sign}€ {figures.nl}", en=f"{sign}€{figures.en}")
    return Text(nl=f"{sign}{money.currency} {figures.nl}", en=f"{sign}{money.currency} {figures.en}")


def write_date(day: date) -> Text:
    """Return a day: `3 maart 2026` and `3 March 2026`."""
    month = day.month - 1
    return Text(
        nl=f"{day.day} {_MONTHS.nl.split()[month]} {day.year}",
        en=f"{day.day} {_MONTHS.en.split()[month]} {day.year}",
    )


def write_period(period: Period) -> Text:
    """Return a period with its last day, which is easier to read than the first day after it."""
    if period.end is None:
        return fill(_FROM, start=write_date(period.start))
    last = period.end - timedelta(days=1)
    return fill(_FROM_TO, start=write_date(period.start), end=write_date(last))


def write_length(length: Length) -> Text:
    """Return how long a term is, in words: `acht weken`, `eight weeks`."""
    words, count = length.words, write_count(length.count)
    return Text(
        nl=f"{count.nl} {words.nl.split(' ', 1)[1]}",
        en=f"{count.en} {words.en.split(' ', 1)[1]}",
    )


def write_value(outcome: Outcome) -> Text:
    """Return a value, or the words for there being none."""
    if outcome is UNKNOWN:
        return NOT_KNOWN
    if isinstance(outcome, Fault):
        return NO_VALUE
    if isinstance(outcome, tuple):
        if not outcome:
            return _EMPTY_LIST
        if len(outcome) > 1 and isinstance(holds(outcome), bool):
            return fill(_PRESENT_OFTEN, count=write_count(len(outcome)))
        return list_items([_write_inner(item) for item in outcome[:MOST_ITEMS]], total=len(outcome))
    if isinstance(outcome, Record) and outcome.facts:
        pairs = [
            put_together(same(name), _write_inner(value), between=": ")
            for name, value in islice(outcome.facts.items(), _MOST_FACTS)
        ]
        return fill(_PRESENT_WITH, facts=list_items(pairs, total=len(outcome.facts)))
    return _write_inner(outcome)


def _write_inner(value: Value) -> Text:
    """A value that stands within another one, or that holds none."""
    match value:
        case bool():
            return _ANSWERS[value]
        case Decimal():
            return write_figures(value)
        case Money():
            return write_money(value)
        case date():
            return write_date(value)
        case Period():
            return write_period(value)
        case tuple():
            return fill(_LIST_OF, count=write_count(len(value))) if value else _EMPTY_LIST
        case Record():
            return PRESENT
        case Identity(id=id):
            return same(f"‘{id}’")
    return same(f"‘{value}’")

"""Terms in Dutch law: how long, and on which day they end.

Source: Algemene termijnenwet (BWBR0002448), here called the Act. The day of the event does not count: the day after
it is the first. A term in weeks, months or years ends on the day with the same name or number as the day of the
event, and in a month without that number on its last day (Hoge Raad, ECLI:NL:HR:2017:2225).
"""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from waarborg.core.terms.text import Text
from waarborg.core.terms.working_days import is_working_day


class Unit(StrEnum):
    """What a term is counted in; the value is the letter of ISO 8601."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    YEAR = "Y"


#: The longest terms to which the Act applies (art. 4 under a); to terms in years it never applies.
_LONGEST = {Unit.DAY: 90, Unit.WEEK: 12, Unit.MONTH: 3, Unit.YEAR: 0}
#: From this many days on, a term holds at least two working days (art. 2 of the Act).
_LEAST_DAYS = 3
_LEAST_WORKING_DAYS = 2
_NAMES = {
    Unit.DAY: (Text(nl="dag", en="day"), Text(nl="dagen", en="days")),
    Unit.WEEK: (Text(nl="week", en="week"), Text(nl="weken", en="weeks")),
    Unit.MONTH: (Text(nl="maand", en="month"), Text(nl="maanden", en="months")),
    Unit.YEAR: (Text(nl="jaar", en="year"), Text(nl="jaar", en="years")),
}
_UNITS = {
    name: unit for unit, (one, more) in _NAMES.items() for text in (one, more) for name in (text.nl, text.en)
} | {"jaren": Unit.YEAR}
_NUMBERS = {
    word: number
    for words in (
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split(), start=1)
} | {"één": 1}
_WORDS = re.compile(r"(\w+)\s+([a-z]+)")
_ISO = re.compile(r"P([0-9]{1,5})([DWMY])")
LONGEST_COUNT = 99_999


@dataclass(frozen=True, slots=True)
class Length:
    """How long a term is: a number of days, weeks, months or years.

    Raises `ValueError` when the number is not between 1 and 99999.
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.count <= LONGEST_COUNT:
            raise ValueError(
                f"a term has 1 to {LONGEST_COUNT} days, weeks, months or years, not {self.count}"
            )

    @classmethod
    def parse(cls, text: str) -> "Length":
        """Read `6 weken`, `zes weken`, `6 weeks` or `P6W` (ISO 8601); words for numbers go to twelve.

        Raises `ValueError` with a message that says how to write it.
        """
        stripped = text.strip()
        if found := _ISO.fullmatch(stripped):
            return cls(int(found[1]), Unit(found[2]))
        if found := _WORDS.fullmatch(stripped.lower()):
            number, name = found.groups()
            count = int(number) if re.fullmatch("[0-9]{1,5}", number) else _NUMBERS.get(number)
            if count is not None and name in _UNITS:
                return cls(count, _UNITS[name])
        raise ValueError(f"{text!r}: this is not the length of a term; write it as 6 weken, 6 weeks or P6W")

    @property
    def words(self) -> Text:
        """The length in words: `6 weken`, `6 weeks`."""
        name = _NAMES[self.unit][0 if self.count == 1 else 1]
        return Text(nl=f"{self.count} {name.nl}", en=f"{self.count} {name.en}")

    def write(self) -> str:
        """The length in ISO 8601, such as `P6W`."""
        return f"P{self.count}{self.unit}"

    def is_under_the_act(self) -> bool:
        """Whether a term this long can be extended by the Act.

        Not more than 90 days, twelve weeks or three months, and never years (art. 4 under a).
        """
        return self.count <= _LONGEST[self.unit]


def add_days(day: date, count: int) -> date:
    """The day `count` days later, or earlier when `count` is below zero.

    Raises `ValueError` when that is outside the calendar, which runs from the year 1 to 9999.
    """
    try:
        return day + timedelta(days=count)
    except OverflowError:
        raise _outside(day, count, "days") from None


def add_weeks(day: date, count: int) -> date:
    """The same day of the week, `count` weeks later. Raises `ValueError` outside the calendar."""
    return add_days(day, 7 * count)


def add_months(day: date, count: int) -> date:
    """The day with the same number, `count` months later; in a month without that number, its last day.

    31 January and one month is 28 February, or 29 in a leap year. Raises `ValueError` outside the calendar.
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise _outside(day, count, "months")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, count: int) -> date:
    """The same day, `count` years later; for 29 February in a year without it, 28 February.

    Raises `ValueError` outside the calendar.
    """
    return add_months(day, 12 * count)


def add_length(day: date, length: Length) -> date:
    """The last day of a term of `length` after the event on `day`, before any extension.

    Raises `ValueError` outside the calendar.
    """
    return _ADDITIONS[length.unit](day, length.count)


def end_of_term(event: date, length: Length, *, extended: bool, equated: Collection[date] = ()) -> date:
    """The last day of a term of `length` that begins to run on the day after the `event`.

    `extended` says whether the Act applies: a term set in an act of parliament or order in council, which is not
    about publication, entry into force or detention (art. 4 under b and c). Then, unless the term is too long for
    it (art. 4 under a):

    - a term of three days or more has at least two working days in it (art. 2);
    - a term does not end on a Saturday, a Sunday or a holiday, but on the next working day (art. 1 par. 1).

    `equated` holds the days that a decree equates with holidays. Raises `ValueError` when the term ends outside the
    calendar, or when the Act applies and a year before 1990 matters, of which the holidays are not known here.
    """
    last = add_length(event, length)
    if not extended or not length.is_under_the_act():
        return last
    if length.unit is not Unit.DAY or length.count >= _LEAST_DAYS:
        while _count_working_days(event, last, equated) < _LEAST_WORKING_DAYS:
            last = add_days(last, 1)
    while not is_working_day(last, equated=equated):
        last = add_days(last, 1)
    return last


def start_of_term_before(event: date, length: Length) -> date:
    """The day on which something must happen at the latest, a term of `length` before the `event`.

    The end of a term that is counted back is not moved for a weekend or holiday (art. 1 par. 2 of the Act). Raises
    `ValueError` outside the calendar.
    """
    return _ADDITIONS[length.unit](event, -length.count)


_ADDITIONS = {Unit.DAY: add_days, Unit.WEEK: add_weeks, Unit.MONTH: add_months, Unit.YEAR: add_years}


def _count_working_days(event: date, last: date, equated: Collection[date]) -> int:
    """The working days after `event` up to and including `last`, counted no further than needed."""
    found = 0
    day = event
    while day < last and found < _LEAST_WORKING_DAYS:
        day = add_days(day, 1)
        found += is_working_day(day, equated=equated)
    return found


def _outside(day: date, count: int, unit: str) -> ValueError:
    return ValueError(
        f"{day} with {count} {unit} is outside the calendar, which runs from the year 1 to 9999"
    )

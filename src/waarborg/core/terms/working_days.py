"""Working days in Dutch law: every day but Saturdays, Sundays, general holidays and days equated with these.

Source: Algemene termijnenwet (BWBR0002448) art. 3. Paragraph 1 names the general holidays, paragraph 2 equates
Good Friday with them. Under paragraph 3 royal decrees equate other days, for some years at a time: those that are
known stand in `equated_days`, and a caller may give more as `equated`. Where a decree is not known, a term may seem to
end earlier than it does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from waarborg.core.terms.equated_days import EQUATED
from waarborg.core.terms.text import Text

#: The first year for which the holidays stand here: earlier, 5 May was no holiday in every year.
FIRST_YEAR = 1990
#: The first year in which the birthday of a king was celebrated again, on 27 April.
FIRST_KINGS_DAY = 2014
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which terms do not end, its name, and the paragraph of art. 3 Algemene termijnenwet that says so."""

    day: date
    name: Text
    paragraph: int


def easter(year: int) -> date:
    """Easter Sunday of `year` in the Gregorian calendar, by the method of Gauss as corrected since.

    Raises `ValueError` for a year before 1583, when that calendar was not yet in use, or after 9999.
    """
    if not 1583 <= year <= date.max.year:
        raise ValueError(f"year {year} is not between 1583 and {date.max.year}")
    golden, century = year % 19, year // 100
    solar = century - century // 4
    lunar = (8 * century + 13) // 25
    epact = (solar - lunar + 19 * golden + 15) % 30  # days from 21 March to the full moon
    if epact == 29 or (epact == 28 and golden > 10):
        epact -= 1
    full_moon = date(year, 3, 21) + timedelta(days=epact)
    return full_moon + timedelta(days=7 - (full_moon.weekday() + 1) % 7)


def birthday_of_the_king(year: int) -> date:
    """The day on which the birthday of the king or queen is celebrated, never a Sunday but the Saturday before it.

    King's Day is 27 April (decree of 30 January 2013); Queen's Day was 30 April until 2013 (decree of 24 April 1980).
    """
    day = date(year, 4, 27) if year >= FIRST_KINGS_DAY else date(year, 4, 30)
    return day - timedelta(days=1) if day.weekday() > _SATURDAY else day


@lru_cache(maxsize=64)
def list_holidays(year: int) -> tuple[Holiday, ...]:
    """The general holidays of `year` and Good Friday, in the order of the calendar.

    Two may fall on one day, such as 5 May 2016. Raises `ValueError` for a year before 1990.
    """
    if year < FIRST_YEAR:
        raise ValueError(f"the holidays of {year} are not known here; the first year is {FIRST_YEAR}")
    sunday = easter(year)
    named = [
        Holiday(date(year, 1, 1), Text(nl="Nieuwjaarsdag", en="New Year's Day"), 1),
        Holiday(sunday - timedelta(days=2), Text(nl="Goede Vrijdag", en="Good Friday"), 2),
        Holiday(sunday + timedelta(days=1), Text(nl="Tweede Paasdag", en="Easter Monday"), 1),
        Holiday(birthday_of_the_king(year), _name_of_birthday(year), 1),
        Holiday(date(year, 5, 5), Text(nl="Bevrijdingsdag", en="Liberation Day"), 1),
        Holiday(sunday + timedelta(days=39), Text(nl="Hemelvaartsdag", en="Ascension Day"), 1),
        Holiday(sunday + timedelta(days=50), Text(nl="Tweede Pinksterdag", en="Whit Monday"), 1),
        Holiday(date(year, 12, 25), Text(nl="Eerste Kerstdag", en="Christmas Day"), 1),
        Holiday(date(year, 12, 26), Text(nl="Tweede Kerstdag", en="Boxing Day"), 1),
    ]
    return tuple(sorted(named, key=lambda holiday: holiday.day))


def find_holiday(day: date) -> Holiday | None:
    """The holiday on `day`; the first when there are two, None when it is an ordinary day.

    Raises `ValueError` for a year before 1990.
    """
    return next((holiday for holiday in list_holidays(day.year) if holiday.day == day), None)


def is_working_day(day: date, *, equated: Collection[date] = ()) -> bool:
    """Whether `day` is no Saturday, no Sunday, no general holiday, no Good Friday and no day equated with these.

    `equated` holds days that a decree equates besides those that are known here.

    Raises `ValueError` for a year before 1990.
    """
    return (
        find_holiday(day) is None and day.weekday() < _SATURDAY and day not in EQUATED and day not in equated
    )


def _name_of_birthday(year: int) -> Text:
    if year >= FIRST_KINGS_DAY:
        return Text(nl="Koningsdag", en="King's Day")
    return Text(nl="Koninginnedag", en="Queen's Day")

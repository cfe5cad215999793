"""Worked examples of terms in law: days of which the answer stands in the calendar or in a judgment."""

from datetime import date, timedelta

import pytest

from waarborg.core.terms.equated_days import EQUATED
from waarborg.core.terms.legal_terms import (
    Length,
    Unit,
    add_days,
    add_length,
    add_months,
    add_weeks,
    add_years,
    end_of_term,
    start_of_term_before,
)
from waarborg.core.terms.working_days import easter, find_holiday, is_working_day, list_holidays

#: A day that royal decree equated with holidays and that is not among those known here, as an example.
MORE = frozenset({date(2021, 5, 14)})  # the Friday after Ascension Day


# --- working days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [date(1818, 3, 22), date(1943, 4, 25), date(1954, 4, 18), date(1981, 4, 19), date(2000, 4, 23), date(2008, 3, 23),
     date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25), date(2285, 3, 22)],
)  # fmt: skip
def test_easter_is_where_the_calendar_has_it(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize("year", [1582, 10_000])
def test_easter_has_limits(year: int) -> None:
    with pytest.raises(ValueError, match=f"year {year} is not between 1583 and 9999"):
        easter(year)


def test_the_holidays_of_2026() -> None:
    assert [
        (holiday.day.isoformat(), holiday.name.nl, holiday.paragraph) for holiday in list_holidays(2026)
    ] == [
        ("2026-01-01", "Nieuwjaarsdag", 1),
        ("2026-04-03", "Goede Vrijdag", 2),
        ("2026-04-06", "Tweede Paasdag", 1),
        ("2026-04-27", "Koningsdag", 1),
        ("2026-05-05", "Bevrijdingsdag", 1),
        ("2026-05-14", "Hemelvaartsdag", 1),
        ("2026-05-25", "Tweede Pinksterdag", 1),
        ("2026-12-25", "Eerste Kerstdag", 1),
        ("2026-12-26", "Tweede Kerstdag", 1),
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2013, 4, 30), "Queen's Day"),
        (date(2006, 4, 29), "Queen's Day"),  # 30 April was a Sunday
        (date(2014, 4, 26), "King's Day"),  # 27 April was a Sunday
        (date(2025, 4, 26), "King's Day"),
        (date(2024, 4, 27), "King's Day"),
        (date(2016, 5, 5), "Liberation Day"),  # and Ascension Day
        (date(2014, 4, 27), None),
        (date(2006, 4, 30), None),
    ],
)
def test_the_birthday_of_the_king_is_never_a_sunday(day: date, name: str | None) -> None:
    holiday = find_holiday(day)
    assert (holiday.name.en if holiday else None) == name


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 4), False),  # Saturday
        (date(2026, 4, 5), False),  # Easter Sunday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
        (date(2026, 5, 15), False),  # equated by decree
        (date(2026, 5, 18), True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_holiday(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_a_caller_may_know_of_more_days() -> None:
    assert is_working_day(date(2021, 5, 14))
    assert not is_working_day(date(2021, 5, 14), equated=MORE)


def test_a_day_that_is_equated_joins_a_holiday_to_a_weekend() -> None:
    for day in EQUATED:
        beside = {date.fromordinal(day.toordinal() + step) for step in (-1, 1)}
        assert day.weekday() in (0, 4), day  # a Monday or a Friday
        assert any(find_holiday(one) is not None for one in beside), day


def test_holidays_are_known_from_1990() -> None:
    assert len(list_holidays(1990)) == 9
    with pytest.raises(ValueError, match="the holidays of 1989 are not known here; the first year is 1990"):
        is_working_day(date(1989, 12, 29))


# --- lengths ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("6 weken", Length(6, Unit.WEEK)),
        (" 8 weeks ", Length(8, Unit.WEEK)),
        ("P6W", Length(6, Unit.WEEK)),
        ("zes weken", Length(6, Unit.WEEK)),
        ("Twelve weeks", Length(12, Unit.WEEK)),
        ("één maand", Length(1, Unit.MONTH)),
        ("een maand", Length(1, Unit.MONTH)),
        ("1 day", Length(1, Unit.DAY)),
        ("90 dagen", Length(90, Unit.DAY)),
        ("2 jaren", Length(2, Unit.YEAR)),
        ("2 jaar", Length(2, Unit.YEAR)),
        ("P1Y", Length(1, Unit.YEAR)),
    ],
)
def test_a_length_is_read(text: str, length: Length) -> None:
    assert Length.parse(text) == length


@pytest.mark.parametrize(
    "text", ["", "weken", "6", "6 uur", "P6H", "dertien weken", "-1 week", "100000 dagen", "²2 weken"]
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 6 weken, 6 weeks or P6W"):
        Length.parse(text)


@pytest.mark.parametrize("count", [0, -1, 100_000])
def test_a_length_is_not_zero(count: int) -> None:
    with pytest.raises(ValueError, match=f"not {count}"):
        Length(count, Unit.DAY)


@pytest.mark.parametrize(
    ("length", "dutch", "english", "written"),
    [
        (Length(1, Unit.WEEK), "1 week", "1 week", "P1W"),
        (Length(6, Unit.WEEK), "6 weken", "6 weeks", "P6W"),
        (Length(1, Unit.MONTH), "1 maand", "1 month", "P1M"),
        (Length(2, Unit.YEAR), "2 jaar", "2 years", "P2Y"),
        (Length(3, Unit.DAY), "3 dagen", "3 days", "P3D"),
    ],
)
def test_a_length_is_written(length: Length, dutch: str, english: str, written: str) -> None:
    assert (length.words.nl, length.words.en, length.write()) == (dutch, english, written)


@pytest.mark.parametrize(
    ("text", "under"),
    [("90 dagen", True), ("91 dagen", False), ("12 weken", True), ("13 weken", False), ("3 maanden", True),
     ("4 maanden", False), ("1 jaar", False)],
)  # fmt: skip
def test_the_act_is_for_short_terms(text: str, under: bool) -> None:
    assert Length.parse(text).is_under_the_act() is under


# --- adding ----------------------------------------------------------------------------------------------


def test_days_and_weeks_are_added() -> None:
    assert add_days(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert add_days(date(2024, 3, 1), -2) == date(2024, 2, 28)
    assert add_weeks(date(2026, 4, 10), 6) == date(2026, 5, 22)


@pytest.mark.parametrize(
    ("day", "months", "sum"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_month_without_the_number_gives_its_last_day(day: date, months: int, sum: date) -> None:
    assert add_months(day, months) == sum


def test_a_leap_day_and_a_year() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize("length", ["P99999D", "P99999W", "P99999M", "P99999Y"])
def test_a_day_outside_the_calendar_is_refused(length: str) -> None:
    with pytest.raises(ValueError, match=r"9900-01-01 with \d+ (days|months) is outside the calendar"):
        add_length(date(9900, 1, 1), Length.parse(length))


def test_a_day_before_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="is outside the calendar"):
        add_months(date(1, 1, 31), -1)
    with pytest.raises(ValueError, match="is outside the calendar"):
        add_days(date(1, 1, 1), -(10**12))


# --- the last day ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "length", "last"),
    [
        # An objection within six weeks (Awb art. 6:7), from the day after the decision was made known (art. 6:8).
        (date(2026, 4, 10), "6 weken", date(2026, 5, 22)),  # Friday to Friday
        (date(2026, 4, 13), "6 weken", date(2026, 5, 26)),  # the 25th is Whit Monday
        (
            date(2026, 4, 2),
            "6 weken",
            date(2026, 5, 18),
        ),  # Ascension Day, a day equated by decree, the weekend
        (date(2025, 11, 20), "6 weken", date(2026, 1, 5)),  # New Year's Day and the day after it, by decree
        (date(2026, 2, 21), "6 weken", date(2026, 4, 7)),  # Saturday, then Easter
        (date(2026, 11, 13), "6 weken", date(2026, 12, 28)),  # Christmas Day, Boxing Day, Sunday
        # The case of ECLI:NL:HR:2017:2225: 29 May 2016 was a Sunday.
        (date(2016, 2, 29), "3 maanden", date(2016, 5, 30)),
        (date(2025, 1, 31), "1 maand", date(2025, 2, 28)),  # a Friday
        # Three days or more hold two working days (art. 2).
        (date(2026, 11, 19), "3 dagen", date(2026, 11, 23)),  # Friday, weekend, Monday
        (date(2026, 11, 20), "3 dagen", date(2026, 11, 24)),  # weekend, Monday, Tuesday
        (date(2026, 11, 20), "2 dagen", date(2026, 11, 23)),  # too short for art. 2
        (date(2026, 4, 2), "4 dagen", date(2026, 4, 8)),  # Good Friday to Easter Monday hold none
        # Too long for the Act (art. 4).
        (date(2026, 2, 28), "13 weken", date(2026, 5, 30)),  # a Saturday
        (date(2026, 2, 28), "12 weken", date(2026, 5, 26)),  # Saturday 23 May, Whit Monday
        (date(2025, 12, 26), "1 jaar", date(2026, 12, 26)),
    ],
)
def test_the_last_day_of_a_term(event: date, length: str, last: date) -> None:
    assert end_of_term(event, Length.parse(length), extended=True) == last


def test_days_equated_by_decree_move_the_end() -> None:
    # From Thursday 1 April 2021 six weeks end on Ascension Day; the Friday after it is equated.
    term = Length(6, Unit.WEEK)
    assert end_of_term(date(2021, 4, 1), term, extended=True) == date(2021, 5, 14)
    assert end_of_term(date(2021, 4, 1), term, extended=True, equated=MORE) == date(2021, 5, 17)


def test_a_term_outside_the_act_ends_where_it_ends() -> None:
    assert end_of_term(date(2026, 4, 13), Length(6, Unit.WEEK), extended=False) == date(2026, 5, 25)
    assert end_of_term(date(1900, 1, 1), Length(1, Unit.DAY), extended=False) == date(1900, 1, 2)


def test_a_term_that_is_counted_back_is_not_moved() -> None:
    # Ten days before Wednesday 16 December is a Sunday, and stays so.
    assert start_of_term_before(date(2026, 12, 16), Length(10, Unit.DAY)) == date(2026, 12, 6)
    assert start_of_term_before(date(2026, 3, 31), Length(1, Unit.MONTH)) == date(2026, 2, 28)


def test_a_term_does_not_end_after_the_calendar() -> None:
    last = date.max  # a Friday
    assert end_of_term(last - timedelta(days=2), Length(2, Unit.DAY), extended=True) == last
    with pytest.raises(ValueError, match="is outside the calendar"):
        end_of_term(last - timedelta(days=1), Length(1, Unit.DAY), extended=True, equated={last})

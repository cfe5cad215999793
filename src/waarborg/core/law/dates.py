"""Days that follow from other days: a length added, a term that ends, whole units between two days."""

from datetime import date, timedelta

from waarborg.core.terms.legal_terms import Unit, add_days, add_months, add_weeks, add_years


def add_units(day: date, count: int, unit: Unit) -> date:
    """Return the day that lies `count` units after `day`, or before it when `count` is negative.

    Raises `ValueError` outside the calendar.
    """
    work = {Unit.DAY: add_days, Unit.WEEK: add_weeks, Unit.MONTH: add_months, Unit.YEAR: add_years}
    return work[unit](day, count)


def whole_units_between(start: date, end: date, unit: Unit) -> int:
    """Return how many whole days, weeks, months or years lie between two days; negative when `end` is earlier.

    A month is whole on the same day of a later month, or on its last day when it has no such day: from 31 January
    one whole month has passed on 28 February, as `add` has it. Where a law counts 29 February otherwise, a frame
    must say so.
    """
    if end < start:
        return -whole_units_between(end, start, unit)
    days = (end - start).days
    if unit is Unit.DAY:
        return days
    if unit is Unit.WEEK:
        return days // 7
    months = (end.year - start.year) * 12 + end.month - start.month
    is_last_day = (end + timedelta(days=1)).month != end.month if end < date.max else True
    if end.day < start.day and not is_last_day:
        months -= 1
    return months if unit is Unit.MONTH else months // 12

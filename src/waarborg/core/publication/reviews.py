"""When a public text is looked at again, and when people are reminded of that.

Source: ATRS (the UK transparency standard), maintenance; Algoritmekader, measure org-12.
"""

from calendar import monthrange
from datetime import date, timedelta

#: Days before the date at which people hear of it first, and days between the reminders after it.
DAYS_BEFORE = 30
DAYS_BETWEEN = 30
#: The stage of the reminder before the date; the day itself is 0, each `DAYS_BETWEEN` after it one more.
BEFORE = -1


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that has no such day.

    Raises ValueError when `months` is below one.
    """
    if months < 1:
        raise ValueError(f"A review lies at least a month ahead, not {months}.")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def find_stage(review_on: date, *, today: date) -> int | None:
    """The stage of the newest reminder that is due: BEFORE, 0 on the day, 1 a period after it and so on.

    None when it is too early for any. A stage that was missed is not made up for: only the newest counts.
    """
    passed = (today - review_on).days
    if passed < -DAYS_BEFORE:
        return None
    return BEFORE if passed < 0 else passed // DAYS_BETWEEN


def horizon(today: date) -> date:
    """The last date of review of which people have heard on `today`."""
    return today + timedelta(days=DAYS_BEFORE)


def choose_next(chosen: date | None, *, by_person: bool, published_on: date, months: int) -> date:
    """The date of review after a publication on `published_on`.

    A date that a person `chosen` and that lies ahead stays; else it is `months` after the publication.
    Raises ValueError when `months` is below one.
    """
    if chosen is not None and by_person and chosen > published_on:
        return chosen
    return add_months(published_on, months)

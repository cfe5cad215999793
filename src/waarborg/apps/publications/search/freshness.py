"""How long ago entries were changed last, as sets."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from waarborg.apps.publications.search import bitmaps
from waarborg.apps.publications.search.port import MONTHS, OLDER

FACET = "freshness"


def go_back(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def measure(months: Mapping[str, int], days: Sequence[int], everyone: int, today: date) -> Mapping[str, int]:
    """The entries that were changed within each number of months before `today`, and those of longer ago.

    `months` holds the entries of each month (`2026-05`), `days` the day of the month for each entry. Who was changed
    within 6 months was so within 12.
    """
    ages = {value: _since(months, days, go_back(today, back)) for value, back in MONTHS.items()}
    longest = max(MONTHS, key=lambda value: MONTHS[value])
    return ages | {OLDER: everyone & ~ages[longest]}


def _since(months: Mapping[str, int], days: Sequence[int], first: date) -> int:
    """The entries that were changed on the day `first` or later."""
    month = f"{first:%Y-%m}"
    later = bitmaps.union(bits for name, bits in months.items() if name > month)
    within = [one for one in bitmaps.members(months.get(month, 0)) if days[one] >= first.day]
    return later | bitmaps.make(within)

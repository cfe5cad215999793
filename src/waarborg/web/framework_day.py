"""The framework and the day for which its pages look: today, or the day that somebody chose."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.timezone import localdate

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.framework import Framework

#: The word in the address for the day.
WORD = "dag"
FIRST, LAST = date(1995, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class ChosenDay:
    """The day a page is about. faulty: what was typed, when that is no day."""

    day: date
    today: date
    faulty: str = ""

    @property
    def is_today(self) -> bool:
        """Whether it is today."""
        return self.day == self.today

    @property
    def query(self) -> str:
        """What an address needs to keep the day; empty for today."""
        return "" if self.is_today else "?" + urlencode({WORD: self.day.isoformat()})


def choose_day(request: HttpRequest) -> ChosenDay:
    """The day in the address; today when there is none or it cannot be read."""
    today, typed = localdate(), request.GET.get(WORD, "").strip()
    if not typed:
        return ChosenDay(today, today)
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return ChosenDay(today, today, typed[:20])
    return ChosenDay(day, today) if FIRST <= day <= LAST else ChosenDay(today, today, typed[:20])


def the_framework() -> Framework:
    """The framework as it comes with the product."""
    return load_framework()

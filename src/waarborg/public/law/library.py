"""Which interpretations the site shows, which one an address means, and for which day a page is read."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.adapters.law_files.loading import load_interpretations
from waarborg.core.law.frames import Frame, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import Library
from waarborg.core.terms.text import Text

#: Dutch first, because the site is; `on` is for who types the address in English.
DAY_KEYS = ("op", "on")
MOST_LETTERS_OF_A_DAY = 10


@cache
def get_library() -> Library:
    """Every interpretation that comes with this version. They never change while the site runs."""
    return Library(load_interpretations())


def find_interpretation(law_id: str, version: str) -> Interpretation:
    """The interpretation of an address. Raises `Http404`."""
    found = get_library().find(f"urn:waarborg:law:{law_id}:{version}")
    if found is None:
        raise Http404(f"There is no interpretation {law_id} {version}.")
    return found


def list_versions(law_id: str) -> tuple[Interpretation, ...]:
    """The versions of an interpretation that are known here, oldest first."""
    versions = [item for item in get_library().interpretations if item.id == law_id]
    return tuple(sorted(versions, key=lambda item: (item.made_on or date.min, item.version)))


def find_frame(interpretation: Interpretation, name: Name, on: date) -> Frame:
    """The frame as it is in force on a day; else the next one to come, else the last there was. Raises `Http404`."""
    versions = interpretation.list_versions(name)
    if not versions:
        raise Http404(f"There is no {name} in {interpretation.urn}.")
    in_force = interpretation.find(name, on)
    if in_force is not None:
        return in_force
    ordered = sorted(versions, key=lambda frame: frame.valid.start if frame.valid else date.min)
    later = [frame for frame in ordered if frame.valid and frame.valid.start > on]
    return later[0] if later else ordered[-1]


@dataclass(frozen=True)
class Day:
    """The day for which a page is read.

    `fault` says what was wrong with the day in the address; `key` is how it is called there.
    """

    day: date
    today: date
    fault: str = ""
    key: str = DAY_KEYS[0]

    @property
    def is_today(self) -> bool:
        """Whether nothing else was asked."""
        return self.day == self.today

    @property
    def query(self) -> str:
        """What links carry so that the next page is read for the same day; nothing for today."""
        return "" if self.is_today else "?" + urlencode({self.key: self.day.isoformat()})


def read_day(request: HttpRequest, keys: tuple[str, ...] = DAY_KEYS) -> Day:
    """The day in the address; today where there is none, or where it is no day."""
    today, key = localdate(), keys[0]
    given = next((request.GET[key].strip() for key in keys if request.GET.get(key, "").strip()), "")
    if not given:
        return Day(today, today, key=key)
    day = parse_day(given)
    if day is None:
        shown = given[:40]
        fault = _("“%(given)s” is no day. Write it as %(example)s. This page shows today.")
        return Day(today, today, fault % {"given": shown, "example": today.isoformat()}, key)
    return Day(day, today, key=key)


def parse_day(text: str) -> date | None:
    """A day as `2026-01-31` or `31-01-2026`; None for anything else."""
    given = text.strip()
    if len(given) > MOST_LETTERS_OF_A_DAY or not given.isascii():
        return None
    parts = given.replace("/", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    if len(year) != 4:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def language() -> str:
    """The language of the page: `nl` or `en`."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def say(text: Text | None) -> str:
    """A text in the language of the page; nothing where there is no text."""
    return text.in_language(language()) if text else ""

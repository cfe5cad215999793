"""Days as a calendar file (iCalendar, RFC 5545): whole days, with a title and a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A whole day with something on it. uid: stays the same, so that a calendar replaces it and does not double it."""

    uid: str
    day: date
    title: str
    link: str = ""


def write_calendar(events: Iterable[CalendarEvent], *, name: str, made_at: datetime, language: str) -> bytes:
    """Return the file. `made_at` has a time zone. language: `nl` or `en`, that of the texts."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Waarborg//Waarborg//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _clean(name))
    for item in events:
        event = Event()
        event.add("uid", item.uid)
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
        event.add("summary", _clean(item.title), parameters={"LANGUAGE": language})
        event.add("transp", "TRANSPARENT")
        if item.link:
            event.add("url", _clean(item.link))
        calendar.add_component(event)
    return calendar.to_ical()


def _clean(text: str) -> str:
    """A text on one line, without signs that a calendar cannot hold."""
    return " ".join("".join(sign if sign >= " " else " " for sign in text).split())

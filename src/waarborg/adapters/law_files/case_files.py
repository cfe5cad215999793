"""Cases as files: written without loss, and read back only when the chain of events is whole.

The format is JSON: `{"format": "waarborg-case", "version": 1, "interpretation": …, "title": …, "events": […]}`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.adapters.keepable import has_unkeepable
from waarborg.adapters.law_files.case_values import NoValue, value_from_json, value_to_json
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.law.cases import BrokenCase, Case, Event, EventKind
from waarborg.core.law.values import Identity
from waarborg.core.terms.text import Text

FORMAT = "waarborg-case"
VERSION = 1
#: A file with more is refused before it is read.
MOST_BYTES = 4 * 1024 * 1024
MOST_EVENTS = 1000
_EVENT = {"number", "kind", "on", "by", "facts", "act", "supplier", "previous", "digest"}
_REMEDY = Text(
    "Gebruik het bestand zoals Waarborg het schreef, of vraag het opnieuw op.",
    "Use the file as Waarborg wrote it, or ask for it again.",
)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a file holds: the case, and what it is called."""

    case: Case
    title: str = ""


def event_to_json(event: Event) -> dict[str, object]:
    """Return an event as the file keeps it."""
    return {
        "number": event.number,
        "kind": event.kind.value,
        "on": event.on.isoformat(),
        "by": event.by.id,
        "facts": {
            name: None if value is None else value_to_json(value) for name, value in event.facts.items()
        },
        "act": event.act,
        "supplier": event.supplier,
        "previous": event.previous,
        "digest": event.digest,
    }


def write_case(file: CaseFile) -> str:
    """Return the text of a file with the case."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "interpretation": file.case.interpretation,
        "title": file.title,
        "events": [event_to_json(event) for event in file.case.events],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_case(content: bytes, *, file: str) -> CaseFile:
    """Return what the file called `file` holds. Raises `LawFileError` when it is no case or its chain is broken."""
    document = _parse(content, file)
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise _fault(
            file,
            "format",
            Text("Dit is geen bestand met een zaak.", "This is no file with a case."),
            Text(
                'Bovenin hoort "format": "waarborg-case" en "version": 1 te staan.',
                'At the top belongs "format": "waarborg-case" and "version": 1.',
            ),
        )
    urn, title, events = document.get("interpretation"), document.get("title", ""), document.get("events")
    if not isinstance(urn, str) or not urn or not isinstance(title, str) or not isinstance(events, list):
        raise _fault(file, "interpretation", Text("Er ontbreekt iets.", "Something is missing."))
    if len(events) > MOST_EVENTS:
        raise _fault(
            file,
            "events",
            Text(
                f"Een zaak heeft hoogstens {MOST_EVENTS} gebeurtenissen.",
                f"A case has at most {MOST_EVENTS} events.",
            ),
        )
    case = Case(urn, tuple(_read_event(item, file, place) for place, item in enumerate(events, start=1)))
    try:
        case.require_whole()
    except BrokenCase as error:
        raise _fault(
            file,
            f"events {error.number}",
            Text(
                f"Gebeurtenis {error.number} is niet wat er is geschreven: het bestand is gewijzigd.",
                f"Event {error.number} is not what was written: the file was changed.",
            ),
        ) from error
    return CaseFile(case, title)


def _parse(content: bytes, file: str) -> Mapping[str, object]:
    if len(content) > MOST_BYTES:
        raise _fault(
            file,
            "size",
            Text(
                f"Het bestand is groter dan {MOST_BYTES // 1024**2} MB.",
                f"The file is larger than {MOST_BYTES // 1024**2} MB.",
            ),
        )
    try:
        document = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _fault(file, "JSON", Text("Dit is geen leesbare JSON.", "This is no readable JSON.")) from error
    if has_unkeepable(document):
        raise _fault(
            file,
            "JSON",
            Text(
                "Er staat een teken in dat geen databank kan bewaren.",
                "It has a character that no database can keep.",
            ),
        )
    if not isinstance(document, dict):
        raise _fault(file, "JSON", Text("Hier hoort een object te staan.", "An object belongs here."))
    return document


def _read_event(given: object, file: str, place: int) -> Event:
    try:
        return event_from_json(given)
    except (NoValue, ValueError, TypeError, KeyError) as error:
        raise _fault(
            file,
            f"events {place}",
            Text(
                f"Gebeurtenis {place} is niet te lezen: {error}.", f"Event {place} cannot be read: {error}."
            ),
        ) from error


def event_from_json(given: object) -> Event:
    """Return the event that JSON holds. Raises `ValueError` or `NoValue` for what is none."""
    if not isinstance(given, Mapping) or set(given) != _EVENT:
        raise ValueError(f"an event has {', '.join(sorted(_EVENT))}")
    facts, number = given["facts"], given["number"]
    texts = [given[name] for name in ("kind", "on", "by", "act", "supplier", "previous", "digest")]
    if not isinstance(facts, Mapping) or not all(isinstance(text, str) for text in texts):
        raise ValueError("facts are an object, and the rest is text")
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError("a number is a whole number")
    return Event(
        number=number,
        kind=EventKind(given["kind"]),
        on=date.fromisoformat(given["on"]),
        by=Identity(given["by"]),
        facts={str(name): None if item is None else value_from_json(item) for name, item in facts.items()},
        act=given["act"],
        supplier=given["supplier"],
        previous=given["previous"],
        digest=given["digest"],
    )


def _fault(file: str, place: str, fault: Text, remedy: Text = _REMEDY) -> LawFileError:
    return LawFileError(file=file, place=place, fault=fault, remedy=remedy)

"""Whether a value is of the type its key asks for, said in words for the person who wrote it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from waarborg.core.terms.months import Month
from waarborg.core.terms.own_addresses import is_attachment_path
from waarborg.core.terms.text import Text

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
#: A number of more digits is a mistake, and does not fit where numbers are kept.
_LARGEST = 10**18
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value does not fit.

    code: stays the same, for programs. path: where in the value, such as `[0].link`; empty for the whole.
    message, remedy: what is wrong and what to do.
    """

    code: str
    path: str
    message: Text
    remedy: Text


_WRONG_TYPE = {
    "boolean": Text("Het antwoord is geen ja of nee.", "The answer is not a yes or a no."),
    "text": Text("Dit is geen tekst.", "This is no text."),
    "choices": Text("Dit is geen lijst van keuzes.", "This is no list of choices."),
    "number": Text("Dit is geen getal.", "This is no number."),
    "list": Text("Dit is geen lijst van regels.", "This is no list of rows."),
}
_TYPE_REMEDY = {
    "boolean": Text("Kies ja, nee of onbekend.", "Choose yes, no or unknown."),
    "text": Text("Geef een tekst, of niets.", "Give a text, or nothing."),
    "choices": Text("Geef een lijst van keuzes.", "Give a list of choices."),
    "number": Text("Schrijf een getal, zoals 1200.", "Write a number, such as 1200."),
    "list": Text("Geef een lijst van regels met hun onderdelen.", "Give a list of rows with their parts."),
}


def check_value(
    type_name: str,
    value: object,
    *,
    choices: Mapping[str, bool] | None = None,
    members: Mapping[str, tuple[str, bool]] | None = None,
) -> tuple[Fault, ...]:
    """Return what is wrong with a value that is not None; empty when it fits.

    `type_name` is the value of a `vocabulary.Type`. `choices` gives per choice whether it excludes all
    others. `members` gives per column of a list its type and whether it must be filled. A list without
    rows says that there are none; a set of choices without a choice says nothing and is a fault. Raises `KeyError` for a type that does not exist.
    """
    if type_name == "list":
        return _check_rows(value, members or {})
    if type_name == "choice":
        return _check_choice(value, list(choices or ()))
    if type_name == "choices":
        return _check_choices(value, choices or {})
    return _CHECKS[type_name](value)


def _fault(code: str, message: Text, remedy: Text, *, path: str = "") -> tuple[Fault, ...]:
    return (Fault(code, path, message, remedy),)


def _wrong_type(type_name: str, *, path: str = "") -> tuple[Fault, ...]:
    return _fault("wrong_type", _WRONG_TYPE[type_name], _TYPE_REMEDY[type_name], path=path)


def _check_boolean(value: object) -> tuple[Fault, ...]:
    return () if isinstance(value, bool) else _wrong_type("boolean")


def _check_text(value: object) -> tuple[Fault, ...]:
    if not isinstance(value, str):
        return _wrong_type("text")
    if not value.strip():
        return _fault(
            "empty",
            Text("De tekst is leeg.", "The text is empty."),
            Text("Schrijf een tekst, of maak het feit onbekend.", "Write a text, or make the fact unknown."),
        )
    return ()


def _check_number(value: object) -> tuple[Fault, ...]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _wrong_type("number")
    if not (-_LARGEST < value < _LARGEST):  # what is no number is not in between either
        return _wrong_type("number")
    if value < 0:
        return _fault(
            "negative",
            Text("Het getal is lager dan nul.", "The number is below zero."),
            Text("Schrijf nul of een hoger getal.", "Write zero or a higher number."),
        )
    return ()


def _check_month(value: object) -> tuple[Fault, ...]:
    if not isinstance(value, str):
        return _wrong_type("text")
    remedy = Text("Schrijf jaar en maand, zoals 2024-05.", "Write the year and the month, such as 2024-05.")
    try:
        month = Month.parse(value)
    except ValueError:
        message = Text(f"“{value}” is geen maand die bestaat.", f"“{value}” is no month that exists.")
        return _fault("no_month", message, remedy)
    if str(month) != value:
        message = Text(f"“{value}” staat niet in de vaste vorm.", f"“{value}” is not in the fixed form.")
        return _fault("month_form", message, Text(f"Schrijf {month}.", f"Write {month}."))
    return ()


def _check_date(value: object) -> tuple[Fault, ...]:
    if not isinstance(value, str):
        return _wrong_type("text")
    message = Text(f"“{value}” is geen dag die bestaat.", f"“{value}” is no day that exists.")
    remedy = Text(
        "Schrijf jaar, maand en dag, zoals 2024-05-31.",
        "Write the year, the month and the day, such as 2024-05-31.",
    )
    if not _DATE.fullmatch(value):
        return _fault("no_date", message, remedy)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _fault("no_date", message, remedy)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return _fault("no_date", message, remedy)
    return ()


def _is_link(text: str) -> bool:
    if any(sign.isspace() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:  # such as a bracket that is not closed in the host
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")


def _check_link(value: object) -> tuple[Fault, ...]:
    if not isinstance(value, str):
        return _wrong_type("text")
    if _is_link(value) or is_attachment_path(value):
        return ()
    return _fault(
        "no_link",
        Text(f"“{value}” is geen webadres.", f"“{value}” is no web address."),
        Text(
            "Schrijf het hele adres, met https:// ervoor.",
            "Write the whole address, with https:// in front.",
        ),
    )


def _check_contact(value: object) -> tuple[Fault, ...]:
    if not isinstance(value, str):
        return _wrong_type("text")
    if _MAIL.fullmatch(value) or _is_link(value):
        return ()
    return _fault(
        "no_contact",
        Text(
            f"“{value}” is geen mailadres en geen webadres.",
            f"“{value}” is neither a mail address nor a web address.",
        ),
        Text(
            "Geef het mailadres van een afdeling, of het adres van een contactformulier.",
            "Give the mail address of a department, or the address of a contact form.",
        ),
    )


def _check_choice(value: object, choices: Sequence[str]) -> tuple[Fault, ...]:
    if isinstance(value, str) and value in choices:
        return ()
    return _fault(
        "no_choice",
        Text(f"“{value}” is geen keuze.", f"“{value}” is no choice."),
        Text(f"Kies uit: {', '.join(choices)}.", f"Choose from: {', '.join(choices)}."),
    )


def _check_choices(value: object, choices: Mapping[str, bool]) -> tuple[Fault, ...]:
    if not isinstance(value, list | tuple):
        return _wrong_type("choices")
    if not value:
        return _fault(
            "empty",
            Text("Er is niets gekozen.", "Nothing is chosen."),
            Text("Kies iets, of maak het feit onbekend.", "Choose something, or make the fact unknown."),
        )
    faults: list[Fault] = []
    for position, item in enumerate(value):
        path = f"[{position}]"
        faults += [
            Fault(fault.code, path, fault.message, fault.remedy)
            for fault in _check_choice(item, list(choices))
        ]
        if item in value[:position]:
            faults += _fault(
                "twice",
                Text(f"“{item}” staat er twee keer.", f"“{item}” is there twice."),
                Text("Haal er een weg.", "Remove one of them."),
                path=path,
            )
    alone = [item for item in value if isinstance(item, str) and choices.get(item)]
    if alone and len(value) > 1:
        faults += _fault(
            "exclusive",
            Text(
                f"“{alone[0]}” kan niet naast een andere keuze staan.",
                f"“{alone[0]}” cannot stand beside another choice.",
            ),
            Text("Haal die keuze of de andere weg.", "Remove that choice or the others."),
        )
    return tuple(faults)


def _check_rows(value: object, members: Mapping[str, tuple[str, bool]]) -> tuple[Fault, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        return _wrong_type("list")
    faults: list[Fault] = []
    for position, row in enumerate(value):
        faults += _check_row(row, members, place=f"[{position}]")
    return tuple(faults)


def _check_row(
    row: Mapping[object, object], members: Mapping[str, tuple[str, bool]], *, place: str
) -> list[Fault]:
    faults: list[Fault] = []
    for name in row:
        if name not in members:
            faults += _fault(
                "unknown_member",
                Text(f"Een regel heeft geen onderdeel “{name}”.", f"A row has no part “{name}”."),
                Text(f"Kies uit: {', '.join(members)}.", f"Choose from: {', '.join(members)}."),
                path=f"{place}.{name}",
            )
    for name, (type_name, required) in members.items():
        given = row.get(name)
        path = f"{place}.{name}"
        if given is None or given == "":
            if required:
                faults += _fault(
                    "missing_member",
                    Text(f"Het onderdeel “{name}” ontbreekt.", f"The part “{name}” is missing."),
                    Text("Vul het in, of haal de regel weg.", "Fill it in, or remove the row."),
                    path=path,
                )
            continue
        faults += [
            Fault(fault.code, path, fault.message, fault.remedy) for fault in check_value(type_name, given)
        ]
    return faults


_CHECKS: Mapping[str, Callable[[object], tuple[Fault, ...]]] = {
    "boolean": _check_boolean,
    "text": _check_text,
    "markup": _check_text,
    "month": _check_month,
    "date": _check_date,
    "number": _check_number,
    "link": _check_link,
    "contact": _check_contact,
}

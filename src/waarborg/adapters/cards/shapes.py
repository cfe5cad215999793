"""What the cards of the reporting standard 0.1a14 look like, in our own words, and whether a card does.

Only what the standard says of itself: names it does not know may stand beside, as it allows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from waarborg.adapters.cards.card_text import CardError, refuse
from waarborg.adapters.documents.system_card import SCHEMA_VERSION
from waarborg.core.terms.text import Text

_LEAVE = Text(
    "Verbeter de waarde, of laat het veld weg als de standaard het niet vraagt.",
    "Correct the value, or leave the field out where the standard does not ask for it.",
)
_QUOTES = Text(
    "Zet de waarde tussen aanhalingstekens.",
    "Put the value between quotes.",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a card that the standard does not allow. place: such as `owners[0].email`."""

    place: str
    says: Text
    remedy: Text = _LEAVE


@dataclass(frozen=True, slots=True)
class Words:
    """A text. allowed: the only words it may be; empty for any. is_day, is_moment: whether it is a day, or a moment."""

    allowed: tuple[str, ...] = ()
    is_day: bool = False
    is_moment: bool = False


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one shape."""

    of: "Shape"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A value of one of these types of Python; true and false are numbers only where bool is named."""

    types: tuple[type, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with values. needs: the names that must be there; one_of: of which exactly one must be there."""

    names: Mapping[str, "Shape"] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


Shape = Words | YesNo | AnyOf | Many | Fields


def require_shape(document: Mapping[str, object], shape: Fields, *, file: str) -> None:
    """Raise `CardError` for the first thing in a card that the standard does not allow, and for another version."""
    version = document.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, str) and version != SCHEMA_VERSION:
        raise refuse(
            file,
            "schema_version",
            Text(
                f"Versie {version:.40} van de rapportagestandaard is hier niet bekend.",
                f"Version {version:.40} of the reporting standard is not known here.",
            ),
            Text(
                f"Maak de kaart opnieuw in versie {SCHEMA_VERSION}, of werk Waarborg bij.",
                f"Make the card again in version {SCHEMA_VERSION}, or update Waarborg.",
            ),
        )
    for fault in find_faults(document, shape):
        raise _explain(fault, file)


def require_own(card: dict[str, object], shape: Fields) -> None:
    """Raise `ValueError` when a card that Waarborg made is not as the standard asks, so that none goes out."""
    for fault in find_faults(card, shape):
        raise ValueError(f"a card of our own is wrong at {fault.place}: {fault.says.en}")


def _explain(fault: Fault, file: str) -> CardError:
    return refuse(file, fault.place, fault.says, fault.remedy)


def find_faults(value: object, shape: Shape, place: str = "$") -> Iterator[Fault]:
    """Yield what is wrong with a value, in the order in which it stands there."""
    match shape:
        case Words():
            yield from _find_in_text(value, shape, place)
        case YesNo():
            if not isinstance(value, bool):
                yield Fault(place, Text("Hier hoort true of false.", "true or false belongs here."))
        case Many():
            if not isinstance(value, list):
                yield Fault(place, Text("Hier hoort een lijst.", "A list belongs here."))
                return
            for number, item in enumerate(value):
                yield from find_faults(item, shape.of, f"{place}[{number}]")
        case AnyOf():
            if not isinstance(value, shape.types) or (isinstance(value, bool) and bool not in shape.types):
                says = Text("Hier hoort een getal of een tekst.", "A number or a text belongs here.")
                if str not in shape.types:
                    says = Text("Hier hoort een getal.", "A number belongs here.")
                yield Fault(place, says)
        case Fields():
            yield from _find_in_fields(value, shape, place)


def _find_in_fields(value: object, shape: Fields, place: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(place, Text("Hier horen namen met waarden.", "Names with values belong here."))
        return
    for name in shape.needs:
        if name not in value:
            says = Text(f"“{name}” ontbreekt.", f"“{name}” is missing.")
            yield Fault(place, says, Text("Vul het aan.", "Add it."))
    if shape.one_of and sum(name in value for name in shape.one_of) != 1:
        names = ", ".join(shape.one_of)
        says = Text(f"Hier hoort precies één van: {names}.", f"Exactly one of these belongs here: {names}.")
        yield Fault(place, says)
    for name, item in value.items():
        if name in shape.names:
            inner = name if place == "$" else f"{place}.{name}"
            yield from find_faults(item, shape.names[name], inner)


def _find_in_text(value: object, shape: Words, place: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        remedy = _QUOTES if isinstance(value, bool | int | float) else _LEAVE
        yield Fault(place, Text("Hier hoort een tekst.", "A text belongs here."), remedy)
    elif shape.allowed and value not in shape.allowed:
        known = "; ".join(shape.allowed)
        says = Text(f"De standaard kent “{value:.60}” niet.", f"The standard does not know “{value:.60}”.")
        yield Fault(place, says, Text(f"Kies uit: {known}.", f"Choose from: {known}."))
    elif shape.is_day and not _is_day(value):
        says = Text(f"“{value:.40}” is geen dag.", f"“{value:.40}” is no day.")
        yield Fault(place, says, Text("Schrijf haar als 2026-11-28.", "Write it as 2026-11-28."))
    elif shape.is_moment and not _is_moment(value):
        says = Text(f"“{value:.40}” is geen moment.", f"“{value:.40}” is no moment.")
        remedy = Text("Schrijf het als 2026-11-28T09:30:00+01:00.", "Write it as 2026-11-28T09:30:00+01:00.")
        yield Fault(place, says, remedy)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    """Whether a text is a moment. One without a time zone is taken: tools in use leave it out."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return "T" in text or " " in text

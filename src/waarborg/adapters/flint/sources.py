"""Where frames come from: the sources of FLINT in each of its variants.

Old models have one source in fields of the frame (`reference`, `juriconnect`, `version`, `sourcetext`), newer ones a
list `sources`; the newest tag words of the text with the part of the frame they carry.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeGuard

from waarborg.adapters.flint.names import clean, tidy
from waarborg.adapters.flint.notes import Notes, shorten
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import UnreadableReference
from waarborg.core.terms.periods import Period

_DUTCH_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T.*)?")
_VERSION = re.compile(r"\[([^\]]*)\]-\[([^\]]*)\]")
#: From this year on a day means "for good": models have 31-12-9999, and 13-12-9999 by mistake.
_NEVER = 9000
_ROLES: Mapping[str, Slot] = {
    "actor": Slot.ACTOR,
    "action": Slot.ACTION,
    "object": Slot.OBJECT,
    "recipient": Slot.RECIPIENT,
    "interestedparty": Slot.RECIPIENT,
    "precondition": Slot.PRECONDITION,
    "function": Slot.FUNCTION,
    "create": Slot.CREATES,
    "terminate": Slot.TERMINATES,
    "dutyholder": Slot.HOLDER,
    "holder": Slot.HOLDER,
    "claimant": Slot.CLAIMANT,
    "enforce": Slot.ENFORCES,
    "term": Slot.TERM,
    "actname": Slot.FRAME,
    "factname": Slot.FRAME,
    "dutyname": Slot.FRAME,
}
#: For a text of which nobody wrote down where it stands.
NO_PLACE = "zonder vindplaats"


def read_sources(frame: Mapping[str, Any], notes: Notes) -> tuple[Source, ...]:
    """Return the sources of a frame, in the order of the model, each once."""
    found: dict[Source, None] = {}
    flat: Mapping[str, Any] = {
        "citation": frame.get("reference") or frame.get("art"),
        "juriconnect": frame.get("juriconnect"),
        "text": frame.get("sourcetext"),
        **_read_version(frame.get("version")),
    }
    if any(value for value in flat.values()):
        found.update(dict.fromkeys(_read_source(flat, notes)))
    listed = frame.get("sources")
    if isinstance(listed, dict):
        listed = [listed]
    if listed is not None and listed != "" and not isinstance(listed, list):
        notes.warn("no_sources", "“sources” is geen lijst.", "“sources” is no list.")
        listed = []
    for item in listed or ():
        if isinstance(item, str) and tidy(item):
            found.update(dict.fromkeys(_read_source({"citation": item}, notes)))
        elif isinstance(item, dict):
            found.update(dict.fromkeys(_read_source(item, notes)))
        elif item is not None and item != "":
            notes.warn("no_source", f"{shorten(item)} is geen bron.", f"{shorten(item)} is no source.")
    return tuple(found)


def _read_version(version: Any) -> dict[str, Any]:
    """The days in `2-[19980101]-[jjjjmmdd]`; letters stand for a day that is not known."""
    found = _VERSION.search(version) if isinstance(version, str) else None
    days = found.groups() if found else ("", "")
    return {
        key: day for key, day in zip(("validFrom", "validTo"), days, strict=True) if day and not day.isalpha()
    }


def _read_source(item: Mapping[str, Any], notes: Notes) -> Iterator[Source]:
    citation, identifier = _get_text(item, "citation"), _get_text(item, "juriconnect")
    quote = _strip_braces(clean(item["text"])) if isinstance(item.get("text"), str) else ""
    explanation = _get_text(item, "explanation")
    if not citation and not identifier:
        if not quote:
            return
        citation = NO_PLACE
        notes.warn(
            "source_without_place",
            "Bij een tekst staat niet uit welk artikel hij komt.",
            "Of a text it is not said from which article it comes.",
        )
    valid = _read_period(item, notes)
    kind = find_kind(identifier)
    tags = item.get("tags")
    if not tags:
        yield Source(kind, citation, identifier, Slot.FRAME, None, quote, valid, explanation)
        return
    slots = _read_tags(tags, quote, notes)
    words = quote.split()
    whole = {slot for slot, places in slots.items() if len(places) == len(words)}
    if not (len(whole) == 1 and len(slots) == 1):
        yield Source(kind, citation, identifier, Slot.FRAME, None, quote, valid, explanation)
    for slot, places in slots.items():
        part = quote if slot in whole else _join(words, places)
        yield Source(kind, citation, identifier, slot, None, part, valid, explanation)


def _get_text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return tidy(value) if isinstance(value, str) else ""


def _strip_braces(text: str) -> str:
    """Old models put their quotes in braces."""
    if text.startswith("{") and text.endswith("}") and "{" not in text[1:-1] and "}" not in text[1:-1]:
        return text[1:-1].strip()
    return text


def find_kind(identifier: str) -> SourceKind:
    """Return the collection that an identifier belongs to; that of national law when it cannot be told."""
    if not identifier or identifier.startswith("jci1.3:c:BWB"):
        return SourceKind.BWB  # nearly all are
    try:
        kind = read_reference(identifier).kind.value
    except UnreadableReference:
        kind = ""
    if kind == "eli":
        return SourceKind.CELEX  # an ELI names the same text as a CELEX number
    if kind in set(SourceKind):
        return SourceKind(kind)
    if "CVDR" in identifier:
        return SourceKind.CVDR
    is_page = identifier.lower().startswith(("http:", "https:"))
    return SourceKind.POLICY if is_page and "BWB" not in identifier else SourceKind.BWB


# --- days ------------------------------------------------------------------------------------------------
def _read_period(item: Mapping[str, Any], notes: Notes) -> Period | None:
    """From `validFrom` up to and including `validTo`."""
    start, last = _read_day(item, "validFrom", notes), _read_day(item, "validTo", notes)
    end = None if last is None or last.year >= _NEVER else last + timedelta(days=1)
    if start is None and end is None:
        return None
    try:
        return Period(start or date.min, end)
    except ValueError:
        notes.warn(
            "period_turned_round",
            f"Een bron geldt tot en met {last}, maar pas vanaf {start}; de periode is weggelaten.",
            f"A source is valid up to and including {last}, but only from {start}; the period was left out.",
        )
        return None


def _read_day(item: Mapping[str, Any], key: str, notes: Notes) -> date | None:
    text = _get_text(item, key)
    if not text:
        return None
    dutch, iso = _DUTCH_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass  # a day that does not exist, said below
    notes.warn(
        "unreadable_day",
        f"“{shorten(text)}” bij {key} is geen dag, zoals 31-01-2020.",
        f"“{shorten(text)}” at {key} is no day, such as 31-01-2020.",
    )
    return None


# --- words with a role -----------------------------------------------------------------------------------
def _read_tags(tags: Any, quote: str, notes: Notes) -> dict[Slot, list[int]]:
    """For each part of the frame the words of the text that carry it, counted from 1."""
    count = len(quote.split())
    slots: dict[Slot, set[int]] = {}
    for tag in tags if isinstance(tags, list) else ():
        word = tag.get("word") if isinstance(tag, dict) else None
        roles = tag.get("roles") if isinstance(tag, dict) else None
        for role in roles if isinstance(roles, list) else [roles]:
            slot = _find_slot(role)
            if slot is None or not _is_place(word, count):
                notes.warn_once(
                    "unreadable_tag",
                    notes.place,
                    "Een label bij een woord noemt geen deel van het frame, of een woord dat er niet is.",
                    "A tag on a word names no part of the frame, or a word that is not there.",
                )
            elif slot is not Slot.FRAME:
                slots.setdefault(slot, set()).add(int(word))
    return {slot: sorted(places) for slot, places in slots.items()}


def _is_place(word: Any, count: int) -> TypeGuard[Decimal]:
    return (
        isinstance(word, Decimal)
        and word.is_finite()
        and 1 <= word <= count
        and word == word.to_integral_value()
    )


def _find_slot(role: Any) -> Slot | None:
    key = re.sub(r"[^a-z]", "", role.lower()) if isinstance(role, str) else ""
    return _ROLES.get(key) or _ROLES.get(key.removesuffix("s"))


def _join(words: list[str], places: list[int]) -> str:
    """The words at these places, with dots where words in between were left out."""
    parts: list[str] = []
    for place, before in zip(places, [0, *places], strict=False):
        if parts and place != before + 1:
            parts.append("…")
        parts.append(words[place - 1])
    return " ".join(parts)

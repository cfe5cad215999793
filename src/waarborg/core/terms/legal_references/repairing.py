"""Repair of Juriconnect references as they are found in practice, with an account of what was repaired.

Files hold references with a slash in front, without the start, with the `&amp;` of HTML, with spaces, or two in one
field. A repair changes the notation only; where the meaning would have to be guessed, the reference stays
unreadable.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from waarborg.core.terms.legal_references.juriconnect import USUAL_VERSION, VERSIONS, Juriconnect
from waarborg.core.terms.legal_references.places import WITHIN_AN_ARTICLE, WITHOUT_NUMBER, Level
from waarborg.core.terms.legal_references.reference import UnreadableReference
from waarborg.core.terms.text import Text


class Repair(StrEnum):
    """What was done to make a reference readable; `EXPLANATIONS` says it in words."""

    ADDRESS = "address"
    AMPERSANDS = "ampersands"
    PERCENT_SIGNS = "percent_signs"
    SEVERAL = "several"
    FRONT = "front"
    SPACES = "spaces"
    END = "end"
    START = "start"
    CAPITALS = "capitals"
    NAMES = "names"
    DAYS = "days"
    EMPTY_PARTS = "empty_parts"
    DOUBLE_PARTS = "double_parts"
    ORDER = "order"
    VERSION = "version"


EXPLANATIONS = {
    Repair.ADDRESS: Text(
        nl="Het webadres ervoor is weggelaten.", en="The web address in front was left out."
    ),
    Repair.AMPERSANDS: Text(
        nl="“&amp;” of “?” is vervangen door “&”.", en="“&amp;” or “?” was replaced by “&”."
    ),
    Repair.PERCENT_SIGNS: Text(
        nl="Tekens met een procentteken zijn voluit geschreven.",
        en="Characters with a percent sign were written out.",
    ),
    Repair.SEVERAL: Text(
        nl="Er stond meer dan één verwijzing; zij zijn gescheiden.",
        en="There was more than one reference; they were taken apart.",
    ),
    Repair.FRONT: Text(
        nl="Tekens vooraan, zoals een schuine streep, zijn weggelaten.",
        en="Characters in front, such as a slash, were left out.",
    ),
    Repair.SPACES: Text(
        nl="Spaties zijn weggelaten, of binnen een nummer vervangen door “_”.",
        en="Spaces were left out, or replaced by “_” within a number.",
    ),
    Repair.END: Text(nl="Tekens aan het eind zijn weggelaten.", en="Characters at the end were left out."),
    Repair.START: Text(nl="Het begin is aangevuld tot “jci…”.", en="The start was completed to “jci…”."),
    Repair.CAPITALS: Text(
        nl="Hoofdletters en kleine letters zijn hersteld.", en="Upper and lower case were restored."
    ),
    Repair.NAMES: Text(
        nl="De naam van een deel van de wet is vervangen door die uit de standaard.",
        en="The name of a part of the law was replaced by that of the standard.",
    ),
    Repair.DAYS: Text(
        nl="Een dag is als jaar-maand-dag geschreven.", en="A day was written as year-month-day."
    ),
    Repair.EMPTY_PARTS: Text(nl="Een leeg deel is weggelaten.", en="An empty part was left out."),
    Repair.DOUBLE_PARTS: Text(
        nl="Een deel dat er twee keer hetzelfde stond, staat er nu één keer.",
        en="A part that was there twice, the same both times, is there once now.",
    ),
    Repair.ORDER: Text(
        nl="De delen zijn op volgorde gezet, van groot naar klein.",
        en="The parts were put in order, from large to small.",
    ),
    Repair.VERSION: Text(
        nl=f"De versie is {USUAL_VERSION} geworden, want een oudere kent deze delen niet.",
        en=f"The version became {USUAL_VERSION}, because an older one does not know these parts.",
    ),
}

_ADDRESS = re.compile(r"https?://[^/\s]+/+", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp;)+|(?<=[0-9])\?", re.IGNORECASE)
_NEXT_ONE = re.compile(r"(?<=.)[/;,\s|]+(?=/?jci[0-9.]*:[cv]:)", re.IGNORECASE)
_LOOSE_SPACES = re.compile(r"\s*([&=:])\s*")
_START = re.compile(
    r"(?:(?P<start>[^:&]{0,7}):)?(?P<form>[cv]):(?P<rest>BWB[RV][0-9]{7}(?![0-9]).*)",
    re.IGNORECASE | re.DOTALL,
)
_DUTCH_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_LOOSE_DAY = re.compile(r"([0-9]{4})[-/.]?([0-9]{1,2})[-/.]?([0-9]{1,2})")
_DAYS = ("s", "e", "z", "g")
_ALIASES = {
    "art": Level.ARTICLE,
    "artikelen": Level.ARTICLE,
    "artikelnummer": Level.ARTICLE,
    "titel": Level.TITLE,
    "onderdeel": Level.POINT,
    "sub": Level.POINT,
    "subparagraaf": Level.SUBSECTION,
    "sub_paragraaf": Level.SUBSECTION,
    "leden": Level.PARAGRAPH,
    "volzin": Level.SENTENCE,
    "zichtdatum": "z",
    "geldigheidsdatum": "g",
    "startdatum": "s",
    "einddatum": "e",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text turned out to mean: its references, at least one, and what had to be repaired for that."""

    references: tuple[Juriconnect, ...]
    repairs: tuple[Repair, ...] = ()

    def __post_init__(self) -> None:
        if not self.references:
            raise ValueError("a reading has at least one reference")

    @property
    def reference(self) -> Juriconnect:
        """The first reference, which is the only one in all but a few texts."""
        return self.references[0]

    def explain(self, language: str) -> tuple[str, ...]:
        """What was repaired, in words."""
        return tuple(EXPLANATIONS[repair].in_language(language) for repair in self.repairs)


def find_repair(text: str) -> Reading | None:
    """What `text` means, repaired where needed; None when it cannot be read."""
    try:
        return read_leniently(text)
    except UnreadableReference:
        return None


def read_leniently(text: str) -> Reading:
    """Read a Juriconnect reference, or several in one text, and say what was repaired.

    A text that keeps to the standard comes back without repairs. Raises `UnreadableReference` with what is still
    wrong after every repair.
    """
    try:
        return Reading((Juriconnect.parse(text),))
    except UnreadableReference:
        pass  # the message after the repairs is the one that counts
    repairs: list[Repair] = []
    plain = _ADDRESS.sub("", unquote(_AMPERSAND.sub("&", text)))
    _note(repairs, Repair.ADDRESS, _ADDRESS.search(text) is not None)
    _note(repairs, Repair.AMPERSANDS, _AMPERSAND.search(text) is not None)
    _note(repairs, Repair.PERCENT_SIGNS, unquote(text) != text)
    _note(repairs, Repair.SPACES, plain.strip() != plain)
    pieces = _NEXT_ONE.split(plain.strip())
    _note(repairs, Repair.SEVERAL, len(pieces) > 1)
    try:
        references = tuple(Juriconnect.parse(_repair_one(piece, repairs)) for piece in pieces)
    except UnreadableReference as error:
        raise UnreadableReference(text, error.message) from None
    return Reading(references, tuple(repairs))


def _note(repairs: list[Repair], repair: Repair, done: bool) -> None:
    if done and repair not in repairs:
        repairs.append(repair)


def _repair_one(text: str, repairs: list[Repair]) -> str:
    for repair, step in _STEPS:
        changed = step(text)
        _note(repairs, repair, changed != text)
        text = changed
    return text


def _complete_start(text: str) -> str:
    """Complete a start that lost its first characters, such as `3:c:` or `1.0:c:`; the usual version goes first."""
    found = _START.fullmatch(text)
    if found is None:
        return text
    start = (found["start"] or "").lower().replace(",", ".")
    versions = (USUAL_VERSION, *VERSIONS)
    if start in {f"jci{version}" for version in versions}:
        return text
    version = next((version for version in versions if f"jci{version}".endswith(start)), None)
    if start in ("jci", "jc", "j"):
        version = USUAL_VERSION
    return text if version is None else f"jci{version}:{found['form']}:{found['rest']}"


def _restore_case(text: str) -> str:
    head, sign, parts = text.partition("&")
    if head.count(":") != 2:
        return text
    start, form, bwb_id = head.split(":")
    names = [f"{name.lower()}{equals}{value}" for name, equals, value in _parts(parts)]
    return f"{start.lower()}:{form.lower()}:{bwb_id.upper()}{sign}{'&'.join(names)}"


def _parts(text: str) -> list[tuple[str, str, str]]:
    return [part.partition("=") for part in text.split("&")]


def _on_parts(
    change: Callable[[list[tuple[str, str, str]]], list[tuple[str, str, str]]],
) -> Callable[[str], str]:
    """A step that changes the parts after the BWB-id, each as name, equals sign and value."""

    def step(text: str) -> str:
        head, sign, parts = text.partition("&")
        if not sign:
            return text
        return "&".join([head, *("".join(part) for part in change(_parts(parts)))])

    return step


def _rename(parts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(str(_ALIASES.get(name, name)), sign, value) for name, sign, value in parts]


def _rewrite_days(parts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(name, sign, _rewrite_day(value) if name in _DAYS else value) for name, sign, value in parts]


def _rewrite_day(value: str) -> str:
    if found := _DUTCH_DAY.fullmatch(value):
        day, month, year = found.groups()
    elif found := _LOOSE_DAY.fullmatch(value):
        year, month, day = found.groups()
    else:
        return value
    return f"{year}-{month:0>2}-{day:0>2}"


def _drop_empty(parts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    kept = [
        (name, "" if name in set(WITHOUT_NUMBER) and not value else sign, value)
        for name, sign, value in parts
    ]
    return [part for part in kept if part[2] or part[0] in set(WITHOUT_NUMBER)]


def _drop_double(parts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [part for index, part in enumerate(parts) if part not in parts[:index] or part[0] == Level.POINT]


def _put_in_order(parts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    places = [part for part in parts if part[0] not in _DAYS]
    in_order = sorted(places, key=lambda part: Level(part[0]).rank() if part[0] in set(Level) else 0)
    return parts if in_order == places else [*in_order, *(part for part in parts if part[0] in _DAYS)]


def _raise_version(text: str) -> str:
    """Give a reference of an old version the usual one when it names what the old one does not know."""
    parts = text.partition("&")[2]
    needs = any(name == "z" or name in set(WITHIN_AN_ARTICLE) for name, _, _ in _parts(parts))
    return re.sub(r"^jci1\.[012]:", f"jci{USUAL_VERSION}:", text) if needs else text


#: In the order in which they must be done.
_STEPS: tuple[tuple[Repair, Callable[[str], str]], ...] = (
    (Repair.SPACES, lambda text: re.sub(r"\s+", "_", _LOOSE_SPACES.sub(r"\1", text.strip()))),
    (Repair.FRONT, lambda text: text.lstrip("/([<\"'“‘")),
    (Repair.END, lambda text: text.rstrip("&.,;:/)]}>\"'”’=_")),
    (Repair.START, _complete_start),
    (Repair.CAPITALS, _restore_case),
    (Repair.NAMES, _on_parts(_rename)),
    (Repair.DAYS, _on_parts(_rewrite_days)),
    (Repair.EMPTY_PARTS, _on_parts(_drop_empty)),
    (Repair.DOUBLE_PARTS, _on_parts(_drop_double)),
    (Repair.ORDER, _on_parts(_put_in_order)),
    (Repair.VERSION, _raise_version),
)

"""A system card as a proposal for a dossier: what each field would become, and what has no place.

What Waarborg wrote comes back exactly (`own_values`); else the words of a field are read. Nothing here changes
anything: a person confirms each line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from waarborg.adapters.cards.card_shapes import SYSTEM
from waarborg.adapters.cards.card_text import parse_card, refuse
from waarborg.adapters.cards.own_values import OWN, fingerprint
from waarborg.adapters.cards.shapes import require_shape
from waarborg.adapters.cards.system_fields import FACTS, LABELS
from waarborg.adapters.cards.system_words import Found, Kept, Left, read_field
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.documents.system_card import SCHEMA_VERSION
from waarborg.adapters.markup import clean
from waarborg.core.profile.vocabulary import Type
from waarborg.core.terms.text import Text

#: A longer text is no description of one system.
LONGEST_FACT = 100_000
#: What becomes a note is no longer than this together; the rest has no place.
LONGEST_NOTES = 40_000
_SHORT = 300
_NO_LINE = frozenset(("schema_version", "provenance", OWN))
_UNKNOWN = Text("De standaard kent dit veld niet.", "The standard does not know this field.")
_TOO_LONG = Text("Deze tekst is te lang voor een dossier.", "This text is too long for a dossier.")
_TOO_MANY = Text("Dit past niet meer in de notities.", "This does not fit in the notes any more.")
_TWICE = Text("Een ander veld van de kaart zegt dit feit al.", "Another field of the card says this fact already.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SystemCard:
    """What a card holds for a dossier. facts: by key, in the order of the card. notes: what becomes a note.

    document: the card itself. made_at, made_with: what the card says of where it comes from; empty when it does not.
    """

    file: str
    name: str
    facts: tuple[Found, ...]
    notes: tuple[Kept, ...]
    left: tuple[Left, ...]
    document: Mapping[str, Any]
    made_at: str = ""
    made_with: str = ""


def read_system_card(content: bytes, *, file: str) -> SystemCard:
    """Return what a system card in YAML or JSON holds for a dossier. Raises `CardError`."""
    document = parse_card(content, file=file)
    if "contents" in document and "schema_version" not in document:
        raise refuse(
            file,
            "$",
            Text("Dit is een kaart van een toets, geen systeemkaart.", "This is an assessment card, no system card."),
            Text("Open de toets in het dossier en lees de kaart daar in.", "Open the assessment in the dossier and bring the card in there."),
        )  # fmt: skip
    require_shape(document, SYSTEM, file=file)
    provenance = document.get("provenance", {})
    lines = [line for field in _in_order(document) for line in _read(document, field)]
    facts, left = _check([line for line in lines if isinstance(line, Found)])
    notes, too_many = _bound([line for line in lines if isinstance(line, Kept)])
    return SystemCard(
        file=file,
        name=str(document.get("name", "")).strip(),
        facts=facts,
        notes=notes,
        left=(*(line for line in lines if isinstance(line, Left)), *left, *too_many),
        document=document,
        made_at=str(provenance.get("timestamp", "")),
        made_with=str(provenance.get("uri", "")),
    )


def _in_order(document: Mapping[str, Any]) -> Iterator[str]:
    """The fields of a card in the order of the standard, then those it does not know."""
    yield from (field for field in LABELS if field in document)
    yield from (field for field in document if field not in LABELS and field not in _NO_LINE)


def _read(document: Mapping[str, Any], field: str) -> Iterator[Found | Kept | Left]:
    if field not in LABELS:
        yield Left(field, _shorten(document[field]), _UNKNOWN)
        return
    exact = _find_exact(document, field)
    if exact is None:
        yield from read_field(field, document[field])
        return
    yield from (Found(field, key, value) for key, value in exact.items())
    # What words hold besides the facts, such as the name of the organisation, is told as of any card.
    yield from (line for line in read_field(field, document[field]) if isinstance(line, Left) and line.always)


def _find_exact(document: Mapping[str, Any], field: str) -> dict[str, object] | None:
    """The facts from which Waarborg wrote a field; None when it did not, or somebody changed the words since."""
    own = document.get(OWN)
    fields = own.get("fields") if isinstance(own, dict) else None
    said = fields.get(field) if isinstance(fields, dict) else None
    facts = said.get("facts") if isinstance(said, dict) else None
    if (
        not isinstance(said, dict)
        or not isinstance(facts, dict)
        or not set(facts) <= set(FACTS.get(field, ()))
    ):
        return None
    return facts if said.get("words") == fingerprint(document[field]) else None


def _check(found: list[Found]) -> tuple[tuple[Found, ...], list[Left]]:
    """The facts that fit the vocabulary, with their markup made safe; and those that do not, with the reason."""
    facts: dict[str, Found] = {}
    left = []
    for line in found:
        value = _make_safe(line.key, line.value)
        faults = load_vocabulary().check(line.key, value)
        if line.key in facts:
            left.append(Left(line.field, _shorten(value), _TWICE))
        elif isinstance(value, str) and len(value) > LONGEST_FACT:
            left.append(Left(line.field, _shorten(value), _TOO_LONG))
        elif faults:
            fault = faults[0]
            why = Text(f"{fault.message.nl} {fault.remedy.nl}", f"{fault.message.en} {fault.remedy.en}")
            left.append(Left(line.field, _shorten(value), why))
        else:
            facts[line.key] = Found(line.field, line.key, value)
    return tuple(facts.values()), left


def _make_safe(key: str, value: object) -> object:
    is_markup = load_vocabulary().get_term(key).type is Type.MARKUP
    return clean(value) if is_markup and isinstance(value, str) else value


def _bound(kept: list[Kept]) -> tuple[tuple[Kept, ...], list[Left]]:
    notes, left, room = [], [], LONGEST_NOTES
    for line in kept:
        room -= len(line.words)
        if room >= 0:
            notes.append(line)
        else:
            left.append(Left(line.field, _shorten(line.words), _TOO_MANY))
            room += len(line.words)
    return tuple(notes), left


def _shorten(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


__all__ = ["SCHEMA_VERSION", "Found", "Kept", "Left", "SystemCard", "read_system_card"]

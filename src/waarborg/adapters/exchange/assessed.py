"""What becomes of a record here: converted, cleaned and checked.

An entry that is taken over stands outside the gate: whatever is wrong with it is shown with it, and blocks
nothing. It is refused only when it cannot be an entry at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from waarborg.adapters.exchange.records import Fault, Record
from waarborg.adapters.markup import clean
from waarborg.core.publication import markup
from waarborg.core.publication.conversion import Change, ChangeKind, Converted, convert
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.standard import Kind, Standard
from waarborg.core.publication.validity import check, is_empty
from waarborg.core.terms.text import Text

_DUTCH = "nld"


@dataclass(frozen=True, slots=True)
class Assessed:
    """A record with its values in the current standard, what is wrong with them, and why it is refused.

    `problems` block nothing for an entry that is taken over. `errors` do: with any, it is no entry.
    `translations` holds the converted values in other languages, by code.
    """

    record: Record
    converted: Converted
    problems: tuple[Problem, ...]
    errors: tuple[Fault, ...] = ()
    translations: Mapping[str, Converted] = field(default_factory=dict)

    @property
    def is_accepted(self) -> bool:
        """Whether the record can be taken over."""
        return not self.errors


def assess(record: Record, standard: Standard) -> Assessed:
    """Convert, clean and check a record. Refuses what has no name or organisation after that."""
    converted = _convert(record.values, record.language, record.version, standard)
    values, changes = dict(converted.values), list(converted.changes)
    lang = standard.find_field("lang")
    if is_empty(values.get("lang")) and record.language == _DUTCH and lang is not None:
        values["lang"] = _DUTCH
        changes.append(Change("lang", ChangeKind.DERIVED, _LANGUAGE_OF_EXPORT, _DUTCH))
        values = {key.key: values[key.key] for key in standard.fields if key.key in values}
    converted = Converted(values, tuple(changes), converted.leftover)
    return Assessed(
        record=record,
        converted=converted,
        problems=check(values, standard=standard),
        errors=tuple(_find_errors(record, values)),
        translations={
            language: _convert(other, language, record.version, standard)
            for language, other in record.translations.items()
        },
    )


def _convert(values: Mapping[str, Any], language: str, version: str, standard: Standard) -> Converted:
    headings = "nl" if language == _DUTCH else "en"
    converted = convert(values, version=version, standard=standard, language=headings)
    cleaned, changes = dict(converted.values), list(converted.changes)
    for key, value in converted.values.items():
        if standard.get_field(key).kind is Kind.MARKUP and isinstance(value, str):
            cleaned[key] = clean(value)
            if markup.has_markup(value) and markup.find_disallowed(value):
                changes.append(Change(key, ChangeKind.NORMALISED, _CLEANED, value))
    return Converted(cleaned, tuple(changes), converted.leftover)


def _find_errors(record: Record, values: Mapping[str, object]) -> list[Fault]:
    faults = []
    for key, what in (("name", Text("naam", "name")), ("organization", Text("organisatie", "organisation"))):
        if is_empty(values.get(key)):
            message = Text(nl=f"De {what.nl} is leeg.", en=f"The {what.en} is empty.")
            remedy = Text(nl=f"Vul de {what.nl} in.", en=f"Fill in the {what.en}.")
            faults.append(
                Fault(file=record.id, message=message, remedy=remedy, row=record.position, field=key)
            )
    return faults


_CLEANED = Text(
    nl="De opmaak die de standaard niet toestaat is weggehaald; de tekst bleef staan.",
    en="The markup that the standard does not allow was removed; the text remained.",
)
_LANGUAGE_OF_EXPORT = Text(
    nl="De taal staat er niet bij; dit is de Nederlandse tekst van het register.",
    en="The language is not given; this is the Dutch text of the register.",
)

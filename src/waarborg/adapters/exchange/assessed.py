"""What becomes of a record here: converted, cleaned and checked.

An entry that is taken over stands outside the gate: whatever is wrong with it is shown with it, and blocks
nothing. It is refused only when it cannot be an entry at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from waarborg.adapters.exchange.records import Fault, Record, find_unusable
from waarborg.adapters.markup import clean
from waarborg.core.publication import markup
from waarborg.core.publication.conversion import VERSION_KEY, Change, ChangeKind, Converted, convert
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.shapes import has_shape
from waarborg.core.publication.standard import Field, Kind, Standard, is_same_version
from waarborg.core.publication.validity import check, is_empty
from waarborg.core.terms.text import Text

_DUTCH = "nld"


@dataclass(frozen=True, slots=True)
class Assessed:
    """A record with its values in the current standard, what is wrong with them, and why it is refused.

    `problems` block nothing for an entry that is taken over. `errors` do: with any, it is no entry.
    `translations` holds the converted values in other languages, by code; `earlier` the versions before this one.
    """

    record: Record
    converted: Converted
    problems: tuple[Problem, ...]
    errors: tuple[Fault, ...] = ()
    translations: Mapping[str, Converted] = field(default_factory=dict)
    earlier: "tuple[Assessed, ...]" = ()

    @property
    def is_accepted(self) -> bool:
        """Whether the record can be taken over."""
        return not self.errors


def assess(record: Record, standard: Standard) -> Assessed:
    """Convert, clean and check a record. Refuses what has no name or organisation after that.

    Values of an own export that have the right form stay exactly as they are.
    """
    converted = _take(record, record.values, record.language, standard)
    values, changes = dict(converted.values), list(converted.changes)
    lang = standard.find_field("lang")
    if (
        is_empty(values.get("lang"))
        and record.language == _DUTCH
        and lang is not None
        and not record.is_exact
    ):
        values["lang"] = _DUTCH
        changes.append(Change("lang", ChangeKind.DERIVED, _LANGUAGE_OF_EXPORT, _DUTCH))
        values = {key.key: values[key.key] for key in standard.fields if key.key in values}
    converted = Converted(values, tuple(changes), converted.leftover | record.leftover)
    translations = {
        language: _translate(record, other, language, standard)
        for language, other in record.translations.items()
    }
    unkeepable = _find_unkeepable(record, (converted, *translations.values()))
    return Assessed(
        record=record,
        converted=converted,
        problems=check(values, standard=standard),
        errors=(*_find_errors(record, values), *unkeepable),
        translations=translations,
        earlier=tuple(assess(one, standard) for one in record.earlier),
    )


def take_texts(record: Record, standard: Standard) -> tuple[dict[str, object], dict[str, object]]:
    """Return the values of a record in the current standard and its English texts, without checking them."""
    values = _take(record, record.values, record.language, standard).values
    english = record.translations.get("eng")
    return dict(values), dict(_translate(record, english, "eng", standard).values) if english else {}


def _translate(record: Record, texts: Mapping[str, Any], language: str, standard: Standard) -> Converted:
    """Texts in another language have a version of the standard only when they say so themselves."""
    taken = _take(record, texts, language, standard)
    values = {key: value for key, value in taken.values.items() if key in texts or key != VERSION_KEY}
    return Converted(values, taken.changes, taken.leftover)


def _take(record: Record, values: Mapping[str, Any], language: str, standard: Standard) -> Converted:
    """Keep exactly what can be kept, and convert the rest."""
    if not record.is_exact or not is_same_version(record.version, standard.version):
        return _convert(values, language, record.version, standard)
    exact = {key: value for key, value in values.items() if _can_be_kept(standard.find_field(key), value)}
    if len(exact) == len(values):
        return Converted(exact, (), {})
    rest = _convert(
        {key: value for key, value in values.items() if key not in exact}, language, record.version, standard
    )
    kept = {key: value for key, value in rest.values.items() if key in values or key != VERSION_KEY}
    return Converted(kept | exact, rest.changes, rest.leftover)


def _can_be_kept(field: Field | None, value: object) -> bool:
    """Whether a value has the form of its field, and no markup that may not stand there."""
    if field is None or not has_shape(field, value):
        return False
    if field.kind is Kind.MARKUP and isinstance(value, str):
        return not markup.has_markup(value) or not markup.find_disallowed(value)
    return True


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


def _find_unkeepable(record: Record, texts: Iterable[Converted]) -> list[Fault]:
    """What no database can keep. A cell may hold a list in JSON, in which such characters are written otherwise."""
    faults = []
    for text in texts:
        for values in (text.values, text.leftover):
            if found := find_unusable(values):
                path, message, remedy = found
                faults.append(
                    Fault(file=record.id, message=message, remedy=remedy, row=record.position, field=path)
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

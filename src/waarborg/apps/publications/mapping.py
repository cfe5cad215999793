"""From facts to the fields of the publication standard and back, and from rows to what pages show."""

from collections.abc import Mapping
from functools import cache

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms.actions import ENGLISH as ENGLISH_FACT
from waarborg.apps.organisations.models import Organisation
from waarborg.core.publication.standard import Kind
from waarborg.core.terms.digests import digest

#: Ends the name of a field that holds the English text of another, in forms and working copies.
ENGLISH = "@en"
LANGUAGE_VALUE = "nld"
#: Fields that follow from the dossier itself and are never typed.
DERIVED = ("organization", "lang", "standard_version", "lars", "publication_dt")


@cache
def key_of_field() -> dict[str, str]:
    """The key of the fact that fills each field of the publication standard."""
    return {term.publication: term.key for term in load_vocabulary().terms if term.publication}


@cache
def translatable_fields() -> tuple[str, ...]:
    """Fields of running text, that can have an English version."""
    standard = load_standard()
    return tuple(
        field.key
        for field in standard.fields
        if field.key in key_of_field()
        and (field.kind is Kind.MARKUP or field.key in ("name", "description_short"))
        and field.key != "tags"
    )


def values_from_facts(facts: Mapping[str, object], organisation: Organisation) -> dict[str, object]:
    """The Dutch values of an entry: what the facts say, and what follows from the dossier."""
    values: dict[str, object] = {
        field: facts[key] for field, key in key_of_field().items() if facts.get(key) not in (None, "", [])
    }
    return values | {
        "organization": organisation.name,
        "lang": LANGUAGE_VALUE,
        "standard_version": load_standard().version,
    }


def english_from_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """The English texts of an entry."""
    keys = key_of_field()
    return {
        field: facts[keys[field] + ENGLISH_FACT]
        for field in translatable_fields()
        if facts.get(keys[field] + ENGLISH_FACT) not in (None, "")
    }


def fact_key(name: str) -> str | None:
    """The key of the fact that fills a field (`goal`) or its English text (`goal@en`); None when there is none."""
    field, _, language = name.partition("@")
    key = key_of_field().get(field)
    if field in DERIVED or key is None:
        return None
    if not language:
        return key
    return key + ENGLISH_FACT if language == "en" and field in translatable_fields() else None


def facts_from_fields(values: Mapping[str, object]) -> dict[str, object]:
    """The facts that these fields say. Empty fields become None: not known."""
    return {
        key: value if value not in ("", []) else None
        for name, value in values.items()
        if (key := fact_key(name)) is not None
    }


def field_of_key(key: str) -> str | None:
    """The field that a fact fills, with `@en` when it is the English text; None when it fills none."""
    for field, own_key in key_of_field().items():
        if key == own_key:
            return field
        if key == own_key + ENGLISH_FACT and field in translatable_fields():
            return field + ENGLISH
    return None


def content_digest(values: Mapping[str, object], values_en: Mapping[str, object]) -> str:
    """Digest of what a version says, by which two versions are the same or not."""
    return digest([dict(values), dict(values_en)])

"""The words by which people name an algorithm, with the facts they suggest: the content file to the core objects."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.entering import Entries, Entry, Hint
from waarborg.core.framework.framework import Framework
from waarborg.core.profile.vocabulary import UnknownKey
from waarborg.core.terms.text import LANGUAGES, Text

FILE = "framework/entry-words.yaml"


@cache
def load_entry_words() -> Entries:
    """Return the entries as they come with the product.

    Raises `ContentError` when the file has a fault, or suggests what the vocabulary does not have or no rule reads.
    """
    document = read_yaml(FILE, schema="framework/entry-words.schema.json")
    return make_entries(document, load_framework())


def make_entries(document: Mapping[str, Any], framework: Framework) -> Entries:
    """Return the entries of a document that meets the schema.

    Raises `ContentError` for a fact that the vocabulary does not have or no rule reads, a value that does not fit, a
    reason without its fact, and for an id or a word that is there twice.
    """
    kinds = [_make_entry(one, framework, f"kinds[{place}]") for place, one in enumerate(document["kinds"])]
    general = [
        _make_entry(one, framework, f"general[{place}]") for place, one in enumerate(document["general"])
    ]
    try:
        return Entries(kinds, general)
    except ValueError as error:
        raise _refuse("$", str(error), "Keep it in one place, or write it otherwise") from error


def _make_entry(one: Mapping[str, Any], framework: Framework, place: str) -> Entry:
    facts, reasons = one["facts"], one.get("reasons", {})
    if strange := reasons.keys() - facts.keys():
        named = ", ".join(sorted(strange))
        raise _refuse(f"{place}.reasons", f"{one['id']} does not suggest {named}", "Take the reason out")
    return Entry(
        id=one["id"],
        label=Text(**one["label"]),
        words=_list_words(one["words"]),
        subjects=_list_words(one["subjects"]) if "subjects" in one else (),
        hints=tuple(
            _make_hint(key, value, reasons.get(key), framework, f"{place}.facts.{key}")
            for key, value in facts.items()
        ),
        check=Text(**one["check"]) if "check" in one else None,
        is_firm=one.get("firm", False),
        withholds=one.get("withholds", False),
    )


def _make_hint(
    key: str, value: Any, reason: Mapping[str, str] | None, framework: Framework, place: str
) -> Hint:
    try:
        framework.vocabulary.require(key, value)
    except UnknownKey as error:
        raise _refuse(place, str(error), "`waarborg framework facts` lists them all") from error
    except ValueError as error:
        raise _refuse(place, str(error), "`waarborg framework facts` says what fits") from error
    if framework.readings.find(key) is None:
        raise _refuse(place, f"no rule reads {key}", "Suggest a fact on which an obligation depends")
    term = framework.vocabulary.get_term(key)
    return Hint(term, tuple(value) if isinstance(value, list) else value, Text(**reason) if reason else None)


def _list_words(words: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The words of both languages; each once, as a text may hold either."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in words[language]))


def _refuse(place: str, fault: str, remedy: str) -> ContentError:
    return ContentError(file=FILE, path=place, fault=fault, remedy=remedy)

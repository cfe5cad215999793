"""Texts of the framework: in both languages, in short sentences, without an exclamation mark."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import cast

import pytest

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.adapters.framework_files.tree_reading import load_tree_reading
from waarborg.core.framework.requirements import Requirement
from waarborg.core.terms.text import LANGUAGES, Text

FRAMEWORK = load_framework()
MOST_WORDS = 30
KINDS: dict[str, tuple[object, ...]] = {
    "releases": FRAMEWORK.releases,
    "sources": FRAMEWORK.sources,
    "words": (*FRAMEWORK.phases, *FRAMEWORK.roles, *FRAMEWORK.subjects, *FRAMEWORK.addressees),
    "classes": FRAMEWORK.classes,
    "requirements": FRAMEWORK.requirements,
    "measures": FRAMEWORK.measures,
    "instruments": FRAMEWORK.instruments,
    "glossary": FRAMEWORK.glossary,
    "readings": FRAMEWORK.readings.readings,
    "assumptions": FRAMEWORK.readings.assumptions,
    "differences": load_tree_reading().differences,
    "conditions": tuple(
        frame
        for frame in FRAMEWORK.rules.facts
        if frame.name in {item.condition for item in FRAMEWORK.requirements}
    ),
}
#: Fields whose text is a name; a name can be the same in both languages.
NAMES = {"title", "label", "word", "by"}


def list_texts(part: object, name: str = "") -> Iterator[tuple[str, Text]]:
    """Every text in a part of the framework, with the field it stands in."""
    if isinstance(part, Text):
        yield name, part
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from list_texts(getattr(part, field.name), field.name)
    elif isinstance(part, tuple | list):
        for item in cast(tuple[object, ...], part):
            yield from list_texts(item, name)
    elif isinstance(part, dict):
        for item in cast(dict[object, object], part).values():
            yield from list_texts(item, name)


def split_sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?])\s", text)


def find_faults(text: str) -> list[str]:
    """What is wrong with a text in one language."""
    faults = [
        f"{len(sentence.split())} words: {sentence}"
        for sentence in split_sentences(text)
        if len(sentence.split()) > MOST_WORDS
    ]
    if "!" in text:
        faults.append(f"an exclamation mark: {text}")
    if text != " ".join(text.split()):
        faults.append(f"loose spaces: {text!r}")
    if re.search(r"\b(?:lorem|todo|tbd)\b", text, re.IGNORECASE):
        faults.append(f"not finished: {text}")
    return faults


@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_plain(kind: str) -> None:
    texts = [text for part in KINDS[kind] for _, text in list_texts(part)]
    assert texts
    faults = [
        fault for text in texts for language in LANGUAGES for fault in find_faults(text.in_language(language))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_was_left_untranslated(kind: str) -> None:
    same = [
        text.nl
        for part in KINDS[kind]
        for name, text in list_texts(part)
        if name not in NAMES and text.nl == text.en and len(text.nl.split()) > 3
    ]
    assert not same


@pytest.mark.parametrize("item", FRAMEWORK.requirements, ids=lambda item: item.code)
def test_a_requirement_ends_its_sentences(item: Requirement) -> None:
    for wording in item.wordings:
        for text in (wording.asks, wording.reason, wording.consequences, *wording.criteria):
            for language in LANGUAGES:
                assert text.in_language(language).endswith((".", "?")), text


def test_a_long_sentence_an_exclamation_mark_and_loose_spaces_are_found() -> None:
    assert find_faults("Een zin. " + "woord " * 30 + "einde.") == ["31 words: " + "woord " * 30 + "einde."]
    assert find_faults("Pas op!") == ["an exclamation mark: Pas op!"]
    assert find_faults("Twee  spaties.") == ["loose spaces: 'Twee  spaties.'"]
    assert find_faults("Goed. Ook goed?") == []

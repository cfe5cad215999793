"""The words by which people enter, as they come with the product: whole, in both languages, and true to the vocabulary."""

import copy
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.adapters.framework_files.entry_words import FILE, load_entry_words, make_entries
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import apply_to_all
from waarborg.core.framework.entering import MOST_KINDS, Entry, Suggested, suggest
from waarborg.core.terms.text import Text

DOCUMENT = read_yaml(FILE, schema="framework/entry-words.schema.json")
ENTRIES = load_entry_words()
FRAMEWORK = load_framework()
ALL = (*ENTRIES.kinds, *ENTRIES.general)
#: What a chatbot and the like are, when nobody says otherwise; worked out by hand from the AI Act.
BASE = {"built_or_bought": "bought", "prohibited_practices": ["none"], "transparency_exceptions": ["none"]}
CLASSES = {
    "chatbot": "transparency",
    "deepfake": "transparency",
    "document-classification": "minimal",
    "camera-counting": "minimal",
    "parking-scan-car": "minimal",
    "woz": "minimal",
    "tax-risk": "minimal",
    "forecasts": "minimal",
    "benefits-fraud": "high_risk",
    "youth-care": "high_risk",
    "cv-screening": "high_risk",
    "adaptive-learning": "high_risk",
    "offender-risk": "high_risk",
    "medical-device": "high_risk",
    "benefit-calculation": "not_ai",
    "parking-permit": "not_ai",
    "permit-check": "not_ai",
    "admission-lottery": "not_ai",
}


def facts_of(entry: Entry) -> dict[str, object]:
    return {
        hint.term.key: list(hint.value) if isinstance(hint.value, tuple) else hint.value
        for hint in entry.hints
    }


def samples(word: str) -> list[str]:
    """A word of the file as people write it: with a space and, where it is more than one, with a hyphen."""
    plain = " ".join(word.replace("*", "").split())
    return [
        " ".join(plain.replace("+", " ").split()),
        *([plain.replace(" ", "-")] if "+" not in plain else []),
    ]


def texts_of(entry: Entry) -> list[Text]:
    reasons = [hint.reason for hint in entry.hints if hint.reason]
    return [*reasons, *([entry.check] if entry.check else [])]


def require_fits(found: Suggested) -> None:
    """What is suggested fits the vocabulary, once for each term, and comes from what was found."""
    assert len(found.kinds) <= MOST_KINDS
    keys = [one.term.key for one in found.facts]
    assert len(keys) == len(set(keys))
    recognised = {one.entry.id for one in (*found.kinds, *found.said)}
    for one in found.facts:
        assert not FRAMEWORK.vocabulary.check(one.term.key, one.value), one
        assert {origin.found.entry.id for origin in one.origins} <= recognised
    for conflict in found.conflicts:
        assert conflict.followed.hint.term.key == conflict.other.hint.term.key
        assert conflict.followed.hint.term.key in keys


# --- the file ----------------------------------------------------------------------------------------------
def test_there_are_kinds_for_most_of_what_public_bodies_use() -> None:
    assert len(ENTRIES.kinds) >= 60
    assert all(entry.check for entry in ENTRIES.kinds)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.id)
def test_every_fact_exists_and_fits_the_vocabulary(entry: Entry) -> None:
    assert entry.hints
    for key, value in facts_of(entry).items():
        assert FRAMEWORK.vocabulary.check(key, value) == ()
        assert FRAMEWORK.readings.find(key) is not None, f"no rule reads {key}"


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.id)
def test_the_facts_of_an_entry_do_not_contradict_each_other(entry: Entry) -> None:
    assert FRAMEWORK.readings.translate(facts_of(entry)).conflicts == ()


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.id)
def test_texts_are_there_in_both_languages_in_plain_sentences(entry: Entry) -> None:
    for text in texts_of(entry):
        assert text.nl != text.en
        for one in (text.nl, text.en):
            assert one[-1] in ".?"
            assert "!" not in one
            for sentence in re.split(r"(?<=[.:?])\s", one):
                assert len(sentence.split()) <= 28, sentence


@pytest.mark.parametrize("entry", ENTRIES.kinds, ids=lambda entry: entry.id)
def test_a_kind_is_found_by_each_of_its_own_words_and_goes_first(entry: Entry) -> None:
    for word in entry.words:
        for text in samples(word):
            found = suggest(ENTRIES, text)
            assert found.kinds, text
            assert (found.kinds[0].entry.id, found.kinds[0].is_named) == (entry.id, True), text
            require_fits(found)


@pytest.mark.parametrize("entry", ENTRIES.kinds, ids=lambda entry: entry.id)
def test_a_kind_is_not_found_by_a_word_that_is_denied(entry: Entry) -> None:
    for word in (word for word in entry.words if "+" not in word):
        for text in samples(word):
            assert entry.id not in {one.entry.id for one in suggest(ENTRIES, f"geen {text}").kinds}, text


@pytest.mark.parametrize("entry", ENTRIES.kinds, ids=lambda entry: entry.id)
def test_a_kind_is_among_the_guesses_for_each_word_of_its_field(entry: Entry) -> None:
    for word in entry.subjects:
        for text in samples(word):
            assert entry.id in {one.entry.id for one in suggest(ENTRIES, text).kinds}, text


@pytest.mark.parametrize("entry", ENTRIES.general, ids=lambda entry: entry.id)
def test_a_general_entry_is_found_by_each_of_its_own_words(entry: Entry) -> None:
    for word in entry.words:
        for text in samples(word):
            assert entry.id in {one.entry.id for one in suggest(ENTRIES, text).said}, text


@pytest.mark.parametrize(("kind", "expected"), CLASSES.items(), ids=list(CLASSES))
def test_the_facts_of_a_kind_lead_to_the_class_that_a_lawyer_expects(kind: str, expected: str) -> None:
    (entry,) = (one for one in ENTRIES.kinds if one.id == kind)
    (applied,) = apply_to_all(FRAMEWORK, [{**BASE, **facts_of(entry)}], on=date(2028, 8, 3))
    assert applied.risk_class is not None
    assert applied.risk_class.id == expected


@pytest.mark.parametrize("language", ["values", "values_en"])
def test_the_name_of_every_example_names_a_kind(language: str) -> None:
    unnamed = []
    for file in ("dienst-en-ministerie", "nieuwerhaven", "three-dossiers", "toezicht-en-veiligheid",
                 "voorbeeldstad-sociaal", "voorbeeldstad", "water-en-provincie"):  # fmt: skip
        for one in read_yaml(f"examples/entries-{file}.yaml", schema=None)["entries"]:
            name = one[language]["name"]
            if not any(kind.is_named for kind in suggest(ENTRIES, name).kinds):
                unnamed.append(name)
    assert unnamed == []


# --- faults in the file ------------------------------------------------------------------------------------
def change(facts: Mapping[str, object] | None = None, **more: object) -> dict[str, Any]:
    """The file with another first kind."""
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    first = document["kinds"][0]
    first.update({**({"facts": dict(facts), "reasons": {}} if facts else {}), **more})
    return document


@pytest.mark.parametrize(
    ("document", "path", "fault"),
    [
        (change({"inferense": ["learned"]}), "kinds[0].facts.inferense", "did you mean 'inference'"),
        (change({"profiling": "yes"}), "kinds[0].facts.profiling", "not a yes or a no"),
        (change({"inference": ["none", "learned"]}), "kinds[0].facts.inference", "inference"),
        (change({"name": "Gem"}), "kinds[0].facts.name", "no rule reads name"),
        (change(reasons={"profiling": {"nl": "Dus.", "en": "So."}}), "kinds[0].reasons", "suggest profiling"),
        (change(id="voice-robot"), "$", "'voice-robot' is there twice"),
        (change(words={"nl": ["ocr"], "en": ["ocr"]}), "$", "'ocr' is there twice"),
        (change(words={"nl": ["a*b"], "en": ["ab"]}), "$", "can never be found"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(document: dict[str, Any], path: str, fault: str) -> None:
    with pytest.raises(ContentError, match=re.escape(fault)) as caught:
        make_entries(document, FRAMEWORK)
    assert (caught.value.file, caught.value.path) == (FILE, path)
    assert caught.value.remedy


# --- any text ----------------------------------------------------------------------------------------------
WORDS = sorted({text for entry in ALL for word in (*entry.words, *entry.subjects) for text in samples(word)})
BETWEEN = (
    "geen",
    "niet",
    "no",
    "not a",
    "zonder",
    "of",
    "or",
    "voor",
    "the",
    ".",
    ",",
    "-",
    "\n",
    "en",
    "’",
    "*",
)


@given(st.text(max_size=300))
def test_any_text_gives_an_answer_that_fits(text: str) -> None:
    require_fits(suggest(ENTRIES, text))


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=30).map(" ".join))
def test_any_mixture_of_known_words_gives_an_answer_that_fits(text: str) -> None:
    found = suggest(ENTRIES, text)
    require_fits(found)
    assert found == suggest(ENTRIES, text)
    assert all(word in text for one in (*found.kinds, *found.said) for word in one.words)
    assert all(words in text for words in found.denied)

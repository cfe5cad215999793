"""How facts of a dossier reach the rules: the content file to the core objects."""

from collections.abc import Mapping
from typing import Any

from waarborg.core.framework.questions import ANY, Assumption, ChoiceGroup, Reading, Readings
from waarborg.core.profile.vocabulary import Term, Type, Vocabulary
from waarborg.core.terms.text import Text


def make_readings(document: Mapping[str, Any], vocabulary: Vocabulary) -> Readings:
    """Return all readings. Raises `ValueError` for a key or a choice that the vocabulary does not have."""
    return Readings(
        (_make_reading(one, vocabulary) for one in document["terms"]),
        (
            Assumption(one["fact"], one["value"], one["term"], Text(**one["says"]))
            for one in document["assumed"]
        ),
    )


def _make_reading(one: Mapping[str, Any], vocabulary: Vocabulary) -> Reading:
    try:
        term = vocabulary.get_term(one["term"])
    except KeyError as error:
        raise ValueError(str(error)) from error
    facts, words = one.get("facts", {}), one.get("words")
    reading = Reading(
        term=term,
        yes_no=facts if isinstance(facts, str) else "",
        any_of={} if isinstance(facts, str) else {name: frozenset(among) for name, among in facts.items()},
        words=(words["fact"], words["texts"]) if words else None,
        value=one.get("value", ""),
        implies=one.get("implies", {}),
        question=Text(**one["question"]) if "question" in one else None,
        why=Text(**one["why"]) if "why" in one else None,
        choices={value: Text(**text) for value, text in one.get("choices", {}).items()},
        groups=tuple(
            ChoiceGroup(Text(**group["label"]), tuple(group["choices"])) for group in one.get("groups", ())
        ),
        leads_to=tuple(one.get("leads_to", ())),
    )
    _require_choices(reading, term)
    return reading


def _require_choices(reading: Reading, term: Term) -> None:
    known = {choice.value for choice in term.choices} | {ANY}
    if term.type is Type.BOOLEAN:
        known |= {"yes", "no"}
    named = {
        *reading.implies,
        *reading.choices,
        *(value for group in reading.groups for value in group.choices),
    }
    named |= {value for among in reading.any_of.values() for value in among}
    named |= set(reading.words[1]) if reading.words else set()
    if strange := named - known:
        raise ValueError(f"{term.key} has no choice {', '.join(sorted(strange))}")
    if reading.yes_no and term.type is not Type.BOOLEAN:
        raise ValueError(f"{term.key} is no yes or no, and stands for one")
    if reading.value and term.type is not Type.DATE:
        raise ValueError(f"{term.key} is no day, and stands for one")

"""From the facts of a dossier to those of the rules, and the everyday question for each.

A dossier holds facts under keys of the vocabulary; rules hold facts of law. A `Reading` says what a value under a key
means for the rules. What was said stands before what follows from it, and that stands before what is assumed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import lru_cache

from waarborg.core.law.values import Value
from waarborg.core.profile.vocabulary import Term, Type
from waarborg.core.terms.text import Text

#: What a facts file says for "I do not know"; a null says the same.
UNKNOWN_WORD = "unknown"
#: The key in `implies` for "whatever was chosen".
ANY = "*"


class Strength(IntEnum):
    """What a fact of law rests on, the strongest first."""

    SAID = 0
    FOLLOWS = 1
    ASSUMED = 2


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices that are shown together."""

    label: Text
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a value under a key of the vocabulary means for the rules, and how it is asked for.

    yes_no: the fact of law that is this yes or no. any_of: per fact of law the choices that make it true; without any
    of them it is false. words: a fact of law with the text it gets for each choice. value: the fact of law that gets
    the value itself. implies: per choice (or `yes`, `no`, or `*`) what follows unless somebody says otherwise.
    question, why: None for what is never asked. choices: everyday words per choice. leads_to: further facts of law
    that an answer settles, where that does not follow from the rest.
    """

    term: Term
    yes_no: str = ""
    any_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: tuple[str, Mapping[str, str]] | None = None
    value: str = ""
    implies: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    question: Text | None = None
    why: Text | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    groups: tuple[ChoiceGroup, ...] = ()
    leads_to: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the vocabulary."""
        return self.term.key

    def list_law_facts(self) -> tuple[str, ...]:
        """Return the names of the facts of law that a value under this key settles."""
        names = [self.yes_no, *self.any_of, self.words[0] if self.words else "", self.value, *self.leads_to]
        return tuple(name for name in names if name)

    def list_possible(self) -> tuple[object, ...]:
        """Return values that stand for every answer: yes and no, or each choice by itself. A day gives none."""
        if self.term.type is Type.BOOLEAN:
            return (True, False)
        if self.term.type is Type.CHOICE:
            return tuple(choice.value for choice in self.term.choices)
        if self.term.type is Type.CHOICES:
            return tuple([choice.value] for choice in self.term.choices)
        return ()

    def label_choice(self, value: str) -> Text:
        """Return how a choice is shown when it is asked for."""
        choice = self.term.find_choice(value)
        return self.choices.get(value) or (choice.label if choice else Text(value, value))

    def translate(self, value: object) -> Iterator[tuple[str, Value, Strength]]:
        """Yield what a value, which fits the term, means: facts of law with how strongly they hold."""
        chosen = _list_chosen(value)
        if self.yes_no and isinstance(value, bool):
            yield self.yes_no, value, Strength.SAID
        for name, among in self.any_of.items():
            yield name, bool(among.intersection(chosen)), Strength.SAID
        if self.words and isinstance(value, str) and value in self.words[1]:
            yield self.words[0], self.words[1][value], Strength.SAID
        if self.value and isinstance(value, str):
            yield self.value, date.fromisoformat(value), Strength.SAID
        for key in (*chosen, ANY):
            for name, follows in self.implies.get(key, {}).items():
                yield name, follows, Strength.FOLLOWS


def _list_chosen(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Assumption:
    """What holds for nearly every dossier of a public body. term: the key under which one says otherwise."""

    fact: str
    value: Value
    term: str
    says: Text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact of law comes from: the key whose value says it or from which it follows, or an assumption."""

    key: str
    strength: Strength
    assumption: Assumption | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two keys that say something else about one fact of law. The first is followed."""

    fact: str
    followed: str
    other: str


@dataclass(frozen=True, slots=True)
class LawFacts:
    """Facts of law that follow from a dossier.

    values: by name. origins: where each comes from. declined: keys of which somebody said that they do not know.
    assumed: the assumptions that were needed because nothing was said. conflicts: what was said in two ways.
    """

    values: Mapping[str, Value]
    origins: Mapping[str, Origin]
    declined: frozenset[str]
    assumed: tuple[Assumption, ...]
    conflicts: tuple[Conflict, ...]


class Readings:
    """All readings and assumptions. Raises `ValueError` when a key stands there twice."""

    def __init__(self, readings: Iterable[Reading], assumptions: Iterable[Assumption] = ()) -> None:
        self.readings = tuple(readings)
        self.assumptions = tuple(assumptions)
        self._by_key = {reading.key: reading for reading in self.readings}
        if len(self._by_key) != len(self.readings):
            raise ValueError("a key is read twice")
        self._order = {reading.key: place for place, reading in enumerate(self.readings)}
        self._assumed = tuple((item, Origin(item.term, Strength.ASSUMED, item)) for item in self.assumptions)
        # Thousands of dossiers have the same few answers.
        self._read = lru_cache(maxsize=10_000)(self._read_once)

    def find(self, key: str) -> Reading | None:
        """Return the reading of a key, or None when no rule reads it."""
        return self._by_key.get(key)

    def list_asked(self) -> tuple[Reading, ...]:
        """Return the readings that may be asked for, in order."""
        return tuple(reading for reading in self.readings if reading.question is not None)

    def translate(self, facts: Mapping[str, object], *, assuming: bool = True) -> LawFacts:
        """Return what the facts of a dossier, by key and of the right type, mean for the rules.

        None and `unknown` say that somebody does not know. Keys that no rule reads are left alone.
        """
        values: dict[str, Value] = {}
        origins: dict[str, Origin] = {}
        conflicts: list[Conflict] = []
        declined = {key for key, value in facts.items() if value is None or value == UNKNOWN_WORD}
        # What somebody says not to know is not filled in from what usually goes with something else.
        open_facts = {
            name for key in declined if key in self._by_key for name in self._by_key[key].list_law_facts()
        }
        said = [key for key in facts if key in self._by_key and key not in declined]
        for key in sorted(said, key=self._order.__getitem__):
            given = facts[key]
            kept = tuple(given) if isinstance(given, list) else given
            for name, value, origin in self._read(key, type(given).__name__, kept):
                if origin.strength is not Strength.SAID and name in open_facts:
                    continue
                known = origins.get(name)
                if known is not None and known.strength <= origin.strength:
                    if known.strength is origin.strength is Strength.SAID and values[name] != value:
                        conflicts.append(Conflict(name, known.key, key))
                    continue
                values[name], origins[name] = value, origin
        assumed: list[Assumption] = []
        for item, origin in self._assumed if assuming else ():
            if item.fact not in values and item.fact not in open_facts and item.term not in declined:
                values[item.fact], origins[item.fact] = item.value, origin
                assumed.append(item)
        return LawFacts(values, origins, frozenset(declined), tuple(assumed), tuple(conflicts))

    def _read_once(self, key: str, _type: str, value: object) -> tuple[tuple[str, Value, Origin], ...]:
        """What a value under a key means. `_type` tells `True` from 1 for whoever keeps the answers."""
        return tuple(
            (name, means, Origin(key, strength))
            for name, means, strength in self._by_key[key].translate(value)
        )

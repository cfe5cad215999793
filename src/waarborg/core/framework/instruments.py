"""The toolbox: the instruments that letters of the government name, and after; and the glossary."""

from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.framework.measures import Effort
from waarborg.core.terms.text import Text


class Binding(StrEnum):
    """Whether somebody must use an instrument: by law, by policy, or not."""

    LAW = "law"
    POLICY = "policy"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is published. at: the place in it; empty for the whole."""

    title: str
    link: str
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An instrument. form: the form in Waarborg; empty when there is none. letter: the letter that names it."""

    id: str
    title: Text
    kind: str
    purpose: Text
    binding: Binding
    for_whom: Text
    phases: tuple[str, ...]
    roles: tuple[str, ...]
    since: str
    source: Place
    requirements: tuple[str, ...]
    measures: tuple[str, ...]
    binding_because: Text | None = None
    effort: Effort | None = None
    letter: str = ""
    tool: str = ""
    form: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """What somebody says a word means, in our own words. used: where the rules go by this definition."""

    by: Text
    on: str
    source: Place
    says: Text
    used: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """A word that is explained in the interface. other_words: per language, forms that mean the same."""

    id: str
    word: Text
    meaning: Text
    other_words_nl: tuple[str, ...] = ()
    other_words_en: tuple[str, ...] = ()
    example: Text | None = None
    definitions: tuple[Definition, ...] = ()
    related: tuple[str, ...] = ()

    def list_words(self, language: str) -> tuple[str, ...]:
        """Return the word and its other forms in a language."""
        others = self.other_words_nl if language == "nl" else self.other_words_en
        return (self.word.in_language(language), *others)

"""Searching in requirements and measures: the words and filters in an address, and what they find."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse

from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.requirements import Requirement
from waarborg.core.terms.text import Text
from waarborg.public.framework.articles import cite
from waarborg.public.framework.showing import State, find_state
from waarborg.public.law.library import Day, say

MOST_LETTERS = 100
MOST_WORDS = 12
REQUIREMENTS, MEASURES = "vereisten", "maatregelen"
#: The filters, as they are called in addresses, each with the part of an item that it looks at.
FILTERS = {"wet": "laws", "voor": "addressees", "fase": "phases", "rol": "roles", "stand": "states"}
_SENTENCE = re.compile(r"(?<=[.?:]) +")


@dataclass(frozen=True)
class Query:
    """What is asked for. chosen: the value of each filter that is on."""

    text: str
    kind: str
    chosen: Mapping[str, str]

    @property
    def words(self) -> tuple[str, ...]:
        """The words, as they are compared."""
        return tuple(fold(self.text).split())[:MOST_WORDS]

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not self.text and not self.chosen

    def with_filter(self, key: str, value: str) -> "Query":
        """The same with a filter set, or taken away by an empty value."""
        chosen = {name: one for name, one in self.chosen.items() if name != key}
        return replace(self, chosen={**chosen, key: value} if value else chosen)

    def address(self, day: Day) -> str:
        """The page with what this asks for, for the same day."""
        given = QueryDict(mutable=True)
        given.update({"q": self.text} if self.text else {})
        given.update(dict(self.chosen))
        given.update({"soort": self.kind} if self.kind != REQUIREMENTS else {})
        given.update({} if day.is_today else {day.key: day.day.isoformat()})
        return reverse("public:framework") + (f"?{given.urlencode()}" if given else "")


@dataclass(frozen=True)
class Item:
    """A requirement or a measure, with what it can be found by."""

    part: Requirement | Measure
    title: str
    texts: tuple[str, ...]
    laws: frozenset[str]
    addressees: frozenset[str]
    phases: frozenset[str]
    roles: frozenset[str]
    states: frozenset[str]

    @cached_property
    def heading(self) -> str:
        """Its short name and title, as they are compared."""
        return fold(f"{self.part.code} {self.title}")

    @cached_property
    def found_in(self) -> str:
        """All that is searched, as it is compared."""
        return fold(" ".join((self.part.code, self.title, *self.texts)))


@dataclass(frozen=True)
class Marked:
    """A piece of a text, and whether it is a word that was looked for."""

    text: str
    is_match: bool


def fold(text: str) -> str:
    """A text as it is compared: without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def read_query(given: QueryDict, framework: Framework) -> Query:
    """What an address asks for; a filter with a value that is not there is left out."""
    text = " ".join(given.get("q", "").replace("\x00", " ").split())[:MOST_LETTERS].strip()
    known = list_values(framework)
    chosen = {key: given[key] for key in FILTERS if given.get(key, "") in known[key]}
    kind = MEASURES if given.get("soort") == MEASURES else REQUIREMENTS
    return Query(text, kind, chosen)


def list_values(framework: Framework) -> Mapping[str, Mapping[str, Text | None]]:
    """The values of each filter with what they are called; None for what pages call themselves."""
    return {
        "wet": {source.id: source.label for source in framework.sources},
        "voor": {word.id: word.label for word in framework.addressees},
        "fase": {word.id: word.label for word in framework.phases},
        "rol": {word.id: word.label for word in framework.roles},
        "stand": {state.value: None for state in State},
    }


# --- what can be found -----------------------------------------------------------------------------------
def list_items(framework: Framework, kind: str, day: Day) -> list[Item]:
    """All requirements, or all measures, with what they can be found by on a day."""
    requirements = [_make_requirement(one, day) for one in framework.requirements]
    if kind == REQUIREMENTS:
        return requirements
    by_id = {item.part.id: item for item in requirements}
    return [_make_measure(one, [by_id[link.requirement] for link in one.links]) for one in framework.measures]


def _make_requirement(requirement: Requirement, day: Day) -> Item:
    wording = requirement.word_on(day.day)
    return Item(
        part=requirement,
        title=say(wording.title),
        texts=(
            say(wording.asks),
            say(wording.reason),
            *(say(text) for text in wording.criteria),
            *(say(article.says) for article in wording.articles),
            *(cite(article) for article in wording.articles),
        ),
        laws=frozenset(article.source.id for article in wording.articles),
        addressees=frozenset(requirement.addressed),
        phases=frozenset(requirement.phases),
        roles=frozenset(requirement.roles),
        states=frozenset({find_state(requirement, day.day).value}),
    )


def _make_measure(measure: Measure, helps: Iterable[Item]) -> Item:
    """A measure: laws, addressees and state are those of the requirements that it helps to meet."""
    items = list(helps)
    return Item(
        part=measure,
        title=say(measure.title),
        texts=(say(measure.does), say(measure.done_when), say(measure.reason), *measure.adr, *measure.ark),
        laws=frozenset(law for item in items for law in item.laws),
        addressees=frozenset(one for item in items for one in item.addressees),
        phases=frozenset(measure.phases),
        roles=frozenset(measure.roles),
        states=frozenset(state for item in items for state in item.states),
    )


def find_items(items: Iterable[Item], query: Query) -> list[Item]:
    """The items with all words and filters; those with a word in the title first, else in the order given."""
    words = query.words
    found = [item for item in items if _fits(item, query.chosen)]
    if not words:
        return found
    found = [item for item in found if all(word in item.found_in for word in words)]
    return sorted(found, key=lambda item: -sum(word in item.heading for word in words))


def _fits(item: Item, chosen: Mapping[str, str]) -> bool:
    return all(value in getattr(item, FILTERS[key]) for key, value in chosen.items())


# --- the words that were looked for, marked ---------------------------------------------------------------
def mark(text: str, words: Iterable[str]) -> list[Marked]:
    """A text in pieces, with the words that were looked for apart."""
    return list(_mark(text, list(words)))


def _mark(text: str, words: list[str]) -> Iterator[Marked]:
    if not words:
        yield Marked(text, False)
        return
    # Folding can change how many letters there are, so places are found letter by letter.
    letters = [fold(letter) for letter in text]
    starts = [0]
    for letter in letters:
        starts.append(starts[-1] + len(letter))
    places = {start: number for number, start in enumerate(starts)}
    end = 0
    for found in re.finditer(
        "|".join(map(re.escape, sorted(words, key=len, reverse=True))), "".join(letters)
    ):
        first, last = places.get(found.start()), places.get(found.end())
        if first is None or last is None or first < end:
            continue
        if first > end:
            yield Marked(text[end:first], False)
        yield Marked(text[first:last], True)
        end = last
    if text[end:]:
        yield Marked(text[end:], False)


def find_sentence(item: Item, words: Iterable[str]) -> str:
    """The sentence of an item with most of the words that its title lacks; nothing when the title has them all."""
    wanted = [word for word in words if word not in item.heading]
    sentences = [sentence for text in item.texts for sentence in _SENTENCE.split(text) if sentence]
    counted = [(sum(word in fold(sentence) for word in wanted), sentence) for sentence in sentences]
    best = max(counted, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if best[0] else ""

"""Words of the glossary in a text: where they stand, so that each can be opened in place to what it means."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from waarborg.core.framework.instruments import GlossaryTerm

#: A longer form is looked for first, so that "high-risk AI system" is not explained as "AI system".
_SHORTEST = 2
#: Everybody who comes here knows these; explained each time, they would be in the way.
_COMMON = frozenset({"ai", "besluit", "wet", "decision", "law"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text. term: the word of the glossary that it is; None for the text around it."""

    text: str
    term: GlossaryTerm | None = None


class ExplainedWords:
    """The words of a glossary in one language, with their other forms."""

    def __init__(self, glossary: Iterable[GlossaryTerm], language: str) -> None:
        self._terms: dict[str, GlossaryTerm] = {}
        for term in glossary:
            for word in term.list_words(language):
                if len(word) >= _SHORTEST and word.casefold() not in _COMMON:
                    self._terms.setdefault(word.casefold(), term)
        words = sorted(self._terms, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)

    def split(self, text: str, known: Container[str] = ()) -> Iterator[Piece]:
        """Yield a text in pieces: each word of the glossary by itself the first time it occurs.

        known: ids of words that need no explanation any more.
        """
        explained: set[str] = set()
        place = 0
        for found in self._pattern.finditer(text):
            term = self._terms.get(found[1].casefold())
            if term is None or term.id in explained or term.id in known:
                continue
            explained.add(term.id)
            if found.start() > place:
                yield Piece(text[place : found.start()])
            yield Piece(found[1], term)
            place = found.end()
        if text[place:]:
            yield Piece(text[place:])

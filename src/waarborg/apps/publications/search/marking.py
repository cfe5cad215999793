"""Marks the words in a text that a question asked for."""

from collections.abc import Iterable

from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.port import Marked
from waarborg.apps.publications.search.words import RUN, analyse, split


def mark(text: str, clauses: Iterable[Clause]) -> Marked:
    """`text` in pieces, each with whether it is a word that one of the clauses asks for.

    Joined, the pieces are the text again. Of a phrase only words that stand together are marked.
    """
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(_find_places(text, list(clauses))):
        if end > done:
            start = max(start, done)
            pieces += [(text[done:start], False), (text[start:end], True)]
            done = end
    pieces.append((text[done:], False))
    return tuple(piece for piece in pieces if piece[0])


def _find_places(text: str, clauses: list[Clause]) -> set[tuple[int, int]]:
    """From where to where the words stand that are asked for."""
    stems = {clause.stems[0] for clause in clauses if clause.kind is Kind.WORD}
    prefixes = tuple(text for clause in clauses if clause.kind is Kind.PREFIX for text in clause.beginnings)
    places: set[tuple[int, int]] = set()
    if stems or prefixes:
        for run in RUN.finditer(text):
            for _, stem in analyse(run.group()):
                if stem in stems or (prefixes and stem.startswith(prefixes)):
                    places.add(run.span())
    phrases = [clause.stems for clause in clauses if clause.kind is Kind.PHRASE]
    words = list(split(text)) if phrases else []
    for phrase in phrases:
        for first in range(len(words) - len(phrase) + 1):
            together = words[first : first + len(phrase)]
            if tuple(word.stem for word in together) == phrase:
                places.update((word.start, word.end) for word in together)
    return places

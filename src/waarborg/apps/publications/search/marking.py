"""Marks the words in a text that a question asked for."""

from collections.abc import Iterable

from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.port import Marked
from waarborg.apps.publications.search.words import Word, split


def mark(text: str, clauses: Iterable[Clause]) -> Marked:
    """`text` in pieces, each with whether it is a word that one of the clauses asks for.

    Joined, the pieces are the text again. Of a phrase only words that stand together are marked.
    """
    words = list(split(text))
    marked: set[int] = set()
    for clause in clauses:
        marked |= _find_matches(words, clause)
    pieces: list[tuple[str, bool]] = []
    done = 0
    for number in sorted(marked):
        start, end = max(words[number].start, done), words[number].end
        if end > start:
            pieces += [(text[done:start], False), (text[start:end], True)]
            done = end
    pieces.append((text[done:], False))
    return tuple(piece for piece in pieces if piece[0])


def _find_matches(words: list[Word], clause: Clause) -> set[int]:
    stems = [word.stem for word in words]
    if clause.kind is Kind.PREFIX:
        return {number for number, stem in enumerate(stems) if stem.startswith(clause.stems[0])}
    length = len(clause.stems)
    starts = [
        number
        for number in range(len(stems) - length + 1)
        if stems[number] == clause.stems[0] and tuple(stems[number : number + length]) == clause.stems
    ]
    return {start + step for start in starts for step in range(length)}

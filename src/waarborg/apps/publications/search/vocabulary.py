"""The words of the register, and which of them somebody meant who typed another one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from waarborg.apps.publications.search.words import UNKNOWN

#: Lengths of words that are known, and that can be meant.
LENGTHS = range(3, 31)
#: A shorter word is never taken for a wrong spelling: too many others look like it.
SHORTEST = 4
#: From so many letters on, two of them may be wrong.
LONG = 7
#: Each half of a compound has so many letters at least.
HALF = 4
#: How far two words are from the compound of the two: further than one wrong letter, nearer than two.
_COMPOUND = 1.5


def is_word(plain: str) -> bool:
    """Whether a word is one that the vocabulary keeps: letters alone, not too short and not too long."""
    return len(plain) in LENGTHS and plain.isalpha() and not plain.startswith(UNKNOWN)


def allowed(word: str) -> int:
    """How many letters may be wrong in a word of this length."""
    if len(word) < SHORTEST or not is_word(word):
        return 0
    return 1 if len(word) < LONG else 2


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a word may have been meant to be: one known word, or the two halves of a compound."""

    words: tuple[str, ...]
    distance: float
    documents: int


class Settled:
    """The words that were counted at one moment, with how many entries hold each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts

    @cached_property
    def by_length(self) -> Mapping[int, Sequence[str]]:
        """The words of each length."""
        groups: dict[int, list[str]] = defaultdict(list)
        for word in self.counts:
            groups[len(word)].append(word)
        return groups


class Vocabulary:
    """The words that were counted, and what changed since: how many entries more or less hold a word."""

    def __init__(self, settled: Settled, changes: Mapping[str, int]) -> None:
        self._settled = settled
        self._changes = changes

    def count(self, word: str) -> int:
        """How many entries hold a word as it is written here."""
        return self._settled.counts.get(word, 0) + self._changes.get(word, 0)

    def find_nearest(self, word: str, most: int) -> list[Neighbour]:
        """The known words that differ least from this one, at most `most`; of equals the one in most entries first.

        A difference is a letter added, dropped, changed or exchanged with the next one. One may be in a short word,
        two in a long one. An unknown compound of two known words is a neighbour as well.
        """
        limit = allowed(word)
        if not limit:
            return []
        found = [
            Neighbour((near,), far, documents)
            for near, far in self._look_alike(word, limit)
            if far and (documents := self.count(near)) > 0
        ]
        found += self._split(word)
        return sorted(found, key=lambda one: (one.distance, -one.documents, one.words))[:most]

    def _look_alike(self, word: str, limit: int) -> Iterator[tuple[str, int]]:
        new = [one for one in self._changes if one not in self._settled.counts]
        groups: list[Iterable[str]] = [
            self._settled.by_length.get(length, ())
            for length in range(len(word) - limit, len(word) + limit + 1)
        ]
        for group in (*groups, new):
            for near, far, _ in extract(
                word, group, scorer=OSA.distance, processor=None, score_cutoff=limit, limit=None
            ):
                yield near, int(far)

    def _split(self, word: str) -> Iterator[Neighbour]:
        """The ways to part a compound in two known words, with or without an `s` between them."""
        for place in range(HALF, len(word) - HALF + 1):
            left, right = word[:place], word[place:]
            if not (after := self.count(right)) > 0:
                continue
            for first in (left, left.removesuffix("s")):
                if len(first) >= HALF and (before := self.count(first)) > 0:
                    yield Neighbour((first, right), _COMPOUND, min(before, after))
                    break


def count_words(kept: Iterable[frozenset[str]], gone: Iterable[frozenset[str]]) -> dict[str, int]:
    """How many entries more (or less) hold each word, from the words of entries as they are and as they were."""
    counts: Counter[str] = Counter()
    for words in kept:
        counts.update(words)
    for words in gone:
        counts.subtract(words)
    return {word: number for word, number in counts.items() if number}

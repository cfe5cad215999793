"""Entries that resemble one another: they share words that few entries hold, and the same theme or product."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from waarborg.apps.publications.search import bitmaps
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.columns import Columns, Memory
from waarborg.apps.publications.search.port import Alike
from waarborg.apps.publications.search.store import Fields
from waarborg.apps.publications.search.vocabulary import is_word
from waarborg.apps.publications.search.words import STOP_WORDS, split

#: So many words of an entry are compared: those that fewest other entries hold.
MOST_WORDS = 12
#: A word that a larger part of the register holds tells nothing; in a small register a few entries always may.
COMMON_SHARE, ALWAYS_RARE = 0.02, 25
#: Two entries resemble one another when they share so many of these words, and so much of their weight.
LEAST_SHARED, LEAST_WEIGHT = 2, 0.3
#: What a word counts in a title or summary, against one in the rest of the text.
UP_FRONT, BELOW = 1.0, 0.4


def find_alike(
    memory: Memory, columns: Columns, *, entry_id: int, texts: Sequence[str], most: int
) -> list[Alike]:
    """The entries that share most of the telling words of `texts` (title and summary), best first.

    The weight of a word is the logarithm of how many times fewer entries hold it than there are (inverse document
    frequency). Statements: at most five, whatever the size of the register.
    """
    rare = _choose(memory, columns, texts)
    if len(rare) < LEAST_SHARED:
        return []
    clauses = [Clause(Kind.WORD, (f"={stem}",), (stem,)) for stem in rare]
    found = dict(zip(rare, memory.find_fields(columns, clauses), strict=True))
    return rank(found, words=rare, everyone=columns.everyone.bit_count(), own=entry_id, most=most)


def _choose(memory: Memory, columns: Columns, texts: Sequence[str]) -> dict[str, str]:
    """The most telling stems of the texts, each with the word as it is written."""
    vocabulary = memory.read_vocabulary()
    limit = max(ALWAYS_RARE, int(columns.everyone.bit_count() * COMMON_SHARE))
    counts: dict[str, tuple[int, str]] = {}
    for text in texts:
        for word in split(text):
            count = vocabulary.count(word.plain)
            if is_word(word.plain) and word.plain not in STOP_WORDS and 0 < count <= limit:
                counts.setdefault(word.stem, (count, text[word.start : word.end].lower()))
    ordered = sorted(counts, key=lambda stem: (counts[stem][0], stem))
    return {stem: counts[stem][1] for stem in ordered[:MOST_WORDS]}


def rank(
    found: Mapping[str, Fields], *, words: Mapping[str, str], everyone: int, own: int, most: int
) -> list[Alike]:
    """Weigh who shares which stems; `found` says where each stem is, `words` how it is written."""
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, list[tuple[float, str]]] = defaultdict(list)
    whole = 0.0
    limit = max(ALWAYS_RARE, int(everyone * COMMON_SHARE))
    for stem, fields in found.items():
        up_front, anywhere = fields.title | fields.summary, fields.anywhere()
        holders = anywhere.bit_count()
        if not 1 < holders <= 2 * limit:
            continue  # nobody else holds it, or other forms of the word make it common after all
        weight = math.log(1 + everyone / holders)
        whole += weight
        for entry in bitmaps.members(anywhere):
            if entry != own:
                scores[entry] += weight * (UP_FRONT if up_front >> entry & 1 else BELOW)
                shared[entry].append((weight, words[stem]))
    alike = [
        Alike(entry, scores[entry] / whole, tuple(word for _weight, word in sorted(parts, reverse=True)))
        for entry, parts in shared.items()
        if len(parts) >= LEAST_SHARED and scores[entry] >= LEAST_WEIGHT * whole
    ]
    return sorted(alike, key=lambda one: (-one.score, one.entry_id))[:most]

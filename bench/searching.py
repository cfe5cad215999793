"""Measures search: words never asked for, words asked before, and what a naive LIKE takes on the same rows."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db import connection

from bench.entries import WORDS, make_organisations
from bench.figures import Figure
from bench.timing import Timing, join, measure
from bench.vocabulary import GOVERNMENT_WORDS, make_words
from waarborg.apps.publications import search
from waarborg.apps.publications.models import Entry
from waarborg.apps.publications.search.port import SORTS, Query
from waarborg.apps.publications.search.words import analyse

AIM = 50
ROUNDS = 3
#: The day against which freshness is measured: just after the last generated entry.
TODAY = date(2026, 10, 5)
FACETS = {"themes": ("Sociale zekerheid", "Verkeer"), "statuses": ("In gebruik",)}
#: A LIKE over all texts takes so long that a few words must do.
LIKES = 4
_LIKE_COUNTS = """
SELECT status, count(*) FROM publications_searchdocument
WHERE lower(title) LIKE %s OR lower(summary) LIKE %s OR lower(body) LIKE %s GROUP BY status
"""
_LIKE_PAGE = """
SELECT public_id, title FROM publications_searchdocument
WHERE lower(title) LIKE %s OR lower(summary) LIKE %s OR lower(body) LIKE %s ORDER BY published_on DESC LIMIT 20
"""


def measure_search(count: int) -> Iterator[Figure]:
    """All figures about search, on a register with `count` generated entries."""
    common = GOVERNMENT_WORDS[:40]
    rare = _pick_rare()
    pairs = list(zip(common[:20], common[20:], strict=True))
    mixed = list(zip(common, rare, strict=True))
    questions = {
        "common words": [Query(words=word) for word in common],
        "rare words": [Query(words=word) for word in rare],
        "two common words": [Query(words=" ".join(pair)) for pair in pairs],
        "a common and a rare word": [Query(words=" ".join(pair)) for pair in mixed],
        "common words, facets selected": [Query(words=word, **FACETS) for word in common],
        "rare words, facets selected": [Query(words=word, **FACETS) for word in rare],
    }
    first = {name: _measure_first(asked) for name, asked in questions.items()}
    likes = {
        "common words": measure(_like(word) for word in common[:LIKES]),
        "rare words": measure(_like(word) for word in rare[:LIKES]),
    }
    yield Figure.of(
        "search: all words, never asked before",
        join([first["common words"], first["rare words"]]),
        baseline=join(list(likes.values())).percentile(95),
        baseline_name="LIKE",
        aim=AIM,
    )
    for name, timing in first.items():
        like = likes.get(name.partition(",")[0])
        yield Figure.of(
            f"search: {name}",
            timing,
            baseline=like.percentile(95) if like else None,
            baseline_name="LIKE" if like else "",
            aim=AIM,
        )
    again = [query for asked in questions.values() for query in asked]
    measure(_find(query) for query in again)
    yield Figure.of("search: asked before in this process", measure(_find(query) for query in again), aim=AIM)
    yield from _measure_pages(common, count)
    yield from _measure_other(common)


def _measure_first(questions: Sequence[Query]) -> Timing:
    """Each question as a process answers it that never had it before."""
    rounds = []
    for _ in range(ROUNDS):
        _forget()
        _find(Query())()
        rounds.append(measure(_find(query) for query in questions))
    return join(rounds)


def _measure_pages(common: Sequence[str], count: int) -> Iterator[Figure]:
    pages = (2, 10, 100, 1 + count // 40)
    asked = [
        Query(words=word, sort=sort, page=page) for word in common[:5] for sort in SORTS for page in pages
    ]
    measure(_find(query) for query in asked)
    yield Figure.of("search: other orders and far pages", measure(_find(query) for query in asked), aim=AIM)
    asked = [
        Query(sort=sort, page=page, **chosen) for sort in SORTS for page in pages for chosen in ({}, FACETS)
    ]
    yield Figure.of("search: without words", measure(_find(query) for query in asked), aim=AIM)


def _measure_other(common: Sequence[str]) -> Iterator[Figure]:
    misspelt = [Query(words=word[:2] + word[3] + word[2] + word[4:]) for word in common if len(word) > 6]
    yield Figure.of("search: misspelt words", measure(_find(query) for query in misspelt), aim=AIM)
    names = [Query(words=one.name) for one in make_organisations()[:40]]
    yield Figure.of("search: names of organisations", _measure_first(names), aim=AIM)
    fresh = [
        Query(words=word, today=TODAY, freshness=("12",), laws=("Participatiewet",)) for word in common[:20]
    ]
    yield Figure.of("search: common words, newer facets selected", _measure_first(fresh), aim=AIM)
    typed = [word[:size] for word in common[:20] for size in (2, 3, 5, 8)]
    typed += [f"{left} {right[:3]}" for left, right in zip(common[:20], common[20:], strict=True)]
    _suggest(typed[0])()
    yield Figure.of("suggestions", measure(_suggest(one) for one in typed), aim=AIM)
    phrases = [Query(words=f'"{left} {right}"') for left, right in zip(common[:20], common[20:], strict=True)]
    yield Figure.of("search: phrases of common words", _measure_first(phrases))
    entries = list(Entry.objects.order_by("pk").values_list("pk", flat=True)[:20])
    after = []
    for word, entry in zip(common, entries, strict=False):
        search.get_index().update([entry])
        after.append(measure([_find(Query(words=word))]))
    yield Figure.of("search: first question after a publication", join(after))
    yield Figure.of("publish: one entry into the index", measure(_update([entry]) for entry in entries))
    starts = []
    for _ in range(5):
        _forget()
        starts.append(measure([_find(Query(words=common[0]))]))
    yield Figure.of("search: first question of a process", join(starts))


def _pick_rare() -> list[str]:
    """Forty of the words that generated entries use least."""
    words = make_words(WORDS)[-4000:]
    return random.Random(4).sample(words, 40)


def _forget() -> None:
    """As if this process had just begun."""
    search._index_for.cache_clear()
    analyse.cache_clear()


def _find(query: Query) -> Callable[[], object]:
    """As the site asks: with the day of today, so that freshness is counted too."""
    asked = replace(query, today=TODAY)
    return lambda: search.get_index().find(asked)


def _suggest(typed: str) -> Callable[[], object]:
    return lambda: search.get_index().suggest(typed, 5)


def _update(entry_ids: list[int]) -> Callable[[], object]:
    return lambda: search.get_index().update(entry_ids)


def _like(word: str) -> Callable[[], object]:
    """A page and a count by LIKE, with the counts of one facet: less than `find` gives."""

    def ask() -> None:
        values = [f"%{word}%"] * 3
        with connection.cursor() as cursor:
            for statement in (_LIKE_COUNTS, _LIKE_PAGE):
                cursor.execute(statement, values)
                cursor.fetchall()

    return ask

"""Words and their stems: what counts as a word, and when two words are the same to search.

A word is a run of letters and digits, without capitals and accents. Its stem is that of the Snowball stemmer
`dutch_porter`, which gives the same stems as PostgreSQL's `dutch`. Stems are plain ASCII letters and digits, so
that no database has an opinion of its own about where a word ends.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

#: A longer run of letters is cut here; PostgreSQL refuses words of more than 2 kB.
MAX_WORD = 64

#: Begins what stands for a word in another alphabet than ours.
UNKNOWN = "zz"
#: Text between two fields, so that no phrase runs from one into the other. No Dutch word begins so.
BREAK = UNKNOWN + "break"

#: Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ß": "ss"}
)
#: A run of letters and digits. Underscores part words, but one class of characters is read twice as fast as two; `analyse` parts them.
RUN = re.compile(r"[\w\u0300-\u036f]+")
_PLAIN = re.compile(r"[^\W_]+")

#: Words that a question is better off without, unless it holds no others or they stand between quotes.
STOP_WORDS = frozenset(
    """
    aan al alle als bij daar dan dat de der des deze die dit door dus een en er geen had heb hebben heeft het hij
    hoe hun ik in is je kan kunnen maar me meer men met mijn moet naar niet nog nu of om omdat onder ons ook op over
    te tot u uit uw van veel voor waar was wat wel werd wie wij wil worden wordt ze zich zij zijn zo zou
    a an and are by for from in is of on or the to with
    """.split()
)


class Word(NamedTuple):
    """A word in a text: from where to where, how it reads without capitals and accents, and its stem."""

    start: int
    end: int
    plain: str
    stem: str


class _Stemmers(threading.local):
    """One stemmer per thread: the C object must not be used by two at once."""

    def __init__(self) -> None:
        self.dutch = Stemmer.Stemmer("dutch_porter")


_stemmers = _Stemmers()


@lru_cache(maxsize=2**17)
def analyse(run: str) -> tuple[tuple[str, str], ...]:
    """The words in a run of letters and digits: each without capitals and accents, and its stem."""
    plain = run.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.casefold())
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    return tuple(_find_stem(word[:MAX_WORD]) for word in _PLAIN.findall(plain))


def _find_stem(plain: str) -> tuple[str, str]:
    if plain.isascii():
        return plain, str(_stemmers.dutch.stemWord(plain))
    # Another alphabet: no Dutch stem, and letters that every database takes for letters.
    code = (UNKNOWN + plain.encode("utf-8", "replace").hex())[:MAX_WORD]
    return code, code


def split(text: str) -> Iterator[Word]:
    """The words of `text` in order. A run such as `½` holds two words at one place."""
    for run in RUN.finditer(text):
        for plain, stem in analyse(run.group()):
            yield Word(run.start(), run.end(), plain, stem)


def analyse_all(text: str) -> list[tuple[str, str]]:
    """The words of `text`, in order: each without capitals and accents, and its stem."""
    found: list[tuple[str, str]] = []
    for run in RUN.findall(text):
        found += analyse(run)
    return found


def find_plain(text: str) -> list[str]:
    """The words of `text` without capitals and accents, in order."""
    return [plain for plain, _ in analyse_all(text)]


def sort_key(text: str) -> str:
    """What `text` is sorted by: capitals and accents make no difference."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)

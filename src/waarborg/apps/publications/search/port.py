"""What search promises, whatever database it runs on: a question in, a page of hits and counts out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

#: The facets, by the name of the field of `Query` that holds what was selected.
FACETS = ("organisations", "kinds", "themes", "statuses", "categories", "assessments")
SORTS = ("relevance", "newest", "oldest", "name")
MAX_SIZE = 100

#: Values of the facet of assessments for what has no name in the standard, and for entries that name none.
OTHER = "other"
NONE = "none"

#: Pieces of a text in order, each with whether it is one of the words that were asked for.
Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the register. An entry meets it when it holds all words and, of each facet, one of the values.

    `words` is what somebody typed: anything at all. Words between double quotes must stand together. Values of
    facets that do not exist find nothing. Raises ValueError for an unknown sort, a page below 1 or a size
    outside 1 to MAX_SIZE.
    """

    words: str = ""
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1
    size: int = 20

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            raise ValueError(f"there is no sort {self.sort!r}: use one of {', '.join(SORTS)}")
        if self.page < 1:
            raise ValueError("pages are counted from 1")
        if not 1 <= self.size <= MAX_SIZE:
            raise ValueError(f"a page holds 1 to {MAX_SIZE} entries")

    def selected(self, facet: str) -> tuple[str, ...]:
        """The values of `facet` that were selected."""
        values: tuple[str, ...] = getattr(self, facet)
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that was found, as a list shows it."""

    public_id: str
    title: str
    summary: str
    organisation: str
    organisation_name: str
    status: str
    category: str
    published_on: date
    taken_over: bool
    title_marked: Marked
    summary_marked: Marked


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many entries would be found with it."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet, those with most entries first. Its own selection does not change its counts."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of what was found. All numbers are exact.

    `page` is the page that was given: the last one when the question asked for a later one. `looser` holds
    words to ask instead, which do find something with the same facets; only filled when nothing was found.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    page: int
    pages: int
    looser: tuple[str, ...] = ()


class Index(Protocol):
    """Search over the live versions of entries."""

    def update(self, entry_ids: Iterable[int]) -> None:
        """Make these entries findable as they are now, in the running transaction; without live version: remove."""

    def remove(self, entry_ids: Iterable[int]) -> None:
        """Make these entries unfindable, in the running transaction."""

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Make the whole index again; gives the number of entries in it.

        `progress` is called after each batch with how many entries are done and how many there are.
        """

    def prepare(self) -> None:
        """Work out beforehand where common words are found, after much was written; `rebuild` does so itself.

        It changes no answer. Without it a process takes longer over the first question with a word that thousands
        of entries hold.
        """

    def find(self, query: Query) -> Results:
        """Answer a question."""

    def count(self) -> int:
        """How many entries can be found in all."""

    def count_values(self, facet: str) -> dict[str, int]:
        """How many entries have each value of a facet. Raises KeyError for a facet that is not one of FACETS."""

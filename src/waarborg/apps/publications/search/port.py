"""What search promises, whatever database it runs on: a question in, a page of hits and counts out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

#: The facets, by the name of the field of `Query` that holds what was selected.
FACETS = (
    "organisations",
    "kinds",
    "themes",
    "statuses",
    "categories",
    "assessments",
    "suppliers",
    "products",
    "laws",
    "freshness",
)
SORTS = ("relevance", "newest", "oldest", "name")
MAX_SIZE = 100

#: Values of the facet of assessments for what has no name in the standard, and for entries that name none.
OTHER = "other"
NONE = "none"
#: Value of the facet of suppliers for what an organisation made itself.
OWN = "own"
#: Values of the facet of freshness: changed in the last so many months, or before the last of these.
MONTHS = {"6": 6, "12": 12, "24": 24}
OLDER = "older"

#: Pieces of a text in order, each with whether it is one of the words that were asked for.
Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the register. An entry meets it when it holds all words and, of each facet, one of the values.

    `words` is what somebody typed: anything at all. Words between double quotes must stand together. Values of
    facets that do not exist find nothing. A word that stands nowhere is taken for a wrong spelling, unless the
    question is `exact`. Freshness is measured against `today`; without it nothing has any. Raises ValueError for an unknown sort, a page below 1 or a size
    outside 1 to MAX_SIZE.
    """

    words: str = ""
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    exact: bool = False
    today: date | None = None
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
    """An entry that was found, as a list shows it.

    `snippet` is the place in its text where words stand that are not in the title, the short description or the name
    of the organisation; `snippet_field` is the key of the field it is from, with `@en` behind it for an English text.
    """

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
    organisation_marked: Marked
    snippet: Marked = ()
    snippet_field: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many entries would be found with it.

    `label` says what the value is called where the register itself knows that: suppliers and products.
    """

    value: str
    count: int
    selected: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet, those with most entries first. Its own selection does not change its counts."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class NamedBody:
    """An organisation that a question names, and how many entries it has in the register."""

    code: str
    name: str
    name_en: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of what was found. All numbers are exact.

    `page` is the page that was given: the last one when the question asked for a later one. `corrected` is what was
    asked instead of what was typed, with the words that were replaced marked; empty when nothing was. `bodies` are
    the organisations that the question names; when nothing was found, also those with names like it. Only filled when nothing was found: `looser`, words to ask instead
    that do find something with the same facets, and `without`, how many entries there are without the selection in
    one facet, for each facet where that helps, and with no facet, without any selection.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    page: int
    pages: int
    corrected: Marked = ()
    bodies: tuple[NamedBody, ...] = ()
    looser: tuple[str, ...] = ()
    without: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What somebody may be about to type: titles with their ids and organisations, and names with their codes."""

    entries: tuple[tuple[str, Marked, str], ...] = ()
    bodies: tuple[NamedBody, ...] = ()
    products: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry that resembles another: how much (0 to 1), and the words that both hold, the most telling first."""

    entry_id: int
    score: float
    words: tuple[str, ...]


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

    def list_ids(self, query: Query) -> list[int]:
        """The keys of all entries that `find` would find, from low to high; its page and sort do not matter."""

    def suggest(self, typed: str, most: int) -> Suggestions:
        """What begins as `typed` does, at most so many of each kind. Nothing for less than two characters."""

    def find_alike(self, entry_id: int, most: int) -> list[Alike]:
        """The entries that share most telling words with this one, best first; none for one that is not public."""

    def count(self) -> int:
        """How many entries can be found in all."""

    def count_values(self, facet: str) -> dict[str, int]:
        """How many entries have each value of a facet. Raises KeyError for a facet that is not one of FACETS."""

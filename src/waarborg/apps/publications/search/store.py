"""What an adapter does for the index: keeps the words of entries, and says which entries hold a word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from waarborg.apps.publications.search.clauses import Clause
from waarborg.apps.publications.search.vocabulary import Settled, is_word


class Fields(NamedTuple):
    """The entries that hold a clause, by where they hold it; `often` are those whose text repeats it."""

    title: int = 0
    summary: int = 0
    organisation: int = 0
    body: int = 0
    often: int = 0

    def anywhere(self) -> int:
        """The entries that hold it somewhere."""
        return self.title | self.summary | self.organisation | self.body


def pack(prepared: Mapping[str, Fields]) -> Iterator[tuple[str, int, bytes]]:
    """Stems with where they are found as rows: the stem, the number of the field, the set as bytes."""
    for stem, fields in prepared.items():
        for field, bits in enumerate(fields):
            yield stem, field, bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def unpack(rows: Iterable[tuple[Any, int, bytes]]) -> dict[Any, Fields]:
    """From rows of `pack` to where each stem is found."""
    found: dict[Any, list[int]] = defaultdict(lambda: [0] * len(Fields._fields))
    for key, field, ids in rows:
        found[key][field] = int.from_bytes(ids, "little")
    return {key: Fields(*bits) for key, bits in found.items()}


#: With more changes of the vocabulary than this, they are worked in: all of them are read for each wrong spelling.
MOST_WAITING = 5000


def read_counts(pairs: str | None) -> dict[str, int]:
    """From `word number,word number` to the number of each word. Only letters make a word."""
    if not pairs:
        return {}
    return {word: int(number) for word, number in (pair.split(" ") for pair in pairs.split(","))}


#: How often a word stands in the text before it counts as what the text is about.
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one entry, by field, as `words.analyse` gives them: pairs of plain word and stem."""

    entry_id: int
    title: Sequence[tuple[str, str]]
    summary: Sequence[tuple[str, str]]
    organisation: Sequence[tuple[str, str]]
    body: Sequence[tuple[str, str]]
    often: Sequence[tuple[str, str]]


def list_spellings(text: Texts) -> frozenset[str]:
    """The words of letters alone in one entry, as they are written: what the vocabulary counts."""
    fields = (text.title, text.summary, text.organisation, text.body)
    found = {plain for field in fields for plain, _ in field}
    return frozenset(word for word in found if is_word(word))


class Row(NamedTuple):
    """What counting and sorting need of one entry. Themes, assessments, suppliers and laws are JSON lists."""

    entry_id: int
    public_id: str
    name: str
    published_on: str
    organisation: str
    kind: str
    status: str
    category: str
    themes: str
    assessments: str
    suppliers: str
    product: str
    laws: str


#: The columns of `Row` from which sets are made, in the order in which `Store.read_rows` gives them.
COLUMNS = Row._fields[3:]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a mark: a new mark, and the ids of the entries, or None when everything may have."""

    mark: Any
    entry_ids: frozenset[int] | None


class Store(Protocol):
    """The tables of search on one kind of database. Ids of entries are those of `Entry`."""

    def write(self, rows: Sequence[Row], texts: Sequence[Texts]) -> None:
        """Keep rows and words of entries, in place of what was kept of them."""

    def count_words(self, changes: Mapping[str, int]) -> None:
        """Keep that so many entries more (or less) hold each word. Never waits for another transaction."""

    def read_vocabulary(self, known: tuple[int, Settled] | None) -> tuple[int, Settled, Mapping[str, int]]:
        """The counted words and what changed since, with a mark; what is `known` is given again if it still holds.

        One statement, or two when it no longer holds.
        """

    def find_titles(self, clauses: Sequence[Clause], most: int) -> Sequence[int]:
        """Entries that hold all clauses in their title, the newest first, at most `most`. One statement."""

    def find_names(self, beginning: str, most: int) -> Sequence[int]:
        """Entries of which the title begins so, by title, at most `most`. One statement."""

    def delete(self, entry_ids: Sequence[int]) -> None:
        """Forget these entries."""

    def list_ids(self) -> Sequence[int]:
        """The ids of all entries that are kept."""

    def forget_changes(self) -> None:
        """Empty the log of changes; whoever leaned on it reads everything again."""

    def optimise(self) -> None:
        """Do what makes reading quicker after much was written."""

    def find_changes(self, mark: Any) -> Changes:
        """What changed since `mark`; since ever for None. One statement."""

    def read_rows(self, entry_ids: Iterable[int] | None) -> Iterable[Sequence[Any]]:
        """The rows of these entries, or of all: id and COLUMNS. One statement."""

    def read_order(self, sort: str) -> Sequence[int]:
        """All entry ids, the newest first or by name. One statement."""

    def find_postings(self, clauses: Sequence[Clause], within: Iterable[int] | None) -> Mapping[Any, Fields]:
        """Where each clause is found, by its key; only looked for `within` some entries if given. One statement."""

    def list_common(self, least: int, most: int) -> Sequence[str]:
        """Stems that about `least` entries or more hold in their text, at most `most` of them."""

    def write_prepared(self, prepared: Mapping[str, Fields], mark: Any) -> None:
        """Keep where these stems are found, as of `mark`, in place of all that was kept so."""

    def read_prepared_mark(self) -> Any:
        """The mark as of which stems were prepared, or None. One statement."""

    def find_prepared(self, clauses: Sequence[Clause]) -> Mapping[Any, Fields]:
        """Where those of the clauses are found that were prepared, by their key. One statement."""

"""Facets of all entries as sets, kept in the memory of a process and brought up to date before each question.

Nothing here is the only copy: it is read from the database, and every question first asks there what changed.
"""

import json
import threading
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from waarborg.apps.publications.search import bitmaps, freshness
from waarborg.apps.publications.search.bitmaps import Order
from waarborg.apps.publications.search.bodies import Bodies
from waarborg.apps.publications.search.clauses import Clause
from waarborg.apps.publications.search.store import COLUMNS, Fields, Store
from waarborg.apps.publications.search.vocabulary import Settled, Vocabulary

#: With more changes than this, reading everything again is quicker.
MOST_CHANGES = 2000
#: So many clauses are remembered, with where they are found.
MOST_CLAUSES = 1500

#: What the log of changes says instead of an entry when the name of an organisation changed.
NAMES = 0
#: The sets that are kept, each with the column it comes from. `months` holds when entries were changed last.
_PLAIN = {
    "organisations": "organisation",
    "kinds": "kind",
    "statuses": "status",
    "categories": "category",
    "products": "product",
}
_LISTS = {"themes": "themes", "assessments": "assessments", "suppliers": "suppliers", "laws": "laws"}
MONTHS = "months"

Sets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The facets of all entries at one moment. `number` counts the moments; 1 is when everything was read.

    `history` holds what changed from each moment to the next. Moment 0 is when common words were prepared, which
    can be long ago; `is_prepared` says whether that is worth building on. `days` holds the day of the month on which
    each entry was changed last.
    """

    mark: Any
    number: int
    everyone: int
    facets: Sets
    history: tuple[frozenset[int], ...]
    is_prepared: bool
    days: bytearray
    orders: dict[str, Order] = field(default_factory=dict)
    postings: dict[Any, tuple[int, Fields]] = field(default_factory=dict)
    sizes: dict[str, list[tuple[int, str, int]]] = field(default_factory=dict)
    ages: dict[date, Mapping[str, int]] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    names: list[Bodies] = field(default_factory=list)

    def changed_since(self, number: int) -> frozenset[int]:
        """The entries that changed since moment `number`."""
        return frozenset().union(*self.history[number:])

    def read_sets(self, facet: str, today: date | None) -> Mapping[str, int]:
        """The entries with each value of a facet. Freshness is measured against `today`."""
        if facet != freshness.FACET:
            return self.facets[facet]
        if today is None:
            return {}
        known = self.ages.get(today)
        if known is None:
            self.ages.clear()
            known = self.ages[today] = freshness.measure(self.facets[MONTHS], self.days, self.everyone, today)
        return known

    def by_size(self, facet: str) -> list[tuple[int, str, int]]:
        """The values of a facet, those with most entries first: how many, the value, and which."""
        known = self.sizes.get(facet)
        if known is None:
            sizes = ((bits.bit_count(), value, bits) for value, bits in self.facets[facet].items())
            known = self.sizes[facet] = sorted(sizes, reverse=True)
        return known


class Memory:
    """The columns of one process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._vocabulary: tuple[int, Settled] | None = None

    def read_columns(self) -> Columns:
        """The columns as the database is now."""
        with self._lock:
            known = self._columns
            changes = self._store.find_changes(known.mark if known else None)
            if known is None or changes.entry_ids is None or _is_much(known, changes.entry_ids):
                known = _read_all(self._store, changes.mark)
            elif changes.entry_ids:
                known = _apply(self._store, known, changes.mark, changes.entry_ids)
            elif known.mark != changes.mark:
                known = replace(known, mark=changes.mark)
            self._columns = known
            return known

    def read_bodies(self, columns: Columns, read: Callable[[], Bodies]) -> Bodies:
        """All organisations by name, from the database when that changed."""
        if not columns.names:
            columns.names.append(read())
        return columns.names[0]

    def read_vocabulary(self) -> Vocabulary:
        """The words of the register as they are now."""
        mark, settled, changes = self._store.read_vocabulary(self._vocabulary)
        self._vocabulary = (mark, settled)
        return Vocabulary(settled, changes)

    def read_order(self, columns: Columns, sort: str) -> Order:
        """The order of all entries: `newest` or `name`."""
        order = columns.orders.get(sort)
        if order is None:
            order = columns.orders[sort] = Order(self._store.read_order(sort), columns.everyone)
        return order

    def find_fields(self, columns: Columns, clauses: Sequence[Clause]) -> list[Fields]:
        """Where each clause is found. At most one statement each for what was prepared, is new or out of date."""
        known = {clause.key: found for clause in clauses if (found := columns.postings.get(clause.key))}
        unknown = [clause for clause in clauses if clause.key not in known]
        if unknown and columns.is_prepared:
            known |= {key: (0, fields) for key, fields in self._store.find_prepared(unknown).items()}
            unknown = [clause for clause in unknown if clause.key not in known]
        stale = [
            clause for clause in clauses if clause.key in known and known[clause.key][0] < columns.number
        ]
        changed = columns.changed_since(
            min((known[clause.key][0] for clause in stale), default=columns.number)
        )
        fresh: dict[Any, Fields] = {}
        if unknown:
            fresh |= self._store.find_postings(unknown, None)
        if stale and not changed:
            fresh |= {clause.key: known[clause.key][1] for clause in stale}
        elif stale:
            again = self._store.find_postings(stale, changed)
            away = ~bitmaps.make(sorted(changed))
            for clause in stale:
                old = known[clause.key][1]
                fresh[clause.key] = Fields(
                    *(was & away | now for was, now in zip(old, again[clause.key], strict=True))
                )
        if fresh:
            with self._lock:
                _remember(columns, fresh)
        return [
            Fields(*(bits & columns.everyone for bits in fresh.get(clause.key) or known[clause.key][1]))
            for clause in clauses
        ]


def _remember(columns: Columns, fresh: Mapping[Any, Fields]) -> None:
    while len(columns.postings) > MOST_CLAUSES:
        del columns.postings[next(iter(columns.postings))]
    for key, fields in fresh.items():
        columns.postings[key] = (columns.number, fields)


def _is_much(known: Columns, changed: Iterable[int]) -> bool:
    return len(known.history) > 200 or len(known.changed_since(0).union(changed)) > MOST_CHANGES


def _read_all(store: Store, mark: Any) -> Columns:
    before = store.read_prepared_mark()
    since = store.find_changes(before).entry_ids if before else None
    is_prepared = since is not None and len(since) <= MOST_CHANGES
    found = _collect(store.read_rows(None))
    sets = {
        name: {value: bitmaps.make(ids) for value, ids in values.items()}
        for name, values in found.sets.items()
    }
    days = bytearray(max(found.ids, default=0) + 1)
    for entry_id, day in found.days:
        days[entry_id] = day
    return Columns(
        mark=mark,
        number=1,
        everyone=bitmaps.make(found.ids),
        facets=sets,
        history=(since if since and is_prepared else frozenset(),),
        is_prepared=is_prepared,
        days=days,
    )


def _apply(store: Store, known: Columns, mark: Any, changed: frozenset[int]) -> Columns:
    """The columns with what changed: these entries are taken out everywhere, and put in again where they are now."""
    found = _collect(store.read_rows(changed))
    away = ~bitmaps.make(sorted(changed))
    sets: dict[str, dict[str, int]] = {}
    for name, values in found.sets.items():
        sets[name] = {value: left for value, bits in known.facets[name].items() if (left := bits & away)}
        for value, ids in values.items():
            sets[name][value] = sets[name].get(value, 0) | bitmaps.make(ids)
    days = bytearray(max(len(known.days), max(found.ids, default=0) + 1))
    days[: len(known.days)] = known.days
    for entry_id, day in found.days:
        days[entry_id] = day
    return Columns(
        mark=mark,
        number=known.number + 1,
        everyone=known.everyone & away | bitmaps.make(found.ids),
        facets=sets,
        history=(*known.history, changed),
        is_prepared=known.is_prepared,
        days=days,
        postings=known.postings,
        names=[] if NAMES in changed else known.names,
    )


@dataclass(frozen=True, slots=True)
class _Collected:
    """Entries by set and value, all entries, and the day of the month on which each was changed last."""

    sets: Mapping[str, Mapping[str, list[int]]]
    ids: "array[int]"
    days: Sequence[tuple[int, int]]


def _collect(rows: Iterable[Sequence[Any]]) -> _Collected:
    ids = array("I")
    days: list[tuple[int, int]] = []
    by_column: dict[str, dict[str, list[int]]] = {column: defaultdict(list) for column in COLUMNS}
    _, *columns = by_column.values()
    months: dict[str, list[int]] = defaultdict(list)
    for entry_id, published_on, *values in rows:
        ids.append(entry_id)
        days.append((entry_id, int(published_on[8:])))
        months[published_on[:7]].append(entry_id)
        for column, value in zip(columns, values, strict=True):
            column[value].append(entry_id)
    sets: dict[str, dict[str, list[int]]] = {MONTHS: months}
    sets |= {name: by_column[column] for name, column in _PLAIN.items()}
    sets |= {name: _by_value(by_column[column]) for name, column in _LISTS.items()}
    for found in sets.values():
        found.pop("", None)
    return _Collected(sets, ids, days)


def _by_value(lists: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """From ids by JSON list to ids by each value in it."""
    values: dict[str, list[int]] = defaultdict(list)
    for text, ids in lists.items():
        for value in dict.fromkeys(json.loads(text or "[]")):
            values[value] += ids
    return values

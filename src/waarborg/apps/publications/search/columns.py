"""Facets of all entries as sets, kept in the memory of a process and brought up to date before each question.

Nothing here is the only copy: it is read from the database, and every question first asks there what changed.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from waarborg.apps.publications.search import bitmaps
from waarborg.apps.publications.search.bitmaps import Order
from waarborg.apps.publications.search.clauses import Clause
from waarborg.apps.publications.search.port import FACETS
from waarborg.apps.publications.search.store import Fields, Store

#: With more changes than this, reading everything again is quicker.
MOST_CHANGES = 2000
#: So many clauses are remembered, with where they are found.
MOST_CLAUSES = 1500

Sets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The facets of all entries at one moment. `number` counts the moments; 1 is when everything was read.

    `history` holds what changed from each moment to the next. Moment 0 is when common words were prepared, which
    can be long ago; `is_prepared` says whether that is worth building on.
    """

    mark: Any
    number: int
    everyone: int
    facets: Sets
    history: tuple[frozenset[int], ...]
    is_prepared: bool
    orders: dict[str, Order] = field(default_factory=dict)
    postings: dict[Any, tuple[int, Fields]] = field(default_factory=dict)
    sizes: dict[str, list[tuple[int, str, int]]] = field(default_factory=dict)

    def changed_since(self, number: int) -> frozenset[int]:
        """The entries that changed since moment `number`."""
        return frozenset().union(*self.history[number:])

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
    facets, ids = _collect(store.read_rows(None))
    sets = {
        name: {value: bitmaps.make(found) for value, found in values.items()}
        for name, values in facets.items()
    }
    return Columns(
        mark=mark,
        number=1,
        everyone=bitmaps.make(ids),
        facets=sets,
        history=(since if since and is_prepared else frozenset(),),
        is_prepared=is_prepared,
    )


def _apply(store: Store, known: Columns, mark: Any, changed: frozenset[int]) -> Columns:
    """The columns with what changed: these entries are taken out everywhere, and put in again where they are now."""
    facets, ids = _collect(store.read_rows(changed))
    away = ~bitmaps.make(sorted(changed))
    sets: dict[str, dict[str, int]] = {}
    for name in FACETS:
        sets[name] = {value: left for value, bits in known.facets[name].items() if (left := bits & away)}
        for value, found in facets[name].items():
            sets[name][value] = sets[name].get(value, 0) | bitmaps.make(found)
    return Columns(
        mark=mark,
        number=known.number + 1,
        everyone=known.everyone & away | bitmaps.make(ids),
        facets=sets,
        history=(*known.history, changed),
        is_prepared=known.is_prepared,
        postings=known.postings,
    )


def _collect(rows: Iterable[Sequence[Any]]) -> tuple[dict[str, dict[str, list[int]]], list[int]]:
    """The ids of entries by facet and value, and all ids."""
    everyone: list[int] = []
    plain: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(4)]
    lists: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(2)]
    organisations, kinds, statuses, categories = plain
    themes, assessments = lists
    for entry_id, organisation, kind, status, category, theme, assessment in rows:
        everyone.append(entry_id)
        organisations[organisation].append(entry_id)
        kinds[kind].append(entry_id)
        statuses[status].append(entry_id)
        categories[category].append(entry_id)
        themes[theme].append(entry_id)
        assessments[assessment].append(entry_id)
    facets = {"organisations": organisations, "kinds": kinds, "statuses": statuses, "categories": categories}
    facets |= {"themes": _by_value(themes), "assessments": _by_value(assessments)}
    for values in facets.values():
        values.pop("", None)
    return facets, everyone


def _by_value(lists: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """From ids by JSON list to ids by each value in it."""
    values: dict[str, list[int]] = defaultdict(list)
    for text, ids in lists.items():
        for value in dict.fromkeys(json.loads(text)):
            values[value] += ids
    return values

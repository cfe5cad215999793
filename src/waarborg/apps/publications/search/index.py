"""The index: the same on every database, over a store that keeps words and finds them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from django.db import transaction

from waarborg.apps.publications.models import Entry, SearchDocument
from waarborg.apps.publications.search import clauses, documents, facets, looser, relevance
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.columns import Columns, Memory
from waarborg.apps.publications.search.marking import mark
from waarborg.apps.publications.search.port import Hit, Index, Query, Results
from waarborg.apps.publications.search.store import Fields, Store

BATCH = 500
#: A word that fewer entries hold is looked up quickly enough.
LEAST_COMMON = 2000
MOST_COMMON = 600
_CHANGING = [field.attname for field in SearchDocument._meta.concrete_fields if not field.primary_key]
_SHOWN = "entry_id public_id title summary organisation organisation_name status category published_on taken_over".split()


class SearchIndex(Index):
    """Search over a store. Holds nothing that cannot be read again from the database."""

    def __init__(self, store: Store, *, least_common: int = LEAST_COMMON) -> None:
        self._store = store
        self._least_common = least_common
        self._memory = Memory(store)

    @transaction.atomic
    def update(self, entry_ids: Iterable[int]) -> None:
        waiting = iter(sorted(set(entry_ids)))
        while batch := list(islice(waiting, BATCH)):
            self._update_batch(batch)

    def _update_batch(self, entry_ids: Sequence[int]) -> None:
        entries = list(
            Entry.objects.select_related("live", "organisation")
            .filter(pk__in=entry_ids, live__isnull=False)
            .order_by("pk")
        )
        made = [documents.make_document(entry) for entry in entries]
        gone = set(entry_ids) - {entry.pk for entry in entries}
        if gone:
            self.remove(gone)
        if made:
            SearchDocument.objects.bulk_create(
                made, update_conflicts=True, unique_fields=["entry"], update_fields=_CHANGING
            )
            rows = [documents.make_row(document) for document in made]
            self._store.write(rows, [documents.make_texts(document) for document in made])

    @transaction.atomic
    def remove(self, entry_ids: Iterable[int]) -> None:
        waiting = iter(sorted(set(entry_ids)))
        while batch := list(islice(waiting, BATCH)):
            SearchDocument.objects.filter(pk__in=batch).delete()
            self._store.delete(batch)

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Each batch is a transaction of its own: others can write in between, and search goes on meanwhile."""
        live = list(Entry.objects.filter(live__isnull=False).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(live), BATCH):
            self.update(live[start : start + BATCH])
            if progress is not None:
                progress(min(start + BATCH, len(live)), len(live))
        known = {*self._store.list_ids(), *SearchDocument.objects.order_by().values_list("pk", flat=True)}
        self.update(known - set(live))
        with transaction.atomic():
            self._store.forget_changes()
            self._store.optimise()
        self.prepare()
        return Entry.objects.filter(live__isnull=False).count()

    def prepare(self) -> None:
        columns = self._memory.read_columns()
        least = max(self._least_common, columns.everyone.bit_count() // 50)
        stems = self._store.list_common(least, MOST_COMMON)
        asked = [Clause(Kind.WORD, (f"={stem}",), (stem,)) for stem in stems]
        prepared: dict[str, Fields] = {}
        for start in range(0, len(asked), 20):
            found = self._store.find_postings(asked[start : start + 20], None)
            prepared |= {stem: fields for (_, (stem,)), fields in found.items()}
        with transaction.atomic():
            self._store.write_prepared(prepared, columns.mark)

    def find(self, query: Query) -> Results:
        columns = self._memory.read_columns()
        asked = clauses.read(query.words)
        found = self._memory.find_fields(columns, asked) if asked else []
        matching = _match(columns, found)
        if not matching and (wider := clauses.find_prefix(asked)):
            widened = self._memory.find_fields(columns, wider)
            if prefixed := _match(columns, widened):
                asked, found, matching = wider, widened, prefixed
        selections = facets.select(columns, query)
        entries = facets.meet(matching, selections)
        total = entries.bit_count()
        pages = max(1, -(-total // query.size))
        page = min(query.page, pages)
        start = (page - 1) * query.size
        ids = self._pick(columns, query.sort, entries, found, start, start + query.size)
        offers: tuple[str, ...] = ()
        if not total and asked:
            within = facets.meet(columns.everyone, selections)
            offers = looser.find_offers(
                self._store, asked, found, within, lambda other: self._memory.find_fields(columns, other)
            )
        return Results(
            total=total,
            hits=tuple(_read_hits(ids, asked)),
            facets=facets.count(columns, query, matching, selections),
            page=page,
            pages=pages,
            looser=offers,
        )

    def count(self) -> int:
        return self._memory.read_columns().everyone.bit_count()

    def count_values(self, facet: str) -> dict[str, int]:
        return {value: size for size, value, _ in self._memory.read_columns().by_size(facet)}

    def _pick(
        self, columns: Columns, sort: str, entries: int, found: Sequence[Fields], start: int, stop: int
    ) -> list[int]:
        """The ids of one page."""
        if not entries:
            return []
        if sort == "name":
            return self._memory.read_order(columns, "name").pick(entries, start, stop)
        newest = self._memory.read_order(columns, "newest")
        if sort == "relevance" and found:
            return relevance.score(found, columns.everyone.bit_count()).pick(entries, start, stop, newest)
        return newest.pick(entries, start, stop, backwards=sort == "oldest")


def _match(columns: Columns, found: Sequence[Fields]) -> int:
    """The entries that hold every clause."""
    matching = columns.everyone
    for fields in found:
        matching &= fields.anywhere()
    return matching


def _read_hits(ids: Sequence[int], asked: Sequence[Clause]) -> Iterable[Hit]:
    rows = {
        row["entry_id"]: row
        for row in SearchDocument.objects.filter(pk__in=ids).order_by("pk").values(*_SHOWN)
    }
    for row in (rows[entry_id] for entry_id in ids if entry_id in rows):
        shown = {key: value for key, value in row.items() if key != "entry_id"}
        yield Hit(**shown, title_marked=mark(row["title"], asked), summary_marked=mark(row["summary"], asked))

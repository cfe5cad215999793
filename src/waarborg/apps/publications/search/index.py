"""The index: the same on every database, over a store that keeps words and finds them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from django.db import transaction

from waarborg.apps.algorithms.models import Supplier
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry, SearchDocument
from waarborg.apps.publications.search import (
    asking,
    documents,
    facets,
    hits,
    looser,
    relevance,
    similar,
    suggesting,
)
from waarborg.apps.publications.search.bitmaps import members
from waarborg.apps.publications.search.bodies import Bodies, Body
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.columns import Columns, Memory
from waarborg.apps.publications.search.port import Alike, Index, NamedBody, Query, Results, Suggestions
from waarborg.apps.publications.search.store import Fields, Store, list_spellings
from waarborg.apps.publications.search.vocabulary import count_words
from waarborg.core.publication.product_names import fold_supplier

BATCH = 500
#: A word that fewer entries hold is looked up quickly enough.
LEAST_COMMON = 2000
MOST_COMMON = 600
#: So many organisations that a question names are shown.
MOST_BODIES = 8
_CHANGING = [field.attname for field in SearchDocument._meta.concrete_fields if not field.primary_key]


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
            Entry.objects.select_related("live", "organisation", "product__supplier")
            .filter(pk__in=entry_ids, live__isnull=False)
            .order_by("pk")
        )
        suppliers = _read_suppliers() if entries else {}
        made = [documents.make_document(entry, suppliers) for entry in entries]
        gone = set(entry_ids) - {entry.pk for entry in entries}
        if gone:
            self.remove(gone)
        if made:
            before = _list_counted([entry.pk for entry in entries])
            SearchDocument.objects.bulk_create(
                made, update_conflicts=True, unique_fields=["entry"], update_fields=_CHANGING
            )
            rows = [documents.make_row(document) for document in made]
            texts = [documents.make_texts(document) for document in made]
            self._store.write(rows, texts)
            self._store.count_words(count_words(map(list_spellings, texts), before))

    @transaction.atomic
    def remove(self, entry_ids: Iterable[int]) -> None:
        waiting = iter(sorted(set(entry_ids)))
        while batch := list(islice(waiting, BATCH)):
            before = _list_counted(batch)
            SearchDocument.objects.filter(pk__in=batch).delete()
            self._store.delete(batch)
            self._store.count_words(count_words((), before))

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
        known = self._read_bodies(columns, query.words)
        asked = asking.ask(self._memory, columns, query, known)
        selections = facets.select(columns, query)
        entries = facets.meet(asked.matching, selections)
        total = entries.bit_count()
        pages = max(1, -(-total // query.size))
        page = min(query.page, pages)
        start = (page - 1) * query.size
        ids = self._pick(columns, query.sort, entries, asked, start, start + query.size)
        offers: tuple[str, ...] = ()
        if not total and asked.clauses:
            within = facets.meet(columns.everyone, selections)
            offers = looser.find_offers(
                self._memory.read_vocabulary,
                asked.clauses,
                asked.found,
                within,
                lambda other: self._memory.find_fields(columns, other),
            )
        codes = {code for named, _ in asked.named for code in named.codes}
        return Results(
            total=total,
            hits=tuple(hits.read_hits(ids, asked.clauses, codes)),
            facets=facets.add_labels(columns, facets.count(columns, query, asked.matching, selections)),
            page=page,
            pages=pages,
            corrected=asked.corrected,
            bodies=_show_bodies(columns, asked, () if total else (known, query.words)),
            looser=offers,
            without=() if total else facets.count_without(asked.matching, selections),
        )

    def suggest(self, typed: str, most: int) -> Suggestions:
        columns = self._memory.read_columns()
        return suggesting.suggest(self._store, columns, self._read_bodies(columns, typed), typed, most)

    def find_alike(self, entry_id: int, most: int) -> list[Alike]:
        document = SearchDocument.objects.filter(pk=entry_id).only("title", "summary").first()
        if document is None:
            return []
        texts = (document.title, document.summary)
        columns = self._memory.read_columns()
        return similar.find_alike(self._memory, columns, entry_id=entry_id, texts=texts, most=most)

    def list_ids(self, query: Query) -> list[int]:
        columns = self._memory.read_columns()
        asked = asking.ask(self._memory, columns, query, self._read_bodies(columns, query.words))
        return list(members(facets.meet(asked.matching, facets.select(columns, query))))

    def count(self) -> int:
        return self._memory.read_columns().everyone.bit_count()

    def count_values(self, facet: str) -> dict[str, int]:
        return {value: size for size, value, _ in self._memory.read_columns().by_size(facet)}

    def _read_bodies(self, columns: Columns, typed: str) -> Bodies:
        return self._memory.read_bodies(columns, _read_bodies) if typed.strip() else Bodies(())

    def _pick(
        self, columns: Columns, sort: str, entries: int, asked: asking.Asked, start: int, stop: int
    ) -> list[int]:
        """The ids of one page."""
        if not entries:
            return []
        if sort == "name":
            return self._memory.read_order(columns, "name").pick(entries, start, stop)
        newest = self._memory.read_order(columns, "newest")
        if sort == "relevance" and asked.found:
            named = [asking.list_entries(columns, one) for one, _ in asked.named]
            scores = relevance.score(asked.found, columns.everyone.bit_count(), named)
            return scores.pick(entries, start, stop, newest)
        return newest.pick(entries, start, stop, backwards=sort == "oldest")


def _show_bodies(
    columns: Columns, asked: asking.Asked, alike: tuple[Bodies, str] | tuple[()]
) -> tuple[NamedBody, ...]:
    """The organisations that a question names, those with most entries first, and then those with `alike` names."""
    named = (suggesting.show_body(columns, body) for _, bodies in asked.named for body in bodies)
    shown = {body.code: body for body in sorted(named, key=lambda body: (-body.count, body.name))}
    if alike:
        shown |= {body.code: body for body in suggesting.list_alike(columns, *alike)}
    return tuple(shown.values())[:MOST_BODIES]


def _read_bodies() -> Bodies:
    rows = Organisation.objects.order_by("name", "code").values_list(
        "code", "name", "name_en", "kind", "is_current", "other_names"
    )
    return Bodies(Body(*row, tuple(others)) for *row, others in rows)


def _read_suppliers() -> dict[str, tuple[str, str]]:
    """Suppliers by each of their names as names are compared: code and name. A name of two of them is none."""
    known: dict[str, set[tuple[str, str]]] = {}
    rows = Supplier.objects.filter(merged_into=None).order_by("pk").values_list("code", "name", "other_names")
    for code, name, others in rows:
        for one in (name, *others):
            known.setdefault(fold_supplier(one), set()).add((code, name))
    return {folded: next(iter(found)) for folded, found in known.items() if len(found) == 1}


def _list_counted(entry_ids: Sequence[int]) -> list[frozenset[str]]:
    """The words of these entries as the vocabulary counts them now."""
    counted = SearchDocument.objects.filter(pk__in=entry_ids, is_counted=True).order_by("pk")
    return [list_spellings(documents.make_texts(document)) for document in counted]

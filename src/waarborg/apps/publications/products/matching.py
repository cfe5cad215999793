"""Setting the product of entries: from the dossier, from what a person decided, or from names where that is certain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Product
from waarborg.apps.algorithms.products import queries as products
from waarborg.apps.publications.models import Entry, ProductMatch
from waarborg.apps.publications.search import get_index
from waarborg.core.publication.product_matching import Described, Match, ProductNames

BATCH = 500
#: Facts of a dossier that name its product.
PRODUCT_FACT, SUPPLIER_FACT = "product", "supplier"
#: Texts of an entry that are compared with templates.
COMPARED = products.COMPARED


@dataclass
class Counts:
    """What comparing names did: entries looked at, with a product, changed, and with a suggestion."""

    entries: int = 0
    matched: int = 0
    changed: int = 0
    suggested: int = 0
    per_product: dict[str, int] = field(default_factory=dict)

    def add(self, product: str) -> None:
        """Count one entry of a product."""
        self.matched += 1
        self.per_product[product] = self.per_product.get(product, 0) + 1


@dataclass(frozen=True)
class _Decided:
    accepted: dict[int, int]
    refused: dict[int, set[int]]


def set_products(
    entries: Sequence[Entry],
    names: ProductNames | None = None,
    *,
    thorough: bool = False,
    counts: Counts | None = None,
) -> list[Entry]:
    """Work out the product of entries with a live version; returns those whose product changed.

    Call it in a transaction. The names are prepared once for all `entries`, unless they are given. `thorough` also
    looks for entries that only share their text with a template, which takes longer and gives suggestions.
    """
    names = products.prepare_names() if names is None else names
    shown = [entry for entry in entries if entry.live is not None]
    if not len(names) or not shown:
        return []
    decided = _read_decisions(shown)
    known = facts.values_of_many(
        [entry.algorithm for entry in shown if entry.algorithm is not None], (PRODUCT_FACT, SUPPLIER_FACT)
    )
    found = {entry.pk: names.find(_describe(entry, known), thorough=thorough) for entry in shown}
    rows = products.find_by_codes({match.product for matches in found.values() for match in matches})
    changed, suggestions = [], []
    for entry in shown:
        matches = _without_refused(found[entry.pk], rows, decided.refused.get(entry.pk, set()))
        product = _choose(matches, rows, decided.accepted.get(entry.pk))
        if product is None:
            suggestions += [
                ProductMatch(
                    entry=entry, product=rows[match.product], grounds=[one.value for one in match.grounds]
                )
                for match in matches
            ]
        if entry.product_id != product:
            entry.product_id = product
            changed.append(entry)
        if counts is not None:
            _count(counts, entry, has_suggestion=product is None and bool(matches))
    Entry.objects.bulk_update(changed, ("product",))
    ProductMatch.objects.filter(entry__in=shown, state=ProductMatch.State.SUGGESTED).delete()
    ProductMatch.objects.bulk_create(suggestions, ignore_conflicts=True)
    return changed


def match_all(*, progress: Callable[[int, int], None] | None = None) -> Counts:
    """Work out the product of every live entry anew, batch by batch; who changed can be found by it at once."""
    names, counts = products.prepare_names(), Counts()
    total = Entry.objects.filter(live__isnull=False).count()
    last = 0
    while True:
        with transaction.atomic():
            batch = list(
                Entry.objects.select_related("live", "algorithm")
                .filter(live__isnull=False, pk__gt=last)
                .order_by("pk")[:BATCH]
            )
            if not batch:
                break
            changed = set_products(batch, names, thorough=True, counts=counts)
            if changed:
                get_index().update([entry.pk for entry in changed])
        last = batch[-1].pk
        counts.entries += len(batch)
        counts.changed += len(changed)
        if progress is not None:
            progress(counts.entries, total)
    codes = dict(Product.objects.order_by().values_list("pk", "code"))
    counts.per_product = {codes[int(key)]: number for key, number in counts.per_product.items()}
    return counts


def _read_decisions(entries: Sequence[Entry]) -> _Decided:
    accepted: dict[int, int] = {}
    refused: dict[int, set[int]] = {}
    rows = (
        ProductMatch.objects.filter(entry__in=entries)
        .exclude(state=ProductMatch.State.SUGGESTED)
        .order_by("id")
    )
    for entry, product, state in rows.values_list("entry_id", "product_id", "state"):
        if state == ProductMatch.State.ACCEPTED:
            accepted[entry] = product
        else:
            refused.setdefault(entry, set()).add(product)
    return _Decided(accepted, refused)


def _describe(entry: Entry, known: dict[int, dict[str, object]]) -> Described:
    values = entry.live.values if entry.live is not None else {}
    said = known.get(entry.algorithm_id or 0, {})
    return Described(
        title=str(values.get("name") or ""),
        supplier=str(values.get("provider") or said.get(SUPPLIER_FACT) or ""),
        product=str(said.get(PRODUCT_FACT) or ""),
        texts=tuple(text for key in COMPARED if isinstance(text := values.get(key), str)),
    )


def _without_refused(
    matches: Sequence[Match], rows: dict[str, Product], refused: set[int]
) -> tuple[Match, ...]:
    return tuple(
        match for match in matches if match.product in rows and rows[match.product].pk not in refused
    )


def _choose(matches: Sequence[Match], rows: dict[str, Product], accepted: int | None) -> int | None:
    """The product: that of the dossier, else what a person accepted, else the one that is certain."""
    certain = next((match for match in matches if match.is_certain), None)
    if len(matches) > 1:
        certain = None
    if accepted is not None and (certain is None or certain.grounds[0].value != "fact"):
        return accepted
    return rows[certain.product].pk if certain else None


def _count(counts: Counts, entry: Entry, *, has_suggestion: bool) -> None:
    if entry.product_id is not None:
        counts.add(str(entry.product_id))
    counts.suggested += has_suggestion

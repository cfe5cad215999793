"""All reads of who uses which product: for pages, facets and exports."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from waarborg.apps.algorithms.models import Product, Supplier
from waarborg.apps.algorithms.products import queries as products
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.models import Entry, ProductMatch, SearchDocument


@dataclass(frozen=True)
class Categories:
    """In which categories the users of a product published it: category to number, the most chosen first."""

    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many uses name a category or not."""
        return sum(number for _category, number in self.counts)

    @property
    def named(self) -> tuple[tuple[str, int], ...]:
        """The categories that were chosen, without "none named"."""
        return tuple((category, number) for category, number in self.counts if category)

    @property
    def differ(self) -> bool:
        """Whether not everybody chose the same category."""
        return len(self.named) > 1

    @property
    def usual(self) -> str:
        """The category that most chose; empty where none was chosen more often than all others."""
        named = self.named
        if not named or (len(named) > 1 and named[0][1] == named[1][1]):
            return ""
        return named[0][0]


def find_product_of(entry: Entry) -> Product | None:
    """The product that an entry is about, or None when that is not certain."""
    if entry.product_id is None:
        return None
    return Product.objects.select_related("supplier").get(pk=entry.product_id)


def find_product_of_public(public_id: str) -> Product | None:
    """The product of the public entry with this id, or None."""
    return (
        Product.objects.select_related("supplier")
        .filter(entries__public_id=public_id, entries__live__isnull=False, merged_into=None)
        .first()
    )


def list_uses(product: Product) -> QuerySet[SearchDocument]:
    """The public entries about a product, by organisation: one row each, with title, status and category."""
    return SearchDocument.objects.filter(entry__product=product).order_by(
        "organisation_name", "title", "public_id"
    )


def list_uses_of_supplier(supplier: Supplier) -> QuerySet[SearchDocument]:
    """The public entries about any product of a supplier, by organisation."""
    return SearchDocument.objects.filter(entry__product__supplier=supplier).order_by(
        "organisation_name", "title", "public_id"
    )


def count_categories(product: Product) -> Categories:
    """How many public entries about a product stand in each category; "" for none named."""
    rows = (
        SearchDocument.objects.filter(entry__product=product)
        .order_by()
        .values_list("category")
        .annotate(number=Count("pk"))
    )
    return Categories(tuple(sorted(rows, key=lambda row: (-row[1], row[0]))))


def count_organisations(product: Product) -> int:
    """How many organisations have a public entry about a product."""
    rows = SearchDocument.objects.filter(entry__product=product).order_by()
    return rows.values("organisation").distinct().count()


def count_uses(found: Iterable[Product]) -> dict[int, int]:
    """How many public entries each of these products has, by row id."""
    rows = (
        SearchDocument.objects.filter(entry__product__in=list(found))
        .order_by()
        .values_list("entry__product")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def count_uses_of_suppliers(found: Iterable[Supplier]) -> dict[int, int]:
    """How many public entries each of these suppliers has, by row id."""
    rows = (
        SearchDocument.objects.filter(entry__product__supplier__in=list(found))
        .order_by()
        .values_list("entry__product__supplier")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def count_categories_of_many(found: Iterable[Product]) -> dict[int, Categories]:
    """The categories of several products at once, by row id."""
    rows = (
        SearchDocument.objects.filter(entry__product__in=list(found))
        .order_by()
        .values_list("entry__product", "category")
        .annotate(number=Count("pk"))
    )
    counts: dict[int, list[tuple[str, int]]] = {}
    for product, category, number in rows:
        counts.setdefault(product, []).append((category, number))
    return {
        product: Categories(tuple(sorted(found, key=lambda row: (-row[1], row[0]))))
        for product, found in counts.items()
    }


def list_public_products(words: str = "") -> QuerySet[Product]:
    """Products with a public entry, by name, each with `use_count`."""
    return (
        products.list_products(words)
        .filter(entries__search_document__isnull=False)
        .annotate(use_count=Count("entries__search_document", distinct=True))
    )


def list_suggestions(person: Person) -> QuerySet[ProductMatch]:
    """Suggested products of entries about which this person may decide, by product and organisation."""
    rows = (
        ProductMatch.objects.select_related(
            "entry__organisation", "entry__search_document", "product__supplier"
        )
        .filter(
            state=ProductMatch.State.SUGGESTED,
            entry__search_document__isnull=False,
            product__merged_into=None,
        )
        .order_by("product__name", "product__code", "entry__organisation__name", "entry__public_id", "id")
    )
    reach = rights.reach(person, "products.edit")
    return rows if reach is None else rows.filter(entry__organisation__code__in=reach)


def find_match(match_id: int) -> ProductMatch | None:
    """A suggestion with its entry and product, or None when it went meanwhile."""
    return (
        ProductMatch.objects.select_related("entry__organisation", "product__supplier")
        .filter(pk=match_id)
        .first()
    )


def organisation_of_match(match_id: int) -> str | None:
    """Code of the organisation whose entry a suggestion is about; None when it went."""
    return (
        ProductMatch.objects.filter(pk=match_id).values_list("entry__organisation__code", flat=True).first()
    )

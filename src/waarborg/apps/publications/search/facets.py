"""Facets that combine: a choice of values within a facet, all facets together, and what each value would give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import heappush, heappushpop

from waarborg.apps.publications.models import SearchDocument
from waarborg.apps.publications.search import bitmaps
from waarborg.apps.publications.search.columns import Columns
from waarborg.apps.publications.search.port import FACETS, Facet, FacetValue, Query

#: Facets with very many values show those with most entries, and what was selected.
MOST_VALUES = {"organisations": 30, "suppliers": 30, "products": 30, "laws": 30}

#: Facets of which the values are codes that only the register can name.
LABELLED = frozenset({"suppliers", "products"})


def select(columns: Columns, query: Query) -> dict[str, int]:
    """The entries that meet the selection in each facet in which something was selected."""
    return {
        facet: bitmaps.union(
            columns.read_sets(facet, query.today).get(value, 0) for value in query.selected(facet)
        )
        for facet in FACETS
        if query.selected(facet)
    }


def meet(entries: int, selections: Mapping[str, int], *, but: str = "") -> int:
    """Those of `entries` that meet every selection, `but` that of one facet."""
    for facet, selected in selections.items():
        if facet != but:
            entries &= selected
    return entries


def count(columns: Columns, query: Query, entries: int, selections: Mapping[str, int]) -> tuple[Facet, ...]:
    """Each facet with the number of `entries` per value, given the selections in the other facets."""
    return tuple(_count_one(columns, query, facet, meet(entries, selections, but=facet)) for facet in FACETS)


def _count_one(columns: Columns, query: Query, facet: str, entries: int) -> Facet:
    selected = query.selected(facet)
    most = MOST_VALUES.get(facet)
    values = columns.read_sets(facet, query.today)
    if most is None:
        counts = {value: (bits & entries).bit_count() for value, bits in values.items()}
    else:
        counts = _count_most(columns, facet, entries, most)
    kept = sorted((item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0]))[:most]
    shown = {value for value, _ in kept}
    missing = [value for value in dict.fromkeys(selected) if value not in shown]
    others = [(value, (values.get(value, 0) & entries).bit_count()) for value in missing]
    kept += sorted(others, key=lambda item: (-item[1], item[0]))
    return Facet(facet, tuple(FacetValue(value, number, value in selected) for value, number in kept))


def count_without(entries: int, selections: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many of `entries` there are without the selection in one facet, for each facet where there are any.

    Last, with no facet, how many there are without any selection.
    """
    counts = [(facet, meet(entries, selections, but=facet).bit_count()) for facet in selections]
    everything = [("", entries.bit_count())] if selections else []
    return tuple((facet, number) for facet, number in counts + everything if number)


def _count_most(columns: Columns, facet: str, entries: int, most: int) -> dict[str, int]:
    """The counts of the values that can be among the `most` highest.

    No value counts more than it has entries in all, so once `most` are found that count more than the next
    value has, the rest need no counting.
    """
    counts: dict[str, int] = {}
    highest: list[int] = []
    for size, value, bits in columns.by_size(facet):
        if len(highest) == most and size < highest[0]:
            break
        number = counts[value] = (bits & entries).bit_count()
        if len(highest) < most:
            heappush(highest, number)
        else:
            heappushpop(highest, number)
    return counts


def add_labels(columns: Columns, facets: Sequence[Facet]) -> tuple[Facet, ...]:
    """The facets with what the register itself calls their values."""
    shown = [(facet.name, one.value) for facet in facets if facet.name in LABELLED for one in facet.values]
    labels = read_labels(columns, shown)
    return tuple(
        replace(
            facet,
            values=tuple(replace(one, label=labels.get((facet.name, one.value), "")) for one in facet.values),
        )
        if facet.name in LABELLED
        else facet
        for facet in facets
    )


def read_labels(columns: Columns, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What these values are called, by facet and value: as in the newest of the entries that have the value.

    One statement for what was not asked before.
    """
    asked = list(wanted)
    newest = {
        pair: bits.bit_length() - 1
        for pair in asked
        if pair not in columns.labels and (bits := columns.facets[pair[0]].get(pair[1], 0))
    }
    if newest:
        rows = SearchDocument.objects.filter(pk__in=set(newest.values())).order_by("pk")
        names = {
            pk: {("products", product): product_name}
            | {("suppliers", code): name for code, name in zip(codes, called, strict=False)}
            for pk, product, product_name, codes, called in rows.values_list(
                "pk", "product", "product_name", "suppliers", "supplier_names"
            )
        }
        columns.labels.update({pair: names.get(pk, {}).get(pair, "") for pair, pk in newest.items()})
    return {pair: columns.labels.get(pair, "") for pair in asked}

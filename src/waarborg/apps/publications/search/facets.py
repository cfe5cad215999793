"""Facets that combine: a choice of values within a facet, all facets together, and what each value would give."""

from collections.abc import Mapping
from heapq import heappush, heappushpop

from waarborg.apps.publications.search import bitmaps
from waarborg.apps.publications.search.columns import Columns
from waarborg.apps.publications.search.port import FACETS, Facet, FacetValue, Query

#: Facets with very many values show those with most entries, and what was selected.
MOST_VALUES = {"organisations": 30}


def select(columns: Columns, query: Query) -> dict[str, int]:
    """The entries that meet the selection in each facet in which something was selected."""
    return {
        facet: bitmaps.union(columns.facets[facet].get(value, 0) for value in query.selected(facet))
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
    values = columns.facets[facet]
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

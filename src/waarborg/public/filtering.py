"""The filters of search: what they are called in an address and on the page, and what their values mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.adapters.content_files.organisations import load_kinds
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import queries as organisations
from waarborg.apps.publications.search.port import MONTHS, NONE, OLDER, OTHER, OWN, Facet, Query
from waarborg.public.presentation import labels_of

#: The key in the address, the filter of the query, and the facet of the results.
FILTERS = {
    "status": "statuses",
    "categorie": "categories",
    "thema": "themes",
    "type": "kinds",
    "organisatie": "organisations",
    "leverancier": "suppliers",
    "product": "products",
    "wet": "laws",
    "toets": "assessments",
    "gewijzigd": "freshness",
}
OPEN_FILTERS = ("status", "categorie", "thema")
#: So many values of a filter stand open; the rest follows behind "more", up to the limit.
OPEN_VALUES = 8
MOST_SHOWN = 60

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Value:
    """A value of a filter, with how many results it has."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Filter:
    """A filter with its values: those that stand open, and the rest."""

    key: str
    label: str
    first: list[Value]
    more: list[Value]
    is_open: bool
    is_cut: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    filter: str
    label: str
    address: str


def list_filter_labels() -> dict[str, str]:
    """What each filter is called."""
    return {
        "status": _("Status"),
        "categorie": _("Category"),
        "thema": _("Theme"),
        "type": _("Kind of organisation"),
        "organisatie": _("Organisation"),
        "leverancier": _("Supplier"),
        "product": _("Product"),
        "wet": _("Legal basis"),
        "toets": _("Assessment named"),
        "gewijzigd": _("Last changed"),
    }


def list_known_values() -> dict[str, set[str]]:
    """The values of the filters that have a fixed list of them."""
    standard = load_standard()
    return {
        "status": set(labels_of(standard, "status", "nl")),
        "categorie": set(labels_of(standard, "publication_category", "nl")),
        "thema": set(labels_of(standard, "category", "nl")),
        "type": {kind.code for kind in load_kinds()},
        "gewijzigd": {*MONTHS, OLDER},
    }


def list_value_labels(facets: Iterable[Facet], query: Query, language: str) -> Labels:
    """What the values of each filter are called."""
    standard = load_standard()
    shown = {facet.name: facet.values for facet in facets}
    codes = {value.value for value in shown.get("organisations", ())}
    bodies = organisations.list_organisations(codes | set(query.organisations))
    named = {
        name: {value.value: value.label for value in shown.get(name, ()) if value.label}
        for name in ("suppliers", "products")
    }
    ages = {
        value: _("In the last %(months)s months") % {"months": months} for value, months in MONTHS.items()
    }
    return {
        "status": labels_of(standard, "status", language),
        "categorie": labels_of(standard, "publication_category", language),
        "thema": labels_of(standard, "category", language),
        "type": {kind.code: kind.label.in_language(language) for kind in load_kinds()},
        "organisatie": {
            body.code: (body.name_en if language == "en" else "") or body.name for body in bodies
        },
        "leverancier": {**named["suppliers"], OWN: _("Made in house")},
        "product": named["products"],
        "wet": {},
        "toets": {OTHER: _("Another assessment"), NONE: _("No assessment named")},
        "gewijzigd": {**ages, OLDER: _("Longer ago")},
    }


def make_filter(key: str, facets: Iterable[Facet], labels: Mapping[str, str]) -> Filter:
    """A filter with its values, those that are on first, then those with most results."""
    facet = next((facet for facet in facets if facet.name == FILTERS[key]), None)
    values = [
        Value(one.value, labels.get(one.value, one.value), one.count, one.selected)
        for one in (facet.values if facet else ())
        if one.count or one.selected
    ]
    if key == "gewijzigd":
        order = [*MONTHS, OLDER]
        values.sort(key=lambda one: order.index(one.value))
    else:
        values.sort(key=lambda one: (not one.selected, -one.count, one.label.casefold()))
    chosen = sum(one.selected for one in values)
    split = max(OPEN_VALUES, chosen)
    return Filter(
        key=key,
        label=list_filter_labels()[key],
        first=values[:split],
        more=values[split : max(MOST_SHOWN, split)],
        is_open=key in OPEN_FILTERS or chosen > 0,
        is_cut=len(values) > max(MOST_SHOWN, split),
    )


def list_chips(query: Query, kept: Mapping[str, list[str]], labels: Labels) -> Iterable[Chip]:
    """The filters that are on, each with the address without it."""
    names = list_filter_labels()
    for key, name in FILTERS.items():
        for value in query.selected(name):
            rest = {**kept, key: [one for one in kept[key] if one != value]}
            yield Chip(names[key], labels[key].get(value, value), make_address(rest))


def make_address(kept: Mapping[str, list[str] | str]) -> str:
    """The address of a search with these words and filters."""
    given = QueryDict(mutable=True)
    for key, values in kept.items():
        given.setlist(key, [values] if isinstance(values, str) else values)
    return f"{reverse('public:search')}?{given.urlencode()}"

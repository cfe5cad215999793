"""Search: words and filters in, a page of results out. Every state of it is an address that can be shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.organisations import load_kinds
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import queries as organisations
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import NONE, OTHER, Facet, Query, Results
from waarborg.public.pages import contact_address
from waarborg.public.paging import Pages, read_page
from waarborg.public.presentation import labels_of

#: The key in the address, the filter of the query, and the facet of the results.
FILTERS = {
    "status": "statuses",
    "categorie": "categories",
    "thema": "themes",
    "type": "kinds",
    "organisatie": "organisations",
    "toets": "assessments",
}
SORTS = {"relevantie": "relevance", "nieuwste": "newest", "oudste": "oldest", "naam": "name"}
MOST_WORDS = 200
MOST_VALUES = 50
#: So many values of a facet stand open; the rest follows behind "more", up to the limit.
OPEN_VALUES = 8
MOST_SHOWN = 60
#: How many organisations are offered when nothing was found, and from how many on a word is too common to tell.
MOST_BODIES = 8
MOST_ALIKE = 40
OPEN_FACETS = ("status", "categorie", "thema")


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


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search the register."""
    query = read_query(request.GET)
    results = get_index().find(query)
    language = get_language() or settings.LANGUAGE_CODE
    labels = _labels(results, query, language)
    kept = _kept(query)
    pages = Pages(number=results.page, last=results.pages, address=reverse("public:search"), kept=kept)
    page: dict[str, Any] = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Search"),
        "query": query,
        "results": results,
        "hits": [
            (hit, labels["status"].get(hit.status, ""), labels["categorie"].get(hit.category, ""))
            for hit in results.hits
        ],
        "filters": [_filter(key, results.facets, labels[key]) for key in FILTERS],
        "chips": list(_chips(query, kept, labels)),
        "address_without_filters": _address({"q": query.words}),
        "sorts": [(key, label, SORTS[key] == query.sort) for key, label in _sort_labels().items()],
        "pages": pages,
    }
    if not results.total:
        page |= _ways_on(results, query, kept)
    return render(request, "public/search.html", page)


def read_query(given: QueryDict) -> Query:
    """The query in an address. What is unknown or broken is left out; nothing is refused."""
    known = _known_values()
    chosen: dict[str, tuple[str, ...]] = {}
    for key, name in FILTERS.items():
        values = [value.strip() for value in given.getlist(key)[:MOST_VALUES]]
        allowed = known.get(key)
        kept = [
            value
            for value in values
            if value and "\x00" not in value and (allowed is None or value in allowed)
        ]
        chosen[name] = tuple(dict.fromkeys(kept))
    words = " ".join(given.get("q", "").replace("\x00", " ").split())[:MOST_WORDS]
    sort = SORTS.get(given.get("sorteer", ""), "relevance")
    return Query(words=words, sort=sort, page=read_page(given.get("pagina", "")), **chosen)


def _known_values() -> dict[str, set[str]]:
    standard = load_standard()
    return {
        "status": set(labels_of(standard, "status", "nl")),
        "categorie": set(labels_of(standard, "publication_category", "nl")),
        "thema": set(labels_of(standard, "category", "nl")),
        "type": {kind.code for kind in load_kinds()},
    }


def _kept(query: Query) -> dict[str, list[str]]:
    """What the address says of a query, but for the page."""
    kept = {"q": [query.words] if query.words else []}
    kept |= {key: list(getattr(query, name)) for key, name in FILTERS.items()}
    if query.sort != "relevance":
        kept["sorteer"] = [next(key for key, sort in SORTS.items() if sort == query.sort)]
    return {key: values for key, values in kept.items() if values}


def _address(kept: Mapping[str, list[str] | str]) -> str:
    given = QueryDict(mutable=True)
    for key, values in kept.items():
        given.setlist(key, [values] if isinstance(values, str) else values)
    return f"{reverse('public:search')}?{given.urlencode()}"


def _sort_labels() -> dict[str, str]:
    return {
        "relevantie": _("Best match first"),
        "nieuwste": _("Newest first"),
        "oudste": _("Oldest first"),
        "naam": _("By name"),
    }


def _filter_labels() -> dict[str, str]:
    return {
        "status": _("Status"),
        "categorie": _("Category"),
        "thema": _("Theme"),
        "type": _("Kind of organisation"),
        "organisatie": _("Organisation"),
        "toets": _("Assessment named"),
    }


def _labels(results: Results, query: Query, language: str) -> dict[str, dict[str, str]]:
    """What the values of each filter are called."""
    standard = load_standard()
    codes = {
        value.value for facet in results.facets if facet.name == "organisations" for value in facet.values
    }
    bodies = organisations.list_organisations(codes | set(query.organisations))
    return {
        "status": labels_of(standard, "status", language),
        "categorie": labels_of(standard, "publication_category", language),
        "thema": labels_of(standard, "category", language),
        "type": {kind.code: kind.label.in_language(language) for kind in load_kinds()},
        "organisatie": {
            body.code: (body.name_en if language == "en" else "") or body.name for body in bodies
        },
        "toets": {OTHER: _("Another assessment"), NONE: _("No assessment named")},
    }


def _filter(key: str, facets: Iterable[Facet], labels: Mapping[str, str]) -> Filter:
    facet = next((facet for facet in facets if facet.name == FILTERS[key]), None)
    values = [
        Value(one.value, labels.get(one.value, one.value), one.count, one.selected)
        for one in (facet.values if facet else ())
        if one.count or one.selected
    ]
    values.sort(key=lambda one: (not one.selected, -one.count, one.label.casefold()))
    chosen = sum(one.selected for one in values)
    split = max(OPEN_VALUES, chosen)
    return Filter(
        key=key,
        label=_filter_labels()[key],
        first=values[:split],
        more=values[split : max(MOST_SHOWN, split)],
        is_open=key in OPEN_FACETS or chosen > 0,
        is_cut=len(values) > max(MOST_SHOWN, split),
    )


def _chips(
    query: Query, kept: dict[str, list[str]], labels: Mapping[str, Mapping[str, str]]
) -> Iterable[Chip]:
    names = _filter_labels()
    for key, name in FILTERS.items():
        for value in getattr(query, name):
            rest = {**kept, key: [one for one in kept[key] if one != value]}
            yield Chip(names[key], labels[key].get(value, value), _address(rest))


def _ways_on(results: Results, query: Query, kept: dict[str, list[str]]) -> dict[str, Any]:
    """Where to go when nothing was found: looser words, pages of organisations, and somebody to ask."""
    return {
        "looser": [(words, _address({**kept, "q": words})) for words in results.looser],
        "bodies": [(one, vars(one)["entry_count"]) for one in _bodies_named(query.words)],
        "contact": contact_address(),
    }


def _bodies_named(words: str) -> list[Any]:
    """Organisations that have most of the words in their name; words that many have (`gemeente`) say nothing."""
    everyone = publications.list_public_organisations()
    names = {one.code: " ".join([one.name, one.name_en, *one.other_names]).casefold() for one in everyone}
    parts = {part for part in words.casefold().split() if len(part) > 2}
    telling = [part for part in parts if sum(part in name for name in names.values()) <= MOST_ALIKE]
    scores = {code: sum(part in name for part in telling) for code, name in names.items()}
    found = [one for one in everyone if scores[one.code]]
    return sorted(found, key=lambda one: -scores[one.code])[:MOST_BODIES]

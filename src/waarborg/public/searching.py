"""Search: words and filters in, a page of results out. Every state of it is an address that can be shared."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import Hit, Query, Results
from waarborg.apps.publications.search.words import find_plain
from waarborg.public.filtering import (
    FILTERS,
    list_chips,
    list_filter_labels,
    list_known_values,
    list_value_labels,
    make_address,
    make_filter,
)
from waarborg.public.pages import contact_address
from waarborg.public.paging import Pages, read_page
from waarborg.public.presentation import labels_of

SORTS = {"relevantie": "relevance", "nieuwste": "newest", "oudste": "oldest", "naam": "name"}
EXACT = "precies"
MOST_WORDS = 200
MOST_VALUES = 50
#: So many of each kind are suggested while somebody types.
MOST_SUGGESTED = 5
SUGGESTION_SECONDS = 60


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search the register."""
    query = read_query(request.GET)
    results = get_index().find(query)
    language = get_language() or settings.LANGUAGE_CODE
    labels = list_value_labels(results.facets, query, language)
    kept = _kept(query)
    pages = Pages(number=results.page, last=results.pages, address=reverse("public:search"), kept=kept)
    page: dict[str, Any] = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Search"),
        "query": query,
        "results": results,
        "hits": list(_lines(results.hits, labels)),
        "address_exact": make_address({**kept, EXACT: "1"}),
        "filters": [make_filter(key, results.facets, labels[key]) for key in FILTERS],
        "chips": list(list_chips(query, kept, labels)),
        "address_without_filters": make_address({"q": query.words}),
        "sorts": [(key, label, SORTS[key] == query.sort) for key, label in _sort_labels().items()],
        "pages": pages,
    }
    if not results.total:
        page |= _ways_on(results, kept)
    return render(request, "public/search.html", page)


@open_to_all
@require_safe
@cache_control(public=True, max_age=SUGGESTION_SECONDS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """What somebody may be about to type, as a list to put under the field. Empty for less than two characters."""
    typed = _read_words(request.GET)
    found = get_index().suggest(typed, MOST_SUGGESTED)
    themes = list(_themes_beginning(typed))
    count = sum(map(len, (found.entries, found.bodies, found.products, themes)))
    page = {"found": found, "themes": themes, "count": count}
    return render(request, "public/parts/suggestions.html", page)


def read_query(given: QueryDict) -> Query:
    """The query in an address. What is unknown or broken is left out; nothing is refused."""
    known = list_known_values()
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
    return Query(
        words=_read_words(given),
        sort=SORTS.get(given.get("sorteer", ""), "relevance"),
        page=read_page(given.get("pagina", "")),
        exact=given.get(EXACT, "") == "1",
        today=timezone.localdate(),
        **chosen,
    )


def _read_words(given: QueryDict) -> str:
    return " ".join(given.get("q", "").replace("\x00", " ").split())[:MOST_WORDS]


def _kept(query: Query) -> dict[str, list[str]]:
    """What the address says of a query, but for the page."""
    kept = {"q": [query.words] if query.words else []}
    kept |= {key: list(query.selected(name)) for key, name in FILTERS.items()}
    if query.sort != "relevance":
        kept["sorteer"] = [next(key for key, sort in SORTS.items() if sort == query.sort)]
    if query.exact:
        kept[EXACT] = ["1"]
    return {key: values for key, values in kept.items() if values}


def _sort_labels() -> dict[str, str]:
    return {
        "relevantie": _("Best match first"),
        "nieuwste": _("Newest first"),
        "oudste": _("Oldest first"),
        "naam": _("By name"),
    }


def _lines(hits: Iterable[Hit], labels: Any) -> Iterable[dict[str, Any]]:
    """Each hit with what its values are called, and which language its snippet is in."""
    standard = load_standard()
    language = "en" if get_language() == "en" else "nl"
    for hit in hits:
        field = standard.find_field(hit.snippet_field.removesuffix("@en"))
        yield {
            "hit": hit,
            "status": labels["status"].get(hit.status, ""),
            "category": labels["categorie"].get(hit.category, ""),
            "field": field.label.in_language(language) if field else "",
            "snippet_language": "en" if hit.snippet_field.endswith("@en") else "nl",
        }


def _themes_beginning(typed: str) -> Iterable[tuple[str, str]]:
    """Themes with a word that begins so: the value and what it is called."""
    language = get_language() or settings.LANGUAGE_CODE
    asked = find_plain(typed) if len(typed) > 1 else []
    found = (
        (value, label)
        for value, label in labels_of(load_standard(), "category", language).items()
        if asked and all(any(word.startswith(one) for word in find_plain(label)) for one in asked)
    )
    return list(found)[:MOST_SUGGESTED]


def _ways_on(results: Results, kept: dict[str, list[str]]) -> dict[str, Any]:
    """Where to go when nothing was found: looser words, fewer filters, pages of organisations, somebody to ask."""
    names = list_filter_labels()
    keys = {facet: key for key, facet in FILTERS.items()}
    return {
        "looser": [
            (words, make_address({**{key: kept[key] for key in kept if key != EXACT}, "q": words}))
            for words in results.looser
        ],
        "without": [
            (
                names[keys[facet]],
                count,
                make_address({key: kept[key] for key in kept if key != keys[facet]}),
            )
            for facet, count in results.without
            if facet
        ],
        "without_all": dict(results.without).get("", 0),
        "contact": contact_address(),
    }

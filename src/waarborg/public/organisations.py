"""Organisations: which ones use algorithms, and what each of them uses."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.organisations import load_kinds
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.search.port import NONE
from waarborg.public.paging import Pages, read_page
from waarborg.public.presentation import labels_of, show_address
from waarborg.public.quality import show_summary

PER_PAGE = 60
MOST_ENTRIES = 200
MOST_CHILDREN = 60
YEAR = timedelta(days=365)


@open_to_all
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations with entries, by name; filtered by name and kind."""
    language = get_language() or settings.LANGUAGE_CODE
    words = " ".join(request.GET.get("naam", "").replace("\x00", " ").split())[:100]
    everyone = publications.list_public_organisations()
    counts: dict[str, int] = {}
    for body in everyone:
        counts[body.kind] = counts.get(body.kind, 0) + 1
    kinds = [
        (kind.code, kind.plural.in_language(language), counts[kind.code])
        for kind in load_kinds()
        if kind.code in counts
    ]
    chosen = request.GET.get("soort", "")
    chosen = chosen if chosen in counts else ""
    found = [body for body in everyone if _is_named(body, words) and chosen in ("", body.kind)]
    last = max(1, -(-len(found) // PER_PAGE))
    number = min(read_page(request.GET.get("pagina", "")), last)
    kept = {key: [value] for key, value in (("naam", words), ("soort", chosen)) if value}
    page = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Organisations"),
        "bodies": [
            {"body": body, "kind": _kind_label(body.kind, language), "count": vars(body)["entry_count"]}
            for body in found[(number - 1) * PER_PAGE : number * PER_PAGE]
        ],
        "total": len(found),
        "everyone": len(everyone),
        "kinds": kinds,
        "chosen": chosen,
        "words": words,
        "pages": Pages(number=number, last=last, address=reverse("public:organisations"), kept=kept),
    }
    return render(request, "public/organisations.html", page)


@open_to_all
@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """What one organisation uses, by theme, and how fresh that is."""
    try:
        body = queries.get_organisation(code)
    except queries.NotFound as error:
        raise Http404(str(error)) from error
    language = get_language() or settings.LANGUAGE_CODE
    entries = list(publications.list_of_organisation(code))
    children = list(queries.list_children(body)[: MOST_CHILDREN + 1])
    name = (body.name_en if language == "en" else "") or body.name
    page: dict[str, Any] = {
        "crumbs": [
            (_("Home"), reverse("public:home")),
            (_("Organisations"), reverse("public:organisations")),
        ],
        "crumb_here": name,
        "body": body,
        "name": name,
        "kind": _kind_label(body.kind, language),
        "about": (body.about_en if language == "en" else "") or body.about,
        "about_language": language if language == "nl" or body.about_en else "nl",
        "contact": show_address(body.contact) if body.contact else None,
        "website": show_address(body.website) if body.website else None,
        "children": children[:MOST_CHILDREN],
        "successors": list(queries.list_successors(body)),
        "predecessors": list(queries.list_predecessors(body)),
        "groups": _by_theme(entries[:MOST_ENTRIES], language),
        "total": len(entries),
        "shown": min(len(entries), MOST_ENTRIES),
        "figures": _figures(entries, timezone.localdate()),
        "summary": show_summary(code, today=timezone.localdate()),
        "statuses": labels_of(load_standard(), "status", language),
    }
    return render(request, "public/organisation.html", page)


def _is_named(body: Any, words: str) -> bool:
    names = " ".join([body.name, body.name_en, *body.other_names]).casefold()
    return all(word in names for word in words.casefold().split())


def _kind_label(code: str, language: str) -> str:
    return next((kind.label.in_language(language) for kind in load_kinds() if kind.code == code), "")


def _by_theme(entries: list[Any], language: str) -> list[dict[str, Any]]:
    """Entries under their first theme, themes by name; those without a theme come last."""
    labels = labels_of(load_standard(), "category", language)
    statuses = labels_of(load_standard(), "status", language)
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        theme = entry.themes[0] if entry.themes else ""
        also = [labels.get(other, other) for other in entry.themes[1:]]
        groups.setdefault(theme, []).append(
            {"entry": entry, "status": statuses.get(entry.status, ""), "also": also}
        )
    ordered = sorted(groups, key=lambda theme: (not theme, labels.get(theme, theme)))
    return [
        {"theme": theme, "label": labels.get(theme, theme), "entries": groups[theme]} for theme in ordered
    ]


def _figures(entries: list[Any], today: date) -> dict[str, int]:
    """How complete and how fresh the entries are, as far as the public texts themselves tell."""
    return {
        "fresh": sum(entry.published_on > today - YEAR for entry in entries),
        "assessed": sum(any(name != NONE for name in entry.assessments) for entry in entries),
        "themed": sum(bool(entry.themes) for entry in entries),
        "taken_over": sum(entry.taken_over for entry in entries),
        "in_use": sum(entry.status == "In gebruik" for entry in entries),
    }

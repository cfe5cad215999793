"""Algorithms that resemble one algorithm, each with the reason."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.resembling import list_resembling
from waarborg.public.presentation import labels_of

MOST = 12


@open_to_all
@require_safe
def resembling(request: HttpRequest, public_id: str) -> HttpResponse:
    """What resembles an entry: the words they share, the same product, the same theme."""
    try:
        found = publications.get_public_entry(public_id)
        lines = list_resembling(public_id, most=MOST)
    except NotFound as error:
        raise Http404(str(error)) from error
    language = get_language() or settings.LANGUAGE_CODE
    themes = labels_of(load_standard(), "category", language)
    statuses = labels_of(load_standard(), "status", language)
    title = str(found.values.get("name") or public_id)
    page: dict[str, Any] = {
        "crumbs": [
            (_("Home"), reverse("public:home")),
            (_("Algorithms"), reverse("public:search")),
            (title, reverse("public:entry", args=[public_id])),
        ],
        "crumb_here": _("Similar algorithms"),
        "public_id": public_id,
        "title": title,
        "lines": [
            {
                "one": one,
                "status": statuses.get(one.status, ""),
                "themes": [themes.get(theme, theme) for theme in one.themes],
            }
            for one in lines
        ],
    }
    return render(request, "public/resembling.html", page)

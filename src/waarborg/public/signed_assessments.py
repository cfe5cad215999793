"""What an organisation made public of the assessments it signed: at an entry, and each on a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.assessments import public_queries
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.queries import PublicEntry
from waarborg.public.entries import LIVE_SECONDS, answer_gone


@open_to_all
@require_safe
def assessment_summary(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The summary of a signed assessment, with the parts that are public and why others are not."""
    try:
        entry = publications.get_public_entry(public_id)
        found = public_queries.get_summary(public_id, number)
    except publications.Gone as gone:
        return answer_gone(request, gone)
    except public_queries.Withdrawn:
        return _answer_withdrawn(request, public_id)
    except publications.NotFound as error:
        raise Http404(str(error)) from error
    language = "en" if get_language() == "en" else "nl"
    title = found.form.title.in_language(language)
    context = {
        "crumbs": _crumbs(entry),
        "crumb_here": title,
        "entry": entry,
        "entry_title": _title(entry),
        "organisation": entry.organisation,
        "title": title,
        "based_on": found.form.based_on,
        "summary": found,
        "parts": public_queries.list_public_parts(found, language),
    }
    response = render(request, "public/assessment_summary.html", context)
    patch_cache_control(response, public=True, max_age=LIVE_SECONDS)
    return response


def _answer_withdrawn(request: HttpRequest, public_id: str) -> HttpResponse:
    entry = publications.get_public_entry(public_id)
    context = {"crumbs": _crumbs(entry), "crumb_here": _("Assessment"), "public_id": public_id}
    return render(request, "public/assessment_withdrawn.html", context, status=410)


def _crumbs(entry: PublicEntry) -> list[tuple[str, str]]:
    return [
        (_("Home"), reverse("public:home")),
        (_("Algorithms"), reverse("public:search")),
        (_title(entry), reverse("public:entry", args=[entry.public_id])),
    ]


def _title(entry: PublicEntry) -> str:
    return str(entry.values.get("name") or entry.public_id)

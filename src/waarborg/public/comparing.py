"""Two versions of an entry side by side, field by field; versions that were published, and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.sharing import editions
from waarborg.core.publication.difference import ENGLISH
from waarborg.public.entries import LIVE_SECONDS, answer_gone

MOST_DIGITS = 9


@open_to_all
@require_safe
def difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """What differs between the versions `van` and `tot`; by default the newest two."""
    try:
        found = publications.get_public_entry(public_id)
        new = _read(request, "tot", found.newest)
        old = _read(request, "van", max(new - 1, 1))
        comparison = editions.compare_public(public_id, old, new)
    except publications.Gone as gone:
        return answer_gone(request, gone)
    except publications.NotFound as error:
        raise Http404(str(error)) from error
    choices = [
        (str(one.number), _label(one.number, date_format(localtime(one.published_at), "j F Y")))
        for one in found.versions
    ]
    labels = dict(choices)
    title = str(found.values.get("name") or public_id)
    context = {
        "crumbs": [
            (_("Home"), reverse("public:home")),
            (_("Algorithms"), reverse("public:search")),
            (title, reverse("public:entry", args=[public_id])),
        ],
        "crumb_here": _("What changed"),
        "found": found,
        "title": title,
        "choices": choices,
        "old": str(old),
        "new": str(new),
        "old_label": labels[str(old)],
        "new_label": labels[str(new)],
        "comparison": comparison,
        "unreadable": [_name(name) for name in comparison.unreadable],
        "reasons": [one for one in found.versions if old < one.number <= new and one.reason],
    }
    response = render(request, "public/difference.html", context)
    patch_cache_control(response, public=True, max_age=LIVE_SECONDS)
    return response


def _read(request: HttpRequest, name: str, usual: int) -> int:
    """The number of a version in the address; what is no number names no version."""
    given = request.GET.get(name, "").strip()
    if not given:
        return usual
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        raise publications.NotFound(f"{given!r} is no number of a version.")
    return int(given)


def _label(number: int, day: str) -> str:
    return _("Version %(number)s of %(day)s") % {"number": number, "day": day}


def _name(field: str) -> str:
    language = "en" if get_language() == "en" else "nl"
    known = load_standard().find_field(field.removesuffix(ENGLISH))
    label = known.label.in_language(language) if known else field
    return _("%(label)s (English)") % {"label": label} if field.endswith(ENGLISH) else label

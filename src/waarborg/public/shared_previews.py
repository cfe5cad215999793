"""The text of an entry before it is public, for who was given a secret address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.queries import PublicEntry
from waarborg.apps.publications.sharing import previewing
from waarborg.apps.publications.sharing.previewing import SharedText
from waarborg.core.publication.validity import check
from waarborg.public.entries import make_page


@open_to_all
@require_safe
@never_cache
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The text as it stands now, as the public would see it. One answer for a link that ended and one that never was."""
    try:
        shared = previewing.open_link(token, at=timezone.now(), counts=request.method == "GET")
    except previewing.LinkEnded:
        response = _answer_nothing(request, status=410)
    except NotFound:
        response = _answer_nothing(request, status=404)
    else:
        response = render(request, "public/shared_preview.html", _make_page(shared))
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer_nothing(request: HttpRequest, *, status: int) -> HttpResponse:
    context = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Preview"),
    }
    return render(request, "public/shared_preview_ended.html", context, status=status)


def _make_page(shared: SharedText) -> dict[str, Any]:
    entry = shared.entry
    found = PublicEntry(
        public_id=entry.public_id,
        number=0,
        newest=0,
        values=shared.values,
        values_en=shared.values_en,
        leftover={},
        digest="",
        organisation=entry.organisation,
        is_taken_over=False,
        source="",
        source_url="",
        registered_on=None,
        published_at=timezone.now(),
        reason="",
        versions=(),
        findings=check(shared.values, standard=load_standard()),
        texts_at=shared.texts_at,
    )
    page = make_page(found, is_fixed=True)
    return page | {
        "crumbs": [],
        "is_submitted": shared.is_submitted,
        "expires_at": shared.expires_at,
        "is_public": entry.live_id is not None,
    }

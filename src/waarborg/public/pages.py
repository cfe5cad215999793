"""Home, the pages about this site, and the pages for when something goes wrong."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.core.publication.addresses import is_mail_address
from waarborg.public.presentation import Theme, labels_of

RECENT = 6


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search box, what changed lately, and three ways in."""
    counts = publications.count_per_theme()
    themes = [
        Theme(value=value, label=label, count=counts.get(value, 0))
        for value, label in labels_of(load_standard(), "category", _language()).items()
    ]
    page = {
        "size": publications.count_public(),
        "recent": list(publications.list_recent(RECENT)),
        "themes": sorted(themes, key=lambda theme: theme.label),
    }
    return render(request, "public/home.html", page)


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this site shows, how, and what it does not show."""
    return _render_text(request, "public/about.html", _("About this site"))


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _render_text(request, "public/accessibility.html", _("Accessibility"))


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about visitors."""
    return _render_text(request, "public/privacy.html", _("Privacy"))


def _render_text(request: HttpRequest, template: str, title: str) -> HttpResponse:
    page = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": title,
        "contact": contact_address(),
    }
    return render(request, template, page)


def contact_address() -> dict[str, str] | None:
    """Where to reach the operator of the site: what to show and what to link to; None when not set."""
    contact = settings.CONTACT.removeprefix("mailto:")
    if not contact:
        return None
    if is_mail_address(contact):
        return {"text": contact, "address": f"mailto:{contact}"}
    return {"text": contact.split("://")[-1], "address": contact}


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


# --- when something goes wrong ---------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The browser sent something that cannot be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not do this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page. Offers search; asks nothing of the database."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. Asks nothing of the database, nor of the page that broke."""
    return HttpResponse(
        render_to_string("500.html", {"site_language": _language(), "texts": _in_both()}), status=500
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the proof that it is ours; mostly because the page was open for too long."""
    return render(request, "403_csrf.html", status=403)


def _in_both() -> list[dict[str, Any]]:
    texts = []
    for code in sorted(("nl", "en"), key=lambda code: code != _language()):
        with override(code):
            texts.append(
                {
                    "code": code,
                    "title": _("Something went wrong here"),
                    "text": _("This is our fault. We have kept a note of it. Try again in a few minutes."),
                    "home": reverse("public:home"),
                    "link": _("To the home page"),
                }
            )
    return texts

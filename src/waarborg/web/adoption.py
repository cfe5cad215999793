"""Entries that were taken over from another register, and taking one under own management."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.publications import actions, workplace
from waarborg.core.publication.validity import check
from waarborg.web import places
from waarborg.web.pages import now, person_of, show

PAGE_SIZE = 25


@dataclass(frozen=True)
class TakenOver:
    """An entry of another register that shows one of our organisations."""

    public_id: str
    name: str
    organisation: str
    source: str
    registered_on: date | None
    findings: int
    may_adopt: bool


@needs("publications.view")
@require_safe
def taken_over(request: HttpRequest) -> HttpResponse:
    """The taken-over entries of the organisations of this person."""
    person = person_of(request)
    rows = workplace.list_taken_over(rights.reach(person, "publications.view"))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    adopts = rights.reach(person, "publications.adopt")
    lines = [_make_line(entry, adopts) for entry in page.object_list]
    return show(request, "taken_over.html", here=_("Taken over"), lines=lines, page=page)


def _make_line(entry: Any, adopts: set[str] | None) -> TakenOver:
    return TakenOver(
        public_id=entry.public_id,
        name=str(entry.live.values.get("name") or entry.public_id),
        organisation=entry.organisation.name,
        source=entry.source,
        registered_on=entry.live.registered_on,
        findings=len(check(entry.live.values, standard=load_standard())),
        may_adopt=adopts is None or entry.organisation.code in adopts,
    )


@needs("publications.adopt", places.of_entry, see="publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an entry under own management, after a page that says what that means."""
    entry = workplace.get_entry(public_id)
    if entry.algorithm_id is not None or entry.live is None:
        raise Http404(f"The entry {public_id} was not taken over, or is under own management already.")
    if request.method == "POST":
        algorithm = actions.adopt(entry=entry, by=person_of(request), at=now())
        messages.success(request, _("The entry is under own management, with a dossier and a draft."))
        return redirect("web:dossier", public_id=algorithm.public_id)
    return show(
        request,
        "adopt.html",
        crumbs=[(_("Taken over"), reverse("web:taken_over"))],
        here=_("Take under own management"),
        line=_make_line(entry, None),
    )

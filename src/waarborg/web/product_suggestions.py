"""Products that descriptions may be about: a person accepts or refuses."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.organisations.access import needs
from waarborg.apps.publications.products import actions
from waarborg.apps.publications.products import queries as uses
from waarborg.core.publication.product_matching import GROUND_LABELS, Ground
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.products import crumbs_to_products

PAGE_SIZE = 25


@dataclass(frozen=True)
class SuggestionLine:
    """A suggestion with the reason, in words."""

    id: int
    public_id: str
    title: str
    organisation: str
    product: str
    product_code: str
    supplier: str
    reasons: tuple[str, ...]


def of_match(match_id: int, **_rest: object) -> str:
    """Code of the organisation whose entry a suggestion is about, for the rules of access."""
    code = uses.organisation_of_match(match_id)
    if code is None:
        raise Http404("This suggestion is no longer there.")
    return code


@needs("products.edit")
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Every suggestion about which this person may decide."""
    page = Paginator(uses.list_suggestions(person_of(request)), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return show(
        request,
        "product_suggestions.html",
        crumbs=crumbs_to_products(),
        here=_("Suggestions"),
        lines=[make_line(match) for match in page.object_list],
        page=page,
        query="",
    )


def make_line(match: Any) -> SuggestionLine:
    """A suggestion as it is shown."""
    known = {ground.value: ground for ground in Ground}
    return SuggestionLine(
        id=match.pk,
        public_id=match.entry.public_id,
        title=match.entry.search_document.title,
        organisation=match.entry.organisation.name,
        product=match.product.name,
        product_code=match.product.code,
        supplier=match.product.supplier.name,
        reasons=tuple(say(GROUND_LABELS[known[code]]) for code in match.grounds if code in known),
    )


@needs("products.edit", of_match, see="workplace.enter")
@require_POST
def decide(request: HttpRequest, match_id: int) -> HttpResponse:
    """Accept or refuse a suggestion."""
    match = uses.find_match(match_id)
    if match is None:
        raise Http404("This suggestion is no longer there.")
    accepted = request.POST.get("do") == "accept"
    actions.decide(
        entry=match.entry, product=match.product, accepted=accepted, by=person_of(request), at=now()
    )
    names = {"product": match.product.name, "organisation": match.entry.organisation.name}
    messages.success(
        request,
        _("The description of %(organisation)s is about %(product)s.") % names
        if accepted
        else _("The description of %(organisation)s is not about %(product)s; this is not suggested again.")
        % names,
    )
    page = request.POST.get("pagina", "")
    suffix = f"?pagina={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    return redirect(reverse("web:product_suggestions") + suffix)

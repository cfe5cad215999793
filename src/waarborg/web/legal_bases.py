"""What the steps of an algorithm offer to the field "legal basis" of its entry, and taking that over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from waarborg.apps.algorithms import laws
from waarborg.apps.organisations.access import needs
from waarborg.apps.publications import legal_bases
from waarborg.core.publication.workflow import StepRefused
from waarborg.web import places
from waarborg.web.entries import get_own_page
from waarborg.web.fields import id_of
from waarborg.web.pages import now, person_of, say


def find_proposal(algorithm: Any) -> legal_bases.Proposal | None:
    """What the steps offer to the entry; None when that is nothing."""
    found = legal_bases.propose(algorithm, library=laws.get_library(), on=localdate())
    return found if found.new or found.without_link else None


@needs("publications.edit", places.of_entry, see="publications.view")
@require_POST
def legal_bases_accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name the chosen sources in the text."""
    page = get_own_page(request, public_id)
    try:
        count = legal_bases.accept(
            entry=page.entry,
            titles=request.POST.getlist("bron"),
            library=laws.get_library(),
            by=person_of(request),
            at=now(),
        )
    except StepRefused as refusal:
        messages.error(request, say(refusal.reason))
    else:
        if count:
            said = ngettext(
                "The text names %(count)s legal basis from the steps.",
                "The text names %(count)s legal bases from the steps.",
                count,
            )
            messages.success(request, said % {"count": count})
        else:
            messages.info(request, _("Nothing was chosen, or the text names it already."))
    address = reverse("web:entry", kwargs={"public_id": public_id})
    return redirect(f"{address}#{id_of(legal_bases.FIELD)}")

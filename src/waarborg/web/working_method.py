"""How an organisation works: who publishes last, and after how many months a text is looked at again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from waarborg.apps.organisations import flows
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation
from waarborg.apps.publications import actions
from waarborg.core.publication.workflow import FLOW_LABELS, Flow
from waarborg.web import places
from waarborg.web.method_form import WorkingMethod
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import now, person_of, show


@needs("organisations.edit", places.itself, see="people.view")
@require_POST
def working_method(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the choices; where texts are under way, first say what happens to them."""
    organisation: Any = get_organisation(code)
    form = WorkingMethod(request.POST, organisation=organisation)
    if not form.is_valid():
        return _show(request, organisation, form, status=422)
    flow = Flow(form.cleaned_data["flow"])
    waiting = actions.count_approved(organisation)
    if flow != organisation.flow and waiting and "confirmed" not in request.POST:
        return _show(request, organisation, form, chosen=flow, waiting=waiting)
    months, by = form.cleaned_data["review_months"], person_of(request)
    changed = flows.choose_review_months(organisation=organisation, months=months, by=by, at=now())
    moved = actions.choose_flow(organisation=organisation, flow=flow, by=by, at=now())
    if moved:
        told = ngettext(
            "Saved. %(count)s approved text now waits for somebody else; they have been told.",
            "Saved. %(count)s approved texts now wait for somebody else; they have been told.",
            moved,
        )
        messages.success(request, told % {"count": moved})
    else:
        is_new = changed or moved is not None
        messages.success(request, _("The working method was saved.") if is_new else _("Nothing was changed."))
    return redirect("web:organisation_settings", code=code)


def _show(
    request: HttpRequest,
    organisation: Any,
    form: WorkingMethod,
    *,
    chosen: Flow | None = None,
    waiting: int = 0,
    status: int = 200,
) -> HttpResponse:
    title = _("Details of %(name)s") % {"name": organisation.name}
    address = reverse("web:organisation_settings", kwargs={"code": organisation.code})
    return show(
        request,
        "working_method.html",
        status=status,
        crumbs=[*crumbs_to_list(), (title, address)],
        here=_("Working method"),
        organisation=organisation,
        method=form,
        chosen=FLOW_LABELS[chosen] if chosen else None,
        to_central=chosen is Flow.CENTRAL,
        waiting=waiting,
    )

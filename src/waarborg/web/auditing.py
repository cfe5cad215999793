"""The audit log of an organisation: in words, checked, and with its end to keep elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.audit import tasks
from waarborg.apps.audit.queries import list_events, list_heads
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation, names_of
from waarborg.web import places
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import now, person_of, show
from waarborg.web.sentences import name_person, tell

MOST = 200
KINDS = {
    "algorithms": gettext_lazy("Dossiers and facts"),
    "steps": gettext_lazy("Steps and legal bases"),
    "cases": gettext_lazy("Cases"),
    "assessments": gettext_lazy("Assessments"),
    "obligations": gettext_lazy("Obligations"),
    "publications": gettext_lazy("Publications"),
    "people": gettext_lazy("People and roles"),
    "organisations": gettext_lazy("The organisation"),
    "audit": gettext_lazy("Checks of the log"),
}
FAULTS = {
    "changed": gettext_lazy("was changed"),
    "removed": gettext_lazy("was removed"),
    "inserted": gettext_lazy("was inserted"),
}


@needs("audit.view", places.itself)
@require_safe
def audit(request: HttpRequest, code: str) -> HttpResponse:
    """The newest events in words, and whether the log is whole."""
    organisation = get_organisation(code)
    kind = request.GET.get("soort", "")
    events = list_events(chain=code, most=MOST)
    chosen = [event for event in events if kind in ("", event.action.partition(".")[0])]
    check = tasks.find_last_check(code)
    names = names_of([check.started.by]) if check else {}
    head = next((item for item in list_heads() if item.chain == code), None)
    return show(
        request,
        "audit.html",
        crumbs=crumbs_to_list(),
        here=_("Audit log of %(name)s") % {"name": organisation.name},
        organisation=organisation,
        events=tell(chosen),
        kind=kind,
        kinds=[(value, str(label)) for value, label in KINDS.items()],
        total=head.length if head else 0,
        most=MOST,
        check=check,
        checked_by=name_person(check.started.by, names) if check else "",
        breaks=[(item.get("number"), FAULTS.get(str(item.get("fault")), "")) for item in check.breaks]
        if check
        else [],
        may_verify=rights.may(person_of(request), "audit.verify", code),
    )


@needs("audit.verify", places.itself, see="audit.view")
@require_POST
def audit_verify(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a check of the log, in the background."""
    tasks.start_verification(chain=get_organisation(code).code, by=str(person_of(request).pk), at=now())
    return redirect("web:audit", code=code)


@needs("audit.view", places.itself)
@require_safe
def audit_head(request: HttpRequest, code: str) -> HttpResponse:
    """The end of the log, to keep elsewhere: with it, also a log that was cut off shows."""
    head = next((item for item in list_heads() if item.chain == code), None)
    content = {
        "chain": code,
        "length": head.length if head else 0,
        "head": head.head if head else "",
        "exported_at": now().isoformat(),
    }
    response = JsonResponse(content, json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="audit-head-{code}-{content["length"]}.json"'
    return response

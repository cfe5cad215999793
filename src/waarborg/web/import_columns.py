"""Saying which column of a table is which field, with examples from the file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.adapters.exchange.headings import list_targets
from waarborg.apps.organisations.access import for_anyone_logged_in
from waarborg.apps.publications.importing import actions, queries, tasks
from waarborg.apps.publications.importing.actions import ImportRefused
from waarborg.web.imports import crumbs_to_list, get_file
from waarborg.web.pages import now, person_of, say, show


@for_anyone_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, reference: str) -> HttpResponse:
    """Name the columns of a table. For who may bring in files there."""
    file = get_file(request, reference)
    if not file.is_table or file.state not in ("mapping", "ready"):
        return redirect("web:import_file", reference=reference)
    kept = {str(one.pk): one for one in queries.list_mappings(file.organisation)}
    chosen = _choose(request, file, kept)
    refused = ""
    if request.method == "POST" and request.POST.get("do") == "compare":
        try:
            actions.name_columns(
                file=file,
                mapping=chosen,
                by=person_of(request),
                at=now(),
                keep_as=request.POST.get("keep_as", ""),
            )
        except ImportRefused as error:
            refused = say(error.reason)
        else:
            if not tasks.go(file, at=now()):
                messages.success(request, _("The file is compared in the background."))
            return redirect("web:import_file", reference=reference)
    return show(
        request,
        "import_columns.html",
        crumbs=[*crumbs_to_list()],
        here=file.name,
        file=file,
        columns=[
            {
                "place": place,
                "name": one["name"],
                "examples": one["examples"],
                "chosen": chosen.get(one["name"], ""),
            }
            for place, one in enumerate(file.columns)
        ],
        targets=[(field.key, say(field.label)) for field in list_targets()],
        kept=list(kept.values()),
        used=request.POST.get("kept", ""),
        keep_as=request.POST.get("keep_as", ""),
        refused=refused,
        back=reverse("web:imports"),
        status=422 if refused else 200,
    )


def _choose(request: HttpRequest, file: Any, kept: dict[str, Any]) -> dict[str, str]:
    """What each column is: as was chosen on the page, as in a naming that was kept, or as is probable."""
    names = [str(one["name"]) for one in file.columns]
    if request.method == "POST" and request.POST.get("do") == "use":
        found = kept.get(request.POST.get("kept", ""))
        return {name: str(found.columns.get(name, "")) for name in names} if found else {}
    if request.method == "POST":
        return {name: request.POST.get(f"column-{place}", "") for place, name in enumerate(names)}
    if file.mapping:
        return {name: str(file.mapping.get(name, "")) for name in names}
    return {str(one["name"]): str(one["guess"]) for one in file.columns}

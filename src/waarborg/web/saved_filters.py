"""The filters that somebody keeps for the list of dossiers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.algorithms.collaboration import filters as keeping
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.web.pages import Crumb, now, person_of, say, show

#: What a filter can hold: words in the name, organisation, state, review, who works on it.
PARTS = ("woorden", "organisatie", "stand", "nalopen", "wie")
#: In an address: show everything, also when a filter of one's own is what the list opens with.
EVERYTHING = "alles"


def read_chosen(data: QueryDict) -> dict[str, str]:
    """What was chosen, without what was left empty."""
    return {part: data[part].strip() for part in PARTS if data.get(part, "").strip()}


def find_opening(request: HttpRequest) -> str:
    """The address with which the list opens for this person, when they came without any choice; empty for all."""
    if request.GET:
        return ""
    found = keeping.find_default(person_of(request))
    return f"{reverse('web:algorithms')}?{found.query}" if found is not None and found.query else ""


def describe(request: HttpRequest) -> dict[str, Any]:
    """What the list of dossiers shows of the filters of this person."""
    chosen = read_chosen(request.GET)
    rows = keeping.list_filters(person_of(request))
    return {
        "saved_filters": [(row, read_chosen(QueryDict(row.query)) == chosen) for row in rows],
        "chosen_filter": chosen,
        "is_kept": any(read_chosen(QueryDict(row.query)) == chosen for row in rows),
    }


class FilterForm(forms.Form):
    """What a filter is called, and whether the list opens with it."""

    use_required_attribute = False

    name = forms.CharField(max_length=keeping.LONGEST_NAME, label=gettext_lazy("Name of the filter"))
    is_default = forms.BooleanField(
        required=False, label=gettext_lazy("Open the list of algorithms with this filter")
    )


@needs("publications.view")
@require_safe
def saved_filters(request: HttpRequest) -> HttpResponse:
    """The filters of this person: open, rename, remove."""
    return show(
        request,
        "saved_filters.html",
        crumbs=_crumbs()[:1],
        here=_("My filters"),
        rows=keeping.list_filters(person_of(request)),
    )


@needs("publications.view")
@require_POST
def filter_save(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen in the list under a name."""
    chosen = read_chosen(request.POST)
    address = reverse("web:algorithms") + "?" + _to_query(chosen)
    if not chosen:
        messages.error(request, _("Choose something in the filter first, then keep it."))
        return redirect(address)
    try:
        row = keeping.save_filter(
            person=person_of(request), name=request.POST.get("name", ""), chosen=chosen, at=now()
        )
    except keeping.FilterRefused as refusal:
        messages.error(request, say(refusal.reason))
    else:
        messages.success(request, _("The filter “%(name)s” is kept.") % {"name": row.name})
    return redirect(address)


def _to_query(chosen: dict[str, str]) -> str:
    data = QueryDict(mutable=True)
    data.update(chosen or {EVERYTHING: "1"})
    return data.urlencode()


def _get(request: HttpRequest, filter_id: int) -> Any:
    try:
        return keeping.get_filter(person_of(request), filter_id)
    except NotFound as error:
        raise Http404(str(error)) from error


def _crumbs() -> list[Crumb]:
    return [(_("Algorithms"), reverse("web:algorithms")), (_("My filters"), reverse("web:saved_filters"))]


@needs("publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def filter_change(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Give a filter another name, or let the list open with it."""
    row = _get(request, filter_id)
    form = FilterForm(request.POST or None, initial={"name": row.name, "is_default": row.is_default})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            keeping.change_filter(row=row, name=given["name"], is_default=given["is_default"], at=now())
        except keeping.FilterRefused as refusal:
            form.add_error("name", say(refusal.reason))
        else:
            messages.success(request, _("The filter is changed."))
            return redirect("web:saved_filters")
    return show(
        request,
        "filter_change.html",
        crumbs=_crumbs(),
        here=row.name,
        status=422 if form.errors else 200,
        row=row,
        form=form,
    )


@needs("publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def filter_remove(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Take a filter away, after a question."""
    row = _get(request, filter_id)
    if request.method == "POST":
        keeping.remove_filter(row=row)
        messages.success(request, _("The filter is gone. The dossiers stay as they are."))
        return redirect("web:saved_filters")
    return show(request, "filter_remove.html", crumbs=_crumbs(), here=_("Remove a filter"), row=row)

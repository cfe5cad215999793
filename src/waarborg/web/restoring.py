"""Putting what an earlier text said back in the dossier, after a page that shows what that changes."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications.sharing import editions, restoring
from waarborg.apps.publications.sharing.editions import Comparison, Source
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.difference import DifferenceKind, FieldDifference
from waarborg.core.publication.workflow import StepRefused
from waarborg.web import places
from waarborg.web.comparing import label_of, name_fields
from waarborg.web.entries import crumbs_to, get_own_page, name_of
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, person_of, say, show


@dataclass(frozen=True)
class Choice:
    """A field that says something else in the earlier text, whether that can stand now, and whether it is chosen."""

    difference: FieldDifference
    can_restore: bool
    is_chosen: bool

    @property
    def empties(self) -> bool:
        """Whether putting it back takes the text of today away."""
        return self.difference.kind is DifferenceKind.REMOVED


@needs("publications.edit", places.of_entry, see="publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what putting a text back changes, field by field, and put back the fields that are chosen."""
    page = get_own_page(request, public_id)
    code = request.POST.get("tekst") or request.GET.get("tekst", "")
    if not code:
        return redirect("web:compare", public_id=public_id)
    comparison = _compare(page, code)
    if request.method == "POST":
        if _restore(request, page, comparison):
            return redirect("web:entry", public_id=public_id)
        page = get_own_page(request, public_id)
        comparison = _compare(page, code)
    return _show(request, page, comparison)


def _compare(page: EntryPage, code: str) -> Comparison:
    try:
        earlier = editions.get_edition(page, code)
        if earlier.source not in (Source.VERSION, Source.PROPOSAL):
            raise NotFound(f"The text {code!r} cannot be put back.")
        return editions.compare_editions(editions.get_edition(page, "dossier"), earlier)
    except NotFound as error:
        raise Http404(str(error)) from error


def _restore(request: HttpRequest, page: EntryPage, comparison: Comparison) -> bool:
    chosen = request.POST.getlist("veld")
    base = find_whole(request.POST.get("base", ""))
    try:
        done = restoring.restore(
            entry=page.entry,
            edition=comparison.new,
            fields=chosen,
            base=restoring.newest_fact(page.entry) if base is None else base,
            by=person_of(request),
            at=now(),
        )
    except StepRefused as refusal:
        messages.error(request, say(refusal.reason))
        return False
    count = len(done.fields)
    text = ngettext(
        "%(count)s field was put back in the dossier.",
        "%(count)s fields were put back in the dossier.",
        count,
    )
    messages.success(
        request,
        text % {"count": count} + " " + _("Submit the draft when it is right; it needs approval as always."),
    )
    return True


def _show(request: HttpRequest, page: EntryPage, comparison: Comparison) -> HttpResponse:
    names = [item.field for item in comparison.differences]
    can = restoring.list_restorable(comparison.new, names)
    chosen = (
        request.POST.getlist("veld") if request.method == "POST" else request.GET.getlist("veld") or names
    )
    address = reverse("web:entry", kwargs={"public_id": page.entry.public_id})
    return show(
        request,
        "restore.html",
        crumbs=[*crumbs_to(request, page), (_("Publication"), address)],
        here=_("Put a text back"),
        entry=page.entry,
        name=name_of(page),
        label=label_of(comparison.new, names_of({comparison.new.by})),
        code=comparison.new.code,
        choices=[
            Choice(item, can[item.field], item.field in chosen and can[item.field])
            for item in comparison.differences
        ],
        can_any=any(can.values()),
        unreadable=name_fields(comparison.unreadable),
        base=restoring.newest_fact(page.entry),
        is_editable=page.is_editable,
        has_copy=bool(page.typed),
        status=422 if request.method == "POST" else 200,
    )

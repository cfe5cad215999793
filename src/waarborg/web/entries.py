"""The text of an entry beside its preview: writing it, and never losing a word of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications import actions, quality, workplace
from waarborg.apps.publications.standing import list_older_translations
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.workflow import STATE_LABELS, STATE_MEANINGS, State, StepRefused
from waarborg.web import entry_form, places
from waarborg.web.answers import is_same, without_row
from waarborg.web.fields import id_of
from waarborg.web.inputs import find_whole
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.previews import preview, with_english
from waarborg.web.sentences import name_person


def get_own_page(request: HttpRequest, public_id: str) -> EntryPage:
    """The entry as this person works on it; "not found" for one that was taken over and has no dossier."""
    try:
        return workplace.get_page(workplace.get_entry(public_id), person_of(request))
    except NotFound as error:
        raise Http404(str(error)) from error


def crumbs_to(request: HttpRequest, page: EntryPage) -> list[Crumb]:
    """The way to the pages of an entry; by the dossier, when the person may open that."""
    way = [(_("Algorithms"), reverse("web:algorithms"))]
    if rights.may(person_of(request), "algorithms.view", page.entry.organisation.code):
        way.append((name_of(page), reverse("web:dossier", kwargs={"public_id": page.entry.public_id})))
    return way


def name_of(page: EntryPage) -> str:
    """What the algorithm of an entry is called."""
    return page.entry.algorithm.name if page.entry.algorithm else page.entry.public_id


@needs("publications.view", places.of_entry)
@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form beside the preview; only the preview for who may not write, or while the text is fixed."""
    page = get_own_page(request, public_id)
    fixed = page.proposal if page.proposal and not page.is_editable else None
    shown = with_english(fixed.values, fixed.values_en) if fixed else {**page.values, **page.typed}
    names = names_of([page.proposal.submitted_by]) if page.proposal else {}
    findings = (*quality.list_working_findings(page, today=localdate()), *list_older_translations(page))
    remarks = entry_form.list_remarks(page, findings)
    return show(
        request,
        "entry.html",
        crumbs=crumbs_to(request, page),
        here=_("Publication"),
        page=page,
        entry=page.entry,
        name=name_of(page),
        parts=entry_form.build(page, remarks, add_row=request.GET.get("rij", "")) if page.is_editable else (),
        recommended=_recommended(),
        preview=preview(shown),
        errors=[item for item in remarks if item.level == "error"],
        needed=[item for item in remarks if item.level == "needed"],
        findings=[item for item in remarks if item.level == "finding"],
        was_refused="geweigerd" in request.GET,
        conflicts=list_conflicts(page),
        seen=stamp(page.copy_changed_at),
        labels=entry_form.labels(),
        state_label=STATE_LABELS[State(page.entry.state)],
        state_meaning=STATE_MEANINGS[State(page.entry.state)],
        submitted_by=name_person(page.proposal.submitted_by, names) if page.proposal else "",
        may_share=rights.may(person_of(request), "publications.share", page.entry.organisation.code),
    )


def _recommended() -> list[tuple[str, tuple[str, ...]]]:
    """Lists of names to choose from, for inputs that take another name too."""
    members = [member for _section, asked in entry_form.list_asked() for member in (asked, *asked.members)]
    return [(item.name, item.shape.recommended) for item in members if item.shape.recommended]


@dataclass(frozen=True)
class Typed:
    """What came from the form: every value, those that the person changed, and the moment they began."""

    values: Mapping[str, object]
    changed: dict[str, object]
    base: int
    is_fresh: bool


def _read(request: HttpRequest, page: EntryPage) -> Typed:
    given = find_whole(request.POST.get("base", ""))
    base = page.base if given is None else given
    then = workplace.values_at(page.entry, base)
    values = entry_form.read_form(request.POST, sources=(page.typed, then, page.values))
    is_fresh = request.POST.get("seen", stamp(page.copy_changed_at)) == stamp(page.copy_changed_at)
    # A page from before the newest kept text (another tab, a reload that came too soon) takes nothing back: what it
    # leaves as it was keeps the text that was typed elsewhere.
    typed = page.typed if is_fresh else {}
    changed = entry_form.select_changed(values, then=then, now=page.values, typed=typed)
    if not is_fresh:
        values |= {name: value for name, value in page.typed.items() if name not in changed}
    return Typed(values, changed, base, is_fresh)


def stamp(moment: datetime | None) -> str:
    """How a page remembers which kept text it shows; empty for none."""
    return moment.isoformat() if moment else ""


@needs("publications.edit", places.of_entry, see="publications.view")
@require_POST
def entry_autosave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what was typed, for this person alone; answers with the line of status and the new preview."""
    page = get_own_page(request, public_id)
    typed = _read(request, page)
    at = now()
    is_kept = _keep(page, typed, person_of(request), at)
    shown = {**page.values, **page.typed, **typed.values}
    context = {
        "saved_at": at,
        "preview": preview(shown),
        "entry": page.entry,
        "has_copy": is_kept,
        "seen": _seen_after(request, typed, at if is_kept else None),
    }
    return render(request, "web/autosaved.html", context)


def _seen_after(request: HttpRequest, typed: Typed, kept_at: datetime | None) -> str:
    """What the page shows after this: what was just kept, unless it was an older page, which stays one."""
    return stamp(kept_at) if typed.is_fresh else request.POST.get("seen", "")


def _keep(page: EntryPage, typed: Typed, person: Any, at: datetime) -> bool:
    """Put what changed in the working copy; take the copy away when nothing differs any more. Says which."""
    differs = any(not is_same(value, page.values.get(name)) for name, value in typed.changed.items())
    if differs:
        actions.save_working_copy(entry=page.entry, values=typed.changed, base=typed.base, by=person, at=at)
    elif page.typed and typed.is_fresh:
        actions.discard_working_copy(entry=page.entry, by=person)
    return differs or bool(page.typed and not typed.is_fresh)


@needs("publications.edit", places.of_entry, see="publications.view")
@require_POST
def entry_save(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put what was typed in the dossier; or, for the buttons of rows, keep it and show the form with the rows."""
    page = get_own_page(request, public_id)
    typed = _read(request, page)
    address = reverse("web:entry", kwargs={"public_id": public_id})
    do, _colon, rest = request.POST.get("do", "save").partition(":")
    if do in ("add", "remove"):
        return _change_rows(request, page, typed, remove=do == "remove", rest=rest)
    try:
        saved = actions.save(
            entry=page.entry, values=typed.values, base=typed.base, by=person_of(request), at=now()
        )
    except StepRefused as refusal:
        _keep(page, typed, person_of(request), now())
        messages.error(request, say(refusal.reason))
        return redirect(address)
    if saved.conflicts:
        return redirect("web:entry_conflicts", public_id=public_id)
    if saved.unfit:
        messages.warning(request, _say_unfit(saved))
        return redirect(address + "?geweigerd=1#problems")
    messages.success(request, _say_saved(saved))
    place = request.POST.get("place", "") if rest == "" else rest
    return redirect(f"{address}#{place}" if place.replace("-", "").isidentifier() else address)


def _say_saved(saved: actions.Saved) -> str:
    if not saved.fields:
        return _("Nothing was changed.")
    count = len(saved.fields)
    return ngettext("Saved: %(count)s field.", "Saved: %(count)s fields.", count) % {"count": count}


def _say_unfit(saved: actions.Saved) -> str:
    count = len(saved.unfit)
    text = ngettext(
        "%(count)s field could not be saved yet. What you typed is kept.",
        "%(count)s fields could not be saved yet. What you typed is kept.",
        count,
    )
    return text % {"count": count} + (" " + _say_saved(saved) if saved.fields else "")


def _change_rows(
    request: HttpRequest, page: EntryPage, typed: Typed, *, remove: bool, rest: str
) -> HttpResponse:
    """Add or take away a row without a script: everything typed is kept, and the form comes back."""
    name, _colon, number = rest.partition(":")
    asked = entry_form.find_asked(name)
    row = find_whole(number)
    if asked is None or not asked.members or (remove and row is None):
        raise Http404(f"There is no list {name}.")
    if row is not None and remove:
        typed.changed[name] = without_row(asked, request.POST, row)
    _keep(page, typed, person_of(request), now())
    address = reverse("web:entry", kwargs={"public_id": page.entry.public_id})
    return redirect(f"{address}#{id_of(name)}" if remove else f"{address}?rij={name}#{id_of(name)}")


@needs("publications.edit", places.of_entry, see="publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def entry_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw away what this person typed and did not save, after a page that shows what that is."""
    page = get_own_page(request, public_id)
    if request.method == "POST":
        actions.discard_working_copy(entry=page.entry, by=person_of(request))
        messages.success(request, _("Your unsaved changes are gone. The dossier is as it was."))
        return redirect("web:entry", public_id=public_id)
    address = reverse("web:entry", kwargs={"public_id": public_id})
    return show(
        request,
        "entry_discard.html",
        crumbs=[*crumbs_to(request, page), (_("Publication"), address)],
        here=_("Throw away changes"),
        page=page,
        entry=page.entry,
        labels=[entry_form.labels()[name] for name in page.typed if name in entry_form.labels()],
    )


def list_conflicts(page: EntryPage) -> list[str]:
    """Names of the fields that this person and somebody else both changed, to different values."""
    if not page.typed:
        return []
    then = workplace.values_at(page.entry, page.base)
    return [
        name
        for name, mine in page.typed.items()
        if not is_same(mine, page.values.get(name)) and not is_same(page.values.get(name), then.get(name))
    ]

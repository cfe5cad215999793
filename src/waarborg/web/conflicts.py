"""Two people changed the same field: both texts side by side, and a choice for each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.apps.publications import actions
from waarborg.apps.publications.mapping import fact_key
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.workflow import StepRefused
from waarborg.web import places
from waarborg.web.answers import read_answer
from waarborg.web.entries import crumbs_to, get_own_page, list_conflicts
from waarborg.web.entry_form import find_asked
from waarborg.web.fields import Asked, Question, ask
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.sentences import name_person
from waarborg.web.values import Shown, show_value


@dataclass(frozen=True)
class Choice:
    """A field with two texts: what this person typed, and what somebody else saved meanwhile."""

    asked: Asked
    mine: Shown
    theirs: Shown
    who: str
    when: object
    question: Question


@needs("publications.edit", places.of_entry, see="publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def entry_conflicts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show both texts of each field, and save what is chosen. Nothing is lost: the other text stays in the history."""
    page = get_own_page(request, public_id)
    names = list_conflicts(page)
    if not names:
        return redirect("web:entry", public_id=public_id)
    if request.method == "POST":
        return _settle(request, page, names)
    address = reverse("web:entry", kwargs={"public_id": public_id})
    return show(
        request,
        "entry_conflicts.html",
        crumbs=[*crumbs_to(request, page), (_("Publication"), address)],
        here=_("Two versions"),
        entry=page.entry,
        seen=algorithms.newest_fact_id(page.entry.algorithm) if page.entry.algorithm else 0,
        choices=_make_choices(page, names),
    )


def _make_choices(page: EntryPage, names: list[str]) -> list[Choice]:
    newest = {line.key: line for line in reversed(algorithms.list_facts(page.entry.algorithm))}  # type: ignore[arg-type]  # a page has a dossier
    lines = {name: newest.get(fact_key(name) or "") for name in names}
    people = names_of(line.by for line in lines.values() if line)
    choices = []
    for name in names:
        asked, line = find_asked(name), lines[name]
        if asked is None:
            continue
        mine, theirs = page.typed[name], page.values.get(name)
        choices.append(
            Choice(
                asked=asked,
                mine=show_value(asked, mine),
                theirs=show_value(asked, theirs),
                who=name_person(line.by, people) if line else "",
                when=line.at if line else None,
                question=ask(asked, mine),
            )
        )
    return choices


def _settle(request: HttpRequest, page: EntryPage, names: list[str]) -> HttpResponse:
    """Save the choices. What somebody changed after this page was shown is a new conflict, and is shown again."""
    values = dict(page.typed)
    for name in names:
        asked = find_asked(name)
        chosen = request.POST.get(f"keep-{name}", "")
        if asked is None or chosen not in ("mine", "theirs"):
            messages.error(request, _("Choose a version for every field. Nothing was saved."))
            return redirect("web:entry_conflicts", public_id=page.entry.public_id)
        theirs = page.values.get(name)
        mine = read_answer(asked, request.POST, known=[page.typed[name], theirs])
        values[name] = mine if chosen == "mine" else theirs
    seen = find_whole(request.POST.get("seen", ""))
    base = page.base if seen is None else seen
    person = person_of(request)
    try:
        saved = actions.save(entry=page.entry, values=values, base=base, by=person, at=now())
    except StepRefused as refusal:
        messages.error(request, say(refusal.reason))
        return redirect("web:entry", public_id=page.entry.public_id)
    if saved.conflicts:
        messages.warning(request, _("Somebody changed the text again. Choose once more."))
        return redirect("web:entry_conflicts", public_id=page.entry.public_id)
    messages.success(request, _("Saved. The other version stays in the history."))
    return redirect("web:entry", public_id=page.entry.public_id)

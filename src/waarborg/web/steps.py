"""The steps of an entry: a page that says what will happen, and the step itself."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.apps.publications import actions
from waarborg.apps.publications.allowing import flow_of, may_take
from waarborg.apps.publications.attached import list_unreleased
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.validity import check
from waarborg.core.publication.workflow import (
    Flow,
    State,
    StepRefused,
    Transition,
    check_step,
    get_transition,
)
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.entries import crumbs_to, get_own_page, name_of
from waarborg.web.entry_form import to_remark
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.previews import compare, preview, with_english
from waarborg.web.sentences import name_person

LONGEST_REASON = 1000

#: What a step brings about, for who is about to take it.
WHAT_HAPPENS: dict[str, Promise] = {
    "submit": gettext_lazy(
        "The text is fixed as it is now. A colleague who did not write it judges it. You can take it back as long as "
        "nobody has decided."
    ),
    "recall": gettext_lazy(
        "The text is no longer judged. It becomes a draft again, so that it can be changed."
    ),
    "reject": gettext_lazy(
        "The text becomes a draft again. Who wrote it reads your reason and can change it and submit it again."
    ),
    "approve": gettext_lazy(
        "You say that this text may become public as it stands here. After that it can be published, or sent back."
    ),
    "publish": gettext_lazy(
        "Everybody can read and find this text from now on. It becomes a version that never changes; a later text "
        "becomes the next version."
    ),
    "revise": gettext_lazy(
        "The text can be changed again. What is public stays public until the new text is approved and published."
    ),
    "withdraw": gettext_lazy(
        "The text leaves the public site at once. Who opens its address reads that it was withdrawn, when and why. "
        "The versions are kept."
    ),
    "archive": gettext_lazy("The dossier is closed and kept. It can be reopened."),
    "reopen": gettext_lazy("The text becomes a draft again and can be changed."),
}
DONE: dict[str, Promise] = {
    "submit": gettext_lazy("The text was submitted. A colleague can judge it now."),
    "recall": gettext_lazy("The text is a draft again."),
    "reject": gettext_lazy("The text was sent back with your reason."),
    "approve": gettext_lazy("The text was approved. It can be published now."),
    "publish": gettext_lazy("The text is public."),
    "revise": gettext_lazy("You can change the text. What is public stays public meanwhile."),
    "withdraw": gettext_lazy("The text was withdrawn from the public site."),
    "archive": gettext_lazy("The dossier was archived."),
    "reopen": gettext_lazy("The text is a draft again."),
}
HINDRANCES: dict[str, Promise] = {
    "four_eyes": gettext_lazy(
        "You worked on this text yourself. A colleague who did not write it must do this."
    ),
    "approved_it": gettext_lazy("You approved this text yourself. Another central editor must publish it."),
    "unsaved": gettext_lazy("You have changes that are not saved. Save them first, or throw them away."),
    "errors": gettext_lazy("The text still has things that are missing or not right. Mend those first."),
}
#: Steps for which one reads the text itself before deciding.
JUDGING = ("submit", "approve", "publish", "reject")


def public_note(step: str) -> str:
    """What becomes of the words with which a text is submitted or published."""
    if step == "publish":
        return _(
            "The public reads this. When you leave it empty, the public reads what the writer said here."
        )
    return _(
        "Your colleague reads this. When the text becomes public, the public reads it too: so no names, and nothing"
        " that is for colleagues alone."
    )


class StepForm(forms.Form):
    """The reason for a step."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Reason"),
    )

    def __init__(self, data: Any, *, transition: Transition) -> None:
        super().__init__(data)
        self.fields["reason"].required = transition.needs_reason
        if transition.name == "withdraw":
            self.fields["reason"].help_text = _("The public reads this reason.")
        elif transition.name in ("submit", "publish"):
            self.fields["reason"].label = _("What changed")
            self.fields["reason"].help_text = public_note(transition.name)
        elif transition.name == "reject":
            self.fields["reason"].help_text = _("Say what must change, so that the writer can go on.")


def _get_transition(name: str) -> Transition:
    try:
        return get_transition(name)
    except KeyError as error:
        raise Http404(f"There is no step {name}.") from error


@needs("publications.view", places.of_entry)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """Say what the step will do, and do it when that is confirmed. The right needed is that of the step itself."""
    transition = _get_transition(name)
    page = get_own_page(request, public_id)
    person = person_of(request)
    if not may_take(person, transition, page.entry):
        raise PermissionDenied(transition.permission)
    form = StepForm(request.POST or None, transition=transition)
    if request.method == "POST" and form.is_valid():
        taken = _take(request, page, transition, reason=form.cleaned_data["reason"])
        if taken:
            return redirect(_where_to(person, page))
        page = get_own_page(request, public_id)
    return _show_step(request, page, transition, form)


def _where_to(person: Any, page: EntryPage) -> str:
    sees = rights.may(person, "algorithms.view", page.entry.organisation.code)
    return reverse("web:dossier" if sees else "web:entry", kwargs={"public_id": page.entry.public_id})


def _take(request: HttpRequest, page: EntryPage, transition: Transition, *, reason: str) -> bool:
    """Take the step; when it is refused, say why and what to do."""
    act: Callable[..., Any] = actions.STEPS[transition.name]
    if request.POST.get("digest", "") != _digest(page):
        messages.error(
            request, _("The text changed since you opened this page. Read it again before you decide.")
        )
        return False
    try:
        act(entry=page.entry, by=person_of(request), at=now(), reason=reason)
    except StepRefused as refusal:
        messages.error(request, say(refusal.reason))
    except actions.GateClosed as closed:
        faults = " ".join(say(problem.message) for problem in closed.problems)
        messages.error(request, _("The text has errors and cannot go on: %(faults)s") % {"faults": faults})
    except rights.NotAllowed as error:
        raise PermissionDenied(error.permission) from error
    else:
        messages.success(request, _what_was_done(page, transition))
        return True
    return False


def _what_was_done(page: EntryPage, transition: Transition) -> str:
    if transition.name == "approve" and flow_of(page.entry) is Flow.CENTRAL:
        return _("The text was approved. The central editors publish it now, or send it back.")
    return str(DONE[transition.name])


def _digest(page: EntryPage) -> str:
    """What was read before deciding: the proposal that runs, if there is one."""
    return page.proposal.digest if page.proposal else ""


def _show_step(request: HttpRequest, page: EntryPage, transition: Transition, form: StepForm) -> HttpResponse:
    proposal, live = page.proposal, page.entry.live
    shown = with_english(proposal.values, proposal.values_en) if proposal else page.values
    before = with_english(live.values, live.values_en) if live else {}
    names = names_of([*proposal.authors, proposal.submitted_by]) if proposal else {}
    reads = transition.name in JUDGING
    address = reverse("web:entry", kwargs={"public_id": page.entry.public_id})
    refusal = _find_refusal(page, transition, str(person_of(request).pk))
    return show(
        request,
        "step.html",
        crumbs=[*crumbs_to(request, page), (_("Publication"), address)],
        here=say(transition.label),
        entry=page.entry,
        name=name_of(page),
        transition=transition,
        what_happens=WHAT_HAPPENS[transition.name],
        hindrance=refusal,
        form=form,
        digest=_digest(page),
        proposal=proposal,
        authors=[name_person(author, names) for author in proposal.authors] if proposal else [],
        submitted_by=name_person(proposal.submitted_by, names) if proposal else "",
        remarks=[to_remark(problem) for problem in _list_problems(page)] if reads else [],
        unreleased=list_unreleased(page.entry, shown) if reads else [],
        preview=preview(shown) if reads else (),
        differences=compare(before, shown) if reads and live else (),
        live=live if reads else None,
    )


def _list_problems(page: EntryPage) -> tuple[Problem, ...]:
    """What is wrong with the text that is decided about."""
    return check(page.proposal.values, standard=load_standard()) if page.proposal else page.problems


def _find_refusal(page: EntryPage, transition: Transition, person: str) -> str:
    """Why the step cannot be taken now, in words; empty when it can."""
    found = next((item for item in page.steps if item.transition == transition), None)
    if found is not None:
        return str(HINDRANCES[found.hindrance]) if found.hindrance else ""
    try:
        check_step(
            transition,
            state=State(page.entry.state),
            live=page.entry.live_id is not None,
            by=person,
            authors=(),
            reason="-",
            flow=flow_of(page.entry),
        )
    except StepRefused as refusal:
        return say(refusal.reason)
    return say(Text("Deze stap kan nu niet.", "This step cannot be taken now."))

"""What the public reads of a signed assessment: a summary, and per part whether it is public or why not."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments import public_queries, queries
from waarborg.apps.assessments.actions import publishing
from waarborg.apps.assessments.actions.publishing import GROUNDS
from waarborg.apps.assessments.fixed_answers import FixedAnswers, Line
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.core.forms.questions import Part
from waarborg.web import places
from waarborg.web.assessment_steps import ReasonForm, attempt, show_step
from waarborg.web.assessments import get_opened
from waarborg.web.pages import language, now, person_of, say
from waarborg.web.sentences import name_person

PUBLIC = "public"


@dataclass
class PartChoice:
    """A part in the form. chosen: public, a ground, or empty while nobody chose. why: why a ground is suggested."""

    part: Part
    title: str
    lines: list[Line]
    answered: int
    chosen: str = ""
    why: str = ""
    fault: str = ""


@dataclass
class Draft:
    """A summary as somebody writes it, with what is wrong with it. seen: the version it is about."""

    text: str
    parts: list[PartChoice]
    seen: str
    text_fault: str = ""
    fault: str = ""

    @property
    def has_fault(self) -> bool:
        """Whether something stands in the way of publishing."""
        return bool(self.text_fault or self.fault or any(part.fault for part in self.parts))


@needs("assessments.sign", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_publish(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Publish a summary of the newest signed version, or withdraw what is public."""
    opened = get_opened(public_id, number)
    if opened.assessment.algorithm is None:
        raise Http404("An assessment of an organisation stands with no entry of the register.")
    fixed = queries.list_fixed(opened.assessment)
    shown = public_queries.find_shown(opened.assessment)
    do = request.POST.get("do", "")
    reason = ReasonForm(
        request.POST if do == "withdraw" else None,
        label=_("Why is it withdrawn?"),
        help=_("Colleagues read this; the public does not."),
    )
    draft = _make_draft(request, opened, fixed[0], shown) if fixed else None
    if do == "withdraw" and reason.is_valid() and _withdraw(request, opened, reason):
        return redirect("web:assessment_publish", public_id=public_id, number=number)
    if do == "publish" and draft is not None and _publish(request, opened, fixed[0], draft, shown):
        return redirect("web:assessment_publish", public_id=public_id, number=number)
    earlier = public_queries.list_earlier(opened.assessment)
    people = names_of([*(row.withdrawn_by for row in earlier), *([shown.by] if shown else [])])
    return show_step(
        request,
        opened,
        "assessment_publish.html",
        here=_("What the public reads"),
        status=422 if (draft is not None and draft.has_fault) or reason.errors else 200,
        fixed=fixed[0] if fixed else None,
        shown=shown,
        shown_by=name_person(shown.by, people) if shown is not None else "",
        draft=draft,
        grounds=[(code, say(label)) for code, label in GROUNDS.items()],
        reason=reason,
        earlier=[(row, name_person(row.withdrawn_by, people)) for row in earlier],
        is_ended=opened.assessment.state == "ended",
    )


def _make_draft(request: HttpRequest, opened: Opened, version: Any, shown: Any) -> Draft:
    """The form: as it was sent, else as it is public now, else with what the form of the assessment suggests."""
    form = queries.form_of_version(version)
    answers = FixedAnswers(form, version.content, language())
    sent = request.POST if request.POST.get("do") == "publish" else None
    parts = []
    for part in form.parts:
        lines = answers.list_lines(part)
        if not lines:
            continue
        choice = PartChoice(part, say(part.title), lines, answers.count_answers(part))
        if part.withhold is not None:
            choice.why = say(part.withhold.why)
        choice.chosen = sent.get(f"part-{part.id}", "") if sent is not None else _suggest(part, shown)
        parts.append(choice)
    text = sent.get("text", "") if sent is not None else shown.text if shown is not None else ""
    return Draft(text, parts, seen=str(version.number))


def _suggest(part: Part, shown: Any) -> str:
    if shown is not None and part.id in shown.parts:
        return str(shown.parts[part.id]) or PUBLIC
    return find_ground(part.withhold.ground) if part.withhold is not None else ""


def find_ground(written: str) -> str:
    """The code of a ground as a form writes it, such as `5.1-2-h` or `art. 5.1 lid 2 onder h Woo`; empty for none."""
    if written in GROUNDS:
        return written
    return next((code for code, label in GROUNDS.items() if f"({written})" in label.nl), "")


def _publish(request: HttpRequest, opened: Opened, version: Any, draft: Draft, shown: Any) -> bool:
    if opened.assessment.state == "ended":
        draft.fault = _("This assessment was ended and no longer counts.")
    if request.POST.get("version") != draft.seen:
        draft.fault = _("A newer version was signed meanwhile. Look at it before you publish.")
    if not draft.text.strip():
        draft.text_fault = _("Write what the public must know of it.")
    for choice in draft.parts:
        if choice.chosen != PUBLIC and choice.chosen not in GROUNDS:
            choice.fault = _("Say whether this part is public, or on which ground it is not.")
    if draft.has_fault:
        return False
    decided = {choice.part.id: "" if choice.chosen == PUBLIC else choice.chosen for choice in draft.parts}
    # A part in which nothing was asked has nothing to show or to withhold.
    form = queries.form_of_version(version)
    parts = {part.id: decided.get(part.id, "") for part in form.parts}
    text = draft.text.replace("\r\n", "\n").strip()
    if shown is not None and (shown.version, shown.text, shown.parts) == (version, text, parts):
        return True  # sent twice: this is public already
    try:
        publishing.publish_summary(version=version, text=text, parts=parts, by=person_of(request), at=now())
    except Refused as refusal:
        if refusal.field == "text":
            draft.text_fault = say(refusal.reason)
        else:
            draft.fault = say(refusal.reason)
        return False
    messages.success(request, _("The summary is public, with the parts that are not withheld."))
    return True


def _withdraw(request: HttpRequest, opened: Opened, form: ReasonForm) -> bool:
    is_done = attempt(
        form,
        lambda: publishing.withdraw_summary(
            assessment=opened.assessment, reason=form.cleaned_data["reason"], by=person_of(request), at=now()
        ),
    )
    if is_done:
        messages.success(request, _("The summary was withdrawn. The public no longer reads it."))
    return is_done

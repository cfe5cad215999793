"""After the signature: opening again, ending, looking at it again, and reporting what asks for that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.assessments import following, queries, watching
from waarborg.apps.assessments.actions import signing, starting
from waarborg.apps.assessments.library import find_newest
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.core.profile.facts import plain
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.assessment_steps import (
    ReasonForm,
    attempt,
    go_back,
    make_mark,
    may,
    note_handed_in,
    show_step,
    was_handed_in,
)
from waarborg.web.assessments import get_opened
from waarborg.web.fields import from_term
from waarborg.web.pages import now, person_of, say
from waarborg.web.sentences import name_person
from waarborg.web.values import EMPTY, Shown, show_value

REPORT_LABELS = {
    watching.MEASUREMENT: Text("Een meting viel buiten de grenzen", "A measurement was outside its limits"),
    watching.INCIDENT: Text("Er was een incident", "There was an incident"),
}


# --- opening again and ending ----------------------------------------------------------------------------------
@needs("assessments.edit", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_reopen(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Open a signed assessment again, with a reason."""
    opened = get_opened(public_id, number)
    form = ReasonForm(
        request.POST or None,
        label=_("Why is it opened again?"),
        help=_("Colleagues read this at the assessment."),
    )
    return _take_step(
        request,
        opened,
        form,
        "assessment_reopen.html",
        here=_("Open again"),
        act=lambda reason: signing.reopen(
            assessment=opened.assessment, reason=reason, by=person_of(request), at=now()
        ),
        done=_("The assessment is open. What was signed stays, and counts until a newer version is signed."),
        signed=queries.list_fixed(opened.assessment)[:1],
    )


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_end(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """End an assessment, after saying what stays."""
    opened = get_opened(public_id, number)
    form = ReasonForm(
        request.POST or None,
        label=_("Why is it ended?"),
        help=_("Such as: the algorithm is not built after all. Colleagues read this."),
    )
    return _take_step(
        request,
        opened,
        form,
        "assessment_end.html",
        here=_("End the assessment"),
        act=lambda reason: starting.end(
            assessment=opened.assessment, reason=reason, by=person_of(request), at=now()
        ),
        done=_("The assessment was ended. It stays here to read."),
        signed=queries.list_fixed(opened.assessment),
    )


def _take_step(
    request: HttpRequest,
    opened: Opened,
    form: ReasonForm,
    template: str,
    *,
    here: str,
    act: Callable[[str], object],
    done: str,
    **context: Any,
) -> HttpResponse:
    is_ready = request.method == "POST" and form.is_valid()
    if is_ready and attempt(form, lambda: act(form.cleaned_data["reason"])):
        messages.success(request, done)
        return go_back(opened)
    status = 422 if form.is_bound and form.errors else 200
    return show_step(request, opened, template, here=here, status=status, form=form, **context)


# --- looking at it again ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ReasonLine:
    """Why it must be looked at, in words. before, after: what the fact was at the signature and is now."""

    title: str
    text: str = ""
    by: str = ""
    at: datetime | None = None
    before: Shown | None = None
    after: Shown | None = None


class ConfirmForm(forms.Form):
    """Why it still holds, and when to look next."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=500,
        label=gettext_lazy("Why does it still hold?"),
        help_text=gettext_lazy("Say what you looked at and what you found."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_on = forms.DateField(
        label=gettext_lazy("Look at the assessment again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@needs("assessments.view", places.of_home)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_review(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Why a signed assessment must be looked at; say that it still holds and when to look next, or open it again."""
    opened = get_opened(public_id, number)
    row, today = opened.assessment, localdate()
    usual = {"next_on": following.find_review_day(opened.form, today)}
    form = ConfirmForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            form,
            lambda: signing.confirm_review(
                assessment=row,
                reason=given["reason"],
                next_on=given["next_on"],
                by=person_of(request),
                at=now(),
            ),
        ):
            messages.success(request, _("Recorded: it was looked at and still holds."))
            return go_back(opened)
    review = opened.form.review
    return show_step(
        request,
        opened,
        "assessment_review.html",
        here=_("Look at it again"),
        status=422 if form.is_bound and form.errors else 200,
        lines=list_reasons(opened, today=today),
        review_on=row.review_on,
        usual=say(review.why) if review is not None else "",
        months=review.months if review is not None else 0,
        is_signed=row.state == "signed",
        may_edit=may(request, opened, "assessments.edit"),
        form=form,
    )


def list_reasons(opened: Opened, *, today: date) -> list[ReasonLine]:
    """What asks for a new look: what was found and what people reported, each thing once."""
    triggers = queries.list_triggers(opened.assessment)
    people = names_of({trigger.by for trigger in triggers})
    fixed = queries.list_fixed(opened.assessment)
    signed_at = fixed[0].at if fixed else None
    found: dict[tuple[str, str], ReasonLine] = {}
    for trigger in triggers:
        if trigger.kind in watching.REPORTED:
            line = ReasonLine(
                say(REPORT_LABELS[trigger.kind]), trigger.text, name_person(trigger.by, people), trigger.at
            )
        else:
            line = _describe(opened, trigger.kind, trigger.detail, signed_at)
        found[(trigger.kind, trigger.detail)] = line
    for reason in watching.find_reasons(opened.assessment, on=today):
        if (reason.kind, reason.detail) not in found:
            found[(reason.kind, reason.detail)] = _describe(opened, reason.kind, reason.detail, signed_at)
    return list(found.values())


def _describe(opened: Opened, kind: str, detail: str, signed_at: datetime | None) -> ReasonLine:
    if kind == watching.FACT:
        return _describe_fact(opened, detail, signed_at)
    if kind == watching.FORM:
        form = find_newest(opened.assessment.organisation_id, opened.form.id)
        changes = say(form.changes) if form is not None and form.changes is not None else ""
        return ReasonLine(
            _("There is a newer version of the form: %(version)s") % {"version": detail}, changes
        )
    day = parse_date(detail)
    return ReasonLine(
        _("The day to look again: %(day)s") % {"day": date_format(day, "j F Y") if day else detail}
    )


def _describe_fact(opened: Opened, key: str, signed_at: datetime | None) -> ReasonLine:
    term = load_vocabulary().find_term(key)
    if term is None:
        return ReasonLine(_("A fact of the dossier changed: %(fact)s") % {"fact": key})
    profile = algorithms.get_profile(opened.assessment.algorithm)
    latest = profile.latest()
    before = profile.state_at(signed_at).find_value(key) if signed_at is not None else None
    newest = latest.find(key)
    asked = from_term(term)
    return ReasonLine(
        _("A fact of the dossier changed: %(fact)s") % {"fact": say(term.label)},
        at=newest.at if newest is not None else None,
        before=show_value(asked, plain(before)) if before is not None else EMPTY,
        after=show_value(asked, plain(newest.value)) if newest is not None else EMPTY,
    )


# --- reporting -------------------------------------------------------------------------------------------------
class ReportForm(forms.Form):
    """What happened that asks for a new look."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happened.")},
    )
    text = forms.CharField(
        max_length=500,
        label=gettext_lazy("What exactly, and when?"),
        help_text=gettext_lazy(
            "Give no names of people. Say where it can be read, if it is written down elsewhere."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"once": make_mark()})
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, say(label)) for kind, label in REPORT_LABELS.items()]


@needs("assessments.view", places.of_home)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_report(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Report an incident, or a measurement outside its limits: the assessment must be looked at."""
    opened = get_opened(public_id, number)
    if opened.assessment.state == "ended":
        messages.error(request, _("This assessment was ended and no longer counts."))
        return go_back(opened)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        is_again = was_handed_in(request, given["once"])
        if is_again or attempt(
            form,
            lambda: watching.report(
                assessment=opened.assessment,
                kind=given["kind"],
                text=given["text"],
                by=person_of(request),
                at=now(),
            ),
        ):
            if not is_again:
                note_handed_in(request, given["once"])
                messages.success(request, _("Reported. Who wrote the assessment was told."))
            return redirect("web:assessment_review", public_id=public_id, number=number)
    return show_step(
        request,
        opened,
        "assessment_report.html",
        here=_("Report it"),
        status=422 if form.is_bound and form.errors else 200,
        form=form,
    )

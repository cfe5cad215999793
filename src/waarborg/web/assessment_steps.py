"""What the pages around filling in share: how they look, who may act there, and what is said when something cannot."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string

from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations import rights
from waarborg.web.assessments import STATE_LABELS, crumbs_to_assessment
from waarborg.web.pages import person_of, say, show

LONGEST_REASON = 500
#: So many forms that were handed in are remembered for each person who is logged in.
MOST_REMEMBERED = 50
_HANDED_IN = "assessment_forms_handed_in"


class ReasonForm(forms.Form):
    """Why something is done."""

    use_required_attribute = False

    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, *, label: str, help: str = "") -> None:
        super().__init__(data)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help


def show_step(
    request: HttpRequest, opened: Opened, template: str, *, here: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about one assessment, one step below its own page."""
    return show(
        request,
        template,
        crumbs=crumbs_to_assessment(opened),
        here=here,
        status=status,
        assessment=opened.assessment,
        form_short=opened.form.short,
        title=say(opened.form.title),
        state=say(STATE_LABELS[opened.assessment.state]),
        **context,
    )


def may(request: HttpRequest, opened: Opened, permission: str) -> bool:
    """Whether the person who asks has a permission where this assessment is."""
    return rights.may(person_of(request), permission, opened.assessment.organisation.code)


def attempt(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do something; a refusal is written at the field it is about, and nothing was done then."""
    try:
        act()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal.reason))
        return False
    return True


def attempt_at_once(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do something without a form, and say what came of it on the next page."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, say(refusal.reason))
        return False
    messages.success(request, done)
    return True


def go_back(opened: Opened) -> HttpResponse:
    """To the page of the assessment."""
    keys = {"public_id": opened.assessment.home, "number": opened.assessment.pk}
    return redirect("web:assessment", **keys)


# --- handing in once -----------------------------------------------------------------------------------------
def make_mark() -> str:
    """A mark of one form on one page, so that it counts once however often it is sent."""
    return get_random_string(24)


def was_handed_in(request: HttpRequest, mark: str) -> bool:
    """Whether this very form was handed in before by who is logged in."""
    return bool(mark) and mark in request.session.get(_HANDED_IN, [])


def note_handed_in(request: HttpRequest, mark: str) -> None:
    """Keep that a form was handed in."""
    if mark:
        known = request.session.get(_HANDED_IN, [])
        request.session[_HANDED_IN] = [*known, mark[:64]][-MOST_REMEMBERED:]

"""Experts from outside who fill in one part of an assessment by a link: invited, listed, withdrawn."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import together
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.core.forms.progress import measure_progress
from waarborg.web import places
from waarborg.web.assessment_steps import (
    attempt,
    attempt_at_once,
    make_mark,
    note_handed_in,
    show_step,
    was_handed_in,
)
from waarborg.web.assessments import get_opened
from waarborg.web.pages import now, person_of, say
from waarborg.web.sentences import name_person

LONGEST_NAME = 200
USUAL_INVITATION = timedelta(days=30)


class InvitationForm(forms.Form):
    """Whom to invite, for which part, and until which day."""

    use_required_attribute = False

    part = forms.ChoiceField(label=gettext_lazy("For which part?"))
    name = forms.CharField(
        max_length=LONGEST_NAME,
        label=gettext_lazy("Who is it?"),
        help_text=gettext_lazy("Name and work, such as “J. Voorbeeld, ethicist”. Colleagues see this."),
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("For your own list. You send the link yourself."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Works until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, parts: list[tuple[str, str]], today: date) -> None:
        last = today + together.LONGEST_INVITATION
        super().__init__(data, initial={"expires_on": today + USUAL_INVITATION, "once": make_mark()})
        fields: dict[str, Any] = self.fields
        fields["part"].choices = [("", _("Choose a part")), *parts]
        fields["expires_on"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}
        fields["expires_on"].help_text = _("At most %(days)s days.") % {
            "days": together.LONGEST_INVITATION.days
        }


@dataclass(frozen=True)
class InvitationLine:
    """One invitation in the list; state: works, ended or revoked."""

    invitation: Any
    part: str
    by: str
    state: str


@needs("assessments.invite", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_invitations(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Who was invited, and a form to invite somebody. The address of a new link is shown once."""
    opened = get_opened(public_id, number)
    today = timezone.localdate(now())
    parts = [(part.id, say(part.title)) for part, _count in measure_progress(opened.reading).parts]
    form = InvitationForm(request.POST or None, parts=parts, today=today)
    made = ""
    if request.method == "POST" and form.is_valid():
        made = _invite(request, opened, form)
        if made:
            form = InvitationForm(None, parts=parts, today=today)
    response = show_step(
        request,
        opened,
        "assessment_invitations.html",
        here=_("Invite experts"),
        status=422 if form.is_bound and form.errors else 200,
        form=form,
        made=made,
        lines=list_lines(opened, today=today),
        is_open=opened.assessment.state == "open",
        is_ended=opened.assessment.state == "ended",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _invite(request: HttpRequest, opened: Opened, form: InvitationForm) -> str:
    """The whole address of the new link; empty when none was made, and then the page says why."""
    given = form.cleaned_data
    if opened.assessment.state == "ended":
        form.add_error(None, _("This assessment was ended and no longer counts."))
        return ""
    if was_handed_in(request, given["once"]):
        form.add_error(
            None,
            _(
                "This form made a link already, and its address was shown then. Withdraw it and make a new one."
            ),
        )
        return ""
    secrets: list[str] = []

    def invite() -> None:
        _invitation, secret = together.invite(
            assessment=opened.assessment,
            part=given["part"],
            name=given["name"],
            email=given["email"],
            expires_on=given["expires_on"],
            by=person_of(request),
            at=now(),
        )
        secrets.append(secret)

    if not attempt(form, invite):
        return ""
    note_handed_in(request, given["once"])
    return request.build_absolute_uri(reverse("web:guest", kwargs={"secret": secrets[0]}))


def list_lines(opened: Opened, *, today: date) -> list[InvitationLine]:
    """The invitations of an assessment, the newest first."""
    rows = queries.list_invitations(opened.assessment)
    people = names_of({row.by for row in rows})
    lines = []
    for row in rows:
        part = opened.form.find_part(row.part)
        title = say(part.title) if part is not None else row.part
        lines.append(InvitationLine(row, title, name_person(row.by, people), _state_of(row, today)))
    return lines


def _state_of(invitation: Any, today: date) -> str:
    if invitation.revoked_at is not None:
        return "revoked"
    return "works" if invitation.expires_on >= today else "ended"


@needs("assessments.invite", places.of_home, see="assessments.view")
@require_POST
def assessment_invitation_revoke(request: HttpRequest, public_id: str, number: int, pk: int) -> HttpResponse:
    """Withdraw an invitation: its link stops working at once."""
    opened = get_opened(public_id, number)
    found = next((row for row in queries.list_invitations(opened.assessment) if row.pk == pk), None)
    if found is None:
        raise Http404("There is no such invitation at this assessment.")
    attempt_at_once(
        request,
        lambda: together.revoke(invitation=found, by=person_of(request), at=now()),
        _("The invitation was withdrawn. Its link no longer works; what was answered stays."),
    )
    return redirect("web:assessment_invitations", public_id=public_id, number=number)

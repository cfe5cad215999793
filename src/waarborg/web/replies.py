"""The pages of who replies to a questionnaire by a secret link: what is asked, how far it is, and handing it in.

The parts themselves are pages of `guests`. Nothing of the dossier is shown, but the name of the product it is about.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments import queries, questionnaire_queries
from waarborg.apps.assessments.actions import replying, signing, together
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations.access import open_to_all
from waarborg.core.forms.following import list_findings
from waarborg.core.forms.progress import measure_progress
from waarborg.web.assessment_outcomes import describe_check, list_missing
from waarborg.web.guests import answer_nothing, protect
from waarborg.web.pages import now, say


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_variables("secret")
def reply(request: HttpRequest, secret: str) -> HttpResponse:
    """What is asked and before when, the parts with how far each is, and handing in."""
    invitation = together.find_invitation(secret, at=now())
    respondent = questionnaire_queries.find_respondent(invitation) if invitation is not None else None
    if invitation is None or respondent is None:
        return answer_nothing(request, secret)
    name, error = request.POST.get("name", ""), ""
    if request.method == "POST":
        try:
            replying.hand_in(invitation=invitation, name=name, at=now())
        except Refused as refusal:
            error = say(refusal.reason)
        else:
            messages.success(request, _("Thank you. Your answers were handed in."))
            return protect(redirect("web:reply", secret=secret))
    elif request.method == "GET":
        together.note_use(invitation=invitation, at=now())
    opened = queries.open_assessment(invitation.assessment, on=localdate())
    context = _describe(secret, respondent, opened) | {"name": name, "error": error}
    return protect(render(request, "web/reply.html", context, status=422 if error else 200))


def _describe(secret: str, respondent: Any, opened: Opened) -> dict[str, object]:
    questionnaire, progress = respondent.questionnaire, measure_progress(opened.reading)
    parts = [
        {
            "title": say(part.title),
            "address": reverse("web:reply_part", kwargs={"secret": secret, "part": part.id}),
            "count": count,
        }
        for part, count in progress.parts
        if count.asked
    ]
    return {
        "secret": secret,
        "questionnaire": questionnaire,
        "organisation": questionnaire.organisation.name,
        "respondent": respondent,
        "form_title": say(opened.form.title),
        "summary": say(opened.form.summary),
        "source": opened.form.based_on,
        "parts": parts,
        "total": progress.total,
        "missing": [
            (title, _find_address(secret, opened, one.address.question))
            for one, title in list_missing(opened, progress)
        ],
        "findings": [describe_check(opened, check) for check in list_findings(opened.reading)],
        "is_open": opened.assessment.state == "open",
        "can_hand_in": signing.find_obstacles(opened) is None,
        "came_back": opened.assessment.state_reason if opened.assessment.state == "open" else "",
    }


def _find_address(secret: str, opened: Opened, question: str) -> str:
    """The address of the part in which a question stands."""
    place = opened.form.find_place(question)
    part = place.part.id if place is not None else opened.form.parts[0].id
    return reverse("web:reply_part", kwargs={"secret": secret, "part": part})

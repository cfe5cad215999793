"""Assessments about an organisation itself, such as its plan for AI literacy: which there are, and which can begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.assessments import queries, questionnaire_queries
from waarborg.apps.assessments.actions import starting
from waarborg.apps.assessments.library import is_own, list_startable
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation
from waarborg.core.forms.forms import About
from waarborg.web import places
from waarborg.web.assessments import Startable, make_line
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import now, person_of, say, show


@dataclass(frozen=True)
class AskedLine:
    """What another organisation asks of this one. versions: what was signed here in that form."""

    respondent: Any
    form: str
    versions: Sequence[Any]
    is_late: bool


@needs("assessments.view", places.itself)
@require_safe
def organisation_assessments(request: HttpRequest, code: str) -> HttpResponse:
    """The assessments about an organisation, and the forms about one that can begin."""
    organisation = get_organisation(code)
    rows = queries.list_assessments(organisation)
    lines = [make_line(queries.open_assessment(row, on=localdate())) for row in rows]
    asked = questionnaire_queries.list_asked_of(organisation)
    fitting = questionnaire_queries.list_fitting(organisation, {one.questionnaire.form for one in asked})
    running = {line.form.id for line in lines if line.assessment.state != "ended"}
    return show(
        request,
        "organisation_assessments.html",
        crumbs=crumbs_to_list(),
        here=_("Assessments of %(name)s") % {"name": organisation.name},
        organisation=organisation,
        lines=lines,
        startable=[
            Startable(form, say(form.title), say(form.summary), (), is_own(form))
            for form in list_startable(organisation.pk, About.ORGANISATION)
            if form.id not in running
        ],
        start_address=reverse("web:organisation_assessment_start", kwargs={"code": code}),
        asked=[
            AskedLine(
                respondent=one,
                form=_name_form(one.questionnaire),
                versions=fitting.get(one.questionnaire.form, ()),
                is_late=one.handed_in_at is None and one.questionnaire.due_on < localdate(),
            )
            for one in asked
        ],
        may_sign=rights.may(person_of(request), "assessments.sign", organisation.code),
        may_edit=rights.may(person_of(request), "assessments.edit", organisation.code),
    )


def _name_form(questionnaire: Any) -> str:
    form = queries.find_form(
        questionnaire.form, questionnaire.form_version, organisation_id=questionnaire.organisation_id
    )
    return say(form.title) if form is not None else questionnaire.form


@needs("assessments.edit", places.itself, see="assessments.view")
@require_POST
def organisation_assessment_start(request: HttpRequest, code: str) -> HttpResponse:
    """Start filling in a form about the organisation."""
    organisation = get_organisation(code)
    try:
        row = starting.start_for_organisation(
            organisation=organisation, form=request.POST.get("form", ""), by=person_of(request), at=now()
        )
    except Refused as error:
        messages.error(request, say(error.reason))
        return redirect("web:organisation_assessments", code=code)
    return redirect("web:assessment", public_id=row.home, number=row.pk)

"""Questionnaires of an organisation: forms that it sends to suppliers or other organisations, and who replied."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.assessments import queries, questionnaire_mail, questionnaire_queries
from waarborg.apps.assessments.actions import questionnaires as actions
from waarborg.apps.assessments.actions import replying
from waarborg.apps.assessments.library import list_startable
from waarborg.apps.assessments.questionnaire_queries import Progress
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, get_organisation, list_working
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.assessment_steps import attempt, attempt_at_once
from waarborg.web.inputs import find_whole
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.questionnaire_form import QuestionnaireForm, Recipients

PROGRESS_LABELS = {
    Progress.HANDED_IN: Text("Ingeleverd", "Handed in"),
    Progress.BEGUN: Text("Begonnen", "Begun"),
    Progress.OPENED: Text("Geopend", "Opened"),
    Progress.ASKED: Text("Nog niet geopend", "Not opened yet"),
    Progress.WITHDRAWN: Text("Niet meer gevraagd", "No longer asked"),
}


def get_questionnaire(code: str, number: int) -> Any:
    """The questionnaire at an address; one that is not there gives "not found"."""
    try:
        return questionnaire_queries.get_questionnaire(code, number)
    except NotFound as error:
        raise Http404(str(error)) from error


def crumbs_to_questionnaires(organisation: Any) -> list[Crumb]:
    """The way to the pages of one questionnaire."""
    address = reverse("web:questionnaires", kwargs={"code": organisation.code})
    return [*crumbs_to_list(), (_("Questionnaires of %(name)s") % {"name": organisation.name}, address)]


def crumbs_to_questionnaire(row: Any) -> list[Crumb]:
    """The way to the pages below one questionnaire."""
    keys = {"code": row.organisation.code, "number": row.pk}
    return [
        *crumbs_to_questionnaires(row.organisation),
        (row.title, reverse("web:questionnaire", kwargs=keys)),
    ]


@needs("assessments.view", places.itself)
@require_safe
def questionnaires(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent out, how many replied, and what runs."""
    organisation = get_organisation(code)
    return show(
        request,
        "questionnaires.html",
        crumbs=crumbs_to_list(),
        here=_("Questionnaires of %(name)s") % {"name": organisation.name},
        organisation=organisation,
        lines=list(questionnaire_queries.list_questionnaires(organisation)),
        today=localdate(),
        may_send=rights.may(person_of(request), "assessments.invite", organisation.code),
    )


# --- sending out -----------------------------------------------------------------------------------------------
@needs("assessments.invite", places.itself, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_new(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a form and recipients; what will be sent is shown first."""
    organisation = get_organisation(code)
    algorithm, follows = _find_algorithm(request, organisation), _find_former(request, organisation)
    form = QuestionnaireForm(
        request.POST or None,
        forms_there=list_startable(organisation.pk, None),
        organisations=list_working().exclude(pk=organisation.pk),
        today=localdate(),
        initial=_begin(request, algorithm, follows),
    )
    is_right = request.method == "POST" and form.is_valid()
    addressees = form.list_addressees() if is_right else []
    if is_right and not addressees:
        form.add_error("recipients", _("Name at least one recipient."))
    elif is_right and request.POST.get("do") == "send":
        made: list[Any] = []
        sent = attempt(
            form,
            lambda: made.append(
                actions.send_out(
                    organisation=organisation,
                    ask=form.make_ask(),
                    addressees=addressees,
                    by=person_of(request),
                    at=now(),
                    algorithm=algorithm,
                    follows=follows,
                )
            ),
        )
        if sent:
            messages.success(request, _("The questionnaire was sent."))
            return redirect("web:questionnaire", code=code, number=made[0].pk)
    checks = is_right and not form.errors
    return show(
        request,
        "questionnaire_new.html",
        crumbs=crumbs_to_questionnaires(organisation),
        here=_("Send a form"),
        status=422 if form.is_bound and form.errors else 200,
        organisation=organisation,
        form=form,
        algorithm=algorithm,
        follows=follows,
        addressees=addressees if checks else [],
        by_mail=sum(bool(one.email) for one in addressees),
    )


def _find_algorithm(request: HttpRequest, organisation: Any) -> Any:
    """The dossier from whose page somebody came, when it is of this organisation."""
    public_id = request.GET.get("algoritme", "")
    if not public_id:
        return None
    try:
        found = algorithms.get_algorithm(public_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    if found.organisation_id != organisation.pk:
        raise Http404("This dossier is of another organisation.")
    return found


def _find_former(request: HttpRequest, organisation: Any) -> Any:
    number = find_whole(request.GET.get("na", ""))
    return get_questionnaire(organisation.code, number) if number is not None else None


def _begin(request: HttpRequest, algorithm: Any, follows: Any) -> dict[str, object]:
    """What stands in the form before anything was typed: of the dossier, or of the year before."""
    if follows is None:
        name = algorithm.name if algorithm is not None else ""
        return {"form": request.GET.get("form", ""), "product": name, "title": ""}
    rows = questionnaire_queries.list_respondents(follows).filter(withdrawn_at=None)
    lines = [
        "; ".join((row.name, row.email, row.contact)).rstrip("; ") for row in rows if not row.organisation
    ]
    return {
        "form": follows.form,
        "title": follows.title,
        "product": follows.product,
        "text": follows.text,
        "language": follows.language,
        "remind_days": follows.remind_days,
        "recipients": "\n".join(lines),
        "organisations": [row.organisation.code for row in rows if row.organisation],
    }


# --- one questionnaire -----------------------------------------------------------------------------------------
@needs("assessments.view", places.itself)
@require_safe
def questionnaire(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who was asked, how far each is, and what can be done."""
    return _show(request, get_questionnaire(code, number), Recipients(None))


def _show(request: HttpRequest, row: Any, recipients: Recipients, *, status: int = 200) -> HttpResponse:
    lines = questionnaire_queries.list_progress(row, on=localdate())
    may_send = rights.may(person_of(request), "assessments.invite", row.organisation.code)
    asked = [line for line in lines if line.progress is not Progress.WITHDRAWN]
    form = queries.find_form(row.form, row.form_version, organisation_id=row.organisation_id)
    return show(
        request,
        "questionnaire.html",
        crumbs=crumbs_to_questionnaires(row.organisation),
        here=row.title,
        status=status,
        questionnaire=row,
        form_title=say(form.title) if form is not None else row.form,
        lines=[
            {
                "asked": line,
                "state": say(PROGRESS_LABELS[line.progress]),
                "link": _find_link(request, line.respondent) if may_send else "",
            }
            for line in lines
        ],
        asked=len(asked),
        replied=sum(line.progress is Progress.HANDED_IN for line in asked),
        waiting=[line.respondent for line in asked if line.progress is not Progress.HANDED_IN],
        is_late=localdate() > row.due_on,
        is_open=row.closed_at is None,
        may_send=may_send,
        recipients=recipients,
    )


def _find_link(request: HttpRequest, respondent: Any) -> str:
    link = questionnaire_mail.make_link(respondent)
    return request.build_absolute_uri(link) if link else ""


@needs("assessments.invite", places.itself, see="assessments.view")
@require_POST
def questionnaire_act(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Give more time, ask more recipients, remind everybody who waits, or close it."""
    row, by, at = get_questionnaire(code, number), person_of(request), now()
    match request.POST.get("do", ""):
        case "term":
            day = parse_date(request.POST.get("due_on", "").strip()) if request.POST.get("due_on") else None
            if day is None:
                messages.error(request, _("Choose a day."))
            else:
                done = _("The last day was changed.")
                attempt_at_once(
                    request, lambda: actions.change_day(questionnaire=row, due_on=day, by=by, at=at), done
                )
        case "add":
            return _add(request, row)
        case "remind":
            count = actions.remind_all(questionnaire=row, by=by, at=at)
            text = ngettext(
                "%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count
            )
            messages.success(request, text % {"count": count})
        case "close":
            done = _("The questionnaire is closed. The replies stay.")
            attempt_at_once(request, lambda: actions.close(questionnaire=row, by=by, at=at), done)
        case _:
            raise Http404("There is no such thing to do.")
    return redirect("web:questionnaire", code=code, number=number)


def _add(request: HttpRequest, row: Any) -> HttpResponse:
    form = Recipients(request.POST)
    if form.is_valid() and not form.list_addressees():
        form.add_error("recipients", _("Name at least one recipient."))
    if form.is_valid() and attempt(
        form,
        lambda: actions.add_respondents(
            questionnaire=row, addressees=form.list_addressees(), by=person_of(request), at=now()
        ),
    ):
        messages.success(request, _("They were asked."))
        return redirect("web:questionnaire", code=row.organisation.code, number=row.pk)
    return _show(request, row, form, status=422)


@needs("assessments.invite", places.itself, see="assessments.view")
@require_POST
def respondent_act(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Remind one recipient, give a new link, give a reply back, or no longer ask them."""
    row, by, at = get_questionnaire(code, number), person_of(request), now()
    try:
        respondent = questionnaire_queries.get_respondent(row, pk)
    except NotFound as error:
        raise Http404(str(error)) from error
    email, reason = request.POST.get("email", ""), request.POST.get("reason", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "link": (
            lambda: actions.send_new_link(respondent=respondent, email=email, by=by, at=at),
            _("There is a new link; the former no longer works."),
        ),
        "again": (
            lambda: replying.ask_again(respondent=respondent, reason=reason, by=by, at=at),
            _("The reply was given back."),
        ),
        "withdraw": (
            lambda: actions.withdraw(respondent=respondent, by=by, at=at),
            _("They are no longer asked. Their link no longer works."),
        ),
    }
    found = acts.get(request.POST.get("do", ""))
    if found is None:
        raise Http404("There is no such thing to do.")
    attempt_at_once(request, *found)
    return redirect("web:questionnaire", code=code, number=number)


# --- replying as an organisation -------------------------------------------------------------------------------
@needs("assessments.sign", places.itself, see="assessments.view")
@require_POST
def questionnaire_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hand in a version that the organisation signed."""
    organisation = get_organisation(code)
    try:
        respondent = questionnaire_queries.get_asked_of(organisation, pk)
    except NotFound as error:
        raise Http404(str(error)) from error
    fitting = questionnaire_queries.list_fitting(organisation, {respondent.questionnaire.form})
    number = find_whole(request.POST.get("version", ""))
    version = next((one for rows in fitting.values() for one in rows if one.pk == number), None)
    if version is None:
        messages.error(request, _("Choose a signed version."))
    else:
        try:
            replying.hand_in_version(respondent=respondent, version=version, by=person_of(request), at=now())
        except Refused as refusal:
            messages.error(request, say(refusal.reason))
        else:
            messages.success(request, _("It was handed in."))
    return redirect("web:organisation_assessments", code=code)

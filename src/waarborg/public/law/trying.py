"""Trying a case: choose what you want to know, answer one question at a time, and see what comes out and why.

Nothing is kept here: the case travels in the page and can be saved as a file.
"""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.law.cases import NotAllowed
from waarborg.core.law.frames import FrameKind
from waarborg.core.law.interpretations import Interpretation
from waarborg.public.law.answers import AnswerFault, read_answer
from waarborg.public.law.browsing import crumbs_of, summarise
from waarborg.public.law.case_page import make_page
from waarborg.public.law.goals import list_goals
from waarborg.public.law.library import (
    Day,
    find_frame,
    find_interpretation,
    get_library,
    parse_day,
    read_day,
    say,
)
from waarborg.public.law.outcome import find_act
from waarborg.public.law.receiving import MOST_BYTES
from waarborg.public.law.showing import label_of
from waarborg.public.law.taking import find_needed
from waarborg.public.law.trial import (
    ALL_ACTS,
    Trial,
    TrialFault,
    begin,
    can_be_asked,
    find_kind,
    list_parties,
    read_goal,
    read_travelled,
    read_trial,
    reopen,
)


@open_to_all
@require_safe
def choose_goal(request: HttpRequest, law_id: str, version: str) -> HttpResponse:
    """What somebody wants to know, for which day, and as whom."""
    return _ask_goal(request, find_interpretation(law_id, version), read_day(request))


def _ask_goal(request: HttpRequest, law: Interpretation, day: Day, fault: str = "") -> HttpResponse:
    given = request.POST.get("doel", "") or request.GET.get("doel", "")
    try:
        goal = read_goal(law, given) if given else None
    except TrialFault:
        goal = None
    page = {
        "crumbs": crumbs_of(law, day),
        "crumb_here": _("Try a case"),
        "law": law,
        "title": say(law.title),
        "day": day,
        "summary": summarise(law, day.day),
        "goals": list_goals(law, day.day),
        "chosen": given,
        "chosen_act": label_of(find_frame(law, goal, day.day)) if goal and goal.kind is FrameKind.ACT else "",
        "parties": list(list_parties(law, day.day).items()),
        "all_acts": ALL_ACTS,
        "has_acts": any(True for _act in law.acts),
        "fault": fault,
    }
    return render(request, "public/law/try.html", page, status=422 if fault else 200)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def try_case(request: HttpRequest, law_id: str, version: str) -> HttpResponse:
    """One step in a case: a question answered, an answer changed, an act taken, another day or party."""
    law = find_interpretation(law_id, version)
    if request.method != "POST":
        return redirect("public:law_try", law_id, version)
    if request.POST.get("doen") == "begin":
        return _begin(request, law)
    try:
        trial = read_trial(law, request.POST)
        return _step(request, trial)
    except TrialFault as fault:
        return _refuse(request, law, str(fault))


def _begin(request: HttpRequest, law: Interpretation) -> HttpResponse:
    today = localdate()
    day = parse_day(request.POST.get("datum", ""))
    if day is None:
        fault = _("Choose a day, such as %(example)s.") % {"example": today.isoformat()}
        return _ask_goal(request, law, Day(today, today), fault)
    try:
        goal = read_goal(law, request.POST.get("doel", ""))
        return _show(request, begin(law, goal, day, request.POST.get("partij", "")))
    except TrialFault as fault:
        return _ask_goal(request, law, Day(day, today), str(fault))


def _step(request: HttpRequest, trial: Trial) -> HttpResponse:
    """Do what the button that was pressed says. Raises `TrialFault`."""
    given = request.POST
    if name := given.get("wijzig", ""):
        return _show(request, trial, question=name)
    if name := given.get("neem", ""):
        return _take(request, trial, name)
    if goal := given.get("nieuw-doel", ""):
        return _show(request, replace(trial, goal=read_goal(trial.interpretation, goal)))
    match given.get("doen", ""):
        case "antwoord":
            return _answer(request, trial)
        case "weet-niet":
            name = _require_fact(trial, given.get("vraag", ""))
            return _go_on(request, trial.answer(name, None))
        case "verplaats":
            return _move(request, trial)
        case "terug":
            return _show(request, trial.undo())
        case "bewaar":
            return _save(trial)
    return _show(request, trial)


def _require_fact(trial: Trial, name: str) -> str:
    if not can_be_asked(trial.interpretation, name):
        raise TrialFault(_("There is no such question in these rules."))
    return name


def _answer(request: HttpRequest, trial: Trial) -> HttpResponse:
    name = _require_fact(trial, request.POST.get("vraag", ""))
    try:
        value = read_answer("antwoord", find_kind(trial.interpretation, name), request.POST)
    except AnswerFault as fault:
        taking = request.POST.get("neemt", "")
        return _show(request, trial, question=name, fault=str(fault), taking=taking)
    return _go_on(request, trial.answer(name, value))


def _go_on(request: HttpRequest, trial: Trial) -> HttpResponse:
    """After an answer: on with the act that it was needed for, or with the next question."""
    taking = request.POST.get("neemt", "")
    return _take(request, trial, taking) if taking else _show(request, trial)


def _move(request: HttpRequest, trial: Trial) -> HttpResponse:
    """Another day or party. What cannot be done leaves the case as it was, with the reason."""
    parties = list_parties(trial.interpretation, trial.day)
    by = request.POST.get("nieuwe-partij", "")
    moved = replace(trial, by=by) if by in parties else trial
    day = parse_day(request.POST.get("nieuwe-datum", ""))
    if day is None:
        return _show(request, moved, remark=_("Write the day as 31-01-2026. The day stayed as it was."))
    try:
        return _show(request, moved.move(day))
    except TrialFault as fault:
        return _show(request, moved, remark=str(fault))


def _take(request: HttpRequest, trial: Trial, name: str) -> HttpResponse:
    """Take an act, or first ask what belongs to it."""
    act = find_act(trial, name)
    if needed := find_needed(trial, act):
        return _show(request, trial, question=needed, taking=name)
    try:
        taken = trial.take(name)
    except NotAllowed:
        return _show(request, trial, remark=_("This act may not be taken now. Below stands why."))
    return _show(request, taken, remark=_("Done. Below stands what came of it."))


def _save(trial: Trial) -> HttpResponse:
    response = HttpResponse(trial.text, content_type="application/json; charset=utf-8")
    name = f"zaak-{trial.interpretation.id}-{trial.day.isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _show(
    request: HttpRequest,
    trial: Trial,
    *,
    question: str = "",
    fault: str = "",
    remark: str = "",
    taking: str = "",
) -> HttpResponse:
    page = make_page(trial, question=question, fault=fault, remark=remark, taking=taking)
    return render(request, "public/law/case.html", page, status=422 if fault else 200)


def _refuse(request: HttpRequest, law: Interpretation | None, reason: str) -> HttpResponse:
    """A case that cannot be gone on with: why, and the ways on from here."""
    page: dict[str, Any] = {
        "crumbs": [(_("Home"), reverse("public:home")), (_("Rules"), reverse("public:laws"))],
        "crumb_here": _("This case cannot be used"),
        "law": law,
        "title": say(law.title) if law else "",
        "reason": reason,
    }
    return render(request, "public/law/refused.html", page, status=422)


@open_to_all
@require_POST
@sensitive_post_parameters()
def open_case(request: HttpRequest) -> HttpResponse:
    """Go on with a case that somebody saved as a file."""
    sent = request.FILES.get("bestand")
    if sent is None and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _refuse(request, None, _("This file is too large for a case."))
    if sent is None:
        return _refuse(request, None, _("You chose no file. Choose a case that you saved before."))
    law = None
    try:
        if sent.size is None or sent.size > MOST_BYTES:
            raise TrialFault(_("This file is too large for a case."))
        try:
            text = sent.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise TrialFault(_("This is no file of a case.")) from error
        case = read_travelled(text, file=sent.name or "")
        law = get_library().find(case.interpretation)
        if law is None:
            raise TrialFault(_("The rules with which this case was made are not on this site."))
        return _show(request, reopen(law, case))
    except TrialFault as fault:
        return _refuse(request, law, str(fault))

"""The plan of an algorithm: its tasks by phase, one task with its evidence, and what is done once for all."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.obligations import actions, queries
from waarborg.apps.obligations.checking import TaskRefused
from waarborg.apps.obligations.queries import TaskLine
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, get_organisation, names_of
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.parts import EvidenceKind, shorten
from waarborg.core.framework.tasks import TaskState
from waarborg.web import places
from waarborg.web.framework_day import choose_day, the_framework
from waarborg.web.inputs import find_whole
from waarborg.web.obligations import crumbs_to_obligations
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.sentences import name_person
from waarborg.web.task_forms import EVIDENCE_LABELS, STATE_LABELS, EvidenceForm, PlanForm, StateForm


@needs("algorithms.view", places.of_dossier)
@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tasks of an algorithm by phase, with what is done once for all, advice, and what is no longer asked."""
    algorithm, framework, day = algorithms.get_algorithm(public_id), the_framework(), choose_day(request)
    overview = queries.get_overview(framework, algorithm, on=day.day)
    role = request.GET.get("rol", "")
    shown = [line for line in overview.tasks if not role or role in line.measure.roles]
    people = names_of(
        line.row.assignee
        for line in (*overview.tasks, *overview.advice, *overview.left)
        if line.row is not None and line.row.assignee
    )
    return show(
        request,
        "plan.html",
        crumbs=crumbs_to_obligations(algorithm),
        here=_("Plan"),
        algorithm=algorithm,
        day=day,
        overview=overview,
        phases=group_lines(framework, shown),
        roles=[
            (word.id, say(word.label))
            for word in framework.roles
            if any(word.id in line.measure.roles for line in overview.tasks)
        ],
        role=role,
        people=people,
        open_count=len(overview.open_tasks),
        may_edit=rights.may(person_of(request), "algorithms.edit", algorithm.organisation.code),
    )


def group_lines(framework: Framework, lines: Iterable[TaskLine]) -> list[tuple[str, list[TaskLine]]]:
    """Tasks by the first phase in which they are done, in the order of the phases."""
    groups: dict[str, list[TaskLine]] = {phase.id: [] for phase in framework.phases}
    for line in lines:
        groups[line.measure.phases[0]].append(line)
    return [(say(phase.label), groups[phase.id]) for phase in framework.phases if groups[phase.id]]


# --- one task ----------------------------------------------------------------------------------------------
@needs("algorithms.view", places.of_dossier)
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """One task of an algorithm: what to do, why, how far it is, and what shows it."""
    algorithm, framework = algorithms.get_algorithm(public_id), the_framework()
    overview = queries.get_overview(framework, algorithm, on=localdate())
    line = overview.find_task(code)
    if line is None or line in overview.organisation:
        raise Http404(f"The plan of {public_id} has no task {code}.")
    place = actions.Place(organisation=algorithm.organisation, algorithm=algorithm, measure=line.measure.id)
    files = [
        (item.token, item.title or item.file_name)
        for item in documents.list_newest(algorithm)
        if not documents.is_closed(item)
    ]
    answered = _handle(request, framework, place, line, files, algorithm)
    if not isinstance(answered, dict):
        return answered
    return _show_task(
        request,
        framework,
        line,
        crumbs=[
            *crumbs_to_obligations(algorithm),
            (_("Plan"), reverse("web:plan", kwargs={"public_id": public_id})),
        ],
        organisation=algorithm.organisation,
        algorithm=algorithm,
        forms=answered,
    )


@needs("algorithms.view", places.itself)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_task(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """One task that an organisation does once for all its algorithms."""
    organisation, framework = get_organisation(code), the_framework()
    lines = queries.list_organisation_tasks(framework, organisation, on=localdate())
    line = next((item for item, _count in lines if measure in (item.measure.code, item.measure.id)), None)
    if line is None:
        raise Http404(f"No algorithm of {code} asks for {measure}.")
    place = actions.Place(organisation=organisation, measure=line.measure.id)
    answered = _handle(request, framework, place, line, [], None)
    if not isinstance(answered, dict):
        return answered
    return _show_task(
        request,
        framework,
        line,
        crumbs=[
            (_("Organisations"), reverse("web:organisations")),
            (_("Done once for all"), reverse("web:organisation_plan", kwargs={"code": code})),
        ],
        organisation=organisation,
        algorithm=None,
        forms=answered,
    )


def _handle(
    request: HttpRequest,
    framework: Framework,
    place: actions.Place,
    line: TaskLine,
    files: list[tuple[str, str]],
    algorithm: Any,
) -> dict[str, forms.Form] | HttpResponse:
    """The forms of a task: empty, with what is wrong, or done: then back to the page."""
    people = [
        (str(person.pk), person.name)
        for person in rights.list_holders("obligations.edit", place.organisation.code, only_here=True)
    ]
    row = line.row
    planned = PlanForm(
        people=people,
        initial={
            "assignee": row.assignee if row else "",
            # Not the day of the law: who only chooses a person would fix it, also when the law moves it.
            "due_on": row.due_on if row else None,
            "note": row.note if row else "",
        },
    )
    state = StateForm(
        initial={"state": row.state if row else TaskState.TODO, "reason": row.reason if row else ""}
    )
    evidence = EvidenceForm(files=files, initial={"observed_on": localdate()})
    found: dict[str, forms.Form] = {"plan": planned, "state": state, "evidence": evidence}
    if request.method != "POST":
        return found
    do, by = request.POST.get("do", ""), person_of(request)
    # Before anything is said about what was typed: who may only read is told so.
    rights.demand(by, actions.CONFIRM if do == "confirm" else actions.EDIT, place.organisation.code)
    seen = find_whole(request.POST.get("expected", "")) or 0
    common: dict[str, Any] = {"place": place, "framework": framework, "by": by, "at": now()}
    if do == "plan":
        form: forms.Form = PlanForm(request.POST, people=people)
    elif do == "state":
        form = StateForm(request.POST)
    elif do == "evidence":
        form = EvidenceForm(request.POST, files=files)
    else:
        form = forms.Form(request.POST)
    found[do] = form
    if form.is_valid():
        try:
            _do(do, form.cleaned_data, common, seen, algorithm)
        except TaskRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal.reason))
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    return found


def _do(do: str, given: dict[str, Any], common: dict[str, Any], seen: int, algorithm: Any) -> None:
    if do == "plan":
        actions.plan_task(**common, **given, expected_number=seen)
    elif do == "state":
        actions.set_state(
            **common, state=TaskState(given["state"]), reason=given["reason"], expected_number=seen
        )
    elif do == "confirm":
        actions.confirm(**common, expected_number=seen)
    elif do == "evidence":
        token = given.pop("attachment")
        attachment = documents.get_attachment(algorithm, token) if token and algorithm is not None else None
        actions.add_evidence(
            **common, **{**given, "kind": EvidenceKind(given["kind"])}, attachment=attachment
        )
    else:
        raise Http404(f"There is nothing called {do} to do.")


def _show_task(
    request: HttpRequest,
    framework: Framework,
    line: TaskLine,
    *,
    crumbs: list[Crumb],
    organisation: Any,
    algorithm: Any,
    forms: dict[str, forms.Form],
) -> HttpResponse:
    person, row, measure = person_of(request), line.row, line.measure
    changes = queries.list_changes(row) if row is not None else []
    names = names_of(
        [
            *(item.by for item in changes),
            *(item.added_by for item in line.evidence),
            *((row.assignee, row.done_by, row.confirmed_by) if row is not None else ()),
        ]
    )
    return show(
        request,
        "task.html",
        crumbs=crumbs,
        here=say(measure.title),
        status=422 if any(form.errors for form in forms.values()) else 200,
        organisation=organisation,
        algorithm=algorithm,
        line=line,
        measure=measure,
        steps=line.planned.steps if line.planned is not None else (),
        forms=forms,
        refused=next((form for form in forms.values() if form.non_field_errors()), None),
        assignee=name_person(row.assignee, names) if row is not None and row.assignee else "",
        done_by=name_person(row.done_by, names) if row is not None and row.done_by else "",
        confirmed_by=name_person(row.confirmed_by, names) if row is not None and row.confirmed_by else "",
        evidence=[
            (item, say(EVIDENCE_LABELS[EvidenceKind(item.kind)]), name_person(item.added_by, names))
            for item in line.evidence
        ],
        changes=[(item, _name_change(item), name_person(item.by, names)) for item in changes],
        roles=[say(framework.get_word("roles", one).label) for one in measure.roles],
        today=localdate(),
        may_edit=rights.may(person, "obligations.edit", organisation.code),
        may_confirm=rights.may(person, "obligations.confirm", organisation.code)
        and row is not None
        and row.state == TaskState.DONE
        and row.confirmed_at is None
        and row.done_by != str(person.pk),
    )


def _name_change(change: Any) -> str:
    words = {
        "plan": _("changed who, when or the note"),
        "confirm": _("confirmed that it is done"),
        "add_evidence": _("added evidence"),
        "withdraw_evidence": _("withdrew evidence"),
    }
    if change.what == "state":
        return _("set it to: %(state)s") % {"state": say(STATE_LABELS[TaskState(change.about["state"])])}
    return words.get(change.what, change.what)


@needs("obligations.edit", places.of_dossier, see="algorithms.view")
@require_POST
def evidence_withdraw(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """Say that evidence of a dossier does not count after all, and why."""
    code = _withdraw(request, algorithms.get_algorithm(public_id), pk)
    return redirect("web:task", public_id=public_id, code=code)


@needs("obligations.edit", places.itself, see="algorithms.view")
@require_POST
def organisation_evidence_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that evidence of what is done once for all does not count after all, and why."""
    return redirect(
        "web:organisation_task", code=code, measure=_withdraw(request, get_organisation(code), pk)
    )


def _withdraw(request: HttpRequest, of: Any, pk: int) -> str:
    """Withdraw evidence when a reason is given, say so, and return the short name of its measure."""
    framework = the_framework()
    try:
        evidence = queries.get_evidence(of, pk)
    except NotFound as error:
        raise Http404(str(error)) from error
    code = shorten(evidence.task.measure)
    try:
        actions.withdraw_evidence(
            evidence=evidence,
            framework=framework,
            reason=request.POST.get("reason", ""),
            by=person_of(request),
            at=now(),
        )
    except TaskRefused as refusal:
        words = {"why": say(refusal.reason)}
        messages.error(
            request, _("Say why the evidence does not count; then it can be withdrawn. %(why)s") % words
        )
    else:
        messages.success(request, _("The evidence no longer counts. You can still see it here."))
    return code


@needs("algorithms.view", places.itself)
@require_safe
def organisation_plan(request: HttpRequest, code: str) -> HttpResponse:
    """What an organisation does once for all its algorithms, the most needed first."""
    organisation, framework = get_organisation(code), the_framework()
    return show(
        request,
        "organisation_plan.html",
        crumbs=[(_("Organisations"), reverse("web:organisations"))],
        here=_("Done once for all"),
        organisation=organisation,
        lines=queries.list_organisation_tasks(framework, organisation, on=localdate()),
    )

"""The page of a case: the outcome so far and why, what is asked next, what can be done, and what happened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.algorithms import laws
from waarborg.apps.cases import actions, queries
from waarborg.apps.cases.checking import CaseOvertaken, CaseRefused, is_open
from waarborg.apps.cases.playing import ActLine, Answer, Played
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.law.cases import BrokenCase, Case
from waarborg.core.law.evaluation import CyclicFacts
from waarborg.core.law.frames import FrameKind
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.library import read_name
from waarborg.core.law.values import Identity
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.case_answers import WORKPLACE, AnswerForm, to_input
from waarborg.web.case_showing import (
    Labels,
    ask_for,
    list_goal_choices,
    play,
    show_act,
    show_answer,
    show_duty,
    show_events,
    show_facts,
)
from waarborg.web.cases import crumbs_to_cases, get_case, name_case
from waarborg.web.inputs import find_whole
from waarborg.web.legal_frames import name_interpretation
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.process_steps import name_writers

OVERTAKEN = 409
UNREADABLE = Text(
    "De gebeurtenissen van deze zaak zijn buiten Waarborg om gewijzigd. Meld dit aan wie het logboek controleert.",
    "The events of this case were changed outside Waarborg. Tell who verifies the log.",
)
UNKNOWN_LAW = Text(
    "Deze versie van Waarborg heeft de uitleg van deze zaak niet. U kunt de zaak lezen en downloaden, en niet verder spelen.",
    "This version of Waarborg does not have the interpretation of this case. You can read and download it, and not go on.",
)


@dataclass(frozen=True)
class Look:
    """A case as somebody looks at it: on a day, with a question, and what is wrong when it cannot be played.

    is_unreadable: its events are not what was written, so none of them is shown or handed out.
    """

    row: Any
    whole: Case
    interpretation: Interpretation | None
    day: date
    goal: str
    played: Played | None = None
    answer: Answer | None = None
    acts: tuple[ActLine, ...] = ()
    problem: str = ""
    is_unreadable: bool = False

    @property
    def is_last(self) -> bool:
        """Whether the day is not before the last event, so that something can be added."""
        return not self.whole.events or self.whole.events[-1].on <= self.day


def look_at(request: HttpRequest, row: Any, *, day: date | None = None) -> Look:
    """The case on the day and with the question of the address, or else on its last day with its own question."""
    try:
        whole = queries.read_case(row)
        whole.require_whole()
    except (BrokenCase, ValueError):
        return Look(
            row, Case(row.interpretation), None, row.starts_on, row.goal,
            problem=say(UNREADABLE), is_unreadable=True,
        )  # fmt: skip
    interpretation = laws.get_library().find(row.interpretation)
    last = max((event.on for event in whole.events), default=row.starts_on)
    day = day or read_day(request.GET.get("op", "")) or max(last, row.starts_on)
    if interpretation is None:
        return Look(row, whole, None, day, row.goal, problem=say(UNKNOWN_LAW))
    goal = _choose_goal(interpretation, request.GET.get("vraag", ""), row.goal)
    try:
        played = play(interpretation, whole, day)
        answer = played.answer(goal) if goal else None
        acts = tuple(played.list_acts())
    except (NoSuchFrame, CyclicFacts, ValueError) as error:
        problem = _("This cannot be worked out on this day: %(why)s.") % {"why": error}
        return Look(row, whole, interpretation, day, goal, problem=problem)
    return Look(row, whole, interpretation, day, goal, played, answer, acts)


def _choose_goal(interpretation: Interpretation, *wanted: str) -> str:
    """The first of the wanted questions that the interpretation has; else the first that it offers."""
    for goal in wanted:
        try:
            name = read_name(goal)
        except ValueError:
            continue
        if interpretation.has(name) and name.kind is not FrameKind.DUTY:
            return goal
    return next((goal for goal, _label in list_goal_choices(interpretation)), "")


def read_day(typed: str) -> date | None:
    """The day that was typed; None when it is none."""
    try:
        return parse_date(typed)
    except ValueError:
        return None


def address_of(row: Any, look: Look | None = None) -> str:
    """The page of a case, with the day and the question that somebody looks at."""
    address = reverse("web:case", kwargs={"public_id": row.algorithm.public_id, "token": row.token})
    return f"{address}?{urlencode({'vraag': look.goal})}" if look and look.goal != row.goal else address


@needs("cases.view", places.of_dossier, see="algorithms.view")
@require_safe
def case(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Where the case stands, and what is asked next."""
    row = get_case(public_id, token)
    look = look_at(request, row)
    return _show(request, look, _find_fact(request, look), None)


def _find_fact(request: HttpRequest, look: Look) -> str:
    """Which fact is asked: the one of the address, or the one that decides most."""
    chosen = request.GET.get("feit", "")
    if look.interpretation and chosen in laws.get_library().list_kinds(look.interpretation):
        return "" if chosen in look.interpretation.creatable else chosen
    questions = look.answer.asking.questions if look.answer else ()
    return questions[0].name if questions else ""


def _make_form(look: Look, fact: str, data: Any = None) -> AnswerForm | None:
    if look.interpretation is None or look.played is None or not fact:
        return None
    question, help_text = ask_for(look.interpretation, fact, look.day)
    known = look.played.state.stated.get(fact)
    initial: dict[str, object] = {"on": look.day, "value": to_input(known)}
    supplier = look.played.state.suppliers.get(fact, "")
    return AnswerForm(
        data,
        kind=laws.get_library().list_kinds(look.interpretation).get(fact),
        label=question,
        help_text=help_text,
        initial=initial | ({"supplier": supplier} if supplier else {}),
        prefix=None,
    )


def _show(
    request: HttpRequest, look: Look, fact: str, form: AnswerForm | None, *, status: int = 200, told: str = ""
) -> HttpResponse:
    row, person = look.row, person_of(request)
    code = row.algorithm.organisation.code
    labels = Labels(look.interpretation)
    may_use = rights.may(person, "cases.use", code)
    may_add = may_use and is_open(row) and look.played is not None and look.is_last
    if may_add and form is None:
        form = _make_form(look, fact)
    events = [] if look.is_unreadable else queries.list_events(row)
    newest = laws.get_library().find_newest(row.interpretation)
    played = look.played
    return show(
        request,
        "case.html",
        status=status,
        crumbs=crumbs_to_cases(row.algorithm),
        here=name_case(row),
        algorithm=row.algorithm,
        case=row,
        name=name_case(row),
        look=look,
        law=name_interpretation(look.interpretation) if look.interpretation else row.interpretation,
        newer=newest.version if newest else "",
        goals=_list_goals(look, labels),
        answer=show_answer(look.answer, labels) if look.answer else None,
        fact=fact if form is not None else "",
        form=form if may_add else None,
        told=told,
        facts=show_facts(played, labels) if played else [],
        acts=[show_act(played, line, labels) for line in look.acts] if played else [],
        duties=[show_duty(duty, look.day, labels) for duty in played.state.duties] if played else [],
        events=show_events(events, labels, name_writers({line.recorded_by for line in events})),
        may_use=may_use,
        may_add=may_add,
        is_open=is_open(row),
        may_redact=rights.may(person, "algorithms.redact", code) and row.redacted_at is None,
    )


def _list_goals(look: Look, labels: Labels) -> list[tuple[str, str]]:
    """The questions to choose from, with the one that is looked at among them."""
    if look.interpretation is None:
        return []
    choices = list_goal_choices(look.interpretation)
    is_there = not look.goal or look.goal in dict(choices)
    return choices if is_there else [(look.goal, labels.of_name(look.goal)), *choices]


@needs("cases.use", places.of_dossier, see="algorithms.view")
@require_POST
def case_answer(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """State a fact in a case, or take it back; somebody else who was first is told, and nothing is lost."""
    row = get_case(public_id, token)
    look, fact = look_at(request, row), request.POST.get("feit", "")
    form = _make_form(look, fact, request.POST)
    if form is None:
        messages.error(request, look.problem or _("Choose first which fact you answer."))
        return redirect(address_of(row))
    forgets = request.POST.get("do") == "forget"
    if not forgets and not form.is_valid():
        return _show(request, look, fact, form, status=422)
    supplier = WORKPLACE if forgets else form.cleaned_data["supplier"]
    try:
        actions.state_facts(
            case=row,
            facts={fact: None if forgets else form.cleaned_data["value"]},
            on=look.day if forgets else form.cleaned_data["on"],
            party=Identity(supplier),
            supplier=supplier,
            expected_number=find_whole(request.POST.get("expected", "")) or 0,
            library=laws.get_library(),
            by=person_of(request),
            at=now(),
        )
    except CaseOvertaken as refusal:
        fresh = get_case(public_id, token)
        return _show(request, look_at(request, fresh), fact, form, status=OVERTAKEN, told=say(refusal.reason))
    except CaseRefused as refusal:
        if forgets:
            messages.error(request, say(refusal.reason))
            return redirect(address_of(row, look))
        field = "value" if refusal.field == fact else refusal.field
        form.add_error(field if field in form.fields else None, say(refusal.reason))
        return _show(request, look, fact, form, status=422)
    messages.success(request, _("Taken back.") if forgets else _("Kept."))
    return redirect(f"{address_of(row, look)}#uitkomst")

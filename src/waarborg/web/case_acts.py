"""What can be done with a case: taking an act, closing it, downloading it, playing it again, making it unreadable."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.adapters.law_files.case_files import CaseFile, write_case
from waarborg.apps.algorithms import laws
from waarborg.apps.cases import actions, queries
from waarborg.apps.cases.checking import CaseRefused, is_open
from waarborg.apps.cases.playing import Again, Played, play_again
from waarborg.apps.organisations.access import needs
from waarborg.core.law.acts import Availability
from waarborg.core.law.cases import EventKind
from waarborg.core.law.evaluation import CyclicFacts
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.values import Identity
from waarborg.web import places
from waarborg.web.case_answers import ANYBODY
from waarborg.web.case_page import UNREADABLE, Look, address_of, look_at
from waarborg.web.case_showing import Labels, play, show_act, show_answer, show_duty
from waarborg.web.cases import crumbs_to_cases, get_case, name_case
from waarborg.web.facts import Reason
from waarborg.web.inputs import find_whole
from waarborg.web.legal_frames import name_interpretation, show_sources
from waarborg.web.pages import Crumb, now, person_of, say, show


def crumbs_to_case(row: Any) -> list[Crumb]:
    """The way to a page about one case."""
    return [*crumbs_to_cases(row.algorithm), (name_case(row), address_of(row))]


class ActForm(forms.Form):
    """On which day an act is taken."""

    use_required_attribute = False

    on = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@needs("cases.use", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def case_act(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Take an act, after a page that says what it brings about and why it may be taken."""
    row = get_case(public_id, token)
    look = look_at(request, row)
    given = request.POST if request.method == "POST" else request.GET
    name = given.get("naam", "")
    if look.played is None or look.interpretation is None:
        messages.error(request, look.problem)
        return redirect(address_of(row))
    try:
        line = look.played.check(look.interpretation.get_act(name, look.day))
    except (NoSuchFrame, ValueError) as error:
        raise Http404(str(error)) from error
    form = ActForm(request.POST or None, initial={"on": look.day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_act(
                case=row,
                act=name,
                on=form.cleaned_data["on"],
                party=line.party or Identity(ANYBODY),
                expected_number=find_whole(request.POST.get("expected", "")) or 0,
                library=laws.get_library(),
                by=person_of(request),
                at=now(),
            )
        except CaseRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal.reason))
        else:
            messages.success(request, _("Done. See below what it brought about."))
            return redirect(address_of(row, look))
    labels = Labels(look.interpretation)
    act = line.check.act
    return show(
        request,
        "case_act.html",
        crumbs=crumbs_to_case(row),
        here=labels.of_act(name),
        status=422 if form.errors else 200,
        algorithm=row.algorithm,
        case=row,
        back=address_of(row, look),
        act=show_act(look.played, line, labels),
        creates=_name_all(labels, act.creates, look.interpretation.list_duties_of(act.name)),
        terminates=_name_all(labels, act.terminates),
        sources=show_sources(act.sources, on=look.day),
        form=form,
        may_take=is_open(row) and line.check.availability is Availability.AVAILABLE,
        expected=row.length,
    )


def _name_all(labels: Labels, *names: Any) -> list[str]:
    shown = [labels.of(name.kind, name.text) for group in names for name in group]
    return list(dict.fromkeys(shown))


@needs("cases.use", places.of_dossier, see="algorithms.view")
@require_POST
def case_close(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Close a case, or go on with a closed one."""
    row = get_case(public_id, token)
    try:
        if request.POST.get("do") == "reopen":
            actions.reopen_case(case=row, by=person_of(request), at=now())
            messages.success(request, _("The case is open again."))
        else:
            actions.close_case(case=row, by=person_of(request), at=now())
            messages.success(request, _("The case is closed. You can reopen it."))
    except CaseRefused as refusal:
        messages.error(request, say(refusal.reason))
    return redirect(address_of(row))


@needs("cases.view", places.of_dossier, see="algorithms.view")
@require_safe
def case_file(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """The case as a file, with its chain of events."""
    row = get_case(public_id, token)
    if row.redacted_at is not None:
        raise Http404("This case was made unreadable.")
    try:
        content = write_case(CaseFile(queries.read_case(row), row.title))
    except ValueError:  # changed outside Waarborg, so that it is no case any more
        messages.error(request, say(UNREADABLE))
        return redirect(address_of(row))
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="zaak-{row.token[:12]}.json"'
    return response


class AgainForm(forms.Form):
    """From which day, and under which version of the interpretation, a case is played again."""

    use_required_attribute = False

    op = forms.DateField(
        label=gettext_lazy("Let the case begin on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    uitleg = forms.ChoiceField(label=gettext_lazy("Under which version"), required=False)

    def __init__(self, *args: Any, versions: list[Interpretation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["uitleg"]
        given.choices = [(item.urn, name_interpretation(item)) for item in versions]


@needs("cases.view", places.of_dossier, see="algorithms.view")
@require_safe
def case_again(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Play the same events again from another day, or under another version; nothing is kept of it."""
    row = get_case(public_id, token)
    look = look_at(request, row, day=row.starts_on)
    if look.interpretation is None or not look.whole.events:
        messages.error(request, look.problem or _("Nothing happened in this case yet."))
        return redirect(address_of(row))
    library = laws.get_library()
    versions = [item for item in library.interpretations if item.id == look.interpretation.id]
    start = look.whole.events[0].on
    initial = {"op": start, "uitleg": row.interpretation}
    asked = "op" in request.GET
    form = AgainForm(request.GET if asked else None, versions=versions, initial=initial)
    context: dict[str, Any] = {"again": None}
    if asked and form.is_valid():
        chosen = library.find(form.cleaned_data["uitleg"] or row.interpretation) or look.interpretation
        context = _play(look, chosen, form)
    return show(
        request,
        "case_again.html",
        crumbs=crumbs_to_case(row),
        here=_("Play again"),
        status=422 if form.errors else 200,
        algorithm=row.algorithm,
        case=row,
        name=name_case(row),
        back=address_of(row),
        form=form,
        **context,
    )


def _play(look: Look, interpretation: Interpretation, form: AgainForm) -> dict[str, Any]:
    """What comes of it, beside how it was; an error on the form when it cannot be played."""
    try:
        again = play_again(interpretation, look.whole, starts_on=form.cleaned_data["op"])
        before = play(look.interpretation or interpretation, look.whole, look.whole.events[-1].on)
        after = play(interpretation, again.case, _last_day(again, form.cleaned_data["op"]))
        labels = Labels(interpretation)
        return {
            "again": again,
            "before": _sum_up(before, look.goal, Labels(look.interpretation)),
            "after": _sum_up(after, look.goal, labels),
            "refused": [
                (item, labels.of_act(item.event.act), _say_why(after, item, labels)) for item in again.refused
            ],
            "taken": sum(event.kind is EventKind.TAKEN for event in again.case.events),
        }
    except (NoSuchFrame, CyclicFacts, OverflowError, ValueError) as error:
        form.add_error("op", _("This cannot be played: %(why)s.") % {"why": error})
        return {"again": None}


def _last_day(again: Again, start: date) -> date:
    return again.case.events[-1].on if again.case.events else start


def _sum_up(played: Played, goal: str, labels: Labels) -> dict[str, Any]:
    return {
        "day": played.on,
        "answer": show_answer(played.answer(goal), labels) if goal else None,
        "duties": [show_duty(duty, played.on, labels) for duty in played.state.duties],
    }


def _say_why(played: Played, item: Any, labels: Labels) -> str:
    if item.check is None:
        return _("This act is not there on that day.")
    names = ", ".join(f"“{labels.of_fact(name)}”" for name in item.check.unknown)
    if names:
        return _("Not known yet: %(names)s.") % {"names": names}
    return (
        _("A condition was not met then.") if item.check.in_force else _("This act is not there on that day.")
    )


@needs("algorithms.redact", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def case_redact(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Take title, facts and parties of a case away for good, with a reason."""
    row = get_case(public_id, token)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.redact_case(case=row, by=person_of(request), at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The facts of the case are gone. That it was there stays visible."))
        return redirect("web:cases", public_id=public_id)
    return show(
        request,
        "case_redact.html",
        crumbs=crumbs_to_case(row),
        here=_("Make unreadable"),
        status=422 if form.errors else 200,
        algorithm=row.algorithm,
        case=row,
        name=name_case(row),
        back=address_of(row),
        form=form,
    )

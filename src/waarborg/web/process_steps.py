"""The steps of an algorithm and what they rest on: the list, and writing, moving and withdrawing a step."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.steps import actions, queries
from waarborg.apps.algorithms.steps.queries import StepLine
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.core.profile.process_steps import PERFORMER_LABELS, RELATION_LABELS, Coverage, Performer, cover
from waarborg.web import places
from waarborg.web.dossiers import crumbs_of
from waarborg.web.facts import Reason
from waarborg.web.inputs import find_whole
from waarborg.web.legal_bases import find_proposal
from waarborg.web.legal_frames import LinkShown, show_link
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.sentences import name_person

#: The answer to who saves over what somebody else saved meanwhile.
OVERTAKEN = 409


@dataclass(frozen=True)
class StepShown:
    """A step with its links, and whether it can go up or down."""

    line: StepLine
    performer: Any
    links: tuple[LinkShown, ...]
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True)
class CoverageShown:
    """How many steps rest on what, with the counts per relation that are not zero."""

    counts: Coverage
    relations: tuple[tuple[Any, int], ...]


def show_step(line: StepLine, *, of: int = 1) -> StepShown:
    """A step as pages show it, among `of` steps."""
    return StepShown(
        line,
        PERFORMER_LABELS[line.step.performer],
        tuple(show_link(link) for link in line.step.links),
        is_first=line.place <= 1,
        is_last=line.place in (0, of),
    )


def show_coverage(lines: list[StepLine]) -> CoverageShown:
    """What the steps rest on, counted."""
    counts = cover(line.step for line in lines)
    relations = [(RELATION_LABELS[relation], number) for relation, number in counts.per_relation.items()]
    return CoverageShown(counts, tuple(item for item in relations if item[1]))


class StepForm(forms.Form):
    """What a step does."""

    use_required_attribute = False

    title = forms.CharField(
        max_length=actions.LONGEST_TITLE,
        label=gettext_lazy("What is the step called?"),
        help_text=gettext_lazy("In a few words, such as “Work out the income”."),
    )
    what = forms.CharField(
        required=False,
        max_length=actions.LONGEST_TEXT,
        label=gettext_lazy("What happens in this step?"),
        help_text=gettext_lazy("What goes in, what is done with it, what comes out. No names of persons."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    performer = forms.ChoiceField(label=gettext_lazy("Who does it?"), widget=forms.RadioSelect)
    remark = forms.CharField(
        required=False,
        max_length=actions.LONGEST_REMARK,
        label=gettext_lazy("Remark"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["performer"]
        given.choices = [(item.value, say(label)) for item, label in PERFORMER_LABELS.items()]

    def read(self) -> dict[str, Any]:
        """What was said, for an action."""
        return {**self.cleaned_data, "performer": Performer(self.cleaned_data["performer"])}


def crumbs_to_steps(algorithm: Any) -> list[Crumb]:
    """The way to the page of one step."""
    address = reverse("web:process_steps", kwargs={"public_id": algorithm.public_id})
    return [*crumbs_of(algorithm), (_("Steps and legal bases"), address)]


def crumbs_to_step(step: Any, title: str) -> list[Crumb]:
    """The way to a page about one step."""
    kwargs = {"public_id": step.algorithm.public_id, "step_id": step.pk}
    return [*crumbs_to_steps(step.algorithm), (title, reverse("web:process_step", kwargs=kwargs))]


def get_step(public_id: str, step_id: int, *, in_list: bool = False) -> Any:
    """A step of a dossier; "not found" when there is none, or with `in_list` when it does not count."""
    try:
        step = queries.get_step(algorithms.get_algorithm(public_id), step_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    if in_list and step.withdrawn_at is not None:
        raise Http404("This step was withdrawn.")
    return step


@needs("algorithms.view", places.of_dossier)
@require_safe
def process_steps(request: HttpRequest, public_id: str) -> HttpResponse:
    """The steps in order, what each rests on, and how many rest on nothing yet."""
    algorithm = algorithms.get_algorithm(public_id)
    lines = queries.list_steps(algorithm)
    may_write = rights.may(person_of(request), "publications.edit", algorithm.organisation.code)
    proposal = find_proposal(algorithm) if may_write else None
    return show(
        request,
        "process_steps.html",
        crumbs=crumbs_of(algorithm),
        here=_("Steps and legal bases"),
        algorithm=algorithm,
        steps=[show_step(line, of=len(lines)) for line in lines],
        withdrawn=queries.list_withdrawn(algorithm),
        coverage=show_coverage(lines),
        offered=len(proposal.new) if proposal else 0,
        may_edit=rights.may(person_of(request), "algorithms.edit", algorithm.organisation.code),
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def process_step_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a step at the end of the list."""
    algorithm = algorithms.get_algorithm(public_id)
    form = StepForm(request.POST or None, initial={"performer": Performer.ALGORITHM.value})
    if request.method == "POST" and form.is_valid():
        try:
            step = actions.add_step(algorithm=algorithm, by=person_of(request), at=now(), **form.read())
        except actions.StepNotWritten as refusal:
            form.add_error(refusal.field or None, say(refusal.reason))
        else:
            messages.success(request, _("The step is there. Say now on which rule it rests."))
            return redirect("web:process_step", public_id=public_id, step_id=step.pk)
    return show(
        request,
        "process_step_form.html",
        crumbs=crumbs_to_steps(algorithm),
        here=_("New step"),
        status=422 if form.errors else 200,
        algorithm=algorithm,
        form=form,
        line=None,
        expected=0,
        is_overtaken=False,
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def process_step_change(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Say something else about a step. What somebody else saved meanwhile is shown first."""
    step = get_step(public_id, step_id, in_list=True)
    line = queries.read_step(step)
    said = line.step
    given = {"title": said.title, "what": said.what, "performer": said.performer.value, "remark": said.remark}
    form = StepForm(request.POST or None, initial=given)
    is_overtaken = False
    if request.method == "POST" and form.is_valid():
        seen = find_whole(request.POST.get("expected", "")) or 0
        try:
            actions.change_step(step=step, expected=seen, by=person_of(request), at=now(), **form.read())
        except actions.StepOvertaken:
            is_overtaken, line = True, queries.read_step(step)
        except actions.StepNotWritten as refusal:
            form.add_error(refusal.field or None, say(refusal.reason))
        else:
            messages.success(request, _("Saved. What the step said before stays in its history."))
            return redirect("web:process_step", public_id=public_id, step_id=step_id)
    status = OVERTAKEN if is_overtaken else 422 if form.errors else 200
    return show(
        request,
        "process_step_form.html",
        crumbs=crumbs_to_step(step, line.step.title),
        here=_("Change"),
        status=status,
        algorithm=step.algorithm,
        form=form,
        line=line,
        performer=PERFORMER_LABELS[line.step.performer],
        expected=line.number,
        is_overtaken=is_overtaken,
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_POST
def process_step_move(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Move a step one place up or down."""
    step = get_step(public_id, step_id, in_list=True)
    up = request.POST.get("do") == "up"
    try:
        is_moved = actions.move_step(step=step, up=up, by=person_of(request), at=now())
    except actions.StepNotWritten as refusal:
        messages.error(request, say(refusal.reason))
    else:
        if is_moved:
            place = queries.read_step(step).place
            messages.success(request, _("The step is now number %(place)s.") % {"place": place})
    address = reverse("web:process_steps", kwargs={"public_id": public_id})
    return redirect(f"{address}#step-{step_id}")


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def process_step_withdraw(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Take a step out of the list, after a page that says what that means."""
    step = get_step(public_id, step_id, in_list=True)
    line = queries.read_step(step)
    if request.method == "POST":
        actions.withdraw_step(step=step, by=person_of(request), at=now())
        messages.success(
            request,
            _("“%(title)s” was withdrawn. You can put it back below the list.") % {"title": line.step.title},
        )
        return redirect("web:process_steps", public_id=public_id)
    return show(
        request,
        "process_step_withdraw.html",
        crumbs=crumbs_to_step(step, line.step.title),
        here=_("Withdraw"),
        algorithm=step.algorithm,
        shown=show_step(line),
        form=None,
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_POST
def process_step_restore(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Put a withdrawn step back."""
    step = get_step(public_id, step_id)
    try:
        actions.restore_step(step=step, by=person_of(request), at=now())
    except actions.StepNotWritten as refusal:
        messages.info(request, say(refusal.reason))
    else:
        messages.success(request, _("The step is back in the list."))
    return redirect("web:process_steps", public_id=public_id)


@needs("algorithms.redact", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def process_step_redact(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Take the words of a step away for good, with a reason."""
    step = get_step(public_id, step_id)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.redact_step(step=step, by=person_of(request), at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The words of the step are gone. That it was there stays visible."))
        return redirect("web:process_steps", public_id=public_id)
    line = queries.read_step(step)
    return show(
        request,
        "process_step_withdraw.html",
        crumbs=crumbs_to_step(step, line.step.title),
        here=_("Make unreadable"),
        status=422 if form.errors else 200,
        algorithm=step.algorithm,
        shown=show_step(line),
        form=form,
    )


def name_writers(people: set[str]) -> dict[str, str]:
    """Names of people by id, as pages show them."""
    names = names_of(people)
    return {one: name_person(one, names) for one in people}

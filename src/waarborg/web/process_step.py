"""One step of an algorithm: what it says, the rules it rests on, and choosing such a rule."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.steps import actions, queries
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.profile.process_steps import (
    PERFORMER_LABELS,
    RELATION_LABELS,
    RELATION_MEANINGS,
    Relation,
)
from waarborg.web import places
from waarborg.web.legal_frames import find_shown, name_interpretation, show_frame
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.process_steps import crumbs_to_step, crumbs_to_steps, get_step, name_writers, show_step

PER_PAGE = 20
LONGEST_WORDS = 100


class NoBasis(forms.Form):
    """Why a step rests on no rule."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=actions.LONGEST_REMARK,
        label=gettext_lazy("Why does this step rest on no rule?"),
        help_text=gettext_lazy("Such as: “The step only puts the file in the right folder.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LinkForm(forms.Form):
    """What a step does with a rule."""

    use_required_attribute = False

    relation = forms.ChoiceField(
        label=gettext_lazy("What does the step do with it?"), widget=forms.RadioSelect
    )
    remark = forms.CharField(
        required=False,
        max_length=actions.LONGEST_REASON,
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy("What the step does not do of the rule, or does otherwise."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["relation"]
        given.choices = [
            (item.value, f"{say(label)[0].upper()}{say(label)[1:]} – {say(RELATION_MEANINGS[item])}")
            for item, label in RELATION_LABELS.items()
        ]


@needs("algorithms.view", places.of_dossier)
@require_safe
def process_step(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """What a step says, what it rests on, and what it said before."""
    return _show_step(request, get_step(public_id, step_id), NoBasis())


def _show_step(request: HttpRequest, step: Any, no_basis: NoBasis) -> HttpResponse:
    line = queries.read_step(step)
    moments = queries.list_moments(step)
    writers = name_writers({moment.by for moment in moments})
    person, code = person_of(request), step.algorithm.organisation.code
    return show(
        request,
        "process_step.html",
        crumbs=crumbs_to_steps(step.algorithm),
        here=line.step.title,
        status=422 if no_basis.errors else 200,
        algorithm=step.algorithm,
        shown=show_step(line),
        moments=[(moment, PERFORMER_LABELS[moment.step.performer], writers[moment.by]) for moment in moments],
        no_basis=no_basis,
        may_edit=rights.may(person, "algorithms.edit", code) and step.withdrawn_at is None,
        may_restore=rights.may(person, "algorithms.edit", code)
        and step.withdrawn_at is not None
        and not line.is_redacted,
        may_redact=rights.may(person, "algorithms.redact", code) and not line.is_redacted,
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_POST
def process_step_no_basis(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Say that a step rests on no rule and why, or that this is open again."""
    step = get_step(public_id, step_id, in_list=True)
    form = NoBasis(request.POST)
    clears = request.POST.get("do") == "clear"
    if not clears and not form.is_valid():
        return _show_step(request, step, form)
    reason = "" if clears else form.cleaned_data["reason"]
    try:
        actions.say_no_basis(step=step, reason=reason, by=person_of(request), at=now())
    except actions.StepNotWritten as refusal:
        messages.error(request, say(refusal.reason))
    else:
        said = _("It is open again on what this step rests.") if clears else _("Saved.")
        messages.success(request, said)
    return redirect("web:process_step", public_id=public_id, step_id=step_id)


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def step_link(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Search a rule in the interpretations that are known here, look at its source, and let the step rest on it."""
    step = get_step(public_id, step_id, in_list=True)
    line = queries.read_step(step)
    given = request.POST if request.method == "POST" else request.GET
    urn, name = given.get("uitleg", ""), given.get("regel", "")
    if name:
        return _choose(request, step, line, urn, name)
    library, words = laws.get_library(), request.GET.get("woorden", "").strip()[:LONGEST_WORDS]
    found = library.search(words, on=localdate(), urn=urn)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("pagina", None)
    return show(
        request,
        "step_link.html",
        crumbs=crumbs_to_step(step, line.step.title),
        here=_("Choose a rule"),
        algorithm=step.algorithm,
        shown=show_step(line),
        words=words,
        urn=urn,
        interpretations=[(item.urn, name_interpretation(item)) for item in library.list_newest()],
        frames=[show_frame(item) for item in page.object_list],
        linked={link.place for link in line.step.links},
        page=page,
        query=kept.urlencode(),
    )


def _choose(request: HttpRequest, step: Any, line: Any, urn: str, name: str) -> HttpResponse:
    frame = find_shown(urn, name)
    if not frame.is_known:
        raise Http404("There is no such rule here.")
    given = request.POST if request.method == "POST" else request.GET
    earlier = given.get("vervangt", "")
    known = next((link for link in line.step.links if link.place in ((urn, name), (earlier, name))), None)
    initial = {"relation": known.relation.value, "remark": known.remark} if known else {}
    form = LinkForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_frame(
                step=step,
                interpretation=urn,
                frame=name,
                relation=Relation(form.cleaned_data["relation"]),
                remark=form.cleaned_data["remark"],
                instead_of=earlier,
                library=laws.get_library(),
                by=person_of(request),
                at=now(),
            )
        except actions.StepNotWritten as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal.reason))
        else:
            messages.success(request, _("The step rests on this rule."))
            return redirect("web:process_step", public_id=step.algorithm.public_id, step_id=step.pk)
    kwargs = {"public_id": step.algorithm.public_id, "step_id": step.pk}
    back = (_("Choose a rule"), reverse("web:step_link", kwargs=kwargs))
    return show(
        request,
        "step_link_choose.html",
        crumbs=[*crumbs_to_step(step, line.step.title), back],
        here=frame.label,
        status=422 if form.errors else 200,
        algorithm=step.algorithm,
        shown=show_step(line),
        frame=frame,
        form=form,
        is_known=known is not None,
        earlier=earlier,
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_POST
def step_unlink(request: HttpRequest, public_id: str, step_id: int) -> HttpResponse:
    """Let a step no longer rest on a rule."""
    step = get_step(public_id, step_id, in_list=True)
    try:
        actions.unlink_frame(
            step=step,
            interpretation=request.POST.get("uitleg", ""),
            frame=request.POST.get("regel", ""),
            by=person_of(request),
            at=now(),
        )
    except actions.StepNotWritten as refusal:
        messages.error(request, say(refusal.reason))
    else:
        said = _("The step no longer rests on this rule. That it did stays in its history.")
        messages.success(request, said)
    return redirect("web:process_step", public_id=public_id, step_id=step_id)

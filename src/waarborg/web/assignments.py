"""Who works on a dossier: seen by everybody who sees the dossier, changed by who may assign."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.collaboration import assignments as assigning
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.profile.responsibilities import RESPONSIBILITY_LABELS, Responsibility
from waarborg.web import places
from waarborg.web.dossiers import crumbs_of
from waarborg.web.notes import list_colleagues
from waarborg.web.pages import now, person_of, say, show


class NewAssignment(forms.Form):
    """Who does what."""

    use_required_attribute = False

    person = forms.ChoiceField(label=gettext_lazy("Who?"))
    responsibility = forms.ChoiceField(
        label=gettext_lazy("What does this colleague do?"), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, people: list[Any]) -> None:
        super().__init__(data)
        person: Any = self.fields["person"]
        person.choices = [("", _("Choose a colleague")), *((str(one.pk), one.name) for one in people)]
        responsibility: Any = self.fields["responsibility"]
        responsibility.choices = [(item.value, say(label)) for item, label in RESPONSIBILITY_LABELS.items()]


def label_of(row: Any) -> Any:
    """What an assignment is called."""
    return RESPONSIBILITY_LABELS[Responsibility(row.responsibility)]


@needs("algorithms.view", places.of_dossier)
@require_http_methods(["GET", "HEAD"])
def assignments(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who works on a dossier, and the form to assign it."""
    return _show(request, algorithms.get_algorithm(public_id), None)


@needs("algorithms.assign", places.of_dossier, see="algorithms.view")
@require_http_methods(["POST"])
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a colleague do something for a dossier."""
    person, algorithm = person_of(request), algorithms.get_algorithm(public_id)
    people = {str(one.pk): one for one in list_colleagues("notes.view", algorithm.organisation.code)}
    form = NewAssignment(request.POST, people=list(people.values()))
    if not form.is_valid():
        return _show(request, algorithm, form)
    try:
        row = assigning.assign(
            algorithm=algorithm,
            person=people[form.cleaned_data["person"]],
            responsibility=Responsibility(form.cleaned_data["responsibility"]),
            by=person,
            at=now(),
            link=reverse("web:dossier", kwargs={"public_id": public_id}),
        )
    except assigning.AssignmentRefused as refusal:
        form.add_error("person", say(refusal.reason))
        return _show(request, algorithm, form)
    messages.success(request, _("%(name)s: %(what)s") % {"name": row.person.name, "what": say(label_of(row))})
    return redirect("web:assignments", public_id=public_id)


def _show(request: HttpRequest, algorithm: Any, form: NewAssignment | None) -> HttpResponse:
    person, code = person_of(request), algorithm.organisation.code
    may_assign = rights.may(person, "algorithms.assign", code)
    if form is None and may_assign:
        form = NewAssignment(None, people=list_colleagues("notes.view", code))
    return show(
        request,
        "assignments.html",
        crumbs=crumbs_of(algorithm),
        here=_("Who works on it"),
        status=422 if form is not None and form.errors else 200,
        algorithm=algorithm,
        rows=[(row, label_of(row)) for row in assigning.list_assigned(algorithm)],
        form=form,
        may_assign=may_assign,
    )


@needs("algorithms.view", places.of_dossier)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_end(request: HttpRequest, public_id: str, assignment_id: int) -> HttpResponse:
    """End what somebody does for a dossier, after a page that says what that means; everybody for themselves."""
    person, algorithm = person_of(request), algorithms.get_algorithm(public_id)
    try:
        row = assigning.get_assignment(algorithm, assignment_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    if row.person_id != person.pk:
        rights.demand(person, "algorithms.assign", algorithm.organisation.code)
    if request.method == "POST":
        assigning.unassign(assignment=row, by=person, at=now())
        messages.success(request, _("That has ended."))
        return redirect("web:assignments", public_id=public_id)
    address = reverse("web:assignments", kwargs={"public_id": public_id})
    return show(
        request,
        "assignment_end.html",
        crumbs=[*crumbs_of(algorithm), (_("Who works on it"), address)],
        here=_("End"),
        algorithm=algorithm,
        row=row,
        label=label_of(row),
        is_own=row.person_id == person.pk,
    )

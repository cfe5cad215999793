"""Naming who stands in for an approver for a while, and ending that before its time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from waarborg.adapters.content_files.roles import load_rights
from waarborg.apps.notifications import people as telling
from waarborg.apps.organisations import queries, rights, substitutes
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.rights.rights import Role
from waarborg.web import places
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import Crumb, now, person_of, say, show


@dataclass(frozen=True)
class Substitution:
    """Somebody who stands in, for whom and when."""

    grant_id: int
    name: str
    replaced: str
    role: Role | None
    starts_on: date
    until_on: date
    when: str
    may_end: bool


def list_substitutions(person: Any, organisation: Any) -> list[Substitution]:
    """Substitutions of an organisation that run or are still to come."""
    today = timezone.localdate()
    manages = rights.may(person, "people.manage", organisation.code)
    return [
        Substitution(
            grant_id=grant.pk,
            name=grant.person.name,
            replaced=grant.stands_in_for.name,
            role=load_rights().find_role(grant.role),
            starts_on=grant.starts_on,
            until_on=grant.until_on,
            when=_tell_when(grant.starts_on, grant.until_on, today),
            may_end=manages or grant.stands_in_for_id == person.pk,
        )
        for grant in substitutes.list_of(organisation).filter(until_on__gte=today)
    ]


def _tell_when(starts_on: date, until_on: date, today: date) -> str:
    """Whether it runs, and for how long, in words."""
    if starts_on > today:
        ahead = (starts_on - today).days
        return ngettext("begins in %(count)s day", "begins in %(count)s days", ahead) % {"count": ahead}
    left = (until_on - today).days
    if left == 0:
        return _("today is the last day")
    return ngettext("%(count)s day to go after today", "%(count)s days to go after today", left) % {
        "count": left
    }


class NameSubstitute(forms.Form):
    """Who stands in for whom, from when until when."""

    use_required_attribute = False

    replaced = forms.ChoiceField(label=gettext_lazy("Who is replaced?"), choices=())
    substitute = forms.ChoiceField(
        label=gettext_lazy("Who stands in?"),
        choices=(),
        help_text=gettext_lazy(
            "A colleague with another role here. An administrator can give somebody a role first."
        ),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=("%Y-%m-%d", "%d-%m-%Y"),
    )
    until_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("This day counts too. After it the substitution ends by itself."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=("%Y-%m-%d", "%d-%m-%Y"),
    )

    def __init__(self, data: Any, *, replaceable: list[Any], candidates: list[Any]) -> None:
        super().__init__(data, initial={"starts_on": timezone.localdate()})
        for name, people in (("replaced", replaceable), ("substitute", candidates)):
            field: Any = self.fields[name]
            start = [("", _("Choose somebody"))] if len(people) != 1 or name == "substitute" else []
            field.choices = [*start, *((str(one.pk), one.name) for one in people)]


@needs("people.substitute", places.itself, see="people.view")
@require_http_methods(["GET", "HEAD", "POST"])
def substitute_name(request: HttpRequest, code: str) -> HttpResponse:
    """Name a substitute: an approver for themselves, an administrator for every approver."""
    person, organisation = person_of(request), queries.get_organisation(code)
    replaceable = substitutes.list_replaceable(organisation)
    if not rights.may(person, "people.manage", code):
        replaceable = [one for one in replaceable if one.pk == person.pk]
    approvers = {one.pk for one in substitutes.list_replaceable(organisation)}
    candidates = [one for one in substitutes.list_candidates(organisation) if one.pk not in approvers]
    form = NameSubstitute(request.POST or None, replaceable=replaceable, candidates=candidates)
    if request.method == "POST" and form.is_valid() and _name(request, organisation, form):
        return redirect("web:people", code=code)
    return show(
        request,
        "substitute_name.html",
        status=422 if form.is_bound else 200,
        crumbs=_crumbs(organisation),
        here=_("Name a substitute"),
        organisation=organisation,
        form=form,
        can_name=bool(replaceable and candidates),
        replaceable=replaceable,
    )


def _name(request: HttpRequest, organisation: Any, form: NameSubstitute) -> bool:
    given = form.cleaned_data
    replaced, substitute = queries.get_person(given["replaced"]), queries.get_person(given["substitute"])
    try:
        with transaction.atomic():
            telling.name_substitute(
                replaced=replaced,
                substitute=substitute,
                organisation=organisation,
                role=substitutes.replaceable_roles()[0],
                starts_on=given["starts_on"],
                until_on=given["until_on"],
                by=person_of(request),
                at=now(),
            )
    except substitutes.SubstituteRefused as refusal:
        form.add_error(refusal.field, say(refusal.reason))
        return False
    messages.success(
        request, _("%(name)s stands in for %(other)s.") % {"name": substitute.name, "other": replaced.name}
    )
    return True


def _crumbs(organisation: Any) -> list[Crumb]:
    title = _("People of %(name)s") % {"name": organisation.name}
    return [*crumbs_to_list(), (title, reverse("web:people", kwargs={"code": organisation.code}))]


@needs("people.substitute", places.itself, see="people.view")
@require_http_methods(["GET", "HEAD", "POST"])
def substitute_end(request: HttpRequest, code: str, grant_id: int) -> HttpResponse:
    """End a substitution, after a page that says whose."""
    try:
        grant: Any = queries.get_grant(grant_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    if grant.organisation.code != code or grant.stands_in_for is None or grant.ended_at is not None:
        raise Http404("There is no such substitution in this organisation.")
    person = person_of(request)
    if grant.stands_in_for_id != person.pk:
        rights.demand(person, "people.manage", code)
    if request.method == "POST":
        substitutes.stop(grant=grant, by=person, at=now())
        messages.success(request, _("The substitution has ended."))
        return redirect("web:people", code=code)
    return show(
        request,
        "substitute_end.html",
        crumbs=_crumbs(grant.organisation),
        here=_("End a substitution"),
        grant=grant,
        organisation=grant.organisation,
    )

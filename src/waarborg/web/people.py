"""Who works at an organisation and in which role; giving and ending roles, erasing a person."""

from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.adapters.content_files.roles import load_rights
from waarborg.apps.notifications.people import give_role
from waarborg.apps.organisations import actions, queries, rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.rights.rights import Role, Scope
from waarborg.web import places
from waarborg.web.facts import Reason
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.substitutes import list_substitutions


@dataclass(frozen=True)
class Held:
    """A role somebody holds here."""

    grant_id: int
    role: Role | None
    code: str
    since: object
    may_end: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody with a role in the organisation."""

    id: str
    name: str
    email: str
    held: tuple[Held, ...]


class GiveRole(forms.Form):
    """Who gets which role. The name is only needed for somebody who has no account yet."""

    use_required_attribute = False

    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Mail address"),
        help_text=gettext_lazy("Of the person, at the organisation where they work."),
    )
    name = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy(
            "Only for somebody who has no account yet. They get a mail with which to set a password."
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect, choices=())

    def __init__(self, data: Any, *, roles: list[Role]) -> None:
        super().__init__(data)
        choices: Any = self.fields["role"]
        choices.choices = [(role.code, f"{say(role.label)}: {say(role.description)}") for role in roles]


def _may_give(person: Any, role: Role, code: str) -> bool:
    """A role that holds everywhere is only given by who manages the platform."""
    return role.scope is Scope.ORGANISATION or rights.may(person, "platform.manage", code)


def _list_roles(person: Any, code: str) -> list[Role]:
    return [role for role in load_rights().roles if _may_give(person, role, code)]


@needs("people.view", places.itself)
@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who works here, in which role, and what that role allows."""
    form = GiveRole(None, roles=_list_roles(person_of(request), code))
    return _show_people(request, code, form)


def _show_people(request: HttpRequest, code: str, form: GiveRole, *, status: int = 200) -> HttpResponse:
    person, organisation = person_of(request), queries.get_organisation(code)
    manages = rights.may(person, "people.manage", code)
    return show(
        request,
        "people.html",
        status=status,
        crumbs=crumbs_to_list(),
        here=_("People of %(name)s") % {"name": organisation.name},
        organisation=organisation,
        colleagues=[
            _make_colleague(item, person, code, manages) for item in queries.list_people(organisation)
        ],
        roles=load_rights().roles,
        form=form,
        may_manage=manages,
        substitutions=list_substitutions(person, organisation),
        may_substitute=rights.may(person, "people.substitute", code),
        may_erase=rights.may(person, "people.erase", code),
    )


def _make_colleague(colleague: Any, person: Any, code: str, manages: bool) -> Colleague:
    held = []
    for grant in colleague.held:
        if grant.stands_in_for_id is not None:
            continue  # listed with the substitutes
        role = load_rights().find_role(grant.role)
        may_end = manages and (role is None or _may_give(person, role, code))
        held.append(Held(grant.pk, role, grant.role, grant.granted_at, may_end))
    return Colleague(str(colleague.pk), colleague.name, colleague.email or "", tuple(held))


@needs("people.manage", places.itself, see="people.view")
@require_POST
def role_give(request: HttpRequest, code: str) -> HttpResponse:
    """Give a role to somebody with an account, or to somebody new, who gets a mail to set a password."""
    person = person_of(request)
    form = GiveRole(request.POST, roles=_list_roles(person, code))
    if not form.is_valid():
        return _show_people(request, code, form, status=422)
    email, name = form.cleaned_data["email"], form.cleaned_data["name"].strip()
    found = queries.find_person_by_email(email)
    if found is None and not name:
        form.add_error("name", _("There is nobody with this mail address yet. Give a name to add somebody."))
        return _show_people(request, code, form, status=422)
    if found is not None and name and not _is_name_of(found, name):
        form.add_error("name", SOMEBODY_ELSE % {"name": found.name})
        return _show_people(request, code, form, status=422)
    by = str(person.pk)
    with transaction.atomic():
        colleague = found or actions.add_person(name=name, email=email, by=by, at=now())
        organisation = queries.get_organisation(code)
        give_role(
            person=colleague, organisation=organisation, role=form.cleaned_data["role"], by=by, at=now()
        )
    if found is None and not _mail_password_link(request, colleague.email):
        messages.warning(
            request,
            _("The mail could not be sent. %(name)s can ask for a password on the login page.")
            % {"name": name},
        )
    messages.success(request, _("%(name)s has the role now.") % {"name": colleague.name})
    return redirect("web:people", code=code)


SOMEBODY_ELSE = gettext_lazy(
    "This mail address belongs to %(name)s. Leave the name empty, or type that name, to give the role to this person. "
    "Do you mean somebody else? Then give another mail address."
)


def _is_name_of(colleague: Any, name: str) -> bool:
    """Whether `name` is what the colleague is called, whatever the spaces and capitals."""
    return " ".join(name.split()).casefold() == " ".join(colleague.name.split()).casefold()


def _mail_password_link(request: HttpRequest, email: str) -> bool:
    """Send the link with which somebody sets a password; returns whether the mail left."""
    form = ResetPasswordForm({"email": email})
    if not form.is_valid():
        return False
    try:
        form.save(request)
    except (OSError, SMTPException):
        return False
    return True


def _crumbs_to_people(code: str) -> list[Crumb]:
    name = queries.get_organisation(code).name
    title = _("People of %(name)s") % {"name": name}
    return [*crumbs_to_list(), (title, reverse("web:people", kwargs={"code": code}))]


@needs("people.manage", places.itself, see="people.view")
@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, code: str, grant_id: int) -> HttpResponse:
    """End a role, after a page that says whose and what it allowed."""
    try:
        grant = queries.get_grant(grant_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    role = load_rights().find_role(grant.role)
    if grant.organisation.code != code or grant.ended_at is not None or grant.stands_in_for_id is not None:
        raise Http404("There is no such role in this organisation.")
    if role is not None and not _may_give(person_of(request), role, code):
        raise Http404("There is no such role in this organisation.")
    if request.method == "POST":
        try:
            actions.end_role(grant=grant, by=str(person_of(request).pk), at=now())
        except actions.ActionRefused:
            messages.error(request, LAST_ADMINISTRATOR)
        else:
            messages.success(request, _("The role has ended."))
        return redirect("web:people", code=code)
    return show(
        request,
        "role_end.html",
        crumbs=_crumbs_to_people(code),
        here=_("End a role"),
        grant=grant,
        role=role,
        organisation=grant.organisation,
    )


LAST_ADMINISTRATOR = gettext_lazy(
    "This is the last administrator of the organisation. Make somebody else administrator first."
)


@needs("people.erase", places.itself, see="people.view")
@require_http_methods(["GET", "HEAD", "POST"])
def person_erase(request: HttpRequest, code: str, person_id: str) -> HttpResponse:
    """Erase the data of a person, after a page that says what goes and what stays."""
    try:
        colleague = queries.get_person(person_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    elsewhere = _works_elsewhere(person_of(request), colleague, code)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid() and not elsewhere:
        try:
            actions.erase_person(
                person=colleague, by=str(person_of(request).pk), at=now(), reason=form.cleaned_data["reason"]
            )
        except actions.ActionRefused:
            messages.error(request, LAST_ADMINISTRATOR)
        else:
            messages.success(request, _("The data of this person were erased."))
        return redirect("web:people", code=code)
    return show(
        request,
        "person_erase.html",
        crumbs=_crumbs_to_people(code),
        here=_("Erase a person"),
        organisation=queries.get_organisation(code),
        colleague=colleague,
        elsewhere=elsewhere,
        form=form,
    )


def _works_elsewhere(person: Any, colleague: Any, code: str) -> bool:
    """Whether the colleague also works where `person` may not erase; "not found" for who does not work here."""
    organisations = {grant.organisation for grant in rights.list_grants(colleague)}
    if code not in organisations:
        raise Http404("There is no such person in this organisation.")
    return not all(rights.may(person, "people.erase", item) for item in organisations)

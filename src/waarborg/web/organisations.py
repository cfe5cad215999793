"""The organisations a person works for, and what an organisation says of itself."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.apps.organisations import actions, rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation, list_organisations
from waarborg.core.publication.addresses import is_link, is_mail_address
from waarborg.web import places
from waarborg.web.method_form import WorkingMethod
from waarborg.web.pages import Crumb, now, person_of, show

PAGE_SIZE = 50
REACHED = (
    "assessments.view",
    "people.view",
    "organisations.edit",
    "audit.view",
    "publications.view",
    "algorithms.view",
)


@dataclass(frozen=True)
class Place:
    """An organisation with what this person may open there."""

    code: str
    name: str
    people: bool
    settings: bool
    audit: bool
    quality: bool
    obligations: bool
    forms: bool
    assessments: bool


def crumbs_to_list() -> list[Crumb]:
    """The way to the pages of one organisation."""
    return [(_("Organisations"), reverse("web:organisations"))]


@needs("workplace.enter")
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations in reach, each with its people, details and log."""
    person = person_of(request)
    words = request.GET.get("woorden", "").strip()
    rows = list_organisations(rights.reach(person, "workplace.enter"))
    if words:
        rows = rows.filter(name__icontains=words)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    reaches = {name: rights.reach(person, name) for name in REACHED}
    query = request.GET.copy()
    query.pop("pagina", None)
    return show(
        request,
        "organisations.html",
        here=_("Organisations"),
        lines=[_make_place(item, reaches) for item in page.object_list],
        page=page,
        query=query.urlencode(),
        words=words,
        has_many=bool(words) or page.paginator.count > PAGE_SIZE // 5,
    )


def _make_place(organisation: Any, reaches: dict[str, set[str] | None]) -> Place:
    def reaches_to(permission: str) -> bool:
        codes = reaches[permission]
        return codes is None or organisation.code in codes

    return Place(
        code=organisation.code,
        name=organisation.name,
        people=reaches_to("people.view"),
        settings=reaches_to("organisations.edit") and reaches_to("people.view"),
        audit=reaches_to("audit.view"),
        quality=reaches_to("publications.view"),
        obligations=reaches_to("algorithms.view"),
        forms=reaches_to("assessments.view"),
        assessments=reaches_to("assessments.view"),
    )


class Details(forms.Form):
    """What an organisation says of itself on the public site."""

    use_required_attribute = False

    about = forms.CharField(
        required=False,
        max_length=4000,
        label=gettext_lazy("About the organisation, in Dutch"),
        help_text=gettext_lazy("How does the organisation use algorithms, and who watches over that?"),
        widget=forms.Textarea(attrs={"rows": 6, "lang": "nl"}),
    )
    about_en = forms.CharField(
        required=False,
        max_length=4000,
        label=gettext_lazy("About the organisation, in English"),
        widget=forms.Textarea(attrs={"rows": 6, "lang": "en"}),
    )
    contact = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Contact for questions"),
        help_text=gettext_lazy("The mail address of a department or the web address of a form."),
    )
    website = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Website"),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def clean_contact(self) -> str:
        """A mail address or a web address, or nothing."""
        contact = str(self.cleaned_data["contact"])
        if contact and not (is_mail_address(contact) or is_link(contact)):
            raise forms.ValidationError(
                _("This is neither a mail address nor a web address. Write one of the two, and nothing else.")
            )
        return contact

    def clean_website(self) -> str:
        """A web address, or nothing."""
        website = str(self.cleaned_data["website"])
        if website and not is_link(website):
            raise forms.ValidationError(
                _("This is no web address. Write the whole address, with https:// in front.")
            )
        return website


@needs("organisations.edit", places.itself, see="people.view")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: HttpRequest, code: str) -> HttpResponse:
    """What the public site says of an organisation."""
    organisation = get_organisation(code)
    known = {field: getattr(organisation, field) for field in actions.EDITABLE_FIELDS}
    form = Details(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        changed = actions.edit_organisation(
            organisation=organisation, values=form.cleaned_data, by=person_of(request), at=now()
        )
        messages.success(request, _("The details were saved.") if changed else _("Nothing was changed."))
        return redirect("web:organisation_settings", code=code)
    return show(
        request,
        "organisation_settings.html",
        crumbs=crumbs_to_list(),
        here=_("Details of %(name)s") % {"name": organisation.name},
        organisation=organisation,
        form=form,
        method=WorkingMethod(None, organisation=organisation),
    )

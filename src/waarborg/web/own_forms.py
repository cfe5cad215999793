"""The forms of an organisation: those of Waarborg and its own; adding one by file, and taking one out of use."""

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

from waarborg.apps.assessments import library
from waarborg.apps.assessments.actions import shaping
from waarborg.apps.assessments.actions.shaping import MOST_BYTES, FormRefused
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation, names_of
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import NoSuchForm
from waarborg.core.terms.own_addresses import readable_name
from waarborg.web import places
from waarborg.web.form_paths import describe_paths
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.sentences import name_person


class FormFile(forms.Form):
    """A form as a file."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File with a form"),
        help_text=gettext_lazy(
            "YAML of at most 2 MB. It is checked first; every fault is named with its line and what to do."
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


@dataclass(frozen=True)
class Line:
    """A version of a form of the organisation. title: empty when a newer Waarborg cannot read it any more."""

    row: Any
    title: str
    questions: int
    by: str


def crumbs_to_forms(organisation: Any) -> list[Crumb]:
    """The way to the forms of an organisation."""
    return [*crumbs_to_list(), (_("Forms"), reverse("web:own_forms", kwargs={"code": organisation.code}))]


@needs("assessments.view", places.itself)
@require_http_methods(["GET", "HEAD", "POST"])
def own_forms(request: HttpRequest, code: str) -> HttpResponse:
    """The forms that this organisation can fill in, and a place to add one of its own."""
    organisation = get_organisation(code)
    form, faults = FormFile(), list[Fault]()
    if request.method == "POST":
        form = FormFile(request.POST, request.FILES)
        added, faults = _add(request, form, organisation)
        if added is not None:
            messages.success(request, _("This form was added. It can be started from now on."))
            keys = {"code": code, "form": added.form, "version": added.version}
            return redirect("web:own_form", **keys)
    rows = list(library.list_rows(organisation.pk))
    names = names_of(row.by for row in rows)
    return show(
        request,
        "own_forms.html",
        crumbs=crumbs_to_list(),
        here=_("Forms"),
        status=422 if request.method == "POST" else 200,
        organisation=organisation,
        lines=[_make_line(row, names) for row in rows],
        ours=[
            one for one in library.list_startable(organisation.pk) if one.id not in {row.form for row in rows}
        ],
        form=form,
        faults=faults,
        may_shape=rights.may(person_of(request), "assessments.sign", code),
    )


def _make_line(row: Any, names: dict[str, str]) -> Line:
    form = library.read_row(row)
    return Line(
        row=row,
        title=say(form.title) if form is not None else "",
        questions=len(form.questions) if form is not None else 0,
        by=name_person(row.by, names),
    )


def _add(request: HttpRequest, form: FormFile, organisation: Any) -> tuple[Any, list[Fault]]:
    """The version that was added, or None with the faults in the file; the form says what else is wrong."""
    rights.demand(person_of(request), "assessments.sign", organisation.code)
    if "file" in getattr(request, "refused_uploads", ()):
        form.full_clean()
        form.errors.pop("file", None)
        form.add_error("file", _("This file is larger than 2 MB."))
    if not form.is_valid():
        return None, []
    upload = form.cleaned_data["file"]
    content: bytes = upload.read(MOST_BYTES + 1)
    try:
        if len(content) > MOST_BYTES:
            raise ValueError(_("This file is larger than 2 MB."))
        text = content.decode("utf-8-sig")
        return shaping.add_form(organisation=organisation, text=text, by=person_of(request), at=now()), []
    except FormRefused as error:
        return None, list(error.faults)
    except Refused as error:
        form.add_error("file", say(error.reason))
    except UnicodeDecodeError:
        form.add_error("file", _("This file is not written in UTF-8. Save it as UTF-8 and choose it again."))
    except ValueError as error:
        form.add_error("file", str(error))
    return None, []


# --- one form ------------------------------------------------------------------------------------------------
def find_form(organisation: Any, form: str, version: str) -> Form:
    """A version of a form that this organisation can see; one that is not there gives "not found"."""
    try:
        return library.get_form(organisation.pk, form, version)
    except NoSuchForm as error:
        raise Http404(str(error)) from error


@needs("assessments.view", places.itself)
@require_safe
def own_form(request: HttpRequest, code: str, form: str, version: str) -> HttpResponse:
    """A form with every path through it, as pictures and as a list."""
    organisation = get_organisation(code)
    found = find_form(organisation, form, version)
    row = library.list_rows(organisation.pk).filter(form=form, version=version).first()
    return show(
        request,
        "own_form.html",
        crumbs=crumbs_to_forms(organisation),
        here=found.short,
        organisation=organisation,
        form=found,
        title=say(found.title),
        summary=say(found.summary),
        parts=describe_paths(found),
        row=row,
        may_shape=rights.may(person_of(request), "assessments.sign", code),
    )


@needs("assessments.view", places.itself)
@require_safe
def own_form_file(request: HttpRequest, code: str, form: str, version: str) -> HttpResponse:
    """The file of a form of the organisation, as it was added."""
    row = library.list_rows(get_organisation(code).pk).filter(form=form, version=version).first()
    if row is None:
        raise Http404("There is no such form of this organisation.")
    response = HttpResponse(row.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{readable_name(f"{form} {version}")}.yaml"'
    return response


@needs("assessments.sign", places.itself, see="assessments.view")
@require_POST
def own_form_withdraw(request: HttpRequest, code: str, form: str, version: str) -> HttpResponse:
    """Take a version out of use, or use it again."""
    row = library.list_rows(get_organisation(code).pk).filter(form=form, version=version).first()
    if row is None:
        raise Http404("There is no such form of this organisation.")
    again = request.POST.get("do") == "again"
    shaping.withdraw_form(own_form=row, by=person_of(request), at=now(), again=again)
    messages.success(
        request,
        _("This version can be started again.")
        if again
        else _("Nobody starts this version any more. What was begun with it goes on."),
    )
    return redirect("web:own_forms", code=code)

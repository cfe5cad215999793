"""Templates of suppliers: looking at one, starting a dossier from it, loading a file, and confirming what it filled."""

import base64
import binascii
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.adapters.exchange.supplier_templates import read_template_bytes
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.products import loading
from waarborg.apps.algorithms.products import queries as products
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, get_organisation, list_organisations
from waarborg.apps.publications import drafting
from waarborg.apps.publications.products.tasks import ask_to_compare
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.pages import Crumb, language, now, person_of, say, show
from waarborg.web.portfolio import LONGEST_NAME
from waarborg.web.previews import preview
from waarborg.web.products import crumbs_to_products

PAGE_SIZE = 50
MAX_UPLOAD = 1024 * 1024
STATUS_LABELS = {
    loading.Status.ADDED: gettext_lazy("new"),
    loading.Status.RENEWED: gettext_lazy("takes the place of the one that is here"),
    loading.Status.UNCHANGED: gettext_lazy("is here already"),
    loading.Status.OLDER: gettext_lazy("is older than the one that is here, so it stays out"),
    loading.Status.EMPTY: gettext_lazy("says nothing about the product yet, so it stays out"),
}


@dataclass(frozen=True)
class NotTakenOver:
    """Something a supplier mentions that only the organisation can state."""

    label: str
    says: str
    reason: str


def crumbs_to_templates() -> list[Crumb]:
    """The way to the page of one template."""
    return [*crumbs_to_products(), (_("Templates"), reverse("web:supplier_templates"))]


@needs("workplace.enter")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Every template from which a dossier can start."""
    person = person_of(request)
    words = request.GET.get("woorden", "").strip()[:100]
    page = Paginator(products.list_templates(words), PAGE_SIZE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("pagina", None)
    return show(
        request,
        "supplier_templates.html",
        crumbs=crumbs_to_products(),
        here=_("Templates"),
        lines=list(page.object_list),
        page=page,
        query=kept.urlencode(),
        words=words,
        may_edit=rights.may_somewhere(person, "products.edit"),
    )


class Start(forms.Form):
    """What is asked to start from a template: the name, and for whom."""

    use_required_attribute = False

    name = forms.CharField(max_length=LONGEST_NAME, label=gettext_lazy("What is the algorithm called?"))
    organisation = forms.ChoiceField(
        label=gettext_lazy("Which organisation uses it?"), widget=forms.RadioSelect, choices=()
    )


def _make_form(request: HttpRequest, template: Any) -> Start:
    own = list(list_organisations(rights.reach(person_of(request), "algorithms.create")))
    initial = {"name": template.name[:LONGEST_NAME]} | (
        {"organisation": own[0].code} if len(own) == 1 else {}
    )
    form = Start(request.POST or None, initial=initial)
    choices: Any = form.fields["organisation"]
    choices.choices = [(item.code, item.name) for item in own]
    return form


def _get_template(template_id: int) -> Any:
    try:
        return products.get_template(template_id)
    except NotFound as error:
        raise Http404(str(error)) from error


@needs("workplace.enter")
@require_safe
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    """What a template fills, and what it mentions that is not taken over."""
    row = _get_template(template_id)
    may_start = rights.may_somewhere(person_of(request), "algorithms.create") and row.retired_at is None
    return _show_template(request, row, _make_form(request, row) if may_start else None)


@needs("algorithms.create")
@require_http_methods(["GET", "HEAD", "POST"])
def template_start(request: HttpRequest, template_id: int) -> HttpResponse:
    """Start a dossier from a template."""
    row = _get_template(template_id)
    if request.method != "POST" or row.retired_at is not None:
        return redirect("web:supplier_template", template_id=template_id)
    form = _make_form(request, row)
    if not form.is_valid():
        return _show_template(request, row, form)
    entry = drafting.start_from_template(
        template=row,
        organisation=get_organisation(form.cleaned_data["organisation"]),
        name=form.cleaned_data["name"],
        by=person_of(request),
        at=now(),
    )
    messages.success(
        request,
        _(
            "The dossier is there, with a draft in the words of the supplier. Read it and confirm what is right."
        ),
    )
    return redirect("web:dossier", public_id=entry.public_id)


def _show_template(request: HttpRequest, row: Any, form: Start | None) -> HttpResponse:
    product = row.product
    return show(
        request,
        "supplier_template.html",
        crumbs=crumbs_to_templates(),
        here=row.name,
        template=row,
        product=product,
        form=form,
        preview=preview(row.values),
        left_out=_list_left_out(row.mentions),
        status=422 if form is not None and form.errors else 200,
    )


def _list_left_out(mentions: list[dict[str, Any]]) -> list[NotTakenOver]:
    labels = {field.key: field.label for field in load_standard().fields}
    return [
        NotTakenOver(
            label=say(labels[item["field"]]) if item["field"] in labels else item["field"],
            says=item["says"],
            reason=item["reason"][language()],
        )
        for item in mentions
    ]


# --- loading a file --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class FileLine:
    """A template in a file, with what loading does to it."""

    supplier: str
    product: str
    status: str
    is_used: bool
    left_out: tuple[str, ...]
    claims: tuple[Text, ...]


class Upload(forms.Form):
    """The file with templates."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File with templates"),
        help_text=gettext_lazy("JSON of at most 1 MB: templates of the national register, or our own shape."),
        max_length=200,
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("This file is larger than 1 MB. Split it, or use the command line.")
            )
        return file


@needs("products.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def template_load(request: HttpRequest) -> HttpResponse:
    """Load templates: choose a file, see what it would do, then do it."""
    if request.method == "POST" and "content" in request.POST:
        return _load(request)
    form = Upload(request.POST or None, request.FILES or None) if request.method == "POST" else Upload()
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        name = PurePath(form.cleaned_data["file"].name).name
        try:
            found = _preview(content, name)
        except BrokenFile as broken:
            form.add_error("file", broken.fault.in_language(language()))
    return show(
        request,
        "supplier_template_load.html",
        crumbs=crumbs_to_templates(),
        here=_("Load templates"),
        form=form,
        found=found,
        status=422 if form.errors else 200,
    )


def _preview(content: bytes, name: str) -> dict[str, Any]:
    file = read_template_bytes(content, file=name)
    outcomes = loading.preview(file)
    labels = {field.key: field.label for field in load_standard().fields}
    lines = [
        FileLine(
            supplier=outcome.product.supplier.name,
            product=outcome.product.name,
            status=str(STATUS_LABELS[outcome.status]),
            is_used=outcome.status in (loading.Status.ADDED, loading.Status.RENEWED),
            left_out=tuple(
                dict.fromkeys(
                    say(labels[one.field]) for one in outcome.template.mentions if one.field in labels
                )
            )
            if outcome.template
            else (),
            claims=tuple(one.message for one in outcome.template.claims) if outcome.template else (),
        )
        for outcome in outcomes
    ]
    return {
        "name": name,
        "content": base64.b64encode(content).decode(),
        "lines": lines,
        "usable": sum(line.is_used for line in lines),
        "refused": [fault.in_language(language()) for fault in file.refused],
    }


def _load(request: HttpRequest) -> HttpResponse:
    """Load the file whose preview was shown; it is read again, so nothing is trusted that came along."""
    name = PurePath(request.POST.get("name", "")).name[:200] or "sjablonen.json"
    try:
        content = base64.b64decode(request.POST["content"], validate=True)[:MAX_UPLOAD]
        file = read_template_bytes(content, file=name)
    except (binascii.Error, ValueError, BrokenFile):
        messages.error(request, _("The file did not arrive whole. Choose it again."))
        return redirect("web:supplier_template_load")
    outcomes = loading.load(file, by=person_of(request), at=now())
    count = sum(one.status in (loading.Status.ADDED, loading.Status.RENEWED) for one in outcomes)
    ask_to_compare()
    messages.success(request, _("%(number)s templates and products were loaded.") % {"number": count})
    return redirect("web:supplier_templates")


# --- confirming ------------------------------------------------------------------------------------------
@needs("publications.edit", places.of_dossier, see="algorithms.view")
@require_POST
def template_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm facts that a template filled in: from now on they are the words of the organisation."""
    count = drafting.confirm(
        algorithm=algorithms.get_algorithm(public_id),
        keys=request.POST.getlist("key"),
        by=person_of(request),
        at=now(),
    )
    if count:
        messages.success(request, _("Confirmed: %(number)s.") % {"number": count})
    else:
        messages.info(request, _("You chose nothing to confirm."))
    return redirect("web:dossier", public_id=public_id)

"""The framework as open data: all of it as JSON, and the requirements as a table."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from waarborg.adapters.framework_files.content import describe_framework, write_table
from waarborg.apps.organisations.access import open_to_all
from waarborg.core.framework.framework import Framework
from waarborg.public.framework.answering import mark
from waarborg.public.framework.library import the_framework


@dataclass(frozen=True)
class Form:
    """A form in which the framework can be downloaded."""

    content_type: str
    label: object
    note: object
    write: Callable[[Framework], str]


def _write_json(framework: Framework) -> str:
    return json.dumps(describe_framework(framework), ensure_ascii=False, indent=1) + "\n"


FORMS = {
    "json": Form(
        "application/json; charset=utf-8",
        gettext_lazy("All of it (JSON)"),
        gettext_lazy(
            "Requirements with articles, days and evidence, measures and instruments, in Dutch and English."
        ),
        _write_json,
    ),
    "csv": Form(
        "text/csv; charset=utf-8",
        gettext_lazy("Requirements (CSV)"),
        gettext_lazy(
            "A row for each text of a requirement. Under “to” stands the first day on which it no longer holds."
        ),
        write_table,
    ),
}


@dataclass(frozen=True)
class Download:
    """A link to a file."""

    address: str
    label: str
    note: str


def list_downloads() -> list[Download]:
    """Links to the framework in each form."""
    return [
        Download(reverse("public:framework_file", args=[key]), str(form.label), str(form.note))
        for key, form in FORMS.items()
    ]


@cache
def _write(form: str) -> str:
    """A file in one form, made once: the framework never changes while the site runs."""
    return FORMS[form].write(the_framework())


@open_to_all
@require_safe
def framework_file(request: HttpRequest, form: str) -> HttpResponse:
    """The framework as a file, which scripts of other sites may read too."""
    found = FORMS.get(form)
    if found is None:
        raise Http404(f"There is no form {form!r} to download.")
    response = HttpResponse(_write(form), content_type=found.content_type)
    response["Content-Disposition"] = f'attachment; filename="kader-{the_framework().version}.{form}"'
    response["Access-Control-Allow-Origin"] = "*"
    return mark(request, response)

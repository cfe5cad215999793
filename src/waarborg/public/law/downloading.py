"""Interpretations as files: our own YAML, FLINT JSON, and linked data."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from waarborg.adapters.flint.writing import write_flint
from waarborg.adapters.law_files.own_writing import write_own_format
from waarborg.adapters.linked_data.law import write_jsonld, write_turtle
from waarborg.apps.organisations.access import open_to_all
from waarborg.core.law.interpretations import Interpretation
from waarborg.public.law.library import find_interpretation


@dataclass(frozen=True)
class Form:
    """A form in which an interpretation can be downloaded."""

    ending: str
    content_type: str
    label: object
    note: object
    write: Callable[[Interpretation], str]


def _write_flint(interpretation: Interpretation) -> str:
    text, _losses = write_flint(interpretation)
    return text


FORMS = {
    "yaml": Form(
        "yaml",
        "application/yaml; charset=utf-8",
        gettext_lazy("All of it (YAML)"),
        gettext_lazy("The form in which it was made: nothing is left out."),
        write_own_format,
    ),
    "flint": Form(
        "flint.json",
        "application/json; charset=utf-8",
        gettext_lazy("FLINT (JSON)"),
        gettext_lazy("For other tools that read FLINT. Choices and English texts are left out."),
        _write_flint,
    ),
    "turtle": Form(
        "ttl",
        "text/turtle; charset=utf-8",
        gettext_lazy("Linked data (Turtle)"),
        gettext_lazy("In the vocabulary of Calculemus-FLINT, with links to the articles."),
        write_turtle,
    ),
    "jsonld": Form(
        "jsonld",
        "application/ld+json; charset=utf-8",
        gettext_lazy("Linked data (JSON-LD)"),
        gettext_lazy("The same as the Turtle, for programs that prefer JSON."),
        write_jsonld,
    ),
}


@dataclass(frozen=True)
class Download:
    """A link to a file."""

    address: str
    label: str
    note: str


def list_downloads(interpretation: Interpretation) -> list[Download]:
    """Links to an interpretation in each form."""
    return [
        Download(
            reverse("public:law_file", args=[interpretation.id, interpretation.version, key]),
            str(form.label),
            str(form.note),
        )
        for key, form in FORMS.items()
    ]


@open_to_all
@require_safe
def law_file(request: HttpRequest, law_id: str, version: str, form: str) -> HttpResponse:
    """An interpretation as a file."""
    interpretation = find_interpretation(law_id, version)
    found = FORMS.get(form)
    if found is None:
        raise Http404(f"There is no form {form!r} to download.")
    response = HttpResponse(found.write(interpretation), content_type=found.content_type)
    name = f"{interpretation.id}-{interpretation.version}.{found.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""What stands beside an entry: how to refer to it, what readers had corrected, and where to go on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.queries import PublicEntry
from waarborg.apps.publications.reactions import queries as reactions

MOST_CORRECTIONS = 5
_BIBTEX_SPECIAL = str.maketrans(
    {"\\": r"\textbackslash{}"}
    | {sign: f"\\{sign}" for sign in "{}&%$#_"}
    | {"~": r"\~{}", "^": r"\^{}", '"': r"\textquotedbl{}"}
)


def list_beside(found: PublicEntry, request: HttpRequest) -> dict[str, Any]:
    """The parts of the page that do not come from the version itself. All of it counts for the mark of the page."""
    corrections = [reactions.to_correction(row) for row in reactions.list_corrections(found.public_id)]
    language = "en" if get_language() == "en" else "nl"
    labels = {field.key: field.label.in_language(language) for field in load_standard().fields}
    return {
        "corrections": [(line, labels.get(line.field, "")) for line in corrections[:MOST_CORRECTIONS]],
        "corrections_count": len(corrections),
        "citation": cite(found, request),
        "bibtex": cite_in_bibtex(found, request),
    }


def _address(found: PublicEntry, request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("public:entry_version", args=[found.public_id, found.number]))


def _site() -> str:
    return f"Waarborg ({settings.OPERATOR})" if settings.OPERATOR else "Waarborg"


def cite(found: PublicEntry, request: HttpRequest) -> str:
    """How to refer to this version in a text: who, when, what, where."""
    name = (found.organisation.name_en if get_language() == "en" else "") or found.organisation.name
    return _("%(organisation)s (%(day)s). %(title)s (version %(number)s). %(site)s. %(address)s") % {
        "organisation": name,
        "day": date_format(found.published_at, "j F Y"),
        "title": str(found.values.get("name") or found.public_id),
        "number": found.number,
        "site": _site(),
        "address": _address(found, request),
    }


def cite_in_bibtex(found: PublicEntry, request: HttpRequest) -> str:
    """The same for a list of references in BibTeX."""
    fields = {
        "author": "{" + _escape(found.organisation.name) + "}",
        "title": _escape(str(found.values.get("name") or found.public_id)),
        "year": f"{found.published_at:%Y}",
        "howpublished": _escape(_site()),
        "note": f"version {found.number}",
        "url": _address(found, request),
    }
    lines = "".join(f'  {key} = "{value}",\n' for key, value in fields.items())
    return f"@misc{{{found.public_id}-{found.number},\n{lines}}}"


def _escape(text: str) -> str:
    return " ".join(text.split()).translate(_BIBTEX_SPECIAL)

"""Links to downloads on pages, and the linked data of an entry inside its page."""

import json
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from waarborg.apps.publications.exporting import describe_public_entry
from waarborg.apps.publications.queries import PublicEntry
from waarborg.public.downloads import list_downloads, list_entry_downloads, read_register

register = template.Library()
#: Characters that could end the element that the data stand in.
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_NOT_KEPT = ("pagina", "sorteer")


@register.inclusion_tag("public/parts/downloads.html")
def downloads_of_search(given: Any) -> dict[str, Any]:
    """Links to what a search finds, in each format."""
    kept = [(key, value) for key, values in given.lists() if key not in _NOT_KEPT for value in values]
    return {"downloads": list(list_downloads(urlencode(kept)))}


@register.inclusion_tag("public/parts/downloads.html")
def downloads_of_organisation(code: str) -> dict[str, Any]:
    """Links to the entries of an organisation, in each format."""
    return {"downloads": list(list_downloads(urlencode({"organisatie": code})))}


@register.inclusion_tag("public/parts/downloads.html")
def downloads_of_entry(found: PublicEntry, is_fixed: bool) -> dict[str, Any]:
    """Links to an entry, in each format: as it is now, or the version of the page."""
    return {"downloads": list(list_entry_downloads(found.public_id, found.number if is_fixed else None))}


@register.inclusion_tag("public/parts/entry_alternates.html", takes_context=True)
def alternates_of_entry(context: dict[str, Any], found: PublicEntry, is_fixed: bool) -> dict[str, Any]:
    """What a program needs to know of the page: where its data are, and the linked data themselves."""
    number = found.number if is_fixed else None
    return {
        "downloads": list(list_entry_downloads(found.public_id, number)),
        "linked_data": _write(found, context),
    }


def _write(found: PublicEntry, context: dict[str, Any]) -> SafeString:
    of = read_register(context["request"])
    said = describe_public_entry(found, register=of, at=timezone.now())
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(written)  # noqa: S308 - no character that could end the element is left

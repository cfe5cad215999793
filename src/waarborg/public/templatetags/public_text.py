"""Filters that write values of an entry on a page."""

from collections.abc import Iterable

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from waarborg.adapters.markup import clean
from waarborg.core.terms.months import Month

register = template.Library()


@register.filter
def markup(text: str) -> SafeString:
    """Text with the few allowed tags, cleaned once more so that nothing unsafe ever reaches a page."""
    return mark_safe(clean(text))  # noqa: S308 - `clean` lets only harmless tags through


@register.filter
def month(value: Month) -> str:
    """A month in words, in the language of the page."""
    return date_format(value.first_day(), "F Y")


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> list[dict[str, object]]:
    """Pieces of a text, each with whether it is one of the words searched for."""
    return [{"text": text, "is_match": is_match} for text, is_match in pieces]


@register.filter
def in_language(names: object, language: str) -> str:
    """The name of an organisation in the language of the page, where it has one."""
    english = getattr(names, "name_en", "") if language == "en" else ""
    return str(english or getattr(names, "name", ""))

"""Filters for the pages of the workplace."""

from django import template
from django.utils.translation import gettext as _

from waarborg.core.publication.markup import plain_text
from waarborg.core.terms.text import Text
from waarborg.web.pages import language
from waarborg.web.pages import say as say_text

register = template.Library()


@register.filter
def say(text: Text) -> str:
    """A text of content in the language of the page."""
    return say_text(text)


@register.filter
def of_field(labels: dict[str, Text], name: str) -> str:
    """What a field is called; its own name when nobody knows."""
    return say_text(labels[name]) if name in labels else name


@register.filter
def worded(text: dict[str, str]) -> str:
    """A text that was kept in both languages, in the language of the page."""
    return text.get(language()) or text.get("nl", "")


@register.filter
def as_text(value: object) -> str:
    """A kept value as plain text, where the question that it answers is no longer there."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "; ".join(as_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(str(text) for name, text in value.items() if not name.startswith("_"))
    return "" if value is None else plain_text(str(value))

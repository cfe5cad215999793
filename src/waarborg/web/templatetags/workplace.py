"""Filters for the pages of the workplace."""

from django import template

from waarborg.core.terms.text import Text
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

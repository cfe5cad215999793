"""Filters that write texts of the framework on a page."""

from django import template
from django.utils.safestring import SafeString

from waarborg.core.terms.text import Text
from waarborg.public.framework.explaining import Explainer
from waarborg.public.law import library

register = template.Library()


@register.filter
def said(text: Text) -> str:
    """A text in the language of the page."""
    return library.say(text)


@register.filter
def explained(text: str, explainer: Explainer) -> SafeString:
    """A text in which words of the glossary that were not explained above can be opened to what they mean."""
    return explainer.explain(str(text))

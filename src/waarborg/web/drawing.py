"""Jinja2 for what is drawn hundreds of times on a page: questions and what stands around them (docs/adr/0033)."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template import engines, loader
from django.template.defaultfilters import date, linebreaksbr
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment

from waarborg.web.pages import say

ENGINE = "jinja2"


def make_environment(**options: Any) -> Environment:
    """The environment of Jinja2, with what its templates call; `options` come from Django."""
    environment = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  # Django asks to escape
    environment.globals |= {
        "_": gettext,
        "ngettext": ngettext,
        "say": say,
        "when": tell_when,
        "lines": lambda text: linebreaksbr(text, autoescape=True),
        "paragraphs": draw_paragraphs,
        "part": lambda template, **context: loader.render_to_string(template, context),
    }
    return environment


def draw(template: str, context: Mapping[str, object]) -> SafeString:
    """Render a template of Jinja2, such as `drawn/question.html`."""
    return mark_safe(engines[ENGINE].get_template(template).render(dict(context)))  # noqa: S308  # escaped by Jinja2


def tell_when(moment: datetime, form: str) -> str:
    """A moment in the language and the time zone of the page, in a form such as `j F Y`."""
    return _tell_when(template_localtime(moment), form, get_language() or "")


@lru_cache(maxsize=2000)
def _tell_when(moment: datetime, form: str, _language: str) -> str:
    """Answers that were saved together have one moment."""
    return date(moment, form)


def draw_paragraphs(text: str) -> SafeString:
    """A text of content: each line is a paragraph, and lines that begin with a dash make a list."""
    parts: list[SafeString] = []
    points: list[str] = []
    for line in [*(one.strip() for one in text.splitlines() if one.strip()), ""]:
        if line.startswith("- "):
            points.append(escape(line.removeprefix("- ")))
            continue
        if points:
            items = format_html_join("", "<li>{}</li>", ((point,) for point in points))
            parts.append(format_html("<ul>{}</ul>", items))
            points = []
        if line:
            parts.append(format_html("<p>{}</p>", line))
    return format_html_join("", "{}", ((part,) for part in parts))

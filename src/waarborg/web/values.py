"""Values as people read them, each with the form in which a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from waarborg.adapters.markup import clean
from waarborg.core.publication.addresses import is_link, is_mail_address
from waarborg.core.publication.markup import plain_text
from waarborg.core.terms.months import Month
from waarborg.core.terms.own_addresses import is_attachment_path
from waarborg.web.fields import Asked
from waarborg.web.pages import say


@dataclass(frozen=True)
class Shown:
    """A value to show. `form`: empty, text, markup, link, items or rows; what that form needs is filled.

    `language` is that of words somebody wrote; empty when they are ours, in the language of the page.
    """

    form: str
    text: str = ""
    markup: str = ""
    address: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple["Shown", ...], ...] = ()
    language: str = ""


EMPTY = Shown("empty")
#: The language in which texts are written, unless they are the English version of one.
DUTCH = "nl"


def show_value(asked: Asked, value: object) -> Shown:
    """The value of a question, in words."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, list | tuple):
        return _show_list(asked, list(value))
    if isinstance(value, bool):
        return Shown("text", _("Yes") if value else _("No"))
    return _show_text(asked, str(value))


def _show_list(asked: Asked, items: list[object]) -> Shown:
    if all(isinstance(item, Mapping) for item in items):
        return Shown(
            "rows", rows=tuple(_show_row(asked, item) for item in items if isinstance(item, Mapping))
        )
    return Shown("items", items=tuple(_name_choice(asked, str(item)) for item in items))


def _show_row(asked: Asked, row: Mapping[str, object]) -> tuple[Shown, ...]:
    """The filled members of a row; a title with a link becomes that link."""
    shown = {member.name: show_value(member, row.get(member.name)) for member in asked.members}
    link, title = shown.get("link"), shown.get("title")
    if link is not None and link.form == "link" and title is not None and title.form == "text":
        shown["title"] = replace(link, text=title.text)
        del shown["link"]
    return tuple(item for item in shown.values() if item.form != "empty")


def _name_choice(asked: Asked, value: str) -> str:
    return next((say(label) for code, label in asked.shape.choices if code == value), value)


def _show_text(asked: Asked, text: str) -> Shown:
    kind, language = asked.shape.kind, asked.language or DUTCH
    if kind == "markup":
        markup = mark_safe(clean(text))  # noqa: S308 - `clean` lets only harmless tags through
        return Shown("markup", text, markup, language=language)
    if kind == "choice":
        return Shown("text", _name_choice(asked, text))
    if kind == "link" and is_attachment_path(text):
        return Shown("text", _("with a file of this dossier"))
    if kind in ("link", "contact") and is_link(text):
        return Shown("link", text, address=text, language=language)
    if kind == "contact" and is_mail_address(text):
        return Shown("link", text, address=f"mailto:{text}", language=language)
    if kind == "month":
        return Shown("text", _name_month(text))
    if kind == "date" and (day := _find_day(text)):
        return Shown("text", day)
    return Shown("text", text, language=language)


def _name_month(text: str) -> str:
    try:
        month = Month.parse(text)
    except ValueError:
        return text
    return date_format(month.first_day(), "F Y")


def _find_day(text: str) -> str:
    try:
        day = parse_date(text)
    except ValueError:
        return ""
    return date_format(day, "j F Y") if day else ""


def in_words(asked: Asked, value: object) -> str:
    """A value as plain text, to compare two of them."""
    shown = show_value(asked, value)
    if shown.form == "markup":
        return plain_text(str(value))
    if shown.form == "items":
        return ", ".join(shown.items)
    if shown.form == "rows":
        return "\n".join(" · ".join(item.text for item in row) for row in shown.rows)
    return shown.text

"""Inputs for the kinds of values that the publication standard and the vocabulary know."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waarborg.core.publication.plain_writing import from_writing, to_writing
from waarborg.core.terms.text import Text
from waarborg.web.pages import say

#: From how many choices on a list to open is easier than choices in sight.
MANY = 8
#: A text that may be longer than this gets a box of several lines.
LONG = 200
#: More digits than this fit in no column of numbers.
MOST_DIGITS = 18
_HINTS = {"link": "url", "contact": "email", "number": "decimal", "month": "numeric"}
_YES_NO = {"yes": True, "no": False}
_CHECKED = mark_safe(" checked")
_SELECTED = mark_safe(" selected")


@dataclass(frozen=True)
class Shape:
    """What an input must know of the value it asks: its kind, what can be chosen, how long it may be.

    is_compact: whether few choices stand in a list to open too, as in a table. is_asked: whether nothing chosen means
    that nobody answered yet, and not that nobody knows.
    """

    kind: str
    choices: tuple[tuple[str, Text], ...] = ()
    recommended: tuple[str, ...] = ()
    max_length: int | None = None
    is_short: bool = False
    is_compact: bool = False
    is_asked: bool = False

    @property
    def counts(self) -> bool:
        """Whether it helps to say how many characters are left."""
        return self.max_length is not None and self.kind in ("text", "markup")

    @property
    def is_set(self) -> bool:
        """Whether the input is several controls under one question."""
        return self.kind in ("choices", "boolean") or (
            self.kind == "choice" and len(self.choices) <= MANY and not self.is_compact
        )


def draw(shape: Shape, *, name: str, id_: str, value: object, attrs: Mapping[str, str]) -> SafeString:
    """The input in HTML, filled with `value`.

    Written here and not by the widgets of Django: their templates are read anew for each input and each choice, and a
    page of an assessment has hundreds.
    """
    given = _to_input(shape, value)
    if shape.is_set:
        return _draw_set(shape, name, id_, given, _list_options(shape, value))
    own = {"name": name, "id": id_, **attrs}
    if shape.kind == "choice":
        rows = (
            (code, _SELECTED if code == str(given) else "", label)
            for code, label in _list_options(shape, value)
        )
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        return format_html("<select{}>{}</select>", _write(own, "select"), options)
    if lines := _count_lines(shape):
        own |= {"cols": "40", "rows": str(lines)}
        return format_html("<textarea{}>\n{}</textarea>", _write(own, "textarea"), given)
    own |= {"type": "date"} if shape.kind == "date" else {"type": "text", "autocomplete": "off"}
    own |= {"inputmode": _HINTS[shape.kind]} if shape.kind in _HINTS else {}
    own |= {"value": str(given)} if given != "" else {}
    return format_html("<input{}>", _write(own, "textbox", "input"))


def _write(attrs: Mapping[str, str], name: str, element: str = "") -> SafeString:
    """The attributes, with the classes of the design system for this input."""
    css = f"utrecht-{name} utrecht-{name}--html-{element or name}"
    return flatatt({"class": f"{css} utrecht-{name}--invalid" if "aria-invalid" in attrs else css, **attrs})


def _draw_set(
    shape: Shape, name: str, id_: str, value: object, options: Sequence[tuple[str, str]]
) -> SafeString:
    """Choices in sight."""
    given = {str(item) for item in value} if isinstance(value, list) else {str(value)}
    kind, css = (
        ("checkbox", "utrecht-checkbox") if shape.kind == "choices" else ("radio", "utrecht-radio-button")
    )
    boxes = format_html_join(
        "",
        '<label class="wb-check" for="{0}_{1}"><input type="{2}" name="{3}" class="{4} {4}--html-input" value="{5}" '
        'id="{0}_{1}"{6}> <span>{7}</span></label>',
        (
            (id_, number, kind, name, css, code, _CHECKED if code in given else "", label)
            for number, (code, label) in enumerate(options)
        ),
    )
    return format_html('<div class="wb-checks" id="{}">{}</div>', id_, boxes)


def _list_options(shape: Shape, value: object) -> list[tuple[str, str]]:
    """What can be chosen, with what stands for no answer first; for yes and no it stands last."""
    if shape.kind == "boolean":
        return [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]
    options = [(code, say(label)) for code, label in shape.choices]
    known = {code for code, _label in options}
    given = value if isinstance(value, list) else [value]
    # A value that is no choice stays visible, so that saving does not silently throw it away.
    options += [(str(item), str(item)) for item in given if item and str(item) not in known]
    if shape.kind == "choices":
        return options
    return [("", _("Not answered yet") if shape.is_asked else _("Not known yet")), *options]


def _count_lines(shape: Shape) -> int:
    """How high the box is for a text that may be long; 0 for a text of one line."""
    if shape.kind == "markup":
        return 5
    is_long = shape.kind == "text" and not shape.is_short and (shape.max_length or LONG + 1) > LONG
    return 3 if is_long else 0


def _to_input(shape: Shape, value: object) -> object:
    if shape.kind == "boolean":
        return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
    if shape.kind == "markup":
        return to_writing(str(value or ""))
    if shape.kind == "choices":
        return value if isinstance(value, list) else []
    return "" if value is None else value


def read(shape: Shape, data: QueryDict, name: str, *, known: Sequence[object] = ()) -> object:
    """What was typed or chosen under `name`; None for a yes or no that is not known.

    `known` are values that the input may have been drawn from: markup that was not touched comes back exactly as it
    was, though the box showed its plain form.
    """
    if shape.kind == "choices":
        return [item for item in data.getlist(name) if item]
    typed = data.get(name, "").replace("\r\n", "\n").strip()
    if shape.kind == "boolean":
        return _YES_NO.get(typed)
    if shape.kind == "number":
        return _read_number(typed)
    if shape.kind == "markup":
        for value in known:
            if isinstance(value, str) and to_writing(value).strip() == typed:
                return value
        return from_writing(typed)
    return typed


def _read_number(typed: str) -> object:
    """The number that was typed, also with a comma; what is no number comes back as it was typed."""
    if typed.isdecimal():
        whole = find_whole(typed)
        return typed if whole is None else whole
    try:
        number = float(typed.replace(",", ".")) if typed else ""
    except ValueError:
        return typed
    return number if number == "" or math.isfinite(float(number)) else typed


def find_whole(typed: str) -> int | None:
    """The whole number that was sent; None for anything else, and for more digits than a number here can have."""
    is_whole = typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS
    return int(typed) if is_whole else None

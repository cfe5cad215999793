"""Inputs for the kinds of values that the publication standard and the vocabulary know."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms.renderers import get_default_renderer
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waarborg.core.terms.text import Text
from waarborg.web.pages import say
from waarborg.web.plain_writing import from_writing, to_writing

#: From how many choices on a list to open is easier than choices in sight.
MANY = 8
#: A text that may be longer than this gets a box of several lines.
LONG = 200
#: More digits than this fit in no column of numbers.
MOST_DIGITS = 18
_HINTS = {"link": "url", "contact": "email", "number": "decimal", "month": "numeric"}
_YES_NO = {"yes": True, "no": False}
_CHECKED = mark_safe(" checked")


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
    """The input in HTML, filled with `value`."""
    widget = _make_widget(shape, value)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _draw_set(widget, name, id_, _to_input(shape, value))
    if not shape.is_set:
        widget.attrs.update(attrs)
    return widget.render(name, _to_input(shape, value), {"id": id_}, get_default_renderer())


def _draw_set(
    widget: forms.RadioSelect | forms.CheckboxSelectMultiple, name: str, id_: str, value: object
) -> SafeString:
    """Choices in sight: the HTML of the templates of widgets, which are read anew for each choice and so are slow."""
    given = {str(item) for item in value} if isinstance(value, list) else {str(value)}
    kind = "radio" if widget.input_type == "radio" else "checkbox"
    css = "utrecht-radio-button" if kind == "radio" else "utrecht-checkbox"
    boxes = format_html_join(
        "",
        '<label class="wb-check" for="{0}_{1}"><input type="{2}" name="{3}" class="{4} {4}--html-input" value="{5}" '
        'id="{0}_{1}"{6}> <span>{7}</span></label>',
        (
            (id_, number, kind, name, css, code, _CHECKED if str(code) in given else "", label)
            for number, (code, label) in enumerate(widget.choices)
        ),
    )
    return format_html('<div class="wb-checks" id="{}">{}</div>', id_, boxes)


def _make_widget(shape: Shape, value: object) -> forms.Widget:
    if shape.kind == "boolean":
        answers = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]
        return forms.RadioSelect(choices=answers)
    if shape.kind in ("choice", "choices"):
        options = [(code, say(label)) for code, label in shape.choices]
        given = value if isinstance(value, list) else [value]
        # A value that is no choice stays visible, so that saving does not silently throw it away.
        options += [(str(item), str(item)) for item in given if item and str(item) not in dict(options)]
        if shape.kind == "choices":
            return forms.CheckboxSelectMultiple(choices=options)
        options = [("", _("Not answered yet") if shape.is_asked else _("Not known yet")), *options]
        return forms.RadioSelect(choices=options) if shape.is_set else forms.Select(choices=options)
    if shape.kind == "markup":
        return forms.Textarea(attrs={"rows": 5})
    if shape.kind == "text" and not shape.is_short and (shape.max_length or LONG + 1) > LONG:
        return forms.Textarea(attrs={"rows": 3})
    if shape.kind == "date":
        return forms.DateInput(attrs={"type": "date"})
    attrs = {"inputmode": _HINTS[shape.kind]} if shape.kind in _HINTS else {}
    return forms.TextInput(attrs=attrs | {"autocomplete": "off"})


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

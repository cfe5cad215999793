"""Inputs are written out by hand, for speed; they are the HTML that the widgets of Django give."""

import pytest
from django import forms
from django.forms.renderers import get_default_renderer
from django.test.html import parse_html

from waarborg.core.terms.text import Text
from waarborg.web import inputs
from waarborg.web.inputs import Shape

CHOICES = (("a", Text("Aap & <b>", "Ape")), ("b", Text("Beer", "Bear")))
MANY = tuple((str(number), Text(f"nummer {number}", f"number {number}")) for number in range(12))
WORDS = [("a", "Aap & <b>"), ("b", "Beer")]
NOTHING = ("", "Nog niet bekend")
NAME, ID = "naam@x", "id_naam"


@pytest.mark.parametrize(
    ("shape", "value", "widget", "given"),
    [
        (Shape("choice", CHOICES), "b", forms.RadioSelect(choices=[NOTHING, *WORDS]), "b"),
        (Shape("choice", CHOICES), None, forms.RadioSelect(choices=[NOTHING, *WORDS]), ""),
        (
            Shape("choice", CHOICES),
            'iets "anders"',
            forms.RadioSelect(choices=[NOTHING, *WORDS, ('iets "anders"', 'iets "anders"')]),
            'iets "anders"',
        ),
        (Shape("choices", CHOICES), ["a", "b"], forms.CheckboxSelectMultiple(choices=WORDS), ["a", "b"]),
        (Shape("choices", CHOICES), [], forms.CheckboxSelectMultiple(choices=WORDS), []),
        (
            Shape("boolean"),
            True,
            forms.RadioSelect(choices=[("yes", "Ja"), ("no", "Nee"), ("", "Niet bekend")]),
            "yes",
        ),
        (
            Shape("choice", MANY),
            "3",
            forms.Select(choices=[NOTHING, *((code, text.nl) for code, text in MANY)]),
            "3",
        ),
        (Shape("markup"), "<p>Een & twee</p>", forms.Textarea(attrs={"rows": 5}), "Een & twee"),
        (Shape("text"), 'een "lange" <tekst>', forms.Textarea(attrs={"rows": 3}), 'een "lange" <tekst>'),
        (
            Shape("text", is_short=True),
            '"kort"',
            forms.TextInput(attrs={"autocomplete": "off"}),
            '"kort"',
        ),
        (
            Shape("number"),
            12,
            forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
            12,
        ),
        (Shape("date"), "2027-01-02", forms.DateInput(attrs={"type": "date"}), "2027-01-02"),
    ],
)
def test_they_are_as_django_gives_them(
    shape: Shape, value: object, widget: forms.Widget, given: object
) -> None:
    expected = widget.render(NAME, given, {"id": ID}, get_default_renderer())
    found = inputs.draw(shape, name=NAME, id_=ID, value=value, attrs={})
    assert parse_html(found) == parse_html(expected)


def test_what_is_wrong_stands_on_the_input() -> None:
    attrs = {"aria-invalid": "true", "aria-describedby": "y-help"}
    found = inputs.draw(Shape("text"), name="x", id_="y", value=None, attrs=attrs)
    widget = forms.Textarea(attrs={"rows": 3, **attrs})
    assert parse_html(found) == parse_html(widget.render("x", None, {"id": "y"}, get_default_renderer()))


def test_a_first_line_that_is_empty_is_kept() -> None:
    """HTML leaves out a line end right behind the tag, so one more stands there."""
    found = inputs.draw(Shape("text"), name="x", id_="y", value="\neen", attrs={})
    assert ">\n\neen</textarea>" in found

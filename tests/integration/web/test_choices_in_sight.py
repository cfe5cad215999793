"""Choices in sight are written out by hand, for speed; they are the HTML that the templates of widgets give."""

import re

import pytest
from django.forms.renderers import get_default_renderer

from waarborg.core.terms.text import Text
from waarborg.web import inputs
from waarborg.web.inputs import Shape

CHOICES = (("a", Text("Aap & <b>", "Ape")), ("b", Text("Beer", "Bear")))


def tidy(html: str) -> str:
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Shape("choice", CHOICES), "b"),
        (Shape("choice", CHOICES), None),
        (Shape("choice", CHOICES), 'iets "anders"'),
        (Shape("choices", CHOICES), ["a", "b"]),
        (Shape("choices", CHOICES), []),
        (Shape("boolean"), True),
        (Shape("boolean"), None),
    ],
)
def test_they_are_as_the_templates_give_them(shape: Shape, value: object) -> None:
    widget = inputs._make_widget(shape, value)
    expected = widget.render(
        "naam@x", inputs._to_input(shape, value), {"id": "id_naam"}, get_default_renderer()
    )
    found = inputs.draw(shape, name="naam@x", id_="id_naam", value=value, attrs={})
    assert tidy(found) == tidy(expected)

"""Template variables that do not exist fail the test, in place of showing nothing."""

import sys
from typing import Any

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.base import Node, Template
from jinja2 import StrictUndefined

#: Templates of others, which count on the silence. Ours that replace them lie in our own folder and are checked.
THIRD_PARTY = ("/site-packages/", "/dist-packages/")


class UndefinedVariable(AssertionError):
    """A template uses a variable that its view does not give."""


class Strict:
    """Stands in for Django's `string_if_invalid`: Django asks whether it holds `%s`, then formats it."""

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> str:
        origin = _origin()
        if any(part in origin for part in THIRD_PARTY):
            return ""
        raise UndefinedVariable(f"There is no variable {variable} for {origin or 'a template'}.")


def make_strict() -> None:
    """Make every template engine fail on undefined variables."""
    for backend in engines.all():
        if isinstance(backend, Jinja2):
            backend.env.undefined = StrictUndefined
        else:
            backend.engine.string_if_invalid = Strict()


def _origin() -> str:
    """The file of the template that is being rendered: of the innermost node on the stack that knows it."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, Node | Template):
            origin = getattr(owner, "origin", None)
            if origin is not None:
                return str(origin.name)
        frame = frame.f_back
    return ""

"""Tags that draw questions and blocks of them, with templates of Jinja2."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from waarborg.web.drawing import draw
from waarborg.web.fields import Question

register = template.Library()
#: What the page of a part gives to its blocks.
_GIVEN = ("blocks", "may_edit", "may_comment", "may_resolve", "guest", "people")


@register.simple_tag
def draw_question(question: Question) -> SafeString:
    """One question, ready to be answered."""
    return draw("drawn/question.html", {"question": question})


@register.simple_tag(takes_context=True)
def draw_blocks(context: dict[str, Any]) -> SafeString:
    """Everything on the page of a part of an assessment, with the address of the history of each answer."""
    given = {name: context[name] for name in _GIVEN}
    history = ""
    if not context["guest"]:
        row = context["assessment"]
        keys = {"public_id": row.home, "number": row.pk, "place": "-"}
        history = reverse("web:assessment_answer", kwargs=keys).removesuffix("-")
    return draw("drawn/blocks.html", {**given, "history": history})

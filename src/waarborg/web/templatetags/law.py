"""What the pages of a dossier and its text show of steps and cases."""

from typing import Any

from django import template

from waarborg.apps.algorithms.steps.queries import list_steps
from waarborg.apps.cases.queries import list_cases
from waarborg.apps.organisations import rights
from waarborg.web.legal_bases import find_proposal
from waarborg.web.process_steps import show_coverage

register = template.Library()


@register.inclusion_tag("web/parts/law_tracks.html", takes_context=True)
def law_tracks(context: dict[str, Any]) -> dict[str, Any]:
    """How many steps have a legal basis, and how many cases there are for who may read them."""
    algorithm = context["algorithm"]
    may_read = rights.may(context["me"], "cases.view", algorithm.organisation.code)
    return {
        "algorithm": algorithm,
        "coverage": show_coverage(list_steps(algorithm)),
        "may_read_cases": may_read,
        "case_count": list_cases(algorithm).count() if may_read else 0,
    }


@register.inclusion_tag("web/parts/from_steps.html", takes_context=True)
def from_steps(context: dict[str, Any]) -> dict[str, Any]:
    """What the steps offer to the legal basis in the text that is being written."""
    page = context["page"]
    algorithm = page.entry.algorithm
    found = find_proposal(algorithm) if algorithm is not None and page.is_editable else None
    return {"proposal": found, "algorithm": algorithm, "csrf_token": context.get("csrf_token")}

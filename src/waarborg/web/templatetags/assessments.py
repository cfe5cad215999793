"""What other pages show of assessments: the track of a dossier, and what waits for the person who looks."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from waarborg.apps.assessments import queries, watching
from waarborg.apps.assessments.waiting import list_waiting_for
from waarborg.apps.organisations import rights
from waarborg.core.forms.progress import measure_progress
from waarborg.web.assessments import STATE_LABELS
from waarborg.web.pages import say

register = template.Library()
#: So many on the page of today.
MOST = 10


@register.inclusion_tag("web/parts/assessment_track.html", takes_context=True)
def assessment_track(context: dict[str, Any]) -> dict[str, Any]:
    """The assessments of the dossier of the page, in one card."""
    algorithm = context["algorithm"]
    lines = []
    for row in queries.list_assessments(algorithm):
        if row.state == "ended":
            continue
        opened = queries.open_assessment(row, on=localdate())
        percentage = measure_progress(opened.reading).total.percentage if row.state == "open" else 100
        reasons = watching.find_reasons(row, on=localdate())
        lines.append((row, opened.form.short, say(STATE_LABELS[row.state]), percentage, bool(reasons)))
    return {
        "algorithm": algorithm,
        "lines": lines,
        "may_view": rights.may(context["me"], "assessments.view", algorithm.organisation.code),
    }


@register.inclusion_tag("web/parts/my_assessments.html", takes_context=True)
def my_assessments(context: dict[str, Any]) -> dict[str, Any]:
    """The parts that are for the person who looks, and the advice and signatures that are asked of them."""
    waiting = list_waiting_for(context["me"], on=localdate())
    return {"waiting": waiting[:MOST], "more": max(0, len(waiting) - MOST), "today": localdate()}

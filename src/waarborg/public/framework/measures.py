"""The page of one measure: what to do, when it is done, why, and which requirements it helps to meet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Link, Measure
from waarborg.public.framework.answering import answer
from waarborg.public.framework.explaining import Explainer
from waarborg.public.framework.labels import EFFORTS, LEVELS, ORIGINS, SCOPES
from waarborg.public.framework.library import (
    crumbs_to,
    find_measure,
    list_labels,
    read_day_of,
    the_framework,
)
from waarborg.public.framework.rule import find_fact_label
from waarborg.public.framework.showing import (
    InstrumentLine,
    RequirementLine,
    show_evidence,
    show_instrument,
    show_measure,
    show_requirement,
)
from waarborg.public.law.library import Day, say

#: The instruments whose norms a measure names.
_ADR, _ARK = "adr-framework", "ark-framework"


@dataclass(frozen=True)
class LinkShown:
    """A requirement that a measure helps to meet, and why. `condition`: when alone, in words."""

    line: RequirementLine
    is_core: bool
    reason: str
    condition: str
    is_added: bool
    repaired: str


@dataclass(frozen=True)
class Norms:
    """The norms of one audit framework that a measure answers."""

    framework: InstrumentLine
    numbers: tuple[str, ...]


@open_to_all
@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure."""
    framework, day = the_framework(), read_day_of(request)
    found = find_measure(framework, code)
    if found.code != code:
        return redirect("public:measure", found.code)
    links = [_show_link(framework, link, day) for link in found.links]
    page = {
        "crumbs": crumbs_to(day),
        "crumb_here": say(found.title),
        "day": day,
        "measure": found,
        "explainer": Explainer(),
        "effort": EFFORTS[found.effort],
        "level": LEVELS[found.level],
        "scope": SCOPES[found.scope],
        "origin": ORIGINS[found.origin] if found.origin else "",
        "phases": list_labels(framework, "phases", found.phases),
        "roles": list_labels(framework, "roles", found.roles),
        "subjects": list_labels(framework, "subjects", found.subjects),
        "links": sorted(links, key=lambda link: not link.is_core),
        "evidence": show_evidence(framework, found.evidence),
        "whole": show_measure(framework, framework.get_measure(found.part_of), day)
        if found.part_of
        else None,
        "steps": [show_measure(framework, one, day) for one in framework.list_steps_of(found)],
        "norms": list(_list_norms(framework, found)),
        "instruments": [show_instrument(one) for one in framework.instruments if found.id in one.measures],
    }
    return answer(request, "public/framework/measure.html", page)


def _show_link(framework: Framework, link: Link, day: Day) -> LinkShown:
    return LinkShown(
        line=show_requirement(framework.get_requirement(link.requirement), day),
        is_core=link.core,
        reason=say(link.reason),
        condition=find_fact_label(framework, link.when, day) if link.when else "",
        is_added=link.added,
        repaired=link.repaired,
    )


def _list_norms(framework: Framework, measure: Measure) -> Iterator[Norms]:
    tools = {tool.id: tool for tool in framework.instruments}
    for id, numbers in ((_ADR, measure.adr), (_ARK, measure.ark)):
        if numbers and id in tools:
            yield Norms(show_instrument(tools[id]), numbers)

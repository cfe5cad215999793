"""The toolbox: the instruments that help public bodies, by kind, with whether one must use them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.instruments import Binding, Instrument
from waarborg.public.framework.answering import answer
from waarborg.public.framework.explaining import Explainer
from waarborg.public.framework.labels import BINDINGS, EFFORTS, INSTRUMENT_KINDS
from waarborg.public.framework.library import crumbs_to, list_labels, read_day_of, the_framework
from waarborg.public.framework.showing import (
    MeasureLine,
    RequirementLine,
    show_measure,
    show_requirement,
    write_partial_day,
)
from waarborg.public.law.library import Day, say


@dataclass(frozen=True)
class Tool:
    """An instrument with all that is known of it."""

    id: str
    title: str
    purpose: str
    binding: str
    is_binding: bool
    because: str
    for_whom: str
    phases: list[str]
    effort: str
    since: str
    source: str
    link: str
    host: str
    letter: str
    note: str
    requirements: list[RequirementLine]
    measures: list[MeasureLine]


@dataclass(frozen=True)
class Kind:
    """The instruments of one kind."""

    key: str
    label: str
    tools: list[Tool]


@open_to_all
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """The toolbox, or the instruments of one kind or with one answer to whether one must use them."""
    framework, day = the_framework(), read_day_of(request)
    kind, binding = request.GET.get("soort", ""), request.GET.get("bindend", "")
    kind = kind if kind in INSTRUMENT_KINDS else ""
    binding = binding if binding in set(Binding) else ""
    found = [
        tool
        for tool in framework.instruments
        if kind in ("", tool.kind) and binding in ("", tool.binding.value)
    ]
    groups = [
        Kind(key, str(label), [_show(framework, tool, day) for tool in found if tool.kind == key])
        for key, label in INSTRUMENT_KINDS.items()
    ]
    page = {
        "crumbs": crumbs_to(day),
        "crumb_here": _("Toolbox"),
        "day": day,
        "explainer": Explainer(),
        "all": len(framework.instruments),
        "total": len(found),
        "is_filtered": bool(kind or binding),
        "kinds": [(key, label, key == kind) for key, label in INSTRUMENT_KINDS.items()],
        "bindings": [(key.value, label, key.value == binding) for key, label in BINDINGS.items()],
        "groups": [group for group in groups if group.tools],
    }
    return answer(request, "public/framework/instruments.html", page)


def _show(framework: Framework, tool: Instrument, day: Day) -> Tool:
    return Tool(
        id=tool.id,
        title=say(tool.title),
        purpose=say(tool.purpose),
        binding=str(BINDINGS[tool.binding]),
        is_binding=tool.binding is not Binding.VOLUNTARY,
        because=say(tool.binding_because),
        for_whom=say(tool.for_whom),
        phases=list_labels(framework, "phases", tool.phases),
        effort=str(EFFORTS[tool.effort]) if tool.effort else "",
        since=write_partial_day(tool.since),
        source=tool.source.title,
        link=tool.source.link,
        host=(urlsplit(tool.source.link).hostname or "").removeprefix("www."),
        letter=write_partial_day(tool.letter) if tool.letter else "",
        note=say(tool.note),
        requirements=[show_requirement(framework.get_requirement(id), day) for id in tool.requirements],
        measures=[show_measure(framework, framework.get_measure(id), day) for id in tool.measures],
    )

"""The first page of the framework: what it is, how much is in it, its version, and searching in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.requirements import Requirement
from waarborg.public.framework.answering import answer
from waarborg.public.framework.downloading import list_downloads
from waarborg.public.framework.library import crumbs_to, read_day_of, the_framework
from waarborg.public.framework.searching import (
    FILTERS,
    MEASURES,
    REQUIREMENTS,
    Item,
    Marked,
    Query,
    find_items,
    find_sentence,
    list_items,
    list_values,
    mark,
    read_query,
)
from waarborg.public.framework.showing import (
    MeasureLine,
    RequirementLine,
    State,
    find_state,
    show_measure,
    show_requirement,
)
from waarborg.public.law.library import Day, say

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Hit:
    """A requirement or a measure that was found."""

    line: RequirementLine | MeasureLine
    title: list[Marked]
    sentence: list[Marked]


@dataclass(frozen=True)
class Group:
    """What was found of one law, or for one phase."""

    label: str
    hits: list[Hit]


@dataclass(frozen=True)
class Option:
    """A value of a filter, and how much there would be with it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter with its values."""

    key: str
    label: str
    everything: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    filter: str
    label: str
    address: str


@open_to_all
@require_safe
def framework(request: HttpRequest) -> HttpResponse:
    """The framework, with what the words and filters in the address find."""
    whole, day = the_framework(), read_day_of(request)
    query = read_query(request.GET, whole)
    items = {kind: list_items(whole, kind, day) for kind in (REQUIREMENTS, MEASURES)}
    found = {kind: find_items(items[kind], query) for kind in items}
    filters = [_make_filter(whole, items[query.kind], query, key) for key in FILTERS]
    page: dict[str, Any] = {
        "crumbs": crumbs_to(is_below=False),
        "crumb_here": _("Framework"),
        "framework": whole,
        "day": day,
        "query": query,
        "counts": _count(whole),
        "holding": sum(find_state(one, day.day) is State.HOLDS for one in whole.requirements),
        "tabs": [
            (label, len(found[kind]), Query(query.text, kind, query.chosen).address(day), kind == query.kind)
            for kind, label in ((REQUIREMENTS, _("Requirements")), (MEASURES, _("Measures")))
        ],
        "total": len(found[query.kind]),
        "elsewhere": len(found[MEASURES if query.kind == REQUIREMENTS else REQUIREMENTS]),
        "groups": _group(whole, found[query.kind], query, day),
        "filters": [one for one in filters if one.options],
        "chips": list(_list_chips(filters, query, day)),
        "without_filters": Query(query.text, query.kind, {}).address(day),
        "downloads": list_downloads(),
    }
    return answer(request, "public/framework/framework.html", page)


def _count(whole: Framework) -> list[tuple[int, str, str]]:
    """How much there is of each part, what it is called, and where it can be read."""
    own = reverse("public:framework")
    return [
        (len(whole.requirements), _("requirements"), f"{own}#vereisten"),
        (len(whole.measures), _("measures"), f"{own}?soort={MEASURES}#vereisten"),
        (len(whole.instruments), _("instruments in the toolbox"), reverse("public:instruments")),
        (len(whole.glossary), _("words explained"), reverse("public:glossary")),
    ]


# --- what was found ---------------------------------------------------------------------------------------
def _group(whole: Framework, found: list[Item], query: Query, day: Day) -> list[Group]:
    """Words were given: the best first. Else by law, and measures by the phase in which they begin."""
    if query.words:
        return [Group("", [_show(whole, item, query, day) for item in found])] if found else []
    if query.kind == MEASURES:
        phases = [(phase.id, say(phase.label)) for phase in whole.phases]
        placed = [(_first_phase(whole, item), item) for item in found]
    else:
        phases = [(source.id, say(source.label)) for source in whole.sources]
        placed = [(_first_law(item), item) for item in sorted(found, key=_by_article)]
    groups = [
        Group(label, [_show(whole, item, query, day) for place, item in placed if place == id])
        for id, label in phases
    ]
    return [group for group in groups if group.hits]


def _show(whole: Framework, item: Item, query: Query, day: Day) -> Hit:
    line: RequirementLine | MeasureLine
    if isinstance(item.part, Measure):
        line = show_measure(whole, item.part, day)
    else:
        line = show_requirement(item.part, day)
    sentence = find_sentence(item, query.words) if query.words else ""
    return Hit(line, mark(line.title, query.words), mark(sentence, query.words) if sentence else [])


def _first_law(item: Item) -> str:
    assert isinstance(item.part, Requirement)  # measures are placed by phase
    return item.part.wordings[0].articles[0].source.id


def _first_phase(whole: Framework, item: Item) -> str:
    return next(phase.id for phase in whole.phases if phase.id in item.phases)


def _by_article(item: Item) -> tuple[list[Any], str]:
    """The place of the first article, so that 4a stands before 26 and 26(4) before 26(10)."""
    assert isinstance(item.part, Requirement)  # measures are placed by phase
    parts = _NUMBERS.split(item.part.wordings[0].articles[0].at)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts], item.part.code


# --- filters -----------------------------------------------------------------------------------------------
def _make_filter(whole: Framework, items: Iterable[Item], query: Query, key: str) -> Filter:
    label, everything = _say_filters()[key]
    options = [
        Option(
            value=value,
            label=say(text) if text is not None else _say_state(value),
            count=len(find_items(items, query.with_filter(key, value))),
            is_chosen=query.chosen.get(key) == value,
        )
        for value, text in list_values(whole)[key].items()
    ]
    return Filter(key, label, everything, [one for one in options if one.count or one.is_chosen])


def _say_filters() -> dict[str, tuple[str, str]]:
    """What each filter is called, and the choice for no filter."""
    return {
        "wet": (_("Law or agreement"), _("All laws")),
        "voor": (_("To whom it speaks"), _("Everybody")),
        "fase": (_("Phase"), _("All phases")),
        "rol": (_("Who works on it"), _("All roles")),
        "stand": (_("On the chosen day"), _("Holds or not")),
    }


def _say_state(value: str) -> str:
    words = {State.HOLDS: _("Holds"), State.COMES: _("Is still to come"), State.ENDED: _("Held before")}
    return words[State(value)]


def _list_chips(filters: Iterable[Filter], query: Query, day: Day) -> Iterator[Chip]:
    for one in filters:
        for option in one.options:
            if option.is_chosen:
                yield Chip(one.label, option.label, query.with_filter(one.key, "").address(day))

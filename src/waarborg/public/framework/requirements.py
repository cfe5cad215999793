"""The page of one requirement: what it asks, why, when it applies, how one sees that it is met, and what helps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.parts import CERTAINTY_LABELS
from waarborg.core.framework.requirements import Requirement, Wording
from waarborg.public.framework.answering import answer
from waarborg.public.framework.articles import show_articles
from waarborg.public.framework.explaining import Explainer
from waarborg.public.framework.labels import SCOPES
from waarborg.public.framework.library import (
    crumbs_to,
    find_requirement,
    list_labels,
    read_day_of,
    the_framework,
)
from waarborg.public.framework.rule import find_fact_label, show_fact
from waarborg.public.framework.showing import (
    MeasureLine,
    State,
    find_state,
    say_when,
    show_evidence,
    show_instrument,
    show_measure,
    show_requirement,
    write_day,
)
from waarborg.public.law.library import Day, say


@dataclass(frozen=True)
class TextInTime:
    """The text of a requirement during one period; `address` shows the page on its first day."""

    period: str
    title: str
    asks: str
    is_shown: bool
    address: str


@open_to_all
@require_safe
def requirement(request: HttpRequest, code: str) -> HttpResponse:
    """One requirement, as it is on a day."""
    framework, day = the_framework(), read_day_of(request)
    found = find_requirement(framework, code)
    if found.code != code:
        return redirect("public:requirement", found.code)
    wording = found.word_on(day.day)
    question = wording.open_question
    measures = list(_list_measures(framework, found, day))
    page: dict[str, Any] = {
        "crumbs": crumbs_to(day),
        "crumb_here": say(wording.title),
        "day": day,
        "words": "",
        "requirement": found,
        "wording": wording,
        "explainer": Explainer(),
        "law": say(wording.articles[0].source.label),
        "state": find_state(found, day.day).value,
        "when": say_when(found, day.day),
        "is_coming": find_state(found, day.day) is State.COMES,
        "scope": SCOPES[found.scope],
        "certainty": say(CERTAINTY_LABELS[wording.certainty]),
        "certainty_code": wording.certainty.value,
        "articles": show_articles(wording.articles, day),
        "question": say(question.question) if question else "",
        "readings": [say(one) for one in question.readings] if question else [],
        "evidence": show_evidence(framework, wording.evidence),
        "rule": show_fact(framework, found.condition, day),
        "core": [line for line in measures if line.is_core],
        "other": [line for line in measures if not line.is_core],
        "instruments": [
            show_instrument(one) for one in framework.instruments if found.id in one.requirements
        ],
        "addressed": list_labels(framework, "addressees", found.addressed),
        "roles": list_labels(framework, "roles", found.roles),
        "phases": list_labels(framework, "phases", found.phases),
        "subjects": list_labels(framework, "subjects", found.subjects),
        "whole": show_requirement(framework.get_requirement(found.part_of), day) if found.part_of else None,
        "parts": [show_requirement(one, day) for one in framework.requirements if one.part_of == found.id],
        "texts": [_show_text(found, one, wording, day) for one in found.wordings],
    }
    return answer(request, "public/framework/requirement.html", page)


def _list_measures(framework: Framework, requirement: Requirement, day: Day) -> Iterator[MeasureLine]:
    for one in framework.list_measures_for(requirement):
        link = one.find_link(requirement.id)
        condition = find_fact_label(framework, link.when, day) if link and link.when else ""
        yield show_measure(framework, one, day, link, condition)


def _show_text(requirement: Requirement, wording: Wording, shown: Wording, day: Day) -> TextInTime:
    start, end = wording.period.start, wording.period.end
    first = {"start": write_day(start)}
    period = _("from %(start)s") % first if start > day.today else _("since %(start)s") % first
    if end is not None:
        period = _("%(start)s up to and including %(last)s") % {
            **first,
            "last": write_day(end - timedelta(days=1)),
        }
    there = Day(start, day.today, key=day.key)
    return TextInTime(
        period=period,
        title=say(wording.title),
        asks=say(wording.asks),
        is_shown=wording is shown,
        address=show_requirement(requirement, there).address,
    )

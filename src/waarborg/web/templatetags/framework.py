"""What pages about the framework show: explained words, articles, how a task stands."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from waarborg.apps.obligations.own_tasks import is_own, make_measure
from waarborg.apps.obligations.queries import get_overview, list_mine
from waarborg.apps.organisations import rights
from waarborg.core.framework.parts import Article
from waarborg.core.framework.standings import Applies, Standing
from waarborg.core.framework.tasks import PROGRESS_LABELS, Progress
from waarborg.web.explaining import explain_words
from waarborg.web.framework_day import the_framework
from waarborg.web.obligations import describe_class
from waarborg.web.pages import language, say

register = template.Library()
#: Deeper than this every step stands at one place, so that a line keeps room for words.
DEEPEST = 6


@register.filter
def explained(text: str) -> SafeString:
    """A text in which each word of the glossary can be opened to what it means, the first time it occurs."""
    return explain_words(str(text), language())


@register.filter
def cited(article: Article) -> str:
    """An article as people write it."""
    return article.cite(language())


@register.filter
def titled(standing: Standing) -> str:
    """The title of a requirement as it reads today, or on its first day when that lies ahead."""
    return say(standing.word_on(localdate()).title)


@register.filter
def progress(state: Progress) -> str:
    """How a task stands, in words."""
    return say(PROGRESS_LABELS[state])


@register.filter
def depth(number: int) -> int:
    """How far a step stands in, at most so far."""
    return min(number, DEEPEST)


@register.filter
def named(people: dict[str, str], person: str) -> str:
    """What somebody is called; empty when nobody knows."""
    return people.get(person, "")


@register.inclusion_tag("web/parts/obligation_track.html", takes_context=True)
def obligation_track(context: dict[str, Any]) -> dict[str, Any]:
    """What applies to the dossier of the page, how much is open, and the next day that matters."""
    framework, today = the_framework(), localdate()
    overview = get_overview(framework, context["algorithm"], on=today)
    yes = overview.applied.list(Applies.YES)
    days = [line.due_on for line in overview.open_tasks if line.due_on is not None]
    days += [item.since for item in yes if item.since is not None and item.since > today]
    return {
        "algorithm": context["algorithm"],
        "answer": describe_class(framework, overview.applied),
        "now": sum(item.in_force for item in yes),
        "open_tasks": len(overview.open_tasks),
        "next_day": min(days, default=None),
        "asked": bool(overview.applied.list(Applies.UNKNOWN)) or overview.applied.risk_class is None,
    }


#: So many tasks on the page of today; the plans show the rest.
MOST_TASKS = 10


@register.inclusion_tag("web/parts/my_tasks.html", takes_context=True)
def my_tasks(context: dict[str, Any]) -> dict[str, Any]:
    """The tasks that the person who looks took on, those with the nearest day first."""
    framework, today = the_framework(), localdate()
    reach = rights.reach(context["me"], "algorithms.view")
    # Somebody whose role ended keeps their tasks, and no longer learns which algorithms there are.
    rows = [
        row
        for row in list_mine(str(context["me"].pk), on=today)
        if reach is None or row.organisation.code in reach
    ]
    known = {item.id: item for item in framework.measures}
    known |= {row.measure: make_measure(row) for row in rows if is_own(row)}
    return {
        "tasks": [(row, known[row.measure]) for row in rows[:MOST_TASKS] if row.measure in known],
        "more": max(0, len(rows) - MOST_TASKS),
        "today": today,
    }

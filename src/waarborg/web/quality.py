"""What could be better in the public texts of an organisation, all of them on one page."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.quality import load_measures
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation
from waarborg.apps.publications import quality
from waarborg.core.publication.quality import RULES, Age, Freshness, find_rule
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import show

PAGE_SIZE = 50
MOST_TOLD = 4


@dataclass(frozen=True)
class RuleLine:
    """A rule with the number of texts in which it finds something."""

    code: str
    title: Text
    why: Text
    count: int


@dataclass(frozen=True)
class EntryLine:
    """An entry with what was found in its public text. `opens` is where it can be mended, or read."""

    name: str
    opens: str
    is_taken_over: bool
    percentage: int | None
    freshness: Freshness | None
    told: tuple[tuple[Text, int], ...]
    more: int
    is_waiting: bool


@needs("publications.view", places.itself)
@require_safe
def organisation_quality(request: HttpRequest, code: str) -> HttpResponse:
    """How many texts have each finding, and which ones; filtered by one finding, page by page."""
    organisation = get_organisation(code)
    overview = quality.get_overview(code)
    chosen = request.GET.get("bevinding", "")
    chosen = chosen if find_rule(chosen) else ""
    page = Paginator(quality.list_lines(code, finding=chosen), PAGE_SIZE).get_page(request.GET.get("pagina"))
    today = localdate()
    summary = quality.measure_organisation(code, today=today)
    return show(
        request,
        "quality.html",
        crumbs=crumbs_to_list(),
        here=_("Quality of %(name)s") % {"name": organisation.name},
        organisation=organisation,
        overview=overview,
        summary=summary,
        rules=[
            RuleLine(rule.code, rule.title, rule.why, overview.per_code[rule.code])
            for rule in sorted(RULES, key=lambda rule: -overview.per_code.get(rule.code, 0))
            if overview.per_code.get(rule.code)
        ],
        chosen=find_rule(chosen) if chosen else None,
        lines=[_make_line(entry, today=today) for entry in page.object_list],
        ages=_count_ages(summary),
        page=page,
        query=f"bevinding={chosen}" if chosen else "",
    )


def _count_ages(summary: quality.Summary) -> list[tuple[str, int]]:
    """How many texts are in each class of age, with the limits of the class in its name."""
    limits = load_measures().limits
    names = {
        Age.FRESH: _("Changed less than %(fresh)s months ago"),
        Age.AGEING: _("Changed %(fresh)s to %(ageing)s months ago"),
        Age.OLD: _("Changed %(ageing)s months ago or more"),
    }
    shown = {"fresh": limits.fresh, "ageing": limits.ageing}
    return [(names[age] % shown, summary.ages.get(age, 0)) for age in Age]


def _make_line(entry: Any, *, today: Any) -> EntryLine:
    counts = sorted(entry.finding_counts.all(), key=lambda one: (-one.count, one.code))
    told = [(rule.title, one.count) for one in counts if (rule := find_rule(one.code))]
    known = getattr(entry, "appraisal", None)
    standing = quality.measure_standing(entry, today=today)
    is_own = entry.algorithm_id is not None
    return EntryLine(
        name=str(entry.live.values.get("name") or entry.public_id),
        opens=reverse("web:entry" if is_own else "web:adopt", args=[entry.public_id]),
        is_taken_over=bool(entry.live.original),
        percentage=standing.completeness.percentage if standing else None,
        freshness=standing.freshness if standing else None,
        told=tuple(told[:MOST_TOLD]),
        more=max(0, len(told) - MOST_TOLD),
        is_waiting=known is None or known.appraised_on is None,
    )

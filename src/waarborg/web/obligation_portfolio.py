"""All algorithms of an organisation against class, open obligations and days, and what a change of law does to them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from waarborg.adapters.exchange.calendars import CalendarEvent, write_calendar
from waarborg.apps.obligations import queries
from waarborg.apps.obligations.impact import Impacted, find_impact
from waarborg.apps.obligations.queries import DossierLine
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation
from waarborg.core.framework.framework import Framework, RiskClass
from waarborg.core.framework.standings import Applies
from waarborg.web import places
from waarborg.web.framework_day import FIRST, LAST, choose_day, the_framework
from waarborg.web.pages import language, now, say, show
from waarborg.web.timelines import draw_timeline


@dataclass(frozen=True)
class Shown:
    """One dossier as the table shows it."""

    line: DossierLine
    class_id: str
    class_label: str
    now: int
    later: int
    unknown: int
    next_day: date | None


def _show_line(framework: Framework, line: DossierLine) -> Shown:
    applied = line.applied
    yes = applied.list(Applies.YES)
    found = applied.risk_class
    return Shown(
        line,
        found.id if found is not None else "unknown",
        say(found.label) if found is not None else _("Not known yet"),
        sum(item.in_force for item in yes),
        sum(not item.in_force for item in yes),
        len(applied.list(Applies.UNKNOWN)),
        line.next_day,
    )


@needs("algorithms.view", places.itself)
@require_safe
def obligation_portfolio(request: HttpRequest, code: str) -> HttpResponse:
    """Every dossier with its class, what is open, and the next day that matters, the most urgent first."""
    organisation, framework, day = get_organisation(code), the_framework(), choose_day(request)
    lines = queries.list_portfolio(framework, [code], on=day.day)
    shown = [_show_line(framework, line) for line in lines]
    wanted = request.GET.get("klasse", "")
    events = list_days(framework, lines, today=day.day)
    return show(
        request,
        "obligation_portfolio.html",
        crumbs=[(_("Organisations"), reverse("web:organisations"))],
        here=_("Obligations"),
        organisation=organisation,
        day=day,
        lines=[item for item in shown if not wanted or item.class_id == wanted],
        counts=[
            (item.id, say(item.label), number)
            for item in sorted(framework.classes, key=lambda one: -one.weight)
            if (number := sum(line.class_id == item.id for line in shown))
        ]
        + (
            [("unknown", _("Not known yet"), number)]
            if (number := sum(line.class_id == "unknown" for line in shown))
            else []
        ),
        wanted=wanted,
        total=len(shown),
        events=events,
        timeline=draw_timeline(events, today=day.day),
    )


def list_days(
    framework: Framework, lines: Iterable[DossierLine], *, today: date
) -> list[tuple[date, str, int]]:
    """The days ahead on which obligations begin to apply or tasks are due: day, what, and for how many dossiers."""
    begins: Counter[date] = Counter()
    due: Counter[date] = Counter()
    for line in lines:
        begins.update(
            {item.since for item in line.applied.standings if item.since is not None and item.since > today}
        )
        due.update(
            {
                task.row.due_on
                for task in line.tasks
                if task.is_open and task.row is not None and task.row.due_on is not None
            }
        )
    found = [(day, _("obligations begin to apply"), count) for day, count in begins.items()]
    found += [(day, _("tasks are due"), count) for day, count in due.items() if day >= today]
    return sorted(found)


@needs("algorithms.view", places.itself)
@require_safe
def obligation_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The days ahead as a calendar file: when obligations begin, and when tasks are due."""
    organisation, framework, today = get_organisation(code), the_framework(), localdate()
    events = []
    for line in queries.list_portfolio(framework, [code], on=today):
        name, address = (
            line.algorithm.name,
            request.build_absolute_uri(
                reverse("web:obligations", kwargs={"public_id": line.algorithm.public_id})
            ),
        )
        begins = Counter(
            item.since for item in line.applied.standings if item.since is not None and item.since > today
        )
        for day, count in begins.items():
            events.append(
                CalendarEvent(
                    uid=f"{line.algorithm.public_id}-{day.isoformat()}@waarborg",
                    day=day,
                    title=ngettext(
                        "%(name)s: %(count)d obligation begins to apply",
                        "%(name)s: %(count)d obligations begin to apply",
                        count,
                    )
                    % {"name": name, "count": count},
                    link=address,
                )
            )
        for task in line.tasks:
            if task.is_open and task.row is not None and task.row.due_on is not None:
                events.append(
                    CalendarEvent(
                        uid=f"task-{task.row.pk}@waarborg",
                        day=task.row.due_on,
                        title=_("%(name)s: %(task)s is due")
                        % {"name": name, "task": say(task.measure.title)},
                        link=address,
                    )
                )
    content = write_calendar(
        events,
        name=_("Obligations of %(name)s") % {"name": organisation.name},
        made_at=now(),
        language=language(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="verplichtingen-{organisation.code}.ics"'
    return response


# --- a change of law ---------------------------------------------------------------------------------------
@needs("algorithms.view", places.itself)
@require_safe
def obligation_impact(request: HttpRequest, code: str) -> HttpResponse:
    """Which dossiers change between two days through what comes into force or ends, and how."""
    organisation, framework, today = get_organisation(code), the_framework(), localdate()
    start, end = sorted(
        (_read_day(request, "van", today), _read_day(request, "tot", today + timedelta(days=365)))
    )
    impact = find_impact(framework, [code], start=start, end=end)
    return show(
        request,
        "obligation_impact.html",
        crumbs=[
            (_("Organisations"), reverse("web:organisations")),
            (_("Obligations"), reverse("web:obligation_portfolio", kwargs={"code": code})),
        ],
        here=_("When the law changes"),
        organisation=organisation,
        start=start,
        end=end,
        changed=[_show_impacted(item, start, end) for item in impact.changed],
        total=impact.total,
        days=[day for day in framework.turning_days if today <= day],
        version=framework.version,
    )


def _read_day(request: HttpRequest, name: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise
    return day if FIRST <= day <= LAST else otherwise


def _show_impacted(found: Impacted, start: date, end: date) -> dict[str, Any]:
    def name(risk_class: RiskClass | None) -> str:
        return say(risk_class.label) if risk_class is not None else _("Not known yet")

    return {
        "algorithm": found.algorithm,
        "class_before": name(found.class_before),
        "class_after": name(found.class_after),
        "begins": [say(item.word_on(end).title) for item in found.begins],
        "ends": [say(item.word_on(start).title) for item in found.ends],
    }

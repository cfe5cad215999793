"""Requirements, measures, evidence and instruments as pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waarborg.core.framework.framework import Framework
from waarborg.core.framework.instruments import Instrument
from waarborg.core.framework.measures import Link, Measure
from waarborg.core.framework.parts import Evidence
from waarborg.core.framework.requirements import Requirement
from waarborg.public.framework.articles import cite, write_place
from waarborg.public.framework.labels import BINDINGS, EVIDENCE_KINDS
from waarborg.public.framework.library import list_labels
from waarborg.public.law.library import Day, say


class State(StrEnum):
    """How a requirement stands on a day, whatever the algorithm. The values are those in addresses."""

    HOLDS = "geldt"
    COMES = "komt"
    ENDED = "voorbij"


@dataclass(frozen=True)
class RequirementLine:
    """A requirement in a list: its title of the day, the article it rests on first, and from when it holds.

    citation: with the name of the law; place: without, for a list under that name.
    """

    code: str
    title: str
    address: str
    citation: str
    place: str
    state: str
    when: str


@dataclass(frozen=True)
class MeasureLine:
    """A measure in a list, or its link to a requirement. `condition`: when alone the link holds, in words."""

    code: str
    title: str
    address: str
    phases: str
    is_core: bool = False
    reason: str = ""
    is_added: bool = False
    condition: str = ""


@dataclass(frozen=True)
class EvidenceLine:
    """What counts as evidence; `address` and `form` name the instrument that gives it."""

    what: str
    kind: str
    months: int | None
    form: str
    address: str


@dataclass(frozen=True)
class InstrumentLine:
    """An instrument in a list."""

    title: str
    address: str
    binding: str


def find_state(requirement: Requirement, on: date) -> State:
    """How a requirement stands on a day."""
    period = requirement.period
    if on < period.start:
        return State.COMES
    return State.HOLDS if period.contains(on) else State.ENDED


def say_when(requirement: Requirement, on: date) -> str:
    """From which day a requirement holds, or until which day it did."""
    period, state = requirement.period, find_state(requirement, on)
    if state is State.ENDED and period.end is not None:
        return _("held until %(day)s") % {"day": write_day(period.end - timedelta(days=1))}
    day = {"day": write_day(period.start)}
    return _("from %(day)s") % day if state is State.COMES else _("since %(day)s") % day


def write_day(day: date) -> str:
    """A day in words."""
    return str(date_format(day, "j F Y"))


def write_partial_day(text: str) -> str:
    """A day, a month or a year that content writes as `2024-06-13`, `2023-12` or `2021`, in words."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    day = date(*parts) if len(parts) == 3 else date(*parts, 1)
    return str(date_format(day, "j F Y" if len(parts) == 3 else "F Y"))


def show_requirement(requirement: Requirement, day: Day) -> RequirementLine:
    """A requirement in a list, as it is on the day."""
    wording = requirement.word_on(day.day)
    return RequirementLine(
        code=requirement.code,
        title=say(wording.title),
        address=reverse("public:requirement", args=[requirement.code]) + day.query,
        citation=cite(wording.articles[0]),
        place=write_place(wording.articles[0]),
        state=find_state(requirement, day.day).value,
        when=say_when(requirement, day.day),
    )


def show_measure(
    framework: Framework, measure: Measure, day: Day, link: Link | None = None, condition: str = ""
) -> MeasureLine:
    """A measure in a list; with `link` as it helps with a requirement."""
    return MeasureLine(
        code=measure.code,
        title=say(measure.title),
        address=reverse("public:measure", args=[measure.code]) + day.query,
        phases=", ".join(list_labels(framework, "phases", measure.phases)),
        is_core=link is not None and link.core,
        reason=say(link.reason) if link else "",
        is_added=link is not None and link.added,
        condition=condition,
    )


def show_evidence(framework: Framework, evidence: Iterable[Evidence]) -> list[EvidenceLine]:
    """What counts as evidence, each with the instrument that gives it."""
    tools = {tool.id: tool for tool in framework.instruments}
    lines = []
    for one in evidence:
        tool = tools.get(one.form)
        lines.append(
            EvidenceLine(
                what=say(one.what),
                kind=str(EVIDENCE_KINDS[one.kind]),
                months=one.months,
                form=say(tool.title) if tool else "",
                address=address_of_instrument(tool) if tool else "",
            )
        )
    return lines


def address_of_instrument(tool: Instrument) -> str:
    """The place of an instrument on the page of the toolbox."""
    return f"{reverse('public:instruments')}#{tool.id}"


def show_instrument(tool: Instrument) -> InstrumentLine:
    """An instrument in a list."""
    return InstrumentLine(say(tool.title), address_of_instrument(tool), str(BINDINGS[tool.binding]))

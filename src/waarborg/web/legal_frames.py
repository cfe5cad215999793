"""Frames of the law as pages show them: what they are called, where they come from, and whether they hold today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.algorithms import laws
from waarborg.core.law.citing import cite, find_address
from waarborg.core.law.frames import Frame, FrameKind
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.library import Found, read_name
from waarborg.core.law.sources import Source
from waarborg.core.profile.process_steps import RELATION_LABELS, FrameLink
from waarborg.core.terms.periods import Period
from waarborg.web.pages import language, say

KINDS = {
    FrameKind.ACT: gettext_lazy("act"),
    FrameKind.DUTY: gettext_lazy("duty"),
    FrameKind.FACT: gettext_lazy("fact"),
}
STATUSES = {
    Status.DRAFT: gettext_lazy("draft"),
    Status.VERIFIED: gettext_lazy("checked by a second person"),
    Status.VALIDATED: gettext_lazy("tried with experts"),
    Status.PUBLISHED: gettext_lazy("published"),
}


@dataclass(frozen=True)
class SourceLine:
    """A place in a legal text: how it is cited, where it can be read, what it says, and when it holds."""

    citation: str
    address: str
    says: str
    quote: str
    period: str
    is_valid: bool


@dataclass(frozen=True)
class FrameShown:
    """A frame of an interpretation in words.

    `is_known` is false for one that this version no longer has; then only `name` and `interpretation` are filled.
    `newer` is the version that took the place of the interpretation.
    """

    name: str
    label: str
    kind: str
    interpretation: str
    urn: str
    version: str = ""
    status: str = ""
    explanation: str = ""
    sources: tuple[SourceLine, ...] = ()
    is_known: bool = True
    is_in_force: bool = True
    period: str = ""
    newer: str = ""
    newer_urn: str = ""

    @property
    def has_warning(self) -> bool:
        """Whether something must be said about it: unknown, not in force, or overtaken."""
        return not self.is_known or not self.is_in_force or bool(self.newer)


@dataclass(frozen=True)
class LinkShown:
    """A frame that a step rests on, and how."""

    link: FrameLink
    relation: Any
    frame: FrameShown


def show_link(link: FrameLink) -> LinkShown:
    """A link of a step, with its frame as it is today."""
    return LinkShown(link, RELATION_LABELS[link.relation], find_shown(link.interpretation, link.frame))


def find_shown(urn: str, name: str, *, on: date | None = None) -> FrameShown:
    """A frame by its interpretation and its name in brackets; also one that is not known here any more."""
    found = laws.get_library().find_frame(urn, name, on or localdate())
    return show_frame(found, on=on) if found else _show_unknown(urn, name)


def _show_unknown(urn: str, name: str) -> FrameShown:
    try:
        read = read_name(name)
        label, kind = read.text, str(KINDS[read.kind])
    except ValueError:
        label, kind = name, ""
    return FrameShown(name, label, kind, urn, urn, is_known=False, is_in_force=False)


def show_frame(found: Found, *, on: date | None = None) -> FrameShown:
    """A frame in words, as it holds on a day; today when no day is given."""
    day = on or localdate()
    frame, interpretation = found.frame, found.interpretation
    newest = laws.get_library().find_newest(interpretation.urn)
    is_in_force = frame.is_in_force(day) and (
        interpretation.valid is None or interpretation.valid.contains(day)
    )
    return FrameShown(
        name=found.name,
        label=name_frame(frame),
        kind=str(KINDS[frame.full_name.kind]),
        interpretation=say(interpretation.title),
        urn=interpretation.urn,
        version=interpretation.version,
        status=str(STATUSES[interpretation.status]),
        explanation=frame.explanation,
        sources=tuple(show_sources(frame.sources, on=day)),
        is_in_force=is_in_force,
        period=say_period(frame.valid or interpretation.valid),
        newer=newest.version if newest else "",
        newer_urn=newest.urn if newest else "",
    )


def name_frame(frame: Frame) -> str:
    """What a frame is called."""
    return say(frame.label) if frame.label else frame.name


def name_interpretation(interpretation: Interpretation) -> str:
    """What an interpretation is called, with its version."""
    return _("%(title)s, version %(version)s") % {
        "title": say(interpretation.title),
        "version": interpretation.version,
    }


def show_sources(sources: Iterable[Source], *, on: date) -> list[SourceLine]:
    """Sources in words, each place once."""
    shown: dict[tuple[str, str], SourceLine] = {}
    for source in sources:
        line = _show_source(source, on)
        shown.setdefault((line.citation, line.address), line)
    return list(shown.values())


def _show_source(source: Source, on: date) -> SourceLine:
    return SourceLine(
        citation=cite(source, language()),
        address=find_address(source, on=on, language=language()),
        says=say(source.paraphrase) if source.paraphrase else "",
        quote=source.quote,
        period=say_period(source.valid),
        is_valid=source.is_valid_on(on),
    )


def say_period(period: Period | None) -> str:
    """From when until when, in words; empty when that is not stated. The last day is said, not the day after."""
    if period is None:
        return ""
    start = date_format(period.start, "j F Y")
    if period.end is None:
        return _("since %(start)s") % {"start": start}
    last = date.fromordinal(period.end.toordinal() - 1)
    return _("from %(start)s up to and including %(last)s") % {
        "start": start,
        "last": date_format(last, "j F Y"),
    }

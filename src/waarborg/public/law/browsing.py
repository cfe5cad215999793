"""Pages to read the law: which interpretations there are, and one of them with all that belongs to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.law.expressions import Expression, Reference
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.public.law.downloading import list_downloads
from waarborg.public.law.judging import judge
from waarborg.public.law.library import (
    Day,
    find_interpretation,
    get_library,
    list_versions,
    read_day,
    say,
)
from waarborg.public.law.pictures import draw
from waarborg.public.law.showing import (
    STATUS_MEANINGS,
    STATUSES,
    FrameLine,
    label_of,
    show_choice,
    show_frame_line,
    show_frame_lines,
    show_period,
)

MOST_LETTERS = 100
MOST_FOUND = 200


@dataclass(frozen=True)
class Summary:
    """An interpretation in a list: what it is, how far it has come, and what is still open."""

    interpretation: Interpretation
    address: str
    title: str
    about: str
    status: str
    status_meaning: str
    period: str
    is_valid: bool
    frames: int
    with_source: int
    open_choices: int

    @property
    def share(self) -> int:
        """How many of a hundred frames name a source, rounded down so that only all is a hundred."""
        return self.with_source * 100 // self.frames if self.frames else 0


def summarise(interpretation: Interpretation, on: date) -> Summary:
    """An interpretation in short, on a day."""
    names = list(dict.fromkeys(frame.full_name for frame in interpretation.frames))
    sourced = {frame.full_name for frame in interpretation.frames if frame.sources}
    return Summary(
        interpretation=interpretation,
        address=reverse("public:law", args=[interpretation.id, interpretation.version]),
        title=say(interpretation.title),
        about=say(interpretation.summary),
        status=str(STATUSES[interpretation.status]),
        status_meaning=str(STATUS_MEANINGS[interpretation.status]),
        period=show_period(interpretation.valid),
        is_valid=interpretation.valid is None or interpretation.valid.contains(on),
        frames=len(names),
        with_source=len(sourced),
        open_choices=sum(choice.is_open for choice in interpretation.choices),
    )


@open_to_all
@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """Every interpretation that can be read here, the newest version of each."""
    day = read_day(request)
    shown = [summarise(item, day.day) for item in get_library().list_newest()]
    page = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Rules"),
        "summaries": sorted(shown, key=lambda item: item.title.casefold()),
    }
    return render(request, "public/law/laws.html", page)


@open_to_all
@require_safe
def law_newest(request: HttpRequest, law_id: str) -> HttpResponse:
    """To the newest version of an interpretation."""
    versions = list_versions(law_id)
    newest = [item for item in versions if item in get_library().list_newest()]
    found = find_interpretation(law_id, (newest or versions)[-1].version if versions else "")
    return redirect("public:law", found.id, found.version)


def crumbs_of(interpretation: Interpretation, day: Day, *, is_here: bool = False) -> list[tuple[str, str]]:
    """The way from the home page to a page of an interpretation."""
    crumbs = [(_("Home"), reverse("public:home")), (_("Rules"), reverse("public:laws"))]
    if not is_here:
        address = reverse("public:law", args=[interpretation.id, interpretation.version])
        crumbs.append((say(interpretation.title), address + day.query))
    return crumbs


@dataclass(frozen=True)
class ActLine:
    """An act in a list: who may do it, and what comes of it."""

    line: FrameLine
    actor: FrameLine | None
    creates: list[FrameLine]


@dataclass(frozen=True)
class DutyLine:
    """A duty in a list: who owes it to whom."""

    line: FrameLine
    holder: FrameLine | None
    claimant: FrameLine | None


@open_to_all
@require_safe
def law(request: HttpRequest, law_id: str, version: str) -> HttpResponse:
    """One interpretation, for a day."""
    interpretation = find_interpretation(law_id, version)
    day = read_day(request)
    facts = _frames_on(interpretation, FrameKind.FACT, day)
    choices = [show_choice(interpretation, choice, day) for choice in interpretation.choices]
    page = {
        "crumbs": crumbs_of(interpretation, day, is_here=True),
        "crumb_here": say(interpretation.title),
        "law": interpretation,
        "summary": summarise(interpretation, day.day),
        "day": day,
        "newer": get_library().find_newest(interpretation.urn),
        "acts": [_show_act(interpretation, frame, day) for frame in _acts(interpretation, day)],
        "duties": [_show_duty(interpretation, frame, day) for frame in _duties(interpretation, day)],
        "asked": _lines(interpretation, [fact for fact in facts if fact.is_leaf], day),
        "derived": _lines(interpretation, [f for f in facts if not f.is_leaf and not f.is_created], day),
        "created": _lines(interpretation, [fact for fact in facts if fact.is_created], day),
        "choices": sorted(choices, key=lambda choice: not choice.is_open),
        "versions": list_versions(law_id),
        "drawing": draw(interpretation, day),
        "downloads": list_downloads(interpretation),
        **judge(interpretation, day),
    }
    return render(request, "public/law/law.html", page)


def _frames_on(interpretation: Interpretation, kind: FrameKind, day: Day) -> list[Any]:
    """Each frame of a kind once, as it is on the day, or else as it stands last."""
    names = dict.fromkeys(frame.full_name for frame in interpretation.frames if frame.full_name.kind is kind)
    return [interpretation.find(name, day.day) or interpretation.list_versions(name)[-1] for name in names]


def _acts(interpretation: Interpretation, day: Day) -> list[ActFrame]:
    return _frames_on(interpretation, FrameKind.ACT, day)


def _duties(interpretation: Interpretation, day: Day) -> list[DutyFrame]:
    return _frames_on(interpretation, FrameKind.DUTY, day)


def _lines(interpretation: Interpretation, facts: list[FactFrame], day: Day) -> list[FrameLine]:
    return [show_frame_line(interpretation, fact.full_name, day, say(fact.question)) for fact in facts]


def _show_act(interpretation: Interpretation, act: ActFrame, day: Day) -> ActLine:
    created = [*act.creates, *interpretation.list_duties_of(act.name)]
    return ActLine(
        show_frame_line(interpretation, act.full_name, day),
        show_party(interpretation, act.actor, day),
        show_frame_lines(interpretation, created, day),
    )


def _show_duty(interpretation: Interpretation, duty: DutyFrame, day: Day) -> DutyLine:
    return DutyLine(
        show_frame_line(interpretation, duty.full_name, day),
        show_party(interpretation, duty.holder, day),
        show_party(interpretation, duty.claimant, day),
    )


def show_party(interpretation: Interpretation, expression: Expression | None, day: Day) -> FrameLine | None:
    """A party that the model names by one fact; None for none and for a condition with more in it."""
    if not isinstance(expression, Reference):
        return None
    return show_frame_line(interpretation, Name(FrameKind.FACT, expression.name), day)


@open_to_all
@require_safe
def law_search(request: HttpRequest, law_id: str, version: str) -> HttpResponse:
    """Frames of an interpretation in which words stand: in names, labels, explanations and citations."""
    interpretation = find_interpretation(law_id, version)
    day = read_day(request)
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:MOST_LETTERS]
    found = get_library().search(words, on=day.day, urn=interpretation.urn) if words else ()
    page = {
        "crumbs": crumbs_of(interpretation, day),
        "crumb_here": _("Search"),
        "law": interpretation,
        "title": say(interpretation.title),
        "day": day,
        "words": words,
        "total": len(found),
        "found": [_show_found(interpretation, item.frame, day) for item in found[:MOST_FOUND]],
    }
    return render(request, "public/law/search.html", page)


def _show_found(interpretation: Interpretation, frame: Frame, day: Day) -> dict[str, Any]:
    return {
        "line": show_frame_line(interpretation, frame.full_name, day),
        "label": label_of(frame),
        "citations": list(dict.fromkeys(source.citation for source in frame.sources if source.citation)),
    }

"""The page of one frame: what it says, part by part beside the source it rests on, in time, and where it is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import (
    ActFrame,
    DutyFrame,
    FactFrame,
    Frame,
    FrameKind,
    Name,
    act_name,
    fact_name,
)
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.kinds import infer_kinds
from waarborg.core.law.part_words import FRAME_WORDS, SLOT_WORDS, VALUE_WORDS
from waarborg.core.law.relations import RelationKind, Relations
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Kind
from waarborg.public.law.browsing import crumbs_of
from waarborg.public.law.library import Day, find_frame, find_interpretation, read_day, say
from waarborg.public.law.pictures import draw
from waarborg.public.law.showing import (
    ADDRESS_WORDS,
    FrameLine,
    Part,
    label_of,
    show_choice,
    show_frame_line,
    show_frame_lines,
    show_period,
    show_sources,
    write_linked,
)
from waarborg.public.law.words import put_in_words

PARTS = {
    Slot.FRAME: gettext_lazy("As a whole"),
    Slot.FUNCTION: gettext_lazy("How it follows"),
    Slot.ACTOR: gettext_lazy("Who may do it"),
    Slot.ACTION: gettext_lazy("What is done"),
    Slot.OBJECT: gettext_lazy("What it is about"),
    Slot.RECIPIENT: gettext_lazy("For whom"),
    Slot.PRECONDITION: gettext_lazy("When it is allowed"),
    Slot.CREATES: gettext_lazy("What arises"),
    Slot.TERMINATES: gettext_lazy("What ends"),
    Slot.HOLDER: gettext_lazy("Who owes it"),
    Slot.CLAIMANT: gettext_lazy("Who may claim it"),
    Slot.ENFORCES: gettext_lazy("What may be done when it is late"),
    Slot.TERM: gettext_lazy("The last day"),
}
_KINDS = {word: kind for kind, word in ADDRESS_WORDS.items()}


@open_to_all
@require_safe
def law_frame(request: HttpRequest, law_id: str, version: str, kind: str, name: str) -> HttpResponse:
    """One fact, act or duty, for a day."""
    interpretation = find_interpretation(law_id, version)
    if kind not in _KINDS:
        raise Http404(f"There are no frames of the kind {kind!r}.")
    day = read_day(request)
    frame = find_frame(interpretation, Name(_KINDS[kind], name) if name.strip() else _no_name(), day.day)
    relations = Relations(interpretation)
    page = {
        "crumbs": crumbs_of(interpretation, day),
        "crumb_here": label_of(frame),
        "law": interpretation,
        "title": say(interpretation.title),
        "day": day,
        "frame": frame,
        "label": label_of(frame),
        "kind": say(FRAME_WORDS[frame.full_name.kind]),
        "is_in_force": frame.is_in_force(day.day),
        "period": show_period(frame.valid),
        "question": say(frame.question) if isinstance(frame, FactFrame) else "",
        "value_kind": _show_kind(interpretation, frame),
        "opening": _open(frame),
        "parts": list(_list_parts(interpretation, frame, day)),
        "sources": show_sources((s for s in frame.sources if s.slot is Slot.FRAME), day.day),
        "versions": _show_versions(interpretation, frame, day),
        "uses": _show_uses(relations, frame.full_name, day),
        "used_by": list(_show_used_by(relations, frame.full_name, day)),
        "choices": [
            show_choice(interpretation, choice, day)
            for choice in interpretation.choices
            if frame.full_name in choice.frames
        ],
        "drawing": draw(interpretation, day, frame.full_name),
        "can_try": frame.full_name.kind is FrameKind.ACT
        or (isinstance(frame, FactFrame) and not frame.is_leaf and not frame.is_created),
    }
    return render(request, "public/law/frame.html", page)


def _no_name() -> Name:
    raise Http404("An address of a frame ends with its name.")


def _show_kind(interpretation: Interpretation, frame: Frame) -> str:
    if not isinstance(frame, FactFrame):
        return ""
    kind = frame.kind or infer_kinds(interpretation).get(frame.name)
    return say(VALUE_WORDS[kind]) if isinstance(kind, Kind) else ""


def _open(frame: Frame) -> str:
    """What this frame is, in one sentence."""
    match frame:
        case ActFrame():
            return _("Something that somebody may do. It says who, when, and what comes of it.")
        case DutyFrame():
            return _("Something that one party owes another, from the moment an act makes it arise.")
        case FactFrame(is_created=True):
            return _("Something that is there from the moment an act makes it arise.")
        case FactFrame(is_leaf=True):
            return _("Something that somebody must say: it follows from nothing else in this model.")
    return _("Something that follows from other facts.")


# --- parts -----------------------------------------------------------------------------------------------
def _list_parts(interpretation: Interpretation, frame: Frame, day: Day) -> Iterator[Part]:
    for slot, expression in frame.list_expressions():
        if isinstance(expression, Reference):  # one fact, by what it is called
            line = show_frame_line(interpretation, fact_name(expression.name), day)
            yield _make_part(frame, slot, day, frames=(line,))
        else:
            yield _make_part(
                frame,
                slot,
                day,
                clauses=put_in_words(interpretation, expression, day.day),
                pieces=write_linked(interpretation, expression, day),
            )
    if isinstance(frame, ActFrame):
        if frame.action:
            yield _make_part(frame, Slot.ACTION, day, text=frame.action)
        created = [*frame.creates, *interpretation.list_duties_of(frame.name)]
        ended = [*frame.terminates, *_list_duties_ended(interpretation, frame)]
        yield from _name_part(interpretation, frame, Slot.CREATES, created, day)
        yield from _name_part(interpretation, frame, Slot.TERMINATES, ended, day)
    if isinstance(frame, DutyFrame):
        if frame.components:
            yield Part(label=_("What it consists of"), text="; ".join(frame.components))
        yield from _name_part(interpretation, frame, Slot.ENFORCES, map(act_name, frame.enforces), day)


def _list_duties_ended(interpretation: Interpretation, act: ActFrame) -> list[Name]:
    return [duty.full_name for duty in interpretation.duties if act.name in duty.terminates]


def _name_part(
    interpretation: Interpretation, frame: Frame, slot: Slot, names: Any, day: Day
) -> Iterator[Part]:
    lines = show_frame_lines(interpretation, names, day)
    if lines:
        yield _make_part(frame, slot, day, frames=tuple(lines))


def _make_part(frame: Frame, slot: Slot, day: Day, **content: Any) -> Part:
    own = [source for source in frame.sources if source.slot is slot]
    return Part(
        label=str(PARTS[slot]),
        sources=show_sources(own, day.day),
        is_own=bool(own),
        **content,
    )


# --- in time ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class VersionLine:
    """One version of a frame in time; `query` shows the page on its first day."""

    period: str
    pieces: tuple[Any, ...]
    is_shown: bool
    address: str


def _show_versions(interpretation: Interpretation, shown: Frame, day: Day) -> list[VersionLine]:
    """The versions of a name, oldest first; nothing when there is one for all time."""
    versions = interpretation.list_versions(shown.full_name)
    if len(versions) == 1 and versions[0].valid is None:
        return []
    ordered = sorted(versions, key=lambda frame: frame.valid.start if frame.valid else date.min)
    lines = []
    for frame in ordered:
        first = frame.valid.start if frame.valid else day.day
        on = day.day if frame is shown and frame.is_in_force(day.day) else first
        there = Day(on, day.today)
        expressions = [expression for _slot, expression in frame.list_expressions()]
        lines.append(
            VersionLine(
                period=show_period(frame.valid),
                pieces=write_linked(interpretation, expressions[0], there) if expressions else (),
                is_shown=frame is shown,
                address=show_frame_line(interpretation, frame.full_name, there).address,
            )
        )
    return lines


# --- in relation -----------------------------------------------------------------------------------------
def _show_uses(relations: Relations, name: Name, day: Day) -> list[FrameLine]:
    return show_frame_lines(
        relations.interpretation, (relation.named for relation in relations.list_by(name)), day
    )


def _show_used_by(relations: Relations, name: Name, day: Day) -> Iterator[FrameLine]:
    """Frames that name this one, each with in which of its parts."""
    slots: dict[Name, dict[str, None]] = {}
    for relation in relations.list_uses(name):
        slots.setdefault(relation.by, {})[_say_use(relation.kind, relation.slot)] = None
    for by, words in slots.items():
        yield show_frame_line(relations.interpretation, by, day, ", ".join(filter(None, words)))


def _say_use(kind: RelationKind, slot: Slot) -> str:
    if kind is RelationKind.READS:
        return say(SLOT_WORDS[slot]) if slot is not Slot.FUNCTION else ""
    words = {
        RelationKind.CREATES: _("makes it arise"),
        RelationKind.TERMINATES: _("ends it"),
        RelationKind.ENFORCES: say(SLOT_WORDS[Slot.ENFORCES]),
        RelationKind.OWES: say(SLOT_WORDS[Slot.HOLDER]),
        RelationKind.CLAIMS: say(SLOT_WORDS[Slot.CLAIMANT]),
    }
    return words[kind]


assert set(_KINDS.values()) == set(FrameKind)  # every kind of frame has an address

"""Frames and their sources as pages show them: names, words, links, and whether they hold on the day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.core.law.choices import Choice
from waarborg.core.law.citing import cite, find_address
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.library import read_name
from waarborg.core.law.notation import write
from waarborg.core.law.part_words import FRAME_WORDS
from waarborg.core.law.sources import Source
from waarborg.core.terms.periods import Period
from waarborg.public.law.library import Day, language, say
from waarborg.public.law.words import Clause

#: How the kinds of frames are called in addresses.
ADDRESS_WORDS = {FrameKind.FACT: "feit", FrameKind.ACT: "handeling", FrameKind.DUTY: "plicht"}
STATUSES = {
    Status.DRAFT: gettext_lazy("draft"),
    Status.VERIFIED: gettext_lazy("checked by a second person"),
    Status.VALIDATED: gettext_lazy("tried with experts"),
    Status.PUBLISHED: gettext_lazy("published"),
}
STATUS_MEANINGS = {
    Status.DRAFT: gettext_lazy("One person made it; nobody checked it yet. Do not rely on it."),
    Status.VERIFIED: gettext_lazy("A second person checked it against the text of the law."),
    Status.VALIDATED: gettext_lazy("It was checked, and experts tried cases with it."),
    Status.PUBLISHED: gettext_lazy("It was checked, tried, and the body that answers for it made it public."),
}
_BRACKETED = re.compile(r"<<[^<>]*[^<>\s][^<>]*>>|<[^<>]*[^<>\s][^<>]*>|\[[^\[\]]*[^\[\]\s][^\[\]]*\]")
_NAMED = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True)
class Piece:
    """A piece of a text; with an address it is a link."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class FrameLine:
    """A frame in a list. `is_known` is false for a name that some frame uses and that is not there."""

    name: str
    label: str
    kind: str
    address: str
    is_in_force: bool = True
    period: str = ""
    is_known: bool = True
    note: str = ""


@dataclass(frozen=True)
class SourceLine:
    """A place in a legal text: how it is cited, where it can be read, what it says, when it holds."""

    citation: str
    address: str
    host: str
    says: str
    quote: str
    period: str
    is_valid: bool
    identifier: str


@dataclass(frozen=True)
class Part:
    """A part of a frame, in words and in the notation, beside the sources it rests on.

    `is_own` is false when the part has no source of its own and rests on those of the whole frame.
    """

    label: str
    pieces: tuple[Piece, ...] = ()
    frames: tuple[FrameLine, ...] = ()
    text: str = ""
    sources: tuple[SourceLine, ...] = ()
    is_own: bool = False
    clauses: tuple[Clause, ...] = ()


def address_of_frame(interpretation: Interpretation, name: Name, day: Day) -> str:
    """The page of a frame, for the same day."""
    path = reverse(
        "public:law_frame",
        args=[interpretation.id, interpretation.version, ADDRESS_WORDS[name.kind], name.text],
    )
    return path + day.query


def label_of(frame: Frame) -> str:
    """How a frame is called: its label in the language of the page, else its name."""
    return say(frame.label) or frame.name


def show_frame_line(interpretation: Interpretation, name: Name, day: Day, note: str = "") -> FrameLine:
    """A frame in a list, as it is on the day."""
    kind = say(FRAME_WORDS[name.kind])
    versions = interpretation.list_versions(name)
    if not versions:
        return FrameLine(str(name), name.text, kind, "", is_known=False, note=note)
    in_force = interpretation.find(name, day.day)
    frame = in_force or versions[-1]
    return FrameLine(
        name=str(name),
        label=label_of(frame),
        kind=kind,
        address=address_of_frame(interpretation, name, day),
        is_in_force=in_force is not None,
        period=show_period(frame.valid),
        note=note,
    )


def show_frame_lines(interpretation: Interpretation, names: Iterable[Name], day: Day) -> list[FrameLine]:
    """Frames in a list, each name once."""
    return [show_frame_line(interpretation, name, day) for name in dict.fromkeys(names)]


def show_period(period: Period | None) -> str:
    """From when until when, in words; nothing where that is not stated. The last day is named, not the day after."""
    if period is None:
        return ""
    start = date_format(period.start, "j F Y")
    if period.end is None:
        return _("since %(start)s") % {"start": start}
    last = date_format(date.fromordinal(period.end.toordinal() - 1), "j F Y")
    return _("%(start)s up to and including %(last)s") % {"start": start, "last": last}


def show_source(source: Source, on: date) -> SourceLine:
    """A source with a link to its text as it was or is on the day."""
    address = find_address(source, on=on, language=language())
    return SourceLine(
        citation=cite(source, language()),
        address=address,
        host=(urlsplit(address).hostname or "").removeprefix("www."),
        says=say(source.paraphrase),
        quote=source.quote,
        period=show_period(source.valid),
        is_valid=source.is_valid_on(on),
        identifier=source.identifier,
    )


def show_sources(sources: Iterable[Source], on: date) -> tuple[SourceLine, ...]:
    """Sources, each once."""
    return tuple(dict.fromkeys(show_source(source, on) for source in sources))


def write_linked(interpretation: Interpretation, expression: Expression, day: Day) -> tuple[Piece, ...]:
    """An expression in the text notation, in which names of facts are links."""
    return tuple(_link_names(interpretation, write(expression, language()), day))


def _link_names(interpretation: Interpretation, text: str, day: Day) -> Iterator[Piece]:
    end = 0
    for found in _NAMED.finditer(text):
        name = Name(FrameKind.FACT, found[1])
        if not interpretation.has(name):
            continue
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(found[0], address_of_frame(interpretation, name, day))
        end = found.end()
    if text[end:]:
        yield Piece(text[end:])


def name_by_label(interpretation: Interpretation, text: str, on: date) -> str:
    """A sentence in which names in brackets are put as what the frames are called, for who does not read models."""

    def replace(found: re.Match[str]) -> str:
        name = read_name(found[0])
        frame = interpretation.find(name, on) or next(iter(interpretation.list_versions(name)), None)
        return f"“{label_of(frame)}”" if frame else found[0]

    return _BRACKETED.sub(replace, text)


@dataclass(frozen=True)
class OptionShown:
    """One way to read it."""

    text: str
    is_taken: bool


@dataclass(frozen=True)
class ChoiceShown:
    """A choice of interpretation in words."""

    id: str
    question: str
    options: tuple[OptionShown, ...]
    is_open: bool
    taken: str
    ground: str
    grounds: tuple[SourceLine, ...]
    affects: tuple[str, ...]
    dissent: str
    decided_on: date | None
    decided_by: str
    review_on: date | None
    is_due: bool
    frames: tuple[FrameLine, ...]


def show_choice(interpretation: Interpretation, choice: Choice, day: Day) -> ChoiceShown:
    """A choice in words, with the frames that follow from it."""
    taken = choice.find_taken()
    return ChoiceShown(
        id=choice.id,
        question=say(choice.question),
        options=tuple(OptionShown(say(option.text), option is taken) for option in choice.options),
        is_open=choice.is_open,
        taken=say(taken.text) if taken else "",
        ground=say(choice.ground),
        grounds=show_sources(choice.grounds, day.day),
        affects=tuple(say(text) for text in choice.affects),
        dissent=say(choice.dissent),
        decided_on=choice.decided_on,
        decided_by=choice.decided_by,
        review_on=choice.review_on,
        is_due=choice.is_due(day.day),
        frames=tuple(show_frame_lines(interpretation, choice.frames, day)),
    )

"""One question of a case: how it is asked, why, and what the answer does."""

from dataclasses import dataclass

from waarborg.core.law.frames import FactFrame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.relations import Relations
from waarborg.public.law.library import Day, find_frame, say
from waarborg.public.law.showing import FrameLine, SourceLine, label_of, show_frame_lines, show_sources


@dataclass(frozen=True)
class QuestionShown:
    """A fact as it is asked. rests_on_it: what follows from the answer."""

    name: str
    label: str
    text: str
    explanation: str
    sources: tuple[SourceLine, ...]
    rests_on_it: tuple[FrameLine, ...]


def make_question(interpretation: Interpretation, name: str, day: Day) -> QuestionShown:
    """How a fact is asked: its own question, or else its label, or its name where it has no frame of its own."""
    full_name = Name(FrameKind.FACT, name)
    relations = Relations(interpretation)
    rests = tuple(show_frame_lines(interpretation, relations.used_by(full_name), day))
    if not interpretation.has(full_name):
        return QuestionShown(name, name, _close(name), "", (), rests)
    frame = find_frame(interpretation, full_name, day.day)
    assert isinstance(frame, FactFrame)  # the name says so
    return QuestionShown(
        name=name,
        label=label_of(frame),
        text=_close(say(frame.question) or label_of(frame)),
        explanation=frame.explanation,
        sources=show_sources(frame.sources, day.day),
        rests_on_it=rests,
    )


def _close(text: str) -> str:
    """A question with one question mark and a capital."""
    closed = text.strip().rstrip("?").strip() + "?"
    return closed[:1].upper() + closed[1:]

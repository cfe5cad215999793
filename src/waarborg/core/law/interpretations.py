"""An interpretation: a fixed, dated set of frames that reads some legal texts in one way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from waarborg.core.law.choices import Choice
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, Name
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


class Status(StrEnum):
    """How far an interpretation has come: made, checked by a second person, tried with experts, in the open."""

    DRAFT = "draft"
    VERIFIED = "verified"
    VALIDATED = "validated"
    PUBLISHED = "published"


class NoSuchFrame(KeyError):
    """There is no frame with this name."""

    def __init__(self, name: Name) -> None:
        self.name = name
        super().__init__(f"there is no {name.kind} {name} in this interpretation")

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, kw_only=True)
class Interpretation:
    """A versioned, dated, immutable set of frames.

    id, version: together the identity; a released version never changes. title: for people. authority: the body
    that answers for this reading. valid: for which days it is meant; None means all. supersedes: the version it
    takes the place of. made_on: when this version was made. A name may have several frames with periods that do
    not overlap. Raises `ValueError` when two frames of a name are in force on the same day, or two choices share
    an id.
    """

    id: str
    version: str
    title: Text
    frames: tuple[Frame, ...]
    status: Status = Status.DRAFT
    authority: str = ""
    summary: Text | None = None
    valid: Period | None = None
    made_on: date | None = None
    supersedes: str = ""
    choices: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.version.strip():
            raise ValueError("an interpretation needs an id and a version")
        for name, versions in self._by_name.items():
            if (overlap := _find_overlap(versions)) is not None:
                raise ValueError(f"{name} has two frames that are in force on {overlap}")
        ids = [choice.id for choice in self.choices]
        if len(set(ids)) != len(ids):
            raise ValueError("two choices have the same id")

    @property
    def urn(self) -> str:
        """The identity in one text, as other records keep it."""
        return f"urn:waarborg:law:{self.id}:{self.version}"

    @cached_property
    def _by_name(self) -> Mapping[Name, tuple[Frame, ...]]:
        grouped: dict[Name, list[Frame]] = {}
        for frame in self.frames:
            grouped.setdefault(frame.full_name, []).append(frame)
        return {name: tuple(frames) for name, frames in grouped.items()}

    @property
    def facts(self) -> Iterator[FactFrame]:
        """The facts, in the order of the file."""
        return (frame for frame in self.frames if isinstance(frame, FactFrame))

    @property
    def acts(self) -> Iterator[ActFrame]:
        """The acts, in the order of the file."""
        return (frame for frame in self.frames if isinstance(frame, ActFrame))

    @property
    def duties(self) -> Iterator[DutyFrame]:
        """The duties, in the order of the file."""
        return (frame for frame in self.frames if isinstance(frame, DutyFrame))

    def has(self, name: Name) -> bool:
        """Return whether there is a frame of this name, on any day."""
        return name in self._by_name

    def list_versions(self, name: Name) -> tuple[Frame, ...]:
        """Return the frames of a name, whatever their period; empty when there is none."""
        return self._by_name.get(name, ())

    def list_versions_of_fact(self, text: str) -> tuple[Frame, ...]:
        """Return the frames of a fact, whatever their period, by its name without brackets."""
        return self.list_versions(Name(FrameKind.FACT, text))

    def find(self, name: Name, on: date) -> Frame | None:
        """Return the frame of a name that is in force on a day; None when there is none."""
        return next((frame for frame in self._by_name.get(name, ()) if frame.is_in_force(on)), None)

    @cached_property
    def _facts_by_text(self) -> Mapping[str, tuple[FactFrame, ...]]:
        found: dict[str, list[FactFrame]] = {}
        for fact in self.facts:
            found.setdefault(fact.name, []).append(fact)
        return {text: tuple(facts) for text, facts in found.items()}

    def find_fact(self, text: str, on: date) -> FactFrame | None:
        """Return the fact of this name that is in force on a day; None when there is none."""
        for frame in self._facts_by_text.get(text, ()):
            if frame.valid is None or frame.valid.contains(on):
                return frame
        return None

    def get_act(self, text: str, on: date) -> ActFrame:
        """Return the act of this name that is in force on a day. Raises `NoSuchFrame`."""
        name = Name(FrameKind.ACT, text)
        frame = self.find(name, on)
        if not isinstance(frame, ActFrame):
            raise NoSuchFrame(name)
        return frame

    def find_duty(self, text: str, on: date) -> DutyFrame | None:
        """Return the duty of this name that is in force on a day; None when there is none."""
        frame = self.find(Name(FrameKind.DUTY, text), on)
        return frame if isinstance(frame, DutyFrame) else None

    @cached_property
    def _duties_by_act(self) -> Mapping[str, tuple[Name, ...]]:
        created: dict[str, dict[Name, None]] = {}
        for duty in self.duties:
            for creator in duty.creates:
                created.setdefault(creator, {})[duty.full_name] = None
        for act in self.acts:
            for name in act.creates:
                if name.kind is FrameKind.DUTY:
                    created.setdefault(act.name, {})[name] = None
        return {act: tuple(names) for act, names in created.items()}

    def list_duties_of(self, act: str) -> tuple[Name, ...]:
        """Return the duties that an act creates, whether the act says so or the duty."""
        return self._duties_by_act.get(act, ())

    @cached_property
    def creatable(self) -> frozenset[str]:
        """The names of the facts that only acts can bring about."""
        return frozenset(fact.name for fact in self.facts if fact.is_created)


def _find_overlap(frames: Iterable[Frame]) -> date | None:
    """The first day on which two of the frames are in force, if there is one."""
    periods = sorted(
        ((frame.valid.start, frame.valid.end or date.max) if frame.valid else (date.min, date.max))
        for frame in frames
    )
    for (_, end), (start, _) in pairwise(periods):
        if start < end:
            return start
    return None

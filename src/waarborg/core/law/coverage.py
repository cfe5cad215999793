"""How much of an interpretation can be traced to its sources, and what runs out or was left open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from waarborg.core.law.choices import Choice
from waarborg.core.law.frames import Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.provenance import Judge
from waarborg.core.law.sources import Source

#: So many days before it ends a source deserves attention, unless somebody asks otherwise.
SOON = 90


@dataclass(frozen=True, slots=True)
class Share:
    """A number of things out of all of them. Raises `ValueError` when there are more than all."""

    count: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of:
            raise ValueError(f"{self.count} of {self.of} is no share")

    @property
    def percent(self) -> int | None:
        """The share in whole percents, half up; None of nothing. All but one of many is never shown as all."""
        if not self.of:
            return None
        rounded = (200 * self.count + self.of) // (2 * self.of)
        if rounded == 100 and self.count < self.of:
            return 99
        return 1 if rounded == 0 and self.count else rounded


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """Of some frames: how many have a source, one whose identifier can be read, and one that holds on the day."""

    sourced: Share
    readable: Share
    valid: Share


@dataclass(frozen=True, slots=True)
class Expiry:
    """A source of a frame in force that ends soon: `last` is its last day."""

    frame: Name
    source: Source
    last: date


@dataclass(frozen=True, slots=True)
class Coverage:
    """What can be said of the sources and choices of an interpretation on a day.

    frames: of all. by_kind: of each kind of frame, also when there are none. open_choices: that nobody made.
    due_choices: that must be looked at again. expiring: by last day, the first one first.
    """

    on: date
    frames: SourceCoverage
    by_kind: Mapping[FrameKind, SourceCoverage]
    open_choices: tuple[Choice, ...]
    due_choices: tuple[Choice, ...]
    expiring: tuple[Expiry, ...]


def measure_coverage(interpretation: Interpretation, *, on: date, days: int = SOON) -> Coverage:
    """Return how far frames can be traced to sources on a day, and which sources end within `days` after it.

    A source with an end that lies before the day counts as ended, not as ending. Raises `ValueError` when `days` is
    negative.
    """
    if days < 0:
        raise ValueError(f"a number of days to look ahead is not negative: {days}")
    judge = Judge()
    by_kind: dict[FrameKind, list[Frame]] = {kind: [] for kind in FrameKind}
    for frame in interpretation.frames:
        by_kind[frame.full_name.kind].append(frame)
    return Coverage(
        on=on,
        frames=_measure(interpretation.frames, judge, on),
        by_kind={kind: _measure(frames, judge, on) for kind, frames in by_kind.items()},
        open_choices=tuple(choice for choice in interpretation.choices if choice.is_open),
        due_choices=tuple(choice for choice in interpretation.choices if choice.is_due(on)),
        expiring=_list_expiring(interpretation, on, days),
    )


def _measure(frames: Iterable[Frame], judge: Judge, on: date) -> SourceCoverage:
    of = sourced = readable = valid = 0
    for frame in frames:
        of += 1
        followed = [
            source
            for source in frame.sources
            if source.identifier.strip() and judge.judge(source).is_readable
        ]
        sourced += bool(frame.sources)
        readable += bool(followed)
        valid += any(source.is_valid_on(on) for source in frame.sources)
    return SourceCoverage(Share(sourced, of), Share(readable, of), Share(valid, of))


def _list_expiring(interpretation: Interpretation, on: date, days: int) -> tuple[Expiry, ...]:
    found = []
    for frame in interpretation.frames:
        if not frame.is_in_force(on):
            continue
        for source in frame.sources:
            if source.valid is None or source.valid.end is None or not source.is_valid_on(on):
                continue
            last = source.valid.end - timedelta(days=1)
            if (last - on).days <= days:
                found.append(Expiry(frame.full_name, source, last))
    return tuple(sorted(found, key=lambda expiry: expiry.last))

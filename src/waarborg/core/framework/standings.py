"""How one requirement stands for an algorithm: whether it applies, and from which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waarborg.core.framework.requirements import Requirement, Wording


class Applies(StrEnum):
    """Whether a requirement applies: now or from a day to come, not, or not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one requirement stands for an algorithm.

    since: the first day on which it applies, or may apply as long as something is not known. at_latest: the day from
    which that is certain; the same as since when nothing is unknown. until: the first day on which it no longer
    applies. in_force: whether it certainly applies on the day that was asked about. All None where it does not apply
    or is not known, except that `until` tells when a requirement that no longer applies ended.
    """

    requirement: Requirement
    applies: Applies
    since: date | None = None
    at_latest: date | None = None
    until: date | None = None
    in_force: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether the first day is certain."""
        return self.since is not None and self.since == self.at_latest

    def word_on(self, day: date) -> Wording:
        """Return the wording for who looks on a day: that of the day, or of the first day when that lies ahead."""
        return self.requirement.word_on(max(self.since or day, day))


def place_in_time(
    requirement: Requirement, pattern: Sequence[bool | None], days: Sequence[date], today: int
) -> Standing:
    """Return how a requirement stands, from whether its condition holds on each of the days (None: not known).

    today: the place of the day that is asked about.
    """
    runs = _find_runs(pattern)
    current = [run for run in runs if run[1] > today]
    # What was certain in the past says nothing of today when today is not known.
    chosen = next((run for run in current if True in pattern[max(run[0], today) : run[1]]), None)
    if chosen is not None:
        first, end = chosen
        start = first if pattern[today] is True else max(first, today)
        certain = next(place for place in range(start, end) if pattern[place] is True)
        return Standing(
            requirement,
            Applies.YES,
            since=days[first],
            at_latest=days[certain],
            until=days[end] if end < len(days) else None,
            in_force=pattern[today] is True,
        )
    if current:
        return Standing(requirement, Applies.UNKNOWN)
    ended = next((run for run in reversed(runs) if True in pattern[run[0] : run[1]]), None)
    return Standing(requirement, Applies.NO, until=days[ended[1]] if ended else None)


def _find_runs(pattern: Sequence[bool | None]) -> list[tuple[int, int]]:
    """The stretches without a no: first place, and the place after the last."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for place, answer in enumerate((*pattern, False)):
        if answer is False:
            if start is not None:
                runs.append((start, place))
            start = None
        elif start is None:
            start = place
    return runs

"""Which items of two sequences go together: the longest part that both have in the same order.

The greedy method of Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1, 1986), with a
bound on the work, because its worst case grows with the square of the length.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """`size` items that are the same, from `old` in one sequence and from `new` in the other.

    Raises `ValueError` when it is empty or lies before the sequence.
    """

    old: int
    new: int
    size: int

    def __post_init__(self) -> None:
        if self.old < 0 or self.new < 0 or self.size < 1:
            raise ValueError(
                f"a match is at least one item in both sequences, not {self.size} at {self.old}, {self.new}"
            )


class Effort:
    """How much work may still be done, counted in steps so that the same texts always give the same answer.

    Raises `ValueError` when it is negative.
    """

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        if steps < 0:
            raise ValueError("work that may be done is not negative")
        self.left = steps

    def spend(self, steps: int) -> bool:
        """Take `steps` of what is left; say whether there was enough."""
        self.left -= steps
        return self.left >= 0


def align(
    old: Sequence[Hashable], new: Sequence[Hashable], *, most_edits: int, effort: Effort
) -> tuple[Match, ...] | None:
    """Return the matches of the longest common part of `old` and `new`, in order; adjoining ones are joined.

    None when more than `most_edits` items would have to be taken out and put in, or when `effort` runs out: then
    nobody has looked further. Equal ends are found before that and cost no edits.
    """
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shortest - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _align_middle(
        old[start : len(old) - tail], new[start : len(new) - tail], most_edits=most_edits, effort=effort
    )
    if middle is None:
        return None
    found = [Match(0, 0, start)] if start else []
    found += [Match(match.old + start, match.new + start, match.size) for match in middle]
    if tail:
        found.append(Match(len(old) - tail, len(new) - tail, tail))
    return tuple(found)


def _align_middle(
    old: Sequence[Hashable], new: Sequence[Hashable], *, most_edits: int, effort: Effort
) -> list[Match] | None:
    if not old or not new:
        return []
    if not set(old) & set(new):
        return []
    reached: dict[int, int] = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(most_edits, len(old) + len(new)) + 1):
        trace.append({})
        for diagonal in range(-edits, edits + 1, 2):
            goes_down = diagonal == -edits or (
                diagonal != edits and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
            )
            left = reached[diagonal + 1] if goes_down else reached[diagonal - 1] + 1
            right = left - diagonal
            begun = left
            while left < len(old) and right < len(new) and old[left] == new[right]:
                left, right = left + 1, right + 1
            reached[diagonal] = trace[edits][diagonal] = left
            if not effort.spend(1 + left - begun):
                return None
            if left >= len(old) and right >= len(new):
                return _walk_back(trace, len(old), len(new))
    return None


def _walk_back(trace: list[dict[int, int]], left: int, right: int) -> list[Match]:
    """Return the matches on the path that `trace` found to the ends `left` and `right`."""
    found: list[Match] = []
    for edits in range(len(trace) - 1, 0, -1):
        before, diagonal = trace[edits - 1], left - right
        goes_down = diagonal == -edits or (
            diagonal != edits and before.get(diagonal - 1, -1) < before.get(diagonal + 1, -1)
        )
        previous = diagonal + 1 if goes_down else diagonal - 1
        at = before[previous]
        begun = at if goes_down else at + 1
        if left > begun:
            found.append(Match(begun, begun - diagonal, left - begun))
        left, right = at, at - previous
    if left:
        found.append(Match(0, 0, left))
    return _join(reversed(found))


def _join(matches: "reversed[Match]") -> list[Match]:
    joined: list[Match] = []
    for match in matches:
        last = joined[-1] if joined else None
        if last and last.old + last.size == match.old and last.new + last.size == match.new:
            joined[-1] = Match(last.old, last.new, last.size + match.size)
        else:
            joined.append(match)
    return joined

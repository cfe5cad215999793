"""How long something takes: many times, and what 50 and 95 of 100 times stay under."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in milliseconds."""

    milliseconds: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.milliseconds:
            raise ValueError("nothing was measured")

    def percentile(self, share: int) -> float:
        """The shortest duration that `share` of 100 measurements do not exceed (nearest rank)."""
        ranked = sorted(self.milliseconds)
        return ranked[max(0, math.ceil(len(ranked) * share / 100) - 1)]


def measure(actions: Iterable[Callable[[], object]]) -> Timing:
    """Run each action once, in order."""
    durations = []
    for action in actions:
        started = perf_counter()
        action()
        durations.append((perf_counter() - started) * 1000)
    return Timing(tuple(durations))


def join(timings: Sequence[Timing]) -> Timing:
    """All measurements together."""
    return Timing(tuple(one for timing in timings for one in timing.milliseconds))

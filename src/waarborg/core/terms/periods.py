"""Periods of days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start`, inclusive, to `end`, exclusive. No `end` means that it goes on.

    Raises `ValueError` when `end` is not after `start`: a period has at least one day.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} to {self.end}")

    def contains(self, day: date) -> bool:
        """Return whether `day` falls in the period."""
        return self.start <= day and (self.end is None or day < self.end)

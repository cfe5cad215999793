"""Days on a line, as a picture (inline SVG) beside the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, ROW, TOP, LEFT, RIGHT = 900, 26, 34, 12, 24
#: More than twice this would run into each other.
MOST_YEARS = 8


@dataclass(frozen=True)
class Mark:
    """One day on the line: where it stands, and what happens then."""

    day: date
    x: float
    y: float
    label: str
    count: int


@dataclass(frozen=True)
class Year:
    """The beginning of a year on the line."""

    number: int
    x: float


@dataclass(frozen=True)
class Timeline:
    """A picture of days: its size, the years, where today is, and a mark for each day on a row of its own."""

    width: int
    height: int
    years: tuple[Year, ...]
    today_x: float
    marks: tuple[Mark, ...]
    line_y: float


def draw_timeline(events: Sequence[tuple[date, str, int]], *, today: date) -> Timeline | None:
    """A picture of days with a label and how often it occurs, the first first; None when there is nothing ahead."""
    ahead = sorted(event for event in events if event[0] >= today)
    if not ahead:
        return None
    start, end = date(today.year, 1, 1), date(max(ahead[-1][0].year + 1, today.year + 2), 1, 1)
    span = (end - start).days

    def place(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - start).days / span, 1)

    marks = tuple(
        Mark(day, place(day), TOP + ROW * (number + 1), label, count)
        for number, (day, label, count) in enumerate(ahead)
    )
    step = max(1, (end.year - start.year) // MOST_YEARS)
    years = tuple(Year(year, place(date(year, 1, 1))) for year in range(start.year, end.year + 1, step))
    return Timeline(WIDTH, TOP + ROW * (len(ahead) + 1), years, place(today), marks, TOP)

"""What was measured, beside its baseline and its aim, as a table or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.timing import Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number. `more_is_better` for rates; `aim` is the least or the most that it should be."""

    name: str
    value: float
    unit: str = "ms"
    median: float | None = None
    baseline: float | None = None
    baseline_name: str = ""
    aim: float | None = None
    more_is_better: bool = False
    count: int = 0

    @classmethod
    def of(cls, name: str, timing: Timing, **more: Any) -> "Figure":
        """The 95th percentile of durations, with their median."""
        return cls(
            name=name,
            value=timing.percentile(95),
            median=timing.percentile(50),
            count=len(timing.milliseconds),
            **more,
        )

    @property
    def ratio(self) -> float | None:
        """How many times the baseline this is."""
        return self.value / self.baseline if self.baseline else None

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None without one."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.more_is_better else self.value <= self.aim

    def as_json(self) -> dict[str, Any]:
        """The figure as JSON keeps it."""
        return {
            "name": self.name,
            "value": round(self.value, 2),
            "unit": self.unit,
            "median": None if self.median is None else round(self.median, 2),
            "measurements": self.count,
            "baseline": None if self.baseline is None else round(self.baseline, 2),
            "baseline_name": self.baseline_name,
            "ratio": None if self.ratio is None else round(self.ratio, 4),
            "aim": self.aim,
            "met": self.is_met,
        }


def print_json(figures: Sequence[Figure], facts: dict[str, Any]) -> None:
    """Write all figures as one JSON object on standard output."""
    print(json.dumps({**facts, "figures": [figure.as_json() for figure in figures]}, indent=2))


def print_table(figures: Sequence[Figure], facts: dict[str, Any]) -> None:
    """Write all figures as a table on standard output."""
    title = ", ".join(f"{key} {value}" for key, value in facts.items() if not isinstance(value, (list, dict)))
    table = Table(title=title)
    for heading, justify in (
        ("what", "left"),
        ("p95 or value", "right"),
        ("p50", "right"),
        ("times", "right"),
        ("baseline", "right"),
        ("ratio", "right"),
        ("aim", "right"),
        ("met", "left"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]  # one of rich's own words
    for figure in figures:
        table.add_row(
            figure.name,
            f"{figure.value:,.1f} {figure.unit}",
            "" if figure.median is None else f"{figure.median:,.1f}",
            str(figure.count or ""),
            "" if figure.baseline is None else f"{figure.baseline:,.1f} {figure.baseline_name}",
            "" if figure.ratio is None else f"{figure.ratio:.3g}",
            "" if figure.aim is None else f"{'≥' if figure.more_is_better else '≤'} {figure.aim:g}",
            {True: "yes", False: "NO", None: ""}[figure.is_met],
        )
    Console(width=150).print(table)
    for fact in facts.get("left_out", []):
        Console(width=150).print(f"left out: {fact}")

"""What counting asks of an engine: the columns there are, and one grouped count. Engines know nothing of fairness.

An engine groups by values as they stand in the log; what values mean (`Ja`, `1.0`, spaces around a name) is settled
once, in Python, on the few distinct values that come back. So every engine gives the same cells.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import pyarrow as pa

from waarborg.adapters.tables.faults import Stopped


class Kind(StrEnum):
    """What a column holds, whatever an engine calls it."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a log. is_fraction: a number that may be NaN."""

    name: str
    kind: Kind
    is_fraction: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """Group by the values of a column as they are."""

    column: str


@dataclass(frozen=True, slots=True)
class Month:
    """Group by month: the first day of it for a column of days; for text what `days.Style` says of it.

    order: `ymd`, `dmy` or `packed` (20250301) when the days are text, else None. mark: what stands between the parts.
    """

    column: str
    order: str | None = None
    mark: str = "-"


@dataclass(frozen=True, slots=True)
class Bin:
    """Group by equal bins of a number: 0 holds `low`, `bins` - 1 holds `high`; null where there is no number."""

    column: str
    low: float
    high: float
    bins: int
    has_commas: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Of a number, per group: how many rows have one, sum, sum of squares, least, most, and how many texts are none.

    has_commas: text with a comma for decimals, and perhaps points between thousands.
    """

    column: str
    has_commas: bool = False


Key = Plain | Month | Bin

#: The columns that an answer has for the number at place k, after `k0`, `k1`, … for the keys and `n` for the rows.
SUM_PARTS = ("count", "sum", "square", "low", "high", "bad")


@dataclass(frozen=True, slots=True)
class Watch:
    """What a long count tells and asks: progress from 0 to 1, and whether the user wants it to stop."""

    progress: Callable[[float], None] | None = None
    is_stopped: Callable[[], bool] | None = None

    def look(self, share: float) -> None:
        """Tell how far it is. Raises `Stopped` when the user wants it to stop."""
        if self.is_stopped is not None and self.is_stopped():
            raise Stopped
        if self.progress is not None:
            self.progress(share)


#: Nobody looks, and nobody stops it.
UNWATCHED = Watch()


class Source(Protocol):
    """A log that can be counted. Errors of the engine come out as `UnreadableLog`."""

    @property
    def name(self) -> str:
        """What a message calls the log, such as the name of its file."""

    @property
    def engine(self) -> str:
        """`duckdb`, `postgres` or `spark`."""

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns, by name, in their order."""

    def aggregate(self, keys: Sequence[Key], sums: Sequence[Sum], *, most: int, watch: Watch) -> pa.Table:
        """Rows per combination of keys: columns `k0`…, `n`, and `s0_count`… as `SUM_PARTS` says. At most `most` rows."""

    def sample(self, rows: int, names: Sequence[str] | None = None) -> pa.Table:
        """The first `rows` rows, or some, where the log has no order; of the named columns, or all."""

    def find_row(self, column: str, *, has_commas: bool) -> tuple[int | None, str]:
        """Row (from 1; None where rows have no order) and text of the first value that is no number."""

    def versions(self) -> dict[str, str]:
        """The versions of what counted, by name."""

    def close(self) -> None:
        """Let go of connections and working copies; harmless when repeated."""

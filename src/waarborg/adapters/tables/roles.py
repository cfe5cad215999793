"""What each column of a log is for, and how its values must be read."""

from dataclasses import dataclass

from waarborg.core.measurement.cells import PREDICTION, TRUTH
from waarborg.core.terms.text import Text

UNITS = ("year", "quarter", "month", "as it is")
MOST_CELLS, MOST_BINS = 1_000_000, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The columns that are counted. No column may have two roles, but for a score that is binned too.

    by, given: groups, and legitimate grounds. period, step: when, and where in the process. prediction, truth: what
    was decided, and what was so. score, amount: numbers of which the moments are kept. positive, positive_truth: the
    values that mean yes, where the values do not say so themselves. has_classes: prediction and truth are classes,
    whose values stay as they are. unit: `year`, `quarter`, `month`, or `as it is` when a period is no day. bins:
    number of equal bins of the score, 0 for none. most_cells: more combinations than this are refused.
    Raises `ValueError` for a column with two roles, a column called prediction or truth that is something else, an
    unknown unit, or a number that cannot be.
    """

    by: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    period: str | None = None
    step: str | None = None
    prediction: str | None = None
    truth: str | None = None
    score: str | None = None
    amount: str | None = None
    positive: tuple[str, ...] = ()
    positive_truth: tuple[str, ...] = ()
    has_classes: bool = False
    unit: str = "quarter"
    bins: int = 0
    most_cells: int = MOST_CELLS

    def __post_init__(self) -> None:
        named = [name for _, name in self.dimensions()]
        named += [name for name in (self.score, self.amount) if name is not None]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise ValueError(f"a column has one role; given two: {', '.join(twice)}")
        taken = [name for role, name in self.dimensions() if role != name and name in (PREDICTION, TRUTH)]
        if taken:
            raise ValueError(f"a column called {taken[0]} can only be the {taken[0]}; give it another name")
        if self.unit not in UNITS:
            raise ValueError(f"unit is one of {', '.join(UNITS)}, not {self.unit!r}")
        if not 0 <= self.bins <= MOST_BINS or self.most_cells < 1 or (self.bins and self.score is None):
            raise ValueError(f"bins needs a score and is 0 to {MOST_BINS}; most_cells is at least 1")

    def dimensions(self) -> list[tuple[str, str]]:
        """Role and column of all that is grouped by, in the order of the cells."""
        singles = (
            ("period", self.period),
            ("step", self.step),
            ("prediction", self.prediction),
            ("truth", self.truth),
        )
        return [
            *(("by", name) for name in self.by),
            *(("given", name) for name in self.given),
            *((role, name) for role, name in singles if name is not None),
        ]

    def numbers(self) -> list[str]:
        """The columns of which the moments are kept."""
        return [name for name in (self.score, self.amount) if name is not None]


#: What an option is called when a person must be asked for it, on the command line and in Python.
ASK_POSITIVE = Text(
    nl="Noem de waarde die ‘ja’ betekent: --positive WAARDE (Python: positive).",
    en="Name the value that means ‘yes’: --positive VALUE (Python: positive).",
)
ASK_POSITIVE_TRUTH = Text(
    nl="Noem de waarde die ‘ja’ betekent: --positive-truth WAARDE (Python: positive_truth).",
    en="Name the value that means ‘yes’: --positive-truth VALUE (Python: positive_truth).",
)

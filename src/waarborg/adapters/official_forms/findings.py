"""What is told of an official definition that was read: a slip in it, or something that is said otherwise or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.terms.text import Text

#: So many places of one finding are named; the rest is counted.
MOST_NAMED = 6


class Sort(StrEnum):
    """What a finding is about."""

    SLIP = "slip"  # the official file says something that it cannot mean; it is taken as it stands
    REPAIRED = "repaired"  # such a slip, put right because that was asked for
    CHANGED = "changed"  # our form says it in another way
    LOST = "lost"  # our form cannot say it


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file. id: the question or group it belongs to, empty for the whole. path: such as `tasks[3].type`."""

    id: str = ""
    path: str = "$"
    line: int = 1

    def __str__(self) -> str:
        return f"{self.id}, line {self.line}" if self.id else f"{self.path}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is told. blocks: the form asks or concludes something else than the official file because of it."""

    sort: Sort
    spot: Spot
    says: Text
    remedy: Text
    blocks: bool = False
    more: tuple[Spot, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, as people read it; several places one after the other."""
        named = [str(self.spot), *(str(spot) for spot in self.more[: MOST_NAMED - 1])]
        left = len(self.more) + 1 - len(named)
        return "; ".join(named) + (f"; +{left}" if left else "")


class Findings:
    """Collects findings. Those that say the same about several places become one."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}
        self._together: dict[tuple[Sort, str], tuple[Text, Text, list[Spot]]] = {}

    def add(self, sort: Sort, spot: Spot, says: Text, remedy: Text, *, blocks: bool = False) -> None:
        """Tell one thing about one place; what was told of it already is not told again."""
        self._found.setdefault(Finding(sort, spot, says, remedy, blocks))

    def add_to(self, sort: Sort, spot: Spot, says: Text, remedy: Text) -> None:
        """Tell a thing that may hold for many places; they are told together."""
        self._together.setdefault((sort, says.en), (says, remedy, []))[2].append(spot)

    def list(self) -> tuple[Finding, ...]:
        """Return all of them: by sort, and within that in the order of the file."""
        together: Iterable[Finding] = (
            Finding(sort, spots[0], says, remedy, more=tuple(spots[1:]))
            for (sort, _), (says, remedy, spots) in self._together.items()
        )
        order = list(Sort)
        return tuple(
            sorted((*self._found, *together), key=lambda one: (order.index(one.sort), one.spot.line))
        )

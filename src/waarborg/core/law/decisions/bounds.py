"""How far a search goes before it says that it does not know."""

from dataclasses import dataclass


class PastBound(Exception):
    """There are more combinations than the bound allows."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How much work may be done.

    nodes: how many different questions a diagram may have. combinations: how many combinations of answers are
    looked at while it is made. cells: how many values one fact may have.
    """

    nodes: int = 20_000
    combinations: int = 1_000_000
    cells: int = 2_000


#: What is searched where nothing else is asked.
DEFAULT = Bound()

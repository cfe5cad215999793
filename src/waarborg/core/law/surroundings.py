"""The facts within which an expression stands, and what was already worked out there."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from waarborg.core.law.values import UNKNOWN, Outcome, Value

Kept = TypeVar("Kept")


class Surroundings(Generic[Kept]):
    """The facts within which an expression is worked out: those of a record, before those outside.

    The facts are shared, not copied: there may be as many records as there are facts. memo: what was made of a
    fact here, by its name, for whoever works it out.
    """

    __slots__ = ("layers", "memo")

    def __init__(self, *layers: Mapping[str, Value]) -> None:
        self.layers = layers
        self.memo: dict[str, Kept] = {}

    def find(self, name: str) -> Outcome:
        """Return what was given for a fact, from the inside out; unknown when nothing was."""
        for layer in self.layers:
            if name in layer:
                return layer[name]
        return UNKNOWN

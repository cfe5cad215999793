"""What a solver is asked where a diagram is not exact, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from waarborg.core.law.decisions.steps import Program
from waarborg.core.law.values import Kind, Value


class Question(StrEnum):
    """For which values of the leaves: the outcome is true, is false, or the two outcomes of the program differ."""

    TRUE = "true"
    FALSE = "false"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Task:
    """A program, what is asked of it, and the kinds of its leaves.

    on: the day. fewest_changes: whether as few leaves as possible may differ from their present value.
    """

    program: Program
    question: Question
    kinds: Mapping[str, Kind]
    on: date
    fewest_changes: bool = False


@dataclass(frozen=True, slots=True)
class Solution:
    """values: of the leaves, None when there are none of the kind asked for."""

    values: Mapping[str, Value] | None


class Solver(Protocol):
    """Something that can search all numbers and dates, such as an SMT solver."""

    def find(self, task: Task) -> Solution | None:
        """Return values as asked, or that there are none; None when it cannot tell."""

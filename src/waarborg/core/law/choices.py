"""Choices: where the law can be read in more than one way, which reading was taken, and why."""

from dataclasses import dataclass
from datetime import date

from waarborg.core.law.frames import Name
from waarborg.core.law.sources import Source
from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read it. `id` is unique within the choice."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question of interpretation and how it was settled.

    id: unique within the interpretation. question: what the text leaves open. options: two or more readings.
    taken: the id of the option taken, empty while it is open. ground: why. grounds: sources the choice rests on.
    affects: which groups of people notice it. dissent: who saw it otherwise, and why. decided_on, decided_by: when
    and which body. review_on: when it is looked at again. frames: the frames that follow from it.
    Raises `ValueError` with fewer than two options, an option taken that is not there, or a choice taken without
    ground.
    """

    id: str
    question: Text
    options: tuple[Option, ...]
    taken: str = ""
    ground: Text | None = None
    grounds: tuple[Source, ...] = ()
    affects: tuple[Text, ...] = ()
    dissent: Text | None = None
    decided_on: date | None = None
    decided_by: str = ""
    review_on: date | None = None
    frames: tuple[Name, ...] = ()

    def __post_init__(self) -> None:
        ids = [option.id for option in self.options]
        if len(ids) < 2 or len(set(ids)) != len(ids):
            raise ValueError(f"the choice {self.id!r} needs two options or more, each with its own id")
        if self.taken and self.taken not in ids:
            raise ValueError(f"the choice {self.id!r} takes {self.taken!r}; its options are {', '.join(ids)}")
        if self.taken and self.ground is None:
            raise ValueError(f"the choice {self.id!r} says what was taken and not why")
        if self.review_on and self.decided_on and self.review_on <= self.decided_on:
            raise ValueError(f"the choice {self.id!r} is reviewed after it is decided, not before")

    @property
    def is_open(self) -> bool:
        """Whether no reading was taken yet."""
        return not self.taken

    def find_taken(self) -> Option | None:
        """Return the option that was taken; None while the choice is open."""
        return next((option for option in self.options if option.id == self.taken), None)

    def is_due(self, day: date) -> bool:
        """Return whether the choice must be looked at again on a day."""
        return self.review_on is not None and self.review_on <= day

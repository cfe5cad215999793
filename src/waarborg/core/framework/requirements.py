"""Requirements: what a law or a policy asks of an organisation, from when, and how one can see that it is met."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from waarborg.core.framework.parts import Article, Certainty, Evidence, Scope, shorten
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What nobody can say for certain, with the readings that are possible."""

    question: Text
    readings: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a requirement asks during one period, with the articles it rests on."""

    period: Period
    title: Text
    articles: tuple[Article, ...]
    asks: Text
    reason: Text
    consequences: Text
    criteria: tuple[Text, ...]
    evidence: tuple[Evidence, ...]
    certainty: Certainty
    open_question: OpenQuestion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement through time.

    id: URN of the Algoritmekader, or our own. code: the short name, such as `aia-20`, kept because it is asked
    for thousands of times. condition: the fact of the law model that says whether it applies. addressed: to whom
    it speaks. part_of: the broader requirement it belongs to. second_person: whether somebody
    else confirms that it is met. wordings: in the order of time.
    Raises `ValueError` when there is no wording, or periods overlap or leave a hole.
    """

    id: str
    condition: str
    addressed: tuple[str, ...]
    roles: tuple[str, ...]
    phases: tuple[str, ...]
    subjects: tuple[str, ...]
    wordings: tuple[Wording, ...]
    part_of: str = ""
    second_person: bool = False
    scope: Scope = Scope.ALGORITHM
    code: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", shorten(self.id))
        if not self.wordings:
            raise ValueError(f"{self.id} has no wording")
        for earlier, later in pairwise(self.wordings):
            if earlier.period.end != later.period.start:
                raise ValueError(
                    f"{self.id}: the period that ends on {earlier.period.end} is followed by one from {later.period.start}"
                )

    @property
    def period(self) -> Period:
        """The days on which there is a wording."""
        return Period(self.wordings[0].period.start, self.wordings[-1].period.end)

    def word_on(self, day: date) -> Wording:
        """Return the wording of a day; before the first day the first one, after the last day the last one."""
        if day < self.wordings[0].period.start:
            return self.wordings[0]
        return next((item for item in self.wordings if item.period.contains(day)), self.wordings[-1])

    def find_certainty(self) -> Certainty:
        """Return the lowest certainty of its wordings."""
        return max(item.certainty for item in self.wordings)


def group_wordings(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    """Return wordings of one requirement in the order of time."""
    return tuple(sorted(wordings, key=lambda item: item.period.start))

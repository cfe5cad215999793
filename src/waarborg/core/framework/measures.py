"""Measures: what one can do to meet requirements, when, by whom, and how one can see that it is done."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from waarborg.core.framework.parts import Evidence, Scope, shorten
from waarborg.core.terms.text import Text


class Effort(StrEnum):
    """How much work it is: hours, days or weeks."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Origin(StrEnum):
    """Whether a measure is for what the organisation makes, or for what it buys."""

    BUILT = "built"
    BOUGHT = "bought"


class Level(IntEnum):
    """From which weight on a plan asks for a measure: every algorithm; impactful; high risk."""

    ALL = 1
    IMPACT = 2
    HIGH_RISK = 3


@dataclass(frozen=True, slots=True)
class Link:
    """That a measure helps to meet a requirement.

    core: whether the requirement can hardly be met without. reason: why, where the measure does not make it evident.
    added: whether the official set lacks the link. repaired: the name that pointed nowhere in the official set.
    when: the fact of the rules that must be so for this link; empty for always.
    """

    requirement: str
    core: bool = False
    reason: Text | None = None
    added: bool = False
    repaired: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    id: URN of the Algoritmekader, or our own. does: the steps. done_when: the criterion. origin: None for both.
    part_of: the measure under which a plan shows this one as a step. adr, ark: the norms of the audit frameworks of
    Auditdienst Rijk and Algemene Rekenkamer that it answers.
    """

    id: str
    title: Text
    does: Text
    done_when: Text
    reason: Text
    phases: tuple[str, ...]
    roles: tuple[str, ...]
    subjects: tuple[str, ...]
    effort: Effort
    level: Level
    links: tuple[Link, ...]
    scope: Scope = Scope.ALGORITHM
    origin: Origin | None = None
    part_of: str = ""
    adr: tuple[str, ...] = ()
    ark: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def code(self) -> str:
        """The short name: `owp-07`."""
        return shorten(self.id)

    def find_link(self, requirement: str) -> Link | None:
        """Return the link to a requirement, or None."""
        return next((link for link in self.links if link.requirement == requirement), None)

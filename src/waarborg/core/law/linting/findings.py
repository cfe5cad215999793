"""What a check of an interpretation finds. Codes stay the same from version to version; programs may rely on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.law.frames import Name
from waarborg.core.law.sources import Slot
from waarborg.core.terms.text import Text


class Severity(StrEnum):
    """How bad it is: an error makes outcomes wrong or missing, a warning may, a note is for attention."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(StrEnum):
    """What was found. The hundreds are: 1 names, 2 sources and days, 3 acts and duties, 4 conditions, 5 choices."""

    UNDEFINED = "LAW101"
    WRONG_BRACKETS = "LAW102"
    UNUSED_FACT = "LAW103"
    UNREAD_FACT = "LAW104"
    NAMES_ALIKE = "LAW105"
    SAME_FUNCTION = "LAW106"
    RING = "LAW107"
    POSSIBLE_RING = "LAW108"
    UNREADABLE_PART = "LAW109"
    NO_SOURCE = "LAW201"
    UNREADABLE_SOURCE = "LAW202"
    REPAIRABLE_SOURCE = "LAW203"
    CITATION_ONLY = "LAW204"
    OTHER_COLLECTION = "LAW205"
    SOURCE_NOT_VALID = "LAW206"
    NOT_IN_FORCE = "LAW207"
    USED_NOT_IN_FORCE = "LAW208"
    OTHER_DAYS = "LAW209"
    CANNOT_ARISE = "LAW301"
    NOTHING_TO_END = "LAW302"
    NEVER_CREATED = "LAW303"
    DUTY_NEVER_ARISES = "LAW304"
    DUTY_NEVER_ENDS = "LAW305"
    DUTY_NOT_ENFORCED = "LAW306"
    NO_HOLDER = "LAW307"
    NO_CLAIMANT = "LAW308"
    NO_TERM = "LAW309"
    NEVER_TRUE = "LAW401"
    ALWAYS_TRUE = "LAW402"
    REDUNDANT = "LAW403"
    NOT_SETTLED = "LAW404"
    KINDS_DIFFER = "LAW405"
    OPEN_CHOICE = "LAW501"
    REVIEW_DUE = "LAW502"


_ERRORS = frozenset(
    {
        Code.WRONG_BRACKETS,
        Code.RING,
        Code.UNREADABLE_PART,
        Code.CANNOT_ARISE,
        Code.KINDS_DIFFER,
    }
)
_NOTES = frozenset(
    {
        Code.UNREAD_FACT,
        Code.SAME_FUNCTION,
        Code.CITATION_ONLY,
        Code.NOT_IN_FORCE,
        Code.NO_TERM,
        Code.NOT_SETTLED,
    }
)
SEVERITIES: Mapping[Code, Severity] = {
    code: Severity.ERROR if code in _ERRORS else Severity.NOTE if code in _NOTES else Severity.WARNING
    for code in Code
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found.

    frame: where; None when it is about the interpretation as a whole. slot: in which part, None for the whole
    frame. message: what is wrong. remedy: what to do about it. related: other frames that have to do with it.
    subject: what else it is about: the identifier of a source or the id of a choice.
    """

    code: Code
    message: Text
    remedy: Text
    frame: Name | None = None
    slot: Slot | None = None
    related: tuple[Name, ...] = ()
    subject: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is, which follows from the code."""
        return SEVERITIES[self.code]


def count_codes(findings: tuple[Finding, ...]) -> dict[str, int]:
    """Return how often each code was found, in the order of the codes; codes that were not found are left out."""
    counts = {code.value: 0 for code in Code}
    for finding in findings:
        counts[finding.code.value] += 1
    return {code: count for code, count in counts.items() if count}

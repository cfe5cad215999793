"""Why something cannot be done with an assessment, in words."""

from dataclasses import dataclass

from waarborg.apps.assessments.models import AnswerRow
from waarborg.core.profile.values import Fault
from waarborg.core.terms.text import Text


class Refused(ValueError):
    """Something that cannot be done; `field` says what to change, `reason` why."""

    def __init__(self, reason: Text, field: str = "") -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.field = field


class AnswerRefused(Refused):
    """An answer that does not fit its question; `faults` say why."""

    def __init__(self, place: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].message, place)
        self.faults = faults


@dataclass(frozen=True)
class Conflict:
    """Two people answered the same question at once. ours: what was not saved. theirs: what stands there now."""

    place: str
    ours: object
    theirs: AnswerRow

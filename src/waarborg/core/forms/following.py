"""What follows from the answers: outcomes, answers that do not go together, and who must advise or sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.forms.forms import Check, Outcome, Slot
from waarborg.core.forms.reading import Reading, list_waiting
from waarborg.core.law.evaluation import Conclusion


class Holds(StrEnum):
    """Whether a condition holds: yes, no, or not known yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Followed:
    """An outcome, with the steps that led there. waits_for: what would settle it, when it is not known."""

    outcome: Outcome
    holds: Holds
    conclusion: Conclusion
    waits_for: tuple[str, ...] = ()


def list_outcomes(reading: Reading) -> tuple[Followed, ...]:
    """Return every outcome of the form, with whether it holds and why, in the order of the form."""
    return tuple(_follow(outcome, reading.conclude(outcome.when)) for outcome in reading.form.outcomes)


def _follow(outcome: Outcome, conclusion: Conclusion) -> Followed:
    holds = judge(conclusion)
    return Followed(outcome, holds, conclusion, list_waiting(conclusion) if holds is Holds.UNKNOWN else ())


def judge(conclusion: Conclusion) -> Holds:
    """Return whether a condition holds; one that does not fit its facts is not known."""
    if conclusion.value is True:
        return Holds.YES
    return Holds.NO if conclusion.value is False else Holds.UNKNOWN


def list_findings(reading: Reading) -> tuple[Check, ...]:
    """Return the checks of the form whose answers do not go together. What is not known yet is no finding."""
    return tuple(check for check in reading.form.checks if reading.conclude(check.when).value is True)


def list_slots(reading: Reading) -> Iterator[tuple[Slot, Holds]]:
    """Yield who must advise, consent or sign, with whether that is asked; left out when it is not."""
    for slot in reading.form.signatures:
        holds = judge(reading.conclude(slot.when)) if slot.when is not None else Holds.YES
        if holds is not Holds.NO:
            yield slot, holds

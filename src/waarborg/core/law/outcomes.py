"""What operators share: lists taken apart, and what happens when a part is missing."""

from collections.abc import Callable, Iterator, Sequence

from waarborg.core.law.expressions import Operation
from waarborg.core.law.values import UNKNOWN, Fault, Kind, Outcome, Record, Value, is_known, kind_of

Outcomes = Sequence[Outcome]
_WORDS = {Kind.BOOLEAN: "a yes or a no", Kind.MONEY: "an amount of money", Kind.IDENTITY: "a person or body"}


def flatten(outcomes: Outcomes) -> Iterator[Outcome]:
    """Yield parts and the items of lists among them; what was created stays one answer."""
    for outcome in outcomes:
        if isinstance(outcome, tuple) and not (outcome and all(isinstance(item, Record) for item in outcome)):
            yield from outcome
        else:
            yield outcome


def name(outcome: Outcome) -> str:
    """Return what kind of outcome it is, in words."""
    return _WORDS.get(kind_of(outcome), f"a {kind_of(outcome)}") if is_known(outcome) else "nothing"


def find_missing(outcomes: Outcomes) -> Fault | bool:
    """Return the fault among the outcomes; else whether one is unknown."""
    unknown = False
    for outcome in outcomes:
        if isinstance(outcome, Fault):
            return outcome
        unknown = unknown or outcome is UNKNOWN
    return unknown


def strict(work: Callable[[Operation, Sequence[Value]], Outcome]) -> Callable[[Operation, Outcomes], Outcome]:
    """Make work on values into work on outcomes. Only for known parts: a fault stays a fault, and unknown stays unknown."""

    def wrapped(operation: Operation, outcomes: Outcomes) -> Outcome:
        missing = find_missing(outcomes)
        if isinstance(missing, Fault):
            return missing
        if missing:
            return UNKNOWN
        return work(operation, [outcome for outcome in outcomes if is_known(outcome)])

    return wrapped

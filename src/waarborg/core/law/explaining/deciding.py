"""Which parts decide a conclusion: the failed conditions where all must hold, the one that holds where one is enough."""

from collections.abc import Sequence

from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.expressions import Operation, Operator
from waarborg.core.law.outcomes import flatten
from waarborg.core.law.values import UNKNOWN, Fault, Outcome, holds


def answer_of(operator: Operator, outcome: Outcome) -> Outcome:
    """Return what one part says to AND or OR: true, false, unknown, or else that it says neither.

    A list counts as its items together: for OR, one that is true is enough.
    """
    answers = [holds(item) for item in flatten([outcome])]
    decisive = operator is Operator.OR
    if any(answer is decisive for answer in answers):
        return decisive
    if UNKNOWN in answers:
        return UNKNOWN
    faulty = next((answer for answer in answers if not isinstance(answer, bool)), None)
    return not decisive if faulty is None else Fault("not_boolean", "a condition is a yes or a no")


def list_decisive(conclusion: Conclusion) -> Sequence[Conclusion]:
    """Return the parts without which the conclusion would not stand, in their order."""
    expression, parts, value = conclusion.expression, conclusion.parts, conclusion.value
    if isinstance(expression, Operation):
        if expression.operator in (Operator.AND, Operator.OR):
            return _list_decisive_conditions(expression.operator, conclusion)
        if expression.operator is Operator.IF:
            return _list_decisive_branches(conclusion)
    if value is UNKNOWN:
        return [part for part in parts if part.value is UNKNOWN] or parts
    if isinstance(value, Fault):
        return [part for part in parts if isinstance(part.value, Fault)] or parts
    return parts


def _list_decisive_conditions(operator: Operator, conclusion: Conclusion) -> Sequence[Conclusion]:
    parts, value = conclusion.parts, conclusion.value
    answers = [answer_of(operator, part.value) for part in parts]
    if isinstance(value, Fault):
        return [part for part, answer in zip(parts, answers, strict=True) if isinstance(answer, Fault)]
    return [part for part, answer in zip(parts, answers, strict=True) if answer is value]


def _list_decisive_branches(conclusion: Conclusion) -> Sequence[Conclusion]:
    condition, then, otherwise = conclusion.parts
    answer = holds(condition.value)
    if answer is True:
        return (condition, then)
    if answer is False:
        return (condition, otherwise)
    return (
        (condition,)
        if conclusion.value is UNKNOWN or isinstance(conclusion.value, Fault)
        else (then, otherwise)
    )

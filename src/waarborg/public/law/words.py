"""What a condition or a calculation says, in words, whatever the facts are: one clause on each line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from waarborg.core.law.evaluation import Conclusion, CyclicFacts, Evaluation, Situation
from waarborg.core.law.explaining.naming import Names
from waarborg.core.law.explaining.phrases import POINT_BELOW, Phrasing
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operation,
    Operator,
)
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Kind
from waarborg.public.law.library import say

#: A condition with more lines than this is read in the notation.
MOST_LINES = 60


@dataclass(frozen=True)
class Clause:
    """One line, with how deep it lies."""

    text: str
    depth: int


class _NoWordsError(ValueError):
    """There are no words for this; the notation says it."""


@dataclass(frozen=True)
class _Item:
    conclusion: Conclusion
    depth: int
    is_turned: bool = False
    before: str = ""


def put_in_words(interpretation: Interpretation, expression: Expression, on: date) -> tuple[Clause, ...]:
    """Return an expression in words, line by line; nothing where there are no good words for it."""
    situation = Situation(values={}, on=on)
    try:
        conclusion = Evaluation(interpretation, situation).conclude(expression)
        return tuple(_write(Phrasing(Names(interpretation, on)), conclusion))
    except (CyclicFacts, _NoWordsError):
        return ()


def _write(phrasing: Phrasing, conclusion: Conclusion) -> Iterator[Clause]:
    todo = [_Item(conclusion, 0)]
    lines = 0
    while todo:
        item = todo.pop()
        lines += 1
        if lines > MOST_LINES:
            raise _NoWordsError("too many lines")
        text, below = _say(phrasing, item)
        if text:
            text = f"{item.before} {text}".strip()
            yield Clause(text[:1].upper() + text[1:], item.depth)
        todo.extend(reversed(below))


def _say(phrasing: Phrasing, item: _Item) -> tuple[str, list[_Item]]:
    """The words of one step, and the steps that stand below it."""
    expression, parts = item.conclusion.expression, item.conclusion.parts
    match expression:
        case Operation(operator=Operator.NOT):
            return "", [_Item(parts[0], item.depth, not item.is_turned, item.before)]
        case Operation(operator=Operator.AND | Operator.OR) if len(parts) == 1:
            return "", [_Item(parts[0], item.depth, item.is_turned, item.before)]
        case Operation(operator=Operator.AND | Operator.OR as operator):
            heading = _say_heading(operator, is_turned=item.is_turned)
            return heading, [_Item(part, item.depth + 1) for part in parts]
        case Operation(operator=Operator.IF) if not item.is_turned:
            condition, then, otherwise = parts
            return "", [
                _Item(condition, item.depth, before=_("if this holds:")),
                _Item(then, item.depth, before=_("then:")),
                _Item(otherwise, item.depth, before=_("otherwise:")),
            ]
        case Operation(operator=Operator.LESS_THAN | Operator.AT_MOST | Operator.EQUAL | Operator.MEMBER):
            return _compare(phrasing, item), []
        case Is(identity=identity):
            return _("anybody") if identity is None else _("only %(party)s") % {"party": identity.id}, []
        case Creation():
            return _("it is there from the moment that an act makes it arise"), []
    words = _phrase(phrasing, item.conclusion)
    return (_("not: %(words)s") % {"words": words} if item.is_turned else words), []


def _say_heading(operator: Operator, *, is_turned: bool) -> str:
    if operator is Operator.AND:
        return _("not all of these hold:") if is_turned else _("all of these hold:")
    return _("none of these holds:") if is_turned else _("at least one of these holds:")


def _phrase(phrasing: Phrasing, conclusion: Conclusion) -> str:
    words = phrasing.phrase(conclusion).words
    if words == POINT_BELOW or POINT_BELOW.nl in words.nl:
        raise _NoWordsError("part of it has no words")
    return say(words)


def _compare(phrasing: Phrasing, item: _Item) -> str:
    left, right = item.conclusion.parts
    expression = item.conclusion.expression
    assert isinstance(expression, Operation)  # the caller looked at its operator
    if expression.operator is Operator.EQUAL:
        template = _("%(left)s is not %(right)s") if item.is_turned else _("%(left)s is %(right)s")
    elif expression.operator is Operator.MEMBER:
        template = _("%(left)s is not in %(right)s") if item.is_turned else _("%(left)s is in %(right)s")
    else:
        is_strict, is_above = expression.operator is Operator.LESS_THAN, False
        if item.is_turned:
            is_strict, is_above = not is_strict, True
        if _fixedness(left) > _fixedness(right):
            left, right, is_above = right, left, not is_above
        template = _order(is_strict=is_strict, is_above=is_above, is_day=_is_day(left) or _is_day(right))
    if expression.operator is Operator.EQUAL and _fixedness(left) > _fixedness(right):
        left, right = right, left
    return template % {"left": _phrase(phrasing, left), "right": _phrase(phrasing, right)}


def _order(*, is_strict: bool, is_above: bool, is_day: bool) -> str:
    if is_day:
        words = {
            (True, False): _("%(left)s is before %(right)s"),
            (True, True): _("%(left)s is after %(right)s"),
            (False, False): _("%(left)s is no later than %(right)s"),
            (False, True): _("%(left)s is no earlier than %(right)s"),
        }
    else:
        words = {
            (True, False): _("%(left)s is lower than %(right)s"),
            (True, True): _("%(left)s is higher than %(right)s"),
            (False, False): _("%(left)s is at most %(right)s"),
            (False, True): _("%(left)s is at least %(right)s"),
        }
    return words[is_strict, is_above]


def _fixedness(conclusion: Conclusion) -> int:
    """How little can change in one side: a value that is written out stands last, the reference date before it."""
    return {Literal: 2, EvaluationDate: 1}.get(type(conclusion.expression), 0)


def _is_day(conclusion: Conclusion) -> bool:
    frame = conclusion.frame
    return conclusion.expression.kind is Kind.DATE or (frame is not None and frame.kind is Kind.DATE)

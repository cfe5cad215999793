"""Comparisons in words: which of two is lower or earlier, whether they are equal, whether one is in a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.clauses import Clause
from waarborg.core.law.explaining.phrases import Phrasing
from waarborg.core.law.explaining.templates import fill
from waarborg.core.law.expressions import EvaluationDate, Literal, Operation, Operator
from waarborg.core.law.values import UNKNOWN, Kind, Outcome
from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Relation:
    """How two things that can be put in order must lie: `above` or below, and whether equal is not enough."""

    strict: bool
    above: bool

    def opposite(self) -> "Relation":
        """Return what holds when this does not."""
        return Relation(not self.strict, not self.above)


_NUMBERS: Mapping[Relation, Text] = {
    Relation(strict=True, above=False): Text(nl="lager dan", en="lower than"),
    Relation(strict=True, above=True): Text(nl="hoger dan", en="higher than"),
    Relation(strict=False, above=False): Text(nl="ten hoogste", en="at most"),
    Relation(strict=False, above=True): Text(nl="ten minste", en="at least"),
}
_DATES: Mapping[Relation, Text] = {
    Relation(strict=True, above=False): Text(nl="eerder dan", en="earlier than"),
    Relation(strict=True, above=True): Text(nl="later dan", en="later than"),
    Relation(strict=False, above=False): Text(nl="niet later dan", en="no later than"),
    Relation(strict=False, above=True): Text(nl="niet eerder dan", en="no earlier than"),
}
#: A limit that is just not enough: equal, where lower or higher is asked.
_NUMBERS_EQUAL: Mapping[bool, Text] = {
    False: Text(nl="dus niet lager", en="so not lower"),
    True: Text(nl="dus niet hoger", en="so not higher"),
}
_DATES_EQUAL: Mapping[bool, Text] = {
    False: Text(nl="dus niet eerder", en="so not earlier"),
    True: Text(nl="dus niet later", en="so not later"),
}
_LIES = Text(nl="{subject} is {relation} {limit}", en="{subject} is {relation} {limit}")
_DOES_IT_LIE = Text(nl="is {subject} {relation} {limit}", en="is {subject} {relation} {limit}")
_IS_EQUAL_SO = Text(nl="{subject} is gelijk aan {limit} en {so}", en="{subject} is equal to {limit} and {so}")

_IS = Text(nl="{subject} is {value}", en="{subject} is {value}")
_IS_NOT = Text(nl="{subject} is niet gelijk aan {value}", en="{subject} is not equal to {value}")
_IS_EQUAL = Text(nl="{subject} is gelijk aan {value}", en="{subject} is equal to {value}")
_IS_IT = Text(nl="is {subject} gelijk aan {value}", en="is {subject} equal to {value}")
_MEMBER: Mapping[bool, Text] = {
    True: Text(nl="{subject} staat in {whole}", en="{subject} is in {whole}"),
    False: Text(nl="{subject} staat niet in {whole}", en="{subject} is not in {whole}"),
}
_IS_IT_MEMBER = Text(nl="staat {subject} in {whole}", en="is {subject} in {whole}")
_IN_PERIOD: Mapping[bool, Text] = {
    True: Text(nl="{subject} valt in {whole}", en="{subject} falls in {whole}"),
    False: Text(nl="{subject} valt buiten {whole}", en="{subject} falls outside {whole}"),
}

COMPARISONS = frozenset({Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST, Operator.MEMBER})


def is_comparison(conclusion: Conclusion) -> bool:
    """Return whether two things are compared."""
    expression = conclusion.expression
    return isinstance(expression, Operation) and expression.operator in COMPARISONS


def look_through(conclusion: Conclusion) -> tuple[Conclusion, bool]:
    """Return a conclusion and whether it is turned around: "not lower than" is one comparison, not two steps."""
    expression = conclusion.expression
    if (
        isinstance(expression, Operation)
        and expression.operator is Operator.NOT
        and is_comparison(conclusion.parts[0])
    ):
        return conclusion.parts[0], True
    return conclusion, False


def say_comparison(phrasing: Phrasing, conclusion: Conclusion, *, turned: bool) -> Clause:
    """Return a comparison in words: how it is, or, while that is unknown, the question."""
    operation = conclusion.expression
    assert isinstance(operation, Operation)  # `is_comparison` says so
    match operation.operator:
        case Operator.EQUAL:
            return _say_equal(phrasing, conclusion)
        case Operator.MEMBER:
            return _say_member(phrasing, conclusion)
        case Operator.LESS_THAN:
            return _say_order(phrasing, conclusion, Relation(strict=True, above=False), turned=turned)
    return _say_order(phrasing, conclusion, Relation(strict=False, above=False), turned=turned)


def _is_fixed(conclusion: Conclusion) -> bool:
    return isinstance(conclusion.expression, Literal | EvaluationDate)


def _say_order(phrasing: Phrasing, conclusion: Conclusion, relation: Relation, *, turned: bool) -> Clause:
    subject, limit = conclusion.parts
    value = conclusion.value
    if turned:
        relation, value = relation.opposite(), (value if value is UNKNOWN else not value)
    if _is_fixed(subject) and not _is_fixed(limit):
        subject, limit = limit, subject
        relation = Relation(relation.strict, not relation.above)
    of_dates = _is_date(subject) or _is_date(limit)
    words = _DATES if of_dates else _NUMBERS
    parts = {"subject": phrasing.phrase(subject).with_value, "limit": phrasing.phrase(limit).with_value}
    if value is UNKNOWN:
        return Clause(fill(_DOES_IT_LIE, relation=words[relation], **parts), is_question=True)
    if value is False and relation.strict and subject.value == limit.value:
        so = (_DATES_EQUAL if of_dates else _NUMBERS_EQUAL)[relation.above]
        return Clause(fill(_IS_EQUAL_SO, so=so, **parts))
    if value is False:
        # Equal is told above, so what remains is strict: "higher", where "at least" would be true as well.
        relation = Relation(strict=True, above=not relation.above)
    return Clause(fill(_LIES, relation=words[relation], **parts))


def _is_date(conclusion: Conclusion) -> bool:
    frame = conclusion.frame
    return (
        isinstance(conclusion.value, date)
        or conclusion.expression.kind is Kind.DATE
        or (frame is not None and frame.kind is Kind.DATE)
    )


def _say_equal(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    subject, other = conclusion.parts
    if _is_fixed(subject) and not _is_fixed(other):
        subject, other = other, subject
    left, right = phrasing.phrase(subject), phrasing.phrase(other)
    if conclusion.value is UNKNOWN:
        return Clause(fill(_IS_IT, subject=left.with_value, value=right.with_value), is_question=True)
    if conclusion.value is not True:
        return Clause(fill(_IS_NOT, subject=left.with_value, value=right.with_value))
    template = _IS if _is_fixed(other) else _IS_EQUAL
    return Clause(fill(template, subject=left.words, value=right.with_value))


def _say_member(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    item, among = conclusion.parts
    subject, whole = phrasing.phrase(item), phrasing.phrase(among)
    parts = {"subject": subject.with_value, "whole": whole.with_value}
    answer: Outcome = conclusion.value
    if answer is UNKNOWN:
        return Clause(fill(_IS_IT_MEMBER, **parts), is_question=True)
    words = _MEMBER if isinstance(among.value, tuple) else _IN_PERIOD
    return Clause(fill(words[answer is True], **parts))

"""What stands for a part of a rule inside a sentence: its name, its figures, and the sum that gave them.

A part that is a small calculation is written out on the spot; a larger one becomes "the point below" and gets a
sentence of its own. So a sentence stays short however large the rule is, and nothing here calls itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.explaining.naming import Names
from waarborg.core.law.explaining.sums import (
    LOOSENESS,
    SYMBOLS,
    Term,
    list_terms,
    write_sum_in_figures,
    write_sum_in_words,
)
from waarborg.core.law.explaining.templates import fill, put_together
from waarborg.core.law.explaining.wordings import THE_LIST, WORDED, put_in_words
from waarborg.core.law.expressions import EvaluationDate, Literal, Operation, Projection, Reference, Scope
from waarborg.core.law.values import Fault, Record, is_known
from waarborg.core.terms.text import Text

#: A part of more steps than this is not written out on the spot.
MOST_STEPS = 7

POINT_BELOW = Text(nl="het punt hieronder", en="the point below")
THE_DAY = Text(nl="de peildatum", en="the reference date")
_WITH_VALUE = Text(nl="{words} ({outcome})", en="{words} ({outcome})")
_OF = Text(nl="{inner} van {outer}", en="{inner} of {outer}")
_ALL_OF = Text(nl="de hele lijst van {inner}", en="the whole list of {inner}")
_SOME_OF = Text(nl="een deel van de lijst van {inner}", en="a part of the list of {inner}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part inside a sentence.

    words: what it is. figures: what stands for it in a sum; None where it has no value to show. value: what it
    comes to, when `figures` is itself a sum. looseness: as in `sums`.
    """

    words: Text
    figures: Text | None = None
    value: Text | None = None
    looseness: int = 0

    @property
    def outcome(self) -> Text | None:
        """What it comes to, with the sum that gave it: `1.200 + 150 = 1.350`."""
        if self.figures is None or self.value is None:
            return self.figures
        return put_together(self.figures, self.value, between=" = ")

    @property
    def with_value(self) -> Text:
        """The words and the outcome: `“loon” (1.200)`, or `“loon” + “toeslag” (1.200 + 150 = 1.350)`."""
        outcome = self.outcome
        if outcome is None:
            return self.words
        if self.words == self.figures:
            return outcome
        return fill(_WITH_VALUE, words=self.words, outcome=outcome)


def is_sum(conclusion: Conclusion) -> bool:
    """Return whether it is a sum, difference or product, which figures can show."""
    expression = conclusion.expression
    return isinstance(expression, Operation) and expression.operator in SYMBOLS


def is_calculation(conclusion: Conclusion) -> bool:
    """Return whether it works out a value, so that its words name a thing."""
    expression = conclusion.expression
    return isinstance(expression, Operation) and (
        expression.operator in SYMBOLS or expression.operator in WORDED
    )


def is_small(conclusion: Conclusion) -> bool:
    """Return whether a calculation can be written out inside a sentence about something else."""
    todo, steps = [conclusion], 0
    while todo:
        item = todo.pop()
        steps += 1
        if steps > MOST_STEPS:
            return False
        if is_calculation(item):
            todo.extend(item.parts)
    return True


def is_written_out(conclusion: Conclusion) -> bool:
    """Return whether the sentence around it shows the whole sum, so that it needs no sentence of its own."""
    return is_sum(conclusion) and not isinstance(conclusion.value, Fault) and is_small(conclusion)


class Phrasing:
    """Phrases for the conclusions of one interpretation."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def phrase(self, conclusion: Conclusion) -> Phrase:
        """Return the phrase for a part of something else."""
        if is_calculation(conclusion) and is_small(conclusion):
            return self.write_out(conclusion)
        return self._phrase_single(conclusion)

    def write_out(self, conclusion: Conclusion) -> Phrase:
        """Return the phrase for a calculation, with its parts written out as far as they are small."""
        order: list[Conclusion] = []
        todo = [conclusion]
        while todo:
            item = todo.pop()
            order.append(item)
            if item is conclusion or (is_calculation(item) and is_small(item)):
                todo.extend(item.parts)
        made: dict[int, Phrase] = {}
        for item in reversed(order):
            inner = [made[id(part)] for part in item.parts if id(part) in made]
            whole = is_calculation(item) and len(inner) == len(item.parts)
            made[id(item)] = _combine(item, inner) if whole else self._phrase_single(item)
        return made[id(conclusion)]

    def _phrase_single(self, conclusion: Conclusion) -> Phrase:
        value = conclusion.value
        shown = write_value(value) if is_known(value) and not isinstance(value, Record) else None
        match conclusion.expression:
            case Reference():
                return Phrase(self.names.quote_conclusion(conclusion), shown)
            case Literal():
                return Phrase(THE_LIST if isinstance(value, tuple) else write_value(value), shown)
            case EvaluationDate():
                return Phrase(THE_DAY, shown)
            case Projection() as projection:
                return Phrase(self.name_projection(projection), shown)
        return Phrase(POINT_BELOW, shown)

    def name_projection(self, projection: Projection) -> Text:
        """Return what a projection gives: `“naam” van “gegevens” van “aanvraag”`."""
        operand = projection.operand
        words = self.names.quote_fact(operand.name) if isinstance(operand, Reference) else POINT_BELOW
        for name in reversed(projection.path):
            words = fill(_OF, inner=words, outer=self.names.quote_fact(name))
        if projection.scope is Scope.SINGLE:
            return words
        return fill(_ALL_OF if projection.scope is Scope.ALL else _SOME_OF, inner=words)


def _combine(conclusion: Conclusion, parts: Sequence[Phrase]) -> Phrase:
    """A calculation from the phrases of its parts."""
    operation = conclusion.expression
    assert isinstance(operation, Operation)  # `is_calculation` says so
    operator = operation.operator
    value = write_value(conclusion.value) if is_known(conclusion.value) else None
    if operator not in SYMBOLS:
        words = put_in_words(operation, [part.words for part in parts], of_dates=compares_dates(conclusion))
        return Phrase(words, value)
    words = write_sum_in_words(operator, [Term(part.words, part.looseness) for part in parts])
    looseness = LOOSENESS[operator] if len(parts) > 1 else 0
    if value is None:
        return Phrase(words, looseness=looseness)
    figures = write_sum_in_figures(
        operator,
        [
            term
            for phrase, part in zip(parts, conclusion.parts, strict=True)
            for term in list_terms(part.value, Term(phrase.figures or value, phrase.looseness))
        ],
    )
    return Phrase(words, value) if figures is None else Phrase(words, figures, value, looseness)


def compares_dates(conclusion: Conclusion) -> bool:
    """Return whether the values that a conclusion rests on are dates, as far as they are known."""
    return any(
        isinstance(item, date)
        for part in conclusion.parts
        for item in (part.value[:1] if isinstance(part.value, tuple) else (part.value,))
    )

"""Sums, differences and products as they stand on paper: `1.200 + 150`, `(3 − 1) × € 2,00`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from waarborg.core.law.explaining.figures import MINUS, write_value
from waarborg.core.law.explaining.templates import fill, join_figures
from waarborg.core.law.expressions import Operator
from waarborg.core.law.values import Outcome
from waarborg.core.terms.text import Text

SYMBOLS: Mapping[Operator, str] = {Operator.SUM: "+", Operator.DIFFERENCE: MINUS, Operator.PRODUCT: "×"}
#: How loosely the parts hang together; a looser part inside a tighter sum gets parentheses.
LOOSENESS: Mapping[Operator, int] = {Operator.SUM: 2, Operator.DIFFERENCE: 2, Operator.PRODUCT: 1}

_IN_PARENTHESES = Text(nl="({inner})", en="({inner})")
_SINGLE: Mapping[Operator, Text] = {
    Operator.SUM: Text(nl="de som van {only}", en="the sum of {only}"),
    Operator.PRODUCT: Text(nl="het product van {only}", en="the product of {only}"),
}
_NONE: Mapping[Operator, Text] = {
    Operator.SUM: Text(nl="een lege som", en="an empty sum"),
    Operator.PRODUCT: Text(nl="een leeg product", en="an empty product"),
}
#: Of a long list no more is looked at than can be shown: its beginning and its end.
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a sum, with how loosely its own parts hang together: 0 for a single name or figure."""

    text: Text
    looseness: int = 0


def write_sum_in_words(operator: Operator, terms: Sequence[Term]) -> Text:
    """Return a sum with names for its parts: `“loon” + “toeslag”`."""
    if not terms:
        return _NONE[operator]
    if len(terms) == 1:
        return fill(_SINGLE[operator], only=terms[0].text)
    return _join(operator, terms)


def write_sum_in_figures(operator: Operator, terms: Sequence[Term]) -> Text | None:
    """Return a sum with figures for its parts; None when there is nothing to add up or multiply."""
    return _join(operator, terms) if len(terms) > 1 else None


def list_terms(value: Outcome, term: Term) -> Iterable[Term]:
    """Return what a part adds to a sum: itself, or each item of a list."""
    if not isinstance(value, tuple):
        return (term,)
    shown = value if len(value) <= _MOST_SHOWN else (*value[: _MOST_SHOWN - 1], value[-1])
    return (Term(write_value(item)) for item in shown)


def set_apart(term: Term, *, most: int = 0) -> Text:
    """Return a term, in parentheses when its parts hang together more loosely than `most`."""
    return fill(_IN_PARENTHESES, inner=term.text) if term.looseness > most else term.text


def _join(operator: Operator, terms: Sequence[Term]) -> Text:
    own = LOOSENESS[operator]
    texts = []
    for position, term in enumerate(terms):
        # What is taken off, is taken off as a whole: 5 − (3 − 1).
        most = own - 1 if operator is Operator.DIFFERENCE and position else own
        is_negative = position > 0 and term.text.nl.startswith(MINUS)
        texts.append(set_apart(term, most=-1 if is_negative else most))
    return join_figures(texts, SYMBOLS[operator])

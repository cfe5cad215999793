"""How a value was worked out: the rule in words, and then in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.figures import write_date, write_value
from waarborg.core.law.explaining.phrases import Phrase, Phrasing, compares_dates, is_calculation, is_sum
from waarborg.core.law.explaining.sums import Term, set_apart
from waarborg.core.law.explaining.templates import fill, same
from waarborg.core.law.explaining.wordings import name_rounding, put_in_words
from waarborg.core.law.expressions import (
    Creation,
    Operation,
    Operator,
    Reference,
    Rounding,
    TermRule,
)
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.values import Money, Outcome, is_known
from waarborg.core.terms.legal_terms import add_length
from waarborg.core.terms.text import Text
from waarborg.core.terms.working_days import is_working_day

_SAME_AS = Text(nl="hetzelfde als {other}", en="the same as {other}")
_COMES_TO = Text(nl=": {value}", en=": {value}")
_EQUALS = Text(nl=" = {value}", en=" = {value}")
_SO_BY = Text(nl=", dus uiterlijk {day}", en=", so by {day} at the latest")
_QUOTIENT = Text(
    nl=": {first} ÷ {second} {sign} {value}, {rounding}", en=": {first} ÷ {second} {sign} {value}, {rounding}"
)
_BECOMES = Text(nl=": {first} wordt {value}", en=": {first} becomes {value}")
_NEXT_WORKING_DAY = Text(
    nl="Zo nodig geldt de eerstvolgende werkdag.", en="If necessary the next working day counts."
)
_IS_WORKING_DAY = Text(nl="Dat is een werkdag.", en="That is a working day.")
_MOVED_TO_WORKING_DAY = Text(
    nl="De termijn liep tot en met {day}, en dat is geen werkdag. Daarom telt de eerstvolgende werkdag.",
    en="The term ran up to and including {day}, and that is not a working day. So the next working day counts.",
)
_MOVED_FOR_TWO_WORKING_DAYS = Text(
    nl="De termijn moet ten minste twee werkdagen hebben. Daarom eindigt die niet op {day}.",
    en="The term must have at least two working days. So it does not end on {day}.",
)
_STILL_TO_ARISE = Text(nl="iets dat nog moet ontstaan", en="something that still has to arise")
#: The BWB-id of the Algemene termijnenwet.
GENERAL_TERMS_ACT = "BWBR0002448"
_ACT = "Algemene termijnenwet"
#: On these the end of a term rests: art. 1 moves it on, art. 2 gives two working days.
NEXT_WORKING_DAY = Source(SourceKind.BWB, f"artikel 1 {_ACT}", f"jci1.3:c:{GENERAL_TERMS_ACT}&artikel=1")
TWO_WORKING_DAYS = Source(SourceKind.BWB, f"artikel 2 {_ACT}", f"jci1.3:c:{GENERAL_TERMS_ACT}&artikel=2")


@dataclass(frozen=True, slots=True)
class Calculation:
    """How something was worked out.

    words: what it is, such as `“loon” + “toeslag”`. result: what follows the words, such as `: 1 + 2 = 3`; None while
    there is no value. remark: a sentence to go with it. sources: on which that remark rests.
    """

    words: Text
    result: Text | None = None
    remark: Text | None = None
    sources: tuple[Source, ...] = ()


def say_calculation(phrasing: Phrasing, conclusion: Conclusion) -> Calculation:
    """Return how a conclusion was worked out that is not a clause."""
    expression, value = conclusion.expression, conclusion.value
    if is_sum(conclusion):
        return _say_sum(phrasing.write_out(conclusion))
    if isinstance(expression, Operation) and is_calculation(conclusion):
        parts = [phrasing.phrase(part) for part in conclusion.parts]
        return _say_operation(expression, conclusion, parts)
    result = fill(_COMES_TO, value=write_value(value)) if is_known(value) else None
    match expression:
        case Reference():
            return Calculation(fill(_SAME_AS, other=phrasing.names.quote_conclusion(conclusion)), result)
        case Creation():
            return Calculation(_STILL_TO_ARISE)
    return Calculation(phrasing.phrase(conclusion).words, result)


def _say_sum(phrase: Phrase) -> Calculation:
    if phrase.outcome is None:
        return Calculation(phrase.words)
    if phrase.value is not None and phrase.words == phrase.figures:
        return Calculation(phrase.words, fill(_EQUALS, value=phrase.value))
    return Calculation(phrase.words, fill(_COMES_TO, value=phrase.outcome))


#: Here the figures follow the words; elsewhere each part has its own value beside it.
_FIGURES_FOLLOW = frozenset({Operator.QUOTIENT, Operator.ROUND, Operator.LIST, Operator.COUNT})


def _say_operation(operation: Operation, conclusion: Conclusion, parts: Sequence[Phrase]) -> Calculation:
    known = is_known(conclusion.value)
    bare = known and operation.operator in _FIGURES_FOLLOW
    texts = [part.words if bare else part.with_value for part in parts]
    words = put_in_words(operation, texts, of_dates=compares_dates(conclusion))
    result = _write_result(operation, conclusion, parts) if known else None
    if isinstance(operation.setting, TermRule):
        return Calculation(words, result, *_remark_on_term(operation.setting, conclusion))
    return Calculation(words, result)


def _write_result(operation: Operation, conclusion: Conclusion, parts: Sequence[Phrase]) -> Text:
    shown = write_value(conclusion.value)
    match operation.operator:
        case Operator.QUOTIENT:
            assert isinstance(operation.setting, Rounding)  # the signature of QUOTIENT says so
            first, second = (Term(part.figures or shown, part.looseness) for part in parts)
            left, right, value = (_amount_of(item.value) for item in (*conclusion.parts, conclusion))
            sign = same("=" if Fraction(left) == Fraction(value) * Fraction(right) else "≈")
            texts = {"first": set_apart(first), "second": set_apart(second), "sign": sign, "value": shown}
            return fill(_QUOTIENT, rounding=name_rounding(operation.setting), **texts)
        case Operator.ROUND:
            return fill(_BECOMES, first=parts[0].outcome or shown, value=shown)
        case Operator.TERM:
            return fill(_SO_BY, day=shown)
    return fill(_COMES_TO, value=shown)


def _amount_of(value: Outcome) -> Decimal:
    amount = value.amount if isinstance(value, Money) else value
    assert isinstance(amount, Decimal)  # anything else cannot be divided
    return amount


def _remark_on_term(rule: TermRule, conclusion: Conclusion) -> tuple[Text | None, tuple[Source, ...]]:
    """What the Algemene termijnenwet does to the end of a term."""
    if not rule.extended or not rule.length.is_under_the_act():
        return None, ()
    start, end = conclusion.parts[0].value, conclusion.value
    if not isinstance(start, date) or not isinstance(end, date):
        return _NEXT_WORKING_DAY, (NEXT_WORKING_DAY,)
    planned = add_length(start, rule.length)
    if planned == end:
        return _IS_WORKING_DAY, (NEXT_WORKING_DAY,)
    passed = [planned + timedelta(days=count) for count in range((end - planned).days)]
    day = write_date(planned)
    if any(is_working_day(item) for item in passed):
        return fill(_MOVED_FOR_TWO_WORKING_DAYS, day=day), (TWO_WORKING_DAYS,)
    return fill(_MOVED_TO_WORKING_DAY, day=day), (NEXT_WORKING_DAY,)

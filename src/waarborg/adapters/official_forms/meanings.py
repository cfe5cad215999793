"""What a part of an official expression means, and what that comes to where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from waarborg.adapters.official_forms.catalogue import Known
from waarborg.adapters.official_forms.conditions import ALWAYS, NEVER, both_hold, does_not_hold, one_holds
from waarborg.adapters.official_forms.jexl import JexlError
from waarborg.core.law.expressions import Expression, Operation, Operator
from waarborg.core.law.expressions import Literal as Constant
from waarborg.core.terms.text import Text

ZERO = Constant(Decimal(0))


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes or a no."""

    holds: Expression


@dataclass(frozen=True, slots=True)
class Amount:
    """A number."""

    number: Expression


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to a question; None for a question that is not there, which gives nothing."""

    known: Known | None


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts with && or || between them."""

    sign: str
    left: "Meaning"
    right: "Meaning"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of two parts, by whether a condition holds."""

    condition: Expression
    yes: "Meaning"
    no: "Meaning"


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is written out."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that is written out."""

    items: tuple["Meaning", ...]


NOTHING = Said(None)
Meaning = Truth | Amount | Said | Joined | Chosen | Words | Listed


def is_so(meaning: Meaning) -> Expression:
    """Return when a meaning counts as a yes. Raises `JexlError`."""
    match meaning:
        case Truth(holds):
            return holds
        case Amount(number):
            return does_not_hold(equal(number, ZERO))
        case Said(None):
            return NEVER
        case Joined("&&", left, right):
            return both_hold(is_so(left), is_so(right))
        case Joined(_, left, right):
            return one_holds(is_so(left), is_so(right))
        case Chosen(condition, yes, no):
            return choose(condition, is_so(yes), is_so(no))
    raise cannot("een antwoord of tekst zelf als voorwaarde", "an answer or text itself as a condition")


def number_of(meaning: Meaning) -> Expression:
    """Return a meaning as a number: nothing and no are 0, yes is 1. Raises `JexlError`."""
    match meaning:
        case Amount(number):
            return number
        case Truth(holds):
            return choose(holds, Constant(Decimal(1)), ZERO)
        case Said(None):
            return ZERO
        case Joined("&&", left, right):
            number_of(left)  # what is no is counted as 0, so it must be something that can be 0
            return choose(is_so(left), number_of(right), ZERO)
        case Joined(_, left, right):
            first, second = number_of(left), number_of(right)
            return first if second == ZERO else choose(is_so(left), first, second)
        case Chosen(condition, yes, no):
            return choose(condition, number_of(yes), number_of(no))
    raise cannot("een antwoord of tekst als getal", "an answer or text as a number")


def add_up(parts: Iterable[Expression]) -> Expression:
    """Return the sum of parts, those of a sum among them as its own."""
    found: list[Expression] = []
    for part in parts:
        found += part.parts if isinstance(part, Operation) and part.operator is Operator.SUM else [part]
    found = [part for part in found if part != ZERO]
    return found[0] if len(found) == 1 else Operation(Operator.SUM, tuple(found)) if found else ZERO


def choose(condition: Expression, yes: Expression, no: Expression) -> Expression:
    """Return one of two by whether a condition holds."""
    if condition in (ALWAYS, NEVER):
        return yes if condition == ALWAYS else no
    return yes if yes == no else Operation(Operator.IF, (condition, yes, no))


def compare(operator: Operator, first: Expression, second: Expression) -> Expression:
    """Return that one number is less than another, or at most that."""
    match first, second:
        case (Constant(Decimal() as one), Constant(Decimal() as other)):
            return ALWAYS if one < other or (operator is Operator.AT_MOST and one == other) else NEVER
    return Operation(operator, (first, second))


def equal(first: Expression, second: Expression) -> Expression:
    """Return that two are the same."""
    if isinstance(first, Constant) and isinstance(second, Constant):
        return ALWAYS if first == second else NEVER
    return Operation(Operator.EQUAL, (first, second))


def read_literal(value: str | int | float | bool | None) -> Meaning:
    """Return what a value that is written out means."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return Truth(ALWAYS if value else NEVER)
    return Words(value) if isinstance(value, str) else Amount(Constant(Decimal(str(value))))


def cannot(nl: str, en: str) -> JexlError:
    """Return that something cannot be translated."""
    return JexlError(Text(f"Wij kunnen {nl} niet vertalen.", f"We cannot translate {en}."))

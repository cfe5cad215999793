"""What each rule of the grammar means: called while the text is parsed, so no tree is ever made."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from lark import Token

from waarborg.adapters.law_files.notation_faults import Misfit
from waarborg.adapters.law_files.notation_tokens import UNITS
from waarborg.adapters.law_files.notation_values import (
    ValueMeaning,
    explain_empty,
    place,
    read_party,
    unquote,
)
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    InvalidExpression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    RoundingMode,
    Scope,
    Setting,
    TermRule,
    Unreadable,
)
from waarborg.core.law.keywords import KEYWORDS, ROUNDING_WORDS
from waarborg.core.law.part_words import VALUE_WORDS
from waarborg.core.law.signatures import SIGNATURES
from waarborg.core.law.values import Kind
from waarborg.core.terms.legal_terms import LONGEST_COUNT, Length, Unit
from waarborg.core.terms.text import Text

_ROUNDING: Final = {word: mode for mode, text in ROUNDING_WORDS.items() for word in (text.nl, text.en)}
_SIGN_NAMES: Final = {
    Operator.EQUAL: "=", Operator.LESS_THAN: "<", Operator.AT_MOST: "≤", Operator.DIFFERENCE: "-",
    Operator.SUM: "+", Operator.PRODUCT: "×", Operator.MEMBER: "IN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its unit, as it stands behind a date."""

    number: Expression
    unit: Unit


def make(operator: Operator, parts: Sequence[Expression], token: Token, setting: Setting = None) -> Operation:
    """Return an operation. Raises `Misfit` at the token when number or kinds of parts do not fit."""
    signature = SIGNATURES[operator]
    for position, part in enumerate(parts):
        if part.kind is not None and part.kind not in signature.takes_at(position):
            raise _explain_kind(operator, position, part.kind, token)
    try:
        return Operation(operator, tuple(parts), setting)
    except InvalidExpression as error:
        name = _name(operator)
        most = "" if signature.most is None else str(signature.most)
        raise Misfit(
            place(token),
            Text(
                nl=f"{name.nl} heeft hier {len(parts)} delen; dat klopt niet.",
                en=f"{name.en} has {len(parts)} parts here; that does not fit.",
            ),
            Text(
                nl=f"Geef er {signature.least} tot {most or 'zoveel als nodig'}.",
                en=f"Give {signature.least} to {most or 'as many as needed'}.",
            )
            if most != str(signature.least)
            else Text(nl=f"Geef er {most}.", en=f"Give {most}."),
        ) from error


def _explain_kind(operator: Operator, position: int, kind: Kind, token: Token) -> Misfit:
    allowed = [VALUE_WORDS[one] for one in Kind if one in SIGNATURES[operator].takes_at(position)]
    name = _name(operator)
    return Misfit(
        place(token),
        Text(
            nl=f"Deel {position + 1} van {name.nl} is van de soort {VALUE_WORDS[kind].nl}; dat past daar niet.",
            en=f"Part {position + 1} of {name.en} is of the kind {VALUE_WORDS[kind].en}; that does not fit there.",
        ),
        Text(
            nl=f"Daar hoort: {', '.join(text.nl for text in allowed)}.",
            en=f"What fits: {', '.join(text.en for text in allowed)}.",
        ),
    )


def _name(operator: Operator) -> Text:
    sign = _SIGN_NAMES.get(operator)
    return Text(nl=sign, en=sign) if sign else KEYWORDS[operator.value]


class Meaning(ValueMeaning):
    """A method for each rule of the grammar. `children` are tokens and what other rules gave, in order."""

    def start(self, children: list[Any]) -> Expression:
        return _expression(children[0])

    # --- logic -------------------------------------------------------------------------------------------
    def choose(self, children: list[Any]) -> Expression:
        return make(Operator.IF, children[1::2], children[0])

    def join_or(self, children: list[Any]) -> Expression:
        return make(Operator.OR, children[::2], children[1])

    def join_and(self, children: list[Any]) -> Expression:
        return make(Operator.AND, children[::2], children[1])

    def negate(self, children: list[Any]) -> Expression:
        return make(Operator.NOT, children[1:], children[0])

    def compare(self, children: list[Any]) -> Expression:
        left, sign, right = children
        if sign in (">", "≥", ">="):
            left, right = right, left
        if sign in ("<", ">"):
            return make(Operator.LESS_THAN, (left, right), sign)
        if sign in ("≤", "<=", "≥", ">="):
            return make(Operator.AT_MOST, (left, right), sign)
        equal = make(Operator.EQUAL, (left, right), sign)
        return equal if sign == "=" else make(Operator.NOT, (equal,), sign)

    def include(self, children: list[Any]) -> Expression:
        left, word, right = children
        return make(Operator.MEMBER, (left, right), word)

    def exclude(self, children: list[Any]) -> Expression:
        left, refusal, word, right = children
        return make(Operator.NOT, (make(Operator.MEMBER, (left, right), word),), refusal)

    # --- arithmetic ----------------------------------------------------------------------------------------
    def counted(self, children: list[Any]) -> Counted:
        return Counted(children[0], UNITS[children[1]])

    def add_up(self, children: list[Any]) -> Expression:
        terms = [children[0]]
        sign = children[1]
        for sign, item in zip(children[1::2], children[2::2], strict=True):
            if sign.type == "PLUS" and not isinstance(item, Counted):
                terms.append(item)
                continue
            left = _close_sum(terms, sign)
            moved = isinstance(item, Counted)
            terms = [_move(left, sign, item) if moved else make(Operator.DIFFERENCE, (left, item), sign)]
        return _close_sum(terms, sign)

    def multiply(self, children: list[Any]) -> Expression:
        return make(Operator.PRODUCT, children[::2], children[1])

    def function(self, children: list[Any]) -> Token:
        token: Token = children[0]
        return token

    def call(self, children: list[Any]) -> Expression:
        return make(Operator(children[0].type), children[1:], children[0])

    def add_units(self, children: list[Any]) -> Expression:
        word, day, count, unit = children
        return make(Operator.ADD, (day, count), word, UNITS[unit])

    def between(self, children: list[Any]) -> Expression:
        word, start, end, unit = children
        return make(Operator.BETWEEN, (start, end), word, UNITS[unit])

    def term(self, children: list[Any]) -> Expression:
        word, number, unit, day, *exception = children
        count = Decimal(number.replace(",", "."))
        if not _is_length(count):
            raise Misfit(
                place(number),
                Text(nl=f"{number} is geen lengte van een termijn.", en=f"{number} is no length of a term."),
                Text(nl="Schrijf een heel getal vanaf 1.", en="Write a whole number from 1 up."),
            )
        rule = TermRule(Length(int(count), UNITS[unit]), extended=not exception)
        return make(Operator.TERM, (day,), word, rule)

    def places(self, children: list[Any]) -> int:
        number = Decimal("".join(children).replace(",", ".").replace("−", "-").replace("–", "-"))
        if number != number.to_integral_value() or not -15 <= number <= 15:
            raise Misfit(
                place(children[0]),
                Text(
                    nl=f"{number:.20} is geen aantal decimalen.", en=f"{number:.20} is no number of decimals."
                ),
                Text(nl="Schrijf een heel getal van -15 tot 15.", en="Write a whole number from -15 to 15."),
            )
        return int(number)

    def rounding(self, children: list[Any]) -> RoundingMode:
        mode = _ROUNDING.get(" ".join(children))
        if mode is None:
            raise Misfit(
                place(children[0]),
                Text(nl="Zo kan niet worden afgerond.", en="There is no such way of rounding."),
                Text(
                    nl=f"Kies uit: {', '.join(text.nl for text in ROUNDING_WORDS.values())}.",
                    en=f"Choose from: {', '.join(text.en for text in ROUNDING_WORDS.values())}.",
                ),
            )
        return mode

    def divide(self, children: list[Any]) -> Expression:
        word, left, right, places, mode = children
        return make(Operator.QUOTIENT, (left, right), word, Rounding(places, mode))

    def round_off(self, children: list[Any]) -> Expression:
        word, number, places, mode = children
        return make(Operator.ROUND, (number,), word, Rounding(places, mode))

    # --- facts and what they are part of ---------------------------------------------------------------------
    def name(self, children: list[Any]) -> str:
        if len(children) == 1:
            return " ".join(children[0][1:-1].split())
        name = unquote(children[1])
        if not name.strip():
            raise explain_empty(children[1])
        return name

    def refer(self, children: list[Any]) -> Expression:
        return Reference(children[0])

    def look_within(self, children: list[Any]) -> Expression:
        return Projection(tuple(reversed(children[2::2])), children[0])

    def look_within_many(self, children: list[Any]) -> Expression:
        scope = Scope.ALL if children[0].type == "ALL" else Scope.SOME
        return Projection(tuple(reversed(children[3::2])), children[1], scope)

    def created_from(self, children: list[Any]) -> Expression:
        return Creation(tuple(children[2:]))

    def created(self, children: list[Any]) -> Expression:
        return Creation()

    def today(self, children: list[Any]) -> Expression:
        return EvaluationDate()

    def anyone(self, children: list[Any]) -> Expression:
        return Is()

    def is_party(self, children: list[Any]) -> Expression:
        return Is(read_party(children[1]))

    def unreadable(self, children: list[Any]) -> Expression:
        reason = unquote(children[1])
        if not reason:
            raise explain_empty(children[1])
        return Unreadable(reason)


def _expression(item: object) -> Expression:
    assert isinstance(item, Expression)  # every rule that can stand by itself gives one
    return item


def _close_sum(terms: list[Expression], sign: Token) -> Expression:
    return terms[0] if len(terms) == 1 else make(Operator.SUM, terms, sign)


def _move(day: Expression, sign: Token, counted: Counted) -> Expression:
    number = counted.number
    count = number.value if isinstance(number, Literal) and isinstance(number.value, Decimal) else None
    if sign.type == "PLUS":
        if count is not None and _is_length(count):
            return make(Operator.ADD, (day,), sign, Length(int(count), counted.unit))
        return make(Operator.ADD, (day, number), sign, counted.unit)
    if count is not None:
        return make(Operator.ADD, (day, Literal(count.copy_negate())), sign, counted.unit)
    back = make(Operator.DIFFERENCE, (Literal(Decimal(0)), number), sign)
    return make(Operator.ADD, (day, back), sign, counted.unit)


def _is_length(number: Decimal) -> bool:
    """Whether a number of units is one that a length can have: whole, and from 1 to the longest."""
    return 1 <= number <= LONGEST_COUNT and number == number.to_integral_value()

"""Write an expression as text that people read and a parser reads back: `[leeftijd] ≥ 18 EN NIET [gehuwd]`.

The text holds all that the expression says, and as few parentheses as that takes. Nothing here calls itself, so
depth is bounded by memory alone.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    Scope,
    TermRule,
    Unreadable,
)
from waarborg.core.law.keywords import FUNCTIONS, KEYWORDS, ROUNDING_WORDS, UNIT_WORDS
from waarborg.core.law.values import (
    UNKNOWN,
    Fault,
    Identity,
    Money,
    Outcome,
    Record,
    Value,
    is_known,
    write_number,
)
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

# How strongly an expression holds together; a part that holds less than its place asks gets parentheses.
_TOP, _CHOICE, _OR, _AND, _NOT, _COMPARISON, _TOTAL, _SHARE, _WITHIN, _ATOM = range(-1, 9)

_Part = tuple[Expression, int]
_Item = str | _Part
_Spelled = tuple[int, list[_Item]]

#: `1.653` is sixteen hundred to one reader and less than two to another, so neither is written nor read.
AMBIGUOUS_NUMBER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_PLAIN_CURRENCY = re.compile(r"[A-Z]{3}")
_WORDS_OF_NO_CURRENCY = frozenset(word for text in KEYWORDS.values() for word in (text.nl, text.en))
_ANSWERS: Mapping[object, Text] = {
    True: Text(nl="ja", en="yes"),
    False: Text(nl="nee", en="no"),
    UNKNOWN: Text(nl="onbekend", en="unknown"),
}


def write(expression: Expression, language: str = "nl") -> str:
    """Return an expression in the text notation. Raises `ValueError` for a language other than `nl` and `en`."""
    speller = _Speller(language)
    written: list[str] = []
    todo: list[_Item] = [(expression, _TOP)]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            written.append(item)
            continue
        part, least = item
        binding, items = speller.spell(part)
        if binding < least:
            items = ["(", *items, ")"]
        todo.extend(reversed(items))
    return "".join(written)


def write_outcome(outcome: Outcome, language: str = "nl") -> str:
    """Return a value as people read it, exactly: `ja`, `1653,60`, `€ 1653,60`, `2026-01-31`, `onbekend`.

    Raises `ValueError` for a language other than `nl` and `en`.
    """
    if outcome is UNKNOWN or isinstance(outcome, bool):
        return _ANSWERS[outcome].in_language(language)
    if isinstance(outcome, Fault):
        return f"{Text(nl='fout', en='fault').in_language(language)}: {outcome.message}"
    if isinstance(outcome, str):
        return outcome
    assert is_known(outcome)  # unknown and faults are dealt with above
    return "".join(_spell_value(outcome, _Speller(language)))


def write_value(value: Value, language: str = "nl") -> str:
    """Return a value as it stands in an expression: texts between quotes, yes and no as `WAAR` and `ONWAAR`."""
    return "".join(_spell_literal(value, _Speller(language)))


def write_length(length: Length, language: str = "nl") -> str:
    """Return a length such as `6 weken`."""
    return length.words.in_language(language)


def write_name(name: str, language: str = "nl") -> str:
    """Return the name of a fact: in brackets, or between quotes where brackets could not hold it."""
    if name == " ".join(name.split()) and not set("[]") & set(name):
        return f"[{name}]"
    return f"{KEYWORDS['NAMED'].in_language(language)}({_quote(name)})"


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


class _Speller:
    """Spells one expression in one language: pieces of text, and parts that are still to be written."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = {name: text.in_language(language) for name, text in KEYWORDS.items()}

    def spell(self, expression: Expression) -> _Spelled:
        """Return how strongly the text of an expression holds together, and what it consists of."""
        match expression:
            case Operation(operator=operator) if operator in _SPELLINGS:
                return _SPELLINGS[operator](self, expression)
            case Operation(operator=operator, operands=operands):
                return _ATOM, self._call(FUNCTIONS[operator], *operands)
            case Projection():
                return self._spell_projection(expression)
            case Creation(made_of=made_of) if made_of:
                opening = f"{self.words['CREATED']} {self.words['OUT_OF']} "
                return _TOP, [opening, *_join(((part, _CHOICE) for part in made_of), "; ")]
            case Literal(value=value):
                return _ATOM, list(_spell_literal(value, self))
        return _ATOM, [self._spell_leaf(expression)]

    def _spell_leaf(self, expression: Expression) -> str:
        match expression:
            case Reference(name=name):
                return write_name(name, self.language)
            case Is(identity=None):
                return self.words["ANYONE"]
            case Is(identity=Identity(id=party)):
                return f"{self.words['IS']}({_quote(party)})"
            case Unreadable(reason=reason):
                return f"{self.words['UNREADABLE']}({_quote(reason)})"
        return self.words["TODAY" if isinstance(expression, EvaluationDate) else "CREATED"]

    def _call(self, name: str, *arguments: Expression | str) -> list[_Item]:
        items = [part if isinstance(part, str) else (part, _CHOICE) for part in arguments]
        return [f"{self.words[name]}(", *_join(items, "; "), ")"]

    def _spell_projection(self, expression: Projection) -> _Spelled:
        scopes = {Scope.SINGLE: "", Scope.ALL: f"{self.words['ALL']} ", Scope.SOME: f"{self.words['SOME']} "}
        within = [
            f" {self.words['WITHIN']} {write_name(name, self.language)}" for name in reversed(expression.path)
        ]
        return _WITHIN, [scopes[expression.scope], (expression.operand, _ATOM), *within]

    # --- logic and comparing -------------------------------------------------------------------------------
    def spell_logic(self, operation: Operation) -> _Spelled:
        """Spell AND or OR. One part or none is written as a function: there is nothing to stand between."""
        name, binding = ("AND", _AND) if operation.operator is Operator.AND else ("OR", _OR)
        if len(operation.operands) < 2:
            return _ATOM, self._call(name, *operation.operands)
        return binding, _join(((part, binding + 1) for part in operation.operands), f" {self.words[name]} ")

    def spell_not(self, operation: Operation) -> _Spelled:
        """Spell NOT, of equality as `≠` and of membership as `NIET IN`."""
        (part,) = operation.operands
        if isinstance(part, Operation) and part.operator in (Operator.EQUAL, Operator.MEMBER):
            left, right = part.operands
            sign = "≠" if part.operator is Operator.EQUAL else f"{self.words['NOT']} {self.words['IN']}"
            return _COMPARISON, [(left, _TOTAL), f" {sign} ", (right, _TOTAL)]
        return _NOT, [f"{self.words['NOT']} ", (part, _NOT)]

    def spell_comparison(self, operation: Operation) -> _Spelled:
        """Spell a comparison, with what is fixed on the right: `[leeftijd] ≥ 18`."""
        left, right = operation.operands
        sign = {
            Operator.EQUAL: "=",
            Operator.LESS_THAN: "<",
            Operator.AT_MOST: "≤",
            Operator.MEMBER: self.words["IN"],
        }[operation.operator]
        turned = {"<": ">", "≤": "≥"}.get(sign)
        if turned and _is_fixed(left) and not _is_fixed(right):
            left, right, sign = right, left, turned
        return _COMPARISON, [(left, _TOTAL), f" {sign} ", (right, _TOTAL)]

    def spell_if(self, operation: Operation) -> _Spelled:
        """Spell a choice; another choice after ELSE needs no parentheses, so they read as a row."""
        condition, then, otherwise = operation.operands
        return _CHOICE, [
            f"{self.words['IF']} ", (condition, _OR), f" {self.words['THEN']} ", (then, _OR),
            f" {self.words['ELSE']} ", (otherwise, _CHOICE),
        ]  # fmt: skip

    # --- arithmetic and dates ------------------------------------------------------------------------------
    def spell_chain(self, operation: Operation) -> _Spelled:
        """Spell SUM or PRODUCT. A first part of the same operator has parentheses, or it would melt into it."""
        operator, operands = operation.operator, operation.operands
        if len(operands) < 2:
            return _ATOM, self._call(operator.value, *operands)
        binding, sign = (_TOTAL, " + ") if operator is Operator.SUM else (_SHARE, " × ")
        first = operands[0]
        melts = isinstance(first, Operation) and first.operator is operator
        parts = [(first, binding + melts), *((part, binding + 1) for part in operands[1:])]
        return binding, _join(parts, sign)

    def spell_difference(self, operation: Operation) -> _Spelled:
        """Spell a subtraction."""
        left, right = operation.operands
        return _TOTAL, [(left, _TOTAL), " - ", (right, _SHARE)]

    def spell_add(self, operation: Operation) -> _Spelled:
        """Spell a date moved by a length, or by a number that is worked out."""
        setting = operation.setting
        if isinstance(setting, Length):
            return _TOTAL, [(operation.operands[0], _TOTAL), f" + {write_length(setting, self.language)}"]
        assert isinstance(setting, Unit)  # an expression of this operator has one of the two
        unit = UNIT_WORDS[setting].in_language(self.language)
        return _ATOM, self._call("ADD", *operation.operands, unit)

    def spell_between(self, operation: Operation) -> _Spelled:
        """Spell the whole units between two dates."""
        assert isinstance(operation.setting, Unit)  # the signature of BETWEEN says so
        return _ATOM, self._call(
            "BETWEEN", *operation.operands, UNIT_WORDS[operation.setting].in_language(self.language)
        )

    def spell_term(self, operation: Operation) -> _Spelled:
        """Spell the last day of a term."""
        rule = operation.setting
        assert isinstance(rule, TermRule)  # the signature of TERM says so
        exception = () if rule.extended else (f"{self.words['NOT']} {self.words['EXTENDED']}",)
        return _ATOM, self._call(
            "TERM", write_length(rule.length, self.language), operation.operands[0], *exception
        )

    def spell_rounded(self, operation: Operation) -> _Spelled:
        """Spell what is rounded: a division, or a number."""
        rounding = operation.setting
        assert isinstance(rounding, Rounding)  # the signatures of QUOTIENT and ROUND say so
        mode = ROUNDING_WORDS[rounding.mode].in_language(self.language)
        return _ATOM, self._call(operation.operator.value, *operation.operands, str(rounding.places), mode)

    def spell_list(self, operation: Operation) -> _Spelled:
        """Spell a list."""
        return _ATOM, ["{", *_join(((part, _CHOICE) for part in operation.operands), "; "), "}"]


_SPELLINGS: Mapping[Operator, Callable[[_Speller, Operation], _Spelled]] = {
    Operator.AND: _Speller.spell_logic,
    Operator.OR: _Speller.spell_logic,
    Operator.NOT: _Speller.spell_not,
    Operator.EQUAL: _Speller.spell_comparison,
    Operator.LESS_THAN: _Speller.spell_comparison,
    Operator.AT_MOST: _Speller.spell_comparison,
    Operator.MEMBER: _Speller.spell_comparison,
    Operator.SUM: _Speller.spell_chain,
    Operator.PRODUCT: _Speller.spell_chain,
    Operator.DIFFERENCE: _Speller.spell_difference,
    Operator.ADD: _Speller.spell_add,
    Operator.BETWEEN: _Speller.spell_between,
    Operator.TERM: _Speller.spell_term,
    Operator.QUOTIENT: _Speller.spell_rounded,
    Operator.ROUND: _Speller.spell_rounded,
    Operator.LIST: _Speller.spell_list,
    Operator.IF: _Speller.spell_if,
}


def _is_fixed(expression: Expression) -> bool:
    return isinstance(expression, Literal | EvaluationDate)


def _join(items: Iterable[_Item], between: str) -> list[_Item]:
    joined: list[_Item] = []
    for item in items:
        if joined:
            joined.append(between)
        joined.append(item)
    return joined


# --- values --------------------------------------------------------------------------------------------------
def _spell_literal(value: Value, speller: _Speller) -> list[str]:
    """The pieces of a value in an expression, where a list that is one value differs from a list of parts."""
    opening = [f"{speller.words['FIXED']} "] if isinstance(value, tuple) else []
    return opening + _spell_value(value, speller)


def _spell_value(value: Value, speller: _Speller) -> list[str]:
    """The pieces of a value. Lists and records may stand in each other, so this goes by a stack."""
    pieces: list[str] = []
    todo: list[tuple[bool, str | Value]] = [(False, value)]
    while todo:
        is_piece, item = todo.pop()
        if is_piece:
            pieces.append(str(item))
        elif isinstance(item, tuple):
            inner: list[tuple[bool, str | Value]] = []
            for one in item:
                inner += [(True, "; "), (False, one)]
            todo += [(True, "}"), *reversed(inner[1:]), (True, "{")]
        elif isinstance(item, Record):
            inner = [(True, "; "), (True, _quote(item.id))] if item.id else []
            for name, one in item.facts.items():
                inner += [(True, "; "), (True, f"{write_name(name, speller.language)}: "), (False, one)]
            todo += [(True, ")"), *reversed(inner[1:]), (True, f"{speller.words['RECORD']}(")]
        else:
            pieces.append(_spell_single(item, speller))
    return pieces


def _spell_single(value: Value, speller: _Speller) -> str:
    match value:
        case bool():
            return speller.words["TRUE" if value else "FALSE"]
        case Decimal():
            return _spell_number(value, speller.language)
        case Money():
            return _spell_money(value, speller)
        case Period(start=start, end=end):
            return f"{start.isoformat()}/{end.isoformat() if end else '..'}"
        case Identity(id=party):
            return f"{speller.words['PARTY']}({_quote(party)})"
        case date():
            return value.isoformat()
    return _quote(str(value))


def _spell_number(number: Decimal, language: str) -> str:
    text = write_number(number)
    if AMBIGUOUS_NUMBER.fullmatch(text.removeprefix("-")):
        text += "0"
    return text.replace(".", ",") if language == "nl" else text


def _spell_money(value: Money, speller: _Speller) -> str:
    amount = _spell_number(value.amount, speller.language)
    if re.search(r"[.,][0-9]$", amount):
        amount += "0"
    if value.currency == "EUR":
        return f"€ {amount}"
    if _PLAIN_CURRENCY.fullmatch(value.currency) and value.currency not in _WORDS_OF_NO_CURRENCY:
        return f"{value.currency} {amount}"
    return f"{speller.words['AMOUNT']}({amount}; {_quote(value.currency)})"

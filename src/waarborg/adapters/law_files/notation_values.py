"""What the values in a text mean: numbers, amounts, dates, texts, and lists of these."""

from datetime import date
from decimal import Decimal
from typing import Any

from lark import Token

from waarborg.adapters.law_files.notation_faults import Misfit
from waarborg.core.law.expressions import Expression, InvalidExpression, Literal, Operation, Operator
from waarborg.core.law.values import Identity, Money, Record, Value
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

#: A value within a value within a value: no deeper than any text of law, and no deeper than Python can digest.
DEEPEST_VALUE = 50


def place(token: Token) -> int:
    """Return where a token stands in the text."""
    return token.start_pos or 0


def unquote(token: Token) -> str:
    """Return the text between quotes."""
    return str(token)[1:-1].replace('""', '"')


class ValueMeaning:
    """A method for each rule of the grammar that gives a value. `children` are tokens and what rules gave."""

    def list_parts(self, children: list[Any]) -> Expression:
        return Operation(Operator.LIST, tuple(children))

    expression_list = list_parts

    def number(self, children: list[Any]) -> Expression:
        return _literal(_read_number(children[0]), children[0])

    def negative(self, children: list[Any]) -> Expression:
        return _literal(_read_number(children[1]).copy_negate(), children[1])

    def money(self, children: list[Any]) -> Expression:
        currency, *minus, number = children
        amount = _read_number(number)
        code = "EUR" if currency == "€" else str(currency)
        return _literal(Money(amount.copy_negate() if minus else amount, code), number)

    def negative_money(self, children: list[Any]) -> Expression:
        minus, currency, number = children
        return self.money([currency, minus, number])

    def amount(self, children: list[Any]) -> Expression:
        _, *minus, number, currency = children
        amount = _read_number(number)
        try:
            money = Money(amount.copy_negate() if minus else amount, unquote(currency))
        except ValueError as error:
            raise Misfit(
                place(currency),
                Text(nl="Dit is geen munteenheid.", en="This is no currency."),
                Text(nl="Schrijf drie hoofdletters, zoals EUR.", en="Write three capitals, such as EUR."),
            ) from error
        return _literal(money, number)

    def day(self, children: list[Any]) -> Expression:
        return Literal(_read_day(children[0], str(children[0])))

    def days(self, children: list[Any]) -> Expression:
        start, end = children[0].split("/")
        days = (
            _read_day(children[0], start),
            None if end == ".." else _read_day(children[0], end),
        )
        try:
            return Literal(Period(*days))
        except ValueError as error:
            raise Misfit(
                place(children[0]),
                Text(nl="Deze periode eindigt voor zij begint.", en="This period ends before it starts."),
                Text(
                    nl="Zet de eerste dag voor de streep, en erachter de dag na de laatste.",
                    en="Put the first day before the stroke, and the day after the last one behind it.",
                ),
            ) from error

    def quoted(self, children: list[Any]) -> Expression:
        return Literal(unquote(children[0]))

    def yes(self, children: list[Any]) -> Expression:
        return Literal(True)

    def no(self, children: list[Any]) -> Expression:
        return Literal(False)

    def party(self, children: list[Any]) -> Expression:
        return Literal(read_party(children[1]))

    def fixed(self, children: list[Any]) -> Expression:
        return _literal(_as_value(children[1], children[0]), children[0])

    def entry(self, children: list[Any]) -> tuple[str, Expression, Token]:
        name, colon, expression = children
        return name, expression, colon

    def record(self, children: list[Any]) -> Expression:
        word, *rest = children
        identifier = unquote(rest.pop(0)) if rest and isinstance(rest[0], Token) else ""
        facts: dict[str, Value] = {}
        for name, expression, colon in rest:
            if name in facts:
                raise Misfit(
                    place(colon),
                    Text(nl=f"[{name}] staat hier twee keer.", en=f"[{name}] is here twice."),
                    Text(nl="Laat er een weg.", en="Leave one out."),
                )
            facts[name] = _as_value(expression, word)
        return _literal(Record(facts, identifier), word)


def _read_number(token: Token) -> Decimal:
    return Decimal(token.replace(",", "."))


def _literal(value: Value, token: Token) -> Literal:
    try:
        return Literal(value)
    except InvalidExpression as error:
        raise Misfit(
            place(token),
            Text(nl="Dit getal is te lang.", en="This number is too long."),
            Text(nl="Schrijf hoogstens 400 cijfers.", en="Write 400 figures at most."),
        ) from error


def _read_day(token: Token, text: str) -> date:
    parts = text.split("-")
    year, month, day = parts if len(parts[0]) == len("2026") else reversed(parts)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Misfit(
            place(token),
            Text(nl=f"{text} is geen dag in de kalender.", en=f"{text} is no day of the calendar."),
            Text(
                nl="Schrijf een datum als 2026-01-31 of 31-01-2026; zet om een minteken spaties.",
                en="Write a date as 2026-01-31 or 31-01-2026; put spaces around a minus.",
            ),
        ) from error


def read_party(token: Token) -> Identity:
    try:
        return Identity(unquote(token))
    except ValueError as error:
        raise explain_empty(token) from error


def explain_empty(token: Token) -> Misfit:
    return Misfit(
        place(token),
        Text(nl="Tussen deze aanhalingstekens staat niets.", en="There is nothing between these quotes."),
        Text(nl="Vul de tekst in.", en="Fill in the text."),
    )


def _as_value(expression: Expression, token: Token) -> Value:
    """The value of an expression of values alone, such as a list of numbers. Raises `Misfit` for anything else."""
    done: list[Value] = []
    todo: list[tuple[Expression, int | None]] = [(expression, None)]
    depth = 0
    while todo:
        item, count = todo.pop()
        if count is not None:
            start = len(done) - count
            done[start:] = [tuple(done[start:])]
            depth -= 1
        elif isinstance(item, Operation) and item.operator is Operator.LIST and depth < DEEPEST_VALUE:
            depth += 1
            todo.append((item, len(item.operands)))
            todo.extend((operand, None) for operand in reversed(item.operands))
        elif isinstance(item, Literal) and depth + _measure(item.value) <= DEEPEST_VALUE:
            done.append(item.value)
        else:
            raise Misfit(
                place(token),
                Text(
                    nl="Hier mogen alleen vaste waarden staan, en niet te diep in elkaar.",
                    en="Only fixed values may stand here, and not too deep within each other.",
                ),
                Text(nl="Haal feiten en berekeningen weg.", en="Take facts and calculations away."),
            )
    return done[0]


def _measure(value: Value) -> int:
    """How deep lists and records stand in each other."""
    deepest = 0
    todo: list[tuple[Value, int]] = [(value, 0)]
    while todo:
        item, depth = todo.pop()
        deepest = max(deepest, depth)
        if isinstance(item, tuple):
            todo.extend((one, depth + 1) for one in item)
        elif isinstance(item, Record):
            todo.extend((one, depth + 1) for one in item.facts.values())
    return deepest

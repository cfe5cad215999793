"""Expressions of FLINT: from JSON, or from text in old models, to those of the core.

What cannot be meant becomes `Unreadable`, with a warning, so that the rest of a model can be used. Nothing here
calls itself: models may be nested as deep as memory allows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from waarborg.adapters.flint.less_than import AT_MOST, MEANS, count_operators, says_strictly_less
from waarborg.adapters.flint.names import Defined, clean, is_nothing, keep, read_name, tidy
from waarborg.adapters.flint.notes import Notes, shorten
from waarborg.adapters.law_files.notation_repair import parse_leniently
from waarborg.core.law.expressions import (
    Creation,
    Expression,
    InvalidExpression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
    Unreadable,
    all_of,
    any_of,
    list_names,
    negation,
)
from waarborg.core.law.frames import FrameKind
from waarborg.core.law.values import Identity

#: XOR is written out in AND, OR and NOT, which doubles what is inside; deeper than this it would not fit.
MOST_NESTED_XOR = 8


class Wanted(Enum):
    """What an expression is read for: a yes or no, a value to calculate with, a party or thing, or not known."""

    CONDITION = auto()
    VALUE = auto()
    PARTY = auto()
    ANY = auto()


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece of JSON to read, what it is read for, and how many XORs it stands in."""

    value: Any
    wanted: Wanted
    xors: int = 0


_Build = Callable[[tuple[Expression, ...]], Expression]
_Plan = tuple[Sequence[_Item], _Build]

_MANY: Mapping[str, tuple[Operator, Wanted]] = {
    "AND": (Operator.AND, Wanted.CONDITION),
    "OR": (Operator.OR, Wanted.CONDITION),
    "EQUAL": (Operator.EQUAL, Wanted.VALUE),
    "SUM": (Operator.SUM, Wanted.VALUE),
    "PRODUCT": (Operator.PRODUCT, Wanted.VALUE),
    "MIN": (Operator.MIN, Wanted.VALUE),
    "MAX": (Operator.MAX, Wanted.VALUE),
}
_YES_OR_NO = {"true": True, "waar": True, "ja": True, "false": False, "onwaar": False, "nee": False}


class ExpressionReader:
    """Reads the expressions of a model; `words` are the name and explanation of the frame it is at."""

    def __init__(self, defined: Defined, notes: Notes) -> None:
        self._defined = defined
        self._notes = notes
        self._strict: bool | None = None
        self._whole: Any = None
        self._rows: dict[int, Projection] = {}
        self._kept: list[Expression] = []
        self.words = ""

    def read(self, value: Any, wanted: Wanted) -> Expression | None:
        """Return the expression, None where the model has nothing there."""
        if value is None or (isinstance(value, str) and is_nothing(value)):
            return None
        if isinstance(value, str):
            return self._build(self._plan(_Item(value, wanted))[1], ())
        self._strict, self._whole = None, value
        self._rows.clear()
        self._kept.clear()
        tasks: list[_Item | tuple[_Build, int]] = [_Item(value, wanted)]
        done: list[Expression] = []
        while tasks:
            task = tasks.pop()
            if isinstance(task, _Item):
                parts, build = self._plan(task)
                tasks.append((build, len(parts)))
                tasks.extend(reversed(parts))
            else:
                build, count = task
                parts_read = tuple(done[len(done) - count :])
                del done[len(done) - count :]
                done.append(self._build(build, parts_read))
        return done[0]

    def _build(self, build: _Build, parts: tuple[Expression, ...]) -> Expression:
        try:
            return build(parts)
        except InvalidExpression as error:
            return self._give_up(
                "invalid_expression",
                f"Dit kan niet zo zijn bedoeld: {error}.",
                f"This cannot be meant: {error}.",
            )

    def _give_up(self, code: str, nl: str, en: str) -> Expression:
        self._notes.warn(code, f"{nl} Dit deel is niet te lezen.", f"{en} This part cannot be read.")
        return Unreadable(en)

    def _refuse(self, code: str, nl: str, en: str) -> _Plan:
        unreadable = self._give_up(code, nl, en)
        return (), lambda parts: unreadable

    # --- one piece of JSON -------------------------------------------------------------------------------
    def _plan(self, item: _Item) -> _Plan:
        """What to read first, and how to make an expression of that."""
        value = item.value
        if isinstance(value, dict):
            return self._plan_object(value, item)
        if isinstance(value, str):
            expression = self._read_text(value, item)
            return (), lambda parts: expression
        if isinstance(value, bool | Decimal):
            self._notes.warn_once(
                "bare_value",
                self._notes.place,
                f"De waarde {shorten(value)} staat er zonder LITERAL; zij is zo gelezen.",
                f"The value {shorten(value)} stands there without LITERAL; it was read so.",
            )
            return (), lambda parts: Literal(value)
        what = "null" if value is None else "een lijst"
        what_en = "null" if value is None else "a list"
        return self._refuse("no_expression", f"Hier staat {what}.", f"Here stands {what_en}.")

    def _plan_object(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        operator = value.get("expression")
        name = operator.strip().upper() if isinstance(operator, str) else ""
        if name in _MANY:
            return self._plan_many(value, item, name)
        if name in _PLANS:
            return _PLANS[name](self, value, item)
        shown = shorten(operator) if isinstance(operator, str) else "niets / nothing"
        return self._refuse(
            "unknown_expression",
            f"De bewerking “{shown}” is onbekend.",
            f"The operator “{shown}” is unknown.",
        )

    def _list_operands(self, value: Mapping[str, Any]) -> list[Any]:
        """The operands, under whichever of the two names they stand, as a list."""
        operands = value["operands"] if "operands" in value else value.get("operand", [])
        if isinstance(operands, list):
            return operands
        self._notes.warn_once(
            "operand_without_list",
            f"{self._notes.place}",
            "De delen staan niet in een lijst; het ene deel is gelezen.",
            "The parts are not in a list; the one part was read.",
        )
        return [operands]

    def _plan_many(self, value: Mapping[str, Any], item: _Item, name: str) -> _Plan:
        operator, wanted = _MANY[name]
        items = [_Item(operand, wanted, item.xors) for operand in self._list_operands(value)]
        return items, lambda parts: Operation(operator, parts)

    def _plan_not(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        operands = [value["operand"]] if "operand" in value else self._list_operands(value)
        items = [_Item(part, Wanted.CONDITION, item.xors) for part in operands]
        return items, lambda parts: Operation(Operator.NOT, parts)

    def _plan_less_than(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        items = [_Item(operand, Wanted.VALUE, item.xors) for operand in self._list_operands(value)]
        is_open = value.get(MEANS) != AT_MOST and len(items) == 2
        operator = Operator.LESS_THAN if is_open and self._is_strict(items[1].value) else Operator.AT_MOST
        return items, lambda parts: Operation(operator, parts)

    def _is_strict(self, limit: Any) -> bool:
        """How LESS_THAN is meant in this expression; noted once."""
        if self._strict is not None:
            return self._strict
        self._strict = (
            says_strictly_less(self.words, limit)
            and count_operators(self._whole, "LESS_THAN") == 1
            and not count_operators(self._whole, "NOT", "XOR")
        )
        if self._strict:
            self._notes.warn(
                "less_than_kept",
                "LESS_THAN is gelezen als “kleiner dan”, omdat de woorden van het frame dat zeggen. Andere "
                "programma's voor FLINT lezen het als “ten hoogste”: bij gelijke waarden geven zij iets anders.",
                "LESS_THAN was read as “less than”, because the words of the frame say so. Other programs for FLINT "
                "read it as “at most”: for equal values they give another answer.",
            )
        else:
            self._notes.warn(
                "less_than_means_at_most",
                "LESS_THAN is gelezen als “ten hoogste”, want zo rekent het programma waarvoor het model is gemaakt. "
                "Kijk na of gelijk ook goed is.",
                "LESS_THAN was read as “at most”, as the program does for which the model was made. Check whether "
                "equal is right as well.",
            )
        return self._strict

    def _plan_xor(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        operands = self._list_operands(value)
        if len(operands) != 2 or item.xors >= MOST_NESTED_XOR:
            return self._refuse(
                "xor",
                f"XOR met {len(operands)} delen, of te vaak in elkaar.",
                f"XOR with {len(operands)} parts, or too often inside another.",
            )
        self._notes.warn(
            "xor",
            "XOR is gelezen als: het ene wel en het andere niet, of andersom.",
            "XOR was read as: the one and not the other, or the other way round.",
        )
        items = [_Item(operand, Wanted.CONDITION, item.xors + 1) for operand in operands]
        return items, lambda parts: any_of(
            all_of(parts[0], negation(parts[1])), all_of(negation(parts[0]), parts[1])
        )

    def _plan_creation(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        operands = [
            operand
            for operand in self._list_operands(value)
            if operand is not None and not (isinstance(operand, str) and is_nothing(operand))
        ]
        return [_Item(operand, Wanted.ANY, item.xors) for operand in operands], lambda parts: Creation(parts)

    # --- looking into what was created, and lists --------------------------------------------------------
    def _plan_projection(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        context = value.get("context")
        names = context if isinstance(context, list) else [context]
        path = tuple(read_name(name)[1] if isinstance(name, str) else "" for name in names)
        scope = value.get("scope")
        scopes = {"single": Scope.SINGLE, "all": Scope.ALL, "some": Scope.SOME}
        found = Scope.SINGLE if scope in (None, "") else scopes.get(tidy(str(scope)).lower())
        operand = value["operand"] if "operand" in value else value.get("fact")
        if found is None:
            return self._refuse(
                "unknown_scope",
                f"De reikwijdte “{shorten(scope)}” is onbekend.",
                f"The scope “{shorten(scope)}” is unknown.",
            )
        return [_Item(operand, Wanted.VALUE, item.xors)], lambda parts: Projection(path, parts[0], found)

    def _plan_list(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        given = value.get("name")
        name = read_name(given)[1] if isinstance(given, str) and not is_nothing(given) else ""
        wanted = item.wanted

        def build(parts: tuple[Expression, ...]) -> Expression:
            return self._build_list(name, parts[0], wanted)

        return [_Item(value.get("items"), wanted, item.xors)], build

    def _build_list(self, name: str, items: Expression, wanted: Wanted) -> Expression:
        """A list holds when its items hold for every row; where a value is wanted, it is the list of values.

        A list of lists is one list of all rows, because it is one question either way.
        """
        if not name:
            names = list_names(items)
            name = f"lijst van {names[0]}" if names else "lijst"
            self._notes.warn(
                "list_without_name",
                f"Een lijst heeft geen naam; zij heet hier [{name}].",
                f"A list has no name; it is called [{name}] here.",
            )
        inner = self._rows.get(id(items))
        rows = Projection(
            (name, *inner.path) if inner else (name,), inner.operand if inner else items, Scope.ALL
        )
        used = self._use_list(rows, wanted)
        self._rows[id(used)] = rows
        self._kept.append(used)  # so that its id is not given to another
        return used

    def _use_list(self, rows: Projection, wanted: Wanted) -> Expression:
        kind = rows.operand.kind
        is_condition = wanted is Wanted.CONDITION or (
            wanted is not Wanted.VALUE and kind is not None and kind.value in ("boolean", "record")
        )
        if not is_condition:
            return rows
        self._notes.warn(
            "list_as_condition",
            f"LIST [{rows.path[0]}] is gelezen als: voor elke rij geldt wat er staat. Zonder rijen geldt het ook.",
            f"LIST [{rows.path[0]}] was read as: for every row the items hold. Without rows it holds as well.",
        )
        return Operation(Operator.AND, (rows,))

    # --- values ------------------------------------------------------------------------------------------
    def _plan_literal(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        if "operand" in value:
            operand = value["operand"]
        else:
            operands = value.get("operands")
            operand = operands[0] if isinstance(operands, list) and len(operands) == 1 else operands
            self._notes.warn_once(
                "operands_of_literal",
                "",
                "LITERAL heeft “operands” in plaats van “operand”, hier en misschien vaker; het is gelezen als één "
                "waarde.",
                "LITERAL has “operands” instead of “operand”, here and maybe more often; it was read as one value.",
            )
        if isinstance(operand, str):
            literal = self._read_literal_text(keep(operand), item.wanted)
            return (), lambda parts: Literal(literal)
        if isinstance(operand, bool | Decimal):
            return (), lambda parts: Literal(operand)
        return self._refuse(
            "no_value",
            "LITERAL heeft geen waarde.",
            "LITERAL has no value that is a yes or no, number or text.",
        )

    def _read_literal_text(self, text: str, wanted: Wanted) -> bool | str:
        answer = _YES_OR_NO.get(text.strip().lower()) if wanted is Wanted.CONDITION else None
        if answer is None:
            return text
        self._notes.warn(
            "text_for_yes_or_no",
            f"De tekst “{shorten(text)}” staat waar een ja of nee hoort; zij is zo gelezen.",
            f"The text “{shorten(text)}” stands where a yes or no belongs; it was read so.",
        )
        return answer

    def _plan_is(self, value: Mapping[str, Any], item: _Item) -> _Plan:
        operand = value.get("operand")
        if not isinstance(operand, str) or not tidy(operand):
            return self._refuse("no_party", "IS noemt geen partij.", "IS names no party.")
        party = None if tidy(operand).upper() == "ANYONE" else Identity(tidy(operand))
        return (), lambda parts: Is(party)

    def _read_text(self, text: str, item: _Item) -> Expression:
        """A name in brackets, the name of a fact without them, or a condition in words."""
        kind, name = read_name(text)
        if is_nothing(text):
            return self._give_up(
                "empty_operand", "Een deel van de bewerking is leeg.", "A part of the operation is empty."
            )
        if kind is FrameKind.FACT:
            return Reference(name)
        if kind is not None:
            return self._give_up("no_fact", f"{shorten(text)} is geen feit.", f"{shorten(text)} is no fact.")
        if name in self._defined.facts or (item.wanted is Wanted.PARTY and "[" not in name):
            self._notes.warn(
                "name_without_brackets",
                f"“{shorten(name)}” staat er zonder haken; het is gelezen als het feit met die naam.",
                f"“{shorten(name)}” has no brackets; it was read as the fact of that name.",
            )
            return Reference(name)
        expression, warnings = parse_leniently(clean(text))
        is_read = "[" in text or any(name in self._defined.facts for name in list_names(expression))
        if is_read and not isinstance(expression, Unreadable):
            for warning in warnings:
                self._notes.warn(warning.code, warning.message.nl, warning.message.en)
            return expression
        self._notes.warn(
            "text_not_readable",
            f"“{shorten(text)}” is geen voorwaarde die wij kunnen lezen.",
            f"“{shorten(text)}” is no condition that we can read.",
        )
        return (
            expression
            if isinstance(expression, Unreadable)
            else Unreadable(f"no fact is named in it: {text}")
        )


_PLANS: Mapping[str, Callable[[ExpressionReader, Mapping[str, Any], _Item], _Plan]] = {
    "NOT": ExpressionReader._plan_not,
    "LESS_THAN": ExpressionReader._plan_less_than,
    "XOR": ExpressionReader._plan_xor,
    "CREATE": ExpressionReader._plan_creation,
    "PROJECTION": ExpressionReader._plan_projection,
    "LIST": ExpressionReader._plan_list,
    "LITERAL": ExpressionReader._plan_literal,
    "IS": ExpressionReader._plan_is,
}

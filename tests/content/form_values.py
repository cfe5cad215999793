"""Aims, the places whose answers decide a condition, and the values that each place can have."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from tests.content.filled_forms import NUMBERS
from tests.content.form_drafts import Draft
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.surroundings import fact_to_law
from waarborg.core.forms.answers import Address
from waarborg.core.forms.fixed_columns import STEPS
from waarborg.core.forms.questions import Question, Type
from waarborg.core.forms.rules import to_law
from waarborg.core.law.values import Money, Value
from waarborg.core.profile import facts as profile
from waarborg.core.profile.vocabulary import Term

MOST_ROWS = 8
#: So many sets of choices are drawn for one question.
_DRAWN = 60


@dataclass(frozen=True)
class Aim:
    """What a value must be. hints: values that may well be."""

    fits: Callable[[Value], bool]
    hints: tuple[Value, ...] = ()


def same(value: Value) -> Aim:
    """Nothing but this value."""
    return Aim(lambda one: type(one) is type(value) and one == value, (value,))


def other(value: Value) -> Aim:
    """Anything but this value."""
    return Aim(lambda one: one != value, (value,))


def below(value: Value) -> Aim:
    """Less, or earlier."""
    return Aim(lambda one: _measure(one) < _measure(value), (value,))


def above(value: Value) -> Aim:
    """More, or later."""
    return Aim(lambda one: _measure(one) > _measure(value), (value,))


def at_most(value: Value) -> Aim:
    """No more, or no later."""
    return Aim(lambda one: _measure(one) <= _measure(value), (value,))


def at_least(value: Value) -> Aim:
    """No less, or no earlier."""
    return Aim(lambda one: _measure(one) >= _measure(value), (value,))


def _measure(value: Value) -> object:
    return value.amount if isinstance(value, Money) else value


@dataclass(frozen=True)
class Leaf:
    """A place whose value is chosen. kind: answer, cell, rows, fact, other or rules; the rest says which one."""

    kind: str
    name: str
    rows: tuple[str, ...] = ()
    row: int = 0
    column: str = ""

    @property
    def address(self) -> Address:
        """The place of an answer, of a table with the cell, or of a group with the rows."""
        return Address(self.name, self.rows)


Pair = tuple[object, Value | None]


def list_values(draft: Draft, leaf: Leaf, aims: Iterable[Aim], draw: random.Random) -> Iterator[Pair]:
    """Yield what a place may hold, each with how conditions read it."""
    hints = [hint for aim in aims for hint in aim.hints]
    match leaf.kind:
        case "rows":
            group = draft.form.find_group(leaf.name)
            question = draft.form.find_question(leaf.name)
            least = (group or question).least if group or question else 0
            yield from ((number, ("",) * number) for number in range(least, MOST_ROWS + 1))
        case "fact":
            yield from _list_of_term(draft, load_vocabulary().get_term(leaf.name), hints, draw)
        case "other":
            owner, _, id = leaf.name.rpartition(":")
            form = draft.library.find_newest(owner)
            question = form.find_question(id) if form is not None else None
            if question is not None:
                yield from _list_of_question(draft, question, hints, draw)
        case "answer":
            question = draft.form.find_question(leaf.name)
            if question is not None:
                yield from _list_of_question(draft, question, hints, draw)
        case "cell":
            yield from _list_of_cell(draft, leaf, hints, draw)


def _list_of_question(
    draft: Draft, question: Question, hints: list[Value], draw: random.Random
) -> Iterator[Pair]:
    for value in _list_plain(draft, question.type, draft.list_options(question), hints, draw):
        yield value, to_law(question, profile.freeze(value))


def _list_of_term(draft: Draft, term: Term, hints: list[Value], draw: random.Random) -> Iterator[Pair]:
    if term.type.value == "list":
        values: Iterable[object] = [tuple("0123"[:number]) for number in range(1, 4)]
    else:
        options = {choice.value: choice.exclusive for choice in term.choices}
        kind = Type(term.type.value) if term.type.value in set(Type) else Type.TEXT
        values = _list_plain(draft, kind, options, hints, draw)
    for value in values:
        yield value, fact_to_law(term, profile.freeze(value))


def _list_of_cell(draft: Draft, leaf: Leaf, hints: list[Value], draw: random.Random) -> Iterator[Pair]:
    if leaf.column in ("level", "residual_level"):
        before = leaf.column.removesuffix("level")
        for (chance, one), (effect, two) in product(STEPS.items(), repeat=2):
            yield {f"{before}likelihood": chance, f"{before}impact": effect}, Decimal(one * two)
        return
    question = draft.form.find_question(leaf.name)
    assert question is not None
    column = next(one for one in question.columns if one.id == leaf.column)
    for value in _list_plain(draft, column.type, draft.list_options(column), hints, draw):
        cell = write_cell(value)
        table = to_law(question, profile.freeze([{column.id: cell}]))
        record = table[0] if isinstance(table, tuple) else None
        yield {column.id: cell}, record.facts.get(column.id) if record is not None else None


def write_cell(value: object) -> str:
    """Return how a cell of a table holds a value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _list_plain(
    draft: Draft, type: Type, options: Mapping[str, bool], hints: list[Value], draw: random.Random
) -> Iterator[object]:
    match type:
        case Type.BOOLEAN:
            yield from (True, False)
        case Type.CHOICE:
            yield from options
        case Type.CHOICES:
            yield from _draw_choices(options, hints, draw)
        case Type.NUMBER | Type.MONEY:
            near = {int(_measure(hint)) + more for hint in hints if isinstance(hint, Decimal | Money) for more in (-1, 0, 1)}  # fmt: skip
            numbers = [number for number in (*near, *NUMBERS) if number >= 0]
            yield from map(str, numbers) if type is Type.MONEY else numbers
        case Type.DATE:
            days = [hint for hint in hints if isinstance(hint, date)] or [draft.on]
            yield from {(day + timedelta(days=more)).isoformat() for day in days for more in (-1500, -1, 0, 1, 30, 400, 1500)}  # fmt: skip
        case Type.LIST:
            yield from (("een", "twee", "drie", "vier")[:number] for number in range(1, 5))
        case _:
            yield from ("tekst", *(hint for hint in hints if isinstance(hint, str) and hint))


def _draw_choices(
    options: Mapping[str, bool], hints: list[Value], draw: random.Random
) -> Iterator[tuple[str, ...]]:
    """Sets of choices that people can make: what excludes the others stands alone."""
    yield from ((value,) for value in options)
    others = [value for value, exclusive in options.items() if not exclusive]
    musts = [one for hint in hints if isinstance(hint, tuple) for one in hint if one in others]
    for _ in range(_DRAWN if len(others) > 1 else 0):
        chosen = draw.sample(others, draw.randint(1, len(others)))
        yield tuple(value for value in others if value in chosen or value in musts)

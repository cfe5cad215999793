"""The conditions of a form as JSON, so that a page without the engine comes to the same three values.

Each expression is a list that begins with what it is. What a page cannot work out says so; nothing is guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.core.forms.forms import Form
from waarborg.core.forms.rules import asked, make_rules
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    Unreadable,
    list_names,
)
from waarborg.core.law.values import Identity, Money, Period, Record, Value, write_number
from waarborg.core.terms.legal_terms import Length, Unit

#: What a page has no days for: when a term ends rests on the days off of each year.
BEYOND = frozenset({Operator.TERM})
#: A condition that goes deeper is left to the engine, which has no limit; those that people write go ten deep.
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one form on a day. frames: what each name comes to. given: what is known of the other names."""

    frames: Mapping[str, object]
    given: Mapping[str, object]


def write_conditions(form: Form, around: Mapping[str, Value], *, on: date) -> Conditions:
    """Return what decides which questions a form asks on a day.

    around: what is known outside the form, by the name under which conditions read it. Only what conditions of
    questions, groups and parts reach goes along: a file that leaves the house holds no more than it needs.
    """
    interpretation = make_rules(form).shallow
    todo = [
        name
        for place in form.places
        for name in (place.item.id, asked(place.item.id))
        if interpretation.list_versions_of_fact(name)
    ]
    todo += [name for part in form.parts if part.when is not None for name in list_names(part.when)]
    frames: dict[str, object] = {}
    given: dict[str, object] = {}
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in around:
            given[name] = write_value(around[name])
            continue
        frame = interpretation.find_fact(name, on)
        if frame is not None and frame.function is not None and not isinstance(frame.function, Creation):
            frames[name] = write_expression(frame.function, on=on)
            todo += list_names(frame.function)
    return Conditions(dict(sorted(frames.items())), dict(sorted(given.items())))


def write_expression(expression: Expression, *, on: date) -> list[object]:
    """Return an expression as lists. `on` is the day on which it is applied."""
    return _write(expression, on) if _is_within(expression, DEEPEST) else ["beyond", []]


def _is_within(expression: Expression, deepest: int) -> bool:
    layer = [expression]
    for _depth in range(deepest):
        layer = [part for one in layer for part in one.parts]
        if not layer:
            return True
    return False


def _write(expression: Expression, on: date) -> list[object]:
    match expression:
        case Reference(name=name):
            return ["fact", name]
        case Literal(value=value):
            return ["value", write_value(value)]
        case EvaluationDate():
            return ["value", write_value(on)]
        case Projection(path=path, operand=operand, scope=scope):
            return ["within", list(path), scope.value, _write(operand, on)]
        case Operation(operator=operator, operands=operands, setting=setting):
            parts = [_write(part, on) for part in operands]
            if operator in BEYOND:
                return ["beyond", parts]
            return [operator.value, parts, *_write_setting(setting)]
        case Unreadable():
            return ["fault"]
    # Nobody acts in a form, so that who does is not known, and nothing was created.
    return ["value", True] if getattr(expression, "identity", "") is None else ["unknown"]


def _write_setting(setting: object) -> Iterator[object]:
    match setting:
        case Rounding(places=places, mode=mode):
            yield [places, mode.value]
        case Length(count=count, unit=unit):
            yield [count, unit.value]
        case Unit():
            yield [setting.value]


def write_value(value: Value) -> object:
    """Return a value as JSON: yes, no and text as they are, lists as lists, all else as an object with one name."""
    match value:
        case bool() | str():
            return value
        case tuple():
            return [write_value(one) for one in value]
        case Money(amount=amount, currency=currency):
            return {"money": [write_number(amount), currency]}
        case date():
            return {"day": value.isoformat()}
        case Period(start=start, end=end):
            return {"period": [start.isoformat(), end.isoformat() if end is not None else None]}
        case Identity(id=id):
            return {"identity": id}
        case Record(facts=facts, id=id):
            return {"row": {name: write_value(one) for name, one in facts.items()}, "id": id}
    return {"number": write_number(value)}

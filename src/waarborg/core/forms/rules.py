"""The conditions of a form as frames of law: which questions are asked, and what an answer is worth to others.

Each question becomes a fact of its own name. Asked without a condition, it is a fact that somebody gives. With one,
it is `IF asked THEN said ELSE nothing`: a question that is not asked reads as no, as an empty text or list, or as
zero, so that what was answered before it disappeared decides nothing any more. As long as nobody can tell whether it
is asked, it is not known either, unless it reads the same both ways.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from waarborg.core.forms.fixed_columns import rate
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import ROWED, Group, Item, Question, Type
from waarborg.core.law.expressions import (
    Expression,
    Literal,
    Operation,
    Operator,
    Reference,
    all_of,
    list_names,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Kind, Money, Record, Value
from waarborg.core.profile import facts as profile
from waarborg.core.terms.text import Text

_NOTHING: Mapping[Type, Value] = {
    Type.BOOLEAN: False,
    Type.NUMBER: Decimal(0),
    Type.MONEY: Money(Decimal(0)),
    Type.CHOICES: (),
    Type.LIST: (),
    Type.TABLE: (),
    Type.RISKS: (),
    Type.ACTIONS: (),
}
_KINDS: Mapping[Type, Kind] = {
    Type.BOOLEAN: Kind.BOOLEAN,
    Type.NUMBER: Kind.NUMBER,
    Type.MONEY: Kind.MONEY,
    Type.DATE: Kind.DATE,
    Type.CHOICES: Kind.LIST,
    Type.LIST: Kind.LIST,
}


class CircularForm(ValueError):
    """Questions that wait for each other, so that none of them is ever asked. `ring` names them."""

    def __init__(self, ring: tuple[str, ...]) -> None:
        self.ring = ring
        super().__init__(f"these wait for each other: {' → '.join(ring)}")


def asked(id: str) -> str:
    """Return the name of the fact that a question or group is asked."""
    return f"{id} wordt gevraagd"


def said(id: str) -> str:
    """Return the name of the fact that holds what was filled in, asked or not."""
    return f"{id} ingevuld"


def find_question_name(name: str) -> str:
    """Return the question behind the name of a fact: for what was filled in, the question itself."""
    return name.removesuffix(said(""))


@dataclass(frozen=True, slots=True)
class Rules:
    """The frames of a form. groups: the repeated groups that stand in no other, in the order to work them out.

    shallow: the same without the facts of the framework, for when it is known what those come to. outside: the names
    that conditions read and that neither the form nor its rows give. conditional: what is asked under a condition only.
    """

    interpretation: Interpretation
    shallow: Interpretation
    groups: tuple[Group, ...]
    outside: frozenset[str]
    conditional: frozenset[str]

    @property
    def framework(self) -> Iterator[str]:
        """The facts of the framework among those names."""
        return (name for name in self.outside if ":" not in name)


@lru_cache(maxsize=256)
def _make(kept: "_Kept") -> Rules:
    return _build(kept.form)


class _Kept:
    """A form under its identity, so that its rules are made once: a form itself is too large to compare."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.form is self.form

    def __hash__(self) -> int:
        return id(self.form)


def make_rules(form: Form) -> Rules:
    """Return the frames of a form. Raises `CircularForm` when questions wait for each other."""
    return _make(_Kept(form))


def _build(form: Form) -> Rules:
    frames = list(_make_frames(form))
    own = {frame.name: frame for frame in frames}
    facts = {frame.name: frame for frame in form.rules.facts}
    interpretation = replace(form.rules, frames=(*form.rules.frames, *frames))
    groups = [
        place.item
        for place in form.places
        if isinstance(place.item, Group) and place.item.repeat and not place.repeated
    ]
    order = _put_in_order(form, groups, own, facts)
    names = {name for frame in frames if frame.function for name in list_names(frame.function)}
    ends = [*(one.when for one in form.outcomes), *(one.when for one in form.checks)]
    for condition in (*ends, *(slot.when for slot in form.signatures)):
        names |= set(list_names(condition)) if condition is not None else set()
    conditional = frozenset(place.item.id for place in form.places if asked(place.item.id) in own)
    shallow = replace(form.rules, frames=(*form.facts, *frames))
    return Rules(
        interpretation, shallow, order, frozenset(_list_outside(names, own, facts, form)), conditional
    )


def _make_frames(form: Form) -> Iterator[FactFrame]:
    for place in form.places:
        item, id = place.item, place.item.id
        conditions = list(_list_conditions(place))
        if conditions:
            yield FactFrame(
                name=asked(id), kind=Kind.BOOLEAN, label=_say_asked(item), function=all_of(*conditions)
            )
        if isinstance(item, Question | Group):
            yield _make_value(item, bool(conditions))
            if conditions:
                yield FactFrame(name=said(id), label=item.ask if isinstance(item, Question) else item.title)


def _list_conditions(place: Place) -> Iterator[Expression]:
    """The conditions of a place: of the nearest group around it that has one, and its own."""
    if place.groups:
        nearest = place.groups[-1]
        if _is_conditional(nearest, place):
            yield Reference(asked(nearest.id))
    elif place.part.when is not None:
        yield place.part.when
    if place.item.when is not None:
        yield place.item.when


def _is_conditional(group: Group, place: Place) -> bool:
    around = place.groups[: place.groups.index(group) + 1]
    return place.part.when is not None or any(one.when is not None for one in around)


def _make_value(item: Question | Group, conditional: bool) -> FactFrame:
    title = item.ask if isinstance(item, Question) else item.title
    kind = _KINDS.get(item.type) if isinstance(item, Question) else Kind.LIST
    if not conditional:
        return FactFrame(name=item.id, label=title, kind=kind)
    function = Operation(
        Operator.IF, (Reference(asked(item.id)), Reference(said(item.id)), _say_nothing(item))
    )
    return FactFrame(name=item.id, label=title, function=function)


def _say_nothing(item: Question | Group) -> Expression:
    if isinstance(item, Group):
        return Literal(())
    if item.type is Type.DATE:
        return Reference(f"{item.id} heeft geen dag")
    return Literal(_NOTHING.get(item.type, ""))


def _say_asked(item: Item) -> Text:
    title = item.ask if isinstance(item, Question) else item.title
    if title is None:
        return Text("dit wordt getoond", "this is shown")
    return Text(f"de vraag “{title.nl}” wordt gesteld", f"the question “{title.en}” is asked")


def _list_read(name: str, own: Mapping[str, FactFrame], facts: Mapping[str, FactFrame]) -> tuple[str, ...]:
    frame = own.get(name) or facts.get(name)
    return list_names(frame.function) if frame is not None and frame.function is not None else ()


def _put_in_order(
    form: Form, groups: Iterable[Group], own: Mapping[str, FactFrame], facts: Mapping[str, FactFrame]
) -> tuple[Group, ...]:
    """Repeated groups so that each comes after those its rows rest on. Raises `CircularForm` for a ring anywhere."""
    by_id = {group.id: group for group in groups}
    inside: dict[str, list[str]] = {id: [] for id in by_id}
    for place in form.places:
        for around in place.groups:
            if around.id in inside:
                inside[around.id].append(place.item.id)

    def read(name: str) -> tuple[str, ...]:
        more = tuple(asked(id) for id in inside.get(name, ()) if asked(id) in own)
        return (*_list_read(name, own, facts), *more)

    done: dict[str, None] = {}
    for start in (*own, *facts):
        path: dict[str, None] = {}
        todo: list[tuple[str, bool]] = [(start, False)]
        while todo:
            name, leaving = todo.pop()
            if leaving:
                del path[name]
                done[name] = None
            elif name in path:
                names = list(path)
                raise CircularForm((*names[names.index(name) :], name))
            elif name not in done:
                path[name] = None
                todo.append((name, True))
                todo.extend((one, False) for one in reversed(read(name)))
    return tuple(by_id[name] for name in done if name in by_id)


def _list_outside(
    names: Iterable[str], own: Mapping[str, FactFrame], facts: Mapping[str, FactFrame], form: Form
) -> Iterator[str]:
    """The names that conditions reach and somebody outside the form must give: facts, other forms, the framework."""
    framework = {frame.name for frame in form.rules.facts} - {frame.name for frame in form.facts}
    todo, seen = list(names), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in framework or ":" in name:
            yield name
        else:
            todo.extend(_list_read(name, own, facts))


def to_law(question: Question, value: profile.Value) -> Value | None:
    """Return an answer in the shape in which conditions read it; None when nothing is said."""
    if value is None:
        return None
    if question.type in ROWED:
        columns = {column.id: column.type for column in question.columns}
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
        return tuple(_make_record(row, columns, is_risk=question.type is Type.RISKS) for row in rows)
    return _convert(question.type, value)


def _make_record(row: profile.Row, columns: Mapping[str, Type], *, is_risk: bool) -> Record:
    """A row as conditions see it; of a risk with its `level` and `residual_level`, 1 to 9, as far as they are known."""
    known = {name: _read_cell(columns[name], text) for name, text in row.items() if name in columns and text}
    if is_risk:
        for name, before in (("level", ""), ("residual_level", "residual_")):
            level = rate(row.get(f"{before}likelihood"), row.get(f"{before}impact"))
            known[name] = Decimal(level) if level is not None else None
    return Record({name: value for name, value in known.items() if value is not None})


def _read_cell(type: Type, text: str) -> Value | None:
    if type is Type.BOOLEAN:
        return {"yes": True, "no": False}.get(text)
    if type is Type.CHOICES:
        return tuple(text.split())
    return _convert(type, text)


def _convert(type: Type, value: object) -> Value | None:
    match type:
        case Type.BOOLEAN:
            return value if isinstance(value, bool) else None
        case Type.NUMBER:
            return Decimal(str(value))
        case Type.MONEY:
            return Money(Decimal(str(value)))
        case Type.DATE:
            return date.fromisoformat(str(value))
        case Type.CHOICES | Type.LIST:
            return tuple(str(one) for one in value) if isinstance(value, tuple) else None
    return str(value)

"""A form as JSON for a page, in one language: its parts, questions and rows, with what is known around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from waarborg.adapters.form_files.offline.conditions import write_conditions, write_expression
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Column, Group, Information, Item, Option, Part, Question, Type
from waarborg.core.forms.rules import make_rules
from waarborg.core.law.values import Value
from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Aside:
    """Something known elsewhere, in words: what it is, what it says, where it stands and why it is shown.

    own: the question of this form whose answer it is; the page then says what stands there now.
    """

    title: str
    text: str
    source: str
    why: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An answer that is known elsewhere. place: where, such as fact:goal. value: as this question would hold it.

    kind: new, changed or different, as offers have it. on: since which day.
    """

    place: str
    value: object
    kind: str
    aside: Aside
    on: str


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is known around a form, in the language of the file and for who may read it.

    values: as conditions read them, by name. names: what is behind a name, in words. roles: the choices for a role.
    numbers: of questions. cited: of questions, words and address. beside: of questions. offered: of questions, as long
    as nothing is answered. differing: by place, beside the answer that stands there. files: titles by token.
    """

    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roles: Sequence[tuple[str, str]] = ()
    numbers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cited: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=lambda: MappingProxyType({}))
    beside: Mapping[str, Sequence[Aside]] = field(default_factory=lambda: MappingProxyType({}))
    offered: Mapping[str, Proposal] = field(default_factory=lambda: MappingProxyType({}))
    differing: Mapping[str, Proposal] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def describe_form(form: Form, around: Around, *, on: date, language: str) -> dict[str, object]:
    """Return a form as plain values: all that a page needs to show it and to know what is asked.

    on: the day on which conditions are worked out. language: `nl` or `en`.
    """
    writer = _Writer(around, on, language)
    conditions = write_conditions(form, around.values, on=on)
    rules = make_rules(form)
    return {
        "parts": [writer.write_part(part) for part in form.parts],
        "frames": conditions.frames,
        "given": conditions.given,
        "conditional": sorted(rules.conditional),
        "order": [group.id for group in rules.groups],
        "names": dict(sorted(around.names.items())),
        "differing": {place: _write_proposal(one) for place, one in sorted(around.differing.items())},
        "files": dict(sorted(around.files.items())),
    }


class _Writer:
    """Writes the parts of one form."""

    def __init__(self, around: Around, on: date, language: str) -> None:
        self._around, self._on, self._language = around, on, language

    def write_part(self, part: Part) -> dict[str, object]:
        """A chapter."""
        when = write_expression(part.when, on=self._on) if part.when is not None else None
        return _drop_empty(
            id=part.id,
            title=self._say(part.title),
            text=self._say(part.text),
            when=when,
            items=[self._write(item) for item in part.items],
        )

    def _write(self, item: Item) -> dict[str, object]:
        if isinstance(item, Question):
            return self._write_question(item)
        if isinstance(item, Information):
            return _drop_empty(
                kind="info", id=item.id, title=self._say(item.title), text=self._say(item.text)
            )
        return self._write_group(item)

    def _write_group(self, group: Group) -> dict[str, object]:
        return _drop_empty(
            kind="group",
            id=group.id,
            title=self._say(group.title),
            text=self._say(group.text),
            repeat=group.repeat,
            one=self._say(group.one),
            label=group.label,
            least=group.least,
            items=[self._write(item) for item in group.items],
        )

    def _write_question(self, question: Question) -> dict[str, object]:
        around = self._around
        offered = around.offered.get(question.id)
        return _drop_empty(
            kind="question",
            id=question.id,
            type=question.type.value,
            ask=self._say(question.ask),
            number=around.numbers.get(question.id, ""),
            help=self._say(question.help),
            example=self._say(question.example),
            required=question.required,
            judgement=question.judgement,
            least=question.least,
            unit=self._say(question.unit),
            options=self._write_options(question),
            rows_of=question.options_from.group if question.options_from is not None else "",
            columns=[self._write_column(column) for column in question.columns],
            cited=[list(one) for one in around.cited.get(question.id, ())],
            beside=[_write_aside(one) for one in around.beside.get(question.id, ())],
            offer=_write_proposal(offered) if offered is not None else None,
        )

    def _write_column(self, column: Column) -> dict[str, object]:
        return _drop_empty(
            id=column.id,
            type=column.type.value,
            ask=self._say(column.title),
            required=column.required,
            options=self._write_options(column),
            rows_of=column.options_from.group if column.options_from is not None else "",
        )

    def _write_options(self, item: Question | Column) -> list[dict[str, object]]:
        if item.type is Type.ROLE:
            return [{"value": id, "label": label} for id, label in self._around.roles]
        return [self._write_option(option) for option in item.options]

    def _write_option(self, option: Option) -> dict[str, object]:
        return _drop_empty(value=option.value, label=self._say(option.label), alone=option.exclusive)

    def _say(self, text: Text | None) -> str:
        return text.in_language(self._language) if text is not None else ""


def _write_proposal(one: Proposal) -> dict[str, object]:
    return _drop_empty(
        place=one.place,
        answer=one.value,
        kind=one.kind,
        on=one.on,
        aside=_write_aside(one.aside),
    )


def _write_aside(one: Aside) -> dict[str, object]:
    return _drop_empty(title=one.title, text=one.text, source=one.source, why=one.why, own=one.own)


def _drop_empty(**values: object) -> dict[str, object]:
    """The values that say something: a file of hundreds of questions is read faster without the rest."""
    return {name: value for name, value in values.items() if value or name == "answer"}

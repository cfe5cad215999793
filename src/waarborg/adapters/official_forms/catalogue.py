"""What each task of a definition becomes in our form: its id, its type, its options, and the rows it stands in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from waarborg.adapters.official_forms.definitions import (
    Definition,
    OfficialOption,
    OfficialValue,
    Task,
    write_value,
)
from waarborg.adapters.official_forms.findings import Findings, Sort
from waarborg.adapters.official_forms.texts import make_name, to_line
from waarborg.core.forms.official import NOTHING, YES
from waarborg.core.forms.questions import Type
from waarborg.core.terms.text import Text

#: What stands behind the id of a question for the group of its rows.
ROWS = "rijen"
_ONE_OF = ("select_option", "radio_option")
_SOME_OF = ("checkbox_option", "multiselect_scrollable", "multiselect_option")
_ORDINARY: Mapping[str, Type] = {
    "text_input": Type.TEXT,
    "open_text": Type.MARKUP,
    "date": Type.DATE,
    "image": Type.IMAGE,
}
_NUMBER = "number"
#: The option that is added where several can be chosen, so that one can say that none of them fits.
NONE_OF_THESE = Text("Geen van deze", "None of these")
_SAYS_NONE = re.compile(r"(?:geen|niet van toepassing|n\.?v\.?t\.?|none|niets)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of our form, and what the official file calls it."""

    value: str
    option: OfficialOption


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A task in our form. around: the tasks around it. type: None for a group or what is only read.

    rows: the ids of the repeated groups around its answer, the outermost first; own_rows: that of its own rows, when
    it is a question that is repeated. tick: the one option there is, for which yes stands. none: the option that was
    added to say that none fits. options_from: the group whose rows are its options, and the question that names them.
    """

    task: Task
    id: str
    around: tuple[Task, ...]
    rows: tuple[str, ...]
    type: Type | None = None
    choices: tuple[Choice, ...] = ()
    tick: str = ""
    none: str = ""
    options_from: tuple[str, str] | None = None
    own_rows: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it holds other tasks."""
        return bool(self.task.tasks)

    def find_choice(self, value: OfficialValue) -> Choice | None:
        """Return the option with an official value; a text is not the yes or no that looks like it."""
        for choice in self.choices:
            known = choice.option.value
            if type(known) is type(value) and known == value:
                return choice
        return None


class Catalogue:
    """All tasks of a definition, by the id the official file gives them."""

    def __init__(self, definition: Definition, findings: Findings) -> None:
        self._findings = findings
        self._places = {task.id: (task, around) for task, around in definition.walk()}
        self._ids = _make_ids(task for task, _ in definition.walk())
        self._known = {id: self._make(task, around) for id, (task, around) in self._places.items()}

    def get(self, id: str) -> Known:
        """Return a task that is there."""
        return self._known[id]

    def find(self, id: str) -> Known | None:
        """Return a task, None when there is none of this id."""
        return self._known.get(id)

    def __iter__(self) -> Iterator[Known]:
        return iter(self._known.values())

    def list_labels(self) -> Mapping[str, str]:
        """Return the question that names the rows of a group, for groups whose rows are options elsewhere."""
        return {
            known.options_from[0]: known.options_from[1]
            for known in reversed(self._known.values())
            if known.options_from is not None
        }

    # --- one task ------------------------------------------------------------------------------------------
    def _make(self, task: Task, around: tuple[Task, ...]) -> Known:
        id = self._ids[task.id]
        rows = tuple(self._ids[one.id] for one in around if one.repeatable)
        if not task.answer_types:
            return Known(task=task, id=id, around=around, rows=rows)
        is_action = task.repeatable and any(one.holds_actions for one in around[-1:])
        if is_action and task.answer_types[0] in ("open_text", "text_input"):
            return Known(task=task, id=id, around=around, rows=rows, type=Type.ACTIONS)
        own_rows = f"{id}.{ROWS}" if task.repeatable else ""
        rows = (*rows, own_rows) if own_rows else rows
        if len(task.answer_types) > 1:
            self._findings.add(
                Sort.CHANGED,
                task.spot,
                Text(f"De vraag heeft meer dan één soort ({', '.join(task.answer_types)}); de eerste telt.", f"The question has more than one type ({', '.join(task.answer_types)}); the first counts."),
                Text("Splits de vraag als beide nodig zijn.", "Split the question if both are needed."),
            )  # fmt: skip
        word = task.answer_types[0]
        if word not in (*_ONE_OF, *_SOME_OF):
            type = Type.NUMBER if task.value_type == _NUMBER and word == "text_input" else _ORDINARY[word]
            return Known(task=task, id=id, around=around, rows=rows, type=type, own_rows=own_rows)
        return self._make_chosen(task, around, id, rows, own_rows)

    def _make_chosen(
        self, task: Task, around: tuple[Task, ...], id: str, rows: tuple[str, ...], own_rows: str
    ) -> Known:
        several = task.answer_types[0] in _SOME_OF
        type, tick, source = Type.CHOICES if several else Type.CHOICE, "", None
        choices: tuple[Choice, ...] = ()
        if task.source_options:
            source = self._find_source(task)
            if source is None:
                type = Type.LIST if several else Type.TEXT
        else:
            choices = self._make_choices(task)
            if {choice.option.value for choice in choices} == {True, False} and not several:
                type, choices = Type.BOOLEAN, ()
            elif not choices and task.value_type == "boolean" and not several:
                type = Type.BOOLEAN
            elif len(choices) == 1:
                type, tick = Type.BOOLEAN, choices[0].option.text
            elif not choices:
                type = Type.LIST if several else Type.TEXT
                self._findings.add(
                    Sort.LOST,
                    task.spot,
                    Text("De keuzes staan niet in het bestand; hier is het een open vraag.", "The options are not in the file; here it is an open question."),
                    Text("Schrijf de keuzes onder `options` in het formulier.", "Write the options under `options` in the form."),
                )  # fmt: skip
        return Known(
            task=task, id=id, around=around, rows=rows, type=type, choices=choices, tick=tick,
            none=self._find_none(task, choices) if type is Type.CHOICES else "", options_from=source, own_rows=own_rows,
        )  # fmt: skip

    def _find_none(self, task: Task, choices: tuple[Choice, ...]) -> str:
        """An option to say that none fits: an empty list of choices says nothing in our forms."""
        if not choices or any(_SAYS_NONE.match(choice.option.shown) for choice in choices):
            return ""
        self._findings.add_to(
            Sort.CHANGED,
            task.spot,
            Text("Er is een keuze “Geen van deze” bij, want daar betekent een lege lijst dat niets past.", "There is an option “None of these” as well, because an empty list there means that nothing fits."),
            Text("Er is niets te doen.", "There is nothing to do."),
        )  # fmt: skip
        return make_name(NONE_OF_THESE.nl, {choice.value for choice in choices}, otherwise="geen")

    def _make_choices(self, task: Task) -> tuple[Choice, ...]:
        found: dict[str, Choice] = {}
        seen: set[str] = set()
        for number, option in enumerate(task.options, start=1):
            if option.text in seen:
                self._findings.add(
                    Sort.SLIP,
                    task.spot,
                    Text(f"De keuze “{option.text}” staat er twee keer.", f"The option “{option.text}” is there twice."),
                    Text("Zij is één keer overgenomen.", "It was taken over once."),
                )  # fmt: skip
                continue
            seen.add(option.text)
            words = option.value if isinstance(option.value, str) else option.shown
            value = make_name(words, found, otherwise=f"keuze-{number}")
            found[value] = Choice(value, option)
        return tuple(found.values())

    def _find_source(self, task: Task) -> tuple[str, str] | None:
        """The group and the question whose answers are the options; None when our form cannot take them from there."""
        place = self._places.get(task.source_options)
        if place is None:
            says = Text(f"De keuzes komen uit vraag {task.source_options}, en die is er niet.", f"The options come from question {task.source_options}, which is not there.")  # fmt: skip
        else:
            source, around = place
            repeated = [one for one in around if one.repeatable]
            if (
                len(repeated) == 1
                and around[-1] is repeated[0]
                and not source.repeatable
                and source.answer_types
            ):
                return self._ids[repeated[0].id], self._ids[source.id]
            says = Text(f"De keuzes komen uit vraag {source.id}; die staat niet zelf in een groep met rijen.", f"The options come from question {source.id}, which does not itself stand in a group of rows.")  # fmt: skip
        self._findings.add(
            Sort.LOST,
            task.spot,
            says,
            Text("Hier is het een open vraag; schrijf de antwoorden over.", "Here it is an open question; copy the answers."),
        )  # fmt: skip
        return None


def _make_ids(tasks: Iterator[Task]) -> dict[str, str]:
    """Our ids have small letters only; two that become the same are told apart by a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for task in tasks:
        id, number = task.id.lower(), 2
        while id in taken:
            id = f"{task.id.lower()}-{number}"
            number += 1
        taken.add(id)
        found[task.id] = id
    return found


def describe_values(known: Known) -> dict[str, str]:
    """Return what the official file calls the options of a question, where the label does not say it."""
    if known.tick:
        return {YES: known.tick}
    values = {
        choice.value: choice.option.text
        for choice in known.choices
        if choice.option.text != to_label(choice.option)
    }
    return values | ({known.none: NOTHING} if known.none else {})


def to_label(option: OfficialOption) -> str:
    """Return what a reader sees of an option."""
    return to_line(option.shown) or write_value(option.value)

"""What an official definition says, in the words of its makers, before anything of it is translated."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from waarborg.adapters.official_forms.findings import Spot

#: What stands in the value of an option or of a condition.
OfficialValue = str | bool | int | float | None


class Kind(StrEnum):
    """Who writes a definition in this way."""

    FORM_FILLER = "par-dpia-form"
    TASK_REGISTRY = "task-registry"


@dataclass(frozen=True, slots=True)
class OfficialOption:
    """One possible answer. label: empty where only the value is written."""

    value: str | bool | None
    label: str = ""

    @property
    def text(self) -> str:
        """How an answer names it."""
        return write_value(self.value)

    @property
    def shown(self) -> str:
        """How a reader sees it."""
        return self.label or self.text


@dataclass(frozen=True, slots=True)
class Condition:
    """That a task is shown or hidden because of an answer elsewhere."""

    id: str
    operator: str
    value: OfficialValue
    action: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class InstanceMapping:
    """That a task has as many rows as the rows in which another question stands."""

    id: str
    how: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Reference:
    """Another question for which the answer counts too. how: such as `pre-view`; empty where only the number is given."""

    form: str
    id: str
    how: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Calculation:
    """A score: an expression, and which points it gives when. nested: whether it stands under a condition."""

    key: str
    expression: str
    points: tuple[tuple[str, int | float], ...]
    spot: Spot
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """A reason for an outcome."""

    id: str
    expression: str
    explanation: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Level:
    """How strong an outcome is, and when it holds."""

    level: str
    expression: str
    result: str
    explanation: str
    criteria: tuple[Criterion, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Assessment:
    """An outcome; of its levels the first that holds counts."""

    id: str
    levels: tuple[Level, ...]
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A chapter, a group or a question. official_number: whether its number is that of the instrument itself.

    source_options: the question whose answers are its options. required, default: None where nothing is said.
    """

    id: str
    title: str
    types: tuple[str, ...]
    spot: Spot
    description: str = ""
    options: tuple[OfficialOption, ...] = ()
    value_type: str = ""
    repeatable: bool = False
    item_name: str = ""
    label_template: str = ""
    conditions: tuple[Condition, ...] = ()
    source_options: str = ""
    mappings: tuple[InstanceMapping, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    references: tuple[Reference, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    official_number: bool = True
    in_fria: bool = False
    holds_actions: bool = False
    shows_actions: bool = False
    required: bool | None = None
    default: OfficialValue = None
    category: str = ""
    tasks: tuple["Task", ...] = ()

    @property
    def answer_types(self) -> tuple[str, ...]:
        """The sorts of answer it asks for; empty for a group and for what is only read."""
        return tuple(one for one in self.types if one not in ("task_group", "informational"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A definition for the form filler. numbered: whether the numbers are shown before the titles.

    variant: which of the two published schemas it fits: v1, v2, both, or parts of each.
    """

    name: str
    urn: str
    version: str
    description: str
    variant: str
    numbered: bool
    tasks: tuple[Task, ...]
    assessments: tuple[Assessment, ...] = ()

    @property
    def short_name(self) -> str:
        """The last word of the urn, such as dpia."""
        return self.urn.rpartition(":")[2]

    def walk(self) -> Iterator[tuple[Task, tuple[Task, ...]]]:
        """Yield every task with those around it, the outermost first, in the order of the file."""
        todo: list[tuple[Task, tuple[Task, ...]]] = [(task, ()) for task in reversed(self.tasks)]
        while todo:
            task, around = todo.pop()
            yield task, around
            todo.extend((inner, (*around, task)) for inner in reversed(task.tasks))


@dataclass(frozen=True, slots=True)
class RegistryLink:
    """Where a question of the task registry points: one of these is filled."""

    text: str = ""
    url: str = ""
    urn: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryTask:
    """A question of the task registry. topic: what it is about. id: the last part of its urn."""

    id: str
    urn: str
    question: str
    topic: str
    types: tuple[str, ...]
    roles: tuple[str, ...]
    phases: tuple[str, ...]
    links: tuple[RegistryLink, ...]
    required: bool | None
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A definition of the task registry."""

    name: str
    urn: str
    version: str
    description: str
    language: str
    url: str
    owners: tuple[str, ...]
    schema_version: str
    tasks: tuple[RegistryTask, ...]

    @property
    def short_name(self) -> str:
        """The word of the urn before its version, such as aiia."""
        return self.urn.split(":")[-2]


def write_value(value: OfficialValue) -> str:
    """Return a value as an answer holds it: true, false and null as words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

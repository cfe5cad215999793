"""Questions, the groups they stand in, and the parts of a form: what is asked, and how it may be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.law.expressions import Expression
from waarborg.core.profile.vocabulary import Source
from waarborg.core.terms.text import Text


class Type(StrEnum):
    """What sort of answer a question asks for."""

    TEXT = "text"  # one line
    MARKUP = "markup"  # paragraphs and lists
    CHOICE = "choice"  # one option
    CHOICES = "choices"  # any number of options
    BOOLEAN = "boolean"  # yes, no, or "I do not know"
    NUMBER = "number"
    MONEY = "money"  # euro
    DATE = "date"
    LIST = "list"  # short texts, one below the other
    ROLE = "role"  # a role of the framework
    FILE = "file"
    IMAGE = "image"
    TABLE = "table"  # rows with the columns of the question
    RISKS = "risks"  # rows with the columns of a risk
    ACTIONS = "actions"  # rows with the columns of an action point


#: Types whose answer is rows.
ROWED = frozenset({Type.TABLE, Type.RISKS, Type.ACTIONS})
#: Types that may stand in a column of a table.
IN_COLUMNS = frozenset(
    {Type.TEXT, Type.CHOICE, Type.CHOICES, Type.BOOLEAN, Type.NUMBER, Type.MONEY, Type.DATE}
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source of the form, such as article 35(1). `place` is empty for the whole."""

    source: Source
    place: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. exclusive: cannot stand beside another one."""

    value: str
    label: Text
    help: Text | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class OptionsFrom:
    """Options that are the rows of a repeatable group, each called by its answer to the question `label`."""

    group: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    id: str
    title: Text
    type: Type
    required: bool = False
    options: tuple[Option, ...] = ()
    options_from: OptionsFrom | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A question elsewhere that says the same, or helps to answer; and why.

    form: the id of another form; empty for this one, `fact` for a fact of the dossier.
    """

    form: str
    question: str
    why: Text

    @property
    def place(self) -> str:
        """As it is written in content: `iama:2.1`, `fact:goal` or `2.1`."""
        return f"{self.form}:{self.question}" if self.form else self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    required: must be answered before the form can be signed. fact: the key of the vocabulary that says the same.
    taken_from: questions of other forms whose answer is offered. beside: what is shown next to it and never
    copied. judgement: a judgement of the people who fill in the form, so nothing is ever offered. when: only asked
    when this holds. replaces: questions of the version before this one whose answers belong here now.
    """

    id: str
    ask: Text
    type: Type
    help: Text | None = None
    example: Text | None = None
    required: bool = True
    fact: str = ""
    taken_from: tuple[Link, ...] = ()
    beside: tuple[Link, ...] = ()
    judgement: bool = False
    when: Expression | None = None
    options: tuple[Option, ...] = ()
    options_from: OptionsFrom | None = None
    columns: tuple[Column, ...] = ()
    least: int = 0
    unit: Text | None = None
    roles: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    replaces: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        chosen = self.type in (Type.CHOICE, Type.CHOICES)
        if chosen != bool(self.options or self.options_from):
            raise ValueError(f"{self.id}: options belong to type choice or choices, and only there")
        if self.options and self.options_from:
            raise ValueError(f"{self.id}: options are written out or come from a group, not both")
        if bool(self.columns) != (self.type in ROWED):
            raise ValueError(f"{self.id}: columns belong to a table, and only there")
        if self.judgement and (self.fact or self.taken_from):
            raise ValueError(f"{self.id}: a judgement is never filled in from elsewhere")
        require_unique([item.value for item in self.options], f"options of {self.id}")
        require_unique([item.id for item in self.columns], f"columns of {self.id}")

    def find_option(self, value: str) -> Option | None:
        """Return the written-out option with this value, or None."""
        return next((item for item in self.options if item.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """Something to read between the questions."""

    id: str
    text: Text
    title: Text | None = None
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together. repeat: there can be any number of rows of it.

    one: what a row is called. label: the question whose answer names a row. least: the fewest rows.
    """

    id: str
    title: Text
    items: tuple["Item", ...]
    text: Text | None = None
    repeat: bool = False
    one: Text | None = None
    label: str = ""
    least: int = 0
    when: Expression | None = None
    roles: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.repeat != (self.one is not None):
            raise ValueError(f"{self.id}: a group that is repeated says what one row is called, and no other")
        if self.label and not self.repeat:
            raise ValueError(f"{self.id}: only a group that is repeated has a label")


Item = Question | Information | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """A ground of the Woo on which a part is often kept out of the public summary."""

    ground: str
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter: what one page of the form shows. roles: who usually fills it in."""

    id: str
    title: Text
    items: tuple[Item, ...]
    text: Text | None = None
    roles: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    when: Expression | None = None
    withhold: Withholding | None = None


def require_unique(ids: Iterable[str], what: str) -> None:
    """Raise `ValueError` when an id is there twice; `what` says of what."""
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise ValueError(f"{what}: {id!r} is there twice")
        seen.add(id)

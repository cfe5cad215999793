"""Questions, the groups they stand in, and the parts of a form: what is asked, and how it may be answered."""

from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.forms.faults import Fault, WrongForm, find_double, say_double
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
    when this holds. replaces: questions of the version before this one whose answers belong here now. Raises
    `WrongForm` for what contradicts itself.
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
        if chosen and not (self.options or self.options_from):
            raise WrongForm(Fault(self.id, _NO_OPTIONS, _GIVE_OPTIONS, "type"))
        if not chosen and (self.options or self.options_from):
            key = "options" if self.options else "options_from"
            raise WrongForm(Fault(self.id, _OPTIONS_OF_NO_CHOICE, _LEAVE_OPTIONS_OUT, key))
        if self.options and self.options_from:
            raise WrongForm(Fault(self.id, _OPTIONS_TWICE, _ONE_OF_BOTH, "options_from"))
        if self.type in ROWED and not self.columns:
            raise WrongForm(Fault(self.id, _NO_COLUMNS, _GIVE_COLUMNS, "type"))
        if self.type not in ROWED and self.columns:
            raise WrongForm(Fault(self.id, _COLUMNS_OF_NO_TABLE, _LEAVE_COLUMNS_OUT, "columns"))
        if self.judgement and (self.fact or self.taken_from):
            raise WrongForm(Fault(self.id, _FILLED_JUDGEMENT, _LEAVE_FILLING_OUT, "judgement"))
        for key, ids in (
            ("options", [item.value for item in self.options]),
            ("columns", [item.id for item in self.columns]),
        ):
            if (double := find_double(ids)) is not None:
                raise WrongForm(Fault(self.id, *say_double(double), key))

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

    one: what a row is called. label: the question whose answer names a row. least: the fewest rows. Raises
    `WrongForm` for what contradicts itself.
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
        if self.repeat and self.one is None:
            raise WrongForm(Fault(self.id, _UNNAMED_ROW, _NAME_ROW, "repeat"))
        if self.one is not None and not self.repeat:
            raise WrongForm(Fault(self.id, _ROW_OF_NO_ROWS, _REPEAT_OR_LEAVE_OUT, "one"))
        if self.label and not self.repeat:
            raise WrongForm(Fault(self.id, _LABEL_OF_NO_ROWS, _REPEAT_OR_LEAVE_OUT, "label"))


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


# --- what a question or group cannot be --------------------------------------------------------------------------
_NO_OPTIONS = Text(
    "Deze vraag is een keuze, en er is niets om uit te kiezen.",
    "This question is a choice, and there is nothing to choose from.",
)
_GIVE_OPTIONS = Text(
    "Schrijf de keuzes onder “options”, of noem bij “options_from” een groep.",
    "Write the choices under “options”, or name a group at “options_from”.",
)
_OPTIONS_OF_NO_CHOICE = Text(
    "Alleen een vraag van het type “choice” of “choices” heeft keuzes.",
    "Only a question of type “choice” or “choices” has options.",
)
_LEAVE_OPTIONS_OUT = Text(
    "Kies een van die types, of haal de keuzes weg.", "Take one of those types, or take the options away."
)
_OPTIONS_TWICE = Text(
    "De keuzes staan er al, en komen ook nog uit een groep.",
    "The options are written out, and come from a group as well.",
)
_ONE_OF_BOTH = Text(
    "Houd “options” of “options_from”, niet allebei.", "Keep “options” or “options_from”, not both."
)
_NO_COLUMNS = Text("Deze tabel heeft geen kolommen.", "This table has no columns.")
_GIVE_COLUMNS = Text("Schrijf de kolommen onder “columns”.", "Write the columns under “columns”.")
_COLUMNS_OF_NO_TABLE = Text(
    "Alleen een vraag van het type “table” heeft kolommen.", "Only a question of type “table” has columns."
)
_LEAVE_COLUMNS_OUT = Text(
    "Maak er een tabel van, of haal de kolommen weg.", "Make it a table, or take the columns away."
)
_FILLED_JUDGEMENT = Text(
    "Een oordeel wordt nooit van elders ingevuld.", "A judgement is never filled in from elsewhere."
)
_LEAVE_FILLING_OUT = Text(
    "Haal “fact” en “from” weg, of “judgement”.", "Take “fact” and “from” away, or “judgement”."
)
_UNNAMED_ROW = Text(
    "Deze groep kan vaker worden ingevuld, en er staat niet hoe één rij heet.",
    "This group can be repeated, and it does not say what one row is called.",
)
_NAME_ROW = Text(
    "Zet onder “one” hoe één rij heet, in twee talen.",
    "Say under “one” what one row is called, in both languages.",
)
_ROW_OF_NO_ROWS = Text(
    "“one” zegt hoe één rij heet, en deze groep heeft geen rijen.",
    "“one” says what one row is called, and this group has no rows.",
)
_LABEL_OF_NO_ROWS = Text(
    "“label” geeft een rij haar naam, en deze groep heeft geen rijen.",
    "“label” names a row, and this group has no rows.",
)
_REPEAT_OR_LEAVE_OUT = Text(
    "Zet er “repeat: true” bij, of haal dit weg.", "Add “repeat: true”, or take this away."
)

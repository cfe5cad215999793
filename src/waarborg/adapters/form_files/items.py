"""One question, group or part of a form's file to a core object."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from waarborg.adapters.content_files.suggestions import suggest
from waarborg.adapters.law_files.notation import NotationError, parse_condition
from waarborg.core.forms.faults import Fault, WrongForm
from waarborg.core.forms.fixed_columns import ACTION_COLUMNS, RISK_COLUMNS
from waarborg.core.forms.forms import Check, Level, Outcome, Slot, SlotKind
from waarborg.core.forms.questions import (
    Cited,
    Column,
    Group,
    Information,
    Item,
    Link,
    Option,
    OptionsFrom,
    Part,
    Question,
    Type,
    Withholding,
)
from waarborg.core.law.expressions import Expression
from waarborg.core.profile.vocabulary import Source, Vocabulary
from waarborg.core.terms.text import Text

_Entry = Mapping[str, Any]
_Made = TypeVar("_Made")
_FIXED = {Type.RISKS: RISK_COLUMNS, Type.ACTIONS: ACTION_COLUMNS}


class Maker:
    """Makes the parts of one form, each from what its file says. Raises `WrongForm` for what cannot be made.

    wrong: what `make_all` left out because it cannot be made.
    """

    def __init__(self, sources: Mapping[str, Source], vocabulary: Vocabulary) -> None:
        self.sources = sources
        self.vocabulary = vocabulary
        self.wrong: list[Fault] = []

    def make_all(self, make: Callable[[_Entry], _Made], entries: Iterable[_Entry]) -> tuple[_Made, ...]:
        """Return what is made of entries; one that cannot be made is left out, and `wrong` says why."""
        made = []
        for one in entries:
            try:
                made.append(make(one))
            except WrongForm as error:
                self.wrong += error.faults
        return tuple(made)

    def make_part(self, one: _Entry) -> Part:
        """Return a chapter."""
        withhold = one.get("withhold")
        return Part(
            id=one["part"],
            title=Text(**one["title"]),
            items=self.make_all(self.make_item, one["items"]),
            text=make_text(one, "text"),
            roles=tuple(one.get("roles", ())),
            phases=tuple(one.get("phases", ())),
            when=self.make_condition(one, "when", of=one["part"]),
            withhold=Withholding(ground=withhold["ground"], why=Text(**withhold["why"]))
            if withhold
            else None,
        )

    def make_item(self, one: _Entry) -> Item:
        """Return a question, a group or something to read."""
        if "question" in one:
            return self._make_question(one)
        if "group" in one:
            return self._make_group(one)
        return Information(
            id=one["info"],
            text=Text(**one["text"]),
            title=make_text(one, "title"),
            when=self.make_condition(one, "when", of=one["info"]),
        )

    def make_slot(self, one: _Entry) -> Slot:
        """Return who must advise, consent or sign."""
        return Slot(
            id=one["slot"],
            kind=SlotKind(one["kind"]),
            title=Text(**one["title"]),
            role=one["role"],
            help=make_text(one, "help"),
            when=self.make_condition(one, "when", of=one["slot"]),
            required=one.get("required", True),
            cited=self.cite(one),
        )

    def make_outcome(self, one: _Entry) -> Outcome:
        """Return what follows from answers."""
        return Outcome(
            id=one["outcome"],
            title=Text(**one["title"]),
            level=Level(one["level"]),
            when=self.require_condition(one, "when", of=one["outcome"]),
            says=Text(**one["says"]),
            action=make_text(one, "action"),
            form=one.get("form", ""),
            cited=self.cite(one),
        )

    def make_check(self, one: _Entry) -> Check:
        """Return which answers do not go together."""
        return Check(
            id=one["check"],
            when=self.require_condition(one, "when", of=one["check"]),
            says=Text(**one["says"]),
            remedy=Text(**one["remedy"]),
            about=tuple(one["about"]),
            blocks=one.get("blocks", False),
            cited=self.cite(one),
        )

    def make_condition(self, one: _Entry, key: str, *, of: str) -> Expression | None:
        """Return the condition under a key, None where there is none."""
        return self.require_condition(one, key, of=of) if key in one else None

    def require_condition(self, one: _Entry, key: str, *, of: str) -> Expression:
        """Return the condition under a key."""
        try:
            return parse_condition(one[key])
        except NotationError as error:
            raise WrongForm(Fault(of, _say_unreadable(error, key), error.remedy, key)) from error

    def cite(self, one: _Entry) -> tuple[Cited, ...]:
        """Return the places in sources that an entry names."""
        found = []
        for text in one.get("sources", ()):
            name, _, place = text.partition(":")
            if name not in self.sources:
                says = Text(
                    f"Onder “sources” van dit formulier staat geen bron “{name}”.",
                    f"There is no source “{name}” under “sources” of this form.",
                )
                raise WrongForm(Fault(find_id(one), says, suggest(name, self.sources), "sources"))
            found.append(Cited(self.sources[name], place))
        return tuple(found)

    def _make_question(self, one: _Entry) -> Question:
        id, type = one["question"], Type(one["type"])
        options = tuple(_make_option(item) for item in one.get("options", ()))
        fact = one.get("fact", "")
        if fact and not options and type in (Type.CHOICE, Type.CHOICES):
            term = self.vocabulary.find_term(fact)
            if term is None:
                keys = [one.key for one in self.vocabulary.terms]
                says = Text(
                    f"Het feit “{fact}” staat niet in de woordenlijst.",
                    f"The fact “{fact}” is not in the vocabulary.",
                )
                raise WrongForm(Fault(id, says, suggest(fact, keys), "fact"))
            options = tuple(Option(item.value, item.label, None, item.exclusive) for item in term.choices)
        return Question(
            id=id,
            ask=Text(**one["ask"]),
            type=type,
            help=make_text(one, "help"),
            example=make_text(one, "example"),
            required=one.get("required", True),
            fact=fact,
            taken_from=tuple(_make_links(one.get("from", ()))),
            beside=tuple(_make_links(one.get("beside", ()))),
            judgement=one.get("judgement", False),
            when=self.make_condition(one, "when", of=id),
            options=options,
            options_from=_make_options_from(one),
            columns=_FIXED.get(type) or tuple(_make_column(item) for item in one.get("columns", ())),
            least=one.get("least", 0),
            unit=make_text(one, "unit"),
            roles=tuple(one.get("roles", ())),
            cited=self.cite(one),
            replaces=tuple(one.get("replaces", ())),
        )

    def _make_group(self, one: _Entry) -> Group:
        return Group(
            id=one["group"],
            title=Text(**one["title"]),
            items=self.make_all(self.make_item, one["items"]),
            text=make_text(one, "text"),
            repeat=one.get("repeat", False),
            one=make_text(one, "one"),
            label=one.get("label", ""),
            least=one.get("least", 0),
            when=self.make_condition(one, "when", of=one["group"]),
            roles=tuple(one.get("roles", ())),
            replaces=tuple(one.get("replaces", ())),
        )


def find_id(one: _Entry) -> str:
    """Return the id of a part, question, slot or whatever an entry is; `$` for one without."""
    keys = ("part", "group", "question", "info", "slot", "outcome", "check", "fact")
    return str(next((one[key] for key in keys if key in one), "$"))


def _say_unreadable(error: NotationError, key: str) -> Text:
    """What is wrong with a condition, with the sign where, counted in its text."""
    at = (
        Text(f"teken {error.column}", f"sign {error.column}")
        if error.line == 1
        else Text(f"regel {error.line}, teken {error.column}", f"line {error.line}, sign {error.column}")
    )
    return Text(
        f"De voorwaarde onder “{key}” is niet te lezen, bij {at.nl}: {error.message.nl}",
        f"The condition under “{key}” cannot be read, at {at.en}: {error.message.en}",
    )


def make_text(one: _Entry, key: str) -> Text | None:
    """Return the text under a key, None where there is none."""
    return Text(**one[key]) if key in one else None


def _make_option(one: _Entry) -> Option:
    return Option(one["value"], Text(**one["label"]), make_text(one, "help"), one.get("exclusive", False))


def _make_options_from(one: _Entry) -> OptionsFrom | None:
    found = one.get("options_from")
    return OptionsFrom(found["group"], found["label"]) if found else None


def _make_column(one: _Entry) -> Column:
    return Column(
        id=one["id"],
        title=Text(**one["title"]),
        type=Type(one["type"]),
        required=one.get("required", False),
        options=tuple(_make_option(item) for item in one.get("options", ())),
        options_from=_make_options_from(one),
    )


def _make_links(entries: Iterable[_Entry]) -> Iterable[Link]:
    for one in entries:
        form, _, question = one["question"].rpartition(":")
        yield Link(form, question, Text(**one["why"]))

"""Forms filled in at random, so that their conditions meet every sort of answer; the same for the same seed."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from tests.small_form import answer
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.surroundings import fact_to_law
from waarborg.core.forms.answers import Address, Sheet
from waarborg.core.forms.checking import list_written
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import ROWED, Column, Group, Item, Question, Type
from waarborg.core.forms.reading import Reading
from waarborg.core.forms.rules import make_rules, to_law
from waarborg.core.law.values import Kind, Value
from waarborg.core.profile import facts as profile
from waarborg.core.profile.vocabulary import Term

ON = date(2027, 12, 3)
NUMBERS = (0, 1, 2, 3, 5, 10, 100, 9_999, 10_000, 1_000_000)
#: The rows of each repeated group that stands in no other.
Rows = Mapping[str, tuple[str, ...]]


class Filler:
    """Fills in forms, each time otherwise."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)

    def fill(self, form: Form, library: Library) -> Reading:
        """Return a form with an answer to every question in every row, where all around it is known."""
        given: dict[Address, object] = {}
        asked: list[tuple[Address, Question]] = []
        rows: dict[str, tuple[str, ...]] = {}
        todo: list[tuple[Item, tuple[str, ...]]] = [(item, ()) for part in form.parts for item in part.items]
        while todo:
            item, around = todo.pop()
            if isinstance(item, Question):
                asked.append((Address(item.id, around), item))
            elif isinstance(item, Group) and item.repeat:
                names = given[Address(item.id, around)] = tuple(
                    "abc"[: self._draw.randint(max(1, item.least), 3)]
                )
                rows |= {} if around else {item.id: names}
                todo += [(one, (*around, name)) for name in names for one in item.items]
            elif isinstance(item, Group):
                todo += [(one, around) for one in item.items]
        given |= {address: self.make_value(question, rows) for address, question in asked}
        sheet = Sheet.of(answer(str(address), value) for address, value in given.items())
        return Reading(form, sheet, self.look_around(form, library), on=ON)

    def look_around(self, form: Form, library: Library) -> dict[str, Value]:
        """Return something for every fact, other form and rule that conditions of a form read."""
        found = {name: self._look_at(form, library, name) for name in sorted(make_rules(form).outside)}
        return {name: value for name, value in found.items() if value is not None}

    def _look_at(self, form: Form, library: Library, name: str) -> Value | None:
        id, _, question = name.rpartition(":")
        if id == "fact":
            return self._make_fact(question)
        if id:
            other = library.find_newest(id)
            asked = other.find_question(question) if other is not None else None
            return to_law(asked, profile.freeze(self.make_value(asked, {}))) if asked is not None else None
        match form.rules.list_versions_of_fact(name)[0].kind:
            case Kind.DATE:
                return self._make_day()
            case Kind.NUMBER:
                return Decimal(self._draw.choice(NUMBERS))
        return self._draw.random() < 0.5

    def _make_fact(self, key: str) -> Value | None:
        term = load_vocabulary().get_term(key)
        return fact_to_law(term, profile.freeze(self.make_term(term)))

    def make_term(self, term: Term) -> object:
        """Return a value that fits a term of the vocabulary, but for its form where that is a link or a month."""
        kind = "text" if term.type.value in ("month", "link", "contact") else term.type.value
        if kind == "list":
            return tuple("01"[: self._draw.randint(0, 2)])
        return self._make(Type(kind), {choice.value: choice.exclusive for choice in term.choices})

    # --- values ------------------------------------------------------------------------------------------
    def make_value(self, question: Question, rows: Rows) -> object:
        """Return an answer that fits a question."""
        if question.type in ROWED:
            number = self._draw.randint(max(1, question.least), 3)
            return tuple(
                {column.id: self._make_cell(column, rows) for column in question.columns}
                for _ in range(number)
            )
        return self._make(question.type, _list_options(question, rows))

    def _make_cell(self, column: Column, rows: Rows) -> str:
        value = self._make(column.type, _list_options(column, rows))
        if isinstance(value, bool):
            return "yes" if value else "no"
        return " ".join(value) if isinstance(value, tuple) else str(value)

    def _make(self, type: Type, options: Mapping[str, bool]) -> object:
        match type:
            case Type.BOOLEAN:
                return self._draw.random() < 0.5
            case Type.CHOICE:
                return self._draw.choice(list(options))
            case Type.CHOICES:
                return self._choose(options)
            case Type.NUMBER:
                return self._draw.choice(NUMBERS)
            case Type.MONEY:
                return str(self._draw.choice(NUMBERS))
            case Type.DATE:
                return self._make_day().isoformat()
            case Type.LIST:
                return ("een", "twee")[: self._draw.randint(1, 2)]
        return "tekst"

    def _choose(self, options: Mapping[str, bool]) -> tuple[str, ...]:
        alone = [value for value, exclusive in options.items() if exclusive]
        others = [value for value, exclusive in options.items() if not exclusive]
        if alone and (not others or self._draw.random() < 0.3):
            return (self._draw.choice(alone),)
        return tuple(self._draw.sample(others, self._draw.randint(1, min(4, len(others)))))

    def _make_day(self) -> date:
        return ON + timedelta(days=self._draw.choice((-1500, -30, 0, 30, 1500)))


def _list_options(item: Question | Column, rows: Rows) -> Mapping[str, bool]:
    if item.options_from is None:
        return list_written(item)
    return dict.fromkeys(rows.get(item.options_from.group, ("a",)), False)

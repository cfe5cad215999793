"""A form filled in, that can be changed: answers with the dossier around them, where one fact is said once.

A question that records a fact of the dossier and that fact always say the same here, as right after saving.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from tests.content.filled_forms import Filler
from tests.content.form_worlds import Facts, look
from tests.small_form import answer
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.core.forms.answers import Address, Sheet, list_table_rows
from waarborg.core.forms.checking import check_answer, list_written
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Column, Group, Item, Question
from waarborg.core.forms.reading import Reading
from waarborg.core.forms.rules import make_rules, to_law
from waarborg.core.law.values import Value
from waarborg.core.profile import facts as profile


@dataclass
class Draft:
    """Answers by place, facts of the dossier by key, answers in other forms by place, and the day."""

    form: Form
    library: Library
    on: date
    filler: Filler
    answers: dict[Address, object] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    others: dict[str, object] = field(default_factory=dict)

    def copy(self) -> "Draft":
        """Another draft that says the same."""
        new = copy(self)
        new.answers, new.facts, new.others = dict(self.answers), dict(self.facts), dict(self.others)
        return new

    # --- saying ------------------------------------------------------------------------------------------
    def answer_all(self) -> None:
        """Answer every question in every row; whatever stood there is gone."""
        self.answers.clear()
        todo: list[tuple[Item, tuple[str, ...]]] = [
            (item, ()) for part in self.form.parts for item in part.items
        ]
        later: list[tuple[Address, Question]] = []
        while todo:
            item, around = todo.pop()
            if isinstance(item, Question):
                later.append((Address(item.id, around), item))
            elif isinstance(item, Group):
                todo += self._enter(item, around)
        for address, question in later:
            self.answer(address, self.make_value(question))

    def _enter(self, group: Group, around: tuple[str, ...]) -> Iterator[tuple[Item, tuple[str, ...]]]:
        if not group.repeat:
            yield from ((one, around) for one in group.items)
            return
        names = tuple("abc"[: max(2, group.least)])
        self.answers[Address(group.id, around)] = names
        yield from ((one, (*around, name)) for name in names for one in group.items)

    def surround(self, facts: Facts) -> None:
        """Make these the facts of the dossier, and answer the questions that record them accordingly."""
        self.facts = dict(facts)
        for question in self.form.questions:
            if question.fact:
                address = Address(question.id)
                value = facts.get(question.fact)
                self.answer(address, value if value is not None else self.answers[address])
        for name in make_rules(self.form).outside:
            owner, _, id = name.rpartition(":")
            if owner == "fact" and id not in self.facts:
                self.facts[id] = self.make_fact(id)
            elif owner and owner != "fact" and name not in self.others:
                other = self.library.find_newest(owner)
                asked = other.find_question(id) if other is not None else None
                self.others[name] = self.make_value(asked) if asked is not None else None

    def answer(self, address: Address, value: object) -> None:
        """Answer a question; a fact that it records is said along."""
        self.answers[address] = value
        question = self.form.find_question(address.question)
        if question is not None and question.fact:
            self.facts[question.fact] = value

    def say_fact(self, key: str, value: object) -> None:
        """Say a fact of the dossier; a question that records it is answered along."""
        self.facts[key] = value
        for question in self.form.questions:
            if question.fact == key:
                self.answers[Address(question.id)] = value

    def set_rows(self, address: Address, number: int) -> None:
        """Give a repeated group, or a question that is answered with rows, so many rows."""
        question = self.form.find_question(address.question)
        if question is not None:
            rows = list_table_rows(profile.freeze(self.answers.get(address)))[:number]
            while len(rows) < number:
                rows += tuple(list_table_rows(profile.freeze(self.make_value(question))))
            self.answers[address] = tuple(dict(row) for row in rows[:number])
            return
        group = self.form.find_group(address.question)
        assert group is not None, address
        names = self.list_rows(address)[:number]
        fresh = (f"r{place}" for place in count() if f"r{place}" not in names)
        while len(names) < number:
            names += (next(fresh),)
        self.answers[address] = names
        for name in names:
            self._fill_row(group, (*address.rows, name))

    def set_cells(self, address: Address, row: int, cells: Mapping[object, object]) -> None:
        """Write in a row of a table, when it is there."""
        rows: list[object] = list(list_table_rows(profile.freeze(self.answers[address])))
        if row < len(rows):
            rows[row] = {**rows[row], **cells}
            self.answers[address] = tuple(rows)

    def _fill_row(self, group: Group, rows: tuple[str, ...]) -> None:
        todo: list[tuple[Item, tuple[str, ...]]] = [(one, rows) for one in group.items]
        while todo:
            item, around = todo.pop()
            if isinstance(item, Question) and Address(item.id, around) not in self.answers:
                self.answers[Address(item.id, around)] = self.make_value(item)
            elif isinstance(item, Group) and (
                not item.repeat or Address(item.id, around) not in self.answers
            ):
                todo += self._enter(item, around)

    def list_rows(self, address: Address) -> tuple[str, ...]:
        """The rows of a repeated group."""
        value = self.answers.get(address)
        return tuple(str(one) for one in value) if isinstance(value, tuple) else ()

    # --- values ------------------------------------------------------------------------------------------
    def make_value(self, question: Question) -> object:
        """Some answer that fits a question."""
        return self.filler.make_value(question, self._list_all_rows())

    def make_fact(self, key: str) -> object:
        """Some value of a fact."""
        return self.filler.make_term(load_vocabulary().get_term(key))

    def list_options(self, item: Question | Column) -> Mapping[str, bool]:
        """What can be chosen now."""
        if item.options_from is None:
            return list_written(item)
        return dict.fromkeys(self.list_rows(Address(item.options_from.group)) or ("a",), False)

    def _list_all_rows(self) -> dict[str, tuple[str, ...]]:
        return {group.id: self.list_rows(Address(group.id)) for group in self.form.groups if group.repeat}

    # --- reading -----------------------------------------------------------------------------------------
    def tidy(self) -> None:
        """Choose anew where a chosen row is gone, and forget answers in rows that are gone."""
        for address, value in list(self.answers.items()):
            place = self.form.find_place(address.question)
            assert place is not None
            inside = place.repeated
            around = [(group.id, address.rows[:depth]) for depth, group in enumerate(inside)]
            if any(
                address.rows[depth] not in self.list_rows(Address(id, rows))
                for depth, (id, rows) in enumerate(around)
            ):
                del self.answers[address]
            elif (
                isinstance(place.item, Question)
                and self._chooses_rows(place.item)
                and check_answer(place.item, value, self.list_options)
            ):
                self.answers[address] = self.make_value(place.item)

    def _chooses_rows(self, question: Question) -> bool:
        return any(one.options_from is not None for one in (question, *question.columns))

    def look_around(self) -> dict[str, Value]:
        """What conditions read beside the answers."""
        rules = make_rules(self.form)
        found = look(self.facts, frozenset(rules.framework), self.on)
        wanted = {name: value for name, value in found.items() if name in rules.outside}
        for place, value in self.others.items():
            owner, _, id = place.rpartition(":")
            other = self.library.find_newest(owner)
            question = other.find_question(id) if other is not None else None
            read = to_law(question, profile.freeze(value)) if question is not None else None
            if read is not None:
                wanted[place] = read
        return wanted

    def read(self) -> Reading:
        """The form as it is filled in now."""
        self.tidy()
        sheet = Sheet.of(answer(str(address), value) for address, value in self.answers.items())
        return Reading(self.form, sheet, self.look_around(), on=self.on)

    def list_faults(self) -> list[str]:
        """Answers that do not fit their questions; empty for what people could have filled in."""
        return [
            f"{address}: {fault.message.en}"
            for address, value in self.answers.items()
            if (question := self.form.find_question(address.question)) is not None
            for fault in check_answer(question, value, self.list_options)
        ]

"""One form with its answers, on a day: which questions are asked, which wait, and what conditions come to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Group, Information, Item, Part, Question
from waarborg.core.forms.rules import asked, find_question_name, make_rules, said, to_law
from waarborg.core.law.evaluation import Conclusion, Evaluation, Situation, list_unknown
from waarborg.core.law.explaining import Explanation, explain
from waarborg.core.law.expressions import Expression
from waarborg.core.law.values import Record, Value, is_known
from waarborg.core.terms.text import Text

Rows = tuple[str, ...]


class Standing(StrEnum):
    """Whether something is asked: yes, no, or only known once something else is answered."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Shown:
    """Something of the form at its place. answer: None when nothing was ever said there. depth: groups around it.

    condition: what its condition comes to; None where it has none.
    """

    address: Address
    item: Item
    standing: Standing
    answer: Answer | None = None
    depth: int = 0
    condition: Conclusion | None = None

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The questions and facts on which it depends whether this is asked; empty when that is known."""
        if self.standing is not Standing.WAITING or self.condition is None:
            return ()
        return list_waiting(self.condition)


class Reading:
    """One form, filled in so far, on a day.

    outside: facts of the dossier (`fact:key`), answers in other forms (`iama:1.1`) and facts of the law, by the name
    under which conditions read them; what is not there is not known. What the framework makes of them is worked out
    once; an outcome is explained down to the articles all the same.
    """

    def __init__(self, form: Form, sheet: Sheet, outside: Mapping[str, Value], *, on: date) -> None:
        self.form, self.sheet, self.on = form, sheet, on
        self._rules = make_rules(form)
        self._outside = frozenset(outside)
        self._concluded = self._conclude_framework(outside)
        self._given: dict[str, Value] = {**outside, **self._concluded}
        self._rows: dict[tuple[str, Rows], Evaluation] = {}
        self._given |= dict(self._list_said(self._plain, ()))
        for group in self._rules.groups:
            self._evaluation = self._evaluate(self._given)
            if (records := self._make_records(group, (), ())) is not None:
                self._given[self._name(group.id)] = records
        self._rows = {}
        self._evaluation = self._evaluate(self._given)

    @property
    def around(self) -> Mapping[str, Value]:
        """What is known outside the form, with what the framework makes of it, by the names that conditions read."""
        return {name: self._given[name] for name in (*self._outside, *self._concluded)}

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """Everything in the form, in its order, the rows of a repeated group one after the other."""
        return tuple(one for part in self.form.parts for one in self._list_part(part))

    def list_shown(self, part: Part) -> tuple[Shown, ...]:
        """Return everything in a part, in its order."""
        if "shown" in self.__dict__:
            ids = {place.item.id for place in self.form.places if place.part.id == part.id}
            return tuple(one for one in self.shown if one.item.id in ids)
        return tuple(self._list_part(part))

    def conclude(self, condition: Expression) -> Conclusion:
        """Return what a condition comes to, outside all repeated groups, with every step."""
        return self._whole.conclude(condition)

    def explain(self, conclusion: Conclusion) -> Explanation:
        """Return why a conclusion of `conclude` holds, in both languages, with its sources."""
        return explain(self._rules.interpretation, conclusion, self._whole.situation)

    def find_standing(self, id: str, rows: Rows = ()) -> Standing:
        """Return whether a question or group is asked, in a row where it stands in a repeated group."""
        return self._stand(id, rows)[0]

    def find_part_standing(self, part: Part) -> Standing:
        """Return whether a part is asked at all."""
        if part.when is None:
            return Standing.ASKED
        return _judge(self._evaluation.conclude(part.when).value)

    # --- what is shown -----------------------------------------------------------------------------------
    def _list_part(self, part: Part) -> Iterator[Shown]:
        todo: list[tuple[Item, Rows, int]] = [(item, (), 0) for item in reversed(part.items)]
        while todo:
            item, rows, depth = todo.pop()
            standing, condition = self._stand(item.id, rows)
            address = Address(item.id, rows)
            answer = None if isinstance(item, Information) else self.sheet.find(address)
            yield Shown(address, item, standing, answer, depth, condition)
            if isinstance(item, Group):
                below = self.sheet.list_rows(item.id, rows) if item.repeat else None
                for row in reversed(below) if below is not None else [None]:
                    inner = rows if row is None else (*rows, row)
                    todo.extend((one, inner, depth + 1) for one in reversed(item.items))

    def _stand(self, id: str, rows: Rows) -> tuple[Standing, Conclusion | None]:
        if id not in self._rules.conditional:
            return Standing.ASKED, None
        place = self.form.find_place(id)
        conclusion = self._within(place.repeated if place else (), rows).conclude_fact(asked(id))
        return _judge(conclusion.value), conclusion

    def _conclude_framework(self, outside: Mapping[str, Value]) -> dict[str, Value]:
        evaluation = Evaluation(self._rules.interpretation, Situation(values=outside, on=self.on))
        found = {name: evaluation.conclude_fact(name).value for name in self._rules.framework}
        return {name: value for name, value in found.items() if is_known(value)}

    @cached_property
    def _whole(self) -> Evaluation:
        """The evaluation in which the framework works out its facts itself, so that each step can be told."""
        worked_out = self._concluded.keys() - self._outside
        given = {name: value for name, value in self._given.items() if name not in worked_out}
        suppliers = {name: self._find_supplier(name) for name in given}
        return Evaluation(
            self._rules.interpretation, Situation(values=given, on=self.on, suppliers=suppliers)
        )

    def _find_supplier(self, name: str) -> Text:
        """Who said what is given, for the explanation: this form, another one, or the dossier."""
        owner, _sep, id = name.rpartition(":")
        if owner and owner != "fact":
            return Text(f"het formulier {owner.upper()}", f"the form {owner.upper()}")
        if not owner and self.form.find_place(find_question_name(id)) is not None:
            return Text("een antwoord in dit formulier", "an answer in this form")
        return Text("het dossier", "the dossier")

    # --- values ------------------------------------------------------------------------------------------
    @cached_property
    def _plain(self) -> tuple[Question, ...]:
        """The questions that are answered once."""
        return tuple(
            question
            for question in self.form.questions
            if (place := self.form.find_place(question.id)) is not None and not place.repeated
        )

    def _name(self, id: str) -> str:
        """The name under which what was filled in is given: the question itself, where it has no condition."""
        return said(id) if id in self._rules.conditional else id

    def _list_said(self, questions: Iterable[Question], rows: Rows) -> Iterator[tuple[str, Value]]:
        for question in questions:
            value = to_law(question, self.sheet.value(Address(question.id, rows)))
            if value is not None:
                yield self._name(question.id), value

    def _evaluate(self, given: Mapping[str, Value]) -> Evaluation:
        return Evaluation(self._rules.shallow, Situation(values=given, on=self.on))

    def _within(self, around: tuple[Group, ...], rows: Rows) -> Evaluation:
        """The evaluation within a row of repeated groups: what is said there, and around it."""
        if not around:
            return self._evaluation
        key = (around[-1].id, rows)
        if (known := self._rows.get(key)) is None:
            given = dict(self._given)
            for depth, group in enumerate(around, start=1):
                given |= dict(self._list_said(_list_own(group), rows[:depth]))
            known = self._rows[key] = self._evaluate(given)
            for inner in _list_groups(around[-1]):
                if (records := self._make_records(inner, around, rows)) is not None:
                    given[self._name(inner.id)] = records
                    known = self._rows[key] = self._evaluate(given)
        return known

    def _make_records(self, group: Group, around: tuple[Group, ...], rows: Rows) -> tuple[Record, ...] | None:
        """The rows of a group as conditions see them; None when nobody said which there are and some must be."""
        if not self.sheet.has_rows(group.id, rows) and group.least > 0:
            return None
        return tuple(
            self._make_record((*around, group), (*rows, row)) for row in self.sheet.list_rows(group.id, rows)
        )

    def _make_record(self, around: tuple[Group, ...], rows: Rows) -> Record:
        within = self._within(around, rows)
        ids = [*(item.id for item in _list_own(around[-1])), *(item.id for item in _list_groups(around[-1]))]
        found: dict[str, Value] = {}
        for id in ids:
            value = within.conclude_fact(id).value
            if is_known(value):
                found[id] = value
        return Record(found, id=".".join(rows))


def list_waiting(conclusion: Conclusion) -> tuple[str, ...]:
    """Return the questions and facts on which a conclusion rests that is not known yet."""
    return tuple(dict.fromkeys(find_question_name(name) for name in list_unknown(conclusion)))


def _judge(value: object) -> Standing:
    if value is True:
        return Standing.ASKED
    # A fault is a condition that does not fit its answers: nobody is asked, and nothing is hidden for good.
    return Standing.NOT_ASKED if value is False else Standing.WAITING


def _list_own(group: Group) -> Iterator[Question]:
    """The questions of a row: those of the group, and of groups in it that are not repeated."""
    todo = list(reversed(group.items))
    while todo:
        item = todo.pop()
        if isinstance(item, Question):
            yield item
        elif isinstance(item, Group) and not item.repeat:
            todo.extend(reversed(item.items))


def _list_groups(group: Group) -> Iterator[Group]:
    """The repeated groups within a row, not those within their rows."""
    todo = list(reversed(group.items))
    while todo:
        item = todo.pop()
        if isinstance(item, Group):
            if item.repeat:
                yield item
            else:
                todo.extend(reversed(item.items))

"""Read answers to try a form on: `{"1.1": true, "4": ["a"], "4.1@a": "processor", "2.3": null}`.

The answers of an assessment as Waarborg writes them (`answers_file`) are read too; who said them does not count here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.json_depth import find_too_deep
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.checking import check_answer, list_written
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Column, Group, Information, Question
from waarborg.core.profile.facts import freeze
from waarborg.core.terms.text import Text

MOST_BYTES = 16 * 1024 * 1024
MOST_LEVELS = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """What a file says. sheet: the answers to the form itself. elsewhere: those to other forms, by place (`iama:2.1`)."""

    sheet: Sheet
    elsewhere: Mapping[str, tuple[Question, Answer]]


def read_answers_file(path: Path, form: Form, library: Library, *, by: str, at: datetime) -> Answered:
    """Return the answers in a file. Raises `LawFileError` naming the place and the remedy."""
    return _Reader(path.name, form, library, by, at).read(read_text(path, most_bytes=MOST_BYTES))


def read_answers(text: str, form: Form, library: Library, *, file: str, by: str, at: datetime) -> Answered:
    """Return the answers in a text of JSON, by place; null says that somebody does not know.

    The object itself holds the answers, or they stand in it under `answers`, also as a list of `place`, `value` and
    `declined`. A repeated group lists its rows, and `4.1@a` is the answer to 4.1 in row a. Raises `LawFileError` naming the place and the remedy.
    """
    return _Reader(file, form, library, by, at).read(text)


class _Reader:
    def __init__(self, file: str, form: Form, library: Library, by: str, at: datetime) -> None:
        self.file, self.form, self.library = file, form, library
        self._by, self._at = by, at

    def read(self, text: str) -> Answered:
        own: list[Answer] = []
        elsewhere: dict[str, tuple[Question, Answer]] = {}
        for place, value in self._parse(text).items():
            if ":" in place:
                elsewhere[place] = self._read_elsewhere(place, value)
            else:
                own.append(self._read_own(place, value))
        sheet = Sheet.of(own)
        for answer in own:
            self._check_rows(answer, sheet)
            self._check_value(answer, sheet)
        return Answered(sheet, elsewhere)

    # --- one answer --------------------------------------------------------------------------------------
    def _read_own(self, text: str, value: object) -> Answer:
        place, address = self._find(text, self.form, text)
        if len(address.rows) != len(place.repeated):
            groups = [group.id for group in place.repeated]
            shape = (
                f"{address.question}@{'.'.join('abcdefgh'[: len(groups)])}" if groups else address.question
            )
            self._refuse(
                text,
                Text("Het aantal rijen klopt niet.", "The number of rows is not right."),
                Text(
                    f"Schrijf {shape}, met een rij van elke groep eromheen.",
                    f"Write {shape}, with a row of each group around it.",
                )
                if groups
                else Text(
                    f"Schrijf {shape}; deze vraag staat in geen rij.",
                    f"Write {shape}; this question stands in no row.",
                ),
            )
        if isinstance(place.item, Group):
            self._require_rows(text, place.item, value)
        return self._make(text, address, value)

    def _read_elsewhere(self, text: str, value: object) -> tuple[Question, Answer]:
        id, _, question = text.partition(":")
        other = self.library.find_newest(id)
        if other is None:
            self._refuse(
                text,
                Text(f"Er is geen formulier {id}.", f"There is no form {id}."),
                Text("`waarborg forms list` noemt ze alle.", "`waarborg forms list` lists them all."),
            )
        place, address = self._find(question, other, text)
        if place.repeated or not isinstance(place.item, Question):
            self._refuse(
                text,
                Text("Dit is geen vraag met één antwoord.", "This is no question with one answer."),
                Text("Laat het weg; hier leest niets het.", "Leave it out; nothing reads it here."),
            )
        answer = self._make(text, address, value)
        self._require_fit(text, place.item, answer, Sheet.of(()))
        return place.item, answer

    def _find(self, text: str, form: Form, place: str) -> tuple[Place, Address]:
        try:
            address = Address.parse(text)
        except ValueError:
            self._refuse(
                place,
                Text("Dit is geen plaats in een formulier.", "This is no place in a form."),
                Text(
                    "Schrijf het kenmerk van een vraag, zoals 2.1, of 2.1@a in rij a.",
                    "Write the id of a question, such as 2.1, or 2.1@a in row a.",
                ),
            )
        found = form.find_place(address.question)
        if found is None or isinstance(found.item, Information):
            ids = [one.id for one in (*form.questions, *form.groups)]
            near = get_close_matches(address.question, ids, n=1)
            self._refuse(
                place,
                Text("Deze vraag is er niet.", "There is no such question."),
                Text(f"Bedoelt u {near[0]}?", f"Do you mean {near[0]}?")
                if near
                else Text(
                    f"`waarborg forms show {form.id}` noemt ze alle.",
                    f"`waarborg forms show {form.id}` lists them all.",
                ),
            )
        return found, address

    def _make(self, text: str, address: Address, value: object) -> Answer:
        try:
            frozen = freeze(value)
        except TypeError:
            self._refuse(
                text,
                Text("Zo’n waarde kan geen antwoord zijn.", "Such a value cannot be an answer."),
                Text(
                    "Geef ja of nee, een getal, een tekst, een lijst van teksten of rijen met teksten.",
                    "Give yes or no, a number, a text, a list of texts or rows of texts.",
                ),
            )
        return Answer(address=address, value=frozen, declined=value is None, by=self._by, at=self._at)

    # --- whether it fits ---------------------------------------------------------------------------------
    def _require_rows(self, text: str, group: Group, value: object) -> None:
        if group.repeat and isinstance(value, list) and len(set(map(str, value))) == len(value):
            try:
                Address(group.id, tuple(value))
            except (ValueError, TypeError):
                pass
            else:
                return
        self._refuse(
            text,
            Text("Dit is geen lijst van rijen.", "This is no list of rows.")
            if group.repeat
            else Text("Deze groep heeft geen rijen.", "This group has no rows."),
            Text(
                'Geef elke rij een eigen kenmerk van kleine letters en cijfers, zoals ["a", "b"].',
                'Give each row an id of its own of small letters and digits, such as ["a", "b"].',
            )
            if group.repeat
            else Text("Geef de antwoorden op haar vragen.", "Give the answers to its questions."),
        )

    def _check_rows(self, answer: Answer, sheet: Sheet) -> None:
        place = self.form.find_place(answer.address.question)
        assert place is not None  # it was found before
        rows = answer.address.rows
        for depth, group in enumerate(place.repeated):
            if rows[depth] not in sheet.list_rows(group.id, rows[:depth]):
                around = Address(group.id, rows[:depth])
                self._refuse(
                    str(answer.address),
                    Text(f"Er is geen rij {rows[depth]}.", f"There is no row {rows[depth]}."),
                    Text(f"Zet haar in de lijst van {around}.", f"Put it in the list of {around}."),
                )

    def _check_value(self, answer: Answer, sheet: Sheet) -> None:
        question = self.form.find_question(answer.address.question)
        if question is not None:
            self._require_fit(str(answer.address), question, answer, sheet)

    def _require_fit(self, text: str, question: Question, answer: Answer, sheet: Sheet) -> None:
        def list_options(item: Question | Column) -> Mapping[str, bool]:
            if item.options_from is None:
                return list_written(item)
            return dict.fromkeys(sheet.list_rows(item.options_from.group), False)

        for fault in check_answer(question, answer.value, list_options):
            self._refuse(f"{text}{fault.path}", fault.message, fault.remedy)

    # --- JSON --------------------------------------------------------------------------------------------
    def _parse(self, text: str) -> dict[str, object]:
        if (too_deep := find_too_deep(text, MOST_LEVELS)) is not None:
            self._refuse(
                f"character {too_deep}",
                Text("Hier staat te veel in elkaar.", "Too much stands within each other here."),
                Text("Geef een vlakke lijst van antwoorden.", "Give a flat list of answers."),
            )
        try:
            document = json.loads(text, object_pairs_hook=self._require_once, parse_constant=_refuse_constant)
        except LawFileError:
            raise
        except ValueError as error:
            self._refuse(
                f"line {getattr(error, 'lineno', 1)}",
                Text("Dit is geen geldige JSON.", "This is no valid JSON."),
                Text("Let op komma’s, haakjes en aanhalingstekens.", "Look at commas, brackets and quotes."),
            )
        inner = document.get("answers") if isinstance(document, dict) else None
        if isinstance(inner, list):
            return self._list_by_place(inner)
        answers = inner if isinstance(inner, dict) else document
        if not isinstance(answers, dict):
            self._refuse(
                "$",
                Text("Dit is geen JSON-object met antwoorden.", "This is no JSON object with answers."),
                Text('Schrijf { "1.1": waarde, … }.', 'Write { "1.1": value, … }.'),
            )
        return answers

    def _list_by_place(self, answers: list[object]) -> dict[str, object]:
        found = []
        for number, one in enumerate(answers):
            if not isinstance(one, dict) or not isinstance(one.get("place"), str):
                self._refuse(
                    f"answers[{number}]",
                    Text("Hier staat geen antwoord met zijn plaats.", "Here is no answer with its place."),
                    Text(
                        'Schrijf {"place": "1.1", "value": waarde}.',
                        'Write {"place": "1.1", "value": value}.',
                    ),
                )
            if one.get("value") is not None or one.get("declined") is True:
                found.append((one["place"], one.get("value")))
        return self._require_once(found)

    def _require_once(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            self._refuse(
                next(name for name in names if names.count(name) > 1),
                Text("Dit staat er twee keer.", "This is there twice."),
                Text("Haal er een weg.", "Remove one of them."),
            )
        return found

    def _refuse(self, place: str, fault: Text, remedy: Text) -> NoReturn:
        shown = place.encode("utf-8", "replace").decode()  # half of a pair of code units cannot be shown
        raise LawFileError(file=self.file, place=shown, fault=fault, remedy=remedy)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no value")

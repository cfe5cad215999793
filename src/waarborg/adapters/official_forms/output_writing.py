"""Writing answers as the form filler holds them, so that they can be opened there; and what cannot go along.

What it has no word for stands in the metadata, under a name of ours: what rows are called here, in which row a row
stands, which of two rows of one name was chosen, and where somebody said not to know. So the same answers come back.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waarborg.adapters.official_forms.catalogue import ROWS
from waarborg.adapters.official_forms.output_names import (
    OURS,
    SCHEMA,
    is_rows_of,
    list_repeated,
    name_item,
    stands_directly_in,
    write_urn,
)
from waarborg.adapters.official_forms.output_reading import NOBODY
from waarborg.adapters.official_forms.output_values import NoFit, write_value
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.core.forms.answers import Address, Answer, Sheet, list_table_rows
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import Group, Question, Type
from waarborg.core.terms.text import Text

_KEY = re.compile(r"[0-9]+(?:\.[0-9]+)*(?:\[[0-9]+\])?")


@dataclass(frozen=True, slots=True)
class Written:
    """An output of the form filler, and what is told of it."""

    document: Mapping[str, Any]
    remarks: tuple[Remark, ...]

    def as_bytes(self) -> bytes:
        """The output as JSON in UTF-8. The same answers give the same bytes."""
        return json.dumps(self.document, ensure_ascii=False, indent=2).encode() + b"\n"


def write_output(form: Form, answers: Iterable[Answer], *, at: datetime) -> Written:
    """Return the answers to a form as an output; `at` is the moment it is made, with its time zone."""
    return _Writer(form, Sheet.of(answers), at).write()


class _Writer:
    def __init__(self, form: Form, sheet: Sheet, at: datetime) -> None:
        self._form, self._sheet, self._at = form, sheet, at
        self._remarks: list[Remark] = []
        self._answers: dict[str, Any] = {}
        self._declined: list[str] = []
        self._chosen: dict[str, list[str]] = {}
        self._rows: dict[str, dict[str, str]] = {}
        self._parents: dict[str, dict[str, int]] = {}
        #: The number of each row, by its group and the rows down to it.
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        self._elements: dict[tuple[str, int], dict[str, Any]] = {}

    def write(self) -> Written:
        for group, around in list_repeated(self._form):
            self._number(group, around)
        for place in self._form.places:
            if isinstance(place.item, Question):
                for address in self._list_addresses(place):
                    self._add(place, place.item, address)
        ours: dict[str, Any] = {"form": self._form.id, "version": self._form.version}
        ours |= {"rows": self._rows} if self._rows else {}
        ours |= {"parents": self._parents} if self._parents else {}
        ours |= {"declined": self._declined} if self._declined else {}
        ours |= {"chosen": self._chosen} if self._chosen else {}
        odd = [key for key in self._list_keys() if not _KEY.fullmatch(key)]
        if odd:
            self._tell(
                odd[0],
                Text(
                    f"{len(odd)} kenmerken hebben letters; het schema van de uitvoer (v2) laat alleen cijfers toe.",
                    f"{len(odd)} ids have letters; the schema of the output (v2) allows digits only.",
                ),
                Text(
                    "Neem een versie van de invulhulp die zulke kenmerken leest.",
                    "Take a version of the form filler that reads such ids.",
                ),
                lost=False,
            )
        document = {
            "$schema": SCHEMA,
            "metadata": {"urn": write_urn(self._form), "createdAt": self._at.isoformat(), OURS: ours},
            "answers": self._answers,
        }
        return Written(document, tuple(self._remarks))

    def _list_keys(self) -> Iterator[str]:
        for key, value in self._answers.items():
            yield key
            if isinstance(value, list):
                yield from (inner for row in value for inner in row if inner != "_index")

    # --- rows ----------------------------------------------------------------------------------------------
    def _number(self, group: Group, around: tuple[Group, ...]) -> None:
        """Give each row its number. The first within a row has that of the row, as the form filler begins them."""
        official = name_item(self._form, group.id.removesuffix(f".{ROWS}"))
        outer = list(self._list_outer(around))
        parents = [self._numbers[around[-1].id, rows] if around else 0 for rows in outer]
        free = max(parents, default=0) + 1
        for rows, parent in zip(outer, parents, strict=True):
            for place, row in enumerate(self._sheet.list_rows(group.id, rows)):
                if not around:
                    number = place
                elif place == 0:
                    number = parent
                else:
                    number, free = free, free + 1
                    self._parents.setdefault(official, {})[str(number)] = parent
                self._numbers[group.id, (*rows, row)] = number
                self._rows.setdefault(official, {})[str(number)] = row
                if not group.id.endswith(f".{ROWS}"):
                    self._find_element(official, number)

    def _list_outer(self, around: tuple[Group, ...]) -> Iterator[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [()]
        for group in around:
            found = [(*rows, row) for rows in found for row in self._sheet.list_rows(group.id, rows)]
        return iter(found)

    def _find_element(self, official: str, number: int) -> dict[str, Any]:
        """The row of a group in the output, made when it is not there yet, in the order of the numbers."""
        if (official, number) not in self._elements:
            element = self._elements[official, number] = {"_index": number}
            rows: list[dict[str, Any]] = self._answers.setdefault(official, [])
            rows.append(element)
            rows.sort(key=lambda one: int(one["_index"]))
        return self._elements[official, number]

    def _list_addresses(self, place: Place) -> Iterator[Address]:
        for rows in self._list_outer(place.repeated):
            yield Address(place.item.id, rows)

    # --- one answer ----------------------------------------------------------------------------------------
    def _add(self, place: Place, question: Question, address: Address) -> None:
        answer = self._sheet.find(address)
        if answer is None or not answer.is_given:
            rows = self._find_own_rows(place, question, address)
            if rows is not None:  # a row in which nothing is said yet
                self._put(place, address, self._hold(rows, None))
            return
        if answer.declined:
            self._declined.append(str(address))
            self._put(place, address, self._hold(answer, None))
        elif question.type is Type.ACTIONS:
            self._add_actions(question, answer)
        else:
            try:
                value = write_value(self._form, question, answer.value, self._list_names(question))
            except NoFit as error:
                self._tell(str(address), error.says, error.remedy)
                return
            self._put(place, address, self._hold(answer, value))
            self._note_chosen(question, answer)

    def _find_own_rows(self, place: Place, question: Question, address: Address) -> Answer | None:
        """What says which rows there are of a question that is repeated itself."""
        if not place.repeated or not is_rows_of(place.repeated[-1], question):
            return None
        return self._sheet.find(Address(place.repeated[-1].id, address.rows[:-1]))

    def _note_chosen(self, question: Question, answer: Answer) -> None:
        """Which rows were chosen, where their names do not tell them apart."""
        if question.options_from is None:
            return
        names = self._list_names(question)
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        others = list(names.values())
        if any(not names.get(str(row)) or others.count(names[str(row)]) > 1 for row in chosen):
            self._chosen[str(answer.address)] = [str(row) for row in chosen]

    def _hold(self, answer: Answer, value: object) -> dict[str, Any]:
        held: dict[str, Any] = {"value": value, "lastEditedAt": answer.at.isoformat()}
        return held | ({"lastEditedBy": answer.by} if answer.by != NOBODY else {})

    def _put(self, place: Place, address: Address, held: dict[str, Any]) -> None:
        official = name_item(self._form, address.question)
        groups = place.repeated
        if not groups:
            self._answers[official] = held
            return
        number = self._numbers[groups[-1].id, address.rows]
        nearest = groups[-1]
        if isinstance(place.item, Question) and is_rows_of(nearest, place.item):
            own, nearest = nearest, groups[-2] if len(groups) > 1 else nearest
            outer = self._numbers.get((nearest.id, address.rows[:-1])) if nearest is not own else None
            if outer == number and stands_directly_in(place, nearest):
                self._find_element(name_item(self._form, nearest.id), number)[official] = held
                return
        elif stands_directly_in(place, nearest):
            self._find_element(name_item(self._form, nearest.id), number)[official] = held
            return
        self._answers[f"{official}[{number}]"] = held

    def _list_names(self, question: Question) -> dict[str, str]:
        """What the rows are called that are options of a question."""
        source = question.options_from
        if source is None:
            return {}
        found = {}
        for row in self._sheet.list_rows(source.group):
            name = self._sheet.value(Address(source.label, (row,)))
            found[row] = name.strip() if isinstance(name, str) else ""
        return found

    def _add_actions(self, question: Question, answer: Answer) -> None:
        official = name_item(self._form, question.id)
        rows = list_table_rows(answer.value)
        for number, row in enumerate(rows):
            self._answers[f"{official}[{number}]"] = self._hold(answer, row.get("action", ""))
        if any(row.get("owner") or row.get("due") for row in rows):
            self._tell(
                question.id,
                Text("Wie een actiepunt doet en wanneer, kent het officiële formulier niet.", "Who does an action point and when is not known to the official form."),
                Text("Schrijf het daar in de tekst.", "Write it in the text there."),
            )  # fmt: skip

    def _tell(self, place: str, says: Text, remedy: Text, *, lost: bool = True) -> None:
        self._remarks.append(Remark(place, says, remedy, lost))

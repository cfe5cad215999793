"""Reading the output of the form filler: its answers as a file of answers of ours, and what stays behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError
from waarborg.adapters.form_files.answers_json import parse_document
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.adapters.official_forms.output_names import OURS, name_form
from waarborg.adapters.official_forms.output_parts import Output, Part, take_apart
from waarborg.adapters.official_forms.output_rows import Rows, Token
from waarborg.adapters.official_forms.output_values import NoFit, read_value
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.checking import Options, check_answer, list_written
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Column, Group, Question, Type
from waarborg.core.profile.facts import Value, plain
from waarborg.core.terms.text import Text

#: The document, its answers, a form, a group, a row, an answer, its list.
DEEPEST = 8
#: Who answered, and when, of a file that does not say so.
NOBODY, NEVER = "unknown", datetime(1970, 1, 1, tzinfo=UTC)
AGAIN = Text(
    "Download het bestand opnieuw uit de invulhulp.", "Download the file from the form filler again."
)
_LOOK = Text("Kijk of de naam van de vraag klopt.", "See whether the name of the question is right.")


Names = Mapping[str, tuple[str, ...]]
NO_NAMES: Names = {}


@dataclass(frozen=True, slots=True)
class ReadOutput:
    """What an output holds for a form, and what is told of the rest."""

    file: AnswersFile
    remarks: tuple[Remark, ...]


def read_output(content: bytes, form: Form, *, file: str) -> ReadOutput:
    """Return the answers of an output of the form filler, as answers to a form.

    The form was made from its definition, or has the same numbers. Raises `AnswersFileError` for what is no output, or
    one of another form. Names of people stay behind: answers here hold ids.
    """
    document = parse_document(content, file=file, deepest=DEEPEST, remedy=AGAIN)
    return read_document(document, form, file=file)


def read_document(document: Mapping[str, Any], form: Form, *, file: str) -> ReadOutput:
    """Return the same of JSON that was parsed."""
    output = take_apart(document, file=file, form=name_form(form))
    _require_form(output, form, file)
    return _Reader(form, output, file).read()


def read_either(content: bytes, form: Form, *, file: str) -> ReadOutput:
    """Return the answers in a file, of Waarborg or of the form filler. Raises `AnswersFileError`."""
    if b'"metadata"' in content and b'"format_version"' not in content:
        return read_output(content, form, file=file)
    return ReadOutput(read_answers(content, file=file), ())


def _require_form(output: Output, form: Form, file: str) -> None:
    wanted = name_form(form)
    if output.named and output.named != wanted:
        raise AnswersFileError(
            file=file,
            place="metadata",
            field="urn",
            message=Text(
                f"Dit bestand is van het formulier “{output.named[:60]}”, en gevraagd is “{wanted}”.",
                f"This file is of the form “{output.named[:60]}”, and asked for is “{wanted}”.",
            ),
            remedy=Text("Kies een bestand van hetzelfde formulier.", "Choose a file of the same form."),
        )


class _Reader:
    def __init__(self, form: Form, output: Output, file: str) -> None:
        self._form, self._output, self._file = form, output, file
        self._rows = Rows(form, output)
        self._remarks: list[Remark] = []
        self._said: dict[tuple[str, tuple[Token, ...]], Part] = {}
        self._actions: dict[str, list[Part]] = {}
        ours = output.metadata.get(OURS)
        self._ours: Mapping[str, Any] = ours if isinstance(ours, dict) else {}
        self._created = _read_moment(output.metadata.get("createdAt") or output.metadata.get("savedAt"))

    def read(self) -> ReadOutput:
        self._note_version()
        for part in self._output.parts:
            self._sort(part)
        answers = [*self._list_groups(), *self._list_declined()]
        rows = Sheet.of(answers)
        plain_ones = [one for key, part in self._said.items() if (one := self._read(*key, part)) is not None]
        sheet = Sheet.of((*answers, *plain_ones))
        chosen = [
            one
            for key, part in self._said.items()
            if (one := self._read(*key, part, self._list_named(key[0], sheet), from_rows=True)) is not None
        ]
        actions = [one for id, parts in self._actions.items() if (one := self._read_actions(id, parts))]
        found = {one.address: one for one in (*rows, *plain_ones, *chosen, *actions)}
        order = {place.item.id: number for number, place in enumerate(self._form.places)}
        ordered = sorted(found.values(), key=lambda one: (order[one.address.question], one.address.rows))
        file = AnswersFile(
            name=self._file, form=self._form.id, version=self._form.version, answers=tuple(ordered)
        )
        return ReadOutput(file, (*self._remarks, *self._rows.remarks))

    def _note_version(self) -> None:
        official = self._form.official
        if official is not None and self._output.version and self._output.version != official.version:
            self._tell(
                "metadata.urn",
                Text(
                    f"Het bestand is van versie {self._output.version}, en het formulier van versie {official.version}.",
                    f"The file is of version {self._output.version}, and the form of version {official.version}.",
                ),
                Text("Kijk de antwoorden na.", "Look the answers over."),
                lost=False,
            )

    def _sort(self, part: Part) -> None:
        id = self._rows.find_id(part.id)
        place = self._form.find_place(id) if id is not None else None
        if id is None or place is None or not isinstance(place.item, Question | Group):
            if part.answer is None or _says_something(part.answer):
                self._tell(part.key, Text("Deze vraag staat niet in het formulier.", "This question is not in the form."), _LOOK)  # fmt: skip
            return
        if isinstance(place.item, Group) and (part.answer is not None or not place.item.repeat):
            if part.answer is None or _says_something(part.answer):
                self._tell(part.key, Text("Dit is hier een groep, zonder eigen antwoord.", "This is a group here, without an answer of its own."), _LOOK)  # fmt: skip
            return
        if isinstance(place.item, Question) and part.answer is None:
            self._tell(
                part.key, Text("Deze vraag heeft hier geen rijen.", "This question has no rows here."), _LOOK
            )
            return
        tokens = self._rows.find_rows(part, place)
        if tokens is None:
            self._tell(part.key, Text("Deze vraag staat hier niet in rijen.", "This question does not stand in rows here."), _LOOK)  # fmt: skip
        elif isinstance(place.item, Question) and place.item.type is Type.ACTIONS:
            self._actions.setdefault(id, []).append(part)
        elif part.answer is not None:
            self._said[id, tokens] = part

    # --- answers -------------------------------------------------------------------------------------------
    def _list_groups(self) -> Iterator[Answer]:
        for id, outer, rows in self._rows.list_groups():
            yield Answer(address=Address(id, outer), value=rows, by=NOBODY, at=self._created)

    def _list_declined(self) -> Iterator[Answer]:
        declined = self._ours.get("declined")
        for text in declined if isinstance(declined, list) else ():
            try:
                address = Address.parse(str(text))
            except ValueError:
                continue
            place = self._form.find_place(address.question)
            if (
                place is not None
                and isinstance(place.item, Question)
                and len(place.repeated) == len(address.rows)
            ):
                yield Answer(address=address, declined=True, by=NOBODY, at=self._created)

    def _read(
        self,
        id: str,
        tokens: tuple[Token, ...],
        part: Part,
        named: Names = NO_NAMES,
        *,
        from_rows: bool = False,
    ) -> Answer | None:
        """One answer; None when it says nothing, does not fit, or its options are rows and `from_rows` is not wanted."""
        question, place = self._form.find_question(id), self._form.find_place(id)
        assert question is not None  # it was found before
        assert place is not None
        assert part.answer is not None
        if (question.options_from is not None) != from_rows:
            return None
        address = Address(id, self._rows.name_rows(place.repeated, tokens))
        try:
            value = self._find_chosen(question, address, part, named)
            value = read_value(self._form, question, part.answer["value"], named) if value is None else value
        except NoFit as error:
            self._tell(part.key, error.says, error.remedy)
            return None
        if value is None or not self._fits(question, value, part, named):
            return None
        return self._make(address, value, part.answer)

    def _find_chosen(self, question: Question, address: Address, part: Part, named: Names) -> Value:
        """The rows that were chosen, of a file that was written here; None when it does not say so any more."""
        noted = self._ours.get("chosen")
        rows = noted.get(str(address)) if isinstance(noted, dict) else None
        raw = part.answer["value"] if part.answer is not None else None
        if question.options_from is None or not isinstance(rows, list) or not rows:
            return None
        names = {row: name for name, ids in named.items() for row in ids if name}
        texts = {names.get(row, row) for row in rows if isinstance(row, str)}
        if texts != {str(one).strip() for one in (raw if isinstance(raw, list) else [raw])}:
            return None
        known = {row for ids in named.values() for row in ids}
        if not all(row in known for row in rows):
            return None
        return tuple(rows) if question.type is Type.CHOICES else str(rows[0])

    def _fits(self, question: Question, value: Value, part: Part, named: Names) -> bool:
        rows = {row for ids in named.values() for row in ids}

        def options(item: Question | Column) -> Mapping[str, bool]:
            return list_written(item) if item.options_from is None else dict.fromkeys(rows, False)

        list_options: Options = options
        faults = check_answer(question, plain(value), list_options)
        for fault in faults[:1]:
            self._tell(part.key, fault.message, fault.remedy)
        return not faults

    def _list_named(self, id: str, sheet: Sheet) -> Names:
        """The rows that are options, by what they are called: the answer of each to the question that names them."""
        question = self._form.find_question(id)
        source = question.options_from if question is not None else None
        found: dict[str, tuple[str, ...]] = {}
        for row in sheet.list_rows(source.group) if source is not None else ():
            name = sheet.value(Address(source.label, (row,))) if source is not None else None
            words = name.strip() if isinstance(name, str) else ""  # a row without a name is no option there
            found[words] = (*found.get(words, ()), row)
        return found

    def _read_actions(self, id: str, parts: list[Part]) -> Answer | None:
        rows = []
        for part in sorted(parts, key=lambda one: one.index or 0):
            text = part.answer.get("value") if part.answer is not None else None
            if isinstance(text, str) and text.strip():
                rows.append({"action": text})
        question = self._form.find_question(id)
        assert question is not None  # it was found before
        if not rows or not self._fits(question, tuple(rows), parts[0], NO_NAMES):
            return None
        newest = max((part.answer or {} for part in parts), key=lambda one: str(one.get("lastEditedAt", "")))
        return self._make(Address(id), tuple(rows), newest)

    def _make(self, address: Address, value: Value, answer: Mapping[str, Any]) -> Answer:
        at = _read_moment(answer.get("lastEditedAt") or answer.get("timestamp"))
        by = answer.get("lastEditedBy")
        known = isinstance(by, str) and bool(by) and bool(self._ours)
        return Answer(
            address=address,
            value=value,
            by=str(by) if known else NOBODY,
            at=at if at != NEVER else self._created,
        )

    def _tell(self, place: str, says: Text, remedy: Text, *, lost: bool = True) -> None:
        shown = place if len(place) <= 80 else f"{place[:79]}…"
        self._remarks.append(Remark(shown, says, remedy, lost))


def _says_something(answer: Mapping[str, Any]) -> bool:
    return answer.get("value") not in (None, "", [])


def _read_moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else NEVER
    except ValueError:
        return NEVER
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

"""What a signed version says, question by question, in words for a reader: from what was signed alone, without names.

Who answered, advised and signed is no part of this. An answer that was made unreadable is told as such, and so is one
that points into a part that is not shown.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.safestring import mark_safe

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.adapters.markup import clean
from waarborg.core.forms.answers import ROW_ID, Address
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import ROWED, Column, Group, Part, Question, Type
from waarborg.core.terms.text import Text

_YES, _NO = Text("Ja", "Yes"), Text("Nee", "No")
_UNKNOWN = Text("Niet bekend", "Not known")
_REDACTED = Text("Onleesbaar gemaakt", "Made unreadable")
_WITHHELD = Text("Niet openbaar", "Not public")
_FILE = Text("Een bestand, dat hier niet openbaar is", "A file, which is not public here")
#: The column of a risk or action point that may name a person, though it asks for a role.
_OWNER = "owner"


@dataclass(frozen=True)
class Line:
    """One thing of a part. kind: group, row or answer.

    form: empty, note (words of ours about the answer), text, markup, items or rows; what it needs is filled. markup is
    cleaned. rows: of each row the title of a column with what stands there, and whether somebody wrote that.
    is_written: whether the words are of the organisation, in Dutch; others are ours, in the language of the page.
    """

    kind: str
    depth: int
    title: str
    form: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str, bool], ...], ...] = ()
    is_written: bool = False


class FixedAnswers:
    """A signed version in one language. withheld: the parts that are not shown, whose words appear nowhere."""

    def __init__(
        self, form: Form, content: Mapping[str, object], language: str, *, withheld: Collection[str] = ()
    ) -> None:
        self._form, self._language, self._withheld = form, language, withheld
        answers, asked = content.get("answers"), content.get("asked")
        given = answers if isinstance(answers, list) else []
        self._answers: dict[str, Mapping[str, object]] = {str(one["place"]): one for one in given}
        self._asked = [str(one) for one in asked] if isinstance(asked, list) else []

    def list_lines(self, part: Part) -> list[Line]:
        """What was asked in a part, in the order of the form, with what was answered."""
        lines: list[Line] = []
        before: tuple[str, ...] = ()
        for text in self._asked:
            address = Address.parse(text)
            place = self._form.find_place(address.question)
            if place is None or place.part.id != part.id:
                continue
            if address.rows and address.rows != before and not isinstance(place.item, Group):
                lines.append(self._describe_row(place, address))
            before = address.rows
            if isinstance(place.item, Group):
                lines.append(Line("group", len(place.groups), self._say(place.item.title)))
            elif isinstance(place.item, Question):
                lines.append(self._describe(place.item, address, len(place.groups)))
        return lines

    def count_answers(self, part: Part) -> int:
        """How many questions of a part were answered."""
        return sum(line.kind == "answer" and line.form != "empty" for line in self.list_lines(part))

    # --- one line ------------------------------------------------------------------------------------------
    def _describe_row(self, place: Place, address: Address) -> Line:
        group = place.repeated[-1]
        known = self._list_rows(group.id, address.rows[:-1])
        number = known.index(address.rows[-1]) + 1 if address.rows[-1] in known else 0
        kind = self._say(group.one) if group.one else ""
        name = self._name_row(group.label, address.rows) if group.label else ""
        title = f"{kind} {number}: {name}" if name else f"{kind} {number}"
        return Line("row", len(place.groups) - 1, title[:1].upper() + title[1:])

    def _describe(self, question: Question, address: Address, depth: int) -> Line:
        title = self._say(question.ask)
        answer = self._answers.get(str(address))
        if answer is None:
            return Line("answer", depth, title, "empty")
        if answer.get("redacted"):
            return Line("answer", depth, title, "note", self._say(_REDACTED))
        if answer.get("declined"):
            return Line("answer", depth, title, "note", self._say(_UNKNOWN))
        value = answer.get("value")
        if value in (None, "", []):
            return Line("answer", depth, title, "empty")
        if question.type in ROWED and isinstance(value, list):
            return Line("answer", depth, title, "rows", rows=tuple(self._describe_rows(question, value)))
        if isinstance(value, list):
            items = tuple(self._tell(question, one) for one in value)
            return Line("answer", depth, title, "items", items=items, is_written=_is_written(question))
        if question.type is Type.MARKUP:
            markup = mark_safe(clean(str(value)))  # noqa: S308 - `clean` lets only harmless tags through
            return Line("answer", depth, title, "markup", markup, is_written=True)
        if question.type in (Type.FILE, Type.IMAGE):
            return Line("answer", depth, title, "note", self._say(_FILE))
        unit = f" {self._say(question.unit)}" if question.unit is not None else ""
        text = self._tell(question, value) + unit
        return Line("answer", depth, title, "text", text, is_written=_is_written(question))

    def _describe_rows(
        self, question: Question, value: Iterable[object]
    ) -> Iterable[tuple[tuple[str, str, bool], ...]]:
        columns = [
            column for column in question.columns if question.type is Type.TABLE or column.id != _OWNER
        ]
        for row in value:
            if not isinstance(row, Mapping):
                continue
            cells = [(column, row.get(column.id)) for column in columns if column.id != ROW_ID]
            yield tuple(
                (self._say(column.title), self._tell_cell(column, text), _is_written(column))
                for column, text in cells
                if text not in (None, "")
            )

    def _tell_cell(self, column: Column, text: object) -> str:
        if column.type is Type.BOOLEAN:
            return self._say(_YES if text == "yes" else _NO)
        if column.type is Type.CHOICES:
            return ", ".join(self._tell(column, one) for one in str(text).split())
        return self._tell(column, text)

    def _tell(self, item: Question | Column, value: object) -> str:
        """One value in words."""
        match item.type:
            case Type.BOOLEAN:
                return self._say(_YES if value is True else _NO)
            case Type.CHOICE | Type.CHOICES:
                return self._name_choice(item, str(value))
            case Type.ROLE:
                words = load_framework().roles
                return next((self._say(word.label) for word in words if word.id == value), str(value))
            case Type.MONEY:
                return f"€ {number_format(Decimal(str(value)), decimal_pos=2, force_grouping=True)}"
            case Type.DATE:
                return _tell_day(str(value))
        return str(value)

    # --- options and rows ----------------------------------------------------------------------------------
    def _name_choice(self, item: Question | Column, value: str) -> str:
        if item.options_from is None:
            option = next((one for one in item.options if one.value == value), None)
            return self._say(option.label) if option is not None else value
        group, label = item.options_from.group, item.options_from.label
        place = self._form.find_place(label)
        if place is not None and place.part.id in self._withheld:
            return self._say(_WITHHELD)
        known = self._list_rows(group)
        number = known.index(value) + 1 if value in known else 0
        return self._name_row(label, (value,)) or str(number or "–")

    def _list_rows(self, group: str, rows: tuple[str, ...] = ()) -> list[str]:
        answer = self._answers.get(str(Address(group, rows)))
        value = answer.get("value") if answer is not None else None
        return [str(one) for one in value] if isinstance(value, list) else []

    def _name_row(self, label: str, rows: tuple[str, ...]) -> str:
        """What a row is called by its answer; empty where that is not known, or was made unreadable."""
        question = self._form.find_question(label)
        answer = self._answers.get(str(Address(label, rows)))
        value = answer.get("value") if answer is not None else None
        if question is None or not isinstance(value, str) or question.type is Type.MARKUP:
            return ""
        return self._tell(question, value)

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)


def _is_written(item: Question | Column) -> bool:
    """Whether an answer is in words of the organisation: free text, or the name it gave to a row."""
    return item.type in (Type.TEXT, Type.MARKUP, Type.LIST) or item.options_from is not None


def _tell_day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "j F Y")
    except ValueError:
        return text

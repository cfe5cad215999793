"""Questions of a form as inputs of a page, and what a browser sends back."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.assessments.options import list_row_names
from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.answers import ROW_ID
from waarborg.core.forms.questions import ROWED, Column, Question, Type
from waarborg.core.terms.text import Text
from waarborg.web.answers import row_numbers
from waarborg.web.fields import Asked
from waarborg.web.inputs import Shape, read

_NO_HELP = Text("-", "-")
_YES_NO = (("yes", Text("Ja", "Yes")), ("no", Text("Nee", "No")))
_WORDS = {True: "yes", False: "no"}


def from_question(opened: Opened, question: Question, place: str) -> Asked:
    """A question of a form, as a page asks it, under the name of its place."""
    return Asked(
        name=place,
        label=question.ask,
        help=question.help or _NO_HELP,
        shape=_make_shape(opened, question),
        is_required=question.required,
        marks_optional=True,
        members=tuple(_from_column(opened, column) for column in question.columns),
    )


def _from_column(opened: Opened, column: Column) -> Asked:
    return Asked(
        name=column.id,
        label=column.title,
        help=_NO_HELP,
        shape=_make_shape(opened, column, in_row=True),
        is_required=column.required,
        marks_optional=True,
    )


def _make_shape(opened: Opened, item: Question | Column, *, in_row: bool = False) -> Shape:
    match item.type:
        case Type.TABLE | Type.RISKS | Type.ACTIONS:
            return Shape("list")
        case Type.BOOLEAN:
            return Shape("choice", _YES_NO, is_compact=in_row, is_asked=True)
        case Type.CHOICE | Type.CHOICES:
            return Shape(item.type.value, list_choices(opened, item), is_compact=in_row, is_asked=True)
        case Type.ROLE:
            return Shape(
                "choice", tuple((word.id, word.label) for word in load_framework().roles), is_compact=True
            )
        case Type.FILE | Type.IMAGE:
            return Shape("choice", _list_files(opened), is_compact=True, is_asked=True)
        case Type.MONEY:
            return Shape("text", is_short=True)
        case Type.LIST:
            return Shape("text")
        case Type.TEXT:
            return Shape("text", is_short=not in_row and _is_short_fact(item))
    return Shape(item.type.value)


def _is_short_fact(item: Question | Column) -> bool:
    term = load_vocabulary().find_term(item.fact) if isinstance(item, Question) and item.fact else None
    return term is not None and term.type.value in ("link", "contact", "month")


def list_choices(opened: Opened, item: Question | Column) -> tuple[tuple[str, Text], ...]:
    """What can be chosen now, with its words: the options of the form, or the rows of a group by their names."""
    if item.options_from is None:
        return tuple((option.value, option.label) for option in item.options)
    return tuple(list_row_names(opened, item.options_from).items())


def _list_files(opened: Opened) -> tuple[tuple[str, Text], ...]:
    if opened.assessment.algorithm is None:  # files are those of a dossier
        return ()
    files = documents.list_newest(opened.assessment.algorithm)
    return tuple((row.token, Text(row.title, row.title)) for row in files if not documents.is_closed(row))


def to_shown(question: Question, value: object) -> object:
    """An answer as the input of its question holds it."""
    if question.type is Type.BOOLEAN and isinstance(value, bool):
        return _WORDS[value]
    if question.type is Type.LIST and isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    if question.type in ROWED and isinstance(value, list | tuple):
        cells = {column.id for column in question.columns if column.type is Type.CHOICES}
        return [
            {name: text.split() if name in cells else text for name, text in row.items()}
            for row in value
            if isinstance(row, Mapping)
        ]
    return list(value) if isinstance(value, tuple) else value


def read_given(opened: Opened, question: Question, place: str, data: QueryDict, *, known: object) -> object:
    """What was answered at a place; None for nothing. What cannot be read comes back as it was typed.

    known: the answer that the page showed, so that markup nobody touched comes back as it was.
    """
    if question.type in ROWED:
        return _read_rows(opened, question, place, data)
    asked = from_question(opened, question, place)
    value = read(asked.shape, data, place, known=[known])
    if question.type is Type.BOOLEAN:
        return {"yes": True, "no": False}.get(str(value))
    if question.type is Type.LIST:
        return [line.strip() for line in str(value).split("\n") if line.strip()] or None
    if question.type is Type.MONEY:
        return _read_money(str(value)) or None
    return value if value not in ("", []) else None


def _read_money(typed: str) -> str:
    """An amount as it is kept: 1250.50. A point before three digits is read as it is meant in Dutch."""
    tidy = typed.replace("€", "").replace(" ", "").replace(" ", "")
    if "," in tidy:
        tidy = tidy.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(tidy)
    except InvalidOperation:
        return typed.strip()
    return f"{amount:f}" if amount.is_finite() else typed.strip()


def _read_rows(opened: Opened, question: Question, place: str, data: QueryDict) -> object:
    rows = []
    for number in row_numbers(place, data):
        row: dict[str, str] = {}
        for column in question.columns:
            name = f"{place}-{number}-{column.id}"
            value = read(_make_shape(opened, column, in_row=True), data, name)
            text = " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            if text:
                row[column.id] = text
        if row:
            key = data.get(f"{place}-{number}-{ROW_ID}", "")
            rows.append({ROW_ID: key, **row} if key else row)
    return rows or None

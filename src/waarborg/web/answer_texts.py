"""Answers of a form as people read them, in Dutch and in English: choices by their labels, rows by their names."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.forms.answers import ROW_ID
from waarborg.core.forms.fixed_columns import rate, weigh
from waarborg.core.forms.questions import ROWED, Column, Question, Type
from waarborg.core.law.explaining.figures import write_date, write_figures, write_money
from waarborg.core.law.values import Money
from waarborg.core.publication.markup import plain_text
from waarborg.core.publication.plain_writing import to_writing
from waarborg.core.terms.text import Text

#: The names of rows: of each group, what its rows are called.
RowNames = Mapping[str, Mapping[str, str]]
Files = Mapping[str, str]
NO_FILES: Files = MappingProxyType({})
YES, NO = Text("Ja", "Yes"), Text("Nee", "No")
_GONE_ROW = Text("een rij die is weggehaald", "a row that was taken away")
_GONE_FILE = Text("een bestand dat er niet meer is", "a file that is no longer there")
_LEVELS = {
    "low": Text("Laag", "Low"),
    "medium": Text("Midden", "Medium"),
    "high": Text("Hoog", "High"),
}
#: A number with more is shown as it was typed.
_MOST_DIGITS = 30
_LEVEL_NOT_KNOWN = Text("Nog niet bekend", "Not known yet")


def show_answer(
    question: Question, value: object, row_names: RowNames, language: str, *, files: Files = NO_FILES
) -> str:
    """An answer as text; empty when nothing is said. files: what files are called, by their token.

    Several choices stand one after the other, the rows of a table on lines of their own.
    """
    pieces = list_answer(question, value, row_names, language, files=files)
    return ("\n" if question.type in ROWED else "; ").join(pieces)


def list_answer(
    question: Question, value: object, row_names: RowNames, language: str, *, files: Files = NO_FILES
) -> tuple[str, ...]:
    """An answer as texts: one for each choice, point or row."""
    if value is None or value == "":
        return ()
    if question.type in ROWED:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        return tuple(_show_row(question, row, row_names, language) for row in rows)
    if isinstance(value, list | tuple):
        return tuple(_show_one(question, one, row_names, language, files) for one in value)
    return (_show_one(question, value, row_names, language, files),)


def show_cell(column: Column, text: str, row_names: RowNames, language: str) -> str:
    """A cell of a table as text; a cell holds yes and no as words, and several choices with spaces between them."""
    if not text:
        return ""
    if column.type is Type.BOOLEAN:
        return {"yes": YES, "no": NO}[text].in_language(language) if text in ("yes", "no") else text
    if column.type is Type.CHOICES:
        return "; ".join(_name_choice(column, one, row_names, language) for one in text.split())
    return _show_one(column, text, row_names, language, NO_FILES)


def show_level(likelihood: object, impact: object, language: str) -> str:
    """How heavy a risk is: `Hoog (6 van 9)`."""
    level = rate(likelihood, impact)
    if level is None:
        return _LEVEL_NOT_KNOWN.in_language(language)
    of = Text(f"{level} van 9", f"{level} of 9").in_language(language)
    return f"{_LEVELS[weigh(level)].in_language(language)} ({of})"


def _show_row(question: Question, row: Mapping[str, object], row_names: RowNames, language: str) -> str:
    cells = (
        (column, show_cell(column, str(row.get(column.id) or ""), row_names, language))
        for column in question.columns
        if column.id != ROW_ID
    )
    return " · ".join(f"{column.title.in_language(language)}: {text}" for column, text in cells if text)


def _show_one(
    item: Question | Column, value: object, row_names: RowNames, language: str, files: Files
) -> str:
    """One value that is no row. What does not fit its type is shown as it stands there."""
    match item.type:
        case Type.BOOLEAN if isinstance(value, bool):
            return (YES if value else NO).in_language(language)
        case Type.CHOICE | Type.CHOICES:
            return _name_choice(item, str(value), row_names, language)
        case Type.NUMBER | Type.MONEY:
            return _show_number(item, value, language)
        case Type.DATE:
            return _show_day(str(value), language)
        case Type.MARKUP:
            return plain_text(to_writing(str(value)))
        case Type.ROLE:
            return name_role(str(value), language)
        case Type.FILE | Type.IMAGE:
            return files.get(str(value)) or _GONE_FILE.in_language(language)
    return str(value)


def _name_choice(item: Question | Column, value: str, row_names: RowNames, language: str) -> str:
    if item.options_from is not None:
        name = row_names.get(item.options_from.group, {}).get(value)
        return name or _GONE_ROW.in_language(language)
    option = next((one for one in item.options if one.value == value), None)
    return option.label.in_language(language) if option is not None else value


def name_role(id: str, language: str) -> str:
    """What a role of the framework is called; the works council is one too, though no role of the framework."""
    if id == "works_council":
        return Text("Ondernemingsraad", "Works council").in_language(language)
    word = next((one for one in load_framework().roles if one.id == id), None)
    return word.label.in_language(language) if word is not None else id


def _show_number(item: Question | Column, value: object, language: str) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return str(value)
    if item.type is Type.MONEY:
        return write_money(Money(number)).in_language(language)
    unit = item.unit.in_language(language) if isinstance(item, Question) and item.unit is not None else ""
    return f"{write_figures(number).in_language(language)} {unit}".rstrip()


def _show_day(text: str, language: str) -> str:
    try:
        return write_date(date.fromisoformat(text)).in_language(language)
    except ValueError:
        return text

"""Whether an answer fits its question, said in words for the person who wrote it."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from waarborg.core.forms.answers import ROW_ID
from waarborg.core.forms.questions import ROWED, Column, Question, Type
from waarborg.core.profile.values import Fault, check_value
from waarborg.core.terms.text import Text

#: A longer answer is a pasted file; the form has a place for files.
LONGEST_ANSWER = 100_000
MOST_ROWS = 500
_MONEY = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2})?")
_KEY = re.compile(r"[a-z0-9]{1,12}")
#: Which options a question or column has now: value and whether it excludes all others.
Options = Callable[[Question | Column], Mapping[str, bool]]


def list_written(item: Question | Column) -> Mapping[str, bool]:
    """Return the options that are written out in the form: value, and whether it excludes all others."""
    return {option.value: option.exclusive for option in item.options}


def check_answer(question: Question, value: object, options: Options = list_written) -> tuple[Fault, ...]:
    """Return what is wrong with an answer; empty when it fits. None always fits: nothing is said.

    options: the options as they are now, for questions whose options are the rows of a group.
    """
    if value is None:
        return ()
    if question.type in ROWED:
        return _check_rows(question, value, options)
    return _check(question, question.type, value, options)


def _check(item: Question | Column, type: Type, value: object, options: Options) -> tuple[Fault, ...]:
    match type:
        case Type.CHOICE:
            return check_value("choice", value, choices=options(item))
        case Type.CHOICES:
            return check_value("choices", value, choices=options(item))
        case Type.MONEY:
            return _check_money(value)
        case Type.LIST:
            return _check_list(value)
        case Type.BOOLEAN | Type.NUMBER | Type.DATE:
            return check_value(type.value, value)
    return check_value("text", value) or _check_length(value)


def _check_length(value: object) -> tuple[Fault, ...]:
    if not isinstance(value, str) or len(value) <= LONGEST_ANSWER:
        return ()
    return (
        Fault(
            "too_long",
            "",
            Text(f"Het antwoord is langer dan {LONGEST_ANSWER} tekens.", f"The answer is longer than {LONGEST_ANSWER} signs."),
            Text("Maak het korter, of voeg een bestand toe.", "Make it shorter, or add a file."),
        ),
    )  # fmt: skip


def _check_money(value: object) -> tuple[Fault, ...]:
    if isinstance(value, str) and _MONEY.fullmatch(value):
        return ()
    return (
        Fault(
            "no_money",
            "",
            Text("Dit is geen bedrag in euro.", "This is no amount in euro."),
            Text("Schrijf een bedrag, zoals 1250.50.", "Write an amount, such as 1250.50."),
        ),
    )


def _check_list(value: object) -> tuple[Fault, ...]:
    if isinstance(value, list | tuple) and all(isinstance(one, str) and one.strip() for one in value):
        return _check_length("".join(value))
    return (
        Fault(
            "wrong_type",
            "",
            Text("Dit is geen lijst van korte teksten.", "This is no list of short texts."),
            Text("Schrijf elk punt op een eigen regel.", "Write each point on a line of its own."),
        ),
    )


def _check_rows(question: Question, value: object, options: Options) -> tuple[Fault, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        return check_value("list", "", members={})
    if len(value) > MOST_ROWS:
        return (
            Fault(
                "too_many_rows",
                "",
                Text(f"Er zijn meer dan {MOST_ROWS} regels.", f"There are more than {MOST_ROWS} rows."),
                Text("Voeg een bestand toe met de hele lijst.", "Add a file with the whole list."),
            ),
        )
    faults: list[Fault] = []
    for position, row in enumerate(value):
        faults += _check_row(question.columns, row, f"[{position}]", options)
    keys = [row[ROW_ID] for row in value if isinstance(row.get(ROW_ID), str)]
    if len(set(keys)) != len(keys):
        faults.append(
            _bad_key("", Text("Twee regels hebben hetzelfde kenmerk.", "Two rows have the same id."))
        )
    return tuple(faults)


def _check_row(
    columns: Sequence[Column], row: Mapping[str, object], place: str, options: Options
) -> list[Fault]:
    faults: list[Fault] = []
    known = {column.id: column for column in columns}
    for name, value in row.items():
        if name == ROW_ID:
            if not isinstance(value, str) or not _KEY.fullmatch(value):
                faults.append(
                    _bad_key(
                        f"{place}.{name}",
                        Text("Dit is geen kenmerk van een regel.", "This is no id of a row."),
                    )
                )
        elif name not in known:
            faults += [
                Fault(fault.code, f"{place}.{name}", fault.message, fault.remedy)
                for fault in check_value(
                    "list", [{name: value}], members={column.id: ("text", False) for column in columns}
                )
            ]
        elif value not in (None, ""):
            faults += [
                Fault(fault.code, f"{place}.{name}", fault.message, fault.remedy)
                for fault in _check_cell(known[name], value, options)
            ]
    for column in columns:
        if column.required and row.get(column.id) in (None, ""):
            faults.append(
                Fault(
                    "missing_member",
                    f"{place}.{column.id}",
                    Text(f"“{column.title.nl}” is leeg.", f"“{column.title.en}” is empty."),
                    Text("Vul het in, of haal de regel weg.", "Fill it in, or remove the row."),
                )
            )
    return faults  # fmt: skip


def _check_cell(column: Column, value: object, options: Options) -> tuple[Fault, ...]:
    """A cell holds text: yes and no as words, several choices with spaces between them."""
    if not isinstance(value, str):
        return check_value("text", value)
    if column.type is Type.BOOLEAN:
        return check_value("choice", value, choices={"yes": False, "no": False})
    if column.type is Type.CHOICES:
        return _check(column, column.type, value.split(), options)
    if column.type is Type.NUMBER:
        return check_value("number", _read_number(value))
    return _check(column, column.type, value, options)


def _read_number(text: str) -> object:
    try:
        return float(Decimal(text))
    except InvalidOperation:
        return text


def _bad_key(path: str, message: Text) -> Fault:
    return Fault(
        "bad_row_id", path, message, Text("Laat het kenmerk van een regel weg.", "Leave the id of a row out.")
    )

"""The options that a question has now: those of the form, or the rows of a group, by their names."""

from collections.abc import Mapping

from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.answers import Address
from waarborg.core.forms.checking import Options, list_written
from waarborg.core.forms.questions import Column, OptionsFrom, Question


def make_options(opened: Opened) -> Options:
    """Return what gives the options of a question or column: value, and whether it excludes all others."""

    def list_options(item: Question | Column) -> Mapping[str, bool]:
        if item.options_from is None:
            return list_written(item)
        return dict.fromkeys(list_row_names(opened, item.options_from), False)

    return list_options


def list_row_names(opened: Opened, source: OptionsFrom) -> dict[str, str]:
    """The rows of a group by their id, with the answer that names them; a number where that is not answered yet."""
    place = opened.form.find_place(source.group)
    if place is None or place.repeated:
        return {}
    found = {}
    for number, row in enumerate(opened.sheet.list_rows(source.group), start=1):
        name = opened.sheet.value(Address(source.label, (row,)))
        found[row] = _name(opened, source, name) or str(number)
    return found


def _name(opened: Opened, source: OptionsFrom, value: object) -> str:
    question = opened.form.find_question(source.label)
    if question is None or not isinstance(value, str):
        return ""
    option = question.find_option(value)
    return option.label.nl if option is not None else value

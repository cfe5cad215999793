"""The options that a question has now: those of the form, or the rows of a group, by their names."""

from collections.abc import Mapping

from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.answers import Address
from waarborg.core.forms.checking import Options, list_written
from waarborg.core.forms.questions import Column, OptionsFrom, Question
from waarborg.core.publication.markup import plain_text
from waarborg.core.terms.text import Text


def make_options(opened: Opened) -> Options:
    """Return what gives the options of a question or column: value, and whether it excludes all others."""

    def list_options(item: Question | Column) -> Mapping[str, bool]:
        if item.options_from is None:
            return list_written(item)
        return dict.fromkeys(list_row_names(opened, item.options_from), False)

    return list_options


def list_row_names(opened: Opened, source: OptionsFrom, *, deeper: int = 2) -> dict[str, Text]:
    """The rows of a group by their id, with the answer that names them; a number where that is not answered yet.

    deeper: a row may be named by rows of another group, so many times.
    """
    place = opened.form.find_place(source.group)
    if place is None or place.repeated:
        return {}
    found = {}
    for number, row in enumerate(opened.sheet.list_rows(source.group), start=1):
        value = opened.sheet.value(Address(source.label, (row,)))
        found[row] = _name(opened, source, value, deeper) or Text(str(number), str(number))
    return found


def _name(opened: Opened, source: OptionsFrom, value: object, deeper: int) -> Text | None:
    question = opened.form.find_question(source.label)
    chosen = [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []
    if question is None or not chosen or (len(chosen) == 1 and not str(chosen[0]).strip()):
        return None
    names: Mapping[str, Text] = {option.value: option.label for option in question.options}
    if question.options_from is not None and deeper:
        names = list_row_names(opened, question.options_from, deeper=deeper - 1)
    if question.options or question.options_from is not None:
        texts = [names[str(one)] for one in chosen if str(one) in names]
        return Text(", ".join(one.nl for one in texts), ", ".join(one.en for one in texts)) if texts else None
    text = " ".join(plain_text(str(value)).split())
    return Text(text, text) if text else None

"""Answers to one form carried to another that asks the same under the same numbers, as our forms and official ones do."""

from collections.abc import Iterable, Mapping

from waarborg.adapters.official_forms.output_values import to_writing
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.core.forms.answers import Answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.official import NO, YES
from waarborg.core.forms.questions import Group, Option, Question, Type
from waarborg.core.profile.facts import Value, plain
from waarborg.core.terms.text import Text

_WRITTEN = (Type.TEXT, Type.MARKUP)
_PLAIN = (Type.TEXT, Type.DATE, Type.NUMBER, Type.MONEY)
_AS_YES = {YES: ("ja", "yes"), NO: ("nee", "no")}
_BY_HAND = Text("Schrijf het daar zelf over.", "Copy it there yourself.")


def carry(answers: Iterable[Answer], start: Form, end: Form) -> tuple[tuple[Answer, ...], tuple[Remark, ...]]:
    """Return the answers that fit the other form, and why the rest does not.

    A question fits when it has the same number, stands in the same rows, and can hold the answer: the same type, an
    option of the same name, or a text.
    """
    carried, remarks = [], []
    for answer in answers:
        found = _carry(answer, start, end)
        if isinstance(found, Answer):
            carried.append(found)
        elif found is not None and answer.is_given:
            remarks.append(Remark(str(answer.address), found, _BY_HAND))
    return tuple(carried), tuple(remarks)


def _carry(answer: Answer, start: Form, end: Form) -> Answer | Text | None:
    place, other = start.find_place(answer.address.question), end.find_place(answer.address.question)
    if place is None or other is None:
        return Text("Deze vraag staat daar niet.", "This question is not there.")
    if [group.id for group in place.repeated] != [group.id for group in other.repeated]:
        return Text("Deze vraag staat daar in andere rijen.", "This question stands in other rows there.")
    match place.item, other.item:
        case (Group(), Group()) if place.item.repeat and other.item.repeat:
            return answer
        case (Question() as question, Question() as target):
            if answer.declined:
                return answer
            value = _convert(question, target, answer.value, end)
            if value is None and answer.value is not None:
                return Text("Het antwoord past daar niet.", "The answer does not fit there.")
            return _with(answer, value)
    return Text("Dit is daar geen vraag.", "This is no question there.")


def _with(answer: Answer, value: Value) -> Answer:
    return Answer(address=answer.address, value=value, by=answer.by, at=answer.at)


def _convert(question: Question, target: Question, value: Value, end: Form) -> Value:
    """An answer as the other question holds it; None when it cannot."""
    if question.options_from is not None or target.options_from is not None:
        return (
            value if question.options_from == target.options_from and question.type is target.type else None
        )
    if question.options and target.options and isinstance(value, str | tuple):
        return _convert_options(question, target, value)
    if question.type is target.type and question.type not in (Type.IMAGE, Type.FILE):
        return value
    if question.type in _WRITTEN and target.type in _WRITTEN:
        return to_writing(str(value)) if target.type is Type.TEXT else value
    if question.type is Type.BOOLEAN and target.options:
        return _choose(target, YES if value else NO, end)
    if target.type is Type.BOOLEAN and question.options and isinstance(value, str):
        label = question.find_option(value)
        words = {word.casefold() for word in (label.label.nl, label.label.en)} if label is not None else set()
        return True if words & {*_AS_YES[YES]} else False if words & {*_AS_YES[NO]} else None
    if target.type in _WRITTEN:
        return _write(question, value)
    return None


def _convert_options(question: Question, target: Question, value: str | tuple[object, ...]) -> Value:
    chosen = [str(one) for one in (value if isinstance(value, tuple) else (value,))]
    found = [_find_like(target.options, question.find_option(one)) for one in chosen]
    if not chosen or not all(found):
        return None
    values = tuple(option.value for option in found if option is not None)
    if target.type is Type.CHOICES:
        return values
    return values[0] if len(values) == 1 else None


def _find_like(options: Iterable[Option], one: Option | None) -> Option | None:
    """The option that is called the same, in either language or by its name in the file."""
    if one is None:
        return None
    words = _list_words(one)
    return next((option for option in options if words & _list_words(option)), None)


def _list_words(option: Option) -> set[str]:
    return {" ".join(word.split()).casefold() for word in (option.value, option.label.nl, option.label.en)}


def _choose(target: Question, word: str, end: Form) -> Value:
    """The option that stands for yes or no."""
    for option in target.options:
        named = end.official.find_value(target.id, option.value) if end.official is not None else None
        if named == word or option.label.nl.casefold() in _AS_YES[word]:
            return option.value if target.type is Type.CHOICE else (option.value,)
    return None


def _write(question: Question, value: Value) -> Value:
    """An answer as words; None when words do not say it."""
    if question.options and isinstance(value, str | tuple):
        chosen = value if isinstance(value, tuple) else (value,)
        labels: Mapping[str, str] = {option.value: option.label.nl for option in question.options}
        return "; ".join(labels.get(str(one), str(one)) for one in chosen)
    if question.type is Type.BOOLEAN:
        return "Ja" if value else "Nee"
    if question.type is Type.LIST and isinstance(value, tuple):
        return "\n".join(str(one) for one in value)
    return str(plain(value)) if question.type in _PLAIN else None

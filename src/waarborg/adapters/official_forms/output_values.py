"""One answer in the words of the form filler and in ours: texts, options by their official name, rows by theirs."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from waarborg.adapters.documents.from_markup import read_markup
from waarborg.adapters.documents.report import Paragraph, as_text
from waarborg.adapters.markup import clean
from waarborg.core.forms.forms import Form
from waarborg.core.forms.official import NO, NOTHING, YES
from waarborg.core.forms.questions import Option, Question, Type
from waarborg.core.profile.facts import Value, plain
from waarborg.core.publication import markup
from waarborg.core.terms.text import Text

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")
_NOTHING: tuple[object, ...] = (None, "", [])


class NoFit(ValueError):
    """An answer that has no counterpart; `says` tells why and `remedy` what to do."""

    def __init__(self, says: Text, remedy: Text) -> None:
        self.says, self.remedy = says, remedy
        super().__init__(says.en)


#: The rows of a group by what they are called, and the other way around.
Rows = Mapping[str, tuple[str, ...]]
_BY_HAND = Text("Beantwoord de vraag zelf.", "Answer the question yourself.")


def read_value(form: Form, question: Question, raw: object, rows: Rows) -> Value:
    """Return an answer of the form filler as ours; None when it says nothing. Raises `NoFit`.

    rows: for a question whose options are rows, the ids of the rows by their name.
    """
    if raw == [] and question.type is Type.CHOICES:
        none = [one.value for one in question.options if _stands_for_nothing(form, question, one.value)]
        return tuple(none) or None
    if raw in _NOTHING:
        return None
    match question.type:
        case Type.BOOLEAN:
            return _read_boolean(form, question, raw)
        case Type.CHOICE | Type.CHOICES:
            return _read_options(form, question, raw, rows)
        case Type.LIST:
            return tuple(text.strip() for text in _list_texts(raw) if text.strip()) or None
        case Type.TEXT | Type.MARKUP:
            return _read_text(question, raw)
        case Type.NUMBER | Type.MONEY:
            return _read_number(question, _need_text(raw))
        case Type.DATE:
            day = _DAY.fullmatch(_need_text(raw).strip())
            if day is not None:
                return day[1]
            raise NoFit(
                Text("Dit is geen dag zoals 2026-11-28.", "This is no day such as 2026-11-28."), _BY_HAND
            )
        case Type.IMAGE | Type.FILE:
            raise NoFit(
                Text("Een bestand of afbeelding komt niet mee.", "A file or picture does not come along."),
                Text("Voeg haar zelf toe bij de vraag.", "Add it to the question yourself."),
            )
    raise NoFit(
        Text(
            "Deze vraag heeft hier een vorm die daar niet bestaat.",
            "This question has a form here that does not exist there.",
        ),
        _BY_HAND,
    )


def write_value(form: Form, question: Question, value: Value, names: Mapping[str, str]) -> str | list[str]:
    """Return an answer of ours as the form filler holds it. Raises `NoFit`.

    names: for a question whose options are rows, the name of each row by its id.
    """
    match question.type:
        case Type.BOOLEAN:
            tick = form.official.find_value(question.id, YES) if form.official is not None else None
            if tick is not None:
                return [tick] if value else []
            return YES if value else NO
        case Type.CHOICE:
            return _name_option(form, question, str(value), names)
        case Type.CHOICES if isinstance(value, tuple):
            chosen = [str(one) for one in value if not _stands_for_nothing(form, question, str(one))]
            return list(dict.fromkeys(_name_option(form, question, one, names) for one in chosen))
        case Type.LIST if isinstance(value, tuple):
            return [str(one) for one in value]
        case Type.TEXT | Type.DATE | Type.MONEY | Type.NUMBER | Type.ROLE:
            return str(plain(value))
        case Type.MARKUP:
            return to_writing(str(value))
        case Type.IMAGE | Type.FILE:
            raise NoFit(
                Text("Een bestand of afbeelding gaat niet mee.", "A file or picture does not go along."),
                Text("Voeg haar daar zelf toe.", "Add it there yourself."),
            )
    raise NoFit(
        Text("Rijen van een tabel kent het officiële formulier niet.", "The official form knows no rows of a table."),
        Text("Schrijf ze daar als tekst over.", "Copy them there as text."),
    )  # fmt: skip


def to_writing(text: str) -> str:
    """Return markup as people type it: paragraphs parted by a blank line, a dash before each item of a list."""
    if not markup.has_markup(text):
        return text
    blocks = []
    for block in read_markup(text):
        if isinstance(block, Paragraph):
            blocks.append(as_text(block.runs))
        else:
            blocks.append("\n".join(f"- {as_text(item)}" for item in block.items))
    return "\n\n".join(blocks)


# --- reading ---------------------------------------------------------------------------------------------------
def _read_boolean(form: Form, question: Question, raw: object) -> Value:
    tick = form.official.find_value(question.id, YES) if form.official is not None else None
    if tick is not None:
        return tick in _list_texts(raw) or None
    if isinstance(raw, bool):
        return raw
    word = _need_text(raw).strip().lower()
    if word in (YES, NO):
        return word == YES
    if word == "null":
        return None
    raise NoFit(Text(f"“{_shorten(word)}” is geen ja of nee.", f"“{_shorten(word)}” is no yes or no."), _BY_HAND)  # fmt: skip


def _read_options(form: Form, question: Question, raw: object, rows: Rows) -> Value:
    if question.type is Type.CHOICE:
        text = ("true" if raw else "false") if isinstance(raw, bool) else _need_text(raw)
        found = _find_options(form, question, text, rows)
        if not found:
            raise _no_option([text])
        return found[0]
    texts = _list_texts(raw)
    values: dict[str, None] = {}
    strangers = []
    for text in texts:
        found = _find_options(form, question, text, rows)
        values |= dict.fromkeys(found)
        if not found:
            strangers.append(text)
    if strangers:
        raise _no_option(strangers)
    return tuple(values) or None


def _no_option(texts: Iterable[str]) -> NoFit:
    named = ", ".join(f"“{_shorten(text)}”" for text in texts)
    return NoFit(Text(f"{named} is hier geen keuze.", f"{named} is no option here."), _BY_HAND)


def _find_options(form: Form, question: Question, text: str, rows: Rows) -> tuple[str, ...]:
    if question.options_from is not None:
        return rows.get(text.strip(), ()) if text.strip() else ()
    official = form.official
    for option in question.options:
        named = official.find_value(question.id, option.value) if official is not None else None
        if text == (named if named is not None else option.label.nl):
            return (option.value,)
    near = [option for option in question.options if _is_like(option, text)]
    return (near[0].value,) if len(near) == 1 else ()


def _is_like(option: Option, text: str) -> bool:
    """The same but for capitals and spaces, in our words or as our file calls it."""
    known = {" ".join(word.split()).casefold() for word in (option.value, option.label.nl, option.label.en)}
    return " ".join(text.split()).casefold() in known


def _read_text(question: Question, raw: object) -> Value:
    text = _need_text(raw)
    if question.type is Type.MARKUP and markup.has_markup(text):
        text = clean(text)
    return text if text.strip() else None


def _read_number(question: Question, text: str) -> Value:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise NoFit(Text(f"“{_shorten(text)}” is geen getal.", f"“{_shorten(text)}” is no number."), _BY_HAND)
    if question.type is Type.MONEY:
        return f"{number:f}"
    return int(number) if number == number.to_integral_value() and abs(number) < 10**15 else float(number)


def _need_text(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, int | float):
        return str(raw)
    if isinstance(raw, dict):
        raise NoFit(
            Text("Een bestand of afbeelding komt niet mee.", "A file or picture does not come along."),
            Text("Voeg haar zelf toe bij de vraag.", "Add it to the question yourself."),
        )
    raise NoFit(
        Text("Hier hoort één antwoord, en het zijn er meer.", "One answer belongs here, and there are more."),
        _BY_HAND,
    )


def _list_texts(raw: object) -> list[str]:
    if isinstance(raw, list):
        return [_need_text(one) for one in raw]
    return [_need_text(raw)]


def _stands_for_nothing(form: Form, question: Question, value: str) -> bool:
    return form.official is not None and form.official.find_value(question.id, value) == NOTHING


# --- writing ---------------------------------------------------------------------------------------------------
def _name_option(form: Form, question: Question, value: str, names: Mapping[str, str]) -> str:
    if question.options_from is not None:
        return names.get(value) or value
    named = form.official.find_value(question.id, value) if form.official is not None else None
    if named is not None:
        return named
    option = question.find_option(value)
    return option.label.nl if option is not None else value


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"

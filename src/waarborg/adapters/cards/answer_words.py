"""The words of an answer in a card, as an answer to a question: a choice by its label, yes and no, a plain number."""

import re
from datetime import date
from decimal import Decimal

from waarborg.core.forms.questions import Question, Type
from waarborg.core.publication.plain_writing import from_writing

_YES = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,9})?")
#: 1.000 is a thousand in Dutch and one in English, so nobody can say what is meant.
_UNCERTAIN = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")


def read_words(question: Question, text: str) -> object:
    """Return what words say as an answer to a question; None when they do not fit it."""
    tidy = text.strip()
    if not tidy:
        return None
    match question.type:
        case Type.TEXT:
            return " ".join(tidy.split())
        case Type.MARKUP:
            return from_writing(tidy)
        case Type.BOOLEAN:
            return _YES.get(tidy.casefold().rstrip("."))
        case Type.CHOICE:
            return _find_option(question, tidy)
        case Type.CHOICES:
            found = [_find_option(question, one) for one in tidy.replace("\n", ";").split(";") if one.strip()]
            return found if found and all(one is not None for one in found) else None
        case Type.LIST:
            return [line.strip() for line in tidy.splitlines() if line.strip()]
        case Type.NUMBER | Type.MONEY:
            return _read_number(question, tidy)
        case Type.DATE:
            return _read_date(tidy)
    return None


def _find_option(question: Question, text: str) -> str | None:
    wanted = " ".join(text.split()).casefold()
    for option in question.options:
        if wanted in (option.value.casefold(), option.label.nl.casefold(), option.label.en.casefold()):
            return option.value
    return None


def _read_number(question: Question, text: str) -> object:
    digits = text.removeprefix("€").strip()
    if not _NUMBER.fullmatch(digits) or _UNCERTAIN.fullmatch(digits):
        return None
    number = Decimal(digits.replace(",", "."))
    if question.type is Type.MONEY:
        return str(number)
    return int(number) if number == number.to_integral_value() else float(number)


def _read_date(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None

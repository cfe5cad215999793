"""Answers as an assessment card of the reporting standard of MinBZK, 0.1a14: written, and read back.

The standard has room for text only. So that nothing is lost, each answer also holds its own value under `waarborg`, a
name of ours that the standard allows. A card of somebody else is read by its words: a question by its URN or its exact
words, a choice by its label.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from waarborg.adapters.documents.system_card import write_assessment_card
from waarborg.adapters.documents.system_card_parts import CardAnswer, CardAssessment, Provenance
from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Question, Type
from waarborg.core.profile.facts import freeze, plain
from waarborg.core.terms.text import Text

#: Where our own values stand in a card.
OWN = "waarborg"
_URN = "urn:waarborg:form:"
_YES = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}
_MOST_CHARACTERS = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Left:
    """An answer of a card that has no place here: its question, what it says, and why."""

    question: str
    answer: str
    why: Text


_NO_PLACE = Text("Deze vraag staat niet in dit formulier.", "This question is not in this form.")
_NO_VALUE = Text(
    "Dit antwoord past niet bij het soort vraag. Vul het met de hand in.",
    "This answer does not fit the kind of question. Fill it in by hand.",
)


def make_card(
    form: Form,
    answers: Iterable[Answer],
    texts: Mapping[str, str],
    *,
    on: date,
    provenance: Provenance | None = None,
) -> dict[str, Any]:
    """Return a card as plain values. texts: each answer in words, by place; on: the day it was completed."""
    said = [answer for answer in answers if answer.is_given]
    card = write_assessment_card(
        CardAssessment(
            name=form.title.nl,
            completed_on=on,
            urn=form.urn,
            answers=[_make_answer(form, answer, texts) for answer in said],
            provenance=provenance,
        )
    )
    for content, answer in zip(card["contents"], said, strict=True):
        content[OWN] = {
            "place": str(answer.address),
            "value": plain(answer.value),
            "declined": answer.declined,
        }
    return card


def _make_answer(form: Form, answer: Answer, texts: Mapping[str, str]) -> CardAnswer:
    place = str(answer.address)
    question, group = form.find_question(answer.address.question), form.find_group(answer.address.question)
    title = question.ask.nl if question is not None else group.title.nl if group is not None else place
    return CardAnswer(question=title, answer=texts.get(place, ""), urn=f"{form.urn}:{place}", at=answer.at)


# --- reading -----------------------------------------------------------------------------------------------------
def is_card(document: object) -> bool:
    """Return whether a document has the shape of an assessment card."""
    return (
        isinstance(document, Mapping)
        and {"name", "date", "contents"} <= set(document)
        and isinstance(document["contents"], list)
    )


def read_card(text: str, form: Form, *, file: str) -> tuple[AnswersFile, tuple[Left, ...]]:
    """Return the answers of a card for a form, and those that have no place there. Raises `AnswersFileError`."""
    document = _parse(text, file)
    made_on = _read_day(document, file)
    answers: dict[Address, Answer] = {}
    left: list[Left] = []
    for number, content in enumerate(document["contents"]):
        if not isinstance(content, Mapping) or not isinstance(content.get("question"), str):
            raise _refuse(
                file,
                f"contents[{number}]",
                Text("Hier staat geen vraag.", "Here is no question."),
                Text(
                    "Geef elk antwoord een `question` en een `answer`.",
                    "Give each answer a `question` and an `answer`.",
                ),
            )
        found = _read_answer(form, content, made_on)
        if isinstance(found, Left):
            left.append(found)
        else:
            answers[found.address] = found
    for row in _make_rows(form, answers.values()):
        answers.setdefault(row.address, row)
    return (
        AnswersFile(
            form=form.id, version=form.version, answers=tuple(answers.values()), name=file, made_on=made_on
        ),
        tuple(left),
    )


def _parse(text: str, file: str) -> Mapping[str, Any]:
    remedy = Text("Kies een assessment card in JSON.", "Choose an assessment card in JSON.")
    if len(text) > _MOST_CHARACTERS:
        raise _refuse(file, "$", Text("Dit bestand is te groot.", "This file is too large."), remedy)
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = (
            f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "$"
        )
        raise _refuse(
            file, place, Text("Dit is geen geldige JSON.", "This is no valid JSON."), remedy
        ) from error
    if not is_card(document):
        raise _refuse(file, "$", Text("Dit is geen assessment card.", "This is no assessment card."), remedy)
    found: Mapping[str, Any] = document
    return found


def _read_day(document: Mapping[str, Any], file: str) -> date:
    try:
        return date.fromisoformat(str(document["date"])[:10])
    except ValueError as error:
        raise _refuse(
            file,
            "date",
            Text(f"“{document['date']}” is geen dag.", f"“{document['date']}” is no day."),
            Text("Schrijf de dag als 2026-11-28.", "Write the day as 2026-11-28."),
        ) from error


def _read_answer(form: Form, content: Mapping[str, Any], on: date) -> Answer | Left:
    words = content.get("answer")
    said = words if isinstance(words, str) else "" if words is None else json.dumps(words, ensure_ascii=False)
    address = _find_address(form, content)
    if address is None:
        return Left(content["question"], said, _NO_PLACE)
    own = content.get(OWN)
    if isinstance(own, Mapping) and "value" in own:
        value, declined = own["value"], own.get("declined") is True
    else:
        question = form.find_question(address.question)
        value, declined = (read_words(question, said) if question is not None else None), False
    if value is None and not declined:
        return Left(content["question"], said, _NO_VALUE)
    return Answer(
        address=address,
        value=freeze(value),
        declined=declined,
        by="",
        at=_read_moment(content, on),
        taken=None,
    )


def _find_address(form: Form, content: Mapping[str, Any]) -> Address | None:
    """The place that a URN of ours names, of any version of the form; else the question with exactly these words."""
    urn = content.get("urn")
    if isinstance(urn, str) and urn.startswith(f"{_URN}{form.id}:"):
        place = urn.removeprefix(f"{_URN}{form.id}:").partition(":")[2]
        try:
            address = Address.parse(place)
        except ValueError:
            return None
        found = form.find_place(address.question)
        return address if found is not None and len(found.repeated) == len(address.rows) else None
    words = " ".join(str(content["question"]).split()).casefold()
    for question in form.questions:
        found = form.find_place(question.id)
        if (
            found is not None
            and not found.repeated
            and words in (question.ask.nl.casefold(), question.ask.en.casefold())
        ):
            return Address(question.id, ())
    return None


def _read_moment(content: Mapping[str, Any], on: date) -> datetime:
    try:
        moment = datetime.fromisoformat(str(content.get("timestamp", "")))
    except ValueError:
        moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def read_words(question: Question, text: str) -> object:
    """Return what words say as an answer to a question; None when they do not fit it."""
    tidy = text.strip()
    if not tidy:
        return None
    match question.type:
        case Type.TEXT:
            return " ".join(tidy.split())
        case Type.MARKUP:
            return "\n\n".join(part.strip() for part in tidy.split("\n\n"))
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
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if question.type is Type.MONEY:
        return str(number)
    return int(number) if number == number.to_integral_value() else float(number)


def _read_date(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _make_rows(form: Form, answers: Iterable[Answer]) -> Iterator[Answer]:
    """The rows of repeated groups that answers name, in the order in which they come, where the card has no list."""
    rows: dict[Address, list[str]] = {}
    moments: dict[Address, datetime] = {}
    for answer in answers:
        place = form.find_place(answer.address.question)
        for depth, group in enumerate(place.repeated if place is not None else ()):
            address, row = Address(group.id, answer.address.rows[:depth]), answer.address.rows[depth]
            if row not in rows.setdefault(address, []):
                rows[address].append(row)
            moments.setdefault(address, answer.at)
    for address, ids in rows.items():
        yield Answer(
            address=address, value=freeze(ids), declined=False, by="", at=moments[address], taken=None
        )


def _refuse(file: str, place: str, message: Text, remedy: Text) -> AnswersFileError:
    return AnswersFileError(file=file, place=place, message=message, remedy=remedy)

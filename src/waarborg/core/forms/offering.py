"""What is known elsewhere and is offered as an answer, with where it comes from; and whether it changed since.

Nothing here answers a question. An offer becomes an answer only when somebody takes it, and then keeps its source.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waarborg.core.forms.answers import Address, Answer, digest_value
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Link, Part, Question, Type
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.profile.facts import Value
from waarborg.core.terms.text import Text

_TAG = re.compile(r"<[^<>]*>")
#: The place of a fact of the dossier.
FACT = "fact"


@dataclass(frozen=True, slots=True)
class Known:
    """What stands at a place: `fact:goal`, `iama:1.1.1`. by: the id of who said so. detail: of which assessment."""

    place: str
    value: Value
    by: str
    at: datetime
    detail: str = ""


class OfferKind(StrEnum):
    """Why something is shown at a question."""

    NEW = "new"  # nothing is answered yet, and something is known elsewhere
    CHANGED = "changed"  # the answer was taken from there, and something else stands there now
    DIFFERENT = "different"  # the answer was written here, and the dossier says something else


@dataclass(frozen=True, slots=True)
class Offer:
    """Something known elsewhere, at a question. why: why it says the same; None for a fact of the dossier."""

    address: Address
    question: Question
    known: Known
    kind: OfferKind
    why: Text | None = None


def list_offers(
    reading: Reading, known: Mapping[str, Known], *, part: Part | None = None
) -> tuple[Offer, ...]:
    """Return what is offered at the questions that are asked: of each the first place that says something.

    known: what stands elsewhere, by place. part: the one to look at; None for the whole form. A judgement is never offered, and an answer somebody wrote is only set
    beside the fact of the dossier, never beside another form.
    """
    found = []
    for one in reading.shown if part is None else reading.list_shown(part):
        question = one.item
        if isinstance(question, Question) and one.standing is Standing.ASKED and not question.judgement:
            offer = _offer(question, one.address, one.answer, known)
            if offer is not None:
                found.append(offer)
    return tuple(found)


def _offer(
    question: Question, address: Address, answer: Answer | None, known: Mapping[str, Known]
) -> Offer | None:
    if answer is not None and answer.taken is not None:
        source = known.get(answer.taken.place)
        if source is None or digest_value(source.value) == answer.taken.digest:
            return None
        return Offer(address, question, source, OfferKind.CHANGED, _find_why(question, source.place))
    if answer is not None and answer.is_given:
        source = known.get(f"{FACT}:{question.fact}") if question.fact else None
        if source is None or is_same(question, source.value, answer.value):
            return None
        return Offer(address, question, source, OfferKind.DIFFERENT)
    for place, why in _list_places(question):
        if (source := known.get(place)) is not None:
            return Offer(address, question, source, OfferKind.NEW, why)
    return None


def _list_places(question: Question) -> Iterable[tuple[str, Text | None]]:
    if question.fact:
        yield f"{FACT}:{question.fact}", None
    for link in question.taken_from:
        yield link.place, link.why


def _find_why(question: Question, place: str) -> Text | None:
    return next((why for one, why in _list_places(question) if one == place), None)


def is_same(question: Question, first: Value, second: Value) -> bool:
    """Return whether two answers say the same; the order of choices says nothing, nor do tags in a text."""
    if question.type is Type.CHOICES and isinstance(first, tuple) and isinstance(second, tuple):
        return sorted(map(str, first)) == sorted(map(str, second))
    if question.type is Type.MARKUP and isinstance(first, str) and isinstance(second, str):
        return " ".join(_TAG.sub(" ", first).split()) == " ".join(_TAG.sub(" ", second).split())
    if question.type is Type.NUMBER:
        return first == second
    return digest_value(first) == digest_value(second)


@dataclass(frozen=True, slots=True)
class Touched:
    """A question of a form that says the same as a fact."""

    form: Form
    question: Question


def list_touched(library: Library, fact: str) -> tuple[Touched, ...]:
    """Return the questions, of the newest version of each form, that change of meaning when a fact does."""
    newest = [library.find_newest(id) for id in library.ids]
    return tuple(
        Touched(form, question)
        for form in newest
        if form is not None
        for question in form.questions
        if question.fact == fact
    )


def list_beside(question: Question, known: Mapping[str, Known]) -> tuple[tuple[Link, Known], ...]:
    """Return what is shown next to a question and never copied: only what is known."""
    return tuple((link, known[link.place]) for link in question.beside if link.place in known)

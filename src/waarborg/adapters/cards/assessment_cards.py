"""Answers as an assessment card of the reporting standard of MinBZK, 0.1a14: written, and read back.

The standard has room for text only. So that nothing is lost, each answer also holds its own value (`own_values`). A
card of somebody else is read by its words: a question by its URN or its exact words, a choice by its label.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from waarborg.adapters.cards.answer_words import read_words
from waarborg.adapters.cards.card_shapes import ASSESSMENT, SYSTEM
from waarborg.adapters.cards.card_text import CardError, parse_card, refuse
from waarborg.adapters.cards.instruments import find_instrument, is_about, refuse_other
from waarborg.adapters.cards.own_values import OWN, fingerprint
from waarborg.adapters.cards.shapes import require_own, require_shape
from waarborg.adapters.documents.system_card import write_assessment_card
from waarborg.adapters.documents.system_card_parts import CardAnswer, CardAssessment, Provenance
from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError
from waarborg.adapters.official_forms.output_names import name_item
from waarborg.adapters.official_forms.output_reading import NOBODY, ReadOutput
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.forms.forms import Form
from waarborg.core.profile.facts import Value, freeze, plain
from waarborg.core.terms.text import Text

_TASK = re.compile(r"urn:nl:[a-z:]+:[0-9]+(?:\.[0-9]+)*:(.+)")
#: The number before a question: `1.3.0a`, `2.`.
_NUMBER = re.compile(r"^[0-9]{1,3}(?:\.[0-9a-z]{1,4})*\.?\s+")
_KEYS = re.compile(rb'"(?:contents|assessments|schema_version)"\s*:')
_BEGINS = re.compile(rb"^(?:schema_version|provenance|name|urn|date|contents|assessments)\s*:", re.MULTILINE)
_LONGEST_PLACE = 80
_BY_HAND = Text(
    "Vul het antwoord met de hand in als u het nodig hebt.", "Fill the answer in by hand if you need it."
)
_NO_PLACE = Text("Deze vraag staat niet in dit formulier.", "This question is not in this form.")
_NO_VALUE = Text(
    "Dit antwoord past niet bij het soort vraag.", "This answer does not fit the kind of question."
)
_TWICE = Text("Deze vraag staat twee keer in de kaart.", "This question is in the card twice.")


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as a card says it: the question and the answer, both in words."""

    answer: Answer
    question: str
    words: str


def make_card(
    form: Form, lines: Iterable[Line], *, name: str, on: date, provenance: Provenance | None = None
) -> dict[str, Any]:
    """Return a card as plain values, ready to be written. name: of the assessment; on: the day it was completed.

    Lines in which nothing is said are left out. Who answered does not stand in it.
    """
    said = [line for line in lines if line.answer.is_given]
    card = write_assessment_card(
        CardAssessment(
            name=name,
            completed_on=on,
            urn=form.urn,
            answers=[
                CardAnswer(
                    question=line.question,
                    answer=line.words,
                    urn=f"{form.urn}:{line.answer.address}",
                    at=line.answer.at,
                )
                for line in said
            ],
            provenance=provenance,
        )
    )
    for content, line in zip(card["contents"], said, strict=True):
        content[OWN] = {
            "place": str(line.answer.address),
            "value": plain(line.answer.value),
            "declined": line.answer.declined,
            "words": fingerprint(line.words),
        }
    require_own(card, ASSESSMENT)
    return card


# --- reading -----------------------------------------------------------------------------------------------------
def may_be_card(content: bytes, *, file: str) -> bool:
    """Return whether a file should be read as a card: by its ending, or by how it begins."""
    if file.lower().endswith((".yaml", ".yml")):
        return True
    if content.lstrip()[:1] == b"{":
        return b'"format_version"' not in content and _KEYS.search(content) is not None
    return _BEGINS.search(content[:65_536]) is not None


def read_card(content: bytes, form: Form, *, file: str) -> ReadOutput:
    """Return the answers of a card for a form, and what has no place there. Raises `AnswersFileError`.

    A system card is taken too, when it holds one assessment card that is about the form.
    """
    try:
        card, place = _find_card(parse_card(content, file=file), form, file)
    except CardError as error:
        raise AnswersFileError(
            file=file, place=error.place, message=error.fault_text, remedy=error.remedy_text
        ) from error
    return _Reader(form, card, file, place).read()


def _find_card(document: dict[str, Any], form: Form, file: str) -> tuple[dict[str, Any], str]:
    """The card that is about a form, and where it stands in the document."""
    if "contents" in document or not {"schema_version", "assessments"} & set(document):
        require_shape(document, ASSESSMENT, file=file)
        if not is_about(document, form):
            raise refuse_other(document, form, file=file)
        return document, ""
    require_shape(document, SYSTEM, file=file)
    cards = list(enumerate(document.get("assessments", ())))
    found = [(number, card) for number, card in cards if is_about(card, form)]
    if len(found) == 1:
        return found[0][1], f"assessments[{found[0][0]}]."
    if len(cards) == 1:
        raise refuse_other(cards[0][1], form, file=file, place="assessments[0].urn")
    names = ", ".join(f"{card['name']:.60}" for _number, card in cards[:10]) or "–"
    says = (
        Text("Deze systeemkaart heeft meer dan één kaart van deze toets.", "This system card has more than one card of this assessment.")
        if found
        else Text(f"Deze systeemkaart heeft geen kaart van deze toets. Wel: {names}.", f"This system card has no card of this assessment. It has: {names}.")
    )  # fmt: skip
    remedy = Text("Kies een kaart van alleen deze toets.", "Choose a card of this assessment alone.")
    raise refuse(file, "assessments", says, remedy)


@dataclass
class _Reader:
    """Reads one card."""

    form: Form
    card: dict[str, Any]
    file: str
    place: str
    remarks: list[Remark] = field(default_factory=list)
    is_changed: bool = False

    def read(self) -> ReadOutput:
        instrument = find_instrument(str(self.card.get("urn") or ""))
        is_own = instrument is not None and bool(instrument.version)
        made_on = date.fromisoformat(self.card["date"])
        answers: dict[Address, Answer] = {}
        for content in self.card["contents"]:
            at = _read_moment(content, made_on)
            own = _find_own(content) if is_own else None
            answer = self._read_own(own, content, at) if own is not None else self._read_words(content, at)
            if answer is not None and answer.address in answers:
                self._tell(content, _TWICE)
            elif answer is not None:
                answers[answer.address] = answer
            if content.get("remarks", "").strip():
                says = Text("De opmerking (remarks) bij deze vraag heeft hier geen plaats.", "The remark at this question has no place here.")  # fmt: skip
                self._tell(content, says, value=content["remarks"])
        for row in _make_rows(self.form, answers.values()):
            answers.setdefault(row.address, row)
        self._note_authors()
        file = AnswersFile(
            form=self.form.id,
            version=instrument.version if instrument is not None and is_own else self.form.version,
            answers=tuple(answers.values()),
            name=self.file,
            made_on=made_on,
            is_changed=self.is_changed,
        )
        return ReadOutput(file, tuple(self.remarks))

    def _read_own(self, own: "_Own", content: Mapping[str, Any], at: datetime) -> Answer | None:
        """An answer that Waarborg wrote: its exact value, or the words when somebody changed those."""
        if own.words == fingerprint(content["answer"]):
            return Answer(address=own.address, value=own.value, declined=own.declined, by=NOBODY, at=at)
        self.is_changed = True
        return self._take(own.address, content, at)

    def _read_words(self, content: Mapping[str, Any], at: datetime) -> Answer | None:
        address = self._find_address(content)
        if address is None:
            self._tell(content, _NO_PLACE)
            return None
        return self._take(address, content, at)

    def _take(self, address: Address, content: Mapping[str, Any], at: datetime) -> Answer | None:
        question = self.form.find_question(address.question)
        if not content["answer"].strip():
            return None
        value = read_words(question, content["answer"]) if question is not None else None
        if value is None:
            self._tell(content, _NO_VALUE)
            return None
        return Answer(address=address, value=freeze(value), by=NOBODY, at=at)

    def _find_address(self, content: Mapping[str, Any]) -> Address | None:
        """The question that a URN names, in a form of ours or its official file; else the one with these words."""
        urn = str(content.get("urn") or "")
        prefix = f"urn:waarborg:form:{self.form.id}:"
        if urn.startswith(prefix):
            return _parse_address(urn.removeprefix(prefix).partition(":")[2], self.form)
        if self.form.official is not None and (found := _TASK.fullmatch(urn)):
            for question in self.form.questions:
                if name_item(self.form, question.id) == found[1]:
                    return _parse_address(question.id, self.form)
        words = _fold(content["question"])
        for question in self.form.questions:
            if words in (_fold(question.ask.nl), _fold(question.ask.en)):
                return _parse_address(question.id, self.form)
        return None

    def _tell(self, content: Mapping[str, Any], says: Text, *, value: str = "") -> None:
        question = " ".join(content["question"].split())
        place = question if len(question) <= _LONGEST_PLACE else f"{question[: _LONGEST_PLACE - 1]}…"
        self.remarks.append(Remark(place or "–", says, _BY_HAND, value=value or content["answer"]))

    def _note_authors(self) -> None:
        if any(content.get("authors") for content in self.card["contents"]):
            says = Text("De namen van wie antwoordde blijven in de kaart.", "The names of who answered stay in the card.")  # fmt: skip
            remedy = Text("U bent zelf wie deze antwoorden hier geeft.", "You yourself are who gives these answers here.")  # fmt: skip
            self.remarks.append(Remark(f"{self.place}contents", says, remedy, lost=False))


@dataclass(frozen=True, slots=True)
class _Own:
    address: Address
    value: Value
    declined: bool
    words: str


def _find_own(content: Mapping[str, Any]) -> _Own | None:
    """What Waarborg added to an answer; None when that is not there, or not as it was written."""
    own = content.get(OWN)
    if not isinstance(own, Mapping) or not isinstance(own.get("declined"), bool):
        return None
    place, value, words = own.get("place"), own.get("value"), own.get("words")
    if not isinstance(place, str) or not isinstance(words, str) or (own["declined"] and value is not None):
        return None
    try:
        return _Own(Address.parse(place), freeze(value), own["declined"], words)
    except (TypeError, ValueError):
        return None


def _parse_address(text: str, form: Form) -> Address | None:
    """A place in a form; None for what is not there, or stands in rows that are not named."""
    try:
        address = Address.parse(text)
    except ValueError:
        return None
    found = form.find_place(address.question)
    return address if found is not None and len(found.repeated) == len(address.rows) else None


def _read_moment(content: Mapping[str, Any], on: date) -> datetime:
    if "timestamp" not in content:
        return datetime(on.year, on.month, on.day, tzinfo=UTC)
    moment = datetime.fromisoformat(content["timestamp"])
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _fold(words: str) -> str:
    """Words as they are compared: without the number before, spaces beyond one, capitals and the last sign."""
    return _NUMBER.sub("", " ".join(words.split())).casefold().rstrip("?.: ")


def _make_rows(form: Form, answers: Iterable[Answer]) -> Iterator[Answer]:
    """The rows of repeated groups that answers name, in the order in which they come, where the card has no list."""
    rows: dict[Address, list[str]] = {}
    moments: dict[Address, datetime] = {}
    for answer in answers:
        place = form.find_place(answer.address.question)
        around = place.repeated if place is not None else ()
        for depth, (group, row) in enumerate(zip(around, answer.address.rows, strict=False)):
            address = Address(group.id, answer.address.rows[:depth])
            if row not in rows.setdefault(address, []):
                rows[address].append(row)
            moments.setdefault(address, answer.at)
    for address, ids in rows.items():
        yield Answer(address=address, value=freeze(ids), by=NOBODY, at=moments[address])

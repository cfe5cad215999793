"""Filling in: answers, rows, what is taken over from elsewhere, and what was answered before."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions.recording import Author, hold, record, require_open
from waarborg.apps.assessments.actions.writing import Draft, write_answers
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import AnswerRefused, Conflict, Refused
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.answers import ROW_ID, Address, Taken, digest_value
from waarborg.core.forms.checking import check_answer
from waarborg.core.forms.forms import Place
from waarborg.core.forms.offering import FACT, is_same, list_offers
from waarborg.core.forms.questions import ROWED, Group, Question
from waarborg.core.forms.questions import Type as QuestionType
from waarborg.core.profile.facts import Origin, freeze, plain
from waarborg.core.profile.vocabulary import Type, WrongValue
from waarborg.core.publication.markup import plain_text
from waarborg.core.terms.text import Text

#: So many rows a group may have; more is a list that belongs in a file.
MOST_GROUP_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer that somebody gives. base: the number of the answer they saw there, 0 for none.

    change_fact: whether the fact of the dossier changes along, where it says something else. force: whether it
    replaces what somebody else answered meanwhile, after they saw both. taken: the place it was taken from, kept as
    long as that still says the same.
    """

    place: str
    value: object = None
    declined: bool = False
    base: int = 0
    change_fact: bool = False
    force: bool = False
    taken: str = ""


@dataclass
class Saved:
    """What came of saving. facts: keys that were recorded in the dossier along. differing: places whose answer and
    fact of the dossier now say something else. conflicts: answers that were not saved, because somebody was first."""

    changed: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def save_answers(
    *, assessment: Assessment, answers: Sequence[Given], by: Author, at: datetime, part: str = ""
) -> Saved:
    """Save answers; each is checked, and none is saved when one does not fit (AnswerRefused).

    An answer that somebody else changed meanwhile is not overwritten: it comes back as a conflict, the others are
    saved. What is not known in the dossier yet is recorded there too, when this person may.
    """
    row = hold(assessment, by=by, part=part)
    require_open(row)
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    saved, drafts, facts = Saved(), list[Draft](), list[tuple[Question, Given, object]]()
    for given in answers:
        place = _find(opened, given.place, part)
        value, question = _tidy(opened, place, given)
        known = opened.rows.get(given.place)
        is_old = _says(known, value, given.declined)
        if known is not None and known.number != given.base and not given.force:
            if not is_old:
                saved.conflicts.append(Conflict(given.place, value, known))
            continue
        if not is_old:
            taken = _find_taken(opened, question, value, given.taken)
            drafts.append(Draft(given.place, value, given.declined, taken))
            saved.changed.append(given.place)
        if question.fact and (not is_old or given.change_fact):
            facts.append((question, given, value))
    if drafts:
        new = write_answers(row, drafts, by=by, at=at)
        record(row, "answer", {"answers": {one.place: one.digest for one in new}}, by=by, at=at)
    if isinstance(by, Person):
        _keep_facts(opened, facts, saved, by=by, at=at)
    return saved


@transaction.atomic
def take_offers(
    *, assessment: Assessment, places: Iterable[str], by: Author, at: datetime, part: str = ""
) -> list[str]:
    """Answer with what is offered there, and keep where it comes from; returns the places. What is gone is left."""
    row = hold(assessment, by=by, part=part)
    require_open(row)
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    wanted, drafts, options = set(places), list[Draft](), make_options(opened)
    for offer in list_offers(opened.reading, opened.known):
        place = str(offer.address)
        if place not in wanted:
            continue
        _find(opened, place, part)
        value = _fit(offer.question, plain(offer.known.value))
        if check_answer(offer.question, value, options):
            continue  # such as a choice that this form does not have: somebody answers by hand
        taken = Taken(offer.known.place, offer.known.at, digest_value(offer.known.value))
        drafts.append(Draft(place, value, taken=taken))
    if drafts:
        new = write_answers(row, drafts, by=by, at=at)
        record(row, "take", {"answers": {one.place: one.digest for one in new}}, by=by, at=at)
    return [draft.place for draft in drafts]


@transaction.atomic
def restore(*, assessment: Assessment, place: str, number: int, by: Person, at: datetime) -> AnswerRow:
    """Answer again what was answered before; the newer answers stay in the history."""
    row = hold(assessment, by=by)
    require_open(row)
    before = AnswerRow.objects.filter(assessment=row, place=place, number=number).first()
    if before is None or before.redacted_at is not None:
        raise Refused(Text("Dit antwoord is er niet meer.", "This answer is no longer there."))
    (new,) = write_answers(row, [Draft(place, before.value, before.declined)], by=by, at=at)
    record(row, "restore", {"answers": {place: new.digest}, "from": number}, by=by, at=at)
    return new


# --- rows of repeated groups ----------------------------------------------------------------------------------
@transaction.atomic
def add_row(
    *,
    assessment: Assessment,
    group: str,
    rows: tuple[str, ...] = (),
    by: Author,
    at: datetime,
    part: str = "",
) -> str:
    """Add a row to a repeated group and return its id. Two who do so at once each get their own."""

    def add(known: list[str]) -> list[str]:
        if len(known) >= MOST_GROUP_ROWS:
            raise Refused(
                Text(
                    f"Er zijn al {MOST_GROUP_ROWS} rijen. Voeg een bestand toe met de hele lijst.",
                    f"There are {MOST_GROUP_ROWS} rows already. Add a file with the whole list.",
                )
            )
        return [*known, _new_id()]

    return _change_rows(assessment, group, rows, add, "add_row", by=by, at=at, part=part)[-1]


@transaction.atomic
def remove_row(
    *,
    assessment: Assessment,
    group: str,
    row: str,
    rows: tuple[str, ...] = (),
    by: Author,
    at: datetime,
    part: str = "",
) -> None:
    """Take a row away. Its answers stay in the history, and come back when the row is put back."""

    def remove(known: list[str]) -> list[str]:
        return [one for one in known if one != row]

    _change_rows(assessment, group, rows, remove, "remove_row", by=by, at=at, part=part)


@transaction.atomic
def put_row_back(
    *,
    assessment: Assessment,
    group: str,
    row: str,
    rows: tuple[str, ...] = (),
    by: Author,
    at: datetime,
    part: str = "",
) -> None:
    """Put back a row that was taken away, at the end. Raises Refused when there never was such a row."""
    place = str(Address(group, rows))
    earlier = AnswerRow.objects.filter(assessment=assessment, place=place).order_by("id")
    if not any(isinstance(one.value, list) and row in one.value for one in earlier):
        raise Refused(Text("Deze rij is er nooit geweest.", "There never was such a row."))

    def put_back(known: list[str]) -> list[str]:
        return known if row in known else [*known, row]

    _change_rows(assessment, group, rows, put_back, "put_row_back", by=by, at=at, part=part)


def _change_rows(
    assessment: Assessment,
    group: str,
    rows: tuple[str, ...],
    change: Callable[[list[str]], list[str]],
    what: str,
    *,
    by: Author,
    at: datetime,
    part: str,
) -> list[str]:
    row = hold(assessment, by=by, part=part)
    require_open(row)
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    address = Address(group, rows)
    place = _find(opened, str(address), part)
    if not isinstance(place.item, Group) or not place.item.repeat:
        raise Refused(Text("Hier kunnen geen rijen bij.", "No rows can be added here."))
    known = list(opened.sheet.list_rows(group, rows))
    wanted = change(known)
    if wanted != known or not opened.sheet.has_rows(group, rows):
        (new,) = write_answers(row, [Draft(str(address), wanted)], by=by, at=at)
        record(row, what, {"answers": {str(address): new.digest}}, by=by, at=at)
    return wanted


# --- shared ----------------------------------------------------------------------------------------------
def _find(opened: Opened, text: str, part: str) -> Place:
    """Where an answer goes. Raises Refused for a place that is not there, or in another part than is allowed."""
    missing = Refused(
        Text("Deze vraag staat niet in het formulier.", "This question is not in the form."), text
    )
    try:
        address = Address.parse(text)
    except ValueError as error:
        raise missing from error
    place = opened.form.find_place(address.question)
    if place is None or len(place.repeated) != len(address.rows):
        raise missing
    if part and place.part.id != part:
        raise Refused(Text("Deze vraag staat in een ander deel.", "This question is in another part."), text)
    for depth, (group, row) in enumerate(zip(place.repeated, address.rows, strict=True)):
        if row not in opened.sheet.list_rows(group.id, address.rows[:depth]):
            raise Refused(
                Text(
                    "Deze rij is intussen weggehaald. Zet haar terug om haar in te vullen.",
                    "This row was taken away meanwhile. Put it back to fill it in.",
                ),
                text,
            )
    return place


def _tidy(opened: Opened, place: Place, given: Given) -> tuple[object, Question]:
    """The value as it is kept, after checking it."""
    if not isinstance(place.item, Question):
        raise Refused(Text("Dit is geen vraag.", "This is no question."), given.place)
    value = given.value
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").strip() or None
    if given.declined:
        value = None
    if place.item.type in ROWED and isinstance(value, list):
        known = opened.rows.get(given.place)
        value = _tidy_rows(value, known.value if known is not None else None)
    if faults := check_answer(place.item, value, make_options(opened)):
        raise AnswerRefused(given.place, faults)
    return value, place.item


def _fit(question: Question, value: object) -> object:
    """What is taken over, in the shape of its new place: one line of text holds no markup and no line ends."""
    if question.type is QuestionType.TEXT and isinstance(value, str):
        return " ".join(plain_text(value).split())
    return value


def _find_taken(opened: Opened, question: Question, value: object, place: str) -> Taken | None:
    """Where an answer was taken from, when that is offered at the question and still says this."""
    known = opened.known.get(place)
    may_be = place in {f"{FACT}:{question.fact}", *(link.place for link in question.taken_from)}
    if known is None or not may_be or question.judgement or _fit(question, plain(known.value)) != value:
        return None
    return Taken(known.place, known.at, digest_value(known.value))


def _tidy_rows(rows: Sequence[object], known: object) -> list[object]:
    """Rows, each with an id. A row without one that says what a known row says is that row.

    A page that saved a new row by itself does not know its id yet; sending it again must not make another row of it.
    """
    sent = {row.get(ROW_ID) for row in rows if isinstance(row, Mapping)}
    before = [row for row in known if isinstance(row, Mapping)] if isinstance(known, list) else []
    free = [row for row in before if row.get(ROW_ID) not in sent]
    return [_tidy_row(row, free) for row in rows]


def _tidy_row(row: object, free: list[Mapping[str, object]]) -> object:
    if not isinstance(row, Mapping):
        return row
    kept = {name: value for name, value in row.items() if value not in (None, "")}
    key = kept.pop(ROW_ID, None)
    for same in free if not key else ():
        if {name: value for name, value in same.items() if name != ROW_ID} == kept:
            free.remove(same)
            return dict(same)
    return {ROW_ID: key or _new_id(), **kept}


def _new_id() -> str:
    return secrets.token_hex(4)


def _says(row: AnswerRow | None, value: object, declined: bool) -> bool:
    """Whether a row says this; without a row, whether nothing is said."""
    if row is None:
        return value is None and not declined
    return row.value == value and type(row.value) is type(value) and row.declined == declined


def as_fact(question: Question, value: object) -> object:
    """An answer in the shape in which the fact holds it: a fact of plain text holds no markup."""
    term = load_vocabulary().get_term(question.fact)
    is_plain = question.type is QuestionType.MARKUP and term.type is Type.TEXT
    return plain_text(value) if is_plain and isinstance(value, str) else value


def _keep_facts(
    opened: Opened,
    answered: Sequence[tuple[Question, Given, object]],
    saved: Saved,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Record in the dossier what is not known there yet; where it says something else, only when that was asked."""
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    for question, given, answer in answered:
        if answer is None:
            continue
        value, known = as_fact(question, answer), opened.known.get(f"{FACT}:{question.fact}")
        if known is not None and is_same(question, known.value, freeze(value)):
            continue
        if known is not None and not given.change_fact:
            saved.differing.append(given.place)
            continue
        values[question.fact], places[question.fact] = value, given.place
    if values and not _record(opened, values, by=by, at=at):
        # Whoever may not write what the public entry shows answers the question all the same.
        for key in list(values):
            if not _record(opened, {key: values[key]}, by=by, at=at):
                saved.differing.append(places.pop(key))
    saved.facts += list(places)


def _record(opened: Opened, values: Mapping[str, object], *, by: Person, at: datetime) -> bool:
    algorithm = opened.assessment.algorithm
    if algorithm is None:  # facts are of an algorithm
        return False
    try:
        with transaction.atomic():
            algorithms.record_facts(
                algorithm=algorithm,
                values=values,
                by=by,
                at=at,
                origin=Origin.FORM,
                origin_detail=opened.form.urn,
            )
    except (rights.NotAllowed, WrongValue):
        return False
    return True

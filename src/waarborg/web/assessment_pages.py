"""What a page of an assessment shows: its parts with progress, and the questions of one part with all that is around."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.assessments.options import list_row_names
from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.answers import Answer
from waarborg.core.forms.offering import Known, Offer, OfferKind, list_beside, list_offers, list_touched
from waarborg.core.forms.progress import Count, Progress
from waarborg.core.forms.questions import Group, Information, OptionsFrom, Part, Question
from waarborg.core.forms.reading import Shown, Standing
from waarborg.core.profile.facts import plain
from waarborg.web.assessment_fields import from_question, to_shown
from waarborg.web.assessment_places import (
    Lack,
    cite,
    find_asked,
    find_question,
    list_lacks,
    name_place,
    name_source,
)
from waarborg.web.assessment_record import find_number
from waarborg.web.assessment_remarks import Thread
from waarborg.web.fields import Question as Field
from waarborg.web.fields import Remark, ask
from waarborg.web.pages import say
from waarborg.web.values import Shown as ShownValue
from waarborg.web.values import in_words, show_value


@dataclass(frozen=True)
class Beside:
    """Something known, next to a question: what it is, what it says, where it comes from and why it is shown."""

    title: str
    shown: ShownValue
    source: str
    why: str = ""


@dataclass(frozen=True)
class Offered:
    """What is offered at a question. kind: new, changed or different. touched: what a change of the fact touches."""

    place: str
    kind: str
    known: Beside
    at: object
    touched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clash:
    """What somebody else answered while this person wrote."""

    shown: ShownValue
    by: str
    at: object


@dataclass
class Block:
    """One thing on the page of a part. kind: question, information, group, row or waiting. title: of a question its number.

    base: the number of the answer that is shown, 0 for none. later: questions that may still come. add, remove: what the button of a group or row sends.
    """

    kind: str
    id: str
    depth: int
    title: str = ""
    text: str = ""
    field: Field | None = None
    place: str = ""
    base: int = 0
    example: str = ""
    cited: tuple[tuple[str, str], ...] = ()
    is_declined: bool = False
    answer: Answer | None = None
    source: str = ""
    beside: tuple[Beside, ...] = ()
    offer: Offered | None = None
    clash: Clash | None = None
    threads: Sequence[Thread] = ()
    add: str = ""
    remove: str = ""
    one: str = ""
    later: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    is_judgement: bool = False
    lacking: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Typed:
    """What somebody typed that was not saved, by place: with what is wrong, and what stands there by somebody else."""

    values: Mapping[str, object] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    clashes: Mapping[str, Clash] = field(default_factory=dict)


@dataclass(frozen=True)
class PartLine:
    """A part in the list of parts."""

    part: Part
    title: str
    count: Count
    roles: tuple[str, ...]
    assignee: str = ""
    due_on: object = None
    comments: int = 0


def list_parts(
    opened: Opened,
    progress: Progress,
    assignments: Mapping[str, Any],
    people: Mapping[str, str],
    comments: Iterable[Any],
) -> list[PartLine]:
    """The parts that are asked, with how far each is, who does it and how many remarks are open."""
    framework = load_framework()
    open_remarks: dict[str, int] = {}
    for comment in comments:
        place = opened.form.find_place(comment.place.partition("@")[0])
        if place is not None and comment.parent_id is None and comment.resolved_at is None:
            open_remarks[place.part.id] = open_remarks.get(place.part.id, 0) + 1
    lines = []
    for part, count in progress.parts:
        row = assignments.get(part.id)
        lines.append(
            PartLine(
                part=part,
                title=say(part.title),
                count=count,
                roles=tuple(say(framework.get_word("roles", role).label) for role in part.roles),
                assignee=people.get(row.assignee, "") if row is not None else "",
                due_on=row.due_on if row is not None else None,
                comments=open_remarks.get(part.id, 0),
            )
        )
    return lines


def build_part(
    opened: Opened, part: Part, typed: Typed, threads: Mapping[str, Sequence[Thread]], *, add_row: str = ""
) -> list[Block]:
    """Everything on the page of a part, in order. add_row: the table that gets an empty row at the end."""
    offers = {str(offer.address): offer for offer in list_offers(opened.reading, opened.known, part=part)}
    blocks: list[Block] = []
    for one in opened.reading.list_shown(part):
        if one.standing is Standing.NOT_ASKED:
            continue
        if one.standing is Standing.WAITING:
            _wait(opened, one, blocks)
        elif isinstance(one.item, Information):
            title = say(one.item.title) if one.item.title else ""
            blocks.append(Block("information", one.item.id, one.depth, title=title, text=say(one.item.text)))
        elif isinstance(one.item, Group):
            blocks += _list_group(opened, one, one.item)
        else:
            place = str(one.address)
            blocks += _list_row_heads(opened, one)
            block = _make_question(opened, part, one, one.item, typed, extra=place == add_row)
            block.threads = threads.get(place, ())
            if (offer := offers.get(place)) is not None:
                block.offer = _make_offer(opened, one.item, place, offer)
            blocks.append(block)
    return blocks


def _wait(opened: Opened, one: Shown, blocks: list[Block]) -> None:
    """Add what waits to the waiting ones before it, so that a page that hardly began is not a list of ifs."""
    if not blocks or blocks[-1].kind != "waiting":
        blocks.append(Block("waiting", one.item.id, 0))
    last = blocks[-1]
    title = one.item.ask if isinstance(one.item, Question) else one.item.title
    if isinstance(one.item, Question) and title is not None:
        last.later = (*last.later, say(title))
    names = [name_place(opened.form, name) for name in one.waits_for]
    last.waits_for = tuple(dict.fromkeys((*last.waits_for, *names)))


def _list_group(opened: Opened, one: Shown, group: Group) -> Iterable[Block]:
    text = say(group.text) if group.text else ""
    rows = f"@{'.'.join(one.address.rows)}" if one.address.rows else ""
    yield Block(
        "group",
        group.id,
        one.depth,
        title=say(group.title),
        text=text,
        place=str(one.address),
        add=f"{group.id}{rows}" if group.repeat else "",
        one=say(group.one) if group.one else "",
    )


def _list_row_heads(opened: Opened, one: Shown) -> Iterable[Block]:
    """The heading of a row, before its first question."""
    place = opened.form.find_place(one.item.id)
    assert place is not None  # what is shown comes from the form
    if not place.repeated or not one.address.rows:
        return
    group = place.repeated[-1]
    if group.items[0].id != one.item.id:
        return
    row, outer = one.address.rows[-1], one.address.rows[:-1]
    known = opened.sheet.list_rows(group.id, outer)
    number = known.index(row) + 1 if row in known else 0
    names = list_row_names(opened, OptionsFrom(group.id, group.label)) if group.label and not outer else {}
    name = say(names[row]) if row in names else ""
    kind = say(group.one) if group.one else ""
    title = f"{kind} {number}: {name}" if name and name != str(number) else f"{kind} {number}"
    rows = f"@{'.'.join(outer)}" if outer else ""
    yield Block(
        "row",
        f"{group.id}-{row}",
        one.depth - 1,
        title=title[:1].upper() + title[1:],
        remove=f"{group.id}{rows}:{row}",
    )


def _make_question(
    opened: Opened, part: Part, one: Shown, question: Question, typed: Typed, *, extra: bool
) -> Block:
    place = str(one.address)
    asked = from_question(opened, question, place)
    value = to_shown(question, plain(one.answer.value)) if one.answer is not None else None
    if place in typed.values:
        value = to_shown(question, typed.values[place])
    row = opened.rows.get(place)
    is_empty = asked.members and not value
    return Block(
        "question",
        question.id,
        one.depth,
        field=ask(asked, value, typed.remarks, extra_rows=1 if extra or is_empty else 0),
        place=place,
        base=row.number if row is not None else 0,
        example=say(question.example) if question.example else "",
        cited=tuple((cite(item), item.source.link) for item in question.cited),
        is_declined=place in typed.declined or bool(one.answer and one.answer.declined),
        answer=one.answer,
        source=name_place(opened.form, one.answer.taken.place) if one.answer and one.answer.taken else "",
        beside=tuple(_list_beside(opened, question)),
        clash=typed.clashes.get(place),
        is_judgement=question.judgement,
        lacking=tuple(list_lacks(opened, part, question)),
        title=find_number(question),
    )


def _list_beside(opened: Opened, question: Question) -> Iterable[Beside]:
    if not question.beside:
        return
    known = dict(opened.known)
    for answer in opened.sheet:
        if answer.value is not None and not answer.address.rows:
            place = str(answer.address)
            known[place] = Known(place, answer.value, answer.by, answer.at)
    shown = {link.place: item for link, item in list_beside(question, known)}
    for link in question.beside:
        if not link.form and (rows := _name_rows(opened, link.question)):
            title = name_place(opened.form, link.question)
            yield Beside(
                title, ShownValue("items", items=rows), name_source(opened.form, link.place), say(link.why)
            )
        elif link.place in shown:
            yield describe_known(opened, shown[link.place], why=say(link.why))


def _name_rows(opened: Opened, id: str) -> tuple[str, ...]:
    """The rows of a group of this form by their names, or what each row answers to a question; empty for others."""
    place = opened.form.find_place(id)
    group = place.item if place is not None and isinstance(place.item, Group) else None
    if place is None or (group is None and not place.repeated) or (group is not None and not group.repeat):
        return ()
    label = group.label if group is not None else id
    question = opened.form.find_question(label)
    if question is None:
        return ()
    texts = []
    for answer in opened.sheet:
        if answer.address.question == label and answer.address.rows and answer.value is not None:
            asked = from_question(opened, question, label)
            texts.append(in_words(asked, to_shown(question, plain(answer.value))))
    return tuple(texts)


def describe_known(opened: Opened, known: Known, *, why: str = "") -> Beside:
    """Something known elsewhere, as a page shows it."""
    asked = find_asked(opened, known.place)
    value = plain(known.value)
    found = find_question(opened.form, known.place)
    if found is not None:
        value = to_shown(found, value)
    shown = show_value(asked, value) if asked is not None else ShownValue("text", str(value))
    title = say(asked.label) if asked is not None else known.place
    return Beside(title, shown, name_source(opened.form, known.place), why)


def _make_offer(opened: Opened, question: Question, place: str, offer: Offer) -> Offered:
    touched: tuple[str, ...] = ()
    if offer.kind is OfferKind.DIFFERENT:
        library = load_library()
        names = [
            f"{item.form.short}: {say(item.question.ask)}" for item in list_touched(library, question.fact)
        ]
        term = load_vocabulary().find_term(question.fact)
        if term is not None and term.publication:
            names.append(_("the entry in the register: %(field)s") % {"field": say(term.label)})
        touched = tuple(names)
    why = say(offer.why) if offer.why is not None else ""
    return Offered(
        place, offer.kind.value, describe_known(opened, offer.known, why=why), offer.known.at, touched
    )

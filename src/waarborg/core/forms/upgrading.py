"""From one version of a form to the next: what changed, which answers move along, and which are kept apart.

No answer is lost. An answer goes to the question that replaces its own, or to the one of the same id; where there is
none, or it no longer fits, it stands in the appendix with the question as it was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.checking import check_answer, list_written
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import ROWED, Group, Question, Type
from waarborg.core.profile.facts import Value

_TEXTS = frozenset({Type.TEXT, Type.MARKUP})


@dataclass(frozen=True, slots=True)
class Carried:
    """An answer that moves along. before: as it stood. joined: whether it is one text with another answer now."""

    before: Answer
    answer: Answer
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer without a place in the new version, with the question as it was; it stands in the appendix."""

    item: Question | Group | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What moving to another version does. answers: the new sheet; added, gone: questions."""

    carried: tuple[Carried, ...]
    appendix: tuple[Kept, ...]
    added: tuple[Question, ...]
    gone: tuple[Question, ...]
    reworded: tuple[Question, ...]

    @property
    def sheet(self) -> Sheet:
        """The answers in the new version."""
        found: dict[Address, Answer] = {}
        for one in self.carried:
            found[one.answer.address] = one.answer
        return Sheet(found)


def upgrade(old: Form, new: Form, sheet: Sheet) -> Upgrade:
    """Return what moving the answers of `sheet`, given in `old`, to `new` comes to."""
    targets = _map_questions(old, new)
    found: dict[Address, list[Carried]] = {}
    appendix: list[Kept] = []
    places = {place.item.id: number for number, place in enumerate(old.places)}
    for answer in sorted(sheet, key=lambda one: (places.get(one.address.question, len(places)), one.address)):
        place = old.find_place(answer.address.question)
        item = place.item if place is not None and isinstance(place.item, Question | Group) else None
        target = new.find_place(targets.get(answer.address.question, ""))
        moved = _move(answer, place, target, targets) if place is not None and target is not None else None
        if moved is None:
            if answer.is_given:
                appendix.append(Kept(item, answer))
            continue
        found.setdefault(moved.address, []).append(Carried(answer, moved))
    carried = [one for group in found.values() for one in _settle(group, old, new, appendix)]
    asked_before = {target: id for id, target in targets.items()}
    return Upgrade(
        carried=tuple(carried),
        appendix=tuple(appendix),
        added=tuple(question for question in new.questions if question.id not in asked_before),
        gone=tuple(question for question in old.questions if question.id not in targets),
        reworded=tuple(
            question
            for question in new.questions
            if (before := old.find_question(asked_before.get(question.id, ""))) is not None
            and (before.ask, before.type, before.options) != (question.ask, question.type, question.options)
        ),
    )


def _map_questions(old: Form, new: Form) -> Mapping[str, str]:
    """Where each question and group of the old version goes: to the one that names it, else to its own id."""
    named: dict[str, str] = {}
    items: list[Question | Group] = [*new.questions, *new.groups]
    for item in items:
        for id in item.replaces:
            named.setdefault(id, item.id)
    known = {*(item.id for item in old.questions), *(item.id for item in old.groups)}
    for item in items:
        # A question that says which ones it replaces takes no other, not even one of its own id.
        if item.id in known and not item.replaces:
            named.setdefault(item.id, item.id)
    return {id: target for id, target in named.items() if id in known}


def _move(answer: Answer, place: Place, target: Place, targets: Mapping[str, str]) -> Answer | None:
    """The answer at its new place; None when rows do not fit or the answer is of another type."""
    before = [targets.get(group.id) for group in place.repeated]
    if before != [group.id for group in target.repeated]:
        return None
    address = Address(target.item.id, answer.address.rows)
    if isinstance(place.item, Group) or isinstance(target.item, Group):
        if not isinstance(place.item, Group) or not isinstance(target.item, Group):
            return None
        return replace(answer, address=address) if place.item.repeat == target.item.repeat else None
    assert isinstance(place.item, Question)
    assert isinstance(target.item, Question)  # only questions and groups are mapped
    if not answer.is_given or answer.declined:
        return replace(answer, address=address)
    value = _convert(place.item, target.item, answer.value)
    if value is None:
        return None
    taken = answer.taken if place.item.id == target.item.id and value == answer.value else None
    return replace(answer, address=address, value=value, taken=taken)


def _convert(old: Question, new: Question, value: Value) -> Value:
    """The same answer for another type of question; None when it does not fit."""
    if old.type is not new.type:
        if old.type in _TEXTS and new.type in _TEXTS:
            pass
        elif old.type is Type.CHOICE and new.type is Type.CHOICES:
            value = (str(value),)
        else:
            return None
    if new.options_from is not None or old.options_from is not None:
        return value if new.options_from == old.options_from else None
    if new.type in ROWED and [column.id for column in new.columns] != [column.id for column in old.columns]:
        known = {column.id for column in new.columns}
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
        if any(name not in known and not name.startswith("_") for row in rows for name in row):
            return None
    return value if not _has_fault(new, value) else None


def _has_fault(question: Question, value: Value) -> bool:
    # A row that was not finished before need not be finished now, and rows of a group are checked where they stand.
    faults = check_answer(question, value, list_written)
    ties = {column.id for column in question.columns if column.options_from is not None}
    return any(
        fault.code != "missing_member" and not any(fault.path.endswith(f".{id}") for id in ties)
        for fault in faults
    )


def _settle(group: list[Carried], old: Form, new: Form, appendix: list[Kept]) -> list[Carried]:
    """One answer per place: texts are joined, in the order they come; another second one goes to the appendix."""
    question = new.find_question(group[0].answer.address.question)
    # Whoever said not to know is no reason to put somebody's answer in the appendix.
    given = sorted((one for one in group if one.answer.is_given), key=lambda one: one.answer.declined)
    kept, rest = (given or group)[:1], given[1:]
    for one in rest:
        first = kept[0].answer
        if _can_join(question, first.value, one.answer.value):
            later = max(first, one.answer, key=lambda answer: answer.at)
            whole = replace(later, value=f"{first.value}\n\n{one.answer.value}", taken=None)
            kept = [
                *(Carried(each.before, whole, joined=True) for each in kept),
                Carried(one.before, whole, joined=True),
            ]
        else:
            place = old.find_place(one.before.address.question)
            item = place.item if place is not None and isinstance(place.item, Question | Group) else None
            appendix.append(Kept(item, one.before))
    return kept


def _can_join(question: Question | None, first: Value, second: Value) -> bool:
    return (
        question is not None
        and question.type is Type.MARKUP
        and isinstance(first, str)
        and isinstance(second, str)
        and not _has_fault(question, f"{first}\n\n{second}")
    )

"""How far a form is: per part and per role what is answered, what is missing, and what still depends on something."""

from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.core.forms.answers import Address, Answer
from waarborg.core.forms.questions import Group, Part, Question
from waarborg.core.forms.reading import Reading, Shown, Standing


@dataclass(frozen=True, slots=True)
class Count:
    """asked: questions that must be answered. answered: those of them that are. declined: of those, where somebody
    said not to know. optional: asked, and may stay empty. waiting: it is not known yet whether they are asked."""

    asked: int = 0
    answered: int = 0
    declined: int = 0
    optional: int = 0
    waiting: int = 0

    @property
    def missing(self) -> int:
        """How many required questions have no answer."""
        return self.asked - self.answered

    @property
    def percentage(self) -> int:
        """How much of what must be answered is, in whole percents; rounded down, so that 100 means all."""
        return 100 * self.answered // self.asked if self.asked else 100

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.asked + other.asked,
            self.answered + other.answered,
            self.declined + other.declined,
            self.optional + other.optional,
            self.waiting + other.waiting,
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """Something without which the form cannot be signed: a question without an answer, or a group with too few rows.

    fewest: how many rows a group must have; 0 for a question.
    """

    part: Part
    address: Address
    item: Question | Group
    fewest: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """parts: the count of each part, in the order of the form; parts that are not asked are left out.

    roles: the count of each role that a question, its group or its part names.
    """

    parts: tuple[tuple[Part, Count], ...]
    roles: tuple[tuple[str, Count], ...]
    missing: tuple[Missing, ...]

    @property
    def total(self) -> Count:
        """The whole form."""
        return sum((count for _, count in self.parts), Count())


def measure_progress(reading: Reading) -> Progress:
    """Return how far a form is. "I do not know" is an answer: it counts, and it is counted apart."""
    parts: list[tuple[Part, Count]] = []
    roles: dict[str, Count] = {}
    missing: list[Missing] = []
    for part in reading.form.parts:
        if reading.find_part_standing(part) is Standing.NOT_ASKED:
            continue
        total = Count()
        for one in reading.list_shown(part):
            count = _count(one)
            total += count
            for role in _list_roles(reading, one, part) if count != Count() else ():
                roles[role] = roles.get(role, Count()) + count
            missing += _list_missing(reading, one, part)
        parts.append((part, total))
    return Progress(tuple(parts), tuple(roles.items()), tuple(missing))


def _count(one: Shown) -> Count:
    if not isinstance(one.item, Question) or one.standing is Standing.NOT_ASKED:
        return Count()
    if one.standing is Standing.WAITING:
        return Count(waiting=1)
    if not one.item.required:
        return Count(optional=1)
    given = one.answer is not None and one.answer.is_given and not _has_too_few(one.item, one.answer)
    return Count(
        asked=1, answered=int(given), declined=int(given and one.answer is not None and one.answer.declined)
    )


def _has_too_few(question: Question, answer: Answer) -> bool:
    return isinstance(answer.value, tuple) and len(answer.value) < question.least


def _list_roles(reading: Reading, one: Shown, part: Part) -> Iterable[str]:
    """The roles that the nearest says: the question, a group around it, its part."""
    place = reading.form.find_place(one.item.id)
    assert place is not None  # what is shown comes from the form
    around = [group.roles for group in reversed(place.groups)]
    own = one.item.roles if isinstance(one.item, Question) else ()
    return next((roles for roles in (own, *around, part.roles) if roles), ())


def _list_missing(reading: Reading, one: Shown, part: Part) -> Iterable[Missing]:
    if one.standing is not Standing.ASKED:
        return
    if isinstance(one.item, Question) and one.item.required:
        if one.answer is None or not one.answer.is_given:
            yield Missing(part, one.address, one.item)
        elif (
            one.item.least and isinstance(one.answer.value, tuple) and len(one.answer.value) < one.item.least
        ):
            yield Missing(part, one.address, one.item, one.item.least)
    elif isinstance(one.item, Group) and one.item.repeat:
        rows = reading.sheet.list_rows(one.item.id, one.address.rows)
        if len(rows) < one.item.least:
            yield Missing(part, one.address, one.item, one.item.least)

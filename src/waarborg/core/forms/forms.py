"""What a form is: parts with questions, groups that may be repeated, signatures, outcomes and checks.

A form is content. Nothing here knows an answer; `answers` does, and `reading` says what is asked then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from waarborg.core.forms.faults import Fault, WrongForm, find_double, say_double
from waarborg.core.forms.official import Official
from waarborg.core.forms.questions import Cited, Group, Item, Part, Question
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.profile.vocabulary import Source
from waarborg.core.terms.text import Text


class SlotKind(StrEnum):
    """What somebody gives who is asked at the end: an opinion, a consent, or a signature."""

    ADVICE = "advice"
    CONSENT = "consent"
    SIGNATURE = "signature"


class Level(StrEnum):
    """How strong an outcome is."""

    STOP = "stop"  # do not go on
    REQUIRED = "required"
    RECOMMENDED = "recommended"
    WARNING = "warning"
    RESULT = "result"  # a result without a duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Who must advise, consent or sign. role: a role of the framework, or `works_council`."""

    id: str
    kind: SlotKind
    title: Text
    role: str
    help: Text | None = None
    when: Expression | None = None
    required: bool = True
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What follows from the answers when a condition holds. action: what to do. form: the form that is asked for."""

    id: str
    title: Text
    level: Level
    when: Expression
    says: Text
    action: Text | None = None
    form: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Answers, here and elsewhere, that do not go together. blocks: whether it stands in the way of signing."""

    id: str
    when: Expression
    says: Text
    remedy: Text
    about: tuple[str, ...]
    blocks: bool = False
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """After how many months a signed form is looked at again, and which facts ask for it sooner."""

    months: int
    why: Text
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A requirement of the framework for which the signed form counts, and why."""

    requirement: str
    why: Text


class About(StrEnum):
    """What a form is filled in for."""

    ALGORITHM = "algorithm"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasedOn:
    """The instrument that a form follows, in the words of its maker; its sentences are ours."""

    title: str
    version: str
    link: str
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """One version of a form; a released version never changes.

    facts: named facts of the form itself, such as a score. rules: those, and the facts of the framework, on which
    conditions rest. entry: the choice in the entry's field of assessments. order: the place in a list of forms.
    official: the official file that it was made from, in its words. Raises `WrongForm` when two parts have the
    same id.
    """

    id: str
    version: str
    released_on: date
    title: Text
    short: str
    summary: Text
    based_on: BasedOn
    parts: tuple[Part, ...]
    rules: Interpretation
    facts: tuple[FactFrame, ...] = ()
    sources: tuple[Source, ...] = ()
    signatures: tuple[Slot, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    checks: tuple[Check, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    review: Review | None = None
    instrument: str = ""
    about: About = About.ALGORITHM
    entry: str = ""
    order: int = 1_000
    changes: Text | None = None
    official: Official | None = None
    _places: Mapping[str, "Place"] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = list(self._walk())
        for ids in (
            [place.item.id for place in places],
            [part.id for part in self.parts],
            [slot.id for slot in self.signatures],
            [outcome.id for outcome in self.outcomes],
            [check.id for check in self.checks],
        ):
            if (double := find_double(ids)) is not None:
                raise WrongForm(Fault(double, *say_double(double), is_second=True))
        object.__setattr__(self, "_places", {place.item.id: place for place in places})

    @property
    def urn(self) -> str:
        """The identity in one text, as other records keep it."""
        return f"urn:waarborg:form:{self.id}:{self.version}"

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers, so that 2026.10 comes after 2026.9; empty for a version of another shape."""
        parts = self.version.split(".")
        return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()

    @property
    def places(self) -> tuple["Place", ...]:
        """Where everything stands: questions, groups and what is only read, in the order of the form."""
        return tuple(self._places.values())

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order of the form."""
        return tuple(place.item for place in self._places.values() if isinstance(place.item, Question))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups, in the order of the form."""
        return tuple(place.item for place in self._places.values() if isinstance(place.item, Group))

    def find_place(self, id: str) -> "Place | None":
        """Return where a question, group or information stands, or None."""
        return self._places.get(id)

    def find_question(self, id: str) -> Question | None:
        """Return a question, or None."""
        place = self._places.get(id)
        return place.item if place is not None and isinstance(place.item, Question) else None

    def find_group(self, id: str) -> Group | None:
        """Return a group, or None."""
        place = self._places.get(id)
        return place.item if place is not None and isinstance(place.item, Group) else None

    def find_part(self, id: str) -> Part | None:
        """Return a part, or None."""
        return next((part for part in self.parts if part.id == id), None)

    def _walk(self) -> Iterator["Place"]:
        for part in self.parts:
            todo = [Place(item, part, ()) for item in reversed(part.items)]
            while todo:
                place = todo.pop()
                yield place
                if isinstance(place.item, Group):
                    inside = (*place.groups, place.item)
                    todo.extend(Place(item, part, inside) for item in reversed(place.item.items))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its part, and the groups around it, the outermost first."""

    item: Item
    part: Part
    groups: tuple[Group, ...]

    @property
    def repeated(self) -> tuple[Group, ...]:
        """The groups around it of which there can be several rows."""
        return tuple(group for group in self.groups if group.repeat)

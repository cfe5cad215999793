"""Frames: what holds (a fact), who may do what (an act), and who owes what to whom (a duty).

The three kinds and their parts are those of Calculemus-FLINT (van Doesburg and van Engers, 2019): an act is a
power, a duty a claim, in Hohfeld's terms. Dates, terms and sources per part are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waarborg.core.law.expressions import Creation, Expression, Literal
from waarborg.core.law.sources import Slot, Source
from waarborg.core.law.values import Kind
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


class FrameKind(StrEnum):
    """The three kinds of frame."""

    FACT = "fact"
    ACT = "act"
    DUTY = "duty"


_BRACKETS = {FrameKind.FACT: ("[", "]"), FrameKind.ACT: ("<<", ">>"), FrameKind.DUTY: ("<", ">")}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """The name of a frame, without brackets, with the kind of frame it names. Raises `ValueError` when empty."""

    kind: FrameKind
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a frame needs a name")

    def __str__(self) -> str:
        """Return the name in the brackets of FLINT: `[fact]`, `<<act>>` or `<duty>`."""
        opening, closing = _BRACKETS[self.kind]
        return f"{opening}{self.text}{closing}"


def fact_name(text: str) -> Name:
    """Return the name of a fact."""
    return Name(FrameKind.FACT, text)


def act_name(text: str) -> Name:
    """Return the name of an act."""
    return Name(FrameKind.ACT, text)


def duty_name(text: str) -> Name:
    """Return the name of a duty."""
    return Name(FrameKind.DUTY, text)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What all frames share.

    name: without brackets. label: how it is called in the interface, where that differs from the name.
    explanation: what the maker of the frame says about it. sources: where it comes from, per part.
    valid: from when until when this frame is the reading; None means as long as the interpretation.
    Raises `ValueError` when the name is empty.
    """

    name: str
    label: Text | None = None
    explanation: str = ""
    sources: tuple[Source, ...] = ()
    valid: Period | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a frame needs a name")

    @property
    def full_name(self) -> Name:
        """The name with the kind of frame."""
        raise NotImplementedError

    def is_in_force(self, day: date) -> bool:
        """Return whether this frame is the reading on a day."""
        return self.valid is None or self.valid.contains(day)

    def list_expressions(self) -> Iterator[tuple[Slot, Expression]]:
        """Yield each part that is an expression."""
        raise NotImplementedError

    def list_sources(self, slot: Slot) -> tuple[Source, ...]:
        """Return the sources of a part; those of the whole frame where the part has none of its own."""
        own = tuple(source for source in self.sources if source.slot is slot)
        return own or tuple(source for source in self.sources if source.slot is Slot.FRAME)


@dataclass(frozen=True, kw_only=True)
class FactFrame(Frame):
    """A fact: a leaf that somebody must supply, or one that follows from others by its function.

    kind: of its value; None where the model does not say. question: how it is asked. Raises `ValueError` when the
    function gives another kind of value than the fact has.
    """

    function: Expression | None = None
    kind: Kind | None = None
    question: Text | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        given = self.function.kind if self.function is not None else None
        if self.kind is not None and given is not None and given is not self.kind:
            raise ValueError(f"[{self.name}] is {self.kind}, and its function gives {given}")

    @property
    def full_name(self) -> Name:
        """The name of the fact, as in `[fact]`."""
        return fact_name(self.name)

    def list_sources(self, slot: Slot) -> tuple[Source, ...]:
        """Return the sources of a part. What a fact says is its function, so those of the frame carry it too."""
        if slot is not Slot.FUNCTION:
            return super().list_sources(slot)
        return tuple(source for source in self.sources if source.slot in (Slot.FRAME, Slot.FUNCTION))

    @property
    def is_leaf(self) -> bool:
        """Whether somebody must supply it."""
        return self.function is None

    @property
    def is_created(self) -> bool:
        """Whether acts create it."""
        return isinstance(self.function, Creation)

    def list_expressions(self) -> Iterator[tuple[Slot, Expression]]:
        """Yield the function, where it has one."""
        if self.function is not None:
            yield Slot.FUNCTION, self.function


#: The order in which the conditions of an act are looked at.
CONDITIONS = (Slot.ACTOR, Slot.OBJECT, Slot.RECIPIENT, Slot.PRECONDITION)


@dataclass(frozen=True, kw_only=True)
class ActFrame(Frame):
    """An act: a party may do something towards another when its conditions hold; it creates and terminates.

    actor, object, recipient, precondition: None where the model puts no condition. action: the verb.
    creates, terminates: names of facts and duties. Raises `ValueError` when it creates or terminates an act.
    """

    actor: Expression | None = None
    action: str = ""
    object: Expression | None = None
    recipient: Expression | None = None
    precondition: Expression | None = None
    creates: tuple[Name, ...] = ()
    terminates: tuple[Name, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in (*self.creates, *self.terminates):
            if name.kind is FrameKind.ACT:
                raise ValueError(f"<<{self.name}>> can create or end facts and duties, not the act {name}")

    @property
    def full_name(self) -> Name:
        """The name of the act, as in `<<act>>`."""
        return act_name(self.name)

    def find_condition(self, slot: Slot) -> Expression | None:
        """Return the condition in one of `CONDITIONS`, None where there is none."""
        return {
            Slot.ACTOR: self.actor,
            Slot.OBJECT: self.object,
            Slot.RECIPIENT: self.recipient,
            Slot.PRECONDITION: self.precondition,
        }[slot]

    def list_expressions(self) -> Iterator[tuple[Slot, Expression]]:
        """Yield the conditions it has, in the order in which they are looked at."""
        for slot in CONDITIONS:
            if (condition := self.find_condition(slot)) is not None:
                yield slot, condition


@dataclass(frozen=True, kw_only=True)
class DutyFrame(Frame):
    """A duty: what the holder owes the claimant from the moment an act creates it.

    components: what it consists of. creates, terminates, enforces: names of acts without brackets: those that
    create the duty, that end it, and that the claimant may use when it is not fulfilled. term: the last day on
    which it can be fulfilled, worked out on the day it arises, which is the evaluation date of the expression.
    Raises `ValueError` when the term is something else than a date.
    """

    holder: Expression | None = None
    claimant: Expression | None = None
    components: tuple[str, ...] = ()
    creates: tuple[str, ...] = ()
    terminates: tuple[str, ...] = ()
    enforces: tuple[str, ...] = ()
    term: Expression | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.term is not None and self.term.kind not in (None, Kind.DATE):
            raise ValueError(f"the term of <{self.name}> is a date, not {self.term.kind}")

    @property
    def full_name(self) -> Name:
        """The name of the duty, as in `<duty>`."""
        return duty_name(self.name)

    def list_expressions(self) -> Iterator[tuple[Slot, Expression]]:
        """Yield holder, claimant and term, as far as they are stated."""
        for slot, expression in (
            (Slot.HOLDER, self.holder),
            (Slot.CLAIMANT, self.claimant),
            (Slot.TERM, self.term),
        ):
            if expression is not None:
                yield slot, expression


#: The condition that always holds.
ALWAYS = Literal(True)

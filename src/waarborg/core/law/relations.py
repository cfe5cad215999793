"""The graph of an interpretation: its frames, and how each leans on, makes or ends another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from waarborg.core.law.expressions import Creation, Expression, Projection, Reference
from waarborg.core.law.frames import (
    ActFrame,
    DutyFrame,
    Frame,
    Name,
    act_name,
    duty_name,
    fact_name,
)
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot


class RelationKind(StrEnum):
    """What one frame is to another; a relation is read as "start, kind, end"."""

    READS = "reads"
    CREATES = "creates"
    TERMINATES = "terminates"
    ENFORCES = "enforces"
    OWES = "owes"
    CLAIMS = "claims"


class Reading(StrEnum):
    """How a part reads a fact: by itself, as the place to look into, within what is there, or to put it in there."""

    DIRECT = "direct"
    PATH = "path"
    WITHIN = "within"
    MADE_OF = "made_of"


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact that an expression names. `within` is what it looks into, for a reading within something."""

    name: str
    reading: Reading = Reading.DIRECT
    within: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation between two frames.

    start, end: it runs from an act to what it creates, ends or enforces, from a party to the duty it owes or may
    claim, and from a frame to the fact that it reads. by: the frame that says so. slot: in which part.
    reading: how a fact is read. within: see `Mention`.
    """

    kind: RelationKind
    start: Name
    end: Name
    by: Name
    slot: Slot
    reading: Reading = Reading.DIRECT
    within: str = ""

    @property
    def named(self) -> Name:
        """The frame that `by` names, at the other side of the relation."""
        return self.end if self.by == self.start else self.start


def list_mentions(expression: Expression) -> tuple[Mention, ...]:
    """Return each fact that an expression names, once for each way of reading it, in order of appearance."""
    found: dict[Mention, None] = {}
    seen: set[tuple[str, Reading, str]] = set()
    todo = [(expression, Mention("", Reading.DIRECT))]
    while todo:
        item, around = todo.pop()
        state = (item.digest, around.reading, around.within)
        if state in seen:
            continue
        seen.add(state)
        inner = around
        if isinstance(item, Reference):
            found[Mention(item.name, around.reading, around.within)] = None
        elif isinstance(item, Projection):
            found[Mention(item.path[0], around.reading, around.within)] = None
            found.update(dict.fromkeys(Mention(name, Reading.PATH) for name in item.path[1:]))
            if around.reading is not Reading.MADE_OF:
                inner = Mention("", Reading.WITHIN, item.path[-1])
        elif isinstance(item, Creation):
            inner = Mention("", Reading.MADE_OF)
        todo.extend((part, inner) for part in reversed(item.parts))
    return tuple(found)


def list_relations(frame: Frame) -> Iterator[Relation]:
    """Yield what one frame says about others, in the order of its parts. A frame may name what does not exist."""
    own = frame.full_name
    for slot, expression in frame.list_expressions():
        for mention in list_mentions(expression):
            named = fact_name(mention.name)
            if slot is Slot.HOLDER:
                yield Relation(RelationKind.OWES, named, own, own, slot, mention.reading, mention.within)
            elif slot is Slot.CLAIMANT:
                yield Relation(RelationKind.CLAIMS, named, own, own, slot, mention.reading, mention.within)
            else:
                yield Relation(RelationKind.READS, own, named, own, slot, mention.reading, mention.within)
    if isinstance(frame, ActFrame):
        for kind, slot, names in (
            (RelationKind.CREATES, Slot.CREATES, frame.creates),
            (RelationKind.TERMINATES, Slot.TERMINATES, frame.terminates),
        ):
            yield from (Relation(kind, own, name, own, slot) for name in dict.fromkeys(names))
    elif isinstance(frame, DutyFrame):
        yield from _list_relations_of_duty(frame)


def _list_relations_of_duty(duty: DutyFrame) -> Iterator[Relation]:
    own = duty_name(duty.name)
    for kind, slot, acts in (
        (RelationKind.CREATES, Slot.CREATES, duty.creates),
        (RelationKind.TERMINATES, Slot.TERMINATES, duty.terminates),
        (RelationKind.ENFORCES, Slot.ENFORCES, duty.enforces),
    ):
        yield from (
            Relation(kind, act_name(act), own, own, slot) for act in dict.fromkeys(acts) if act.strip()
        )


class Relations:
    """All relations of an interpretation, with an index both ways. Making it takes one pass."""

    def __init__(self, interpretation: Interpretation) -> None:
        self.interpretation = interpretation
        self.names: tuple[Name, ...] = tuple(
            dict.fromkeys(frame.full_name for frame in interpretation.frames)
        )
        found = (relation for frame in interpretation.frames for relation in list_relations(frame))
        self.relations: tuple[Relation, ...] = tuple(dict.fromkeys(found))

    @cached_property
    def _by_start(self) -> Mapping[tuple[Name, RelationKind], tuple[Relation, ...]]:
        return _group(((relation.start, relation.kind), relation) for relation in self.relations)

    @cached_property
    def _by_end(self) -> Mapping[tuple[Name, RelationKind], tuple[Relation, ...]]:
        return _group(((relation.end, relation.kind), relation) for relation in self.relations)

    @cached_property
    def _by_named(self) -> Mapping[Name, tuple[Relation, ...]]:
        return _group((relation.named, relation) for relation in self.relations)

    @cached_property
    def _by_speaker(self) -> Mapping[Name, tuple[Relation, ...]]:
        return _group((relation.by, relation) for relation in self.relations)

    def list_from(self, name: Name, *kinds: RelationKind) -> tuple[Relation, ...]:
        """Return the relations that start at a frame, by kind; those of some kinds when kinds are given."""
        return _collect(self._by_start, name, kinds)

    def list_to(self, name: Name, *kinds: RelationKind) -> tuple[Relation, ...]:
        """Return the relations that end at a frame, by kind; those of some kinds when kinds are given."""
        return _collect(self._by_end, name, kinds)

    def list_by(self, name: Name) -> tuple[Relation, ...]:
        """Return what a frame itself says about others."""
        return self._by_speaker.get(name, ())

    def list_uses(self, name: Name) -> tuple[Relation, ...]:
        """Return what other frames say about this one: where it is used. A frame does not use itself."""
        return tuple(relation for relation in self._by_named.get(name, ()) if relation.by != name)

    def used_by(self, name: Name) -> tuple[Name, ...]:
        """Return the frames that name this one, each once, in the order of the interpretation."""
        return tuple(dict.fromkeys(relation.by for relation in self.list_uses(name)))

    def list_neighbours(self, name: Name) -> tuple[Name, ...]:
        """Return the frames at the other end of a relation, each once: first those it leads to."""
        ends = [relation.end for relation in self.list_from(name)]
        starts = [relation.start for relation in self.list_to(name)]
        return tuple(
            other
            for other in dict.fromkeys([*ends, *starts])
            if other != name and self.interpretation.has(other)
        )

    @cached_property
    def undefined(self) -> tuple[Relation, ...]:
        """The relations that name a frame that is not there on any day."""
        return tuple(relation for relation in self.relations if not self.interpretation.has(relation.named))


_Key = TypeVar("_Key")


def _group(pairs: Iterable[tuple[_Key, Relation]]) -> Mapping[_Key, tuple[Relation, ...]]:
    grouped: dict[_Key, list[Relation]] = {}
    for key, relation in pairs:
        grouped.setdefault(key, []).append(relation)
    return {key: tuple(relations) for key, relations in grouped.items()}


def _collect(
    index: Mapping[tuple[Name, RelationKind], tuple[Relation, ...]],
    name: Name,
    kinds: tuple[RelationKind, ...],
) -> tuple[Relation, ...]:
    return tuple(relation for kind in kinds or RelationKind for relation in index.get((name, kind), ()))

"""The whole framework in one version: what is required, what helps, what words mean, and the rules it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from waarborg.core.framework.instruments import GlossaryTerm, Instrument
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.parts import LegalSource, Word
from waarborg.core.framework.questions import Readings
from waarborg.core.framework.requirements import Requirement
from waarborg.core.law.expressions import (
    EvaluationDate,
    Literal,
    Operation,
    Reference,
    list_names,
    walk,
)
from waarborg.core.law.frames import FactFrame, Frame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.profile.vocabulary import Vocabulary
from waarborg.core.terms.text import Text


class NoSuchPart(KeyError):
    """There is no requirement, measure or instrument with this id."""

    def __str__(self) -> str:
        return f"the framework has nothing called {self.args[0]}"


@dataclass(frozen=True, slots=True)
class RiskClass:
    """A class an algorithm can be in. value: what the rules call it. weight: the most serious has the highest."""

    id: str
    value: str
    label: Text
    meaning: Text
    weight: int


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the content and what changed in it."""

    version: str
    on: date
    what: Text


def join(first: Interpretation, second: Interpretation) -> Interpretation:
    """Return the frames of two interpretations as one, under the name of the second.

    A fact that the second works out takes the place of one that the first asks for. Raises `ValueError` when both
    work out the same fact.
    """
    worked_out = {frame.name for frame in second.facts if frame.function is not None}
    kept: tuple[Frame, ...] = tuple(
        frame
        for frame in first.frames
        if not (isinstance(frame, FactFrame) and frame.function is None and frame.name in worked_out)
    )
    return replace(second, frames=kept + second.frames, choices=first.choices + second.choices)


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One version of the framework. Everything is in the order in which people meet it.

    rules: the frames of law on which the conditions of requirements stand, together with those conditions.
    Raises `ValueError` when an id stands there twice.
    """

    version: str
    releases: tuple[Release, ...]
    vocabulary: Vocabulary
    sources: tuple[LegalSource, ...]
    phases: tuple[Word, ...]
    roles: tuple[Word, ...]
    subjects: tuple[Word, ...]
    addressees: tuple[Word, ...]
    classes: tuple[RiskClass, ...]
    requirements: tuple[Requirement, ...]
    measures: tuple[Measure, ...]
    instruments: tuple[Instrument, ...]
    glossary: tuple[GlossaryTerm, ...]
    readings: Readings
    rules: Interpretation

    def __post_init__(self) -> None:
        for items in (self.requirements, self.measures, self.instruments, self.glossary, self.classes):
            _require_unique(item.id for item in items)

    @cached_property
    def _requirements_by_id(self) -> Mapping[str, Requirement]:
        return {
            **{item.code: item for item in self.requirements},
            **{item.id: item for item in self.requirements},
        }

    @cached_property
    def _measures_by_id(self) -> Mapping[str, Measure]:
        return {**{item.code: item for item in self.measures}, **{item.id: item for item in self.measures}}

    def get_requirement(self, id: str) -> Requirement:
        """Return a requirement by its URN or its short name. Raises `NoSuchPart`."""
        if id not in self._requirements_by_id:
            raise NoSuchPart(id)
        return self._requirements_by_id[id]

    def get_measure(self, id: str) -> Measure:
        """Return a measure by its URN or its short name. Raises `NoSuchPart`."""
        if id not in self._measures_by_id:
            raise NoSuchPart(id)
        return self._measures_by_id[id]

    @cached_property
    def _measures_by_requirement(self) -> Mapping[str, tuple[Measure, ...]]:
        found: dict[str, list[Measure]] = {}
        for measure in self.measures:
            for link in measure.links:
                found.setdefault(link.requirement, []).append(measure)
        return {id: tuple(measures) for id, measures in found.items()}

    def list_measures_for(self, requirement: Requirement) -> tuple[Measure, ...]:
        """Return the measures that help to meet a requirement."""
        return self._measures_by_requirement.get(requirement.id, ())

    def list_steps_of(self, measure: Measure) -> tuple[Measure, ...]:
        """Return the measures that a plan shows as steps of this one."""
        return tuple(item for item in self.measures if item.part_of == measure.id)

    def find_class(self, value: object) -> RiskClass | None:
        """Return the class that the rules call `value`, or None."""
        return next((item for item in self.classes if item.value == value), None)

    def get_word(self, among: str, id: str) -> Word:
        """Return a phase, role, subject or addressee; `among` is that word in the plural. Raises `NoSuchPart`."""
        words: tuple[Word, ...] = getattr(self, among)
        for word in words:
            if word.id == id:
                return word
        raise NoSuchPart(f"{among} {id}")

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which a rule or a requirement can begin or end to hold, earliest first."""
        days = {
            part.value
            for frame in self.rules.facts
            if frame.function is not None
            for part in walk(frame.function)
            if isinstance(part, Literal) and type(part.value) is date
        }
        periods = [frame.valid for frame in self.rules.facts]
        periods += [wording.period for item in self.requirements for wording in item.wordings]
        for period in periods:
            if period is not None:
                days.add(period.start)
                days |= {period.end} if period.end else set()
        return tuple(sorted(days))

    @cached_property
    def turning_facts(self) -> tuple[str, ...]:
        """The facts that are compared with the day itself: on their day, an outcome can turn."""
        names: dict[str, None] = {}
        for frame in self.rules.facts:
            for part in walk(frame.function) if frame.function is not None else ():
                if isinstance(part, Operation) and any(
                    isinstance(one, EvaluationDate) for one in part.operands
                ):
                    for one in part.operands:
                        names |= dict.fromkeys(_list_leaves(self.rules, one))
        return tuple(names)


def _list_leaves(rules: Interpretation, expression: object) -> Iterable[str]:
    """The facts somebody must supply on which an expression rests."""
    if not isinstance(expression, Reference | Operation):
        return
    todo, seen = list(list_names(expression)), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for frame in (item for item in rules.facts if item.name == name):
            if frame.function is None:
                yield name
            else:
                todo.extend(list_names(frame.function))


def _require_unique(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise ValueError(f"{id} is there twice")
        seen.add(id)

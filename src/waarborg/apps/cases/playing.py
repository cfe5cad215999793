"""A case as it stands on a day: the outcome with its reasons, what to ask, which acts and duties there are; and again elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from waarborg.core.law.acts import ActCheck, Availability
from waarborg.core.law.asking import Asking, rank_questions
from waarborg.core.law.cases import (
    Case,
    CaseState,
    Event,
    EventKind,
    NotAllowed,
    check_in_case,
    replay,
    state_facts,
    take_act,
)
from waarborg.core.law.evaluation import Evaluation, Situation, list_unknown
from waarborg.core.law.explaining import Explanation, explain, explain_act
from waarborg.core.law.expressions import Reference, list_names
from waarborg.core.law.frames import ActFrame, Frame, FrameKind
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.library import read_name
from waarborg.core.law.parties import find_actor
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Outcome

#: Of the questions that can still change the outcome, so many are offered.
MOST_QUESTIONS = 12


@dataclass(frozen=True)
class Answer:
    """What the goal of a case comes to: its value, why, and what can still change it."""

    goal: str
    value: Outcome
    explanation: Explanation
    asking: Asking


@dataclass(frozen=True)
class ActLine:
    """An act with whether it may be taken now, and by whom."""

    check: ActCheck
    party: Identity | None

    @property
    def is_available(self) -> bool:
        """Whether it may be taken."""
        return self.check.availability is Availability.AVAILABLE


def list_goals(interpretation: Interpretation) -> tuple[Frame, ...]:
    """What a case can be about: facts that others lead to, and the acts.

    Of the facts those that lead to no further fact, and those that an act has as a condition.
    """
    derived = [fact for fact in interpretation.facts if not fact.is_leaf and not fact.is_created]
    used = _list_read(interpretation.facts)
    conditions = _list_read(interpretation.acts)
    chosen = [fact for fact in derived if fact.name not in used or fact.name in conditions] or derived
    return (*_unique(chosen), *_unique(interpretation.acts))


def _list_read(frames: Iterable[Frame]) -> set[str]:
    """The names of the facts that the expressions of these frames read."""
    return {
        name
        for frame in frames
        for _slot, expression in frame.list_expressions()
        for name in list_names(expression)
    }


def _unique(frames: Iterable[Frame]) -> list[Frame]:
    """The frames with each name once: the first."""
    found: dict[str, Frame] = {}
    for frame in frames:
        found.setdefault(frame.name, frame)
    return list(found.values())


class Played:
    """A case played up to and including a day. Raises `NoSuchFrame` when an act in it is not in the interpretation.

    `name_supplier` gives for a code who said something, as explanations name it.
    """

    def __init__(
        self,
        interpretation: Interpretation,
        case: Case,
        on: date,
        *,
        name_supplier: Callable[[str], str] = str,
    ) -> None:
        self.interpretation = interpretation
        self.case = case
        self.on = on
        self.state: CaseState = replay(interpretation, case, until=on)
        self._name_supplier = name_supplier
        self.situation: Situation = self.situation_of(None)

    def situation_of(self, party: Identity | None) -> Situation:
        """What is known on the day to who would act."""
        situation = self.state.situation(self.interpretation, on=self.on, by=party)
        said_by = {fact: self._name_supplier(code) for fact, code in situation.suppliers.items()}
        return replace(situation, suppliers=said_by)

    def answer(self, goal: str) -> Answer:
        """What the goal, a frame in brackets, comes to on the day. Raises `CyclicFacts`, and `ValueError` for a duty."""
        name = read_name(goal)
        if name.kind is FrameKind.ACT:
            return self._answer_act(self.interpretation.get_act(name.text, self.on), goal)
        if name.kind is FrameKind.DUTY:
            raise ValueError(f"{goal} is a duty; a case is about a fact or an act")
        conclusion = Evaluation(self.interpretation, self.situation).conclude_fact(name.text)
        told = explain(self.interpretation, conclusion, self.situation, case=self.case)
        asking = rank_questions(self.interpretation, Reference(name.text), self.situation)
        return Answer(goal, conclusion.value, told, self._only_askable(asking, list_unknown(conclusion)))

    def _answer_act(self, act: ActFrame, goal: str) -> Answer:
        line = self.check(act)
        situation = self.situation_of(line.party)
        told = explain_act(self.interpretation, line.check, situation, case=self.case)
        asking = rank_questions(self.interpretation, act, situation)
        value: Outcome = UNKNOWN
        if line.check.availability is not Availability.POSSIBLE:
            value = line.is_available
        return Answer(goal, value, told, self._only_askable(asking, line.check.unknown))

    def _only_askable(self, asking: Asking, unknown: tuple[str, ...]) -> Asking:
        """Without what acts bring about, which nobody can state; and without questions once the rest is settled."""
        creatable = self.interpretation.creatable
        questions = tuple(item for item in asking.questions if item.name not in creatable)
        if not unknown and asking.settled is None and isinstance(asking.outcome, Fault):
            questions = ()
        return Asking(questions[:MOST_QUESTIONS], asking.settled, asking.exact, asking.outcome)

    def check(self, act: ActFrame) -> ActLine:
        """Whether an act may be taken on the day, by who its actor is."""
        party = find_actor(act, self.state.stated)
        return ActLine(check_in_case(self.interpretation, self.state, act, on=self.on, by=party), party)

    def list_acts(self) -> list[ActLine]:
        """Every act that is in force on the day: available first, then possible, then barred."""
        order = (Availability.AVAILABLE, Availability.POSSIBLE, Availability.BARRED)
        lines = [self.check(act) for act in self.interpretation.acts if act.is_in_force(self.on)]
        return sorted(lines, key=lambda line: order.index(line.check.availability))


@dataclass(frozen=True)
class Refused:
    """An event that could not happen when the case was played again, and why."""

    event: Event
    why: str
    check: ActCheck | None = None


@dataclass(frozen=True)
class Again:
    """A case played again: as far as it came, and what could not happen."""

    case: Case
    refused: tuple[Refused, ...]


def play_again(interpretation: Interpretation, case: Case, *, starts_on: date) -> Again:
    """Play the events of a case again under an interpretation, with the first one on `starts_on`.

    The days between events stay; facts stay as they are, also days among them. An act that may not be taken there is
    left out, and told. Raises `CyclicFacts`, and `OverflowError` for days outside the calendar.
    """
    again = Case(interpretation.urn)
    refused: list[Refused] = []
    shift = starts_on - case.events[0].on if case.events else timedelta()
    for event in case.events:
        on = event.on + shift
        try:
            again = _repeat(interpretation, again, event, on)
        except NotAllowed as error:
            refused.append(Refused(event, str(error), error.check))
        except NoSuchFrame as error:
            refused.append(Refused(event, str(error)))
    return Again(again, tuple(refused))


def _repeat(interpretation: Interpretation, case: Case, event: Event, on: date) -> Case:
    if event.kind is EventKind.STATED:
        return state_facts(case, event.facts, by=event.by, on=on, supplier=event.supplier)
    facts = {name: value for name, value in event.facts.items() if value is not None}
    return take_act(interpretation, case, event.act, by=event.by, on=on, facts=facts, supplier=event.supplier)

"""Cases: acts taken one after the other, what they created and ended, and the duties that arose.

A case is a chain that only grows: each event holds the digest of the one before it. Everything else, such as what
is there now and which duties are open, follows from playing the events again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from waarborg.core.law.acts import ActCheck, Availability, check_act
from waarborg.core.law.duties import Duty, DutyState, ends, is_owed_by
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.expressions import Creation, Expression, Reference, list_names
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, FrameKind
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Identity, Record, Value, is_known, require_value, value_digest
from waarborg.core.terms.digests import digest


def start_of(interpretation: str) -> str:
    """Return what the first event of a case has for the digest of the one before it: that of its interpretation."""
    return digest(["case", interpretation])


class EventKind(StrEnum):
    """What happens in a case."""

    STATED = "stated"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: facts were stated, or an act was taken with the facts it needed.

    number: from 1. on: the day. by: the party. facts: what was stated with it, by name; None takes a fact back, so
    that it is unknown again. act: the name of the act that was taken. supplier: who says so, such as `register` or
    `aanvrager`; empty means the party itself. previous, digest: the links of the chain.
    """

    number: int
    kind: EventKind
    on: date
    by: Identity
    facts: Mapping[str, Value | None]
    act: str = ""
    supplier: str = ""
    previous: str = ""
    digest: str = ""

    def expected_digest(self) -> str:
        """Return the digest that this event must have, worked out from its other fields."""
        facts = {name: None if value is None else value_digest(value) for name, value in self.facts.items()}
        content = [self.number, self.kind.value, self.on, self.by.id, facts, self.act, self.supplier]
        return digest([*content, self.previous])


class BrokenCase(ValueError):
    """The chain of a case does not hold: `number` is the event that was changed, removed or put in between."""

    def __init__(self, number: int, message: str) -> None:
        self.number = number
        super().__init__(message)


class NotAllowed(ValueError):
    """An act that may not be taken; `check` says which conditions stand in the way."""

    def __init__(self, check: ActCheck) -> None:
        self.check = check
        slots = ", ".join(condition.slot.value for condition in check.reasons) or "not in force"
        super().__init__(f"<<{check.act.name}>> may not be taken: {slots}")


@dataclass(frozen=True, slots=True)
class CaseState:
    """What there is after the events of a case.

    stated: facts that were stated or brought about. records: what acts created and no act ended, by fact.
    suppliers: who supplied a fact. duties: all that arose, also those that ended.
    """

    stated: Mapping[str, Value] = field(default_factory=dict)
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    suppliers: Mapping[str, str] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()

    def situation(
        self,
        interpretation: Interpretation,
        *,
        on: date,
        by: Identity | None = None,
        facts: Mapping[str, Value] | None = None,
    ) -> Situation:
        """Return what is known on a day, with `facts` besides. What no act created is not there, not unknown."""
        values: dict[str, Value] = {**self.stated}
        for name, records in self.records.items():
            values[name] = records[0] if len(records) == 1 else records
        values.update(facts or {})
        absent = frozenset(name for name in interpretation.creatable if name not in values)
        return Situation(values=values, on=on, by=by, suppliers=self.suppliers, absent=absent)

    def list_duties(self, on: date, *states: DutyState) -> tuple[Duty, ...]:
        """Return the duties that are in one of `states` on a day; all of them when no state is named."""
        return tuple(duty for duty in self.duties if not states or duty.state_on(on) in states)


@dataclass(frozen=True, slots=True)
class Case:
    """A case under one interpretation: its events, which only grow. The empty case is where each starts."""

    interpretation: str
    events: tuple[Event, ...] = ()

    def require_whole(self) -> None:
        """Check the chain. Raises `BrokenCase` naming the first event that does not hold.

        The first one does not hold either when the case is put under another interpretation.
        """
        previous = start_of(self.interpretation)
        for number, event in enumerate(self.events, start=1):
            if event.number != number:
                raise BrokenCase(number, f"event {number} is not there; {event.number} is in its place")
            if event.previous != previous or event.digest != event.expected_digest():
                raise BrokenCase(number, f"event {number} is not what was written")
            previous = event.digest

    def _append(self, event: Event) -> "Case":
        linked = replace(
            event,
            number=len(self.events) + 1,
            previous=self.events[-1].digest if self.events else start_of(self.interpretation),
        )
        return replace(self, events=(*self.events, replace(linked, digest=linked.expected_digest())))


def state_facts(
    case: Case, facts: Mapping[str, Value | None], *, by: Identity, on: date, supplier: str = ""
) -> Case:
    """Return the case with facts stated. Raises `ValueError` for a day before the last event or for no value."""
    _require_order(case, on)
    for value in facts.values():
        if value is not None:
            require_value(value)
    return case._append(
        Event(number=0, kind=EventKind.STATED, on=on, by=by, facts=dict(facts), supplier=supplier)
    )


def take_act(
    interpretation: Interpretation,
    case: Case,
    act: str,
    *,
    by: Identity,
    on: date,
    facts: Mapping[str, Value] | None = None,
    supplier: str = "",
) -> Case:
    """Return the case with an act taken, with the facts supplied for it.

    Raises `NoSuchFrame` for an act that is not there on the day, `NotAllowed` when it may not be taken,
    `ValueError` for a day before the last event, or for a choice among what acts created that is not there.
    """
    _require_order(case, on)
    state = replay(interpretation, case)
    _require_selection(state, facts or {})
    check = check_in_case(interpretation, state, interpretation.get_act(act, on), on=on, by=by, facts=facts)
    if check.availability is not Availability.AVAILABLE:
        raise NotAllowed(check)
    event = Event(
        number=0, kind=EventKind.TAKEN, on=on, by=by, facts=dict(facts or {}), act=act, supplier=supplier
    )
    return case._append(event)


def check_in_case(
    interpretation: Interpretation,
    state: CaseState,
    act: ActFrame,
    *,
    on: date,
    by: Identity | None = None,
    facts: Mapping[str, Value] | None = None,
) -> ActCheck:
    """Return whether an act may be taken in a case.

    An act that enforces a duty needs that duty to be violated, or open without a last day: then people judge that.
    """
    situation = state.situation(interpretation, on=on, by=by, facts=facts)
    check = check_act(Evaluation(interpretation, situation), act)
    enforced = {duty.name for duty in interpretation.duties if act.name in duty.enforces}
    owed = state.list_duties(on, DutyState.OPEN, DutyState.VIOLATED)
    late = {duty.frame.name for duty in owed if duty.due_on is None or on > duty.due_on}
    return replace(check, enforceable=not enforced or bool(enforced & late))


def check_acts_in_case(
    interpretation: Interpretation, state: CaseState, *, on: date, by: Identity | None = None
) -> tuple[ActCheck, ...]:
    """Return every act in a case on a day, in the order of the interpretation."""
    return tuple(check_in_case(interpretation, state, act, on=on, by=by) for act in interpretation.acts)


def _require_selection(state: CaseState, facts: Mapping[str, Value]) -> None:
    """A choice names what is there, as it is: nobody brings along a record of their own making."""
    for name, value in facts.items():
        if name in state.records and _is_selection(value):
            items = value if isinstance(value, tuple) else (value,)
            if not all(item in state.records[name] for item in items):
                raise ValueError(f"of [{name}] something is chosen that no act created or that has ended")


def _require_order(case: Case, on: date) -> None:
    if case.events and on < case.events[-1].on:
        raise ValueError(f"the last event is of {case.events[-1].on}; this one is of {on}, before it")


def replay(interpretation: Interpretation, case: Case, *, until: date | None = None) -> CaseState:
    """Return what there is after the events of a case, up to and including the day `until`.

    Events are not checked again: they were allowed when they were written. Raises `NoSuchFrame` when an act that
    was taken is not in the interpretation.
    """
    state = CaseState()
    for event in case.events:
        if until is not None and event.on > until:
            break
        state = _apply_facts(state, event)
        if event.kind is EventKind.TAKEN:
            state = _apply_act(interpretation, state, event)
    return state


def _apply_facts(state: CaseState, event: Event) -> CaseState:
    """Facts stated stay; a choice among what acts created (a record) holds for this event alone."""
    stated, suppliers = dict(state.stated), dict(state.suppliers)
    for name, value in event.facts.items():
        if value is None:
            stated.pop(name, None)
            suppliers.pop(name, None)
        elif not _is_selection(value) or name not in state.records:
            stated[name] = value
            suppliers[name] = event.supplier or event.by.id
    return replace(state, stated=stated, suppliers=suppliers)


def _is_selection(value: Value) -> bool:
    items = value if isinstance(value, tuple) else (value,)
    return bool(items) and all(isinstance(item, Record) for item in items)


def _apply_act(interpretation: Interpretation, state: CaseState, event: Event) -> CaseState:
    act = interpretation.get_act(event.act, event.on)
    chosen = {name: value for name, value in event.facts.items() if value is not None}
    situation = state.situation(interpretation, on=event.on, by=event.by, facts=chosen)
    evaluation = Evaluation(interpretation, situation)
    ended = _end_facts(state, act, chosen)
    created = _create_facts(ended, act, evaluation, event)
    return _change_duties(created, interpretation, act, evaluation, event)


def _end_facts(state: CaseState, act: ActFrame, chosen: Mapping[str, Value]) -> CaseState:
    stated, records = dict(state.stated), dict(state.records)
    for name in act.terminates:
        if name.kind is not FrameKind.FACT:
            continue
        if name.text in records:
            selection = chosen.get(name.text)
            gone = _ids(selection) if selection is not None else _ids(records[name.text])
            records[name.text] = tuple(item for item in records[name.text] if item.id not in gone)
            if not records[name.text]:
                del records[name.text]
            if name.text in stated:  # somebody said so before an act created it
                stated[name.text] = False
        else:
            stated[name.text] = False
    return replace(state, stated=stated, records=records)


def _ids(value: Value) -> frozenset[str]:
    items = value if isinstance(value, tuple) else (value,)
    return frozenset(item.id for item in items if isinstance(item, Record))


def _create_facts(state: CaseState, act: ActFrame, evaluation: Evaluation, event: Event) -> CaseState:
    stated, records = dict(state.stated), dict(state.records)
    for name in act.creates:
        if name.kind is not FrameKind.FACT:
            continue
        frame = evaluation.interpretation.find_fact(name.text, event.on)
        if frame is not None and isinstance(frame.function, Creation):
            record = Record(_collect(frame, frame.function, evaluation, event), f"{event.number}:{name}")
            records[name.text] = (*records.get(name.text, ()), record)
        else:
            stated[name.text] = True
    return replace(state, stated=stated, records=records)


def _collect(frame: FactFrame, creation: Creation, evaluation: Evaluation, event: Event) -> dict[str, Value]:
    """What belongs to the record: the facts the model names, or else all that were supplied with the act."""
    names = list(list_names_of(creation)) or list(event.facts)
    found: dict[str, Value] = {}
    for name in names:
        if name == frame.name:
            continue
        value = evaluation.conclude_fact(name).value
        if is_known(value):
            found[name] = value
    return found


def list_names_of(creation: Creation) -> tuple[str, ...]:
    """Return the names of the facts that belong to what is created."""
    return tuple({name: None for part in creation.made_of for name in list_names(part)})


def _change_duties(
    state: CaseState, interpretation: Interpretation, act: ActFrame, evaluation: Evaluation, event: Event
) -> CaseState:
    ending = _list_ending(state, act, event)
    duties = [
        replace(duty, ended_on=event.on, ended_by=act.name, fulfilled=is_owed_by(duty.frame, act, evaluation))
        if duty in ending
        else duty
        for duty in state.duties
    ]
    for name in interpretation.list_duties_of(act.name):
        frame = interpretation.find_duty(name.text, event.on)
        if frame is None:
            frame = DutyFrame(name=name.text)
        due = evaluation.conclude(frame.term).value if frame.term is not None else None
        duties.append(
            Duty(
                frame=frame,
                number=event.number,
                arose_on=event.on,
                due_on=due if isinstance(due, date) else None,
            )
        )
    return replace(state, duties=tuple(duties))


def _list_ending(state: CaseState, act: ActFrame, event: Event) -> list[Duty]:
    """The open duties that an act ends: where it is about one of several things, those that arose with that one."""
    ending = [duty for duty in state.duties if duty.ended_on is None and ends(act, duty.frame)]
    chosen = [id for value in event.facts.values() if value is not None for id in _ids(value)]
    origins = {id.partition(":")[0] for id in chosen}  # the events that created them, see _create_facts
    about = {duty.frame.name for duty in ending if str(duty.number) in origins}
    return [duty for duty in ending if duty.frame.name not in about or str(duty.number) in origins]


def describe_party(expression: Expression | None) -> str:
    """Return how a party is named in the model: the name of the fact, or nothing for an unnamed party."""
    return expression.name if isinstance(expression, Reference) else ""

"""A case that somebody tries: what is asked, for which day and party, and what was said. Nothing of it is kept here.

The case travels with the page, as the text of a case file in a field of the form; the chain of the case is checked
each time it comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waarborg.adapters.law_files.case_files import CaseFile, read_case, write_case
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.law.acts import Availability
from waarborg.core.law.cases import (
    Case,
    CaseState,
    EventKind,
    NotAllowed,
    check_in_case,
    replay,
    state_facts,
    take_act,
)
from waarborg.core.law.evaluation import CyclicFacts, Situation
from waarborg.core.law.expressions import Expression, Reference
from waarborg.core.law.frames import FrameKind, Name
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.kinds import infer_kinds
from waarborg.core.law.library import read_name
from waarborg.core.law.relations import Relations
from waarborg.core.law.values import Identity, Kind, Value
from waarborg.public.law.library import get_library, language, parse_day
from waarborg.public.law.showing import label_of

#: What the goal is called when it is no fact or act: what may be done at all.
ALL_ACTS = "handelingen"
#: Who answers when the model names no parties.
NOBODY = "proef"
#: Nobody answers or does more than this by hand.
MOST_EVENTS, MOST_ACTS, MOST_LETTERS = 300, 60, 300_000
MOST_OF_A_MESSAGE = 400


class TrialFault(ValueError):
    """A case that cannot be gone on with: the message says why, and what to do."""


@dataclass(frozen=True)
class Trial:
    """A case under one interpretation. goal: a fact or an act; None for all acts. by: the party that asks."""

    interpretation: Interpretation
    case: Case
    goal: Name | None
    day: date
    by: str

    @property
    def party(self) -> Identity:
        """The party that asks and acts."""
        return Identity(self.by)

    @property
    def goal_text(self) -> str:
        """The goal as a form holds it."""
        return str(self.goal) if self.goal else ALL_ACTS

    @property
    def text(self) -> str:
        """The case as it travels."""
        return write_case(CaseFile(self.case))

    @property
    def has_acts(self) -> bool:
        """Whether something was done, so that days lie fixed."""
        return any(event.kind is EventKind.TAKEN for event in self.case.events)

    def replay(self) -> CaseState:
        """What there is on the day of the trial. Raises `TrialFault`."""
        try:
            return replay(self.interpretation, self.case, until=self.day)
        except (NoSuchFrame, CyclicFacts) as error:
            raise TrialFault(str(error)) from error

    def situation(self) -> Situation:
        """What is known on the day of the trial, with parties by what they are called. Raises `TrialFault`."""
        situation = self.replay().situation(self.interpretation, on=self.day, by=self.party)
        names = list_parties(self.interpretation, self.day)
        said_by = {fact: names.get(party, party) for fact, party in situation.suppliers.items()}
        return replace(situation, suppliers=said_by)

    def list_answers(self) -> dict[str, Value | None]:
        """The newest answer to each question; None for "I do not know". What was done with an act is no answer."""
        answers: dict[str, Value | None] = {}
        for event in self.case.events:
            if event.kind is EventKind.STATED:
                for name, value in event.facts.items():
                    answers.pop(name, None)
                    answers[name] = value
        return {name: value for name, value in answers.items() if not _is_party(name, value)}

    def answer(self, name: str, value: Value | None) -> "Trial":
        """The trial with an answer more. Raises `TrialFault` when there are too many."""
        if len(self.case.events) >= MOST_EVENTS:
            raise TrialFault(_("This case has too many answers to go on. Start a new one."))
        try:
            case = state_facts(self.case, {name: value}, by=self.party, on=self.day)
        except ValueError as error:
            raise TrialFault(str(error)) from error
        return replace(self, case=case)

    def take(self, act: str) -> "Trial":
        """The trial with an act taken. Raises `NotAllowed` and `TrialFault`."""
        if sum(event.kind is EventKind.TAKEN for event in self.case.events) >= MOST_ACTS:
            raise TrialFault(_("This case has too many acts to go on. Start a new one."))
        try:
            case = take_act(self.interpretation, self.case, act, by=self.party, on=self.day)
        except NotAllowed:
            raise
        except (NoSuchFrame, ValueError) as error:
            raise TrialFault(str(error)) from error
        return replace(self, case=case)

    def undo(self) -> "Trial":
        """The trial without its last event; what is said of the parties stays."""
        events = self.case.events[:-1] if len(self.case.events) > 1 else self.case.events
        return replace(self, case=replace(self.case, events=events))

    def move(self, day: date) -> "Trial":
        """The trial on another day. Answers move along; after an act only later days are possible."""
        if not self.has_acts:
            case = Case(self.interpretation.urn)
            for event in self.case.events:
                case = state_facts(case, event.facts, by=event.by, on=day, supplier=event.supplier)
            return replace(self, case=case, day=day)
        last = self.case.events[-1].on
        if day < last:
            fault = _("The last thing in this case was done on %(day)s. Choose that day or a later one.")
            raise TrialFault(fault % {"day": date_format(last, "j F Y")})
        return replace(self, day=day)


def _is_party(name: str, value: Value | None) -> bool:
    """Whether this is how a trial says who the parties are: each by the name of its fact."""
    return isinstance(value, Identity) and value.id == name


# --- parties and kinds -----------------------------------------------------------------------------------
@cache
def find_kinds(urn: str) -> Mapping[str, Kind]:
    """The kind of each fact of an interpretation, stated or inferred."""
    interpretation = get_library().get(urn)
    found = {name: kind for name, kind in infer_kinds(interpretation).items() if isinstance(kind, Kind)}
    found.update({fact.name: fact.kind for fact in interpretation.facts if fact.kind is not None})
    named = frozenset(_list_named(interpretation))
    for fact in interpretation.facts:
        if fact.is_leaf and fact.name in named:
            found.setdefault(fact.name, Kind.IDENTITY)
    return found


def find_kind(interpretation: Interpretation, name: str) -> Kind:
    """How a fact is asked; a yes or a no where nothing says otherwise."""
    return find_kinds(interpretation.urn).get(name, Kind.BOOLEAN)


@cache
def _list_undefined(urn: str) -> frozenset[str]:
    """Facts that the frames of an interpretation use and that have no frame of their own."""
    undefined = Relations(get_library().get(urn)).undefined
    return frozenset(relation.named.text for relation in undefined if relation.named.kind is FrameKind.FACT)


def can_be_asked(interpretation: Interpretation, name: str) -> bool:
    """Whether a fact has a place in an interpretation: it has a frame, or some frame uses it."""
    if not name.strip():
        return False
    return bool(interpretation.list_versions_of_fact(name)) or name in _list_undefined(interpretation.urn)


def list_parties(interpretation: Interpretation, on: date) -> dict[str, str]:
    """The parties that a model names by a fact that somebody must say, by name, with what they are called."""
    kinds = find_kinds(interpretation.urn)
    parties: dict[str, str] = {}
    for name in _list_named(interpretation):
        frame = interpretation.find_fact(name, on)
        if frame is not None and frame.is_leaf and kinds.get(name) is Kind.IDENTITY:
            parties[name] = label_of(frame)
    return parties


def _list_named(interpretation: Interpretation) -> tuple[str, ...]:
    """The facts that stand for a party in an act or a duty, in order of appearance."""
    named: list[Expression | None] = [act.actor for act in interpretation.acts]
    named += [act.recipient for act in interpretation.acts]
    for duty in interpretation.duties:
        named += [duty.holder, duty.claimant]
    names = (expression.name for expression in named if isinstance(expression, Reference))
    return tuple(dict.fromkeys(names))


# --- beginning and coming back ---------------------------------------------------------------------------
def begin(interpretation: Interpretation, goal: Name | None, day: date, by: str) -> Trial:
    """A new case, in which the parties are who they are."""
    parties = list_parties(interpretation, day)
    who = by if by in parties else next(iter(parties), NOBODY)
    case = Case(interpretation.urn)
    if parties:
        facts = {name: Identity(name) for name in parties}
        case = state_facts(case, facts, by=Identity(who), on=day)
    return Trial(interpretation, case, goal, day, who)


def read_trial(interpretation: Interpretation, given: Mapping[str, str]) -> Trial:
    """The trial that came back in a form. Raises `TrialFault`."""
    case = read_travelled(given.get("zaak", ""))
    if case.interpretation != interpretation.urn:
        raise TrialFault(_("This case was made with other rules, or with another version of them."))
    day = parse_day(given.get("datum", ""))
    if day is None:
        raise TrialFault(_("The day of this case cannot be read."))
    by = given.get("partij", "")
    parties = list_parties(interpretation, day)
    if by not in parties:
        by = next(iter(parties), NOBODY)
    trial = Trial(interpretation, case, read_goal(interpretation, given.get("doel", "")), day, by)
    if case.events and case.events[-1].on > day:
        return replace(trial, day=case.events[-1].on)
    return trial


def read_travelled(text: str, *, file: str = "") -> Case:
    """The case in a field or a file. Raises `TrialFault`."""
    if not text.strip():
        raise TrialFault(_("There is no case in what your browser sent."))
    if len(text) > MOST_LETTERS:
        raise TrialFault(_("This case is too large to go on with here."))
    try:
        case = read_case(text.encode(), file=file or _("this case")).case
    except LawFileError as error:
        raise TrialFault(_shorten(error.in_language(language()))) from error
    except UnicodeEncodeError as error:  # half of a character: no text that a browser or we would write
        raise TrialFault(_("This case holds signs that cannot be read.")) from error
    acts = sum(event.kind is EventKind.TAKEN for event in case.events)
    if len(case.events) > MOST_EVENTS or acts > MOST_ACTS:
        raise TrialFault(_("This case is too large to go on with here."))
    return case


def _shorten(message: str) -> str:
    """A message that can be shown, also when it quotes what somebody made up."""
    shown = message if len(message) <= MOST_OF_A_MESSAGE else message[:MOST_OF_A_MESSAGE] + "…"
    return shown.encode("utf-8", "replace").decode()


def read_goal(interpretation: Interpretation, text: str) -> Name | None:
    """What somebody wants to know. Raises `TrialFault` for what is no fact or act of the interpretation."""
    if text == ALL_ACTS:
        return None
    try:
        name = read_name(text)
    except ValueError:
        name = None
    if name is None or name.kind is FrameKind.DUTY or not interpretation.has(name):
        raise TrialFault(_("Choose what you want to know: there is no such question in these rules."))
    return name


def reopen(interpretation: Interpretation, case: Case) -> Trial:
    """A case from a file, each act checked again as if it were taken now. Raises `TrialFault`."""
    events = case.events
    for place, event in enumerate(events):
        if event.kind is not EventKind.TAKEN:
            continue
        before = replace(case, events=events[:place])
        try:
            act = interpretation.get_act(event.act, event.on)
            facts = {name: value for name, value in event.facts.items() if value is not None}
            state = replay(interpretation, before)
            check = check_in_case(interpretation, state, act, on=event.on, by=event.by, facts=facts)
        except (NoSuchFrame, CyclicFacts) as error:
            raise TrialFault(str(error)) from error
        if check.availability is not Availability.AVAILABLE:
            fault = _("Event %(number)s takes an act that these rules did not allow then: “%(act)s”.")
            raise TrialFault(fault % {"number": event.number, "act": label_of(act)})
    day = max([localdate(), *(event.on for event in events)])
    by = events[-1].by.id if events else NOBODY
    parties = list_parties(interpretation, day)
    return Trial(interpretation, case, None, day, by if by in parties else next(iter(parties), NOBODY))

"""Cases as pages show them: the outcome with its reasons, acts, duties, facts and what happened, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.cases.playing import ActLine, Answer, Played, list_goals
from waarborg.apps.cases.queries import EventLine
from waarborg.core.law.acts import Availability
from waarborg.core.law.cases import Case, EventKind
from waarborg.core.law.duties import Duty, DutyState
from waarborg.core.law.explaining import Citation, Sentence, explain_act
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.frames import Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import read_name
from waarborg.core.law.values import UNKNOWN, Value
from waarborg.web.case_answers import ANYBODY, SAID_BY, SUPPLIERS, WORKPLACE
from waarborg.web.legal_frames import name_frame
from waarborg.web.pages import language, say

AVAILABILITIES = {
    Availability.AVAILABLE: gettext_lazy("available"),
    Availability.POSSIBLE: gettext_lazy("possible, if more is known"),
    Availability.BARRED: gettext_lazy("not now"),
}
DUTY_STATES = {
    DutyState.OPEN: gettext_lazy("open"),
    DutyState.FULFILLED: gettext_lazy("fulfilled"),
    DutyState.VIOLATED: gettext_lazy("too late"),
    DutyState.LAPSED: gettext_lazy("lapsed"),
}


@dataclass(frozen=True)
class Cited:
    """A source below a sentence. language: that of its text; what an interpretation says itself is Dutch."""

    text: str
    link: str
    remark: str
    language: str


@dataclass(frozen=True)
class Line:
    """A sentence of an explanation, with where it comes from."""

    text: str
    sources: tuple[Cited, ...]
    depth: int


@dataclass(frozen=True)
class Told:
    """An answer in three layers: one line, the reasons, and everything. `is_open`: it can still change."""

    line: Line
    steps: tuple[Line, ...]
    tree: tuple[Line, ...]
    is_open: bool
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FactShown:
    """A fact that was stated, with who said so."""

    name: str
    label: str
    value: str
    supplier: str


@dataclass(frozen=True)
class ActShown:
    """An act, who would take it, whether it can be taken now, and why not."""

    name: str
    label: str
    party: str
    code: str
    availability: Any
    is_available: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class DutyShown:
    """A duty that arose, who owes it to whom, and how it stands."""

    label: str
    holder: str
    claimant: str
    arose_on: date
    due_on: date | None
    code: str
    state: Any
    ended_on: date | None
    is_late: bool


@dataclass(frozen=True)
class EventShown:
    """What happened, in words."""

    line: EventLine
    act: str
    supplier: str
    party: str
    facts: tuple[tuple[str, str], ...]
    who: str


class Labels:
    """What frames of an interpretation are called, by name."""

    def __init__(self, interpretation: Interpretation | None) -> None:
        self._frames: dict[Name, Frame] = {}
        for frame in interpretation.frames if interpretation else ():
            self._frames.setdefault(frame.full_name, frame)

    def of(self, kind: FrameKind, text: str) -> str:
        """What the frame with this name is called; its name when the interpretation does not say."""
        frame = self._frames.get(Name(kind, text))
        return name_frame(frame) if frame else text

    def of_fact(self, text: str) -> str:
        """What a fact is called."""
        return self.of(FrameKind.FACT, text)

    def of_act(self, text: str) -> str:
        """What an act is called."""
        return self.of(FrameKind.ACT, text)

    def of_name(self, name: str) -> str:
        """What a frame is called, by its name in brackets."""
        try:
            read = read_name(name)
        except ValueError:
            return name
        return self.of(read.kind, read.text)


def name_supplier(code: str, labels: Labels) -> str:
    """Who said something, in words: one of those to choose from, or else a party."""
    return str(SUPPLIERS[code]) if code in SUPPLIERS else name_party(code, labels)


def play(interpretation: Interpretation, case: Case, on: date) -> Played:
    """A case played up to a day, in which explanations name who said something in words."""
    labels = Labels(interpretation)

    def name(code: str) -> str:
        return str(SAID_BY[code]) if code in SAID_BY else name_party(code, labels)

    return Played(interpretation, case, on, name_supplier=name)


def name_party(code: str, labels: Labels) -> str:
    """Who said or did something, by what the interpretation calls that party."""
    if code == WORKPLACE:
        return _("in the workplace")
    if code == ANYBODY:
        return _("somebody")
    return labels.of_fact(code) if code.strip() else ""


def show_value(value: Value | None) -> str:
    """A value in words; of None that it was taken back."""
    return _("not known any more") if value is None else say(write_value(value))


def show_answer(answer: Answer, labels: Labels) -> Told:
    """The outcome with its reasons, and what can still change it."""
    told = answer.explanation
    return Told(
        line=_show_sentence(told.line),
        steps=tuple(_show_sentence(item) for item in told.steps),
        tree=tuple(_show_sentence(item) for item in told.tree),
        is_open=answer.value is UNKNOWN,
        asked=tuple((item.name, labels.of_fact(item.name)) for item in answer.asking.questions),
    )


def _show_sentence(sentence: Sentence) -> Line:
    return Line(
        say(sentence.text),
        tuple(_show_citation(item) for item in sentence.citations),
        # Past some depth more room to the left only makes lines narrower.
        min(sentence.depth, 6),
    )


def _show_citation(citation: Citation) -> Cited:
    return Cited(
        say(citation.text),
        say(citation.link) if citation.link else "",
        say(citation.remark) if citation.remark else "",
        "nl" if citation.text.nl == citation.text.en else language(),
    )


def show_facts(played: Played, labels: Labels) -> list[FactShown]:
    """What was stated so far, in the order in which it was said."""
    return [
        FactShown(
            name,
            labels.of_fact(name),
            show_value(value),
            name_supplier(played.state.suppliers.get(name, ""), labels),
        )
        for name, value in played.state.stated.items()
    ]


def show_act(played: Played, line: ActLine, labels: Labels) -> ActShown:
    """An act with what stands in its way: the sentences that tell why, and for what is unknown which facts."""
    check = line.check
    reasons: tuple[str, ...] = ()
    if not check.enforceable and check.in_force:
        reasons = (_("It is for when a duty was not fulfilled in time, and that is not so."),)
    if check.availability is Availability.POSSIBLE:
        names = ", ".join(f"“{labels.of_fact(name)}”" for name in check.unknown)
        reasons = (*reasons, _("Not known yet: %(names)s.") % {"names": names})
    elif check.availability is Availability.BARRED and check.reasons:
        told = explain_act(
            played.interpretation,
            check,
            played.situation_of(line.party),
            case=played.case,
        )
        reasons = (*reasons, *(say(item.text) for item in told.steps))
    return ActShown(
        name=check.act.name,
        label=name_frame(check.act),
        party=labels.of_fact(line.party.id) if line.party else _("anybody"),
        code=check.availability.value,
        availability=AVAILABILITIES[check.availability],
        is_available=line.is_available,
        reasons=reasons,
    )


def show_duty(duty: Duty, on: date, labels: Labels) -> DutyShown:
    """A duty as it stands on a day."""
    state = duty.state_on(on)
    return DutyShown(
        label=name_frame(duty.frame),
        holder=_name_party(duty.frame.holder, labels),
        claimant=_name_party(duty.frame.claimant, labels),
        arose_on=duty.arose_on,
        due_on=duty.due_on,
        code=state.value,
        state=DUTY_STATES[state],
        ended_on=duty.ended_on if duty.ended_on and duty.ended_on <= on else None,
        is_late=duty.is_late(on),
    )


def _name_party(expression: Any, labels: Labels) -> str:
    name = getattr(expression, "name", "")
    return labels.of_fact(name) if name else ""


def show_events(events: Iterable[EventLine], labels: Labels, writers: Mapping[str, str]) -> list[EventShown]:
    """What happened, newest first."""
    shown = [
        EventShown(
            line=line,
            act=labels.of_act(line.act) if line.kind == EventKind.TAKEN else "",
            supplier=name_supplier(line.supplier or line.party, labels),
            party=name_party(line.party, labels),
            facts=tuple((labels.of_fact(name), show_value(value)) for name, value in line.facts.items()),
            who=writers[line.recorded_by],
        )
        for line in events
    ]
    return shown[::-1]


def list_goal_choices(interpretation: Interpretation) -> list[tuple[str, str]]:
    """What a case can be about, as choices: the name in brackets, and how it is called."""
    choices = []
    for frame in list_goals(interpretation):
        is_act = frame.full_name.kind is FrameKind.ACT
        words = _("May this be done: %(act)s?") if is_act else "%(act)s"
        choices.append((str(frame.full_name), words % {"act": name_frame(frame)}))
    return choices


def ask_for(interpretation: Interpretation, name: str, on: date) -> tuple[str, str]:
    """How a fact is asked, and what is said with it: its explanation and where it comes from."""
    frame = interpretation.find_fact(name, on)
    if frame is None:
        return name, ""
    if frame.question:
        asked = say(frame.question)
        question = asked if asked.rstrip().endswith("?") else f"{asked}?"
    else:
        question = _("%(fact)s: is it so, or which value?") % {"fact": name_frame(frame)}
    citations = ", ".join(dict.fromkeys(source.citation for source in frame.sources if source.citation))
    parts = [frame.explanation.rstrip(".") + "." if frame.explanation else "", citations]
    return question, " ".join(part for part in parts if part)

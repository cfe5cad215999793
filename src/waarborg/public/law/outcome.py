"""What comes out of a tried case, in words: the answer with its reasons, what would turn it, acts, duties."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.core.law.acts import ActCheck, Availability
from waarborg.core.law.asking import Asking, Question, rank_questions
from waarborg.core.law.cases import CaseState, check_acts_in_case, check_in_case
from waarborg.core.law.duties import Duty, DutyState
from waarborg.core.law.evaluation import CyclicFacts, Evaluation, Situation, list_unknown
from waarborg.core.law.explaining import (
    Citation,
    Explanation,
    Sentence,
    SentenceKind,
    explain,
    explain_act,
    explain_duty,
)
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import ActFrame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import UNKNOWN, Fault, Outcome
from waarborg.public.law.library import Day, language, say
from waarborg.public.law.showing import FrameLine, show_frame_line
from waarborg.public.law.trial import Trial, TrialFault
from waarborg.public.law.turns import BOUND, TurnShown, show_turns

#: So many sentences of an explanation are shown.
MOST_SENTENCES = 150
_ELSEWHERE = frozenset({SentenceKind.SOURCE, SentenceKind.CHOICE})


@dataclass(frozen=True)
class SourceShown:
    """A source below a sentence. language: that of its text; what a model says itself is Dutch."""

    text: str
    address: str
    remark: str
    language: str


@dataclass(frozen=True)
class SentenceShown:
    """A sentence of an explanation with how deep it lies."""

    text: str
    kind: str
    depth: int
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True)
class Why:
    """An answer with its reasons, in three layers; the last one may be cut off.

    choices: the questions of interpretation that were settled on the way, each with its place on the page of the law.
    """

    line: SentenceShown
    steps: tuple[SentenceShown, ...]
    tree: tuple[SentenceShown, ...]
    is_cut: bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    """What comes out. state: yes, no, value, unknown or fault. needed: facts that are not known, and nothing asks.

    turns: what would turn a yes or a no; `turns_exact` is false when there may be a smaller change.
    """

    state: str
    value: str
    why: Why
    next: str
    open_questions: int
    needed: tuple[FrameLine, ...]
    turns: tuple[TurnShown, ...] = ()
    turns_exact: bool = True


@dataclass(frozen=True)
class ActShown:
    """An act in a case: whether it may be taken, and why or why not."""

    line: FrameLine
    act: ActFrame
    state: str
    why: Why
    is_mine: bool


@dataclass(frozen=True)
class DutyShown:
    """A duty in a case: how it stands, who owes it, by when."""

    line: FrameLine
    state: str
    why: Why
    due_on: date | None
    left: str


# --- explanations ----------------------------------------------------------------------------------------
def show_why(interpretation: Interpretation, explanation: Explanation) -> Why:
    """An explanation in the language of the page.

    The steps leave out what stands elsewhere on the page or in the tree: what the articles say and how choices were
    settled; and each source is named where it comes first.
    """
    steps = [
        item
        for item in explanation.steps
        if item.kind not in _ELSEWHERE and item.text != explanation.line.text
    ]
    tree = explanation.tree
    facts = {item.fact for item in explanation.steps if item.fact}
    return Why(
        line=_show_sentence(explanation.line, set()),
        steps=tuple(_show_sentences(steps[:MOST_SENTENCES])),
        tree=tuple(_show_sentence(sentence, set()) for sentence in tree[:MOST_SENTENCES]),
        is_cut=len(tree) > MOST_SENTENCES,
        choices=tuple(
            (say(choice.question), choice.id)
            for choice in interpretation.choices
            if any(name.kind is FrameKind.FACT and name.text in facts for name in choice.frames)
        ),
    )


def _show_sentences(sentences: Iterable[Sentence]) -> Iterator[SentenceShown]:
    cited: set[Citation] = set()
    for sentence in sentences:
        yield _show_sentence(sentence, cited)
        cited.update(sentence.citations)


def _show_sentence(sentence: Sentence, cited: Container[Citation]) -> SentenceShown:
    return SentenceShown(
        text=say(sentence.text),
        kind=sentence.kind.value,
        depth=min(sentence.depth, 6),
        sources=tuple(
            SourceShown(
                say(citation.text),
                say(citation.link),
                say(citation.remark),
                "nl" if citation.text.nl == citation.text.en else language(),
            )
            for citation in sentence.citations
            if citation not in cited
        ),
    )


# --- a fact ----------------------------------------------------------------------------------------------
def conclude(trial: Trial, day: Day) -> Answer:
    """What comes out for the fact or act that is the goal, and what to ask next. Raises `TrialFault`."""
    assert trial.goal is not None  # `list_acts` is for all acts
    situation = trial.situation()
    try:
        if trial.goal.kind is FrameKind.ACT:
            return _conclude_act(trial, situation, day)
        goal = Reference(trial.goal.text)
        conclusion = Evaluation(trial.interpretation, situation).conclude(goal)
        asking = rank_questions(trial.interpretation, goal, situation, bound=BOUND)
        explanation = explain(trial.interpretation, conclusion, situation, case=trial.case)
    except CyclicFacts as error:
        raise TrialFault(_say_ring(error)) from error
    outcome = conclusion.value
    if outcome is UNKNOWN and asking.settled is not None and asking.exact:
        outcome = asking.settled
    elif outcome is UNKNOWN and not asking.questions:
        # Only examples of numbers and dates were looked at, so what evaluation rests on is asked as well.
        names = list_unknown(conclusion)
        asking = Asking(tuple(Question(name) for name in names), None, exact=False)
    return _show_answer(trial, day, outcome, asking, explanation, goal, situation)


def _say_ring(error: CyclicFacts) -> str:
    return _("These rules cannot be worked out: facts define each other in a ring. %(error)s") % {
        "error": error
    }


def _conclude_act(trial: Trial, situation: Situation, day: Day) -> Answer:
    assert trial.goal is not None
    act = find_act(trial, trial.goal.text)
    check = check_in_case(trial.interpretation, trial.replay(), act, on=trial.day, by=trial.party)
    explanation = explain_act(trial.interpretation, check, situation, case=trial.case)
    asking = rank_questions(trial.interpretation, act, situation, bound=BOUND)
    outcomes: dict[Availability, Outcome] = {
        Availability.AVAILABLE: True,
        Availability.BARRED: False,
        Availability.POSSIBLE: UNKNOWN,
    }
    outcome = outcomes[check.availability]
    if outcome is not UNKNOWN:
        asking = Asking((), None, exact=True)
    turnable = act if check.enforceable and check.in_force else None
    return _show_answer(trial, day, outcome, asking, explanation, turnable, situation)


def find_act(trial: Trial, name: str) -> ActFrame:
    """The act on the day of the trial. Raises `TrialFault`."""
    frame = trial.interpretation.find(Name(FrameKind.ACT, name), trial.day) if name.strip() else None
    if not isinstance(frame, ActFrame):
        raise TrialFault(_("There is no act “%(name)s” on this day.") % {"name": name[:200]})
    return frame


def _show_answer(
    trial: Trial,
    day: Day,
    outcome: Outcome,
    asking: Asking,
    explanation: Explanation,
    goal: Reference | ActFrame | None,
    situation: Situation,
) -> Answer:
    skipped = {name for name, value in trial.list_answers().items() if value is None}
    open_names = [question.name for question in asking.questions]
    unasked = [name for name in open_names if name not in skipped]
    turns: tuple[TurnShown, ...] = ()
    exact = True
    if isinstance(outcome, bool) and goal is not None:
        turns, exact = show_turns(trial, goal, situation, wanted=not outcome)
    return Answer(
        state=_say_state(outcome),
        value=say(write_value(outcome)),
        why=show_why(trial.interpretation, explanation),
        next=unasked[0] if unasked and outcome is UNKNOWN else "",
        open_questions=len(unasked),
        needed=tuple(
            show_frame_line(trial.interpretation, Name(FrameKind.FACT, name), day)
            for name in (open_names or explanation.unknown)
        ),
        turns=turns,
        turns_exact=exact,
    )


def _say_state(outcome: Outcome) -> str:
    if outcome is UNKNOWN:
        return "unknown"
    if isinstance(outcome, Fault):
        return "fault"
    if isinstance(outcome, bool):
        return "yes" if outcome else "no"
    return "value"


# --- acts and duties -------------------------------------------------------------------------------------
def list_acts(trial: Trial, day: Day) -> list[ActShown]:
    """Every act, those that may be taken first. Raises `TrialFault`."""
    state, situation = trial.replay(), trial.situation()
    try:
        checks = check_acts_in_case(trial.interpretation, state, on=trial.day, by=trial.party)
    except CyclicFacts as error:
        raise TrialFault(_say_ring(error)) from error
    order = {Availability.AVAILABLE: 0, Availability.POSSIBLE: 1, Availability.BARRED: 2}
    in_force = [check for check in checks if check.in_force]
    return [
        ActShown(
            line=show_frame_line(trial.interpretation, check.act.full_name, day),
            act=check.act,
            state=check.availability.value,
            why=show_why(
                trial.interpretation,
                explain_act(trial.interpretation, check, situation, case=trial.case),
            ),
            is_mine=_is_mine(check),
        )
        for check in sorted(in_force, key=lambda check: (order[check.availability], not _is_mine(check)))
    ]


def _is_mine(check: ActCheck) -> bool:
    """Whether the party that asks is the one the act is for, as far as is known."""
    return all(
        condition.holds is not False for condition in check.conditions if condition.slot.value == "actor"
    )


def find_next_question(trial: Trial, acts: Iterable[ActShown]) -> str:
    """What to ask to find out which acts may be taken: of the first possible act that asks something new."""
    skipped = {name for name, value in trial.list_answers().items() if value is None}
    situation = trial.situation()
    for shown in acts:
        if shown.state == Availability.POSSIBLE.value and shown.is_mine:
            asking = rank_questions(trial.interpretation, shown.act, situation, bound=BOUND)
            for question in asking.questions:
                if question.name not in skipped:
                    return question.name
    return ""


def list_duties(trial: Trial, state: CaseState, day: Day) -> Iterator[DutyShown]:
    """The duties that arose, those that are late first."""
    order = [DutyState.VIOLATED, DutyState.OPEN, DutyState.FULFILLED, DutyState.LAPSED]
    for duty in sorted(state.duties, key=lambda duty: order.index(duty.state_on(trial.day))):
        explanation = explain_duty(trial.interpretation, duty, state, on=trial.day, case=trial.case)
        yield DutyShown(
            line=show_frame_line(trial.interpretation, duty.frame.full_name, day),
            state=duty.state_on(trial.day).value,
            why=show_why(trial.interpretation, explanation),
            due_on=duty.due_on,
            left=_say_left(duty, trial.day),
        )


def _say_left(duty: Duty, day: date) -> str:
    """How long there still is, in words; nothing for a duty that ended or has no last day."""
    if duty.due_on is None or duty.ended_on is not None:
        return ""
    days = (duty.due_on - day).days
    if days == 0:
        return _("today is the last day")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}

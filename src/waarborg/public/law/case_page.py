"""The page of a tried case: the answer, the next question, what was said, what may be done and what is owed."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from waarborg.core.law.cases import EventKind
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.frames import FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Value
from waarborg.public.law.answers import make_field
from waarborg.public.law.browsing import crumbs_of
from waarborg.public.law.library import Day, find_frame, language, say
from waarborg.public.law.outcome import conclude, find_act, find_next_question, list_acts, list_duties
from waarborg.public.law.question import make_question
from waarborg.public.law.showing import label_of
from waarborg.public.law.trial import Trial, TrialFault, can_be_asked, find_kind, list_parties


@dataclass(frozen=True)
class AnswerLine:
    """An answer that was given, and can be changed."""

    name: str
    label: str
    value: str
    is_known: bool


@dataclass(frozen=True)
class EventLine:
    """An act that was taken: when, and by whom."""

    day: Any
    party: str
    act: str


def make_page(trial: Trial, *, question: str, fault: str, remark: str, taking: str) -> dict[str, Any]:
    """Everything the page shows. Raises `TrialFault`.

    question: the fact that is asked in any case. taking: the act before which it is asked.
    """
    law = trial.interpretation
    day = Day(trial.day, localdate())
    state = trial.replay()
    answer = conclude(trial, day) if trial.goal else None
    acts = [] if trial.goal else list_acts(trial, day)
    asked = question or (answer.next if answer else find_next_question(trial, acts))
    answers = trial.list_answers()
    parties = list_parties(law, trial.day)
    return {
        "crumbs": crumbs_of(law, day),
        "crumb_here": _("Try a case"),
        "law": law,
        "title": say(law.title),
        "trial": trial,
        "day": day,
        "goal_label": _label_goal(trial),
        "goal_kind": trial.goal.kind.value if trial.goal else "",
        "answer": answer,
        "acts": [act for act in acts if act.is_mine],
        "other_acts": [act for act in acts if not act.is_mine],
        "duties": list(list_duties(trial, state, day)),
        "events": _list_events(trial),
        "question": _make_question(law, asked, day) if asked else None,
        "is_changing": bool(question) and question in answers,
        "field": _make_field(trial, asked, answers.get(asked), fault) if asked else None,
        "answers": [_show_answer(law, name, value, day) for name, value in answers.items()],
        "parties": list(parties.items()),
        "party": parties.get(trial.by, ""),
        "remark": remark,
        "taking": taking,
        "taking_label": label_of(find_act(trial, taking)) if taking else "",
        **_other_language(law),
    }


def _other_language(law: Interpretation) -> dict[str, str]:
    """Where the case can be gone on with in the other language: the link at the top would lose it."""
    other = "nl" if language() == "en" else "en"
    with override(other):
        address = reverse("public:law_case", args=[law.id, law.version])
    return {"other_language": other, "other_address": address}


def _label_goal(trial: Trial) -> str:
    if trial.goal is None:
        return _("What may be done?")
    frame = find_frame(trial.interpretation, trial.goal, trial.day)
    return label_of(frame)


def _make_question(law: Interpretation, name: str, day: Day) -> Any:
    if not can_be_asked(law, name):
        raise TrialFault(_("There is no such question in these rules."))
    return make_question(law, name, day)


def _make_field(trial: Trial, name: str, value: Value | None, fault: str) -> Any:
    kind = find_kind(trial.interpretation, name)
    is_unknown = value is None and name in trial.list_answers()
    parties = list_parties(trial.interpretation, trial.day)
    return make_field("antwoord", kind, value, parties=parties, is_unknown=is_unknown, fault=fault)


def _show_answer(law: Interpretation, name: str, value: Value | None, day: Day) -> AnswerLine:
    versions = law.list_versions_of_fact(name)
    label = label_of(find_frame(law, Name(FrameKind.FACT, name), day.day)) if versions else name
    text = _("I do not know") if value is None else say(write_value(value))
    return AnswerLine(name, label, text, value is not None)


def _list_events(trial: Trial) -> list[EventLine]:
    law = trial.interpretation
    lines = []
    for event in trial.case.events:
        if event.kind is EventKind.TAKEN:
            act = law.find(Name(FrameKind.ACT, event.act), event.on)
            party = list_parties(law, event.on).get(event.by.id, event.by.id)
            lines.append(EventLine(event.on, party, label_of(act) if act else event.act))
    return lines

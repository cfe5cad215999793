"""Taking an act in a tried case: what must be known first, because it belongs to what the act makes arise."""

from waarborg.core.law.cases import list_names_of
from waarborg.core.law.evaluation import CyclicFacts, Evaluation, list_unknown
from waarborg.core.law.expressions import Creation, Expression, Reference
from waarborg.core.law.frames import ActFrame, FrameKind
from waarborg.public.law.trial import Trial, can_be_asked


def find_needed(trial: Trial, act: ActFrame) -> str:
    """The next fact to ask before an act: one that belongs to what it makes arise, or on which a last day rests.

    Empty when nothing more is needed, or the person does not know it. What acts make arise is never asked.
    """
    law = trial.interpretation
    answered = trial.list_answers()
    evaluation = Evaluation(law, trial.situation())
    for expression in _list_resting(trial, act):
        try:
            conclusion = evaluation.conclude(expression)
        except CyclicFacts:
            continue
        for name in list_unknown(conclusion):
            if name not in answered and name not in law.creatable and can_be_asked(law, name):
                return name
    return ""


def _list_resting(trial: Trial, act: ActFrame) -> list[Expression]:
    """What belongs to what an act makes arise: facts of what it creates, and the terms of its duties."""
    law = trial.interpretation
    found: list[Expression] = []
    for name in act.creates:
        frame = law.find_fact(name.text, trial.day) if name.kind is FrameKind.FACT else None
        if frame is not None and isinstance(frame.function, Creation):
            found.extend(Reference(part) for part in list_names_of(frame.function))
    for name in law.list_duties_of(act.name):
        duty = law.find_duty(name.text, trial.day)
        if duty is not None and duty.term is not None:
            found.append(duty.term)
    return found

"""Whether an actor may take an act: actor, object, recipient and preconditions, in that order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.core.law.law_reg.asking import Check, Resolver, Scope
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.explanation import Node
from waarborg.core.law.law_reg.expressions import evaluate
from waarborg.core.law.law_reg.models import NOTHING, recipient_of
from waarborg.core.law.law_reg.values import UNDEFINED, is_truthy


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act may be taken (None: not known yet), what stands in the way, and on which facts."""

    valid: bool | None
    invalid_reasons: Sequence[str]
    facts_supplied: Mapping[str, Any]
    explanation: Node


def check_act(
    case: Case,
    act: str,
    *,
    actor: str,
    resolver: Resolver,
    supplied: dict[str, Any] | None = None,
    stops_early: bool = False,
) -> Verdict:
    """Check one act for one actor; with `stops_early` no further than the first part that does not hold.

    `supplied` holds what was answered before, and gets what is answered now. Raises `LawRegError` where the interpreter stopped.
    """
    frame = case.model.get_act(act)
    check = Check(case, actor, resolver, {} if supplied is None else supplied)
    explanation = Node()
    outcomes = {}
    parts = {
        "actor": frame.get("actor"),
        "object": frame.get("object"),
        "recipient": recipient_of(frame),
        "preconditions": frame.get("preconditions"),
    }
    for part, expression in parts.items():
        if part == "preconditions" and expression in NOTHING:
            continue
        value = evaluate(expression, check, Scope(myself=part == "actor"), explanation)
        outcomes[part] = value
        if stops_early and not is_truthy(value):
            break
    reasons = [part for part, value in outcomes.items() if not is_truthy(value)]
    valid = True if not reasons else False if any(value is False for value in outcomes.values()) else None
    explanation.value = UNDEFINED if valid is None else valid
    return Verdict(valid, reasons, check.supplied, explanation)

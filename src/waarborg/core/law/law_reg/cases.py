"""What can be done in a case: take an act, see what may be taken, which duties are active, and why."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from waarborg.core.law.law_reg.asking import Check, Resolver, Scope, key_of
from waarborg.core.law.law_reg.chain import Case, TakenAct
from waarborg.core.law.law_reg.checking import check_act
from waarborg.core.law.law_reg.explanation import Node
from waarborg.core.law.law_reg.expressions import evaluate
from waarborg.core.law.law_reg.models import NOTHING, Json
from waarborg.core.law.law_reg.values import UNDEFINED, LawRegError, Value, is_truthy

_DUTY = re.compile(r"(?<!<)<[^<>]+>(?!>)")


class ActNotAllowed(LawRegError):
    """An act that this actor may not take, or of which that is not known."""

    def __init__(self, act: str, reasons: Sequence[str]) -> None:
        super().__init__(f"Action {act} is not allowed due to {', '.join(reasons)}")
        self.act = act
        self.reasons = tuple(reasons)


def take(case: Case, act: str, *, actor: str, resolver: Resolver, link: str) -> Case:
    """The case with an act added under `link`; raises `ActNotAllowed`.

    Whoever takes an act is from then on bound to its actor.
    """
    verdict = check_act(case, act, actor=actor, resolver=resolver, stops_early=True)
    if not verdict.valid:
        raise ActNotAllowed(act, verdict.invalid_reasons)
    supplied = dict(verdict.facts_supplied)
    supplied[key_of(case.model.get_act(act).get("actor"))] = {"expression": "IS", "operand": actor}
    return replace(case, taken=(*case.taken, TakenAct(link, act, actor, supplied)))


def list_available(case: Case, *, actor: str, resolver: Resolver) -> list[str]:
    """The acts that the actor may take now."""
    return _list_acts(case, True, actor, resolver)


def list_potential(case: Case, *, actor: str, resolver: Resolver) -> list[str]:
    """The acts of which is not known yet whether the actor may take them."""
    return _list_acts(case, None, actor, resolver)


def resolver_of(facts: Collection[str], non_facts: Collection[str] = ()) -> Resolver:
    """A resolver that knows these facts to be true and those to be false, and nothing else."""

    def resolve(
        fact: Json, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Value:
        if fact in facts:
            return True
        return False if fact in non_facts else UNDEFINED

    return resolve


def list_actions(case: Case) -> list[tuple[str, str]]:
    """The name and the link of each act that was taken, oldest first."""
    return [(taken.act, taken.link) for taken in case.taken]


def explain(case: Case, act: str, *, actor: str, resolver: Resolver) -> Node:
    """Why an act may be taken or not."""
    return check_act(case, act, actor=actor, resolver=resolver).explanation


def list_active_duties(case: Case, *, actor: str) -> list[str]:
    """The duties of an actor that an act created and none ended since.

    Only a `create` that is one text counts, as it did: with a list, as in every model that can be executed, no duty
    is ever active.
    """
    frames = {duty.get("duty"): duty for duty in case.model.duties}
    return [
        duty
        for duty, taken in _list_open_duties(case)
        if duty in frames and _is_holder(case, frames[duty].get("duty-holder"), taken, actor)
    ]


def _list_acts(case: Case, wanted: bool | None, actor: str, resolver: Resolver) -> list[str]:
    supplied: dict[str, Value] = {}
    return [
        act
        for act in case.model.acts
        if check_act(case, act, actor=actor, resolver=resolver, supplied=supplied).valid is wanted
    ]


def _list_open_duties(case: Case) -> Iterator[tuple[str, TakenAct]]:
    open_duties: dict[str, TakenAct] = {}
    for taken in case.taken:
        act = case.model.get_act(taken.act)
        for duty in _list_duties(act.get("terminate")):
            open_duties.pop(duty, None)
        for duty in _list_duties(act.get("create")):
            open_duties.setdefault(duty, taken)
    yield from open_duties.items()


def _list_duties(listed: Json) -> list[str]:
    return _DUTY.findall(listed) if isinstance(listed, str) else []


def _is_holder(case: Case, holder: Json, taken: TakenAct, actor: str) -> bool:
    """Whether the actor is the duty-holder, as far as the act that created the duty tells."""
    if holder in NOTHING:
        return False

    def resolve(
        fact: Json, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Value:
        supplied = taken.facts_supplied.get(fact, UNDEFINED) if isinstance(fact, str) else UNDEFINED
        if isinstance(supplied, Mapping):
            return supplied.get("operand") == actor
        return supplied

    return is_truthy(evaluate(holder, Check(case, actor, resolve), Scope(myself=True)))

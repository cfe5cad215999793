"""Answers of the commands about law by the rules of the reference interpreter, for who compares with it.

A model is taken as FLINT JSON as it stands. Facts without a value are unknown; there is one actor.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from waarborg.adapters.law_models import Model
from waarborg.cli.law_models import refuse, strip
from waarborg.core.law.frames import FrameKind
from waarborg.core.law.law_reg.asking import Check
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.checking import check_act
from waarborg.core.law.law_reg.explanation import Node
from waarborg.core.law.law_reg.expressions import evaluate
from waarborg.core.law.law_reg.models import Model as ReferenceModel
from waarborg.core.law.law_reg.values import UNDEFINED
from waarborg.core.law.values import Money, Value, plain

#: The one actor of a question; who it is does not matter to these rules.
ACTOR = "actor"


class Resolver:
    """Answers from a file of facts, and remembers what was asked in vain."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = values
        self.asked: dict[str, None] = {}

    def __call__(
        self, fact: Any, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Any:
        """Return the value of a fact, or that it is unknown. In a list, the item at its place; after the last, no."""
        if not isinstance(fact, str):
            return UNDEFINED
        name = strip(FrameKind.FACT, fact)
        if name not in self.values:
            self.asked.setdefault(fact)
            return UNDEFINED
        value = self.values[name]
        if indices and isinstance(value, tuple):
            return _plain(value[indices[-1]]) if indices[-1] < len(value) else False
        return _plain(value)


def _plain(value: Value) -> Any:
    """A value as the interpreter knew it: it had no money and no dates, and took them as numbers and texts."""
    if isinstance(value, bool | Decimal | str):
        return value
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(plain(value))


def open_reference(model: Model) -> Case:
    """Return an empty case under the model as it stands. Raises `CommandFailed` when it is no FLINT JSON."""
    if model.document is None:
        refuse(
            "law-reg-0.7.3 knows FLINT JSON only",
            "Write the model as FLINT JSON with `waarborg law convert --to flint`, which says what gets lost; or "
            "evaluate with --semantics strict",
        )
    return Case(ReferenceModel(model.document))


def answer_fact(model: Model, fact: str, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return what holds of a fact, with the explanation tree of the interpreter as trace."""
    resolver, node = Resolver(values), Node()
    value = evaluate(f"[{fact}]", Check(open_reference(model), ACTOR, resolver), node=node)
    return {
        "fact": f"[{fact}]",
        "value": None if value is UNDEFINED else _as_json(value),
        "trace": [node.operands[0].render()],
        "unknown": list(resolver.asked) if value is UNDEFINED else [],
        "semantics": "law-reg-0.7.3",
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return [_as_json(item) for item in value] if isinstance(value, list) else value


def answer_acts(model: Model, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return which acts are available, potential and barred."""
    case, supplied = open_reference(model), {}
    resolver = Resolver(values)
    answer: dict[str, Any] = {"available": [], "possible": [], "barred": [], "semantics": "law-reg-0.7.3"}
    for act in case.model.acts:
        verdict = check_act(case, act, actor=ACTOR, resolver=resolver, supplied=supplied)
        if verdict.valid is False:
            answer["barred"].append({"act": act, "reasons": list(verdict.invalid_reasons)})
        else:
            answer["available" if verdict.valid else "possible"].append(act)
    return answer

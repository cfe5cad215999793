"""Evaluating an expression, however deep, with the tree that explains its value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from waarborg.core.law.law_reg.asking import Check, Request, Scope, Work
from waarborg.core.law.law_reg.explanation import Node
from waarborg.core.law.law_reg.models import NOTHING, Json
from waarborg.core.law.law_reg.operators import UnknownExpression, find_operator
from waarborg.core.law.law_reg.values import UNDEFINED, LawRegError, Value

#: A ring may be thousands of facts long; a message is read.
_MOST_SHOWN = 12


class FactsInARing(LawRegError):
    """Facts that follow from each other in a ring; the interpreter never came back from it."""

    def __init__(self, ring: Sequence[str]) -> None:
        shown = ring if len(ring) <= _MOST_SHOWN else [*ring[: _MOST_SHOWN - 2], "...", ring[-1]]
        super().__init__(
            f"these facts follow from each other in a ring: {' -> '.join(shown)}; correct the function of one of them"
        )
        self.ring = tuple(ring)


@dataclass(slots=True)
class _Step:
    work: Work
    node: Node


def evaluate(expression: Json, check: Check, scope: Scope | None = None, node: Node | None = None) -> Value:
    """The value of an expression or a fact, with its explanation below `node`.

    Raises `FactsInARing`, and `LawRegError` for what the interpreter could not evaluate either.
    """
    steps = [_start(Request(expression, scope or Scope()), check, (node or Node()).add())]
    value: Value = UNDEFINED
    is_new = True
    while steps:
        step = steps[-1]
        try:
            needed = next(step.work) if is_new else step.work.send(value)
        except StopIteration as finished:
            value = step.node.value = finished.value
            is_new = False
            steps.pop()
        else:
            steps.append(_start(needed, check, step.node.add()))
            is_new = True
    return value


def _start(request: Request, check: Check, node: Node) -> _Step:
    expression = request.expression
    if isinstance(expression, str):
        node.fact = expression
        return _Step(_fact(expression, request.scope, check, node), node)
    if not isinstance(expression, Mapping):
        raise UnknownExpression(None)
    node.expression = expression.get("expression")
    return _Step(find_operator(node.expression)(expression, request.scope, check), node)


def _fact(fact: str, scope: Scope, check: Check, node: Node) -> Work:
    """A fact: projected, supplied before, worked out by its function, or asked."""
    if fact in scope.projected:
        return (yield from _projected(scope.projected[fact], scope, node))
    function = check.case.model.find_function(fact)
    if function is None:
        asked = scope.fact if fact in NOTHING and scope.fact is not None else fact
        known = check.find_supplied(asked, scope)
        answer = check.ask(asked, scope) if known is UNDEFINED else known
        node.add(answer)
        return answer
    if fact in check.in_progress:
        ring = list(check.in_progress)
        raise FactsInARing([*ring[ring.index(fact) :], fact])
    check.in_progress[fact] = None
    value = yield Request(function, scope.inside(fact))
    del check.in_progress[fact]
    return value


def _projected(value: Value, scope: Scope, node: Node) -> Work:
    if isinstance(value, Mapping):
        return (yield Request(value, scope))
    node.add(value)
    return value

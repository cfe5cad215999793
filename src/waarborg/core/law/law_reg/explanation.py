"""The tree in which the interpreter wrote down how it came to a value."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from waarborg.core.law.law_reg.values import UNDEFINED, Value, spell


@dataclass(slots=True, eq=False)
class Node:
    """One step: the fact or the expression, what it came to, and the steps it took. It grows while evaluating."""

    fact: object = None
    expression: object = None
    value: Value = UNDEFINED
    operands: "list[Node]" = field(default_factory=list)

    def add(self, value: Value = UNDEFINED) -> "Node":
        """A new step below this one."""
        node = Node(value=value)
        self.operands.append(node)
        return node

    def render(self) -> dict[str, Any]:
        """The tree as the JSON of the interpreter: what is empty or unknown is left out, numbers are text."""
        root: dict[str, Any] = {}
        waiting = [(self, root)]
        while waiting:
            node, rendered = waiting.pop()
            if node.fact is not None:
                rendered["fact"] = node.fact
            if node.expression is not None:
                rendered["expression"] = node.expression
            if node.operands:
                below: list[dict[str, Any]] = [{} for _ in node.operands]
                rendered["operandExplanations"] = below
                waiting += zip(node.operands, below, strict=True)
            if node.value is not UNDEFINED:
                rendered["value"] = _render_value(node.value)
        return root


def _render_value(value: Value) -> object:
    if isinstance(value, Decimal):
        return spell(value)
    if isinstance(value, list):
        return [_render_value(item) for item in value]
    return value

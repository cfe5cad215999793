"""Shared nodes of decision diagrams while they are made: one node per distinct question, one end per outcome.

A node asks one fact and has one branch per value; facts are asked in one order, so equal functions are equal
nodes (Bryant, 1986, with more than two values and outcomes). Work is kept on a stack of its own.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from waarborg.core.law.decisions.bounds import Bound, PastBound
from waarborg.core.law.decisions.steps import FAULT
from waarborg.core.law.expressions import Operation, Operator
from waarborg.core.law.operators import apply
from waarborg.core.law.values import UNKNOWN, Fault, Outcome, value_digest

#: The level of an end: below every fact.
END = 1 << 60

#: While a diagram is made there may be so many times the nodes that it may have in the end.
_ROOM = 4

_DECISIVE = {Operator.AND: False, Operator.OR: True}
_Roots = tuple[int, ...]


def outcome_key(outcome: Outcome) -> object:
    """Return what equal outcomes have in common; all faults are one outcome."""
    if outcome is True or outcome is False or outcome is UNKNOWN:
        return outcome
    if isinstance(outcome, str | Decimal):  # quicker than a digest, and as good
        return (type(outcome), outcome)
    return "fault" if isinstance(outcome, Fault) else value_digest(outcome)


class Table:
    """The nodes over facts with these numbers of values, in this order. Raises `PastBound` when there are too many."""

    def __init__(self, sizes: Sequence[int], bound: Bound) -> None:
        self.levels: list[int] = []
        self.branches: list[tuple[int, ...]] = []
        self.outcomes: list[Outcome] = []
        self._sizes = sizes
        self._bound = bound
        self._combinations = 0
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._ends: dict[object, int] = {}
        self._is_logical: list[bool] = []
        self._memos: dict[object, dict[_Roots, int]] = {}

    def end(self, outcome: Outcome) -> int:
        """Return the end with an outcome."""
        key = outcome_key(outcome)
        if key not in self._ends:
            shown: Outcome = FAULT if isinstance(outcome, Fault) else outcome
            self._ends[key] = self._append(
                END, (), shown, isinstance(shown, bool | Fault) or shown is UNKNOWN
            )
        return self._ends[key]

    def node(self, level: int, branches: tuple[int, ...]) -> int:
        """Return the node that asks the fact at `level`; where all branches are equal, that branch."""
        if branches.count(branches[0]) == len(branches):
            return branches[0]
        key = (level, branches)
        if key not in self._nodes:
            logical = all(self._is_logical[branch] for branch in branches)
            self._nodes[key] = self._append(level, branches, FAULT, logical)
        return self._nodes[key]

    def _append(self, level: int, branches: tuple[int, ...], outcome: Outcome, is_logical: bool) -> int:
        if len(self.levels) >= _ROOM * self._bound.nodes:
            raise PastBound
        self.levels.append(level)
        self.branches.append(branches)
        self.outcomes.append(outcome)
        self._is_logical.append(is_logical)
        return len(self.levels) - 1

    def is_end(self, node: int) -> bool:
        """Return whether a node is an end."""
        return self.levels[node] == END

    def combine(self, key: object, decide: Callable[[_Roots], int | None], roots: _Roots) -> int:
        """Return the node for a function of several nodes.

        decide: what the function gives where that follows already, and always when all are ends. key: the function,
        so that what was worked out is kept.
        """
        memo = self._memos.setdefault(key, {})
        stack = [roots]
        while stack:
            now = stack[-1]
            if now in memo:
                stack.pop()
                continue
            decided = decide(now)
            if decided is not None:
                memo[now] = decided
                stack.pop()
                continue
            level = min(self.levels[node] for node in now)
            below = self._branch(now, level)
            missing = [item for item in below if item not in memo]
            if missing:
                stack.extend(missing)
            else:
                memo[now] = self.node(level, tuple(memo[item] for item in below))
                stack.pop()
        return memo[roots]

    def _branch(self, roots: _Roots, level: int) -> list[_Roots]:
        self._combinations += self._sizes[level]
        if self._combinations > self._bound.combinations:
            raise PastBound
        columns = [
            self.branches[node] if self.levels[node] == level else (node,) * self._sizes[level]
            for node in roots
        ]
        return list(zip(*columns, strict=True))

    # --- operators ---------------------------------------------------------------------------------------
    def map(self, key: object, work: Callable[[list[Outcome]], Outcome], roots: _Roots) -> int:
        """Return the node for work on the outcomes of several nodes."""

        def decide(now: _Roots) -> int | None:
            if all(self.is_end(node) for node in now):
                return self.end(work([self.outcomes[node] for node in now]))
            return None

        return self.combine(key, decide, roots)

    def apply(self, operation: Operation, roots: _Roots) -> int:
        """Return the node for an operator over nodes."""
        key = (operation.operator, repr(operation.setting))
        if operation.operator in _DECISIVE and roots:
            return self._fold(operation, roots)
        if operation.operator is Operator.IF:
            return self.combine(key, lambda now: self._decide_if(operation, now), roots)
        return self.map(key, lambda outcomes: apply(operation, outcomes), roots)

    def _fold(self, operation: Operation, roots: _Roots) -> int:
        """AND and OR two by two, the parts about the last facts first, so that what is built on stays below."""
        decisive = self.end(_DECISIVE[operation.operator])
        neutral = self.end(not _DECISIVE[operation.operator])
        key = operation.operator

        def work(outcomes: list[Outcome]) -> Outcome:
            return apply(operation, outcomes)

        def decide(now: _Roots) -> int | None:
            left, right = now
            if decisive in now:
                return decisive
            if left in (neutral, right):
                return right
            if right == neutral:
                return left
            if self.is_end(left) and self.is_end(right):
                return self.end(work([self.outcomes[left], self.outcomes[right]]))
            return None

        logical = [
            node if self._is_logical[node] else self.map((key, "one"), work, (node,)) for node in set(roots)
        ]
        total = neutral
        for node in sorted(logical, key=lambda node: (self.levels[node], node), reverse=True):
            total = self.combine(key, decide, (min(node, total), max(node, total)))
        return total

    def _decide_if(self, operation: Operation, now: _Roots) -> int | None:
        condition, then, otherwise = now
        if not self.is_end(condition):
            return None
        answer = self.outcomes[condition]
        if answer is True or answer is False:
            return then if answer else otherwise
        if all(self.is_end(node) for node in now):
            return self.end(apply(operation, [self.outcomes[node] for node in now]))
        return None

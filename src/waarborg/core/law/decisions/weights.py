"""How much each leaf of a diagram matters, with every option of the other leaves equally likely."""

from dataclasses import dataclass

from waarborg.core.law.decisions.diagrams import Diagram

#: So many pairs of nodes are compared; past it, influence is estimated from chances alone.
MOST_PAIRS = 200_000


@dataclass(frozen=True, slots=True)
class Weight:
    """influence: the chance that another answer gives another outcome. settles: that the answer settles it."""

    influence: float
    settles: float


def measure_reach(diagram: Diagram) -> list[float]:
    """Return for each node the chance that the questions lead there."""
    reach = [0.0] * len(diagram.levels)
    reach[diagram.root] = 1.0
    for node in reversed(diagram.inner):
        below = diagram.branches[node]
        for branch in below:
            reach[branch] += reach[node] / len(below)
    return reach


def measure_chances(diagram: Diagram) -> list[list[list[float]]]:
    """Return per leaf, per option of it, the chance of each outcome."""
    reach = measure_reach(diagram)
    chances = [diagram.list_chances(node) for node in range(len(diagram.levels))]
    found = [[list(chances[diagram.root]) for _ in leaf.options] for leaf in diagram.leaves]
    for node in diagram.inner:
        for option, branch in enumerate(diagram.branches[node]):
            mine = found[diagram.levels[node]][option]
            for end in range(len(diagram.outcomes)):
                mine[end] += reach[node] * (chances[branch][end] - chances[node][end])
    return found


def weigh(diagram: Diagram) -> tuple[Weight, ...]:
    """Return the weight of each leaf, in the order of the leaves.

    Influence is that of Ben-Or and Linial (1985), over more than two options. For diagrams in which too many pairs
    of nodes would have to be compared it is the least it can be, from the chances of the outcomes.
    """
    chances = measure_chances(diagram)
    influences = _measure_influence(diagram) or [_estimate_influence(options) for options in chances]
    return tuple(
        Weight(influence, sum(max(option) > 1 - 1e-9 for option in options) / len(options))
        for influence, options in zip(influences, chances, strict=True)
    )


def _estimate_influence(options: list[list[float]]) -> float:
    total = 0.0
    for place, one in enumerate(options):
        for other in options[:place]:
            total += sum(abs(left - right) for left, right in zip(one, other, strict=True)) / 2
    return total / (len(options) * (len(options) - 1) / 2)


def _measure_influence(diagram: Diagram) -> list[float] | None:
    reach = measure_reach(diagram)
    pairs = _Pairs(diagram)
    found = [0.0] * len(diagram.leaves)
    for node in diagram.inner:
        # Options that lead to the same node need no comparison.
        counts: dict[int, int] = {}
        for branch in diagram.branches[node]:
            counts[branch] = counts.get(branch, 0) + 1
        branches = list(counts)
        size = len(diagram.branches[node])
        total = 0.0
        for place, one in enumerate(branches):
            for other in branches[:place]:
                chance = pairs.measure(one, other)
                if chance is None:
                    return None
                total += counts[one] * counts[other] * chance
        found[diagram.levels[node]] += reach[node] * total / (size * (size - 1) / 2)
    return found


class _Pairs:
    """The chance that two nodes of a diagram come to different outcomes, each pair worked out once."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._last = len(diagram.leaves)
        self._known: dict[tuple[int, int], float] = {}

    def measure(self, left: int, right: int) -> float | None:
        known = self._known
        start = (min(left, right), max(left, right))
        todo = [start]
        while todo:
            now = todo[-1]
            if now in known:
                todo.pop()
                continue
            if len(known) > MOST_PAIRS:
                return None
            below = self._branch(now)
            missing = [pair for pair in below if pair not in known]
            if not below:
                known[now] = float(now[0] != now[1])
            elif missing:
                todo.extend(missing)
                continue
            else:
                known[now] = sum(known[pair] for pair in below) / len(below)
            todo.pop()
        return known[start]

    def _branch(self, pair: tuple[int, int]) -> list[tuple[int, int]]:
        if pair[0] == pair[1]:
            return []
        levels = [
            level if level >= 0 else self._last for level in (self._diagram.levels[node] for node in pair)
        ]
        level = min(levels)
        if level == self._last:
            return []
        size = len(self._diagram.leaves[level].options)
        left, right = (
            self._diagram.branches[node] if mine == level else (node,) * size
            for node, mine in zip(pair, levels, strict=True)
        )
        return [(min(one, other), max(one, other)) for one, other in zip(left, right, strict=True)]

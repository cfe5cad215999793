"""Rings in a graph: Tarjan's strongly connected components (SIAM J. Comput. 1972), on a stack of its own."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


class _Search:
    """The state of one search: the order in which nodes were met, and how far back each of them reaches."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.met: dict[str, int] = {}
        self.reach: dict[str, int] = {}
        self.waiting: list[str] = []
        self.is_waiting: set[str] = set()
        self.path: list[tuple[str, Iterator[str]]] = []

    def open(self, node: str) -> None:
        self.met[node] = self.reach[node] = len(self.met)
        self.waiting.append(node)
        self.is_waiting.add(node)
        self.path.append((node, iter(self.graph.get(node, ()))))

    def run(self, start: str) -> Iterator[list[str]]:
        self.open(start)
        while self.path:
            node, following = self.path[-1]
            target = next(following, None)
            if target is None:
                self.path.pop()
                if self.path:
                    parent = self.path[-1][0]
                    self.reach[parent] = min(self.reach[parent], self.reach[node])
                if self.reach[node] == self.met[node]:
                    yield self.close(node)
            elif target not in self.met:
                self.open(target)
            elif target in self.is_waiting:
                self.reach[node] = min(self.reach[node], self.met[target])

    def close(self, node: str) -> list[str]:
        component: list[str] = []
        while not component or component[-1] != node:
            component.append(self.waiting.pop())
        self.is_waiting.difference_update(component)
        return component


def list_components(graph: Graph) -> list[tuple[str, ...]]:
    """Return the groups of nodes that all lead to each other, also those of one node.

    Nodes of a group are in the order in which the search met them; a group comes after the groups it leads to.
    """
    search = _Search(graph)
    found: list[tuple[str, ...]] = []
    for node in graph:
        if node not in search.met:
            found.extend(tuple(reversed(component)) for component in search.run(node))
    return found


def list_knots(graph: Graph) -> list[tuple[str, ...]]:
    """Return the groups of nodes with a ring in them: of two or more, or one that leads to itself."""
    return [
        component
        for component in list_components(graph)
        if len(component) > 1 or component[0] in graph.get(component[0], ())
    ]


def find_ring(graph: Graph, start: str, within: Iterable[str]) -> tuple[str, ...]:
    """Return a shortest ring through a node that stays `within` some nodes, the first node again at its end.

    Raises `ValueError` when there is none.
    """
    allowed = set(within)
    came_from: dict[str, str] = {}
    todo = deque([start])
    while todo:
        node = todo.popleft()
        for target in graph.get(node, ()):
            if target == start:
                return _walk_back(came_from, start, node)
            if target in allowed and target not in came_from:
                came_from[target] = node
                todo.append(target)
    raise ValueError(f"there is no ring through {start!r}")


def _walk_back(came_from: Mapping[str, str], start: str, last: str) -> tuple[str, ...]:
    chain: list[str] = []
    while last != start:
        chain.append(last)
        last = came_from[last]
    return (start, *reversed(chain), start)

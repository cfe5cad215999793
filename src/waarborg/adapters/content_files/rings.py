"""Rings in what refers to each other: a body that is, by way of others, a part of itself."""

from collections.abc import Mapping


def find_ring(edges: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the codes of one ring in `edges`, in order, or None when there is none."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        ahead: list[tuple[str, int]] = [(start, 0)]
        while ahead:
            code, depth = ahead.pop()
            del path[depth:]
            if code in path:
                return tuple(path[path.index(code) :])
            if code in done:
                continue
            path.append(code)
            following = edges.get(code, ())
            ahead.extend((target, depth + 1) for target in following)
        done.update(_reachable(start, edges))
    return None


def _reachable(start: str, edges: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        code = ahead.pop()
        if code not in found:
            found.add(code)
            ahead.extend(edges.get(code, ()))
    return found

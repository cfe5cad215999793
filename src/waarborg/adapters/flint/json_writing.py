"""Write JSON of any depth: lists and objects near the top on lines of their own, what is deeper on one line."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from waarborg.core.law.values import write_number

#: To this depth each item has its own line; deeper, indenting would make a file far larger than its content.
_LINES = 4


def dump(value: Any) -> str:
    """Return a value of dicts, lists, texts, booleans, exact numbers and None as JSON."""
    return "".join(_pieces(value)) + "\n"


def _pieces(value: Any) -> Iterator[str]:
    todo: list[tuple[str, Any, int]] = [("value", value, 0)]
    while todo:
        what, item, depth = todo.pop()
        if what == "text":
            yield item
        elif isinstance(item, dict | list) and item:
            opening, closing = ("{", "}") if isinstance(item, dict) else ("[", "]")
            pairs = list(item.items()) if isinstance(item, dict) else [(None, part) for part in item]
            todo.append(("text", _break(depth) + closing, depth))
            for number in range(len(pairs) - 1, -1, -1):
                key, part = pairs[number]
                todo.append(("value", part, depth + 1))
                between = "," + ("" if depth < _LINES else " ") if number else ""
                name = "" if key is None else json.dumps(key, ensure_ascii=False) + ": "
                todo.append(("text", between + _break(depth + 1, inside=True) + name, depth))
            yield opening
        elif isinstance(item, Decimal):
            yield write_number(item)
        else:
            yield json.dumps(item, ensure_ascii=False)


def _break(depth: int, *, inside: bool = False) -> str:
    level = depth - 1 if inside else depth
    return "\n" + "  " * depth if level < _LINES else ""

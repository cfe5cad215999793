"""JSON as others write it: names that stand twice, numbers that are none, and signs that cannot be kept."""

import math
import re
from typing import Any

#: More digits than this fit in no answer.
MOST_DIGITS = 18
_UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")


class Twice(ValueError):
    """A name that stands twice in one object."""


class TooLarge(ValueError):
    """A number that no answer can be."""


def pair(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return names with values as one object. Raises `Twice`."""
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        raise Twice(shorten(next(key for key, _ in pairs if key in seen or seen.add(key))))  # type: ignore[func-returns-value]  # add gives None
    return made


def read_whole(digits: str) -> int:
    """Return a whole number. Raises `TooLarge`."""
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise TooLarge
    return int(digits)


def read_decimal(digits: str) -> float:
    """Return a number with a point. Raises `TooLarge` for one that is not finite."""
    number = float(digits) if digits not in ("NaN", "Infinity", "-Infinity") else math.inf
    if not math.isfinite(number):
        raise TooLarge
    return number


def has_unkeepable(document: object) -> bool:
    """Return whether a null character or half a surrogate pair stands anywhere in it."""
    todo = [document]
    while todo:
        item = todo.pop()
        if isinstance(item, str) and _UNKEEPABLE.search(item):
            return True
        if isinstance(item, dict):
            todo.extend((*item, *item.values()))
        elif isinstance(item, list):
            todo.extend(item)
    return False


def say_place(text: str, position: int) -> str:
    """Return a place in a text as a line and a column."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - (text.rfind(chr(10), 0, position) + 1) + 1}"


def shorten(text: str) -> str:
    """Return a text as far as it fits in a message."""
    return text if len(text) <= 60 else f"{text[:59]}…"

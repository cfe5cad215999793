"""JSON that is nested deeper than the parser of Python goes. Nothing here calls itself."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(
    r'[ \t\r\n]*+(?:(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+")|(?P<mark>[\[\]{}:,])|(?P<word>[^\s\[\]{}:,"]++))',
    re.DOTALL,
)
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True)
class _Open:
    """A list or object that is being read: what opened it, and its items, or its keys and values in turn."""

    mark: str
    items: list[Any]


def parse_deep(
    text: str,
    read_word: Callable[[str], Any],
    pair_up: Callable[[list[tuple[str, Any]]], Any],
    *,
    strict: bool,
) -> Any:
    """Return what JSON says, however deep. Raises `JSONDecodeError`.

    read_word: gives the value of a number, `true` or `null`. pair_up: makes an object of keys and values. strict:
    whether control characters in a text are refused.
    """
    decoder = json.JSONDecoder(strict=strict)
    outside = _Open("", [])
    opened = [outside]
    place, wanted = 0, "value"
    while opened[-1] is not outside or wanted == "value":
        found = _TOKEN.match(text, place)
        if found is None:
            raise json.JSONDecodeError("Expecting value", text, place)
        start, place = found.start(found.lastgroup or 0), found.end()
        token = found[found.lastgroup or 0]
        current = opened[-1]
        if token == _CLOSING.get(current.mark) and wanted != "value after separator":
            opened.pop()
            opened[-1].items.append(_close(current, pair_up, text, start))
            wanted = "separator"
        elif wanted == "separator":
            _require_separator(token, current, text, start)
            wanted = "value after separator"
        elif found.lastgroup == "mark":
            if token not in _CLOSING or _wants_key(current):
                raise json.JSONDecodeError("Expecting value", text, start)
            opened.append(_Open(token, []))
            wanted = "value"
        else:
            is_text = found.lastgroup == "text"
            if _wants_key(current) and not is_text:
                raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, start)
            current.items.append(
                decoder.decode(token) if is_text else _read_word(read_word, token, text, start)
            )
            wanted = "separator"
    if text[place:].strip(" \t\r\n"):
        raise json.JSONDecodeError("Extra data", text, place)
    return outside.items[0]


def _wants_key(current: _Open) -> bool:
    return current.mark == "{" and len(current.items) % 2 == 0


def _require_separator(token: str, current: _Open, text: str, start: int) -> None:
    is_key = current.mark == "{" and len(current.items) % 2 == 1
    if token != (":" if is_key else ","):
        raise json.JSONDecodeError(f"Expecting '{':' if is_key else ','}' delimiter", text, start)


def _close(current: _Open, pair_up: Callable[[list[tuple[str, Any]]], Any], text: str, start: int) -> Any:
    if current.mark == "[":
        return current.items
    if len(current.items) % 2:
        raise json.JSONDecodeError("Expecting value", text, start)
    return pair_up(list(zip(current.items[::2], current.items[1::2], strict=True)))


def _read_word(read_word: Callable[[str], Any], word: str, text: str, start: int) -> Any:
    try:
        return read_word(word)
    except ValueError as error:
        raise json.JSONDecodeError("Expecting value", text, start) from error

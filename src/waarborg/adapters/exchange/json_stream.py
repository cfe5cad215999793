"""A large JSON file read in parts: the items of its lists come out one by one, in bounded memory."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from waarborg.adapters.exchange.faults import GET_AGAIN, SPLIT, break_file
from waarborg.adapters.exchange.json_files import (
    make_decoder,
    say_bad_number,
    say_not_right,
    say_too_deep,
)
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.core.terms.text import Text

CHUNK = 1 << 20  # characters
MAX_ITEM = 32 * 1024 * 1024  # characters of one item; an entry with all its versions is far shorter
_NUMBER = re.compile(r"[-+.0-9eE]*")
_SPACE = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document. `key` is that of the outer object, None in an outer list.

    `place` is the position in a list, from 1; 0 stands for a list without items; None for a value that is no list.
    """

    key: str | None
    place: int | None
    value: Any


def walk(path: Path) -> Iterator[Part]:
    """Yield the parts of the JSON document in `path`, which is UTF-8. Raises `BrokenFile` where it is not right."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = _Reader(opened, path.name)
        if reader.peek() == "[":
            yield from _walk_list(reader, None)
        else:
            yield from _walk_object(reader)
        if reader.peek():
            raise reader.break_here()


def _walk_list(reader: "_Reader", key: str | None) -> Iterator[Part]:
    reader.take("[")
    if reader.peek() == "]":
        reader.take("]")
        yield Part(key, 0, None)
        return
    place = 0
    while True:
        place += 1
        yield Part(key, place, reader.decode())
        if reader.peek() == "]":
            reader.take("]")
            return
        reader.take(",")


def _walk_object(reader: "_Reader") -> Iterator[Part]:
    reader.take("{")
    if reader.peek() == "}":
        reader.take("}")
        return
    seen: set[str] = set()
    while True:
        if reader.peek() != '"':
            raise reader.break_here()
        key = reader.decode()
        if key in seen:
            raise break_file(
                reader.file,
                Text(
                    nl="Een veld van het bestand staat er twee keer.",
                    en="A key of the file is written twice.",
                ),
                GET_AGAIN,
                line=reader.line,
                field=key[:60],
            )
        seen.add(key)
        reader.take(":")
        if reader.peek() == "[":
            yield from _walk_list(reader, key)
        else:
            yield Part(key, None, reader.decode())
        if reader.peek() == "}":
            reader.take("}")
            return
        reader.take(",")


class _Reader:
    """The text of a file, a part at a time, with the place in it for faults."""

    def __init__(self, opened: TextIO, file: str) -> None:
        self.file = file
        self.line = 1
        self._opened = opened
        self._decoder = make_decoder()
        self._buffer = ""
        self._place = 0
        self._column = 0  # characters of the current line that were dropped from the buffer
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is no white space, without taking it; empty at the end."""
        while True:
            found = _SPACE.match(self._buffer, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._buffer) or self._ended:
                return self._buffer[self._place : self._place + 1]
            self._read_more()

    def take(self, character: str) -> None:
        """Take exactly this character. Raises `BrokenFile` when another stands there."""
        if self.peek() != character:
            raise self.break_here()
        self._place += 1

    def decode(self) -> Any:
        """Return the value that stands here. Raises `BrokenFile`."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError as error:
                if self._can_read_more():
                    self._read_more()
                    continue
                raise self._break_at(error.pos, cut_off=error.msg.startswith("Unterminated")) from error
            except RecursionError as error:
                raise say_too_deep(self.file) from error
            except ValueError as error:  # a number of thousands of digits, or NaN and Infinity
                self._forget(self._place)
                raise say_bad_number(self.file, line=self.line) from error
            if _NUMBER.fullmatch(self._buffer, end) and self._can_read_more():
                self._read_more()  # a number may go on in the next part
                continue
            self._place = end
            return value

    def break_here(self) -> BrokenFile:
        """Return the error that the JSON is not right at this place."""
        self.peek()
        return self._break_at(self._place)

    def _can_read_more(self) -> bool:
        if self._ended:
            return False
        if len(self._buffer) - self._place > MAX_ITEM:
            message = Text(
                nl=f"Eén onderdeel is meer dan {MAX_ITEM} tekens lang, of de JSON klopt hier niet.",
                en=f"One item has more than {MAX_ITEM} characters, or the JSON is not right here.",
            )
            raise break_file(self.file, message, SPLIT, line=self.line)
        return True

    def _read_more(self) -> None:
        """Drop what was read, and read as much again as is left, so that a long item is not tried too often."""
        self._forget(self._place)
        rest = self._buffer[self._place :]
        more = self._opened.read(max(CHUNK, len(rest)))
        self._ended = not more
        self._buffer, self._place = rest + more, 0

    def _forget(self, end: int) -> None:
        lines = self._buffer.count("\n", 0, end)
        last = self._buffer.rfind("\n", 0, end)
        self.line += lines
        self._column = end - last - 1 if last >= 0 else self._column + end

    def _break_at(self, place: int, *, cut_off: bool = False) -> BrokenFile:
        cut_off = cut_off or place >= len(self._buffer.rstrip())
        self._forget(place)
        return say_not_right(self.file, line=self.line, column=self._column + 1, cut_off=cut_off)

"""How JSON of others is read: bounds, double keys, and numbers that are none; with clear words when it fails."""

import json
import math
from typing import Any

from waarborg.adapters.exchange.faults import GET_AGAIN, break_file
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.core.terms.text import Text

# Where the newest version of an entry may stand anywhere in the file, what counts of it is held in memory.
MAX_HELD_BYTES = 512 * 1024 * 1024
# Where an object has a key twice, this key holds its name. No file can have it: it is no valid text.
DOUBLE_KEY = "\x00double"


def make_decoder() -> json.JSONDecoder:
    """Return a decoder that refuses numbers which are none, and marks objects with a key that is double."""
    return json.JSONDecoder(
        object_pairs_hook=_make_object, parse_constant=_refuse_constant, parse_float=_read_float
    )


def read_line(text: str, *, file: str, line: int) -> Any:
    """Return the document in one line of JSON Lines. Raises `BrokenFile` when it is no JSON that can be read."""
    try:
        return make_decoder().decode(text)
    except json.JSONDecodeError as error:
        raise say_not_right(
            file,
            line=line,
            column=error.colno,
            cut_off=error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"),
        ) from error
    except RecursionError as error:
        raise say_too_deep(file, line=line) from error
    except ValueError as error:  # a number of thousands of digits, or NaN and Infinity
        raise say_bad_number(file, line=line) from error


def say_not_right(file: str, *, line: int, column: int, cut_off: bool) -> BrokenFile:
    """Return the error that the JSON is not right at a place, or ends there."""
    what_nl = "het bestand houdt te vroeg op" if cut_off else "hier klopt de JSON niet"
    what_en = "the file ends too early" if cut_off else "the JSON is not right here"
    message = Text(
        nl=f"Dit is geen geldige JSON: {what_nl} (kolom {column}).",
        en=f"This is not valid JSON: {what_en} (column {column}).",
    )
    return break_file(file, message, GET_AGAIN, line=line)


def say_too_deep(file: str, *, line: int | None = None) -> BrokenFile:
    """Return the error that values stand inside values without end."""
    message = Text(
        nl="De JSON is te diep genest om een export te zijn.",
        en="The JSON is nested too deeply to be an export.",
    )
    return break_file(file, message, GET_AGAIN, line=line)


def say_bad_number(file: str, *, line: int | None = None) -> BrokenFile:
    """Return the error that a number is none that can be kept."""
    message = Text(nl="De JSON bevat een onleesbaar getal.", en="The JSON contains an unreadable number.")
    remedy = Text(nl="Schrijf getallen gewoon uit.", en="Write numbers in the ordinary way.")
    return break_file(file, message, remedy, line=line)


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        made[DOUBLE_KEY] = _find_double([key for key, _ in pairs])
    return made


def _find_double(keys: list[str]) -> str:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    raise ValueError("no key is double")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that JSON knows")


def _read_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is larger than any number here can be")
    return number

"""The JSON of a file of answers: parsed within bounds, with the place of what is wrong."""

import json
import math
from typing import Any

from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.adapters.keepable import has_unkeepable
from waarborg.adapters.law_files.json_depth import find_too_deep
from waarborg.core.terms.text import Text

#: A file with more is refused before it is read.
MOST_BYTES = 20 * 1024 * 1024
#: More digits than this fit in no answer.
MOST_DIGITS = 18


class _Twice(ValueError):
    """A name that stands twice in one object."""


class _TooLarge(ValueError):
    """A number that no answer can be."""


def parse_document(content: bytes, *, file: str, deepest: int, remedy: Text) -> dict[str, Any]:
    """Return the object in a file of JSON, no deeper than `deepest`. Raises `AnswersFileError`.

    remedy: what to do with a file that is not as it was written.
    """
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024**2
        raise _fault(
            file,
            "$",
            Text(f"Het bestand is groter dan {size} MB.", f"The file is larger than {size} MB."),
            Text("Zet lange lijsten in een bijlage.", "Put long lists in an attachment."),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(
            file,
            f"byte {error.start}",
            Text("Dit is geen tekst in UTF-8.", "This is no text in UTF-8."),
            Text("Kies een JSON-bestand.", "Choose a JSON file."),
        ) from error
    if (found := find_too_deep(text, deepest)) is not None:
        raise _fault(
            file,
            say_place(text, found),
            Text("Hier staat iets dieper in elkaar dan een antwoord kan.", "Something is nested deeper here than an answer can be."),
            remedy,
        )  # fmt: skip
    document = _load(text, file, remedy)
    if has_unkeepable(document):
        says = Text(
            "Er staat een teken in dat niet bewaard kan worden.",
            "It holds a character that cannot be kept.",
        )
        raise _fault(file, "$", says, remedy)
    if not isinstance(document, dict):
        raise _fault(
            file,
            "$",
            Text(
                "Hier hoort een object met namen en waarden.", "An object with names and values belongs here."
            ),
            remedy,
        )
    return document


def _load(text: str, file: str, remedy: Text) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_pair,
            parse_int=_read_whole,
            parse_float=_read_decimal,
            parse_constant=_read_decimal,
        )
    except _Twice as error:
        says = Text(f"“{error}” staat twee keer in een object.", f"“{error}” stands twice in one object.")
        raise _fault(file, "$", says, remedy) from error
    except _TooLarge as error:
        says = Text(
            "Er staat een getal in dat geen antwoord kan zijn.",
            "It holds a number that can be no answer.",
        )
        raise _fault(file, "$", says, remedy) from error
    except json.JSONDecodeError as error:
        says = Text("Dit is geen geldige JSON.", "This is no valid JSON.")
        raise _fault(file, say_place(text, error.pos), says, remedy) from error


def _fault(file: str, place: str, message: Text, remedy: Text) -> AnswersFileError:
    return AnswersFileError(file=file, place=place, message=message, remedy=remedy)


# --- values of JSON ------------------------------------------------------------------------------------------
def _pair(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        raise _Twice(shorten(next(key for key, _ in pairs if key in seen or seen.add(key))))  # type: ignore[func-returns-value]  # add gives None
    return made


def _read_whole(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise _TooLarge
    return int(digits)


def _read_decimal(digits: str) -> float:
    number = float(digits) if digits not in ("NaN", "Infinity", "-Infinity") else math.inf
    if not math.isfinite(number):
        raise _TooLarge
    return number


def say_place(text: str, position: int) -> str:
    """Return the line and column of a position."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - (text.rfind(chr(10), 0, position) + 1) + 1}"


def shorten(text: str) -> str:
    """Return a text as a message quotes it."""
    return text if len(text) <= 60 else f"{text[:59]}…"

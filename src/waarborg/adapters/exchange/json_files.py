"""JSON files of others: read whole, within stated bounds, with clear words when it fails."""

import json
from typing import Any

from waarborg.adapters.exchange.records import BrokenFile, Fault
from waarborg.core.terms.text import Text

MAX_JSON_BYTES = 512 * 1024 * 1024
# Where an object has a key twice, this key holds its name. No file can have it: it is no valid text.
DOUBLE_KEY = "\x00double"
_GET_AGAIN = Text(
    nl="Haal het bestand opnieuw op en probeer het nog eens.", en="Get the file again and retry."
)


def read_json(text: str, *, file: str) -> Any:
    """Return the document in `text`. Raises `BrokenFile` when it is no JSON that can be read."""
    try:
        return json.loads(text, object_pairs_hook=_make_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        what_nl = "het bestand houdt te vroeg op" if cut_off else "hier klopt de JSON niet"
        what_en = "the file ends too early" if cut_off else "the JSON is not right here"
        message = Text(
            nl=f"Dit is geen geldige JSON: {what_nl} (kolom {error.colno}).",
            en=f"This is not valid JSON: {what_en} (column {error.colno}).",
        )
        raise BrokenFile(Fault(file=file, message=message, remedy=_GET_AGAIN, line=error.lineno)) from error
    except RecursionError as error:
        message = Text(
            nl="De JSON is te diep genest om een export te zijn.",
            en="The JSON is nested too deeply to be an export.",
        )
        raise BrokenFile(Fault(file=file, message=message, remedy=_GET_AGAIN)) from error
    except ValueError as error:  # a number of thousands of digits, or NaN and Infinity
        message = Text(nl="De JSON bevat een onleesbaar getal.", en="The JSON contains an unreadable number.")
        remedy = Text(nl="Schrijf getallen gewoon uit.", en="Write numbers in the ordinary way.")
        raise BrokenFile(Fault(file=file, message=message, remedy=remedy)) from error


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        made[DOUBLE_KEY] = next(key for key in keys if keys.count(key) > 1)
    return made


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that JSON knows")

"""The JSON of models as it is found: with comments, commas too many, a byte order mark, and keys written twice."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from waarborg.adapters.flint.deep_json import parse_deep
from waarborg.adapters.flint.notes import Notes, shorten
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.terms.text import Text

#: A text, so that what looks like a comment inside one stays; comments; and a comma with nothing behind it.
_LOOSE = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|//[^\n]*+|/\*.*?(?:\*/|\Z)|,(?=\s*+[\]}])', re.DOTALL
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None}


def parse_json(text: str, *, file: str, notes: Notes) -> Any:
    """Return what the JSON in `text` says, with exact numbers. Raises `LawFileError`.

    Comments and commas too many are passed over and of a key that is written twice the last one counts; each is
    noted.
    """
    clean = text.removeprefix("\ufeff")
    try:
        return _parse(clean, notes, strict=True)
    except json.JSONDecodeError as first:
        loose = _LOOSE.sub(_blank, clean).rstrip("\x00 \t\r\n")
        try:
            document = _parse(loose, notes, strict=False)
        except json.JSONDecodeError as error:
            raise _refuse(file, error) from error
        _note_loose(notes, first)
        return document


def _note_loose(notes: Notes, first: json.JSONDecodeError) -> None:
    notes.warn(
        "not_strict_json",
        f"Regel {first.lineno}, kolom {first.colno} is geen zuivere JSON (opmerkingen, een komma te veel of "
        "besturingstekens); dat is overgeslagen.",
        f"Line {first.lineno}, column {first.colno} is no strict JSON (comments, a comma too many or control "
        "characters); these were passed over.",
    )


def _blank(found: re.Match[str]) -> str:
    """Texts stay; the rest becomes white space, so that lines and columns stay right."""
    piece = found.group()
    return piece if piece.startswith('"') else re.sub(r"[^\n]", " ", piece)


def _parse(text: str, notes: Notes, *, strict: bool) -> Any:
    doubles: list[str] = []

    def pair_up(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            seen: set[str] = set()
            doubles.extend(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add gives None
        return made

    try:
        document = json.loads(
            text,
            object_pairs_hook=pair_up,
            parse_float=_read_number,
            parse_int=_read_number,
            parse_constant=_read_constant,
            strict=strict,
        )
    except RecursionError:
        doubles.clear()
        document = parse_deep(text, _read_word, pair_up, strict=strict)
    for key in dict.fromkeys(doubles):
        notes.warn(
            "key_written_twice",
            f"“{shorten(key)}” staat meer dan één keer in hetzelfde onderdeel ({doubles.count(key)} keer te veel in "
            "het hele bestand); de laatste telt.",
            f"“{shorten(key)}” is written more than once in the same part ({doubles.count(key)} too many in the "
            "whole file); the last one counts.",
        )
    return document


def _read_number(digits: str) -> Decimal:
    """A number of a size that no law has is no number; the expression that holds it says so."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("NaN")


def _read_constant(name: str) -> Decimal:
    return Decimal("NaN")


def _read_word(word: str) -> Any:
    if word in _WORDS:
        return _WORDS[word]
    if word in ("NaN", "Infinity", "-Infinity"):
        return _read_constant(word)
    if _NUMBER.fullmatch(word):
        return _read_number(word)
    raise ValueError(word)


def _refuse(file: str, error: json.JSONDecodeError) -> LawFileError:
    line, column = error.lineno, error.colno
    return LawFileError(
        file=file,
        place=f"line {line}, column {column}",
        fault=Text(
            nl="Dit is geen geldige JSON: het bestand is beschadigd, afgebroken of van een andere soort.",
            en=f"This is no valid JSON ({error.msg}): the file is damaged, cut off or of another kind.",
        ),
        remedy=Text(
            nl="Verbeter de tekst op die plaats, of haal het bestand opnieuw op.",
            en="Correct the text at that place, or fetch the file again.",
        ),
    )

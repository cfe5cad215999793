"""Read the facts of a case from JSON: `{"leeftijd": 34, "geboortedatum": "1992-03-01", "gehuwd": null}`."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from waarborg.adapters.law_files.fact_kinds import find_kinds
from waarborg.adapters.law_files.fact_values import convert, refuse
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.json_depth import find_too_deep
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Kind, Value, is_known
from waarborg.core.terms.text import Text

MOST_BYTES = 16 * 1024 * 1024
MOST_LEVELS = 50
_FORMS = frozenset({"date", "amount", "start", "identity", "$num", "$undefined"})


def read_facts_file(path: Path, interpretation: Interpretation | None = None) -> Mapping[str, Value]:
    """Return the facts in a file, by name without brackets. Raises `LawFileError`."""
    return read_facts(read_text(path, most_bytes=MOST_BYTES), interpretation, file=path.name)


def read_facts(text: str, interpretation: Interpretation | None = None, *, file: str) -> Mapping[str, Value]:
    """Return the facts in a text of JSON, by name without brackets; what is null is unknown, and not there.

    With the interpretation that they are for, a text becomes the kind of value that the fact has, such as a date.
    Raises `LawFileError` naming the fact.
    """
    _require_bearable(text, file)
    document = _parse(text, file)
    if not isinstance(document, dict):
        raise LawFileError(
            file=file,
            place="$",
            fault=Text(nl="Dit is geen JSON-object met feiten.", en="This is no JSON object with facts."),
            remedy=Text(
                nl='Schrijf { "naam van het feit": waarde, … }.', en='Write { "name of the fact": value, … }.'
            ),
        )
    kinds: Mapping[str, Kind] = find_kinds(interpretation) if interpretation is not None else {}
    found: dict[str, Value] = {}
    seen: set[str] = set()
    for key, item in _unwrap(document).items():
        name = tidy_name(key)
        if not name or name in seen:
            raise refuse(
                file,
                f"[{name}]",
                Text(
                    nl="Deze naam is leeg of staat er twee keer.", en="This name is empty or is there twice."
                ),
                Text(nl="Geef elk feit één keer.", en="Give each fact once."),
            )
        seen.add(name)
        value = convert(item, kinds, name, file=file)
        if is_known(value):
            found[name] = value
    return found


def tidy_name(key: str) -> str:
    """Return the name of a fact without the brackets that it may have."""
    tidy = " ".join(key.split())
    return tidy[1:-1].strip() if tidy.startswith("[") and tidy.endswith("]") else tidy


def _unwrap(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts themselves, where they stand under one key `facts`."""
    inner = document.get("facts")
    if set(document) == {"facts"} and isinstance(inner, dict) and not _FORMS & set(inner):
        return inner
    return document


def _require_bearable(text: str, file: str) -> None:
    if len(text) > MOST_BYTES:
        raise _too_large(file, "$")
    position = find_too_deep(text, MOST_LEVELS)
    if position is not None:
        raise _too_large(file, f"line {text.count(chr(10), 0, position) + 1}")


def _too_large(file: str, place: str) -> LawFileError:
    return LawFileError(
        file=file,
        place=place,
        fault=Text(
            nl="Het bestand is te groot of te diep genest om feiten van een zaak te zijn.",
            en="The file is too large or nested too deeply to be the facts of a case.",
        ),
        remedy=Text(nl="Geef alleen de feiten van één zaak.", en="Give the facts of one case only."),
    )


class _Unsound(ValueError):
    """JSON that is right and cannot be used."""

    def __init__(self, fault: Text) -> None:
        self.fault = fault
        super().__init__(fault.en)


def _pair_up(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        double = next(key for key, _ in pairs if key in seen or seen.add(key))[:80]  # type: ignore[func-returns-value]  # add gives None
        raise _Unsound(Text(nl=f"“{double}” staat er twee keer.", en=f"“{double}” is there twice."))
    return made


def _read_number(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise _Unsound(Text(nl=f"{digits[:40]} is geen getal.", en=f"{digits[:40]} is no number.")) from error


def _parse(text: str, file: str) -> Any:
    remedy = Text(
        nl="Verbeter de JSON op die plaats; getallen hebben een punt en teksten rechte aanhalingstekens.",
        en="Correct the JSON at that place; numbers have a point and texts straight quotes.",
    )
    try:
        return json.loads(
            text,
            parse_int=_read_number,
            parse_float=_read_number,
            parse_constant=_read_number,
            object_pairs_hook=_pair_up,
        )
    except json.JSONDecodeError as error:
        raise LawFileError(
            file=file,
            place=f"line {error.lineno}, column {error.colno}",
            fault=Text(
                nl=f"Dit is geen geldige JSON ({error.msg}).", en=f"This is no valid JSON ({error.msg})."
            ),
            remedy=remedy,
        ) from error
    except _Unsound as error:
        raise LawFileError(file=file, place="$", fault=error.fault, remedy=remedy) from error

"""Values as the cells of a table: plain text, written so that reading the cell gives the value again.

A table has no markup: a text with markup is written as what it says, line by line. For the rest the official notation
is used where reading it back gives the same value, and JSON where it would not.
"""

import html
import json
from collections.abc import Mapping
from typing import Any

from waarborg.adapters.markup import clean
from waarborg.core.publication import markup
from waarborg.core.publication.normalising import normalise
from waarborg.core.publication.standard import Field, Kind, Standard


def make_cell(field: Field, value: object, standard: Standard) -> str:
    """Return a value of `field` as the text of a cell. What is not there is an empty cell."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, str):
        return write_markup(value) if field.kind is Kind.MARKUP else value
    if field.kind is Kind.CHOICES and _is_list_of_texts(value):
        return _choose([", ".join(value)], field, value, standard)
    if (
        field.kind is Kind.GROUP
        and isinstance(value, list)
        and all(isinstance(row, Mapping) for row in value)
    ):
        rows = [take_public_members(field, row) for row in value]
        return _choose([_write_rows(rows)], field, rows, standard)
    return _as_json(value)


def write_markup(text: str) -> str:
    """Return what a text with markup says, such that reading it says the same, but for white space."""
    plain = markup.plain_text(text)
    if "<" not in plain and "&" not in plain:
        return plain  # nothing in it can be taken for markup
    said = _as_lines(plain)
    for candidate in (plain, html.escape(plain, quote=False)):
        if _as_lines(markup.plain_text(clean(candidate))) == said:
            return candidate
    return text


def _as_lines(text: str) -> list[str]:
    return [words for line in text.split("\n") if (words := " ".join(line.split()))]


def take_public_members(field: Field, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without the members that the standard does not have."""
    own = {member.key for member in field.members if member.own_only}
    return {key: value for key, value in row.items() if key not in own}


def _write_rows(rows: list[dict[str, Any]]) -> str:
    """`1: title, https://link. 2: title, https://link`, as the national register writes rows."""
    written = []
    for number, row in enumerate(rows, start=1):
        title, link = str(row.get("title") or ""), str(row.get("link") or "")
        written.append(f"{number}: {title}, {link}" if link else f"{number}: {title}")
    return ". ".join(written)


def _choose(candidates: list[str], field: Field, value: object, standard: Standard) -> str:
    """The first notation that is read as the same value; JSON when none is."""
    wanted = _comparable(value)
    for candidate in candidates:
        if _comparable(normalise(field, candidate, rules=standard.normalisation).value) == wanted:
            return candidate
    return _as_json(value)


def _comparable(value: object) -> object:
    """A member of a row that is empty is the same as one that is not there."""
    if isinstance(value, list):
        return [
            {key: part for key, part in row.items() if part not in (None, "")}
            if isinstance(row, Mapping)
            else row
            for row in value
        ]
    return value


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

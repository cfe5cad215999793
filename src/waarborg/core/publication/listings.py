"""Lists and rows that other systems wrote as one text."""

import ast
import json
import re

MAX_LITERAL = 100_000  # longer texts are read as plain text: parsing them costs too much
_ITEM = re.compile(r"(?:^|(?<=\s))(\d{1,3}):\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_NO_ADDRESS = frozenset({"", "-", "none", "null", "nan"})  # what exports write for a link that is not there
# Each piece of an array starts in its own way, so that reading takes time in proportion to the text.
_ARRAY_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|([^,"{}\\]+)|(,)', re.DOTALL)


def find_list(text: str) -> list[object] | None:
    """Return the list in `text`, or None when it is no list.

    Three notations are read: JSON (`["a", "b"]`), Python (`['a', 'b']`) and the array text of PostgreSQL
    (`{a,"b c"}`). Anything else, also a text that is only nearly a list, gives None.
    """
    text = text.strip()
    if len(text) > MAX_LITERAL:
        return None
    if text.startswith("[") and text.endswith("]"):
        return _read_literal(text)
    if text.startswith("{") and text.endswith("}"):
        return _read_array(text[1:-1])
    return None


def split_words(text: str) -> list[str]:
    """Return the parts of `text` between commas, semicolons and line ends, without empty ones."""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


def read_rows(text: str) -> list[dict[str, str]] | None:
    """Return the rows in `1: title, https://link. 2: title, https://link`, or None when it is not that.

    The export of the national register writes groups of title and link this way. Titles may hold commas
    and full stops, and a link may be missing. The numbers have to count up from 1, so that `art. 5: …`
    inside a title does not start a row.
    """
    starts: list[re.Match[str]] = []
    for found in _ITEM.finditer(text):
        if int(found[1]) == len(starts) + 1 and (
            not starts or _ends_item(text[max(0, found.start() - 8) : found.start()])
        ):
            starts.append(found)
    if not starts or text[: starts[0].start()].strip():
        return None
    ends = [found.start() for found in starts[1:]] + [len(text)]
    return [
        split_row(text[found.end() : end], is_last=end == len(text))
        for found, end in zip(starts, ends, strict=True)
    ]


def split_row(text: str, *, is_last: bool = True) -> dict[str, str]:
    """Return title and link of one row; the link is what follows the last comma and is an address."""
    text = text.strip()
    if not is_last:
        text = text.removesuffix(".").rstrip()
    words = text.split()
    last = words[-1] if words else ""
    if (found := _ADDRESS.search(last)) and (found.start() == 0 or last[found.start() - 1] == ","):
        link = last[found.start() :]
        return {"title": text[: len(text) - len(link)].strip(" ,\t\r\n"), "link": link}
    title, comma, rest = text.rpartition(",")
    if comma and title.strip() and rest.strip().casefold() in _NO_ADDRESS:
        return {"title": title.strip(), "link": ""}
    return {"title": text, "link": ""}


def _ends_item(before: str) -> bool:
    return before.rstrip().endswith((".", ",", ";")) or before.endswith("\n")


def _read_literal(text: str) -> list[object] | None:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            return None
    return value if isinstance(value, list) else None


def _read_array(inner: str) -> list[object] | None:
    """Read the inside of a PostgreSQL array of texts; see its manual, section 8.15.2."""
    elements: list[object] = []
    position, after_comma = 0, True
    while position < len(inner):
        found = _ARRAY_PIECE.match(inner, position)
        if found is None:
            return None
        quoted, bare, comma = found.groups()
        position = found.end()
        if comma:
            after_comma = True
        elif bare is not None and not bare.strip():
            continue
        elif not after_comma:
            return None
        else:
            after_comma = False
            elements.append(
                bare.strip() if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
            )
    return elements

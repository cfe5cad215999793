"""Text for a PDF: what the fonts of the typesetter have a picture for, and a description of what they do not.

An accessible PDF may not hold an empty box. So what cannot be shown, such as emoji and far scripts, is described
between square brackets: `[grinning face]` for a symbol, `[U+4E2D]` for a letter. Only two kinds of signs go without a
trace: those that cannot be seen, and the vowel points above and below letters of Hebrew and Arabic, on which the
typesetter (0.15) can break down.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

#: How the typesetter says it, with the text as a Rust string.
_COMPLAINT = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\}|(.))", re.DOTALL)
_SKIN_COLOURS = ("\U0001f3fb", "\U0001f3ff")
_FIRST_ACCENT, _LAST_ACCENT = "\u0300", "\u036f"
#: The letters of Europe, and punctuation: the fonts have these.
_LAST_EUROPEAN = "\u04ff"
_FIRST_PUNCTUATION, _LAST_PUNCTUATION = "\u2010", "\u2027"
_RIGHT_TO_LEFT = ("R", "AL", "AN")


def find_missing(diagnostic: str) -> frozenset[str]:
    """Return the characters that the typesetter could not show, from its message."""
    return frozenset(
        character
        for found in _COMPLAINT.finditer(diagnostic)
        for character in _ESCAPE.sub(_unescape, found[1])
    )


def _unescape(found: re.Match[str]) -> str:
    code, plain = found.groups()
    return chr(int(code, 16)) if code else {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}.get(plain, plain)


def is_rare(character: str) -> bool:
    """Whether a character is none of the letters of Europe with their punctuation."""
    return character > _LAST_EUROPEAN and not _FIRST_PUNCTUATION <= character <= _LAST_PUNCTUATION


def describe(text: str, is_missing: Callable[[str], bool]) -> str:
    """Return a text in which a description stands for the characters that are missing, one for those in a row."""
    if text.isascii():
        return text.replace("\t", " ")
    pieces = _look_up(unicodedata.normalize("NFC", text).replace("\t", " "), is_missing)
    return "".join(
        _describe([character for _, character in group]) if missing else "".join(one for _, one in group)
        for missing, group in groupby(pieces, key=lambda piece: piece[0])
    )


def _look_up(text: str, is_missing: Callable[[str], bool]) -> Iterator[tuple[bool, str]]:
    """Each character that can be seen, with whether it is missing."""
    base = " "  # what a mark would stand above or below; empty after a missing one
    for character in text:
        category = unicodedata.category(character)
        if category == "Cf" or _is_variation(character):
            continue
        if not base and _SKIN_COLOURS[0] <= character <= _SKIN_COLOURS[1]:
            continue
        if category.startswith("M"):
            if unicodedata.bidirectional(base or " ") in _RIGHT_TO_LEFT:
                continue
            is_accent = base.isalnum() and _FIRST_ACCENT <= character <= _LAST_ACCENT
            yield not is_accent or is_missing(character), character
            continue
        base = "" if is_missing(character) else character
        yield not base, character


def _is_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _describe(characters: Iterable[str]) -> str:
    return f"[{', '.join(map(_name, characters))}]"


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    is_symbol = unicodedata.category(character).startswith("S")
    return name.lower() if name and is_symbol else f"U+{ord(character):04X}"

"""Texts of official files as our forms hold them: plain, in both languages the same, and words as short names."""

import html
import re
import unicodedata
from collections.abc import Container

from waarborg.adapters.markup import clean
from waarborg.core.publication import markup

_ANCHOR = re.compile(r"\[([^\[\]]{1,200})\]\(#[^()]{0,200}\)")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 60


def to_plain(text: str) -> str:
    """Return what a text says without its markup; the address of a link follows its text. Empty when it says nothing."""
    text = _ANCHOR.sub(r"\1", text)
    if markup.has_markup(text):
        text = markup.plain_text(clean(text))
    else:
        text = html.unescape(text).replace("\xad", "")
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    plain = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
    return plain if not markup.is_blank(plain) else ""


def to_line(text: str) -> str:
    """Return the same on one line."""
    return " ".join(to_plain(text).split())


def both(text: str) -> dict[str, str]:
    """Return a text as a file of a form holds it; official texts are in one language, so both are the same."""
    return {"nl": text, "en": text}


def make_name(text: str, taken: Container[str] = (), *, otherwise: str) -> str:
    """Return a short name of small letters, digits and dashes that is not taken yet."""
    folded = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    name = _NO_LETTER.sub("-", folded).strip("-")[:LONGEST_NAME].strip("-") or otherwise
    number, found = 2, name
    while found in taken:
        found = f"{name}-{number}"
        number += 1
    return found

"""Names of facts, acts and duties as they stand in FLINT: in brackets, alone or several in one text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from waarborg.core.law.frames import FrameKind

_WHITE = re.compile(r"\s+")
#: What no database and no page can hold: control characters, and halves of characters.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BRACKETS = ((FrameKind.ACT, "<<", ">>"), (FrameKind.DUTY, "<", ">"), (FrameKind.FACT, "[", "]"))
_PIECE = re.compile(r"<<[^<>]*>>|<[^<>]*>|\[[^\[\]]*\]|[^;\n<\[]+|[<\[]")
_LINKS = re.compile(r"^(?:EN|AND|OF|OR)\b|\b(?:EN|AND|OF|OR)$")
#: How makers of models write that there is nothing, or that they do not know yet.
_NOTHING = re.compile(r"(?:[-–—?.,;\s\[\]<>()]|\b(?:EN|AND|OF|OR|NIET|NOT)\b)*+")


def keep(text: str) -> str:
    """Return a text as it is, without what cannot be kept."""
    return _UNUSABLE.sub("", text)


def clean(text: str) -> str:
    """Return a text without what cannot be kept, with its lines."""
    return _UNUSABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def tidy(text: str) -> str:
    """Return a text on one line, with single spaces, without what cannot be kept."""
    return _WHITE.sub(" ", _UNUSABLE.sub("", text)).strip()


def is_nothing(text: str) -> bool:
    """Return whether a text only says that there is nothing: `""`, `"[]"`, `"<<>>"`, `"-"`, `"???"`."""
    return _NOTHING.fullmatch(_UNUSABLE.sub("", text)) is not None


@lru_cache(maxsize=2**15)  # a name stands in many frames, and there may be a hundred thousand of them
def read_name(text: str) -> tuple[FrameKind | None, str]:
    """Return the kind that the brackets around a name tell, None without brackets, and the name itself."""
    line = tidy(text)
    for kind, opening, closing in _BRACKETS:
        if (
            len(line) >= len(opening) + len(closing)
            and line.startswith(opening)
            and line.endswith(closing)
            and _is_one(line, opening[0], closing[0])
        ):
            return kind, line[len(opening) : -len(closing)].strip()
    return None, line


def _is_one(line: str, opening: str, closing: str) -> bool:
    """Whether the first bracket goes on until the end: not so in `[a] EN [b]`."""
    if opening not in line[2:]:
        return closing not in line[:-2]
    depth = 0
    for sign in line[:-1]:
        depth += (sign == opening) - (sign == closing)
        if depth <= 0:
            return False
    return True


def split_names(text: str) -> Iterator[str]:
    """Yield the names in a text that holds several, with `;`, `,`, EN or a new line in between."""
    for piece in _PIECE.findall(clean(text)):
        for part in [piece] if piece[0] in "<[" else piece.split(","):
            name = _LINKS.sub("", tidy(part)).strip() if piece[0] not in "<[" else part
            if not is_nothing(name):
                yield name


@dataclass(frozen=True)
class Defined:
    """The names of the frames in the model, by which a name without brackets is understood."""

    facts: frozenset[str]
    acts: frozenset[str]
    duties: frozenset[str]

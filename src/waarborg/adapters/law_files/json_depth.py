"""How deep JSON is nested, found before it is parsed: a parser that goes along may take minutes or end the process."""

import re

# Texts are taken whole, so that a bracket inside one does not count; possessive, so that each is passed once.
_PIECE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)


def find_too_deep(text: str, most: int) -> int | None:
    """Return where JSON goes deeper than `most` levels; None when it does not."""
    if text.count("[") + text.count("{") <= most:
        return None
    level = 0
    for found in _PIECE.finditer(text):
        sign = found.group()
        if sign in ("[", "{"):
            level += 1
            if level > most:
                return found.start()
        elif sign in ("]", "}"):
            level -= 1
    return None

"""Whether a frame that uses LESS_THAN says in words that it means strictly less.

The interpreter that FLINT was made with takes LESS_THAN as "at most", and models rely on it: one for "ten minste"
is written with it. So that is how it is read, unless name or explanation say otherwise, or our own writer says how it is meant.
"""

import re
from decimal import Decimal
from typing import Any

#: What our writer adds to LESS_THAN; other programs pass it over.
MEANS, AT_MOST = "means", "at most"

_MORE_OR_LESS = (
    r"(?:minder|kleiner|lager|korter|jonger|eerder|meer|groter|hoger|langer|ouder|later) dan"
    r"|(?:less|fewer|smaller|lower|shorter|younger|earlier|more|greater|higher|longer|older|later) than"
)
_STRICT = re.compile(
    rf"\b(?:{_MORE_OR_LESS})\b"
    r"|\b(?:voor|vóór|na|before|after) (?:de )?[0-9]{1,4}(?: [a-z]+ [0-9]{4}|[-/][0-9]{1,2}[-/][0-9]{1,4})"
    r"|\bstrictly\b",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    rf"\b(?:niet|geen|nooit|not|no|never) (?:{_MORE_OR_LESS}|voor|vóór|na|before|after)\b"
    r"|\bten ?minste\b|\bminstens\b|\bten ?hoogste\b|\bhoogstens\b|\bminimaal\b|\bmaximaal\b"
    r"|\bgelijk\b|\bof meer\b|\bof minder\b|\btot en met\b|\bt/m\b"
    r"|\bat (?:least|most)\b|\bequal\b|\bor (?:more|less)\b|\bup to and including\b",
    re.IGNORECASE,
)

#: No model counts further.
_MOST = 10**15
_HIGHEST = r"\b(?:ten ?hoogste|hoogstens|maximaal|tot en met|t/m|at most|up to and including)"


def says_strictly_less(words: str, limit: Any = None) -> bool:
    """Return whether words say strictly less or more, and nothing that includes the limit.

    `limit` is the second operand. Words that give the whole number before it as the highest that counts say so too:
    "at most 250 people" with `< 251`.
    """
    if _names_the_number_before(words, limit):
        return True
    return _STRICT.search(words) is not None and _INCLUSIVE.search(words) is None


def _names_the_number_before(words: str, limit: Any) -> bool:
    number = limit.get("operand") if isinstance(limit, dict) else None
    if not isinstance(number, Decimal) or not 1 < number < _MOST or number != number.to_integral_value():
        return False
    return re.search(rf"{_HIGHEST} {int(number) - 1}\b(?![.,][0-9])", words, re.IGNORECASE) is not None


def count_operators(value: Any, *names: str) -> int:
    """Return how many times the operators of these names stand in an expression."""
    count = 0
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            operator = item.get("expression")
            count += isinstance(operator, str) and operator.strip().upper() in names
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
    return count

"""What a value in a log is called: one label for all the ways in which it was written."""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from waarborg.core.measurement.cells import NEGATIVE, POSITIVE

#: The words for yes and no that need no explanation; all others are asked for.
YES = frozenset({"1", "ja", "j", "yes", "y", "true", "t", "waar"})
NO = frozenset({"0", "nee", "n", "no", "false", "f", "onwaar"})
_WHOLE = re.compile(r"([+-]?\d+)[.,]0+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]\d+)?")


def name_value(value: Any) -> str | None:
    """The label of a value; None for one that is missing: null, NaN, or text without a character.

    Spaces around text go, and letters with accents are written in one way (NFC). A whole number has no decimals,
    whatever the column is called: pandas makes 1.0 of 1 as soon as one value is missing. Raises `TypeError` for
    what is no single value, such as a list.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip() or None
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        if math.isnan(value):
            return None
        return str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(float(value))
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, Decimal):
        return None if value.is_nan() else _name_decimal(value)
    if isinstance(value, datetime):
        midnight = value.time().isoformat() == "00:00:00"
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is no label")


def _name_decimal(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fold(label: str) -> str:
    """A label as yes and no are compared: without case, and 1.0 as 1."""
    text = label.strip().casefold()
    whole = _WHOLE.fullmatch(text)
    return whole.group(1) if whole else text


def settle(labels: Sequence[str | None], positive: Sequence[str]) -> dict[str, str] | None:
    """What each label means: `POSITIVE` or `NEGATIVE`; None when that is not clear.

    With `positive` those labels are yes and all others no. Without, every label must be a word of YES or NO.
    """
    known = [label for label in labels if label is not None]
    yes = {fold(word) for word in positive} if positive else YES
    if not positive and not all(fold(label) in YES | NO for label in known):
        return None
    return {label: POSITIVE if fold(label) in yes else NEGATIVE for label in known}


def order(labels: Sequence[str | None]) -> list[str | None]:
    """Labels in the order in which people look for them: numbers by size, else by text; missing last."""
    known = [label for label in labels if label is not None]
    is_numeric = all(_NUMBER.fullmatch(label) for label in known)
    ranked: list[str | None] = sorted(known, key=(lambda one: (float(one), one)) if is_numeric else None)
    return ranked + [None] * (len(known) < len(labels))

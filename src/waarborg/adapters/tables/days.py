"""Days that are written as text: how they are written, and the year, quarter or month that they fall in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Year, month and perhaps day with - / or . between; the same the other way round; and 20250301.
_YMD = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2\d{1,2}(?:[T ].*)?)?")
_DMY = re.compile(r"\d{1,2}([-/.])(\d{1,2})\1(\d{4})(?: .*)?")
_PACKED = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2}.*)?")


@dataclass(frozen=True, slots=True)
class Style:
    """How days are written: `ymd`, `dmy` or `packed`, and the mark between the parts."""

    order: str
    mark: str = "-"


def find_style(texts: Iterable[str]) -> Style | None:
    """The one way in which all these texts write a day, or None. No text is no style."""
    styles = {_style_of(text.strip()) for text in texts if text.strip()}
    return styles.pop() if len(styles) == 1 else None


def _style_of(text: str) -> Style | None:
    if _PACKED.fullmatch(text):
        return Style("packed")
    if match := _YMD.fullmatch(text):
        return Style("ymd", match.group(2))
    if match := _DMY.fullmatch(text):
        return Style("dmy", match.group(1))
    return None


def bucket(label: str, unit: str) -> str | None:
    """The period of `YYYY-MM`, `YYYY-M`, a day or a year: 2025, 2025-Q1 or 2025-03. None when it is no such thing.

    A year alone has no quarter, so it is only taken for the unit `year`.
    """
    if _YEAR.fullmatch(label):
        return label if unit == "year" else None
    match = _MONTH.fullmatch(label)
    if match is None or not 1 <= int(match.group(2)) <= 12:
        return None
    year, month = match.group(1), int(match.group(2))
    if unit == "year":
        return year
    return f"{year}-Q{(month + 2) // 3}" if unit == "quarter" else f"{year}-{month:02d}"

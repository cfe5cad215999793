"""A month of a year, the precision in which registers say when an algorithm was taken into use."""

import re
from dataclasses import dataclass
from datetime import date

_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})-([0-9]{4})")
FIRST_YEAR = 1900
LAST_YEAR = 2199


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month, ordered in time. Years run from 1900 to 2199: outside that, it is a slip of the pen.

    Raises `ValueError` when the year or the month does not exist.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if not 1 <= self.month <= 12:
            raise ValueError(f"month {self.month} does not exist")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `YYYY-MM` (ISO 8601) or the Dutch habit `MM-YYYY`.

        Raises `ValueError` with a message that names the fault, such as
        `2024-13: month 13 does not exist`.
        """
        stripped = text.strip()
        if found := _YEAR_FIRST.fullmatch(stripped):
            year, month = found.groups()
        elif found := _MONTH_FIRST.fullmatch(stripped):
            month, year = found.groups()
        else:
            raise ValueError(f"{stripped}: this is not written as YYYY-MM, such as 2024-05")
        try:
            return cls(int(year), int(month))
        except ValueError as error:
            raise ValueError(f"{stripped}: {error}") from error

    def first_day(self) -> date:
        """Return the first day of the month."""
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

"""Pages of a long list, each with an address that can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

LAST_POSSIBLE = 100_000


def read_page(text: str) -> int:
    """The page number in an address; the first page when it is no number at all."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return 1
    return min(max(int(text), 1), LAST_POSSIBLE)


@dataclass(frozen=True)
class Pages:
    """Where a reader is in a list: page `number` of `last`, at `address` with the parameters in `kept`."""

    number: int
    last: int
    address: str
    kept: Mapping[str, list[str]]

    def address_of(self, number: int) -> str:
        """The address of a page."""
        given = QueryDict(mutable=True)
        for key, values in self.kept.items():
            given.setlist(key, values)
        if number > 1:
            given["pagina"] = str(number)
        return f"{self.address}?{given.urlencode()}" if given else self.address

    @property
    def previous(self) -> str:
        """The address of the page before this one; empty on the first."""
        return self.address_of(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after this one; empty on the last."""
        return self.address_of(self.number + 1) if self.number < self.last else ""

    @property
    def window(self) -> list[tuple[int, str]]:
        """The first, the last and the nearest pages, with addresses; (0, "") where some are left out."""
        near = range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)
        numbers = sorted({1, self.last, *near} - {0})
        shown: list[tuple[int, str]] = []
        for number in numbers:
            if shown and number - shown[-1][0] > 1:
                shown.append((0, ""))
            shown.append((number, self.address_of(number)))
        return shown

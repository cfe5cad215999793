"""Sets of entry ids as whole numbers: bit n is set when entry n is in the set.

Entry ids are handed out in order, so they are dense. A set of 100,000 entries takes 12.5 kB whatever it holds;
an intersection takes a microsecond and a count ten. That is what makes exact counts of every facet affordable.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

_ASCII = bytes([ord("0")]) + bytes([ord("1")]) * 255
#: From so many ids on, a byte per id and one conversion is quicker than setting bits one by one.
_MANY = 4000


def make(ids: Sequence[int], size: int = 0) -> int:
    """The set of these ids. Quickest when they go up, or when all are below `size`."""
    if not ids:
        return 0
    try:
        return _make(ids, max(size, ids[-1] + 1))
    except IndexError:  # neither was the highest
        return _make(ids, max(ids) + 1)


def _make(ids: Sequence[int], size: int) -> int:
    if len(ids) < _MANY:
        bits = bytearray((size >> 3) + 1)
        for one in ids:
            bits[one >> 3] |= 1 << (one & 7)
        return int.from_bytes(bits, "little")
    flags = bytearray(size)
    for one in ids:
        flags[one] = 1
    flags.reverse()
    return int(flags.translate(_ASCII), 2)


def members(bits: int) -> Iterator[int]:
    """The ids in a set, from low to high."""
    flags = format(bits, "b")[::-1]
    place = flags.find("1")
    while place >= 0:
        yield place
        place = flags.find("1", place + 1)


class Order:
    """An order of entries: `ids` from first to last."""

    def __init__(self, ids: Sequence[int], everyone: int) -> None:
        """The members of `everyone` that `ids` does not hold come last."""
        self.size = max(everyone.bit_length(), max(ids, default=0) + 1)
        self.ids = [*ids, *members(everyone & ~make(ids, self.size))]

    @cached_property
    def ranks(self) -> "array[int]":
        """The place of each entry in this order."""
        ranks = array("I", bytes(4 * self.size))
        for rank, one in enumerate(self.ids):
            ranks[one] = rank
        return ranks

    def pick(self, bits: int, start: int, stop: int, *, backwards: bool = False) -> list[int]:
        """The members number `start` to `stop` of a set, in this order. Every member must be in the order."""
        count = bits.bit_count()
        if backwards:
            return self.pick(bits, count - stop, count - start)[::-1]
        start, stop = max(start, 0), min(stop, count)
        if start >= stop:
            return []
        if count * 8 < len(self.ids):
            return sorted(members(bits), key=self.ranks.__getitem__)[start:stop]
        return self._walk(bits, start, stop)

    def _walk(self, bits: int, start: int, stop: int) -> list[int]:
        flags = format(bits, "b")[::-1].ljust(self.size, "0")
        found: list[int] = []
        passed = 0
        for one in self.ids:
            if flags[one] == "1":
                if passed >= start:
                    found.append(one)
                passed += 1
                if passed == stop:
                    break
        return found


class Scores:
    """A whole number for each entry, kept as planes: plane k holds the entries whose score has bit k."""

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, bits: int, weight: int) -> None:
        """Add `weight` to the score of each member of a set."""
        plane = 0
        while weight:
            if weight & 1:
                self._add_one(bits, plane)
            weight >>= 1
            plane += 1

    def _add_one(self, carry: int, plane: int) -> None:
        while carry:
            while len(self.planes) <= plane:
                self.planes.append(0)
            self.planes[plane], carry = self.planes[plane] ^ carry, self.planes[plane] & carry
            plane += 1

    def pick(self, bits: int, start: int, stop: int, order: Order) -> list[int]:
        """The members number `start` to `stop` of a set: the highest score first, then in `order`."""
        found: list[int] = []
        passed = 0
        waiting = [(bits, len(self.planes) - 1)]
        while waiting and passed < stop:
            group, plane = waiting.pop()
            count = group.bit_count()
            if passed + count <= start or plane < 0:
                found += order.pick(group, start - passed, stop - passed)
                passed += count
                continue
            high = group & self.planes[plane]
            waiting += [(group ^ high, plane - 1), (high, plane - 1)]
        return found


def union(sets: Iterable[int]) -> int:
    """All members of these sets."""
    together = 0
    for bits in sets:
        together |= bits
    return together

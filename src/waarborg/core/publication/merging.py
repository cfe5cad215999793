"""Bringing together what two people wrote in the same entry, field by field, so that no text is lost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from waarborg.core.publication.validity import is_empty


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed too, to something else, since this person began."""

    field: str
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: the fields to write, and those about which the person must choose."""

    changes: Mapping[str, object]
    conflicts: tuple[Conflict, ...]


def merge(
    typed: Mapping[str, object],
    *,
    then: Mapping[str, object],
    now: Mapping[str, object],
    keep_mine: Collection[str] = (),
) -> Merged:
    """Merge what somebody `typed` into what stands there `now`, knowing what stood there `then`, as they began.

    A field that they left as it was stays as it is now. A field that only they changed is written. A field that
    another changed too, to something else, is a conflict, unless it is in `keep_mine`: then theirs is replaced on
    purpose. Fields that were not typed are left alone. Empty is empty, however it is written (see `is_empty`).
    """
    changes: dict[str, object] = {}
    conflicts: list[Conflict] = []
    for field, mine in typed.items():
        before, theirs = then.get(field), now.get(field)
        if is_same(mine, before) or is_same(mine, theirs):
            continue
        if is_same(theirs, before) or field in keep_mine:
            changes[field] = mine
        else:
            conflicts.append(Conflict(field, mine, theirs))
    return Merged(changes, tuple(conflicts))


def is_same(one: object, other: object) -> bool:
    """Return whether two values of a field say the same."""
    return one == other or (is_empty(one) and is_empty(other))

"""The profile of one algorithm: all its facts, and what they said together at any moment."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType

from waarborg.core.profile.facts import Fact, Value


@dataclass(frozen=True, slots=True)
class State:
    """What was known at one moment: per key the latest fact, also when it is redacted or taken back.

    A key without a fact is unknown, and so is one whose latest fact was taken back or redacted: the
    older value does not come back.
    Raises `ValueError` when a fact stands under another key than its own.
    """

    facts: Mapping[str, Fact]

    def __post_init__(self) -> None:
        for key, fact in self.facts.items():
            if fact.key != key:
                raise ValueError(f"the fact {fact.key!r} stands under the key {key!r}")
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def find(self, key: str) -> Fact | None:
        """Return the latest fact under `key`, or None when nothing was ever said."""
        return self.facts.get(key)

    def find_value(self, key: str) -> Value:
        """Return the value that is known under `key`, or None when it is unknown or redacted."""
        fact = self.facts.get(key)
        return fact.value if fact else None

    def is_known(self, key: str) -> bool:
        """Say whether a value is known under `key`. `False` and 0 are values."""
        fact = self.facts.get(key)
        return fact is not None and fact.is_known

    def is_redacted(self, key: str) -> bool:
        """Say whether the latest fact under `key` was made unreadable."""
        fact = self.facts.get(key)
        return fact is not None and fact.redacted

    def values(self) -> dict[str, Value]:
        """Return the values that are known, by key."""
        return {key: fact.value for key, fact in self.facts.items() if fact.is_known}

    def select_unknown(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those of `keys` under which nothing is known, in the order given."""
        return tuple(key for key in keys if not self.is_known(key))


@dataclass(frozen=True, slots=True)
class Change:
    """A key under which something else holds than before.

    `before` is None when nothing was said yet. `after` says who changed it and when.
    Raises `ValueError` when the two are about different keys.
    """

    key: str
    before: Fact | None
    after: Fact

    def __post_init__(self) -> None:
        if self.after.key != self.key or (self.before and self.before.key != self.key):
            raise ValueError(f"a change of {self.key!r} is about facts under that key")


class Profile:
    """All facts about one algorithm. Facts come in any order; they are told in the order of time.

    Raises `ValueError` when two facts have the same moment and sequence: then nobody can say which one
    came last.
    """

    __slots__ = ("_facts",)

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        ordered = tuple(sorted(facts, key=lambda fact: fact.moment))
        for earlier, later in pairwise(ordered):
            if earlier.moment == later.moment:
                raise ValueError(
                    f"{earlier.key} and {later.key} have the same moment and sequence: {earlier.at.isoformat()}"
                )
        self._facts = ordered

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, oldest first."""
        return self._facts

    def state_at(self, moment: datetime) -> State:
        """Return what was known at `moment`; a fact of exactly that moment counts.

        Redaction has no past: a value that was made unreadable is unreadable at every moment.
        Raises `ValueError` when `moment` has no time zone.
        """
        _require_zone(moment)
        return State({fact.key: fact for fact in self._until(moment)})

    def latest(self) -> State:
        """Return what is known after all facts."""
        return State({fact.key: fact for fact in self._facts})

    def history(self, key: str) -> tuple[Fact, ...]:
        """Return all facts under `key`, oldest first; empty when nothing was ever said."""
        return tuple(fact for fact in self._facts if fact.key == key)

    def changes_between(self, start: datetime, end: datetime) -> tuple[Change, ...]:
        """Return the keys under which something else is known at `end` than at `start`.

        In the order in which they were last changed. A key that has the same value again is no change.
        Raises `ValueError` when `end` comes before `start`, or a moment has no time zone.
        """
        _require_zone(start)
        _require_zone(end)
        if end < start:
            raise ValueError("the end comes before the start")
        before, after = self.state_at(start), self.state_at(end)
        changes = [
            Change(key=key, before=before.find(key), after=fact)
            for key, fact in after.facts.items()
            if not _says_the_same(before.find(key), fact)
        ]
        return tuple(sorted(changes, key=lambda change: change.after.moment))

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __repr__(self) -> str:
        return f"Profile({len(self._facts)} facts)"

    def _until(self, moment: datetime) -> Iterator[Fact]:
        return (fact for fact in self._facts if fact.at <= moment)


def _says_the_same(before: Fact | None, after: Fact) -> bool:
    if before is None:
        return after.is_retracted
    # True equals 1 in Python; a yes and a number are not the same fact.
    same_value = before.value == after.value and type(before.value) is type(after.value)
    return same_value and before.redacted == after.redacted


def _require_zone(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")

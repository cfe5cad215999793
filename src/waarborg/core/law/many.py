"""Evaluation of many situations at once: one pass over the rules instead of one per situation.

The outcomes of a fact for all situations together are two numbers, whose bits say for which of them it is a yes
and for which a no. "And" over ten thousand situations is then one operation on two numbers. What is not yes or no,
such as a date, is worked out once for each different value. The rules are those of `Evaluation`: each operator is
applied by the same function, and where this way does not reach (records and what they hold), `Evaluation` is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from waarborg.core.law.evaluation import DECIDED_BY_ONE, CyclicFacts, Evaluation, Situation
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    Literal,
    Operation,
    Operator,
    Reference,
)
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.operators import apply
from waarborg.core.law.values import UNKNOWN, Outcome, Record, Value, value_digest


@dataclass(frozen=True, slots=True)
class Spread:
    """The outcomes of one expression over all situations.

    yes, no: bit i says that the outcome in situation i is true, or false. others: every other outcome with the bits
    of its situations. In a situation without a bit it is unknown.
    """

    yes: int = 0
    no: int = 0
    others: tuple[tuple[Outcome, int], ...] = ()

    @property
    def known(self) -> int:
        """The situations in which it is known."""
        mask = self.yes | self.no
        for _, bits in self.others:
            mask |= bits
        return mask

    def find(self, place: int) -> Outcome:
        """Return the outcome in one situation."""
        bit = 1 << place
        if self.yes & bit:
            return True
        if self.no & bit:
            return False
        return next((outcome for outcome, bits in self.others if bits & bit), UNKNOWN)

    def split(self, everything: int) -> Iterator[tuple[Outcome, int]]:
        """Yield each different outcome with its situations, unknown last. `everything` has a bit for each."""
        if self.yes:
            yield True, self.yes
        if self.no:
            yield False, self.no
        yield from self.others
        if rest := everything & ~self.known:
            yield UNKNOWN, rest


class _NotTogether(Exception):
    """An expression that is worked out for one situation at a time."""


@dataclass(frozen=True, slots=True)
class Many:
    """What holds of some facts, for each profile on each day. Profiles and days are known by their place."""

    profiles: int
    days: tuple[date, ...]
    spreads: Mapping[str, Spread]

    def find(self, name: str, profile: int, day: int) -> Outcome:
        """Return what holds of a fact for a profile on a day."""
        return self.spreads[name].find(day * self.profiles + profile)

    def take_day(self, name: str, day: int) -> Spread:
        """Return what holds of a fact on a day; bit i is profile i."""
        shift, mask = day * self.profiles, (1 << self.profiles) - 1
        spread = self.spreads[name]
        others = tuple((outcome, kept) for outcome, bits in spread.others if (kept := (bits >> shift) & mask))
        return Spread((spread.yes >> shift) & mask, (spread.no >> shift) & mask, others)


def evaluate_many(
    interpretation: Interpretation,
    names: Sequence[str],
    profiles: Sequence[Mapping[str, Value]],
    days: Sequence[date],
) -> Many:
    """Return what holds of the facts `names` for each profile (values of facts, by name) on each day.

    The same as `Evaluation` gives for each of them by itself, except that a ring of facts is an error even where a
    given value would break it. Raises `CyclicFacts`.
    """
    spreads: dict[str, Spread] = {name: Spread() for name in names}
    for places in _group_days(interpretation, days):
        chosen = [days[place] for place in places]
        try:
            found = _Pass(interpretation, profiles, chosen).conclude(names)
        except _NotTogether:
            found = _conclude_one_by_one(interpretation, names, profiles, chosen)
        for name, spread in found.items():
            spreads[name] = _join(spreads[name], _move(spread, places, len(profiles)))
    return Many(len(profiles), tuple(days), spreads)


def _group_days(interpretation: Interpretation, days: Sequence[date]) -> Iterable[tuple[int, ...]]:
    """The places of the days, put together where the same frames are in force."""
    dated = [fact for fact in interpretation.facts if fact.valid is not None]
    groups: dict[tuple[bool, ...], list[int]] = {}
    for place, day in enumerate(days):
        groups.setdefault(tuple(fact.is_in_force(day) for fact in dated), []).append(place)
    return [tuple(places) for places in groups.values()]


def _move(spread: Spread, places: Sequence[int], width: int) -> Spread:
    """A spread over some days, put at the places of those days."""
    if list(places) == list(range(len(places))):
        return spread
    mask = (1 << width) - 1

    def move(bits: int) -> int:
        moved = 0
        for number, place in enumerate(places):
            moved |= ((bits >> (number * width)) & mask) << (place * width)
        return moved

    others = tuple((outcome, move(bits)) for outcome, bits in spread.others)
    return Spread(move(spread.yes), move(spread.no), others)


def _join(one: Spread, other: Spread) -> Spread:
    return _gather((*one.split(one.known), *other.split(other.known)))


def _gather(pieces: Iterable[tuple[Outcome, int]]) -> Spread:
    yes = no = 0
    others: dict[object, tuple[Outcome, int]] = {}
    for outcome, bits in pieces:
        if outcome is True:
            yes |= bits
        elif outcome is False:
            no |= bits
        elif outcome is not UNKNOWN:
            key = _key(outcome)
            others[key] = (outcome, bits | (others[key][1] if key in others else 0))
    return Spread(yes, no, tuple(others.values()))


def _key(outcome: Outcome) -> object:
    """What tells outcomes apart: in Python `True` equals `1`, also within a list."""
    if isinstance(outcome, tuple | Record):
        return value_digest(outcome)
    return (type(outcome), outcome)


def _conclude_one_by_one(
    interpretation: Interpretation,
    names: Sequence[str],
    profiles: Sequence[Mapping[str, Value]],
    days: Sequence[date],
) -> dict[str, Spread]:
    pieces: dict[str, list[tuple[Outcome, int]]] = {name: [] for name in names}
    for number, day in enumerate(days):
        for place, values in enumerate(profiles):
            evaluation = Evaluation(interpretation, Situation(values=values, on=day))
            bit = 1 << (number * len(profiles) + place)
            for name in names:
                pieces[name].append((evaluation.conclude_fact(name).value, bit))
    return {name: _gather(found) for name, found in pieces.items()}


class _Pass:
    """One pass over the rules, for days on which the same frames are in force."""

    def __init__(
        self, interpretation: Interpretation, profiles: Sequence[Mapping[str, Value]], days: Sequence[date]
    ) -> None:
        self._interpretation = interpretation
        self._days = days
        self._width = len(profiles)
        self._everything = (1 << (len(days) * len(profiles))) - 1
        self._given = {name: self._repeat(spread) for name, spread in spread_values(profiles).items()}
        self._done: dict[str, Spread] = {}

    def _repeat(self, spread: Spread) -> Spread:
        """What is given for the profiles, the same on each day."""
        factor = sum(1 << (number * self._width) for number in range(len(self._days)))
        others = tuple((outcome, bits * factor) for outcome, bits in spread.others)
        return Spread(spread.yes * factor, spread.no * factor, others)

    def conclude(self, names: Sequence[str]) -> dict[str, Spread]:
        """Work out the facts: each expression once, parts before the whole, on a stack of its own."""
        waiting: dict[str, None] = {}
        stack: list[tuple[Expression, bool]] = [(Reference(name), False) for name in reversed(names)]
        while stack:
            item, is_open = stack.pop()
            if item.digest in self._done:
                continue
            parts = self._list_parts(item)
            if is_open or not parts:
                if isinstance(item, Reference):
                    waiting.pop(item.name, None)
                self._done[item.digest] = self._work_out(item, parts)
                continue
            if isinstance(item, Reference):
                if item.name in waiting:
                    names_in_ring = list(waiting)
                    raise CyclicFacts((*names_in_ring[names_in_ring.index(item.name) :], item.name))
                waiting[item.name] = None
            stack.append((item, True))
            stack.extend((part, False) for part in reversed(parts) if part.digest not in self._done)
        return {name: _close_lists(self._done[Reference(name).digest]) for name in names}

    def _list_parts(self, item: Expression) -> tuple[Expression, ...]:
        if isinstance(item, Reference):
            frame = self._interpretation.find_fact(item.name, self._days[0])
            function = frame.function if frame is not None else None
            return () if function is None or isinstance(function, Creation) else (function,)
        return item.operands if isinstance(item, Operation) else ()

    def _work_out(self, item: Expression, parts: tuple[Expression, ...]) -> Spread:
        match item:
            case Reference(name=name):
                given = self._given.get(name, Spread())
                if not parts:
                    return given
                derived = self._done[parts[0].digest]
                if not given.known:
                    return derived
                rest = self._everything & ~given.known
                left = ((outcome, bits & rest) for outcome, bits in derived.split(derived.known))
                return _gather((*given.split(given.known), *((what, bits) for what, bits in left if bits)))
            case Literal(value=value):
                return _gather([(value, self._everything)])
            case EvaluationDate():
                whole = (1 << self._width) - 1
                return _gather(
                    (day, whole << (number * self._width)) for number, day in enumerate(self._days)
                )
            case Operation():
                return self._apply(item, [self._done[part.digest] for part in parts])
        raise _NotTogether

    def _apply(self, item: Operation, parts: Sequence[Spread]) -> Spread:
        if not any(part.others for part in parts):
            if item.operator is Operator.AND:
                return _decide(parts, self._everything, is_or=False)
            if item.operator is Operator.OR:
                return _decide(parts, self._everything, is_or=True)
            if item.operator is Operator.NOT:
                return Spread(parts[0].no, parts[0].yes)
        if item.operator not in DECIDED_BY_ONE:
            parts = [_close_lists(part) for part in parts]
        combined: list[tuple[tuple[Outcome, ...], int]] = [((), self._everything)]
        for part in parts:
            pieces = list(part.split(self._everything))
            combined = [
                ((*outcomes, outcome), both)
                for outcomes, bits in combined
                for outcome, own in pieces
                if (both := bits & own)
            ]
        return _gather((_apply(item, outcomes), bits) for outcomes, bits in combined)


def _apply(item: Operation, outcomes: tuple[Outcome, ...]) -> Outcome:
    outcome = apply(item, outcomes)
    if outcome is UNKNOWN and item.operator is Operator.LIST:
        # Not a value: a list of which some items are known, for the operators that one item may decide.
        return cast(Outcome, outcomes)
    return outcome


def _close_lists(spread: Spread) -> Spread:
    """The spread with a list that is not wholly known as unknown."""
    if not any(_is_open(outcome) for outcome, _ in spread.others):
        return spread
    return replace(spread, others=tuple(item for item in spread.others if not _is_open(item[0])))


def _is_open(outcome: Outcome) -> bool:
    return isinstance(outcome, tuple) and UNKNOWN in cast(tuple[object, ...], outcome)


def _decide(parts: Sequence[Spread], everything: int, *, is_or: bool) -> Spread:
    any_of, all_of = 0, everything
    for part in parts:
        any_of |= part.yes if is_or else part.no
        all_of &= part.no if is_or else part.yes
    return Spread(any_of, all_of) if is_or else Spread(all_of, any_of)


def spread_values(profiles: Sequence[Mapping[str, Value]]) -> dict[str, Spread]:
    """Return what is given in each profile, by the name of the fact."""
    places: dict[str, dict[object, tuple[Value, list[int]]]] = {}
    for place, values in enumerate(profiles):
        for name, value in values.items():
            found = places.get(name)
            if found is None:
                found = places[name] = {}
            # Most are yes or no, and no other key is a bool.
            key = value if type(value) is bool else _key(value)
            if key in found:
                found[key][1].append(place)
            else:
                found[key] = (value, [place])
    width = len(profiles) // 8 + 1
    return {
        name: _gather((value, _bits(among, width)) for value, among in found.values())
        for name, found in places.items()
    }


def _bits(places: Sequence[int], width: int) -> int:
    """A number with a bit at each of the places; made at once, since a number cannot change."""
    bits = bytearray(width)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")

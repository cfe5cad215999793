"""A decision diagram: for every combination of answers the outcome, with each question asked only where it matters.

Nodes stand after their branches, so everything is worked out in one pass without calling itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from waarborg.core.law.decisions.cells import Cell, as_value
from waarborg.core.law.decisions.forms import as_fraction
from waarborg.core.law.decisions.nodes import outcome_key
from waarborg.core.law.values import Money, Outcome, Value, kind_of, value_digest


@dataclass(frozen=True, slots=True)
class Range:
    """Values in order, between two bounds: None is no bound, and each bound lies in it or not."""

    least: Value | None
    most: Value | None
    includes_least: bool = True
    includes_most: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """Values of a leaf that come to the same in a whole diagram: several cells together.

    `cells` are in order; `value` is an example.
    """

    cells: tuple[Cell, ...]

    @property
    def value(self) -> Value:
        """An example: a value that stands in the law, where there is one."""
        points = [cell.value for cell in self.cells if cell.is_point]
        return points[0] if points else self.cells[0].value

    @property
    def is_other(self) -> bool:
        """Whether it holds every value besides those that are named elsewhere."""
        return any(cell.is_other for cell in self.cells)

    @property
    def named(self) -> tuple[Value, ...]:
        """The values that stand by themselves in it, for values without order."""
        return tuple(cell.value for cell in self.cells if cell.is_point and not cell.is_ordered)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The stretches it covers, for values in order."""
        found: list[list[Cell]] = []
        for cell in self.cells:
            if not cell.is_ordered:
                continue
            if found and _touch(found[-1][-1], cell):
                found[-1].append(cell)
            else:
                found.append([cell])
        return tuple(_as_range(cells) for cells in found)

    def find_nearest(self, present: Value) -> Value:
        """Return the example that lies nearest to a value."""
        number = as_fraction(present)
        if number is None:
            return self.value
        near = [
            (abs(value - number), not cell.is_point, cell)
            for cell in self.cells
            if (value := as_fraction(cell.value)) is not None
        ]
        return min(near, key=lambda item: item[:2])[2].value if near else self.value


def _touch(left: Cell, right: Cell) -> bool:
    """Whether nothing lies between two cells: they share a bound, and one of them is that bound."""
    same_stretch = (left.low, left.high) == (right.low, right.high)
    return same_stretch or (left.high == right.low and (left.is_point or right.is_point))


def _as_range(cells: Sequence[Cell]) -> Range:
    first, last = cells[0], cells[-1]
    kind = kind_of(first.value)
    currency = first.value.currency if isinstance(first.value, Money) else ""

    def as_bound(number: Fraction | None, example: Value) -> Value | None:
        if number is None:
            return None
        return as_value(number, kind, currency) or example

    return Range(
        as_bound(first.low, first.value),
        as_bound(last.high, last.value),
        first.is_point or first.low is None,
        last.is_point or last.high is None,
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact that can still change the outcome, its options, and which option holds now, if that is known."""

    name: str
    options: tuple[Option, ...]
    present: Value | None = None

    def locate(self, value: Value) -> int:
        """Return the place of the option that a value falls under. Raises `ValueError` when there is none."""
        wanted = value_digest(value)
        number = as_fraction(value)
        others: list[int] = []
        for place, option in enumerate(self.options):
            for cell in option.cells:
                if value_digest(cell.value) == wanted:
                    return place
                if cell.is_ordered and number is not None and kind_of(cell.value) is kind_of(value):
                    if cell.holds(number):
                        return place
                elif cell.is_other and kind_of(cell.value) is kind_of(value):
                    others.append(place)
        if others:
            return others[0]
        raise ValueError(f"[{self.name}] cannot be this here: {value!r}")


@dataclass(frozen=True)
class Diagram:
    """The outcome of a goal for every combination of the leaves that can still change it.

    leaves: in the order in which they are asked. levels, branches: per node the place of its leaf and where each
    option leads; the first nodes are ends, with `outcomes`. root: where to start. exact: whether the options are a
    complete division of the values. examples: a value for every leaf of the goal, also for those that do not matter.
    is_separate: whether no leaf is compared with another one.
    """

    leaves: tuple[Leaf, ...]
    levels: tuple[int, ...]
    branches: tuple[tuple[int, ...], ...]
    outcomes: tuple[Outcome, ...]
    root: int
    exact: bool
    examples: Mapping[str, Value] = field(default_factory=dict)
    is_separate: bool = True

    @property
    def support(self) -> tuple[str, ...]:
        """The names of the leaves that can still change the outcome."""
        return tuple(leaf.name for leaf in self.leaves)

    @property
    def is_constant(self) -> bool:
        """Whether the outcome is the same whatever the leaves are."""
        return self.root < len(self.outcomes)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome when it is the same whatever the leaves are; None while it can still change."""
        return self.outcomes[self.root] if self.is_constant else None

    @property
    def inner(self) -> range:
        """The nodes that are no ends, each after its branches."""
        return range(len(self.outcomes), len(self.levels))

    def get_leaf(self, name: str) -> Leaf:
        """Return a leaf that can still change the outcome. Raises `KeyError`."""
        return self.leaves[self._places[name]]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {leaf.name: place for place, leaf in enumerate(self.leaves)}

    @cached_property
    def _chances(self) -> Mapping[object, tuple[float, ...]]:
        """Per outcome the chance of it at each node, with every option of a leaf equally likely."""
        found = {}
        for end, outcome in enumerate(self.outcomes):
            chances = [1.0 if node == end else 0.0 for node in range(len(self.outcomes))]
            for node in self.inner:
                below = self.branches[node]
                chances.append(sum(chances[branch] for branch in below) / len(below))
            found[outcome_key(outcome)] = tuple(chances)
        return found

    def list_chances(self, node: int) -> tuple[float, ...]:
        """Return the chance of each outcome at a node, in the order of `outcomes`."""
        return tuple(self._chances[outcome_key(outcome)][node] for outcome in self.outcomes)

    def probability(self, outcome: Outcome) -> float:
        """Return the share of an outcome when every option of each leaf is equally likely."""
        chances = self._chances.get(outcome_key(outcome))
        return chances[self.root] if chances is not None else 0.0

    def count(self, outcome: Outcome) -> int:
        """Return the number of combinations of options that give an outcome."""
        key = outcome_key(outcome)
        sizes = [len(leaf.options) for leaf in self.leaves]
        below = [1]  # the number of combinations of the leaves from each place on, from the last to the first
        for size in reversed(sizes):
            below.append(below[-1] * size)
        remaining = below[::-1]
        counts = [remaining[0] if outcome_key(end) == key else 0 for end in self.outcomes]
        for node in self.inner:
            counts.append(sum(counts[branch] for branch in self.branches[node]) // sizes[self.levels[node]])
        return counts[self.root]

    def find_assignment(self, outcome: Outcome) -> dict[str, Value] | None:
        """Return values of leaves that give an outcome whatever the others are; None when nothing does."""
        wanted = outcome_key(outcome)
        can = [outcome_key(end) == wanted for end in self.outcomes]
        for node in self.inner:
            can.append(any(can[branch] for branch in self.branches[node]))
        if not can[self.root]:
            return None
        found: dict[str, Value] = {}
        node = self.root
        while node >= len(self.outcomes):
            leaf = self.leaves[self.levels[node]]
            place = next(place for place, branch in enumerate(self.branches[node]) if can[branch])
            found[leaf.name] = leaf.options[place].value
            node = self.branches[node][place]
        return found

    def restrict(self, name: str, value: Value) -> "Diagram":
        """Return the diagram that remains when a leaf is known. Raises `ValueError` for a value it cannot have."""
        if name not in self._places:
            return self
        return self.restrict_to(name, self.get_leaf(name).locate(value))

    def restrict_to(self, name: str, place: int) -> "Diagram":
        """Return the diagram that remains when an option of a leaf holds."""
        level = self._places[name]
        branches: list[tuple[int, ...]] = []
        moved = list(range(len(self.levels)))
        for node, below in enumerate(self.branches):
            if self.levels[node] == level and node >= len(self.outcomes):
                moved[node] = moved[below[place]]
            branches.append(tuple(moved[branch] for branch in below))
        return compact(replace(self, branches=tuple(branches), root=moved[self.root]))


def compact(diagram: Diagram) -> Diagram:
    """Return the same diagram with only what can be reached, and with alike nodes and alike options as one."""
    first = len(diagram.outcomes)
    reached = {diagram.root}
    for node in range(len(diagram.levels) - 1, first - 1, -1):
        if node in reached:
            reached.update(diagram.branches[node])
    ends = sorted(node for node in reached if node < first)
    moved = {node: place for place, node in enumerate(ends)}
    levels = [-1] * len(ends)
    branches: list[tuple[int, ...]] = [()] * len(ends)
    known: dict[tuple[int, tuple[int, ...]], int] = {}
    for node in sorted(reached - set(ends)):
        below = tuple(moved[branch] for branch in diagram.branches[node])
        if below.count(below[0]) == len(below):
            moved[node] = below[0]
            continue
        key = (diagram.levels[node], below)
        if key not in known:
            known[key] = len(levels)
            levels.append(key[0])
            branches.append(below)
        moved[node] = known[key]
    outcomes = tuple(diagram.outcomes[node] for node in ends)
    return _merge(replace(diagram, outcomes=outcomes, root=moved[diagram.root]), levels, branches)


def _merge(diagram: Diagram, levels: Sequence[int], branches: Sequence[tuple[int, ...]]) -> Diagram:
    """The diagram with these nodes, without leaves that no node asks and with alike options as one."""
    by_level: dict[int, list[tuple[int, ...]]] = {}
    for level, below in zip(levels, branches, strict=True):
        if level >= 0:
            by_level.setdefault(level, []).append(below)
    places = {level: place for place, level in enumerate(sorted(by_level))}
    leaves: list[Leaf] = []
    kept: dict[int, list[int]] = {}
    for level in places:
        leaf = diagram.leaves[level]
        groups: dict[tuple[int, ...], list[int]] = {}
        for option, column in enumerate(zip(*by_level[level], strict=True)):
            groups.setdefault(column, []).append(option)
        options = tuple(
            Option(put_in_order(cell for option in group for cell in leaf.options[option].cells))
            for group in groups.values()
        )
        leaves.append(replace(leaf, options=options))
        kept[level] = [group[0] for group in groups.values()]
    return replace(
        diagram,
        leaves=tuple(leaves),
        levels=tuple(places.get(level, -1) for level in levels),
        branches=tuple(
            tuple(below[option] for option in kept[level]) if level >= 0 else ()
            for level, below in zip(levels, branches, strict=True)
        ),
    )


def put_in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells of numbers and dates by their value; the others behind them, as they stood."""
    return tuple(
        sorted(
            cells, key=lambda cell: (not cell.is_ordered, as_fraction(cell.value) if cell.is_ordered else 0)
        )
    )

"""Rules that describe rows in words people read: columns and ranges, with how well the words cover the rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.tree import DecisionTreeClassifier

from waarborg.core.measurement.cells import UnfitCells
from waarborg.core.measurement.grouping import Bools, Floats
from waarborg.core.terms.text import Text

#: A tree that is fitted to more rows finds the same few ranges, slower.
MOST_ROWS = 20_000
#: Fewest rows that a range may rest on.
_FEWEST = 5
#: Limits are rounded to about a thousandth of the spread of their column: the rule that is read is the rule measured.
_DIGITS = 3


@dataclass(frozen=True)
class Range:
    """Values of a column above one limit and not above the other, in the unit of the column; None is no limit."""

    column: str
    above: float | None
    at_most: float | None

    @property
    def text(self) -> Text:
        """The range in words."""
        low, high = _show(self.above), _show(self.at_most)
        if self.above is None:
            return Text(f"{self.column} hoogstens {high.nl}", f"{self.column} at most {high.en}")
        if self.at_most is None:
            return Text(f"{self.column} boven {low.nl}", f"{self.column} above {low.en}")
        return Text(
            f"{self.column} boven {low.nl} en hoogstens {high.nl}",
            f"{self.column} above {low.en} and at most {high.en}",
        )


@dataclass(frozen=True)
class Rule:
    """Ranges that hold together. precision: the share of the rows under the rule that belong to what it describes.
    recall: the share of what it describes that is under the rule. None where there are no such rows."""

    ranges: tuple[Range, ...]
    precision: float | None
    recall: float | None

    @property
    def text(self) -> Text:
        """The rule in words."""
        parts = [one.text for one in self.ranges]
        return Text("; ".join(part.nl for part in parts), "; ".join(part.en for part in parts))


def cover(ranges: Sequence[Range], values: Floats, names: Sequence[str]) -> Bools:
    """Which rows lie in all ranges. values: float64 of shape (rows, columns); NaN lies in no range. Raises `UnfitCells`
    for a column that is not there."""
    inside = np.ones(len(values), dtype=np.bool_)
    for one in ranges:
        if one.column not in names:
            raise UnfitCells(f"There is no column {one.column}; there are {', '.join(names)}.")
        column = values[:, list(names).index(one.column)]
        if one.above is not None:
            inside &= column > one.above
        if one.at_most is not None:
            inside &= column <= one.at_most
    return inside


def describe(values: Floats, names: Sequence[str], member: Bools, *, depth: int = 3) -> tuple[Range, ...]:
    """The ranges that describe the members best, from a decision tree of that depth; none where no range helps.

    values: float64 of shape (rows, columns), finite. member: bool of shape (rows,). Of all nodes of the tree that with
    the highest F1 is taken, the one with fewer conditions first. Above `MOST_ROWS` rows, evenly spread ones are used.
    Breiman, Friedman, Olshen and Stone (1984), Classification and regression trees; Van Rijsbergen (1979) for F1.
    """
    step = -(-len(values) // MOST_ROWS) if len(values) else 1
    values, member = values[::step], member[::step]
    if not member.any() or member.all():
        return ()
    centre, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale == 0] = 1.0
    # The tree works in single precision: on standardised columns that costs nothing.
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=_FEWEST, random_state=0)
    nodes = tree.fit((values - centre) / scale, member).tree_
    boxes: list[tuple[Range, ...]] = [()]
    waiting: list[tuple[int, tuple[Range, ...]]] = [(0, ())]
    while waiting:
        node, box = waiting.pop(0)
        if nodes.children_left[node] < 0:
            continue
        at = int(nodes.feature[node])
        limit = _round(float(nodes.threshold[node] * scale[at] + centre[at]), float(scale[at]))
        for child, side in (
            (nodes.children_left[node], Range(names[at], None, limit)),
            (nodes.children_right[node], Range(names[at], limit, None)),
        ):
            narrowed = _narrow(box, side)
            boxes.append(narrowed)
            waiting.append((int(child), narrowed))
    return max(boxes, key=lambda box: (_f1(cover(box, values, names), member), -len(box)))


def measure_rule(ranges: Sequence[Range], values: Floats, names: Sequence[str], member: Bools) -> Rule:
    """The rule with its precision and recall on these rows, which need not be those it was found on."""
    inside = cover(ranges, values, names)
    both, under, members = int((inside & member).sum()), int(inside.sum()), int(member.sum())
    return Rule(tuple(ranges), both / under if under else None, both / members if members else None)


def _narrow(box: tuple[Range, ...], side: Range) -> tuple[Range, ...]:
    """The box with one more limit; a later limit on the same column lies within the earlier one."""
    merged = []
    for one in box:
        if one.column == side.column:
            above = one.above if side.above is None else side.above
            at_most = one.at_most if side.at_most is None else side.at_most
            side = Range(side.column, above, at_most)
        else:
            merged.append(one)
    return (*merged, side)


def _f1(inside: Bools, member: Bools) -> float:
    return float(2 * (inside & member).sum() / (inside.sum() + member.sum()))


def _round(limit: float, scale: float) -> float:
    return round(limit, _DIGITS - math.floor(math.log10(scale)))


def _show(value: float | None) -> Text:
    plain = "-" if value is None else f"{value:.15g}"
    return Text(plain.replace(".", ","), plain)

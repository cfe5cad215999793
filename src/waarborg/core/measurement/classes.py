"""Decisions of more than two kinds: each kind against all others, and their mean (macro)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.cells import PREDICTION, TRUTH, Cells, UnfitCells
from waarborg.core.measurement.grouping import (
    NO,
    UNKNOWN,
    YES,
    Bools,
    Floats,
    GroupTable,
    Ints,
    index_groups,
    list_classes,
    name_groups,
)  # fmt: skip
from waarborg.core.measurement.metrics import Metric, measure


@dataclass(frozen=True)
class ClassRates:
    """A metric per group and class. values: float64 of shape (groups, classes), NaN where it has none. macro: of shape
    (groups,), the plain mean over the classes that have a value in that group. missing: int64 of shape (groups,), how
    many have none: a mean over fewer classes must not be compared unseen."""

    metric: Metric
    labels: tuple[tuple[str | None, ...], ...]
    classes: tuple[str, ...]
    values: Floats
    macro: Floats
    missing: Ints


def group_class_outcomes(cells: Cells, by: Sequence[str]) -> tuple[tuple[str, ...], tuple[GroupTable, ...]]:
    """The classes, and for each the outcomes per group where that class is yes and every other no.

    All tables have the same groups. Raises `UnfitCells` when there is no class in `prediction` or `truth`.
    """
    classes = list_classes(cells)
    if not classes:
        raise UnfitCells(f"There are no classes: the cells have no labels in {PREDICTION} or {TRUTH}.")
    codes, group = index_groups(cells, by)
    labels = name_groups(cells, by, codes)
    tables = []
    for one in classes:
        predicted, true = (_read_class(cells, name, one) for name in (PREDICTION, TRUTH))
        counts = np.zeros((len(codes), 3, 3), dtype=np.int64)
        hidden: Bools = np.zeros(counts.shape, dtype=np.bool_)
        np.add.at(counts, (group, predicted, true), cells.counts)
        if cells.hidden is not None:
            np.logical_or.at(hidden, (group, predicted, true), cells.hidden)
        tables.append(GroupTable(tuple(by), labels, counts, hidden, np.zeros((3, 3), dtype=np.int64)))
    return classes, tuple(tables)


def measure_classes(metric: Metric, cells: Cells, by: Sequence[str]) -> ClassRates:
    """A metric of outcomes one against the rest for each class, and its macro mean, per group. Raises `UnfitCells` as
    `group_class_outcomes` and `measure`. Sokolova and Lapalme (2009), A systematic analysis of performance measures."""
    classes, tables = group_class_outcomes(cells, by)
    values = np.stack([measure(metric, table.counts, table.hidden).values for table in tables], axis=1)
    known = ~np.isnan(values)
    has = known.sum(axis=1)
    macro = np.where(has > 0, np.where(known, values, 0.0).sum(axis=1) / np.maximum(has, 1), np.nan)
    return ClassRates(metric, tables[0].labels, classes, values, macro, len(classes) - has)


def _read_class(cells: Cells, name: str, one: str) -> Ints:
    """YES where a cell has this class, NO where it has another, UNKNOWN where it has none."""
    if all(dimension.name != name for dimension in cells.dimensions):
        return np.full(len(cells.counts), UNKNOWN, dtype=np.int64)
    place = cells.find(name)
    meaning = [
        UNKNOWN if label is None else YES if label == one else NO for label in cells.dimensions[place].labels
    ]
    read: Ints = np.array(meaning, dtype=np.int64)[cells.codes[:, place]]
    return read

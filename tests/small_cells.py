"""Small logs as rows, the cells they count to, and the real counts that lie beside the project."""

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.plugin import find_shared
from waarborg.core.measurement.cells import Cells, Dimension, Moments
from waarborg.core.measurement.grouping import GroupTable
from waarborg.core.measurement.resampling import draw_cells

#: Of each dimension that tests use, the role it has; every other is a group.
ROLES = {"prediction": "prediction", "truth": "truth", "score": "score", "period": "period"}

Row = tuple[str | None, ...]


def count_rows(
    names: Sequence[str], rows: Sequence[Row], numbers: Mapping[str, Sequence[float]] | None = None
) -> Cells:
    """Count rows one by one. numbers: columns with a number per row, for the moments."""
    labels = [
        sorted({row[at] for row in rows}, key=lambda one: (one is None, one or ""))
        for at in range(len(names))
    ]
    found = Counter(rows)
    combinations = list(found)
    moments = {}
    for name, column in (numbers or {}).items():
        by_row = {
            one: [value for row, value in zip(rows, column, strict=True) if row == one]
            for one in combinations
        }
        moments[name] = Moments(
            np.array([len(by_row[one]) for one in combinations], dtype=np.int64),
            np.array([sum(by_row[one]) for one in combinations], dtype=np.float64),
            np.array([sum(value**2 for value in by_row[one]) for one in combinations], dtype=np.float64),
        )
    codes = [[labels[at].index(one[at]) for at in range(len(names))] for one in combinations]
    return Cells(
        tuple(Dimension(name, ROLES.get(name, "by"), tuple(labels[at])) for at, name in enumerate(names)),
        np.array(codes, dtype=np.int32).reshape(len(combinations), len(names)),
        np.array([found[one] for one in combinations], dtype=np.int64),
        moments,
    )


def make_table(groups: Mapping[str, tuple[int, int, int, int]]) -> GroupTable:
    """A table from (tp, fp, fn, tn) per group."""
    counts = np.zeros((len(groups), 3, 3), dtype=np.int64)
    for at, (tp, fp, fn, tn) in enumerate(groups.values()):
        counts[at, :2, :2] = [[tn, fn], [fp, tp]]
    return GroupTable(
        ("group",),
        tuple((name,) for name in groups),
        counts,
        np.zeros(counts.shape, dtype=np.bool_),
        np.zeros((3, 3), dtype=np.int64),
    )


def ints(*values: int) -> np.ndarray:
    """An array of whole numbers."""
    return np.array(values, dtype=np.int64)


def find_fairness_data(name: str) -> Path:
    """A file with real counts, or a skip that says what is missing."""
    shared = find_shared()
    path = shared / "data" / "fairness" / name if shared else None
    if path is None or not path.is_file():
        pytest.skip(f"{name} is not there; set WAARBORG_SHARED to the folder that has data/fairness")
    return path


def read_reference() -> dict[str, dict]:
    """The published and recomputed figures."""
    return json.loads(find_fairness_data("reference_figures.json").read_text(encoding="utf-8"))


def read_samples() -> dict[tuple[str, str], dict[str, tuple[int, int]]]:
    """By year and characteristic: per category how many were checked at random, and how many were undue."""
    found: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    with find_fairness_data("random_samples_2014_2017.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            counts = (int(row["unduly"]), int(row["n"]))
            found.setdefault((row["year"], row["characteristic"]), {})[row["category"]] = counts
    return found


def read_duo(table: int) -> dict[str, dict[str, int]]:
    """A table of the statistical office: per category the number of students per origin."""
    with find_fairness_data("cbs_duo_cub_tables1-8.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["category"]: {name: int(row[name]) for name in row if name not in ("table", "nr", "category")}
            for row in csv.DictReader(lines)
            if row["table"] == str(table)
        }


def draw(counts: np.ndarray, **how: object) -> np.ndarray:
    """All resamples of some cells in one array."""
    return np.concatenate(list(draw_cells(counts, **how)))

"""What else a log can tell, each as a part of the document: grounds, scores, amounts, population, missing values,
periods and steps. Numbers below the limit of the recipe are hidden here too.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from waarborg.adapters.measuring.recipe import Recipe
from waarborg.adapters.tables.labels import settle
from waarborg.core.measurement.amounts import group_amounts
from waarborg.core.measurement.cells import POSITIVE, PREDICTION, TRUTH, Cells, UnfitCells
from waarborg.core.measurement.conditional import (
    Disparity,
    conditional_demographic_disparity,
    demographic_disparity,
    mantel_haenszel,
)
from waarborg.core.measurement.drift import measure_drift
from waarborg.core.measurement.grouping import group_outcomes
from waarborg.core.measurement.intervals import wilson
from waarborg.core.measurement.metrics import divide, list_known
from waarborg.core.measurement.representation import compare_with_population, count_missing
from waarborg.core.measurement.scores import auc, auc_interval, calibrate, group_scores
from waarborg.core.measurement.steps import Step, follow_steps
from waarborg.core.measurement.strata import stratify

Part = dict[str, Any]


def one(values: Any, at: int) -> float | None:
    """A value of an array, None for one that is none."""
    return list_known(np.asarray(values, dtype=np.float64)[at : at + 1])[0]


def has(cells: Cells, name: str) -> bool:
    """Whether cells have a dimension."""
    return any(dimension.name == name for dimension in cells.dimensions)


def describe_given(cells: Cells, recipe: Recipe) -> Iterator[Part]:
    """Each group against the rest within a legitimate ground: common odds ratio, and disparity with and without it."""
    given = recipe.roles.given
    if not given or not has(cells, PREDICTION):
        return
    for name in recipe.roles.by:
        if name in given:
            continue
        strata = stratify(cells, (name,), given, decided=(POSITIVE,))
        for labels, table in zip(strata.labels, strata.counts, strict=True):
            small = int(table[:, 0].sum()) < recipe.hide_below
            line = {"by": [name], "given": list(given), "group": list(labels), "hidden": small}
            if small:
                yield line
                continue
            odds = mantel_haenszel(table, level=recipe.level)
            how = {"resamples": recipe.resamples, "seed": recipe.seed, "level": recipe.level}
            yield line | {
                "odds_ratio": odds.odds_ratio,
                "low": odds.low,
                "high": odds.high,
                "crude": odds.crude,
                "p": odds.p,
                "homogeneity": odds.homogeneity,
                "disparity": _describe_disparity(demographic_disparity(table, **how)),
                "conditional": _describe_disparity(conditional_demographic_disparity(table, **how)),
                "unknown": strata.unknown,
            }


def _describe_disparity(found: Disparity) -> Part:
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "rows": found.rows,
        "left_out": found.left_out,
    }


def describe_scores(cells: Cells, recipe: Recipe) -> Iterator[Part]:
    """Per group the order (AUC) and the calibration of a score that was counted in bins, where the truth is known."""
    score = recipe.roles.score
    if score is None or not recipe.roles.bins or not has(cells, TRUTH):
        return
    for name in recipe.roles.by:
        table = group_scores(cells, (name,), score=score, so=(POSITIVE,), moments=score)
        value = auc(table.counts)
        low, high = auc_interval(
            table.counts, resamples=recipe.resamples, seed=recipe.seed, level=recipe.level
        )
        found = calibrate(table, level=recipe.level)
        for at, labels in enumerate(table.labels):
            rows = int(table.counts[at].sum())
            hidden = rows < recipe.hide_below
            yield {
                "by": [name],
                "group": list(labels),
                "n": None if hidden else rows,
                "auc": None if hidden else one(value, at),
                "low": None if hidden else one(low, at),
                "high": None if hidden else one(high, at),
                "calibration_error": None if hidden else one(found.error, at),
                "calibration": None if hidden else one(found.overall, at),
            }


def describe_means(cells: Cells, recipe: Recipe) -> Iterator[Part]:
    """Per group the mean of the score and of the amount, with its interval."""
    for column in recipe.roles.numbers():
        for name in recipe.roles.by:
            table = group_amounts(cells, (name,), column)
            low, high = table.intervals(level=recipe.level)
            for at, labels in enumerate(table.labels):
                hidden = int(table.counts[at]) < recipe.hide_below
                yield {
                    "by": [name],
                    "column": column,
                    "group": list(labels),
                    "n": None if hidden else int(table.counts[at]),
                    "mean": None if hidden else one(table.means, at),
                    "low": None if hidden else one(low, at),
                    "high": None if hidden else one(high, at),
                }


def describe_representation(cells: Cells, recipe: Recipe, population: Mapping[str, float]) -> Part:
    """The groups of one column beside a population."""
    name = recipe.population_of or recipe.roles.by[0]
    table = group_outcomes(cells, (name,), decided=(POSITIVE,), so=(POSITIVE,))
    found = compare_with_population(
        [labels[0] for labels in table.labels], table.n, population, level=recipe.level
    )
    rows = []
    for at, label in enumerate(found.labels):
        hidden = int(found.rows[at]) < recipe.hide_below
        rows.append(
            {
                "group": [label],
                "n": None if hidden else int(found.rows[at]),
                "share": None if hidden else one(found.share, at),
                "low": None if hidden else one(found.interval[0], at),
                "high": None if hidden else one(found.interval[1], at),
                "expected": one(found.expected, at),
                "ratio": None if hidden else one(found.ratio, at),
                "residual": None if hidden else one(found.residuals, at),
                "p": None if hidden else one(found.p, at),
            }
        )
    return {"by": [name], "rows": rows, "p": found.overall, "absent": found.absent}


def describe_missing(cells: Cells, recipe: Recipe) -> Iterator[Part]:
    """Where the outcome or the truth is missing more in one group than in another."""
    for target in (PREDICTION, TRUTH):
        if not has(cells, target) or None not in cells.dimensions[cells.find(target)].labels:
            continue
        for name in recipe.roles.by:
            found = count_missing(cells, (name,), target, level=recipe.level)
            for at, labels in enumerate(found.labels):
                hidden = min(int(found.missing[at]), int(found.rows[at])) < recipe.hide_below
                yield {
                    "of": target,
                    "by": [name],
                    "group": list(labels),
                    "n": None if hidden else int(found.rows[at]),
                    "missing": None if hidden else int(found.missing[at]),
                    "share": None if hidden else one(found.share, at),
                    "low": None if hidden else one(found.interval[0], at),
                    "high": None if hidden else one(found.interval[1], at),
                    "p": found.omnibus.p,
                }


def describe_periods(cells: Cells, recipe: Recipe) -> Part | None:
    """Per period and group how often was decided yes, and how far each period lies from the one before it."""
    period = recipe.roles.period
    if period is None:
        return None
    labels = [label for label in cells.dimensions[cells.find(period)].labels if label is not None]
    lines: list[Part] = []
    changes: list[Part] = []
    for name in recipe.roles.by:
        found = group_outcomes(cells, (name, period), decided=(POSITIVE,), so=(POSITIVE,))
        selected, known = found.selected, found.counts[:, :2].sum(axis=(1, 2))
        low, high = wilson(selected, known, level=recipe.level)
        value = divide(selected, known)
        for at, (group, moment) in enumerate(found.labels):
            hidden = int(known[at]) < recipe.hide_below or int(selected[at]) < recipe.hide_below
            lines.append(
                {
                    "by": [name],
                    "group": [group],
                    "period": moment,
                    "n": None if hidden else int(known[at]),
                    "value": None if hidden else one(value, at),
                    "low": None if hidden else one(low, at),
                    "high": None if hidden else one(high, at),
                }
            )
        table = cells.sum_over((period, name))
        order = cells.dimensions[cells.find(period)].labels
        for before, after in pairwise(labels):
            drift = measure_drift(table[order.index(before)], table[order.index(after)])
            changes.append(
                {
                    "by": [name],
                    "before": before,
                    "after": after,
                    "psi": drift.psi,
                    "psi_by_chance": drift.psi_by_chance,
                    "total_variation": drift.total_variation,
                    "p": drift.test.p,
                }
            )
    return {"periods": labels, "rates": lines, "changes": changes}


def describe_steps(cells: Cells, recipe: Recipe) -> Iterator[Part]:
    """Who goes on from each step of the process, per group, beside all others."""
    if not recipe.steps:
        return
    steps = [_make_step(cells, name) for name in recipe.steps]
    for name in recipe.roles.by:
        found = follow_steps(cells, (name,), steps)
        gaps, (low, high) = found.gaps_with_rest(level=recipe.level)
        for at, labels in enumerate(found.labels):
            for place, step in enumerate(recipe.steps):
                entered, went = int(found.known[at, place]), int(found.went_on[at, place])
                hidden = min(went, entered) < recipe.hide_below
                yield {
                    "by": [name],
                    "group": list(labels),
                    "step": step,
                    "entered": None if hidden else entered,
                    "went_on": None if hidden else went,
                    "rate": None if hidden else one(found.rates[at], place),
                    "gap": None if hidden else one(gaps[at], place),
                    "low": None if hidden else one(low[at], place),
                    "high": None if hidden else one(high[at], place),
                }


def _make_step(cells: Cells, name: str) -> Step:
    labels = cells.dimensions[cells.find(name)].labels
    meanings = settle(labels, ())
    if meanings is None:
        raise UnfitCells(f"{name}: a step has yes and no, such as 1 and 0; other values stand in it.")
    return Step(name, frozenset(label for label, meaning in meanings.items() if meaning == POSITIVE))

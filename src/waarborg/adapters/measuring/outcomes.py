"""Groups with their figures, each compared with others, and the verdict, as parts of the document of a result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from waarborg.adapters.measuring.masks import Joined, Mask, hide_alone, hide_nothing
from waarborg.adapters.measuring.recipe import LARGEST, PAIRS, REST, Recipe, describe_bound
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.cells import POSITIVE, PREDICTION, TRUTH, Cells, UnfitCells
from waarborg.core.measurement.comparisons import (
    Comparisons,
    compare_pairs,
    compare_with_largest,
    compare_with_reference,
    compare_with_rest,
)
from waarborg.core.measurement.evidence import Bound, gather_shares
from waarborg.core.measurement.figures import (
    Figures,
    Resampling,
    estimate,
    estimate_difference,
    estimate_ratio,
)
from waarborg.core.measurement.grouping import Bools, Floats, GroupTable, group_outcomes
from waarborg.core.measurement.metrics import Metric, list_known, measure
from waarborg.core.measurement.reasons import Reason
from waarborg.core.measurement.tensions import explain_tensions
from waarborg.core.measurement.tests_of_difference import two_by_two_effects
from waarborg.core.measurement.verdicts import NAMES, Judged, Judgement, Rules, judge
from waarborg.core.terms.text import Text

#: What is worked out when nothing is asked, by what the log holds.
WITH_PREDICTION = ("selection_rate",)
WITH_TRUTH = ("base_rate",)
WITH_BOTH = (
    "true_positive_rate",
    "false_positive_rate",
    "positive_predictive_value",
    "accuracy",
    "false_positives_per_head",
)
#: What is judged when nobody set bounds, and within which; Waarborg's own choice and no norm.
USUAL_BOUNDS = tuple(
    Bound(metric, 0.05, 0.1, "Gekozen door Waarborg, omdat niemand grenzen had gesteld; geen norm.")
    for metric in ("selection_rate", "true_positive_rate", "false_positive_rate", "positive_predictive_value")
)
PLACES = ("tp", "fp", "fn", "tn")


@dataclass(frozen=True)
class Grouped:
    """The groups of one column, or of some together, with what is hidden of them and how they are compared."""

    table: GroupTable
    mask: Mask
    comparisons: Comparisons


@dataclass(frozen=True)
class Measured:
    """All groups of a run, and the verdict on them. judged: with the groups that each part is about."""

    grouped: tuple[Grouped, ...]
    judgement: Judgement
    judged: tuple[tuple[Grouped, Judged], ...]
    bounds: tuple[Bound, ...]


def list_metrics(cells: Cells, recipe: Recipe) -> tuple[Metric, ...]:
    """The metrics that are worked out: those that were asked, or all usual ones that the log allows."""
    if recipe.metrics:
        return tuple(METRICS[id] for id in recipe.metrics if METRICS[id].parts)
    names = {dimension.name for dimension in cells.dimensions}
    has_prediction, has_truth = PREDICTION in names, TRUTH in names
    ids = (
        *(WITH_PREDICTION if has_prediction else ()),
        *(WITH_TRUTH if has_truth else ()),
        *(WITH_BOTH if has_prediction and has_truth else ()),
    )
    return tuple(METRICS[id] for id in ids)


def measure_outcomes(cells: Cells, recipe: Recipe, metrics: Sequence[Metric]) -> Measured:
    """Group, compare and judge. Raises `UnfitCells` for a reference that is not there, or counts that cannot be shown."""
    grouped = tuple(_group(cells, recipe))
    bounds = recipe.bounds or USUAL_BOUNDS
    known = {metric.id for metric in metrics}
    pairs = [
        (group, gather_shares(METRICS[bound.metric], group.comparisons, bound))
        for group in grouped
        for bound in bounds
        if bound.metric in known and METRICS[bound.metric].is_share and len(group.comparisons.groups)
    ]
    rules = Rules(resamples=recipe.resamples, seed=recipe.seed)
    judgement = judge([evidence for _, evidence in pairs], rules)
    judged = tuple((group, part) for (group, _), part in zip(pairs, judgement.parts, strict=True))
    return Measured(grouped, judgement, judged, tuple(bounds))


def _group(cells: Cells, recipe: Recipe) -> Iterator[Grouped]:
    yes = {name: _find_yes(cells, name) for name in (PREDICTION, TRUTH)}
    by = recipe.roles.by
    tables = [
        group_outcomes(cells, columns, decided=yes[PREDICTION], so=yes[TRUTH], minimum=recipe.smallest)
        for size in range(1, recipe.intersections + 1)
        for columns in combinations(by, size)
    ]
    hide = _choose_mask(cells, recipe, yes)
    for table in tables:
        mask = hide(table)
        yield Grouped(table, mask, _compare(table, recipe))


def _find_yes(cells: Cells, name: str) -> tuple[str, ...]:
    """The label that means yes, where it occurs; of an outcome that is always no there is none."""
    for dimension in cells.dimensions:
        if dimension.name == name and POSITIVE not in dimension.labels:
            raise UnfitCells(f"{name}: nowhere is it yes, so there is nothing to compare.")
    return (POSITIVE,)


def _choose_mask(
    cells: Cells, recipe: Recipe, yes: Mapping[str, Sequence[str]]
) -> Callable[[GroupTable], Mask]:
    limit = recipe.hide_below
    if not limit or (cells.hidden is not None and bool(cells.hidden.any())):
        return hide_nothing
    if recipe.intersections > 1:
        whole = group_outcomes(cells, recipe.roles.by, decided=yes[PREDICTION], so=yes[TRUTH])
        return Joined(cells, whole, limit).hide
    return lambda table: _hide_alone(cells, table, yes, limit)


def _hide_alone(cells: Cells, table: GroupTable, yes: Mapping[str, Sequence[str]], limit: int) -> Mask:
    """As `hide_alone`, of a table from which small groups may have been left out."""
    whole = group_outcomes(cells, table.by, decided=yes[PREDICTION], so=yes[TRUTH])
    mask = hide_alone(whole, limit)
    kept = [whole.labels.index(labels) for labels in table.labels]
    return Mask(mask.counts[kept], mask.sizes[kept])


def _compare(table: GroupTable, recipe: Recipe) -> Comparisons:
    against = recipe.against
    if against == PAIRS:
        return compare_pairs(table)
    if against == LARGEST:
        return compare_with_largest(table)
    if against == REST or len(table.by) > 1:
        # A group of several columns has no one group to be compared with by the label of one.
        return compare_with_rest(table)
    if (against,) in table.labels:
        return compare_with_reference(table, against)
    return compare_with_rest(table)


# --- the document ----------------------------------------------------------------------------------------------
def describe_groups(one: Grouped, metrics: Sequence[Metric], recipe: Recipe) -> dict[str, Any]:
    """The groups of some columns: sizes, counts and figures, None where hidden or without value."""
    table, mask = one.table, one.mask
    how = Resampling(seed=recipe.seed, resamples=recipe.resamples)
    figures = {
        metric.id: estimate(metric, table.counts, how, hidden=mask.counts, level=recipe.level)
        for metric in metrics
    }
    bottoms = {metric.id: measure(metric, table.counts).bottoms[:, 0] for metric in metrics}
    total = int(table.total.sum())
    rows = []
    for at, labels in enumerate(table.labels):
        n = None if mask.sizes[at] else int(table.n[at])
        rows.append(
            {
                "group": list(labels),
                "n": n,
                "share": None if n is None or not total else n / total,
                "counts": _list_counts(table, mask, at),
                "figures": {
                    id: _describe_figure(figure, at, n=int(bottoms[id][at])) for id, figure in figures.items()
                },
            }
        )
    return {"by": list(table.by), "total": total, "left_out": table.groups_left_out, "rows": rows}


def _list_counts(table: GroupTable, mask: Mask, at: int) -> dict[str, int | None]:
    values = {"tp": table.tp, "fp": table.fp, "fn": table.fn, "tn": table.tn}
    place = {"tp": (1, 1), "fp": (1, 0), "fn": (0, 1), "tn": (0, 0)}
    return {
        name: None if mask.counts[(at, *place[name])] else int(value[at]) for name, value in values.items()
    }


def _describe_figure(figure: Figures, at: int, *, n: int) -> dict[str, Any]:
    (value,), (low,), (high,) = (
        list_known(column[at : at + 1]) for column in (figure.value, figure.low, figure.high)
    )
    hidden = value is None
    return {
        "value": value,
        "low": None if hidden else low,
        "high": None if hidden else high,
        "of": None if hidden else n,
        "method": figure.method,
    }


def describe_comparisons(
    one: Grouped, metrics: Sequence[Metric], measured: Measured, recipe: Recipe
) -> Iterator[dict[str, Any]]:
    """Each group beside others, per metric: difference, ratio, test, effect, and where it was judged the verdict."""
    comparisons, how = one.comparisons, Resampling(seed=recipe.seed, resamples=recipe.resamples)
    if not len(comparisons.groups):
        return
    judged = {part.evidence.metric.id: part for group, part in measured.judged if group is one}
    for metric in metrics:
        hidden = _is_hidden(one, metric)
        part = judged.get(metric.id)
        difference = estimate_difference(
            metric, comparisons.ours, comparisons.theirs, how, hidden=comparisons.hidden, level=recipe.level
        )
        ratio = estimate_ratio(
            metric, comparisons.ours, comparisons.theirs, how, hidden=comparisons.hidden, level=recipe.level
        )
        effect = _measure_effect(metric, comparisons)
        for at in range(len(comparisons.groups)):
            group, other = comparisons.name(at)
            line: dict[str, Any] = {
                "by": list(one.table.by),
                "metric": metric.id,
                "group": list(group),
                "against": "rest" if other is None else list(other),
                "hidden": bool(hidden[at]),
            }
            if hidden[at]:
                yield line | {"difference": None, "ratio": None, "p": None, "verdict": None}
                continue
            yield line | {
                "difference": _triple(difference, at),
                "ratio": _triple(ratio, at),
                "cohens_h": list_known(effect[at : at + 1])[0],
                **_describe_verdict(part, at),
            }


def _is_hidden(one: Grouped, metric: Metric) -> Bools:
    """Whether a comparison would show what is hidden: a number of the group, or of the group it is compared with."""
    own = measure(metric, one.table.counts, one.mask.counts).hidden
    groups, others = one.comparisons.groups, one.comparisons.others
    hidden: Bools = own[groups] | np.where(others >= 0, own[others], False)
    return hidden


def _measure_effect(metric: Metric, comparisons: Comparisons) -> Floats:
    if not metric.is_share:
        return np.full(len(comparisons.groups), np.nan)
    ours, theirs = measure(metric, comparisons.ours), measure(metric, comparisons.theirs)
    return two_by_two_effects(ours.tops[:, 0], ours.bottoms[:, 0], theirs.tops[:, 0], theirs.bottoms[:, 0])[
        "cohens_h"
    ]


def _triple(figure: Figures, at: int) -> dict[str, float | None]:
    value, low, high = (
        list_known(column[at : at + 1])[0] for column in (figure.value, figure.low, figure.high)
    )
    return {"value": value, "low": low, "high": high}


def _describe_verdict(part: Judged | None, at: int) -> dict[str, Any]:
    if part is None:
        return {"p": None, "adjusted": None, "power": None, "verdict": None, "reason": None}
    adjusted, power = (list_known(column[at : at + 1])[0] for column in (part.adjusted, part.powers))
    return {
        "p": list_known(part.evidence.p[at : at + 1])[0],
        "adjusted": adjusted,
        "power": power,
        "verdict": part.verdicts[at].value,
        "reason": describe_reason(part.reasons[at]),
    }


def describe_reason(reason: Reason) -> dict[str, str]:
    """A reason with its words."""
    return {"code": reason.code, **describe_text(reason.text)}


def describe_text(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"nl": text.nl, "en": text.en}


def describe_judged(measured: Measured) -> list[dict[str, Any]]:
    """The verdict on each metric, per column or columns, with the gap over all groups beside what chance gives."""
    lines = []
    for group, part in measured.judged:
        spread = part.spread
        lines.append(
            {
                "by": list(group.table.by),
                "metric": part.evidence.metric.id,
                "verdict": part.verdict.value,
                "reason": describe_reason(part.reason) if part.reason is not None else None,
                "tally": {verdict.value: count for verdict, count in part.tally.items()},
                "spread": None
                if spread is None or group.mask.counts.any()
                else {
                    "groups": spread.groups,
                    "gap": spread.gap,
                    "expected": spread.expected,
                    "low": spread.low,
                    "high": spread.high,
                    "gap_p": spread.gap_p,
                    "p": spread.omnibus_p,
                },
            }
        )
    return lines


def describe_verdict(measured: Measured, recipe: Recipe) -> dict[str, Any]:
    """The verdict of the whole, with how it was reached and what it does not say."""
    judgement = measured.judgement
    return {
        "value": judgement.verdict.value,
        **describe_text(NAMES[judgement.verdict]),
        "alpha": judgement.rules.alpha,
        "power": judgement.rules.power,
        "tests": judgement.tests,
        "bounds": [describe_bound(bound) for bound in measured.bounds],
        "bounds_are_usual": not recipe.bounds,
    }


def describe_tensions(measured: Measured) -> list[dict[str, Any]]:
    """Where criteria exclude each other: for each single column the two groups whose base rates lie furthest apart."""
    lines = []
    for one in measured.grouped:
        if len(one.table.by) > 1 or one.mask.counts.any():
            continue
        base = measure(METRICS["base_rate"], one.table.counts).values
        if np.isfinite(base).sum() < 2:
            continue
        low, high = int(np.nanargmin(base)), int(np.nanargmax(base))
        for reason in explain_tensions(one.table.counts[high], one.table.counts[low]):
            lines.append(
                {
                    "by": list(one.table.by),
                    "group": list(one.table.labels[high]),
                    "against": list(one.table.labels[low]),
                    **describe_reason(reason),
                }
            )
    return lines

"""Verdicts: acceptable, attention, not acceptable, or too little data, each with its reason.

All comparisons that are judged together form one family: Holm's correction runs over all of them, so that where no
group differs the chance of any alarm (attention or worse) is at most `alpha`. A group in which the limit could not have
been seen is never acceptable. Highest minus lowest over groups is never judged as such, only beside chance (`spread`).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from waarborg.core.measurement.corrections import holm
from waarborg.core.measurement.evidence import Evidence
from waarborg.core.measurement.grouping import Floats
from waarborg.core.measurement.metrics import Basis
from waarborg.core.measurement.reasons import Reason, give_reason, show_size
from waarborg.core.measurement.spread import Spread, measure_spread
from waarborg.core.terms.text import Text

#: The part of alpha that goes to the test of all groups together; the comparisons have the rest.
SHARE_OF_SPREAD = 0.2


class Verdict(StrEnum):
    """What may be said. In the order of weight: the worst of parts is the verdict of the whole."""

    ACCEPTABLE = "acceptable"
    TOO_LITTLE_DATA = "too_little_data"
    ATTENTION = "attention"
    NOT_ACCEPTABLE = "not_acceptable"


_WEIGHT = {verdict: weight for weight, verdict in enumerate(Verdict)}

NAMES: Mapping[Verdict, Text] = {
    Verdict.ACCEPTABLE: Text("aanvaardbaar", "acceptable"),
    Verdict.TOO_LITTLE_DATA: Text("te weinig gegevens", "too little data"),
    Verdict.ATTENTION: Text("aandacht nodig", "needs attention"),
    Verdict.NOT_ACCEPTABLE: Text("niet aanvaardbaar", "not acceptable"),
}


@dataclass(frozen=True)
class Rules:
    """How is judged. alpha: chance of any false alarm where nothing differs. power: with which chance the limit must
    have been visible. smallest: fewest rows that count on a side. resamples, seed: of the simulation of the spread."""

    alpha: float = 0.05
    power: float = 0.8
    smallest: int = 10
    resamples: int = 2000
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise `ValueError` for numbers out of bounds."""
        if not (0 < self.alpha < 1 and 0 < self.power < 1 and self.smallest >= 1 and self.resamples >= 1):
            raise ValueError("alpha and power lie between 0 and 1; smallest and resamples are 1 or more")


@dataclass(frozen=True)
class Judged:
    """The verdicts on one metric, per comparison in the order of the evidence. adjusted: p-values after correction,
    NaN where a comparison was no test. powers: to see the limit. spread: None where there are fewer than three groups
    or a needed count was hidden."""

    evidence: Evidence
    verdicts: tuple[Verdict, ...]
    reasons: tuple[Reason, ...]
    adjusted: Floats
    powers: Floats
    spread: Spread | None
    verdict: Verdict
    reason: Reason | None

    @property
    def tally(self) -> Mapping[Verdict, int]:
        """How many comparisons have each verdict."""
        counted = Counter(self.verdicts)
        return {verdict: counted[verdict] for verdict in Verdict}


@dataclass(frozen=True)
class Judgement:
    """The whole: its verdict, that of each metric, and in how many tests alpha was divided."""

    verdict: Verdict
    parts: tuple[Judged, ...]
    rules: Rules
    tests: int


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict of the whole; too little data when there is nothing."""
    return max(verdicts, key=_WEIGHT.__getitem__, default=Verdict.TOO_LITTLE_DATA)


def judge(family: Sequence[Evidence], rules: Rules) -> Judgement:
    """Judge all evidence of a run together. The order of the evidence changes nothing but the order of the answer."""
    spreads = [_measure_spread(evidence, family, rules) for evidence in family]
    tested = [_is_tested(evidence, rules) for evidence in family]
    tests = int(sum(part.sum() for part in tested))
    spent = SHARE_OF_SPREAD * rules.alpha if any(spreads) else 0.0
    alpha = rules.alpha - spent
    every = np.concatenate(
        [np.where(part, evidence.p, np.nan) for part, evidence in zip(tested, family, strict=True)]
        or [np.empty(0)]
    )
    adjusted = np.split(holm(every), np.cumsum([len(part) for part in tested])[:-1]) if family else []
    each_spread = spent / max(1, sum(spread is not None for spread in spreads))
    parts = tuple(
        _judge_one(evidence, p, evidence.see(alpha / max(1, tests)), spread, rules, alpha, each_spread)
        for evidence, p, spread in zip(family, adjusted, spreads, strict=True)
    )
    return Judgement(worst([part.verdict for part in parts]), parts, rules, tests)


def _measure_spread(evidence: Evidence, family: Sequence[Evidence], rules: Rules) -> Spread | None:
    if evidence.successes is None or evidence.sizes is None or (evidence.sizes > 0).sum() < 3:
        return None
    # Enough simulations for the smallest p-value to fall below its part of alpha.
    least = math.ceil(2 * len(family) / (SHARE_OF_SPREAD * rules.alpha))
    return measure_spread(
        evidence.successes, evidence.sizes, resamples=max(rules.resamples, least), seed=rules.seed
    )


def _is_tested(evidence: Evidence, rules: Rules) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a comparison is a test: chosen by sizes only, never by what was found."""
    enough = np.minimum(evidence.ours, evidence.theirs) >= rules.smallest
    tested: np.ndarray[tuple[int], np.dtype[np.bool_]] = enough & ~evidence.hidden & ~np.isnan(evidence.p)
    return tested


def _judge_one(
    evidence: Evidence, adjusted: Floats, powers: Floats, spread: Spread | None, rules: Rules, alpha: float,
    spread_alpha: float,
) -> Judged:  # fmt: skip
    judged = [_judge_comparison(evidence, at, adjusted, powers, rules, alpha) for at in range(len(adjusted))]
    verdicts = tuple(verdict for verdict, _ in judged)
    verdict, reason = worst(verdicts), None
    if not judged:
        reason = give_reason("no_comparison", {})
    differs = spread is not None and spread.omnibus_p <= spread_alpha
    if spread is not None and differs and _WEIGHT[verdict] < _WEIGHT[Verdict.ATTENTION]:
        verdict = Verdict.ATTENTION
        numbers = {
            "groups": spread.groups,
            "p": spread.omnibus_p,
            "spread": spread.gap,
            "expected": spread.expected,
        }
        reason = give_reason("groups_differ", numbers)
    return Judged(
        evidence, verdicts, tuple(why for _, why in judged), adjusted, powers, spread, verdict, reason
    )


def _judge_comparison(
    evidence: Evidence, at: int, adjusted: Floats, powers: Floats, rules: Rules, alpha: float
) -> tuple[Verdict, Reason]:
    bound, width, p = evidence.bound, float(evidence.widths[at]), float(adjusted[at])
    fewest = int(min(evidence.ours[at], evidence.theirs[at]))
    if evidence.hidden[at]:
        verdict, code = Verdict.TOO_LITTLE_DATA, "hidden"
    elif fewest == 0 or math.isnan(width):
        verdict, code = Verdict.TOO_LITTLE_DATA, "no_value"
    elif fewest < rules.smallest or math.isnan(p):
        verdict, code = Verdict.TOO_LITTLE_DATA, "group_too_small"
    else:
        verdict, code = _weigh(
            width,
            differs=p <= alpha,
            visible=bool(powers[at] >= rules.power),
            attention=bound.attention,
            limit=bound.limit,
        )
    numbers = {
        "gap": float(evidence.gaps[at]), "attention": bound.attention, "limit": bound.limit, "p": p,
        "power": float(powers[at]), "wanted": rules.power, "ours": int(evidence.ours[at]),
        "theirs": int(evidence.theirs[at]), "fewest": fewest, "smallest": rules.smallest,
    }  # fmt: skip
    points = evidence.metric.basis is Basis.OUTCOMES
    words = {
        name: show_size(numbers[name], ratio=bound.ratio, points=points)
        for name in ("gap", "attention", "limit")
    }
    return verdict, give_reason(code, numbers, words=words | {"divides_by": evidence.lacking})


def _weigh(
    width: float, *, differs: bool, visible: bool, attention: float, limit: float
) -> tuple[Verdict, str]:
    """The verdict on a difference that has a value and was tested."""
    if differs and width >= limit:
        return Verdict.NOT_ACCEPTABLE, "over_limit"
    if differs and width >= attention:
        return Verdict.ATTENTION, "over_attention"
    if differs:
        return (Verdict.ACCEPTABLE, "small_and_certain") if visible else (Verdict.ATTENTION, "size_uncertain")
    if not visible:
        return Verdict.TOO_LITTLE_DATA, "bound_not_visible"
    if width >= attention:
        return Verdict.TOO_LITTLE_DATA, "gap_not_certain"
    return Verdict.ACCEPTABLE, "no_difference_seen"

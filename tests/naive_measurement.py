"""Measurements as their definitions say, row by row and in exact fractions: slow, short, and without arrays."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from math import comb

Row = tuple[str | None, ...]


def share(part: Sequence, whole: Sequence) -> Fraction | None:
    """A share of a list of rows; None of nothing."""
    return Fraction(len(part), len(whole)) if whole else None


def outcomes(rows: Sequence[tuple[str | None, str | None]]) -> dict[str, Fraction | None]:
    """Every metric of outcomes, of rows (decided, was so)."""
    decided = [row for row in rows if row[0] is not None]
    known = [row for row in rows if row[1] is not None]
    both = [row for row in decided if row[1] is not None]
    so, not_so = ([row for row in both if row[1] == one] for one in ("yes", "no"))
    chosen, passed = ([row for row in both if row[0] == one] for one in ("yes", "no"))
    yes = lambda some: [row for row in some if row[0] == "yes"]  # noqa: E731 - shorter than a function of its own
    no = lambda some: [row for row in some if row[0] == "no"]  # noqa: E731 - the same
    sensitivity, specificity = share(yes(so), so), share(no(not_so), not_so)
    return {
        "selection_rate": share(yes(decided), decided),
        "base_rate": share([row for row in known if row[1] == "yes"], known),
        "true_positive_rate": sensitivity,
        "false_positive_rate": share(yes(not_so), not_so),
        "false_negative_rate": share(no(so), so),
        "true_negative_rate": specificity,
        "positive_predictive_value": share(yes(so), chosen),
        "negative_predictive_value": share(no(not_so), passed),
        "false_discovery_rate": share(yes(not_so), chosen),
        "false_omission_rate": share(no(so), passed),
        "accuracy": share(yes(so) + no(not_so), both),
        "balanced_accuracy": None if None in (sensitivity, specificity) else (sensitivity + specificity) / 2,
        "false_positives_per_head": share(yes(not_so), rows),
        "misses_per_false_alarm": share(no(so), yes(not_so)),
    }


def minus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def over(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or not other else one / other


def area(so: Sequence[int], not_so: Sequence[int]) -> Fraction | None:
    """The share of pairs in the right order, equal counting half."""
    pairs = [(one, other) for one in so for other in not_so]
    right = sum(Fraction(one > other) + Fraction(one == other, 2) for one, other in pairs)
    return right / len(pairs) if pairs else None


def fisher_greater(a: int, n: int, c: int, m: int) -> Fraction:
    """The chance of at least `a` marked among n, when a + c of n + m are marked."""
    marked = a + c
    ways = sum(comb(n, x) * comb(m, marked - x) for x in range(a, min(n, marked) + 1) if 0 <= marked - x <= m)
    return Fraction(ways, comb(n + m, marked))


def chi_square(table: Sequence[Sequence[int]]) -> Fraction:
    """Pearson's statistic, cells with an expected number of 0 left out."""
    n = sum(map(sum, table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    return sum(
        (
            (table[i][j] - Fraction(rows[i] * columns[j], n)) ** 2 / Fraction(rows[i] * columns[j], n)
            for i in range(len(rows))
            for j in range(len(columns))
            if rows[i] * columns[j]
        ),
        Fraction(0),
    )


def holm(p: Sequence[Fraction]) -> list[Fraction]:
    """The smallest level at which Holm's procedure rejects each, from its definition."""
    ordered = sorted(p)
    reach = [
        max(min(Fraction(1), (len(p) - at) * one) for at, one in enumerate(ordered[: last + 1]))
        for last in range(len(p))
    ]
    return [reach[ordered.index(one)] for one in p]


def step_up(p: Sequence[Fraction], *, dependent: bool) -> list[Fraction]:
    """The smallest level at which the step-up procedures reject each."""
    m, ordered = len(p), sorted(p)
    factor = sum(Fraction(1, at) for at in range(1, m + 1)) if dependent else Fraction(1)
    raised = [one * m * factor / (at + 1) for at, one in enumerate(ordered)]
    reach = [min(Fraction(1), *raised[at:]) for at in range(m)]
    return [reach[max(at for at, other in enumerate(ordered) if other == one)] for one in p]


Strata = Sequence[tuple[int, int, int, int]]


def common_odds(strata: Strata) -> Fraction | None:
    """Mantel and Haenszel's common odds ratio."""
    right = sum(Fraction(a * d, a + b + c + d) for a, b, c, d in strata if a + b + c + d)
    wrong = sum(Fraction(b * c, a + b + c + d) for a, b, c, d in strata if a + b + c + d)
    return right / wrong if wrong else None


def common_statistic(strata: Strata) -> Fraction | None:
    """The Cochran-Mantel-Haenszel statistic without continuity correction."""
    used = [one for one in strata if sum(one) > 1]
    alone = [one for one in strata if sum(one) == 1]
    excess = sum(
        (a - Fraction((a + b) * (a + c), a + b + c + d) for a, b, c, d in [*used, *alone]), Fraction(0)
    )
    variance = sum(
        (
            Fraction((a + b) * (c + d) * (a + c) * (b + d), (a + b + c + d) ** 2 * (a + b + c + d - 1))
            for a, b, c, d in used
        ),
        Fraction(0),
    )
    return excess**2 / variance if variance else None


def disparity(strata: Strata) -> Fraction | None:
    """Conditional demographic disparity: the share among no minus that among yes, by rows of the stratum."""
    used = [one for one in strata if one[0] + one[2] and one[1] + one[3]]
    total = sum(map(sum, used))
    weighted = (
        sum(one) * (Fraction(one[1], one[1] + one[3]) - Fraction(one[0], one[0] + one[2])) for one in used
    )
    return sum(weighted, Fraction(0)) / total if total else None


def top(places: Sequence[Sequence[int]], k: int) -> list[Fraction]:
    """Rows of each group in the top k: row by row, ties sharing what is left."""
    ranked = [
        (place, group) for group, row in enumerate(places) for place, n in enumerate(row) for _ in range(n)
    ]
    rows, left = [Fraction(0)] * len(places), k
    for _, tied in groupby(sorted(ranked), key=lambda one: one[0]):
        members = [group for _, group in tied]
        chance = Fraction(min(left, len(members)), len(members))
        for group in members:
            rows[group] += chance
        left -= min(left, len(members))
    return rows


def weighted_variance(rows: Sequence[tuple[int, bool]]) -> tuple[Fraction, Fraction]:
    """The share of weighted rows (weight, counts), and its variance by linearisation."""
    total = Fraction(sum(weight for weight, _ in rows))
    value = sum(weight for weight, counts in rows if counts) / total
    return value, sum(weight**2 * (counts - value) ** 2 for weight, counts in rows) / total**2

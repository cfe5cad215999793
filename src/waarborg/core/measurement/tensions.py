"""Why criteria that each sound fair cannot hold together, shown with the numbers of the case itself.

Where something is more common in one group than in the other, equal chances of error give unequal selection, and equal
predictive value gives unequal chances of error. Kleinberg, Mullainathan and Raghavan (2017), Inherent trade-offs;
Chouldechova (2017), Fair prediction with disparate impact.
"""

import numpy as np

from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.grouping import Ints
from waarborg.core.measurement.metrics import measure
from waarborg.core.measurement.reasons import Reason, give_reason

_BASE = METRICS["base_rate"]


def explain_tensions(ours: Ints, theirs: Ints) -> tuple[Reason, ...]:
    """Which criteria exclude each other for two groups, outcomes int64 of shape (3, 3) each.

    None when base rates are equal or unknown. The common rates in the sentences are those of both groups together:
    selection would be TPR p + FPR (1 - p), and FPR would be p / (1 - p) (1 - PPV) / PPV (1 - FNR), with p the base rate
    of a group. The second is left out where it has no value, or where the prediction is perfect and nothing excludes
    anything.
    """
    known = np.zeros((2, 3, 3), dtype=np.int64)
    known[:, :2, :2] = ours[:2, :2], theirs[:2, :2]
    base = measure(_BASE, known).values
    if np.isnan(base).any() or base[0] == base[1]:
        return ()
    both = known.sum(axis=0)
    tpr, fpr, ppv, missed = (
        float(measure(METRICS[name], both).values)
        for name in (
            "true_positive_rate",
            "false_positive_rate",
            "positive_predictive_value",
            "false_negative_rate",
        )
    )
    numbers = {"base_ours": float(base[0]), "base_theirs": float(base[1])}
    found = []
    if not np.isnan(tpr + fpr) and tpr != fpr:
        selected = tpr * base + fpr * (1 - base)
        found.append(
            give_reason(
                "parity_against_errors",
                numbers
                | {
                    "tpr": tpr,
                    "fpr": fpr,
                    "selected_ours": float(selected[0]),
                    "selected_theirs": float(selected[1]),
                },
            )
        )
    if not np.isnan(ppv + missed) and 0 < ppv < 1 and missed < 1 and (base < 1).all():
        wrong = base / (1 - base) * (1 - ppv) / ppv * (1 - missed)
        # Above 1 no algorithm could do it at all, which the sentence would not say.
        if (wrong <= 1).all():
            found.append(
                give_reason(
                    "prediction_against_errors",
                    numbers
                    | {
                        "ppv": ppv,
                        "missed": missed,
                        "wrong_ours": float(wrong[0]),
                        "wrong_theirs": float(wrong[1]),
                    },
                )
            )
    return tuple(found)

"""Fairness criteria: which metrics must be equal between groups for each, and what it means for people."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.comparisons import Comparisons
from waarborg.core.measurement.grouping import Floats
from waarborg.core.measurement.metrics import differences, measure, ratios
from waarborg.core.terms.text import Text


@dataclass(frozen=True)
class Criterion:
    """A demand of equality between groups. metrics: ids in `METRICS` that must all be equal."""

    id: str
    name: Text
    metrics: tuple[str, ...]
    explanation: Text
    source: str


_ALL = (
    Criterion(
        "demographic_parity",
        Text("gelijke kans op selectie (demografische pariteit)", "demographic parity"),
        ("selection_rate",),
        Text(
            "Groepen worden even vaak gekozen, wat er ook van hen waar is.",
            "Groups are chosen equally often, whatever is true of them.",
        ),
        "Calders and Verwer (2010), Three naive Bayes approaches for discrimination-free classification",
    ),
    Criterion(
        "equal_opportunity",
        Text("gelijke kansen", "equal opportunity"),
        ("true_positive_rate",),
        Text(
            "Wie het betreft, wordt in elke groep even vaak gevonden.",
            "Those whom it concerns are found equally often in each group.",
        ),
        "Hardt, Price and Srebro (2016), Equality of opportunity in supervised learning",
    ),
    Criterion(
        "equalised_odds",
        Text("gelijke foutkansen", "equalised odds"),
        ("true_positive_rate", "false_positive_rate"),
        Text(
            "Groepen worden even vaak terecht gekozen en even vaak ten onrechte.",
            "Groups are equally often chosen rightly, and equally often wrongly.",
        ),
        "Hardt, Price and Srebro (2016), Equality of opportunity in supervised learning",
    ),
    Criterion(
        "predictive_parity",
        Text("gelijke trefkans", "predictive parity"),
        ("positive_predictive_value",),
        Text(
            "Van wie wordt gekozen, is het in elke groep even vaak terecht.",
            "Of those who are chosen, it is right equally often in each group.",
        ),
        "Chouldechova (2017), Fair prediction with disparate impact",
    ),
    Criterion(
        "treatment_equality",
        Text("gelijke verhouding van fouten", "treatment equality"),
        ("misses_per_false_alarm",),
        Text(
            "In elke groep staan er tegenover elke onterechte keuze evenveel gemiste gevallen.",
            "In each group there are as many missed cases for each wrong choice.",
        ),
        "Berk, Heidari, Jabbari, Kearns and Roth (2018), Fairness in criminal justice risk assessments",
    ),
)

#: The criteria by id.
CRITERIA: Mapping[str, Criterion] = {criterion.id: criterion for criterion in _ALL}


def criterion_gaps(criterion: Criterion, comparisons: Comparisons) -> Floats:
    """How far each comparison is from the criterion: the largest absolute difference of its metrics, shape
    (comparisons,). NaN where one of the metrics has no value: what cannot be seen is not equal."""
    gaps = [
        np.abs(
            differences(
                measure(METRICS[name], comparisons.ours, comparisons.hidden),
                measure(METRICS[name], comparisons.theirs, comparisons.hidden),
            )
        )
        for name in criterion.metrics
    ]
    widest: Floats = np.max(np.stack(gaps), axis=0)
    return widest


def criterion_ratios(criterion: Criterion, comparisons: Comparisons) -> Floats:
    """The ratio ours : theirs that lies furthest from 1 (as a factor) of its metrics, shape (comparisons,). NaN where
    one of the metrics has no value or theirs is 0; 0 where ours is 0."""
    every = np.stack(
        [
            ratios(
                measure(METRICS[name], comparisons.ours, comparisons.hidden),
                measure(METRICS[name], comparisons.theirs, comparisons.hidden),
            )
            for name in criterion.metrics
        ]
    )
    with np.errstate(divide="ignore"):
        distance = np.abs(np.log(every))
    furthest = np.argmax(np.where(np.isnan(distance), -1.0, distance), axis=0)
    chosen: Floats = np.take_along_axis(every, furthest[None], axis=0)[0]
    return np.where(np.isnan(every).any(axis=0), np.nan, chosen)

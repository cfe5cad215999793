"""What could be better in an entry, explained: rules with worked examples, completeness and freshness."""

from waarborg.core.publication.quality.catalogue import RULES, assess, examine, find_rule
from waarborg.core.publication.quality.filling import Completeness, list_not_carried, measure_completeness
from waarborg.core.publication.quality.freshness import AGE_LABELS, Age, Freshness, measure_freshness
from waarborg.core.publication.quality.measures import Jargon, Limits, Measures
from waarborg.core.publication.quality.rules import Alike, Context, Example, Rule, SameProduct, Subject

__all__ = [
    "AGE_LABELS",
    "RULES",
    "Age",
    "Alike",
    "Completeness",
    "Context",
    "Example",
    "Freshness",
    "Jargon",
    "Limits",
    "Measures",
    "Rule",
    "SameProduct",
    "Subject",
    "assess",
    "examine",
    "find_rule",
    "list_not_carried",
    "measure_completeness",
    "measure_freshness",
]

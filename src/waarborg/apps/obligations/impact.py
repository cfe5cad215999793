"""What a change of law or of the content does to the dossiers: which change between two days, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations.queries import list_facts_of
from waarborg.core.framework.applying import Applied, apply_to_all
from waarborg.core.framework.changes import compare_in_force
from waarborg.core.framework.framework import Framework, RiskClass
from waarborg.core.framework.requirements import Requirement


@dataclass(frozen=True)
class Impacted:
    """A dossier that changes: its class, what comes into force and what ends."""

    algorithm: Algorithm
    class_before: RiskClass | None
    class_after: RiskClass | None
    begins: tuple[Requirement, ...]
    ends: tuple[Requirement, ...]


@dataclass(frozen=True)
class Impact:
    """What changes between two days. total: how many dossiers were looked at."""

    start: date
    end: date
    total: int
    changed: tuple[Impacted, ...]


def find_impact(
    framework: Framework, organisations: Iterable[str] | None, *, start: date, end: date
) -> Impact:
    """The dossiers of some organisations, or of all when None, that change between two days."""
    rows = list(algorithms.list_algorithms(organisations))
    facts = list_facts_of(framework, rows)
    before, after = apply_to_all(framework, facts, on=start), apply_to_all(framework, facts, on=end)
    changed = [
        found
        for algorithm, one, other in zip(rows, before, after, strict=True)
        if (found := _compare(algorithm, one, other)) is not None
    ]
    return Impact(start, end, len(rows), tuple(changed))


def _compare(algorithm: Algorithm, before: Applied, after: Applied) -> Impacted | None:
    shifts = compare_in_force(before, after)
    begins = tuple(shift.after.requirement for shift in shifts if shift.after.in_force)
    ends = tuple(shift.before.requirement for shift in shifts if shift.before.in_force)
    if not begins and not ends and before.risk_class == after.risk_class:
        return None
    return Impacted(algorithm, before.risk_class, after.risk_class, begins, ends)

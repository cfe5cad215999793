"""Checking an interpretation: everything that is wrong or deserves attention, on a day."""

from collections.abc import Iterator
from datetime import date

from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.kinds import find_conflicts
from waarborg.core.law.linting import cycles, effects, logic, misfits, names, provenance
from waarborg.core.law.linting.findings import Finding
from waarborg.core.law.linting.logic import DEFAULT_BOUND, LintBound
from waarborg.core.law.relations import Relations


def lint(
    interpretation: Interpretation, *, on: date, bound: LintBound = DEFAULT_BOUND
) -> tuple[Finding, ...]:
    """Return what is found in an interpretation on a day, each thing once.

    In the order of the frames, and of the codes within a frame; what is about the whole comes first. Within `bound`
    conditions are judged for all facts that can be; what is past it is named in a finding of its own.
    """
    found = dict.fromkeys(_check(interpretation, on, bound))
    places = {frame.full_name: place for place, frame in enumerate(interpretation.frames, start=1)}

    def rank(finding: Finding) -> tuple[int, str]:
        return (places[finding.frame] if finding.frame is not None else 0, finding.code.value)

    return tuple(sorted(found, key=rank))


def _check(interpretation: Interpretation, on: date, bound: LintBound) -> Iterator[Finding]:
    relations = Relations(interpretation)
    yield from names.check_references(relations)
    yield from names.check_use(relations)
    yield from names.check_alike(relations)
    yield from names.check_functions(relations)
    yield from names.check_readable(relations)
    yield from cycles.check_rings(interpretation, on)
    yield from provenance.check_sources(interpretation, on)
    yield from provenance.check_days(relations, on)
    yield from provenance.check_choices(interpretation, on)
    yield from effects.check_acts(relations)
    yield from effects.check_creations(relations)
    yield from effects.check_duties(relations)
    conflicts = find_conflicts(interpretation)
    yield from misfits.check_kinds(conflicts)
    unfit = frozenset(name for conflict in conflicts for name in conflict.facts)
    yield from logic.check_conditions(interpretation, on, bound, unfit)

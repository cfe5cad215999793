"""How sound an interpretation is: what the check finds in it, and how much of it can be traced to its sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.core.law.coverage import Coverage, measure_coverage
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import Finding, Severity
from waarborg.core.law.linting.logic import LintBound
from waarborg.public.law.library import Day, get_library, say
from waarborg.public.law.showing import FrameLine, name_by_label, show_frame_line

MOST_FINDINGS, MOST_EXPIRING, MOST_OPEN = 60, 5, 3
#: Days for which the outcome of a check is kept; most readers look at today.
DAYS_KEPT = 64
#: Anybody may ask for any day, so conditions are judged with less work here than by `waarborg law check`.
_BOUND = LintBound(steps=5_000)
_SEVERITIES = {
    Severity.ERROR: gettext_lazy("Mistakes"),
    Severity.WARNING: gettext_lazy("Deserves attention"),
    Severity.NOTE: gettext_lazy("Remarks"),
}


@dataclass(frozen=True)
class FindingShown:
    """One thing that the check found, and what its makers can do about it."""

    code: str
    message: str
    remedy: str
    line: FrameLine | None


@dataclass(frozen=True)
class FindingGroup:
    """Findings that are equally bad."""

    label: str
    is_open: bool
    total: int
    findings: tuple[FindingShown, ...]

    @property
    def is_cut(self) -> bool:
        """Whether some are left out."""
        return self.total > len(self.findings)


@lru_cache(maxsize=DAYS_KEPT)
def _lint(urn: str, on: date) -> tuple[Finding, ...]:
    return lint(get_library().get(urn), on=on, bound=_BOUND)


@lru_cache(maxsize=DAYS_KEPT)
def _measure(urn: str, on: date) -> Coverage:
    return measure_coverage(get_library().get(urn), on=on)


def judge(interpretation: Interpretation, day: Day) -> Mapping[str, Any]:
    """What a page shows of findings and coverage, for a day."""
    findings = _lint(interpretation.urn, day.day)
    coverage = _measure(interpretation.urn, day.day)
    return {
        "findings": list(_group(interpretation, findings, day)),
        "coverage": [
            (_("names a source"), coverage.frames.sourced),
            (_("with an article that can be looked up"), coverage.frames.readable),
            (_("with a source in force on this day"), coverage.frames.valid),
        ],
        "expiring": [
            {"line": show_frame_line(interpretation, one.frame, day), "last": one.last}
            for one in coverage.expiring[:MOST_EXPIRING]
        ],
    }


def _group(interpretation: Interpretation, findings: tuple[Finding, ...], day: Day) -> list[FindingGroup]:
    groups = []
    for severity, label in _SEVERITIES.items():
        found = [finding for finding in findings if finding.severity is severity]
        if found:
            shown = tuple(_show(interpretation, finding, day) for finding in found[:MOST_FINDINGS])
            groups.append(FindingGroup(str(label), len(found) <= MOST_OPEN, len(found), shown))
    return groups


def _show(interpretation: Interpretation, finding: Finding, day: Day) -> FindingShown:
    line = show_frame_line(interpretation, finding.frame, day) if finding.frame else None
    message, remedy = (
        name_by_label(interpretation, say(text), day.day) for text in (finding.message, finding.remedy)
    )
    return FindingShown(finding.code.value, message, remedy, line)

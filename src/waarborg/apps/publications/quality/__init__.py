"""Findings about entries: what the rules need is gathered here, and what they find is kept for lists."""

from waarborg.apps.publications.quality.findings import list_findings, list_working_findings, make_context
from waarborg.apps.publications.quality.queries import (
    Overview,
    Standing,
    Summary,
    find_standing,
    get_overview,
    list_lines,
    measure_organisation,
    measure_standing,
)

__all__ = [
    "Overview",
    "Standing",
    "Summary",
    "find_standing",
    "get_overview",
    "list_findings",
    "list_lines",
    "list_working_findings",
    "make_context",
    "measure_organisation",
    "measure_standing",
]

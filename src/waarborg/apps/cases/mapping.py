"""Rows of cases to core objects and back."""

from collections.abc import Iterable

from waarborg.adapters.law_files.case_values import value_from_json, value_to_json
from waarborg.apps.cases.models import Case as CaseRow
from waarborg.apps.cases.models import CaseEvent
from waarborg.core.law.cases import Case, Event, EventKind
from waarborg.core.law.values import Identity, Value
from waarborg.core.terms.digests import digest


def facts_to_json(facts: Iterable[tuple[str, Value | None]]) -> dict[str, object]:
    """Facts as a row keeps them: each with its kind, or null when it is taken back."""
    return {name: None if value is None else value_to_json(value) for name, value in facts}


def to_core_event(row: CaseEvent) -> Event:
    """The row as an event of the core. Raises `ValueError` for a row that is no event any more."""
    if not isinstance(row.facts, dict):
        raise ValueError("facts are named values")
    return Event(
        number=row.number,
        kind=EventKind(row.kind),
        on=row.on,
        by=Identity(row.party),
        facts={name: None if value is None else value_from_json(value) for name, value in row.facts.items()},
        act=row.act,
        supplier=row.supplier,
        previous=row.previous,
        digest=row.digest,
    )


def left_digest(row: CaseRow, events: Iterable[CaseEvent]) -> str:
    """Digest of what stays of a case that was made unreadable: which acts were taken, when, and why the rest went."""
    kept = [[event.number, event.kind, event.on, event.act] for event in events]
    return digest([row.goal, row.starts_on, row.redaction_reason, kept])


def to_core_case(row: CaseRow, events: Iterable[CaseEvent]) -> Case:
    """The case with its events, in order."""
    return Case(row.interpretation, tuple(to_core_event(event) for event in events))

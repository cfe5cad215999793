"""Fact rows to core objects."""

from waarborg.apps.algorithms.models import Fact as FactRow
from waarborg.core.profile import Fact


def to_core_fact(row: FactRow) -> Fact:
    """The row as a fact of the core."""
    return Fact(
        key=row.key,
        value=row.value,
        by=row.by,
        at=row.at,
        origin=row.origin,
        sequence=row.pk,
        redacted=row.redacted_at is not None,
    )

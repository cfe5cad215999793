"""Fact rows to core objects."""

from waarborg.apps.algorithms.models import Fact as FactRow
from waarborg.core.profile.facts import Fact, Origin


def to_core_fact(row: FactRow) -> Fact:
    """The row as a fact of the core."""
    return Fact(
        key=row.key,
        value=row.value,
        by=row.by,
        at=row.at,
        origin=Origin(row.origin),
        origin_detail=row.origin_detail,
        sequence=row.pk,
        redacted=row.redacted_at is not None,
    )

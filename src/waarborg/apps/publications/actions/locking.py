"""Holding an entry while it is written, and telling the audit chain about it."""

from collections.abc import Mapping
from datetime import datetime

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.models import Entry


def lock(entry: Entry) -> Algorithm:
    """Read the entry again and hold it, so that two steps at once follow each other; returns its dossier."""
    rows = Entry.objects.select_for_update(of=("self",)).select_related("live", "organisation")
    fresh = rows.get(pk=entry.pk)
    entry.state, entry.live, entry.changed_at = fresh.state, fresh.live, fresh.changed_at
    entry.organisation.flow = fresh.organisation.flow
    if entry.algorithm is None:
        raise ValueError(
            "This entry was taken over from another register. Take it under own management first."
        )
    return entry.algorithm


def record(
    entry: Entry, action: str, *, by: Person, at: datetime, about: Mapping[str, object] | None = None
) -> None:
    """Write that something was done with an entry, in the chain of its organisation."""
    audit.record(
        chain=entry.organisation.code,
        action=f"publications.{action}",
        subject=f"entry/{entry.public_id}",
        by=str(by.pk),
        at=at,
        about=about,
    )

"""Audit rows to core objects."""

from waarborg.apps.audit.models import Event
from waarborg.core.terms.chain import Link


def to_link(event: Event) -> Link:
    """The event as a link of its chain."""
    return Link(
        chain=event.chain,
        number=event.number,
        at=event.at,
        by=event.by,
        action=event.action,
        subject=event.subject,
        about=event.about,
        previous=event.previous,
        digest=event.digest,
    )

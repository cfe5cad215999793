"""Adding to the audit chain: the only write there is, always inside the transaction of what it tells about."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from waarborg.apps.audit.models import Chain, Event
from waarborg.core.terms.chain import link_digest

#: The chain of events that belong to no organisation.
PLATFORM = "platform"
#: Who acts when no person does: a command or background work.
SYSTEM = "system"


def record(
    *, chain: str, action: str, subject: str, by: str, at: datetime, about: Mapping[str, object] | None = None
) -> Event:
    """Add an event to the end of `chain`.

    `by` is the id of a person, or SYSTEM; `subject` is written as `kind/id`; `about` holds ids, codes and digests.
    Raises RuntimeError outside a transaction: an event and what it tells about are written together or not at all.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(
            "An audit event is written in the transaction of what it tells about; open one first."
        )
    Chain.objects.get_or_create(name=chain)
    end = Chain.objects.select_for_update().get(name=chain)
    number = end.length + 1
    content = dict(about or {})
    event = Event.objects.create(
        chain=chain,
        number=number,
        at=at,
        by=by,
        action=action,
        subject=subject,
        about=content,
        previous=end.head,
        digest=link_digest(
            chain=chain,
            number=number,
            at=at,
            by=by,
            action=action,
            subject=subject,
            about=content,
            previous=end.head,
        ),
    )
    end.length = number
    end.head = event.digest
    end.save(update_fields=("length", "head"))
    return event

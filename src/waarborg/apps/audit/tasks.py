"""Checking a chain in the background; that it was asked and what came out stand in the chain itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from waarborg.apps.audit import actions, queries
from waarborg.apps.audit.models import Event
from waarborg.core.terms.chain import Link

STARTED = "audit.start_verification"
FINISHED = "audit.finish_verification"


@dataclass(frozen=True)
class Check:
    """The newest check of a chain: who asked for it and when, and what came out, if it is finished."""

    started: Link
    finished: Link | None

    @property
    def breaks(self) -> list[dict[str, object]]:
        """Where the chain did not hold: number and fault of the first events; empty when it is whole."""
        found = self.finished.about.get("broken", []) if self.finished else []
        return list(found) if isinstance(found, list) else []


def start_verification(*, chain: str, by: str, at: datetime) -> None:
    """Write down that `by` asked for a check of `chain`, and hand the check to the background worker."""
    with transaction.atomic():
        event = actions.record(chain=chain, action=STARTED, subject=f"chain/{chain}", by=by, at=at)
    verify_chain.enqueue(chain, event.number, by)


@task()
def verify_chain(chain: str, started: int, by: str) -> int:
    """Check `chain` and write the outcome at its end; returns how many breaks there are."""
    found = queries.verify_chains(chain=chain)
    first = [{"number": item.number, "fault": str(item.fault)} for item in found.broken[:5]]
    with transaction.atomic():
        actions.record(
            chain=chain,
            action=FINISHED,
            subject=f"chain/{chain}",
            by=by,
            at=timezone.now(),
            about={"started": started, "events": found.events, "breaks": len(found.broken), "broken": first},
        )
    return len(found.broken)


def find_last_check(chain: str) -> Check | None:
    """The newest check of `chain`, or None when nobody ever asked for one."""
    rows = Event.objects.filter(chain=chain, action__in=(STARTED, FINISHED)).order_by("-number")[:20]
    links = [queries.to_link(row) for row in rows]
    started = next((link for link in links if link.action == STARTED), None)
    if started is None:
        return None
    finished = next((link for link in links if link.about.get("started") == started.number), None)
    return Check(started, finished)

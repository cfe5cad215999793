"""Recurring work: what must be done how often, and when it was last handed out.

Rooms say in their `AppConfig.ready` what they want done. The worker asks every minute what is due and hands it to the
queue; the table remembers, so a restart neither forgets nor repeats, and of several workers one wins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from waarborg.apps.notifications.models import Run


@dataclass(frozen=True)
class Duty:
    """A piece of recurring work. It runs `every` so often; with `after`, once a day from that time on.

    `start` hands the work to the queue.
    """

    name: str
    start: Callable[[], object]
    every: timedelta = timedelta(days=1)
    after: time | None = None

    def is_due(self, last: datetime | None, *, now: datetime) -> bool:
        """Whether the work must be done, when it was last done at `last` (None: never)."""
        if self.after is not None:
            here = timezone.localtime(now)
            if last is not None and timezone.localtime(last).date() >= here.date():
                return False
            return here.time() >= self.after
        return last is None or now - last >= self.every


_duties: dict[str, Duty] = {}


def plan(duty: Duty) -> None:
    """Have work done regularly. The same name again replaces what was planned before."""
    _duties[duty.name] = duty


def list_duties() -> tuple[Duty, ...]:
    """Everything that is done regularly, by name."""
    return tuple(_duties[name] for name in sorted(_duties))


def run_due(*, now: datetime) -> tuple[str, ...]:
    """Hand out what is due and say in the table that it was; returns the names."""
    last = dict(Run.objects.order_by().values_list("name", "last_at"))
    started = []
    for duty in list_duties():
        if duty.is_due(last.get(duty.name), now=now) and _claim(duty.name, last.get(duty.name), now=now):
            duty.start()
            started.append(duty.name)
    return tuple(started)


def _claim(name: str, last: datetime | None, *, now: datetime) -> bool:
    """Take the turn, unless another worker took it meanwhile."""
    if last is not None:
        return Run.objects.filter(name=name, last_at=last).update(last_at=now) == 1
    try:
        with transaction.atomic():
            Run.objects.create(name=name, last_at=now)
    except IntegrityError:
        return False
    return True

"""Background work of notifications: mail that leaves, the mail of the day, and what is old."""

from datetime import time, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from waarborg.apps.notifications import mailing, retention, schedule

#: What a connection still has to do after its transaction; so that many notifications ask for one task.
_ASKED = "_waarborg_mail_asked"


@task()
def send_waiting() -> int:
    """Send what must leave at once; returns how many mails left."""
    return mailing.send_waiting(at=timezone.now())


@task()
def send_daily() -> int:
    """Send the mail of the day; returns how many mails left."""
    return mailing.send_daily(at=timezone.now())


@task()
def remove_old() -> int:
    """Remove notifications that were read long ago; returns how many."""
    return retention.remove_old(at=timezone.now())


def mail_after_commit() -> None:
    """Ask for mail to be sent, once the transaction is whole; once for each transaction."""
    if any(getattr(call, _ASKED, False) for call in _waiting_calls()):
        return

    def ask() -> None:
        send_waiting.enqueue()

    setattr(ask, _ASKED, True)
    transaction.on_commit(ask)


def _waiting_calls() -> list[Any]:
    return [entry[1] for entry in connection.run_on_commit]


def plan() -> None:
    """Have mail tried again every quarter of an hour, and the rest done daily."""
    schedule.plan(schedule.Duty("notifications.retry", send_waiting.enqueue, every=timedelta(minutes=15)))
    schedule.plan(schedule.Duty("notifications.daily", send_daily.enqueue, after=time(7, 30)))
    schedule.plan(schedule.Duty("notifications.clean", remove_old.enqueue, after=time(3, 0)))

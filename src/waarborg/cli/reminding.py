"""`waarborg remind`: what the worker does daily, for who prefers cron."""

from typing import Annotated

import typer

from waarborg.cli.exits import answers, ending, print_json
from waarborg.cli.site import open_site


def remind(
    json: Annotated[
        bool, typer.Option("--json", help="Answer with one JSON object on standard output.")
    ] = False,
) -> None:
    """Remind of reviews and tasks, send the mail that waits and the mail of the day, and remove old notifications.

    A worker does the same by itself. Running it twice tells nobody twice.
    """
    with ending(as_json=json):
        open_site()
        from django.utils import timezone

        from waarborg.apps.notifications import mailing, retention
        from waarborg.apps.obligations import telling
        from waarborg.apps.publications import actions

        at = timezone.now()
        done = {
            "reminded": actions.remind(at=at),
            "tasks": telling.remind(at=at),
            "mails": mailing.send_waiting(at=at),
            "daily_mails": mailing.send_daily(at=at),
            "removed": retention.remove_old(at=at),
        }
    if json:
        print_json(done)
    else:
        answers.print(
            f"{done['reminded']} entries and {done['tasks']} tasks reminded of, {done['mails'] + done['daily_mails']} mails sent, "
            f"{done['removed']} old notifications removed."
        )

"""Mail about notifications: one at once, or one a day with everything of that day.

A mail holds the name of who gets it, what the notification is about and a link; no reasons, no names of others. A
notification is claimed before it is sent and marked after, each in a transaction of its own: two workers at once send
it once, and a mail that failed is tried again.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet

from waarborg.apps.notifications.models import Mail, Notification
from waarborg.apps.notifications.wording import word
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.terms.text import Text

log = logging.getLogger(__name__)

#: After so many failures a mail is given up; the notification itself stays in the workplace.
MOST_TRIES = 6
#: Who claimed a mail and did not finish within this time has stopped.
CLAIM_HOLDS = timedelta(minutes=15)
#: How many notifications are read at once.
BATCH = 200

GREETING = Text("Beste {name},", "Dear {name},")
DIGEST_TITLE = Text("Waarborg: {count} berichten voor u", "Waarborg: {count} notifications for you")
DIGEST_TITLE_ONE = Text("Waarborg: 1 bericht voor u", "Waarborg: 1 notification for you")
DIGEST_OPENING = Text("Dit gebeurde er sinds de vorige mail:", "This happened since the last mail:")
CLOSING = Text(
    "U krijgt deze mail omdat u in Waarborg werkt. Welke mail u krijgt, kiest u zelf:\n{link}",
    "You get this mail because you work in Waarborg. You choose yourself which mail you get:\n{link}",
)
#: Where people choose, without the language in front.
PREFERENCES = "werkplek/meldingen/voorkeuren"


def send_waiting(*, at: datetime) -> int:
    """Send what must leave at once and has not left; returns how many mails left."""
    sent = 0
    while rows := _claim(Notification.objects.filter(mail=Mail.AT_ONCE), at=at):
        for row in rows:
            sent += _send([row], at=at)
    return sent


def send_daily(*, at: datetime) -> int:
    """Send everybody one mail with what came since the last; returns how many mails left."""
    sent = 0
    while rows := _claim(Notification.objects.filter(mail=Mail.DAILY), at=at, whole_people=True):
        for _, own in groupby(rows, key=lambda row: row.person_id):
            sent += _send(list(own), at=at)
    return sent


@transaction.atomic
def _claim(rows: QuerySet[Notification], *, at: datetime, whole_people: bool = False) -> list[Notification]:
    """Notifications that nobody else is sending, marked as being sent; by person, oldest first."""
    free = rows.filter(
        Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM_HOLDS), mailed_at=None, tries__lt=MOST_TRIES
    )
    if whole_people:
        people = list(free.order_by("person_id").values_list("person_id", flat=True).distinct()[:BATCH])
        chosen = free.filter(person__in=people)
    else:
        chosen = free.filter(
            pk__in=list(free.order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH])
        )
    chosen = chosen.select_related("organisation").select_for_update(of=("self",))
    claimed = list(chosen.order_by("person_id", "created_at", "pk"))
    Notification.objects.filter(pk__in=[row.pk for row in claimed]).update(claimed_at=at)
    people_by_id = Person.objects.in_bulk({row.person_id for row in claimed})
    for row in claimed:
        row.person = people_by_id[row.person_id]
    return claimed


def _send(rows: Sequence[Notification], *, at: datetime) -> bool:
    """Send one mail to one person about `rows`; returns whether it left."""
    person = rows[0].person
    if not person.is_active or not person.email:
        _mark(rows, mail=Mail.NONE)
        return False
    if left := [row for row in rows if not _may_still_hear(row)]:
        _mark(left, mail=Mail.NONE)
        rows = [row for row in rows if row not in left]
    if not rows:
        return False
    mail = write(rows)
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        # The address stays out of the log: it says who somebody is.
        log.warning("Mail about notification %s did not leave: %s", rows[0].pk, type(error).__name__)
        for row in rows:
            row.tries += 1
        # The claim stays, and runs out by itself: so the next try is not at once.
        Notification.objects.bulk_update(rows, ("tries",))
        return False
    _mark(rows, mailed_at=at)
    return True


def _may_still_hear(row: Notification) -> bool:
    """Whether the person still works where it happened; between the telling and the mail a role may have ended."""
    return row.organisation is None or rights.may(row.person, "workplace.enter", row.organisation.code)


def _mark(rows: Iterable[Notification], **values: object) -> None:
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(**values)


def write(rows: Sequence[Notification]) -> EmailMessage:
    """The mail about these notifications to the one person they are for, in that person's language."""
    person = rows[0].person
    language = person.language
    words = [word(row, language) for row in rows]
    parts = [GREETING.in_language(language).format(name=person.name)]
    if rows[0].mail == Mail.DAILY:
        title = DIGEST_TITLE_ONE if len(rows) == 1 else DIGEST_TITLE
        subject = title.in_language(language).format(count=len(rows))
        parts.append(DIGEST_OPENING.in_language(language))
    else:
        subject = words[0].title
    parts += [f"{told.body}\n{address(row.link, language)}" for row, told in zip(rows, words, strict=True)]
    parts.append("-- \n" + CLOSING.in_language(language).format(link=address(PREFERENCES, language)))
    return EmailMessage(subject=subject, body="\n\n".join(parts) + "\n", to=[person.email or ""])


def address(link: str, language: str) -> str:
    """The whole address of a page, in a language."""
    return f"{settings.SITE_ADDRESS}/{language}/{link}"

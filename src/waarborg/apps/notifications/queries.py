"""All reads of notifications: for the bell, the list, and how somebody wants to be told."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from waarborg.adapters.content_files.notices import NoticeKind, load_notice_kinds
from waarborg.apps.notifications.mailing import MOST_TRIES
from waarborg.apps.notifications.models import Mail, Notification, Preference
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound


def count_unread(person: Person) -> int:
    """How many notifications this person has not read."""
    return Notification.objects.filter(person=person, read_at=None).count()


def list_notifications(person: Person) -> QuerySet[Notification]:
    """What this person was told: unread first, and within that newest first."""
    return (
        Notification.objects.select_related("organisation")
        .filter(person=person)
        .order_by(F("read_at").desc(nulls_first=True), "-created_at", "-id")
    )


def get_notification(person: Person, number: int) -> Notification:
    """One of this person's own notifications; raises NotFound, also for one of somebody else."""
    found = Notification.objects.filter(person=person, pk=number).first()
    if found is None:
        raise NotFound("There is no such notification.")
    return found


@dataclass(frozen=True)
class Choice:
    """How a person wants one kind by mail."""

    kind: NoticeKind
    mail: str


def list_choices(person: Person) -> list[Choice]:
    """How a person wants each kind, in the order of the content."""
    chosen = dict(Preference.objects.filter(person=person).order_by().values_list("kind", "mail"))
    return [Choice(kind, chosen.get(kind.code, kind.mail)) for kind in load_notice_kinds().values()]


def count_unsent() -> int:
    """How many mails were given up after the last try."""
    rows = Notification.objects.filter(mailed_at=None, tries__gte=MOST_TRIES)
    return rows.exclude(mail=Mail.NONE).count()

"""All writes to notifications and to what people want to hear.

A notification tells of something that stands in the audit chain itself, so it leaves no event of its own. It goes with
the person, and after a while by itself.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from waarborg.adapters.content_files.notices import load_notice_kinds
from waarborg.apps.notifications import tasks
from waarborg.apps.notifications.models import Mail, Notification, Preference
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.terms.text import LANGUAGES


@transaction.atomic
def notify(
    *,
    people: Iterable[Person],
    kind: str,
    about: Mapping[str, object],
    link: str,
    by: Person | str,
    at: datetime,
    organisation: Organisation | None = None,
    subject: str = "",
    by_mail: bool = True,
) -> list[Notification]:
    """Tell each of `people` once about something; who did it is not told.

    `about` holds what the texts of the kind ask; the name of `organisation` is filled in by itself. Days are written
    as 2026-12-31 and roles as their code. `link` leads to the page, as an address of this site. Mail leaves after the
    transaction, in the background. Raises KeyError for a kind that does not exist or a name that is missing.
    """
    found = load_notice_kinds()[kind]
    data = {**({"organisation": organisation.name} if organisation else {}), **about}
    if missing := sorted(found.needed - set(data)):
        raise KeyError(f"A notification of the kind {kind} needs {', '.join(missing)}.")
    author = by if isinstance(by, str) else str(by.pk)
    told = {person.pk: person for person in people if person.is_active and str(person.pk) != author}
    if not told:
        return []
    chosen = dict(
        Preference.objects.filter(person__in=told, kind=kind).order_by().values_list("person_id", "mail")
    )
    rows = [
        Notification(
            person=person,
            kind=kind,
            organisation=organisation,
            subject=subject[:128],
            link=without_language(link)[:500],
            data=data,
            by=author,
            created_at=at,
            mail=chosen.get(pk, found.mail) if by_mail and person.email else Mail.NONE,
        )
        for pk, person in sorted(told.items(), key=lambda item: str(item[0]))
    ]
    made = Notification.objects.bulk_create(rows)
    if any(row.mail == Mail.AT_ONCE for row in made):
        tasks.mail_after_commit()
    return made


def without_language(link: str) -> str:
    """An address of this site without the language in front, so that each reads the page in their own."""
    path = link.removeprefix("/")
    first, slash, rest = path.partition("/")
    return rest if slash and first in LANGUAGES else path


@transaction.atomic
def settle(*, subject: str, kinds: Iterable[str], at: datetime) -> int:
    """Mark as read, for everybody, what asked for something that is done by now; no mail leaves for it any more."""
    rows = Notification.objects.filter(subject=subject, kind__in=list(kinds))
    rows.filter(mailed_at=None, claimed_at=None).update(mail=Mail.NONE)
    return rows.filter(read_at=None).update(read_at=at)


@transaction.atomic
def begin_quietly(*, since: datetime) -> None:
    """After invented history was written: leave only what was told after `since`, and send no mail for it."""
    Notification.objects.filter(created_at__lt=since).order_by().delete()
    Notification.objects.order_by().update(mail=Mail.NONE)


@transaction.atomic
def mark_read(*, person: Person, ids: Iterable[int], at: datetime) -> int:
    """Mark some of a person's own notifications as read; returns how many were not yet."""
    return Notification.objects.filter(person=person, pk__in=list(ids), read_at=None).update(read_at=at)


@transaction.atomic
def mark_all_read(*, person: Person, at: datetime) -> int:
    """Mark everything that a person was told up to now as read; returns how many that were."""
    return Notification.objects.filter(person=person, read_at=None, created_at__lte=at).update(read_at=at)


@transaction.atomic
def choose_mail(*, person: Person, choices: Mapping[str, str]) -> int:
    """Keep how a person wants each kind by mail; returns how many choices changed.

    Raises KeyError for a kind, and ValueError for a way, that does not exist.
    """
    kinds = load_notice_kinds()
    known = dict(Preference.objects.filter(person=person).order_by().values_list("kind", "mail"))
    changed = 0
    for kind, way in choices.items():
        mail = Mail(way).value
        if known.get(kind, kinds[kind].mail) != mail:
            Preference.objects.update_or_create(person=person, kind=kind, defaults={"mail": mail})
            changed += 1
    return changed


@transaction.atomic
def choose_language(*, person: Person, language: str) -> None:
    """Keep in which language a person is written to. Raises ValueError for a language the site does not have."""
    if language not in LANGUAGES:
        raise ValueError(f"There is no mail in {language!r}.")
    person.language = language
    person.save(update_fields=("language",))

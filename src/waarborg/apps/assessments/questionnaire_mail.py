"""Mail to who replies to a questionnaire from outside: the link, a reminder before and after the last day, and a reply
that comes back. A mail that did not leave is told on the page of the questionnaire; the link stands there too.
"""

import logging
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from waarborg.apps.assessments import telling
from waarborg.apps.assessments.models import Questionnaire, Respondent, State
from waarborg.apps.audit.actions import SYSTEM

log = logging.getLogger(__name__)

#: Before the last day one reminder, and after it one; and never two within so many days.
MOST_REMINDERS, BETWEEN = 2, timedelta(days=3)
_SALT = "waarborg.questionnaire"


def make_secret(respondent: Respondent) -> str:
    """The secret of a link, made again from the secret of the site: a reminder can hold it, and no table does."""
    return salted_hmac(_SALT, f"{respondent.pk}:{respondent.nonce}", algorithm="sha256").hexdigest()


def make_link(respondent: Respondent) -> str:
    """The address on this site where somebody outside replies, in the language of the questionnaire; empty without."""
    if not respondent.nonce:
        return ""
    with override(respondent.questionnaire.language):
        return reverse("web:reply", kwargs={"secret": make_secret(respondent)})


# --- mail ------------------------------------------------------------------------------------------------------
@task()
def send_request(respondent_id: int) -> bool:
    """Mail the link; whether it left."""
    return _send(respondent_id, "request")


@task()
def send_back(respondent_id: int) -> bool:
    """Mail that a reply came back to be changed, with the link; whether it left."""
    return _send(respondent_id, "back")


@task()
def send_reminder(respondent_id: int) -> bool:
    """Mail that a reply is still to come, with the link; whether it left."""
    return _send(respondent_id, "reminder")


def _send(respondent_id: int, kind: str) -> bool:
    row = _list_waiting().filter(pk=respondent_id).exclude(email="").exclude(nonce="").first()
    if row is None:
        return False
    with override(row.questionnaire.language):
        subject, text = _write(row, kind)
    moment = timezone.now()
    try:
        send_mail(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [row.email])
    except (OSError, SMTPException) as error:
        # The address stays out of the log: it says who somebody is.
        log.warning("The mail to respondent %s did not leave: %s", row.pk, type(error).__name__)
        Respondent.objects.filter(pk=row.pk).update(mail_failed_at=moment)
        return False
    Respondent.objects.filter(pk=row.pk).update(mailed_at=moment, mail_failed_at=None)
    return True


def _write(row: Respondent, kind: str) -> tuple[str, str]:
    questionnaire = row.questionnaire
    names = {
        "title": questionnaire.title,
        "organisation": questionnaire.organisation.name,
        "day": date_format(questionnaire.due_on, "j F Y"),
    }
    openings = {
        "request": _("%(organisation)s asks you to fill in “%(title)s” before or on %(day)s."),
        "reminder": _(
            "%(organisation)s asked you to fill in “%(title)s”, and has not received it yet. The last day is %(day)s."
        ),
        "back": _("%(organisation)s gives “%(title)s” back to you, to change or complete something."),
    }
    subjects = {
        "request": _("Please fill in: %(title)s"),
        "reminder": _("Reminder: %(title)s"),
        "back": _("Please look again: %(title)s"),
    }
    reason = row.assessment.state_reason if kind == "back" and row.assessment is not None else ""
    parts = [
        openings[kind] % names,
        reason,
        questionnaire.text if kind == "request" else "",
        _("This is your link: %(address)s") % {"address": settings.SITE_ADDRESS + make_link(row)},
        _(
            "You need no account. What you fill in is kept while you write, and you can go on later. Who has the link can "
            "read and change your answers: pass it on within your own organisation only."
        ),
    ]
    return subjects[kind] % names, "\n\n".join(part for part in parts if part) + "\n"


# --- reminding -------------------------------------------------------------------------------------------------
def remind(*, at: datetime) -> int:
    """Remind who has not replied: some days before the last day, and the day after it; returns how many were told."""
    rows = [row for row in _list_reachable(at=at) if _is_time(row, timezone.localdate(at))]
    for row in rows:
        remind_one(row, at=at)
    return len(rows)


def remind_one(row: Respondent, *, at: datetime) -> None:
    """Remind somebody: by mail, or in the workplace who works here. For actions, within their transaction."""
    Respondent.objects.filter(pk=row.pk).update(reminded_at=at, reminders=row.reminders + 1)
    if row.organisation is not None:
        telling.tell_questionnaire(row, by=SYSTEM, at=at)
    else:
        transaction.on_commit(lambda: send_reminder.enqueue(row.pk))


def list_waiting(questionnaire: Questionnaire, *, at: datetime) -> list[Respondent]:
    """Who can be reminded now of one questionnaire."""
    return list(_list_reachable(at=at).filter(questionnaire=questionnaire))


def _list_reachable(*, at: datetime) -> QuerySet[Respondent]:
    """Who still has to reply, can be reached, and was not reminded a few days ago."""
    rows = _list_waiting().filter(Q(organisation__isnull=False) | ~Q(email=""))
    return rows.filter(Q(reminded_at=None) | Q(reminded_at__lte=at - BETWEEN)).order_by("id")


def _is_time(row: Respondent, today: date) -> bool:
    questionnaire = row.questionnaire
    if row.reminders >= MOST_REMINDERS:
        return False
    if today > questionnaire.due_on:
        # Once: who was reminded after the last day is left alone.
        return row.reminded_at is None or timezone.localdate(row.reminded_at) <= questionnaire.due_on
    soon = questionnaire.due_on - timedelta(days=questionnaire.remind_days)
    return bool(questionnaire.remind_days) and today >= soon and row.reminders == 0


def _list_waiting() -> QuerySet[Respondent]:
    """Who still has to reply."""
    rows = Respondent.objects.filter(
        handed_in_at=None, withdrawn_at=None, questionnaire__in=Questionnaire.objects.filter(closed_at=None)
    ).exclude(assessment__state=State.ENDED)
    return rows.select_related("questionnaire__organisation", "organisation", "assessment")


@task()
def remind_respondents() -> int:
    """Look once a day who must be reminded; returns how many were told."""
    return remind(at=timezone.now())

"""Mailing the answer to a reader who left an address, in the background; after that the address is gone.

A mail that did not leave is tried again for a week. Then the address goes all the same: it is kept for the answer alone.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.models import Report
from waarborg.apps.publications.reactions import actions, queries

log = logging.getLogger(__name__)

#: A mail that did not leave by then is tried again, until the last.
TRIED_AGAIN_AFTER, TRIED_UNTIL = timedelta(minutes=15), timedelta(days=7)
MOST_AT_ONCE = 200


@task()
def send_answer(report_id: int, site: str) -> bool:
    """Mail the answer to a report and forget the address; whether there was one to mail to.

    `site` is the address of the site, without a slash at its end.
    """
    try:
        report = queries.get_report(report_id)
    except NotFound:
        return False
    if not report.email or not report.answer:
        return False
    line = queries.to_correction(report)
    with override(report.language):
        place = site + reverse("public:entry", args=[report.entry.public_id])
        text = _(
            "You reported something about “%(title)s” of %(organisation)s.\n\n"
            "The answer:\n\n%(answer)s\n\n"
            "The description: %(address)s\n\n"
            "%(afterwards)s You cannot reply to this message."
        ) % {
            "title": line.title,
            "organisation": line.organisation,
            "answer": report.answer,
            "address": place,
            "afterwards": _say_afterwards(report),
        }
        subject = _("Answer to your report about %(title)s") % {"title": line.title[:80]}
    try:
        send_mail(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [report.email])
    except (OSError, SMTPException) as error:
        # The address stays out of the log: it says who somebody is.
        log.warning("The answer to report %s did not leave: %s", report_id, type(error).__name__)
        return False
    actions.forget_address(report_id=report_id)
    return True


def _say_afterwards(report: Report) -> str:
    """What happens to the address of the reader; who still waits for the mending gets one mail more."""
    if report.state == Report.State.ACCEPTED:
        return _("You get one more mail when it is mended. Then we remove your mail address.")
    return _("We now remove your mail address.")


@task()
def send_again() -> int:
    """Try mails that did not leave once more, and forget the addresses of those that never did; returns how many left."""
    moment = timezone.now()
    late = queries.list_unsent(before=moment - TRIED_AGAIN_AFTER)
    for report_id in late.filter(answered_at__lt=moment - TRIED_UNTIL).values_list("pk", flat=True):
        actions.forget_address(report_id=report_id)
    waiting = list(
        late.filter(answered_at__gte=moment - TRIED_UNTIL).values_list("pk", flat=True)[:MOST_AT_ONCE]
    )
    return sum(send_answer.call(report_id, settings.SITE_ADDRESS) for report_id in waiting)

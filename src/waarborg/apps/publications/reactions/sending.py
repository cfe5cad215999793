"""Mailing the answer to a reader who left an address, in the background; after that the address is gone."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.reactions import actions, queries


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
            "We now remove your mail address. You cannot reply to this message."
        ) % {
            "title": line.title,
            "organisation": line.organisation,
            "answer": report.answer,
            "address": place,
        }
        subject = _("Answer to your report about %(title)s") % {"title": line.title[:80]}
    send_mail(subject.replace("\n", " "), text, settings.DEFAULT_FROM_EMAIL, [report.email])
    actions.forget_address(report_id=report_id)
    return True

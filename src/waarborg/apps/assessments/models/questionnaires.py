"""A form that is sent to many: organisations or suppliers, before a day, and what each of them replied."""

from django.db import models

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.models.assessments import Assessment, FixedVersion
from waarborg.apps.assessments.models.together import Invitation
from waarborg.apps.organisations.models import Organisation


class Questionnaire(models.Model):
    """A form that an organisation sends out. algorithm: the one it is about, if any; who replies sees its name only.

    product: what suppliers are asked about, in words for them. language: of the mail. remind_days: so many days before
    the last day somebody who has not replied is reminded; 0 for never. follows: the one of the year before.
    """

    PRIVACY = {
        "id": "none",
        "organisation": "none",
        "algorithm": "none",
        "form": "none",
        "form_version": "none",
        "title": "none",
        "product": "none",
        "text": "may-hold",
        "language": "none",
        "due_on": "none",
        "remind_days": "none",
        "follows": "none",
        "by": "pseudonym",
        "at": "none",
        "closed_by": "pseudonym",
        "closed_at": "none",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questionnaires")
    algorithm = models.ForeignKey(
        Algorithm, on_delete=models.PROTECT, null=True, related_name="questionnaires"
    )
    form = models.CharField(max_length=40)
    form_version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    product = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="nl")
    due_on = models.DateField()
    remind_days = models.PositiveSmallIntegerField(default=14)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("organisation", "-at", "-id")

    def __str__(self) -> str:
        return self.title


class Respondent(models.Model):
    """Who is asked to reply: an organisation that works here, or somebody outside with a link.

    name: of the organisation or supplier. contact, email: of who gets the link. organisation: the one that works here;
    it replies with a version that it signed itself. assessment, invitation: what somebody outside fills in, and the link
    for it. nonce: from which, with the secret of the site, the link is made again for a reminder. mailed_at: when the
    link left by mail; mail_failed_at: when it did not. version: what was handed in; handed_in_by: the name that was
    given with it.
    """

    PRIVACY = {
        "id": "none",
        "questionnaire": "none",
        "name": "none",
        "contact": "personal",
        "email": "personal",
        "organisation": "none",
        "assessment": "none",
        "invitation": "none",
        "nonce": "secret",
        "mailed_at": "none",
        "mail_failed_at": "none",
        "reminded_at": "none",
        "reminders": "none",
        "version": "none",
        "handed_in_at": "none",
        "handed_in_by": "personal",
        "withdrawn_by": "pseudonym",
        "withdrawn_at": "none",
    }

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="respondents")
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="asked_by_questionnaires"
    )
    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, null=True, related_name="respondent"
    )
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, related_name="respondent"
    )
    nonce = models.CharField(max_length=32, blank=True)
    mailed_at = models.DateTimeField(null=True)
    mail_failed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    version = models.ForeignKey(FixedVersion, on_delete=models.PROTECT, null=True, related_name="replies")
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.CharField(max_length=200, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("questionnaire", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("questionnaire", "organisation"),
                condition=models.Q(withdrawn_at__isnull=True, organisation__isnull=False),
                name="assessments_one_respondent_per_organisation",
            ),
        )
        indexes = (models.Index(fields=("organisation", "handed_in_at"), name="assessments_asked"),)

    def __str__(self) -> str:
        return self.name

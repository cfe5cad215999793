"""What people are told, how they want to be told, and when recurring work was last done."""

from django.db import models

from waarborg.apps.organisations.models import Organisation, Person


class Mail(models.TextChoices):
    """Whether and when something also goes by mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


class Notification(models.Model):
    """One thing that one person is told. `kind` stands in `content/notifications`, `data` fills its texts.

    `subject` is what it is about, as `kind/id`; `link` is the address of the page without the language in front.
    `mail` is how it goes by mail; `claimed_at` marks that somebody is sending it now, `tries` counts failures.
    """

    PRIVACY = {
        "id": "none",
        "person": "pseudonym",
        "kind": "none",
        "organisation": "none",
        "subject": "pseudonym",
        "link": "none",
        "data": "may-hold",
        "by": "pseudonym",
        "created_at": "none",
        "read_at": "none",
        "mail": "none",
        "claimed_at": "none",
        "tries": "none",
        "mailed_at": "none",
    }

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=32)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="notifications"
    )
    subject = models.CharField(max_length=128, blank=True)
    link = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict)
    by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.NONE)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=("person", "read_at", "-created_at"), name="notifications_of_person"),
            models.Index(
                fields=("mail", "created_at"),
                name="notifications_to_mail",
                condition=models.Q(mailed_at__isnull=True),
            ),
            models.Index(fields=("subject", "kind"), name="notifications_about"),
        )


class Preference(models.Model):
    """How a person wants one kind by mail; without one, what the kind itself says."""

    PRIVACY = {"id": "none", "person": "pseudonym", "kind": "none", "mail": "personal"}

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=32)
    mail = models.CharField(max_length=8, choices=Mail.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "kind"), name="notifications_one_choice_per_kind"),
        )


class Run(models.Model):
    """When a piece of recurring work was last handed out, so that a restart neither forgets nor repeats it."""

    PRIVACY = {"name": "none", "last_at": "none"}

    name = models.CharField(max_length=64, primary_key=True)
    last_at = models.DateTimeField()

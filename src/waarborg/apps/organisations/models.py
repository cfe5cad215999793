"""Organisations, the people who work there, and the roles they hold."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from waarborg.core.publication.workflow import Flow

#: Months after which a text is looked at again, where an organisation has not chosen a number of its own.
REVIEW_MONTHS = 12


class Organisation(models.Model):
    """A public body, current or historical. `code` is its TOOI id (`gm0344`) or a code of our own."""

    PRIVACY = {
        "id": "none",
        "code": "none",
        "tooi_uri": "none",
        "name": "none",
        "name_en": "none",
        "other_names": "none",
        "kind": "none",
        "is_current": "none",
        "ended_on": "none",
        "parent": "none",
        "successors": "none",
        "about": "none",
        "about_en": "none",
        "contact": "none",
        "website": "none",
        "flow": "none",
        "review_months": "none",
    }

    code = models.CharField(max_length=64, unique=True)
    tooi_uri = models.URLField(max_length=200, null=True, unique=True)
    name = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True)
    other_names = models.JSONField(default=list)
    kind = models.CharField(max_length=64, db_index=True)
    is_current = models.BooleanField(default=True)
    ended_on = models.DateField(null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors")
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    contact = models.CharField(max_length=500, blank=True)
    website = models.CharField(max_length=500, blank=True)
    flow = models.CharField(
        max_length=16, choices=[(flow.value, flow.value) for flow in Flow], default=Flow.OWN.value
    )
    review_months = models.PositiveSmallIntegerField(default=REVIEW_MONTHS)

    class Meta:
        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can log in. Everything else refers to the id, so that erasing changes this record alone."""

    PRIVACY = {
        "id": "pseudonym",
        "password": "secret",
        "last_login": "personal",
        "email": "personal",
        "name": "personal",
        "is_active": "none",
        "is_demo": "none",
        "erased_at": "none",
        "language": "personal",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(max_length=254, unique=True, null=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, default="nl")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name to show."""
        return self.name


class Grant(models.Model):
    """A role that a person holds in an organisation, from when until when.

    With `stands_in_for` it is the role of that other person, for a substitute: from `starts_on` up to and including
    `until_on`, after which it holds no longer by itself.
    """

    PRIVACY = {
        "id": "none",
        "person": "pseudonym",
        "organisation": "none",
        "role": "none",
        "granted_at": "none",
        "granted_by": "pseudonym",
        "ended_at": "none",
        "ended_by": "pseudonym",
        "stands_in_for": "pseudonym",
        "starts_on": "none",
        "until_on": "none",
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)
    stands_in_for = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="substitutions"
    )
    starts_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ("organisation__name", "role", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=Q(ended_at__isnull=True, stands_in_for__isnull=True),
                name="organisations_one_open_grant",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True, starts_on__isnull=True, until_on__isnull=True)
                | Q(
                    stands_in_for__isnull=False,
                    starts_on__isnull=False,
                    until_on__gte=models.F("starts_on"),
                ),
                name="organisations_a_substitute_has_a_period",
            ),
        )

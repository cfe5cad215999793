"""Reads of review dates, and the column of the entry that repeats the fact."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.db.models.signals import post_save

from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.publications.models import Entry
from waarborg.core.publication.reviews import horizon

#: The facts of the vocabulary that say when a text is looked at again, and when that was done last.
REVIEW_ON, REVIEWED_ON = "review_on", "reviewed_on"


def read_date(algorithm: Algorithm) -> tuple[date | None, bool]:
    """The date of review of a dossier, and whether a person chose it."""
    newest = next(iter(facts.list_facts(algorithm, key=REVIEW_ON)), None)
    if newest is None:
        return None, False
    return to_date(newest.value), newest.by != SYSTEM


def to_date(value: object) -> date | None:
    """The day that a fact says; None when it says none."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def list_due(organisations: Iterable[str] | None, *, today: date) -> QuerySet[Entry]:
    """Entries with a public text whose review is near or past, oldest date first; of these organisations."""
    rows = (
        Entry.objects.select_related("organisation", "algorithm")
        .filter(algorithm__isnull=False, live__isnull=False, review_on__lte=horizon(today))
        .order_by("review_on", "public_id")
    )
    return rows if organisations is None else rows.filter(organisation__code__in=set(organisations))


def follow_facts() -> None:
    """Keep the column of the entry equal to the fact, whoever records or redacts it."""
    post_save.connect(_repeat, sender=Fact, dispatch_uid="publications.review_on")


def _repeat(instance: Fact, **_rest: object) -> None:
    if instance.key == REVIEW_ON:
        repeat(instance.algorithm)


def repeat(algorithm: Algorithm) -> None:
    """Write in the entry of a dossier what its newest fact says of the review."""
    chosen, _ = read_date(algorithm)
    Entry.objects.filter(algorithm=algorithm).exclude(review_on=chosen).update(review_on=chosen)

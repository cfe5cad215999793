"""Review dates. The fact `review_on` of the dossier is what counts; the column of the entry repeats it.

A publication sets the date, a person moves it, and who looked and found nothing to change says so with one fact more.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import notices, reviews
from waarborg.apps.publications.actions.locking import lock, record
from waarborg.apps.publications.models import Entry, Reminder
from waarborg.core.publication.reviews import choose_next, find_stage
from waarborg.core.publication.workflow import State
from waarborg.core.terms.text import Text

#: A date of review lies at most so far ahead.
MOST_YEARS = 10
REVIEW_ON, REVIEWED_ON = reviews.REVIEW_ON, reviews.REVIEWED_ON


class ReviewRefused(Exception):
    """A review cannot be recorded; the reason is in words for the person who tried."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.code = code
        self.reason = reason


def set_after_publication(*, entry: Entry, at: datetime) -> None:
    """Set when a text that was published now is looked at again. Called inside the transaction of the action."""
    if entry.algorithm is None:
        return
    chosen, by_person = reviews.read_date(entry.algorithm)
    following = choose_next(
        chosen,
        by_person=by_person,
        published_on=timezone.localdate(at),
        months=entry.organisation.review_months,
    )
    if following != chosen:
        algorithms.record_by_system(
            algorithm=entry.algorithm, values={REVIEW_ON: following.isoformat()}, at=at
        )
        entry.review_on = following
    notifications.settle(subject=notices.subject_of(entry), kinds=("review_due",), at=at)


@transaction.atomic
def confirm_review(*, entry: Entry, next_on: date, by: Person, at: datetime) -> None:
    """Record that the public text was looked at and is still right, and when it is looked at next.

    Raises NotAllowed, or ReviewRefused for a text that is not public or a date that does not lie ahead.
    """
    algorithm = lock(entry)
    rights.demand(by, "publications.edit", entry.organisation.code)
    if entry.live_id is None:
        raise ReviewRefused(
            "not_public",
            Text(
                "Er is nu geen openbare tekst, dus er is niets om te bevestigen.",
                "There is no public text now, so there is nothing to confirm.",
            ),
        )
    _demand_ahead(next_on, at=at)
    values = {REVIEWED_ON: timezone.localdate(at).isoformat(), REVIEW_ON: next_on.isoformat()}
    algorithms.record_facts(algorithm=algorithm, values=values, by=by, at=at)
    entry.review_on = next_on
    record(entry, "confirm_review", by=by, at=at, about={"next": next_on.isoformat()})
    notifications.settle(subject=notices.subject_of(entry), kinds=("review_due",), at=at)


@transaction.atomic
def move_review(*, entry: Entry, next_on: date, by: Person, at: datetime) -> None:
    """Choose another date of review, without saying that the text was looked at."""
    algorithm = lock(entry)
    rights.demand(by, "publications.edit", entry.organisation.code)
    _demand_ahead(next_on, at=at)
    algorithms.record_facts(algorithm=algorithm, values={REVIEW_ON: next_on.isoformat()}, by=by, at=at)
    entry.review_on = next_on
    notifications.settle(subject=notices.subject_of(entry), kinds=("review_due",), at=at)


def _demand_ahead(day: date, *, at: datetime) -> None:
    if day <= timezone.localdate(at):
        raise ReviewRefused(
            "not_ahead", Text("Kies een dag die nog komt.", "Choose a day that is still to come.")
        )
    if (day - timezone.localdate(at)).days > MOST_YEARS * 366:
        raise ReviewRefused(
            "too_far",
            Text(
                f"Kies een dag binnen {MOST_YEARS} jaar. Een tekst die zo lang niet wordt nagelopen, veroudert.",
                f"Choose a day within {MOST_YEARS} years. A text that nobody looks at for so long goes out of date.",
            ),
        )


def remind(*, at: datetime) -> int:
    """Tell of every review that is near or past; returns of how many entries.

    What was told stays told: however often this runs, each stage of each date is told once.
    """
    today = timezone.localdate(at)
    count = 0
    for entry in reviews.list_due(None, today=today).iterator(chunk_size=200):
        count += _remind_one(entry, today=today, at=at)
    return count


@transaction.atomic
def _remind_one(entry: Entry, *, today: date, at: datetime) -> bool:
    stage = find_stage(entry.review_on, today=today) if entry.review_on else None
    if stage is None or entry.review_on is None or entry.state == State.ARCHIVED:
        return False
    made = Reminder.objects.get_or_create(
        entry=entry, review_on=entry.review_on, stage=stage, defaults={"at": at}
    )[1]
    if not made:
        return False
    people = rights.list_holders("publications.edit", entry.organisation.code)
    if stage > 0:
        people += rights.list_holders("publications.approve", entry.organisation.code)
    day = entry.review_on.isoformat()
    notices.tell("review_due", entry, people, by=SYSTEM, at=at, page="review", day=day)
    return True

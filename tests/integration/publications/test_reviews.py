"""Review dates: a publication sets them, people move them, reminders come once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine

from tests.conftest import NOW
from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.algorithms.actions import record_facts, redact_fact
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.algorithms.verifying import find_changed_facts
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions, reviews
from waarborg.apps.publications.models import Entry, Reminder

pytestmark = pytest.mark.django_db
A_YEAR_ON = date(2027, 11, 22)


def publish(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.publish()
    desk.entry.refresh_from_db()


def remind(day: date) -> int:
    moment = NOW.replace(year=day.year, month=day.month, day=day.day)
    with time_machine.travel(moment, tick=False):
        return actions.remind(at=moment)


def told(person: Person) -> int:
    return Notification.objects.filter(person=person, kind="review_due").count()


def test_a_publication_sets_the_date_as_a_fact_and_the_entry_repeats_it(desk: Desk) -> None:
    publish(desk)
    assert desk.entry.review_on == A_YEAR_ON
    fact = Fact.objects.get(key="review_on")
    assert (fact.value, fact.by, fact.origin) == ("2027-11-22", "system", "rule")
    assert find_changed_facts() == []
    assert verify_chains().broken == ()


def test_the_organisation_chooses_after_how_many_months(desk: Desk) -> None:
    desk.entry.organisation.review_months = 6
    desk.entry.organisation.save()
    publish(desk)
    assert desk.entry.review_on == date(2027, 5, 22)


def test_a_date_that_somebody_chose_stays_when_the_next_version_comes(desk: Desk) -> None:
    publish(desk)
    actions.move_review(entry=desk.entry, next_on=date(2027, 2, 1), by=desk.editor, at=desk.tick())
    desk.write(goal="Nieuw doel.")
    desk.publish()
    desk.entry.refresh_from_db()
    assert desk.entry.review_on == date(2027, 2, 1)


def test_the_fact_counts_wherever_it_is_recorded_or_redacted(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    publish(desk)
    assert desk.entry.algorithm is not None
    values = {"review_on": "2027-03-04"}
    record_facts(algorithm=desk.entry.algorithm, values=values, by=desk.editor, at=desk.tick())
    assert Entry.objects.get(pk=desk.entry.pk).review_on == date(2027, 3, 4)
    fact = Fact.objects.filter(key="review_on").order_by("-id")[0]
    redact_fact(fact=fact, by=person_with_role("privacy_officer"), at=desk.tick(), reason="Verkeerd.")
    assert Entry.objects.get(pk=desk.entry.pk).review_on is None


def test_reviewed_and_nothing_to_change_is_a_fact_and_moves_the_date(desk: Desk) -> None:
    publish(desk)
    next_on = date(2028, 1, 1)
    actions.confirm_review(entry=desk.entry, next_on=next_on, by=desk.editor, at=desk.tick())
    newest = dict(Fact.objects.order_by("id").values_list("key", "value"))
    assert (newest["reviewed_on"], newest["review_on"]) == ("2026-11-22", "2028-01-01")
    assert Entry.objects.get(pk=desk.entry.pk).review_on == next_on
    assert Event.objects.get(action="publications.confirm_review").about == {"next": "2028-01-01"}
    assert desk.entry.state == "published"


def test_only_a_writer_reviews_only_what_is_public_and_only_ahead(desk: Desk) -> None:
    desk.write(**WHOLE)
    ahead = NOW.date() + timedelta(days=90)
    with pytest.raises(actions.ReviewRefused) as refused:
        actions.confirm_review(entry=desk.entry, next_on=ahead, by=desk.editor, at=desk.tick())
    assert refused.value.code == "not_public"
    desk.publish()
    with pytest.raises(NotAllowed):
        actions.confirm_review(entry=desk.entry, next_on=ahead, by=desk.approver, at=desk.tick())
    with pytest.raises(actions.ReviewRefused) as refused:
        actions.move_review(entry=desk.entry, next_on=NOW.date(), by=desk.editor, at=desk.tick())
    assert refused.value.code == "not_ahead"


def test_people_are_reminded_before_on_the_day_and_every_thirty_days_after_each_once(desk: Desk) -> None:
    publish(desk)
    counts = {
        A_YEAR_ON - timedelta(days=31): 0,
        A_YEAR_ON - timedelta(days=30): 1,
        A_YEAR_ON - timedelta(days=12): 1,
        A_YEAR_ON: 2,
        A_YEAR_ON + timedelta(days=29): 2,
        A_YEAR_ON + timedelta(days=30): 3,
        A_YEAR_ON + timedelta(days=95): 4,
    }
    for day, expected in counts.items():
        remind(day)
        assert remind(day) == 0, "the second time that day nobody is told again"
        assert told(desk.editor) == expected, day
    # The approver hears of it when it is overdue.
    assert told(desk.approver) == 2
    assert Reminder.objects.count() == 4


def test_a_new_date_starts_the_reminders_anew(desk: Desk) -> None:
    publish(desk)
    remind(A_YEAR_ON)
    with time_machine.travel(NOW + timedelta(days=366), tick=False):
        moment = NOW + timedelta(days=366)
        actions.move_review(entry=desk.entry, next_on=date(2027, 12, 1), by=desk.editor, at=moment)
    assert not Notification.objects.filter(kind="review_due", read_at=None).exists()
    assert remind(date(2027, 12, 1)) == 1


def test_of_a_withdrawn_text_nobody_is_reminded(desk: Desk) -> None:
    publish(desk)
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Gestopt.")
    assert remind(A_YEAR_ON) == 0


def test_what_is_due_lies_within_thirty_days(desk: Desk) -> None:
    publish(desk)
    early, late = A_YEAR_ON - timedelta(days=31), A_YEAR_ON - timedelta(days=30)
    assert not reviews.list_due(None, today=early).exists()
    assert list(reviews.list_due(None, today=late)) == [desk.entry]
    assert not reviews.list_due({"elders"}, today=late).exists()


@pytest.mark.parametrize("day", [date(2041, 1, 1), date(9999, 12, 31)])
def test_a_review_is_not_put_off_for_ever(desk: Desk, day: date) -> None:
    publish(desk)
    for act in (actions.move_review, actions.confirm_review):
        with pytest.raises(actions.ReviewRefused) as refused:
            act(entry=desk.entry, next_on=day, by=desk.editor, at=desk.tick())
        assert refused.value.code == "too_far"

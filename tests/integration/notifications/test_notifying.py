"""Telling people: who is told, once, in the workplace; and what they no longer need to read."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.integration.notifications.conftest import Tell
from waarborg.apps.notifications import actions, queries, retention
from waarborg.apps.notifications.models import Notification, Preference
from waarborg.apps.notifications.wording import word
from waarborg.apps.organisations.actions import erase_person
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound

pytestmark = pytest.mark.django_db
Somebody = Callable[..., Person]


def test_each_person_is_told_once_and_who_did_it_is_not(tell: Tell, person_with_role: Somebody) -> None:
    one, other, author = (person_with_role("editor") for _ in range(3))
    made = tell(one, one, other, author, by=author)
    assert {row.person_id for row in made} == {one.pk, other.pk}
    assert queries.count_unread(one) == 1
    assert queries.count_unread(author) == 0


def test_who_may_no_longer_log_in_is_told_nothing(tell: Tell, person_with_role: Somebody) -> None:
    person = person_with_role("editor")
    erase_person(person=person, by="system", at=NOW, reason="Vertrokken.")
    assert tell(person) == []


def test_a_kind_that_does_not_exist_or_lacks_a_name_is_an_error_of_the_caller(
    tell: Tell, person_with_role: Somebody
) -> None:
    person = person_with_role("editor")
    with pytest.raises(KeyError):
        tell(person, kind="gossip")
    with pytest.raises(KeyError, match="needs day"):
        tell(person, kind="review_due")
    assert not Notification.objects.exists()


def test_it_reads_in_the_language_of_the_page(tell: Tell, person_with_role: Somebody) -> None:
    person = person_with_role("editor")
    row = tell(person, kind="review_due", about={"name": "Inkomenstoeslag", "day": "2027-03-01"})[0]
    assert "De dag daarvoor is 1 maart 2027." in word(row, "nl").body
    assert "The day for that is 1 March 2027." in word(row, "en").body
    role = tell(person, kind="role_given", about={"role": "approver"})[0]
    assert word(role, "nl").title == "U bent Goedkeurder bij Voorbeeldstad"
    assert word(role, "en").title == "You are Approver at Voorbeeldstad"


def test_a_name_with_braces_and_lines_stays_what_it_is(tell: Tell, person_with_role: Somebody) -> None:
    row = tell(person_with_role("editor"), name="Een {kind}\r\nBcc: iemand@example.org")[0]
    assert word(row, "nl").title == "Ter goedkeuring: Een {kind} Bcc: iemand@example.org"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("/nl/werkplek/x", "werkplek/x"),
        ("/en/werkplek/x", "werkplek/x"),
        ("werkplek/x", "werkplek/x"),
        ("/nlx/y", "nlx/y"),
    ],
)
def test_the_link_is_kept_without_the_language(link: str, kept: str) -> None:
    assert actions.without_language(link) == kept


def test_unread_stands_first_and_then_the_newest(tell: Tell, person_with_role: Somebody) -> None:
    person = person_with_role("editor")
    rows = [tell(person, at=NOW + timedelta(minutes=number))[0] for number in range(3)]
    actions.mark_read(person=person, ids=[rows[2].pk], at=NOW + timedelta(hours=1))
    assert [row.pk for row in queries.list_notifications(person)] == [rows[1].pk, rows[0].pk, rows[2].pk]


def test_nobody_marks_or_opens_what_somebody_else_was_told(tell: Tell, person_with_role: Somebody) -> None:
    person, other = person_with_role("editor"), person_with_role("editor")
    row = tell(person)[0]
    assert actions.mark_read(person=other, ids=[row.pk], at=NOW) == 0
    with pytest.raises(NotFound):
        queries.get_notification(other, row.pk)
    assert actions.mark_all_read(person=other, at=NOW) == 0
    assert actions.mark_all_read(person=person, at=NOW) == 1


def test_what_is_done_asks_for_no_attention_any_more(tell: Tell, person_with_role: Somebody) -> None:
    people = [person_with_role("approver") for _ in range(2)]
    tell(*people)
    assert actions.settle(subject="entry/wb-een", kinds=("submitted",), at=NOW) == 2
    assert set(Notification.objects.values_list("mail", flat=True)) == {"none"}


def test_the_way_of_mail_is_that_of_the_kind_until_somebody_chooses(
    tell: Tell, person_with_role: Somebody
) -> None:
    person = person_with_role("approver")
    assert tell(person)[0].mail == "at_once"
    assert actions.choose_mail(person=person, choices={"submitted": "daily", "published": "daily"}) == 1
    assert tell(person)[0].mail == "daily"
    assert actions.choose_mail(person=person, choices={"submitted": "at_once"}) == 1
    assert tell(person)[0].mail == "at_once"
    with pytest.raises(ValueError, match="pigeon"):
        actions.choose_mail(person=person, choices={"submitted": "pigeon"})
    with pytest.raises(KeyError):
        actions.choose_mail(person=person, choices={"gossip": "none"})


def test_what_was_read_long_ago_is_removed(tell: Tell, person_with_role: Somebody) -> None:
    person = person_with_role("editor")
    read, unread, fresh = (tell(person, at=NOW - timedelta(days=days))[0] for days in (400, 400, 10))
    for row, days in ((read, 390), (fresh, 9)):
        actions.mark_read(person=person, ids=[row.pk], at=NOW - timedelta(days=days))
    assert retention.remove_old(at=NOW) == 1
    assert set(Notification.objects.values_list("pk", flat=True)) == {unread.pk, fresh.pk}
    assert retention.remove_old(at=NOW + timedelta(days=800)) == 2


def test_what_somebody_was_told_and_chose_goes_with_the_person(
    tell: Tell, person_with_role: Somebody, organisation: Organisation
) -> None:
    person = person_with_role("editor")
    tell(person)
    actions.choose_mail(person=person, choices={"submitted": "none"})
    actions.choose_language(person=person, language="en")
    erase_person(person=person, by="system", at=NOW, reason="Vertrokken.")
    assert not Notification.objects.exists()
    assert not Preference.objects.exists()
    person.refresh_from_db()
    assert person.language == "nl"

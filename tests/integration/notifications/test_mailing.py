"""Mail: in the background, after the transaction, tried again, in the language of the person, without details."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.conftest import NOW
from tests.integration.notifications.conftest import Tell
from waarborg.apps.notifications import actions, mailing, queries
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Grant, Person

pytestmark = pytest.mark.django_db
Somebody = Callable[..., Person]


class DownForAWhile(EmailBackend):
    """A mail server that refuses the first so many mails."""

    refuses = 0

    def send_messages(self, messages: Any) -> int:
        if DownForAWhile.refuses:
            DownForAWhile.refuses -= 1
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return int(super().send_messages(messages))


@pytest.fixture
def unsteady_server(settings: Any) -> Callable[[int], None]:
    settings.EMAIL_BACKEND = f"{DownForAWhile.__module__}.{DownForAWhile.__qualname__}"

    def refuse(times: int) -> None:
        DownForAWhile.refuses = times

    return refuse


@pytest.mark.django_db(transaction=True)
def test_mail_leaves_after_the_transaction_and_not_when_it_fails(
    tell: Tell, person_with_role: Somebody
) -> None:
    person = person_with_role("approver")
    with transaction.atomic():
        tell(person)
        tell(person, name="Parkeerscan")
        assert mail.outbox == []
    assert [one.subject for one in mail.outbox] == [
        "Ter goedkeuring: Inkomenstoeslag",
        "Ter goedkeuring: Parkeerscan",
    ]

    def fail() -> None:
        with transaction.atomic():
            tell(person)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(mail.outbox) == 2


def test_many_notifications_in_one_transaction_ask_for_one_task(
    tell: Tell,
    person_with_role: Somebody,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = person_with_role("approver")
    with django_capture_on_commit_callbacks() as asked:
        for _ in range(5):
            tell(person)
    assert len(asked) == 1


def test_a_mail_says_what_it_is_about_and_where_and_names_nobody_else(
    tell: Tell, person_with_role: Somebody, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://algoritmes.example"
    editor, approver = person_with_role("editor"), person_with_role("approver")
    tell(approver, by=editor)
    assert mailing.send_waiting(at=NOW) == 1
    sent = mail.outbox[0]
    assert sent.to == [approver.email]
    assert sent.body == (
        f"Beste {approver.name},\n\n"
        "De tekst over “Inkomenstoeslag” van Voorbeeldstad is aangeboden. Lees hem en keur hem goed, of stuur hem "
        "terug.\nhttps://algoritmes.example/nl/werkplek/algoritmen/wb-een/publicatie\n\n"
        "-- \nU krijgt deze mail omdat u in Waarborg werkt. Welke mail u krijgt, kiest u zelf:\n"
        "https://algoritmes.example/nl/werkplek/meldingen/voorkeuren\n"
    )
    assert editor.name not in sent.body
    assert (type(sent), sent.content_subtype) == (EmailMessage, "plain")


def test_a_mail_is_written_in_the_language_of_the_person(tell: Tell, person_with_role: Somebody) -> None:
    person = person_with_role("approver")
    actions.choose_language(person=person, language="en")
    tell(person)
    mailing.send_waiting(at=NOW)
    assert mail.outbox[0].subject == "To approve: Inkomenstoeslag"
    assert mail.outbox[0].body.startswith(f"Dear {person.name},\n\nThe text about")
    assert "/en/werkplek/algoritmen/" in mail.outbox[0].body
    with pytest.raises(ValueError, match="fy"):
        actions.choose_language(person=person, language="fy")


def test_a_mail_leaves_once(tell: Tell, person_with_role: Somebody) -> None:
    tell(person_with_role("approver"))
    assert [mailing.send_waiting(at=NOW) for _ in range(2)] == [1, 0]
    assert Notification.objects.get().mailed_at == NOW


def test_what_somebody_else_is_sending_now_is_left_alone(tell: Tell, person_with_role: Somebody) -> None:
    row = tell(person_with_role("approver"))[0]
    Notification.objects.filter(pk=row.pk).update(claimed_at=NOW - timedelta(minutes=5))
    assert mailing.send_waiting(at=NOW) == 0
    # A worker that stopped half-way does not keep it for ever.
    assert mailing.send_waiting(at=NOW + timedelta(minutes=11)) == 1


def test_a_mail_that_fails_is_tried_again_later_and_in_the_end_given_up(
    tell: Tell, person_with_role: Somebody, unsteady_server: Callable[[int], None]
) -> None:
    unsteady_server(2)
    tell(person_with_role("approver"))
    assert mailing.send_waiting(at=NOW) == 0
    assert mailing.send_waiting(at=NOW) == 0, "not at once again"
    assert mailing.send_waiting(at=NOW + timedelta(minutes=20)) == 0
    assert mailing.send_waiting(at=NOW + timedelta(minutes=40)) == 1
    assert queries.count_unsent() == 0
    unsteady_server(99)
    tell(person_with_role("approver"))
    for number in range(mailing.MOST_TRIES + 3):
        mailing.send_waiting(at=NOW + timedelta(hours=1 + number))
    assert Notification.objects.get(mailed_at=None).tries == mailing.MOST_TRIES
    assert queries.count_unsent() == 1
    unsteady_server(0)


def test_one_refused_address_does_not_hold_up_the_others(
    tell: Tell, person_with_role: Somebody, unsteady_server: Callable[[int], None]
) -> None:
    unsteady_server(1)
    tell(*(person_with_role("approver") for _ in range(3)))
    assert mailing.send_waiting(at=NOW) == 2
    unsteady_server(0)


def test_the_mail_of_the_day_holds_everything_since_the_last(tell: Tell, person_with_role: Somebody) -> None:
    one, other = person_with_role("editor"), person_with_role("editor")
    tell(one, other, kind="published")
    tell(one, kind="approved", name="Parkeerscan")
    assert mailing.send_waiting(at=NOW) == 0
    assert mailing.send_daily(at=NOW) == 2
    sent = {message.to[0]: message for message in mail.outbox}
    assert sent[one.email].subject == "Waarborg: 2 berichten voor u"
    assert "Inkomenstoeslag" in sent[one.email].body
    assert "Parkeerscan" in sent[one.email].body
    assert sent[other.email].subject == "Waarborg: 1 bericht voor u"
    assert mailing.send_daily(at=NOW) == 0


def test_who_wants_no_mail_gets_none(tell: Tell, person_with_role: Somebody) -> None:
    person = person_with_role("approver")
    actions.choose_mail(person=person, choices={"submitted": "none"})
    tell(person)
    assert mailing.send_waiting(at=NOW) + mailing.send_daily(at=NOW) == 0
    assert queries.count_unread(person) == 1


def test_what_was_settled_before_it_left_is_not_mailed(tell: Tell, person_with_role: Somebody) -> None:
    tell(person_with_role("approver"))
    actions.settle(subject="entry/wb-een", kinds=("submitted",), at=NOW)
    assert mailing.send_waiting(at=NOW) == 0


def test_more_than_one_batch_leaves_whole(
    tell: Tell, person_with_role: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "BATCH", 2)
    people = [person_with_role("approver") for _ in range(5)]
    tell(*people)
    tell(*people, kind="published")
    assert mailing.send_waiting(at=NOW) == 5
    assert mailing.send_daily(at=NOW) == 5


def test_who_no_longer_works_there_gets_no_mail_about_it(tell: Tell, person_with_role: Somebody) -> None:
    leaver, stays = person_with_role("editor"), person_with_role("approver")
    tell(leaver, stays)
    organisations.end_role(grant=Grant.objects.get(person=leaver), by="system", at=NOW)
    mailing.send_waiting(at=NOW)
    assert [message.to for message in mail.outbox] == [[stays.email]]
    mailing.send_waiting(at=NOW + timedelta(days=1))
    assert len(mail.outbox) == 1

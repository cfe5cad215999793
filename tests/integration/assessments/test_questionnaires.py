"""A form sent to many: by link to who works outside, in the workplace to who works here, and what comes back."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.assessments.conftest import SMALL
from tests.integration.assessments.pages import log_in, put_in_library, text_of
from tests.integration.assessments.questionnaire_pages import (
    ASK,
    DUE,
    SUPPLIER,
    YEARLY,
    hand_in,
    link,
    one_of,
    page,
    secret_of,
    send,
)
from tests.strict_pages import StrictClient
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries, questionnaire_mail
from waarborg.apps.assessments.actions import answering, questionnaires, replying
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.actions.questionnaires import Addressee, Ask
from waarborg.apps.assessments.models import Assessment, FixedVersion, Questionnaire, Respondent
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.verifying import find_changed_answers, find_changed_signatures
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.forms.library import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def forms(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_library(monkeypatch, Library((SMALL, SUPPLIER, YEARLY)))


# --- sending out -----------------------------------------------------------------------------------------
def test_a_link_is_mailed_and_opens_the_form_without_an_account(
    organisation: Organisation, editor: Person, mailoutbox: list[EmailMessage]
) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    respondent = one_of(questionnaire, "Alfa")
    assert questionnaire_mail.send_request.call(respondent.pk)
    (mail,) = mailoutbox
    assert mail.to == ["alfa@voorbeeld.example"]
    assert "31 december 2026" in mail.body
    address = questionnaire_mail.make_link(respondent)
    assert address in mail.body
    assert "Wij kiezen." in mail.body
    shown = text_of(StrictClient().get(link(respondent)))
    assert "Vragen over uw chatbot" in shown
    assert "Beta" not in shown
    # Only the digest of the secret is kept.
    assert secret_of(respondent) not in json.dumps(
        list(Respondent.objects.order_by("id").values()), default=str
    )


def test_nothing_is_sent_when_something_is_wrong(organisation: Organisation, editor: Person) -> None:
    wrong = [
        (ASK, [], "at least one recipient"),
        (ASK, [Addressee("Alfa"), Addressee(" alfa ")], r"“alfa” \(recipient 2\) is there already"),
        (Ask(form="weg", title="x", due_on=DUE), [Addressee("Alfa")], "no such form"),
        (Ask(form="leverancier", title="", due_on=DUE), [Addressee("Alfa")], "Fill this in"),
        (Ask(form="leverancier", title="x", due_on=NOW.date()), [Addressee("Alfa")], "a day after today"),
        (ASK, [Addressee("Hier", organisation=organisation)], "about the organisation only"),
    ]
    for ask, people, said in wrong:
        with pytest.raises(Refused, match=said):
            questionnaires.send_out(organisation=organisation, ask=ask, addressees=people, by=editor, at=NOW)
    assert not Questionnaire.objects.exists()
    assert not Assessment.objects.exists()


def test_who_may_not_send_does_not(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    with pytest.raises(NotAllowed):
        send(organisation, person_with_role("reader"), "Alfa")


def test_the_page_shows_what_goes_out_first(organisation: Organisation, editor: Person) -> None:
    client = log_in(editor)
    with override("en"):
        address = reverse("web:questionnaire_new", kwargs={"code": organisation.code})
    given = {
        "form": "leverancier",
        "title": "Vragen",
        "due_on": "2026-12-31",
        "remind_days": "14",
        "language": "nl",
        "recipients": "Alfa; alfa@voorbeeld.example; A. Verkoper\nBeta\n",
    }
    wrong = client.post(address, {**given, "recipients": "Alfa; geen adres\n;b@voorbeeld.example"})
    assert wrong.status_code == 422
    assert "Line 1: “geen adres” is no mail address." in text_of(wrong)
    assert "Line 2: the name is missing." in text_of(wrong)
    checked = text_of(client.post(address, {**given, "do": "check"}))
    assert "This goes to 2 recipients" in checked
    assert not Questionnaire.objects.exists()
    client.post(address, {**given, "do": "send"})
    questionnaire = Questionnaire.objects.get()
    assert [one.name for one in questionnaire.respondents.order_by("name")] == ["Alfa", "Beta"]
    shown = text_of(client.get(page("questionnaire", questionnaire)))
    assert "A. Verkoper" in shown
    assert questionnaire_mail.make_link(one_of(questionnaire, "Beta")) in shown
    again = text_of(client.get(f"{address}?na={questionnaire.pk}"))
    assert "Alfa; alfa@voorbeeld.example; A. Verkoper" in again


# --- replying by link ------------------------------------------------------------------------------------
def test_a_supplier_answers_part_by_part_and_hands_in(organisation: Organisation, editor: Person) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    respondent = one_of(questionnaire, "Alfa")
    visitor = StrictClient()
    first = link(respondent, "reply_part", part="een")
    assert visitor.get(first).status_code == 200
    given = {"base-1": "0", "1": "yes", "base-2": "0", "2": "b", "do": "save"}
    assert visitor.post(first, given).status_code == 302
    rows = queries.open_assessment(respondent.assessment, on=NOW.date()).rows
    assert {place: row.value for place, row in rows.items()} == {"1": True, "2": "b"}
    refused = visitor.post(link(respondent), {"name": " "})
    assert refused.status_code == 422
    done = visitor.post(link(respondent), {"name": "V. Verkoper, sales"}, follow=True)
    assert "Your answers were handed in" in text_of(done)
    respondent.refresh_from_db()
    assert respondent.handed_in_by == "V. Verkoper, sales"
    assert respondent.version is not None
    assert "You can read it" in text_of(visitor.get(first))
    assert visitor.post(link(respondent), {"name": "Nog eens"}).status_code == 422
    told = Notification.objects.filter(kind="questionnaire_reply")
    assert [one.person_id for one in told] == [editor.pk]
    assert find_changed_answers() == []
    assert find_changed_signatures() == []


def test_what_is_not_complete_is_not_handed_in(organisation: Organisation, editor: Person) -> None:
    respondent = one_of(send(organisation, editor, "Alfa"), "Alfa")
    with pytest.raises(Refused, match="2 questions without an answer"):
        replying.hand_in(invitation=respondent.invitation, name="V.", at=NOW)
    shown = text_of(StrictClient().get(link(respondent)))
    assert "required questions have no answer yet" in shown
    assert "Vraag 2" in shown


def test_nothing_of_the_dossier_is_shown(
    organisation: Organisation, dossier: Algorithm, editor: Person
) -> None:
    algorithms.record_facts(algorithm=dossier, values={"goal": "Geheim doel"}, by=editor, at=NOW)
    respondent = one_of(send(organisation, editor, "Alfa", algorithm=dossier), "Alfa")
    visitor = StrictClient()
    for address in (link(respondent), link(respondent, "reply_part", part="een")):
        shown = text_of(visitor.get(address))
        assert "Geheim doel" not in shown
        assert dossier.name not in shown
    assert "Chatbot" in text_of(visitor.get(link(respondent)))


def test_a_link_reaches_one_reply_and_no_page_of_the_workplace(
    organisation: Organisation, editor: Person
) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    alfa, beta = one_of(questionnaire, "Alfa"), one_of(questionnaire, "Beta")
    visitor = StrictClient()
    with override("en"):
        expert = reverse("web:guest", kwargs={"secret": secret_of(alfa)})
        own = reverse(
            "web:assessment", kwargs={"public_id": f"@{organisation.code}", "number": alfa.assessment.pk}
        )
    assert visitor.get(expert).status_code == 410
    assert visitor.get(link(alfa, "reply_part", part="weg")).status_code == 410
    # Who asked reads what was handed in, and no drafts.
    assert log_in(editor).get(own).status_code == 404
    with pytest.raises(NotAllowed):
        answering.save_answers(
            assessment=beta.assessment, answers=[Given(place="1", value=True)], by=alfa.invitation, at=NOW
        )


def test_a_link_ends_with_the_questionnaire_and_for_who_is_not_asked_any_more(
    organisation: Organisation, editor: Person
) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    visitor = StrictClient()
    questionnaires.withdraw(respondent=one_of(questionnaire, "Alfa"), by=editor, at=NOW)
    assert visitor.get(link(one_of(questionnaire, "Alfa"))).status_code == 410
    beta = one_of(questionnaire, "Beta")
    former = link(beta)
    questionnaires.send_new_link(respondent=beta, email="nieuw@voorbeeld.example", by=editor, at=NOW)
    assert visitor.get(former).status_code == 410
    beta = one_of(questionnaire, "Beta")
    assert visitor.get(link(beta)).status_code == 200
    questionnaires.close(questionnaire=questionnaire, by=editor, at=NOW)
    assert visitor.get(link(beta)).status_code == 410
    with pytest.raises(Refused, match="closed"):
        questionnaires.change_day(questionnaire=questionnaire, due_on=DUE, by=editor, at=NOW)


def test_a_reply_is_given_back_with_a_reason_and_handed_in_again(
    organisation: Organisation, editor: Person
) -> None:
    questionnaire = send(organisation, editor, "Alfa")
    respondent = hand_in(questionnaire, "Alfa")
    with pytest.raises(Refused, match="Fill this in"):
        replying.ask_again(respondent=respondent, reason=" ", by=editor, at=NOW)
    replying.ask_again(respondent=respondent, reason="Vraag 2 klopt niet.", by=editor, at=NOW)
    assert "Vraag 2 klopt niet." in text_of(StrictClient().get(link(respondent)))
    replying.hand_in(invitation=respondent.invitation, name="V. Verkoper", at=NOW)
    versions = FixedVersion.objects.filter(assessment=respondent.assessment).order_by("number")
    assert [one.number for one in versions] == [1, 2]


# --- reminding -------------------------------------------------------------------------------------------
def at_day(day: date) -> Any:
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def test_who_waits_is_reminded_before_and_after_the_last_day_and_no_more(
    organisation: Organisation, editor: Person
) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    hand_in(questionnaire, "Beta")
    days = {
        date(2026, 12, 16): 0,  # 15 days before the last day
        date(2026, 12, 17): 1,  # 14 days before
        date(2026, 12, 18): 0,
        date(2026, 12, 31): 0,
        date(2027, 1, 1): 1,  # the day after
        date(2027, 1, 9): 0,
    }
    assert {day: questionnaire_mail.remind(at=at_day(day)) for day in days} == days
    assert one_of(questionnaire, "Alfa").reminders == 2


def test_a_reminder_by_hand_goes_once_in_three_days(organisation: Organisation, editor: Person) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    Respondent.objects.filter(name="Beta").update(email="")
    assert questionnaires.remind_all(questionnaire=questionnaire, by=editor, at=NOW) == 1
    assert questionnaires.remind_all(questionnaire=questionnaire, by=editor, at=NOW) == 0
    later = NOW + timedelta(days=3)
    assert questionnaires.remind_all(questionnaire=questionnaire, by=editor, at=later) == 1


def test_a_mail_that_did_not_leave_is_told(
    organisation: Organisation, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    questionnaire = send(organisation, editor, "Alfa")

    def fail(*_args: object) -> None:
        raise SMTPException("no")

    monkeypatch.setattr(questionnaire_mail, "send_mail", fail)
    assert not questionnaire_mail.send_request.call(one_of(questionnaire, "Alfa").pk)
    assert "The mail did not leave" in text_of(log_in(editor).get(page("questionnaire", questionnaire)))

"""A reader reports a mistake, the organisation answers, the public sees what was corrected."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from pytest_django import Settings

from tests.conftest import NOW
from tests.integration.public.register import COMPLETE, publish_version
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications.models import Entry, Report
from waarborg.apps.publications.reactions import actions, queries, sending
from waarborg.apps.publications.reactions.actions import ReportRefused, answer_report
from waarborg.apps.publications.reactions.verifying import find_changed_reports
from waarborg.public import reporting

TEXT = "Het algoritme is al gestopt, zie het raadsbesluit."


@pytest.fixture
def entry(organisation: Organisation) -> Entry:
    return publish_version(organisation, "eerste", COMPLETE)


def send(client: Client, *, wait: int = 30, proof: str | None = None, **given: str) -> tuple[object, str]:
    """Fill in the form as a person does; returns the answer and the proof that was used."""
    proof = proof if proof is not None else reporting.make_proof("eerste")
    with time_machine.travel(NOW + timedelta(seconds=wait), tick=False):
        answer = client.post("/nl/algoritme/eerste/fout-melden", {"text": TEXT, "proof": proof, **given})
    return answer, proof


def receive(n: int = 0, **changed: str) -> Report:
    given = {"field": "status", "text": TEXT, "email": "", "language": "nl", "sender_mark": f"plek-{n}"}
    received = actions.receive_report(
        public_id="eerste", version=1, once=f"formulier-{n}", at=NOW, **{**given, **changed}
    )
    assert received is not None
    return Report.objects.select_related("entry__organisation").get(pk=received.report_id)


def test_a_report_comes_in_without_an_account_and_can_be_followed(client: Client, entry: Entry) -> None:
    answer, _proof = send(client, field="status", email="lezer@voorbeeldstad.example")
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert TEXT in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    report = Report.objects.get()
    assert (report.field, report.version, report.state) == ("status", 1, "open")
    token = answer["Location"].split("/")[-1].split("?")[0]
    assert token not in str(vars(report))


def test_what_a_reader_wrote_is_nowhere_public_nor_in_the_audit_chain(client: Client, entry: Entry) -> None:
    send(client)
    for page in ("/nl/algoritme/eerste", "/nl/correcties", "/nl/wijzigingen"):
        assert "raadsbesluit" not in client.get(page).content.decode()
    event = Event.objects.get(action="publications.receive_report")
    assert set(event.about) == {"report", "version", "text"}
    assert "raadsbesluit" not in str(event.about)
    assert verify_chains().broken == ()


@pytest.mark.parametrize(
    ("wait", "given", "told"),
    [
        (1, {}, "Dat ging erg snel"),
        (90_000, {}, "stond te lang open"),
        (30, {"website": "https://reclame.example"}, "leeg moet blijven"),
        (30, {"proof": "verzonnen"}, "stond te lang open"),
        (30, {"text": "fout"}, "ten minste 10 tekens"),
        (30, {"text": "https://a.example " * 4}, "te veel webadressen"),
        (30, {"email": "geen adres"}, "in rood"),
        (30, {"field": "bestaat-niet"}, "in rood"),
        (30, {"text": ""}, "Schrijf wat er niet klopt."),
    ],
)
def test_what_does_not_fit_is_explained_and_the_text_kept(
    client: Client, entry: Entry, wait: int, given: dict[str, str], told: str
) -> None:
    answer, _proof = send(client, wait=wait, **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert given.get("text", TEXT).strip() in page
    assert not Report.objects.exists()


def test_a_form_of_one_entry_does_not_serve_for_another(
    client: Client, entry: Entry, organisation: Organisation
) -> None:
    publish_version(organisation, "tweede", COMPLETE)
    answer, _proof = send(client, proof=reporting.make_proof("tweede"))
    assert answer.status_code == 422


def test_a_form_that_is_sent_twice_comes_in_once(client: Client, entry: Entry) -> None:
    _first, proof = send(client)
    again, _proof = send(client, proof=proof)
    assert again["Location"] == "/nl/algoritme/eerste/fout-gemeld"
    assert client.get(again["Location"]).status_code == 200
    assert Report.objects.count() == 1


def test_from_one_place_five_reports_an_hour_are_taken(client: Client, entry: Entry) -> None:
    for _number in range(5):
        assert send(client)[0].status_code == 302
    refused = send(client)[0]
    assert refused.status_code == 422
    assert "Probeer het over een uur opnieuw" in refused.content.decode()
    assert Report.objects.count() == 5


def test_about_one_entry_twenty_reports_an_hour_are_taken(entry: Entry) -> None:
    for number in range(20):
        receive(number)
    with pytest.raises(ReportRefused) as refusal:
        receive(21)
    assert refusal.value.code == "too_many"


def test_the_place_of_a_sender_is_forgotten_after_a_day(entry: Entry) -> None:
    report = receive(1)
    assert report.sender_mark
    actions.receive_report(
        public_id="eerste",
        version=1,
        field="",
        text=TEXT,
        email="",
        language="nl",
        once="later",
        sender_mark="plek",
        at=NOW + timedelta(days=1, hours=1),
    )
    report.refresh_from_db()
    assert report.sender_mark == ""


@override_settings(PROXIES=1)
def test_behind_a_proxy_a_sender_cannot_choose_an_address(rf: object) -> None:
    asked = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.9"}, REMOTE_ADDR="10.0.0.1")  # type: ignore[attr-defined]  # fixture of pytest-django
    assert reporting.sender_of(asked) == "203.0.113.9"


def test_without_a_proxy_the_header_counts_for_nothing(rf: object) -> None:
    asked = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4"}, REMOTE_ADDR="203.0.113.7")  # type: ignore[attr-defined]  # fixture of pytest-django
    assert reporting.sender_of(asked) == "203.0.113.7"


def test_an_answer_is_public_and_the_reader_gets_it_by_mail(
    client: Client, entry: Entry, person_with_role: Callable[..., Person]
) -> None:
    editor = person_with_role("editor")
    report = receive(email="lezer@voorbeeldstad.example")
    publish_version(entry.organisation, "eerste", COMPLETE, at=NOW + timedelta(days=1))
    answer_report(
        report=report,
        decision="corrected",
        summary="De status was verouderd.",
        answer="De status is nu juist.",
        corrected_in=2,
        by=editor,
        at=NOW + timedelta(days=2),
    )
    page = client.get("/nl/correcties").content.decode()
    assert "De status was verouderd." in page
    assert "/nl/algoritme/eerste/versie/2" in page
    assert "1 melding is beantwoord" in client.get("/nl/algoritme/eerste").content.decode()
    assert sending.send_answer.call(report.pk, "https://register.example") is True
    [message] = mail.outbox
    assert message.to == ["lezer@voorbeeldstad.example"]
    assert "De status is nu juist." in message.body
    assert "https://register.example/nl/algoritme/eerste" in message.body
    report.refresh_from_db()
    assert report.email == ""
    assert sending.send_answer.call(report.pk, "https://register.example") is False
    assert verify_chains().broken == ()


def answer(report: Report, by: Person, decision: str = "unchanged") -> None:
    answer_report(
        report=report,
        decision=decision,
        summary="Oud.",
        answer="Zo is het.",
        by=by,
        at=NOW + timedelta(hours=1),
    )


def test_the_first_mail_does_not_say_that_the_address_is_removed_while_it_is_kept(
    entry: Entry, person_with_role: Callable[..., Person]
) -> None:
    report = receive(email="lezer@voorbeeldstad.example")
    answer(report, person_with_role("editor"), "accepted")
    assert sending.send_answer.call(report.pk, "https://register.example") is True
    report.refresh_from_db()
    assert report.email
    assert "U krijgt nog één mail als het is hersteld." in mail.outbox[0].body
    assert "verwijderen nu" not in mail.outbox[0].body


class Unreachable:
    """A mail server that does not answer."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: list[object]) -> int:
        raise ConnectionRefusedError

    def open(self) -> None: ...
    def close(self) -> None: ...


def test_an_answer_that_did_not_leave_is_sent_again_and_the_address_is_not_kept_for_ever(
    entry: Entry, person_with_role: Callable[..., Person], settings: Settings
) -> None:
    editor = person_with_role("editor")
    first, second = (receive(n, email=f"lezer{n}@voorbeeldstad.example") for n in (1, 2))
    answer(first, editor)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{Unreachable.__module__}.{Unreachable.__name__}"
    assert sending.send_answer.call(first.pk, "https://register.example") is False
    settings.EMAIL_BACKEND = works
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert sending.send_again.call() == 1
        assert sending.send_again.call() == 0
    assert [message.to for message in mail.outbox] == [["lezer1@voorbeeldstad.example"]]
    answer(second, editor)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert sending.send_again.call() == 0
    assert not Report.objects.exclude(email="").exists()


@pytest.mark.parametrize("number", [None, 1, 7])
def test_corrected_names_a_version_made_after_the_report(
    entry: Entry, person_with_role: Callable[..., Person], number: int | None
) -> None:
    with pytest.raises(ReportRefused) as refusal:
        answer_report(
            report=receive(),
            decision="corrected",
            summary="Oud.",
            answer="Hersteld.",
            corrected_in=number,
            by=person_with_role("editor"),
            at=NOW,
        )
    assert refusal.value.code == "no_such_version"


def test_spam_is_shown_nowhere_and_a_decision_is_taken_once(
    client: Client, entry: Entry, person_with_role: Callable[..., Person]
) -> None:
    editor, report = person_with_role("editor"), receive()
    answer_report(report=report, decision="spam", summary="x", answer="y", by=editor, at=NOW)
    assert queries.list_corrections().count() == 0
    with pytest.raises(ReportRefused):
        answer_report(report=report, decision="accepted", summary="x", answer="y", by=editor, at=NOW)


def test_who_may_not_answer_cannot_and_the_privacy_officer_removes(
    entry: Entry, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    report = receive(email="lezer@voorbeeldstad.example")
    for stranger in (person_with_role("reader"), person_with_role("editor", other_organisation)):
        with pytest.raises(NotAllowed):
            answer_report(report=report, decision="spam", summary="", answer="", by=stranger, at=NOW)
    actions.remove_report_text(report=report, by=person_with_role("privacy_officer"), at=NOW)
    report.refresh_from_db()
    assert (report.text, report.email, report.salt) == ("", "", "")
    assert verify_chains().broken == ()


def test_the_workplace_answers_a_report(
    client: Client, entry: Entry, person_with_role: Callable[..., Person]
) -> None:
    report = receive()
    client.force_login(person_with_role("approver"))
    assert "raadsbesluit" in client.get("/nl/werkplek/reacties").content.decode()
    place = f"/nl/werkplek/reacties/{report.pk}"
    page = client.post(place, {"decision": "accepted"})
    assert page.status_code == 422
    assert "Schrijf een samenvatting" in page.content.decode()
    given = {"decision": "accepted", "summary": "Status is oud.", "answer": "Wij herstellen het."}
    assert client.post(place, given).status_code == 302
    assert "wordt hersteld" in client.get("/nl/correcties").content.decode().lower()
    assert "nog te herstellen" in client.get("/nl/werkplek/reacties").content.decode()


def test_both_databases_keep_a_report_that_is_not_ascii(entry: Entry) -> None:
    report = receive(text="Één ‘fout’: de café-tabel ✓ klopt niet 🚲")
    report.refresh_from_db()
    assert report.text.endswith("🚲"), connection.vendor


@pytest.mark.parametrize(
    "change",
    [{"text": "Iets anders."}, {"answer": "Mooier antwoord."}, {"summary": "Niets."}, {"state": "unchanged"}],
)
def test_a_report_that_is_changed_behind_the_chain_is_found(
    entry: Entry, person_with_role: Callable[..., Person], change: dict[str, str]
) -> None:
    report = receive()
    given = {"decision": "accepted", "summary": "Oud.", "answer": "Wij herstellen het."}
    answer_report(report=report, by=person_with_role("editor"), at=NOW, **given)
    assert find_changed_reports() == []
    Report.objects.filter(pk=report.pk).update(**change)
    assert find_changed_reports() == [f"report/{report.pk}"]


def test_a_report_that_disappears_is_found_and_a_removed_text_is_not(
    entry: Entry, person_with_role: Callable[..., Person]
) -> None:
    kept, gone = receive(1), receive(2)
    actions.remove_report_text(report=kept, by=person_with_role("privacy_officer"), at=NOW)
    assert find_changed_reports() == []
    number = gone.pk
    gone.delete()
    assert find_changed_reports() == [f"report/{number}"]

"""What comes back of a questionnaire: of organisations that work here, and all replies together."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from tests.conftest import NOW
from tests.integration.assessments.conftest import SMALL
from tests.integration.assessments.pages import log_in, put_in_library, text_of
from tests.integration.assessments.questionnaire_pages import (
    DUE,
    SUPPLIER,
    YEARLY,
    hand_in,
    page,
    send,
)
from waarborg.apps.assessments import queries, questionnaire_queries
from waarborg.apps.assessments.actions import answering, questionnaires, replying, signing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.actions.questionnaires import Addressee, Ask
from waarborg.apps.assessments.questionnaire_queries import Progress
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.audit.models import Event
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.library import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def forms(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_library(monkeypatch, Library((SMALL, SUPPLIER, YEARLY)))


# --- organisations that work here ------------------------------------------------------------------------
def test_an_organisation_hands_in_what_it_signed_itself(
    organisation: Organisation,
    other_organisation: Organisation,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    theirs, chief = (
        person_with_role("editor", other_organisation),
        person_with_role("approver", other_organisation),
    )
    questionnaire = questionnaires.send_out(
        organisation=organisation,
        ask=Ask(form="jaar", title="Jaaruitvraag 2026", due_on=DUE),
        addressees=[Addressee(other_organisation.name, organisation=other_organisation)],
        by=editor,
        at=NOW,
    )
    assert Notification.objects.filter(kind="questionnaire_asked", person=theirs).count() == 1
    with override("en"):
        address = reverse("web:organisation_assessments", kwargs={"code": other_organisation.code})
    assert "Jaaruitvraag 2026" in text_of(log_in(theirs).get(address))
    row = starting.start_for_organisation(organisation=other_organisation, form="jaar", by=theirs, at=NOW)
    answering.save_answers(assessment=row, answers=[Given(place="1", value=True)], by=theirs, at=NOW)
    signing.ask_advice(assessment=row, by=theirs, at=NOW)
    signing.fill_slot(assessment=row, slot="bestuur", verdict="positive", text="", by=chief, at=NOW)
    respondent = questionnaire.respondents.get()
    with override("en"):
        answer = reverse(
            "web:questionnaire_answer", kwargs={"code": other_organisation.code, "pk": respondent.pk}
        )
    version = row.fixed.get()
    assert log_in(theirs).post(answer, {"version": version.pk}).status_code == 403
    assert log_in(chief).post(answer, {"version": version.pk}).status_code == 302
    respondent.refresh_from_db()
    assert respondent.version == version
    reply = page("questionnaire_reply", questionnaire, pk=respondent.pk)
    assert other_organisation.name in text_of(log_in(editor).get(reply))
    assert "You handed in version 1" in text_of(log_in(chief).get(address))


def test_a_version_of_somebody_else_is_not_handed_in(
    organisation: Organisation,
    other_organisation: Organisation,
    editor: Person,
    director: Person,
    person_with_role: Callable[..., Person],
) -> None:
    chief = person_with_role("approver", other_organisation)
    questionnaire = questionnaires.send_out(
        organisation=organisation,
        ask=Ask(form="jaar", title="Jaaruitvraag", due_on=DUE),
        addressees=[Addressee(other_organisation.name, organisation=other_organisation)],
        by=editor,
        at=NOW,
    )
    row = starting.start_for_organisation(organisation=organisation, form="jaar", by=editor, at=NOW)
    answering.save_answers(assessment=row, answers=[Given(place="1", value=True)], by=editor, at=NOW)
    signing.ask_advice(assessment=row, by=editor, at=NOW)
    signing.fill_slot(assessment=row, slot="bestuur", verdict="positive", text="", by=director, at=NOW)
    with pytest.raises(Refused, match="does not belong here"):
        replying.hand_in_version(
            respondent=questionnaire.respondents.get(), version=row.fixed.get(), by=chief, at=NOW
        )


# --- what was replied ------------------------------------------------------------------------------------
def test_replies_stand_side_by_side_and_are_counted(organisation: Organisation, editor: Person) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta", "Gamma")
    alfa = hand_in(questionnaire, "Alfa", choice="a", number=10.0)
    hand_in(questionnaire, "Beta", choice="b", number=30.0)
    hand_in(questionnaire, "Gamma", choice="b")
    client = log_in(editor)
    beside = text_of(client.get(page("questionnaire_results", questionnaire)))
    assert "Replies side by side" in beside
    assert beside.count("differs") >= 2
    counted = text_of(client.get(page("questionnaire_results", questionnaire) + "?telling=1"))
    # b was chosen by two of three: 67%; the middle of 10 and 30 is 20.
    assert "67%" in counted
    assert "Lowest 10, middle 20, highest 30." in counted
    only = text_of(client.get(page("questionnaire_results", questionnaire) + f"?naast={alfa.pk}"))
    assert "Beta" in only  # can be chosen
    one = client.get(page("questionnaire_reply", questionnaire, pk=alfa.pk))
    assert one.status_code == 200
    pdf = client.get(page("questionnaire_reply_file", questionnaire, pk=alfa.pk, kind="pdf"))
    assert pdf.content.startswith(b"%PDF")


def test_all_replies_go_out_as_a_spreadsheet_and_as_json(organisation: Organisation, editor: Person) -> None:
    questionnaire = send(organisation, editor, "Alfa", "Beta")
    hand_in(questionnaire, "Alfa", choice="c")
    client = log_in(editor)
    book = load_workbook(
        BytesIO(client.get(page("questionnaire_export", questionnaire, kind="xlsx")).content)
    )
    response, answers = book.worksheets[0], book.worksheets[1]
    assert [row[0].value for row in response.iter_rows(min_row=2)] == ["Alfa", "Beta"]
    assert [cell.value for cell in answers[2]][:3] == ["Alfa", "Yes", "c"]
    found = json.loads(client.get(page("questionnaire_export", questionnaire, kind="json")).content)
    assert found["asked"] == 2
    assert found["replies"][0]["answers"]["2"] == "c"


def test_the_log_tells_what_happened_in_words(
    organisation: Organisation, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    questionnaire = send(organisation, editor, "Alfa")
    hand_in(questionnaire, "Alfa")
    with override("en"):
        address = reverse("web:audit", kwargs={"code": organisation.code})
    shown = text_of(log_in(person_with_role("administrator")).get(address))
    assert "sent out the questionnaire “Vragen over uw chatbot”" in shown
    assert "handed in a reply to the questionnaire" in shown
    assert Event.objects.filter(subject=f"questionnaire/{questionnaire.pk}").count() == 2


@time_machine.travel(NOW + timedelta(days=120), tick=False)
def test_who_is_late_is_shown_as_late(organisation: Organisation, editor: Person) -> None:
    questionnaire = send(organisation, editor, "Alfa")
    (asked,) = questionnaire_queries.list_progress(questionnaire, on=date(2027, 1, 1))
    assert (asked.progress, asked.is_late) == (Progress.ASKED, True)
    assert "late" in text_of(log_in(editor).get(page("questionnaire", questionnaire)))
    assert queries.list_assessments(organisation).count() == 0

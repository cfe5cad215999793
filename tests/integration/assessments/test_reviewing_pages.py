"""Pages after the signature: opening again, ending, looking again, reporting; and who fills in which part."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.assessments.pages import ask, log_in, place, show_library, sign, text_of
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.assessments import queries, watching
from waarborg.apps.assessments.models import Assessment, FixedVersion, PartAssignment, Trigger
from waarborg.apps.audit.models import Event
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library
from waarborg.web.sentences import SENTENCES

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = NOW + timedelta(days=2)


@pytest.fixture(autouse=True)
def small_pages(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    show_library(small_library, monkeypatch)


@pytest.fixture
def signed(assessment: Assessment, editor: Person, officer: Person, director: Person) -> Assessment:
    """An assessment that was signed."""
    return sign(assessment, editor, officer, director)


# --- opening again, ending -------------------------------------------------------------------------------
def test_a_signed_assessment_is_opened_again_with_a_reason(signed: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_reopen", signed)
    assert "stays as it is, and counts until a newer one is signed" in text_of(client.get(address))
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Er kwam een bron bij."}).status_code == 302
    signed.refresh_from_db()
    assert (signed.state, signed.state_reason) == ("open", "Er kwam een bron bij.")
    assert FixedVersion.objects.count() == 1
    assert client.post(address, {"reason": "Nog eens."}).status_code == 302  # a second click changes nothing
    signed.refresh_from_db()
    assert signed.state_reason == "Er kwam een bron bij."


def test_what_is_up_for_advice_is_not_opened_again(assessment: Assessment, editor: Person) -> None:
    ask(assessment, editor)
    client, address = log_in(editor), place("assessment_reopen", assessment)
    assert "<textarea" not in text_of(client.get(address))
    assert client.post(address, {"reason": "Toch."}).status_code == 422
    assessment.refresh_from_db()
    assert assessment.state == "in_review"


def test_an_assessment_is_ended_after_saying_what_stays(signed: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_end", signed)
    page = text_of(client.get(address))
    assert "What was signed stays, with its documents." in page
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Het wordt niet gebouwd."}).status_code == 302
    signed.refresh_from_db()
    assert signed.state == "ended"
    assert "ended already" in text_of(client.get(address))


@pytest.mark.parametrize("name", ["assessment_reopen", "assessment_end", "assessment_assign"])
def test_only_who_fills_in_changes_how_far_it_is(
    name: str, signed: Assessment, person_with_role: Callable[..., Person]
) -> None:
    assert log_in(person_with_role("reader")).get(place(name, signed)).status_code == 403
    assert log_in(person_with_role("reader")).post(place(name, signed), {"reason": "x"}).status_code == 403
    assert log_in(person_with_role(None)).get(place(name, signed)).status_code == 404
    assert Client().get(place(name, signed)).status_code == 302
    signed.refresh_from_db()
    assert signed.state == "signed"


# --- looking again ---------------------------------------------------------------------------------------
def test_a_changed_fact_is_shown_as_it_was_and_as_it_is(
    signed: Assessment, editor: Person, officer: Person
) -> None:
    algorithms.record_facts(
        algorithm=signed.algorithm, values={"uses_personal_data": False}, by=officer, at=LATER
    )
    with time_machine.travel(LATER, tick=False):
        page = text_of(log_in(editor).get(place("assessment_review", signed)))
    shown = page[page.index("What asks for it") :]
    assert "A fact of the dossier changed:" in shown
    before, after = shown.index("At the signature"), shown.index("<dt>Now</dt>")
    assert "Yes" in shown[before:after]
    assert "No" in shown[after : after + 120]


def test_it_is_confirmed_with_a_reason_and_a_next_day(signed: Assessment, editor: Person) -> None:
    algorithms.record_facts(
        algorithm=signed.algorithm, values={"uses_personal_data": False}, by=editor, at=LATER
    )
    with time_machine.travel(LATER, tick=False):
        assert watching.watch(at=LATER) == 1
        client, address = log_in(editor), place("assessment_review", signed)
        given = {"reason": "Het verandert niets.", "next_on": "2027-05-01"}
        assert client.post(address, {**given, "reason": ""}).status_code == 422
        assert client.post(address, {**given, "next_on": "2026-11-01"}).status_code == 422
        assert client.post(address, {**given, "next_on": "morgen"}).status_code == 422
        assert client.post(address, given).status_code == 302
        signed.refresh_from_db()
        assert (signed.state, str(signed.review_on)) == ("signed", "2027-05-01")
        assert Trigger.objects.get().settled_reason == "Het verandert niets."
        assert "Nothing that we know of." in text_of(client.get(address))


def test_what_is_not_signed_is_not_confirmed(assessment: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_review", assessment)
    assert 'name="next_on"' not in text_of(client.get(address))
    given = {"reason": "Het klopt.", "next_on": "2027-05-01"}
    assert client.post(address, given).status_code == 422
    assessment.refresh_from_db()
    assert assessment.review_on is None


def test_who_only_reads_sees_why_and_confirms_nothing(
    signed: Assessment, person_with_role: Callable[..., Person]
) -> None:
    client, address = log_in(person_with_role("reader")), place("assessment_review", signed)
    assert 'name="next_on"' not in text_of(client.get(address))
    given = {"reason": "Het klopt.", "next_on": "2027-05-01"}
    assert client.post(address, given).status_code == 403


# --- reporting -------------------------------------------------------------------------------------------
def test_anybody_who_reads_reports_an_incident_once(
    signed: Assessment, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    client, address = log_in(person_with_role("reader")), place("assessment_report", signed)
    found = re.search(r'name="once" value="([^"]+)"', text_of(client.get(address)))
    assert found is not None
    given = {"kind": "incident", "text": "Post kwam verkeerd aan.", "once": found[1]}
    assert client.post(address, {**given, "kind": "iets"}).status_code == 422
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 302
    assert Trigger.objects.filter(assessment=signed, kind="incident").count() == 1
    assert Notification.objects.filter(person=editor, kind="assessment_review").exists()
    page = text_of(log_in(editor).get(place("assessment_review", signed)))
    assert "There was an incident" in page
    assert "Post kwam verkeerd aan." in page


def test_what_was_ended_takes_no_report(signed: Assessment, editor: Person) -> None:
    log_in(editor).post(place("assessment_end", signed), {"reason": "Klaar."})
    given = {"kind": "incident", "text": "Te laat."}
    assert log_in(editor).post(place("assessment_report", signed), given).status_code == 302
    assert not Trigger.objects.exists()


# --- dividing the parts ----------------------------------------------------------------------------------
def given_by(page: str) -> dict[str, str]:
    """What the form of the parts holds, as a browser would send it back untouched."""
    given = dict(re.findall(r'name="(seen-[a-z]+)" value="([^"]*)"', page))
    given |= dict(re.findall(r'name="(due-[a-z]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'name="(assignee-[a-z]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        given[name] = chosen[1] if chosen else ""
    return given


def test_all_parts_are_divided_in_one_form(assessment: Assessment, editor: Person, officer: Person) -> None:
    client, address = log_in(editor), place("assessment_assign", assessment)
    given = given_by(text_of(client.get(address)))
    assert set(given) == {
        f"{name}-{part}" for name in ("seen", "due", "assignee") for part in ("een", "twee")
    }
    given |= {"assignee-een": str(officer.pk), "due-een": "2027-01-31", "due-twee": "2027-02-28"}
    assert client.post(address, given).status_code == 302
    rows = queries.list_assignments(assessment)
    assert (rows["een"].assignee, str(rows["een"].due_on)) == (str(officer.pk), "2027-01-31")
    assert (rows["twee"].assignee, str(rows["twee"].due_on)) == ("", "2027-02-28")
    assert Notification.objects.filter(person=officer, kind="assessment_part").count() == 1
    assert client.post(address, given_by(text_of(client.get(address)))).status_code == 302
    assert Event.objects.filter(action="assessments.assign_part").count() == 2


def test_one_wrong_day_saves_nothing(assessment: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_assign", assessment)
    given = given_by(text_of(client.get(address)))
    for wrong in ("31 januari", "2027-02-31", "1999-01-01"):
        refused = client.post(address, {**given, "due-een": "2027-01-31", "due-twee": wrong})
        assert refused.status_code == 422
        assert f'value="{wrong}"' in text_of(refused)
    assert not PartAssignment.objects.exists()


def test_only_colleagues_who_may_fill_in_get_a_part(
    assessment: Assessment, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    client, address = log_in(editor), place("assessment_assign", assessment)
    given = given_by(text_of(client.get(address)))
    for nobody in (str(person_with_role("reader").pk), "iemand"):
        assert client.post(address, {**given, "assignee-een": nobody}).status_code == 422
    assert not PartAssignment.objects.exists()


def test_two_who_divide_at_once_do_not_undo_each_other(
    assessment: Assessment, editor: Person, officer: Person
) -> None:
    address = place("assessment_assign", assessment)
    first, second = log_in(editor), log_in(officer)
    before = given_by(text_of(first.get(address)))
    assert second.post(address, {**before, "assignee-een": str(officer.pk)}).status_code == 302
    # What the first did not touch stays as the second left it.
    assert first.post(address, {**before, "due-twee": "2027-02-28"}).status_code == 302
    assert queries.list_assignments(assessment)["een"].assignee == str(officer.pk)
    refused = first.post(address, {**before, "assignee-een": str(editor.pk)})
    assert refused.status_code == 422
    assert "Somebody else changed this meanwhile" in text_of(refused)
    assert first.post(address, given_by(text_of(refused))).status_code == 302
    assert queries.list_assignments(assessment)["een"].assignee == str(editor.pk)


# --- the log ---------------------------------------------------------------------------------------------
def test_everything_that_was_recorded_is_told_in_words(
    signed: Assessment, person_with_role: Callable[..., Person]
) -> None:
    auditor = log_in(person_with_role("auditor"))
    recorded = set(Event.objects.filter(action__startswith="assessments.").values_list("action", flat=True))
    assert {"assessments.start", "assessments.answer", "assessments.sign", "assessments.fix"} <= recorded
    assert recorded <= set(SENTENCES)
    assert "obligations.from_assessment" in SENTENCES
    with override("en"):
        log = reverse("web:audit", kwargs={"code": signed.algorithm.organisation.code})
    page = text_of(auditor.get(log))
    assert "gave the last signature: klein of Meldingen sorteren is fixed" in page
    assert "assessments.fix" not in page

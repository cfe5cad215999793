"""The page of a task: who and when, how far it is, what shows it, and who confirms it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import NOW
from tests.integration.obligations.conftest import (
    OF_FRAUD_MODEL,
    OWN,
    SERIOUS,
    TODAY,
    Work,
    chatbot,
    colleague,
    editor,
    fraud_model,
    say,
    serious,
    shared,
    start,
    work,
)
from tests.integration.web.obligations import of_organisation, read, where
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.obligations.models import Evidence, Task
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.tasks import Progress, TaskState
from waarborg.core.profile.documents import DocumentKind

__all__ = ("chatbot", "colleague", "editor", "fraud_model", "serious", "shared", "work")
pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
EVIDENCE = {"kind": "document", "title": "Rapport", "observed_on": "2026-11-20"}


@pytest.fixture
def visitor(editor: Person, as_person: AsPerson) -> Client:
    return as_person(editor)


def page_of(work: Work) -> str:
    if work.algorithm is None:
        return of_organisation("organisation_task", work.organisation.code, measure=work.code)
    return where("task", work.algorithm, code=work.code)


def send(client: Client, work: Work, do: str, **given: object) -> Any:
    """A form of the page of a task, sent by somebody who saw the newest unless `expected` says otherwise."""
    return client.post(page_of(work), {"do": do, "expected": work.number(), **given})


def add_file(algorithm: Algorithm, by: Person, title: str = "DPIA") -> Attachment:
    words = documents.Words(DocumentKind.ASSESSMENT, title, date(2026, 3, 1), "Directeur, Voorbeeldstad")
    content = [b"%PDF-1.7\n<< /Type /Catalog >>\n%%EOF\n"]
    return documents.add(
        algorithm=algorithm, chunks=content, file_name="DPIA.pdf", words=words, by=by, at=NOW
    )


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> None:
    settings.ATTACHMENT_FOLDER = tmp_path / "attachments"


# --- one after the other -----------------------------------------------------------------------------------
@pytest.mark.parametrize("at", ["work", "shared"])
def test_a_task_is_planned_shown_and_done(
    at: str,
    chatbot: Algorithm,
    request: pytest.FixtureRequest,
    visitor: Client,
    editor: Person,
    colleague: Person,
) -> None:
    task: Work = request.getfixturevalue(at)
    given = {"assignee": str(colleague.pk), "due_on": "2027-01-15", "note": "Vraag de jurist."}
    response = send(visitor, task, "plan", **given)
    assert (response.status_code, response["Location"]) == (302, page_of(task))
    row = task.row()
    assert (row.assignee, row.due_on, row.note) == (str(colleague.pk), date(2027, 1, 15), "Vraag de jurist.")
    assert send(visitor, task, "evidence", **EVIDENCE).status_code == 302
    assert send(visitor, task, "state", state="done").status_code == 302
    page = unescape(read(visitor.get(page_of(task))))
    for words in (colleague.name, "15 januari 2027", "Rapport", editor.name, "wp-progress--done"):
        assert words in page, words
    assert page.count("<time") == 3


def test_a_day_that_the_law_gives_is_shown_and_is_not_taken_for_one_that_people_agreed_on(
    fraud_model: Algorithm, organisation: Organisation, visitor: Client, editor: Person
) -> None:
    work = Work(organisation, OF_FRAUD_MODEL, fraud_model)
    page = unescape(read(visitor.get(page_of(work))))
    assert "2 augustus 2030" in page
    assert re.search(r'name="due_on"(?! value=)[^>]*>', page)
    assert not Task.objects.exists()
    send(visitor, work, "plan", assignee=str(editor.pk), due_on="")
    assert work.row().due_on is None
    assert "2 augustus 2030" in unescape(read(visitor.get(page_of(work))))


def test_evidence_can_be_a_file_of_the_dossier(
    files: None, chatbot: Algorithm, work: Work, visitor: Client, editor: Person
) -> None:
    file = add_file(chatbot, editor)
    assert f'value="{file.token}"' in read(visitor.get(page_of(work)))
    assert send(visitor, work, "evidence", **EVIDENCE, attachment=file.token).status_code == 302
    assert Evidence.objects.get().attachment == file
    assert where("attachment", chatbot, token=file.token) in read(visitor.get(page_of(work)))


def test_a_file_of_another_dossier_cannot_be_chosen(
    files: None, work: Work, visitor: Client, editor: Person, organisation: Organisation
) -> None:
    file = add_file(start(organisation, "Ander dossier", {}, editor), editor, "Van een ander")
    assert file.token not in read(visitor.get(page_of(work)))
    assert send(visitor, work, "evidence", **EVIDENCE, attachment=file.token).status_code == 422
    assert not Evidence.objects.exists()


# --- a second person ---------------------------------------------------------------------------------------
def test_a_second_person_confirms_on_the_page(
    serious: Work, visitor: Client, colleague: Person, as_person: AsPerson
) -> None:
    send(visitor, serious, "state", state="done")
    confirm = 'value="confirm"'
    mine, theirs = as_person(colleague), visitor
    assert (confirm in read(mine.get(page_of(serious))), confirm in read(theirs.get(page_of(serious)))) == (
        True,
        False,
    )
    refused = send(visitor, serious, "confirm")
    assert (refused.status_code, "zelf afgerond" in unescape(read(refused))) == (422, True)
    assert send(mine, serious, "confirm").status_code == 302
    assert serious.line().progress is Progress.DONE
    page = unescape(read(mine.get(page_of(serious))))
    assert (confirm in page, colleague.name in page) == (False, True)


# --- what is refused ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("do", "given", "field"),
    [
        ("plan", {"assignee": "0"}, "assignee"),
        ("plan", {"due_on": "morgen"}, "due_on"),
        ("plan", {"due_on": "2027-02-30"}, "due_on"),
        ("plan", {"note": "x" * 4001}, "note"),
        ("state", {}, "state"),
        ("state", {"state": "klaar"}, "state"),
        ("state", {"state": "not_applicable"}, "reason"),
        ("state", {"state": "not_applicable", "reason": " "}, "reason"),
        ("state", {"state": "not_applicable", "reason": "x" * 501}, "reason"),
        ("evidence", {}, "kind"),
        ("evidence", {**EVIDENCE, "kind": "gevoel"}, "kind"),
        ("evidence", {**EVIDENCE, "title": " "}, "title"),
        ("evidence", {**EVIDENCE, "title": "x" * 201}, "title"),
        ("evidence", {**EVIDENCE, "link": "ftp://voorbeeldstad.example"}, "link"),
        ("evidence", {**EVIDENCE, "link": "https://" + "x" * 600}, "link"),
        ("evidence", {**EVIDENCE, "observed_on": "2026-11-23"}, "observed_on"),
        ("evidence", {**EVIDENCE, "valid_until": "2026-11-19"}, "valid_until"),
        ("evidence", {**EVIDENCE, "attachment": "0" * 32}, "attachment"),
    ],
)
@pytest.mark.parametrize("at", ["work", "shared"])
def test_what_does_not_fit_stays_on_the_page_with_the_fault_beside_it(
    at: str,
    do: str,
    given: dict[str, object],
    field: str,
    chatbot: Algorithm,
    request: pytest.FixtureRequest,
    visitor: Client,
) -> None:
    task: Work = request.getfixturevalue(at)
    response = send(visitor, task, do, **given)
    assert response.status_code == 422
    if (at, field) != ("shared", "attachment"):  # there is no such question there
        assert f'id="id_{field}_error"' in read(response)
    assert not Task.objects.exists()


def test_what_was_typed_is_kept_beside_the_fault(work: Work, visitor: Client) -> None:
    given = {**EVIDENCE, "title": "Rapport van de toets", "observed_on": "2026-11-23"}
    page = read(send(visitor, work, "evidence", **given))
    assert 'value="Rapport van de toets"' in page
    assert 'value="2026-11-23"' in page


def test_who_is_overtaken_reads_what_it_says_now_and_can_go_on(
    work: Work, visitor: Client, colleague: Person, as_person: AsPerson
) -> None:
    work.plan(colleague, note="Ik ben begonnen.")
    for do, given in (("plan", {"note": "Mijn kijk erop."}), ("state", {"state": "done"}), ("confirm", {})):
        response = send(visitor, work, do, expected=0, **given)
        page = unescape(read(response))
        assert (response.status_code, "intussen gewijzigd" in page) == (422, True), do
        assert 'name="expected" value="1"' in page
    assert (work.row().note, work.row().state) == ("Ik ben begonnen.", "todo")
    assert send(visitor, work, "plan", expected=1, note="Mijn kijk erop.").status_code == 302


@pytest.mark.parametrize("expected", ["", "-1", "een", "9" * 40, "0x1", "¹"])
def test_what_is_no_number_of_changes_is_none(
    expected: str, work: Work, visitor: Client, editor: Person
) -> None:
    assert send(visitor, work, "plan", expected=expected, note="Een").status_code == 302
    assert send(visitor, work, "plan", expected=expected, note="Twee").status_code == 422
    assert work.row().note == "Een"


def test_something_that_nobody_can_do_is_not_found(work: Work, visitor: Client) -> None:
    assert send(visitor, work, "").status_code == 404
    assert send(visitor, work, "delete").status_code == 404
    assert not Task.objects.exists()


# --- withdrawing -------------------------------------------------------------------------------------------
def test_evidence_is_withdrawn_with_a_reason(
    chatbot: Algorithm, work: Work, visitor: Client, editor: Person
) -> None:
    found = work.add(editor)
    place = where("evidence_withdraw", chatbot, pk=found.pk)
    page = read(visitor.post(place, {"reason": " "}, follow=True))
    found.refresh_from_db()
    assert (found.withdrawn_at, place in page) == (None, True)
    page = unescape(read(visitor.post(place, {"reason": "Gaat over iets anders."}, follow=True)))
    found.refresh_from_db()
    assert found.withdrawn_at == NOW
    assert ("Gaat over iets anders." in page, place in page) == (True, False)
    assert visitor.get(place).status_code == 405


def test_evidence_of_what_is_done_once_for_all_is_withdrawn_at_the_organisation(
    shared: Work,
    work: Work,
    visitor: Client,
    editor: Person,
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
    as_person: AsPerson,
) -> None:
    found, of_dossier = shared.add(editor), work.add(editor)
    code, reason = organisation.code, {"reason": "Gaat over iets anders."}
    place = of_organisation("organisation_evidence_withdraw", code, pk=found.pk)
    page = of_organisation("organisation_task", code, measure=shared.code)
    assert place in read(visitor.get(page))
    elsewhere = of_organisation("organisation_evidence_withdraw", other_organisation.code, pk=found.pk)
    assert visitor.post(elsewhere, reason).status_code == 404
    other = of_organisation("organisation_evidence_withdraw", code, pk=of_dossier.pk)
    assert visitor.post(other, reason).status_code == 404
    assert as_person(person_with_role("reader")).post(place, reason).status_code == 403
    assert not Evidence.objects.exclude(withdrawn_at=None).exists()
    visitor = as_person(editor)
    assert "Gaat over iets anders." in unescape(read(visitor.post(place, reason, follow=True)))
    found.refresh_from_db()
    assert found.withdrawn_at == NOW


def test_evidence_is_withdrawn_at_its_own_dossier_by_who_may(
    chatbot: Algorithm,
    work: Work,
    shared: Work,
    visitor: Client,
    editor: Person,
    organisation: Organisation,
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
    as_person: AsPerson,
) -> None:
    found, of_all = work.add(editor), shared.add(editor)
    other = start(organisation, "Ander dossier", {}, editor)
    reason = {"reason": "Telt niet."}
    for algorithm, pk in ((other, found.pk), (chatbot, of_all.pk), (chatbot, 2**40)):
        assert visitor.post(where("evidence_withdraw", algorithm, pk=pk), reason).status_code == 404
    place = where("evidence_withdraw", chatbot, pk=found.pk)
    assert as_person(person_with_role("reader")).post(place, reason).status_code == 403
    stranger = as_person(person_with_role("editor", other_organisation))
    assert stranger.post(place, reason).status_code == 404
    assert not Evidence.objects.exclude(withdrawn_at=None).exists()


# --- what is over ------------------------------------------------------------------------------------------
def test_a_task_that_is_no_longer_asked_for_keeps_its_page(
    chatbot: Algorithm, organisation: Organisation, visitor: Client, editor: Person
) -> None:
    work = Work(organisation, "imp-ai-melding", chatbot)
    assert visitor.get(page_of(work)).status_code == 200
    work.add(editor)
    say(chatbot, {"contact_with_people": ["website_or_app"]}, editor)
    page = unescape(read(visitor.get(page_of(work))))
    assert ("vraagt niet meer om deze taak" in page, "Rapport van de toets" in page) == (True, True)
    assert send(visitor, work, "state", state="done").status_code == 302
    # Without anything said about it there is nothing to keep.
    Evidence.objects.all().delete()
    work.row().changes.all().delete()
    work.row().delete()
    assert visitor.get(page_of(work)).status_code == 404


def test_a_task_of_the_organisation_that_no_dossier_asks_for_has_a_page_once_it_was_begun(
    chatbot: Algorithm, organisation: Organisation, visitor: Client, editor: Person
) -> None:
    work = Work(organisation, "org-16")
    assert visitor.get(page_of(work)).status_code == 404
    work.set(TaskState.DONE, editor)
    page = unescape(read(visitor.get(page_of(work))))
    assert ("vraagt niet meer om deze taak" in page, "wp-progress--done" in page) == (True, True)
    assert "org-16" in read(visitor.get(of_organisation("organisation_plan", organisation.code)))


def test_expired_evidence_is_shown_as_such(work: Work, visitor: Client, editor: Person) -> None:
    work.add(editor, observed_on=date(2026, 1, 1), valid_until=date(2026, 11, 21))
    work.add(editor, title="Van nu", observed_on=TODAY, valid_until=TODAY)
    page = unescape(read(visitor.get(page_of(work))))
    assert page.count("wb-tag--warning") == 1
    assert page.index("Van nu") < page.index("wb-tag--warning")  # the newest first


def test_the_second_person_is_told_of_on_the_plan(
    chatbot: Algorithm, serious: Work, visitor: Client, editor: Person
) -> None:
    serious.set(TaskState.DONE, editor)
    page = read(visitor.get(where("plan", chatbot)))
    assert page.count("wp-progress--to_confirm") == 1
    assert SERIOUS in page
    assert OWN in page

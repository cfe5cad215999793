"""The pages of working together: documents, notes, who works on it, and filters that are kept."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.conftest import NOW
from tests.integration.web.conftest import WHOLE, address, text_of
from tests.integration.web.together import PDF, add_document
from waarborg.apps.algorithms.collaboration import assignments, filters, notes
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.models import Attachment
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.profile.responsibilities import Responsibility

pytestmark = pytest.mark.django_db

Somebody = Callable[..., Person]
AsPerson = Callable[[Person], Client]
SENT = {"title": "DPIA parkeren", "kind": "assessment", "made_on": "2026-03-01", "signatory": "Directeur"}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    settings.ATTACHMENT_FOLDER = tmp_path
    return tmp_path


def upload(name: str = "DPIA.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def page_of(client: Client, name: str, **kwargs: object) -> str:
    return text_of(client.get(address(name, **kwargs)))


# --- documents -------------------------------------------------------------------------------------------
def test_a_document_is_added_and_downloaded_but_never_shown(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    sent = {**SENT, "file": upload("DPIA 'één'.pdf")}
    response = client.post(address("attachment_new", public_id=desk.public_id), sent)
    row = Attachment.objects.get()
    assert response["Location"] == address("attachment", public_id=desk.public_id, token=row.token)
    assert "DPIA parkeren" in page_of(client, "attachments", public_id=desk.public_id)
    answer = client.get(address("attachment_file", public_id=desk.public_id, token=row.token))
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''DPIA%20%27%C3%A9%C3%A9n%27.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"file": upload("DPIA.html")}, "Druk het af naar PDF."),
        ({"file": upload("DPIA.pdf", b"<script>alert(1)</script>")}, "maar de inhoud is iets anders"),
        ({"file": upload("DPIA.pdf", b"")}, "Het bestand is leeg."),
        ({"made_on": ""}, "Vul in op welke dag de toets is ondertekend."),
        ({"made_on": "2030-01-01"}, "Deze dag moet nog komen."),
        ({"signatory": ""}, "Vul in welke functie de toets ondertekende"),
        ({"file": None}, "Dit veld is verplicht."),
    ],
)
def test_what_is_refused_comes_back_with_the_reason(
    change: dict[str, Any], words: str, desk: Any, as_person: AsPerson, files: Path
) -> None:
    sent = {key: value for key, value in {**SENT, "file": upload(), **change}.items() if value is not None}
    response = as_person(desk.editor).post(address("attachment_new", public_id=desk.public_id), sent)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not Attachment.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_file_past_the_limit_is_refused(desk: Any, as_person: AsPerson, settings: Settings) -> None:
    settings.ATTACHMENT_LIMIT = 20
    sent = {**SENT, "file": upload()}
    response = as_person(desk.editor).post(address("attachment_new", public_id=desk.public_id), sent)
    assert "Het bestand is groter dan" in text_of(response)


def test_far_too_much_is_not_even_kept_for_a_moment(
    desk: Any, as_person: AsPerson, settings: Settings
) -> None:
    settings.UPLOAD_LIMIT = 20
    sent = {**SENT, "file": upload()}
    response = as_person(desk.editor).post(address("attachment_new", public_id=desk.public_id), sent)
    assert response.status_code == 422
    assert "Het bestand is groter dan" in text_of(response)
    assert "Dit veld is verplicht" not in text_of(response)


def test_of_a_stranger_no_file_is_received(client: Client, desk: Any) -> None:
    request = client.post(
        address("attachment_new", public_id=desk.public_id), {"file": upload()}
    ).wsgi_request
    assert list(request.FILES) == []


def test_the_whole_way_of_a_document(desk: Any, as_person: AsPerson, person_with_role: Somebody) -> None:
    desk.write(**WHOLE)
    row = add_document(desk)
    place = {"public_id": desk.public_id, "token": row.token}
    editor, approver = as_person(desk.editor), as_person(desk.approver)
    assert "De tekst noemt deze toets niet." in page_of(editor, "attachment", **place)
    editor.post(address("attachment_list", **place), {"do": "add"})
    assert "De tekst noemt deze toets, met dag" in page_of(editor, "attachment", **place)
    assert "met een bestand uit dit dossier" in page_of(editor, "entry", public_id=desk.public_id)
    assert "Vrijgeven voor burgers" in page_of(approver, "attachment", **place)
    approver.post(address("attachment_release", **place))
    desk.publish()
    assert "Openbaar" in page_of(approver, "attachment", **place)
    sent = {**SENT, "title": "DPIA parkeren 2", "file": upload("nieuw.pdf", PDF + b"%%EOF")}
    newer = editor.post(address("attachment_replace", **place), sent)["Location"]
    assert "De tekst noemt een andere versie van deze toets." in text_of(editor.get(newer))
    assert "Dit is een eerdere versie" in page_of(editor, "attachment", **place)
    assert editor.post(newer + "/intrekken", {"reason": ""}).status_code == 422
    editor.post(newer + "/intrekken", {"reason": "Verkeerde versie."})
    assert "Verkeerde versie." in text_of(editor.get(newer))
    officer = as_person(person_with_role("privacy_officer"))
    officer.post(address("attachment_redact", **place), {"reason": "Er staat een naam in."})
    gone = page_of(officer, "attachment", **place)
    assert "Weggehaald document" in gone
    assert "inkomenstoeslag" not in gone.replace("Inkomenstoeslag", "")


def test_the_document_of_another_dossier_is_not_found(desk: Any, as_person: AsPerson) -> None:
    row = add_document(desk)
    from waarborg.apps.publications import actions

    other = actions.start_entry(organisation=desk.entry.organisation, name="Ander", by=desk.editor, at=NOW)
    client = as_person(desk.editor)
    for name in ("attachment", "attachment_file", "attachment_replace"):
        assert client.get(address(name, public_id=other.public_id, token=row.token)).status_code == 404


# --- notes -----------------------------------------------------------------------------------------------
def test_a_note_is_written_changed_and_removed(desk: Any, as_person: AsPerson) -> None:
    client, place = as_person(desk.editor), {"public_id": desk.public_id}
    sent = {"text": "Bel de <b>leverancier</b>", "mentioned": str(desk.approver.pk)}
    client.post(address("notes", **place), sent)
    shown = page_of(client, "notes", **place)
    assert "Bel de &lt;b&gt;leverancier" in shown
    assert f"voor {desk.approver.name}" in shown
    number = int(re.findall(r'id="note-(\d+)"', shown)[0])
    client.post(address("note_edit", **place, note_id=number), {"text": "Mail de leverancier"})
    assert "Wat er eerder stond" in page_of(client, "notes", **place)
    assert "Mail de leverancier" in page_of(client, "dossier", **place)
    client.post(address("note_remove", **place, note_id=number))
    shown = page_of(client, "notes", **place)
    assert "leverancier" not in shown
    assert "De tekst van deze notitie is weggehaald." in shown
    assert client.get(address("note_edit", **place, note_id=number)).status_code == 404


def test_an_empty_note_is_refused(desk: Any, as_person: AsPerson) -> None:
    response = as_person(desk.editor).post(address("notes", public_id=desk.public_id), {"text": "  "})
    assert response.status_code == 422


def test_a_reader_reads_notes_and_gets_no_form(
    desk: Any, as_person: AsPerson, person_with_role: Somebody
) -> None:
    client = as_person(person_with_role("reader"))
    assert "<textarea" not in page_of(client, "notes", public_id=desk.public_id)
    assert client.post(address("notes", public_id=desk.public_id), {"text": "Hallo"}).status_code == 403


def test_the_supervisor_of_all_organisations_sees_no_notes(
    desk: Any, as_person: AsPerson, person_with_role: Somebody
) -> None:
    notes.add_note(algorithm=desk.entry.algorithm, text="Onder ons.", by=desk.editor, at=NOW, link="/")
    assert "Onder ons." not in page_of(
        as_person(person_with_role("supervisor")), "dossier", public_id=desk.public_id
    )


def test_many_notes_come_in_pages_with_as_many_questions(
    desk: Any, as_person: AsPerson, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(45):
        notes.add_note(
            algorithm=desk.entry.algorithm,
            text=f"Notitie {number}.",
            by=desk.editor,
            at=NOW + timedelta(minutes=number),
            link="/",
        )
    client = as_person(desk.editor)
    with django_assert_max_num_queries(30):
        first = page_of(client, "notes", public_id=desk.public_id)
    assert "Notitie 44." in first
    assert "Notitie 24." not in first
    assert "Notitie 24." in text_of(client.get(address("notes", public_id=desk.public_id) + "?pagina=2"))


# --- who works on it -------------------------------------------------------------------------------------
def test_an_assigned_dossier_is_mine(desk: Any, as_person: AsPerson, person_with_role: Somebody) -> None:
    colleague = person_with_role("reader")
    sent = {"person": str(colleague.pk), "responsibility": "owner"}
    as_person(desk.editor).post(address("assign", public_id=desk.public_id), sent)
    client = as_person(colleague)
    assert "Uw dossiers" in page_of(client, "today")
    assert "Inkomenstoeslag" in text_of(client.get(address("algorithms") + "?wie=ik"))
    assert "Inkomenstoeslag" not in text_of(as_person(desk.editor).get(address("algorithms") + "?wie=ik"))
    assert colleague.name in page_of(client, "dossier", public_id=desk.public_id)
    row = assignments.list_mine(colleague)[0]
    client.post(address("assignment_end", public_id=desk.public_id, assignment_id=row.pk))
    assert "Uw dossiers" not in page_of(client, "today")


def test_a_reader_ends_no_assignment_of_another(
    desk: Any, as_person: AsPerson, person_with_role: Somebody
) -> None:
    row = assignments.assign(
        algorithm=desk.entry.algorithm,
        person=desk.approver,
        responsibility=Responsibility.OWNER,
        by=desk.editor,
        at=NOW,
        link="/",
    )
    client = as_person(person_with_role("reader"))
    place = address("assignment_end", public_id=desk.public_id, assignment_id=row.pk)
    assert client.post(place).status_code == 403


def test_nobody_from_elsewhere_can_be_chosen(
    desk: Any, as_person: AsPerson, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    stranger = person_with_role("editor", other_organisation)
    sent = {"person": str(stranger.pk), "responsibility": "owner"}
    response = as_person(desk.editor).post(address("assign", public_id=desk.public_id), sent)
    assert response.status_code == 422
    assert stranger.name not in text_of(response)


# --- filters ---------------------------------------------------------------------------------------------
def test_a_filter_is_kept_opened_renamed_and_removed(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    shown = text_of(client.get(address("algorithms") + "?stand=draft&woorden=toeslag&wie="))
    assert "Dit filter bewaren" in shown
    client.post(address("filter_save"), {"stand": "draft", "woorden": "toeslag", "name": "Concepten"})
    kept = filters.list_filters(desk.editor)[0]
    assert kept.query == "stand=draft&woorden=toeslag"
    shown = text_of(client.get(address("algorithms") + "?" + kept.query))
    assert 'aria-current="true"' in shown
    assert "Dit filter bewaren" not in shown
    client.post(address("filter_change", filter_id=kept.pk), {"name": "Mijn toeslag", "is_default": "on"})
    assert client.get(address("algorithms"))["Location"] == address("algorithms") + "?" + kept.query
    assert client.get(address("algorithms") + "?alles=1").status_code == 200
    client.post(address("filter_remove", filter_id=kept.pk))
    assert client.get(address("algorithms")).status_code == 200


def test_nothing_chosen_is_no_filter(desk: Any, as_person: AsPerson) -> None:
    as_person(desk.editor).post(address("filter_save"), {"name": "Leeg", "stand": "", "iets": "anders"})
    assert filters.list_filters(desk.editor) == []


def test_documents_in_the_log_are_told_in_words(
    desk: Any, as_person: AsPerson, person_with_role: Somebody
) -> None:
    documents.release(attachment=add_document(desk), by=desk.approver, at=NOW)
    log = page_of(as_person(person_with_role("auditor")), "audit", code=desk.entry.organisation.code)
    assert "voegde een document toe aan Inkomenstoeslag" in log
    assert "attachments." not in log

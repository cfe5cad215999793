"""An assessment made elsewhere: from the dossier into the text, and from the public page to the file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.documents.queries import public_path
from waarborg.apps.algorithms.models import Attachment
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions
from waarborg.apps.publications.attached import list_public_files, list_unreleased
from waarborg.apps.publications.models import Entry
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.publication.workflow import State, StepRefused

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n<< /Type /Catalog >>\n%%EOF\n"
WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}
FIELD = "impacttoetsen_grouping"


class Desk:
    """An editor, an approver and an entry between them."""

    def __init__(self, organisation: Organisation, person_with_role: Callable[..., Person]) -> None:
        self.editor, self.approver = person_with_role("editor"), person_with_role("approver")
        self.entry = actions.start_entry(
            organisation=organisation, name="Inkomenstoeslag", by=self.editor, at=NOW
        )
        assert self.entry.algorithm is not None
        self.algorithm = self.entry.algorithm
        base = facts.newest_fact_id(self.algorithm)
        actions.save(entry=self.entry, values=WHOLE, base=base, by=self.editor, at=NOW)

    def add(self, kind: DocumentKind = DocumentKind.ASSESSMENT, **more: Any) -> Attachment:
        words = documents.Words(kind, "DPIA toeslag", date(2026, 3, 1), "Directeur, Voorbeeldstad")
        given = {
            "chunks": [PDF],
            "file_name": "DPIA van Jan.pdf",
            "words": words,
            "by": self.editor,
            "at": NOW,
        }
        return documents.add(algorithm=self.algorithm, **{**given, **more})

    def replace(self, row: Attachment) -> Attachment:
        words = documents.Words(DocumentKind.ASSESSMENT, "DPIA toeslag 2", date(2026, 9, 1), "Directeur")
        return documents.replace(
            attachment=row, chunks=[PDF + b"%%EOF"], file_name="b.pdf", words=words, by=self.editor, at=NOW
        )

    def name(self, row: Attachment) -> None:
        actions.list_assessment(entry=self.entry, attachment=row, by=self.editor, at=NOW)

    def release(self, row: Attachment) -> None:
        documents.release(attachment=row, by=self.approver, at=NOW)

    def publish(self) -> None:
        actions.submit(entry=self.entry, by=self.editor, at=NOW)
        actions.approve(entry=self.entry, by=self.approver, at=NOW)
        actions.publish(entry=self.entry, by=self.approver, at=NOW)
        self.entry = Entry.objects.select_related("organisation", "algorithm", "live").get(pk=self.entry.pk)

    def rows(self) -> Any:
        return facts.current_values(self.algorithm).get("assessments", [])


@pytest.fixture
def desk(
    organisation: Organisation, person_with_role: Callable[..., Person], tmp_path: Path, settings: Settings
) -> Desk:
    settings.ATTACHMENT_FOLDER = tmp_path
    return Desk(organisation, person_with_role)


# --- in the text -----------------------------------------------------------------------------------------
def test_a_named_assessment_is_a_row_with_day_and_signatory(desk: Desk) -> None:
    row = desk.add()
    desk.name(row)
    desk.name(row)
    assert desk.rows() == [
        {
            "title": "DPIA toeslag",
            "link": f"/bijlage/{row.token}/dpia-toeslag.pdf",
            "date": "2026-03-01",
            "signatory": "Directeur, Voorbeeldstad",
        }
    ]


def test_other_rows_stay_and_a_newer_revision_takes_the_place_of_the_older(desk: Desk) -> None:
    other = {"title": "IAMA", "link": "https://voorbeeldstad.example/iama"}
    base = facts.newest_fact_id(desk.algorithm)
    actions.save(entry=desk.entry, values={FIELD: [other]}, base=base, by=desk.editor, at=NOW)
    first = desk.add()
    desk.name(first)
    second = desk.replace(first)
    desk.name(second)
    assert [row["link"] for row in desk.rows()] == [other["link"], public_path(second)]
    actions.unlist_assessment(entry=desk.entry, attachment=first, by=desk.editor, at=NOW)
    assert desk.rows() == [other]


def test_what_somebody_typed_and_did_not_save_is_kept(desk: Desk) -> None:
    base = facts.newest_fact_id(desk.algorithm)
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "<p>Nieuw</p>"}, base=base, by=desk.editor, at=NOW
    )
    desk.name(desk.add())
    assert desk.entry.working_copies.get().values == {"goal": "<p>Nieuw</p>"}


def test_only_an_assessment_of_this_dossier_that_counts_is_named(
    desk: Desk, organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    contract, elsewhere, withdrawn = (
        desk.add(DocumentKind.CONTRACT),
        Desk(organisation, person_with_role),
        desk.add(),
    )
    documents.withdraw(attachment=withdrawn, by=desk.editor, at=NOW, reason="Verouderd.")
    for row in (contract, elsewhere.add(), withdrawn):
        with pytest.raises(documents.DocumentRefused):
            desk.name(row)
    with pytest.raises(NotAllowed):
        actions.list_assessment(entry=desk.entry, attachment=desk.add(), by=desk.approver, at=NOW)
    assert desk.rows() == []


def test_a_text_that_is_fixed_names_nothing_more(desk: Desk) -> None:
    actions.submit(entry=desk.entry, by=desk.editor, at=NOW)
    with pytest.raises(StepRefused):
        desk.name(desk.add())


def test_naming_one_in_a_public_text_begins_a_new_version(desk: Desk) -> None:
    desk.publish()
    desk.name(desk.add())
    assert desk.entry.state == State.DRAFT
    assert desk.entry.live is not None
    assert FIELD not in desk.entry.live.values


# --- for the public --------------------------------------------------------------------------------------
def ask(client: Client, address: str, **headers: str) -> tuple[int, bytes, Any]:
    """The answer to who asks for a file: status, content and headers."""
    response = client.get(address, headers=headers)
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, content, response.headers


def status(client: Client, address: str) -> int:
    return ask(client, address)[0]


def test_the_public_downloads_a_file_that_is_released_and_named(desk: Desk, client: Client) -> None:
    row = desk.add()
    desk.name(row)
    assert list_unreleased(desk.entry, {FIELD: desk.rows()}) == [row]
    desk.release(row)
    assert status(client, public_path(row)) == 404
    desk.publish()
    code, content, headers = ask(client, public_path(row))
    assert (code, content) == (200, PDF)
    assert headers["Content-Disposition"] == 'attachment; filename="dpia-toeslag.pdf"'
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert ask(client, public_path(row), **{"If-None-Match": headers["ETag"]})[0] == 304


def test_a_file_that_is_not_released_is_named_and_not_given(desk: Desk, client: Client) -> None:
    row = desk.add()
    desk.name(row)
    desk.publish()
    assert status(client, public_path(row)) == 404
    page = client.get(f"/nl/algoritme/{desk.entry.public_id}").content.decode()
    assert "DPIA toeslag" in page
    assert "Elders gemaakt, op 1 maart 2026, door: Directeur, Voorbeeldstad" in page
    assert 'href="/bijlage/' not in page
    desk.release(row)
    page = client.get(f"/nl/algoritme/{desk.entry.public_id}").content.decode()
    assert f'href="{public_path(row)}"' in page
    assert "PDF, " in page
    assert "Jan" not in page


def test_the_page_gets_another_mark_when_a_file_is_released(desk: Desk, client: Client) -> None:
    row = desk.add()
    desk.name(row)
    desk.publish()
    address = f"/nl/algoritme/{desk.entry.public_id}"
    before = client.get(address).headers["ETag"]
    desk.release(row)
    assert client.get(address).headers["ETag"] != before


@pytest.mark.parametrize("address", ["/bijlage/x/dpia.pdf", "/bijlage/" + "0" * 32 + "/dpia.pdf"])
def test_what_is_no_file_is_not_found(address: str, client: Client) -> None:
    assert status(client, address) == 404


def test_only_the_address_in_the_text_leads_to_the_file(desk: Desk, client: Client) -> None:
    row = desk.add()
    desk.name(row)
    desk.release(row)
    desk.publish()
    assert client.get(f"/bijlage/{row.token}/iets-anders.pdf").status_code == 404
    assert client.get(f"/bijlage/{row.token}/dpia-toeslag.html").status_code == 404


def test_an_earlier_revision_stays_as_long_as_a_public_version_names_it(desk: Desk, client: Client) -> None:
    first = desk.add()
    desk.name(first)
    desk.release(first)
    desk.publish()
    second = desk.replace(first)
    desk.name(second)
    desk.release(second)
    assert status(client, public_path(first)) == 200
    assert status(client, public_path(second)) == 404
    desk.publish()
    assert status(client, public_path(first)) == 200
    assert status(client, public_path(second)) == 200


@pytest.mark.parametrize("how", ["take_back", "withdraw", "redact", "entry", "lost"])
def test_the_file_is_no_longer_public(
    how: str, desk: Desk, client: Client, person_with_role: Callable[..., Person], tmp_path: Path
) -> None:
    row = desk.add()
    desk.name(row)
    desk.release(row)
    desk.publish()
    address = public_path(row)
    assert status(client, address) == 200
    if how == "take_back":
        documents.take_back(attachment=row, by=desk.approver, at=NOW)
    elif how == "withdraw":
        documents.withdraw(attachment=row, by=desk.editor, at=NOW, reason="Verouderd.")
    elif how == "redact":
        documents.redact(attachment=row, by=person_with_role("privacy_officer"), at=NOW, reason="Naam erin.")
    elif how == "entry":
        actions.withdraw(entry=desk.entry, by=desk.approver, at=NOW, reason="Buiten gebruik.")
    else:
        (tmp_path / row.stored_as[:2] / row.stored_as).unlink()
    assert status(client, address) == 404


def test_a_text_cannot_name_the_file_of_another_dossier(
    desk: Desk, organisation: Organisation, person_with_role: Callable[..., Person], client: Client
) -> None:
    elsewhere = Desk(organisation, person_with_role)
    row = elsewhere.add()
    elsewhere.release(row)
    typed = {"title": "DPIA", "link": public_path(row), "date": "2026-03-01", "signatory": "Directeur"}
    base = facts.newest_fact_id(desk.algorithm)
    actions.save(entry=desk.entry, values={FIELD: [typed]}, base=base, by=desk.editor, at=NOW)
    desk.publish()
    assert desk.entry.live is not None
    assert list_public_files(desk.entry.public_id, desk.entry.live.values) == {}
    assert status(client, public_path(row)) == 404

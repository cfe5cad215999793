"""Documents of a dossier: whole or not there, told to the audit chain, and gone for good when redacted."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.conftest import NOW
from waarborg.apps.algorithms.documents import actions, cleaning, queries
from waarborg.apps.algorithms.documents.verifying import find_changed_attachments
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.profile.documents import DocumentKind

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n<< /Type /Catalog >>\n%%EOF\n"
DPIA = actions.Words(DocumentKind.ASSESSMENT, "DPIA parkeren", date(2026, 3, 1), "Directeur, Voorbeeldstad")
Somebody = Callable[..., Person]


@pytest.fixture
def dossier(algorithm: Algorithm, editor: Person, files: Path) -> "Dossier":
    return Dossier(algorithm, editor, files)


@dataclass
class Dossier:
    """A dossier, who writes in it, and where its files are."""

    algorithm: Algorithm
    editor: Person
    folder: Path
    at: Any = field(default=NOW)

    def add(
        self, content: bytes = PDF, name: str = "DPIA.pdf", words: actions.Words = DPIA, **more: Any
    ) -> Attachment:
        given = {"by": self.editor, "at": NOW, **more}
        return actions.add(algorithm=self.algorithm, chunks=[content], file_name=name, words=words, **given)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())


def test_a_document_is_kept_with_its_file_and_told_without_its_words(dossier: Dossier) -> None:
    row = dossier.add()
    assert dossier.names() == [row.stored_as]
    with queries.open_content(row) as file:
        assert file.read() == PDF
    event = Event.objects.get(action="attachments.add")
    assert event.about["sha256"] == row.sha256
    assert "DPIA" not in str(event.about)
    assert "Directeur" not in str(event.about)
    assert find_changed_attachments() == []
    assert not verify_chains().broken


@pytest.mark.parametrize("role", ["reader", "approver", "auditor", "administrator"])
def test_who_may_not_record_facts_adds_no_document(
    role: str, dossier: Dossier, person_with_role: Somebody
) -> None:
    with pytest.raises(NotAllowed):
        dossier.add(by=person_with_role(role))
    assert dossier.names() == []


def test_an_editor_elsewhere_adds_no_document(
    dossier: Dossier, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        dossier.add(by=person_with_role("editor", other_organisation))
    assert not Attachment.objects.exists()


def test_a_file_that_is_refused_leaves_nothing(dossier: Dossier) -> None:
    with pytest.raises(actions.FileRefused):
        dossier.add(b"<html>", "DPIA.pdf")
    with pytest.raises(actions.FileRefused):
        dossier.add(PDF, "DPIA.html")
    assert dossier.names() == []
    assert not Event.objects.filter(action__startswith="attachments.").exists()


def test_a_file_of_more_than_the_limit_is_refused(dossier: Dossier, settings: Settings) -> None:
    settings.ATTACHMENT_LIMIT = len(PDF) - 1
    with pytest.raises(actions.FileRefused) as refused:
        dossier.add()
    assert refused.value.code == "too_large"
    assert dossier.names() == []


@pytest.mark.parametrize(
    ("made_on", "signatory", "field"),
    [
        (None, "Directeur", "made_on"),
        (date(2026, 3, 1), " ", "signatory"),
    ],
)
def test_an_assessment_has_a_day_and_a_signatory(made_on: date | None, signatory: str, field: str) -> None:
    with pytest.raises(actions.DocumentRefused) as refused:
        actions.Words(DocumentKind.ASSESSMENT, "DPIA", made_on, signatory)
    assert refused.value.field == field


def test_an_assessment_cannot_be_signed_tomorrow(dossier: Dossier) -> None:
    words = actions.Words(DocumentKind.ASSESSMENT, "DPIA", NOW.date() + timedelta(days=1), "Directeur")
    with pytest.raises(actions.DocumentRefused):
        dossier.add(words=words)
    assert dossier.names() == []


def test_a_contract_needs_neither(dossier: Dossier) -> None:
    assert dossier.add(words=actions.Words(DocumentKind.CONTRACT, "Contract")).made_on is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\x\\DPIA.pdf", "DPIA.pdf"),
        ("../../etc/DPIA.pdf", "DPIA.pdf"),
        ("DPIA\u202efdp.pdf", "DPIAfdp.pdf"),
        ("DPIA\r\nSet-Cookie: x.pdf", "DPIASet-Cookie: x.pdf"),
        ("é" * 300 + ".pdf", "é" * 196 + ".pdf"),
    ],
)
def test_the_name_of_a_file_hides_nothing(given: str, kept: str, dossier: Dossier) -> None:
    assert dossier.add(name=given).file_name == kept


# --- stops half-way --------------------------------------------------------------------------------------
def test_a_stop_while_the_file_comes_in_leaves_no_row_and_no_file(dossier: Dossier) -> None:
    def break_off() -> Iterator[bytes]:
        yield PDF
        raise ConnectionError

    with pytest.raises(ConnectionError):
        actions.add(
            algorithm=dossier.algorithm,
            chunks=break_off(),
            file_name="a.pdf",
            words=DPIA,
            by=dossier.editor,
            at=NOW,
        )
    assert dossier.names() == []
    assert not Attachment.objects.exists()


def test_when_the_row_cannot_be_written_the_file_goes_too(dossier: Dossier) -> None:
    dossier.algorithm.pk, kept = dossier.algorithm.pk + 1000, dossier.algorithm.pk
    with pytest.raises(Algorithm.DoesNotExist):
        dossier.add()
    dossier.algorithm.pk = kept
    assert dossier.names() == []


def test_a_file_whose_row_never_came_goes_after_a_day(dossier: Dossier) -> None:
    kept = dossier.add()
    with transaction.atomic():
        lost = dossier.add(name="lost.pdf")
        transaction.set_rollback(True)
    assert sorted(dossier.names()) == sorted([kept.stored_as, lost.stored_as])
    path = dossier.folder / lost.stored_as[:2] / lost.stored_as
    os.utime(path, (NOW.timestamp(),) * 2)
    assert cleaning.clean(at=NOW + timedelta(hours=23)).orphans == 0
    assert cleaning.clean(at=NOW + timedelta(hours=25)).orphans == 1
    assert dossier.names() == [kept.stored_as]
    assert find_changed_attachments() == []


# --- the next revision -----------------------------------------------------------------------------------
def replace(dossier: Dossier, row: Attachment, **more: Any) -> Attachment:
    given = {
        "chunks": [PDF + b"2\n%%EOF"],
        "file_name": "DPIA-2.pdf",
        "words": DPIA,
        "by": dossier.editor,
        "at": NOW,
    }
    return actions.replace(attachment=row, **{**given, **more})


def test_a_revision_follows_another_and_both_stay(dossier: Dossier) -> None:
    first = dossier.add()
    second = replace(dossier, first)
    third = replace(dossier, second)
    assert [row.revision for row in queries.list_revisions(first)] == [3, 2, 1]
    assert list(queries.list_newest(dossier.algorithm)) == [third]
    assert len(dossier.names()) == 3
    assert find_changed_attachments() == []


def test_one_revision_is_replaced_once(dossier: Dossier) -> None:
    first = dossier.add()
    replace(dossier, first)
    with pytest.raises(actions.DocumentRefused):
        replace(dossier, first)
    assert len(dossier.names()) == 2


# --- released, withdrawn, redacted -----------------------------------------------------------------------
def test_nobody_releases_what_they_uploaded(
    dossier: Dossier, organisation: Organisation, person_with_role: Somebody
) -> None:
    from waarborg.apps.audit.actions import SYSTEM
    from waarborg.apps.organisations import actions as organisations

    both = person_with_role("approver")
    organisations.grant_role(person=both, organisation=organisation, role="editor", by=SYSTEM, at=NOW)
    row = dossier.add(by=both)
    with pytest.raises(actions.DocumentRefused):
        actions.release(attachment=row, by=both, at=NOW)
    actions.release(attachment=row, by=person_with_role("approver"), at=NOW)
    assert queries.can_be_downloaded(row)


def test_an_editor_releases_nothing(dossier: Dossier, person_with_role: Somebody) -> None:
    with pytest.raises(NotAllowed):
        actions.release(attachment=dossier.add(), by=person_with_role("editor"), at=NOW)


def test_what_is_withdrawn_stays_readable_for_colleagues_alone(
    dossier: Dossier, person_with_role: Somebody
) -> None:
    row = dossier.add()
    actions.release(attachment=row, by=person_with_role("approver"), at=NOW)
    actions.withdraw(attachment=row, by=dossier.editor, at=NOW, reason="Er is een nieuwe toets.")
    assert not queries.can_be_downloaded(row)
    with queries.open_content(row) as file:
        assert file.read() == PDF
    assert "nieuwe toets" not in str(Event.objects.get(action="attachments.withdraw").about)
    assert find_changed_attachments() == []
    with pytest.raises(actions.DocumentRefused):
        replace(dossier, row)


def test_withdrawing_needs_a_reason(dossier: Dossier) -> None:
    with pytest.raises(actions.DocumentRefused):
        actions.withdraw(attachment=dossier.add(), by=dossier.editor, at=NOW, reason="  ")


def test_redacting_takes_file_and_words_away_and_the_chain_holds(
    dossier: Dossier,
    person_with_role: Somebody,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row, other = dossier.add(), dossier.add(name="Zelfde inhoud.pdf")
    with pytest.raises(NotAllowed):
        actions.redact(attachment=row, by=dossier.editor, at=NOW, reason="Er staat een naam in.")
    officer = person_with_role("privacy_officer")
    with django_capture_on_commit_callbacks(execute=True):
        actions.redact(attachment=row, by=officer, at=NOW, reason="Er staat een naam in.")
    assert (row.title, row.signatory, row.file_name, row.salt) == ("", "", "", "")
    assert row.sha256 == other.sha256
    assert dossier.names() == [other.stored_as]
    with pytest.raises(NotFound):
        queries.open_content(row)
    assert find_changed_attachments() == []
    assert not verify_chains().broken


def test_a_removal_that_stopped_half_way_shows_and_is_finished_by_cleaning(
    dossier: Dossier, person_with_role: Somebody
) -> None:
    row = dossier.add()
    actions.redact(
        attachment=row, by=person_with_role("privacy_officer"), at=NOW, reason="Er staat een naam in."
    )
    assert find_changed_attachments() == [f"{dossier.algorithm.public_id}/{row.token}"]
    assert cleaning.clean_files.call() == 1
    assert find_changed_attachments() == []


# --- behind the chain ------------------------------------------------------------------------------------
def change_file(row: Attachment, folder: Path) -> None:
    (folder / row.stored_as[:2] / row.stored_as).write_bytes(PDF + b" ")


def lose_file(row: Attachment, folder: Path) -> None:
    (folder / row.stored_as[:2] / row.stored_as).unlink()


def change_row(**values: Any) -> Callable[[Attachment, Path], None]:
    def change(row: Attachment, folder: Path) -> None:
        Attachment.objects.filter(pk=row.pk).update(**values)

    return change


@pytest.mark.parametrize(
    "change",
    [
        change_file,
        lose_file,
        change_row(title="Iets anders"),
        change_row(made_on=date(2020, 1, 1)),
        change_row(sha256="0" * 64),
        change_row(released_at=NOW, released_by="iemand"),
        change_row(withdrawn_at=NOW, withdrawn_by="iemand"),
        change_row(redacted_at=NOW, title="", signatory="", file_name="", made_on=None),
        change_row(uploaded_by="iemand"),
        lambda row, folder: row.delete(),
    ],
)
def test_what_changed_behind_the_chain_is_found(
    change: Callable[[Attachment, Path], None], dossier: Dossier
) -> None:
    row, _other = dossier.add(), dossier.add()
    token = row.token
    change(row, dossier.folder)
    assert find_changed_attachments() == [f"{dossier.algorithm.public_id}/{token}"]

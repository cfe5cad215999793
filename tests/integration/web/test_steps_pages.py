"""The steps from draft to public and back: what a page says before, and what happens after."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Proposal

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]


def where(desk: Any, step: str) -> str:
    return address("step", public_id=desk.public_id, name=step)


def take(client: Client, desk: Any, step: str, *, reason: str = "", digest: str | None = None) -> Any:
    running = Proposal.objects.filter(entry=desk.entry, outcome__in=("open", "approved")).first()
    found = running.digest if running else ""
    return client.post(
        where(desk, step), {"reason": reason, "digest": found if digest is None else digest}, follow=True
    )


def test_from_draft_to_public_and_back(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    editor, approver = as_person(desk.editor), as_person(desk.approver)
    assert "De tekst is aangeboden." in text_of(take(editor, desk, "submit", reason="Eerste versie"))
    assert "De tekst is goedgekeurd." in text_of(take(approver, desk, "approve"))
    assert "De tekst is openbaar." in text_of(take(approver, desk, "publish"))
    assert desk.state() == "published"
    assert "Rekent uit of iemand" in text_of(editor.get(f"/nl/algoritme/{desk.public_id}"))
    assert "van de openbare site gehaald" in text_of(take(approver, desk, "withdraw", reason="Gestopt"))
    assert "Het dossier is gearchiveerd." in text_of(take(approver, desk, "archive", reason="Klaar"))
    take(editor, desk, "reopen", reason="Toch weer in gebruik")
    assert desk.state() == "draft"


@pytest.mark.parametrize("step", ["submit", "approve", "publish", "withdraw", "archive", "reopen"])
def test_a_step_is_never_taken_by_opening_its_page(
    step: str, desk: Any, organisation: Organisation, as_person: AsPerson
) -> None:
    for role in ("editor", "approver"):
        organisations.grant_role(person=desk.editor, organisation=organisation, role=role, by=SYSTEM, at=NOW)
    desk.write(**WHOLE)
    before = desk.state()
    assert as_person(desk.editor).get(where(desk, step)).status_code == 200
    assert desk.state() == before


def test_the_approver_reads_exactly_what_becomes_public_and_who_wrote_it(
    desk: Any, as_person: AsPerson
) -> None:
    desk.write(**WHOLE, goal="Mensen helpen")
    desk.submit("Graag kijken")
    page = text_of(as_person(desk.approver).get(where(desk, "approve")))
    for words in (
        "Mensen helpen",
        "Graag kijken",
        f"Geschreven door: {desk.editor.name}.",
        "Wat de controle zegt",
    ):
        assert words in page


def test_differences_with_the_public_version_are_marked(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE, goal="Mensen snel helpen")
    desk.publish()
    desk.write(goal="Mensen goed helpen")
    desk.submit()
    page = text_of(as_person(desk.approver).get(where(desk, "approve")))
    assert "Mensen <del>snel </del><ins>goed </ins>helpen" in page


def test_a_text_with_errors_cannot_be_submitted(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    page = text_of(client.get(where(desk, "submit")))
    assert "In de tekst ontbreekt nog iets" in page
    page = text_of(take(client, desk, "submit"))
    assert "De tekst bevat fouten en kan niet verder: Korte omschrijving is niet ingevuld." in page
    assert desk.state() == "draft"


def test_unsaved_changes_are_saved_before_submitting(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "half"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    page = text_of(as_person(desk.editor).get(where(desk, "submit")))
    assert "U hebt wijzigingen die niet zijn opgeslagen." in page


def test_nobody_approves_what_they_worked_on(
    desk: Any, organisation: Organisation, as_person: AsPerson
) -> None:
    organisations.grant_role(
        person=desk.editor, organisation=organisation, role="approver", by=SYSTEM, at=NOW
    )
    desk.write(**WHOLE)
    desk.submit()
    client = as_person(desk.editor)
    assert "U hebt zelf aan deze tekst gewerkt." in text_of(client.get(where(desk, "approve")))
    assert "U hebt zelf aan deze tekst gewerkt." in text_of(take(client, desk, "approve"))
    assert desk.state() == "in_review"


@pytest.mark.parametrize("step", ["reject", "withdraw"])
def test_a_step_that_needs_a_reason_asks_for_it(step: str, desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.publish() if step == "withdraw" else desk.submit()
    before = desk.state()
    response = take(as_person(desk.approver), desk, step)
    assert "wb-field__error" in text_of(response)
    assert desk.state() == before


def test_a_step_in_the_wrong_state_says_what_the_state_is(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.approver)
    assert "de stand is nu “Concept”" in text_of(client.get(where(desk, "publish")))
    assert "de stand is nu “Concept”" in text_of(take(client, desk, "publish"))


def test_a_text_that_changed_since_it_was_read_is_not_approved(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    page = text_of(take(as_person(desk.approver), desk, "approve", digest="gelezen-was-iets-anders"))
    assert "De tekst is gewijzigd sinds u deze pagina opende." in page
    assert desk.state() == "in_review"


def test_the_central_editor_ends_at_the_text_after_publishing(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    desk.entry.organisation.flow = "central"
    desk.entry.organisation.save()
    desk.write(**WHOLE)
    desk.submit()
    desk.approve()
    response = take(as_person(person_with_role("central_editor")), desk, "publish")
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == address("entry", public_id=desk.public_id)


def test_a_step_that_does_not_exist_is_not_found(desk: Any, as_person: AsPerson) -> None:
    assert as_person(desk.editor).get(where(desk, "vernietigen")).status_code == 404


def test_a_taken_over_entry_has_no_steps(taken_over: Any, desk: Any, as_person: AsPerson) -> None:
    address_of = address("step", public_id=taken_over.public_id, name="revise")
    assert as_person(desk.editor).get(address_of).status_code == 404

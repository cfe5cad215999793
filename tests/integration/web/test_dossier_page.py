"""A dossier on one screen, and its history."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.conftest import NOW
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import actions

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]


def open_dossier(client: Client, desk: Any) -> str:
    return text_of(client.get(address("dossier", public_id=desk.public_id)))


def test_the_next_step_of_a_bare_draft_is_to_write(desk: Any, as_person: AsPerson) -> None:
    page = open_dossier(as_person(desk.editor), desk)
    assert "Schrijf de publicatie" in page
    assert "Er zijn nog 4 dingen" in page


def test_the_next_step_of_a_whole_draft_is_to_submit(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    page = open_dossier(as_person(desk.editor), desk)
    assert "De tekst is klaar om aan te bieden" in page
    assert address("step", public_id=desk.public_id, name="submit") in page


def test_the_next_step_of_a_submitted_text_is_the_approvers(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    assert "Deze tekst wacht op uw oordeel" in open_dossier(as_person(desk.approver), desk)
    assert "De tekst wacht op goedkeuring" in open_dossier(as_person(desk.editor), desk)


def test_the_next_step_after_unsaved_typing_is_to_go_on(desk: Any, as_person: AsPerson) -> None:
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "half"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    assert "Verder schrijven" in open_dossier(as_person(desk.editor), desk)


def test_a_public_text_that_the_dossier_left_behind_is_to_be_renewed(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.publish()
    assert "Maak de tekst vollediger" in open_dossier(as_person(desk.editor), desk)
    algorithms.record_facts(
        algorithm=desk.entry.algorithm, values={"status": "Buiten gebruik"}, by=desk.editor, at=desk.tick()
    )
    page = open_dossier(as_person(desk.editor), desk)
    assert "Werk de openbare tekst bij" in page
    assert "Het dossier verschilt in 1 veld." in page


def test_who_may_only_read_gets_no_steps(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = open_dossier(as_person(person_with_role("reader")), desk)
    assert "/publicatie/stap/" not in page


def test_it_names_the_people_involved_and_what_they_did(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    desk.approve()
    page = open_dossier(as_person(desk.editor), desk)
    assert "legde feiten vast, bood de tekst aan" in page
    assert "keurde de tekst goed" in page


def test_the_history_tells_facts_steps_and_versions(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.publish()
    client = as_person(desk.editor)
    page = text_of(client.get(address("history", public_id=desk.public_id)))
    for words in (
        "legde 4 feiten vast",
        "bood de tekst ter goedkeuring aan",
        "keurde de tekst goed",
        "Versie 1 werd",
    ):
        assert words in page
    only_steps = text_of(client.get(address("history", public_id=desk.public_id), {"soort": "stappen"}))
    assert "keurde de tekst goed" in only_steps
    assert "legde 4 feiten vast" not in only_steps


def test_a_reason_stands_in_the_history(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Leg de grens uit.")
    page = text_of(as_person(desk.editor).get(address("history", public_id=desk.public_id)))
    assert "Leg de grens uit." in page


def test_who_was_erased_is_named_erased(desk: Any, as_person: AsPerson) -> None:
    name = desk.editor.name
    organisations.erase_person(person=desk.editor, by=SYSTEM, at=NOW, reason="gevraagd")
    page = text_of(as_person(desk.approver).get(address("history", public_id=desk.public_id)))
    assert "Verwijderd persoon legde 1 feit vast" in page
    assert name not in page


def test_a_withdrawn_entry_links_to_no_public_page(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.publish()
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Niet meer in gebruik")
    page = open_dossier(as_person(desk.editor), desk)
    assert "/nl/algoritme/" not in page
    assert "Ingetrokken" in page

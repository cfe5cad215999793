"""Today: what waits for this person, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.conftest import NOW
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]


def test_a_new_person_reads_that_nothing_waits(
    person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role("editor")).get(address("today")))
    assert "Er wacht niets op uw oordeel." in page
    assert "Alles wat u schreef is opgeslagen." in page


def test_who_has_no_role_reads_whom_to_ask(
    person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    page = text_of(as_person(person_with_role(None)).get(address("today")))
    assert "U hebt nog geen rol." in page


def test_a_submitted_text_waits_for_the_approver_and_not_for_its_writer(
    desk: Any, as_person: AsPerson
) -> None:
    desk.write(**WHOLE)
    desk.submit()
    assert "Beoordeel “Inkomenstoeslag”" in text_of(as_person(desk.approver).get(address("today")))
    assert "Beoordeel" not in text_of(as_person(desk.editor).get(address("today")))


def test_it_says_who_submitted_it_and_when(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    page = text_of(as_person(desk.approver).get(address("today")))
    assert f"aangeboden door {desk.editor.name} op 22 november 2026, 11:02" in page


def test_an_approved_text_waits_for_the_central_editor_where_that_one_publishes(
    desk: Any, organisation: Organisation, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    organisation.flow = "central"
    organisation.save()
    desk.entry.refresh_from_db()
    desk.write(**WHOLE)
    desk.submit()
    desk.approve()
    page = text_of(as_person(person_with_role("central_editor")).get(address("today")))
    assert "Publiceer “Inkomenstoeslag”" in page


def test_a_text_that_was_sent_back_shows_the_reason(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Leg de grens uit.")
    page = text_of(as_person(desk.editor).get(address("today")))
    assert "Leg de grens uit." in page
    assert f"teruggestuurd door {desk.approver.name}" in page


def test_a_text_that_was_submitted_again_no_longer_stands_as_sent_back(
    desk: Any, as_person: AsPerson
) -> None:
    desk.write(**WHOLE)
    desk.submit()
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Leg de grens uit.")
    desk.submit()
    assert "Leg de grens uit." not in text_of(as_person(desk.editor).get(address("today")))


def test_unsaved_text_is_listed_for_its_writer_alone(desk: Any, as_person: AsPerson) -> None:
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "half"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    assert "voor u bewaard sinds" in text_of(as_person(desk.editor).get(address("today")))
    assert "voor u bewaard sinds" not in text_of(as_person(desk.approver).get(address("today")))


def test_changes_of_others_are_told_in_words_and_own_changes_are_not(desk: Any, as_person: AsPerson) -> None:
    desk.write(goal="Mensen helpen")
    others = text_of(as_person(desk.approver).get(address("today")))
    assert f"{desk.editor.name} legde feiten vast van Inkomenstoeslag" in others
    assert "Doel en impact" in others
    assert "legde feiten vast" not in text_of(as_person(desk.editor).get(address("today")))


def test_changes_at_another_organisation_stay_out_of_sight(
    desk: Any,
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
    as_person: AsPerson,
) -> None:
    desk.write(goal="Mensen helpen")
    page = text_of(as_person(person_with_role("editor", other_organisation)).get(address("today")))
    assert "Inkomenstoeslag" not in page


def test_more_work_costs_no_more_questions_to_the_database(
    desk: Any,
    organisation: Organisation,
    as_person: AsPerson,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def submit_one(name: str) -> None:
        entry = actions.start_entry(organisation=organisation, name=name, by=desk.editor, at=NOW)
        values = {**WHOLE, "name": name}
        actions.save(entry=entry, values=values, base=0, by=desk.editor, at=desk.tick())
        actions.submit(entry=entry, by=desk.editor, at=desk.tick())

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_person(desk.approver)
    submit_one("Een")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address("today"))
    for number in range(5):
        submit_one(f"Nog {number}")
    with django_assert_num_queries(len(few)):
        client.get(address("today"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_speaks_both_languages(language: str, desk: Any, as_person: AsPerson) -> None:
    title = {
        "nl": '<h1 class="utrecht-heading-1">Vandaag</h1>',
        "en": '<h1 class="utrecht-heading-1">Today</h1>',
    }
    assert title[language] in text_of(as_person(desk.editor).get(f"/{language}/werkplek/"))

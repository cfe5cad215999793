"""Editing never loses text: working copies, saving field by field, and two people at once."""

from collections.abc import Callable

import pytest

from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import actions, workplace
from waarborg.apps.publications.models import WorkingCopy

pytestmark = pytest.mark.django_db


def test_saving_writes_only_what_changed(desk: Desk) -> None:
    desk.write(**WHOLE)
    before = Fact.objects.count()
    saved = desk.write(**WHOLE | {"status": "Buiten gebruik"})
    assert saved.fields == ("status",)
    assert Fact.objects.count() == before + 1


def test_clearing_a_field_says_that_it_is_not_known(desk: Desk) -> None:
    desk.write(**WHOLE)
    desk.write(description_short="")
    assert "description_short" not in workplace.get_page(desk.entry, desk.editor).values


def test_markup_is_cleaned_on_the_way_in(desk: Desk) -> None:
    desk.write(goal="<p onclick=x>Helpt <b>mensen</b><script>alert(1)</script></p>")
    assert desk.values()["goal"] == "<p>Helpt mensen</p>"


def test_a_working_copy_survives_and_changes_nothing_in_the_dossier(desk: Desk) -> None:
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "half getypt"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    page = workplace.get_page(desk.entry, desk.editor)
    assert page.typed == {"goal": "half getypt"}
    assert "goal" not in page.values
    assert workplace.get_page(desk.entry, desk.approver).typed == {}


def test_two_people_in_different_fields_do_not_hinder_each_other(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    colleague = person_with_role("editor")
    desk.write(**WHOLE, goal="Oud doel.")
    base = desk.newest()
    desk.write(goal="Doel van de een.")
    saved = actions.save(
        entry=desk.entry, values={"risks": "Risico van de ander."}, base=base, by=colleague, at=desk.tick()
    )
    assert saved.conflicts == ()
    assert desk.values()["goal"] == "<p>Doel van de een.</p>"
    assert desk.values()["risks"] == "<p>Risico van de ander.</p>"


def test_a_field_left_as_it_was_does_not_undo_the_work_of_a_colleague(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    colleague = person_with_role("editor")
    desk.write(**WHOLE)
    base = desk.newest()
    desk.write(name="Nieuwe naam")
    saved = actions.save(entry=desk.entry, values=dict(WHOLE), base=base, by=colleague, at=desk.tick())
    assert (saved.fields, saved.conflicts) == ((), ())
    assert desk.values()["name"] == "Nieuwe naam"


def test_two_people_in_one_field_get_a_choice_and_both_texts_stay(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    colleague = person_with_role("editor")
    desk.write(**WHOLE)
    base = desk.newest()
    desk.write(name="Naam van de een")
    mine = {"name": "Naam van de ander", "status": "Buiten gebruik"}
    saved = actions.save(entry=desk.entry, values=mine, base=base, by=colleague, at=desk.tick())
    assert saved.fields == ("status",)
    assert [(item.field, item.mine, item.theirs) for item in saved.conflicts] == [
        ("name", "Naam van de ander", "Naam van de een")
    ]
    assert desk.values()["name"] == "Naam van de een"
    assert WorkingCopy.objects.get(person=colleague).values == {"name": "Naam van de ander"}
    saved = actions.save(
        entry=desk.entry,
        values={"name": "Naam van de ander"},
        base=base,
        by=colleague,
        at=desk.tick(),
        keep_mine=("name",),
    )
    assert saved.fields == ("name",)
    assert desk.values()["name"] == "Naam van de ander"
    assert not WorkingCopy.objects.exists()


def test_a_value_that_cannot_be_is_kept_as_typed_and_explained(desk: Desk) -> None:
    saved = desk.write(**WHOLE, begin_date="2024-13")
    assert "begin_date" not in saved.fields
    assert set(saved.unfit) == {"begin_date"}
    page = workplace.get_page(desk.entry, desk.editor)
    assert page.typed == {"begin_date": "2024-13"}
    assert "begin_date" in {problem.field for problem in page.errors}
    assert desk.values()["name"] == WHOLE["name"]


def test_an_english_text_stands_beside_the_dutch(desk: Desk) -> None:
    desk.write(**WHOLE | {"name@en": "Income supplement"})
    page = workplace.get_page(desk.entry, desk.editor)
    assert page.values["name@en"] == "Income supplement"
    assert page.values["name"] == "Inkomenstoeslag"


def test_throwing_away_a_working_copy_leaves_the_dossier(desk: Desk) -> None:
    desk.write(**WHOLE)
    actions.save_working_copy(
        entry=desk.entry, values={"name": "weg ermee"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    assert actions.discard_working_copy(entry=desk.entry, by=desk.editor)
    assert not actions.discard_working_copy(entry=desk.entry, by=desk.editor)
    assert desk.values()["name"] == WHOLE["name"]

"""Writing an entry: keeping what is typed, saving it, and settling a conflict."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import WorkingCopy
from waarborg.web.entry_form import list_asked
from waarborg.web.inputs import Shape, read

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]


def send(
    client: Client, desk: Any, page: str = "entry_save", /, *, base: int | None = None, **fields: Any
) -> Any:
    data = {"form": "1", "base": desk.newest() if base is None else base, "do": "save", **fields}
    return client.post(address(page, public_id=desk.public_id), data)


def open_entry(client: Client, desk: Any, query: str = "") -> str:
    return text_of(client.get(address("entry", public_id=desk.public_id) + query))


# --- the form --------------------------------------------------------------------------------------------
def test_the_form_asks_every_field_of_the_standard_that_people_fill(desk: Any, as_person: AsPerson) -> None:
    page = open_entry(as_person(desk.editor), desk)
    derived = {"organization", "lang", "standard_version", "lars", "publication_dt"}
    fields = [item for item in load_standard().fields if item.key not in derived]
    names = {asked.name for _part, asked in list_asked()}
    assert {item.key for item in fields} <= names
    for item in fields:
        assert f'name="{item.key}' in page, item.key


def test_required_fields_errors_and_findings_are_summed_up_with_links(desk: Any, as_person: AsPerson) -> None:
    desk.write(begin_date="2024-05", end_date="2023-01")
    page = open_entry(as_person(desk.editor), desk)
    assert '<a href="#id_end_date">De einddatum 2023-01 ligt vóór de begindatum 2024-05.</a>' in page
    assert 'href="#id_status"' in page
    assert "dingen kunnen beter" in page


def test_a_remark_is_tied_to_its_field(desk: Any, as_person: AsPerson) -> None:
    desk.write(begin_date="2024-05", end_date="2023-01")
    page = open_entry(as_person(desk.editor), desk)
    assert 'aria-describedby="id_end_date-help id_end_date-remarks" aria-invalid="true"' in page


def test_a_field_says_how_many_characters_are_left(desk: Any, as_person: AsPerson) -> None:
    desk.write(description_short="x" * 380)
    assert "20 tekens over" in open_entry(as_person(desk.editor), desk)


def test_assessments_also_ask_when_and_by_which_role(desk: Any, as_person: AsPerson) -> None:
    page = open_entry(as_person(desk.editor), desk)
    assert 'name="impacttoetsen_grouping-0-date"' in page
    assert 'name="impacttoetsen_grouping-0-signatory"' in page


def test_who_may_not_write_sees_the_preview_and_no_form(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    desk.write(**WHOLE)
    page = open_entry(as_person(person_with_role("reader")), desk)
    assert "Rekent uit of iemand recht heeft" in page
    assert "entry-form" not in page


def test_a_submitted_text_cannot_be_changed(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    client = as_person(desk.editor)
    assert "entry-form" not in open_entry(client, desk)
    page = text_of(client.get(send(client, desk, goal="Toch nog iets")["Location"]))
    assert "De tekst ligt nu vast." in page
    assert WorkingCopy.objects.get().values == {"goal": "<p>Toch nog iets</p>"}


def test_unsafe_markup_never_reaches_the_preview(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    page = text_of(
        send(client, desk, "entry_autosave", goal="<p>Hoi<script>alert(1)</script><img src=x></p>")
    )
    assert "<p>Hoi</p>" in page
    assert "<script" not in page
    assert "<img" not in page


# --- saving ----------------------------------------------------------------------------------------------
def test_saving_puts_the_text_in_the_dossier(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    response = send(client, desk, **WHOLE, goal="Doelen:\r\n- een\r\n- twee", category=["Werk"])
    assert response.status_code == 302
    assert desk.values()["goal"] == "<p>Doelen:</p><ul><li>een</li><li>twee</li></ul>"
    assert desk.values()["themes"] == ["Werk"]
    assert "Opgeslagen: 6 velden." in text_of(client.get(response["Location"]))


def test_saving_keeps_the_place(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    by_section = send(client, desk, goal="x", do="save:part-operations")
    assert by_section["Location"].endswith("#part-operations")
    by_field = send(client, desk, goal="y", place="id_goal")
    assert by_field["Location"].endswith("#id_goal")
    tampered = send(client, desk, goal="z", place="//elders.example")
    assert "elders" not in tampered["Location"]


def test_an_english_text_is_kept_beside_the_dutch_one(desk: Any, as_person: AsPerson) -> None:
    send(as_person(desk.editor), desk, **{"name": "Inkomenstoeslag", "goal@en": "To help people"})
    assert desk.values()["goal_en"] == "<p>To help people</p>"
    assert "goal" not in desk.values()


def test_fields_that_the_form_did_not_hold_stay_as_they_are(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    client = as_person(desk.editor)
    client.post(address("entry_save", public_id=desk.public_id), {"base": desk.newest(), "goal": "Doel"})
    assert desk.values()["status"] == "In gebruik"
    assert desk.values()["goal"] == "<p>Doel</p>"


def test_what_cannot_be_kept_is_refused_and_the_rest_is_saved(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    response = send(client, desk, begin_date="2024-13", goal="Doel")
    assert "geweigerd=1" in response["Location"]
    page = text_of(client.get(response["Location"].partition("#")[0]))
    assert "data-focus" in page
    assert 'value="2024-13"' in page
    assert "&#x27;2024-13&#x27; is geen bestaande maand." in page
    assert desk.values()["goal"] == "<p>Doel</p>"
    assert "begin_month" not in desk.values()


def test_rows_are_added_and_taken_away_without_a_script(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    row = {
        "lawful_basis_grouping-0-title": "Wet",
        "lawful_basis_grouping-0-link": "https://wetten.overheid.nl/",
    }
    added = send(client, desk, **row, do="add:lawful_basis_grouping")
    page = text_of(client.get(added["Location"].partition("#")[0]))
    assert 'value="Wet"' in page
    assert 'name="lawful_basis_grouping-1-title"' in page
    second = {
        "lawful_basis_grouping-1-title": "Regeling",
        "lawful_basis_grouping-1-link": "https://a.example/",
    }
    send(client, desk, **row, **second, do="remove:lawful_basis_grouping:0")
    page = open_entry(client, desk)
    assert 'value="Regeling"' in page
    assert 'value="Wet"' not in page


@pytest.mark.parametrize("number", ["9" * 5000, "x", "²", ""])
def test_numbers_that_cannot_be_do_no_harm(number: str, desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    sent = {"form": "1", "do": "save", "base": number, "goal": "Kort"}
    assert client.post(address("entry_autosave", public_id=desk.public_id), sent).status_code == 200
    assert client.post(address("entry_save", public_id=desk.public_id), sent).status_code == 302
    assert desk.values()["goal"] == "<p>Kort</p>"
    assert send(client, desk, do=f"remove:lawful_basis_grouping:{number}").status_code == 404


def test_numbers_too_long_to_be_one_stay_as_they_were_typed() -> None:
    long = "9" * 5000
    data = QueryDict(f"short=1200&comma=1,5&long={long}&power=1e999&word=nan")
    shape = Shape("number")
    answers = {name: read(shape, data, name) for name in data}
    assert answers == {"short": 1200, "comma": 1.5, "long": long, "power": "1e999", "word": "nan"}


def test_each_state_says_what_the_remarks_are_for(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    assert "Voordat u dit kunt aanbieden" in open_entry(client, desk)
    desk.write(**WHOLE)
    assert "Dit kan worden aangeboden" in open_entry(client, desk)
    desk.submit()
    waiting = open_entry(client, desk)
    assert "Wat beter kan" in waiting
    assert 'href="#id_' not in waiting
    desk.approve()
    actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    published = open_entry(client, desk)
    assert "Wat beter kan" in published
    assert "Dit kan worden aangeboden" not in published


def test_a_list_that_does_not_exist_is_not_found(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    assert send(client, desk, do="add:goal").status_code == 404
    assert send(client, desk, do="remove:lawful_basis_grouping:x").status_code == 404


def test_a_value_that_is_no_choice_any_more_is_not_lost(desk: Any, as_person: AsPerson) -> None:
    actions.save_working_copy(
        entry=desk.entry, values={"status": "Proef"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    page = open_entry(as_person(desk.editor), desk)
    assert 'value="Proef"' in page
    assert "checked" in page.partition('value="Proef"')[2][:120]


# --- keeping automatically -------------------------------------------------------------------------------
def test_typing_is_kept_for_the_writer_alone_and_shown_in_the_preview(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    page = text_of(send(client, desk, "entry_autosave", goal="Half geschreven"))
    assert "Automatisch bewaard om 11:00, alleen voor u" in page
    assert "<p>Half geschreven</p>" in page
    assert "goal" not in desk.values()
    assert "Half geschreven" in open_entry(client, desk)


def test_colleagues_read_that_somebody_is_busy(
    desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    second = person_with_role("editor")
    send(as_person(desk.editor), desk, "entry_autosave", goal="Half")
    page = open_entry(as_person(second), desk)
    assert (
        f"Ook bezig met deze tekst, met wijzigingen die nog niet zijn opgeslagen: {desk.editor.name}." in page
    )
    assert "Half" not in page


def test_typing_back_what_was_there_leaves_nothing_unsaved(desk: Any, as_person: AsPerson) -> None:
    desk.write(goal="Doel")
    client = as_person(desk.editor)
    send(client, desk, "entry_autosave", goal="Doel en meer")
    assert WorkingCopy.objects.count() == 1
    assert "Hetzelfde als in het dossier" in text_of(send(client, desk, "entry_autosave", goal="Doel"))
    assert not WorkingCopy.objects.exists()


def test_opening_and_keeping_without_typing_makes_no_copy(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE, goal="<ul><li><p>een</p></li></ul>")
    send(as_person(desk.editor), desk, "entry_autosave", **WHOLE, goal="- een")
    assert not WorkingCopy.objects.exists()


def test_an_autosave_that_arrives_after_the_save_makes_no_copy(desk: Any, as_person: AsPerson) -> None:
    client, base = as_person(desk.editor), desk.newest()
    send(client, desk, base=base, goal="Doel")
    send(client, desk, "entry_autosave", base=base, goal="Doel")
    assert not WorkingCopy.objects.exists()


def test_an_older_page_takes_back_nothing_that_was_typed_in_a_newer_one(
    desk: Any, as_person: AsPerson
) -> None:
    client = as_person(desk.editor)
    send(client, desk, "entry_autosave", seen="", goal="Getypt in een ander venster")
    send(client, desk, "entry_autosave", seen="", goal="", risks="Getypt in dit venster")
    assert WorkingCopy.objects.get().values == {
        "goal": "<p>Getypt in een ander venster</p>",
        "risks": "<p>Getypt in dit venster</p>",
    }
    send(client, desk, seen="", goal="", risks="Getypt in dit venster")
    assert desk.values()["goal"] == "<p>Getypt in een ander venster</p>"
    assert desk.values()["risks"] == "<p>Getypt in dit venster</p>"


def test_the_page_that_kept_the_text_may_take_it_back(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    page = text_of(send(client, desk, "entry_autosave", seen="", goal="Toch niet"))
    seen = page.partition('id="autosave-seen" value="')[2].partition('"')[0]
    send(client, desk, "entry_autosave", seen=seen, goal="")
    assert not WorkingCopy.objects.exists()


def test_unsaved_changes_are_thrown_away_only_after_a_question(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    send(client, desk, "entry_autosave", goal="Half")
    where = address("entry_discard", public_id=desk.public_id)
    assert "Doel en impact" in text_of(client.get(where))
    assert WorkingCopy.objects.exists()
    client.post(where)
    assert not WorkingCopy.objects.exists()
    assert "U hebt geen niet opgeslagen wijzigingen." in text_of(client.get(where))


# --- two people ------------------------------------------------------------------------------------------
@pytest.fixture
def clash(desk: Any, person_with_role: Callable[..., Person], as_person: AsPerson) -> Client:
    """The client of an editor who saved a goal that a colleague had changed meanwhile."""
    base, second = desk.newest(), person_with_role("editor")
    desk.write(by=second, goal="Van de collega")
    client = as_person(desk.editor)
    response = send(client, desk, base=base, goal="Van mij", risks="Alleen van mij")
    assert response["Location"] == address("entry_conflicts", public_id=desk.public_id)
    return client


def settle(client: Client, desk: Any, keep: str, **fields: Any) -> Any:
    data = {"form": "1", "seen": desk.newest(), "keep-goal": keep, **fields}
    return client.post(address("entry_conflicts", public_id=desk.public_id), data)


def test_fields_of_one_person_alone_are_saved_in_spite_of_a_conflict(desk: Any, clash: Client) -> None:
    assert desk.values()["risks"] == "<p>Alleen van mij</p>"
    assert desk.values()["goal"] == "<p>Van de collega</p>"


def test_a_conflict_shows_both_texts(desk: Any, clash: Client) -> None:
    page = text_of(clash.get(address("entry_conflicts", public_id=desk.public_id)))
    assert "Van mij" in page
    assert "Van de collega" in page
    assert "Kies per veld" in open_entry(clash, desk)


def test_mine_can_be_kept(desk: Any, clash: Client) -> None:
    settle(clash, desk, "mine", goal="Van mij")
    assert desk.values()["goal"] == "<p>Van mij</p>"
    assert not WorkingCopy.objects.exists()


def test_mine_can_be_changed_first(desk: Any, clash: Client) -> None:
    settle(clash, desk, "mine", goal="Van ons samen")
    assert desk.values()["goal"] == "<p>Van ons samen</p>"


def test_theirs_can_be_kept(desk: Any, clash: Client) -> None:
    settle(clash, desk, "theirs", goal="Van mij")
    assert desk.values()["goal"] == "<p>Van de collega</p>"
    assert not WorkingCopy.objects.exists()


def test_a_conflict_waits_until_a_choice_is_made(desk: Any, clash: Client) -> None:
    settle(clash, desk, "")
    assert WorkingCopy.objects.get().values == {"goal": "<p>Van mij</p>"}
    assert desk.values()["goal"] == "<p>Van de collega</p>"


def test_what_changed_while_choosing_is_asked_again(
    desk: Any, clash: Client, person_with_role: Callable[..., Person]
) -> None:
    seen = desk.newest()
    desk.write(by=person_with_role("editor"), goal="Nog weer anders")
    response = clash.post(
        address("entry_conflicts", public_id=desk.public_id),
        {"form": "1", "seen": seen, "keep-goal": "mine", "goal": "Van mij"},
    )
    assert response["Location"] == address("entry_conflicts", public_id=desk.public_id)
    assert desk.values()["goal"] == "<p>Nog weer anders</p>"


def test_a_fuller_text_costs_no_more_questions_to_the_database(desk: Any, as_person: AsPerson) -> None:
    client = as_person(desk.editor)
    open_entry(client, desk)
    with CaptureQueriesContext(connection) as few:
        open_entry(client, desk)
    desk.write(**WHOLE, goal="a", risks="b", proportionality="c")
    with CaptureQueriesContext(connection) as many:
        open_entry(client, desk)
    assert len(many) == len(few)

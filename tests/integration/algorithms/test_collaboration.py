"""Notes, assignments and kept filters: who may, who is told, and what stays."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from waarborg.apps.algorithms.collaboration import assignments, filters, notes
from waarborg.apps.algorithms.collaboration.verifying import find_changed_assignments, find_changed_notes
from waarborg.apps.algorithms.models import Algorithm, Assignment, Note, NoteText, SavedFilter
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.profile.responsibilities import Responsibility

pytestmark = pytest.mark.django_db

Somebody = Callable[..., Person]


def write(algorithm: Algorithm, by: Person, text: str = "Vraag de leverancier naar de bron.") -> Note:
    return notes.add_note(algorithm=algorithm, text=text, by=by, at=NOW, link="/nl/werkplek/x")


def read(algorithm: Algorithm) -> list[notes.NoteLine]:
    return notes.read_notes(notes.list_notes(algorithm))


# --- notes -----------------------------------------------------------------------------------------------
def test_a_note_is_told_to_the_chain_without_its_words(algorithm: Algorithm, editor: Person) -> None:
    write(algorithm, editor)
    assert [line.text for line in read(algorithm)] == ["Vraag de leverancier naar de bron."]
    assert "leverancier" not in str(Event.objects.get(action="notes.add").about)
    assert find_changed_notes() == []


@pytest.mark.parametrize("role", ["reader", "auditor", "supervisor"])
def test_who_only_looks_writes_no_note(role: str, algorithm: Algorithm, person_with_role: Somebody) -> None:
    with pytest.raises(NotAllowed):
        write(algorithm, person_with_role(role))


def test_a_changed_note_keeps_what_it_said(algorithm: Algorithm, editor: Person) -> None:
    note = write(algorithm, editor, "Eerst dit.")
    notes.edit_note(note=note, text="Nu dat.", by=editor, at=NOW)
    notes.edit_note(note=note, text="Nu dat.", by=editor, at=NOW)
    line = read(algorithm)[0]
    assert (line.text, [text.text for text in line.earlier]) == ("Nu dat.", ["Eerst dit."])
    assert find_changed_notes() == []


def test_nobody_changes_or_removes_the_note_of_another(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody
) -> None:
    note, other = write(algorithm, editor), person_with_role("editor")
    with pytest.raises(NotAllowed):
        notes.edit_note(note=note, text="Anders", by=other, at=NOW)
    with pytest.raises(NotAllowed):
        notes.remove_note(note=note, by=other, at=NOW)


def test_a_removed_note_has_no_words_left_and_the_chain_holds(algorithm: Algorithm, editor: Person) -> None:
    note = write(algorithm, editor, "Eerst dit.")
    notes.edit_note(note=note, text="Nu dat.", by=editor, at=NOW)
    notes.remove_note(note=note, by=editor, at=NOW)
    assert set(NoteText.objects.values_list("text", "salt")) == {("", "")}
    assert [line.is_removed for line in read(algorithm)] == [True]
    assert find_changed_notes() == []
    assert not verify_chains().broken
    with pytest.raises(notes.NoteRefused):
        notes.edit_note(note=note, text="Toch weer", by=editor, at=NOW)


def test_the_privacy_officer_makes_any_note_unreadable_with_a_reason(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody
) -> None:
    note, officer = write(algorithm, editor), person_with_role("privacy_officer")
    with pytest.raises(NotAllowed):
        notes.redact_note(note=note, by=person_with_role("editor"), at=NOW, reason="Er staat een naam in.")
    with pytest.raises(notes.NoteRefused):
        notes.redact_note(note=note, by=officer, at=NOW, reason=" ")
    notes.redact_note(note=note, by=officer, at=NOW, reason="Er staat een naam in.")
    assert read(algorithm)[0].removal_reason == "Er staat een naam in."
    assert find_changed_notes() == []


def test_who_is_mentioned_is_told_without_the_words(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody
) -> None:
    colleague = person_with_role("reader")
    notes.add_note(
        algorithm=algorithm,
        text="Kijk je mee?",
        by=editor,
        at=NOW,
        link="/nl/werkplek/x",
        mentioned=colleague,
    )
    told = Notification.objects.get()
    assert (told.person, told.kind) == (colleague, "note")
    assert "Kijk" not in str(told.data)


def test_who_may_not_read_notes_here_is_not_mentioned(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    stranger = person_with_role("editor", other_organisation)
    with pytest.raises(notes.NoteRefused):
        notes.add_note(algorithm=algorithm, text="Hallo", by=editor, at=NOW, link="/", mentioned=stranger)
    assert not Note.objects.exists()


def test_a_note_changed_behind_the_chain_is_found(algorithm: Algorithm, editor: Person) -> None:
    note = write(algorithm, editor)
    NoteText.objects.update(text="Iets anders.")
    assert find_changed_notes() == [f"{algorithm.public_id}/{note.pk}"]
    Note.objects.all().delete()
    assert find_changed_notes() == [f"{algorithm.public_id}/{note.pk}"]


# --- assignments -----------------------------------------------------------------------------------------
def give(
    algorithm: Algorithm, person: Person, by: Person, what: Responsibility = Responsibility.OWNER
) -> Assignment:
    return assignments.assign(
        algorithm=algorithm, person=person, responsibility=what, by=by, at=NOW, link="/nl/werkplek/x"
    )


def test_who_is_assigned_sees_it_among_theirs_and_is_told(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody
) -> None:
    colleague = person_with_role("reader")
    row = give(algorithm, colleague, editor)
    assert give(algorithm, colleague, editor) == row
    assert [item.algorithm for item in assignments.list_mine(colleague)] == [algorithm]
    assert assignments.names_per_dossier([algorithm]) == {algorithm.pk: [colleague.name]}
    assert Notification.objects.get().kind == "assigned"
    assert find_changed_assignments() == []


def test_an_assignment_gives_no_right_to_see(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    with pytest.raises(assignments.AssignmentRefused):
        give(algorithm, person_with_role("editor", other_organisation), editor)
    with pytest.raises(NotAllowed):
        give(algorithm, editor, person_with_role("reader"))


def test_somebody_ends_their_own_and_others_only_with_the_right(
    algorithm: Algorithm, editor: Person, person_with_role: Somebody
) -> None:
    colleague, other = person_with_role("reader"), person_with_role("reader")
    row = give(algorithm, colleague, editor)
    with pytest.raises(NotAllowed):
        assignments.unassign(assignment=row, by=other, at=NOW)
    assignments.unassign(assignment=row, by=colleague, at=NOW)
    assignments.unassign(assignment=row, by=colleague, at=NOW)
    assert assignments.list_mine(colleague) == []
    assert give(algorithm, colleague, editor) != row
    assert find_changed_assignments() == []


def test_an_assignment_made_behind_the_chain_is_found(algorithm: Algorithm, editor: Person) -> None:
    Assignment.objects.create(
        algorithm=algorithm,
        person=editor,
        responsibility="owner",
        assigned_at=NOW,
        assigned_by=str(editor.pk),
    )
    assert find_changed_assignments() == [f"{algorithm.public_id}/owner"]


# --- filters ---------------------------------------------------------------------------------------------
def keep(person: Person, name: str = "Concepten", **chosen: str) -> SavedFilter:
    return filters.save_filter(person=person, name=name, chosen=chosen or {"stand": "draft"}, at=NOW)


def test_a_filter_is_kept_under_a_name_and_the_same_name_is_the_same_filter(editor: Person) -> None:
    keep(editor)
    keep(editor, " Concepten ", stand="published", woorden="")
    assert [(row.name, row.query) for row in filters.list_filters(editor)] == [
        ("Concepten", "stand=published")
    ]


def test_one_filter_at_most_is_what_the_list_opens_with(editor: Person) -> None:
    one, other = keep(editor, "Een"), keep(editor, "Twee")
    filters.change_filter(row=one, name="Een", is_default=True, at=NOW)
    filters.change_filter(row=other, name="Twee", is_default=True, at=NOW)
    assert filters.find_default(editor) == other
    filters.change_filter(row=filters.get_filter(editor, other.pk), name="Twee", is_default=False, at=NOW)
    assert filters.find_default(editor) is None


def test_a_filter_takes_no_name_that_is_in_use_and_no_empty_name(editor: Person) -> None:
    one, _other = keep(editor, "Een"), keep(editor, "Twee")
    for name in ("Twee", "  ", "x" * 61):
        with pytest.raises(filters.FilterRefused):
            filters.change_filter(row=one, name=name, is_default=False, at=NOW)


def test_a_filter_is_of_one_person(editor: Person, person_with_role: Somebody) -> None:
    row = keep(editor)
    with pytest.raises(NotFound):
        filters.get_filter(person_with_role("editor"), row.pk)


def test_there_is_an_end_to_the_number_of_filters(editor: Person) -> None:
    for number in range(filters.MOST):
        keep(editor, f"Filter {number}")
    with pytest.raises(filters.FilterRefused):
        keep(editor, "Nog een")

"""One action with many entries: foreseen, then done or refused for each by itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import actions, workplace
from waarborg.apps.publications.models import BulkAction, Entry
from waarborg.apps.publications.sharing import bulk

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def three(desk: Desk, organisation: Organisation) -> list[Entry]:
    """A draft that is whole, one that is not, and one that was submitted."""
    desk.write(**WHOLE)
    empty = actions.start_entry(organisation=organisation, name="Leeg", by=desk.editor, at=desk.tick())
    sent = actions.start_entry(organisation=organisation, name="Verzonden", by=desk.editor, at=desk.tick())
    other = Desk(editor=desk.editor, approver=desk.approver, entry=sent, now=desk.now)
    other.write(**{**WHOLE, "name": "Verzonden"})
    actions.submit(entry=sent, by=desk.editor, at=other.tick())
    return [desk.entry, empty, sent]


def carry_out(desk: Desk, action: str, entries: list[Entry], *, by: Person, once: str = "een") -> BulkAction:
    rows = list(Entry.objects.filter(pk__in=[one.pk for one in entries]).order_by("id"))
    chosen = {item.entry.public_id: item.mark for item in bulk.foresee(rows, action=action, by=by)}
    return bulk.carry_out(
        action=action, chosen=chosen, reason="reden", review_on=None, once=once, by=by, at=desk.tick()
    )


def test_what_will_happen_is_said_for_each_entry(desk: Desk, three: list[Entry]) -> None:
    found = bulk.foresee(three, action="submit", by=desk.editor)
    assert [item.will_go for item in found] == [True, False, False]
    assert found[1].refusal is not None
    assert "Contact information" in found[1].refusal.en
    assert found[2].refusal is not None
    assert found[2].refusal.en == "This cannot be done in the state “In review”."


def test_each_entry_is_done_or_refused_by_itself(desk: Desk, three: list[Entry]) -> None:
    done = carry_out(desk, "submit", three, by=desk.editor)
    outcomes = {item.name: item.refusal is None for item in bulk.list_outcomes(done)}
    assert outcomes == {"Inkomenstoeslag": True, "Leeg": False, "Verzonden": False}
    desk.entry.refresh_from_db()
    assert desk.entry.state == "in_review"
    assert done.finished_at is not None


def test_the_four_eyes_hold_for_each_entry(desk: Desk, three: list[Entry]) -> None:
    both = organisations.grant_role
    both(
        person=desk.editor, organisation=desk.entry.organisation, role="approver", by="system", at=desk.tick()
    )
    editor = Person.objects.get(pk=desk.editor.pk)
    found = bulk.foresee([three[2]], action="approve", by=editor)
    assert found[0].refusal is not None
    assert "You worked on this text yourself" in found[0].refusal.en
    done = carry_out(desk, "approve", [three[2]], by=editor)
    assert bulk.list_outcomes(done)[0].refusal is not None
    assert Entry.objects.get(pk=three[2].pk).state == "in_review"


def test_who_may_not_is_refused_for_each_entry(desk: Desk, three: list[Entry]) -> None:
    found = bulk.foresee(three, action="approve", by=desk.editor)
    assert {item.refusal for item in found} == {bulk.NOT_ALLOWED}


def test_the_same_page_is_carried_out_once(desk: Desk, three: list[Entry]) -> None:
    first = carry_out(desk, "archive", [three[1]], by=desk.editor)
    again = carry_out(desk, "archive", [three[0], three[1]], by=desk.editor)
    assert first.pk == again.pk
    assert Entry.objects.get(pk=three[0].pk).state == "draft"


def test_a_text_that_changed_since_it_was_shown_is_left_alone(desk: Desk, three: list[Entry]) -> None:
    mark = bulk.foresee([desk.entry], action="submit", by=desk.editor)[0].mark
    desk.write(goal="<p>Nog iets.</p>")
    done = bulk.carry_out(
        action="submit",
        chosen={desk.entry.public_id: mark, "weg": "x"},
        reason="",
        review_on=None,
        once="x",
        by=desk.editor,
        at=desk.tick(),
    )
    assert [item.refusal for item in bulk.list_outcomes(done)] == [bulk.CHANGED, bulk.GONE]


def test_a_missing_reason_changes_nothing(desk: Desk, three: list[Entry]) -> None:
    mark = bulk.foresee([three[1]], action="archive", by=desk.editor)[0].mark
    chosen = {three[1].public_id: mark}
    done = bulk.carry_out(
        action="archive", chosen=chosen, reason=" ", review_on=None, once="y", by=desk.editor, at=desk.tick()
    )
    assert bulk.list_outcomes(done)[0].refusal is not None
    assert Entry.objects.get(pk=three[1].pk).state == "draft"


def test_the_date_of_review_is_chosen_for_many(desk: Desk, three: list[Entry]) -> None:
    chosen = {
        item.entry.public_id: item.mark for item in bulk.foresee(three, action="review", by=desk.editor)
    }
    day = (NOW + timedelta(days=200)).date()
    done = bulk.carry_out(
        action="review", chosen=chosen, reason="", review_on=day, once="z", by=desk.editor, at=desk.tick()
    )
    assert all(item.refusal is None for item in bulk.list_outcomes(done))
    assert set(Entry.objects.order_by().values_list("review_on", flat=True)) == {day}


def test_what_came_of_it_is_for_who_did_it(desk: Desk, three: list[Entry]) -> None:
    done = carry_out(desk, "archive", [three[1]], by=desk.editor)
    assert bulk.get_bulk_action(done.pk, by=desk.editor) == done
    with pytest.raises(NotFound):
        bulk.get_bulk_action(done.pk, by=desk.approver)


def test_many_entries_ask_a_few_questions(
    desk: Desk, organisation: Organisation, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        actions.start_entry(
            organisation=organisation, name=f"Nummer {number}", by=desk.editor, at=desk.tick()
        )
    rows = list(workplace.list_portfolio(None))
    person = Person.objects.get(pk=desk.editor.pk)
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]  # a context manager of pytest-django
        bulk.foresee(rows, action="submit", by=person)

"""Who is told about a task: who gets it, whose day is near, and whose evidence no longer counts."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.integration.obligations.conftest import TODAY, Work
from waarborg.apps.notifications.models import Notification
from waarborg.apps.obligations import telling
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.core.framework.tasks import TaskState

pytestmark = pytest.mark.django_db


def list_told(kind: str) -> list[Notification]:
    return list(Notification.objects.filter(kind=kind).order_by("pk"))


def test_who_is_given_a_task_is_told_of_it(work: Work, editor: Person, colleague: Person) -> None:
    work.plan(editor, assignee=str(colleague.pk))
    (told,) = list_told("task_assigned")
    assert told.person == colleague
    assert told.data == {"measure": work.place.measure, "name": "Chatbot", "organisation": "Voorbeeldstad"}
    assert told.link.rstrip("/").endswith(f"/{work.code}")


def test_who_takes_a_task_is_not_told_what_they_know(work: Work, editor: Person) -> None:
    work.plan(editor, assignee=str(editor.pk))
    assert list_told("task_assigned") == []


@pytest.mark.parametrize(("days", "told"), [(15, 0), (14, 1), (0, 1), (-3, 1)])
def test_a_day_that_is_near_or_past_is_told_once(days: int, told: int, work: Work, colleague: Person) -> None:
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY + timedelta(days=days))
    assert telling.remind(at=NOW) == told
    assert telling.remind(at=NOW) == 0
    assert telling.remind(at=NOW + timedelta(minutes=5)) == 0
    assert len(list_told("task_due")) == told


def test_another_day_is_told_again(work: Work, colleague: Person) -> None:
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY)
    telling.remind(at=NOW)
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY + timedelta(days=2))
    assert telling.remind(at=NOW) == 1


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.NOT_APPLICABLE])
def test_nobody_is_reminded_of_what_is_settled(state: TaskState, work: Work, colleague: Person) -> None:
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY)
    work.set(state, colleague, reason="Hoort niet bij deze chatbot.")
    assert telling.remind(at=NOW) == 0


def test_nobody_is_reminded_of_a_task_that_nobody_has(work: Work, editor: Person) -> None:
    work.plan(editor, due_on=TODAY)
    assert telling.remind(at=NOW) == 0


def test_evidence_that_no_longer_counts_is_told_to_who_did_the_task(work: Work, colleague: Person) -> None:
    work.add(colleague, observed_on=TODAY - timedelta(days=30), valid_until=TODAY)
    work.set(TaskState.DONE, colleague)
    assert telling.remind(at=NOW) == 0
    assert telling.remind(at=NOW + timedelta(days=1)) == 1
    assert telling.remind(at=NOW + timedelta(days=2)) == 0
    (told,) = list_told("evidence_expired")
    assert told.person == colleague
    assert told.data["day"] == TODAY.isoformat()


def test_who_left_is_told_nothing(work: Work, colleague: Person) -> None:
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY)
    colleague.is_active = False
    colleague.save()
    assert telling.remind(at=NOW) == 0


def test_a_task_of_the_organisation_leads_to_its_page(
    shared: Work, editor: Person, colleague: Person
) -> None:
    shared.plan(editor, assignee=str(colleague.pk), due_on=TODAY)
    assert telling.remind(at=NOW) == 1
    (told,) = list_told("task_due")
    assert told.data["name"] == shared.organisation.name
    assert shared.organisation.code in told.link


def test_whoever_may_no_longer_see_it_is_told_nothing(
    work: Work, colleague: Person, organisation: Organisation
) -> None:
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY)
    Grant.objects.filter(person=colleague).update(ended_at=NOW, ended_by="system")
    assert telling.remind(at=NOW) == 0


def test_it_is_told_once_also_when_old_notifications_are_gone(work: Work, colleague: Person) -> None:
    work.plan(colleague, assignee=str(colleague.pk), due_on=TODAY)
    assert telling.remind(at=NOW) == 1
    Notification.objects.order_by().delete()
    assert telling.remind(at=NOW) == 0


def test_who_takes_it_over_is_told_too(work: Work, editor: Person, colleague: Person) -> None:
    work.plan(editor, assignee=str(colleague.pk), due_on=TODAY)
    assert telling.remind(at=NOW) == 1
    work.plan(colleague, assignee=str(editor.pk), due_on=TODAY)
    assert telling.remind(at=NOW) == 1
    assert [row.person for row in list_told("task_due")] == [colleague, editor]

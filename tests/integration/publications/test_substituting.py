"""A substitute takes steps: the history says for whom, and four eyes hold."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import substitutes
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Step
from waarborg.apps.publications.verifying import find_changed_steps
from waarborg.core.publication.workflow import StepRefused

pytestmark = pytest.mark.django_db


def stand_in(desk: Desk, substitute: Person) -> Person:
    """Let somebody stand in for the approver, and read them again as a next request does."""
    substitutes.name(
        replaced=desk.approver,
        substitute=substitute,
        organisation=desk.entry.organisation,
        role="approver",
        starts_on=NOW.date(),
        until_on=NOW.date() + timedelta(days=14),
        by=desk.approver,
        at=desk.tick(),
    )
    return Person.objects.get(pk=substitute.pk)


def test_a_substitute_approves_and_publishes_and_the_history_says_for_whom(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    substitute = stand_in(desk, person_with_role("reader"))
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    actions.approve(entry=desk.entry, by=substitute, at=desk.tick())
    actions.publish(entry=desk.entry, by=substitute, at=desk.tick())
    replaced = str(desk.approver.pk)
    assert list(Step.objects.order_by("id").values_list("name", "substitute_for")) == [
        ("submit", ""),
        ("approve", replaced),
        ("publish", replaced),
    ]
    assert Event.objects.get(action="publications.approve").about["substitute_for"] == replaced
    assert find_changed_steps() == []
    Step.objects.filter(name="approve").update(substitute_for="")
    assert find_changed_steps() == [f"{desk.entry.public_id}/approve"]


def test_an_editor_who_stands_in_does_not_approve_what_they_wrote(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    other = stand_in(desk, person_with_role("editor"))
    desk.write(**WHOLE)
    desk.write(by=other, goal="Door de vervanger geschreven.")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(StepRefused) as refused:
        actions.approve(entry=desk.entry, by=other, at=desk.tick())
    assert refused.value.code == "four_eyes"


def test_a_step_with_a_right_of_ones_own_is_taken_for_nobody(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    other = stand_in(desk, person_with_role("editor"))
    desk.write(by=other, **WHOLE)
    actions.archive(entry=desk.entry, by=other, at=desk.tick(), reason="Project gestopt.")
    assert Step.objects.get().substitute_for == ""


def test_after_the_period_a_substitute_is_refused(
    desk: Desk, person_with_role: Callable[..., Person]
) -> None:
    import time_machine

    substitute = stand_in(desk, person_with_role("reader"))
    desk.write(**WHOLE)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with time_machine.travel(NOW + timedelta(days=15), tick=False), pytest.raises(NotAllowed):
        actions.approve(
            entry=desk.entry, by=Person.objects.get(pk=substitute.pk), at=NOW + timedelta(days=15)
        )

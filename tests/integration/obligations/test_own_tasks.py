"""Tasks that come from an assessment: in the plan, in notifications, and when the assessment no longer asks for them."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.notifications.models import Notification
from waarborg.apps.notifications.wording import word
from waarborg.apps.obligations import actions, own_tasks, queries
from waarborg.apps.obligations.own_tasks import OwnTask
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.tasks import TaskState

TASK = OwnTask(
    id="assessment-1-ab12",
    title="Bel mevrouw Voorbeeld",
    source="DPIA",
    owner="Jurist",
    because="Verkeerde post",
)


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def dossier(organisation: Organisation, editor: Person) -> Algorithm:
    return algorithms.start_dossier(organisation=organisation, name="Meldingen", by=editor, at=NOW)


def keep(dossier: Algorithm, editor: Person, *tasks: OwnTask, group: str = "assessment-1-") -> None:
    from django.db import transaction

    with transaction.atomic():
        own_tasks.keep_own_tasks(
            algorithm=dossier, framework=load_framework(), group=group, tasks=tasks, by=editor, at=NOW
        )


def find(dossier: Algorithm, code: str) -> queries.TaskLine | None:
    return queries.get_overview(load_framework(), dossier, on=NOW.date()).find_task(code)


def test_a_task_stands_in_the_plan_and_is_done_like_any_other(dossier: Algorithm, editor: Person) -> None:
    keep(dossier, editor, TASK)
    line = find(dossier, "assessment-1-ab12")
    assert line is not None
    assert (line.measure.title.nl, line.is_open) == ("Bel mevrouw Voorbeeld", True)
    place = actions.Place(organisation=dossier.organisation, algorithm=dossier, measure=line.measure.id)
    actions.set_state(
        place=place, framework=load_framework(), state=TaskState.DONE, expected_number=1, by=editor, at=NOW
    )
    done = find(dossier, "assessment-1-ab12")
    assert done is not None
    assert not done.is_open


def test_what_the_assessment_no_longer_asks_stays_with_what_was_done(
    dossier: Algorithm, editor: Person
) -> None:
    keep(dossier, editor, TASK)
    keep(dossier, editor)
    line = find(dossier, "assessment-1-ab12")
    assert line is not None
    assert (line.planned, line.is_open) == (None, False)


def test_a_task_that_was_taken_over_from_another_assessment_is_one_task(
    dossier: Algorithm, editor: Person
) -> None:
    keep(dossier, editor, TASK)
    same = OwnTask(id="assessment-2-ab12", title="Bel mevrouw Voorbeeld", source="AIIA")
    keep(dossier, editor, same, group="assessment-2-")
    assert find(dossier, "assessment-2-ab12") is None


def test_a_notification_names_the_assessment_and_not_the_words_of_the_task(
    dossier: Algorithm, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    colleague = person_with_role("editor")
    keep(dossier, editor, TASK)
    place = actions.Place(
        organisation=dossier.organisation, algorithm=dossier, measure=own_tasks.PREFIX + TASK.id
    )
    actions.plan_task(
        place=place,
        framework=load_framework(),
        assignee=str(colleague.pk),
        due_on=None,
        note="",
        expected_number=1,
        by=editor,
        at=NOW,
    )
    told = Notification.objects.get(person=colleague)
    words = word(told, "nl")
    assert "een taak uit de DPIA" in words.title + words.body
    assert "Voorbeeld" not in (words.title + words.body).replace("Voorbeeldstad", "")

"""People who change one task in the same moment, on a connection each: one is first, the other is told so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.integration.obligations.conftest import Work
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.obligations.checking import TaskOvertaken
from waarborg.apps.obligations.models import Evidence, Task, TaskChange
from waarborg.apps.organisations.models import Person
from waarborg.core.framework.tasks import TaskState

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def let_loose(act: Callable[[], object]) -> list[str]:
    """What each of a few people is told who do the same in one moment."""
    ready = Barrier(AT_ONCE)

    def do(_number: int) -> str:
        try:
            ready.wait(timeout=30)
            act()
            return "done"
        except TaskOvertaken:
            return "overtaken"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        return sorted(people.map(do, range(AT_ONCE)))


@pytest.mark.parametrize("at", ["work", "shared"])
def test_one_of_those_who_begin_at_once_makes_the_row(
    at: str, request: pytest.FixtureRequest, editor: Person
) -> None:
    work: Work = request.getfixturevalue(at)
    told = let_loose(lambda: work.set(TaskState.DOING, editor, expected_number=0))
    assert told == ["done", *["overtaken"] * (AT_ONCE - 1)]
    assert (Task.objects.count(), TaskChange.objects.count(), work.number()) == (1, 1, 1)
    assert not verify_chains().broken


def test_evidence_that_is_added_at_once_is_all_kept(work: Work, editor: Person) -> None:
    assert let_loose(lambda: work.add(editor)) == ["done"] * AT_ONCE
    assert (Task.objects.count(), Evidence.objects.count()) == (1, AT_ONCE)
    numbers = TaskChange.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]
    assert not verify_chains().broken

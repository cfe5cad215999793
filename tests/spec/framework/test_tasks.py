"""How a task stands: what people said of it, whether its evidence still counts, and who confirmed it."""

from datetime import date

import pytest

from waarborg.core.framework.tasks import (
    OPEN,
    PROGRESS_LABELS,
    EvidencePeriod,
    Progress,
    TaskState,
    find_progress,
    has_expired,
)

OBSERVED, LAST, DAY_AFTER = date(2026, 3, 1), date(2026, 11, 22), date(2026, 11, 23)
ALWAYS, UNTIL_LAST = EvidencePeriod(OBSERVED, None), EvidencePeriod(OBSERVED, LAST)


def find(
    state: TaskState,
    *evidence: EvidencePeriod,
    on: date = LAST,
    second_person: bool = False,
    is_confirmed: bool = False,
) -> Progress:
    return find_progress(state, evidence, on=on, second_person=second_person, is_confirmed=is_confirmed)


# --- does evidence count? ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("evidence", "on", "expired"),
    [
        # Nothing cannot expire.
        ([], DAY_AFTER, False),
        # The last day is a day on which it counts.
        ([UNTIL_LAST], OBSERVED, False),
        ([UNTIL_LAST], LAST, False),
        ([UNTIL_LAST], DAY_AFTER, True),
        # Without a last day it always counts.
        ([ALWAYS], date(2099, 12, 31), False),
        # One piece that counts is enough.
        ([UNTIL_LAST, ALWAYS], DAY_AFTER, False),
        ([UNTIL_LAST, EvidencePeriod(OBSERVED, DAY_AFTER)], DAY_AFTER, False),
        ([UNTIL_LAST, EvidencePeriod(OBSERVED, OBSERVED)], DAY_AFTER, True),
    ],
)
def test_evidence_expires_on_the_day_after_its_last(
    evidence: list[EvidencePeriod], on: date, expired: bool
) -> None:
    assert has_expired(evidence, on) is expired


# --- how a task stands -------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [TaskState.TODO, TaskState.DOING, TaskState.NOT_APPLICABLE])
@pytest.mark.parametrize("evidence", [(), (ALWAYS,), (UNTIL_LAST,)])
@pytest.mark.parametrize("confirmed", [False, True])
def test_what_is_not_done_is_what_people_say_whatever_there_is_beside_it(
    state: TaskState, evidence: tuple[EvidencePeriod, ...], confirmed: bool
) -> None:
    found = find(state, *evidence, on=DAY_AFTER, second_person=True, is_confirmed=confirmed)
    assert found.value == state.value


def test_done_without_evidence_is_done() -> None:
    assert find(TaskState.DONE) is Progress.DONE


@pytest.mark.parametrize(("on", "progress"), [(LAST, Progress.DONE), (DAY_AFTER, Progress.REOPENED)])
def test_done_reopens_on_the_day_after_its_evidence_counts_for_the_last_time(
    on: date, progress: Progress
) -> None:
    assert find(TaskState.DONE, UNTIL_LAST, on=on) is progress
    assert find(TaskState.DONE, UNTIL_LAST, ALWAYS, on=on) is Progress.DONE


@pytest.mark.parametrize(
    ("second_person", "is_confirmed", "progress"),
    [
        (False, False, Progress.DONE),
        (False, True, Progress.DONE),
        (True, False, Progress.TO_CONFIRM),
        (True, True, Progress.DONE),
    ],
)
def test_a_second_person_must_confirm_where_that_is_asked(
    second_person: bool, is_confirmed: bool, progress: Progress
) -> None:
    assert find(TaskState.DONE, second_person=second_person, is_confirmed=is_confirmed) is progress


def test_expired_evidence_comes_before_a_confirmation_that_is_missing() -> None:
    assert find(TaskState.DONE, UNTIL_LAST, on=DAY_AFTER, second_person=True) is Progress.REOPENED
    # Nor does a confirmation make up for evidence that no longer counts.
    found = find(TaskState.DONE, UNTIL_LAST, on=DAY_AFTER, second_person=True, is_confirmed=True)
    assert found is Progress.REOPENED


# --- words -------------------------------------------------------------------------------------------------
def test_everything_is_open_but_what_is_done_or_does_not_apply() -> None:
    assert set(Progress) - OPEN == {Progress.DONE, Progress.NOT_APPLICABLE}


def test_every_way_in_which_a_task_stands_is_said_in_two_languages() -> None:
    assert set(PROGRESS_LABELS) == set(Progress)
    for language in ("nl", "en"):
        labels = [label.in_language(language) for label in PROGRESS_LABELS.values()]
        assert len(set(labels)) == len(labels)

"""What people do with tasks: one row for each, by who may, one after the other, and told to the chain."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.integration.obligations.conftest import FRAMEWORK, OWN, TODAY, Work, start, withdraw
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.obligations import actions
from waarborg.apps.obligations.checking import TaskOvertaken, TaskRefused
from waarborg.apps.obligations.models import Evidence, Task, TaskChange
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.framework.tasks import Progress, TaskState

pytestmark = pytest.mark.django_db
Somebody = Callable[..., Person]


def list_told() -> list[tuple[str, dict[str, Any]]]:
    """What the chain heard of tasks, in order."""
    rows = Event.objects.filter(action__startswith="obligations.").order_by("number")
    return [(row.action, row.about) for row in rows]


def demand_nothing_written() -> None:
    assert not Task.objects.exists()
    assert not TaskChange.objects.exists()
    assert not Evidence.objects.exists()
    assert list_told() == []


def test_both_databases_run_these(request: pytest.FixtureRequest) -> None:
    expected = {"sqlite": "sqlite", "postgres": "postgresql"}[request.config.getoption("database")]
    assert connection.vendor == expected


# --- the way of a task -------------------------------------------------------------------------------------
def test_a_task_from_nothing_to_confirmed(serious: Work, editor: Person, colleague: Person) -> None:
    assert serious.find() is None
    serious.plan(editor, assignee=str(colleague.pk), due_on=date(2027, 1, 15), note="  Vraag de jurist.  ")
    serious.set(TaskState.DOING, colleague)
    serious.add(colleague)
    serious.set(TaskState.DONE, colleague)
    assert serious.line().progress is Progress.TO_CONFIRM
    serious.confirm(editor)
    row = serious.row()
    assert (row.assignee, row.due_on, row.note) == (str(colleague.pk), date(2027, 1, 15), "Vraag de jurist.")
    assert (row.state, row.done_by, row.confirmed_by) == ("done", str(colleague.pk), str(editor.pk))
    assert (row.done_at, row.confirmed_at, row.content_version) == (NOW, NOW, FRAMEWORK.version)
    assert serious.line().progress is Progress.DONE
    changes = TaskChange.objects.filter(task=row)
    assert [change.what for change in changes] == ["plan", "state", "add_evidence", "state", "confirm"]
    assert [change.number for change in changes] == [1, 2, 3, 4, 5]
    assert row.number == 5


def test_the_first_to_say_something_makes_the_one_row(work: Work, editor: Person, colleague: Person) -> None:
    work.set(TaskState.DOING, editor)
    work.plan(colleague, note="Begonnen.")
    work.add(editor)
    row = Task.objects.get()
    assert (row.organisation, row.algorithm, row.measure) == (
        work.organisation,
        work.algorithm,
        FRAMEWORK.get_measure(OWN).id,
    )


def test_what_was_said_already_makes_no_row_and_no_change(work: Work, editor: Person) -> None:
    work.plan(editor)
    work.set(TaskState.TODO, editor)
    demand_nothing_written()
    work.plan(editor, note="Vraag de jurist.")
    work.plan(editor, note="Vraag de jurist. ")
    work.set(TaskState.TODO, editor)
    assert TaskChange.objects.count() == work.row().number == 1


def test_the_same_measure_is_another_task_at_another_dossier_and_at_the_organisation(
    work: Work, shared: Work, organisation: Organisation, editor: Person
) -> None:
    other = Work(organisation, OWN, start(organisation, "Andere chatbot", {}, editor))
    for one in (work, other, shared):
        one.set(TaskState.DOING, editor)
    assert Task.objects.count() == 3
    assert {one.number() for one in (work, other, shared)} == {1}


# --- two people at once ------------------------------------------------------------------------------------
@pytest.mark.parametrize("act", ["plan", "set", "confirm"])
def test_who_saw_an_older_task_changes_nothing(
    act: str, serious: Work, editor: Person, colleague: Person
) -> None:
    serious.set(TaskState.DONE, editor)
    acts: dict[str, Callable[[], Any]] = {
        "plan": lambda: serious.plan(colleague, note="Mijn kijk erop.", expected_number=0),
        "set": lambda: serious.set(TaskState.DOING, colleague, expected_number=0),
        "confirm": lambda: serious.confirm(colleague, expected_number=0),
    }
    with pytest.raises(TaskOvertaken) as refused:
        acts[act]()
    assert "intussen" in refused.value.reason.nl
    row = serious.row()
    assert (row.number, row.state, row.note, row.confirmed_by) == (1, "done", "", "")
    assert len(list_told()) == 1


def test_who_saw_a_task_that_nobody_touched_is_overtaken_by_the_first(
    work: Work, editor: Person, colleague: Person
) -> None:
    work.plan(editor, note="Ik begin.", expected_number=0)
    with pytest.raises(TaskOvertaken):
        work.plan(colleague, note="Ik begin.", expected_number=0)
    assert work.row().note == "Ik begin."


def test_evidence_of_two_people_does_not_get_in_the_way(
    work: Work, editor: Person, colleague: Person
) -> None:
    work.add(editor, title="Een")
    work.add(colleague, title="Twee")
    assert work.row().evidence.count() == 2
    assert work.number() == 2


# --- state -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("reason", ["", "   "])
def test_not_applicable_needs_a_reason(reason: str, work: Work, editor: Person) -> None:
    with pytest.raises(TaskRefused) as refused:
        work.set(TaskState.NOT_APPLICABLE, editor, reason=reason)
    assert refused.value.field == "reason"
    demand_nothing_written()


def test_the_reason_goes_with_the_state_and_can_be_said_better(work: Work, editor: Person) -> None:
    work.set(TaskState.NOT_APPLICABLE, editor, reason="Geen app.")
    assert work.line().progress is Progress.NOT_APPLICABLE
    work.set(TaskState.NOT_APPLICABLE, editor, reason="Er is geen app en geen website.")
    assert (work.row().reason, work.number()) == ("Er is geen app en geen website.", 2)
    work.set(TaskState.NOT_APPLICABLE, editor, reason="Er is geen app en geen website.")
    assert work.number() == 2
    work.set(TaskState.DOING, editor, reason="telt hier niet")
    assert (work.row().reason, work.line().progress) == ("", Progress.DOING)


@pytest.mark.parametrize("state", [TaskState.TODO, TaskState.DOING, TaskState.NOT_APPLICABLE])
def test_another_state_takes_the_confirmation_away(
    state: TaskState, serious: Work, editor: Person, colleague: Person
) -> None:
    serious.set(TaskState.DONE, editor)
    serious.confirm(colleague)
    serious.set(state, editor, reason="Toch niet.")
    row = serious.row()
    assert (row.done_by, row.done_at, row.confirmed_by, row.confirmed_at) == ("", None, "", None)
    serious.set(TaskState.DONE, editor)
    assert serious.line().progress is Progress.TO_CONFIRM


# --- confirming --------------------------------------------------------------------------------------------
def test_who_did_it_does_not_confirm_it(serious: Work, editor: Person, colleague: Person) -> None:
    serious.set(TaskState.DONE, editor)
    with pytest.raises(TaskRefused) as refused:
        serious.confirm(editor)
    assert "zelf afgerond" in refused.value.reason.nl
    assert serious.row().confirmed_at is None
    serious.confirm(colleague)
    assert serious.row().confirmed_by == str(colleague.pk)


def test_who_took_it_on_may_confirm_what_another_did(
    serious: Work, editor: Person, colleague: Person
) -> None:
    serious.plan(editor, assignee=str(colleague.pk))
    serious.set(TaskState.DONE, editor)
    serious.confirm(colleague)
    assert serious.line().progress is Progress.DONE


@pytest.mark.parametrize("state", [None, TaskState.DOING, TaskState.NOT_APPLICABLE])
def test_what_is_not_done_cannot_be_confirmed(
    state: TaskState | None, serious: Work, editor: Person, colleague: Person
) -> None:
    if state is not None:
        serious.set(state, editor, reason="Hier niet.")
    before = serious.number()
    with pytest.raises(TaskRefused):
        serious.confirm(colleague)
    assert serious.number() == before


def test_a_second_confirmation_changes_nothing(
    serious: Work, editor: Person, colleague: Person, person_with_role: Somebody
) -> None:
    serious.set(TaskState.DONE, editor)
    serious.confirm(colleague)
    serious.confirm(person_with_role("approver"))
    assert (serious.row().confirmed_by, serious.number()) == (str(colleague.pk), 2)


# --- who does it -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["reader", "auditor", None])
def test_who_may_not_keep_tasks_does_not_get_one(
    role: str | None, work: Work, editor: Person, person_with_role: Somebody
) -> None:
    with pytest.raises(TaskRefused) as refused:
        work.plan(editor, assignee=str(person_with_role(role).pk))
    assert refused.value.field == "assignee"
    demand_nothing_written()


def test_somebody_elsewhere_or_nobody_does_not_get_one(
    work: Work, editor: Person, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    for assignee in (str(person_with_role("editor", other_organisation).pk), "0", "geen nummer"):
        with pytest.raises(TaskRefused):
            work.plan(editor, assignee=assignee)
    demand_nothing_written()


def test_somebody_whose_role_ended_does_not_get_one(work: Work, editor: Person, colleague: Person) -> None:
    grant = Grant.objects.get(person=colleague)
    organisations.end_role(grant=grant, by="system", at=NOW)
    with pytest.raises(TaskRefused):
        work.plan(editor, assignee=str(colleague.pk))


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_a_day_that_nobody_plans_is_refused(day: date, work: Work, editor: Person) -> None:
    with pytest.raises(TaskRefused, match="2000 to 2100") as refused:
        work.plan(editor, due_on=day)
    assert refused.value.field == "due_on"
    demand_nothing_written()


def test_a_note_that_is_too_long_is_refused(work: Work, editor: Person) -> None:
    with pytest.raises(TaskRefused) as refused:
        work.plan(editor, note="x" * 4001)
    assert (refused.value.field, "4001" in refused.value.reason.nl) == ("note", True)
    work.plan(editor, note="x" * 4000)


# --- what is not there -------------------------------------------------------------------------------------
def test_a_measure_that_does_not_exist_gets_no_task(chatbot: Algorithm, editor: Person) -> None:
    place = actions.Place(
        organisation=chatbot.organisation, algorithm=chatbot, measure="urn:nl:ak:mtr:niets-01"
    )
    with pytest.raises(TaskRefused):
        actions.set_state(
            place=place, framework=FRAMEWORK, state=TaskState.DONE, expected_number=0, by=editor, at=NOW
        )
    demand_nothing_written()


def test_a_dossier_of_another_organisation_is_a_slip_of_the_programmer(
    chatbot: Algorithm, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    with pytest.raises(ValueError, match="another organisation"):
        Work(other_organisation, OWN, chatbot).set(
            TaskState.DOING, person_with_role("editor", other_organisation)
        )
    demand_nothing_written()


# --- who may -----------------------------------------------------------------------------------------------
def try_all(work: Work, by: Person) -> list[Callable[[], Any]]:
    return [
        lambda: work.plan(by, note="x"),
        lambda: work.set(TaskState.DOING, by),
        lambda: work.add(by),
        lambda: work.confirm(by),
    ]


@pytest.mark.parametrize("at", ["work", "shared"])
@pytest.mark.parametrize(
    "role",
    ["administrator", "auditor", "supervisor", "central_editor", "reader", "platform_administrator", None],
)
def test_who_may_not_keep_tasks_writes_nothing(
    role: str | None, at: str, request: pytest.FixtureRequest, person_with_role: Somebody
) -> None:
    for act in try_all(request.getfixturevalue(at), person_with_role(role)):
        with pytest.raises(NotAllowed):
            act()
    demand_nothing_written()


@pytest.mark.parametrize("at", ["work", "shared"])
@pytest.mark.parametrize("role", ["editor", "approver", "privacy_officer", "security_officer"])
def test_who_may_keep_tasks_does(
    role: str, at: str, request: pytest.FixtureRequest, editor: Person, person_with_role: Somebody
) -> None:
    work, person = request.getfixturevalue(at), person_with_role(role)
    work.plan(person, note="x")
    work.add(person)
    work.set(TaskState.DONE, editor)
    work.confirm(person)
    assert work.number() == 4


@pytest.mark.parametrize("at", ["work", "shared"])
def test_an_editor_elsewhere_writes_nothing_here(
    at: str, request: pytest.FixtureRequest, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    stranger = person_with_role("editor", other_organisation)
    for act in try_all(request.getfixturevalue(at), stranger):
        with pytest.raises(NotAllowed):
            act()
    demand_nothing_written()


# --- what is told ------------------------------------------------------------------------------------------
def test_every_change_is_told_to_the_chain_without_words_that_people_wrote(
    work: Work, shared: Work, editor: Person, colleague: Person
) -> None:
    work.plan(editor, assignee=str(colleague.pk), due_on=TODAY, note="Bel mevrouw Jansen.")
    found = work.add(editor, title="Gesprek met mevrouw Jansen", link="https://voorbeeldstad.example/jansen")
    work.set(TaskState.NOT_APPLICABLE, editor, reason="Jansen zegt van niet.")
    withdraw(found, editor, "Jansen wil het niet.")
    shared.set(TaskState.DONE, editor)
    shared.confirm(colleague)
    told = list_told()
    assert [action for action, _ in told] == [
        "obligations.plan",
        "obligations.add_evidence",
        "obligations.state",
        "obligations.withdraw_evidence",
        "obligations.state",
        "obligations.confirm",
    ]
    assert "jansen" not in str(told).casefold()
    assert work.algorithm is not None
    first = told[0][1]
    assert first["changed"] == ["assignee", "due_on", "note"]
    assert (first["assignee"], first["due_on"]) == (str(colleague.pk), "2026-11-22")
    assert (first["measure"], first["content"]) == (FRAMEWORK.get_measure(OWN).id, FRAMEWORK.version)
    assert (first["of"], first["number"]) == (f"algorithm/{work.algorithm.public_id}", 1)
    assert told[1][1]["digest"] == found.digest
    assert (told[4][1]["of"], told[4][1]["state"]) == ("organisation", "done")
    assert not verify_chains().broken


def test_when_telling_fails_nothing_of_the_change_stays(
    work: Work, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_told: object) -> None:
        raise RuntimeError("the chain cannot be written")

    monkeypatch.setattr(actions.audit, "record", fail)
    for act in (
        lambda: work.plan(editor, note="x"),
        lambda: work.add(editor),
        lambda: work.set(TaskState.DONE, editor),
    ):
        with pytest.raises(RuntimeError):
            act()
    demand_nothing_written()
    assert not verify_chains().broken

"""What people see of tasks: of one dossier, of an organisation, and of themselves."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.integration.obligations.conftest import (
    ADVICE,
    CHATBOT,
    FRAMEWORK,
    FRAUD_MODEL,
    OF_FRAUD_MODEL,
    OWN,
    SERIOUS,
    SHARED,
    SPREADSHEET,
    TODAY,
    Work,
    say,
    start,
    withdraw,
)
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import queries
from waarborg.apps.obligations.models import Task
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.applying import apply_framework
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.planning import make_plan
from waarborg.core.framework.tasks import Progress, TaskState

pytestmark = pytest.mark.django_db
TELLING = "imp-ai-melding"


def overview(algorithm: Algorithm, on: date = TODAY) -> queries.Overview:
    return queries.get_overview(FRAMEWORK, algorithm, on=on)


def codes(lines: tuple[queries.TaskLine, ...]) -> list[str]:
    return [line.measure.code for line in lines]


# --- facts -------------------------------------------------------------------------------------------------
def test_facts_are_the_newest_that_rules_read(chatbot: Algorithm, editor: Person) -> None:
    assert queries.get_facts(FRAMEWORK, chatbot) == CHATBOT  # without the name, which no rule reads
    say(chatbot, {"data_used": ["none"], "goal": "Vragen beantwoorden"}, editor)
    assert queries.get_facts(FRAMEWORK, chatbot) == {**CHATBOT, "data_used": ["none"]}


def test_what_somebody_does_not_know_is_a_fact_too_and_is_not_asked_again(
    organisation: Organisation, editor: Person
) -> None:
    dossier = start(organisation, "Nieuw", {}, editor)
    first = list_questions(FRAMEWORK, queries.get_facts(FRAMEWORK, dossier), on=TODAY)[0].reading.key
    say(dossier, {first: None}, editor)
    facts = queries.get_facts(FRAMEWORK, dossier)
    assert facts == {first: None}
    assert first not in {item.reading.key for item in list_questions(FRAMEWORK, facts, on=TODAY)}


# --- one dossier -------------------------------------------------------------------------------------------
def test_an_overview_is_the_plan_with_nothing_said_yet(chatbot: Algorithm) -> None:
    found = overview(chatbot)
    plan = make_plan(FRAMEWORK, apply_framework(FRAMEWORK, CHATBOT, on=TODAY))
    for lines, planned in (
        (found.tasks, plan.tasks),
        (found.organisation, plan.organisation),
        (found.advice, plan.advice),
    ):
        assert [(line.planned, line.row, line.evidence) for line in lines] == [
            (task, None, ()) for task in planned
        ]
        assert {(line.progress, line.number) for line in lines} == {(Progress.TODO, 0)}
    assert found.left == ()
    assert found.open_tasks == found.tasks
    assert {OWN, SERIOUS, TELLING} <= set(codes(found.tasks))
    assert SHARED in codes(found.organisation)
    assert ADVICE in codes(found.advice)


def test_what_was_said_stands_beside_what_is_asked(work: Work, editor: Person, chatbot: Algorithm) -> None:
    work.plan(editor, due_on=date(2027, 2, 1))
    evidence = work.add(editor)
    line = work.line()
    assert (line.row, line.evidence, line.number) == (work.row(), (evidence,), 2)
    assert (line.due_on, line.planned is not None and line.planned.due_on) == (date(2027, 2, 1), None)
    work.set(TaskState.DONE, editor)
    assert OWN not in codes(overview(chatbot).open_tasks)


def test_until_people_agree_on_a_day_that_of_the_law_counts(
    fraud_model: Algorithm, organisation: Organisation, editor: Person
) -> None:
    work = Work(organisation, OF_FRAUD_MODEL, fraud_model)
    assert work.line().due_on == date(2030, 8, 2)
    work.plan(editor, due_on=date(2029, 1, 1))
    assert work.line().due_on == date(2029, 1, 1)
    work.plan(editor, due_on=None)
    assert work.line().due_on == date(2030, 8, 2)


def test_a_task_is_found_wherever_it_stands(chatbot: Algorithm) -> None:
    found = overview(chatbot)
    for code in (OWN, SHARED, ADVICE):
        line = found.find_task(code)
        assert line is not None
        assert line is found.find_task(line.measure.id)
    assert found.find_task("niets-01") is None


def test_advice_can_be_taken_up(chatbot: Algorithm, organisation: Organisation, editor: Person) -> None:
    work = Work(organisation, ADVICE, chatbot)
    work.set(TaskState.DOING, editor)
    found = overview(chatbot)
    assert ADVICE in codes(found.advice)
    assert (work.line().progress, found.left) == (Progress.DOING, ())


def test_what_the_plan_no_longer_asks_stays_with_what_was_done(
    chatbot: Algorithm, organisation: Organisation, editor: Person
) -> None:
    work = Work(organisation, TELLING, chatbot)
    evidence = work.add(editor)
    work.set(TaskState.DONE, editor)
    say(chatbot, {"contact_with_people": ["website_or_app"]}, editor)
    found = overview(chatbot)
    assert TELLING not in codes((*found.tasks, *found.organisation, *found.advice))
    (line,) = found.left
    assert (line.measure.code, line.planned, line.row) == (TELLING, None, work.row())
    assert (line.evidence, line.progress, line.is_open, line.due_on) == (
        (evidence,),
        Progress.DONE,
        False,
        None,
    )
    # It can still be worked on, and comes back as it was when the plan asks again.
    work.plan(editor, note="Bewaard voor later.")
    say(chatbot, {"contact_with_people": ["talks_to_people", "website_or_app"]}, editor)
    assert overview(chatbot).left == ()
    assert work.line().progress is Progress.DONE


def test_a_row_about_a_measure_that_is_gone_from_the_content_does_no_harm(
    chatbot: Algorithm, organisation: Organisation, editor: Person
) -> None:
    Work(organisation, OWN, chatbot).set(TaskState.DOING, editor)
    Task.objects.update(measure="urn:nl:ak:mtr:weg-01")
    found = overview(chatbot)
    assert found.left == ()
    assert Task.objects.count() == 1


def test_changes_come_newest_first(work: Work, editor: Person) -> None:
    work.plan(editor, note="Een")
    work.set(TaskState.DOING, editor)
    work.add(editor)
    changes = [(item.number, item.what) for item in queries.list_changes(work.row())]
    assert changes == [(3, "add_evidence"), (2, "state"), (1, "plan")]


# --- once for all ------------------------------------------------------------------------------------------
def test_what_is_done_once_for_all_is_done_for_every_dossier(
    shared: Work, chatbot: Algorithm, fraud_model: Algorithm, editor: Person
) -> None:
    shared.set(TaskState.DONE, editor)
    for algorithm in (chatbot, fraud_model):
        line = overview(algorithm).find_task(SHARED)
        assert line is not None
        assert (line.row, line.progress) == (shared.row(), Progress.DONE)


def test_what_another_organisation_did_does_not_count_here(
    shared: Work,
    editor: Person,
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
) -> None:
    shared.set(TaskState.DONE, editor)
    elsewhere = person_with_role("editor", other_organisation)
    line = overview(start(other_organisation, "Chatbot", CHATBOT, elsewhere)).find_task(SHARED)
    assert line is not None
    assert (line.row, line.progress) == (None, Progress.TODO)


def test_tasks_of_the_organisation_say_how_many_dossiers_ask_for_them(
    organisation: Organisation,
    other_organisation: Organisation,
    chatbot: Algorithm,
    fraud_model: Algorithm,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    start(other_organisation, "Chatbot", CHATBOT, person_with_role("editor", other_organisation))
    found = queries.list_organisation_tasks(FRAMEWORK, organisation, on=TODAY)
    counts = {line.measure.code: count for line, count in found}
    assert (counts[SHARED], counts["org-16"]) == (2, 1)
    assert [count for _, count in found] == sorted(counts.values(), reverse=True)
    assert ADVICE not in counts
    assert OWN not in counts


def test_a_task_of_the_organisation_that_no_dossier_asks_for_stays_once_it_was_begun(
    organisation: Organisation, chatbot: Algorithm, fraud_model: Algorithm, editor: Person
) -> None:
    begun = Work(organisation, "org-16")
    begun.set(TaskState.DONE, editor)
    say(fraud_model, SPREADSHEET, editor)
    found = {
        line.measure.code: (line, count)
        for line, count in queries.list_organisation_tasks(FRAMEWORK, organisation, on=TODAY)
    }
    line, count = found["org-16"]
    assert (line.planned, line.row, count, line.is_open) == (None, begun.row(), 0, False)
    assert "org-14" not in found  # nobody asks for it and nobody began


def test_an_organisation_without_dossiers_has_no_tasks(organisation: Organisation) -> None:
    assert queries.list_organisation_tasks(FRAMEWORK, organisation, on=TODAY) == []


# --- the portfolio -----------------------------------------------------------------------------------------
def list_names(organisations: list[str] | None, on: date = TODAY) -> list[str]:
    return [line.algorithm.name for line in queries.list_portfolio(FRAMEWORK, organisations, on=on)]


def test_the_most_serious_class_comes_first_and_what_is_not_known_is_taken_seriously(
    organisation: Organisation, chatbot: Algorithm, fraud_model: Algorithm, editor: Person
) -> None:
    start(organisation, "Aantekeningen", SPREADSHEET, editor)
    start(organisation, "Nieuw", {}, editor)
    assert list_names([organisation.code]) == ["Rechtmatigheid", "Nieuw", "Chatbot", "Aantekeningen"]


def test_within_a_class_the_nearest_day_then_what_is_open_then_the_name(
    organisation: Organisation, editor: Person
) -> None:
    made = {name: start(organisation, name, SPREADSHEET, editor) for name in ("D", "C", "B", "A")}
    Work(organisation, OWN, made["D"]).plan(editor, due_on=date(2027, 1, 1))
    code = overview(made["D"]).tasks[0].measure.code
    Work(organisation, code, made["D"]).plan(editor, due_on=date(2027, 1, 1))
    Work(organisation, code, made["A"]).set(TaskState.DONE, editor)
    assert list_names([organisation.code]) == ["D", "B", "C", "A"]


def test_a_line_counts_what_is_open_and_done_and_gives_the_next_day(
    organisation: Organisation, fraud_model: Algorithm, chatbot: Algorithm, editor: Person
) -> None:
    Work(organisation, "pba-05", fraud_model).set(TaskState.DONE, editor)
    Work(organisation, "mon-02", fraud_model).set(TaskState.NOT_APPLICABLE, editor, reason="Niet hier.")
    Work(organisation, OWN, chatbot).plan(editor, due_on=date(2026, 12, 24))
    heavy, light = queries.list_portfolio(FRAMEWORK, [organisation.code], on=TODAY)
    assert (heavy.open_tasks, heavy.done_tasks) == (len(heavy.tasks) - 2, 2)
    assert (heavy.next_day, light.next_day) == (date(2030, 8, 2), date(2026, 12, 24))
    Work(organisation, OWN, chatbot).set(TaskState.DONE, editor)
    (_, light) = queries.list_portfolio(FRAMEWORK, [organisation.code], on=TODAY)
    assert (light.next_day, light.done_tasks) == (None, 1)


def test_a_portfolio_is_of_the_organisations_that_were_asked_for(
    organisation: Organisation,
    other_organisation: Organisation,
    chatbot: Algorithm,
    person_with_role: Callable[..., Person],
) -> None:
    start(other_organisation, "Elders", CHATBOT, person_with_role("editor", other_organisation))
    assert list_names([organisation.code]) == ["Chatbot"]
    assert list_names([other_organisation.code]) == ["Elders"]
    assert sorted(list_names(None)) == ["Chatbot", "Elders"]
    assert list_names([]) == []


def test_a_portfolio_says_of_each_dossier_what_its_own_page_says(
    organisation: Organisation, chatbot: Algorithm, fraud_model: Algorithm, editor: Person
) -> None:
    work = Work(organisation, SERIOUS, chatbot)
    work.add(editor, valid_until=TODAY)
    work.set(TaskState.DONE, editor)
    for on in (TODAY, TODAY + timedelta(days=1), date(2030, 8, 2)):
        for line in queries.list_portfolio(FRAMEWORK, [organisation.code], on=on):
            assert line.tasks == overview(line.algorithm, on).tasks, (line.algorithm, on)


# --- how many questions the database gets ------------------------------------------------------------------
def count_asked(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)


def add_busy_dossiers(
    organisation: Organisation, by: Person, count: int, kinds: tuple[Mapping[str, object], ...]
) -> None:
    for number in range(count):
        algorithm = start(organisation, f"Dossier {number}", kinds[number % len(kinds)], by)
        for line in overview(algorithm).tasks[:2]:
            work = Work(organisation, line.measure.code, algorithm)
            work.add(by)
            work.add(by, title="Nog een")


def test_a_portfolio_of_twenty_asks_the_database_as_often_as_one_of_five(
    organisation: Organisation, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    kinds = (CHATBOT, FRAUD_MODEL, SPREADSHEET)
    add_busy_dossiers(organisation, person_with_role("editor"), 5, kinds)
    add_busy_dossiers(other_organisation, person_with_role("editor", other_organisation), 20, kinds)
    five, twenty = organisation, other_organisation
    asked = [
        (
            count_asked(lambda one=one: queries.list_portfolio(FRAMEWORK, [one.code], on=TODAY)),
            count_asked(lambda one=one: queries.list_organisation_tasks(FRAMEWORK, one, on=TODAY)),
        )
        for one in (five, twenty)
    ]
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 4


def test_an_overview_asks_the_database_as_often_however_much_was_done(
    organisation: Organisation, chatbot: Algorithm, editor: Person
) -> None:
    Work(organisation, OWN, chatbot).add(editor)
    Work(organisation, SHARED).add(editor)
    before = count_asked(lambda: overview(chatbot))
    for line in overview(chatbot).tasks:
        Work(organisation, line.measure.code, chatbot).add(editor)
    assert count_asked(lambda: overview(chatbot)) == before <= 5


# --- mine, and what expires --------------------------------------------------------------------------------
def test_mine_is_what_i_took_on_and_is_not_done_the_nearest_day_first(
    organisation: Organisation, chatbot: Algorithm, shared: Work, editor: Person, colleague: Person
) -> None:
    def take(code: str, by: Person, due_on: date | None, state: TaskState = TaskState.TODO) -> None:
        work = Work(organisation, code, chatbot)
        work.plan(editor, assignee=str(by.pk), due_on=due_on)
        work.set(state, editor, reason="Hier niet.")

    take("owp-01", editor, None)
    take("owp-09", editor, date(2027, 3, 1), TaskState.DOING)
    take("owp-11", editor, date(2026, 1, 1))
    take("owp-27", editor, None, TaskState.DONE)
    take("owp-29", editor, None, TaskState.NOT_APPLICABLE)
    take("imp-07", colleague, date(2026, 1, 1))
    shared.plan(editor, assignee=str(editor.pk), due_on=date(2027, 1, 1))

    def list_codes(person: Person) -> list[str]:
        return [row.measure.rsplit(":", 1)[1] for row in queries.list_mine(str(person.pk), on=TODAY)]

    assert list_codes(editor) == ["owp-11", SHARED, "owp-09", "owp-01"]
    assert list_codes(colleague) == ["imp-07"]
    assert queries.list_mine("", on=TODAY) == []


def test_reopened_are_finished_tasks_of_which_nothing_counts_any_more(
    organisation: Organisation, chatbot: Algorithm, shared: Work, editor: Person
) -> None:
    def add(code: str, *ends: date | None, state: TaskState = TaskState.DONE) -> Work:
        work = Work(organisation, code, chatbot)
        for valid_until in ends:
            work.add(editor, valid_until=valid_until, observed_on=date(2026, 1, 1))
        work.set(state, editor)
        return work

    last, later = date(2026, 12, 22), date(2026, 12, 23)
    add("owp-01", last)
    add("owp-09", later)
    add("owp-11", date(2026, 6, 1), date(2026, 8, 1))
    add("owp-27", None)
    add("owp-29", last, state=TaskState.DOING)
    add("owp-05", last, later)  # renewed in time
    withdraw(add("imp-07", last).row().evidence.get(), editor)
    shared.add(editor, valid_until=date(2026, 12, 1))
    shared.set(TaskState.DONE, editor)
    found = [(row.measure.rsplit(":", 1)[1], day) for row, day in queries.list_reopened(on=later)]
    assert found == [("owp-01", last), ("owp-11", date(2026, 8, 1)), (SHARED, date(2026, 12, 1))]


def test_a_task_that_is_open_again_is_among_those_of_who_took_it_on(work: Work, editor: Person) -> None:
    work.plan(editor, assignee=str(editor.pk))
    work.add(editor, observed_on=date(2026, 1, 31), valid_until=TODAY)
    work.set(TaskState.DONE, editor)
    assert queries.list_mine(str(editor.pk), on=TODAY) == []
    assert queries.list_mine(str(editor.pk), on=TODAY + timedelta(days=1)) == [work.row()]


def test_who_and_when_is_that_of_the_person_and_the_moment(work: Work, editor: Person) -> None:
    work.set(TaskState.DOING, editor)
    (change,) = queries.list_changes(work.row())
    assert (change.by, change.at, change.about) == (str(editor.pk), NOW, {"state": "doing"})

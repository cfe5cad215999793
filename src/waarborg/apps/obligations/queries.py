"""All reads of obligations: what applies to a dossier, its plan with what people did, and many dossiers at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.documents.queries import is_closed
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import own_tasks
from waarborg.apps.obligations.models import Evidence, Task, TaskChange
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.framework.applying import Applied, apply_framework, apply_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.planning import PlannedTask, make_plan
from waarborg.core.framework.tasks import (
    OPEN,
    EvidencePeriod,
    Progress,
    TaskState,
    find_progress,
    has_expired,
)


@dataclass(frozen=True)
class TaskLine:
    """A task as people see it: what the plan asks, and what somebody did about it.

    planned: None when the plan no longer asks for it. row: None when nobody said anything of it yet.
    """

    measure: Measure
    planned: PlannedTask | None
    row: Task | None
    evidence: tuple[Evidence, ...]
    progress: Progress

    @property
    def is_open(self) -> bool:
        """Whether there is something to do."""
        return self.planned is not None and self.progress in OPEN

    @property
    def due_on(self) -> date | None:
        """The day people agreed on, else the day on which the first requirement begins to apply."""
        if self.row is not None and self.row.due_on is not None:
            return self.row.due_on
        return self.planned.due_on if self.planned is not None else None

    @property
    def number(self) -> int:
        """How many changes there are; 0 when nobody said anything yet."""
        return self.row.number if self.row is not None else 0


@dataclass(frozen=True)
class Overview:
    """What applies to a dossier on a day, and how far its plan is.

    facts: those that were used, by key. tasks: those of the dossier. organisation: those that are done once for all.
    advice: what would be good. left: tasks with something done that the plan no longer asks for.
    """

    facts: Mapping[str, object]
    applied: Applied
    tasks: tuple[TaskLine, ...]
    organisation: tuple[TaskLine, ...]
    advice: tuple[TaskLine, ...]
    left: tuple[TaskLine, ...]

    @property
    def open_tasks(self) -> tuple[TaskLine, ...]:
        """The tasks of the dossier that are not done."""
        return tuple(line for line in self.tasks if line.is_open)

    def find_task(self, id: str) -> TaskLine | None:
        """A task by the URN or short name of its measure; None when there is none."""
        for line in (*self.tasks, *self.organisation, *self.advice, *self.left):
            if id in (line.measure.id, line.measure.code):
                return line
        return None


def get_facts(framework: Framework, algorithm: Algorithm) -> dict[str, object]:
    """What was said of a dossier, as far as rules read it; None where somebody said not to know."""
    return list_facts_of(framework, [algorithm])[0]


def get_overview(framework: Framework, algorithm: Algorithm, *, on: date) -> Overview:
    """What applies to a dossier on a day, with the plan and what was done."""
    facts = get_facts(framework, algorithm)
    applied = apply_framework(framework, facts, on=on)
    plan = make_plan(framework, applied)
    own = {row.measure: row for row in list_rows(Task.objects.filter(algorithm=algorithm))}
    shared = {
        row.measure: row
        for row in list_rows(Task.objects.filter(organisation=algorithm.organisation, algorithm=None))
    }
    asked = {task.id for task in (*plan.tasks, *plan.organisation, *plan.advice)}
    from_assessments = [
        _make_line(own_tasks.make_measure(row), own_tasks.plan_own(row, on=on), row, on=on)
        for row in own.values()
        if own_tasks.is_own(row)
    ]
    left = [
        _make_line(framework.get_measure(measure), None, row, on=on)
        for measure, row in own.items()
        if measure not in asked and measure in {item.id for item in framework.measures}
    ]
    return Overview(
        facts,
        applied,
        (
            *(_make_line(task.measure, task, own.get(task.id), on=on) for task in plan.tasks),
            *(line for line in from_assessments if line.planned is not None),
        ),
        tuple(_make_line(task.measure, task, shared.get(task.id), on=on) for task in plan.organisation),
        tuple(_make_line(task.measure, task, own.get(task.id), on=on) for task in plan.advice),
        (*left, *(line for line in from_assessments if line.planned is None)),
    )


def list_rows(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Rows of tasks with their evidence, in few queries."""
    return rows.select_related("organisation", "algorithm").prefetch_related(
        Prefetch("evidence", Evidence.objects.select_related("attachment").order_by("-observed_on", "-id"))
    )


def _make_line(measure: Measure, planned: PlannedTask | None, row: Task | None, *, on: date) -> TaskLine:
    evidence = tuple(row.evidence.all()) if row is not None else ()
    progress = find_progress(
        TaskState(row.state) if row is not None else TaskState.TODO,
        _list_periods(evidence),
        on=on,
        second_person=planned is not None and planned.second_person,
        is_confirmed=row is not None and row.confirmed_at is not None,
    )
    return TaskLine(measure, planned, row, evidence, progress)


def _list_periods(evidence: Iterable[Evidence]) -> list[EvidencePeriod]:
    """The evidence that was not withdrawn, as far as time goes; a file that was withdrawn or removed never counts."""
    return [
        EvidencePeriod(
            item.observed_on,
            date.min if item.attachment is not None and is_closed(item.attachment) else item.valid_until,
        )
        for item in evidence
        if item.withdrawn_at is None
    ]


def is_reopened(row: Task, *, on: date) -> bool:
    """Whether a task was done, and none of its evidence counts any more."""
    return row.state == TaskState.DONE and has_expired(_list_periods(row.evidence.all()), on)


def list_changes(row: Task) -> list[TaskChange]:
    """What was said of a task, newest first."""
    return list(TaskChange.objects.filter(task=row).order_by("-number"))


def get_evidence(of: Algorithm | Organisation, pk: int) -> Evidence:
    """Evidence at a task of this dossier, or at one that the organisation does once for all; raises NotFound."""
    rows = Evidence.objects.select_related("task").filter(pk=pk)
    if isinstance(of, Organisation):
        found = rows.filter(task__organisation=of, task__algorithm=None).first()
    else:
        found = rows.filter(task__algorithm=of).first()
    if found is None:
        raise NotFound("There is no such evidence here.")
    return found


# --- the organisation --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DossierLine:
    """One dossier in the portfolio: what it is, how much is open, and the next day that matters."""

    algorithm: Algorithm
    applied: Applied
    tasks: tuple[TaskLine, ...]

    @property
    def open_tasks(self) -> int:
        """How many tasks are open."""
        return sum(line.is_open for line in self.tasks)

    @property
    def done_tasks(self) -> int:
        """How many tasks are done or do not apply."""
        return sum(not line.is_open for line in self.tasks)

    @property
    def next_day(self) -> date | None:
        """The first day on which something is due or begins to apply; None when there is none ahead or open."""
        days = [line.due_on for line in self.tasks if line.is_open and line.due_on is not None]
        days += [
            item.since
            for item in self.applied.standings
            if item.since is not None and item.since > self.applied.on
        ]
        return min(days, default=None)

    @property
    def urgency(self) -> tuple[int, date, int, str]:
        """What the list is sorted by: the most serious class, then the nearest day, then what is open."""
        weight = self.applied.risk_class.weight if self.applied.risk_class is not None else 5
        return (-weight, self.next_day or date.max, -self.open_tasks, self.algorithm.name)


def list_portfolio(
    framework: Framework, organisations: Iterable[str] | None, *, on: date
) -> list[DossierLine]:
    """Every dossier of some organisations with what applies and what is open, the most urgent first."""
    rows = list(algorithms.list_algorithms(organisations))
    applied = apply_to_all(framework, list_facts_of(framework, rows), on=on)
    known: dict[int, dict[str, Task]] = {}
    for task in list_rows(Task.objects.filter(algorithm__in=rows)):
        known.setdefault(task.algorithm_id or 0, {})[task.measure] = task
    lines = [
        DossierLine(
            algorithm,
            outcome,
            (
                *(
                    _make_line(task.measure, task, known.get(algorithm.pk, {}).get(task.id), on=on)
                    for task in make_plan(framework, outcome).tasks
                ),
                *(
                    _make_line(own_tasks.make_measure(row), own_tasks.plan_own(row, on=on), row, on=on)
                    for row in known.get(algorithm.pk, {}).values()
                    if own_tasks.is_own(row)
                ),
            ),
        )
        for algorithm, outcome in zip(rows, applied, strict=True)
    ]
    return sorted(lines, key=lambda line: line.urgency)


def list_facts_of(framework: Framework, rows: Sequence[Algorithm]) -> list[dict[str, object]]:
    """What was said of several dossiers, as far as rules read it, in their order; None for "I do not know"."""
    keys = [reading.key for reading in framework.readings.readings]
    found = algorithms.values_of_many(rows, keys)
    return [found.get(row.pk, {}) for row in rows]


def list_organisation_tasks(
    framework: Framework, organisation: Organisation, *, on: date
) -> list[tuple[TaskLine, int]]:
    """What is done once for all algorithms of an organisation, with how many dossiers ask for it.

    What no dossier asks for any more stays while there is something done about it.
    """
    rows = list(algorithms.list_algorithms([organisation.code]))
    plans = [
        make_plan(framework, outcome)
        for outcome in apply_to_all(framework, list_facts_of(framework, rows), on=on)
    ]
    asked: dict[str, PlannedTask] = {}
    counts: dict[str, int] = {}
    for plan in plans:
        for task in plan.organisation:
            counts[task.id] = counts.get(task.id, 0) + 1
            fullest = asked.get(task.id)
            if fullest is None or len(task.standings) > len(fullest.standings):
                asked[task.id] = task
    done = {
        row.measure: row for row in list_rows(Task.objects.filter(organisation=organisation, algorithm=None))
    }
    lines = [(_make_line(task.measure, task, done.get(id), on=on), counts[id]) for id, task in asked.items()]
    known = {item.id: item for item in framework.measures}
    lines += [
        (_make_line(known[id], None, row, on=on), 0)
        for id, row in done.items()
        if id in known and id not in asked
    ]
    order = {phase.id: phase.number for phase in framework.phases}
    return sorted(lines, key=lambda pair: (-pair[1], order[pair[0].measure.phases[0]], pair[0].measure.id))


def list_mine(person: str, *, on: date) -> list[Task]:
    """The tasks that somebody took on and that are not done, or are open again, those with the nearest day first."""
    if not person:
        return []
    rows = list_rows(Task.objects.filter(assignee=person).exclude(state=TaskState.NOT_APPLICABLE))
    found = [row for row in rows.order_by("id") if row.state != TaskState.DONE or is_reopened(row, on=on)]
    return sorted(found, key=lambda row: (row.due_on or date.max, row.pk))


def list_reopened(*, on: date) -> list[tuple[Task, date]]:
    """The tasks that were done and of which no evidence counts any more, each with the last day that some did."""
    rows = list_rows(Task.objects.filter(state=TaskState.DONE, evidence__valid_until__lt=on).distinct())
    return [
        (
            row,
            max(
                item.valid_until for item in row.evidence.all() if item.valid_until and not item.withdrawn_at
            ),
        )
        for row in rows.order_by("id")
        if is_reopened(row, on=on)
    ]

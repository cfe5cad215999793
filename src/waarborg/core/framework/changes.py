"""What changes when a fact, a day or the content changes: which obligations and tasks come, go or shift."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.core.framework.applying import Applied, apply_framework
from waarborg.core.framework.framework import Framework, RiskClass
from waarborg.core.framework.planning import Plan, make_plan
from waarborg.core.framework.standings import Applies, Standing


@dataclass(frozen=True, slots=True)
class Shift:
    """A requirement that stands otherwise: before and after."""

    before: Standing
    after: Standing

    @property
    def comes(self) -> bool:
        """Whether it applies after and did not before."""
        return self.after.applies is Applies.YES and self.before.applies is not Applies.YES

    @property
    def goes(self) -> bool:
        """Whether it applied before and does not after."""
        return self.before.applies is Applies.YES and self.after.applies is not Applies.YES


@dataclass(frozen=True, slots=True)
class Consequences:
    """What is otherwise after a change.

    class_before, class_after: None where it is not known. roles_added, roles_lost: of the organisation. shifts:
    requirements that stand otherwise. tasks_added, tasks_lost: URNs of measures that a plan asks for, or no longer.
    """

    class_before: RiskClass | None
    class_after: RiskClass | None
    roles_added: tuple[str, ...]
    roles_lost: tuple[str, ...]
    shifts: tuple[Shift, ...]
    tasks_added: tuple[str, ...]
    tasks_lost: tuple[str, ...]

    @property
    def is_other_class(self) -> bool:
        """Whether the class is another one."""
        return self.class_before != self.class_after

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to tell."""
        return bool(
            self.is_other_class
            or self.roles_added
            or self.roles_lost
            or self.shifts
            or self.tasks_added
            or self.tasks_lost
        )


def compare_applied(framework: Framework, before: Applied, after: Applied) -> Consequences:
    """Return what is otherwise between two outcomes: of other facts, of another day, or of other content."""
    return _compare(before, after, make_plan(framework, before), make_plan(framework, after))


def compare_facts(
    framework: Framework, facts: Mapping[str, object], changed: Mapping[str, object], *, on: date
) -> Consequences:
    """Return what `changed`, by key, would do to a dossier with these facts on a day."""
    before = apply_framework(framework, facts, on=on)
    return compare_applied(framework, before, apply_framework(framework, {**facts, **changed}, on=on))


def compare_in_force(before: Applied, after: Applied) -> tuple[Shift, ...]:
    """Return the requirements that are in force on one of the days and not on the other."""
    return tuple(
        Shift(one, other)
        for one, other in zip(before.standings, after.standings, strict=True)
        if one.in_force != other.in_force
    )


def _compare(before: Applied, after: Applied, plan_before: Plan, plan_after: Plan) -> Consequences:
    asked_before = {task.id for task in (*plan_before.tasks, *plan_before.organisation)}
    asked_after = {task.id for task in (*plan_after.tasks, *plan_after.organisation)}
    return Consequences(
        class_before=before.risk_class,
        class_after=after.risk_class,
        roles_added=tuple(role for role in after.roles if role not in before.roles),
        roles_lost=tuple(role for role in before.roles if role not in after.roles),
        shifts=tuple(
            Shift(one, other)
            for one, other in zip(before.standings, after.standings, strict=True)
            if (one.applies, one.since, one.until) != (other.applies, other.since, other.until)
        ),
        tasks_added=tuple(
            task.id for task in (*plan_after.tasks, *plan_after.organisation) if task.id not in asked_before
        ),
        tasks_lost=tuple(
            task.id for task in (*plan_before.tasks, *plan_before.organisation) if task.id not in asked_after
        ),
    )

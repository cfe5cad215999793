"""From obligations to a plan: which measures to take, merged into as few tasks as the risk allows.

A measure becomes a task when it helps with a requirement that applies and fits how the algorithm came about. Measures
that belong together are the steps of one task. What is done once for all algorithms stands apart, so that a dossier
holds its own tasks only.

A plan shrinks with risk. With high risk every measure that helps is asked for. Below that, only measures without which
a requirement can hardly be met and that fit the weight of the algorithm; where a requirement would have none, the one
that fits best. The rest stands as advice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from waarborg.core.framework.applying import Applied
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Level, Link, Measure, Origin
from waarborg.core.framework.parts import Evidence, Scope
from waarborg.core.framework.standings import Applies, Standing

#: Whether the organisation makes it, or buys it, in the rules.
_MADE, _BOUGHT = "maakt het of laat het maken", "wordt ingekocht"


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task of a plan.

    measure: what to do. steps: measures that are part of it and are needed too. standings: the requirements it helps to
    meet, the earliest first. core: the short names of those that can hardly be met without it. due_on: the first day on
    which one of them applies, when that lies ahead; None when one applies already. second_person: whether one of the
    requirements asks that somebody else confirms. on: the day that was asked about.
    """

    measure: Measure
    steps: tuple[Measure, ...]
    standings: tuple[Standing, ...]
    core: tuple[str, ...]
    due_on: date | None
    second_person: bool
    on: date

    @property
    def id(self) -> str:
        """The URN of the measure: a plan has one task for each."""
        return self.measure.id

    @property
    def phase(self) -> str:
        """The first phase in which it is done."""
        return self.measure.phases[0]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What counts as evidence: that of the measure, else that of the requirements it is core to, else of all."""
        if self.measure.evidence:
            return self.measure.evidence
        core = [item for item in self.standings if item.requirement.code in self.core] or list(self.standings)
        found = {(one.kind, one.what): one for item in core for one in item.word_on(self.on).evidence}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do for one algorithm. tasks: for this algorithm. organisation: once for all. advice: good, not asked."""

    tasks: tuple[PlannedTask, ...]
    organisation: tuple[PlannedTask, ...]
    advice: tuple[PlannedTask, ...]


def make_plan(framework: Framework, applied: Applied) -> Plan:
    """Return the plan that follows from what applies. Tasks come by date, then weight, then phase.

    While the weight of the plan is not known, that of an impactful algorithm is taken.
    """
    level = Level(applied.weight or Level.IMPACT)
    standing = {item.requirement.id: item for item in applied.list(Applies.YES)}
    possible = {
        measure.id: [measure, *framework.list_steps_of(measure)]
        for measure in framework.measures
        if not measure.part_of
    }
    asked: dict[str, list[Measure]] = {}
    for id, together in possible.items():
        fitting = [item for item in together if _fits(item, applied)]
        needed = [
            item for item in fitting if item.level <= level and _is_needed(item, standing, level, applied)
        ]
        if needed:
            asked[id] = needed
    _add_for_bare(framework, asked, standing, level, applied)
    tasks = [_make_task(framework.get_measure(id), needed, standing, applied) for id, needed in asked.items()]
    advice = [
        _make_task(together[0], fitting, standing, applied)
        for id, together in possible.items()
        if id not in asked
        # What is good for the whole organisation is no advice to one algorithm.
        and together[0].scope is Scope.ALGORITHM
        and (fitting := [item for item in together if _fits(item, applied)])
        and any(_helps(item, standing, applied) for item in fitting)
    ]
    order = {phase.id: phase.number for phase in framework.phases}

    def rank(task: PlannedTask) -> tuple[date, int, int, str]:
        return (task.due_on or date.min, -len(task.core), order[task.phase], task.id)

    tasks.sort(key=rank)
    return Plan(
        tuple(task for task in tasks if task.measure.scope is Scope.ALGORITHM),
        tuple(task for task in tasks if task.measure.scope is Scope.ORGANISATION),
        tuple(sorted(advice, key=rank)),
    )


def _list_links(measure: Measure, standing: Mapping[str, Standing], applied: Applied) -> Iterable[Link]:
    """The links of a measure to requirements that apply, as far as they hold for this algorithm."""
    for link in measure.links:
        if link.requirement in standing and (not link.when or applied.facts.values.get(link.when) is True):
            yield link


def _helps(measure: Measure, standing: Mapping[str, Standing], applied: Applied) -> bool:
    return any(True for _ in _list_links(measure, standing, applied))


def _is_needed(measure: Measure, standing: Mapping[str, Standing], level: Level, applied: Applied) -> bool:
    return any(link.core or level is Level.HIGH_RISK for link in _list_links(measure, standing, applied))


def _add_for_bare(
    framework: Framework,
    asked: dict[str, list[Measure]],
    standing: Mapping[str, Standing],
    level: Level,
    applied: Applied,
) -> None:
    """Add a measure for each requirement that has none: the lightest that fits."""
    helped = {
        link.requirement
        for needed in asked.values()
        for item in needed
        for link in _list_links(item, standing, applied)
    }
    for id, item in standing.items():
        if id in helped:
            continue
        fitting = [one for one in framework.list_measures_for(item.requirement) if _fits(one, applied)]
        fitting = [
            one
            for one in fitting
            if any(link.requirement == id for link in _list_links(one, standing, applied))
        ]
        best = min(fitting, key=lambda one: (one.level, one.id), default=None)
        if best is not None and best.level <= level:
            together = asked.setdefault(best.part_of or best.id, [])
            together.append(best)
            helped |= {link.requirement for link in _list_links(best, standing, applied)}


def _fits(measure: Measure, applied: Applied) -> bool:
    """Whether a measure for what is built, or for what is bought, fits this algorithm; also when that is not known."""
    if measure.origin is None:
        return True
    name = _MADE if measure.origin is Origin.BUILT else _BOUGHT
    return applied.facts.values.get(name) is not False


def _make_task(
    measure: Measure, asked: Sequence[Measure], standing: Mapping[str, Standing], applied: Applied
) -> PlannedTask:
    links = [link for item in asked for link in _list_links(item, standing, applied)]
    found = {link.requirement: standing[link.requirement] for link in links}
    standings = tuple(sorted(found.values(), key=lambda item: (item.since or date.max, item.requirement.id)))
    core = dict.fromkeys(found[link.requirement].requirement.code for link in links if link.core)
    days = [item.since for item in standings if item.since is not None and not item.in_force]
    return PlannedTask(
        measure,
        tuple(item for item in asked if item is not measure),
        standings,
        tuple(core),
        None if any(item.in_force for item in standings) or not days else min(days),
        any(item.requirement.second_person and item.requirement.code in core for item in standings),
        applied.on,
    )
